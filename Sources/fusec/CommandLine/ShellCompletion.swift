import Backends
import Machine
import Passes

/// Completion scripts for shells, generated from the registries: options, passes with their options, formats, machines.
enum ShellCompletion {
  /// The shells that there are scripts for.
  static let shells = ["bash", "zsh", "fish"]

  /// The script for the shell; nil for other shells.
  static func script(for shell: String) -> String? {
    switch shell {
    case "bash": bash
    case "zsh": zsh
    case "fish": fish
    default: nil
    }
  }

  /// A word with what it means.
  private typealias Item = (word: String, summary: String)

  private static var passItems: [Item] {
    allPasses.map { ($0.name, $0.summary) } + namedPipelines.map { ($0.name, $0.summary) }
      + [("builtin.module", "passes on the program"), ("func.func", "passes on each function")]
  }

  private static var formatItems: [Item] { allBackends.map { ($0.name, $0.summary) } }

  private static var machineItems: [Item] { MachineCatalog.all.map { ($0.name, $0.summary) } }

  private static var executorItems: [Item] {
    ExecutionRequest.Executor.allCases.map { ($0.rawValue, "executor") }
  }

  private static var topicItems: [Item] {
    passItems.filter { !$0.word.contains(".") } + formatItems + machineItems
      + CommandLineOption.all.map { ($0.name, $0.summary) }
  }

  /// The options of each pass that has any, as `name=`.
  private static var passOptions: [(pass: String, items: [Item])] {
    func items<P: Pass>(_ pass: P.Type) -> [Item] { P.options.map { ("\($0.name)=", $0.summary) } }
    return allPasses.map { ($0.name, items($0)) }.filter { !$0.1.isEmpty }
  }

  /// What may stand behind `=`; nil for what only the file system or nobody knows.
  private static func items(_ completion: CommandLineOption.Completion) -> [Item]? {
    switch completion {
    case .none, .file, .folder: nil
    case .passes: passItems
    case .formats: formatItems + [("help", "list the formats")]
    case .machines: machineItems
    case .executors: executorItems
    case .topics: topicItems
    case .words(let words): words.map { ($0, "") }
    }
  }

  private static func words(_ items: [Item]) -> String { items.map(\.word).joined(separator: " ") }

  // MARK: bash

  private static var bash: String {
    var cases = ""
    for option in CommandLineOption.all where option.value != .none {
      let action: String
      switch option.completion {
      case .none: continue
      case .file: action = "files=-f"
      case .folder: action = "files=-d"
      case .passes: action = "kind=passes"
      case .formats: action = "kind=formats"
      case .machines: action = "words='\(words(machineItems))'; files=-f"
      case .executors: action = "words='\(words(executorItems))'"
      case .topics: action = "words='\(words(topicItems))'"
      case .words(let list): action = "words='\(list.joined(separator: " "))'"
      }
      cases += "    \(option.name)) \(action) ;;\n"
    }
    let options = CommandLineOption.all.map { option in
      "-\(option.name)" + (option.value == .required && option.name.count > 1 ? "=" : "")
    }
    let passCases = passOptions.map { "        \($0.pass)) words='\(words($0.items))' ;;\n" }
      .joined()
    return """
      # Completion of fusec for bash, printed by fusec -completion=bash
      _fusec() {
        local word="${COMP_LINE:0:COMP_POINT}" option= value= base= kind= words= files= pass=
        word="${word##*[[:space:]]}"
        local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
        # Bash may break words at = and : itself; a reply replaces the last piece.
        [[ $word == *"$current" && $current != [=:]* ]] || current=
        local piece="${word%"$current"}"
        COMPREPLY=()
        case "$word" in
          -*=*) option="${word%%=*}"; base="$option="; value="${word#*=}" ;;
          --*)
            COMPREPLY=($(compgen -W '\(options.map { "-\($0)" }.joined(separator: " "))' -- "$word"))
            [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
            return ;;
          -*)
            COMPREPLY=($(compgen -W '\(options.joined(separator: " "))' -- "$word"))
            [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
            return ;;
          *) [[ $previous == -?* ]] && option="$previous"; value="$word" ;;
        esac
        option="${option#-}"; option="${option#-}"
        case "$option" in
      \(cases)    *) files=-f ;;
        esac
        case "$kind" in
          passes)
            local head="${value%"${value##*[,(]}"}" last="${value##*[,(]}"
            if [[ $last == *{* ]]; then
              pass="${last%%\\{*}"
              case "$pass" in
      \(passCases)      esac
              base="$base$head$pass{"; value="${last#*\\{}"
            else
              words='\(words(passItems))'
              base="$base$head"; value="$last"
            fi
            compopt -o nospace ;;
          formats)
            base="$base${value%"${value##*,}"}"; value="${value##*,}"
            if [[ $value == *:* ]]; then
              base="$base${value%%:*}:"; value="${value#*:}"; files=-f
            else
              words='\(words(formatItems)) help'
            fi ;;
        esac
        local reply
        while IFS= read -r reply; do
          [[ -n $reply ]] || continue
          reply="$base$reply"
          COMPREPLY+=("${reply#"$piece"}")
        done < <(
          [[ -n $words ]] && compgen -W "$words" -- "$value"
          [[ -n $files ]] && compgen "$files" -- "$value"
        )
        [[ -n $files && -z $words ]] && compopt -o filenames
        [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
      }
      complete -F _fusec fusec

      """
  }

  // MARK: zsh

  private static var zsh: String {
    var text = "#compdef fusec\n# Completion of fusec for zsh, printed by fusec -completion=zsh\n\n"
    func values(_ name: String, _ items: [Item]) {
      text += "_fusec_\(name)() {\n  local -a items\n  items=(\n"
      for item in items {
        let word = item.word.replacing(":", with: "\\:")
        text += "    \(shellQuoted(item.summary.isEmpty ? word : "\(word):\(item.summary)"))\n"
      }
      text += "  )\n"
      // What stands in front of the last comma or parenthesis is done.
      text += "  compset -P '*[,(]'\n"
      // Behind the colon of a format stands where its output goes.
      if name == "formats" { text += "  if compset -P '*:'; then\n    _files\n    return\n  fi\n" }
      text += "  _describe -t \(name) \(name) items \"$@\"\n}\n\n"
    }
    values("passes", passItems)
    values("formats", formatItems + [("help", "list the formats")])
    values("machines", machineItems)
    values("executors", executorItems)
    values("topics", topicItems)
    text += "_fusec_targets() {\n  _alternative 'machines:machine:_fusec_machines' "
    text += "'files:description:_files -g \"*.(fir|mlir)\"'\n}\n\n"
    text += "_arguments -s \\\n"
    for option in CommandLineOption.all {
      let action: String
      switch option.completion {
      case .none: action = " "
      case .file: action = "_files"
      case .folder: action = "_files -/"
      case .passes: action = "_fusec_passes -S \"\""
      case .formats: action = "_fusec_formats -S \"\""
      case .machines: action = "_fusec_targets"
      case .executors: action = "_fusec_executors"
      case .topics: action = "_fusec_topics"
      case .words(let words): action = "(\(words.joined(separator: " ")))"
      }
      let isFlag = option.placeholder.isEmpty && option.value != .required
      let summary = option.summary.replacing("[", with: "\\[").replacing("]", with: "\\]")
      let label = option.placeholder.filter { !"<>|: ".contains($0) }
      for dash in ["-", "--"] {
        let name = dash + option.name
        let spec: String
        if isFlag {
          spec = "\(name)[\(summary)]"
        } else if option.name.count == 1 {
          spec = "\(name)[\(summary)]:\(label):\(action)"
        } else {
          // `=` takes the value behind it or as the next word, `=-` only behind it.
          let form = option.value == .optional ? ("=-", "::") : ("=", ":")
          spec = "\(name)\(form.0)[\(summary)]\(form.1)\(label):\(action)"
        }
        text += "  \(shellQuoted(spec)) \\\n"
      }
    }
    return text + "  '*:input:_files'\n"
  }

  // MARK: fish

  private static var fish: String {
    var text = "# Completion of fusec for fish, printed by fusec -completion=fish\n\n"
    func function(_ name: String, _ items: [Item]) {
      text += "function __fusec_\(name)\n"
      for item in items {
        text += "  printf '%s\\t%s\\n' \(shellQuoted(item.word)) \(shellQuoted(item.summary))\n"
      }
      text += "end\n\n"
    }
    function("passes", passItems)
    function("formats", formatItems + [("help", "list the formats")])
    function("machines", machineItems)
    function("executors", executorItems)
    function("topics", topicItems)
    // Lists with commas: what stands in front of the last one is kept.
    text += """
      function __fusec_list
        set -l head (commandline -ct | string replace -r '^-[^=]*=' '' | string match -r '.*[,(]')
        for line in ($argv[1])
          echo "$head$line"
        end
      end


      """
    // Behind the colon of a format stands where its output goes.
    text += """
      function __fusec_emissions
        set -l value (commandline -ct | string replace -r '^-[^=]*=' '')
        set -l start (string match -r '^(?:.*,)?[^,:]*:' -- $value)
        if test -z "$start"
          __fusec_list __fusec_formats
          return
        end
        for path in (__fish_complete_path (string replace -- $start '' $value))
          echo "$start$path"
        end
      end


      """
    for option in CommandLineOption.all {
      var line = "complete -c fusec"
      for flag in option.name.count == 1 ? ["-s"] : ["-o", "-l"] {
        line += " \(flag) \(option.name)"
      }
      let isFlag = option.placeholder.isEmpty && option.value != .required
      if !isFlag {
        switch option.completion {
        case .none: line += option.value == .required ? " -x" : ""
        case .file: line += " -r -F"
        case .folder: line += " -x -a '(__fish_complete_directories)'"
        case .passes: line += " -x -a '(__fusec_list __fusec_passes)'"
        case .formats: line += " -x -a '(__fusec_emissions)'"
        case .machines: line += " -r -F -a '(__fusec_machines)'"
        case .executors: line += " -x -a '(__fusec_executors)'"
        case .topics: line += " -x -a '(__fusec_topics)'"
        case .words(let words): line += " -x -a \(shellQuoted(words.joined(separator: " ")))"
        }
      }
      text += line + " -d \(shellQuoted(option.summary))\n"
    }
    return text
  }

  /// The text in single quotes. A quote inside becomes a typographic one, since shells differ in how to write it.
  private static func shellQuoted(_ text: String) -> String {
    "'\(text.replacing("'", with: "’"))'"
  }
}

extension String {
  /// The text with each occurrence of a character replaced.
  fileprivate func replacing(_ character: Character, with replacement: String) -> String {
    reduce(into: "") { $0 += $1 == character ? replacement : String($1) }
  }
}

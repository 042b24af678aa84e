import Backends
import FuseIR
import Machine
import Passes

/// What `-help`, `-list-passes` and `-list-targets` print. All of it derives from the registries.
enum HelpText {
  static let version = "fusec 0.1.0"

  /// The overview.
  static var overview: String {
    var text = """
      fusec: compiles neural networks (MLIR text: StableHLO, linalg) to programs for tensor accelerators,
      and executes every program it emits.

      usage: fusec <input | -> [-passes=<pipeline>] [-emit=<format>] [-target=<machine>] [-o <file>] [options]

      for example:
        fusec model.mlir                                      parse, verify, print
        fusec model.mlir -passes=import                       lower StableHLO to linalg
        fusec model.mlir -passes=gemmini -target=gemmini-fp32 -emit=gemmini-trace:out
        fusec model.mlir -passes=gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1

      -x and --x are the same; mlir-opt's spellings of options are taken too.

      """
    for (group, options) in CommandLineOption.groups {
      text += "\n\(group.rawValue):\n"
      text += table(options.map { ("-\($0.spelling)", $0.summary) })
    }
    text += "\nformats of -emit=:\n"
    text += table(allBackends.map { ($0.name, $0.summary) })
    text += """

      exit codes: 0 done; 1 the input, a file or a result is wrong; 2 the command line is wrong;
      3 a pass, format or executor refuses a valid program; 70 a bug of fusec.
      More: -list-passes, -list-targets, -help=<pass | format | machine | option>.

      """
    return text
  }

  /// All passes and named pipelines.
  static var passes: String {
    "passes:\n\n" + table(allPasses.map { ($0.name, $0.summary) })
      + "\nnamed pipelines:\n\n" + table(namedPipelines.map { ($0.name, $0.summary) })
  }

  /// All built-in machines.
  static var targets: String {
    "machines:\n\n" + table(MachineCatalog.all.map { ($0.name, $0.summary) })
  }

  /// All formats.
  static var formats: String {
    "formats:\n\n" + table(allBackends.map { ($0.name, $0.summary) })
  }

  /// The text about the passes, pipelines, formats, machines and options of a name; nil where nothing has it.
  static func about(_ name: String) -> String? {
    var texts: [String] = []
    if let pass = allPasses.first(where: { $0.name == name }) { texts.append(about(pass)) }
    if let pipeline = namedPipelines.first(where: { $0.name == name }) {
      texts.append(
        "\(pipeline.name): \(pipeline.summary)\n\nthe same as -passes='\(pipeline.text)'\n")
    }
    if let backend = allBackends.first(where: { $0.name == name }) {
      let places =
        backend.shape == .folder
        ? "a folder (-emit=\(name):<dir>)"
        : backend.shape == .stream
          ? "standard output or a file (-emit=\(name):<file>)"
          : "a folder (-emit=\(name):<dir>) or standard output (-emit=\(name):-)"
      texts.append(
        "\(backend.name): \(backend.summary)\n\nwrites to \(places)\n" + options(of: backend))
    }
    if let machine = MachineCatalog.machine(named: name) { texts.append(about(machine)) }
    if let option = CommandLineOption.all.first(where: { "-\($0.name)" == name || $0.name == name })
    {
      texts.append(
        "-\(option.spelling): \(option.summary)\n"
          + (option.details.isEmpty ? "" : "\n\(option.details)\n"))
    }
    return texts.isEmpty ? nil : texts.joined(separator: "\n")
  }

  private static func about(_ machine: Accelerator) -> String {
    let options = machine.options.map {
      ("\(machine.name){\($0.name)=...}", "\($0.summary) Values: \($0.values).")
    }
    return "\(machine.name): \(machine.summary)\n" + (options.isEmpty ? "" : "\n" + table(options))
      + "\nas a description file for -target=<file.fir>:\n\n" + machine.descriptionText
  }

  private static func about<P: Pass>(_ pass: P.Type) -> String {
    "\(P.name): \(P.summary)\n" + options(P.options, P())
  }

  private static func options<B: Backend>(of backend: B.Type) -> String { options(B.options, B()) }

  private static func options<Owner>(_ options: [TypedOption<Owner>], _ defaults: Owner) -> String {
    let rows = options.map { option in
      ("\(option.name)=\(option.text(defaults))", "\(option.summary) Takes \(option.expectation).")
    }
    return rows.isEmpty ? "" : "\noptions, with their defaults:\n\n" + table(rows)
  }

  /// Every name that `about` knows.
  static var topics: [String] {
    allPasses.map { $0.name } + namedPipelines.map(\.name) + allBackends.map { $0.name }
      + MachineCatalog.names + CommandLineOption.all.map(\.name)
  }

  private static func table(_ rows: [(String, String)]) -> String {
    let width = min(34, rows.map(\.0.count).max() ?? 0)
    return rows.map { name, text in
      let gap = name.count > width ? "\n" + String(repeating: " ", count: width + 4) : ""
      let padding = String(repeating: " ", count: max(0, width - name.count) + 2)
      return gap.isEmpty ? "  \(name)\(padding)\(text)\n" : "  \(name)\(gap)\(text)\n"
    }.joined()
  }
}

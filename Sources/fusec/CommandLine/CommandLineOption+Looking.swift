// The options that show, check and take apart what the passes do.

extension CommandLineOption {
  static let looking: [CommandLineOption] = [
    text(
      "print-ir-before", "<pass>", .passes, "Print the program to standard error before this pass"
    ) {
      $0.printBefore += $1.split(separator: ",").map(String.init)
    },
    text("print-ir-after", "<pass>", .passes, "Print the program to standard error after this pass")
    {
      $0.printAfter += $1.split(separator: ",").map(String.init)
    },
    flag("print-ir-before-all", \.printBeforeAll, "Print before every pass"),
    flag("print-ir-after-all", \.printAfterAll, "Print after every pass"),
    flag("print-ir-after-change", \.printAfterChange, "Print after passes that changed something"),
    flag("print-ir-after-failure", \.printAfterFailure, "Print after a pass that failed"),
    flag(
      "print-ir-module-scope", \.printModuleScope,
      "Print the whole program also where a pass runs on each function"),
    text(
      "filter-print-funcs", "<names>", .none, "Print only these functions, with commas between"
    ) {
      $0.printedFunctions += $1.split(separator: ",").map(String.init)
    },
    text(
      "print-ir-tree-dir", "<dir>", .folder, \.printTreeFolder,
      "Write each of those prints to a file of its own",
      details: """
        Files are named as mlir-opt names them: builtin_module_<name>/1_cse.mlir for a pass on the module, and
        builtin_module_<name>/func_func_<name>/1_0_cse.mlir for a pass on a function: the number of the last print of the
        module, the number of the print of this function, the pass. The files hold no times, paths or addresses, so that
        two folders can be compared with diff -r. Add -print-unique-ssa-ids to keep the numbers of values between passes.
        """),
    flag(
      "print-ir-diff", \.printDifference, "Print what each pass changed as a unified diff",
      details:
        "Values are numbered as with -print-unique-ssa-ids, so that only what changed differs."),
    flag("dump-pipeline", \.dumpPipeline, "Print the passes with all their options, then run them"),
    CommandLineOption(
      "timing", "json", .optional, .words(["json", "text"]),
      "Report the time of each phase and pass"
    ) { (options, value) throws(UsageError) in options.timing = try form("timing", value) },
    text(
      "timing-display", "<order>", .words(["list", "tree"]),
      "Order of -timing: list (longest first) or tree (as it ran; default)"
    ) { (options, value) throws(UsageError) in
      switch value {
      case "list": options.timingIsSorted = true
      case "tree": options.timingIsSorted = false
      default: throw UsageError(message: "option '-timing-display' takes 'list' or 'tree'")
      }
    },
    CommandLineOption(
      "stats", "json", .optional, .words(["json", "text"]), "Report the passes' counters"
    ) { (options, value) throws(UsageError) in options.statistics = try form("stats", value) },
    text(
      "remarks", "<regex>", .passes, \.remarks,
      "Show remarks of passes whose name holds a match; 'all' for every pass",
      details: "The pattern is a POSIX extended regular expression."),
    text(
      "remarks-format", "<form>", .words(["json", "text"]),
      "Write remarks as text, or as JSON lines",
      details: """
        A JSON line is an object with "kind" (remark), "origin" (the pass or format), "file", "line", "column" (absent
        where nothing is known) and "message", and "notes", a list of such objects, where there are notes. Lines go to
        standard error, where other diagnostics stay text.
        """
    ) { (options, value) throws(UsageError) in
      options.remarkForm = try form("remarks-format", value)
    },
    text(
      "color", "<when>", .words(Options.Choice.allCases.map(\.rawValue)),
      "Use colours: auto (on terminals; default), always or never"
    ) { (options, value) throws(UsageError) in options.colour = try choice("color", value) },
  ]

  static let checking: [CommandLineOption] = [
    flag("verify-each", \.verifyEach, "Verify after every pass (on unless =false)"),
    flag(
      "verify-roundtrip", \.verifyRoundTrip,
      "Print and read again in every form, before and after the passes; stop where they differ"),
    flag(
      "check-semantics", \.checkSemantics,
      "Execute before and after each pass; stop where a number changes"),
    CommandLineOption(
      "verify-diagnostics", "only-expected", .optional, .words(["all", "only-expected"]),
      "Succeed if the diagnostics are those that comments expect",
      details: """
        A comment says expected-error {{text}}, or expected-warning, expected-note, expected-remark: a diagnostic of that
        kind on this line holds the text. expected-error-re takes {{regular expressions}} inside the text.
        expected-error@+2 counts lines from here, so does @-1; @above and @below mean the next line without such a comment,
        @unknown a diagnostic without a place. A diagnostic that is not expected fails, unless =only-expected.
        """
    ) { (options, value) throws(UsageError) in
      switch value {
      case nil, "all": options.verifyDiagnostics = .all
      case "only-expected": options.verifyDiagnostics = .onlyExpected
      default:
        throw UsageError(message: "option '-verify-diagnostics' takes 'all' or 'only-expected'")
      }
    },
    CommandLineOption(
      "split-input-file", "<marker>", .optional, .none,
      "Take each part of the input as a program of its own (default marker: // -----)",
      details: """
        Parts end at lines that are the marker. Each is parsed, compiled and written by itself, with the marker between the
        outputs; diagnostics count lines of the whole file.
        """
    ) { (options, value) throws(UsageError) in
      guard value?.isEmpty != true else {
        throw UsageError(message: "option '-split-input-file' needs a marker that is not empty")
      }
      options.splitMarker = value ?? "// -----"
    },
    flag("allow-unregistered-dialect", \.acceptsForeignOps, "Accepted and always on"),
  ]

  static let debugging: [CommandLineOption] = [
    text(
      "bisect-limit", "<n>", .none, "Run only the first n pass executions, and say which",
      details: """
        Each run of a pass on the module or on one function counts as one and prints a line such as
        'BISECT: running pass (3) cse on @main'. Halve the number until the run that breaks the program is found;
        -bisect-limit=-1 runs and numbers all.
        """
    ) { (options, value) throws(UsageError) in
      guard let limit = Int(value), limit >= -1 else {
        throw UsageError(message: "option '-bisect-limit' needs a whole number, not '\(value)'")
      }
      options.bisectLimit = limit
    },
    text(
      "reproducer", "<file>", .file, \.reproducer,
      "If a pass fails or crashes, leave the program before it here",
      details: """
        The file holds the program as it was before the pass, and the pass in MLIR's trailer, so that -run-reproducer, and
        mlir-opt --run-reproducer where it has the pass, repeat the failure. It is gone if all passes succeed.
        """),
    flag(
      "run-reproducer", \.runReproducer, "Run the pipeline that the input's trailer holds"),
    text(
      "reduce", "<command>", .none, \.reduce,
      "Shrink the input to the least for which the command succeeds",
      details: """
        The command is run by the shell with the name of a file as last argument, and exits with 0 if the program in that
        file is still interesting; for example -reduce='not fusec -passes=gemmini -target=gemmini', or a script that
        searches for a message. Every candidate is a valid program, smaller than the one before. The best one so far is
        always in the file that -o names. Ends when nothing more can be taken away; the result is the same for every -j.
        With -passes the pipeline goes into the trailer of the program and shrinks with it, for a command that runs
        fusec -run-reproducer on the file.
        """),
    CommandLineOption(
      "reduce-attempts", "<n>", .required, .none,
      "Stop -reduce after n runs of the command (default 100000)"
    ) { (options, value) throws(UsageError) in
      options.reduceAttempts = try whole("reduce-attempts", value ?? "")
    },
    CommandLineOption(
      "reduce-time", "<seconds>", .required, .none,
      "Stop -reduce after this time (default 3600)"
    ) { (options, value) throws(UsageError) in
      options.reduceSeconds = try number("reduce-time", value ?? "")
    },
  ]

  static let information: [CommandLineOption] = [
    CommandLineOption(
      "help", "<name>", .optional, .topics,
      "Show this text, or that of a pass, a format, a machine or an option"
    ) { options, value in
      options.wantsHelp = true
      options.help = value
    },
    flag("list-passes", \.listPasses, "List the passes and named pipelines"),
    flag("list-targets", \.listTargets, "List the built-in machines"),
    text(
      "completion", "<shell>", .words(ShellCompletion.shells), \.completion,
      "Print a completion script for bash, zsh or fish",
      details: """
        bash: source <(fusec -completion=bash)
        zsh:  fusec -completion=zsh > "${fpath[1]}/_fusec"
        fish: fusec -completion=fish > ~/.config/fish/completions/fusec.fish
        """),
    flag("version", \.wantsVersion, "Show the version"),
  ]
}

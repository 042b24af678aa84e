import FuseIR

/// One option of the command line: its name, what `-help` says of it, and what it does to `Options`.
struct CommandLineOption: Sendable {
  /// Whether a value follows, as `-name=value`, or as the next argument where it is required.
  enum Value { case none, optional, required }

  let name: String
  /// What stands for the value in help: `-passes=<pipeline>`.
  let placeholder: String
  let value: Value
  let summary: String
  let apply: @Sendable (inout Options, String?) throws(UsageError) -> Void

  /// The option as help spells it, without the dash.
  var spelling: String {
    switch value {
    case .none: name
    case .optional: "\(name)[=\(placeholder)]"
    case .required: name == "o" ? "o \(placeholder)" : "\(name)=\(placeholder)"
    }
  }

  /// The name under which an option is listed, for a spelling of mlir-opt's.
  static func canonicalName(_ name: String) -> String {
    switch name {
    case "pass-pipeline": return "passes"
    case "mlir-print-op-generic": return "print-generic"
    case "mlir-elide-elementsattrs-if-larger": return "elide-elements-larger"
    case "pass-statistics", "mlir-pass-statistics": return "stats"
    case "dump-pass-pipeline": return "dump-pipeline"
    case "h": return "help"
    default: return name.hasPrefix("mlir-") ? String(name.dropFirst(5)) : name
    }
  }

  private static func flag(
    _ name: String, _ summary: String, _ path: @escaping @Sendable (inout Options) -> Void
  ) -> CommandLineOption {
    CommandLineOption(name: name, placeholder: "", value: .none, summary: summary) { options, _ in
      path(&options)
    }
  }

  private static func text(
    _ name: String, _ placeholder: String, _ summary: String,
    _ set: @escaping @Sendable (inout Options, String) throws(UsageError) -> Void
  ) -> CommandLineOption {
    CommandLineOption(name: name, placeholder: placeholder, value: .required, summary: summary) {
      (options, value) throws(UsageError) in try set(&options, value ?? "")
    }
  }

  private static func number(_ name: String, _ text: String) throws(UsageError) -> Double {
    guard let value = Double(text), value >= 0, value.isFinite else {
      throw UsageError(
        message: "option '-\(name)' needs a number that is not negative, not '\(text)'")
    }
    return value
  }

  private static func form(_ name: String, _ value: String?) throws(UsageError)
    -> Options.ReportForm
  {
    switch value {
    case nil, "text": return .text
    case "json": return .json
    default:
      throw UsageError(message: "option '-\(name)' takes 'text' or 'json', not '\(value ?? "")'")
    }
  }

  /// All options, in the order of the help text.
  static let all: [CommandLineOption] = [
    text("passes", "<pipeline>", "Run these passes: a,b{opt=v flag},c, or a named pipeline") {
      $0.passes = $1
    },
    text(
      "emit", "<format>[:<place>]", "Write the program in this format; may be given several times"
    ) {
      (options, value) in
      for part in value.split(separator: ",", omittingEmptySubsequences: false) {
        let pieces = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        options.emissions.append(
          EmissionRequest(
            format: String(pieces[0]), destination: pieces.count > 1 ? String(pieces[1]) : nil))
      }
    },
    text("target", "<machine | file>", "Compile for this machine; -list-targets lists them") {
      $0.target = $1
    },
    text("o", "<file>", "Write the output here instead of to standard output") { $0.output = $1 },
    text("run", "<function>", "Execute this function of the module as it stands after the passes") {
      $0.run = $1
    },
    text("on", "<executor>", "Execute on this executor (default: reference)") {
      $0.executor = $1
    },
    text("inputs", "<dir>", "Read the arguments from input0.npy, input1.npy, ... of this folder") {
      $0.inputs = $1
    },
    text("expect", "<dir>", "Compare the results with output0.npy, ... of this folder") {
      $0.expected = $1
    },
    text("outputs", "<dir>", "Write the results to output0.npy, ... in this folder") {
      $0.outputs = $1
    },
    text("rtol", "<x>", "Relative tolerance of -expect (default 1e-5; 1e-2 for 16-bit floats)") {
      (options, value) throws(UsageError) in
      options.relativeTolerance = try number("rtol", value)
    },
    text("atol", "<x>", "Absolute tolerance of -expect (default 1e-6; 1e-2 for 16-bit floats)") {
      (options, value) throws(UsageError) in
      options.absoluteTolerance = try number("atol", value)
    },
    text("seed", "<n>", "Draw arguments where -inputs is absent; fixes every random choice") {
      (options, value) throws(UsageError) in
      guard let seed = UInt64(value) else {
        throw UsageError(message: "option '-seed' needs a whole number, not '\(value)'")
      }
      options.seed = seed
    },
    flag("check-semantics", "Execute before and after each pass; stop where a number changes") {
      $0.checkSemantics = true
    },
    flag("print-generic", "Print every op in generic form") { $0.printGeneric = true },
    flag("pretty", "Print every op in custom form") { $0.printPretty = true },
    flag("print-debuginfo", "Print locations") { $0.printDebugInfo = true },
    text(
      "elide-elements-larger", "<n>", "Leave out constants of more than n elements when printing"
    ) {
      (options, value) throws(UsageError) in
      guard let count = Int(value), count >= 0 else {
        throw UsageError(
          message: "option '-elide-elements-larger' needs a whole number, not '\(value)'")
      }
      options.elideElementsLarger = count
    },
    text("print-ir-before", "<pass>", "Print the module to standard error before this pass") {
      $0.printBefore += $1.split(separator: ",").map(String.init)
    },
    text("print-ir-after", "<pass>", "Print the module to standard error after this pass") {
      $0.printAfter += $1.split(separator: ",").map(String.init)
    },
    flag("print-ir-before-all", "Print before every pass") { $0.printBeforeAll = true },
    flag("print-ir-after-all", "Print after every pass") { $0.printAfterAll = true },
    flag("print-ir-after-change", "Print after passes that changed something") {
      $0.printAfterChange = true
    },
    flag("print-ir-after-failure", "Print after a pass that failed") {
      $0.printAfterFailure = true
    },
    text("print-ir-tree-dir", "<dir>", "Write each of those prints to a file of its own") {
      $0.printTreeFolder = $1
    },
    flag("dump-pipeline", "Print the passes with all their options, then run them") {
      $0.dumpPipeline = true
    },
    CommandLineOption(
      name: "timing", placeholder: "json", value: .optional,
      summary: "Report the time of each phase and pass"
    ) { (options, value) throws(UsageError) in options.timing = try form("timing", value) },
    CommandLineOption(
      name: "stats", placeholder: "json", value: .optional, summary: "Report the passes' counters"
    ) { (options, value) throws(UsageError) in options.statistics = try form("stats", value) },
    text(
      "remarks", "<pass>", "Show remarks of passes whose name holds this text; 'all' for every pass"
    ) {
      $0.remarks = $1
    },
    CommandLineOption(
      name: "verify-each", placeholder: "false", value: .optional,
      summary: "Verify after every pass (on unless =false)"
    ) { (options, value) throws(UsageError) in
      switch value {
      case nil, "true", "1": options.verifyEach = true
      case "false", "0": options.verifyEach = false
      default: throw UsageError(message: "option '-verify-each' takes 'true' or 'false'")
      }
    },
    flag("allow-unregistered-dialect", "Accepted and always on") { _ in },
    CommandLineOption(
      name: "help", placeholder: "<name>", value: .optional,
      summary: "Show this text, or that of a pass, a format or a machine"
    ) { options, value in
      options.wantsHelp = true
      options.help = value
    },
    flag("list-passes", "List the passes and named pipelines") { $0.listPasses = true },
    flag("list-targets", "List the built-in machines") { $0.listTargets = true },
    flag("version", "Show the version") { $0.wantsVersion = true },
  ]
}

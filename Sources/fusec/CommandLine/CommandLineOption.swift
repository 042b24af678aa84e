import FuseIR

/// One option of the command line: its name, what `-help` says of it, and what it does to `Options`.
struct CommandLineOption: Sendable {
  /// Whether a value follows, as `-name=value`, or as the next argument where it is required.
  enum Value { case none, optional, required }

  /// What may stand as the value, for completion in shells.
  enum Completion {
    /// Nothing in particular: numbers, names of functions.
    case none
    case file
    case folder
    case passes
    case formats
    case machines
    case executors
    case topics
    case words([String])
  }

  /// The part of `-help` that lists the option.
  enum Group: String, CaseIterable {
    case compiling = "what to do"
    case running = "running"
    case printing = "printing"
    case looking = "looking between passes"
    case checking = "checks"
    case debugging = "finding faults"
    case limits = "limits"
    case information = "information"
  }

  let name: String
  /// What stands for the value in help: `-passes=<pipeline>`.
  let placeholder: String
  let value: Value
  let completion: Completion
  let summary: String
  /// More about the option, for `-help=<option>`.
  let details: String
  let apply: @Sendable (inout Options, String?) throws(UsageError) -> Void

  init(
    _ name: String, _ placeholder: String, _ value: Value, _ completion: Completion,
    _ summary: String, details: String = "",
    _ apply: @escaping @Sendable (inout Options, String?) throws(UsageError) -> Void
  ) {
    self.name = name
    self.placeholder = placeholder
    self.value = value
    self.completion = completion
    self.summary = summary
    self.details = details
    self.apply = apply
  }

  /// The option as help spells it, without the dash.
  var spelling: String {
    if placeholder.isEmpty { return name }
    switch value {
    case .none: return name
    case .optional: return "\(name)[=\(placeholder)]"
    case .required: return name.count == 1 ? "\(name) \(placeholder)" : "\(name)=\(placeholder)"
    }
  }

  /// The name under which an option is listed, for a spelling of mlir-opt's or LLVM opt's.
  static func canonicalName(_ spelling: String) -> String {
    let name = spelling.hasPrefix("mlir-") ? String(spelling.dropFirst(5)) : spelling
    switch name {
    case "dump-pass-pipeline", "print-pipeline-passes": return "dump-pipeline"
    case "elide-elementsattrs-if-larger": return "elide-elements-larger"
    case "h": return "help"
    case "module-scope": return "print-ir-module-scope"
    case "opt-bisect-limit": return "bisect-limit"
    case "output-format": return "timing"
    case "pass-pipeline": return "passes"
    case "pass-pipeline-crash-reproducer": return "reproducer"
    case "pass-statistics": return "stats"
    case "print-elementsattrs-with-hex-if-larger": return "hex-elements-larger"
    case "print-op-generic": return "print-generic"
    case "remarks-filter": return "remarks"
    case "time-passes": return "timing"
    case "tree-dir": return "print-ir-tree-dir"
    default: return name
    }
  }

  /// The name and value that a spelling of mlir-opt's without a value stands for.
  static func canonicalSetting(_ spelling: String) -> (name: String, value: String?) {
    let name = canonicalName(spelling)
    return name == "disable-threading" ? ("j", "1") : (name, nil)
  }

  /// Every option by its group, in the order of the help text.
  static let groups: [(group: Group, options: [CommandLineOption])] = [
    (.compiling, compiling), (.running, running), (.printing, printing), (.looking, looking),
    (.checking, checking), (.debugging, debugging), (.limits, limits), (.information, information),
  ]

  /// All options, in the order of the help text.
  static let all: [CommandLineOption] = groups.flatMap(\.options)
}

// MARK: - Kinds of options

extension CommandLineOption {
  /// An option that is on or off; like MLIR's, it may be given `=true` or `=false`.
  static func flag(
    _ name: String, _ path: any WritableKeyPath<Options, Bool> & Sendable, _ summary: String,
    details: String = ""
  ) -> CommandLineOption {
    CommandLineOption(name, "", .optional, .words(["true", "false"]), summary, details: details) {
      (options, value) throws(UsageError) in
      options[keyPath: path] = try truth(name, value)
    }
  }

  /// An option with a text.
  static func text(
    _ name: String, _ placeholder: String, _ completion: Completion, _ summary: String,
    details: String = "",
    _ set: @escaping @Sendable (inout Options, String) throws(UsageError) -> Void
  ) -> CommandLineOption {
    CommandLineOption(name, placeholder, .required, completion, summary, details: details) {
      (options, value) throws(UsageError) in try set(&options, value ?? "")
    }
  }

  /// An option with a text, kept as it stands.
  static func text(
    _ name: String, _ placeholder: String, _ completion: Completion,
    _ path: any WritableKeyPath<Options, String?> & Sendable, _ summary: String,
    details: String = ""
  ) -> CommandLineOption {
    CommandLineOption(name, placeholder, .required, completion, summary, details: details) {
      options, value in options[keyPath: path] = value
    }
  }

  /// An option with a count.
  static func count(
    _ name: String, _ path: any WritableKeyPath<Options, Int?> & Sendable, _ summary: String,
    details: String = ""
  ) -> CommandLineOption {
    CommandLineOption(name, "<n>", .required, .none, summary, details: details) {
      (options, value) throws(UsageError) in
      options[keyPath: path] = try whole(name, value ?? "")
    }
  }

  /// Whether a flag is on.
  static func truth(_ name: String, _ value: String?) throws(UsageError) -> Bool {
    switch value {
    case nil, "true", "1": return true
    case "false", "0": return false
    default:
      throw UsageError(
        message: "option '-\(name)' is on or off: '-\(name)', '-\(name)=true' or '-\(name)=false'")
    }
  }

  /// A count that is not negative.
  static func whole(_ name: String, _ text: String) throws(UsageError) -> Int {
    guard let count = Int(text), count >= 0 else {
      throw UsageError(message: "option '-\(name)' needs a whole number, not '\(text)'")
    }
    return count
  }

  /// A number that is not negative.
  static func number(_ name: String, _ text: String) throws(UsageError) -> Double {
    guard let value = Double(text), value >= 0, value.isFinite else {
      throw UsageError(
        message: "option '-\(name)' needs a number that is not negative, not '\(text)'")
    }
    return value
  }

  /// A number of bytes: `4096`, or in units of 1024 with `K`, `M`, `G` behind it.
  static func byteCount(_ text: String) -> Int? {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
    let unit = text.last.flatMap { units[$0] }
    guard let count = Int(unit == nil ? text[...] : text.dropLast()), count > 0 else { return nil }
    let (bytes, overflows) = count.multipliedReportingOverflow(by: unit ?? 1)
    return overflows ? nil : bytes
  }

  /// The form of a report.
  static func form(_ name: String, _ value: String?) throws(UsageError) -> Options.ReportForm {
    switch value {
    case nil, "text": return .text
    case "json": return .json
    default:
      throw UsageError(message: "option '-\(name)' takes 'text' or 'json', not '\(value ?? "")'")
    }
  }

  /// One of a few words.
  static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ value: String
  ) throws(UsageError) -> Choice {
    if let choice = Choice(rawValue: value) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    let hint = NearestName.hint(for: value, among: words)
    throw UsageError(
      message: "option '-\(name)' takes \(words.joined(separator: ", ")), not '\(value)'\(hint)")
  }
}

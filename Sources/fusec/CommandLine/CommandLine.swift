import FuseIR

/// A command line that makes no sense; exit code 2.
struct UsageError: Error {
  let message: String
}

extension Options {
  /// Reads the arguments, without the program's name.
  init(parsing arguments: [String]) throws(UsageError) {
    self.init()
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      guard argument.hasPrefix("-"), argument != "-" else {
        guard input == nil else {
          throw UsageError(message: "more than one input: '\(input ?? "")' and '\(argument)'")
        }
        input = argument
        continue
      }
      let dashes = argument.hasPrefix("--") ? 2 : 1
      var body = argument.dropFirst(dashes)
      var value: String?
      if let equals = body.firstIndex(of: "=") {
        value = String(body[body.index(after: equals)...])
        body = body[..<equals]
      }
      // `-j4` is how most tools spell it.
      if value == nil, body.count > 1, body.first == "j", body.dropFirst().allSatisfy(\.isNumber) {
        value = String(body.dropFirst())
        body = body.prefix(1)
      }
      let (name, implied) = CommandLineOption.canonicalSetting(String(body))
      value = value ?? implied
      guard let option = CommandLineOption.all.first(where: { $0.name == name }) else {
        throw Self.unknownOption(String(body), dashes: dashes)
      }
      if value == nil, option.value == .required {
        guard index < arguments.count else {
          throw UsageError(message: "option '-\(name)' needs a value: -\(option.spelling)")
        }
        value = arguments[index]
        index += 1
      }
      if value != nil, option.value == .none {
        throw UsageError(message: "option '-\(name)' takes no value")
      }
      try option.apply(&self, value)
    }
    try checkCombinations()
  }

  /// An option that does not exist, with the one that was probably meant: one that starts like it, or one that differs in
  /// a letter or two. Two dashes are a matter of taste and count for nothing.
  private static func unknownOption(_ name: String, dashes: Int) -> UsageError {
    let names = CommandLineOption.all.map(\.name)
    let prefix = String(repeating: "-", count: dashes)
    let known = CommandLineOption.canonicalName(name)
    let suggestion =
      NearestName.suggestion(for: known, among: names)
      ?? (known.utf8.count >= 3 ? names.first { $0.hasPrefix(known) } : nil)
    let hint = suggestion.map { "did you mean '\(prefix)\($0)'?" } ?? "-help lists the options"
    return UsageError(message: "unknown option '\(prefix)\(name)'; \(hint)")
  }

  /// Options that contradict each other.
  private func checkCombinations() throws(UsageError) {
    if splitMarker != nil {
      if emissions.count > 1 || emissions.contains(where: { $0.format != "mlir" }) {
        throw UsageError(message: "-split-input-file writes one text: leave -emit away")
      }
    }
    if reduce != nil, splitMarker != nil || run != nil || !emissions.isEmpty {
      throw UsageError(
        message: "-reduce writes the program that it shrinks: runs and formats belong into its "
          + "command")
    }
    if runReproducer, passes != nil {
      throw UsageError(
        message: "-run-reproducer takes the pipeline from the file: leave -passes away")
    }
  }
}

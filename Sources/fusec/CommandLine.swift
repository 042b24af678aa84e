import FuseIR

/// A command line that makes no sense; exit code 2.
struct UsageError: Error {
  let message: String
}

/// One output that was asked for: a format, and where it goes.
struct EmissionRequest {
  let format: String
  /// A path, `-` for standard output, or nil for the default place.
  let destination: String?
}

/// What the user asked for.
struct Options {
  var input: String?
  var passes: String?
  var emissions: [EmissionRequest] = []
  var output: String?
  var target: String?

  var run: String?
  var executor: String?
  var inputs: String?
  var expected: String?
  var outputs: String?
  var relativeTolerance: Double?
  var absoluteTolerance: Double?
  var seed: UInt64?

  var printGeneric = false
  var printPretty = false
  var printDebugInfo = false
  var elideElementsLarger: Int?
  var printBefore: [String] = []
  var printAfter: [String] = []
  var printBeforeAll = false
  var printAfterAll = false
  var printAfterChange = false
  var printAfterFailure = false
  var printTreeFolder: String?
  var dumpPipeline = false
  var timing: ReportForm?
  var statistics: ReportForm?
  var remarks: String?
  var verifyEach = true
  var checkSemantics = false

  var help: String?
  var wantsHelp = false
  var listPasses = false
  var listTargets = false
  var wantsVersion = false

  /// How a report about the compilation itself is written.
  enum ReportForm { case text, json }
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
      var body = argument.dropFirst(argument.hasPrefix("--") ? 2 : 1)
      var value: String?
      if let equals = body.firstIndex(of: "=") {
        value = String(body[body.index(after: equals)...])
        body = body[..<equals]
      }
      let name = CommandLineOption.canonicalName(String(body))
      guard let option = CommandLineOption.all.first(where: { $0.name == name }) else {
        let hint = NearestName.hint(
          for: "-\(name)", among: CommandLineOption.all.map { "-\($0.name)" })
        throw UsageError(message: "unknown option '-\(body)'\(hint); -help lists the options")
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
  }
}

import Execution

/// One output that was asked for: a format, and where it goes.
struct EmissionRequest {
  let format: String
  /// A path, `-` for standard output, or nil for the default place.
  let destination: String?
}

/// What the user asked for.
struct Options {
  // MARK: What to do

  var input: String?
  var passes: String?
  var emissions: [EmissionRequest] = []
  var output: String?
  var target: String?
  var limits = ReadingLimits()

  // MARK: Running

  var run: String?
  var executor: String?
  var inputs: String?
  var expected: String?
  var outputs: String?
  var relativeTolerance: Double?
  var absoluteTolerance: Double?
  var seed: UInt64?
  var density: Double?
  var executionLimits = ExecutionLimits()
  /// What plans on standard input are judged by.
  var evaluation: Evaluation.Settings?

  /// The machine whose constants are measured.
  var calibration: String?
  /// How many of its cores are described; nil for all.
  var calibratedCores: Int?

  // MARK: Printing

  var printGeneric = false
  var printPretty = false
  var printDebugInfo = false
  var printSkipRegions = false
  var printValueUsers = false
  var printUniqueIDs = false
  var elideElementsLarger: Int?
  var hexElementsLarger: Int?

  // MARK: Looking between passes

  var printBefore: [String] = []
  var printAfter: [String] = []
  var printBeforeAll = false
  var printAfterAll = false
  var printAfterChange = false
  var printAfterFailure = false
  var printModuleScope = false
  var printDifference = false
  var printTreeFolder: String?
  /// Functions that dumps are restricted to; empty for all.
  var printedFunctions: [String] = []
  var dumpPipeline = false
  var timing: ReportForm?
  var timingIsSorted = false
  var statistics: ReportForm?
  var remarks: String?
  var remarkForm = ReportForm.text
  var colour = Choice.auto
  var threads: Int?

  // MARK: Checks

  var verifyEach = true
  var verifyRoundTrip = false
  var checkSemantics = false
  var verifyDiagnostics: DiagnosticCheck?
  var splitMarker: String?
  /// Ops of dialects that fusec does not know are always accepted; mlir-opt wants to be told.
  var acceptsForeignOps = true

  // MARK: Finding faults

  var bisectLimit: Int?
  var reproducer: String?
  var runReproducer = false
  var reduce: String?
  var reduceAttempts = 100_000
  var reduceSeconds = 3600.0

  // MARK: Information

  var help: String?
  var wantsHelp = false
  var listPasses = false
  var listTargets = false
  var completion: String?
  var wantsVersion = false

  // MARK: Kinds of values

  /// How a report about the compilation itself is written.
  enum ReportForm { case text, json }

  /// Whether something is done always, never, or where a terminal is there to see it.
  enum Choice: String, CaseIterable { case auto, always, never }

  /// Which diagnostics `-verify-diagnostics` looks at.
  enum DiagnosticCheck {
    /// All: one that is not expected is a failure.
    case all
    /// Only those that are expected.
    case onlyExpected
  }
}

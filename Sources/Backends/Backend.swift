import FuseIR
import Machine

/// Where the files of one emission go. The driver makes them appear together when all is written, or not at all.
public protocol EmissionOutput: AnyObject {
  /// Starts the next file of a folder; formats that write one stream don't call this.
  func begin(file name: String) throws(EmissionFailure)

  /// Appends bytes to the current file.
  func write(_ bytes: UnsafeRawBufferPointer) throws(EmissionFailure)
}

extension EmissionOutput {
  /// Appends bytes to the current file.
  public func write(_ bytes: [UInt8]) throws(EmissionFailure) {
    try bytes.withUnsafeBufferPointer { (buffer) throws(EmissionFailure) in
      try write(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Appends text to the current file.
  public func write(_ text: String) throws(EmissionFailure) { try write(Array(text.utf8)) }
}

/// Why an emission stopped.
public enum EmissionFailure: Error, Sendable {
  /// The output can't be written; the text says why.
  case output(String)
  /// The program is valid, but the format can't express it; the diagnostic was reported.
  case refused
}

/// Whether a format is one stream of bytes or a folder of files.
public struct EmissionShape: OptionSet, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// A shape with the given bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// One stream: a file, or standard output.
  public static let stream = EmissionShape(rawValue: 1)
  /// Several files in a folder.
  public static let folder = EmissionShape(rawValue: 2)
}

/// What a backend knows besides the program.
public struct EmissionContext {
  /// Where problems are reported.
  public let diagnostics: DiagnosticEngine
  /// The machine that the program was compiled for, nil where none was named.
  public let accelerator: Accelerator?
  /// The values of the function's arguments, nil where none were given.
  public let inputs: [Tensor]?
  /// The costs of the run, nil where the program was not run.
  public let report: CostReport?
  /// The mappings that the program carries, nil where no format asked for them, or where there are none.
  public let mapped: MappedNetwork?
  /// The bytes of the program's buffers before and after each segment of a run, nil where the program was not run on the
  /// simulator.
  public let images: GemminiRunImages?
  /// The program as it came in, nil where no format asked for it.
  public let summary: ProgramSummary?
  /// The program before and after each pass, nil where no format asked for it or no pass ran.
  public let history: ProgramHistory?
  /// When the machine's units were busy in the run, nil where that was not recorded.
  public let timeline: ActivityTimeline?
  /// When blocks of stream graphs worked in the run, nil where that was not recorded.
  public let streams: StreamTimeline?
  /// How the searches of passes went, in their order; empty where none searched.
  public let searches: [SearchTrace]
  /// The choices of kernels that passes made; empty where none did.
  public let packingPrograms: [PackingProgram]
  /// True iff the output is one stream rather than a folder.
  public var isStream: Bool
  /// How MLIR text is written.
  public let printing: PrinterOptions

  /// A context; what is left out is unknown.
  public init(
    diagnostics: DiagnosticEngine, accelerator: Accelerator? = nil, inputs: [Tensor]? = nil,
    report: CostReport? = nil, mapped: MappedNetwork? = nil, images: GemminiRunImages? = nil,
    summary: ProgramSummary? = nil,
    history: ProgramHistory? = nil, timeline: ActivityTimeline? = nil,
    streams: StreamTimeline? = nil,
    searches: [SearchTrace] = [], packingPrograms: [PackingProgram] = [], isStream: Bool = true,
    printing: PrinterOptions = PrinterOptions()
  ) {
    self.diagnostics = diagnostics
    self.accelerator = accelerator
    self.inputs = inputs
    self.report = report
    self.mapped = mapped
    self.images = images
    self.summary = summary
    self.history = history
    self.timeline = timeline
    self.streams = streams
    self.searches = searches
    self.packingPrograms = packingPrograms
    self.isStream = isStream
    self.printing = printing
  }
}

/// A way for programs to leave: one output format.
public protocol Backend: Sendable {
  /// The name that `-emit=` takes.
  static var name: String { get }
  /// What it writes, in a line.
  static var summary: String { get }
  /// What it can write to.
  static var shape: EmissionShape { get }
  /// True iff it writes the bytes of buffers around each segment of a run, where there is one.
  static var usesImages: Bool { get }
  /// True iff it writes the arguments of a function, so that they are read or drawn although nothing is run.
  static var usesArguments: Bool { get }
  /// True iff it shows what the program was before the passes, and when units were busy in a run.
  static var usesHistory: Bool { get }
  /// True iff it writes the mappings that the program carries.
  static var usesMappings: Bool { get }

  /// The options that `-emit=<name>{...}` takes, in the order in which help lists them.
  static var options: [TypedOption<Self>] { get }

  /// A backend with default settings.
  init()

  /// True iff the format can express the program; reports why not.
  func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool

  /// Writes the program, which was validated.
  func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure)
}

extension Backend {
  /// False: most formats need no run.
  public static var usesImages: Bool { false }
  /// False: most formats say nothing about arguments.
  public static var usesArguments: Bool { false }
  /// False: most formats show the program as it is.
  public static var usesHistory: Bool { false }
  /// False: most formats say nothing about mappings.
  public static var usesMappings: Bool { false }
  /// None: most formats take no options.
  public static var options: [TypedOption<Self>] { [] }
}

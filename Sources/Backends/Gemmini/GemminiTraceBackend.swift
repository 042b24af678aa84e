import FuseIR
import Machine

/// `gemmini-trace`: what the core sends to Gemmini, one record per line, with memory images: see docs/trace-format.md.
public struct GemminiTraceBackend: Backend {
  /// `gemmini-trace`.
  public static let name = "gemmini-trace"
  /// What it writes.
  public static let summary = "Gemmini instruction traces with memory maps and images"
  /// A folder, or the traces alone as a stream.
  public static let shape: EmissionShape = [.stream, .folder]
  /// Images of buffers around each segment make segments replayable alone.
  public static let usesImages = true

  /// Streams of at most this many instructions carry mnemonics as comments, for people.
  private static let commentLimit = 10_000

  /// A backend without settings.
  public init() {}

  /// True iff the module holds a `gemmini.program` whose streams obey the machine's rules.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    GemminiCheckedProgram(module, Self.name, context) != nil
  }

  /// Writes the traces, and in a folder maps, images and the manifest.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let program = GemminiCheckedProgram(module, Self.name, context, wasChecked: true) else {
      throw .refused
    }
    guard !context.isStream else {
      try Self.stream(program, .text(withComments: false), to: output)
      return
    }
    try folder(program, module, to: output, context)
  }

  /// Writes the traces of all segments one after the other.
  static func stream(
    _ program: GemminiCheckedProgram, _ form: GemminiTraceWriter.Form, to output: any EmissionOutput
  ) throws(EmissionFailure) {
    var writer = GemminiTraceWriter(form)
    if program.program.isHardwareOnly {
      try writer.comment(
        "needs hardware: reads operands from the accumulator, which Spike cannot", to: output)
    }
    for step in program.steps {
      switch step {
      case .segment(let name, let segment, let count, _, _):
        try writer.comment("segment \(name): \(count) instructions", to: output)
        try writer.write(segment, to: output)
      case .host(let name, _): try writer.comment("host \(name)", to: output)
      }
    }
  }

  private func folder(
    _ program: GemminiCheckedProgram, _ module: borrowing Module, to output: any EmissionOutput,
    _ context: EmissionContext
  ) throws(EmissionFailure) {
    let layout = GemminiTraceLayout(program, module)
    try output.begin(file: "manifest.json")
    try output.write(layout.manifest(module))
    try layout.writeImages(module, context, to: output)
    for (index, segment) in layout.segments.enumerated() {
      try output.begin(file: segment.trace)
      let withComments = segment.instructions <= Self.commentLimit
      var writer = GemminiTraceWriter(.text(withComments: withComments))
      try writer.write(segment.program, to: output)
      try output.begin(file: segment.map)
      try output.write(layout.map(index, module, context))
      try layout.writeExpectations(index, context, to: output)
    }
  }
}

/// `gemmini-trace-bin`: the trace in packed records.
public struct GemminiTraceBinaryBackend: Backend {
  /// `gemmini-trace-bin`.
  public static let name = "gemmini-trace-bin"
  /// What it writes.
  public static let summary = "Gemmini instruction traces in packed records of 17 bytes"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// A backend without settings.
  public init() {}

  /// True iff the module holds a `gemmini.program` whose streams obey the machine's rules.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    GemminiCheckedProgram(module, Self.name, context) != nil
  }

  /// Writes the records of all segments one after the other.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let program = GemminiCheckedProgram(module, Self.name, context, wasChecked: true) else {
      throw .refused
    }
    try GemminiTraceBackend.stream(program, .packed, to: output)
  }
}

/// What an input is given to, and what must hold for every input.
enum FuzzTarget: String, CaseIterable {
  /// Any bytes as a program: what is accepted prints to text that is read back to the same text.
  case text
  /// Programs changed token by token: like `text`, and the passes leave valid programs.
  case grammar
  /// Programs changed token by token: a verified program runs, or is refused with an error.
  case conformance
  /// Any bytes as a pipeline: its full spelling is read back to the same spelling.
  case pipeline
  /// Any bytes as an `.npy` file: what is accepted is written and read back to the same array.
  case npy
  /// A machine description: what is accepted is described by text that is read back to the same text.
  case machine

  /// Whether inputs are changed token by token rather than byte by byte.
  var isStructured: Bool {
    switch self {
    case .grammar, .conformance, .machine: true
    case .text, .pipeline, .npy: false
    }
  }

  /// Checks one input.
  func run(_ bytes: [UInt8]) {
    switch self {
    case .text: TextTarget.check(bytes)
    case .grammar: GrammarTarget.check(bytes)
    case .conformance: ConformanceTarget.check(bytes)
    case .pipeline: PipelineTarget.check(bytes)
    case .npy: NpyTarget.check(bytes)
    case .machine: MachineTarget.check(bytes)
    }
  }
}

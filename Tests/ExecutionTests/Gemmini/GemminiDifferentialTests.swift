import Execution
import FuseIR
import Machine
import Passes
import Testing

/// Random programs on the simulator: the numbers of the reference, legal instructions, and segments that replay alone.
@Suite struct GemminiDifferentialTests {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// What became of one program.
  enum Verdict: Equatable {
    /// It ran with this many instructions.
    case ran(instructions: Int)
    /// It has nothing for the array, or a type that the machine does not have.
    case refused
    /// Something is wrong.
    case wrong(String)
  }

  @Test(arguments: ["gemmini-fp32", "gemmini-fp32-16"])
  func `random programs keep their numbers`(machine: String) throws {
    var ran = 0
    for seed in PassDifferentialTests.seeds {
      switch try Self.check(seed: seed, on: machine) {
      case .ran(let instructions): ran += instructions > 0 ? 1 : 0
      case .refused: break
      case .wrong(let problem):
        Issue.record("seed \(seed): \(problem)\n\(RandomProgram(seed: seed).text)")
        return
      }
    }
    #expect(ran > 0)
  }

  static func check(seed: UInt64, on machine: String) throws -> Verdict {
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "seed\(seed)", text: RandomProgram(seed: seed).text)
    guard var module = Module.parse(source, diagnostics: engine),
      let inputs = inputs(seed, module)
    else { return .wrong(engine.rendered()) }
    let expected: [Tensor]
    do {
      var interpreter = Interpreter(module)
      expected = try interpreter.run(function: "main", inputs: inputs, in: module)
    } catch { return .wrong("reference: \(error.diagnostic(in: module))") }

    guard let pipeline = PipelineParser.parse("gemmini", diagnostics: engine),
      let target = MachineCatalog.machine(named: machine)
    else { return .wrong(engine.rendered()) }
    var context = PassContext(diagnostics: engine, target: target)
    context.wantsRemarks = { _ in false }
    context.evaluator = ReferenceEvaluator()
    let result = PassManager(pipeline).run(on: &module, in: &context)
    if case .refused = result { return .refused }
    guard case .completed = result else { return .wrong("\(result): \(engine.rendered())") }

    let configuration = try GemminiConfiguration(target)
    var executor = GemminiExecutor(module, configuration: configuration, recordsImages: true)
    let actual: [Tensor]
    do {
      actual = try executor.run(function: "main", inputs: inputs, in: module)
    } catch { return .wrong("gemmini: \(error.diagnostic(in: module))") }
    for (index, pair) in zip(actual, expected).enumerated() {
      if let problem = difference(pair.0, pair.1) { return .wrong("result \(index) \(problem)") }
    }
    if let problem = try replay(executor.images, module, configuration) { return .wrong(problem) }
    return .ran(instructions: executor.instructionCount)
  }

  private static func inputs(_ seed: UInt64, _ module: borrowing Module) -> [Tensor]? {
    guard let function = module.function(named: "main"), let body = module.body(of: function)
    else { return nil }
    var types: [(shape: [Int], element: ElementType)] = []
    for argument in module.arguments(of: body) {
      guard let layout = Tensor.layout(of: module.type(of: argument), in: module) else {
        return nil
      }
      types.append((layout.shape, layout.elementType))
    }
    return RandomProgram.inputs(seed: seed, for: types)
  }

  /// How far apart two tensors are, nil where that is what single precision, or the precision of
  /// their elements, explains.
  private static func difference(_ actual: Tensor, _ expected: Tensor) -> String? {
    if actual == expected { return nil }
    guard actual.shape == expected.shape, let x = actual.floats(), let y = expected.floats() else {
      return "is \(actual.integers() ?? []), expected \(expected.integers() ?? [])"
    }
    let tolerance = actual.elementType.storageByteWidth < 4 ? 2e-2 : 1e-4
    let largest = y.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    for (index, (a, b)) in zip(x, y).enumerated() {
      let isClose = a == b || (a.isNaN && b.isNaN) || abs(a - b) <= tolerance * largest + 1e-5
      if !isClose { return "differs at \(index): \(a), expected \(b)" }
    }
    return nil
  }

  /// Runs each segment alone, on nothing but the buffers that it reads.
  private static func replay(
    _ images: GemminiRunImages, _ module: borrowing Module, _ configuration: GemminiConfiguration
  ) throws -> String? {
    guard let function = module.function(named: "main"),
      let op = GemminiProgram.inFunction(function, of: module),
      let program = GemminiProgram(op, in: module)
    else { return nil }
    let segments = program.steps.filter { module.opcode(of: $0).is(GemminiOp.segment) }
    for (segment, image) in zip(segments, images.segments) {
      var simulator = GemminiSimulator(configuration: configuration)
      try simulator.map(base: UInt64(program.base), count: Int(program.bytes))
      func address(_ name: String) throws -> UInt64 {
        guard let buffer = program.buffers.first(where: { module.string($0.name) == name }) else {
          throw Failure(description: "no buffer @\(name)")
        }
        return UInt64(buffer.address)
      }
      for buffer in image.before {
        try simulator.write(base: try address(buffer.name), bytes: buffer.bytes)
      }
      let compiled = try GemminiCursorProgram(
        segment: segment, of: program, in: module, dimension: configuration.dimension)
      var cursor = GemminiCursor(compiled)
      while let instruction = try cursor.next() { try simulator.execute(instruction) }
      for buffer in image.after {
        let bytes = try simulator.read(
          base: try address(buffer.name), count: buffer.bytes.count)
        if bytes != buffer.bytes {
          return "segment @\(image.name) alone leaves other bytes in @\(buffer.name)"
        }
      }
    }
    return nil
  }
}

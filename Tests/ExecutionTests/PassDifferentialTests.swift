import Execution
import Foundation
import FuseIR
import Machine
import Passes
import Testing

extension ReferenceEvaluator: ConstantEvaluator {}

/// Every pass and pipeline on random programs: the interpreter's results must not change, neither in all nor by any pass
/// inside a pipeline, which `-check-semantics` looks at.
@Suite struct PassDifferentialTests {
  /// How many programs are drawn; `SEEDS=5000 swift test` draws more.
  static let seeds: Range<UInt64> = {
    if let text = ProcessInfo.processInfo.environment["SEEDS"], let count = UInt64(text) {
      return 0..<count
    }
    #if DEBUG
      return 0..<25
    #else
      return 0..<300
    #endif
  }()

  /// The pipelines that are run: each pass, each named pipeline that needs no target, and orders of the basic passes.
  static let pipelines: [String] =
    (allPasses.map { $0.name } + namedPipelines.map(\.name)).filter { !needsTarget.contains($0) }
    + [
      "import,lower-to-gemmini", "gemmini", "import,lower-to-kernels",
      "import,schedule-multicore{budget=2}", "import,split-nodes",
    ]
    + [
      "inline,canonicalize,cse,symbol-dce", "cse,canonicalize,cse,dce",
      "func.func(canonicalize,cse),inline,func.func(dce,canonicalize)",
    ]

  /// What says that it changed nothing leaves the same text, and nothing is left to do after one run.
  ///
  /// `cse` erases an op that is dead when it is met and not what is dead by that, as upstream's does: the erasing goes on
  /// in later runs, and ends.
  @Test(arguments: [
    "canonicalize", "cse", "dce", "inline", "loop-invariant-code-motion", "remove-dead-values",
    "sccp", "strip-debuginfo", "symbol-dce", "symbol-privatize",
  ])
  func tellsWhatChanged(pass: String) throws {
    for seed in Self.seeds {
      let program = RandomProgram(seed: seed)
      let engine = DiagnosticEngine()
      let source = SourceFile(name: "seed\(seed)", text: program.text)
      guard var module = Module.parse(source, diagnostics: engine),
        let pipeline = PipelineParser.parse(pass, diagnostics: engine)
      else {
        Issue.record("\(engine.rendered())")
        return
      }
      var context = PassContext(diagnostics: engine)
      context.evaluator = ReferenceEvaluator()
      let manager = PassManager(pipeline)
      let turns = pass == "cse" ? 100 : 2
      for turn in 1...turns {
        let before = module.text()
        let result = manager.run(on: &module, in: &context)
        guard result == .completed(changed: false) else {
          #expect(turn < turns, "seed \(seed): \(pass) has more to do")
          continue
        }
        #expect(
          module.text() == before,
          "seed \(seed): \(pass) changed something and says that it did not")
        break
      }
    }
  }

  /// Passes and pipelines that read what `import` makes, or are for another machine than that of the test.
  static let needsTarget: Set<String> = [
    "gemmini", "lower-to-gemmini", "multicore", "schedule-multicore", "split-nodes",
  ]

  @Test(arguments: pipelines) func keepsTheNumbers(pipeline text: String) throws {
    for seed in Self.seeds {
      let problem = Self.check(seed: seed, text)
      if let problem {
        Issue.record("seed \(seed), \(text): \(problem)\n\(RandomProgram(seed: seed).text)")
        return
      }
    }
  }

  /// Passes that spell ops out in others, each of which rounds, so that results may differ in the last bits.
  static let rounding = ["chlo-to-stablehlo", "stablehlo-to-linalg", "import", "gemmini"]

  /// What goes wrong with the program of a seed, nil if all is well.
  static func check(seed: UInt64, _ pipelineText: String) -> String? {
    let program = RandomProgram(seed: seed)
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "seed\(seed)", text: program.text)
    guard var module = Module.parse(source, diagnostics: engine) else { return engine.rendered() }
    let report = module.verify()
    guard report.isEmpty else {
      engine.report(report, in: module)
      return "the generated program is invalid: \(engine.rendered())"
    }
    guard let inputs = inputs(seed, module) else { return "there is no @main" }
    let before: [Tensor]
    do {
      before = try run(inputs, module)
    } catch { return "before: \(error.diagnostic(in: module))" }
    guard let pipeline = PipelineParser.parse(pipelineText, diagnostics: engine) else {
      return engine.rendered()
    }
    let isScheduled = pipelineText.contains("multicore") || pipelineText.contains("split-nodes")
    let isLowered = pipelineText.contains("gemmini") || isScheduled
    let machine = MachineCatalog.machine(named: isScheduled ? "q4" : "gemmini-fp32")
    // Kernels are planned for a processor; without a target it is the machine `cpu`.
    var context = PassContext(
      diagnostics: engine, target: pipelineText.contains("kernels") ? nil : machine)
    context.evaluator = ReferenceEvaluator()
    var manager = PassManager(pipeline)
    manager.add(semanticsCheck(seed, engine))
    let result = manager.run(on: &module, in: &context)
    // A machine may have nothing to do in a program: then there is nothing to compare.
    if case .refused = result, isLowered { return nil }
    guard case .completed = result else { return "\(result): \(engine.rendered())" }
    let after: [Tensor]
    do {
      if isLowered, let machine, let configuration = try? GemminiConfiguration(machine) {
        after = try run(inputs, module, on: configuration)
      } else {
        after = try run(inputs, module)
      }
    } catch { return "after: \(error.diagnostic(in: module))" }
    guard before.count == after.count else { return "the number of results changed" }
    let mayRound = rounding.contains { pipelineText.contains($0) }
    for (index, pair) in zip(before, after).enumerated()
    where !(mayRound ? areClose(pair.0, pair.1) : agree(pair.0, pair.1)) {
      return "result \(index) was \(describe(pair.0)) and is \(describe(pair.1))"
    }
    return nil
  }

  /// What `-check-semantics` adds to a pipeline: the numbers after each of its passes.
  private static func semanticsCheck(_ seed: UInt64, _ engine: DiagnosticEngine) -> SemanticsCheck {
    SemanticsCheck(seed: seed, diagnostics: engine) {
      (module, function, arguments) throws(SemanticsCheck.Failure) in
      var interpreter = Interpreter(module)
      do throws(ExecutionError) {
        return try interpreter.run(function: function, inputs: arguments, in: module)
      } catch {
        throw SemanticsCheck.Failure(message: error.message, isUnsupported: error.isUnsupported)
      }
    }
  }

  static func inputs(_ seed: UInt64, _ module: borrowing Module) -> [Tensor]? {
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

  static func run(
    _ inputs: [Tensor], _ module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    var interpreter = Interpreter(module)
    return try interpreter.run(function: "main", inputs: inputs, in: module)
  }

  private static func run(
    _ inputs: [Tensor], _ module: borrowing Module, on machine: GemminiConfiguration
  ) throws(ExecutionError) -> [Tensor] {
    var executor = GemminiExecutor(module, configuration: machine)
    return try executor.run(function: "main", inputs: inputs, in: module)
  }

  /// True iff the numbers differ by no more than the order of additions explains.
  private static func areClose(_ a: Tensor, _ b: Tensor) -> Bool {
    if a == b { return true }
    guard a.shape == b.shape, a.elementType == b.elementType, let x = a.floats(),
      let y = b.floats()
    else { return false }
    let tolerance = a.elementType == .bf16 || a.elementType == .f16 ? 2e-2 : 1e-4
    return zip(x, y).allSatisfy {
      $0 == $1 || ($0.isNaN && $1.isNaN) || abs($0 - $1) <= tolerance * (1 + abs($0))
    }
  }

  /// True iff the tensors are bit for bit the same, NaN payloads aside.
  static func agree(_ a: Tensor, _ b: Tensor) -> Bool {
    if a == b { return true }
    guard a.shape == b.shape, a.elementType == b.elementType, let x = a.floats(),
      let y = b.floats()
    else { return false }
    return zip(x, y).allSatisfy {
      ($0.isNaN && $1.isNaN) || ($0 == $1 && $0.sign == $1.sign)
    }
  }

  static func describe(_ tensor: Tensor) -> String {
    if let values = tensor.floats() { return "\(values)" }
    return "\(tensor.integers() ?? [])"
  }
}

/// Writes the program of a seed to a file: `SEED=238 FILE=program.mlir swift test --filter writesAProgram`.
@Test func writesAProgram() throws {
  let environment = ProcessInfo.processInfo.environment
  guard let seed = environment["SEED"].flatMap({ UInt64($0) }), let path = environment["FILE"]
  else {
    return
  }
  try RandomProgram(seed: seed).text.write(toFile: path, atomically: true, encoding: .utf8)
}

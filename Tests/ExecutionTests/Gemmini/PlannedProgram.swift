import Execution
import FuseIR
import Machine
import Passes
import Testing

/// A program with what the reference interpreter makes of it: it takes a plan, is lowered, runs and is compared.
struct PlannedProgram: ~Copyable {
  /// Why a program cannot be compared.
  struct Failure: Error {
    var text: String
  }

  private var module: Module
  private let function: OpID
  private let inputs: [Tensor]
  let expected: [Tensor]
  private let engine: DiagnosticEngine
  private let machine: Accelerator
  private var executor: GemminiExecutor?
  let layered: LayeredFunction
  let model: NetworkCostModel

  /// Reads the program, whose function is `main`, and runs it as it stands. With `isHostile`, floating-point inputs are -1, 0
  /// and 1, whose sums do not depend on their order, with a negative zero, and in the weights of the first layer an infinity.
  init(_ text: String, on machine: Accelerator, isHostile: Bool = false) throws {
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "test", text: text)
    engine.addSource(source)
    guard let module = Module.parse(source, diagnostics: engine),
      let function = module.function(named: "main"), let body = module.body(of: function)
    else { throw Failure(text: engine.rendered()) }
    var inputs = try GemminiLoweringTests.inputs(
      module.arguments(of: body).map { module.type(of: $0) }, in: module)
    if isHostile {
      for index in inputs.indices {
        guard var values = inputs[index].floats(), !values.isEmpty else { continue }
        for element in values.indices { values[element] = (values[element] * 0.6).rounded() }
        if index == 0 { values[values.count / 2] = -0.0 }
        if index == 1 { values[values.count / 2] = .infinity }
        inputs[index] = Tensor(values, shape: inputs[index].shape, .f32) ?? inputs[index]
      }
    }
    var reference = Interpreter(module)
    let expected = try reference.run(function: "main", inputs: inputs, in: module)
    let layered = LayeredFunction(body, of: module, on: machine)
    let model = try NetworkCostModel(.m1, network: layered.network, machine: machine)
    (self.inputs, self.expected) = (inputs, expected)
    (self.layered, self.model) = (layered, model)
    self.function = function
    self.machine = machine
    self.engine = engine
    self.module = module
  }

  /// Draws plans until one is legal.
  func drawn(_ plan: () -> NetworkPlan) -> (plan: NetworkPlan, cost: NetworkCost)? {
    for _ in 0..<60 {
      let plan = plan()
      if let cost = try? model.cost(of: plan) { return (plan, cost) }
    }
    return nil
  }

  /// Lowers the program with the plan; the remarks.
  mutating func lower(_ plan: NetworkPlan) throws -> String {
    PlanAttributes.write(plan, of: layered, on: machine, to: &module)
    var context = PassContext(diagnostics: engine, target: machine)
    context.wantsRemarks = { _ in true }
    var pass = LowerToGemmini()
    guard pass.run(on: function, of: &module, in: &context) == .changed else {
      throw Failure(text: engine.rendered())
    }
    return engine.rendered()
  }

  /// What the program computes with the plan's mappings when all tensors go through DRAM.
  static func resultsThroughDRAM(
    _ text: String, _ plan: NetworkPlan, on machine: Accelerator
  ) throws -> [Tensor] {
    var program = try PlannedProgram(text, on: machine, isHostile: true)
    _ = try program.lower(NetworkPlan(mappings: plan.mappings))
    return try program.results()
  }

  /// Runs what was lowered; false where results differ from the reference.
  mutating func runs() throws -> Bool { try results() == expected }

  /// Runs what was lowered.
  mutating func results() throws -> [Tensor] {
    var executor = GemminiExecutor(module, configuration: try GemminiConfiguration(machine))
    let results: [Tensor]
    do {
      results = try executor.run(function: "main", inputs: inputs, in: module)
    } catch { throw Failure(text: "\(error.diagnostic(in: module))") }
    self.executor = consume executor
    return results
  }

  /// The bytes that the DMA moved of the buffers whose names the condition accepts.
  func moved(where isOwn: (String) -> Bool) -> (read: Int, written: Int) {
    let own = executor?.bufferTraffic.filter { isOwn($0.buffer) } ?? []
    return (own.reduce(0) { $0 + $1.readBytes }, own.reduce(0) { $0 + $1.writtenBytes })
  }

  /// The cycles that the run took.
  var cycles: Double { executor?.report.total.cycles ?? 0 }

  /// The bytes that the DMA moved of a buffer.
  func moved(_ buffer: String) -> (read: Int, written: Int) { moved { $0 == buffer } }
}

/// Names bytes that differ from what is predicted, or nothing.
func firstDifference(_ pairs: [(name: String, moved: Int, predicted: Double)]) -> String? {
  pairs.first { Double($0.moved) != $0.predicted }
    .map { "\($0.name): \($0.moved) bytes moved, \($0.predicted) predicted" }
}

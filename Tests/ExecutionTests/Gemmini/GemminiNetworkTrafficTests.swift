import Execution
import Foundation
import FuseIR
import Machine
import Passes
import Testing

/// Whole networks with searched mappings: for every layer that runs on the array as its mapping says, the DMA moves as many
/// bytes of input, weight, addends and result as cost model m1 predicts.
@Suite struct GemminiNetworkTrafficTests {
  private static let networks = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../test-inputs/networks/Inputs")

  private struct Failure: Error {
    let text: String
  }

  private static func run(
    _ text: String, on module: inout Module, _ context: inout PassContext,
    _ engine: DiagnosticEngine
  ) throws {
    guard let pipeline = PipelineParser.parse(text, diagnostics: engine),
      case .completed = PassManager(pipeline).run(on: &module, in: &context)
    else { throw Failure(text: engine.rendered()) }
  }

  private static func place(of op: OpID, in module: borrowing Module) -> String {
    switch module.place(of: op) {
    case .named(let file, let line, let column): "\(file):\(line):\(column)"
    default: ""
    }
  }

  @Test(arguments: [
    ("resnet18.small.i8", "gemmini", 21), ("resnet18.small.i8", "fadiff-small", 21),
    ("vgg16.small.i8", "gemmini", 16), ("vgg16.small.i8", "fadiff-small", 16),
    ("mobilenet_v1.small.i8", "gemmini", 28), ("gpt3_block.small.i8", "gemmini", 8),
  ])
  func layers(_ name: String, _ target: String, _ count: Int) throws {
    let engine = DiagnosticEngine()
    let path = Self.networks.appendingPathComponent("\(name).mlir")
    let source = SourceFile(name: name, text: try String(contentsOf: path, encoding: .utf8))
    engine.addSource(source)
    let machine = try #require(MachineCatalog.machine(named: target))
    guard var module = Module.parse(source, diagnostics: engine) else {
      throw Failure(text: engine.rendered())
    }
    var context = PassContext(diagnostics: engine, target: machine)
    context.evaluator = ReferenceEvaluator()
    try Self.run(
      "inline-groups,import,gemmini-split-epilogues,"
        + "select-mapping{search=exact groups=none buffers=2 pipeline=true extras=diagonal}",
      on: &module, &context, engine)
    guard let main = module.function(named: "main"), let body = module.body(of: main) else {
      throw Failure(text: "no @main")
    }
    let layered = LayeredFunction(body, of: module, on: machine)
    guard let plan = try PlanAttributes.read(of: layered, on: machine, in: module) else {
      throw Failure(text: "no plan")
    }
    let model = try NetworkCostModel(.m1, network: layered.network, machine: machine)
    let places = layered.roots.map { Self.place(of: $0, in: module) }
    let inputs = try GemminiLoweringTests.inputs(
      module.arguments(of: body).map { module.type(of: $0) }, in: module)

    context.wantsRemarks = { $0 == LowerToGemmini.name }
    try Self.run("lower-to-gemmini", on: &module, &context, engine)
    #expect(!engine.rendered().contains("its mapping is not followed"))
    var executor = GemminiExecutor(module, configuration: try GemminiConfiguration(machine))
    _ = try executor.run(function: "main", inputs: inputs, in: module)
    var equal = 0
    for (layer, place) in places.enumerated() {
      let moves = executor.bufferTraffic.filter { $0.kernel == place }
      let dram = try model.cost(of: plan.mappings[layer], layer: layer).memories[0]
      let reads = moves.map { Double($0.readBytes) }
      let name = layered.network.layers[layer].name
      #expect(reads.contains(dram.readBits(of: .input) / 8), "\(name) \(target): \(moves)")
      #expect(reads.contains(dram.readBits(of: .weight) / 8), "\(name) \(target): \(moves)")
      let written = moves.reduce(0) { $0 + $1.writtenBytes }
      #expect(Double(written) == dram.writtenBits(of: .output) / 8, "\(name): \(moves)")
      let all = reads.reduce(0, +)
      #expect(
        all == dram.readBytes, "\(name) \(target): \(moves)")
      equal += 1
    }
    #expect(equal == count)
  }
}

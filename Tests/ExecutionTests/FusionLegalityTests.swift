import Execution
import Foundation
import FuseIR
import Machine
import Passes
import Testing

/// The fusion analysis against brute force, and groups against the reference interpreter, on random programs and models.
@Suite struct FusionLegalityTests {
  /// The program of a seed; every second one lowered to structured ops.
  private static func program(_ seed: UInt64) throws -> Module {
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "seed\(seed)", text: RandomProgram(seed: seed).text)
    guard var module = Module.parse(source, diagnostics: engine),
      let pipeline = PipelineParser.parse(
        seed % 2 == 0 ? "inline" : "import", diagnostics: engine)
    else { throw Failure(text: engine.rendered()) }
    var context = PassContext(diagnostics: engine)
    context.evaluator = ReferenceEvaluator()
    guard case .completed = PassManager(pipeline).run(on: &module, in: &context) else {
      throw Failure(text: engine.rendered())
    }
    return module
  }

  /// The main function of a program.
  private static func main(of module: borrowing Module) throws -> OpID {
    guard let main = module.function(named: "main") else { throw Failure(text: "no @main") }
    return main
  }

  private struct Failure: Error {
    let text: String
  }

  /// Groups of ops drawn at random: where they are made, the program verifies and computes the same.
  @Test func groupsKeepTheNumbers() throws {
    var formed = 0
    var refused = 0
    for seed in PassDifferentialTests.seeds {
      var module = try Self.program(seed)
      guard let inputs = PassDifferentialTests.inputs(seed, module) else {
        throw Failure(text: "seed \(seed) has no inputs")
      }
      let before = try PassDifferentialTests.run(inputs, module)
      let main = try Self.main(of: module)
      var random = SplitMix64(seed: seed &+ 99)
      var groups = FusionGroups(main, in: module)
      for _ in 0..<8 {
        guard let body = module.body(of: main) else { break }
        let ops = module.ops(of: body).filter {
          module.traits(of: $0).isDisjoint(with: [.constant, .terminator])
        }
        let start = random.below(ops.count)
        let drawn = ops.dropFirst(start).prefix(6).filter { _ in random.below(3) > 0 }
        switch groups.formGroup(drawn, kind: "drawn", in: &module) {
        case .success: formed += 1
        case .failure: refused += 1
        }
      }
      let report = module.verify()
      #expect(report.isEmpty, "seed \(seed): \(report.mistakes.map(\.message))")
      guard report.isEmpty else { return }
      let after = try PassDifferentialTests.run(inputs, module)
      for (a, b) in zip(before, after) {
        #expect(PassDifferentialTests.agree(a, b), "seed \(seed)\n\(module.text())")
      }
    }
    // Both outcomes were met often.
    #expect(formed > PassDifferentialTests.seeds.count)
    #expect(refused > PassDifferentialTests.seeds.count / 4)
  }

  /// Groups of small models along legal edges, as far as they go, and fewer, drawn: they compute what the model does.
  @Test(arguments: [
    "bert_block_tiny", "gcn_tiny", "int8_resnet_block", "layernorm_bwd_tiny", "mlp_tiny",
    "resnet_tiny",
    "xent_adam_tiny",
  ])
  func groupsOfModelsKeepTheNumbers(model: String) throws {
    let url = FusionLegalityInputs.testInputs.appendingPathComponent("numeric/\(model)/module.mlir")
    let text = try String(contentsOf: url, encoding: .utf8)
    for (pipelineText, seed) in [("inline,symbol-dce", UInt64(0)), ("import", 1), ("import", 2)] {
      let engine = DiagnosticEngine()
      let source = SourceFile(name: model, text: text)
      guard var module = Module.parse(source, diagnostics: engine),
        let pipeline = PipelineParser.parse(pipelineText, diagnostics: engine)
      else { throw Failure(text: engine.rendered()) }
      var context = PassContext(diagnostics: engine)
      context.evaluator = ReferenceEvaluator()
      guard case .completed = PassManager(pipeline).run(on: &module, in: &context) else {
        throw Failure(text: engine.rendered())
      }
      guard let inputs = PassDifferentialTests.inputs(7, module) else {
        throw Failure(text: "\(model) has no inputs")
      }
      let before = try PassDifferentialTests.run(inputs, module)
      let formed = try Self.groupAlongEdges(seed, &module)
      #expect(formed > 0, "\(model), \(pipelineText)")
      let report = module.verify()
      #expect(report.isEmpty, "\(model): \(report.mistakes.map(\.message))")
      guard report.isEmpty else { return }
      let after = try PassDifferentialTests.run(inputs, module)
      for (a, b) in zip(before, after) {
        #expect(PassDifferentialTests.agree(a, b), "\(model), \(pipelineText)")
      }
    }
  }

  /// Joins ops along legal edges, all of them for seed 0 and else drawn ones, and groups what belongs together; returns how
  /// many groups there are. What is no group as a whole is left alone.
  private static func groupAlongEdges(_ seed: UInt64, _ module: inout Module) throws -> Int {
    let main = try main(of: module)
    let legality = FusionLegality(main, in: module)
    var random = SplitMix64(seed: seed)
    var members: [OpID: [OpID]] = [:]
    var leaders: [OpID: OpID] = [:]
    for edge in legality.edges where edge.verdict.isLegal {
      guard seed == 0 || random.below(3) == 0 else { continue }
      let a = leaders[edge.producer] ?? edge.producer
      let b = leaders[edge.consumer] ?? edge.consumer
      guard a != b else { continue }
      let joined = (members[a] ?? [a]) + (members[b] ?? [b])
      guard joined.count <= 6 else { continue }
      members[b] = nil
      members[a] = joined
      for op in joined { leaders[op] = a }
    }
    var formed = 0
    var groups = FusionGroups(main, in: module, legality: legality)
    for (_, ops) in members.sorted(by: { $0.key < $1.key }) {
      if case .success = groups.formGroup(ops, kind: "tile", in: &module) { formed += 1 }
    }
    return formed
  }

  /// A pair whose edge is legal, alone with its views, can be made a group; one with a cycle can't.
  @Test func verdictsAgreeWithGroups() throws {
    var cycles = 0
    for seed in PassDifferentialTests.seeds {
      let count = try Self.edgeCount(seed)
      for index in 0..<count {
        var module = try Self.program(seed)
        let main = try Self.main(of: module)
        let legality = FusionLegality(main, in: module)
        let edge = legality.edges[index]
        let hasCycle = edge.verdict.reasons.contains { $0.code == .cycle }
        var groups = FusionGroups(main, in: module)
        switch groups.formGroup([edge.producer, edge.consumer], in: &module) {
        case .success:
          #expect(!hasCycle, "seed \(seed), edge \(index): grouped in spite of a cycle")
        case .failure(.cycle):
          cycles += 1
          #expect(hasCycle, "seed \(seed), edge \(index): a cycle that was not seen")
        case .failure(let refusal):
          #expect(!edge.verdict.isLegal, "seed \(seed), edge \(index): \(refusal)")
        }
      }
    }
    #expect(cycles > 0)
  }

  private static func edgeCount(_ seed: UInt64) throws -> Int {
    let module = try program(seed)
    guard let main = module.function(named: "main") else { return 0 }
    // A few edges of each program are enough: each costs a program.
    return min(12, FusionLegality(main, in: module).edges.count)
  }

  /// Composed and simplified maps, and windows, are what the maps of the ops give one after another.
  @Test func alignmentsAreThoseOfThePoints() throws {
    var checked = 0
    for seed in PassDifferentialTests.seeds {
      let module = try Self.program(seed)
      let main = try Self.main(of: module)
      checked += try Self.checkAlignments(main, module, "seed \(seed)")
    }
    let url = FusionLegalityInputs.testInputs.appendingPathComponent(
      "passes/print-fusion-legality/loops.mlir")
    for text in try String(contentsOf: url, encoding: .utf8).components(separatedBy: "// -----") {
      let engine = DiagnosticEngine()
      let source = SourceFile(name: "loops.mlir", text: text)
      guard let module = Module.parse(source, diagnostics: engine) else {
        Issue.record("\(engine.rendered())")
        return
      }
      for function in module.functions {
        checked += try Self.checkAlignments(function, module, "loops.mlir")
      }
    }
    #expect(checked > 1000)
  }

  /// Evaluates the maps of each edge at drawn points; returns how many.
  private static func checkAlignments(
    _ function: OpID, _ module: borrowing Module, _ name: String
  ) throws -> Int {
    var random = SplitMix64(seed: 5)
    var checked = 0
    for edge in FusionLegality(function, in: module).edges {
      guard let alignment = edge.alignment, edge.consumerNest == edge.consumer,
        case .success(let nest) = LoopNest.of(edge.consumer, in: module),
        let first = nest.operandMaps[edge.operandIndex]
      else { continue }
      for _ in 0..<8 {
        let point = nest.bounds.map { Int64(random.below(Int(max($0, 1)))) }
        guard nest.bounds.allSatisfy({ $0 > 0 }), var indices = first.evaluate(point) else {
          continue
        }
        for view in edge.views.reversed() {
          guard case .success(let viewed) = LoopNest.of(view, in: module),
            let map = viewed.operandMaps[0], let next = map.evaluate(indices)
          else { continue }
          indices = next
        }
        #expect(alignment.map.evaluate(point) == indices, "\(name): \(point)")
        for (axis, index) in zip(alignment.axes, indices) {
          #expect(contains(axis, point, index), "\(name): \(axis) at \(point) is not \(index)")
        }
        checked += 1
      }
    }
    return checked
  }

  /// Whether the axis allows the index at the point.
  private static func contains(_ axis: FusionAxis, _ point: [Int64], _ index: Int64) -> Bool {
    func value(_ part: LoopPart) -> Int64 {
      let quotient = point[part.loop] / part.divisor
      return part.modulus.map { quotient % $0 } ?? quotient
    }
    switch axis {
    case .fixed(let fixed): return index == fixed
    case .loop(let part, let offset): return index == value(part) + offset
    case .window(let window):
      let start = value(window.consumerLoop) * window.step + window.offset
      return index >= start && index < start + window.size
        && (index - start) % window.dilation == 0
    }
  }

  /// A chain in which every op reads all that came before: verdicts take time in proportion to edges.
  @Test func manyUsersAreNoTrouble() throws {
    let count = 1500
    var text = "func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {\n"
    text += "  %0 = stablehlo.abs %x : tensor<4xf32>\n"
    for index in 1..<count {
      text += "  %\(index) = stablehlo.add %\(index - 1), %\(index / 2) : tensor<4xf32>\n"
    }
    text += "  return %\(count - 1) : tensor<4xf32>\n}\n"
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "chain", text: text)
    guard let module = Module.parse(source, diagnostics: engine) else {
      throw Failure(text: engine.rendered())
    }
    let main = try Self.main(of: module)
    let clock = ContinuousClock()
    let start = clock.now
    let legality = FusionLegality(main, in: module)
    #expect(legality.edges.count == 2 * (count - 1))
    #expect(clock.now - start < .seconds(20))
    // The op before is read, and so is one long before, around which there is a way; except where both are the same.
    let illegal = legality.edges.count { !$0.verdict.isLegal }
    #expect(illegal == count - 3)
  }
}

/// Where the inputs of tests lie.
enum FusionLegalityInputs {
  static let testInputs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../test-inputs").standardizedFileURL
}

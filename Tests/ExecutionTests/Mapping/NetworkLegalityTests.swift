import Foundation
import FuseIR
import Machine
import Passes
import Testing

/// What the reader of networks says of tensors between layers is what fusion legality says of the ops.
@Suite struct NetworkLegalityTests {
  private struct Failure: Error {
    let text: String
  }

  private static let inputs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../test-inputs/networks/Inputs").standardizedFileURL

  private static var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: inputs.path)
        .filter { $0.hasSuffix(".mlir") }.sorted()
    }
  }

  private static func imported(_ name: String) throws -> Module {
    let engine = DiagnosticEngine()
    let text = try String(contentsOf: inputs.appendingPathComponent(name), encoding: .utf8)
    guard
      var module = Module.parse(SourceFile(name: name, text: text), diagnostics: engine),
      let pipeline = PipelineParser.parse("import", diagnostics: engine)
    else { throw Failure(text: engine.rendered()) }
    var context = PassContext(diagnostics: engine)
    guard case .completed = PassManager(pipeline).run(on: &module, in: &context) else {
      throw Failure(text: engine.rendered())
    }
    return module
  }

  @Test(arguments: ["fadiff-small", "e32-256k", "gemmini"])
  func edgesFollowTheAnalysis(target: String) throws {
    let machine = try #require(MachineCatalog.machine(named: target))
    var possible = 0
    var impossible = 0
    for name in try Self.names {
      let module = try Self.imported(name)
      guard let main = module.function(named: "main"), let body = module.body(of: main) else {
        throw Failure(text: "\(name) has no @main")
      }
      let layered = LayeredFunction(body, of: module, on: machine)
      let legality = FusionLegality(main, in: module, machine: machine)
      var layerOf: [OpID: Int] = [:]
      for (layer, ops) in layered.ops.enumerated() {
        for op in ops { layerOf[op] = layer }
      }
      // What the host reads, or the function returns, is in memory.
      var isNeeded = [Bool](repeating: false, count: layered.roots.count)
      var pairs: [[Int]: Bool] = [:]
      for edge in legality.edges where !legality.isView(edge.consumer) {
        guard let producer = layerOf[edge.producer] else { continue }
        guard let consumer = layerOf[edge.consumer] else {
          isNeeded[producer] = true
          continue
        }
        guard producer != consumer else { continue }
        let mayFuse = edge.verdict.reasons.allSatisfy { reason in
          if case .cycle(let op) = reason { return layerOf[op] != nil }
          return !reason.isObstacle
        }
        pairs[[producer, consumer], default: true] =
          pairs[[producer, consumer], default: true] && mayFuse
      }
      for (layer, ops) in layered.ops.enumerated() {
        for op in ops where !legality.escapes(of: op, in: module).isEmpty { isNeeded[layer] = true }
      }
      var seen: Set<[Int]> = []
      for edge in layered.network.edges {
        let pair = [edge.producer, edge.consumer]
        switch edge.fusion {
        case .possible(let loops):
          possible += 1
          #expect(pairs[pair] == true && !isNeeded[edge.producer], "\(name): \(pair)")
          let layers = layered.network.layers
          for loop in loops {
            let (own, other) = (
              layers[edge.producer].sizes[loop.producer], layers[edge.consumer].sizes[loop.consumer]
            )
            #expect(own > 1 && other > 1 && other % loop.share == 0, "\(name): \(loop)")
            // Whole tiles of shares cover the loop; windows reach to its end but for what a stride leaves out.
            let steps = other / loop.share * loop.step
            #expect(loop.window != loop.step || steps == own, "\(name): \(loop)")
            #expect(loop.window == loop.step || abs(steps - own) < loop.window, "\(name): \(loop)")
          }
        case .impossible(let reason):
          impossible += 1
          #expect(!reason.isEmpty)
          let isTraced = reason.hasPrefix("it goes through")
          #expect(isTraced || pairs[pair] == false || isNeeded[edge.producer], "\(name): \(pair)")
        }
        if case .impossible(let reason) = edge.fusion, reason.hasPrefix("it goes") { continue }
        seen.insert(pair)
      }
      #expect(seen == Set(pairs.keys), "\(name)")
    }
    #expect(possible > 100 && impossible > 10)
  }
}

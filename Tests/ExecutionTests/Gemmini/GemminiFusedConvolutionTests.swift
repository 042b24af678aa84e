import FuseIR
import Machine
import Passes
import Testing

/// Drawn networks of int8 and f32 convolutions (with and without padding and strides, depthwise, pointwise) and residuals that
/// a plan keeps on chip: results are exact, or those of the same mappings through DRAM, no byte of the tensors between layers
/// moves, and of inputs, weights and results what cost model m1 predicts.
@Suite struct GemminiFusedConvolutionTests {
  /// Loops that all layers may share, drawn: for each layer its own.
  private static func sharedLoops(
    _ network: Network, _ random: inout SplitMix64
  ) -> [[(dimension: LayerDimension, count: Int)]] {
    var shared = network.layers.map { _ in [(dimension: LayerDimension, count: Int)]() }
    for axis in [LayerDimension.batch, .outputRow, .outputColumn, .outputChannel]
    where random.below(axis == .outputRow ? 4 : 3) != 0 || axis == .outputRow {
      // Channels that do not mix go along with those that the layer before makes.
      let own = network.layers.map {
        axis == .outputChannel && $0.sizes[.group] > 1 ? LayerDimension.group : axis
      }
      if axis == .outputChannel, own.dropFirst().contains(.outputChannel) || random.below(2) == 0 {
        continue
      }
      let counts = (2...16).filter { count in
        zip(network.layers, own).allSatisfy { $0.sizes[$1] % count == 0 }
      }
      guard !counts.isEmpty else { continue }
      let count = counts[random.below(counts.count)]
      let place = random.below(shared[0].count + 1)
      for layer in shared.indices { shared[layer].insert((own[layer], count), at: place) }
    }
    return shared
  }

  /// A plan: each layer's extents drawn apart into shared loops, loops outside of the accumulator and inside of it.
  private static func plan(
    _ network: Network, _ edges: [Int], inSteps: Bool, _ random: inout SplitMix64
  ) -> NetworkPlan {
    var mappings: [LayerMapping] = []
    let shared = inSteps ? sharedLoops(network, &random) : network.layers.map { _ in [] }
    for (number, layer) in network.layers.enumerated() {
      let keepsInput = edges.contains {
        network.edges[$0].consumer == number && network.edges[$0].operand == .input
      }
      let keepsOutput = edges.contains { network.edges[$0].producer == number }
      var left = layer.sizes
      for loop in shared[number] { left[loop.dimension] /= loop.count }
      func take(_ dimension: LayerDimension, _ most: Int, all: Bool) -> Int {
        let choices = divisors(of: left[dimension]).filter { $0 <= most }
        let count = all ? choices.last ?? 1 : choices[random.below(choices.count)]
        left[dimension] /= count
        return count
      }
      let columns = take(.outputChannel, 16, all: true)
      let rows = take(.inputChannel, 16, all: true)
      func loops(_ dimensions: [LayerDimension], all: Bool) -> [LayerMapping.Node] {
        var nodes: [LayerMapping.Node] = []
        for dimension in dimensions {
          let count = take(dimension, 1 << 20, all: all)
          if count > 1 {
            nodes.insert(.loop(dimension, count), at: random.below(nodes.count + 1))
          }
        }
        return nodes
      }
      let streamed = loops([.batch, .outputRow, .outputColumn], all: random.below(2) == 0)
      let isWhole = random.below(2) == 0
      let core = loops(
        [.inputChannel, .kernelRow, .kernelColumn] + (isWhole ? [.group, .outputChannel] : []),
        all: true)
      let outer = loops(LayerDimension.allCases, all: true)
      var outermost: TensorRoles = .weight
      if !keepsInput { outermost.insert(.input) }
      if !keepsOutput { outermost.insert(.output) }
      var nodes: [LayerMapping.Node] = [.memory(0, outermost)]
      var inside: TensorRoles = keepsInput ? .weight : [.input, .weight]
      let weightPlace = random.below(2 * shared[number].count + 1)
      let inputPlace = random.below(4 * shared[number].count + 1)
      for (place, loop) in shared[number].enumerated() {
        if place == weightPlace {
          nodes.append(.memory(1, .weight))
          inside.remove(.weight)
        }
        if place == inputPlace, !keepsInput {
          nodes.append(.memory(1, .input))
          inside.remove(.input)
        }
        nodes.append(.loop(loop.dimension, loop.count))
      }
      if keepsInput { nodes.append(.memory(1, .input)) }
      let tiles: [LayerMapping.Node] = inside == [] ? [] : [.memory(1, inside)]
      nodes += random.below(2) == 0 ? outer + tiles : tiles + outer
      nodes += [.memory(2, .output)] + core
      if columns > 1 { nodes.append(.spatial(.outputChannel, columns, .columns)) }
      if rows > 1 { nodes.append(.spatial(.inputChannel, rows, .rows)) }
      mappings.append(LayerMapping(nodes: nodes + [.memory(3, .weight)] + streamed))
    }
    let group = NetworkPlan.Group(
      layers: Array(network.layers.indices), fusedEdges: edges,
      sharedLoops: shared.first?.count ?? 0)
    return NetworkPlan(mappings: mappings, groups: edges.isEmpty ? [] : [group])
  }

  private enum Outcome: Equatable {
    case equal(kept: Int), illegal, throughDRAM(String), failed(String)
  }

  private static func check(
    _ drawn: DrawnConvolutions, inSteps: Bool, on machine: Accelerator, _ random: inout SplitMix64
  ) throws -> Outcome {
    var program = try PlannedProgram(drawn.text, on: machine, isHostile: drawn.isFloat)
    let network = program.layered.network
    #expect(network.layers.count == drawn.layers.count)
    let edges = Array(network.edges.indices)
    let planned = program.drawn { plan(network, edges, inSteps: inSteps, &random) }
    guard let planned else { return .illegal }
    let words = planned.plan.mappings.map { $0.parts(on: machine).joined(separator: ", ") }
      .joined(separator: "\n")
    let remarks = try program.lower(planned.plan)
    let expected =
      drawn.isFloat
      ? try PlannedProgram.resultsThroughDRAM(drawn.text, planned.plan, on: machine)
      : program.expected
    guard try program.results() == expected else {
      return .failed("results differ:\n\(words)\n\(remarks)")
    }
    if remarks.contains("its mapping is not followed") { return .illegal }
    if remarks.contains("goes through DRAM") { return .throughDRAM(remarks) }
    guard program.moved(where: { $0.hasPrefix("t") }).written == 0 else {
      return .failed("a tensor between the layers moves:\n\(words)\n\(remarks)")
    }
    var pairs: [(name: String, moved: Int, predicted: Double)] = []
    for (layer, cost) in planned.cost.layers.enumerated() {
      let dram = cost.memories[0]
      if let bias = drawn.bias(layer) {
        pairs.append(
          ("bias \(layer)", program.moved(bias).read, dram.readBits(of: .output) / 8))
      }
      if !drawn.layers[layer].isDepthwise {
        // The identity comes with the first layer, which makes a tensor that stays.
        let own = program.moved("arg\(layer + 1)").read
        pairs.append(
          (
            "weights \(layer)", layer == 0 ? own + program.moved("identity").read : own,
            dram.readBits(of: .weight) / 8
          ))
      }
    }
    let first = drawn.layers.indices.filter { drawn.layers[$0].input == 0 }
    let inputs = first.reduce(0.0) {
      $0 + planned.cost.layers[$1].memories[0].readBits(of: .input) / 8
    }
    pairs.append(("input", program.moved("arg0").read, inputs))
    let last = planned.cost.layers.count - 1
    pairs.append(
      (
        "result", program.moved("result0").written,
        planned.cost.layers[last].memories[0].writtenBits(of: .output) / 8
      ))
    if let difference = firstDifference(pairs) { return .failed("\(difference):\n\(words)") }
    return .equal(kept: edges.count)
  }

  private static let seeds: Range<UInt64> = {
    #if DEBUG
      return 0..<60
    #else
      return 0..<1000
    #endif
  }()

  @Test(arguments: ["gemmini", "fadiff-small", "gemmini-fp32-16"])
  func drawnNetworks(target: String) throws { try run(target, inSteps: false) }

  /// Loops over images, rows, columns and channels around all layers: rows that windows share stay on chip.
  @Test(arguments: ["gemmini", "fadiff-large", "gemmini-fp32-16"])
  func drawnNetworksInSteps(target: String) throws { try run(target, inSteps: true) }

  private func run(_ target: String, inSteps: Bool) throws {
    var equal = 0
    var kept = 0
    var reasons: [String: Int] = [:]
    var illegal = 0
    for seed in Self.seeds {
      var random = SplitMix64(seed: seed)
      var drawn = DrawnConvolutions(&random, isEven: inSteps && seed % 4 != 0)
      drawn.isFloat = target == "gemmini-fp32-16"
      let machine = try #require(MachineCatalog.machine(named: target))
      do {
        switch try Self.check(drawn, inSteps: inSteps, on: machine, &random) {
        case .equal(let edges):
          equal += 1
          kept += edges
        case .illegal: illegal += 1
        case .throughDRAM(let remarks):
          for line in remarks.split(separator: "\n") where line.contains("goes through DRAM") {
            reasons[line.split(separator: ":").suffix(1).joined(), default: 0] += 1
          }
        case .failed(let reason):
          Issue.record("seed \(seed): \(reason)\n\(drawn.text)")
          return
        }
      } catch {
        Issue.record("seed \(seed): \(error)\n\(drawn.text)")
        return
      }
    }
    print(
      "drawn networks: \(equal) of \(Self.seeds.count) with \(kept) tensors on chip, \(illegal) illegal"
    )
    for reason in reasons.sorted(by: { $0.key < $1.key }) { print(reason) }
    #expect(equal * 4 > Self.seeds.count)
  }
}

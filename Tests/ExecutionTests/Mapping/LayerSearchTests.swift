import Machine
import Passes
import Testing

@Suite struct LayerSearchTests {
  static func product(_ rows: Int, _ depth: Int, _ columns: Int, groups: Int = 1) -> Layer {
    var sizes = LayerSizes(repeating: 1)
    sizes[.group] = groups
    sizes[.batch] = rows
    sizes[.inputChannel] = depth
    sizes[.outputChannel] = columns
    return Layer(
      name: "product", sizes: sizes, rows: .init(extent: 1), columns: .init(extent: 1),
      widths: .init(input: 8, weight: 8, output: 8, partialSum: 8))
  }

  static func model(_ layers: [Layer], _ machine: Accelerator) throws -> NetworkCostModel {
    try NetworkCostModel(.m1, network: Network(layers: layers, edges: []), machine: machine)
  }

  /// The optima that an independent exact mapper finds under the same rules (AccelForge 1.0.467): energy in picojoules and
  /// cycles.
  @Test(arguments: [
    ("g16", [512, 512, 512], 163.88367e6, 524_288.0),
    ("g16", [512, 768, 3072], 1505.96793e6, 4_718_592.0),
    ("e32-256k", [512, 512, 512], 174.83e6, 131_072.0),
  ])
  func findsTheOptimumOfAnIndependentMapper(
    machine: String, sizes: [Int], energy: Double, cycles: Double
  ) throws {
    let machine = try #require(MachineCatalog.machine(named: machine))
    var search = LayerSearch(
      try Self.model([Self.product(sizes[0], sizes[1], sizes[2])], machine), layer: 0)
    let found = search.minimize(.product)
    let best = try #require(found)
    #expect(abs(best.cost.energy / energy - 1) < 1e-4)
    #expect(best.cost.latency == cycles)
  }

  /// On layers that are small enough to try every tile in every order of all loops, the search finds the best one: blocks of
  /// loops in one of three orders lose nothing.
  @Test(arguments: 0..<24 as Range<UInt64>) func findsTheBestOfAllMappings(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let layer =
      random.below(3) == 0
      ? Self.smallConvolution(&random)
      : Self.product(
        [2, 4, 6, 8][random.below(4)], [2, 4, 6, 8][random.below(4)], [2, 4, 6][random.below(3)],
        groups: [1, 2][random.below(2)])
    let machine = Self.smallMachine(&random)
    let model = try Self.model([layer], machine)
    var search = LayerSearch(model, layer: 0)
    for objective: SearchObjective in [
      .product, .weighted(energy: 1, latency: 0), .weighted(energy: 0.1, latency: 3),
    ] {
      let found = search.minimize(objective)
      let best = AllMappings(layer, machine, model).best(objective)
      guard let best else {
        #expect(found == nil, "seed \(seed)")
        continue
      }
      let mapping = try #require(found, "seed \(seed)")
      let totals = try model.totals(of: mapping.mapping, layer: 0)
      #expect(totals.picojoules == mapping.cost.energy && totals.cycles == mapping.cost.latency)
      let value = objective.value(of: mapping.cost)
      #expect(
        abs(value - best) <= 1e-9 * best,
        "seed \(seed): \(value) instead of \(best), \(mapping.mapping.parts(on: machine))")
    }
  }

  static func smallConvolution(_ random: inout SplitMix64) -> Layer {
    var sizes = LayerSizes(repeating: 1)
    sizes[.outputChannel] = [1, 2][random.below(2)]
    sizes[.inputChannel] = [1, 2, 4][random.below(3)]
    sizes[.outputRow] = [2, 4, 6][random.below(3)]
    sizes[.kernelRow] = [1, 3][random.below(2)]
    let padding = sizes[.kernelRow] / 2
    let stride = 1 + random.below(min(2, sizes[.kernelRow]))
    let extent = (sizes[.outputRow] - 1) * stride + sizes[.kernelRow] - 2 * padding
    return Layer(
      name: "convolution", sizes: sizes,
      rows: .init(stride: stride, padding: padding, extent: extent),
      columns: .init(extent: 1), widths: .init(input: 8, weight: 8, output: 8, partialSum: 32))
  }

  /// A machine with an array of 2 by 2, whose memories are small and of drawn costs.
  static func smallMachine(_ random: inout SplitMix64) -> Accelerator {
    func memory(
      _ name: String, _ bytes: Int?, _ holds: [TensorRole], mayBypass: [TensorRole] = []
    ) -> Memory {
      let energy = [1.0, 2, 5][random.below(3)] * (bytes == nil ? 30 : 1)
      return Memory(
        name: name, capacityBytes: bytes, rowBytes: 1,
        readBytesPerCycle: [1, 2, 4][random.below(3)],
        writeBytesPerCycle: [1, 2, 4][random.below(3)], sharesBandwidth: random.below(2) == 0,
        readPicojoulesPerByte: energy, writePicojoulesPerByte: energy, holds: holds,
        mayBypass: mayBypass)
    }
    var memories = [memory("dram", nil, TensorRole.allCases)]
    if random.below(3) == 0 {
      memories.append(memory("buffer", 16 + random.below(80), TensorRole.allCases))
    } else {
      memories.append(
        memory(
          "scratchpad", 8 + random.below(40), [.input, .weight],
          mayBypass: random.below(2) == 0 ? [.input, .weight] : []))
      memories.append(memory("accumulator", 8 + random.below(60), [.output]))
    }
    memories.append(memory("registers", 4, [.weight]))
    return Accelerator(
      name: "small", summary: "Drawn.", clockHertz: 1, instructionSet: .none, memories: memories,
      arrays: [
        ComputeArray(
          name: "array", rows: 2, columns: 2, input: .int8, weight: .int8, accumulator: .int32,
          picojoulesPerMultiplyAdd: 1)
      ], links: [])
  }
}

/// Every mapping of a small layer with one tile per memory: all tiles, all orders of the loops outside each memory.
private struct AllMappings {
  let layer: Layer
  let machine: Accelerator
  let model: NetworkCostModel

  init(_ layer: Layer, _ machine: Accelerator, _ model: NetworkCostModel) {
    self.layer = layer
    self.machine = machine
    self.model = model
  }

  func best(_ objective: SearchObjective) -> Double? {
    var best: Double?
    for columns in [1, 2] where layer.sizes[.outputChannel] % columns == 0 {
      for rows in [1, 2] where layer.sizes[.inputChannel] % rows == 0 {
        var inner: [LayerMapping.Node] = []
        if columns > 1 { inner.append(.spatial(.outputChannel, columns, .columns)) }
        if rows > 1 { inner.append(.spatial(.inputChannel, rows, .rows)) }
        var left = layer.sizes
        left[.outputChannel] /= columns
        left[.inputChannel] /= rows
        extend([.memory(0, .all)], inner, left, level: 1) { nodes in
          guard let totals = try? model.totals(of: LayerMapping(nodes: nodes), layer: 0) else {
            return
          }
          let value = objective.value(
            of: EnergyLatency(energy: totals.picojoules, latency: totals.cycles))
          best = min(best ?? value, value)
        }
      }
    }
    return best
  }

  /// Chooses loops outside memory `level`, then what it keeps, then goes on inward.
  private func extend(
    _ outer: [LayerMapping.Node], _ spatial: [LayerMapping.Node], _ left: LayerSizes, level: Int,
    _ visit: ([LayerMapping.Node]) -> Void
  ) {
    let last = machine.memories.count - 1
    if level == last {
      // Around the registers: reduction and columns outside, positions inside, as nothing else depends on the order.
      var nodes = outer
      for dimension: LayerDimension in [.group, .outputChannel, .inputChannel, .kernelRow] {
        if left[dimension] > 1 { nodes.append(.loop(dimension, left[dimension])) }
      }
      nodes += spatial + [.memory(last, .weight)]
      for dimension: LayerDimension in [.batch, .outputRow] where left[dimension] > 1 {
        nodes.append(.loop(dimension, left[dimension]))
      }
      visit(nodes)
      return
    }
    let memory = machine.memories[level]
    let held = memory.holds.reduce(into: TensorRoles()) { $0.insert(TensorRoles($1)) }
    var choices = [held]
    for role in memory.mayBypass { choices += choices.map { $0.subtracting(TensorRoles(role)) } }
    forEachSplit(left, LayerDimension.allCases[...], []) { loops, rest in
      for order in permutations(loops) {
        for kept in choices {
          let node = kept.isEmpty ? [] : [LayerMapping.Node.memory(level, kept)]
          extend(outer + order + node, spatial, rest, level: level + 1, visit)
        }
      }
    }
  }

  private func forEachSplit(
    _ left: LayerSizes, _ dimensions: ArraySlice<LayerDimension>, _ loops: [LayerMapping.Node],
    _ visit: ([LayerMapping.Node], LayerSizes) -> Void
  ) {
    guard let dimension = dimensions.first else {
      visit(loops, left)
      return
    }
    for count in divisors(of: left[dimension]) {
      var rest = left
      rest[dimension] /= count
      forEachSplit(
        rest, dimensions.dropFirst(), count > 1 ? loops + [.loop(dimension, count)] : loops, visit)
    }
  }

  private func permutations(_ nodes: [LayerMapping.Node]) -> [[LayerMapping.Node]] {
    guard nodes.count > 1 else { return [nodes] }
    return nodes.indices.flatMap { index in
      var rest = nodes
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }
}

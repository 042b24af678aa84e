import Machine
import Passes
import Testing

/// The exact search under `m0`.
@Suite struct OrderFreeSearchTests {
  /// A machine like FADiff's, but with a small array and scratchpad.
  static func machine(side: Int, bytes: Int) throws -> Accelerator {
    var machine = try #require(MachineCatalog.machine(named: "fadiff-small"))
    machine.arrays[0].rows = side
    machine.arrays[0].columns = side
    let scratchpad = try #require(machine.memories.firstIndex { $0.holds == [.input, .weight] })
    machine.memories[scratchpad].capacityBytes = bytes
    return machine
  }

  static func edge(
    _ producer: Int, _ consumer: Int, _ operand: Network.Edge.Operand,
    _ aligned: [(LayerDimension, LayerDimension)], step: Int = 1, window: Int = 1
  ) -> Network.Edge {
    Network.Edge(
      producer: producer, consumer: consumer, operand: operand,
      fusion: .possible(
        aligned.map { pair in
          let isRow = pair.1 == .outputRow
          return .init(
            producer: pair.0, consumer: pair.1, step: isRow ? step : 1, window: isRow ? window : 1)
        }))
  }

  /// Two products or convolutions, with more loops than longer networks have here.
  static func pair(_ random: inout SplitMix64) -> Network {
    let channels = [[2, 4], [4, 4], [6, 4], [3, 6], [8, 2]][random.below(5)]
    guard random.below(2) == 0 else {
      let rows = [2, 4, 8][random.below(3)]
      return Network(
        layers: [
          LayerSearchTests.product(rows, [2, 3][random.below(2)], channels[0]),
          LayerSearchTests.product(rows, channels[0], channels[1]),
        ],
        edges: [edge(0, 1, .input, [(.batch, .batch), (.outputChannel, .inputChannel)])])
    }
    let stride = 1 + random.below(2)
    let rows = [2, 4][random.below(2)]
    func convolution(_ inputs: Int, _ outputs: Int, _ rows: Int, _ stride: Int) -> Layer {
      var layer = LayerSearchTests.product(1, inputs, outputs)
      layer.sizes[.outputRow] = rows
      layer.sizes[.kernelRow] = 2
      layer.rows = .init(stride: stride, padding: 1, extent: rows * stride)
      return layer
    }
    return Network(
      layers: [
        convolution(2, channels[0], rows * stride, 1),
        convolution(channels[0], [1, 2][random.below(2)], rows, stride),
      ],
      edges: [
        edge(
          0, 1, .input, [(.outputRow, .outputRow), (.outputChannel, .inputChannel)], step: stride,
          window: 2)
      ])
  }

  /// Three products of which the last reads the first as its weight or its addend.
  static func triangle(_ random: inout SplitMix64) -> Network {
    let size = 2 + random.below(2)
    var layers = (0..<3).map { _ in LayerSearchTests.product(size, size, size) }
    let chain: [(LayerDimension, LayerDimension)] = [
      (.batch, .batch), (.outputChannel, .inputChannel),
    ]
    var edges = [edge(0, 1, .input, chain), edge(1, 2, .input, chain)]
    switch random.below(3) {
    case 0:
      edges.append(
        edge(0, 2, .weight, [(.batch, .inputChannel), (.outputChannel, .outputChannel)]))
    case 1:
      layers[2].addends = [.init(dimensions: .output, bits: 8)]
      edges.append(
        edge(0, 2, .addend(0), [(.batch, .batch), (.outputChannel, .outputChannel)]))
    default:
      edges[1].fusion = .impossible("for this test")
      edges.insert(edge(0, 2, .weight, [(.batch, .inputChannel)]), at: 2)
    }
    return Network(layers: layers, edges: edges)
  }

  /// Four products, one after the other.
  static func chain(_ random: inout SplitMix64) -> Network {
    let layers = (0..<4).map { _ in LayerSearchTests.product(1, 2, 2) }
    return Network(
      layers: layers,
      edges: (0..<3).map { edge($0, $0 + 1, .input, [(.outputChannel, .inputChannel)]) })
  }

  /// The plan and the bound are the best of all plans with one tile per layer, by the cost model alone.
  @Test(arguments: 0..<36 as Range<UInt64>) func findsTheBestOfAllPlans(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let network =
      switch seed % 3 {
      case 0: Self.pair(&random)
      case 1: Self.triangle(&random)
      default: Self.chain(&random)
      }
    let layers = network.layers.count
    let machine = try Self.machine(
      side: [2, 3, 4][random.below(3)], bytes: layers * (3 + random.below(12)))
    let model = try NetworkCostModel(
      .m0, network: network, machine: machine,
      options: CostOptions(limitsSides: random.below(2) == 0))
    let best = AllOneTilePlans(model).best
    let problem = MappingProblem(model: model)
    guard let best else {
      #expect(throws: MappingFailure.self) { try MappingSearchKind.exact.search.search(problem) }
      return
    }
    let answer = try MappingSearchKind.exact.search.search(problem)
    #expect(try model.totals(of: answer.plan) == answer.totals)
    #expect(abs(answer.totals.microjouleCycles / best - 1) < 1e-12, "seed \(seed)")
    #expect(abs((answer.lowerBound ?? 0) / best - 1) < 1e-12, "seed \(seed)")
  }

  /// Groups that are given are fused where they fit, whatever that costs; without groups nothing is.
  @Test func obeysGroups() throws {
    var random = SplitMix64(seed: 7)
    let network = Self.chain(&random)
    let model = try NetworkCostModel(
      .m0, network: network, machine: try Self.machine(side: 2, bytes: 64))
    let search = MappingSearchKind.exact.search
    let none = try search.search(MappingProblem(model: model, groups: .none))
    #expect(none.plan.groups.isEmpty)
    let given = try search.search(MappingProblem(model: model, groups: .given([[1, 2]])))
    #expect(given.plan.groups.map(\.layers) == [[1, 2]])
    let best = try search.search(MappingProblem(model: model))
    #expect(best.totals.microjouleCycles <= given.totals.microjouleCycles)
    #expect(given.totals.microjouleCycles < none.totals.microjouleCycles)
    let small = try NetworkCostModel(
      .m0, network: network, machine: try Self.machine(side: 2, bytes: 3))
    let apart = try search.search(MappingProblem(model: small, groups: .given([[0, 1, 2, 3]])))
    #expect(apart.plan.groups.isEmpty && !apart.remarks.isEmpty)
  }

  /// Channels of a depthwise convolution along the diagonal: each multiply-add costs as many as the diagonal is long.
  @Test(arguments: CostModelKind.allCases) func usesTheDiagonal(kind: CostModelKind) throws {
    var layer = LayerSearchTests.product(1, 1, 1, groups: 32)
    layer.sizes[.outputRow] = 16
    layer.sizes[.kernelRow] = 3
    layer.rows = .init(padding: 1, extent: 16)
    let machine = try #require(MachineCatalog.machine(named: "fadiff-small"))
    let model = try NetworkCostModel(
      kind, network: Network(layers: [layer], edges: []), machine: machine)
    let search = MappingSearchKind.exact.search
    let none = try search.search(MappingProblem(model: model))
    let columns = try search.search(MappingProblem(model: model, extras: .columns))
    let all = try search.search(MappingProblem(model: model, extras: .all))
    #expect(columns.totals.microjouleCycles <= none.totals.microjouleCycles)
    #expect(all.totals.microjouleCycles < none.totals.microjouleCycles)
    let mapping = all.plan.mappings[0]
    #expect(mapping.nodes.contains(.spatial(.group, 16, .diagonal)))
    #expect(try LayerMapping(parts: mapping.parts(on: machine), on: machine) == mapping)
    let multiplying = 32.0 * 16 * 3 * 3.275
    // Under m1 the zeros beside the diagonal come from DRAM through the scratchpad.
    let ways = [
      machine.memories[0].readPicojoulesPerByte, machine.memories[1].writePicojoulesPerByte,
      machine.memories[1].readPicojoulesPerByte, machine.memories[3].writePicojoulesPerByte,
    ]
    let zeros = kind == .m1 ? 32.0 * 3 * 15 * ways.reduce(0) { $0 + ($1 ?? 0) } : 0
    #expect(all.totals.picojoules - none.totals.picojoules < 16 * multiplying + zeros)
    #expect(all.totals.picojoules > 16 * multiplying)
  }

  /// Columns of a first layer's kernel along rows, beside its few channels.
  @Test(arguments: CostModelKind.allCases) func foldsColumns(kind: CostModelKind) throws {
    var layer = LayerSearchTests.product(1, 3, 16)
    layer.sizes[.outputColumn] = 16
    layer.sizes[.kernelColumn] = 3
    layer.columns = .init(padding: 1, extent: 16)
    let machine = try #require(MachineCatalog.machine(named: "fadiff-small"))
    let model = try NetworkCostModel(
      kind, network: Network(layers: [layer], edges: []), machine: machine,
      options: CostOptions(limitsSides: true))
    let search = MappingSearchKind.exact.search
    let none = try search.search(MappingProblem(model: model))
    let columns = try search.search(MappingProblem(model: model, extras: .columns))
    #expect(columns.totals.cycles < none.totals.cycles)
    let mapping = columns.plan.mappings[0]
    #expect(mapping.nodes.contains(.spatial(.kernelColumn, 3, .rows)))
    #expect(try LayerMapping(parts: mapping.parts(on: machine), on: machine) == mapping)
  }
}

/// All plans of a small network in which each layer has one tile on chip.
private struct AllOneTilePlans {
  let model: NetworkCostModel
  private(set) var best: Double?

  init(_ model: NetworkCostModel) {
    self.model = model
    let layers = model.network.layers
    let options = layers.map { Self.options($0, model) }
    let fusible = model.network.edges.indices.filter {
      if case .possible = model.network.edges[$0].fusion { true } else { false }
    }
    for bits in 0..<1 << fusible.count {
      let fused = fusible.indices.filter { bits >> $0 & 1 != 0 }.map { fusible[$0] }
      visit(options, fused, [])
    }
  }

  private typealias Option = (spatial: LayerSizes, tile: LayerSizes)

  private static func options(_ layer: Layer, _ model: NetworkCostModel) -> [Option] {
    var options: [Option] = [(LayerSizes(repeating: 1), LayerSizes(repeating: 1))]
    for dimension in LayerDimension.allCases where layer.sizes[dimension] > 1 {
      let isSpatial = dimension == .inputChannel || dimension == .outputChannel
      options = options.flatMap { option in
        divisors(of: layer.sizes[dimension]).flatMap { tile in
          divisors(of: tile).filter { isSpatial || $0 == 1 }.map { spatial in
            var next = option
            next.tile[dimension] = tile
            next.spatial[dimension] = spatial
            return next
          }
        }
      }
    }
    let array = model.machine.arrays[0]
    return options.filter {
      let (rows, columns) = ($0.spatial[.inputChannel], $0.spatial[.outputChannel])
      return model.options.limitsSides
        ? rows <= array.rows && columns <= array.columns
        : rows * columns <= array.rows * array.columns
    }
  }

  private mutating func visit(_ options: [[Option]], _ fused: [Int], _ chosen: [Option]) {
    guard chosen.count < options.count else { return judge(fused, chosen) }
    for option in options[chosen.count] {
      // Most tiles disagree, which needs no judge's time.
      let agree = fused.allSatisfy { number in
        let edge = model.network.edges[number]
        guard edge.consumer == chosen.count, case .possible(let aligned) = edge.fusion else {
          return true
        }
        return aligned.allSatisfy { pair in
          model.network.layers[edge.producer].sizes[pair.producer]
            / chosen[edge.producer].tile[pair.producer]
            == model.network.layers[edge.consumer].sizes[pair.consumer]
            / option.tile[pair.consumer]
        }
      }
      if agree { visit(options, fused, chosen + [option]) }
    }
  }

  private mutating func judge(_ fused: [Int], _ chosen: [Option]) {
    let network = model.network
    var plan = NetworkPlan(mappings: [])
    for (layer, option) in chosen.enumerated() {
      var home = TensorRoles.all
      for (number, edge) in network.edges.enumerated() where fused.contains(number) {
        if edge.consumer == layer {
          if edge.operand == .input { home.remove(.input) }
          if edge.operand == .weight { home.remove(.weight) }
        }
        let readers = network.edges.indices.filter { network.edges[$0].producer == layer }
        if edge.producer == layer, readers.allSatisfy(fused.contains) { home.remove(.output) }
      }
      var nodes: [LayerMapping.Node] = home.isEmpty ? [] : [.memory(0, home)]
      let sizes = network.layers[layer].sizes
      for dimension in LayerDimension.allCases {
        nodes.append(.loop(dimension, sizes[dimension] / option.tile[dimension]))
      }
      nodes += [.memory(1, [.input, .weight]), .memory(2, .output)]
      for dimension in LayerDimension.allCases {
        nodes.append(.loop(dimension, option.tile[dimension] / option.spatial[dimension]))
      }
      nodes += [
        .spatial(.outputChannel, option.spatial[.outputChannel], .columns),
        .spatial(.inputChannel, option.spatial[.inputChannel], .rows), .memory(3, .weight),
      ]
      plan.mappings.append(LayerMapping(nodes: nodes))
    }
    var members: [[Int]] = network.layers.indices.map { [$0] }
    for edge in fused.map({ network.edges[$0] }) {
      guard let a = members.firstIndex(where: { $0.contains(edge.producer) }),
        let b = members.firstIndex(where: { $0.contains(edge.consumer) }), a != b
      else { continue }
      members[min(a, b)] = (members[a] + members[b]).sorted()
      members.remove(at: max(a, b))
    }
    for layers in members where layers.count > 1 {
      let own = fused.filter { layers.contains(network.edges[$0].producer) }
      plan.groups.append(.init(layers: layers, fusedEdges: own, sharedLoops: 0))
    }
    guard let totals = try? model.totals(of: plan) else { return }
    best = min(best ?? .infinity, totals.microjouleCycles)
  }
}

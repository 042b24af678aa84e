import Machine
import Passes
import Testing

/// Networks whose tiles and fusion are relaxed together.
@Suite struct RelaxedNetworkTests {
  typealias Lanes = RelaxedNetwork.Lanes

  static func edge(
    _ producer: Int, _ consumer: Int, _ operand: Network.Edge.Operand,
    _ loops: [(LayerDimension, LayerDimension)]
  ) -> Network.Edge {
    Network.Edge(
      producer: producer, consumer: consumer, operand: operand,
      fusion: .possible(loops.map { .init(producer: $0.0, consumer: $0.1) }))
  }

  static let product: [(LayerDimension, LayerDimension)] = [
    (.batch, .batch), (.outputChannel, .inputChannel),
  ]

  /// Three products in a row.
  static var chain: Network {
    Network(
      layers: [
        LayerSearchTests.product(24, 12, 18), LayerSearchTests.product(24, 18, 20),
        LayerSearchTests.product(24, 20, 6),
      ], edges: [edge(0, 1, .input, product), edge(1, 2, .input, product)])
  }

  /// Two products, of which the second also adds what the first was made of; the first one's output is needed elsewhere, too.
  static var residual: Network {
    var last = LayerSearchTests.product(16, 24, 12)
    last.addends = [.init(dimensions: [.init(.batch), .init(.outputChannel)], bits: 8)]
    return Network(
      layers: [
        LayerSearchTests.product(16, 8, 12), LayerSearchTests.product(16, 12, 24), last,
        LayerSearchTests.product(16, 12, 4),
      ],
      edges: [
        edge(0, 1, .input, product), edge(1, 2, .input, product),
        edge(0, 2, .addend(0), [(.batch, .batch), (.outputChannel, .outputChannel)]),
        Network.Edge(
          producer: 0, consumer: 3, operand: .input, fusion: .impossible("for the test")),
      ])
  }

  /// Two convolutions with windows of three rows and columns, the second with a stride.
  static var convolutions: Network {
    func layer(_ outputs: Int, _ inputs: Int, rows: Int, stride: Int) -> Layer {
      var sizes = LayerSizes(repeating: 1)
      sizes[.outputChannel] = outputs
      sizes[.inputChannel] = inputs
      (sizes[.outputRow], sizes[.outputColumn]) = (rows, rows)
      (sizes[.kernelRow], sizes[.kernelColumn]) = (3, 3)
      let window = Layer.Window(stride: stride, padding: 1, extent: rows * stride)
      return Layer(
        name: "convolution", sizes: sizes, rows: window, columns: window,
        widths: .init(input: 8, weight: 8, output: 8, partialSum: 32))
    }
    return Network(
      layers: [layer(8, 4, rows: 12, stride: 1), layer(6, 8, rows: 6, stride: 2)],
      edges: [
        Network.Edge(
          producer: 0, consumer: 1, operand: .input,
          fusion: .possible([
            .init(producer: .outputChannel, consumer: .inputChannel),
            .init(producer: .outputRow, consumer: .outputRow, step: 2, window: 3),
            .init(producer: .outputColumn, consumer: .outputColumn, step: 2, window: 3),
          ]))
      ])
  }

  static let networks = ["chain", "residual", "convolutions"]

  static func network(_ name: String) -> Network {
    name == "chain" ? chain : name == "residual" ? residual : convolutions
  }

  /// Small memories, so that tiles are too large and the Lagrangians count.
  static func machine(_ scratchpad: Int, _ accumulator: Int) throws -> Accelerator {
    var machine = try #require(MachineCatalog.machine(named: "fadiff-small"))
    for index in machine.memories.indices {
      switch machine.memories[index].name {
      case "scratchpad": machine.memories[index].capacityBytes = scratchpad
      case "accumulator": machine.memories[index].capacityBytes = accumulator
      default: continue
      }
    }
    return machine
  }

  static func relaxed(
    _ name: String, _ kind: CostModelKind, _ objective: MappingObjective
  ) throws -> RelaxedNetwork {
    let network = Self.network(name)
    let model = try NetworkCostModel(kind, network: network, machine: machine(192, 160))
    let fused = network.edges.indices.filter {
      if case .possible = network.edges[$0].fusion { true } else { false }
    }
    return RelaxedNetwork(model, objective, fused: fused)
  }

  /// Derivatives of the loss by splits, by σ and by the steps of the edges, against central differences in eight lanes: all
  /// by σ and by steps, and some by splits.
  @Test(arguments: networks, CostModelKind.allCases)
  func everyDerivativeIsItsCentralDifference(name: String, kind: CostModelKind) throws {
    var random = SplitMix64(seed: 17)
    for (objective, part) in [
      (MappingObjective.edp, 0.0), (.edp, 0.3), (.energy, 0), (.latency, 0),
    ] {
      var relaxed = try Self.relaxed(name, kind, objective)
      do {
        for index in relaxed.parameters.indices {
          for lane in 0..<8 {
            relaxed.parameters[index][lane] = Double(random.below(4000)) / 1000 - 2
          }
        }
        // The nests that are best for these parameters: other ones each time.
        relaxed.arrange()
        let loss = relaxed.loss(part: part)
        let first = relaxed.parameters
        for index in first.indices
        where index >= relaxed.sigmaParameters.lowerBound || random.below(first.count) < 12 {
          let step = 1e-5
          relaxed.parameters[index] = first[index] + step
          let above = relaxed.loss(part: part).value
          relaxed.parameters[index] = first[index] - step
          let below = relaxed.loss(part: part).value
          relaxed.parameters[index] = first[index]
          let difference = (above - below) / (2 * step)
          for lane in 0..<8 {
            #expect(
              abs(difference[lane] - loss.derivatives[index][lane])
                <= 1e-5 * max(1, abs(difference[lane])),
              "\(objective) at \(part): by \(index) in \(lane)")
          }
        }
      }
    }
  }

  /// With σ near 0, the relaxed network costs what its layers cost by themselves; near 1, less goes through the outermost
  /// memory.
  @Test func sigmaGoesFromApartToTogether() throws {
    var relaxed = try Self.relaxed("chain", .m1, .edp)
    let count = relaxed.parameters.count
    func energy(_ sigma: Double) -> Lanes {
      relaxed.parameters = [Lanes](repeating: .zero, count: count)
      for index in relaxed.sigmaParameters { relaxed.parameters[index] += sigma }
      return relaxed.loss(part: 0).energy
    }
    let apart = energy(-30)
    #expect(relaxed.sigma(of: 0)[0] < 1e-9)
    let together = energy(30)
    #expect(relaxed.sigma(of: 1)[0] > 1 - 1e-9)
    #expect(together[0] < apart[0])
    let between = energy(0)
    #expect(between[0] < apart[0] && between[0] > together[0])
  }

  // MARK: The search

  /// Two products whose sizes have few divisors, so that little is left to chance.
  static var pair: Network {
    Network(
      layers: [LayerSearchTests.product(32, 8, 8), LayerSearchTests.product(32, 8, 4)],
      edges: [edge(0, 1, .input, product)])
  }

  /// The same, with a third product that adds what the first makes.
  static var triple: Network {
    var last = LayerSearchTests.product(16, 4, 8)
    last.addends = [.init(dimensions: [.init(.batch), .init(.outputChannel)], bits: 8)]
    return Network(
      layers: [
        LayerSearchTests.product(16, 4, 8), LayerSearchTests.product(16, 8, 4), last,
      ],
      edges: [
        edge(0, 1, .input, product), edge(1, 2, .input, product),
        edge(0, 2, .addend(0), [(.batch, .batch), (.outputChannel, .outputChannel)]),
      ])
  }

  static func problem(_ network: Network, _ machine: Accelerator, _ groups: GroupRequest) throws
    -> MappingProblem
  {
    MappingProblem(
      model: try NetworkCostModel(.m1, network: network, machine: machine), seed: 3,
      budget: .evaluations(3000), groups: groups)
  }

  /// A machine with one buffer: what one layer makes there the next one reads, without a copy that the array has to make.
  static func oneBuffer(_ bytes: Int) throws -> Accelerator {
    var machine = try #require(MachineCatalog.machine(named: "e32-64k"))
    let buffer = try #require(machine.memories.firstIndex { $0.name == "buffer" })
    machine.memories[buffer].capacityBytes = bytes
    return machine
  }

  /// Where the exact search fuses, so does the gradient by itself; and it is never worse than without groups.
  @Test(arguments: [("pair", 4096), ("pair", 192), ("triple", 4096)])
  func fusesWhereTheExactSearchDoes(name: String, bytes: Int) throws {
    let network = name == "pair" ? Self.pair : Self.triple
    let machine = try Self.oneBuffer(bytes)
    let exact = try MappingSearchKind.exact.search.search(Self.problem(network, machine, .search))
    #expect(!exact.plan.groups.isEmpty)
    let found = try MappingSearchKind.gradient.search.search(
      Self.problem(network, machine, .search))
    let apart = try MappingSearchKind.gradient.search.search(
      Self.problem(network, machine, .none))
    #expect(found.totals.microjouleCycles <= apart.totals.microjouleCycles)
    #expect(found.totals.microjouleCycles >= exact.totals.microjouleCycles * (1 - 1e-9))
    #expect(found.totals.microjouleCycles <= exact.totals.microjouleCycles * 1.02)
    #expect(
      Set(found.plan.groups.flatMap(\.fusedEdges)) == Set(exact.plan.groups.flatMap(\.fusedEdges)))
    let judge = try NetworkCostModel(.m1, network: network, machine: machine)
    #expect(try judge.totals(of: found.plan) == found.totals)
  }

  /// The same seed gives the same plan.
  @Test func dependsOnItsSeedAlone() throws {
    let problem = try Self.problem(Self.pair, Self.oneBuffer(192), .search)
    let first = try MappingSearchKind.gradient.search.search(problem)
    let second = try MappingSearchKind.gradient.search.search(problem)
    #expect(first.plan == second.plan)
    #expect(first.evaluations == second.evaluations)
    #expect(first.remarks.map(\.text) == second.remarks.map(\.text))
  }
}

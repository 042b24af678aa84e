import Machine
import Passes
import Testing

/// Plans with groups that the exact search finds, against every plan of small networks.
@Suite struct GroupedPlansTests {
  @Test(arguments: 0..<18 as Range<UInt64>)
  func findsTheBestOfAllPlans(seed: UInt64) throws {
    try findsTheBest(seed, .none)
  }

  /// With Gemmini's instructions the array copies fused tensors by an identity matrix, which takes time, energy and room.
  @Test(arguments: 18..<30 as Range<UInt64>)
  func findsTheBestWithCopies(seed: UInt64) throws { try findsTheBest(seed, .gemmini) }

  private func findsTheBest(_ seed: UInt64, _ instructions: InstructionSet) throws {
    var random = SplitMix64(seed: seed)
    let network =
      switch seed % 3 {
      case 0: Self.products(&random)
      case 1: Self.convolutions(&random)
      default: Self.residual(&random)
      }
    var machine = Self.machine(&random)
    machine.instructionSet = instructions
    let model = try NetworkCostModel(.m1, network: network, machine: machine)
    let best = try AllPlans(model).leastProduct()
    let problem = MappingProblem(model: model, budget: .evaluations(1_000_000))
    let answer = try? MappingSearchKind.exact.search.search(problem)
    guard let best else {
      #expect(answer == nil, "seed \(seed)")
      return
    }
    let found = try #require(answer, "seed \(seed)")
    #expect(try model.totals(of: found.plan) == found.totals)
    let product = found.totals.microjouleCycles
    let bound = try #require(found.lowerBound)
    #expect(bound <= best * (1 + 1e-9), "seed \(seed): the bound \(bound) is above \(best)")
    #expect(bound >= product * (1 - 1e-6), "seed \(seed): \(product) is proved to \(bound) only")
    #expect(
      abs(product - best) <= 1e-9 * best,
      "seed \(seed): \(product) instead of \(best), \(found.plan)")
  }

  /// A budget that ends early leaves a plan, and a bound that no plan is below.
  @Test(arguments: 0..<12 as Range<UInt64>) func boundsWhatItHadNoTimeFor(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let network = seed % 2 == 0 ? Self.products(&random) : Self.residual(&random)
    let model = try NetworkCostModel(.m1, network: network, machine: Self.machine(&random))
    guard let best = try AllPlans(model).leastProduct() else { return }
    for budget in [1, 2, 5] {
      let problem = MappingProblem(model: model, budget: .evaluations(budget))
      let answer = try MappingSearchKind.exact.search.search(problem)
      let bound = try #require(answer.lowerBound)
      #expect(bound <= best * (1 + 1e-9), "seed \(seed), budget \(budget)")
      #expect(answer.totals.microjouleCycles >= best * (1 - 1e-9))
    }
  }

  /// The fused attention that an independent exact mapper finds (AccelForge 1.0.467), in microjoules times cycles, and the
  /// bits that it moves to and from DRAM.
  @Test(arguments: [
    ("e32-256k", 1_381_146.592, 1_048_576.0), ("e32-64k", 1_595_960.455, 1_572_864.0),
  ])
  func findsTheFusedAttention(machine: String, product: Double, bits: Double) throws {
    let machine = try #require(MachineCatalog.machine(named: machine))
    var scores = LayerSizes(repeating: 1)
    scores[.batch] = 512
    scores[.outputChannel] = 512
    let softmax = Layer(
      name: "softmax", kind: .elementwise(operations: 1), sizes: scores, rows: .init(extent: 1),
      columns: .init(extent: 1), widths: .init(input: 8, weight: 8, output: 8, partialSum: 8))
    func edge(
      _ producer: Int, _ loops: [(LayerDimension, LayerDimension)]
    ) -> Network.Edge {
      Network.Edge(
        producer: producer, consumer: producer + 1, operand: .input,
        fusion: .possible(loops.map { .init(producer: $0.0, consumer: $0.1) }))
    }
    let network = Network(
      layers: [
        LayerSearchTests.product(512, 64, 512), softmax, LayerSearchTests.product(512, 512, 64),
      ],
      edges: [
        edge(0, [(.batch, .batch), (.outputChannel, .outputChannel)]),
        edge(1, [(.batch, .batch), (.outputChannel, .inputChannel)]),
      ])
    let model = try NetworkCostModel(.m1, network: network, machine: machine)
    let problem = MappingProblem(model: model, budget: .evaluations(1_000_000))
    let answer = try MappingSearchKind.exact.search.search(problem)
    #expect(abs(answer.totals.microjouleCycles / product - 1) < 1e-6)
    #expect(try #require(answer.lowerBound) >= product * (1 - 1e-6))
    let traffic = try model.cost(of: answer.plan).memories[0]
    #expect(traffic.readBits.sum() + traffic.writtenBits.sum() == bits)
  }

  // MARK: Small networks

  private static func products(_ random: inout SplitMix64) -> Network {
    let rows = [2, 4][random.below(2)]
    let middle = [2, 4][random.below(2)]
    return Network(
      layers: [
        LayerSearchTests.product(rows, 2, middle),
        LayerSearchTests.product(rows, middle, [1, 2][random.below(2)]),
      ],
      edges: [edge(0, 1, .input, [(.batch, .batch), (.outputChannel, .inputChannel)])])
  }

  /// Two convolutions over rows, of which the second has windows of three and maybe a stride.
  private static func convolutions(_ random: inout SplitMix64) -> Network {
    let stride = 1 + random.below(2)
    let rows = 4
    func layer(_ outputs: Int, _ inputs: Int, rows: Int, kernel: Int, stride: Int, extent: Int)
      -> Layer
    {
      var sizes = LayerSizes(repeating: 1)
      sizes[.outputChannel] = outputs
      sizes[.inputChannel] = inputs
      sizes[.outputRow] = rows
      sizes[.kernelRow] = kernel
      return Layer(
        name: "convolution", sizes: sizes,
        rows: .init(stride: stride, padding: kernel / 2, extent: extent),
        columns: .init(extent: 1), widths: .init(input: 8, weight: 8, output: 8, partialSum: 16))
    }
    let channels = 1 + random.below(2)
    let aligned: [Network.AlignedLoops] = [
      .init(producer: .outputChannel, consumer: .inputChannel),
      .init(producer: .outputRow, consumer: .outputRow, step: stride, window: 3),
    ]
    return Network(
      layers: [
        layer(
          channels, 1, rows: rows, kernel: [1, 3][random.below(2)], stride: 1, extent: rows),
        layer(
          [1, 2][random.below(2)], channels, rows: rows / stride, kernel: 3, stride: stride,
          extent: rows),
      ],
      edges: [
        Network.Edge(producer: 0, consumer: 1, operand: .input, fusion: .possible(aligned))
      ])
  }

  /// Three products, of which the last adds what the first computes.
  private static func residual(_ random: inout SplitMix64) -> Network {
    let rows = 2
    let columns = [1, 2][random.below(2)]
    var last = LayerSearchTests.product(rows, 2, columns)
    last.addends = [.init(dimensions: [.init(.batch), .init(.outputChannel)], bits: 8)]
    return Network(
      layers: [
        LayerSearchTests.product(rows, [1, 2][random.below(2)], columns),
        LayerSearchTests.product(rows, columns, 2), last,
      ],
      edges: [
        edge(0, 1, .input, [(.batch, .batch), (.outputChannel, .inputChannel)]),
        edge(1, 2, .input, [(.batch, .batch), (.outputChannel, .inputChannel)]),
        edge(0, 2, .addend(0), [(.batch, .batch), (.outputChannel, .outputChannel)]),
      ])
  }

  private static func edge(
    _ producer: Int, _ consumer: Int, _ operand: Network.Edge.Operand,
    _ loops: [(LayerDimension, LayerDimension)]
  ) -> Network.Edge {
    Network.Edge(
      producer: producer, consumer: consumer, operand: operand,
      fusion: .possible(loops.map { .init(producer: $0.0, consumer: $0.1) }))
  }

  /// A machine with an array of 2 by 2 and small memories.
  private static func machine(_ random: inout SplitMix64) -> Accelerator {
    func memory(_ name: String, _ bytes: Int?, _ holds: [TensorRole]) -> Memory {
      let energy = [1.0, 2, 5][random.below(3)] * (bytes == nil ? 30 : 1)
      return Memory(
        name: name, capacityBytes: bytes, rowBytes: 1,
        readBytesPerCycle: [1, 2, 4][random.below(3)],
        writeBytesPerCycle: [1, 2, 4][random.below(3)], sharesBandwidth: random.below(2) == 0,
        readPicojoulesPerByte: energy, writePicojoulesPerByte: energy, holds: holds)
    }
    return Accelerator(
      name: "small", summary: "Drawn.", clockHertz: 1, instructionSet: .none,
      memories: [
        memory("dram", nil, TensorRole.allCases),
        memory("scratchpad", 6 + random.below(20), [.input, .weight]),
        memory("accumulator", 4 + random.below(16), [.output]),
        memory("registers", 4, [.weight]),
      ],
      arrays: [
        ComputeArray(
          name: "array", rows: 2, columns: 2, input: .int8, weight: .int8, accumulator: .int32,
          picojoulesPerMultiplyAdd: 1)
      ], links: [])
  }
}

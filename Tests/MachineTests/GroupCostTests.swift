import Machine
import Testing

/// Groups of layers that exchange tensors on chip.
@Suite struct GroupCostTests {
  /// Two products, the second of which reads the result of the first.
  static func products(fusion: Network.Fusion? = nil) -> Network {
    var layers = [
      CostModelNetworks.product(64, 32, 48), CostModelNetworks.product(64, 48, 32),
    ]
    layers[0].name = "first"
    layers[1].name = "second"
    let aligned = Network.Fusion.possible([
      .init(producer: .batch, consumer: .batch),
      .init(producer: .outputChannel, consumer: .inputChannel),
    ])
    return Network(
      layers: layers,
      edges: [
        .init(producer: 0, consumer: 1, operand: .input, fusion: fusion ?? aligned)
      ])
  }

  static let fusedFirst = [
    "dram I W", "scratchpad W", "for N 4", "scratchpad I", "columns K 16", "accumulator O",
    "for K 3", "for C 2", "rows C 16", "registers W", "for N 16",
  ]
  static let fusedSecond = [
    "dram W O", "scratchpad W", "for N 4", "scratchpad I", "columns K 16", "accumulator O",
    "for K 2", "for C 3", "rows C 16", "registers W", "for N 16",
  ]

  static func plan(
    _ first: [String], _ second: [String], on machine: Accelerator, shared: Int = 1,
    edges: [Int] = [0], halo: NetworkPlan.Halo = .retained
  ) throws -> NetworkPlan {
    NetworkPlan(
      mappings: [
        try LayerMapping(parts: first, on: machine), try LayerMapping(parts: second, on: machine),
      ],
      groups: [.init(layers: [0, 1], fusedEdges: edges, sharedLoops: shared, halo: halo)])
  }

  @Test func `a fused product moves its result on chip only`() throws {
    let machine = try IllegalPlanTests.machine("g16")
    let model = try NetworkCostModel(.m1, network: Self.products(), machine: machine)
    let fused = try model.cost(
      of: try Self.plan(Self.fusedFirst, Self.fusedSecond, on: machine))
    var apart = try Self.plan(
      ["dram I W O"] + Self.fusedFirst.dropFirst(), ["dram I W O"] + Self.fusedSecond.dropFirst(),
      on: machine)
    apart.groups = []
    let unfused = try model.cost(of: apart)
    let bytes = 64.0 * 48
    // Written and read in DRAM before, not after; the copy to the scratchpad replaces its fill.
    #expect(unfused.memories[0].writtenBytes - fused.memories[0].writtenBytes == bytes)
    #expect(unfused.memories[0].readBytes - fused.memories[0].readBytes == bytes)
    #expect(unfused.memories[1].writtenBytes == fused.memories[1].writtenBytes)
    #expect(unfused.memories[2].readBytes == fused.memories[2].readBytes)
    #expect(abs(unfused.picojoules - fused.picojoules - 2 * bytes * 80) < 1e-3)
    #expect(fused.microjouleCycles >= model.bound.traffic.microjouleCycles)
    #expect(model.bound.readBytes == 64.0 * 32 + 2 * 32 * 48)
    #expect(model.bound.writtenBytes == 64.0 * 32)
    #expect(try model.totals(of: apart) == unfused.totals)
  }

  @Test func `m0 removes what its equations 13 to 15 remove`() throws {
    let machine = try IllegalPlanTests.machine("fadiff-small")
    let network = Self.products()
    let model = try NetworkCostModel(.m0, network: network, machine: machine)
    var plan = NetworkPlan(
      mappings: network.layers.map { CostModelNetworks.fullArray($0, machine) })
    let unfused = try model.cost(of: plan)
    plan.groups = [.init(layers: [0, 1], fusedEdges: [0], sharedLoops: 0)]
    let elements = 64.0 * 48
    // Kept in DRAM too, the tensor is written there all the same.
    let kept = try model.cost(of: plan)
    #expect(kept.memories[0].writtenBytes == unfused.memories[0].writtenBytes)
    #expect(unfused.memories[0].readBytes - kept.memories[0].readBytes == elements)
    plan.mappings[0].nodes[0] = .memory(0, [.input, .weight])
    let fused = try model.cost(of: plan)
    #expect(unfused.memories[0].writtenBytes - fused.memories[0].writtenBytes == elements)
    #expect(unfused.memories[0].readBytes - fused.memories[0].readBytes == elements)
    #expect(abs(unfused.picojoules - fused.picojoules - 2 * 64 * elements) < 1e-3)
  }

  @Test func `fused tiles agree and groups wait for nobody who waits for them`() throws {
    let machine = try IllegalPlanTests.machine("fadiff-small")
    func refusal(_ plan: NetworkPlan, _ network: Network) throws -> IllegalPlan? {
      let model = try NetworkCostModel(.m0, network: network, machine: machine)
      do throws(IllegalPlan) {
        _ = try model.cost(of: plan)
        return nil
      } catch {
        #expect(!error.message.isEmpty)
        return error
      }
    }
    let network = Self.products()
    var plan = NetworkPlan(
      mappings: network.layers.map { CostModelNetworks.fullArray($0, machine) },
      groups: [.init(layers: [0, 1], fusedEdges: [0], sharedLoops: 0)])
    #expect(try refusal(plan, network) == nil)
    // The loop N of the second layer goes inside the tile.
    let rows = plan.mappings[1].nodes.firstIndex(of: .loop(.batch, 64))
    plan.mappings[1].nodes.append(plan.mappings[1].nodes.remove(at: try #require(rows)))
    let (first, second) = (network.layers[0].name, network.layers[1].name)
    #expect(
      try refusal(plan, network)
        == .tiles(producer: first, made: .batch, consumer: second, read: .batch))
    // A layer between the two that is not in the group.
    var long = network
    long.layers.insert(network.layers[1], at: 1)
    long.edges = [
      .init(producer: 0, consumer: 1, operand: .input, fusion: .impossible("for this test")),
      .init(producer: 0, consumer: 2, operand: .input, fusion: network.edges[0].fusion),
      .init(producer: 1, consumer: 2, operand: .weight, fusion: .impossible("for this test")),
    ]
    plan = NetworkPlan(
      mappings: long.layers.map { CostModelNetworks.fullArray($0, machine) },
      groups: [.init(layers: [0, 2], fusedEdges: [1], sharedLoops: 0)])
    #expect(try refusal(plan, long) == .cycle(group: 0))
  }

  @Test func `groups that cannot be`() throws {
    let machine = try IllegalPlanTests.machine("g16")
    func refusal(_ plan: NetworkPlan, _ network: Network = Self.products()) throws -> IllegalPlan? {
      let model = try NetworkCostModel(.m1, network: network, machine: machine)
      do throws(IllegalPlan) {
        _ = try model.cost(of: plan)
        return nil
      } catch {
        #expect(!error.message.isEmpty)
        return error
      }
    }
    let first = Self.fusedFirst
    let second = Self.fusedSecond
    let good = try Self.plan(first, second, on: machine)
    #expect(try refusal(good) == nil)
    var plan = good
    plan.groups[0].layers = [0]
    #expect(try refusal(plan) == .members(group: 0))
    plan.groups[0].layers = [1, 0]
    #expect(try refusal(plan) == .members(group: 0))
    plan.groups = good.groups + good.groups
    #expect(try refusal(plan) == .members(group: 1))
    plan = good
    plan.groups[0].fusedEdges = [3]
    #expect(try refusal(plan) == .groupEdge(group: 0, edge: 3))
    plan = good
    plan.groups[0].sharedLoops = 12
    #expect(try refusal(plan) == .sharedLoops(layer: "first", shared: 12))
    #expect(
      try refusal(good, Self.products(fusion: .impossible("it is sorted")))
        == .fusion(edge: 0, reason: "it is sorted"))
    #expect(
      try refusal(good, Self.products(fusion: .possible([])))
        == .alignment(producer: "first", consumer: "second", loop: 0))
    plan = try Self.plan(first, ["dram I W O"] + second.dropFirst(), on: machine)
    #expect(try refusal(plan) == .fusedTensor(layer: "second", tensor: .input))
    plan = try Self.plan(
      first,
      second.map { $0 == "scratchpad I" ? "for K 2" : $0 == "for K 2" ? "for K 1" : $0 },
      on: machine)
    #expect(try refusal(plan) == .fusedTensor(layer: "second", tensor: .input))
    // Sums that leave the accumulator between two halves of their reduction.
    plan = try Self.plan(
      [
        "dram I W", "scratchpad W", "for N 4", "scratchpad I", "for C 2", "for K 3",
        "columns K 16", "accumulator O", "rows C 16", "registers W", "for N 16",
      ], second, on: machine)
    #expect(try refusal(plan) == .unfinished(layer: "first"))
    var network = Self.products()
    network.layers.append(network.layers[1])
    network.layers[2].name = "third"
    network.edges.append(
      .init(producer: 0, consumer: 2, operand: .input, fusion: .possible([])))
    plan = good
    plan.mappings.append(
      try LayerMapping(parts: ["dram I W O"] + second.dropFirst(), on: machine))
    #expect(try refusal(plan, network) == .neededOutside(layer: "first", consumer: "third"))
    plan.mappings[0] = try LayerMapping(
      parts: ["dram I W O"] + first.dropFirst(), on: machine)
    #expect(try refusal(plan, network) == nil)
  }

  @Test func `a convolution's halo is kept or computed again`() throws {
    let machine = try IllegalPlanTests.machine("g16")
    var layers = [
      CostModelNetworks.convolution(16, 16, at: 32), CostModelNetworks.convolution(16, 16, at: 32),
    ]
    layers[1].name = "second"
    let network = Network(
      layers: layers,
      edges: [
        .init(
          producer: 0, consumer: 1, operand: .input,
          fusion: .possible([.init(producer: .outputRow, consumer: .outputRow, window: 3)]))
      ])
    let inner = [
      "for P 4", "scratchpad I", "columns K 16", "accumulator O", "rows C 16", "for R 3",
      "for S 3", "registers W", "for P 8", "for Q 32",
    ]
    let first = ["dram I W", "scratchpad W"] + inner
    let second = ["dram W O", "scratchpad W"] + inner
    let model = try NetworkCostModel(.m1, network: network, machine: machine)
    let kept = try model.cost(of: try Self.plan(first, second, on: machine))
    let again = try model.cost(
      of: try Self.plan(first, second, on: machine, halo: .recomputed))
    let points = layers[0].points
    #expect(kept.layers[0].operations == points)
    // Of the four tiles, those inside need ten rows of the first layer rather than eight, those at the border nine.
    #expect(again.layers[0].operations == points * 38 / 32)
    #expect(again.layers[1] == kept.layers[1])
    #expect(kept.picojoules < again.picojoules)
    #expect(kept.cycles < again.cycles)
  }
}

import Machine
import Testing

/// Every reason for which a plan cannot be, and what is said of it.
@Suite struct IllegalPlanTests {
  static func machine(_ name: String) throws -> Accelerator {
    try #require(MachineCatalog.machine(named: name))
  }

  /// The reason for which a mapping of a product on g16 is refused.
  static func refusal(
    _ layer: Layer, _ parts: [String], on name: String = "g16", _ kind: CostModelKind = .m1
  ) throws -> IllegalPlan? {
    let machine = try machine(name)
    let model = try NetworkCostModel(
      kind, network: Network(layers: [layer], edges: []), machine: machine)
    let mapping = try LayerMapping(parts: parts, on: machine)
    do throws(IllegalPlan) {
      _ = try model.cost(of: mapping, layer: 0)
      return nil
    } catch {
      return error
    }
  }

  @Test func `mappings that the machine cannot run`() throws {
    let layer = CostModelNetworks.product(32, 32, 32)
    let good = [
      "dram I W O", "for N 2", "scratchpad I W", "columns K 16", "accumulator O", "rows C 16",
      "for K 2", "for C 2", "registers W", "for N 16",
    ]
    #expect(try Self.refusal(layer, good) == nil)
    func replacing(_ place: Int, _ part: String...) -> [String] {
      var parts = good
      parts.replaceSubrange(place...place, with: part)
      return parts
    }
    #expect(
      try Self.refusal(layer, replacing(1, "for N 4"))
        == .product(layer: "product", dimension: .batch, product: 64, size: 32))
    #expect(
      try Self.refusal(layer, replacing(1, "for N 4611686018427387904", "for N 16"))
        == .product(layer: "product", dimension: .batch, product: nil, size: 32))
    #expect(
      try Self.refusal(layer, replacing(6, "columns K 2"))
        == .axis(layer: "product", axis: "columns", steps: 32, places: 16))
    #expect(
      try Self.refusal(layer, replacing(5, "columns C 16"))
        == .spatial(layer: "product", dimension: .inputChannel, axis: .columns))
    #expect(
      try Self.refusal(layer, replacing(4, "accumulator O W"))
        == .held(layer: "product", tensor: .weight, memory: "accumulator"))
    #expect(
      try Self.refusal(layer, replacing(2, "scratchpad I"), on: "g16-nobypass")
        == .bypassed(layer: "product", tensor: .weight, memory: "scratchpad"))
    #expect(
      try Self.refusal(layer, replacing(8))
        == .bypassed(layer: "product", tensor: .weight, memory: "registers"))
    #expect(
      try Self.refusal(layer, replacing(6, "scratchpad I", "for K 2"))
        == .twice(layer: "product", tensor: .input, memory: "scratchpad"))
    #expect(
      try Self.refusal(layer, replacing(9, "scratchpad W", "for N 16"))
        == .order(layer: "product", tensor: .weight, outer: "scratchpad", inner: "registers"))
    #expect(
      try Self.refusal(layer, replacing(0, "dram I W"))
        == .home(layer: "product", tensor: .output, memory: "dram"))
    #expect(
      try Self.refusal(layer, ["for N 2"] + replacing(1))
        == .home(layer: "product", tensor: .input, memory: "dram"))
    let large = CostModelNetworks.product(1024, 512, 16)
    let refusal = try Self.refusal(
      large,
      [
        "dram I W O", "scratchpad I", "columns K 16", "accumulator O", "for C 32", "rows C 16",
        "registers W", "for N 1024",
      ])
    #expect(
      refusal
        == .capacity(
          layer: "product", memory: "scratchpad", tensor: .input, needed: 524_288,
          capacity: 131_072))
    #expect(
      refusal?.message
        == "'product' needs 524288 bytes of 'scratchpad', which has 131072 bytes: 393216 bytes too many, most of them for the input"
    )
  }

  @Test func `counts and memories that no text can give`() throws {
    let layer = CostModelNetworks.product(4, 4, 4)
    let machine = try Self.machine("g16")
    let model = try NetworkCostModel(
      .m1, network: Network(layers: [layer], edges: []), machine: machine)
    #expect(throws: IllegalPlan.count(layer: "product", dimension: .batch, count: 0)) {
      try model.cost(of: LayerMapping(nodes: [.memory(0, .all), .loop(.batch, 0)]), layer: 0)
    }
    #expect(throws: IllegalPlan.count(layer: "product", dimension: .batch, count: .min)) {
      try model.cost(
        of: LayerMapping(nodes: [.memory(0, .all), .spatial(.batch, .min, .rows)]), layer: 0)
    }
    for memory in [-1, 4, 256, Int.max] {
      #expect(throws: IllegalPlan.memory(layer: "product", index: memory)) {
        try model.cost(of: LayerMapping(nodes: [.memory(memory, .all)]), layer: 0)
      }
    }
    #expect(throws: IllegalPlan.mappings(expected: 1, found: 0)) {
      try model.cost(of: NetworkPlan(mappings: []))
    }
    #expect(throws: IllegalPlan.mappings(expected: 1, found: 4)) {
      try model.cost(of: LayerMapping(nodes: []), layer: 3)
    }
  }

  @Test func `machines and networks that no model can judge`() throws {
    let layer = CostModelNetworks.product(4, 4, 4)
    let good = try Self.machine("g16")
    func refusal(
      _ layer: Layer = layer, _ kind: CostModelKind = .m1, edges: [Network.Edge] = [],
      _ change: (inout Accelerator) -> Void = { _ in }
    ) -> CostModelError? {
      var machine = good
      change(&machine)
      do throws(CostModelError) {
        _ = try NetworkCostModel(
          kind, network: Network(layers: [layer], edges: edges), machine: machine)
        return nil
      } catch {
        #expect(!error.message.isEmpty)
        return error
      }
    }
    #expect(refusal() == nil)
    #expect(refusal { $0.memories = [] } == .noMemory(machine: "g16"))
    #expect(refusal { $0.arrays = [] } == .noArray(machine: "g16"))
    #expect(refusal { $0.arrays[0].rows = 0 } == .emptyArray("array"))
    #expect(refusal { $0.memories[1].capacityBytes = 0 } == .noCapacity(memory: "scratchpad"))
    #expect(refusal { $0.memories[0].readBytesPerCycle = 0 } == .noBandwidth(memory: "dram"))
    #expect(refusal { $0.memories[0].writeBytesPerCycle = .nan } == .noBandwidth(memory: "dram"))
    #expect(
      refusal(layer, .m0) { $0.memories.remove(at: 2) }
        == .missingLevel(
          machine: "g16", level: "that holds outputs only (accumulator)"))
    var broken = layer
    broken.sizes[.batch] = 0
    #expect(refusal(broken) == .size(layer: "product", dimension: .batch, size: 0))
    broken.sizes[.batch] = .max
    #expect(refusal(broken) == .size(layer: "product", dimension: .batch, size: .max))
    broken = layer
    broken.rows.stride = 0
    #expect(refusal(broken) == .window(layer: "product"))
    broken.rows.stride = 1
    broken.rows.padding = .max
    #expect(refusal(broken) == .window(layer: "product"))
    broken = layer
    broken.widths.output = 0
    #expect(refusal(broken) == .width(layer: "product", bits: 0))
    broken = layer
    broken.kind = .elementwise(operations: 1)
    #expect(refusal(broken) == .noVectorUnit(machine: "g16", layer: "product"))
    let edge = Network.Edge(producer: 0, consumer: 0, operand: .input, fusion: .possible([]))
    #expect(refusal(edges: [edge]) == .edge(0))
  }

  @Test func `large and prime extents cost what they cost`() throws {
    let machine = try Self.machine("g16")
    for (rows, depth, columns) in [(1 << 40, 16, 16), (999_983, 104_729, 7919)] {
      let layer = CostModelNetworks.product(rows, depth, columns)
      let model = try NetworkCostModel(
        .m1, network: Network(layers: [layer], edges: []), machine: machine)
      let mapping = try LayerMapping(
        parts: [
          "dram I W O", "for N \(rows)", "for K \(columns)", "accumulator O", "for C \(depth)",
          "registers W",
        ], on: machine)
      let cost = try model.cost(of: mapping, layer: 0)
      #expect(cost.operations == Double(rows) * Double(depth) * Double(columns))
      #expect(cost.cycles.isFinite && cost.cycles >= cost.operations)
      #expect(cost.picojoules.isFinite)
    }
    var window = CostModelNetworks.convolution(1, 1, at: 1)
    window.sizes[.outputRow] = 1 << 40
    window.rows = .init(padding: 1, extent: 1 << 40)
    let model = try NetworkCostModel(
      .m1, network: Network(layers: [window], edges: []), machine: machine)
    let mapping = try LayerMapping(
      parts: [
        "dram I W O", "for P 1099511627776", "accumulator O", "registers W", "for R 3", "for S 3",
      ], on: machine)
    #expect(try model.cost(of: mapping, layer: 0).cycles.isFinite)
  }
}

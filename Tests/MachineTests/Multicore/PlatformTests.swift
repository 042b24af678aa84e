import Machine
import Testing

@Suite struct PlatformTests {
  static func platform(_ name: String) throws -> Platform {
    try Platform.of(try #require(MachineCatalog.machine(named: name))).get()
  }

  @Test func `cores, memories and channels have numbers`() throws {
    let q4 = try Self.platform("q4")
    #expect(
      q4.memories.map(\.name) == [
        "dram", "sram0", "sram1", "sram2", "sram3", "pooling-sram", "vector-sram",
      ])
    #expect(q4.cores.map(\.home) == [1, 2, 3, 4, 5, 6])
    #expect(q4.units.map(\.core) == [0, 1, 2, 3, 4, 5])
    #expect(q4.channels.first == "bus")
    #expect(q4.channelBytesPerCycle.first == 16)
    // The bus, and one for each direction of twelve links.
    #expect(q4.channels.count == 25)
    #expect(q4.withoutEnergy == [])
    #expect(q4.memories[1].capacityBytes == 2 << 20)
    #expect(q4.memories[1].readPicojoulesPerByte == 1.625625)
  }

  @Test func `all traffic with memory takes the bus, neighbours have links`() throws {
    let q4 = try Self.platform("q4")
    for memory in 1...6 {
      for route in [q4.routes[0][memory], q4.routes[memory][0]] {
        #expect(route?.channels == [0])
        #expect(route?.bytesPerCycle == 16)
        #expect(route?.cycles(bytes: 1000) == 63)
      }
    }
    let link = try #require(q4.routes[1][2])
    #expect(link.bytesPerCycle == 4)
    #expect(link.channels.map { q4.channels[$0] } == ["sram0 to sram1"])
    // Cores without a link of their own send over the bus.
    #expect(q4.routes[1][3]?.channels == [0])
    #expect(q4.routes[1][3]?.bytesPerCycle == 16)
    #expect(q4.routes[0][0] == nil)
    let narrow = try Self.platform("q4-port64")
    #expect(narrow.channels == q4.channels)
    #expect(narrow.routes[0][1]?.bytesPerCycle == 8)
    #expect(narrow.routes[1][2]?.bytesPerCycle == 4)
    let bus = try Self.platform("q4-bus")
    #expect(bus.channels == ["bus"])
    #expect(bus.routes[1][2]?.bytesPerCycle == 16)
  }

  @Test func `a machine without cores is one core on its second memory`() throws {
    let e32 = try Self.platform("e32-256k")
    #expect(e32.memories.map(\.name) == ["dram", "buffer"])
    #expect(e32.units.map(\.name) == ["array", "vector"])
    #expect(e32.cores.map(\.home) == [1])
    // Both directions take turns at the port of a memory that shares its bandwidth.
    let load = try #require(e32.routes[0][1])
    let store = try #require(e32.routes[1][0])
    #expect(load.channels.map { e32.channels[$0] } == ["dram port", "dram to buffer"])
    #expect(store.channels.map { e32.channels[$0] } == ["dram port", "buffer to dram"])
    #expect(load.bytesPerCycle == 8)
    let gemmini = try Self.platform("gemmini")
    #expect(
      gemmini.routes[0][1]?.channels.map { gemmini.channels[$0] } == [
        "dram to scratchpad"
      ])
    #expect(gemmini.routes[0][1]?.latencyCycles == 40)
    #expect(
      Platform.of(try #require(MachineCatalog.machine(named: "comal")))
        == .failure(
          PlatformObstacle("machine 'comal' needs a memory beside the outermost one to schedule on")
        ))
  }

  @Test func `a product costs on a core alone what its figures say`() throws {
    let core = try Self.platform("q4").cores[0].machine
    #expect(core.name == "q4.core0")
    var layer = CostModelNetworks.product(128, 512, 64)
    layer.widths = Layer.Widths(input: 16, weight: 16, output: 16, partialSum: 16)
    let model = try NetworkCostModel(
      .m1, network: Network(layers: [layer], edges: []), machine: core)
    // Weights stay in the array, sums in a register per column.
    let mapping = try LayerMapping(
      parts: [
        "sram0 I W O", "weights0 W", "for K 2", "for N 128", "columns K 32", "sums0 O",
        "for C 16", "rows C 32",
      ], on: core)
    let cost = try model.cost(of: mapping, layer: 0)
    #expect(cost.cycles == 2 * 128 * 16)
    let products = 128.0 * 512 * 64
    let sram =
      (products / 32 * 2 + 512 * 64 * 2) * 416.16 / 256 + 128 * 64 * 2 * 378.4 / 256
    let weights = (products * 2 + 512 * 64 * 2) * 0.095
    let sums = 2 * products / 32 * 2 * 0.021 / 2
    let expected = products * 0.04 + sram + weights + sums
    #expect(abs(cost.picojoules / expected - 1) < 1e-12)
  }

  @Test func `dataflows of the paper are legal along the sides that they name`() throws {
    for (name, legal, illegal) in [
      ("colleman-small-bk", ["rows N 8", "columns K 8"], ["rows C 8", "columns K 8"]),
      ("colleman-small-c", ["rows C 8", "columns C 8"], ["rows N 8", "columns C 8"]),
      ("colleman-quad-bc", ["rows N 4", "columns C 4"], ["rows N 4", "columns K 4"]),
    ] {
      let core = try Self.platform(name).cores[0].machine
      let layer = CostModelNetworks.product(64, 64, 64)
      let model = try NetworkCostModel(
        .m1, network: Network(layers: [layer], edges: []), machine: core)
      func cost(_ spatial: [String]) throws -> LayerCost {
        var left = ["N": 64, "C": 64, "K": 64]
        for part in spatial {
          let words = part.split(separator: " ").map(String.init)
          left[words[1], default: 1] /= Int(words[2]) ?? 1
        }
        let loops = ["N", "K", "C"].map { "for \($0) \(left[$0] ?? 1)" }
        let mapping = try LayerMapping(
          parts: ["l2 I W O", "l1-weights0 W", "l1-features0 I O"] + loops + spatial
            + ["outputs0 O", "inputs0 I", "weights0 W"], on: core)
        return try model.cost(of: mapping, layer: 0)
      }
      let places = core.arrays[0].rows * core.arrays[0].columns
      #expect(try cost(legal).cycles >= Double(64 * 64 * 64 / places))
      #expect(throws: IllegalPlan.self) { try cost(illegal) }
    }
  }

  @Test func `a mapping is one of a single core`() throws {
    let network = Network(layers: [CostModelNetworks.product(8, 8, 8)], edges: [])
    let q4 = try #require(MachineCatalog.machine(named: "q4"))
    #expect(throws: CostModelError.severalCores(machine: "q4")) {
      try NetworkCostModel(.m1, network: network, machine: q4)
    }
    let ck64 = try #require(MachineCatalog.machine(named: "ck64"))
    _ = try NetworkCostModel(.m1, network: network, machine: ck64)
  }

  /// Links are told apart by their energies, and counted by their latencies.
  @Test func `ways in drawn networks have the fewest links, and their figures`() throws {
    var generator = DrawnNests.Generator(state: 7)
    var several = 0
    for _ in 0..<200 {
      let machine = Self.network(&generator)
      guard let platform = try? Platform.of(machine).get() else { continue }
      let names = platform.memories.map(\.name)
      let fewest = Self.fewestLinks(machine, names)
      for source in names.indices {
        for destination in names.indices where source != destination {
          guard let route = platform.routes[source][destination] else {
            #expect(fewest[source][destination] == nil)
            continue
          }
          #expect(route.latencyCycles == fewest[source][destination])
          // The links whose energies the sum is made of.
          let sum = Int(route.picojoulesPerByte)
          var taken = machine.links.indices.filter { sum >> $0 & 1 == 1 }.map { machine.links[$0] }
          #expect(taken.count == route.latencyCycles)
          several += taken.count > 1 ? 1 : 0
          #expect(
            Set(route.channels.map { platform.channels[$0] }).isSuperset(
              of: taken.flatMap(\.channels)))
          for link in taken where link.channels.isEmpty {
            #expect(
              route.channels.contains {
                platform.channels[$0] == "\(link.source) to \(link.destination)"
              })
          }
          var rates = taken.map(\.bytesPerCycle)
          rates += route.channels.map { platform.channelBytesPerCycle[$0] }
          for link in taken {
            rates.append(try #require(machine.memory(named: link.source)).readBytesPerCycle)
            rates.append(try #require(machine.memory(named: link.destination)).writeBytesPerCycle)
          }
          #expect(route.bytesPerCycle == rates.min())
          // They lead from one end to the other.
          var place = names[source]
          while let next = taken.firstIndex(where: { $0.source == place }) {
            place = taken.remove(at: next).destination
          }
          #expect(taken.isEmpty && place == names[destination])
        }
      }
    }
    #expect(several > 100)
  }

  private static func network(_ generator: inout DrawnNests.Generator) -> Accelerator {
    let count = Int.random(in: 2...6, using: &generator)
    let memories = (0..<count).map {
      Memory(
        name: "m\($0)", capacityBytes: nil, rowBytes: 1,
        readBytesPerCycle: Double(Int.random(in: 4...64, using: &generator)),
        writeBytesPerCycle: Double(Int.random(in: 4...64, using: &generator)),
        sharesBandwidth: Bool.random(using: &generator))
    }
    let channels = (0..<2).map {
      Channel(name: "c\($0)", bytesPerCycle: Double(Int.random(in: 4...64, using: &generator)))
    }
    var links: [Link] = []
    for source in 0..<count {
      for destination in 0..<count
      where source != destination && Int.random(in: 0..<3, using: &generator) == 0 {
        links.append(
          Link(
            from: "m\(source)", to: "m\(destination)",
            bytesPerCycle: Double(Int.random(in: 1...64, using: &generator)), latencyCycles: 1,
            picojoulesPerByte: Double(1 << links.count),
            channels: channels.map(\.name).filter { _ in Bool.random(using: &generator) }))
      }
    }
    return Accelerator(
      name: "drawn", summary: "", clockHertz: 1, instructionSet: .none, memories: memories,
      arrays: [
        ComputeArray(
          name: "array", rows: 1, columns: 1, input: .int8, weight: .int8, accumulator: .int32)
      ], links: links, cores: [Core(name: "core", memories: ["m1"], units: ["array"])],
      channels: channels)
  }

  /// By trying all memories in between but the outermost, again and again.
  private static func fewestLinks(_ machine: Accelerator, _ names: [String]) -> [[Int?]] {
    var fewest = [[Int?]](
      repeating: [Int?](repeating: nil, count: names.count), count: names.count)
    for (source, from) in names.enumerated() {
      for (destination, to) in names.enumerated() where machine.link(from: from, to: to) != nil {
        fewest[source][destination] = 1
      }
    }
    for between in names.indices.dropFirst() {
      for source in names.indices {
        for destination in names.indices where source != destination {
          guard let one = fewest[source][between], let other = fewest[between][destination] else {
            continue
          }
          fewest[source][destination] = min(fewest[source][destination] ?? .max, one + other)
        }
      }
    }
    return fewest
  }

  @Test(arguments: MachineCatalog.names)
  func `every machine with arrays is a platform`(name: String) throws {
    let machine = try #require(MachineCatalog.machine(named: name))
    guard !machine.arrays.isEmpty else { return }
    let platform = try Platform.of(machine).get()
    #expect(platform.name == name)
    for core in platform.cores {
      #expect(core.machine.memories.first?.name == platform.memories[core.home].name)
      #expect(core.machine.memories.first?.capacityBytes == nil)
      #expect(core.machine.arrays.count + core.machine.vectorUnits.count == core.units.count)
    }
  }
}

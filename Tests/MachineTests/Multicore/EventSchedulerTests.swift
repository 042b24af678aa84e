import Machine
import Testing

@Suite struct EventSchedulerTests {
  // MARK: Machines and programs

  /// Cores with an array and a vector unit each. Several may work on one memory; traffic with the outermost memory takes one bus, that between homes
  /// the same bus, links of its own, or goes by way of the outermost memory.
  static func platform(
    cores: Int, homes: Int, capacity: Int?, between: Between, bytesPerCycle: Double = 2,
    latency: Int = 0
  ) throws -> Platform {
    var memories = [memory("dram", nil, picojoules: 90)]
    for home in 0..<homes { memories.append(memory("home\(home)", capacity, picojoules: 3)) }
    var machine = Accelerator(
      name: "drawn", summary: "", clockHertz: 1, instructionSet: .none, memories: memories,
      arrays: (0..<cores).map {
        ComputeArray(
          name: "array\($0)", rows: 2, columns: 2, input: .int8, weight: .int8,
          accumulator: .int32)
      },
      vectorUnits: (0..<cores).map {
        VectorUnit(
          name: "vector\($0)", lanes: 2, operationsPerCycle: 2, memory: "home\($0 % homes)")
      }, links: [])
    machine.channels = [Channel(name: "bus", bytesPerCycle: bytesPerCycle)]
    func link(_ source: String, _ destination: String, isBus: Bool) {
      var link = Link(
        from: source, to: destination, bytesPerCycle: bytesPerCycle, latencyCycles: latency,
        picojoulesPerByte: 2)
      if isBus { link.channels = ["bus"] }
      machine.links.append(link)
    }
    for home in 0..<homes {
      link("dram", "home\(home)", isBus: true)
      link("home\(home)", "dram", isBus: true)
      for other in 0..<homes where other != home && between != .none {
        link("home\(home)", "home\(other)", isBus: between == .bus)
      }
    }
    for core in 0..<cores {
      for unit in ["array\(core)"] {
        machine.links.append(
          Link(from: "home\(core % homes)", to: unit, bytesPerCycle: 64))
        machine.links.append(
          Link(from: unit, to: "home\(core % homes)", bytesPerCycle: 64))
      }
      machine.cores.append(
        Core(
          name: "core\(core)", memories: ["home\(core % homes)"],
          units: ["array\(core)", "vector\(core)"]))
    }
    return try Platform.of(machine).get()
  }

  enum Between: CaseIterable { case bus, links, none }

  private static func memory(_ name: String, _ capacity: Int?, picojoules: Double) -> Memory {
    Memory(
      name: name, capacityBytes: capacity, rowBytes: 1, readBytesPerCycle: 64,
      writeBytesPerCycle: 64, readPicojoulesPerByte: picojoules,
      writePicojoulesPerByte: picojoules)
  }

  /// An attention head of the paper: M rows, N features, square weights, one byte an element; the softmax as one layer.
  static func head(rows: Int, features: Int) -> LayerGraph {
    var graph = LayerGraph(layers: [], tensors: [])
    func axes(_ loops: [Int]) -> [LayerGraph.AxisAccess] {
      loops.map { LayerGraph.AxisAccess(terms: [.init(loop: $0, step: 1)]) }
    }
    func tensor(_ name: String, _ shape: [Int], isWeight: Bool = false) -> Int {
      graph.tensors.append(
        LayerGraph.Tensor(
          named: name, shape: shape, bits: 8, producer: nil, isWeight: isWeight))
      return graph.tensors.count - 1
    }
    func layer(_ name: String, _ loops: [Int], _ reads: [(Int, [Int])]) -> Int {
      let number = graph.layers.count
      let result = tensor(name, [loops[0], loops[1]])
      graph.tensors[result].producer = number
      for (read, _) in reads { graph.tensors[read].consumers.append(number) }
      graph.layers.append(
        LayerGraph.Layer(
          named: name, loops: loops, isReduction: [false, false, true].dropLast(3 - loops.count),
          reads: reads.map { .init(tensor: $0.0, axes: axes($0.1)) },
          writes: [.init(tensor: result, axes: axes([0, 1]))],
          work: loops.count == 3 ? .multiplyAdd : .elementwise(["exp"]), accumulatorBits: 32))
      return result
    }
    let (m, n) = (rows, features)
    let input = tensor("I", [m, n])
    let weights = ["Wq", "Wk", "Wv"].map { tensor($0, [n, n], isWeight: true) }
    let q = layer("Q", [m, n, n], [(input, [0, 2]), (weights[0], [2, 1])])
    let k = layer("K", [m, n, n], [(input, [0, 2]), (weights[1], [2, 1])])
    let v = layer("V", [m, n, n], [(input, [0, 2]), (weights[2], [2, 1])])
    let s = layer("S", [m, m, n], [(q, [0, 2]), (k, [1, 2])])
    let p = layer("P", [m, m], [(s, [0, 1])])
    let y = layer("Y", [m, n, m], [(p, [0, 2]), (v, [2, 1])])
    graph.tensors[y].isResult = true
    return graph
  }

  /// Each layer cut by rows, on the first arrays or vector units.
  static func rows(
    _ graph: LayerGraph, _ platform: Platform, size: Int?, order: SchedulePlan.Order,
    units: Int = 1, isFused: Bool = true
  ) -> SchedulePlan {
    SchedulePlan(
      layers: graph.layers.map { layer in
        let fitting = platform.units.indices.filter { unit in
          if case .array = platform.units[unit].kind {
            layer.loops.count == 3
          } else {
            layer.loops.count == 2
          }
        }
        return SchedulePlan.Layer(
          cuts: size.map { [SchedulePlan.Cut(loop: 0, size: $0)] } ?? [],
          units: Array(fitting.prefix(units)))
      },
      groups: isFused ? [Array(graph.layers.indices)] : graph.layers.indices.map { [$0] },
      order: order)
  }

  /// A multiply-add of 64 lanes, 16 elements a cycle on a vector unit.
  struct HeadCosts: NodeCosts {
    func cost(layer: Int, extents: [Int], unit: Int) -> NodeCost? {
      let points = extents.reduce(1, *)
      return NodeCost(
        cycles: Int64((points + 1023) / (extents.count == 3 ? 1024 : 64)), picojoules: 1)
    }
  }

  static func audit(
    _ schedule: Schedule, _ graph: LayerGraph, _ platform: Platform, _ plan: SchedulePlan,
    _ costs: some NodeCosts
  ) -> [String] {
    var audit = ScheduleAudit(
      graph: graph, platform: platform, plan: plan, schedule: schedule
    ) { layer, extents, unit in
      var costs = costs
      return costs.cost(layer: layer, extents: extents, unit: unit)
    }
    return audit.run()
  }

  // MARK: Drawn programs

  @Test(arguments: 0..<8)
  func `every element of drawn schedules is where it is read`(part: Int) throws {
    var refused = 0
    for seed in part * 25..<(part + 1) * 25 {
      var drawn = DrawnSchedules(
        DrawnNests.Generator(state: UInt64(seed) &* 77_777 &+ 5))
      let graph = drawn.graph()
      let cores = drawn.number(1...3)
      let platform = try Self.platform(
        cores: cores, homes: drawn.number(1...cores),
        capacity: drawn.chance(70) ? drawn.number(20...300) : nil,
        between: Between.allCases[drawn.number(0...2)],
        bytesPerCycle: Double(drawn.number(1...4)), latency: drawn.number(0...2))
      let plan = drawn.plan(graph, platform)
      var costs = DrawnCosts(usesScratch: drawn.chance(30))
      var scheduler = EventScheduler(graph: graph, platform: platform)
      scheduler.lookahead = drawn.chance(50) ? drawn.number(1...12) : nil
      switch scheduler.schedule(plan, costs: &costs) {
      case .success(let schedule):
        let faults = Self.audit(schedule, graph, platform, plan, costs)
        #expect(faults == [], "seed \(seed)")
      case .failure(let obstacle):
        refused += 1
        #expect(obstacle.layer != nil, "seed \(seed): \(obstacle.message)")
        if let memory = obstacle.memory {
          #expect(obstacle.bytesOver > 0 && platform.memories[memory].capacityBytes != nil)
        }
      }
    }
    #expect(refused < 12)
  }

  @Test func `the audit sees what is wrong`() throws {
    let graph = Self.head(rows: 6, features: 4)
    let platform = try Self.platform(cores: 2, homes: 2, capacity: 4000, between: .bus)
    let plan = Self.rows(graph, platform, size: 2, order: .layers, units: 2)
    var costs = HeadCosts()
    let right = try EventScheduler(graph: graph, platform: platform).schedule(
      plan, costs: &costs
    ).get()
    #expect(Self.audit(right, graph, platform, plan, costs) == [])
    let load = try #require(right.moves.firstIndex { $0.source == 0 })
    let exchange = try #require(
      right.moves.firstIndex { $0.source != 0 && $0.destination != 0 })
    let store = try #require(right.moves.firstIndex { $0.destination == 0 })
    for change in [
      { (wrong: inout Schedule) in _ = wrong.moves.remove(at: load) },
      { _ = $0.moves.remove(at: exchange) },
      { _ = $0.moves.remove(at: store) },
      { $0.holds[0].end = $0.holds[0].start + 1 },
      { $0.holds[0].bytes -= 1 },
      { $0.holds[3].bytes += 4000 },
      { _ = $0.nodes.removeLast() },
      { $0.nodes[4].end += 1 },
      { $0.nodes[4].unit ^= 2 },
      { wrong in
        for index in wrong.moves.indices where index == exchange {
          wrong.moves[index].start -= 9
          wrong.moves[index].end -= 9
        }
      },
      { $0.cycles += 1 },
      { $0.energy.links += 1 },
    ] as [(inout Schedule) -> Void] {
      var wrong = right
      change(&wrong)
      #expect(Self.audit(wrong, graph, platform, plan, costs) != [])
    }
  }

  // MARK: The paper's memory

  @Test(
    arguments: [(64, 256), (256, 64), (512, 64), (256, 256)])
  func `the fewest bytes of an attention head are those of the paper`(rows: Int, features: Int)
    throws
  {
    let graph = Self.head(rows: rows, features: features)
    let platform = try Self.platform(
      cores: 1, homes: 1, capacity: nil, between: .none, bytesPerCycle: 16)
    var costs = HeadCosts()
    let scheduler = EventScheduler(graph: graph, platform: platform)
    let fused = try scheduler.schedule(
      Self.rows(graph, platform, size: 1, order: .liveness), costs: &costs
    ).get()
    let byLayers = try scheduler.schedule(
      Self.rows(graph, platform, size: nil, order: .layers, isFused: false), costs: &costs
    ).get()
    let (m, n) = (rows, features)
    // Rows of S and P of the node that runs and of the next, and rows of the other tensors.
    let closed = (m < n ? 2 * m * n + m * m : 3 * m * n)
    #expect(fused.peakFeatureBytes(graph) <= closed + 2 * m + 8 * n)
    #expect(fused.cycles <= byLayers.cycles)
    #expect(graph.layerByLayerPeakFeatureBytes == max(3 * m * n, 2 * m * n + m * m))
    // The order of the layers keeps all scores, as the regression to look out for does.
    let plain = try scheduler.schedule(
      Self.rows(graph, platform, size: 1, order: .layers), costs: &costs
    ).get()
    #expect(plain.peakFeatureBytes(graph) >= fused.peakFeatureBytes(graph))
    if m > n { #expect(plain.peakFeatureBytes(graph) > m * m) }
  }

  @Test func `several cores get a piece at the same time`() throws {
    let graph = Self.head(rows: 32, features: 64)
    let platform = try Self.platform(
      cores: 4, homes: 4, capacity: 100_000, between: .bus, bytesPerCycle: 16)
    let plan = Self.rows(graph, platform, size: 4, order: .layers, units: 4)
    var costs = HeadCosts()
    let schedule = try EventScheduler(graph: graph, platform: platform).schedule(
      plan, costs: &costs
    ).get()
    // The bus carries each operand once, K and V once from each core to all others, and the result.
    let traffic = 32 * 64 + 3 * 64 * 64 + 2 * 32 * 64 + 32 * 64
    #expect(schedule.cycles >= Int64(traffic / 16))
    #expect(schedule.cycles <= Int64(traffic / 16) + 200)
    var busy: [Int64: Int64] = [:]
    for move in schedule.moves { busy[move.start] = move.end }
    #expect(busy.reduce(0) { $0 + $1.value - $1.key } == Int64(traffic / 16))
  }

  @Test func `one unit takes the rows of several cores in turns`() throws {
    let graph = Self.head(rows: 16, features: 4)
    let platform = try Self.platform(
      cores: 4, homes: 4, capacity: nil, between: .links, bytesPerCycle: 16)
    var plan = Self.rows(graph, platform, size: 1, order: .layers, units: 4)
    plan.layers[4].units = [plan.layers[4].units[0]]
    var costs = HeadCosts()
    let schedule = try EventScheduler(graph: graph, platform: platform).schedule(
      plan, costs: &costs
    ).get()
    #expect(Self.audit(schedule, graph, platform, plan, costs) == [])
    let rows = schedule.nodes.filter { $0.layer == 4 }.map { Int($0.index) / 4 }
    #expect(Set(rows.prefix(4)).count > 1)
  }

  @Test func `the same plan gives the same schedule`() throws {
    let graph = Self.head(rows: 24, features: 8)
    let platform = try Self.platform(cores: 2, homes: 2, capacity: 900, between: .links)
    for order in [SchedulePlan.Order.layers, .criticalPath, .liveness] {
      let plan = Self.rows(graph, platform, size: 2, order: order, units: 2)
      var costs = HeadCosts()
      let first = try EventScheduler(graph: graph, platform: platform).schedule(
        plan, costs: &costs
      ).get()
      let second = try EventScheduler(graph: graph, platform: platform).schedule(
        plan, costs: &costs
      ).get()
      #expect(first.nodes == second.nodes && first.moves == second.moves)
      #expect(first.holds == second.holds && first.energy == second.energy)
      #expect(Self.audit(first, graph, platform, plan, costs) == [])
      // The order in which nodes started is an order that can be asked for.
      var listed = plan
      listed.order = .listed(
        first.nodes.map { SchedulePlan.NodeName(layer: Int($0.layer), index: Int($0.index)) })
      let third = EventScheduler(graph: graph, platform: platform).schedule(
        listed, costs: &costs)
      if case .success(let third) = third {
        #expect(Self.audit(third, graph, platform, listed, costs) == [])
      }
    }
  }

  // MARK: Sums that are cut

  @Test func `a sum under way is as wide as its sums`() throws {
    let graph = Self.head(rows: 8, features: 8)
    let platform = try Self.platform(cores: 1, homes: 1, capacity: nil, between: .none)
    var plan = Self.rows(graph, platform, size: nil, order: .layers)
    plan.layers[3].cuts = [SchedulePlan.Cut(loop: 2, size: 2)]
    var costs = HeadCosts()
    let schedule = try EventScheduler(graph: graph, platform: platform).schedule(
      plan, costs: &costs
    ).get()
    let scores = graph.layers[3].writes[0].tensor
    let holds = schedule.holds.filter { Int($0.tensor) == scores }
    #expect(holds.map(\.bytes) == [256, 64])
    #expect(holds[0].end == holds[1].start)
    #expect(Self.audit(schedule, graph, platform, plan, costs) == [])
  }

  // MARK: What can't be scheduled

  @Test func `a node that does not fit says where and by how much`() throws {
    let graph = Self.head(rows: 8, features: 8)
    let platform = try Self.platform(cores: 1, homes: 1, capacity: 150, between: .none)
    var costs = HeadCosts()
    let scheduler = EventScheduler(graph: graph, platform: platform)
    let plan = Self.rows(graph, platform, size: nil, order: .layers, isFused: false)
    guard case .failure(let obstacle) = scheduler.schedule(plan, costs: &costs) else {
      Issue.record("does not fit, but has a schedule")
      return
    }
    // A product of 8 by 8 matrices takes 192 bytes.
    #expect(obstacle.layer == 0 && obstacle.memory == 1 && obstacle.bytesOver == 42)
    #expect(obstacle.message.contains("memory 'home0'"))
    // By rows it fits, with what has no room written to memory and loaded again.
    let cut = Self.rows(graph, platform, size: 1, order: .layers)
    let schedule = try scheduler.schedule(cut, costs: &costs).get()
    #expect(Self.audit(schedule, graph, platform, cut, costs) == [])
    #expect(schedule.peakBytes(graph, memories: 2)[1] <= 150)
  }

  @Test func `a plan that contradicts itself is refused`() throws {
    let graph = Self.head(rows: 8, features: 8)
    let platform = try Self.platform(cores: 2, homes: 2, capacity: nil, between: .bus)
    let right = Self.rows(graph, platform, size: 4, order: .layers)
    func message(_ change: (inout SchedulePlan) -> Void) -> String {
      var plan = right
      change(&plan)
      var costs = HeadCosts()
      switch EventScheduler(graph: graph, platform: platform).schedule(plan, costs: &costs) {
      case .success: return "none"
      case .failure(let obstacle): return obstacle.message
      }
    }
    #expect(message { _ in } == "none")
    #expect(message { $0.layers.removeLast() }.contains("5 layers, the program 6"))
    #expect(message { $0.layers[1].units = [] } == "layer 'K' has no unit")
    #expect(message { $0.layers[1].units = [0, 0] }.contains("there twice"))
    #expect(message { $0.layers[1].units = [9] }.contains("not there"))
    #expect(message { $0.layers[1].cuts.append(.init(loop: 0, size: 2)) }.contains("cut twice"))
    #expect(message { $0.layers[1].cuts = [.init(loop: 3, size: 2)] }.contains("has 3 loops"))
    #expect(message { $0.layers[1].cuts = [.init(loop: 0, size: 0)] }.contains("is none"))
    #expect(message { $0.groups = [[0, 1, 2]] } == "layer 'S' is in no group of the plan")
    #expect(message { $0.groups = [[0, 1, 2, 3, 4, 5, 5]] }.contains("two groups"))
    #expect(message { $0.groups = [[3, 4, 5], [0, 1, 2]] }.contains("a later group computes"))
    #expect(message { $0.order = .listed([]) }.contains("lists 0 nodes, the plan has 12"))
    #expect(
      message {
        $0.layers[0].cuts = [.init(loop: 2, size: 4)]
        $0.layers[0].units = [0, 2]
      }.contains("cores with different memories"))
  }

  @Test func `numbers that are too large are refused`() throws {
    struct Costs: NodeCosts {
      var cost: NodeCost?
      mutating func cost(layer: Int, extents: [Int], unit: Int) -> NodeCost? { cost }
    }
    let platform = try Self.platform(cores: 1, homes: 1, capacity: nil, between: .bus)
    func message(_ graph: LayerGraph, size: Int?, _ cost: NodeCost?) -> String {
      var costs = Costs(cost: cost)
      var scheduler = EventScheduler(graph: graph, platform: platform)
      scheduler.lookahead = .max
      let plan = Self.rows(graph, platform, size: size, order: .criticalPath)
      switch scheduler.schedule(plan, costs: &costs) {
      case .success: return "none"
      case .failure(let obstacle): return obstacle.message
      }
    }
    let small = Self.head(rows: 8, features: 8)
    let usual = NodeCost(cycles: 1, picojoules: 1)
    #expect(message(small, size: 2, usual) == "none")
    #expect(message(small, size: 2, nil).contains("can't compute layer 'Q'"))
    #expect(
      message(small, size: 2, NodeCost(cycles: 1 << 60, picojoules: 1)).contains("too many"))
    #expect(
      message(
        small, size: 2, NodeCost(cycles: 1, picojoules: 1, scratchBytes: .max)
      ).contains("too many"))
    #expect(
      message(Self.head(rows: 1 << 30, features: 8), size: 1, usual).contains(
        "too many nodes"))
    #expect(
      message(Self.head(rows: 1 << 30, features: 8), size: nil, usual).contains("too large"))
  }
}

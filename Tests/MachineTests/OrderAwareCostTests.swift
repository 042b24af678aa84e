import Foundation
import Machine
import Testing

/// Model `m1` against a walk through all steps of drawn nests, and against what another mapper counts.
@Suite struct OrderAwareCostTests {
  /// Compares a layer's access counts with those of a walk; the walk, or nil where more steps run along the array than a
  /// side is long.
  private static func check(
    _ layer: Layer, _ mapping: LayerMapping, on machine: Accelerator, _ number: Int
  ) throws -> LoopNestWalk? {
    let model = try NetworkCostModel(
      .m1, network: Network(layers: [layer], edges: []), machine: machine)
    let cost: LayerCost
    do {
      cost = try model.cost(of: mapping, layer: 0)
    } catch {
      if case .axis = error { return nil }
      Issue.record("\(number): \(error.message)")
      return nil
    }
    let side = machine.instructionSet == .gemmini ? machine.arrays[0].rows : nil
    var walk = LoopNestWalk(
      layer, mapping, memories: 4, repeatedRows: side, diagonalColumns: side ?? 1)
    walk.run()
    for memory in 0..<4 {
      for role in TensorRole.allCases {
        let counts =
          "\(number): \(role) of memory \(memory) in \(mapping.parts(on: machine)) of \(layer)"
        #expect(
          cost.memories[memory].readBits(of: role) == walk.reads[memory][role.index], "\(counts)")
        #expect(
          cost.memories[memory].writtenBits(of: role) == walk.writes[memory][role.index],
          "\(counts)")
      }
    }
    let time = max(
      Double(walk.steps),
      cost.memories.map { max($0.readBytes, $0.writtenBytes) }.max() ?? 0)
    #expect(cost.cycles == time)
    #expect(model.bound.traffic.cycles <= cost.cycles)
    #expect(model.bound.traffic.picojoules <= cost.picojoules)
    return walk
  }

  @Test func `access counts are those of a walk through all steps`() throws {
    var generator = DrawnNests.Generator(state: 2026)
    var spatialNests = 0
    var unevenNests = 0
    for number in 0..<300 {
      let (layer, mapping) = DrawnNests.draw(&generator)
      guard let walk = try Self.check(layer, mapping, on: DrawnNests.machine, number) else {
        continue
      }
      if !walk.spatial.isEmpty { spatialNests += 1 }
      if Self.isUneven(mapping) { unevenNests += 1 }
    }
    #expect(spatialNests > 100)
    #expect(unevenNests > 100)
  }

  /// Whether a memory keeps tensors whose tiles are of different loops.
  private static func isUneven(_ mapping: LayerMapping) -> Bool {
    var places: [Int: Int] = [:]
    var loops = 0
    for node in mapping.nodes {
      guard case .memory(let memory, _) = node else {
        loops += 1
        continue
      }
      if let place = places[memory], place != loops { return true }
      places[memory] = loops
    }
    return false
  }

  /// Where moves fill local memory row by row: rows that are added come with the rows that stream, and weights on the
  /// diagonal of the array lie among zeros.
  @Test func `access counts of moves by rows are those of a walk`() throws {
    var generator = DrawnNests.Generator(state: 2027)
    var (walked, diagonal, lines) = (0, 0, 0)
    for number in 0..<600 {
      var (layer, mapping) = DrawnNests.draw(&generator, padded: number % 4 == 0)
      if number % 4 > 1 {
        // Pointwise: the rows of several lines are one below the other.
        layer.rows = .init(extent: layer.sizes[.outputRow])
        layer.columns = .init(extent: layer.sizes[.outputColumn])
        let taps = LayerDimensions([.kernelRow, .kernelColumn])
        for dimension in taps.members { layer.sizes[dimension] = 1 }
        mapping.nodes.removeAll {
          switch $0 {
          case .loop(let dimension, _), .spatial(let dimension, _, _): taps.contains(dimension)
          case .memory: false
          }
        }
        lines += 1
      }
      if let place = mapping.nodes.firstIndex(where: {
        if case .spatial(.group, _, _) = $0 { true } else { false }
      }), case .spatial(_, let count, _) = mapping.nodes[place] {
        mapping.nodes[place] = .spatial(.group, count, .diagonal)
      }
      guard let walk = try Self.check(layer, mapping, on: DrawnNests.rowMachine, number) else {
        continue
      }
      walked += 1
      if walk.lanes > 1 { diagonal += 1 }
    }
    #expect(walked > 200 && diagonal > 10 && lines > 200)
  }

  @Test func `tiles take the bytes that a walk through all steps sees at most`() throws {
    var generator = DrawnNests.Generator(state: 77)
    var equal = 0
    for number in 0..<300 {
      let isPadded = number % 2 == 0
      let (layer, mapping) = DrawnNests.draw(&generator, padded: isPadded)
      guard layer.widths.partialSum >= layer.widths.output else { continue }
      // Windows of several places of the array that share elements: each place has its own.
      let sharesWindows = mapping.nodes.contains { node in
        guard case .spatial(let dimension, _, _) = node else { return false }
        return LayerDimensions([.outputRow, .outputColumn, .kernelRow, .kernelColumn])
          .contains(dimension)
      }
      let model = try NetworkCostModel(
        .m1, network: Network(layers: [layer], edges: []), machine: DrawnNests.machine)
      guard !sharesWindows, let cost = try? model.cost(of: mapping, layer: 0) else { continue }
      var walk = LoopNestWalk(layer, mapping, memories: 4)
      walk.run()
      for memory in 1..<4 {
        let peak = (0..<3).reduce(0.0) { $0 + walk.peak(memory, $1) }
        let footprint = cost.memories[memory].footprintBytes * 8
        // A tile at the border may lie in the padding in part; a whole one may not fit beside it.
        #expect(footprint >= peak, "\(number): memory \(memory)")
        if !isPadded {
          #expect(footprint == peak, "\(number): memory \(memory)")
          equal += 1
        }
      }
    }
    #expect(equal > 100)
  }

  @Test func `a product on g16 costs what AccelForge finds for its optimum`() throws {
    let machine = try #require(MachineCatalog.machine(named: "g16"))
    for (rows, depth, columns, parts, microjoules, cycles) in [
      (
        512, 512, 512,
        [
          "dram I W O", "for N 2", "scratchpad I", "for K 32", "accumulator O", "for C 32",
          "rows C 16", "columns K 16", "registers W", "for N 256",
        ], 163.88367, 524288.0
      ),
      (
        512, 768, 3072,
        [
          "dram I W O", "for C 2", "for N 2", "scratchpad I", "for K 192", "accumulator O",
          "for C 24", "rows C 16", "columns K 16", "registers W", "for N 256",
        ], 1505.96793, 4_718_592.0
      ),
    ] {
      let layer = CostModelNetworks.product(rows, depth, columns)
      let model = try NetworkCostModel(
        .m1, network: Network(layers: [layer], edges: []), machine: machine)
      let mapping = try LayerMapping(parts: parts, on: machine)
      let cost = try model.cost(of: mapping, layer: 0)
      #expect(abs(cost.picojoules * 1e-6 / microjoules - 1) < 1e-5)
      #expect(cost.cycles == cycles)
    }
  }
}

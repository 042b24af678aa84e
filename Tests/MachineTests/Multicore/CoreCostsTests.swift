import FuseIR
import Machine
import Testing

@Suite struct CoreCostsTests {
  private static let memories = [
    Memory(
      name: "sram", capacityBytes: nil, rowBytes: 16, readBytesPerCycle: 64,
      writeBytesPerCycle: 64, readPicojoulesPerByte: 2, writePicojoulesPerByte: 3),
    Memory(
      name: "sums", capacityBytes: 8 * 8 * 4, rowBytes: 4, readBytesPerCycle: 256,
      writeBytesPerCycle: 256, readPicojoulesPerByte: 0.5, writePicojoulesPerByte: 0.5,
      holds: [.output]),
    Memory(
      name: "weights", capacityBytes: 8 * 8, rowBytes: 8, readBytesPerCycle: 64,
      writeBytesPerCycle: 64, readPicojoulesPerByte: 0.1, writePicojoulesPerByte: 0.1,
      holds: [.weight]),
  ]
  private static let array = ComputeArray(
    name: "array", rows: 8, columns: 8, input: .int8, weight: .int8, accumulator: .int32,
    picojoulesPerMultiplyAdd: 1)
  private static let core = Accelerator(
    name: "core", summary: "", clockHertz: 1, instructionSet: .none, memories: memories,
    arrays: [array],
    vectorUnits: [
      VectorUnit(
        name: "vector", lanes: 4, operationsPerCycle: 4, picojoulesPerOperation: 0.25,
        memory: "sram")
    ], links: [])

  /// A machine with the core behind a DRAM.
  private static func platform(_ operators: [VectorOperator] = []) throws -> Platform {
    var machine = core
    machine.memories.insert(
      Memory(
        name: "dram", capacityBytes: nil, rowBytes: 8, readBytesPerCycle: 8,
        writeBytesPerCycle: 8), at: 0)
    machine.vectorUnits[0].operators = operators
    machine.links = [
      Link(from: "dram", to: "sram", bytesPerCycle: 8),
      Link(from: "sram", to: "dram", bytesPerCycle: 8),
    ]
    machine.cores = [
      Core(name: "core", memories: memories.map(\.name), units: ["array", "vector"])
    ]
    return try Platform.of(machine).get()
  }

  private static func graph(_ text: String) throws -> LayerGraph {
    guard
      let module = Module.parse(
        SourceFile(name: "test", text: text), diagnostics: DiagnosticEngine()),
      let function = module.functions.first, let body = module.body(of: function)
    else { throw Unreadable() }
    return try LayerGraph.of(body, in: module).get()
  }

  private struct Unreadable: Error {}

  private func unwrap(_ cost: NodeCost?) throws -> NodeCost {
    guard let cost else { throw Unreadable() }
    return cost
  }

  private static func product(_ m: Int, _ n: Int, _ k: Int) throws -> LayerGraph {
    let text = """
      func.func @f(%a: tensor<\(m)x\(k)xi8>, %b: tensor<\(k)x\(n)xi8>) -> tensor<\(m)x\(n)xi32> {
        %zero = arith.constant 0 : i32
        %e = tensor.empty() : tensor<\(m)x\(n)xi32>
        %f = linalg.fill ins(%zero : i32) outs(%e : tensor<\(m)x\(n)xi32>) -> tensor<\(m)x\(n)xi32>
        %r = linalg.matmul ins(%a, %b : tensor<\(m)x\(k)xi8>, tensor<\(k)x\(n)xi8>)
          outs(%f : tensor<\(m)x\(n)xi32>) -> tensor<\(m)x\(n)xi32>
        return %r : tensor<\(m)x\(n)xi32>
      }
      """
    return try graph(text)
  }

  /// Model `m1` of the mapping that stays with sums the longest, in whose registers a tile of weights turns over.
  @Test func aProductCostsWhatTheModelSaysOfItsMapping() throws {
    let graph = try Self.product(16, 24, 32)
    var costs = CoreCosts(graph: graph, platform: try Self.platform())
    let found = try unwrap(costs.cost(layer: 0, extents: [16, 24, 32], unit: 0))
    let mapped = try #require(graph.layers[0].mapped)
    let model = try NetworkCostModel(
      .m1, network: Network(layers: [mapped], edges: []), machine: Self.core)
    var best: (Double, Double) = (.infinity, .infinity)
    // All orders of the three loops in time, and all places of both memories among them.
    let loops: [(LayerDimension, Int)] = [(.batch, 16), (.outputChannel, 3), (.inputChannel, 4)]
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      for sums in 0...3 {
        for weights in 0...3 {
          var nodes: [LayerMapping.Node] = [.memory(0, .all)]
          for place in 0...3 {
            if place == sums { nodes.append(.memory(1, .output)) }
            if place == weights { nodes.append(.memory(2, .weight)) }
            if place < 3 { nodes.append(.loop(loops[order[place]].0, loops[order[place]].1)) }
          }
          nodes += [.spatial(.inputChannel, 8, .rows), .spatial(.outputChannel, 8, .columns)]
          let mapping = LayerMapping(nodes: nodes)
          guard let cost = try? model.cost(of: mapping, layer: 0) else { continue }
          if (cost.cycles, cost.picojoules) < best { best = (cost.cycles, cost.picojoules) }
        }
      }
    }
    #expect(best.0 == 192, "\(best), \(found)")
    #expect(Double(found.cycles) == best.0)
    // Loops may be cut once more than here.
    #expect(found.picojoules <= best.1 + 1e-6)
    #expect(found.picojoules > best.1 / 2)
  }

  /// The arrays of the quad core are fed as fast as they compute: 128 x 64 x 512 multiply-adds are 4096 steps of 32 x 32.
  @Test func aProjectionKeepsAnArrayOfTheQuadCoreBusy() throws {
    let text = """
      func.func @f(%a: tensor<128x512xbf16>, %b: tensor<512x64xbf16>) -> tensor<128x64xbf16> {
        %zero = arith.constant 0.0 : bf16
        %e = tensor.empty() : tensor<128x64xbf16>
        %f = linalg.fill ins(%zero : bf16) outs(%e : tensor<128x64xbf16>) -> tensor<128x64xbf16>
        %r = linalg.matmul ins(%a, %b : tensor<128x512xbf16>, tensor<512x64xbf16>)
          outs(%f : tensor<128x64xbf16>) -> tensor<128x64xbf16>
        return %r : tensor<128x64xbf16>
      }
      """
    let graph = try Self.graph(text)
    let machine = try #require(MachineCatalog.machine(named: "q4"))
    let platform = try Platform.of(machine).get()
    var costs = CoreCosts(graph: graph, platform: platform)
    let whole = try unwrap(costs.cost(layer: 0, extents: [128, 64, 512], unit: 0))
    #expect(whole.cycles == 4096)
    #expect(whole.scratchBytes == 0)
    let rows = try unwrap(costs.cost(layer: 0, extents: [32, 64, 512], unit: 3))
    #expect(rows.cycles == 1024)
    // All parts of a cut reduction read and write the sums.
    let part = try unwrap(costs.cost(layer: 0, extents: [32, 64, 128], unit: 0))
    #expect(part.cycles >= 256)
    #expect(4 * part.picojoules > rows.picojoules)
  }

  @Test func extentsThatAreNoMultiplesTakeWholeTurns() throws {
    let graph = try Self.product(16, 24, 32)
    var costs = CoreCosts(graph: graph, platform: try Self.platform())
    let ragged = try unwrap(costs.cost(layer: 0, extents: [5, 9, 17], unit: 0))
    #expect(ragged.cycles >= 5 * 2 * 3)
    let whole = try unwrap(costs.cost(layer: 0, extents: [5, 16, 24], unit: 0))
    #expect(ragged.picojoules < whole.picojoules)
    // Every multiply-add counts.
    #expect(ragged.picojoules > 5 * 9 * 17)
  }

  @Test func vectorUnitsFillTheirLanes() throws {
    let text = """
      func.func @f(%a: tensor<6x5xf32>) -> tensor<6x5xf32> {
        %e = tensor.empty() : tensor<6x5xf32>
        %r = linalg.exp ins(%a : tensor<6x5xf32>) outs(%e : tensor<6x5xf32>) -> tensor<6x5xf32>
        return %r : tensor<6x5xf32>
      }
      """
    let graph = try Self.graph(text)
    var costs = CoreCosts(graph: graph, platform: try Self.platform())
    let row = try unwrap(costs.cost(layer: 0, extents: [1, 5], unit: 1))
    // Two turns of four lanes; five elements read and written, each of four bytes.
    #expect(row.cycles == 2)
    #expect(row.picojoules == 101.25)
    let onArray = costs.cost(layer: 0, extents: [1, 5], unit: 0)
    #expect(onArray == nil)
    let add = VectorOperator(name: "add", operations: 1)
    var refusing = CoreCosts(graph: graph, platform: try Self.platform([add]))
    let refused = refusing.cost(layer: 0, extents: [1, 5], unit: 1)
    #expect(refused == nil)
    let exp = VectorOperator(name: "exp", operations: 4)
    var slow = CoreCosts(graph: graph, platform: try Self.platform([add, exp]))
    let slower = try unwrap(slow.cost(layer: 0, extents: [1, 5], unit: 1))
    #expect(slower.cycles == 8)
  }
}

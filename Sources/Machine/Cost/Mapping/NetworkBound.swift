/// What no mapping of a network can beat, whatever its loops, tiles and fusions.
public struct NetworkBound: Equatable, Sendable {
  /// The operations alone, each on a busy unit: LB1 of the literature.
  public var operations: CostTotals
  /// The operations, and the traffic of the outermost memory that every mapping has: what no layer of the network computes is
  /// read once, and what none reads is written once.
  public var traffic: CostTotals
  /// Bytes that are read from the outermost memory at least.
  public var readBytes: Double
  /// Bytes that are written to it at least.
  public var writtenBytes: Double

  init(
    _ network: Network, _ layers: [LayerModel], _ machine: MachineModel, _ kind: CostModelKind
  ) {
    operations = CostTotals()
    readBytes = 0
    writtenBytes = 0
    var produced = [Bool](repeating: false, count: layers.count * 2)
    var consumed = [Bool](repeating: false, count: layers.count)
    var addends: Set<SIMD2<Int>> = []
    for edge in network.edges {
      consumed[edge.producer] = true
      switch edge.operand {
      case .input: produced[2 * edge.consumer] = true
      case .weight: produced[2 * edge.consumer + 1] = true
      case .addend(let number): addends.insert([edge.consumer, number])
      }
    }
    for (index, layer) in layers.enumerated() {
      let work = layer.points * layer.operationsPerPoint
      if layer.isContraction {
        operations.picojoules += work * machine.picojoulesPerMultiplyAdd
        operations.cycles +=
          work / (Double(machine.rows) * Double(machine.columns) * machine.multiplyAddsPerCycle)
      } else {
        operations.picojoules += work * machine.picojoulesPerOperation
        operations.cycles += work / machine.operationsPerCycle
      }
      // m0 has a byte for every element, and no addends.
      let bits = kind == .m0 ? (8, 8, 8) : layer.bits
      if !produced[2 * index] { readBytes += layer.leastElements(of: .input) * bits.0 / 8 }
      if !produced[2 * index + 1] { readBytes += layer.leastElements(of: .weight) * bits.1 / 8 }
      if !consumed[index] {
        // Sums may stay in the outermost memory as they are added up.
        let width = kind == .m0 ? bits.2 : min(bits.2, layer.partialSumBits)
        writtenBytes += layer.leastElements(of: .output) * width / 8
      }
      guard kind == .m1 else { continue }
      for (number, addend) in layer.addends.enumerated()
      where !addends.contains([index, number]) {
        let dimensions = addend.dimensions.intersection(layer.dimensions.2)
        readBytes += layer.elements(dimensions) * Double(addend.bits) / 8
      }
    }
    let memory = machine.memories[0]
    let reading = readBytes * 8 / memory.readBits
    let writing = writtenBytes * 8 / memory.writeBits
    let moving = memory.sharesBandwidth ? reading + writing : max(reading, writing)
    traffic = CostTotals(
      picojoules: operations.picojoules + readBytes * 8 * memory.readPicojoules
        + writtenBytes * 8 * memory.writePicojoules,
      cycles: max(operations.cycles, moving))
  }
}

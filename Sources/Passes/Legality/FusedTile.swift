import FuseIR
import Machine

/// The least that two fused ops must hold on chip at once.
///
/// One iteration of each loop that both share is enough, and of a window all of it, if halos are computed again. Where loops
/// that both share are reductions of the consumer and other loops of the consumer use the same elements again, there are two
/// ways, of which the smaller one counts:
///
/// - the producer's result is held along the whole reduction, and each output is finished at once;
/// - one element of it is held at a time, and all the partial sums that use it.
struct FusedTile {
  /// Bytes of the tensor in between, for either way; nil where a loop's extent is not known.
  private var heldTensor: Int64?
  private var heldElement: Int64?
  /// Bytes of partial sums for the second way.
  private var partialSums: Int64?
  private var unknownLoop: Int?

  /// Why a machine can't hold it.
  enum Refusal {
    case shortage(MemoryShortage)
    /// The extent of the loop decides, and is not known.
    case unknown(loop: Int)
  }

  init(
    _ alignment: LoopAlignment, _ value: ValueID, _ consumer: LoopNest, _ op: OpID,
    _ widths: TileWidths, in module: borrowing Module
  ) {
    let shape = module.shape(of: value) ?? []
    let width = widths.bytes(of: value, in: module)
    var whole = width
    var single = width
    var reduces = false
    for (dimension, axis) in alignment.axes.enumerated() where dimension < shape.count {
      let extent = shape[dimension]
      let loop: Int
      var size: Int64 = 1
      switch axis {
      case .fixed: continue
      case .loop(let part, _): loop = part.loop
      case .window(let window):
        loop = window.consumerLoop.loop
        size = extent == Dimension.dynamic ? window.size : min(window.size, extent)
      }
      single = Self.product(single, size)
      guard consumer.isReduction[loop] else {
        whole = Self.product(whole, size)
        continue
      }
      reduces = true
      if extent == Dimension.dynamic {
        unknownLoop = loop
      } else {
        whole = Self.product(whole, extent)
      }
    }
    heldTensor = unknownLoop == nil ? whole : nil
    heldElement = single
    guard reduces, !alignment.reusingLoops.isEmpty else {
      // Each element goes into one sum, or into none.
      heldTensor = single
      unknownLoop = nil
      return
    }
    partialSums = 0
    for (index, map) in consumer.resultMaps.enumerated() where index < module.resultCount(of: op) {
      var bytes = widths.partialSumBytes(of: module.result(index, of: op), in: module)
      for case .dimension(let loop) in map.results where alignment.reusingLoops.contains(loop) {
        guard consumer.bounds[loop] != Dimension.dynamic else {
          partialSums = nil
          if heldTensor == nil { unknownLoop = loop }
          return
        }
        bytes = Self.product(bytes, consumer.bounds[loop])
      }
      let (sum, overflow) = (partialSums ?? 0).addingReportingOverflow(bytes)
      partialSums = overflow ? .max : sum
    }
  }

  private static func product(_ a: Int64, _ b: Int64) -> Int64 {
    let (value, overflow) = a.multipliedReportingOverflow(by: max(b, 0))
    return overflow ? .max : value
  }

  /// Why the machine can't hold it, nil where it can.
  func shortage(on machine: Accelerator) -> Refusal? {
    var shortages: [MemoryShortage] = []
    if let bytes = heldTensor {
      guard let shortage = Self.shortage(bytes, of: .input, machine) else { return nil }
      shortages.append(shortage)
    }
    if let partialSums, let heldElement {
      let missing =
        Self.shortage(partialSums, of: .output, machine)
        ?? Self.shortage(heldElement, of: .input, machine)
      guard let missing else { return nil }
      shortages.append(missing)
    }
    if let unknownLoop, heldTensor == nil || shortages.isEmpty {
      return Self.isLimited(machine) ? .unknown(loop: unknownLoop) : nil
    }
    // The way that is nearest to fitting.
    return shortages.min { a, b in
      Double(a.neededBytes) / Double(max(1, a.capacityBytes))
        < Double(b.neededBytes) / Double(max(1, b.capacityBytes))
    }.map { .shortage($0) }
  }

  private static func isLimited(_ machine: Accelerator) -> Bool {
    machine.memories.dropFirst().contains { $0.capacityBytes != nil }
  }

  /// What is missing in the largest memory on chip that may hold the tensor; nil where it fits, and on a machine without
  /// memories on chip.
  private static func shortage(
    _ bytes: Int64, of role: TensorRole, _ machine: Accelerator
  ) -> MemoryShortage? {
    var largest: (name: String, bytes: Int64)?
    for memory in machine.memories.dropFirst() where memory.holds.contains(role) {
      guard let capacity = memory.capacityBytes else { return nil }
      if Int64(capacity) > largest?.bytes ?? -1 { largest = (memory.name, Int64(capacity)) }
    }
    guard let largest, bytes > largest.bytes else { return nil }
    return MemoryShortage(
      neededBytes: bytes, memory: largest.name, capacityBytes: largest.bytes)
  }
}

/// How wide the elements of tiles are.
public enum TileWidths: Hashable, Sendable {
  /// As wide as the program's types.
  case program
  /// The given bytes for a tensor between two ops, and for a sum that is not finished.
  case machine(tensor: Int64, partialSum: Int64)

  func bytes(of value: ValueID, in module: borrowing Module) -> Int64 {
    switch self {
    case .program: Int64(module.elementByteCount(of: module.elementType(of: value)) ?? 1)
    case .machine(let tensor, _): tensor
    }
  }

  func partialSumBytes(of value: ValueID, in module: borrowing Module) -> Int64 {
    switch self {
    case .program: bytes(of: value, in: module)
    case .machine(_, let partialSum): partialSum
    }
  }
}

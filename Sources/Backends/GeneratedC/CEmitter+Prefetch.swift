import FuseIR

// What is asked for ahead: while a row is computed, the elements of a later one come into the caches.

/// The elements of a later row, asked for while a stage reads those of this one.
struct RowPrefetch {
  /// The stage, which reads the tile.
  let reader: OpID
  /// From an element of this row to the same of the later one.
  let distance: Int64
  /// The cache, as `__builtin_prefetch` counts them.
  let level: Int
}

extension CEmitter {
  /// The fewest bytes of a tensor of which later rows are asked for: less stays in the caches.
  private static let prefetchedBytes = 1 << 20
  /// How far ahead of the row at hand rows are asked for, at least: so that they arrive in time.
  private static let bytesAhead = 4096
  /// How much of the first-level cache rows ahead may take.
  private static let firstLevelBytes = 16384
  /// How many bytes of each cache a row and those ahead may take, such that none drives the other out.
  private static let sharedBytes = [3: 32768, 2: 1 << 19]

  /// Chooses for each large operand the stage that asks for its later rows: of those that read it the one that has most to compute
  /// for the bytes that come and go meanwhile. Where row and rows ahead are no longer side by side in a cache, it is the last one that
  /// reads the operand, so that what comes takes the place of what is no longer needed.
  mutating func planPrefetches(
    _ kernel: KernelRows, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    guard let body = module.body(of: op) else { return }
    let tiles = Array(module.arguments(of: body).dropFirst(kernel.rows.count))
    var ahead: [(tile: ValueID, prefetch: (distance: Int64, level: Int), bytes: Int)] = []
    var nearBytes = 0
    for (index, tile) in tiles.enumerated() where module.hasUses(tile) {
      let bytes = try byteCount(tile, op, module)
      nearBytes += bytes
      guard let found = try prefetch(tile, ofOperand: index, bytes, kernel, op, module) else {
        continue
      }
      ahead.append((tile, (found.distance, found.level), bytes))
      nearBytes += found.bytes
    }
    var stages: [(op: OpID, work: Double, moved: Double)] = []
    for stage in module.ops(of: body) where StructuredOp(stage, in: module) != nil {
      var moved = 0.0
      for result in module.results(of: stage) {
        let bytes = try byteCount(result, op, module)
        if given[result]?.contains("out") == true { moved += Double(bytes) }
        if !streamed.contains(result) { nearBytes += bytes }
      }
      stages.append((stage, work(of: stage, in: module), moved))
    }
    for (tile, prefetch, bytes) in ahead {
      let readers = Set(
        module.uses(of: tile).compactMap { module.ancestor(of: $0.user, in: body) })
      let places = stages.indices.filter { readers.contains(stages[$0].op) }
      guard let last = places.last else { continue }
      var chosen = last
      if nearBytes <= Self.sharedBytes[prefetch.level] ?? 0 {
        for place in places.reversed()
        where (stages[place].moved + Double(bytes)) * stages[chosen].work
          < (stages[chosen].moved + Double(bytes)) * stages[place].work
        {
          chosen = place
        }
      }
      stages[chosen].moved += Double(bytes)
      prefetches[tile] = RowPrefetch(
        reader: stages[chosen].op, distance: prefetch.distance, level: prefetch.level)
    }
  }

  /// How far ahead an operand is asked for, and into which cache; nil where rows overlap, or are few or small, so that the machine
  /// does well by itself.
  private mutating func prefetch(
    _ tile: ValueID, ofOperand index: Int, _ bytes: Int, _ kernel: KernelRows, _ op: OpID,
    _ module: borrowing Module
  ) throws(CUnsupported) -> (distance: Int64, level: Int, bytes: Int)? {
    let operand = module.operand(index, of: op)
    guard try byteCount(operand, op, module) >= Self.prefetchedBytes, bytes >= 64,
      let last = kernel.rows.indices.last,
      let place = tilePlace(kernel.reads[index], shape: try shape(operand, op, module), [])
    else { return nil }
    let distance = place.strides[last] &* Int64(try type(tile, op, module).bytes)
    guard distance >= bytes else { return nil }
    let rows = (Self.bytesAhead + bytes - 1) / bytes
    return (
      distance &* Int64(rows), rows * bytes <= Self.firstLevelBytes ? 3 : 2, rows * bytes
    )
  }

  /// About how many instructions a stage is, relative to those of others.
  private func work(of stage: OpID, in module: borrowing Module) -> Double {
    guard let view = StructuredOp(stage, in: module), let bounds = view.loopBounds(in: module),
      let body = view.body(in: module)
    else { return 1 }
    var ops = 0
    for op in module.ops(of: body) {
      let opcode = module.opcode(of: op)
      if module.traits(of: op).contains(.terminator) || opcode.is(LinalgOp.index)
        || opcode.is(ArithOp.constant)
      {
        continue
      }
      switch MathOp(opcode) {
      case .absf?: ops += 1
      case .sqrt?, .rsqrt?: ops += 8
      case .some: ops += 16
      case nil: ops += opcode.is(ArithOp.divf) ? 8 : 1
      }
    }
    return Double(max(1, ops)) * bounds.reduce(1) { $0 * Double($1) }
  }
}

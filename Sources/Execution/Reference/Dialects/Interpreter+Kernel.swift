import FuseIR

extension Interpreter {
  mutating func execute(
    _ kind: KernelOp, _ op: OpID, _ operands: inout [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    switch kind {
    case .barrier: return []
    case .launch: return try runBlocks(from: body(of: op, in: module), &operands, in: module)
    case .rows: return try runRows(op, operands, in: module)
    }
  }

  /// Runs the region for each row, chunk by chunk. Sums and products of real numbers over rows are in double precision and
  /// rounded once, as those of a reduction are.
  private mutating func runRows(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let kernel = KernelRows(op, in: module) else { throw ExecutionError("is malformed") }
    let body = try body(of: op, in: module)
    let tiles = module.arguments(of: body).dropFirst(kernel.rows.count).map {
      module.staticShape(of: $0)
    }
    var results: [RowResult] = []
    for index in kernel.writes.indices {
      let (shape, elementType) = try layout(op, result: index, in: module)
      results.append(
        try RowResult(shape: shape, elementType, kernel.writes[index], kernel.combine[index]))
    }
    guard kernel.rowCount > 0 else {
      return try results.map { (result) throws(ExecutionError) in try result.value() }
    }
    var reads: [LoopAccess?] = []
    for (index, operand) in operands.enumerated() {
      let loops = kernel.rows + tiles[index]
      reads.append(
        loops.contains(0)
          ? nil : try LoopAccess(kernel.reads[index], shape: operand.shape, loops: loops))
    }
    for partial in 0..<kernel.partials {
      for row in kernel.rows(ofPartial: partial) {
        try budget.step()
        let point = Self.point(row, in: kernel.rows)
        var arguments = point.map { Tensor.index($0) }
        for (index, operand) in operands.enumerated() {
          guard let access = reads[index] else {
            arguments.append(try Tensor.zeros(tiles[index], operand.elementType))
            continue
          }
          arguments.append(try Self.tile(of: operand, tiles[index], access, at: point))
        }
        let yielded = try runBlocks(from: body, &arguments, in: module)
        for (index, tile) in yielded.enumerated() {
          try results[index].add(tile, at: point, kernel.rows)
        }
      }
      for index in results.indices { try results[index].endPartial() }
    }
    return try results.map { (result) throws(ExecutionError) in try result.value() }
  }

  /// The indices of a row, the last one counting fastest.
  private static func point(_ row: Int, in extents: [Int]) -> [Int] {
    var rest = row
    var point = [Int](repeating: 0, count: extents.count)
    for dimension in extents.indices.reversed() {
      point[dimension] = rest % extents[dimension]
      rest /= extents[dimension]
    }
    return point
  }

  private static func tile(
    of operand: Tensor, _ shape: [Int], _ access: LoopAccess, at point: [Int]
  ) throws(ExecutionError) -> Tensor {
    guard access.general == nil else {
      return try Tensor.make(shape, operand.elementType) { (target) throws(ExecutionError) in
        let width = operand.elementType.storageByteWidth
        let count = shape.reduce(1, *)
        for place in 0..<count {
          let offset = try access.offset(at: point + Self.point(place, in: shape))
          operand.withBytes { bytes in
            guard let source = bytes.baseAddress else { return }
            (target + place * width).copyMemory(
              from: source + Int(offset) * width, byteCount: width)
          }
        }
      }
    }
    let strides = Array(access.strides[point.count...])
    let base = zip(point, access.strides).reduce(access.base) { $0 + $1.0 * $1.1 }
    // A whole tensor that every row reads is shared.
    if base == 0, shape == operand.shape, strides == operand.strides { return operand }
    return try operand.strided(shape, base: base, strides: strides)
  }
}

/// A result of a `kernel.rows` while rows are computed.
private struct RowResult {
  private let shape: [Int]
  private let elementType: ElementType
  private let write: AffineMap
  private let combination: KernelCombination
  /// What results are added up in.
  private let accumulated: ElementType
  /// What does not change another element, and combines two of them; nil where elements are of one tile.
  private let identity: Tensor?
  private let operation: LaneOperation?
  /// The result of the chunks before.
  private var total: Tensor
  /// That of the current chunk.
  private var partial: Tensor
  private var access: LoopAccess?

  init(
    shape: [Int], _ elementType: ElementType, _ write: AffineMap, _ combination: KernelCombination
  ) throws(ExecutionError) {
    self.shape = shape
    self.elementType = elementType
    self.write = write
    self.combination = combination
    if case .float = elementType, combination != .none {
      accumulated = .float(.f64)
    } else {
      accumulated = elementType
    }
    if combination == .none {
      (identity, operation) = (nil, nil)
      total = try Tensor.zeros(shape, elementType)
      partial = total
      return
    }
    guard let identity = combination.identity(of: accumulated),
      let operation = Self.operation(combination, accumulated)
    else {
      throw ExecutionError(
        "has no meaning for '\(combination.rawValue)' of \(elementType)", isUnsupported: true)
    }
    self.identity = identity
    self.operation = operation
    total = try identity.strided(shape, base: 0, strides: shape.map { _ in 0 })
    partial = total
  }

  mutating func add(
    _ tile: Tensor, at point: [Int], _ rows: [Int]
  ) throws(ExecutionError) {
    if tile.count == 0 { return }
    if access == nil { access = try LoopAccess(write, shape: shape, loops: rows + tile.shape) }
    guard let access, access.general == nil else {
      throw ExecutionError("writes through a map that is not linear")
    }
    let strides = Array(access.strides[point.count...])
    let base = zip(point, access.strides).reduce(access.base) { $0 + $1.0 * $1.1 }
    guard let operation else {
      partial.write(tile, base: base, strides: strides)
      return
    }
    var tile = tile
    if accumulated != elementType,
      let widening = LaneOperation.convert(from: elementType, to: accumulated)
    {
      tile = try Elementwise.run(widening, [tile], shape: tile.shape, accumulated)
    }
    let old = try partial.strided(tile.shape, base: base, strides: strides)
    let new = try Elementwise.run(operation, [old, tile], shape: tile.shape, accumulated)
    partial.write(new, base: base, strides: strides)
  }

  mutating func endPartial() throws(ExecutionError) {
    guard let operation, let identity else { return }
    total = try Elementwise.run(operation, [total, partial], shape: shape, accumulated)
    partial = try identity.strided(shape, base: 0, strides: shape.map { _ in 0 })
  }

  /// The result, once all rows are done.
  func value() throws(ExecutionError) -> Tensor {
    guard operation != nil else { return partial }
    guard accumulated != elementType,
      let rounding = LaneOperation.convert(from: accumulated, to: elementType)
    else { return total }
    return try Elementwise.run(rounding, [total], shape: shape, elementType)
  }

  private static func operation(
    _ combination: KernelCombination, _ type: ElementType
  ) -> LaneOperation? {
    switch combination {
    case .none: nil
    case .add: .binary(type, real: .add, integer: .add, complex: .add)
    case .multiply: .binary(type, real: .multiply, integer: .multiply, complex: .multiply)
    case .maximum: .binary(type, real: .maximum, integer: .maximum)
    case .minimum: .binary(type, real: .minimum, integer: .minimum)
    case .and: .binary(type, integer: .and)
    case .or: .binary(type, integer: .or)
    case .xor: .binary(type, integer: .xor)
    }
  }
}

extension Module {
  /// The sizes of a value whose type the verifier has found static.
  fileprivate func staticShape(of value: ValueID) -> [Int] {
    (shape(of: value) ?? []).map { Int($0) }
  }
}

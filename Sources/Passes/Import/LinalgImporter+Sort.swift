import FuseIR

// Sorting: a merge sort in loops of scf.

extension LinalgImporter {
  /// For each row, loops over runs of 1, 2, 4, ... elements that merge neighbouring runs. Equal elements stay in order.
  mutating func lowerSort(_ op: OpID, in module: inout Module) -> String? {
    if let reason = typeObstacle(op, in: module) { return reason }
    let count = module.resultCount(of: op)
    guard count > 0, let body = module.body(of: op),
      let shape = module.shape(of: module.operand(0, of: op))
    else { return "its shape is not static" }
    let elements = module.resultTypes(of: op).map { module.elementType(of: $0) }
    if let reason = ScalarRegion.obstacle(
      body, arguments: elements.flatMap { [$0, $0] }, results: [.i1], in: module)
    {
      return reason
    }
    var inputs: [ValueID] = []
    for operand in module.operands(of: op) { inputs.append(tensor(operand, in: &module)) }
    let written = module.integer("dimension", of: op) ?? -1
    let dimension = Int(written < 0 ? written + Int64(shape.count) : written)
    guard shape.indices.contains(dimension), shape[dimension] > 1,
      let total = module.elementCount(of: module.type(of: inputs[0])), total > 0
    else {
      replace(op, with: inputs, in: &module)
      return nil
    }
    let length = shape[dimension]
    let builder = IndexBuilder(place: .before(op), location: module.location(of: op))
    var results = inputs
    if shape.count == 1 {
      results = Self.sorted(inputs, length, body, builder, in: &module)
    } else {
      var rows = shape
      rows[dimension] = 1
      results = builder.loop(total / length, carrying: inputs, in: &module) {
        module, builder, number, carried in
        var at = builder.indices(of: number, in: rows, in: &module)
        at.remove(at: dimension)
        var sizes = [Int64](repeating: 1, count: shape.count)
        sizes[dimension] = length
        var parts: [ValueID] = []
        for (index, tensor) in carried.enumerated() {
          let type = module.tensorType([length], elements[index])
          parts.append(
            builder.row(of: tensor, at, along: dimension, sizes, type, in: &module))
        }
        let sorted = Self.sorted(parts, length, body, builder, in: &module)
        var next: [ValueID] = []
        for (part, tensor) in zip(sorted, carried) {
          next.append(
            builder.insertRow(part, into: tensor, at, along: dimension, sizes, in: &module))
        }
        return next
      }
    }
    replace(op, with: results, in: &module)
    return nil
  }

  /// Vectors that are sorted together by a comparison of their elements.
  private static func sorted(
    _ vectors: [ValueID], _ length: Int64, _ comparison: BlockID, _ builder: IndexBuilder,
    in module: inout Module
  ) -> [ValueID] {
    let count = vectors.count
    let passes = Int64(64 - (length - 1).leadingZeroBitCount)
    let both = builder.loop(passes, carrying: vectors + vectors, in: &module) {
      module, builder, pass, carried in
      let one = builder.constant(1, in: &module)
      let width = builder.arith(.shli, one, pass, in: &module)
      let pair = builder.arith(.addi, width, width, in: &module)
      let limit = builder.constant(length, in: &module)
      let source = Array(carried[..<count])
      let merged = builder.loop(
        length, carrying: [one, one] + carried[count...], in: &module
      ) { module, builder, place, state in
        let number = builder.arith(.divui, place, pair, in: &module)
        let start = builder.arith(.muli, number, pair, in: &module)
        let half = builder.arith(.addi, start, width, in: &module)
        let middle = builder.arith(.minsi, half, limit, in: &module)
        let whole = builder.arith(.addi, start, pair, in: &module)
        let end = builder.arith(.minsi, whole, limit, in: &module)
        let isFirst = builder.compare(.eq, place, start, in: &module)
        let left = builder.select(isFirst, start, state[0], in: &module)
        let right = builder.select(isFirst, middle, state[1], in: &module)
        let hasLeft = builder.compare(.slt, left, middle, in: &module)
        let hasRight = builder.compare(.slt, right, end, in: &module)
        let safeLeft = builder.clamped(left, to: length - 1, in: &module)
        let safeRight = builder.clamped(right, to: length - 1, in: &module)
        var pairs: [(left: ValueID, right: ValueID)] = []
        for vector in source {
          pairs.append(
            (
              builder.extract(vector, [safeLeft], in: &module),
              builder.extract(vector, [safeRight], in: &module)
            ))
        }
        guard case .end(let block) = builder.place else { return state }
        let isBefore = ScalarRegion.emit(
          comparison, arguments: pairs.flatMap { [$0.right, $0.left] }, at: block, in: &module)[0]
        let comes = builder.select(hasLeft, isBefore, hasRight, in: &module)
        let takesRight = builder.arith(.andi, hasRight, comes, in: &module)
        let nextLeft = builder.add(left, 1, in: &module)
        let nextRight = builder.add(right, 1, in: &module)
        var next = [
          builder.select(takesRight, left, nextLeft, in: &module),
          builder.select(takesRight, nextRight, right, in: &module),
        ]
        for (index, pair) in pairs.enumerated() {
          let element = builder.select(takesRight, pair.right, pair.left, in: &module)
          next.append(builder.insert(element, state[2 + index], [place], in: &module))
        }
        return next
      }
      // What was read is written by the next pass.
      return Array(merged[2...]) + source
    }
    return Array(both[..<count])
  }
}

extension IndexBuilder {
  /// The vector along one dimension of a tensor, at the given indices of the others.
  func row(
    of tensor: ValueID, _ others: [ValueID], along dimension: Int, _ sizes: [Int64],
    _ type: TypeID, in module: inout Module
  ) -> ValueID {
    let attributes = rowAttributes([1], others.count, dimension, sizes, in: &module)
    return module.result(
      of: module.build(
        TensorOp.extractSlice, at: place, operands: [tensor] + others, resultTypes: [type],
        attributes: attributes, location: location))
  }

  /// The tensor with a vector along one dimension.
  func insertRow(
    _ row: ValueID, into tensor: ValueID, _ others: [ValueID], along dimension: Int,
    _ sizes: [Int64], in module: inout Module
  ) -> ValueID {
    let attributes = rowAttributes([1, 1], others.count, dimension, sizes, in: &module)
    return module.result(
      of: module.build(
        TensorOp.insertSlice, at: place, operands: [row, tensor] + others,
        resultTypes: [module.type(of: tensor)], attributes: attributes, location: location))
  }

  private func rowAttributes(
    _ leading: [Int32], _ dynamic: Int, _ dimension: Int, _ sizes: [Int64],
    in module: inout Module
  ) -> [(String, AttributeID)] {
    var offsets = [Int64](repeating: Dimension.dynamic, count: sizes.count)
    offsets[dimension] = 0
    return [
      (
        "operandSegmentSizes",
        module.denseArrayAttribute(leading + [Int32(truncatingIfNeeded: dynamic), 0, 0])
      ),
      ("static_offsets", module.denseArrayAttribute(offsets)),
      ("static_sizes", module.denseArrayAttribute(sizes)),
      (
        "static_strides",
        module.denseArrayAttribute([Int64](repeating: 1, count: sizes.count))
      ),
    ]
  }
}

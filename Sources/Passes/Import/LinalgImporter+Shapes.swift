import FuseIR

// Ops that move elements: transposes, reversals, slices, pads, concatenations.

extension LinalgImporter {
  /// `linalg.transpose`; of a view, another view.
  mutating func lowerTranspose(_ op: OpID, in module: inout Module) -> String? {
    if let reason = movementObstacle(op, in: module) { return reason }
    let operand = module.operand(0, of: op)
    let permutation = (module.integers("permutation", of: op) ?? []).map { Int($0) }
    let view = view(of: operand, in: &module)
    var isNumber = false
    if case .number = view.source { isNumber = true }
    if isView(operand) || isNumber {
      var results = [AffineExpression](repeating: .constant(0), count: permutation.count)
      for (target, source) in permutation.enumerated() { results[source] = .dimension(target) }
      let map = AffineMap(dimensionCount: permutation.count, results: results)
      replace(op, with: view.composed(with: map), in: module)
      return nil
    }
    let transposed = module.buildTranspose(
      operand, permutation, to: module.type(of: module.result(of: op)), at: .before(op),
      location: module.location(of: op))
    replace(op, with: [transposed], in: &module)
    return nil
  }

  /// A `linalg.generic` that reads the operand backwards.
  mutating func lowerReverse(_ op: OpID, in module: inout Module) -> String? {
    if let reason = movementObstacle(op, in: module) { return reason }
    let type = module.type(of: module.result(of: op))
    guard let shape = module.shape(of: type), let dimensions = module.integers("dimensions", of: op)
    else { return "its shape is not static" }
    let results: [AffineExpression] = shape.indices.map { dimension in
      guard dimensions.contains(Int64(dimension)) else { return .dimension(dimension) }
      return .sum(.product(.dimension(dimension), .constant(-1)), .constant(shape[dimension] - 1))
    }
    let operand = tensor(module.operand(0, of: op), in: &module)
    let reversed = module.buildCopy(
      of: operand, through: AffineMap(dimensionCount: shape.count, results: results), to: type,
      at: .before(op), location: module.location(of: op))
    replace(op, with: [reversed], in: &module)
    return nil
  }

  /// `tensor.extract_slice`.
  mutating func lowerSlice(_ op: OpID, in module: inout Module) -> String? {
    if let reason = movementObstacle(op, in: module) { return reason }
    let type = module.type(of: module.result(of: op))
    let operand = module.operand(0, of: op)
    guard let starts = module.integers("start_indices", of: op),
      let strides = module.integers("strides", of: op), let sizes = module.shape(of: type)
    else { return "its shape is not static" }
    let view = view(of: operand, in: &module)
    if case .number = view.source {
      replace(op, with: view, in: module)
      return nil
    }
    let source = tensor(operand, in: &module)
    let slice = module.buildSlice(
      source, starts, sizes, strides, type, at: .before(op), location: module.location(of: op))
    replace(op, with: [slice], in: &module)
    return nil
  }

  /// `tensor.pad`; with holes, `tensor.insert_slice` into a filled tensor; what is cut off, `tensor.extract_slice`.
  mutating func lowerPad(_ op: OpID, in module: inout Module) -> String? {
    if let reason = movementObstacle(op, in: module) { return reason }
    guard let low = module.integers("edge_padding_low", of: op),
      let high = module.integers("edge_padding_high", of: op),
      let interior = module.integers("interior_padding", of: op)
    else { return "its shape is not static" }
    if let reason = typeObstacle(op, in: module),
      interior.contains(where: { $0 != 0 })
        || module.elementCount(of: module.type(of: module.operand(0, of: op))) == 0
        || module.elementCount(of: module.type(of: module.result(of: op))) == 0
    {
      return reason
    }
    let source = tensor(module.operand(0, of: op), in: &module)
    let number = scalar(module.operand(1, of: op), before: op, in: &module)
    let padded = module.buildPadding(
      of: source, low, high, interior: interior, number,
      type: module.type(of: module.result(of: op)), at: .before(op),
      location: module.location(of: op))
    replace(op, with: [padded], in: &module)
    return nil
  }

  /// `tensor.concat`.
  mutating func lowerConcatenate(_ op: OpID, in module: inout Module) -> String? {
    if let reason = movementObstacle(op, in: module) { return reason }
    var operands: [ValueID] = []
    for operand in module.operands(of: op) { operands.append(tensor(operand, in: &module)) }
    let dimension = module.integerAttribute(module.integer("dimension", of: op) ?? 0)
    let concatenated = module.build(
      TensorOp.concat, at: .before(op), operands: operands,
      resultTypes: [module.type(of: module.result(of: op))], attributes: [("dim", dimension)],
      location: module.location(of: op))
    replace(op, with: [module.result(of: concatenated)], in: &module)
    return nil
  }

  /// The element of a tensor of rank 0, as a scalar before the op: a constant where it is known.
  mutating func scalar(_ value: ValueID, before op: OpID, in module: inout Module) -> ValueID {
    let location = module.location(of: op)
    let view = view(of: value, in: &module)
    if case .number(let number) = view.source {
      return module.buildConstant(number, at: .before(op), location: location)
    }
    let tensor = tensor(value, in: &module)
    let element = module.elementType(of: value)
    let extract = module.build(
      TensorOp.extract, at: .before(op), operands: [tensor], resultTypes: [element],
      location: location)
    return module.result(of: extract)
  }
}

extension Module {
  /// `linalg.transpose`: dimension `i` of the result is dimension `permutation[i]` of the value. The result has no encoding
  /// where no type says otherwise.
  mutating func buildTranspose(
    _ value: ValueID, _ permutation: [Int], to type: TypeID? = nil, at place: InsertionPoint,
    location: LocationID
  ) -> ValueID {
    if permutation == Array(permutation.indices) { return value }
    let shape = shape(of: value) ?? []
    let type = type ?? tensorType(permutation.map { shape[$0] }, elementType(of: value))
    if ScalarLowering.obstacle(elementsOf: type, in: self) != nil {
      // Named ops are for numbers of arith.
      var results = [AffineExpression](repeating: .constant(0), count: permutation.count)
      for (target, source) in permutation.enumerated() { results[source] = .dimension(target) }
      let map = AffineMap(dimensionCount: permutation.count, results: results)
      return buildCopy(of: value, through: map, to: type, at: place, location: location)
    }
    let output = buildEmpty(type, at: place, location: location)
    let attribute = denseArrayAttribute(permutation.map { Int64($0) })
    let op = buildNamed(
      .transpose, at: place, inputs: [value], outputs: [output],
      attributes: [("permutation", attribute)], location: location)
    return result(of: op)
  }

  /// `tensor.extract_slice` with known offsets, sizes and strides.
  mutating func buildSlice(
    _ value: ValueID, _ offsets: [Int64], _ sizes: [Int64], _ strides: [Int64], _ type: TypeID,
    at place: InsertionPoint, location: LocationID
  ) -> ValueID {
    let attributes = [
      ("operandSegmentSizes", denseArrayAttribute([Int32(1), 0, 0, 0])),
      ("static_offsets", denseArrayAttribute(offsets)),
      ("static_sizes", denseArrayAttribute(sizes)),
      ("static_strides", denseArrayAttribute(strides)),
    ]
    return result(
      of: build(
        TensorOp.extractSlice, at: place, operands: [value], resultTypes: [type],
        attributes: attributes, location: location))
  }

  /// A tensor of the given type: the value with numbers around it and `interior` of them between its elements. Negative amounts
  /// cut elements off.
  mutating func buildPadding(
    of value: ValueID, _ low: [Int64], _ high: [Int64], interior: [Int64], _ number: ValueID,
    type: TypeID, at place: InsertionPoint, location: LocationID
  ) -> ValueID {
    let source = shape(of: value) ?? []
    let target = shape(of: type) ?? []
    if elementCount(of: type) == 0 || elementCount(of: self.type(of: value)) == 0 {
      return buildFilled(with: number, type: type, at: place, location: location)
    }
    let added = (low: low.map { max($0, 0) }, high: high.map { max($0, 0) })
    let padded = source.indices.map {
      (source[$0] - 1) * (interior[$0] + 1) + 1 + added.low[$0] + added.high[$0]
    }
    let paddedType = tensorType(padded, elementType(of: value))
    var current = value
    if source.indices.contains(where: { interior[$0] != 0 && source[$0] > 1 }) {
      let filled = buildFilled(with: number, type: paddedType, at: place, location: location)
      let attributes = [
        ("operandSegmentSizes", denseArrayAttribute([Int32(1), 1, 0, 0, 0])),
        ("static_offsets", denseArrayAttribute(added.low)),
        ("static_sizes", denseArrayAttribute(source)),
        ("static_strides", denseArrayAttribute(interior.map { $0 + 1 })),
      ]
      current = result(
        of: build(
          TensorOp.insertSlice, at: place, operands: [value, filled], resultTypes: [paddedType],
          attributes: attributes, location: location))
    } else if padded != source {
      current = buildPad(
        value, added.low, added.high, number, type: paddedType, at: place, location: location)
    }
    guard padded != target else { return current }
    return buildSlice(
      current, low.map { max(-$0, 0) }, target, [Int64](repeating: 1, count: target.count), type,
      at: place, location: location)
  }

  /// `tensor.pad` with known amounts and one number around the tensor.
  mutating func buildPad(
    _ value: ValueID, _ low: [Int64], _ high: [Int64], _ number: ValueID, type: TypeID,
    at place: InsertionPoint, location: LocationID
  ) -> ValueID {
    let region = createRegion()
    let block = addBlock(
      to: region, argumentTypes: Array(repeating: .index, count: low.count), location: location)
    build(TensorOp.yield, at: .end(of: block), operands: [number], location: location)
    let attributes = [
      ("operandSegmentSizes", denseArrayAttribute([Int32(1), 0, 0])),
      ("static_low", denseArrayAttribute(low)), ("static_high", denseArrayAttribute(high)),
    ]
    return result(
      of: build(
        TensorOp.pad, at: place, operands: [value], resultTypes: [type], attributes: attributes,
        regions: [region], location: location))
  }
}

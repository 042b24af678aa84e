import FuseIR

// Ops that read or write where data says: gathers and dynamic slices.

extension LinalgImporter {
  /// A `linalg.generic` over the result whose body computes where to read, from the indices that it extracts.
  mutating func lowerGather(_ op: OpID, in module: inout Module) -> String? {
    if let reason = movementObstacle(op, moved: 1, in: module) { return reason }
    let operand = module.operand(0, of: op)
    let indices = module.operand(1, of: op)
    guard let numbers = GatherDimensionNumbers(of: op, in: module),
      let sizes = sliceSizes(of: op, in: module), let shape = module.shape(of: operand),
      let indexShape = module.shape(of: indices)
    else { return "its slice sizes are not known" }
    guard module.elementCount(of: module.type(of: operand)) != 0 else {
      return replaceByEmpty(op, in: &module) ? nil : "it reads from a tensor without elements"
    }
    let type = module.type(of: module.result(of: op))
    let rank = module.shape(of: type)?.count ?? 0
    let batch = (0..<rank).filter { !numbers.offsetDimensions.contains($0) }
    let inSlice = shape.indices.filter {
      !numbers.collapsedSliceDimensions.contains($0)
        && !numbers.operandBatchingDimensions.contains($0)
    }
    let source = tensor(operand, in: &module)
    let starts = tensor(indices, in: &module)
    let vector = numbers.indexVectorDimension
    buildIndexed(op, in: &module) { module, builder, loops in
      let batchIndices = batch.map { loops[$0] }
      var place = shape.map { _ in ValueID?.none }
      for (component, dimension) in numbers.startIndexMap.enumerated() {
        var at = batchIndices
        if vector < indexShape.count {
          at.insert(builder.constant(Int64(component), in: &module), at: vector)
        }
        let start = builder.index(builder.extract(starts, at, in: &module), in: &module)
        place[dimension] = builder.clamped(
          start, to: shape[dimension] - sizes[dimension], in: &module)
      }
      for (dimension, indexDimension) in zip(
        numbers.operandBatchingDimensions, numbers.startIndicesBatchingDimensions)
      {
        place[dimension] =
          batchIndices[indexDimension < vector ? indexDimension : indexDimension - 1]
      }
      for (dimension, loop) in zip(inSlice, numbers.offsetDimensions) {
        place[dimension] =
          place[dimension].map { builder.arith(.addi, $0, loops[loop], in: &module) }
          ?? loops[loop]
      }
      var known: [ValueID] = []
      for index in place { known.append(index ?? builder.constant(0, in: &module)) }
      return builder.extract(source, known, in: &module)
    }
    return nil
  }

  /// The sizes of the slices of a gather: an attribute, or a constant operand.
  private func sliceSizes(of op: OpID, in module: borrowing Module) -> [Int64]? {
    guard module.opcode(of: op).is(StablehloOp.dynamicGather) else {
      return module.integers("slice_sizes", of: op)
    }
    return module.constantAttribute(of: module.operand(2, of: op)).flatMap {
      module.denseIntegers($0)
    }
  }

  /// `torch_index_select`: as a gather along one dimension.
  mutating func lowerIndexSelect(_ op: OpID, in module: inout Module) -> String? {
    if let reason = movementObstacle(op, moved: 1, in: module) { return reason }
    let operand = module.operand(0, of: op)
    guard let shape = module.shape(of: operand),
      let indexShape = module.shape(of: module.operand(1, of: op)),
      let dimension = module.integer("dim", of: op),
      let batch = module.integer("batch_dims", of: op),
      shape.indices.contains(Int(dimension)), batch >= 0, batch <= dimension,
      batch <= indexShape.count
    else { return "its shape is not static" }
    guard module.elementCount(of: module.type(of: operand)) != 0 else {
      return replaceByEmpty(op, in: &module) ? nil : "it reads from a tensor without elements"
    }
    let source = tensor(operand, in: &module)
    let indices = tensor(module.operand(1, of: op), in: &module)
    let axis = Int(dimension)
    let added = indexShape.count - Int(batch)
    buildIndexed(op, in: &module) { module, builder, loops in
      let at = Array(loops[..<Int(batch)]) + Array(loops[axis..<(axis + added)])
      let selected = builder.index(builder.extract(indices, at, in: &module), in: &module)
      let inside = builder.clamped(selected, to: shape[axis] - 1, in: &module)
      return builder.extract(
        source, Array(loops[..<axis]) + [inside] + Array(loops[(axis + added)...]), in: &module)
    }
    return nil
  }

  /// Replaces the op by a `linalg.generic` without inputs whose body gets the loops' numbers.
  mutating func buildIndexed(
    _ op: OpID, in module: inout Module,
    body: (inout Module, IndexBuilder, [ValueID]) -> ValueID
  ) {
    let location = module.location(of: op)
    let type = module.type(of: module.result(of: op))
    let rank = module.shape(of: type)?.count ?? 0
    let output = module.buildEmpty(type, at: .before(op), location: location)
    let generic = module.buildGeneric(
      at: .before(op), inputs: [], outputs: [output], maps: [.identity(rank)],
      iterators: Array(repeating: .parallel, count: rank), location: location
    ) { module, block, _ in
      let builder = IndexBuilder(place: .end(of: block), location: location)
      var loops: [ValueID] = []
      for dimension in 0..<rank {
        let attribute = module.integerAttribute(Int64(dimension))
        let made = module.build(
          LinalgOp.index, at: .end(of: block), resultTypes: [.index],
          attributes: [("dim", attribute)], location: location)
        loops.append(module.result(of: made))
      }
      return [body(&module, builder, loops)]
    }
    replace(op, with: [module.result(of: generic)], in: &module)
  }

  /// Replaces an op whose result has no elements; false where it has some.
  mutating func replaceByEmpty(_ op: OpID, in module: inout Module) -> Bool {
    let type = module.type(of: module.result(of: op))
    guard module.elementCount(of: type) == 0 else { return false }
    let empty = module.buildEmpty(type, at: .before(op), location: module.location(of: op))
    replace(op, with: [empty], in: &module)
    return true
  }

  // MARK: Dynamic slices

  /// `tensor.extract_slice` at offsets that are clamped, so that the slice lies inside.
  mutating func lowerDynamicSlice(_ op: OpID, in module: inout Module) -> String? {
    if let reason = movementObstacle(op, moved: 1, in: module) { return reason }
    let type = module.type(of: module.result(of: op))
    guard let shape = module.shape(of: module.operand(0, of: op)),
      let sizes = module.shape(of: type)
    else { return "its shape is not static" }
    let source = tensor(module.operand(0, of: op), in: &module)
    let offsets = startIndices(of: op, from: 1, shape, sizes, in: &module)
    let attributes = sliceAttributes(leading: [1], offsets.count, sizes, in: &module)
    let made = module.build(
      TensorOp.extractSlice, at: .before(op), operands: [source] + offsets, resultTypes: [type],
      attributes: attributes, location: module.location(of: op))
    replace(op, with: [module.result(of: made)], in: &module)
    return nil
  }

  /// `tensor.insert_slice` at clamped offsets.
  mutating func lowerDynamicUpdateSlice(_ op: OpID, in module: inout Module) -> String? {
    if let reason = movementObstacle(op, moved: 2, in: module) { return reason }
    guard let shape = module.shape(of: module.operand(0, of: op)),
      let sizes = module.shape(of: module.operand(1, of: op))
    else { return "its shape is not static" }
    let target = tensor(module.operand(0, of: op), in: &module)
    let update = tensor(module.operand(1, of: op), in: &module)
    let offsets = startIndices(of: op, from: 2, shape, sizes, in: &module)
    let attributes = sliceAttributes(leading: [1, 1], offsets.count, sizes, in: &module)
    let made = module.build(
      TensorOp.insertSlice, at: .before(op), operands: [update, target] + offsets,
      resultTypes: [module.type(of: module.result(of: op))], attributes: attributes,
      location: module.location(of: op))
    replace(op, with: [module.result(of: made)], in: &module)
    return nil
  }

  private mutating func startIndices(
    of op: OpID, from first: Int, _ shape: [Int64], _ sizes: [Int64], in module: inout Module
  ) -> [ValueID] {
    let builder = IndexBuilder(place: .before(op), location: module.location(of: op))
    var offsets: [ValueID] = []
    for (dimension, extent) in shape.enumerated() {
      let start = scalar(module.operand(first + dimension, of: op), before: op, in: &module)
      let index = builder.index(start, in: &module)
      offsets.append(builder.clamped(index, to: extent - sizes[dimension], in: &module))
    }
    return offsets
  }

  /// The attributes of a slice with dynamic offsets, static sizes, and steps of 1.
  private func sliceAttributes(
    leading: [Int32], _ offsets: Int, _ sizes: [Int64], in module: inout Module
  ) -> [(String, AttributeID)] {
    [
      (
        "operandSegmentSizes",
        module.denseArrayAttribute(leading + [Int32(truncatingIfNeeded: offsets), 0, 0])
      ),
      (
        "static_offsets",
        module.denseArrayAttribute([Int64](repeating: Dimension.dynamic, count: offsets))
      ),
      ("static_sizes", module.denseArrayAttribute(sizes)),
      ("static_strides", module.denseArrayAttribute([Int64](repeating: 1, count: offsets))),
    ]
  }
}

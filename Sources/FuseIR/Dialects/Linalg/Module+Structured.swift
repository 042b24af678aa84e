// Building structured ops.

extension Module {
  /// A `linalg.fill` of the output with a scalar of its element type.
  public mutating func buildFill(
    _ value: ValueID, into output: ValueID, at place: InsertionPoint, location: LocationID
  ) -> ValueID {
    let op = buildNamed(.fill, at: place, inputs: [value], outputs: [output], location: location)
    return result(of: op)
  }

  /// A `tensor.empty` of a tensor type; `sizes` are the extents of its dynamic dimensions, of type `index`.
  public mutating func buildEmpty(
    _ type: TypeID, sizes: [ValueID] = [], at place: InsertionPoint, location: LocationID
  ) -> ValueID {
    let op = build(
      TensorOp.empty, at: place, operands: sizes, resultTypes: [type], location: location)
    return result(of: op)
  }

  /// A named structured op whose body follows from the element types: every one but `linalg.generic`, `map` and `reduce`.
  /// Results are of the types of the output tensors. The element types must be integers or floats with an `arith` cast
  /// between them.
  @discardableResult
  public mutating func buildNamed(
    _ kind: LinalgOp, at place: InsertionPoint, inputs: [ValueID], outputs: [ValueID],
    attributes: [(String, AttributeID)] = [], location: LocationID
  ) -> OpID {
    let named = attributes.map { (name: intern($0.0), value: $0.1) }
    guard
      let state = structuredState(
        kind, inputs: inputs, outputs: outputs, attributes: named, location: location)
    else {
      preconditionFailure("invariant: the named op has a body for these element types")
    }
    let op = createOp(state)
    insert(op, at: place)
    return op
  }

  /// A `linalg.generic`. `body` gets one element per operand, builds ops at the end of the block, and returns the new
  /// element of each output; the `linalg.yield` is added after it.
  @discardableResult
  public mutating func buildGeneric(
    at place: InsertionPoint, inputs: [ValueID], outputs: [ValueID], maps: [AffineMap],
    iterators: [IteratorType], location: LocationID,
    body: (inout Module, BlockID, [ValueID]) -> [ValueID]
  ) -> OpID {
    let region = createRegion()
    let operands = inputs + outputs
    let block = addBlock(
      to: region, argumentTypes: operands.map { elementType(of: $0) }, location: location)
    let yielded = body(&self, block, arguments(of: block))
    build(LinalgOp.yield, at: .end(of: block), operands: yielded, location: location)
    let mapAttributes = maps.map { affineMapAttribute($0) }
    let iteratorAttributes = iterators.map { iteratorTypeAttribute($0) }
    let segments: [Int32] = [
      Int32(truncatingIfNeeded: inputs.count), Int32(truncatingIfNeeded: outputs.count),
    ]
    return build(
      LinalgOp.generic, at: place, operands: operands,
      resultTypes: outputs.map { type(of: $0) },
      attributes: [
        ("indexing_maps", arrayAttribute(mapAttributes)),
        ("iterator_types", arrayAttribute(iteratorAttributes)),
        ("operandSegmentSizes", denseArrayAttribute(segments)),
      ], regions: [region], location: location)
  }
}

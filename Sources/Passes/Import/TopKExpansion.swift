import FuseIR

/// `chlo.top_k` as a stable sort by descending value of the values and their places, and slices of the first of them.
enum TopKExpansion {
  /// Replaces the op, or says why it stays.
  static func expand(_ op: OpID, in module: inout Module) -> String? {
    let operand = module.operand(0, of: op)
    let type = module.type(of: operand)
    let indexType = module.type(of: module.result(1, of: op))
    guard module.hasStaticShape(type), let shape = module.shape(of: type), !shape.isEmpty,
      let k = module.integer("k", of: op)
    else { return "its shape is not static" }
    let location = module.location(of: op)
    let last = Int64(shape.count - 1)
    let places = module.tensorType(shape, module.elementType(of: indexType))
    let dimension = module.integerAttribute(last)
    let iota = module.build(
      StablehloOp.iota, at: .before(op), resultTypes: [places],
      attributes: [("iota_dimension", dimension)], location: location)
    let comparator = comparator(op, in: &module)
    let sort = module.build(
      StablehloOp.sort, at: .before(op), operands: [operand, module.result(of: iota)],
      resultTypes: [type, places],
      attributes: [("dimension", dimension), ("is_stable", module.boolAttribute(true))],
      regions: [comparator], location: location)
    var results: [ValueID] = []
    for index in 0..<2 {
      let starts = module.denseArrayAttribute([Int64](repeating: 0, count: shape.count))
      let limits = module.denseArrayAttribute(Array(shape.dropLast()) + [k])
      let strides = module.denseArrayAttribute([Int64](repeating: 1, count: shape.count))
      let slice = module.build(
        StablehloOp.slice, at: .before(op), operands: [module.result(index, of: sort)],
        resultTypes: [module.type(of: module.result(index, of: op))],
        attributes: [("start_indices", starts), ("limit_indices", limits), ("strides", strides)],
        location: location)
      results.append(module.result(of: slice))
    }
    module.replace(op, with: results)
    return nil
  }

  /// Whether the first value is greater than the second; floats in the total order, so that NaN has a place.
  private static func comparator(_ op: OpID, in module: inout Module) -> RegionID {
    let location = module.location(of: op)
    let element = module.elementType(of: module.operand(0, of: op))
    let value = module.tensorType([], element)
    let place = module.tensorType([], module.elementType(of: module.result(1, of: op)))
    let boolean = module.tensorType([], .i1)
    let region = module.createRegion()
    let block = module.addBlock(
      to: region, argumentTypes: [value, value, place, place], location: location)
    let order: ComparisonType
    if module.isFloat(element) {
      order = .totalOrder
    } else if case .integer(_, .unsigned) = module.type(element) {
      order = .unsigned
    } else {
      order = .signed
    }
    let attributes = [
      ("comparison_direction", ComparisonDirection.gt.attribute(in: &module)),
      ("compare_type", order.attribute(in: &module)),
    ]
    let compare = module.build(
      StablehloOp.compare, at: .end(of: block),
      operands: [module.argument(0, of: block), module.argument(1, of: block)],
      resultTypes: [boolean], attributes: attributes, location: location)
    module.build(
      StablehloOp.return, at: .end(of: block), operands: [module.result(of: compare)],
      location: location)
    return region
  }
}

import FuseIR

/// Builds arithmetic on indices, accesses of elements, and loops.
struct IndexBuilder {
  /// Where ops go. A place before an op stays right when ops are built there, and so does the end of a block.
  let place: InsertionPoint
  /// The location of the ops.
  let location: LocationID

  /// An index constant.
  func constant(_ value: Int64, in module: inout Module) -> ValueID {
    guard let attribute = module.uniformConstant(value, .index) else {
      preconditionFailure("invariant: an index has 64 bits")
    }
    return module.buildConstant(attribute, at: place, location: location)
  }

  /// An `arith` op on indices.
  func arith(
    _ op: ArithOp, _ a: ValueID, _ b: ValueID, in module: inout Module
  ) -> ValueID {
    let made = module.build(
      op, at: place, operands: [a, b], resultTypes: [module.type(of: a)], location: location)
    return module.result(of: made)
  }

  /// The sum of the value and a number.
  func add(_ value: ValueID, _ number: Int64, in module: inout Module) -> ValueID {
    if number == 0 { return value }
    return arith(.addi, value, constant(number, in: &module), in: &module)
  }

  /// The product of the value and a number.
  func multiply(_ value: ValueID, _ number: Int64, in module: inout Module) -> ValueID {
    if number == 1 { return value }
    return arith(.muli, value, constant(number, in: &module), in: &module)
  }

  /// `arith.cmpi`.
  func compare(
    _ predicate: IntegerPredicate, _ a: ValueID, _ b: ValueID, in module: inout Module
  ) -> ValueID {
    let attribute = module.integerAttribute(predicate.rawValue)
    let made = module.build(
      ArithOp.cmpi, at: place, operands: [a, b], resultTypes: [.i1],
      attributes: [("predicate", attribute)], location: location)
    return module.result(of: made)
  }

  /// `arith.select`.
  func select(
    _ condition: ValueID, _ onTrue: ValueID, _ onFalse: ValueID, in module: inout Module
  ) -> ValueID {
    let made = module.build(
      ArithOp.select, at: place, operands: [condition, onTrue, onFalse],
      resultTypes: [module.type(of: onTrue)], location: location)
    return module.result(of: made)
  }

  /// The integer as an index.
  func index(_ integer: ValueID, in module: inout Module) -> ValueID {
    if module.type(of: integer) == .index { return integer }
    let made = module.build(
      ArithOp.indexCast, at: place, operands: [integer], resultTypes: [.index],
      location: location)
    return module.result(of: made)
  }

  /// The index, or the nearest one from 0 to `last`.
  func clamped(_ index: ValueID, to last: Int64, in module: inout Module) -> ValueID {
    if last <= 0 { return constant(0, in: &module) }
    let low = arith(.maxsi, index, constant(0, in: &module), in: &module)
    return arith(.minsi, low, constant(last, in: &module), in: &module)
  }

  /// Whether 0 ≤ index < extent for all pairs; nil for no pairs.
  func areInside(
    _ indices: [ValueID], _ extents: [Int64], in module: inout Module
  ) -> ValueID? {
    var condition: ValueID?
    for (index, extent) in zip(indices, extents) {
      // A negative index is a large unsigned one.
      let limit = constant(extent, in: &module)
      let inside = compare(.ult, index, limit, in: &module)
      condition = condition.map { arith(.andi, $0, inside, in: &module) } ?? inside
    }
    return condition
  }

  /// `tensor.extract`.
  func extract(_ tensor: ValueID, _ indices: [ValueID], in module: inout Module) -> ValueID {
    let made = module.build(
      TensorOp.extract, at: place, operands: [tensor] + indices,
      resultTypes: [module.elementType(of: tensor)], location: location)
    return module.result(of: made)
  }

  /// `tensor.insert`.
  func insert(
    _ element: ValueID, _ tensor: ValueID, _ indices: [ValueID], in module: inout Module
  ) -> ValueID {
    let made = module.build(
      TensorOp.insert, at: place, operands: [element, tensor] + indices,
      resultTypes: [module.type(of: tensor)], location: location)
    return module.result(of: made)
  }

  /// The indices of the element with the given number, in row-major order of a shape.
  func indices(
    of number: ValueID, in shape: [Int64], in module: inout Module
  ) -> [ValueID] {
    var rest = number
    var indices: [ValueID] = []
    for (dimension, extent) in shape.enumerated().reversed() {
      if extent == 1 {
        indices.append(constant(0, in: &module))
      } else if dimension == shape.indices.first(where: { shape[$0] != 1 }) {
        indices.append(rest)
      } else {
        let limit = constant(extent, in: &module)
        indices.append(arith(.remui, rest, limit, in: &module))
        rest = arith(.divui, rest, limit, in: &module)
      }
    }
    return indices.reversed()
  }

  /// An `scf.for` from 0 to `count`. `body` gets a builder at the end of the body, the number of the iteration and the values
  /// carried along, and returns their next values.
  func loop(
    _ count: Int64, carrying initial: [ValueID], in module: inout Module,
    body: (inout Module, IndexBuilder, ValueID, [ValueID]) -> [ValueID]
  ) -> [ValueID] {
    let bounds = [
      constant(0, in: &module), constant(count, in: &module), constant(1, in: &module),
    ]
    let types = initial.map { module.type(of: $0) }
    let region = module.createRegion()
    let block = module.addBlock(
      to: region, argumentTypes: [.index] + types, location: location)
    let arguments = module.arguments(of: block)
    let inner = IndexBuilder(place: .end(of: block), location: location)
    let next = body(&module, inner, arguments[0], Array(arguments.dropFirst()))
    module.build(ScfOp.yield, at: .end(of: block), operands: next, location: location)
    let made = module.build(
      ScfOp.for, at: place, operands: bounds + initial, resultTypes: types, regions: [region],
      location: location)
    return module.results(of: made)
  }
}

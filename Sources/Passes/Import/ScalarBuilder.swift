import FuseIR

/// Builds `arith` and `math` ops on scalars at the end of the body of a structured op.
struct ScalarBuilder {
  /// The body.
  let block: BlockID
  /// The location of the ops.
  let location: LocationID

  /// An `arith` op.
  func arith(
    _ op: ArithOp, _ operands: ValueID..., type: TypeID? = nil, in module: inout Module
  ) -> ValueID {
    let made = module.build(
      op, at: .end(of: block), operands: operands,
      resultTypes: [type ?? module.type(of: operands[0])], location: location)
    return module.result(of: made)
  }

  /// A `math` op.
  func math(
    _ op: MathOp, _ operands: ValueID..., type: TypeID? = nil, in module: inout Module
  ) -> ValueID {
    let made = module.build(
      op, at: .end(of: block), operands: operands,
      resultTypes: [type ?? module.type(of: operands[0])], location: location)
    return module.result(of: made)
  }

  /// A float constant.
  func float(_ value: Double, _ type: TypeID, in module: inout Module) -> ValueID {
    guard case .float(let kind) = module.type(type), let format = FloatFormat(kind),
      let attribute = module.constantAttribute(Tensor(value, format), type)
    else { preconditionFailure("invariant: a float constant has a float type of at most 64 bits") }
    return module.buildConstant(attribute, at: .end(of: block), location: location)
  }

  /// An integer constant.
  func integer(_ value: Int64, _ type: TypeID, in module: inout Module) -> ValueID {
    guard let attribute = module.uniformConstant(value, type) else {
      preconditionFailure("invariant: an integer constant has an integer type of at most 64 bits")
    }
    return module.buildConstant(attribute, at: .end(of: block), location: location)
  }

  /// A constant with the value of an attribute.
  func constant(_ value: AttributeID, in module: inout Module) -> ValueID {
    module.buildConstant(value, at: .end(of: block), location: location)
  }

  /// `arith.cmpi`.
  func compare(
    _ predicate: IntegerPredicate, _ a: ValueID, _ b: ValueID, in module: inout Module
  ) -> ValueID {
    compare(.cmpi, predicate.rawValue, a, b, in: &module)
  }

  /// `arith.cmpf`.
  func compare(
    _ predicate: FloatPredicate, _ a: ValueID, _ b: ValueID, in module: inout Module
  ) -> ValueID {
    compare(.cmpf, predicate.rawValue, a, b, in: &module)
  }

  private func compare(
    _ op: ArithOp, _ predicate: Int64, _ a: ValueID, _ b: ValueID, in module: inout Module
  ) -> ValueID {
    let attribute = module.integerAttribute(predicate)
    let made = module.build(
      op, at: .end(of: block), operands: [a, b], resultTypes: [.i1],
      attributes: [("predicate", attribute)], location: location)
    return module.result(of: made)
  }

  /// `arith.select`.
  func select(
    _ condition: ValueID, _ onTrue: ValueID, _ onFalse: ValueID, in module: inout Module
  ) -> ValueID {
    arith(.select, condition, onTrue, onFalse, type: module.type(of: onTrue), in: &module)
  }
}

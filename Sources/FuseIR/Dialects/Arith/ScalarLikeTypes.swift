// The type rules of ops that work on scalars and, element by element, on vectors and tensors of them.

extension Module {
  /// True iff the type is a signless integer or `index`, or a vector or tensor of them.
  func isSignlessIntegerLike(_ type: TypeID) -> Bool {
    switch self.type(elementOfLike(type)) {
    case .integer(_, .signless), .index: true
    default: false
    }
  }

  /// True iff the type is a signless integer, or a vector or tensor of them.
  func isFixedWidthIntegerLike(_ type: TypeID) -> Bool {
    if case .integer(_, .signless) = self.type(elementOfLike(type)) { return true }
    return false
  }

  /// True iff the type is a float, or a vector or tensor of them.
  func isFloatLike(_ type: TypeID) -> Bool { isFloat(elementOfLike(type)) }

  /// The type with the same shape and other elements: `i1` for `f32`, `tensor<4xi1>` for `tensor<4xf32>`.
  public mutating func type(like type: TypeID, element: TypeID) -> TypeID {
    switch self.type(type) {
    case .tensor(let shape, _, let encoding):
      return intern(.tensor(shape: shape, element: element, encoding: encoding))
    case .unrankedTensor: return intern(.unrankedTensor(element: element))
    case .vector(let shape, let scalable, _):
      return intern(.vector(shape: shape, scalable: scalable, element: element))
    default: return element
    }
  }

  /// True iff two scalar, vector or tensor types have the same shape, whatever their elements.
  func haveSameShape(_ a: TypeID, _ b: TypeID) -> Bool {
    switch (type(a), type(b)) {
    case (.tensor(let x, _, _), .tensor(let y, _, _)): x == y
    case (.vector(let x, let p, _), .vector(let y, let q, _)): x == y && p == q
    case (.unrankedTensor, .unrankedTensor): true
    case (.tensor, _), (.vector, _), (.unrankedTensor, _), (_, .tensor), (_, .vector),
      (_, .unrankedTensor):
      false
    default: true
    }
  }

  /// The element type of a vector or tensor; every other type itself, also memrefs.
  private func elementOfLike(_ type: TypeID) -> TypeID {
    switch self.type(type) {
    case .tensor(_, let element, _), .unrankedTensor(let element), .vector(_, _, let element):
      element
    default: type
    }
  }
}

/// What the operands of an op on scalars, or on vectors and tensors of them, must be.
enum ScalarLike: Sendable {
  case integer, fixedWidthInteger, float

  /// True iff the type is of this kind.
  func accepts(_ type: TypeID, in module: borrowing Module) -> Bool {
    switch self {
    case .integer: module.isSignlessIntegerLike(type)
    case .fixedWidthInteger: module.isFixedWidthIntegerLike(type)
    case .float: module.isFloatLike(type)
    }
  }

  /// The kind in words.
  var description: String {
    switch self {
    case .integer: "signless-integer-like"
    case .fixedWidthInteger: "signless-fixed-width-integer-like"
    case .float: "floating-point-like"
    }
  }

  /// Reports the operand if it is not of this kind; false if it was reported.
  @discardableResult
  func check(
    operand index: Int, of op: OpID, in module: borrowing Module, _ report: inout VerifierReport
  ) -> Bool {
    let type = module.type(of: module.operand(index, of: op))
    if accepts(type, in: module) { return true }
    report.report(op, "operand #\(index) must be \(description)")
    return false
  }
}

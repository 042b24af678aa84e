// Questions about constants that folds, patterns and lowerings ask.

extension Module {
  /// The attribute that a constant op (`arith.constant`, `stablehlo.constant`) gives the value, nil for every other value.
  public func constantAttribute(of value: ValueID) -> AttributeID? {
    guard let op = definingOp(of: value), traits(of: op).contains(.constant) else { return nil }
    return attribute("value", of: op)
  }

  /// The integer that every element of the value is known to be, sign-extended (`i1` is 0 or 1).
  public func constantInteger(of value: ValueID) -> Int64? {
    constantAttribute(of: value).flatMap { uniformInteger($0) }
  }

  /// The number that every element of the value is known to be.
  public func constantFloat(of value: ValueID) -> Double? {
    constantAttribute(of: value).flatMap { uniformFloat($0) }
  }

  /// The integer of an integer attribute, or of a dense one whose elements are written once for all.
  public func uniformInteger(_ id: AttributeID) -> Int64? {
    switch attribute(id) {
    case .integer(let value, _): return value
    case .denseElements(let dense) where dense.isSplat:
      guard let element = uniformElement(dense) else { return nil }
      return element.integer(at: 0)
    default: return nil
    }
  }

  /// The number of a float attribute, or of a dense one whose elements are written once for all.
  public func uniformFloat(_ id: AttributeID) -> Double? {
    switch attribute(id) {
    case .float: return Tensor(id, in: self)?.float(at: 0)
    case .denseElements(let dense) where dense.isSplat:
      return uniformElement(dense)?.float(at: 0)
    default: return nil
    }
  }

  private func uniformElement(_ dense: DenseElements) -> Tensor? {
    guard let element = ElementType(elementType(of: dense.type), in: self) else { return nil }
    return Tensor(bytes: element.storageBytes(fromAttribute: dense.bytes), shape: [], element)
  }

  /// A constant attribute of the type whose every element is `value`: an integer of a scalar type, a splat of a shaped
  /// type; nil where the elements are no integers of at most 64 bits or the shape is not static.
  public mutating func uniformConstant(_ value: Int64, _ type: TypeID) -> AttributeID? {
    guard let kind = ElementType(elementType(of: type), in: self)?.integerKind else { return nil }
    guard shape(of: type) != nil else {
      return isIntegerOrIndex(type) ? integerAttribute(kind.wrapped(value), type) : nil
    }
    guard elementCount(of: type) != nil else { return nil }
    let width = elementByteCount(of: elementType(of: type)) ?? 8
    let bytes = (0..<width).map { UInt8(truncatingIfNeeded: value >> Int64(8 * $0)) }
    let canonical = kind.bitWidth == 1 ? bytes.map { $0 & 1 } : bytes
    return intern(.denseElements(DenseElements(type: type, isSplat: true, bytes: canonical)))
  }
}

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

  /// The one element that a number, or a dense attribute whose elements are written once for all, stands for, as a tensor
  /// without dimensions; nil for every other attribute.
  public func uniformElement(_ id: AttributeID) -> Tensor? {
    switch attribute(id) {
    case .integer, .float: return Tensor(id, in: self)
    case .denseElements(let dense): return dense.isSplat ? uniformElement(dense) : nil
    default: return nil
    }
  }

  /// The attribute of a constant of the given type that holds the tensor, nil if the type has no such attribute: a number
  /// for a scalar type, `dense<...>` for a shaped one. A tensor of one element fills any static shape.
  public mutating func constantAttribute(_ tensor: Tensor, _ type: TypeID) -> AttributeID? {
    guard ElementType(elementType(of: type), in: self) == tensor.elementType else { return nil }
    let bytes = tensor.attributeBytes()
    guard let shape = shape(of: type) else {
      guard tensor.count == 1 else { return nil }
      if let value = tensor.integer(at: 0) { return intern(.integer(value, type)) }
      guard isFloat(type) else { return nil }
      let bits = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return intern(.float(bits: bits, type))
    }
    guard let count = elementCount(of: type) else { return nil }
    if tensor.count != 1 || count == 0 {
      guard tensor.shape.map({ Int64($0) }) == shape else { return nil }
    }
    let width = tensor.count > 0 ? bytes.count / tensor.count : 0
    let isSplat = count > 0 && bytes.dropFirst(width).elementsEqual(bytes.dropLast(width))
    let kept = isSplat ? Array(bytes.prefix(width)) : bytes
    return intern(.denseElements(DenseElements(type: type, isSplat: isSplat, bytes: kept)))
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

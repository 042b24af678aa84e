// Types of a module: making them, and the questions that many ops ask.

extension Module {
  /// The type with the given id, as a value.
  public func type(_ id: TypeID) -> Type { types[id] }

  /// The id of `type`.
  public mutating func intern(_ type: Type) -> TypeID { types.intern(type) }

  /// The type of the value, as a value.
  public func typeValue(of value: ValueID) -> Type { types[type(of: value)] }

  /// `tensor<shape x element>`, without encoding unless given.
  public mutating func tensorType(
    _ shape: [Int64], _ element: TypeID, encoding: AttributeID? = nil
  ) -> TypeID {
    types.intern(.tensor(shape: shape, element: element, encoding: encoding))
  }

  /// The shape of a ranked tensor, vector or memref, nil for every other type.
  public func shape(of type: TypeID) -> [Int64]? {
    switch types[type] {
    case .tensor(let shape, _, _), .vector(let shape, _, _), .memref(let shape, _, _, _): shape
    default: nil
    }
  }

  /// The shape of a value of ranked tensor, vector or memref type.
  public func shape(of value: ValueID) -> [Int64]? { shape(of: type(of: value)) }

  /// The element type of a shaped type; the type itself for every other type.
  public func elementType(of type: TypeID) -> TypeID {
    switch types[type] {
    case .tensor(_, let element, _), .unrankedTensor(let element), .vector(_, _, let element),
      .memref(_, let element, _, _), .unrankedMemref(let element, _):
      element
    default: type
    }
  }

  /// The encoding of a tensor type, if it has one.
  public func encoding(of type: TypeID) -> AttributeID? {
    guard case .tensor(_, _, let encoding) = self.type(type) else { return nil }
    return encoding
  }

  /// The element type of a value of shaped type; its type for every other.
  public func elementType(of value: ValueID) -> TypeID { elementType(of: type(of: value)) }

  /// True iff the type is a ranked tensor without `?`.
  public func hasStaticShape(_ type: TypeID) -> Bool {
    guard case .tensor(let shape, _, _) = types[type] else { return false }
    return !shape.contains(Dimension.dynamic)
  }

  /// The number of elements of a statically shaped type, nil if it is dynamic, not shaped, or past Int64.
  public func elementCount(of type: TypeID) -> Int64? {
    guard let shape = shape(of: type) else { return nil }
    var count: Int64 = 1
    for extent in shape {
      guard extent != Dimension.dynamic else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else { return nil }
      count = product
    }
    return count
  }

  /// True iff the type is an integer of any width or `index`.
  public func isIntegerOrIndex(_ type: TypeID) -> Bool {
    switch types[type] {
    case .integer, .index: true
    default: false
    }
  }

  /// True iff the type is a float.
  public func isFloat(_ type: TypeID) -> Bool {
    if case .float = types[type] { return true }
    return false
  }

  /// The bits of one element: of an integer, a float, `index` (64) or a complex number.
  public func bitWidth(of type: TypeID) -> Int? {
    switch types[type] {
    case .integer(let width, _): width
    case .index: 64
    case .float(let kind): kind.width
    case .complex(let element): bitWidth(of: element).map { 2 * $0 }
    default: nil
    }
  }

  /// The bytes that one element takes in dense attributes and in tensors: each scalar part rounded up to whole bytes.
  public func elementByteCount(of type: TypeID) -> Int? {
    if case .complex(let element) = types[type] {
      return elementByteCount(of: element).map { 2 * $0 }
    }
    return bitWidth(of: type).map { max(1, ($0 + 7) / 8) }
  }
}

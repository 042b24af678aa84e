import FuseIR

extension Module {
  /// The value as a tensor of the given type: by `sparse_tensor.convert` where the types differ in their encodings alone.
  mutating func buildEncoded(
    _ value: ValueID, as type: TypeID, at place: InsertionPoint, location: LocationID
  ) -> ValueID {
    let own = self.type(of: value)
    guard own != type, encoding(of: own) != encoding(of: type), shape(of: own) == shape(of: type),
      elementType(of: own) == elementType(of: type)
    else { return value }
    let convert = build(
      SparseTensorOp.convert, at: place, operands: [value], resultTypes: [type],
      location: location)
    return result(of: convert)
  }

  /// Whether the body of a structured op asks which elements are stored.
  func asksForStoredElements(_ op: OpID) -> Bool {
    guard let body = body(of: op) else { return false }
    return ops(of: body).contains { SparseTensorOp(opcode(of: $0)) != nil }
  }
}

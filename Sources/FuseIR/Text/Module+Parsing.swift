// What only the parser asks of a module.

extension AttributeID {
  /// The properties of a foreign op that was written with `<{}>`; without it they are the empty
  /// dictionary, which is not printed.
  static let emptyProperties = AttributeID.unit
}

extension Module {
  /// Makes `op`, which stands alone in the root's block, the root in its place.
  mutating func makeRoot(_ op: OpID) {
    let old = root
    detach(op)
    root = op
    erase(old)
  }

  /// A new detached op as generic form writes it: `properties` is nil where there is no `<...>`.
  ///
  /// An op of an implemented dialect may have its inherent attributes on either side; they go where
  /// the op keeps them. A foreign op keeps both as they were written.
  mutating func createOp(
    _ opcode: Opcode, operands: [ValueID], resultTypes: [TypeID],
    genericProperties properties: AttributeID?, attributes: AttributeID, regions: [RegionID],
    successors: [BlockID], location: LocationID
  ) -> OpID {
    let hasProperties = properties != nil
    var properties = properties ?? .emptyDictionary
    var attributes = attributes
    if opcode.isForeign {
      if hasProperties, properties == .emptyDictionary { properties = .emptyProperties }
    } else {
      (properties, attributes) = arranged(properties, attributes, for: opcode)
    }
    return createOp(
      opcode, operands: operands, resultTypes: resultTypes, properties: properties,
      attributes: attributes, regions: regions, successors: successors, location: location)
  }

  private mutating func arranged(
    _ properties: AttributeID, _ attributes: AttributeID, for opcode: Opcode
  ) -> (properties: AttributeID, attributes: AttributeID) {
    let inherent = entries(properties)
    let others = entries(attributes)
    if inherent.allSatisfy({ isProperty($0.name, opcode) }),
      others.allSatisfy({ !isProperty($0.name, opcode) })
    {
      return (properties, attributes)
    }
    let all = others + inherent
    return (
      dictionary(all.filter { isProperty($0.name, opcode) }),
      dictionary(all.filter { !isProperty($0.name, opcode) })
    )
  }
}

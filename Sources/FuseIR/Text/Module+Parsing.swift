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

  /// Whether the attribute is a dictionary.
  func isDictionary(_ attribute: AttributeID) -> Bool {
    if case .dictionary = self.attribute(attribute) { return true }
    return false
  }

  /// The properties that an op with the opcode has; others are dropped.
  mutating func withoutUnknown(_ properties: AttributeID, of opcode: Opcode) -> AttributeID {
    let given = entries(properties)
    let known = given.filter { isProperty($0.name, opcode) }
    return known.count == given.count ? properties : dictionary(known)
  }

  /// The properties and attributes of an op that generic form writes as given: `properties` is nil where there is no
  /// `<...>`.
  ///
  /// Inherent attributes of an op of an implemented dialect may be written on either side; they go
  /// where the dialect keeps them. A foreign op keeps both as they were written.
  mutating func arranged(
    _ properties: AttributeID?, _ attributes: AttributeID, of opcode: Opcode
  ) -> (properties: AttributeID, attributes: AttributeID) {
    guard !opcode.isForeign else {
      let isEmpty = properties == .emptyDictionary
      return (isEmpty ? .emptyProperties : properties ?? .emptyDictionary, attributes)
    }
    let (inherent, others) = arranged(properties ?? .emptyDictionary, attributes, for: opcode)
    return (completed(inherent, of: opcode), others)
  }

  /// The properties with the defaults of the op for those that are not given.
  private mutating func completed(_ properties: AttributeID, of opcode: Opcode) -> AttributeID {
    let missing = defaultProperties(of: opcode).filter { entry($0.name, in: properties) == nil }
    return missing.isEmpty ? properties : dictionary(entries(properties) + missing)
  }

  private mutating func arranged(
    _ properties: AttributeID, _ attributes: AttributeID, for opcode: Opcode
  ) -> (properties: AttributeID, attributes: AttributeID) {
    guard opcode.dialect?.usesProperties == true else {
      guard properties != .emptyDictionary else { return (properties, attributes) }
      return (.emptyDictionary, dictionary(entries(attributes) + entries(properties)))
    }
    let others = entries(attributes)
    guard others.contains(where: { isProperty($0.name, opcode) }) else {
      return (properties, attributes)
    }
    return (
      dictionary(others.filter { isProperty($0.name, opcode) } + entries(properties)),
      dictionary(others.filter { !isProperty($0.name, opcode) })
    )
  }
}

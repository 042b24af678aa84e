/// Interns attributes: equal attributes get equal ids. Id 0 is the empty dictionary, id 1 is `unit`.
struct AttributeTable {
  private(set) var attributes: ContiguousArray<Attribute> = []
  private var ids: [Attribute: AttributeID] = [:]

  /// Whether an attribute that is printed as an alias (`#map`) was ever made.
  private(set) var hasAliased = false

  init() {
    _ = intern(.dictionary([]))
    _ = intern(.unit)
  }

  subscript(id: AttributeID) -> Attribute { attributes[id.index] }

  mutating func intern(_ attribute: Attribute) -> AttributeID {
    if let id = ids[attribute] { return id }
    switch attribute {
    case .affineMap, .affineSet, .distinct, .location: hasAliased = true
    default: break
    }
    let id = AttributeID(attributes.count)
    attributes.append(attribute)
    ids[attribute] = id
    return id
  }
}

extension AttributeID {
  /// `{}`.
  public static let emptyDictionary = AttributeID(raw: 0)
  /// `unit`.
  public static let unit = AttributeID(raw: 1)
}

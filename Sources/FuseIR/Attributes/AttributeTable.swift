/// Interns attributes: equal attributes get equal ids. Id 0 is the empty dictionary, id 1 is `unit`.
struct AttributeTable {
  private(set) var attributes: ContiguousArray<Attribute> = []
  private var index = HashIndex()

  /// Whether an attribute that is printed as an alias (`#map`) was ever made.
  private(set) var hasAliased = false

  /// Notes that a dialect's attribute is printed as an alias.
  mutating func noteAlias() { hasAliased = true }

  init() {
    _ = intern(.dictionary([]))
    _ = intern(.unit)
  }

  subscript(id: AttributeID) -> Attribute {
    @inline(__always) get { attributes[id.index] }
  }

  mutating func intern(_ attribute: Attribute) -> AttributeID {
    let hash = attribute.tableHash
    if let known = index.find(hash, { attributes[$0] == attribute }) { return AttributeID(known) }
    switch attribute {
    case .affineMap, .affineSet, .distinct, .location: hasAliased = true
    default: break
    }
    attributes.append(attribute)
    index.append(hash)
    return AttributeID(attributes.count - 1)
  }
}

extension AttributeID {
  /// `{}`.
  public static let emptyDictionary = AttributeID(raw: 0)
  /// `unit`.
  public static let unit = AttributeID(raw: 1)
}

extension Attribute {
  /// A hash for tables that live as long as one module.
  var tableHash: UInt64 {
    var hash = WordHash(100)
    switch self {
    case .unit: hash.add(1 as UInt64)
    case .integer(let value, let type):
      hash.add(2 | UInt64(type.raw) << 8)
      hash.add(UInt64(bitPattern: value))
    case .float(let bits, let type):
      hash.add(3 | UInt64(type.raw) << 8)
      hash.add(bits)
    case .wideInteger(let words, let type), .wideFloat(let words, let type):
      hash.add(4 | UInt64(type.raw) << 8)
      for word in words { hash.add(word) }
    case .string(let text, let type):
      hash.add(5 | UInt64(text.raw) << 8)
      hash.add(type?.raw ?? -1)
    case .symbol(let root, let nested):
      hash.add(6 | UInt64(root.raw) << 8)
      for name in nested { hash.add(name.raw) }
    case .type(let type): hash.add(7 | UInt64(type.raw) << 8)
    case .array(let elements):
      hash.add(8 | UInt64(elements.count) << 8)
      for element in elements { hash.add(element.raw) }
    case .dictionary(let entries):
      hash.add(9 | UInt64(entries.count) << 8)
      for entry in entries {
        hash.add(UInt64(entry.name.raw) << 32 | UInt64(entry.value.raw))
      }
    case .denseArray(let element, let bytes):
      hash.add(10 | UInt64(element.raw) << 8)
      bytes.withUnsafeBufferPointer { hash.add($0) }
    case .denseElements(let elements):
      hash.add(11 | UInt64(elements.type.raw) << 8)
      elements.bytes.withUnsafeBufferPointer { hash.add($0) }
    case .dialect(let dialect, let body):
      hash.add(12 | UInt64(dialect.raw) << 8)
      hash.add(body.raw)
    case .location(let location): hash.add(13 | UInt64(location.raw) << 8)
    case .denseStrings, .denseResource, .sparse, .strided, .distinct, .affineMap, .affineSet:
      hash.add(UInt64(bitPattern: Int64(hashValue)))
    }
    return hash.value
  }
}

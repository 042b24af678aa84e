/// Kinds of element types, as sets: what an elementwise op computes on.
struct ElementKinds: OptionSet, Sendable {
  let rawValue: UInt8

  static let boolean = ElementKinds(rawValue: 1)
  static let signed = ElementKinds(rawValue: 2)
  static let unsigned = ElementKinds(rawValue: 4)
  static let float = ElementKinds(rawValue: 8)
  static let complex = ElementKinds(rawValue: 16)
  /// Types of other dialects, such as quantized ones, which no rule here knows.
  static let foreign = ElementKinds(rawValue: 32)

  static let integer: ElementKinds = [.signed, .unsigned]
  static let number: ElementKinds = [.signed, .unsigned, .float, .complex]
  static let any: ElementKinds = [.boolean, .signed, .unsigned, .float, .complex]

  /// The kinds in words: "signed integers, floats or complex numbers".
  var words: String {
    var words: [String] = []
    if contains(.boolean) { words.append("booleans") }
    if isSuperset(of: .integer) {
      words.append("integers")
    } else if contains(.signed) {
      words.append("signed integers")
    } else if contains(.unsigned) {
      words.append("unsigned integers")
    }
    if contains(.float) { words.append("floats") }
    if contains(.complex) { words.append("complex numbers") }
    guard words.count > 1, let last = words.popLast() else { return words.first ?? "nothing" }
    return words.joined(separator: ", ") + " or " + last
  }
}

extension Module {
  /// The kind of an element type.
  func elementKind(_ type: TypeID) -> ElementKinds {
    switch self.type(type) {
    case .integer(1, .signless): .boolean
    case .integer(_, .unsigned): .unsigned
    case .integer, .index: .signed
    case .float: .float
    case .complex: .complex
    case .dialect: .foreign
    default: []
    }
  }

  /// Whether the type is a ranked or unranked tensor.
  func isTensor(_ type: TypeID) -> Bool {
    switch self.type(type) {
    case .tensor, .unrankedTensor: true
    default: false
    }
  }
}

import FuseIR

/// Short texts of types for pictures: `64x784xf32` for a tensor, the type's own text for others, cut where it is long.
struct TypeLabels {
  private static let longest = 48
  private var texts: [String?] = []

  /// The short text of a type; each type is printed once.
  mutating func label(_ type: TypeID, in module: borrowing Module) -> String {
    while texts.count <= type.index { texts.append(nil) }
    if let text = texts[type.index] { return text }
    var text = module.text(of: type)
    if text.hasPrefix("tensor<"), text.hasSuffix(">") {
      text = String(text.dropFirst(7).dropLast())
    }
    text = OpLabels.shortened(text, to: Self.longest)
    texts[type.index] = text
    return text
  }
}

/// Short texts about ops for pictures and listings.
enum OpLabels {
  /// The text, cut to `count` characters with an ellipsis where it is longer.
  static func shortened(_ text: String, to count: Int) -> String {
    text.utf8.count <= count || text.count <= count ? text : text.prefix(count - 1) + "…"
  }

  /// What a constant holds, in a few characters: its number where all elements are one, its text where it is short.
  static func constant(_ attribute: AttributeID, in module: borrowing Module) -> String {
    switch module.attribute(attribute) {
    case .denseElements(let dense):
      if let element = module.uniformElement(attribute) {
        if let value = element.integer(at: 0) { return "\(value)" }
        if let value = element.float(at: 0) { return number(value) }
      }
      guard let count = module.elementCount(of: dense.type), count > 8 else {
        return shortened(module.text(of: attribute), to: 32)
      }
      return "\(count) elements"
    case .denseResource(let key, _): return shortened("resource \(module.string(key))", to: 32)
    case .integer(let value, _): return "\(value)"
    case .float: return module.uniformFloat(attribute).map(number) ?? "?"
    default: return shortened(module.text(of: attribute), to: 32)
    }
  }

  /// The symbol that the op defines or calls, with `@`.
  static func symbol(of op: OpID, in module: borrowing Module) -> String? {
    if module.traits(of: op).contains(.symbol) || module.regionCount(of: op) > 0,
      let name = module.string("sym_name", of: op)
    {
      return "@\(shortened(name, to: 40))"
    }
    guard let attribute = module.attribute("callee", of: op),
      let symbol = module.symbolValue(attribute)
    else { return nil }
    return "@\(shortened(module.string(symbol), to: 40))"
  }

  private static func number(_ value: Double) -> String {
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if value.isNaN { return "nan" }
    if value == value.rounded(), abs(value) < 1e6 { return "\(value)" }
    return shortened(Float(value).description, to: 12)
  }
}

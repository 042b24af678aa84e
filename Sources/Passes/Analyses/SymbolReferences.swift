import FuseIR

/// The symbols that attributes refer to, each attribute looked at once.
struct SymbolReferences {
  private var visited: Set<AttributeID> = []
  private var known: Set<StringID> = []
  private var new: [StringID] = []

  /// The symbols found since the last call, in the order in which they were found.
  mutating func takeNew() -> [StringID] {
    defer { new = [] }
    return new
  }

  /// True iff the symbol was found.
  func contains(_ name: StringID) -> Bool { known.contains(name) }

  /// Finds the symbols in the attribute.
  mutating func visit(_ attribute: AttributeID, _ module: borrowing Module) {
    var pending = [attribute]
    while let next = pending.popLast() {
      guard visited.insert(next).inserted else { continue }
      switch module.attribute(next) {
      case .symbol(let name, _): add(name)
      case .array(let elements): pending.append(contentsOf: elements)
      case .dictionary(let entries): pending.append(contentsOf: entries.map(\.value))
      case .dialect(_, let body): scan(body, module)
      case .distinct(_, let inner): pending.append(inner)
      case .unit, .integer, .wideInteger, .float, .wideFloat, .string, .type, .denseArray,
        .denseElements, .denseStrings, .denseResource, .sparse, .strided, .affineMap, .affineSet,
        .location:
        continue
      }
    }
  }

  /// Finds `@name` and `@"name"` in the text of a dialect attribute.
  private mutating func scan(_ body: StringID, _ module: borrowing Module) {
    let text = Array(module.string(body).utf8)
    var position = 0
    while let at = text[position...].firstIndex(of: UInt8(ascii: "@")) {
      var end = at + 1
      let isQuoted = end < text.count && text[end] == UInt8(ascii: "\"")
      if isQuoted { end += 1 }
      let start = end
      while end < text.count, isQuoted ? text[end] != UInt8(ascii: "\"") : isNameByte(text[end]) {
        end += 1
      }
      if let name = module.find(String(decoding: text[start..<end], as: UTF8.self)) { add(name) }
      position = end
    }
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func add(_ name: StringID) {
    if known.insert(name).inserted { new.append(name) }
  }
}

extension SymbolReferences {
  /// The symbols that the program refers to otherwise than as callees of `func.call`.
  static func outsideCalls(_ module: borrowing Module) -> SymbolReferences {
    var references = SymbolReferences()
    let callee = module.find("callee")
    for op in module.opsPreOrder(in: module.root) {
      references.visit(module.attributes(of: op), module)
      guard module.opcode(of: op).is(FuncOp.call),
        case .dictionary(let entries) = module.attribute(module.properties(of: op))
      else {
        references.visit(module.properties(of: op), module)
        continue
      }
      for entry in entries where entry.name != callee { references.visit(entry.value, module) }
    }
    return references
  }
}

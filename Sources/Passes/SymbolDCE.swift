import FuseIR

/// Erases private symbols that nothing refers to.
///
/// What is not private is visible from outside and stays; a private function, also one that is only declared, stays
/// where a chain of references leads to it from what stays.
///
/// ```
/// func.func private @unused() { return }
/// func.func @main() { return }             →     func.func @main() { return }
/// ```
public struct SymbolDCE: ModulePass {
  /// `symbol-dce`.
  public static let name = "symbol-dce"
  /// What the pass does.
  public static let summary = "Erases private functions that nothing refers to."

  /// The pass with default options.
  public init() {}

  /// Runs on the symbols of the root module.
  public mutating func run(
    on module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard let body = module.body(of: module.root) else { return .unchanged }
    let ops = module.ops(of: body)
    var privateSymbols: [StringID: OpID] = [:]
    var pending: [OpID] = []
    for op in ops {
      if let name = Self.privateName(of: op, module) {
        privateSymbols[name] = op
      } else {
        pending.append(op)
      }
    }
    guard !privateSymbols.isEmpty else { return .unchanged }
    var references = SymbolReferences()
    var reached: Set<OpID> = []
    references.visit(module.attributes(of: module.root), module)
    while true {
      for name in references.takeNew() {
        if let op = privateSymbols[name], reached.insert(op).inserted { pending.append(op) }
      }
      guard let op = pending.popLast() else { break }
      for inner in module.opsPreOrder(in: op) {
        references.visit(module.properties(of: inner), module)
        references.visit(module.attributes(of: inner), module)
      }
    }
    var erased = 0
    for op in ops where Self.privateName(of: op, module) != nil && !reached.contains(op) {
      module.erase(op)
      erased += 1
    }
    if erased > 0 { context.count("symbols erased", by: erased) }
    return erased > 0 ? .changed : .unchanged
  }

  /// The name that the op defines, if it is visible only inside the module.
  private static func privateName(of op: OpID, _ module: borrowing Module) -> StringID? {
    guard module.traits(of: op).contains(.symbol),
      module.string("sym_visibility", of: op) == "private",
      let attribute = module.attribute("sym_name", of: op),
      case .string(let name, _) = module.attribute(attribute)
    else { return nil }
    return name
  }
}

/// The symbols that attributes refer to, each attribute looked at once.
private struct SymbolReferences {
  private var visited: Set<AttributeID> = []
  private var known: Set<StringID> = []
  private var new: [StringID] = []

  /// The symbols found since the last call, in the order in which they were found.
  mutating func takeNew() -> [StringID] {
    defer { new = [] }
    return new
  }

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

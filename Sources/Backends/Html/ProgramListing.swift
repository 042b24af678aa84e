import FuseIR

/// Writes ops of snapshots as lines of text whose value names stay the same from pass to pass.
///
/// A line is `%7 = stablehlo.add %3, %5 {...} : tensor<4xf32>`: the op without its regions, long constants left out. Values
/// are numbered once, in the order in which the snapshots show them first.
struct ProgramListing {
  private static let longestAttribute = 110
  private static let longestLine = 280

  private var numbers: [Int32] = []
  private var valueCount: Int32 = 0
  private var types: [String?] = []
  private var attributes: [String?] = []
  private let hidden: Set<String> = [
    "function_type", "sym_name", "arg_attrs", "res_attrs", "callee", "operandSegmentSizes",
    "resultSegmentSizes",
  ]

  /// A listing whose values are numbered as the snapshots show them, in their order.
  init(_ snapshots: [ModuleSnapshot]) {
    for snapshot in snapshots {
      var block = 0
      for (index, op) in snapshot.ops.enumerated() {
        while block < snapshot.blocks.count, snapshot.blocks[block].position <= index {
          for value in snapshot.arguments[snapshot.blocks[block].argumentRange] { number(value) }
          block += 1
        }
        for value in snapshot.results[op.resultRange] { number(value) }
      }
    }
  }

  private mutating func number(_ value: ValueID) {
    while numbers.count <= value.index { numbers.append(-1) }
    guard numbers[value.index] < 0 else { return }
    numbers[value.index] = valueCount
    valueCount += 1
  }

  /// The name of a value.
  func name(of value: ValueID) -> String {
    value.index < numbers.count && numbers[value.index] >= 0 ? "%\(numbers[value.index])" : "%?"
  }

  /// The text of a type.
  mutating func text(of type: TypeID, in module: borrowing Module) -> String {
    while types.count <= type.index { types.append(nil) }
    if let text = types[type.index] { return text }
    let text = OpLabels.shortened(module.text(of: type), to: Self.longestAttribute)
    types[type.index] = text
    return text
  }

  /// The line of an op, without indentation.
  mutating func line(
    _ op: ModuleSnapshot.Op, of snapshot: ModuleSnapshot, in module: borrowing Module
  ) -> String {
    var line = ""
    if !op.resultRange.isEmpty {
      line = snapshot.results[op.resultRange].map { name(of: $0) }.joined(separator: ", ") + " = "
    }
    line += module.name(of: op.opcode)
    for symbol in ["sym_name", "callee"] {
      if let attribute = attribute(symbol, of: op, in: module) {
        if let name = module.stringValue(attribute) { line += " @\(name)" }
        if let name = module.symbolValue(attribute) { line += " @\(module.string(name))" }
      }
    }
    let operands = snapshot.operands[op.operandRange].prefix(24).map { name(of: $0) }
    if !operands.isEmpty { line += " " + operands.joined(separator: ", ") }
    if op.operandRange.count > 24 { line += ", … \(op.operandRange.count) operands" }
    line += attributeText(of: op, in: module)
    if !op.resultRange.isEmpty {
      let results = snapshot.resultTypes[op.resultRange].prefix(8)
      var texts: [String] = []
      for type in results { texts.append(text(of: type, in: module)) }
      line += " : " + texts.joined(separator: ", ")
    }
    return OpLabels.shortened(line, to: Self.longestLine)
  }

  /// The line of a block: its number and arguments.
  mutating func line(
    _ block: ModuleSnapshot.Block, of snapshot: ModuleSnapshot, in module: borrowing Module
  ) -> String {
    var arguments: [String] = []
    for index in block.argumentRange.prefix(64) {
      arguments.append(
        "\(name(of: snapshot.arguments[index])): "
          + text(of: snapshot.argumentTypes[index], in: module))
    }
    let list = arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))"
    return OpLabels.shortened("^bb\(block.number)\(list):", to: 2 * Self.longestLine)
  }

  private func attribute(
    _ name: String, of op: ModuleSnapshot.Op, in module: borrowing Module
  ) -> AttributeID? {
    guard let key = module.find(name) else { return nil }
    return module.entry(key, in: op.properties) ?? module.entry(key, in: op.attributes)
  }

  private mutating func attributeText(
    of op: ModuleSnapshot.Op, in module: borrowing Module
  ) -> String {
    var parts: [String] = []
    for entry in module.entries(op.properties) + module.entries(op.attributes) {
      let name = module.string(entry.name)
      if hidden.contains(name) || parts.count >= 12 { continue }
      var value = text(ofAttribute: entry.value, in: module)
      if value.hasSuffix("<none>") { continue }
      if name == "iterator_types" { value = iterators(entry.value, in: module) ?? value }
      parts.append(value == "unit" ? name : "\(name) = \(value)")
    }
    return parts.isEmpty ? "" : " {\(parts.joined(separator: ", "))}"
  }

  /// `[parallel, reduction]` for the iterator types of a structured op.
  private func iterators(_ attribute: AttributeID, in module: borrowing Module) -> String? {
    guard let elements = module.arrayElements(attribute) else { return nil }
    var kinds: [String] = []
    for element in elements {
      guard let kind = module.dialectAttributeText(element, "linalg", "iterator_type") else {
        return nil
      }
      kinds.append(kind)
    }
    return "[\(kinds.joined(separator: ", "))]"
  }

  private mutating func text(
    ofAttribute attribute: AttributeID, in module: borrowing Module
  ) -> String {
    while attributes.count <= attribute.index { attributes.append(nil) }
    if let text = attributes[attribute.index] { return text }
    let text: String
    if case .denseElements = module.attribute(attribute) {
      text = OpLabels.constant(attribute, in: module)
    } else {
      text = OpLabels.shortened(module.text(of: attribute), to: Self.longestAttribute)
    }
    attributes[attribute.index] = text
    return text
  }
}

/// A set of flags that an `arith` or `math` op carries, as an attribute `#arith.name<a, b>` and, in custom form, as a clause
/// `name<a, b>` after the operands.
struct ArithFlags: Sendable {
  /// The name of the op's attribute.
  let attributeName: StaticString
  /// The same as every module knows it.
  let attributeID: StringID
  /// The name of the attribute's kind, and of the clause.
  let kind: StaticString
  /// The flags in the order in which they are printed.
  let flags: [String]
  /// The name of all flags together, if it has one.
  let all: String?
  /// What stands between flags.
  let separator: String

  /// Which float identities of the reals may be used.
  static let fastMath = ArithFlags(
    attributeName: "fastmath", attributeID: .fastMath, kind: "fastmath",
    flags: ["reassoc", "nnan", "ninf", "nsz", "arcp", "contract", "afn"], all: "fast",
    separator: ",")

  /// Whether signed (`nsw`) or unsigned (`nuw`) overflow is known not to happen.
  static let overflow = ArithFlags(
    attributeName: "overflowFlags", attributeID: .overflowFlags, kind: "overflow",
    flags: ["nsw", "nuw"], all: nil, separator: ", ")

  /// The declaration of the attribute, `none` where it is not given.
  var attribute: AttributeDefinition { .defaulted("\(attributeName)", "arith", "\(kind)", "none") }

  /// The declaration of the attribute where ops need not have it.
  var optionalAttribute: AttributeDefinition {
    .optional("\(attributeName)", .dialect("arith.\(kind)"))
  }

  /// The clause if it is next; the attribute goes into `state`.
  func parse(_ parser: inout Parser, _ state: inout OperationState) throws(ParseFailure) {
    guard parser.parseOptionalKeyword(kind) else { return }
    let names = ["none"] + flags + (all.map { [$0] } ?? [])
    var given: [String] = []
    try parser.parse(.less)
    repeat {
      given.append(try parser.parseKeyword(among: names, "\(kind) flag"))
    } while parser.parseOptional(.comma)
    try parser.parse(.greater)
    let attribute = parser.module.dialectAttribute("arith", ".\(kind)<\(canonicalText(given))>")
    state.attributes.append((attributeID, attribute))
  }

  /// The clause, nothing where no flag is set.
  func print(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
    guard let attribute = module.attribute(attributeID, of: op),
      let text = module.dialectAttributeText(attribute, "arith", kind), text != "none"
    else { return }
    printer.write(" ")
    printer.write(kind)
    printer.write("<\(text)>")
  }

  /// True iff the op has no flag set.
  func isNone(_ module: borrowing Module, _ op: OpID) -> Bool {
    guard let attribute = module.attribute(attributeID, of: op) else { return true }
    return module.dialectAttributeText(attribute, "arith", kind) == "none"
  }

  private func canonicalText(_ names: [String]) -> String {
    if let all, names.contains(all) { return all }
    let present = flags.filter { names.contains($0) }
    if present.isEmpty { return "none" }
    if let all, present.count == flags.count { return all }
    return present.joined(separator: separator)
  }
}

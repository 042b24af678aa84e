/// A set of flags that an `arith` or `math` op carries, as an attribute `#arith.name<a, b>` and, in pretty form, as a clause
/// `name<a, b>` after the operands.
struct ArithFlags: Sendable {
  /// The name of the op's attribute.
  let attributeName: String
  /// The name of the attribute's kind, and of the clause.
  let kind: String
  /// The flags in the order in which they are printed.
  let flags: [String]
  /// The name of all flags together, if it has one.
  let all: String?
  /// What stands between flags.
  let separator: String

  /// Which float identities of the reals may be used.
  static let fastMath = ArithFlags(
    attributeName: "fastmath", kind: "fastmath",
    flags: ["reassoc", "nnan", "ninf", "nsz", "arcp", "contract", "afn"], all: "fast",
    separator: ",")

  /// Whether signed (`nsw`) or unsigned (`nuw`) overflow is known not to happen.
  static let overflow = ArithFlags(
    attributeName: "overflowFlags", kind: "overflow", flags: ["nsw", "nuw"], all: nil,
    separator: ", ")

  /// The declaration of the attribute, `none` where it is not given.
  var attribute: AttributeDefinition { .defaulted(attributeName, "arith", kind, "none") }

  /// The declaration of the attribute where ops need not have it.
  var optionalAttribute: AttributeDefinition { .optional(attributeName, .dialect("arith.\(kind)")) }

  /// The canonical text of a set of flags, nil where a name is unknown.
  func canonicalText(_ names: [String]) -> String? {
    if names == ["none"] { return "none" }
    if let all, names.contains(all) { return names.count == 1 ? all : nil }
    guard names.allSatisfy({ flags.contains($0) }) else { return nil }
    let present = flags.filter { names.contains($0) }
    if let all, present.count == flags.count { return all }
    return present.joined(separator: separator)
  }
}

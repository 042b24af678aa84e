/// `#fuse.mapping<["dram I W O", "for K 4", "scratchpad I W", "columns K 16", ...]>`: how an op runs on a machine.
///
/// The parts stand from outer to inner. A memory is followed by the tensors that it keeps there (I, W, O: input, weight,
/// output); `for`, a dimension and a count are a loop; `rows`, `columns`, `diagonal` or `lanes` in its place are a loop that
/// runs along that axis of the array. Memories have the names that the machine gives them.
///
/// The op that has the loops carries it as `fuse.mapping`; `select-mapping` writes it.
public struct MappingAttribute: Hashable, Sendable {
  /// The name under which an op carries its mapping.
  public static let name = "fuse.mapping"

  /// The parts, outermost first.
  public var parts: [String]

  /// A mapping of the given parts, which hold no quotes, backslashes or control characters.
  public init(parts: [String]) { self.parts = parts }

  /// Reads a `#fuse.mapping`; nil where it is another attribute or malformed.
  public init?(_ attribute: AttributeID, in module: borrowing Module) {
    guard let text = module.dialectAttributeText(attribute, "fuse", "mapping"),
      let parts = Self.parts(text)
    else { return nil }
    self.parts = parts
  }

  /// The mapping that the op carries; nil where it carries none, or a malformed one.
  public init?(of op: OpID, in module: borrowing Module) {
    guard let attribute = module.attribute(Self.name, of: op) else { return nil }
    self.init(attribute, in: module)
  }

  /// The attribute.
  public func attribute(in module: inout Module) -> AttributeID {
    module.dialectAttribute("fuse", ".mapping<\(text)>")
  }

  /// The parts as they stand between the brackets.
  public var text: String { "[" + parts.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }

  /// Checks the `fuse.mapping` of an op.
  static func verify(
    _ attribute: AttributeID, of op: OpID, in module: borrowing Module,
    _ report: inout VerifierReport
  ) {
    guard let mapping = MappingAttribute(attribute, in: module) else {
      report.report(
        op, "attribute '\(name)' must be #fuse.mapping<[...]> with a text for each level")
      return
    }
    for part in mapping.parts where !isWellFormed(part) {
      report.report(
        op,
        "attribute '\(name)' holds '\(part)', but expects a memory and what it keeps ('dram I W O') "
          + "or a loop ('for K 4', 'rows C 16')")
      return
    }
  }

  /// Whether the part is words with single spaces between them: a memory and tensors, or a loop, a dimension and a count.
  private static func isWellFormed(_ part: String) -> Bool {
    let words = part.split(separator: " ", omittingEmptySubsequences: false)
    guard let first = words.first, !first.isEmpty else { return false }
    guard ["for", "rows", "columns", "diagonal", "lanes"].contains(String(first)) else {
      return words.dropFirst().allSatisfy { ["I", "W", "O"].contains(String($0)) }
    }
    return words.count == 3 && ["G", "N", "K", "C", "P", "Q", "R", "S"].contains(String(words[1]))
      && (Int(words[2]) ?? 0) > 0
  }

  /// The texts of `["a", "b"]`; nil where it is no such list.
  private static func parts(_ text: String) -> [String]? {
    var parts: [String] = []
    var rest = Substring(text)
    func skipSpace() { rest = rest.drop { $0 == " " || $0 == "\n" || $0 == "\t" } }
    func take(_ character: Character) -> Bool {
      skipSpace()
      guard rest.first == character else { return false }
      rest.removeFirst()
      return true
    }
    guard take("[") else { return nil }
    if !take("]") {
      repeat {
        guard take("\""), let end = rest.firstIndex(of: "\"") else { return nil }
        let part = rest[..<end]
        guard !part.contains("\\") else { return nil }
        parts.append(String(part))
        rest = rest[rest.index(after: end)...]
      } while take(",")
      guard take("]") else { return nil }
    }
    skipSpace()
    return rest.isEmpty ? parts : nil
  }
}

/// `#fuse.edge<operand, verdict, views, map, reasons>`: what the fusion legality analysis says of one operand of an op.
///
/// ```
/// #fuse.edge<0 : i64, "conditional", 1 : i64, affine_map<(d0, d1, d2) -> (d0, d1 + d2)>,
///            [{code = "halo", dilation = 1 : i64, overlap = 2 : i64, ...}]>
/// ```
///
/// - `operand`: which operand of the op that carries the attribute.
/// - `verdict`: `"legal"`, `"conditional"` or `"illegal"`.
/// - `views`: how many views lie between the operand and the op that computes it; each is the first operand of the next.
/// - `map`: from the loops of the op to the indices of the producer's result, or `unit` where that can't be said.
/// - `reasons`: a dictionary each, with a `code` and its values: integers, texts, and arrays of one of these.
///
/// An op carries its edges in the array attribute `fuse.edges`. Spelling and order are those in which stock MLIR prints
/// parameters, so that a program that went through mlir-opt reads back the same.
public struct FusionEdgeAttribute: Hashable, Sendable {
  /// The name of the array attribute that holds the edges of an op.
  public static let arrayName = "fuse.edges"

  /// Whether the two ops can be fused.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    case legal, conditional, illegal
  }

  /// What kind of reason it is.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    case halo
    case reductionBoundary = "reduction-boundary"
    case rowBarrier = "row-barrier"
    case multipleUsers = "multiple-users"
    case escapes
    case elementTypeChange = "element-type-change"
    case incompatibleMaps = "incompatible-maps"
    case dynamicExtent = "dynamic-extent"
    case sideEffects = "side-effects"
    case cycle
    case unsupportedKind = "unsupported-kind"
    case memory
    case notStitchable = "not-stitchable"
    case tooManyOps = "too-many-ops"
    case differentRows = "different-rows"
    case sharedOperand = "shared-operand"
    case scratch
    case tooManyArguments = "too-many-arguments"
    case readAnywhere = "read-anywhere"
    case noRowForm = "no-row-form"
  }

  /// A value of a reason.
  public enum Value: Hashable, Sendable {
    case integer(Int64)
    case text(String)
    case integers([Int64])
    case texts([String])
  }

  /// One reason with its values.
  public struct Reason: Hashable, Sendable {
    /// What kind of reason it is.
    public var code: Code
    /// The values by name, sorted by it.
    public private(set) var values: [(name: String, value: Value)]

    /// A reason with its values, in any order.
    public init(_ code: Code, _ values: [(name: String, value: Value)]) {
      self.code = code
      self.values = values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The value with the given name.
    public subscript(name: String) -> Value? { values.first { $0.name == name }?.value }

    /// True iff codes and values are equal.
    public static func == (a: Reason, b: Reason) -> Bool {
      a.code == b.code && a.values.elementsEqual(b.values) { $0 == $1 }
    }

    /// Hashes the code and the values.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(code)
      for (name, value) in values {
        hasher.combine(name)
        hasher.combine(value)
      }
    }
  }

  /// The operand.
  public var operand: Int
  /// Whether the ops can be fused.
  public var verdict: Verdict
  /// How many views lie between.
  public var views: Int
  /// The text of the index map, `affine_map<...>`; nil where there is none.
  public var map: String?
  /// The reasons.
  public var reasons: [Reason]

  /// An edge.
  public init(operand: Int, verdict: Verdict, views: Int, map: String?, reasons: [Reason]) {
    self.operand = operand
    self.verdict = verdict
    self.views = views
    self.map = map
    self.reasons = reasons
  }

  // MARK: In a module

  /// The attribute.
  public func attribute(in module: inout Module) -> AttributeID {
    module.dialectAttribute("fuse", ".edge<\(text)>")
  }

  /// Reads a `#fuse.edge`; nil where it is another attribute or malformed.
  public init?(_ attribute: AttributeID, in module: borrowing Module) {
    guard let text = module.dialectAttributeText(attribute, "fuse", "edge") else { return nil }
    self.init(text: text)
  }

  /// The edges that the op carries; those that are malformed are left out.
  public static func edges(of op: OpID, in module: borrowing Module) -> [FusionEdgeAttribute] {
    guard let attribute = module.attribute(arrayName, of: op),
      let elements = module.arrayElements(attribute)
    else { return [] }
    var edges: [FusionEdgeAttribute] = []
    for element in elements {
      if let edge = FusionEdgeAttribute(element, in: module) { edges.append(edge) }
    }
    return edges
  }

  /// Checks the `fuse.edges` of an op.
  static func verify(
    _ attribute: AttributeID, of op: OpID, in module: borrowing Module,
    _ report: inout VerifierReport
  ) {
    guard let elements = module.arrayElements(attribute) else {
      report.report(op, "attribute '\(arrayName)' must be an array of #fuse.edge<...>")
      return
    }
    for element in elements {
      guard let edge = FusionEdgeAttribute(element, in: module) else {
        report.report(
          op,
          "attribute '\(arrayName)' must hold #fuse.edge<operand, verdict, views, map, reasons>, "
            + "but holds \(module.text(of: element))")
        return
      }
      let count = module.operandCount(of: op)
      guard edge.operand < count else {
        report.report(
          op, "attribute '\(arrayName)' names operand #\(edge.operand), but there are \(count)")
        return
      }
    }
  }

  // MARK: Text

  /// The parameters, as they stand between the brackets.
  public var text: String {
    let reasons = reasons.map { reason in
      var entries = reason.values.map { ("\($0.name)", Self.text($0.value)) }
      entries.append(("code", Self.quoted(reason.code.rawValue)))
      entries.sort { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
      return "{" + entries.map { "\($0.0) = \($0.1)" }.joined(separator: ", ") + "}"
    }
    return "\(operand) : i64, \(Self.quoted(verdict.rawValue)), \(views) : i64, "
      + "\(map ?? "unit"), [\(reasons.joined(separator: ", "))]"
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .integer(let value): "\(value) : i64"
    case .text(let text): quoted(text)
    case .integers(let values): "\(values)"
    case .texts(let texts): "[" + texts.map(quoted).joined(separator: ", ") + "]"
    }
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      $0 >= 32 && $0 != 127 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain { return "\"\(text)\"" }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 32 || scalar.value == 127:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\" + (digits.count < 2 ? "0" : "") + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Reads the parameters; nil where they are malformed.
  public init?(text: String) {
    var reader = FusionEdgeReader(text)
    guard let operand = reader.integer(), operand >= 0, reader.take(","),
      let verdict = reader.string().flatMap({ Verdict(rawValue: $0) }), reader.take(","),
      let views = reader.integer(), views >= 0, reader.take(","),
      let map = reader.map(), reader.take(","), let reasons = reader.reasons(), reader.isAtEnd
    else { return nil }
    self.init(
      operand: Int(operand), verdict: verdict, views: Int(views),
      map: map == "unit" ? nil : map, reasons: reasons)
  }
}

/// Reads the text of a `#fuse.edge`. Every method returns nil where the text is something else.
private struct FusionEdgeReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  private mutating func skipSpaces() {
    while position < bytes.count, bytes[position] == 32 || bytes[position] == 10 { position += 1 }
  }

  var isAtEnd: Bool {
    mutating get {
      skipSpaces()
      return position == bytes.count
    }
  }

  /// Takes the text if it is next.
  mutating func take(_ text: StaticString) -> Bool {
    skipSpaces()
    let end = position + text.utf8CodeUnitCount
    guard end <= bytes.count,
      text.withUTF8Buffer({ bytes[position..<end].elementsEqual($0) })
    else { return false }
    position = end
    return true
  }

  /// `3`, or `3 : i64`.
  mutating func integer() -> Int64? {
    skipSpaces()
    let start = position
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
    while position < bytes.count, bytes[position].isDigit { position += 1 }
    guard let value = Int64(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      return nil
    }
    if take(":") { guard take("i64") else { return nil } }
    return value
  }

  /// `"text"`, escapes resolved.
  mutating func string() -> String? {
    guard take("\"") else { return nil }
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard position < bytes.count else { return nil }
        if bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "\\") {
          text.append(bytes[position])
          position += 1
        } else {
          guard position + 1 < bytes.count,
            let value = UInt8(
              String(decoding: bytes[position...position + 1], as: UTF8.self), radix: 16)
          else { return nil }
          text.append(value)
          position += 2
        }
      default: text.append(byte)
      }
    }
    return nil
  }

  /// `unit` or `affine_map<...>`, as it is written.
  mutating func map() -> String? {
    if take("unit") { return "unit" }
    skipSpaces()
    let start = position
    guard take("affine_map<") else { return nil }
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      // The arrow's `>` ends nothing.
      if byte == UInt8(ascii: ">"), bytes[position - 2] != UInt8(ascii: "-") {
        return String(decoding: bytes[start..<position], as: UTF8.self)
      }
    }
    return nil
  }

  mutating func reasons() -> [FusionEdgeAttribute.Reason]? {
    list { reader in reader.reason() }
  }

  private mutating func list<Element>(
    _ element: (inout FusionEdgeReader) -> Element?
  ) -> [Element]? {
    guard take("[") else { return nil }
    var elements: [Element] = []
    if take("]") { return elements }
    repeat {
      guard let next = element(&self) else { return nil }
      elements.append(next)
    } while take(",")
    return take("]") ? elements : nil
  }

  private mutating func reason() -> FusionEdgeAttribute.Reason? {
    guard take("{") else { return nil }
    var code: FusionEdgeAttribute.Code?
    var values: [(name: String, value: FusionEdgeAttribute.Value)] = []
    repeat {
      guard let name = word(), take("=") else { return nil }
      if name == "code" {
        code = string().flatMap { FusionEdgeAttribute.Code(rawValue: $0) }
      } else {
        guard let value = value() else { return nil }
        values.append((name, value))
      }
    } while take(",")
    guard take("}"), let code else { return nil }
    return FusionEdgeAttribute.Reason(code, values)
  }

  private mutating func word() -> String? {
    skipSpaces()
    let start = position
    while position < bytes.count, bytes[position].continuesBareIdentifier { position += 1 }
    return position == start ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func value() -> FusionEdgeAttribute.Value? {
    let start = position
    if let text = string() { return .text(text) }
    position = start
    if let value = integer() { return .integer(value) }
    position = start
    if let texts = list({ $0.string() }), !texts.isEmpty { return .texts(texts) }
    position = start
    return list { $0.integer() }.map { .integers($0) }
  }
}

/// Which dimensions a dot product pairs: `#stablehlo.dot<lhs_batching_dimensions = [0], ...>`.
///
/// The result's dimensions are the batching ones, then the free ones of the left operand, then the
/// free ones of the right operand.
public struct DotDimensionNumbers: Hashable, Sendable {
  /// Dimensions of the left operand that the result keeps, paired with `rhsBatching`.
  public var lhsBatching: [Int]
  /// Dimensions of the right operand that the result keeps, paired with `lhsBatching`.
  public var rhsBatching: [Int]
  /// Dimensions of the left operand that are summed over, paired with `rhsContracting`.
  public var lhsContracting: [Int]
  /// Dimensions of the right operand that are summed over, paired with `lhsContracting`.
  public var rhsContracting: [Int]

  /// Pairs the given dimensions.
  public init(
    lhsBatching: [Int] = [], rhsBatching: [Int] = [], lhsContracting: [Int], rhsContracting: [Int]
  ) {
    self.lhsBatching = lhsBatching
    self.rhsBatching = rhsBatching
    self.lhsContracting = lhsContracting
    self.rhsContracting = rhsContracting
  }

  /// Reads a `#stablehlo.dot<...>` attribute; nil if it is something else.
  public init?(_ attribute: AttributeID, in module: borrowing Module) {
    self.init(lhsContracting: [], rhsContracting: [])
    guard let text = module.dialectAttributeText(attribute, "stablehlo", "dot") else { return nil }
    var reader = DialectAttributeReader(text)
    guard let fields = reader.fields() else { return nil }
    for (name, values) in fields {
      switch name {
      case "lhs_batching_dimensions": lhsBatching = values
      case "rhs_batching_dimensions": rhsBatching = values
      case "lhs_contracting_dimensions": lhsContracting = values
      case "rhs_contracting_dimensions": rhsContracting = values
      default: return nil
      }
    }
  }

  /// The numbers of a `dot_general`, or those that a `dot` implies; nil if the op lacks them.
  public init?(of op: OpID, in module: borrowing Module) {
    if module.opcode(of: op).is(StablehloOp.dot) {
      guard let rank = module.shape(of: module.operand(0, of: op))?.count, rank > 0 else {
        return nil
      }
      self.init(lhsContracting: [rank - 1], rhsContracting: [0])
      return
    }
    guard let attribute = module.attribute("dot_dimension_numbers", of: op) else { return nil }
    self.init(attribute, in: module)
  }

  /// The attribute with these numbers.
  public func attribute(in module: inout Module) -> AttributeID {
    var writer = DialectAttributeWriter()
    writer.field("lhs_batching_dimensions", lhsBatching)
    writer.field("rhs_batching_dimensions", rhsBatching)
    writer.field("lhs_contracting_dimensions", lhsContracting)
    writer.field("rhs_contracting_dimensions", rhsContracting)
    return module.dialectAttribute("stablehlo", ".dot<\(writer.text)>")
  }

  /// The dimensions of a left operand of the given rank that are neither batching nor contracting.
  public func lhsFree(rank: Int) -> [Int] {
    (0..<max(rank, 0)).filter { !lhsBatching.contains($0) && !lhsContracting.contains($0) }
  }

  /// The dimensions of a right operand of the given rank that are neither batching nor contracting.
  public func rhsFree(rank: Int) -> [Int] {
    (0..<max(rank, 0)).filter { !rhsBatching.contains($0) && !rhsContracting.contains($0) }
  }
}

/// Which dimensions a ragged dot product pairs, and which of them is cut into groups:
/// `#chlo.ragged_dot<lhs_contracting_dimensions = [1], ..., lhs_ragged_dimensions = [0], ...>`.
public struct RaggedDotDimensionNumbers: Hashable, Sendable {
  /// The dimensions that are paired, without the group dimension of the right operand.
  public var dot: DotDimensionNumbers
  /// The dimension of the left operand that is cut into groups.
  public var ragged: Int
  /// The dimension of the right operand that runs over the groups, where it has one.
  public var group: Int?

  /// The numbers of a `chlo.ragged_dot`; nil where they are malformed.
  public init?(of op: OpID, in module: borrowing Module) {
    guard let attribute = module.attribute("ragged_dot_dimension_numbers", of: op),
      let text = module.dialectAttributeText(attribute, "chlo", "ragged_dot")
    else { return nil }
    var reader = DialectAttributeReader(text)
    guard let fields = reader.fields() else { return nil }
    dot = DotDimensionNumbers(lhsContracting: [], rhsContracting: [])
    var raggedDimensions: [Int] = []
    var groupDimensions: [Int] = []
    for (name, values) in fields {
      switch name {
      case "lhs_batching_dimensions": dot.lhsBatching = values
      case "rhs_batching_dimensions": dot.rhsBatching = values
      case "lhs_contracting_dimensions": dot.lhsContracting = values
      case "rhs_contracting_dimensions": dot.rhsContracting = values
      case "lhs_ragged_dimensions": raggedDimensions = values
      case "rhs_group_dimensions": groupDimensions = values
      default: return nil
      }
    }
    guard raggedDimensions.count == 1, groupDimensions.count <= 1 else { return nil }
    ragged = raggedDimensions[0]
    group = groupDimensions.first
  }
}

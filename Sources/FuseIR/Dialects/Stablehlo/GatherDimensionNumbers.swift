/// How a gather reads its slices: `#stablehlo.gather<offset_dims = [1], ...>`.
public struct GatherDimensionNumbers: Hashable, Sendable {
  /// Dimensions of the result that run inside a slice.
  public var offsetDimensions: [Int] = []
  /// Dimensions of the operand that a slice has with size 1 and the result lacks.
  public var collapsedSliceDimensions: [Int] = []
  /// Dimensions of the operand paired with batch dimensions of the start indices.
  public var operandBatchingDimensions: [Int] = []
  /// Dimensions of the start indices paired with `operandBatchingDimensions`.
  public var startIndicesBatchingDimensions: [Int] = []
  /// For each component of a start index, the dimension of the operand that it addresses.
  public var startIndexMap: [Int] = []
  /// The dimension of the start indices that holds the components; their rank where each element is
  /// an index of one component.
  public var indexVectorDimension = 0

  /// Numbers without any dimension; set the fields.
  public init() {}

  /// Reads a `#stablehlo.gather<...>` attribute; nil if it is something else.
  public init?(_ attribute: AttributeID, in module: borrowing Module) {
    guard let text = module.dialectAttributeText(attribute, "stablehlo", "gather") else {
      return nil
    }
    var reader = DialectAttributeReader(text)
    guard let fields = reader.fields() else { return nil }
    for (name, values) in fields {
      switch name {
      case "offset_dims": offsetDimensions = values
      case "collapsed_slice_dims": collapsedSliceDimensions = values
      case "operand_batching_dims": operandBatchingDimensions = values
      case "start_indices_batching_dims": startIndicesBatchingDimensions = values
      case "start_index_map": startIndexMap = values
      case "index_vector_dim": indexVectorDimension = values.first ?? 0
      default: return nil
      }
    }
  }

  /// The numbers of a `gather` or `dynamic_gather`; nil if the op lacks them.
  public init?(of op: OpID, in module: borrowing Module) {
    guard let attribute = module.attribute("dimension_numbers", of: op) else { return nil }
    self.init(attribute, in: module)
  }

  /// The attribute with these numbers.
  public func attribute(in module: inout Module) -> AttributeID {
    var writer = DialectAttributeWriter()
    writer.field("offset_dims", offsetDimensions)
    writer.field("collapsed_slice_dims", collapsedSliceDimensions)
    writer.field("operand_batching_dims", operandBatchingDimensions)
    writer.field("start_indices_batching_dims", startIndicesBatchingDimensions)
    writer.field("start_index_map", startIndexMap)
    writer.field("index_vector_dim", indexVectorDimension)
    return module.dialectAttribute("stablehlo", ".gather<\(writer.text)>")
  }
}

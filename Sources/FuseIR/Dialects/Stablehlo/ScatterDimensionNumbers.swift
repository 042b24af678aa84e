/// How a scatter places its updates: `#stablehlo.scatter<update_window_dims = [1], ...>`.
public struct ScatterDimensionNumbers: Hashable, Sendable {
  /// Dimensions of the updates that run inside a window.
  public var updateWindowDimensions: [Int] = []
  /// Dimensions of the operand that a window has with size 1 and the updates lack.
  public var insertedWindowDimensions: [Int] = []
  /// Dimensions of the operand paired with batch dimensions of the indices.
  public var inputBatchingDimensions: [Int] = []
  /// Dimensions of the indices paired with `inputBatchingDimensions`.
  public var scatterIndicesBatchingDimensions: [Int] = []
  /// For each component of an index, the dimension of the operand that it addresses.
  public var scatterDimensionsToOperandDimensions: [Int] = []
  /// The dimension of the indices that holds the components; their rank where each element is an
  /// index of one component.
  public var indexVectorDimension = 0

  /// Numbers without any dimension; set the fields.
  public init() {}

  /// Reads a `#stablehlo.scatter<...>` attribute; nil if it is something else.
  public init?(_ attribute: AttributeID, in module: borrowing Module) {
    guard let text = module.dialectAttributeText(attribute, "stablehlo", "scatter") else {
      return nil
    }
    var reader = DialectAttributeReader(text)
    guard let fields = reader.fields() else { return nil }
    for (name, values) in fields {
      switch name {
      case "update_window_dims": updateWindowDimensions = values
      case "inserted_window_dims": insertedWindowDimensions = values
      case "input_batching_dims": inputBatchingDimensions = values
      case "scatter_indices_batching_dims": scatterIndicesBatchingDimensions = values
      case "scatter_dims_to_operand_dims": scatterDimensionsToOperandDimensions = values
      case "index_vector_dim": indexVectorDimension = values.first ?? 0
      default: return nil
      }
    }
  }

  /// The numbers of a `scatter`; nil if the op lacks them.
  public init?(of op: OpID, in module: borrowing Module) {
    guard let attribute = module.attribute("scatter_dimension_numbers", of: op) else { return nil }
    self.init(attribute, in: module)
  }

  /// The attribute with these numbers.
  public func attribute(in module: inout Module) -> AttributeID {
    var writer = DialectAttributeWriter()
    writer.field("update_window_dims", updateWindowDimensions)
    writer.field("inserted_window_dims", insertedWindowDimensions)
    writer.field("input_batching_dims", inputBatchingDimensions)
    writer.field("scatter_indices_batching_dims", scatterIndicesBatchingDimensions)
    writer.field("scatter_dims_to_operand_dims", scatterDimensionsToOperandDimensions)
    writer.field("index_vector_dim", indexVectorDimension)
    return module.dialectAttribute("stablehlo", ".scatter<\(writer.text)>")
  }
}

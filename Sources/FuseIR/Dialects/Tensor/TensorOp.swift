/// The ops of the `tensor` dialect.
public enum TensorOp: UInt16, DialectOp {
  case bitcast, cast, collapseShape, concat, dim, empty, expandShape, extract, extractSlice,
    fromElements, gather, generate, insert, insertSlice, pad, rank, reshape, scatter, splat, yield

  /// `tensor`.
  public static var dialect: Dialect { .tensor }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .bitcast:
      OpDefinition(
        "tensor.bitcast", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .cast:
      OpDefinition(
        "tensor.cast", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .collapseShape:
      OpDefinition(
        "tensor.collapse_shape", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .concat:
      OpDefinition(
        "tensor.concat", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .dim:
      OpDefinition(
        "tensor.dim", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .empty:
      OpDefinition(
        "tensor.empty", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .expandShape:
      OpDefinition(
        "tensor.expand_shape", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .extract:
      OpDefinition(
        "tensor.extract", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .extractSlice:
      OpDefinition(
        "tensor.extract_slice", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .fromElements:
      OpDefinition(
        "tensor.from_elements", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .gather:
      OpDefinition(
        "tensor.gather", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .generate:
      OpDefinition(
        "tensor.generate", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .insert:
      OpDefinition(
        "tensor.insert", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .insertSlice:
      OpDefinition(
        "tensor.insert_slice", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .pad:
      OpDefinition(
        "tensor.pad", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .rank:
      OpDefinition(
        "tensor.rank", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .reshape:
      OpDefinition(
        "tensor.reshape", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .scatter:
      OpDefinition(
        "tensor.scatter", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .splat:
      OpDefinition(
        "tensor.splat", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .yield:
      OpDefinition(
        "tensor.yield", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    }
  }
}

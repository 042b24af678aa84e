/// The ops of the `tensor` dialect.
public enum TensorOp: UInt16, DialectOp {
  case bitcast, cast, collapseShape, concat, dim, empty, expandShape, extract, extractSlice,
    fromElements, gather, generate, insert, insertSlice, pad, rank, reshape, scatter, splat, yield

  /// `tensor`.
  public static var dialect: Dialect { .tensor }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .bitcast: .tensorBitcast
    case .cast: .tensorCast
    case .collapseShape: .collapseShape
    case .concat: .concat
    case .dim: .dim
    case .empty: .empty
    case .expandShape: .expandShape
    case .extract: .extract
    case .extractSlice: .extractSlice
    case .fromElements: .fromElements
    case .gather: .tensorGather
    case .generate: .generate
    case .insert: .insert
    case .insertSlice: .insertSlice
    case .pad: .tensorPad
    case .rank: .rank
    case .reshape: .tensorReshape
    case .scatter: .tensorScatter
    case .splat: .splat
    case .yield: .tensorYield
    }
  }
}

/// The ops of upstream's `sparse_tensor` dialect that fusec implements: those that say, in a `linalg.generic`, what happens to
/// stored and to absent elements, changes of an encoding, and concatenation.
public enum SparseTensorOp: UInt16, DialectOp {
  case binary, concatenate, convert, reduce, select, unary, yield

  /// `sparse_tensor`.
  public static var dialect: Dialect { .sparseTensor }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .binary: .sparseTensorBinary
    case .concatenate: .sparseTensorConcatenate
    case .convert: .sparseTensorConvert
    case .reduce: .sparseTensorReduce
    case .select: .sparseTensorSelect
    case .unary: .sparseTensorUnary
    case .yield: .sparseTensorYield
    }
  }
}

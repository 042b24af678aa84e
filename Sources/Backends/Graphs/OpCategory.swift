import FuseIR

/// What kind of work an op does; pictures colour by it.
enum OpCategory: String, CaseIterable {
  case contraction, reduction, elementwise, movement, constant, control, other

  /// The category of an op.
  init(_ op: OpID, in module: borrowing Module) {
    let traits = module.traits(of: op)
    if traits.contains(.constant) {
      self = .constant
    } else if traits.contains(.elementwise) {
      self = .elementwise
    } else if let structured = StructuredOp(op, in: module) {
      self = Self.category(of: structured, in: module)
    } else {
      let name = module.name(of: op)
      let dot = name.firstIndex(of: ".")
      self = Self.category(ofName: dot.map { String(name[name.index(after: $0)...]) } ?? name)
    }
  }

  private static func category(
    of op: StructuredOp, in module: borrowing Module
  ) -> OpCategory {
    switch op.kind {
    case .transpose, .broadcast, .copy, .fill: return .movement
    default: break
    }
    guard let iterators = op.iteratorTypes(in: module) else { return .other }
    if iterators.allSatisfy({ $0 == .parallel }) { return .elementwise }
    return op.inputCount(in: module) >= 2 ? .contraction : .reduction
  }

  private static func category(ofName name: String) -> OpCategory {
    switch name {
    case "dot", "dot_general", "convolution", "dynamic_conv", "matmul", "conv2d", "einsum",
      "program", "segment":
      .contraction
    case "reduce", "reduce_window", "select_and_scatter", "sort", "top_k", "batch_norm_training",
      "batch_norm_grad", "batch_norm_inference", "cholesky", "fft", "triangular_solve":
      .reduction
    case "broadcast_in_dim", "broadcast", "reshape", "transpose", "slice", "pad", "concatenate",
      "concat", "gather", "scatter", "dynamic_slice", "dynamic_update_slice", "reverse", "iota",
      "dynamic_broadcast_in_dim", "dynamic_reshape", "dynamic_gather", "dynamic_pad",
      "expand_shape",
      "collapse_shape", "extract_slice", "insert_slice", "empty", "load", "store", "mvin", "mvout",
      "extract", "insert", "cast", "splat", "generate":
      .movement
    case "func", "return", "call", "while", "if", "case", "for", "br", "cond_br", "yield", "module",
      "composite", "condition", "loop", "host", "fence", "flush":
      .control
    case "add", "multiply", "subtract", "divide", "maximum", "minimum", "exponential", "convert",
      "select", "compare", "clamp", "tanh", "rsqrt", "negate":
      .elementwise
    default: .other
    }
  }
}

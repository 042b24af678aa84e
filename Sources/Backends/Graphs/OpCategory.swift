import FuseIR

/// What kind of work an op does; pictures colour by it.
enum OpCategory: String, CaseIterable {
  case contraction, reduction, elementwise, movement, constant, control, other

  /// The category of an op.
  init(_ op: OpID, in module: borrowing Module) {
    self.init(
      module.opcode(of: op), properties: module.properties(of: op),
      operandCount: module.operandCount(of: op), in: module)
  }

  /// The category of an op of the kind, with the properties and the number of operands.
  init(
    _ opcode: Opcode, properties: AttributeID, operandCount: Int, in module: borrowing Module
  ) {
    let traits = module.definitions.traits(of: opcode)
    if traits.contains(.constant) {
      self = .constant
    } else if traits.contains(.elementwise) {
      self = .elementwise
    } else if opcode.dialect == .arith || opcode.dialect == .math {
      self = .elementwise
    } else if let op = LinalgOp(opcode), op == .generic {
      self = Self.category(ofGeneric: properties, operandCount, in: module)
    } else {
      let name = module.name(of: opcode)
      let dot = name.firstIndex(of: ".")
      self = Self.category(ofName: dot.map { String(name[name.index(after: $0)...]) } ?? name)
    }
  }

  private static func category(
    ofGeneric properties: AttributeID, _ operandCount: Int, in module: borrowing Module
  ) -> OpCategory {
    guard let key = module.find("iterator_types"),
      let attribute = module.entry(key, in: properties),
      let iterators = module.arrayElements(attribute)
    else { return .other }
    for iterator in iterators {
      let kind = module.dialectAttributeText(iterator, "linalg", "iterator_type")
      if kind != IteratorType.parallel.rawValue {
        return operandCount > 2 ? .contraction : .reduction
      }
    }
    return .elementwise
  }

  private static func category(ofName name: String) -> OpCategory {
    switch name {
    case "dot", "dot_general", "convolution", "dynamic_conv", "matmul", "batch_matmul", "matvec",
      "vecmat", "conv2d", "einsum", "program", "segment":
      .contraction
    case _ where name.hasPrefix("conv_") || name.hasPrefix("depthwise_conv"): .contraction
    case "reduce", "reduce_window", "select_and_scatter", "sort", "top_k", "batch_norm_training",
      "batch_norm_grad", "batch_norm_inference", "cholesky", "fft", "triangular_solve":
      .reduction
    case _ where name.hasPrefix("pooling_"): .reduction
    case "broadcast_in_dim", "broadcast", "reshape", "transpose", "slice", "pad", "concatenate",
      "concat", "gather", "scatter", "dynamic_slice", "dynamic_update_slice", "reverse", "iota",
      "dynamic_broadcast_in_dim", "dynamic_reshape", "dynamic_gather", "dynamic_pad",
      "expand_shape", "collapse_shape", "extract_slice", "insert_slice", "empty", "fill", "copy",
      "load", "store", "mvin", "mvout", "extract", "insert", "cast", "splat", "generate":
      .movement
    case "func", "return", "call", "while", "if", "case", "for", "br", "cond_br", "yield", "module",
      "composite", "condition", "loop", "host", "fence", "flush":
      .control
    case "map", "clamp", "select", "compare", "convert": .elementwise
    default: .other
    }
  }
}

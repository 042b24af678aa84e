// `tensor` ops between tensors and single elements.

extension OpDefinition {
  /// `tensor.extract`: the element at the given indices.
  static let extract = OpDefinition(
    "tensor.extract", summary: "Takes an element.", traits: [.pure],
    operands: .atLeast(1), results: .exactly(1),
    verify: { module, op, report in
      let tensor = module.type(of: module.operand(0, of: op))
      verifyIndices(module, op, tensor, from: 1, &report)
      if module.elementType(of: tensor) != module.type(of: module.result(of: op)) {
        report.report(op, "result must have the element type of the tensor")
      }
    },
    fold: foldExtract,
    parse: parseExtract, print: printExtract, resultName: { _, _ in "extracted" })

  /// `tensor.insert`: the second operand with the element at the given indices replaced by the first operand.
  static let insert = OpDefinition(
    "tensor.insert", summary: "Replaces an element.", traits: [.pure],
    operands: .atLeast(2), results: .exactly(1),
    verify: { module, op, report in
      let tensor = module.type(of: module.operand(1, of: op))
      verifyIndices(module, op, tensor, from: 2, &report)
      if module.elementType(of: tensor) != module.type(of: module.operand(0, of: op)) {
        report.report(op, "the inserted value must have the element type of the tensor")
      }
      if tensor != module.type(of: module.result(of: op)) {
        report.report(op, "result must have the type of the tensor")
      }
    },
    parse: parseInsert, print: printInsert, resultName: { _, _ in "inserted" })

  /// `tensor.from_elements`: a tensor of the operands, in row-major order.
  static let fromElements = OpDefinition(
    "tensor.from_elements", summary: "A tensor of single values.", traits: [.pure],
    operands: .any, results: .exactly(1),
    verify: { module, op, report in
      let type = module.type(of: module.result(of: op))
      guard let count = module.elementCount(of: type), count == module.operandCount(of: op) else {
        report.report(op, "result must be a static tensor with one element per operand")
        return
      }
      let element = module.elementType(of: type)
      if module.operands(of: op).contains(where: { module.type(of: $0) != element }) {
        report.report(op, "operands must have the element type of the result")
      }
    },
    parse: parseFromElements, print: printFromElements, resultName: { _, _ in "from_elements" })

  /// `tensor.splat`: a tensor whose elements all are the first operand; one more operand per dynamic extent.
  static let splat = OpDefinition(
    "tensor.splat", summary: "A tensor of one value.", traits: [.pure],
    operands: .atLeast(1), results: .exactly(1),
    verify: { module, op, report in
      let type = module.type(of: module.result(of: op))
      guard let shape = module.shape(of: type) else {
        report.report(op, "result must be a ranked tensor")
        return
      }
      if module.elementType(of: type) != module.type(of: module.operand(0, of: op)) {
        report.report(op, "operand must have the element type of the result")
      }
      if shape.count(where: { $0 == Dimension.dynamic }) != module.operandCount(of: op) - 1 {
        report.report(op, "must have one index operand per dynamic extent of the result")
      }
    },
    parse: parseSplat, print: printSplat, resultName: { _, _ in "splat" })

  private static func verifyIndices(
    _ module: borrowing Module, _ op: OpID, _ tensor: TypeID, from start: Int,
    _ report: inout VerifierReport
  ) {
    guard let shape = module.shape(of: tensor) else {
      report.report(op, "expects a ranked tensor")
      return
    }
    let indices = module.operands(of: op)[start...]
    if indices.count != shape.count {
      report.report(op, "expects \(shape.count) indices, but has \(indices.count)")
    } else if indices.contains(where: { module.type(of: $0) != .index }) {
      report.report(op, "indices must be of type index")
    }
  }

  /// An element of a splat, of a constant or of listed elements.
  private static func foldExtract(_ module: inout Module, _ op: OpID) -> [FoldedResult]? {
    let tensor = module.operand(0, of: op)
    guard let source = module.definingOp(of: tensor) else { return nil }
    if module.opcode(of: source).is(TensorOp.splat) {
      return [.value(module.operand(0, of: source))]
    }
    guard let shape = module.shape(of: tensor) else { return nil }
    if let constant = module.constantAttribute(of: tensor) {
      return module.splatElement(constant).map { [.constant($0)] }
    }
    guard module.opcode(of: source).is(TensorOp.fromElements) else { return nil }
    var position: Int64 = 0
    for (dimension, extent) in shape.enumerated() {
      guard let index = module.constantInteger(of: module.operand(dimension + 1, of: op)),
        index >= 0, index < extent
      else { return nil }
      position = position &* extent &+ index
    }
    guard position < module.operandCount(of: source) else { return nil }
    return [.value(module.operand(Int(position), of: source))]
  }
}

extension Module {
  /// The scalar attribute that a splat holds, nil for other attributes and for complex elements.
  public mutating func splatElement(_ id: AttributeID) -> AttributeID? {
    guard case .denseElements(let dense) = attribute(id), dense.isSplat else { return nil }
    let element = elementType(of: dense.type)
    switch type(element) {
    case .integer, .index:
      return uniformInteger(id).map { integerAttribute($0, element) }
    case .float(let kind) where kind.width <= 64:
      var bits: UInt64 = 0
      for (index, byte) in dense.bytes.enumerated() { bits |= UInt64(byte) << UInt64(8 * index) }
      return intern(.float(bits: bits, element))
    default: return nil
    }
  }
}

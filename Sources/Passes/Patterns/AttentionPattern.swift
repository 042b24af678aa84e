import FuseIR

/// Attention: `softmax(scale * q·kᵀ, masked) · v`, of which the softmax was found before.
///
/// The scale is a factor or divisor of the scores; the mask is added to them, or selects between them and a number. Inputs: q,
/// k, v, then the mask where there is one. Parameters: `scale`, and `mask`: `"none"`, `"add"` or `"select"` (where the mask is
/// true, the score stays; `"select_not"` where it is replaced).
struct AttentionPattern: RaisedPattern {
  /// How many ops may stand between the two products, the softmax apart.
  private static let stepLimit = 6

  func match(_ root: OpID, _ reader: inout PatternReader, in module: borrowing Module)
    -> PatternMatch?
  {
    guard let product = Contraction(root, in: module), product.reductionLoops.count == 1 else {
      return nil
    }
    let start = reader.mark
    for (weights, values, loops) in [
      (product.left, product.right, product.leftLoops),
      (product.right, product.left, product.rightLoops),
    ] {
      reader.back(to: start)
      reader.note(root, in: module)
      let seen = product.framed(weights, loops, in: module)
      let softmax = reader.peel(seen, in: module)
      guard let group = module.definingOp(of: softmax.value),
        module.opcode(of: group).is(FuseOp.group), module.string("kind", of: group) == "softmax",
        softmax.value == module.result(of: group),
        let axes = Self.axes(of: group, in: module), axes.count == 1,
        softmax.dimensions.indices.contains(axes[0]),
        softmax.dimensions[axes[0]] == product.reductionLoops[0],
        module.shape(of: module.operand(0, of: group)) == module.shape(of: softmax.value),
        module.operandCount(of: group) == 1
      else { continue }
      reader.note(group, in: module)
      let input = FramedValue(
        value: module.operand(0, of: group), dimensions: softmax.dimensions)
      if let match = scores(
        input, root, values, key: product.reductionLoops[0], &reader, in: module)
      {
        return match
      }
    }
    return nil
  }

  private static func axes(of group: OpID, in module: borrowing Module) -> [Int]? {
    guard let parameters = module.attribute("parameters", of: group),
      let name = module.find("axis"),
      let axis = module.entry(name, in: parameters)
    else { return nil }
    return module.integers(axis)?.map { Int($0) }
  }

  /// Goes from the softmax to the product of queries and keys, whose dimension `key` is that of the keys.
  private func scores(
    _ value: FramedValue, _ root: OpID, _ values: ValueID, key: Int,
    _ reader: inout PatternReader, in module: borrowing Module
  ) -> PatternMatch? {
    var value = value
    var scale = 1.0
    var mask: (value: FramedValue, kind: String)?
    for _ in 0..<Self.stepLimit {
      value = reader.peel(value, in: module)
      if let op = module.definingOp(of: value.value), let product = Contraction(op, in: module) {
        reader.note(op, in: module)
        return found(
          product, value, root, values, key: key, scale, mask, &reader, in: module)
      }
      guard case .elementwise(let function, let operands) = reader.node(value, in: module) else {
        return nil
      }
      switch function {
      case .multiply, .divide:
        if let factor = reader.number(operands[1], in: module), factor != 0 {
          scale *= function == .divide ? 1 / factor : factor
          value = operands[0]
        } else if function == .multiply, let factor = reader.number(operands[0], in: module) {
          scale *= factor
          value = operands[1]
        } else {
          return nil
        }
      case .add where mask == nil && scale == 1:
        let isRight = leadsToProduct(operands[0], &reader, in: module)
        value = isRight ? operands[0] : operands[1]
        mask = (isRight ? operands[1] : operands[0], "add")
      case .select where mask == nil && scale == 1:
        if reader.number(operands[2], in: module) != nil {
          value = operands[1]
          mask = (operands[0], "select")
        } else if reader.number(operands[1], in: module) != nil {
          value = operands[2]
          mask = (operands[0], "select_not")
        } else {
          return nil
        }
      default: return nil
      }
    }
    return nil
  }

  /// Whether the value is a product, perhaps scaled; nothing is read.
  private func leadsToProduct(
    _ value: FramedValue, _ reader: inout PatternReader, in module: borrowing Module
  ) -> Bool {
    let mark = reader.mark
    defer { reader.back(to: mark) }
    var value = value
    for _ in 0..<Self.stepLimit {
      let core = reader.core(of: value, in: module)
      if let op = module.definingOp(of: core.value), Contraction(op, in: module) != nil {
        return true
      }
      guard case .elementwise(let function, let operands) = reader.node(value, in: module) else {
        return false
      }
      switch function {
      case .multiply where reader.number(operands[0], in: module) != nil: value = operands[1]
      case .multiply, .divide:
        guard reader.number(operands[1], in: module) != nil else { return false }
        value = operands[0]
      default: return false
      }
    }
    return false
  }

  private func found(
    _ product: Contraction, _ scores: FramedValue, _ root: OpID, _ values: ValueID, key: Int,
    _ scale: Double, _ mask: (value: FramedValue, kind: String)?,
    _ reader: inout PatternReader, in module: borrowing Module
  ) -> PatternMatch? {
    // The keys are the operand that runs along the dimension of the softmax, and the queries the one that does not.
    guard product.reductionLoops.count == 1,
      let place = scores.dimensions.firstIndex(of: key), place < product.resultLoops.count
    else { return nil }
    let loop = product.resultLoops[place]
    let isRight = product.rightLoops.contains(loop)
    guard isRight != product.leftLoops.contains(loop) else { return nil }
    let queries = isRight ? product.left : product.right
    let keys = isRight ? product.right : product.left
    var inputs = [queries, keys, values]
    if let mask { inputs.append(reader.peel(mask.value, in: module).value) }
    return PatternMatch(
      kind: "attention", root: root, ops: reader.ops, inputs: inputs,
      parameters: [("mask", .text(mask?.kind ?? "none")), ("scale", .float(scale))])
  }
}

/// A sum of products of two tensors, by loops: a dot product of StableHLO, or a structured op.
struct Contraction {
  let left: ValueID
  let right: ValueID
  /// The loop along which each dimension runs.
  let leftLoops: [Int]
  let rightLoops: [Int]
  let resultLoops: [Int]
  /// Loops of the operands over which the result sums.
  let reductionLoops: [Int]
  /// How often each loop turns.
  let extents: [Int64]

  /// The op as a sum of products, nil for every other op.
  init?(_ op: OpID, in module: borrowing Module) {
    let opcode = module.opcode(of: op)
    if opcode.is(StablehloOp.dotGeneral) || opcode.is(StablehloOp.dot) {
      self.init(dot: op, in: module)
    } else if let structured = StructuredOp(op, in: module) {
      self.init(structured, in: module)
    } else {
      return nil
    }
  }

  private init?(dot op: OpID, in module: borrowing Module) {
    left = module.operand(0, of: op)
    right = module.operand(1, of: op)
    guard let numbers = DotDimensionNumbers(of: op, in: module),
      let a = module.shape(of: left), let b = module.shape(of: right),
      module.hasStaticShape(module.type(of: left)), module.hasStaticShape(module.type(of: right))
    else { return nil }
    var leftLoops = [Int](repeating: 0, count: a.count)
    var rightLoops = [Int](repeating: 0, count: b.count)
    var extents: [Int64] = []
    func next(_ extent: Int64) -> Int {
      extents.append(extent)
      return extents.count - 1
    }
    for (x, y) in zip(numbers.lhsBatching, numbers.rhsBatching) {
      leftLoops[x] = next(a[x])
      rightLoops[y] = leftLoops[x]
    }
    for dimension in numbers.lhsFree(rank: a.count) { leftLoops[dimension] = next(a[dimension]) }
    for dimension in numbers.rhsFree(rank: b.count) { rightLoops[dimension] = next(b[dimension]) }
    resultLoops = Array(extents.indices)
    for (x, y) in zip(numbers.lhsContracting, numbers.rhsContracting) {
      leftLoops[x] = next(a[x])
      rightLoops[y] = leftLoops[x]
    }
    reductionLoops = Array(resultLoops.count..<extents.count)
    self.leftLoops = leftLoops
    self.rightLoops = rightLoops
    self.extents = extents
  }

  private init?(_ structured: StructuredOp, in module: borrowing Module) {
    let inputs = structured.inputs(in: module)
    guard inputs.count == 2, module.resultCount(of: structured.op) == 1,
      let iterators = structured.iteratorTypes(in: module), iterators.contains(.reduction),
      let maps = structured.indexingMaps(in: module), maps.count == 3,
      let a = maps[0].resultDimensions, let b = maps[1].resultDimensions,
      let c = maps[2].resultDimensions, let bounds = structured.loopBounds(in: module),
      !bounds.contains(Dimension.dynamic), let body = structured.body(in: module),
      Self.multipliesAndAdds(body, in: module)
    else { return nil }
    left = inputs[0]
    right = inputs[1]
    leftLoops = a
    rightLoops = b
    resultLoops = c
    reductionLoops = iterators.indices.filter { iterators[$0] != .parallel }
    extents = bounds
  }

  /// Whether the body adds the product of its first two arguments to the third, casts apart.
  private static func multipliesAndAdds(_ body: BlockID, in module: borrowing Module) -> Bool {
    var functions: [PatternFunction] = []
    for op in module.ops(of: body).dropLast() {
      let opcode = module.opcode(of: op)
      if opcode.is(ArithOp.extf) || opcode.is(ArithOp.truncf) { continue }
      guard let function = PatternFunction(opcode) else { return false }
      functions.append(function)
    }
    return functions == [.multiply, .add]
  }

  /// An operand as seen from the loops.
  func framed(_ value: ValueID, _ loops: [Int], in module: borrowing Module) -> FramedValue {
    FramedValue(value: value, dimensions: loops.map { extents[$0] == 1 ? -1 : $0 })
  }
}

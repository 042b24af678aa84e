import FuseIR

/// Attention: `softmax(scale * q·kᵀ, masked) · v`, of which the softmax was found before.
///
/// The scale is a factor or divisor of the scores, of the queries or of the keys; the mask is added to the scores, or selects
/// between them and a number, or is that of the softmax. Where several query heads share the keys and values of one, which are
/// repeated before the products, k and v are those before the repetition. Inputs: q, k, v, then the mask where there is one.
/// Parameters: `scale`; `mask`: `"none"`, `"add"` or `"select"` (where the mask is true, the score stays; `"select_not"` where
/// it is replaced); and `groups`, the number of query heads per repeated head, where k and v are repeated.
struct AttentionPattern: RaisedPattern {
  /// How many ops may stand between the two products, the softmax apart.
  private static let stepLimit = 6

  func frame(of root: OpID, in module: borrowing Module) -> [Int64]? {
    Contraction(root, in: module)?.extents
  }

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
        let input = Self.input(of: group, softmax, in: module)
      else { continue }
      var mask: (value: FramedValue, kind: String)?
      if module.operandCount(of: group) == 2 {
        let value = module.operand(1, of: group)
        mask = (FramedValue(value: value, dimensions: []), "select")
      }
      reader.note(group, in: module)
      if let match = scores(
        input, root, values, key: product.reductionLoops[0], mask, &reader, in: module)
      {
        return match
      }
    }
    return nil
  }

  /// The input of a softmax: its dimensions are those of the result, in order unless the group says which, though those of
  /// size 1 may differ.
  private static func input(
    of group: OpID, _ softmax: FramedValue, in module: borrowing Module
  ) -> FramedValue? {
    let value = module.operand(0, of: group)
    guard let from = module.shape(of: value), let to = module.shape(of: softmax.value),
      to.count == softmax.dimensions.count,
      module.operandCount(of: group) == 1
        || module.operandCount(of: group) == 2
          && parameter("masked", of: group, in: module) != nil
    else { return nil }
    if let attribute = parameter("dimensions", of: group, in: module) {
      guard let places = module.integers(attribute), places.count == from.count,
        places.allSatisfy({ $0 < Int64(to.count) })
      else { return nil }
      let dimensions = places.map { $0 < 0 ? -1 : softmax.dimensions[Int($0)] }
      return FramedValue(value: value, dimensions: dimensions)
    }
    guard from.filter({ $0 != 1 }) == to.filter({ $0 != 1 }) else { return nil }
    var rest = to.indices.filter { to[$0] != 1 }[...]
    let dimensions = from.map { $0 == 1 ? -1 : softmax.dimensions[rest.removeFirst()] }
    return FramedValue(value: value, dimensions: dimensions)
  }

  private static func axes(of group: OpID, in module: borrowing Module) -> [Int]? {
    parameter("axis", of: group, in: module).flatMap { module.integers($0) }?.map { Int($0) }
  }

  private static func parameter(
    _ name: String, of group: OpID, in module: borrowing Module
  ) -> AttributeID? {
    guard let parameters = module.attribute("parameters", of: group), let name = module.find(name)
    else { return nil }
    return module.entry(name, in: parameters)
  }

  /// Goes from the softmax to the product of queries and keys, whose dimension `key` is that of the keys.
  private func scores(
    _ value: FramedValue, _ root: OpID, _ values: ValueID, key: Int,
    _ softmaxMask: (value: FramedValue, kind: String)?, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> PatternMatch? {
    var value = value
    var scale = 1.0
    var mask = softmaxMask
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
      // A number far below all scores stays that under a scale, a mask that is added does not stay the same.
      case .select where mask == nil && scale > 0:
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
    var scale = scale
    let queries = unscaled(isRight ? product.left : product.right, &scale, &reader, in: module)
    var keys = unscaled(isRight ? product.right : product.left, &scale, &reader, in: module)
    var values = values
    var parameters: [(name: String, value: PatternMatch.Parameter)] = []
    if let (key, keyOps, groups) = Self.repetition(keys, in: module),
      let (value, valueOps, count) = Self.repetition(values, in: module), count == groups
    {
      for op in keyOps + valueOps { reader.note(op, in: module) }
      (keys, values) = (key, value)
      parameters.append(("groups", .integers([groups])))
    }
    var inputs = [queries, keys, values]
    if let mask { inputs.append(reader.peel(mask.value, in: module).value) }
    parameters += [("mask", .text(mask?.kind ?? "none")), ("scale", .float(scale))]
    return PatternMatch(
      kind: "attention", root: root, ops: reader.ops, inputs: inputs, parameters: parameters)
  }

  /// The tensor of which the value is a multiple, or the value itself; the factor goes into the scale.
  private func unscaled(
    _ value: ValueID, _ scale: inout Double, _ reader: inout PatternReader,
    in module: borrowing Module
  ) -> ValueID {
    let mark = reader.mark
    if let whole = PatternReader.whole(value, in: module),
      case .elementwise(let function, let operands) = reader.node(whole, in: module),
      function == .multiply || function == .divide
    {
      if let factor = reader.number(operands[1], in: module), factor != 0,
        let tensor = reader.settle([operands[0]], in: module)
      {
        scale *= function == .divide ? 1 / factor : factor
        return tensor
      }
      if function == .multiply, let factor = reader.number(operands[0], in: module), factor != 0,
        let tensor = reader.settle([operands[1]], in: module)
      {
        scale *= factor
        return tensor
      }
    }
    reader.back(to: mark)
    return value
  }

  /// The tensor of which every slice along one dimension is repeated, the ops that do so, and how often:
  /// `reshape(broadcast(x))`, where the broadcast has one dimension more and the reshape joins it to the one before.
  private static func repetition(
    _ value: ValueID, in module: borrowing Module
  ) -> (ValueID, [OpID], Int64)? {
    guard let reshape = module.definingOp(of: value),
      module.opcode(of: reshape).is(StablehloOp.reshape),
      let broadcast = module.definingOp(of: module.operand(0, of: reshape)),
      module.opcode(of: broadcast).is(StablehloOp.broadcastInDim)
    else { return nil }
    let source = module.operand(0, of: broadcast)
    guard let from = module.shape(of: source),
      let wide = module.shape(of: module.result(of: broadcast)),
      let to = module.shape(of: value), wide.count == from.count + 1, to.count == from.count,
      let map = module.integers("broadcast_dimensions", of: broadcast), map.count == from.count,
      let added = wide.indices.first(where: { !map.contains(Int64($0)) }), added > 0,
      map == wide.indices.filter({ $0 != added }).map({ Int64($0) }), wide[added] > 1
    else { return nil }
    var kept = wide
    kept.remove(at: added)
    var joined = kept
    let (product, overflows) = kept[added - 1].multipliedReportingOverflow(by: wide[added])
    guard kept == from, !overflows else { return nil }
    joined[added - 1] = product
    return joined == to ? (source, [reshape, broadcast], wide[added]) : nil
  }
}

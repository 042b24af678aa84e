import FuseIR

/// Folds transposes into the index maps of `linalg.generic` ops around them, so that few or none are left as ops.
///
/// Reading: a generic reads a transposed tensor from the tensor itself, through a permuted map. Writing: a contraction writes
/// its result in the order that a transpose after it wants. In between, transposes move down: a generic whose inputs are
/// mostly laid out otherwise than its output gives its result in their layout, with a transpose behind it, and so does a
/// `tensor.pad` between generics. Two that meet become one or none. What is left at the end is folded into the generic
/// before it, or becomes a reshape where it moves only dimensions of size 1. So a network of convolutions on [batch,
/// features, height, width], each with transposes around it, keeps one layout from its first convolution to its last.
///
/// ```
/// %t = linalg.transpose ins(%a : tensor<2x3xf32>) outs(...) permutation = [1, 0]
/// %r = linalg.generic {indexing_maps = [(d0, d1) -> (d0, d1), (d0, d1) -> (d0, d1)], ...} ins(%t) outs(...)
///     →
/// %s = linalg.generic {indexing_maps = [(d0, d1) -> (d1, d0), (d0, d1) -> (d0, d1)], ...} ins(%a) outs(...)
/// ```
public struct FoldTransposes: Pass {
  /// `fold-transposes`.
  public static let name = "fold-transposes"
  /// What the pass does.
  public static let summary = "Folds transposes into the index maps of generic ops."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.any

  private var foldCount = 0

  /// The pass; it has no options.
  public init() {}

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    for inner in module.opsPreOrder(in: op) { foldIntoContraction(inner, in: &module) }
    for inner in module.opsPreOrder(in: op) where !module.isErased(inner) {
      moveDown(inner, in: &module)
    }
    eraseDead(inside: op, in: &module)
    for inner in module.opsPreOrder(in: op) where !module.isErased(inner) {
      foldIntoProducer(inner, in: &module)
    }
    for inner in module.opsPreOrder(in: op) where !module.isErased(inner) {
      reshapeInstead(inner, in: &module)
    }
    eraseDead(inside: op, in: &module)
    context.count("transposes folded or moved", by: foldCount)
    return foldCount > 0 ? .changed : .unchanged
  }

  private func eraseDead(inside root: OpID, in module: inout Module) {
    for op in module.opsPostOrder(in: root).reversed() where op != root && !module.isErased(op) {
      let opcode = module.opcode(of: op)
      let isMade = TransposeView(op, in: module) != nil || opcode.is(TensorOp.empty)
      guard isMade || opcode.is(LinalgOp.fill), !module.hasUses(module.result(of: op)) else {
        continue
      }
      module.erase(op)
    }
  }

  // MARK: Into producers

  /// A transpose of a contraction that nothing else reads: the contraction writes the transposed result.
  private mutating func foldIntoContraction(_ op: OpID, in module: inout Module) {
    guard let transpose = TransposeView(op, in: module),
      let producer = module.definingOp(of: transpose.source),
      let parts = GenericParts(producer, in: module), !parts.isParallel, parts.inputs.count > 1
    else { return }
    foldIntoProducer(op, in: &module)
  }

  /// A transpose of the only result of a generic that nothing else reads.
  private mutating func foldIntoProducer(_ op: OpID, in module: inout Module) {
    guard let transpose = TransposeView(op, in: module), module.hasOneUse(transpose.source),
      let producer = module.definingOp(of: transpose.source),
      module.parentBlock(of: producer) == module.parentBlock(of: op),
      var parts = GenericParts(producer, in: module),
      permuteOutput(&parts, by: transpose.permutation, in: &module)
    else { return }
    module.replace(op, with: [module.result(of: producer)])
    foldCount += 1
  }

  /// Makes the generic write its only result with its dimensions permuted; false, without a change, where its output is not
  /// made for it alone or its map is no projection. Uses of the result are the caller's business.
  private func permuteOutput(
    _ parts: inout GenericParts, by permutation: [Int], in module: inout Module
  ) -> Bool {
    guard parts.outputs.count == 1, let loops = parts.outputMap.resultDimensions,
      parts.outputMap.isProjectedPermutation,
      let output = freshOutput(parts.outputs[0], permutation, before: parts.op, in: &module)
    else { return false }
    parts.outputs = [output]
    parts.maps[parts.inputs.count] = AffineMap(
      dimensionCount: parts.iterators.count,
      results: permutation.map { .dimension(loops[$0]) })
    // Loops of the output are numbered in the order of its dimensions, in the places that they have.
    var order = Array(parts.iterators.indices)
    for (place, loop) in zip(loops.sorted(), permutation.map { loops[$0] }) { order[place] = loop }
    parts.reorderLoops(order)
    renumberIndices(of: parts.op, order, in: &module)
    parts.store(in: &module)
    module.setType(of: module.result(of: parts.op), to: module.type(of: output))
    return true
  }

  /// An output of the permuted shape that starts as the given one does: undefined, or filled with a number.
  private func freshOutput(
    _ output: ValueID, _ permutation: [Int], before op: OpID, in module: inout Module
  ) -> ValueID? {
    guard let definition = module.definingOp(of: output), let shape = module.shape(of: output),
      module.hasStaticShape(module.type(of: output)), shape.count == permutation.count,
      module.encoding(of: module.type(of: output)) == nil
    else { return nil }
    let type = module.tensorType(
      permutation.map { shape[$0] }, module.elementType(of: output))
    let location = module.location(of: definition)
    switch (TensorOp(module.opcode(of: definition)), LinalgOp(module.opcode(of: definition))) {
    case (.empty, _): return module.buildEmpty(type, at: .before(op), location: location)
    case (_, .fill):
      return module.buildFilled(
        with: module.operand(0, of: definition), type: type, at: .before(op), location: location)
    default: return nil
    }
  }

  private func renumberIndices(of op: OpID, _ order: [Int], in module: inout Module) {
    guard let body = module.body(of: op) else { return }
    for inner in module.ops(of: body) where module.opcode(of: inner).is(LinalgOp.index) {
      guard let old = module.integer("dim", of: inner),
        let new = order.firstIndex(of: Int(old))
      else { continue }
      module.setAttribute("dim", module.integerAttribute(Int64(new)), of: inner)
    }
  }

  // MARK: Down

  private mutating func moveDown(_ op: OpID, in module: inout Module) {
    if let transpose = TransposeView(op, in: module) {
      merge(transpose, in: &module)
    } else if var parts = GenericParts(op, in: module) {
      if readThrough(&parts, in: &module) { parts.store(in: &module) }
      followInputs(&parts, in: &module)
    } else {
      switch TensorOp(module.opcode(of: op)) {
      case .pad: movePad(op, in: &module)
      case .collapseShape, .expandShape: moveReshape(op, in: &module)
      default: break
      }
    }
  }

  /// A transpose of a transpose.
  private mutating func merge(_ outer: TransposeView, in module: inout Module) {
    if outer.permutation == Array(outer.permutation.indices) {
      module.replace(outer.op, with: [outer.source])
      foldCount += 1
      return
    }
    guard let inner = TransposeView(defining: outer.source, in: module) else { return }
    let both = outer.permutation.map { inner.permutation[$0] }
    let merged = transposed(inner.source, both, before: outer.op, in: &module)
    module.replace(outer.op, with: [merged])
    foldCount += 1
  }

  private func transposed(
    _ value: ValueID, _ permutation: [Int], before op: OpID, in module: inout Module
  ) -> ValueID {
    let location = module.location(of: op)
    if ScalarLowering.obstacle(elementsOf: module.type(of: value), in: module) == nil {
      return module.buildTranspose(value, permutation, at: .before(op), location: location)
    }
    if permutation == Array(permutation.indices) { return value }
    let shape = module.shape(of: value) ?? []
    let type = module.tensorType(
      permutation.map { shape[$0] }, module.elementType(of: value))
    let attribute = module.denseArrayAttribute(permutation.map { Int64($0) })
    let made = module.build(
      StablehloOp.transpose, at: .before(op), operands: [value], resultTypes: [type],
      attributes: [("permutation", attribute)], location: location)
    return module.result(of: made)
  }

  /// Reads transposed inputs from the tensors themselves.
  private mutating func readThrough(
    _ parts: inout GenericParts, in module: inout Module
  ) -> Bool {
    var changed = false
    for index in parts.inputs.indices {
      guard let transpose = TransposeView(defining: parts.inputs[index], in: module) else {
        continue
      }
      parts.inputs[index] = transpose.source
      parts.maps[index] = transpose.sourceMap(parts.maps[index])
      foldCount += 1
      changed = true
    }
    return changed
  }

  /// Gives the result of a generic the layout of most of its inputs, with a transpose behind it.
  private mutating func followInputs(_ parts: inout GenericParts, in module: inout Module) {
    guard parts.outputs.count == 1, let loops = parts.outputMap.resultDimensions,
      parts.outputMap.isProjectedPermutation, loops.count > 1
    else { return }
    // An input votes if it has each loop of the output once.
    var votes: [(order: [Int], count: Int)] = []
    for index in parts.inputs.indices {
      guard let order = layout(parts.maps[index], loops), !isMade(parts.inputs[index], in: module)
      else { continue }
      if let known = votes.firstIndex(where: { $0.order == order }) {
        votes[known].count += 1
      } else {
        votes.append((order, 1))
      }
    }
    guard let most = votes.map(\.count).max() else { return }
    let present = Array(loops.indices)
    let winners = votes.filter { $0.count == most }
    guard !winners.contains(where: { $0.order == present }) || winners.count > 1,
      let winner = winners.first(where: { $0.order != present })
    else { return }
    let result = module.result(of: parts.op)
    guard hasReadersOfAnyLayout(result, in: module), let next = module.nextOp(after: parts.op)
    else { return }
    guard permuteOutput(&parts, by: winner.order, in: &module) else { return }
    var back = winner.order
    for (new, old) in winner.order.enumerated() { back[old] = new }
    let uses = module.uses(of: result)
    let restored = module.buildTranspose(
      result, back, at: .before(next), location: module.location(of: parts.op))
    for use in uses { module.replace(use, with: restored) }
    foldCount += 1
  }

  /// Which dimension of the output stands where, in an input that is read through the map: nil unless each loop of the output
  /// leads exactly one index of the input.
  private func layout(_ map: AffineMap, _ loops: [Int]) -> [Int]? {
    var order: [Int] = []
    order.reserveCapacity(loops.count)
    for result in map.results {
      guard let first = loops.firstIndex(where: { mentions(result, $0) }) else { continue }
      if loops[(first + 1)...].contains(where: { mentions(result, $0) }) || order.contains(first) {
        return nil
      }
      order.append(first)
    }
    return order.count == loops.count ? order : nil
  }

  private func mentions(_ expression: AffineExpression, _ loop: Int) -> Bool {
    switch expression {
    case .dimension(let dimension): dimension == loop
    case .symbol, .constant: false
    case .add(let a, let b), .multiply(let a, let b), .modulo(let a, let b),
      .floorDivide(let a, let b), .ceilDivide(let a, let b):
      mentions(a, loop) || mentions(b, loop)
    }
  }

  /// Whether the value has no elements yet, such as the shape of a window.
  private func isMade(_ value: ValueID, in module: borrowing Module) -> Bool {
    module.definingOp(of: value).map { module.opcode(of: $0).is(TensorOp.empty) } ?? false
  }

  /// Whether no reader of the value insists on its layout, or one asks for another anyway.
  private func hasReadersOfAnyLayout(_ value: ValueID, in module: borrowing Module) -> Bool {
    let uses = module.uses(of: value)
    guard !uses.isEmpty else { return false }
    return uses.allSatisfy { use in
      let opcode = module.opcode(of: use.user)
      if opcode.is(LinalgOp.generic) || TransposeView(use.user, in: module) != nil { return true }
      return opcode.is(TensorOp.pad) && use.operandIndex == 0
        && module.uses(of: module.result(of: use.user)).allSatisfy {
          module.opcode(of: $0.user).is(LinalgOp.generic)
            || TransposeView($0.user, in: module) != nil
        }
    }
  }

  /// A pad of a transposed tensor that only generics and transposes read: the transpose of the padded tensor.
  private mutating func movePad(_ op: OpID, in module: inout Module) {
    guard let transpose = TransposeView(defining: module.operand(0, of: op), in: module),
      let low = Pad(op).low(in: module)?.constants, let high = Pad(op).high(in: module)?.constants,
      let number = Pad(op).uniformValue(in: module),
      module.hasStaticShape(module.type(of: module.result(of: op))),
      let shape = module.shape(of: module.result(of: op))
    else { return }
    let readers = module.uses(of: module.result(of: op)).map(\.user)
    guard
      readers.allSatisfy({
        module.opcode(of: $0).is(LinalgOp.generic) || TransposeView($0, in: module) != nil
      })
    else { return }
    let inverse = transpose.inverse
    let location = module.location(of: op)
    let type = module.tensorType(
      inverse.map { shape[$0] }, module.elementType(of: transpose.source))
    let padded = module.buildPad(
      transpose.source, inverse.map { low[$0] }, inverse.map { high[$0] }, number, type: type,
      at: .before(op), location: location)
    let back = module.buildTranspose(
      padded, transpose.permutation, at: .before(op), location: location)
    module.replace(op, with: [back])
    foldCount += 1
  }

  /// A reshape of a transposed tensor that only adds or drops dimensions of size 1: the transpose of the reshaped tensor.
  private mutating func moveReshape(_ op: OpID, in module: inout Module) {
    let result = module.result(of: op)
    guard let transpose = TransposeView(defining: module.operand(0, of: op), in: module),
      let source = module.shape(of: transpose.source), let shape = module.shape(of: result),
      module.hasStaticShape(module.type(of: transpose.source)), !shape.isEmpty,
      module.elementCount(of: module.type(of: result)) != 0,
      module.unitReshapeMap(
        from: transpose.permutation.map { source[$0] }, to: shape) != nil,
      hasReadersOfAnyLayout(result, in: module)
    else { return }
    // The dimensions of other sizes, in the order of the result and in that of the source.
    let moved = transpose.permutation.filter { source[$0] != 1 }
    let places = shape.indices.filter { shape[$0] != 1 }
    var permutation = Array(shape.indices)
    var reshaped = shape
    for (index, dimension) in moved.sorted().enumerated() {
      reshaped[places[index]] = source[dimension]
      if let target = moved.firstIndex(of: dimension) {
        permutation[places[target]] = places[index]
      }
    }
    let location = module.location(of: op)
    let type = module.tensorType(reshaped, module.elementType(of: result))
    let inner = module.buildReshape(
      transpose.source, to: type, at: .before(op), location: location)
    let back = module.buildTranspose(inner, permutation, at: .before(op), location: location)
    module.replace(op, with: [back])
    foldCount += 1
  }

  // MARK: What is left

  /// A transpose that only moves dimensions of size 1 is a reshape.
  private mutating func reshapeInstead(_ op: OpID, in module: inout Module) {
    guard let transpose = TransposeView(op, in: module),
      let shape = module.shape(of: transpose.source),
      module.hasStaticShape(module.type(of: transpose.source))
    else { return }
    let moved = transpose.permutation.filter { shape[$0] != 1 }
    guard moved == moved.sorted(), module.elementCount(of: module.type(of: transpose.source)) != 0,
      module.opcode(of: op).is(LinalgOp.transpose)
    else { return }
    let reshaped = module.buildReshape(
      transpose.source, to: module.type(of: module.result(of: op)), at: .before(op),
      location: module.location(of: op))
    module.replace(op, with: [reshaped])
    foldCount += 1
  }
}

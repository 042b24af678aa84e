import FuseIR

/// Takes the softmax of an attention over blocks of keys, one after the other, so that no node needs a whole row of scores.
///
/// The pass looks for a softmax along one dimension, the one that a product with values sums over. For each block it takes the greatest
/// score so far, the exponentials of the block, and adds their sum and their product with the values to what was summed before,
/// rescaled by the exponential of what the greatest score has grown by; the product is divided by the sum at the end. That is the form of
/// FlashAttention, spelled out in structured ops: for `n` blocks, `n` - 1 rescalings of sums and products are added. Blocks of
/// scores and values are slices, which are views.
///
/// Results differ in their last bits, for sums are taken in another order. The greatest score begins with the least finite number, so
/// that blocks of -inf, as of a mask, give zeros.
///
/// ```
/// online-softmax{block=32}
///
/// %m = max of %s along d1                        %s0 = tensor.extract_slice %s[0, 0] [64, 32] [1, 1]
/// %p = exp(%s - %m)                              %m0 = max of %s0 along d1
/// %l = sum of %p along d1                        %p0 = exp(%s0 - %m0)
/// %q = %p / %l                           →       %l0 = sum of %p0, %o0 = %p0 · %v0
/// %y = %q · %v                                   %s1 = ..., %m1 = max(%m0, %s1), %p1 = exp(%s1 - %m1), %c1 = exp(%m0 - %m1)
///                                                %l1 = %c1 * %l0 + sum of %p1, %o1 = %c1 * %o0 + %p1 · %v1
///                                                %y = %o1 / %l1
/// ```
public struct OnlineSoftmax: Pass {
  /// `online-softmax`.
  public static let name = "online-softmax"
  /// What the pass does.
  public static let summary = "Takes softmaxes of attentions over blocks of keys."
  /// Runs on functions one at a time.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<OnlineSoftmax>] {
    [PassOption("block", \.block, "Keys of a block.")]
  }

  /// Keys of a block.
  public var block = 64

  /// The most blocks that are spelled out.
  private static let mostBlocks = 1024

  /// The pass with default options.
  public init() {}

  /// Rewrites the softmaxes of a function that a product with values follows.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard block >= 1 else {
      context.error("online-softmax: block is \(block), but a block has 1 key or more")
      return .failed
    }
    guard let body = module.body(of: function) else { return .unchanged }
    let ops = module.ops(of: body)
    var order = OpMap<Int32>(module, repeating: -1)
    for (place, op) in ops.enumerated() { order[op] = Int32(truncatingIfNeeded: place) }
    var count = 0
    for op in ops where !module.isErased(op) {
      guard let found = Attention(op, order, in: module) else { continue }
      let blocks = (found.keys + block - 1) / block
      guard blocks > 1 else { continue }
      guard blocks <= Self.mostBlocks else {
        context.remark(
          "left as it is: \(found.keys) keys are \(blocks) blocks of \(block), more than \(Self.mostBlocks)",
          at: op, in: module)
        continue
      }
      context.remark("\(found.keys) keys in \(blocks) blocks", at: op, in: module)
      var writer = OnlineSoftmaxWriter(found)
      writer.write(block: block, in: &module)
      count += 1
    }
    context.count("softmaxes taken over blocks", by: count)
    return count > 0 ? .changed : .unchanged
  }
}

/// A softmax and the product with values after it.
private struct Attention {
  /// The product.
  let product: OpID
  /// The ops of the softmax, in order.
  let softmax: [OpID]
  /// What the softmax is taken of.
  let scores: ValueID
  /// The dimension of the scores along which it is taken, and its extent.
  let axis: Int
  let keys: Int
  let values: ValueID
  /// The loops of the product that walk over the scores and over the values, and which of them are the result's.
  let scoreLoops: [Int]
  let valueLoops: [Int]
  let resultLoops: [Int]
  let loopCount: Int
  let extents: [Int64]

  /// The product `op` with its softmax; nil where there is none before it.
  init?(_ op: OpID, _ order: OpMap<Int32>, in module: borrowing Module) {
    guard module.opcode(of: op).dialect == .linalg, let product = Contraction(op, in: module),
      product.reductionLoops.count == 1, let summed = product.reductionLoops.first,
      GemminiKernelMatcher.isZero(module.operand(2, of: op), in: module)
    else { return nil }
    let element = module.elementType(of: module.result(of: op))
    guard case .float(let kind) = module.type(element),
      [.f16, .bf16, .f32, .f64].contains(kind)
    else { return nil }
    for (weights, loops, values, valueLoops) in [
      (product.left, product.leftLoops, product.right, product.rightLoops),
      (product.right, product.rightLoops, product.left, product.leftLoops),
    ] {
      // The greatest element, the exponentials, their sum and the quotient, all over the same tensor.
      guard module.hasOneUse(weights), let quotient = module.definingOp(of: weights),
        let chain = SoftmaxChain(endingAt: quotient, order, in: module), chain.ops.count == 4,
        chain.mask == nil, let reader = LinalgStructure(chain.reader, in: module),
        reader.maps[chain.place].isIdentity,
        let sum = chain.ops.compactMap({ LinalgStructure($0, in: module) }).last(where: {
          $0.isReduced.contains(true)
        }), sum.isReduced.count(where: { $0 }) == 1, let axis = sum.isReduced.firstIndex(of: true),
        loops.indices.contains(axis), loops[axis] == summed,
        Set(loops).count == loops.count, Set(valueLoops).count == valueLoops.count,
        valueLoops.count(where: { $0 == summed }) == 1
      else { continue }
      let input = reader.inputs[chain.place]
      guard module.shape(of: input) == module.shape(of: weights),
        module.elementType(of: input) == element, module.elementType(of: weights) == element,
        module.elementType(of: values) == element, Self.isPlain(chain, in: module)
      else { continue }
      self.product = op
      softmax = chain.ops
      scores = input
      self.axis = axis
      keys = Int(product.extents[summed])
      self.values = values
      scoreLoops = loops
      self.valueLoops = valueLoops
      resultLoops = product.resultLoops
      loopCount = product.extents.count
      extents = product.extents
      return
    }
    return nil
  }

  /// Whether the ops are a maximum, a difference and its exponential, a sum and a quotient, and nothing else.
  private static func isPlain(_ chain: SoftmaxChain, in module: borrowing Module) -> Bool {
    var functions: [String] = []
    for op in chain.ops {
      guard let body = module.body(of: op) else { return false }
      functions.append(
        contentsOf: module.ops(of: body).dropLast().map { module.name(of: $0) })
    }
    return functions == ["arith.maximumf", "arith.subf", "math.exp", "arith.addf", "arith.divf"]
  }
}

/// Writes the blocks of one attention before its product.
private struct OnlineSoftmaxWriter {
  let found: Attention

  init(_ found: Attention) { self.found = found }

  mutating func write(block: Int, in module: inout Module) {
    let location = module.location(of: found.product)
    let place = InsertionPoint.before(found.product)
    let element = module.elementType(of: found.scores)
    let shape = module.shape(of: found.scores) ?? []
    let rank = shape.count
    let rows = (0..<rank).filter { $0 != found.axis }
    let rowShape = rows.map { shape[$0] }
    let rowType = module.tensorType(rowShape, element)
    let all = AffineMap.identity(rank)
    let row = AffineMap.projecting(rank, to: rows)
    let along: [IteratorType] = (0..<rank).map { $0 == found.axis ? .reduction : .parallel }
    let parallel = [IteratorType](repeating: .parallel, count: rank)
    let rowParallel = [IteratorType](repeating: .parallel, count: rows.count)
    let rowMap = AffineMap.identity(rows.count)
    let resultShape = found.resultLoops.map { found.extents[$0] }
    let resultType = module.tensorType(resultShape, element)
    // For each dimension of a row the dimension of the result with the same loop.
    let resultRows = AffineMap.projecting(
      resultShape.count,
      to: rows.compactMap { found.resultLoops.firstIndex(of: found.scoreLoops[$0]) })
    let resultMap = AffineMap.identity(resultShape.count)
    let resultParallel = [IteratorType](repeating: .parallel, count: resultShape.count)
    guard resultRows.results.count == rows.count else { return }

    func empty(_ type: TypeID, _ module: inout Module) -> ValueID {
      module.buildEmpty(type, sizes: [], at: place, location: location)
    }
    func filled(_ value: Double, _ type: TypeID, _ module: inout Module) -> ValueID {
      guard case .float(let kind) = module.type(element), let format = FloatFormat(kind),
        let attribute = module.constantAttribute(Tensor(value, format), element)
      else { preconditionFailure("invariant: scores have a known float type") }
      let number = module.buildConstant(attribute, at: place, location: location)
      return module.buildFilled(with: number, type: type, at: place, location: location)
    }
    func generic(
      _ inputs: [ValueID], _ start: ValueID, _ maps: [AffineMap], _ iterators: [IteratorType],
      _ module: inout Module, _ body: (ScalarBuilder, [ValueID], inout Module) -> ValueID
    ) -> ValueID {
      let op = module.buildGeneric(
        at: place, inputs: inputs, outputs: [start], maps: maps, iterators: iterators,
        location: location
      ) { module, block, elements in
        [body(ScalarBuilder(block: block, location: location), elements, &module)]
      }
      return module.result(of: op)
    }

    var greatest = filled(-Self.greatestFinite(element, in: module), rowType, &module)
    var sum = filled(0, rowType, &module)
    var output = module.operand(2, of: found.product)
    let valueShape = module.shape(of: found.values) ?? []
    for start in stride(from: 0, to: found.keys, by: block) {
      let size = min(block, found.keys - start)
      let scores = slice(found.scores, shape, found.axis, start, size, place, in: &module)
      let valueAxis = found.valueLoops.firstIndex(of: found.scoreLoops[found.axis]) ?? 0
      let values = slice(found.values, valueShape, valueAxis, start, size, place, in: &module)
      let before = greatest
      greatest = generic([scores], before, [all, row], along, &module) {
        scalars, elements, module in
        scalars.arith(.maximumf, elements[1], elements[0], in: &module)
      }
      let blockType = module.type(of: scores)
      let powers = generic(
        [scores, greatest], empty(blockType, &module), [all, row, all], parallel, &module
      ) { scalars, elements, module in
        let difference = scalars.arith(.subf, elements[0], elements[1], in: &module)
        return scalars.math(.exp, difference, in: &module)
      }
      if start > 0 {
        // What was summed before is rescaled to the greatest score now.
        let scale = generic(
          [before, greatest], empty(rowType, &module), [rowMap, rowMap, rowMap], rowParallel,
          &module
        ) { scalars, elements, module in
          let difference = scalars.arith(.subf, elements[0], elements[1], in: &module)
          return scalars.math(.exp, difference, in: &module)
        }
        sum = generic(
          [sum, scale], empty(rowType, &module), [rowMap, rowMap, rowMap], rowParallel, &module
        ) { scalars, elements, module in scalars.arith(.mulf, elements[0], elements[1], in: &module)
        }
        output = generic(
          [output, scale], empty(resultType, &module), [resultMap, resultRows, resultMap],
          resultParallel, &module
        ) { scalars, elements, module in scalars.arith(.mulf, elements[0], elements[1], in: &module)
        }
      }
      sum = generic([powers], sum, [all, row], along, &module) { scalars, elements, module in
        scalars.arith(.addf, elements[1], elements[0], in: &module)
      }
      let maps = [found.scoreLoops, found.valueLoops, found.resultLoops].map {
        AffineMap.projecting(found.loopCount, to: $0)
      }
      let iterators: [IteratorType] = (0..<found.loopCount).map {
        found.resultLoops.contains($0) ? .parallel : .reduction
      }
      output = generic([powers, values], output, maps, iterators, &module) {
        scalars, elements, module in
        let product = scalars.arith(.mulf, elements[0], elements[1], in: &module)
        return scalars.arith(.addf, elements[2], product, in: &module)
      }
    }
    let result = generic(
      [output, sum], empty(resultType, &module), [resultMap, resultRows, resultMap],
      resultParallel, &module
    ) { scalars, elements, module in scalars.arith(.divf, elements[0], elements[1], in: &module) }
    module.replace(found.product, with: [result])
    for op in found.softmax.reversed() where !module.isErased(op) {
      if module.results(of: op).allSatisfy({ !module.hasUses($0) }) { module.erase(op) }
    }
  }

  /// The greatest finite number of a float type.
  private static func greatestFinite(_ type: TypeID, in module: borrowing Module) -> Double {
    guard case .float(let kind) = module.type(type) else { return 0 }
    switch kind {
    case .f16: return 65504
    case .bf16: return 0x1.FEp127
    case .f64: return .greatestFiniteMagnitude
    default: return Double(Float.greatestFiniteMagnitude)
    }
  }

  private func slice(
    _ value: ValueID, _ shape: [Int64], _ axis: Int, _ start: Int, _ size: Int,
    _ place: InsertionPoint, in module: inout Module
  ) -> ValueID {
    var offsets = [Int64](repeating: 0, count: shape.count)
    offsets[axis] = Int64(start)
    var sizes = shape
    sizes[axis] = Int64(size)
    return module.buildSlice(
      value, offsets, sizes, [Int64](repeating: 1, count: shape.count),
      module.tensorType(sizes, module.elementType(of: value)), at: place,
      location: module.location(of: found.product))
  }
}

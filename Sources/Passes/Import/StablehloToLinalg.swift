import FuseIR

/// Turns StableHLO ops, and CHLO ops that have an equivalent in the math dialect, into `linalg` on tensors.
///
/// Every op on tensors whose elements are signless integers, booleans or floats (or, where it only moves elements, any numbers)
/// gets its loops, on tensors of dynamic shape as far as its extents follow from those of its operands: elementwise
/// ops, reductions, contractions, convolutions and windows become structured ops with `arith` and `math` in their bodies, and so
/// do gathers, whose bodies compute what to read; reshapes, slices (dynamic ones too), pads and concatenations become `tensor`
/// ops; `while`, `if` and `case` become `scf` ops, and scatters, `select_and_scatter` and sorts loops of `scf`. Broadcasts, and
/// reshapes that only move dimensions of size 1, become index maps of the ops that read them, and constants of one number become
/// constants in the bodies, so that neither is left as an op (of dynamic shape they are). What has no such form (complex and unsigned numbers, random numbers, collectives, ...) stays,
/// with a remark that says why.
///
/// ```
/// %1 = stablehlo.broadcast_in_dim %bias, dims = [1] : (tensor<3xf32>) -> tensor<2x3xf32>
/// %2 = stablehlo.add %0, %1 : tensor<2x3xf32>
///     →
/// %1 = tensor.empty() : tensor<2x3xf32>
/// %2 = linalg.generic {indexing_maps = [(d0, d1) -> (d0, d1), (d0, d1) -> (d1), (d0, d1) -> (d0, d1)], ...}
///     ins(%0, %bias) outs(%1) {
/// ^bb0(%in: f32, %in_0: f32, %out: f32):
///   %3 = arith.addf %in, %in_0 : f32
///   linalg.yield %3 : f32
/// }
/// ```
public struct StablehloToLinalg: Pass {
  /// `stablehlo-to-linalg`.
  public static let name = "stablehlo-to-linalg"
  /// What the pass does.
  public static let summary = "Turns StableHLO ops into structured ops of linalg on tensors."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.any

  /// The pass; it has no options.
  public init() {}

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var importer = LinalgImporter()
    for region in module.regions(of: op) { importer.lower(region, in: &module) }
    importer.eraseLowered(in: &module)
    for (op, reason) in importer.remaining {
      context.remark("\(module.name(of: op)) stays: \(reason)", at: op, in: module)
    }
    context.count("ops lowered", by: importer.loweredCount)
    if !importer.remaining.isEmpty {
      context.count("ops that stay", by: importer.remaining.count)
    }
    return importer.loweredCount > 0 ? .changed : .unchanged
  }
}

/// One run of the import: what was lowered, and what stands for the tensors that were not made.
struct LinalgImporter {
  /// Ops that stay, with the reason, in program order.
  private(set) var remaining: [(op: OpID, reason: String)] = []
  /// How many ops were lowered.
  private(set) var loweredCount = 0

  private var lowered: [OpID] = []
  private var views: [ValueID: TensorView] = [:]
  private var made: [ValueID: ValueID] = [:]

  // MARK: Walking

  /// Lowers all ops of the region, in order; each op's operands were lowered before it.
  mutating func lower(_ region: RegionID, in module: inout Module) {
    for block in module.blocks(of: region) {
      for op in module.ops(of: block) { visit(op, in: &module) }
    }
  }

  /// Erases the ops that were lowered. What still uses one, because its block comes earlier in the text, gets the tensor.
  mutating func eraseLowered(in module: inout Module) {
    for op in lowered.reversed() {
      for result in module.results(of: op) where module.hasUses(result) {
        let tensor = tensor(result, in: &module)
        module.replaceAllUses(of: result, with: tensor)
      }
      module.erase(op)
    }
    lowered = []
  }

  private mutating func visit(_ op: OpID, in module: inout Module) {
    let opcode = module.opcode(of: op)
    let reason: String?
    if let kind = StablehloOp(opcode) {
      makeCaptured(by: op, kind, in: &module)
      reason = lower(kind, op, in: &module)
    } else if let kind = ChloOp(opcode) {
      reason = lower(kind, op, in: &module)
    } else {
      makeOperands(of: op, in: &module)
      if opcode.is(FuncOp.func) || opcode.is(BuiltinOp.module) || opcode.is(FuseOp.group)
        || opcode.dialect == .scf
      {
        for region in module.regions(of: op) { lower(region, in: &module) }
      } else if module.regionCount(of: op) > 0 {
        for inner in module.opsPreOrder(in: op).dropFirst() {
          makeOperands(of: inner, in: &module)
        }
      }
      return
    }
    guard let reason else { return }
    if !reason.isEmpty { remaining.append((op, reason)) }
    makeOperands(of: op, in: &module)
    switch StablehloOp(opcode) {
    case .while, .if, .case:
      // The ops inside are lowered even where the loop or branch stays.
      for region in module.regions(of: op) { lower(region, in: &module) }
    default:
      for inner in module.opsPreOrder(in: op).dropFirst() { makeOperands(of: inner, in: &module) }
    }
  }

  /// Puts tensors that exist in place of the views that the region of a function of scalars captures.
  private mutating func makeCaptured(
    by op: OpID, _ kind: StablehloOp, in module: inout Module
  ) {
    switch kind {
    case .map, .reduce, .reduceWindow, .scatter, .selectAndScatter, .sort:
      for inner in module.opsPreOrder(in: op).dropFirst() { makeOperands(of: inner, in: &module) }
    default: break
    }
  }

  /// Lowers the op by way of others, or says why it stays.
  private mutating func lowerBatchNorm(
    _ kind: StablehloOp, _ op: OpID, in module: inout Module
  ) -> String? {
    if let reason = typeObstacle(op, in: module) { return reason }
    guard var expansion = BatchNormExpansion(op, in: module) else {
      return "its shape is not static"
    }
    let values = expansion.expand(kind, in: &module)
    // The users read the new values before these are lowered in turn.
    replace(op, with: values, in: &module)
    for made in expansion.made { visit(made, in: &module) }
    return nil
  }

  /// Lowers the op, or says why it stays; an empty reason needs no remark.
  private mutating func lower(
    _ kind: StablehloOp, _ op: OpID, in module: inout Module
  ) -> String? {
    if hasDynamicShape(op, in: module), let form = Self.dynamicForm(kind) {
      return form(&self, op, &module)
    }
    switch kind {
    case .abs, .add, .and, .atan2, .bitcastConvert, .cbrt, .ceil, .clamp, .compare, .convert,
      .cosine, .countLeadingZeros, .divide, .exponential, .exponentialMinusOne, .floor, .imag,
      .isFinite, .log, .logPlusOne, .logistic, .maximum, .minimum, .multiply, .negate, .not, .or,
      .popcnt, .power, .real, .reducePrecision, .remainder, .roundNearestAfz, .roundNearestEven,
      .rsqrt, .select, .shiftLeft, .shiftRightArithmetic, .shiftRightLogical, .sign, .sine, .sqrt,
      .subtract, .tan, .tanh, .xor:
      return lowerElementwise(op, in: &module)
    case .map: return lowerMap(op, in: &module)
    case .broadcast, .broadcastInDim: return viewBroadcast(op, in: &module)
    case .concatenate: return lowerConcatenate(op, in: &module)
    case .constant: return lowerConstant(op, in: &module)
    case .convolution: return lowerConvolution(op, in: &module)
    case .dot, .dotGeneral: return lowerDot(op, in: &module)
    case .getDimensionSize: return lowerDimensionSize(op, in: &module)
    case .iota: return lowerIota(op, in: &module)
    case .optimizationBarrier:
      replace(op, with: module.operands(of: op), in: &module)
      return nil
    case .pad: return lowerPad(op, in: &module)
    case .reduce: return lowerReduce(op, in: &module)
    case .reduceWindow: return lowerReduceWindow(op, in: &module)
    case .reshape: return lowerReshape(op, in: &module)
    case .reverse: return lowerReverse(op, in: &module)
    case .slice: return lowerSlice(op, in: &module)
    case .transpose: return lowerTranspose(op, in: &module)
    case .return: return ""
    case .while: return lowerWhile(op, in: &module)
    case .if: return lowerIf(op, in: &module)
    case .case: return lowerCase(op, in: &module)
    case .gather, .dynamicGather: return lowerGather(op, in: &module)
    case .torchIndexSelect: return lowerIndexSelect(op, in: &module)
    case .dynamicSlice: return lowerDynamicSlice(op, in: &module)
    case .dynamicUpdateSlice: return lowerDynamicUpdateSlice(op, in: &module)
    case .scatter: return lowerScatter(op, in: &module)
    case .selectAndScatter: return lowerSelectAndScatter(op, in: &module)
    case .sort: return lowerSort(op, in: &module)
    case .complex: return "arith has no complex numbers"
    case .fft, .cholesky, .triangularSolve: return "it is no loop nest with affine indices"
    case .rng, .rngBitGenerator: return "linalg draws no random numbers"
    case .customCall, .composite: return "its meaning lies elsewhere"
    // The type of the result tells the shape, where it is static.
    case .dynamicBroadcastInDim: return viewBroadcast(op, in: &module)
    case .dynamicIota: return lowerIota(op, in: &module)
    case .dynamicReshape: return lowerReshape(op, in: &module)
    case .dynamicConv, .dynamicPad, .realDynamicSlice, .setDimensionSize:
      return "its amounts are known only when it runs"
    case .afterAll, .createToken, .tuple, .getTupleElement, .infeed, .outfeed, .send, .recv:
      return "it is not about tensors alone"
    case .allGather, .allReduce, .allToAll, .collectiveBroadcast, .collectivePermute,
      .crossReplicaSum, .partitionId, .reduceScatter, .replicaId:
      return "it needs other processes"
    case .batchNormGrad, .batchNormInference, .batchNormTraining:
      return lowerBatchNorm(kind, op, in: &module)
    case .einsum, .unaryEinsum: return "dot_general is the op to use instead"
    case .uniformDequantize, .uniformQuantize: return "arith has no quantized numbers"
    }
  }

  private mutating func lower(_ kind: ChloOp, _ op: OpID, in module: inout Module) -> String? {
    if kind == .constant { return lowerConstant(op, in: &module) }
    if ScalarLowering.mathOp(for: kind) != nil { return lowerElementwise(op, in: &module) }
    return "the math dialect lacks it; chlo-to-stablehlo expands it"
  }

  /// Enters an op of StableHLO that a lowering made.
  mutating func noteRemaining(_ op: OpID, _ reason: String) { remaining.append((op, reason)) }

  // MARK: Results

  /// Makes the values take the place of the op's results; the op is erased at the end.
  mutating func replace(_ op: OpID, with values: [ValueID], in module: inout Module) {
    for (index, value) in values.enumerated() {
      let result = module.result(index, of: op)
      let encoded = module.buildEncoded(
        value, as: module.type(of: result), at: .before(op), location: module.location(of: op))
      module.replaceAllUses(of: result, with: encoded)
    }
    lowered.append(op)
    loweredCount += 1
  }

  /// Makes the view stand for the op's result until something needs the tensor.
  mutating func replace(_ op: OpID, with view: TensorView, in module: borrowing Module) {
    let result = module.result(of: op)
    views[result] = normalized(view, module.shape(of: result) ?? [], in: module)
    lowered.append(op)
    loweredCount += 1
  }

  /// The view in the form of a reshape where it is no more than a change of dimensions of size 1, so that equal views look
  /// alike.
  private func normalized(
    _ view: TensorView, _ shape: [Int64], in module: borrowing Module
  ) -> TensorView {
    guard case .tensor(let value) = view.source, let source = module.shape(of: value),
      source != shape, let map = module.unitReshapeMap(from: source, to: shape)
    else { return view }
    for (plain, actual) in zip(map.results, view.map.results) {
      if case .dimension = plain, plain != actual { return view }
    }
    return TensorView(source: view.source, map: map)
  }

  // MARK: Operands

  /// How the elements of the value are best read.
  func view(of value: ValueID, in module: inout Module) -> TensorView {
    if let view = views[value] { return view }
    let rank = module.shape(of: value)?.count ?? 0
    if ScalarLowering.obstacle(elementsOf: module.type(of: value), in: module) == nil,
      let number = module.splatNumber(of: value)
    {
      return TensorView(
        source: .number(number), map: AffineMap(dimensionCount: rank, results: []))
    }
    return TensorView(source: .tensor(value), map: .identity(rank))
  }

  /// Whether a view stands for the value.
  func isView(_ value: ValueID) -> Bool { views[value] != nil }

  /// The value as a tensor that exists. A view is made into one where its op stands, once.
  mutating func tensor(_ value: ValueID, in module: inout Module) -> ValueID {
    guard let view = views[value] else { return value }
    if let known = made[value] { return known }
    guard let op = module.definingOp(of: value) else { return value }
    let type = module.type(of: value)
    let tensor = module.buildEncoded(
      make(view, type: type, before: op, in: &module), as: type, at: .before(op),
      location: module.location(of: op))
    made[value] = tensor
    return tensor
  }

  /// Puts tensors that exist in place of the operands for which views stand.
  private mutating func makeOperands(of op: OpID, in module: inout Module) {
    for index in 0..<module.operandCount(of: op) {
      let operand = module.operand(index, of: op)
      guard views[operand] != nil else { continue }
      let value = tensor(operand, in: &module)
      module.setOperand(index, of: op, to: value)
    }
  }

  private func make(
    _ view: TensorView, type: TypeID, before op: OpID, in module: inout Module
  ) -> ValueID {
    let location = module.location(of: op)
    if module.elementCount(of: type) == 0 {
      return module.buildEmpty(type, at: .before(op), location: location)
    }
    switch view.source {
    case .number(let number):
      guard let element = module.uniformElement(number),
        let attribute = module.constantAttribute(element, type)
      else { preconditionFailure("invariant: a number fills a tensor of its type") }
      return module.buildConstant(attribute, at: .before(op), location: location)
    case .tensor(let source):
      if view.map.isIdentity { return source }
      if let order = reordering(view, of: source, type, in: module) {
        let transposed = module.buildTranspose(
          source, order, at: .before(op), location: location)
        return module.buildReshape(transposed, to: type, at: .before(op), location: location)
      }
      return module.buildCopy(
        of: source, through: view.map, to: type, at: .before(op), location: location)
    }
  }
}

extension LinalgImporter {
  /// The order in which the source's dimensions come in the view, if that is all that it does besides adding and dropping
  /// dimensions of size 1: a permutation.
  private func reordering(
    _ view: TensorView, of source: ValueID, _ type: TypeID, in module: borrowing Module
  ) -> [Int]? {
    guard module.elementCount(of: module.type(of: source)) == module.elementCount(of: type),
      module.elementCount(of: type) != 0, let shape = module.shape(of: source)
    else { return nil }
    var places: [(result: Int, source: Int)] = []
    for (dimension, expression) in view.map.results.enumerated() {
      if case .dimension(let place) = expression, shape[dimension] != 1 {
        places.append((place, dimension))
      } else if shape[dimension] != 1 {
        return nil
      }
    }
    // Dimensions of size 1 stay where they are; the others fill the remaining places in the view's order.
    var moved = places.sorted { $0.result < $1.result }.map(\.source).makeIterator()
    return shape.indices.map { shape[$0] == 1 ? $0 : moved.next() ?? $0 }
  }
}

extension Module {
  /// A `linalg.generic` that gives each element of a tensor of the given type the element of the source at the place that the
  /// map names.
  mutating func buildCopy(
    of source: ValueID, through map: AffineMap, to type: TypeID, at place: InsertionPoint,
    location: LocationID
  ) -> ValueID {
    let rank = shape(of: type)?.count ?? 0
    let output = buildEmpty(type, at: place, location: location)
    let op = buildGeneric(
      at: place, inputs: [source], outputs: [output], maps: [map, .identity(rank)],
      iterators: Array(repeating: .parallel, count: rank), location: location
    ) { _, _, elements in [elements[0]] }
    return result(of: op)
  }

  /// A tensor of the given type whose elements are all the number.
  mutating func buildFilled(
    with number: ValueID, type: TypeID, sizes: [ValueID] = [], at place: InsertionPoint,
    location: LocationID
  ) -> ValueID {
    let output = buildEmpty(type, sizes: sizes, at: place, location: location)
    return buildFill(number, into: output, at: place, location: location)
  }
}

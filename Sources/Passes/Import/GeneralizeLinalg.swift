import FuseIR

/// Brings named `linalg` ops to the forms in which `stablehlo-to-linalg` leaves programs, so that what follows has few to
/// know.
///
/// Matrix products, poolings, `map`, `reduce` and `broadcast` become `linalg.generic` with the same maps and body.
/// Convolutions over [batch, features, height, width] become those over [batch, height, width, features], with transposes
/// around them; other convolutions become generics. `fill`, `copy`, `transpose` and the convolutions with features last stay.
///
/// ```
/// %2 = linalg.matmul ins(%0, %1) outs(%out)
///     →
/// %2 = linalg.generic {indexing_maps = [(d0, d1, d2) -> (d0, d2), (d0, d1, d2) -> (d2, d1),
///     (d0, d1, d2) -> (d0, d1)], ...} ins(%0, %1) outs(%out) { mulf, addf }
/// ```
public struct GeneralizeLinalg: Pass {
  /// `generalize-linalg`.
  public static let name = "generalize-linalg"
  /// What the pass does.
  public static let summary = "Brings named linalg ops to generic ops and one convolution layout."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.any

  /// The pass; it has no options.
  public init() {}

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var count = 0
    for inner in module.opsPreOrder(in: op) {
      guard let kind = LinalgOp(module.opcode(of: inner)), module.resultCount(of: inner) > 0,
        rewrite(kind, inner, in: &module)
      else { continue }
      count += 1
    }
    context.count("named ops rewritten", by: count)
    return count > 0 ? .changed : .unchanged
  }

  private func rewrite(_ kind: LinalgOp, _ op: OpID, in module: inout Module) -> Bool {
    switch kind {
    case .generic, .yield, .index, .fill, .copy, .transpose, .conv2dNhwcHwcf,
      .depthwiseConv2dNhwcHwc:
      return false
    case .conv2dNchwFchw:
      return moveFeaturesLast(
        op, .conv2dNhwcHwcf, input: [0, 2, 3, 1], kernel: [2, 3, 1, 0], in: &module)
    case .conv2dNhwcFhwc:
      return moveFeaturesLast(
        op, .conv2dNhwcHwcf, input: [0, 1, 2, 3], kernel: [1, 2, 3, 0], in: &module)
    case .depthwiseConv2dNchwChw:
      return moveFeaturesLast(
        op, .depthwiseConv2dNhwcHwc, input: [0, 2, 3, 1], kernel: [1, 2, 0], in: &module)
    case .broadcast, .reduce, .map, .matmul, .batchMatmul, .matvec, .vecmat, .dot, .batchMatvec,
      .batchVecmat, .conv1d, .conv2d, .conv3d, .conv1dNwcWcf, .conv1dNcwFcw, .conv2dNgchwFgchw,
      .conv2dNgchwGfchw, .conv3dNdhwcDhwcf, .conv3dNcdhwFcdhw, .depthwiseConv1dNwcWc,
      .depthwiseConv2dNhwcHwcm, .poolingNhwcSum, .poolingNchwSum, .poolingNhwcMax,
      .poolingNchwMax, .poolingNhwcMin, .poolingNhwcMaxUnsigned, .poolingNhwcMinUnsigned,
      .poolingNwcSum, .poolingNwcMax, .poolingNwcMin, .poolingNwcMaxUnsigned,
      .poolingNwcMinUnsigned, .poolingNcwSum, .poolingNcwMax, .poolingNdhwcSum, .poolingNdhwcMax,
      .poolingNdhwcMin, .conv2dNhwgcGfhwc, .depthwiseConv1dNcwCw, .depthwiseConv1dNwcWcm,
      .depthwiseConv3dNcdhwCdhw, .depthwiseConv3dNdhwcDhwc, .depthwiseConv3dNdhwcDhwcm, .mmt4d,
      .batchMmt4d, .contract, .elementwise, .exp, .log, .abs, .ceil, .floor, .negf, .reciprocal,
      .round, .sqrt, .rsqrt, .square, .tanh, .erf, .add, .sub, .mul, .div, .divUnsigned, .max, .min,
      .powf, .select:
      return generalize(op, in: &module)
    }
  }

  /// The `linalg.generic` with the op's maps and body.
  private func generalize(_ op: OpID, in module: inout Module) -> Bool {
    guard let view = StructuredOp(op, in: module), let maps = view.indexingMaps(in: module),
      let iterators = view.iteratorTypes(in: module), let body = view.body(in: module),
      let end = module.lastOp(of: body), module.opcode(of: end).is(LinalgOp.yield),
      maps.count == module.operandCount(of: op),
      module.argumentCount(of: body) == module.operandCount(of: op)
    else { return false }
    let generic = module.buildGeneric(
      at: .before(op), inputs: view.inputs(in: module), outputs: view.outputs(in: module),
      maps: maps, iterators: iterators, location: module.location(of: op)
    ) { module, block, elements in
      for (argument, element) in zip(module.arguments(of: body), elements) {
        module.replaceAllUses(of: argument, with: element)
      }
      let yielded = module.operands(of: end)
      module.erase(end)
      module.moveOps(of: body, to: .end(of: block))
      return yielded
    }
    module.replace(op, with: module.results(of: generic))
    return true
  }

  /// The convolution with features last on transposed operands, and its result transposed back. Each permutation gives, for
  /// each dimension of the new layout, the one of the old.
  private func moveFeaturesLast(
    _ op: OpID, _ kind: LinalgOp, input: [Int], kernel: [Int], in module: inout Module
  ) -> Bool {
    let output = module.operand(2, of: op)
    guard module.operandCount(of: op) == 3,
      (0..<3).allSatisfy({ module.hasStaticShape(module.type(of: module.operand($0, of: op))) })
    else { return false }
    // The named op's body casts factors to the sum; where it might have no cast, the op keeps its own body.
    let elements = module.operands(of: op).map { module.elementType(of: $0) }
    let isPlain = elements.allSatisfy { $0 == elements[2] && module.isFloat($0) }
    let isInteger = elements.allSatisfy { isSignlessInteger($0, in: module) }
    guard isPlain || isInteger else { return generalize(op, in: &module) }
    let location = module.location(of: op)
    let first = module.buildTranspose(
      module.operand(0, of: op), input, at: .before(op), location: location)
    let second = module.buildTranspose(
      module.operand(1, of: op), kernel, at: .before(op), location: location)
    let start = transposedStart(output, input, before: op, in: &module)
    var attributes: [(String, AttributeID)] = []
    for name in ["strides", "dilations"] {
      if let value = module.attribute(name, of: op) { attributes.append((name, value)) }
    }
    let convolution = module.buildNamed(
      kind, at: .before(op), inputs: [first, second], outputs: [start], attributes: attributes,
      location: location)
    var back = input
    for (new, old) in input.enumerated() { back[old] = new }
    let result = module.buildTranspose(
      module.result(of: convolution), back, at: .before(op), location: location)
    module.replace(op, with: [result])
    return true
  }

  private func isSignlessInteger(_ type: TypeID, in module: borrowing Module) -> Bool {
    if case .integer(_, .signless) = module.type(type) { return true }
    return false
  }

  /// What the output starts from, in the new layout: filled anew if it is filled with a number.
  private func transposedStart(
    _ output: ValueID, _ permutation: [Int], before op: OpID, in module: inout Module
  ) -> ValueID {
    let location = module.location(of: op)
    if let fill = module.definingOp(of: output), module.opcode(of: fill).is(LinalgOp.fill),
      let shape = module.shape(of: output)
    {
      let type = module.tensorType(
        permutation.map { shape[$0] }, module.elementType(of: output))
      return module.buildFilled(
        with: module.operand(0, of: fill), type: type, at: .before(op), location: location)
    }
    return module.buildTranspose(output, permutation, at: .before(op), location: location)
  }
}

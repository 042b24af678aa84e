import FuseIR

/// The logarithm of the sum of exponentials along dimensions: `max(x) + log(sum(exp(x - max(x))))`.
///
/// The greatest element may be guarded: 0 in place of an infinite one. Input: x. Parameters: `axis`, the dimensions of x that
/// are summed over, `stable`, and `guarded` where it is.
struct LogSumExpPattern: RaisedPattern {
  /// How many ops may stand between the sum and the end of the pattern.
  private static let depthLimit = 8

  /// The dimensions of the result, then those that the sum of the pattern runs over.
  func frame(of root: OpID, in module: borrowing Module) -> [Int64]? {
    guard let shape = module.shape(of: module.result(of: root)) else { return nil }
    guard let reduced = Self.summedExtents(module.result(of: root), Self.depthLimit, in: module)
    else { return nil }
    return shape + reduced
  }

  /// The extents over which the nearest sum above the value runs.
  private static func summedExtents(
    _ value: ValueID, _ depth: Int, in module: borrowing Module
  ) -> [Int64]? {
    guard depth > 0, let op = module.definingOp(of: value) else { return nil }
    if module.opcode(of: op).is(StablehloOp.reduce) {
      guard let shape = module.shape(of: module.operand(0, of: op)),
        let reduced = module.integers("dimensions", of: op),
        reduced.allSatisfy({ shape.indices.contains(Int($0)) })
      else { return nil }
      return reduced.sorted().map { shape[Int($0)] }
    }
    if let structured = StructuredOp(op, in: module),
      let iterators = structured.iteratorTypes(in: module),
      let bounds = structured.loopBounds(in: module), iterators.contains(.reduction)
    {
      return iterators.indices.filter { iterators[$0] == .reduction }.map { bounds[$0] }
    }
    // The way through the operands: sums are broadcast, reshaped, and under a logarithm.
    for operand in module.operands(of: op).prefix(3) {
      if let extents = summedExtents(operand, depth - 1, in: module) { return extents }
    }
    return nil
  }

  func match(_ root: OpID, _ reader: inout PatternReader, in module: borrowing Module)
    -> PatternMatch?
  {
    guard let whole = PatternReader.whole(module.result(of: root), in: module),
      let (shift, axes) = SoftmaxPattern().sum(whole, &reader, in: module),
      let input = reader.settleFramed(shift.inputs, in: module)
    else { return nil }
    // Nothing of x is left out, and nothing is repeated.
    let places = axes.compactMap { input.dimensions.firstIndex(of: $0) }
    let extents = input.dimensions.filter { $0 >= 0 }
    guard places.count == axes.count, Set(extents).count == extents.count else { return nil }
    var parameters: [(name: String, value: PatternMatch.Parameter)] = [
      ("axis", .integers(places.map { Int64($0) }))
    ]
    if shift.isGuarded { parameters.append(("guarded", .flag(true))) }
    parameters.append(("stable", .flag(shift.isStable)))
    return PatternMatch(
      kind: "logsumexp", root: root, ops: reader.ops, inputs: [input.value], parameters: parameters)
  }
}

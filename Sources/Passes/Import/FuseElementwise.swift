import FuseIR

/// Fuses elementwise generics that one other elementwise generic reads into that one.
///
/// The producer has only parallel loops, one result and one reader, and the reader has only parallel loops and reads each of
/// its elements once: then nothing is computed twice, and the tensor between them is not made. Contractions, reductions and
/// convolutions stay ops of their own, so that what follows can still decide where they run.
///
/// ```
/// %1 = linalg.generic ... ins(%0, %bias) { %3 = arith.addf ... }
/// %2 = linalg.generic ... ins(%1)        { %4 = arith.maximumf ... }
///     →
/// %2 = linalg.generic ... ins(%0, %bias) { %3 = arith.addf ...   %4 = arith.maximumf %3, ... }
/// ```
public struct FuseElementwise: Pass {
  /// `fuse-elementwise`.
  public static let name = "fuse-elementwise"
  /// What the pass does.
  public static let summary = "Fuses chains of elementwise generics with one reader each."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.any
  /// The options.
  public static var options: [PassOption<FuseElementwise>] {
    [
      PassOption(
        "max-inputs", \.maxInputs, "Fuse only where the result reads at most this many tensors.")
    ]
  }

  /// Fuse only where the result reads at most this many tensors.
  public var maxInputs = 16

  private var fusedCount = 0

  /// The pass with default options.
  public init() {}

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    for op in module.opsPreOrder(in: op) where !module.isErased(op) {
      var consumer = op
      while let fused = fuseOne(into: consumer, in: &module) {
        consumer = fused
        fusedCount += 1
      }
    }
    context.count("ops fused", by: fusedCount)
    return fusedCount > 0 ? .changed : .unchanged
  }

  /// The op that takes the place of the consumer and of the first of its producers that can be fused; nil if none can.
  private func fuseOne(into consumer: OpID, in module: inout Module) -> OpID? {
    guard let parts = GenericParts(consumer, in: module), parts.isParallel,
      let bounds = StructuredOp(consumer, in: module)?.loopBounds(in: module)
    else { return nil }
    for index in parts.inputs.indices {
      if let producer = producer(of: index, of: parts, bounds, in: module) {
        return fuse(producer.parts, producer.loops, into: parts, at: index, in: &module)
      }
    }
    return nil
  }

  /// The producer of an input if it can be fused, and its loops in terms of those of the consumer.
  private func producer(
    of index: Int, of consumer: GenericParts, _ bounds: [Int64], in module: borrowing Module
  ) -> (parts: GenericParts, loops: [AffineExpression])? {
    let value = consumer.inputs[index]
    guard module.hasOneUse(value), let op = module.definingOp(of: value),
      // What is stored between the two is a part of what is computed.
      module.encoding(of: module.type(of: value)) == nil,
      !module.asksForStoredElements(op), !module.asksForStoredElements(consumer.op),
      module.parentBlock(of: op) == module.parentBlock(of: consumer.op),
      let parts = GenericParts(op, in: module), parts.isParallel, parts.outputs.count == 1,
      parts.outputMap.isPermutation, let body = module.body(of: op),
      !module.hasUses(module.argument(parts.inputs.count, of: body)),
      readsOnce(consumer.maps[index], module.shape(of: value) ?? [], bounds),
      parts.inputs.count + consumer.inputs.count - 1 <= max(1, maxInputs),
      let order = parts.outputMap.resultDimensions
    else { return nil }
    var loops = [AffineExpression](repeating: .constant(0), count: parts.iterators.count)
    for (place, loop) in order.enumerated() { loops[loop] = consumer.maps[index].results[place] }
    for inner in module.ops(of: body) where module.opcode(of: inner).is(LinalgOp.index) {
      guard let loop = module.integer("dim", of: inner), case .dimension = loops[Int(loop)] else {
        return nil
      }
    }
    return (parts, loops)
  }

  /// Whether the loops read each element of a tensor of the given shape exactly once: its indices are distinct loops, or 0
  /// where it has one element, and every other loop runs once.
  private func readsOnce(_ map: AffineMap, _ shape: [Int64], _ bounds: [Int64]) -> Bool {
    var read = [Bool](repeating: false, count: bounds.count)
    for (result, extent) in zip(map.results, shape) {
      switch result {
      case .dimension(let loop):
        guard !read[loop], bounds[loop] == extent else { return false }
        read[loop] = true
      case .constant(0): guard extent == 1 else { return false }
      default: return false
      }
    }
    return bounds.indices.allSatisfy { read[$0] || bounds[$0] == 1 }
  }

  /// One generic with the inputs and the body of the producer in front of those of the consumer, in place of both.
  private func fuse(
    _ producer: GenericParts, _ loops: [AffineExpression], into consumer: GenericParts,
    at index: Int, in module: inout Module
  ) -> OpID {
    guard let producerBody = module.body(of: producer.op),
      let body = module.body(of: consumer.op), let end = module.lastOp(of: producerBody)
    else { preconditionFailure("invariant: generics have bodies that yield") }
    let region = module.createRegion()
    let merged = module.addBlock(to: region)
    var fused = consumer
    fused.inputs = []
    var maps: [AffineMap] = []
    func read(
      _ value: ValueID, _ map: AffineMap, insteadOf argument: ValueID, _ module: inout Module
    ) {
      let known = maps.indices.first { fused.inputs[$0] == value && maps[$0] == map }
      let place = known ?? maps.count
      if known == nil {
        fused.inputs.append(value)
        maps.append(map)
        module.addArgument(to: merged, type: module.elementType(of: value))
      }
      module.replaceAllUses(of: argument, with: module.argument(place, of: merged))
    }
    for (place, input) in producer.inputs.enumerated() {
      let map = AffineMap(
        dimensionCount: consumer.iterators.count,
        results: producer.maps[place].results.map { $0.substituting(dimensions: loops) })
      read(input, map, insteadOf: module.argument(place, of: producerBody), &module)
    }
    for (place, input) in consumer.inputs.enumerated() where place != index {
      read(input, consumer.maps[place], insteadOf: module.argument(place, of: body), &module)
    }
    for (place, output) in consumer.outputs.enumerated() {
      let argument = module.addArgument(to: merged, type: module.elementType(of: output))
      let old = module.argument(consumer.inputs.count + place, of: body)
      module.replaceAllUses(of: old, with: argument)
    }
    for inner in module.ops(of: producerBody) where module.opcode(of: inner).is(LinalgOp.index) {
      guard let loop = module.integer("dim", of: inner), case .dimension(let new) = loops[Int(loop)]
      else { continue }
      module.setAttribute("dim", module.integerAttribute(Int64(new)), of: inner)
    }
    module.replaceAllUses(
      of: module.argument(index, of: body), with: module.operand(0, of: end))
    module.erase(end)
    module.moveOps(of: producerBody, to: .end(of: merged))
    module.moveOps(of: body, to: .end(of: merged))
    fused.maps = maps + consumer.maps[consumer.inputs.count...]
    let op = module.build(
      LinalgOp.generic, at: .before(consumer.op), resultTypes: module.resultTypes(of: consumer.op),
      regions: [region], location: module.location(of: consumer.op))
    fused.op = op
    fused.store(in: &module)
    module.replace(consumer.op, with: module.results(of: op))
    module.erase(producer.op)
    return op
  }
}

import FuseIR

/// A value as it looks from the frame of a pattern, the index space of the pattern's result.
struct FramedValue: Hashable {
  /// A tensor, or an element of one inside the body of a structured op.
  var value: ValueID
  /// The dimension of the frame that each dimension of the value, or each loop of the structured op, runs along; -1 for a
  /// dimension of size 1, which runs along none.
  var dimensions: [Int]
}

/// Reads programs as formulas over a frame, whichever dialect they are written in.
///
/// What only moves or repeats elements (broadcasts, reshapes that add or drop dimensions of size 1, transposes, casts between
/// floats) is looked through, so that a formula looks the same in StableHLO and in linalg on tensors. The ops that were read
/// are remembered; a caller that gives up goes back to a mark.
struct PatternReader {
  /// What a value is computed by.
  enum Node {
    /// One number.
    case number(Double)
    /// A function of elements.
    case elementwise(PatternFunction, [FramedValue])
    /// The sum or the greatest element along dimensions of the frame.
    case reduction(PatternFunction, FramedValue, axes: [Int])
  }

  /// The block in which the pattern stands.
  let block: BlockID
  /// The extents of the frame.
  let frame: [Int64]
  /// The ops of the block that were read, in the order of reading, some of them more than once.
  private(set) var ops: [OpID] = []

  /// How many steps a chain of ops that move elements may have.
  private static let chainLimit = 64

  init(block: BlockID, frame: [Int64]) {
    self.block = block
    self.frame = frame
  }

  /// The number of ops read so far, to go back to.
  var mark: Int { ops.count }

  /// Forgets what was read since the mark.
  mutating func back(to mark: Int) { ops.removeLast(ops.count - mark) }

  /// Remembers an op as read.
  mutating func note(_ op: OpID, in module: borrowing Module) {
    if module.parentBlock(of: op) == block { ops.append(op) }
  }

  /// The value itself, in the frame of its own shape.
  static func whole(_ value: ValueID, in module: borrowing Module) -> FramedValue? {
    guard let shape = module.shape(of: value), module.hasStaticShape(module.type(of: value)) else {
      return nil
    }
    return FramedValue(
      value: value, dimensions: shape.indices.map { shape[$0] == 1 ? -1 : $0 })
  }

  // MARK: Chains of ops that move elements

  /// One step of a chain: the value, and the op that was passed to reach it.
  struct Step {
    let value: FramedValue
    let op: OpID?
  }

  /// The value, and those from which ops that only move elements make it, the source last.
  func chain(of value: FramedValue, in module: borrowing Module) -> [Step] {
    var steps = [Step(value: value, op: nil)]
    var current = value
    while steps.count < Self.chainLimit, let (source, op) = source(of: current, in: module) {
      steps.append(Step(value: source, op: op))
      current = source
    }
    return steps
  }

  /// Where the elements of the value come from.
  func core(of value: FramedValue, in module: borrowing Module) -> FramedValue {
    chain(of: value, in: module).last?.value ?? value
  }

  /// Where the elements of the value come from; the ops between are read.
  mutating func peel(_ value: FramedValue, in module: borrowing Module) -> FramedValue {
    let steps = chain(of: value, in: module)
    for step in steps { if let op = step.op { note(op, in: module) } }
    return steps.last?.value ?? value
  }

  /// Whether the op stands in the block of the pattern, or in the body of a structured op.
  private func isHere(_ op: OpID, _ value: FramedValue, in module: borrowing Module) -> Bool {
    module.parentBlock(of: op) == block || module.shape(of: value.value) == nil
  }

  private func source(
    of value: FramedValue, in module: borrowing Module
  ) -> (FramedValue, OpID)? {
    guard let op = module.definingOp(of: value.value) else {
      return elementSource(of: value, in: module)
    }
    guard isHere(op, value, in: module) else { return nil }
    let opcode = module.opcode(of: op)
    if let kind = StablehloOp(opcode) { return source(of: value, kind, op, in: module) }
    if opcode.is(TensorOp.expandShape) || opcode.is(TensorOp.collapseShape) {
      return reshapeSource(of: value, op, in: module)
    }
    if opcode.is(ArithOp.extf) || opcode.is(ArithOp.truncf) {
      return (FramedValue(value: module.operand(0, of: op), dimensions: value.dimensions), op)
    }
    guard let structured = StructuredOp(op, in: module), structured.kind != .fill,
      let inner = element(of: value, structured, in: module)
    else { return nil }
    // A structured op that computes nothing: what it yields is an element that it reads.
    var yielded = inner
    for _ in 0..<4 {
      if module.definingOp(of: yielded.value) == nil {
        guard let (source, _) = elementSource(of: yielded, in: module) else { return nil }
        return (source, op)
      }
      guard let (next, _) = source(of: yielded, in: module), next.value != yielded.value else {
        return nil
      }
      yielded = next
    }
    return nil
  }

  private func source(
    of value: FramedValue, _ kind: StablehloOp, _ op: OpID, in module: borrowing Module
  ) -> (FramedValue, OpID)? {
    guard module.operandCount(of: op) > 0 else { return nil }
    let operand = module.operand(0, of: op)
    guard let shape = module.shape(of: operand), module.hasStaticShape(module.type(of: operand))
    else { return nil }
    switch kind {
    case .broadcastInDim:
      guard let map = module.integers("broadcast_dimensions", of: op), map.count == shape.count,
        map.allSatisfy({ value.dimensions.indices.contains(Int($0)) })
      else { return nil }
      let dimensions = shape.indices.map {
        shape[$0] == 1 ? -1 : value.dimensions[Int(map[$0])]
      }
      return (FramedValue(value: operand, dimensions: dimensions), op)
    case .reshape: return reshapeSource(of: value, op, in: module)
    case .transpose:
      guard let map = module.integers("permutation", of: op), map.count == shape.count else {
        return nil
      }
      var dimensions = [Int](repeating: -1, count: shape.count)
      for (target, source) in map.enumerated() where dimensions.indices.contains(Int(source)) {
        dimensions[Int(source)] = value.dimensions[target]
      }
      return (FramedValue(value: operand, dimensions: dimensions), op)
    case .convert:
      let element = module.elementType(of: operand)
      guard module.isFloat(element) || isConstant(operand, in: module),
        module.isFloat(module.elementType(of: value.value))
      else { return nil }
      return (FramedValue(value: operand, dimensions: value.dimensions), op)
    default: return nil
    }
  }

  private func isConstant(_ value: ValueID, in module: borrowing Module) -> Bool {
    module.definingOp(of: value).map { module.traits(of: $0).contains(.constant) } ?? false
  }

  private func reshapeSource(
    of value: FramedValue, _ op: OpID, in module: borrowing Module
  ) -> (FramedValue, OpID)? {
    let operand = module.operand(0, of: op)
    guard let from = module.shape(of: operand), let to = module.shape(of: value.value),
      let map = module.unitReshapeMap(from: from, to: to)
    else { return nil }
    return (FramedValue(value: operand, dimensions: dimensions(map, value.dimensions)), op)
  }

  /// The operand of which an argument of a structured op's body is an element.
  private func elementSource(
    of value: FramedValue, in module: borrowing Module
  ) -> (FramedValue, OpID)? {
    guard case .argument(let body, let index) = module.definition(of: value.value),
      let op = module.parentOp(of: body), let structured = StructuredOp(op, in: module),
      index < structured.inputCount(in: module),
      let maps = structured.indexingMaps(in: module), index < maps.count,
      maps[index].dimensionCount == value.dimensions.count
    else { return nil }
    let operand = module.operand(index, of: op)
    for expression in maps[index].results {
      switch expression {
      case .dimension, .constant(0): break
      default: return nil
      }
    }
    return (
      FramedValue(value: operand, dimensions: dimensions(maps[index], value.dimensions)), op
    )
  }

  /// What the results of a map of plain dimensions run along.
  private func dimensions(_ map: AffineMap, _ dimensions: [Int]) -> [Int] {
    map.results.map { expression in
      if case .dimension(let dimension) = expression { return dimensions[dimension] }
      return -1
    }
  }

  /// The element that the body of a structured op without reductions yields for the value.
  private func element(
    of value: FramedValue, _ structured: StructuredOp, in module: borrowing Module
  ) -> FramedValue? {
    guard let iterators = structured.iteratorTypes(in: module),
      iterators.allSatisfy({ $0 == .parallel }),
      let loops = loops(of: value, structured, in: module)
    else { return nil }
    return loops
  }

  /// The element that the body yields for the value; loops over which the output does not run are along -1.
  private func loops(
    of value: FramedValue, _ structured: StructuredOp, in module: borrowing Module
  ) -> FramedValue? {
    guard case .result(_, let index) = module.definition(of: value.value),
      let maps = structured.indexingMaps(in: module),
      let body = structured.body(in: module), let end = module.lastOp(of: body),
      index < module.operandCount(of: end)
    else { return nil }
    let inputs = structured.inputCount(in: module)
    guard inputs + index < maps.count else { return nil }
    let map = maps[inputs + index]
    guard map.results.count == value.dimensions.count else { return nil }
    var dimensions = [Int](repeating: -1, count: map.dimensionCount)
    for (result, expression) in map.results.enumerated() {
      switch expression {
      case .dimension(let loop): dimensions[loop] = value.dimensions[result]
      case .constant(0): break
      default: return nil
      }
    }
    return FramedValue(value: module.operand(index, of: end), dimensions: dimensions)
  }

  // MARK: Comparison

  /// How deep formulas are compared.
  private static let comparisonDepth = 8

  /// Whether two values are the same, or computed by the same formula of the same values, as after a fusion that put a copy of
  /// a formula into each op that needs it. What leads to them is read where they are.
  mutating func computeAlike(
    _ a: FramedValue, _ b: FramedValue, in module: borrowing Module
  ) -> Bool {
    let mark = mark
    if computeAlike(a, b, Self.comparisonDepth, in: module) { return true }
    back(to: mark)
    return false
  }

  private mutating func computeAlike(
    _ a: FramedValue, _ b: FramedValue, _ depth: Int, in module: borrowing Module
  ) -> Bool {
    let (first, second) = (peel(a, in: module), peel(b, in: module))
    if first == second { return true }
    guard depth > 0, let left = node(first, in: module), let right = node(second, in: module) else {
      return false
    }
    switch (left, right) {
    case (.number(let x), .number(let y)): return x == y
    case (.elementwise(let f, let xs), .elementwise(let g, let ys)):
      guard f == g, xs.count == ys.count else { return false }
      for (x, y) in zip(xs, ys) where !computeAlike(x, y, depth - 1, in: module) { return false }
      return true
    default: return false
    }
  }

  // MARK: Nodes

  /// What the value is computed by, nil where that is none of what patterns are made of. What was passed is read.
  mutating func node(_ value: FramedValue, in module: borrowing Module) -> Node? {
    let value = peel(value, in: module)
    if let number = number(value.value, in: module) { return .number(number) }
    guard let op = module.definingOp(of: value.value), isHere(op, value, in: module) else {
      return nil
    }
    let opcode = module.opcode(of: op)
    if let function = PatternFunction(opcode), module.resultCount(of: op) == 1 {
      note(op, in: module)
      let operands = module.operands(of: op).map { operand in
        let isScalar = module.shape(of: operand)?.isEmpty ?? false
        return FramedValue(value: operand, dimensions: isScalar ? [] : value.dimensions)
      }
      return .elementwise(function, operands)
    }
    if opcode.is(StablehloOp.reduce) { return reduction(value, op, in: module) }
    guard let structured = StructuredOp(op, in: module), structured.kind != .fill else {
      return nil
    }
    note(op, in: module)
    if let inner = element(of: value, structured, in: module) {
      // The body is not a structured op itself: this goes one level down.
      return node(inner, in: module)
    }
    return reduction(value, structured, in: module)
  }

  /// The number that all elements of the value are.
  func number(_ value: ValueID, in module: borrowing Module) -> Double? {
    if let op = module.definingOp(of: value), module.opcode(of: op).is(LinalgOp.fill) {
      return number(module.operand(0, of: op), in: module)
    }
    return module.constantFloat(of: value) ?? module.constantInteger(of: value).map { Double($0) }
  }

  /// The number that the value is, through whatever moves elements.
  mutating func number(_ value: FramedValue, in module: borrowing Module) -> Double? {
    let mark = mark
    if case .number(let number) = node(value, in: module) { return number }
    back(to: mark)
    return nil
  }

  private mutating func reduction(
    _ value: FramedValue, _ op: OpID, in module: borrowing Module
  ) -> Node? {
    guard module.operandCount(of: op) == 2, let body = module.body(of: op),
      let first = module.firstOp(of: body), let end = module.nextOp(after: first),
      module.nextOp(after: end) == nil, module.operandCount(of: end) == 1,
      module.operand(0, of: end) == module.result(of: first),
      Set(module.operands(of: first)) == Set(module.arguments(of: body)),
      let function = PatternFunction(module.opcode(of: first)),
      let initial = number(module.operand(1, of: op), in: module),
      Self.isNeutral(initial, function),
      let shape = module.shape(of: module.operand(0, of: op)),
      let reduced = module.integers("dimensions", of: op)
    else { return nil }
    let kept = shape.indices.filter { !reduced.contains(Int64($0)) }
    guard kept.count == value.dimensions.count else { return nil }
    var dimensions = [Int](repeating: -1, count: shape.count)
    for (place, dimension) in kept.enumerated() { dimensions[dimension] = value.dimensions[place] }
    guard let axes = axes(reduced.map { Int($0) }, extents: shape, &dimensions) else { return nil }
    note(op, in: module)
    let input = FramedValue(value: module.operand(0, of: op), dimensions: dimensions)
    return .reduction(function, input, axes: axes)
  }

  private mutating func reduction(
    _ value: FramedValue, _ structured: StructuredOp, in module: borrowing Module
  ) -> Node? {
    guard case .result(_, let index) = module.definition(of: value.value),
      let inner = loops(of: value, structured, in: module),
      let iterators = structured.iteratorTypes(in: module),
      let bounds = structured.loopBounds(in: module),
      let body = structured.body(in: module),
      let combining = module.definingOp(of: inner.value), module.operandCount(of: combining) == 2,
      let function = PatternFunction(module.opcode(of: combining))
    else { return nil }
    let place = structured.inputCount(in: module) + index
    guard place < module.argumentCount(of: body),
      let initial = number(module.operand(place, of: structured.op), in: module),
      Self.isNeutral(initial, function)
    else { return nil }
    let sum = module.argument(place, of: body)
    let operands = module.operands(of: combining)
    guard let term = operands.first(where: { $0 != sum }), operands.contains(sum) else {
      return nil
    }
    var dimensions = inner.dimensions
    let reduced = iterators.indices.filter { iterators[$0] != .parallel }
    guard let axes = axes(reduced, extents: bounds, &dimensions) else { return nil }
    return .reduction(function, FramedValue(value: term, dimensions: dimensions), axes: axes)
  }

  private static func isNeutral(_ initial: Double, _ function: PatternFunction) -> Bool {
    switch function {
    case .add: return initial == 0
    case .maximum: return initial < -1e30 || initial == -65504
    default: return false
    }
  }

  /// Lets the reduced dimensions run along those of the frame that are left, in order; the latter are the axes. Nil where
  /// they don't fit.
  private func axes(
    _ reduced: [Int], extents: [Int64], _ dimensions: inout [Int]
  ) -> [Int]? {
    var free = frame.indices.filter { !dimensions.contains($0) && frame[$0] != 1 }
    var axes: [Int] = []
    for dimension in reduced.sorted() where extents[dimension] != 1 {
      guard let place = free.firstIndex(where: { frame[$0] == extents[dimension] }) else {
        return nil
      }
      dimensions[dimension] = free.remove(at: place)
      axes.append(dimensions[dimension])
    }
    return axes.isEmpty ? nil : axes
  }
}

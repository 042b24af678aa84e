import FuseIR

/// A structured op as loops over vectors: which loop runs over the lanes, and in which order the others run around it.
///
/// A parallel loop along which all outputs lie densely is best: then the lanes are elements of the outputs, and reductions run
/// inside. Else it is a loop where each output either lies densely, or is a sum, a product, a maximum or the like of what does
/// not depend on it, so that lanes can be combined in the end.
struct CSweep {
  struct Access {
    let constant: Int64
    /// By loop, the distance of elements from one iteration to the next.
    let strides: [Int64]
  }

  /// Iterations of the lane loop that are done in one way: `count` lanes at a time, from `start` on, up to `extent`.
  struct Part {
    let start: Int64
    let extent: Int64
    let count: Int
  }

  let bounds: [Int64]
  let lanes: Int
  let laneLoop: Int
  /// Whether the outputs stay in vectors while the loops inside run: the lanes are elements of all of them.
  let keepsOutputs: Bool
  /// The loops around the lanes, and those inside of them; where outputs do not stay in vectors, these are around the lanes too.
  let outerLoops: [Int]
  let innerLoops: [Int]
  let inputs: [ValueID]
  let outputs: [ValueID]
  let accesses: [Access]
  let readsInput: [Bool]
  let readsOutput: [Bool]
  /// Whether the loops write all elements of each output.
  let coversOutput: [Bool]
  /// How the lanes of each output are combined; none where they are its elements.
  let combinations: [KernelCombination]
  let body: BlockID

  /// How many vectors of partial results there are, so that an addition need not wait for the one before.
  var copies: Int { bounds[laneLoop] >= Int64(4 * lanes) ? 4 : 1 }

  /// The whole vectors, and the rest.
  var parts: [Part] {
    let whole = bounds[laneLoop] / Int64(lanes) * Int64(lanes)
    var parts: [Part] = []
    if whole > 0 { parts.append(Part(start: 0, extent: whole, count: lanes)) }
    if whole < bounds[laneLoop] {
      parts.append(
        Part(
          start: whole, extent: bounds[laneLoop], count: Int(bounds[laneLoop] - whole)))
    }
    return parts
  }

  /// Whether an input is one number while the lanes and the loops inside run.
  func isFixed(_ input: Int) -> Bool {
    accesses[input].strides[laneLoop] == 0
      && innerLoops.allSatisfy { accesses[input].strides[$0] == 0 }
  }

  /// The sweep of an op; nil where no loop can run over lanes, or its body does more than compute on numbers. `distances` are
  /// those of operands that do not lie densely.
  init?(
    _ op: OpID, lanes: Int, _ distances: [ValueID: [Int64]], in module: borrowing Module
  ) {
    guard let view = StructuredOp(op, in: module), view.kind != .fill,
      let maps = view.indexingMaps(in: module), let iterators = view.iteratorTypes(in: module),
      let bounds = view.loopBounds(in: module), bounds.allSatisfy({ $0 > 0 }),
      let body = view.body(in: module), view.kind == .generic
    else { return nil }
    let inputs = view.inputs(in: module)
    let outputs = view.outputs(in: module)
    guard module.resultCount(of: op) == outputs.count,
      module.argumentCount(of: body) == inputs.count + outputs.count,
      Self.computesOnNumbers(body, in: module)
    else { return nil }
    self.lanes = lanes
    self.bounds = bounds
    self.inputs = inputs
    self.outputs = outputs
    self.body = body
    var accesses: [Access] = []
    for (operand, map) in zip(inputs + outputs, maps) {
      guard
        let access = Self.access(
          map, module.shape(of: operand) ?? [], distances[operand], loops: bounds.count)
      else { return nil }
      accesses.append(access)
    }
    self.accesses = accesses
    let arguments = module.arguments(of: body)
    let readsInput = inputs.indices.map { module.hasUses(arguments[$0]) }
    self.readsInput = readsInput
    readsOutput = outputs.indices.map { module.hasUses(arguments[inputs.count + $0]) }
    coversOutput = outputs.indices.map { maps[inputs.count + $0].isProjectedPermutation }

    let outputAccesses = Array(accesses[inputs.count...])
    func cost(_ loop: Int) -> Int {
      inputs.indices.count { readsInput[$0] && !(0...1).contains(accesses[$0].strides[loop]) }
    }
    func isBetter(_ a: Int, _ b: Int) -> Bool { (cost(b), bounds[a]) < (cost(a), bounds[b]) }
    let wide = bounds.indices.filter { bounds[$0] > 1 }
    let elements = wide.filter { loop in
      iterators[loop] == .parallel && outputAccesses.allSatisfy { $0.strides[loop] == 1 }
    }
    if let loop = elements.max(by: isBetter) {
      let inner = bounds.indices.filter { iterators[$0] != .parallel }
      if Self.keep(outputAccesses, while: inner) {
        laneLoop = loop
        keepsOutputs = true
        innerLoops = inner
        outerLoops = bounds.indices.filter { iterators[$0] == .parallel && $0 != loop }
        combinations = outputs.map { _ in .none }
        return
      }
    }
    let folded = wide.filter { loop in
      outputAccesses.allSatisfy { (0...1).contains($0.strides[loop]) }
    }
    guard let loop = folded.max(by: isBetter) else { return nil }
    var combinations: [KernelCombination] = []
    for index in outputs.indices {
      if outputAccesses[index].strides[loop] == 1 {
        combinations.append(.none)
        continue
      }
      guard
        let combination = KernelCombination(
          ofResult: index, accumulator: inputs.count + index, body, in: module),
        let type = CType(outputs[index], in: module), type.conversion == nil, type.element != .i1,
        type.bits == type.bytes * 8
      else { return nil }
      let compares = combination == .maximum || combination == .minimum
      guard !compares || type.value == "float" else { return nil }
      combinations.append(combination)
    }
    // A sum over the lanes goes on in all loops inside, and starts anew in those outside.
    let inner = bounds.indices.filter { iterators[$0] != .parallel && $0 != loop }
    let sums = outputAccesses.indices.filter { combinations[$0] != .none }
    guard Self.keep(sums.map { outputAccesses[$0] }, while: inner) else { return nil }
    self.combinations = combinations
    laneLoop = loop
    keepsOutputs = false
    innerLoops = inner
    outerLoops = bounds.indices.filter { iterators[$0] == .parallel && $0 != loop }
  }

  /// Whether the outputs stay in vectors while the loops run.
  private static func keep(_ outputs: [Access], while loops: [Int]) -> Bool {
    outputs.allSatisfy { access in loops.allSatisfy { access.strides[$0] == 0 } }
  }

  private static func access(
    _ map: AffineMap, _ shape: [Int64], _ distances: [Int64]?, loops: Int
  ) -> Access? {
    var strides = [Int64](repeating: 0, count: loops)
    var constant: Int64 = 0
    for (expression, distance) in zip(map.results, distances ?? CEmitter.strides(shape)) {
      guard let linear = LinearForm(expression, loops) else { return nil }
      constant &+= Int64(linear.constant) &* distance
      for loop in strides.indices {
        strides[loop] &+= Int64(linear.coefficients[loop]) &* distance
      }
    }
    return Access(constant: constant, strides: strides)
  }

  /// Whether a body has nothing but ops on numbers, and asks for elements of tensors from outside.
  private static func computesOnNumbers(_ body: BlockID, in module: borrowing Module) -> Bool {
    module.ops(of: body).allSatisfy { op in
      let opcode = module.opcode(of: op)
      return ArithOp(opcode) != nil || MathOp(opcode) != nil || opcode.is(LinalgOp.index)
        || opcode.is(LinalgOp.yield) || opcode.is(TensorOp.extract)
    }
  }
}

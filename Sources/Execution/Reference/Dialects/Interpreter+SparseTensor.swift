import FuseIR

// Tensors with encodings. An absent element is zero, so values are those of dense tensors; beside the value of a tensor
// whose type has a level that is not dense stands which elements are stored. Ops other than those here drop that, and then
// the elements that differ from zero are stored.

extension Interpreter {
  /// The results of a structured op whose body asks what is stored, or whose result has a pattern that someone may ask for;
  /// nil for every other op.
  mutating func storedLoops(
    _ op: OpID, _ inputs: [Tensor], _ outputs: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor]? {
    guard let structured = StructuredOp(op, in: module), hasPlainLoops(structured.kind),
      let block = module.body(of: op)
    else { return nil }
    let isFinite = !meetsNonfinite(op, inputs, in: module)
    guard !isFinite || asksForPatterns(op, block, in: module) else { return nil }
    guard let maps = structured.indexingMaps(in: module),
      maps.count == inputs.count + outputs.count
    else { throw ExecutionError("needs an indexing map for each operand") }
    let values = inputs + outputs
    let shapes = values.map(\.shape)
    let loops = try Self.loops(of: maps, shapes)
    if loops.contains(0) { return outputs }
    var patterns: [Tensor?] = []
    for (index, value) in values.enumerated() {
      let type = module.type(of: module.operand(index, of: op))
      patterns.append(try pattern(of: value, type, in: module))
    }
    if isFinite,
      let results = try storedProduct(block, inputs, outputs, patterns, maps, loops, in: module)
    {
      return results
    }
    var compiler = BodyCompiler()
    guard
      compiler.compileStored(
        block, inputs: patterns[..<inputs.count].map { $0 != nil },
        outputs: patterns[inputs.count...].map { $0 != nil }, self, in: module)
    else {
      throw ExecutionError(
        "has a body that the reference interpreter can't compute on stored elements",
        isUnsupported: true)
    }
    var nest = LoopNest(loops: loops, inputs: [], outputs: [])
    for tensors in [values.map(Optional.some), patterns] {
      for (index, tensor) in tensors.enumerated() {
        guard let tensor else { continue }
        let access = try LoopAccess(maps[index], shape: tensor.shape, loops: loops)
        if index < inputs.count {
          nest.inputs.append(LoopNest.Input(tensor: tensor, access: access))
        } else {
          nest.outputs.append(LoopNest.Output(tensor: tensor, access: access))
        }
      }
    }
    let results = try run(nest, RegionBody(compiler.program), in: module)
    var attached = Array(results[..<outputs.count])
    var next = outputs.count
    for index in outputs.indices where patterns[inputs.count + index] != nil {
      attached[index].stored = StoredPattern(nonzerosOf: results[next])
      next += 1
    }
    return attached
  }

  /// Whether an absent element, which is zero, may meet NaN or infinity, with which its product is no zero.
  private func meetsNonfinite(
    _ op: OpID, _ inputs: [Tensor], in module: borrowing Module
  ) -> Bool {
    guard inputs.count > 1,
      module.operands(of: op).contains(where: { hasPattern(module.type(of: $0), in: module) })
    else { return false }
    return inputs.contains { input in
      guard input.elementType == .f32 else {
        return input.floats()?.contains { !$0.isFinite } ?? false
      }
      return input.withElements(as: Float.self) { floats in floats.contains { !$0.isFinite } }
    }
  }

  /// Whether the op is loops over its body, which takes an element of each operand, and not a window or a movement.
  private func hasPlainLoops(_ kind: LinalgOp) -> Bool {
    switch kind {
    case .generic, .contract, .elementwise, .exp, .log, .abs, .ceil, .floor, .negf, .reciprocal,
      .round, .sqrt, .rsqrt, .square, .tanh, .erf, .add, .sub, .mul, .div, .divUnsigned, .max,
      .min, .powf, .select, .matmul, .batchMatmul, .matvec, .vecmat, .dot, .batchMatvec,
      .batchVecmat:
      true
    default: false
    }
  }

  /// Whether the body has ops on stored elements; or a result has a pattern, and other bodies ask for patterns, or the body
  /// divides, by what may be zero where nothing is stored.
  private mutating func asksForPatterns(
    _ op: OpID, _ block: BlockID, in module: borrowing Module
  ) -> Bool {
    let inner = module.ops(of: block)
    if inner.contains(where: { SparseTensorOp(module.opcode(of: $0)) != nil }) { return true }
    guard module.results(of: op).contains(where: { hasPattern(module.type(of: $0), in: module) })
    else { return false }
    return inner.contains { module.opcode(of: $0).is(ArithOp.divf) } || usesPatterns(module)
  }

  /// Whether some body of the module has ops on stored elements.
  private mutating func usesPatterns(_ module: borrowing Module) -> Bool {
    if let known = modulePatterns { return known }
    let found = module.opsPreOrder(in: module.root).contains { op in
      switch SparseTensorOp(module.opcode(of: op)) {
      case .unary, .binary, .reduce, .select: true
      case .concatenate, .convert, .yield, nil: false
      }
    }
    modulePatterns = found
    return found
  }

  /// Whether a type has a level that is not dense.
  private func hasPattern(_ type: TypeID, in module: borrowing Module) -> Bool {
    guard case .tensor(_, _, _?) = module.type(type) else { return false }
    return SparseEncoding(type: type, in: module).map { !$0.isAllDense } ?? false
  }

  /// Which elements of a value are stored, as truth values; nil where its type stores all of them.
  private func pattern(
    of value: Tensor, _ type: TypeID, in module: borrowing Module
  ) throws(ExecutionError) -> Tensor? {
    guard case .tensor(_, _, _?) = module.type(type),
      let encoding = SparseEncoding(type: type, in: module), !encoding.isAllDense
    else { return nil }
    let stored = (value.stored ?? StoredPattern(nonzerosOf: value))
      .completed(for: encoding, shape: value.shape)
    return try Tensor.zeros(value.shape, .i1).filled(from: stored)
  }

  /// The sum of products of two tensors, and where one is stored: by products of the numbers 0 and 1.
  private mutating func storedProduct(
    _ block: BlockID, _ inputs: [Tensor], _ outputs: [Tensor], _ patterns: [Tensor?],
    _ maps: [AffineMap], _ loops: [Int], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor]? {
    guard inputs.count == 2, outputs.count == 1, outputs[0].elementType != .i1,
      let contraction = Contraction(maps, loops: loops, (inputs + outputs).map(\.shape))
    else { return nil }
    let body = try RegionBody(block, self, in: module)
    guard body.isCompiled, body.program.isSumOfProducts else { return nil }
    var result = outputs[0]
    contraction.run(inputs[0], inputs[1], addingTo: &result, isPlain: !usesBlockedProducts)
    guard let before = patterns[2] else { return [result] }
    func numbers(_ pattern: Tensor?, _ shape: [Int]) throws(ExecutionError) -> Tensor {
      try Tensor.zeros(shape, .f32).filled(
        from: pattern.map { StoredPattern(nonzerosOf: $0) }
          ?? StoredPattern(count: Tensor.elementCount(of: shape) ?? 0, all: true))
    }
    var counts = try numbers(before, result.shape)
    contraction.run(
      try numbers(patterns[0], inputs[0].shape), try numbers(patterns[1], inputs[1].shape),
      addingTo: &counts, isPlain: !usesBlockedProducts)
    result.stored = StoredPattern(nonzerosOf: counts)
    return [result]
  }

  // MARK: Movement

  /// A tensor that a transposition, a broadcast or a copy made of `input`, with the pattern moved likewise.
  func moveStored(
    _ kind: LinalgOp, _ op: OpID, _ input: Tensor, _ result: Tensor, in module: borrowing Module
  ) -> Tensor {
    guard kind != .fill, let stored = input.stored,
      hasPattern(module.type(of: module.result(of: op)), in: module),
      let before = try? Tensor.zeros(input.shape, .i1).filled(from: stored),
      let empty = try? Tensor.zeros(result.shape, .i1),
      let moved = try? moveLinalg(kind, op, before, empty, in: module)
    else { return result }
    var result = result
    result.stored = StoredPattern(nonzerosOf: moved)
    return result
  }

  /// Executes an op on whole tensors with encodings.
  func execute(
    _ kind: SparseTensorOp, _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    switch kind {
    case .convert:
      guard let operand = operands.first else { throw ExecutionError("needs an operand") }
      return [operand]
    case .concatenate:
      guard let first = operands.first else { throw ExecutionError("needs operands") }
      let dimension = try integer("dimension", of: op, in: 0..<max(first.rank, 1), in: module)
      var result = try Movement.concatenate(operands, dimension: dimension)
      guard hasPattern(module.type(of: module.result(of: op)), in: module) else { return [result] }
      var patterns: [Tensor] = []
      for (index, operand) in operands.enumerated() {
        let type = module.type(of: module.operand(index, of: op))
        if let own = try pattern(of: operand, type, in: module) {
          patterns.append(own)
        } else {
          let nonzeros = StoredPattern(nonzerosOf: operand)
          patterns.append(try Tensor.zeros(operand.shape, .i1).filled(from: nonzeros))
        }
      }
      result.stored = StoredPattern(
        nonzerosOf: try Movement.concatenate(patterns, dimension: dimension))
      return [result]
    case .binary, .reduce, .select, .unary, .yield:
      throw ExecutionError("belongs in the body of a linalg op")
    }
  }
}

extension Tensor {
  /// The same tensor with ones where elements are stored; of type `i1` or `f32`.
  fileprivate func filled(from pattern: StoredPattern) -> Tensor {
    var result = self
    if elementType == .f32 {
      result.withMutableElements(as: Float.self) { floats in
        for index in floats.indices where pattern[index] { floats[index] = 1 }
      }
    } else {
      result.withMutableElements(as: UInt8.self) { bytes in
        for index in bytes.indices where pattern[index] { bytes[index] = 1 }
      }
    }
    return result
  }
}

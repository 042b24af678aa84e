import FuseIR

// Structured linalg ops: one loop nest each. Reductions run inside the parallel loops with the outputs in variables, or
// around a last parallel loop that walks memory in steps of one element: the order of each sum is the same.

extension CEmitter {
  /// Writes a structured op, generic or named.
  mutating func structured(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let read = try StructuredLoops(op, in: module)
    let (view, maps, iterators) = (read.view, read.maps, read.iterators)
    let (bounds, body) = (read.bounds, read.body)
    let inputs = view.inputs(in: module)
    let outputs = view.outputs(in: module)
    guard module.resultCount(of: op) == outputs.count else {
      throw CUnsupported(op: op, reason: "it works on memory, not on tensors")
    }
    let bodyArguments = module.arguments(of: body)

    var outputNames: [String] = []
    for (index, output) in outputs.enumerated() {
      let isRead =
        bodyArguments.indices.contains(inputs.count + index)
        && module.hasUses(bodyArguments[inputs.count + index])
      let coversAll = maps[inputs.count + index].isPermutation
      outputNames.append(
        try place(
          module.result(index, of: op), over: output, of: op,
          readsOutput: isRead || !coversAll || bounds.contains(0),
          module))
    }
    let parallel = iterators.indices.filter { iterators[$0] == .parallel }
    let reduced = iterators.indices.filter { iterators[$0] != .parallel }
    var variables = [String](repeating: "0", count: iterators.count)
    let accumulatesWide = isNarrowContraction(op, body, module)
    let accumulators = outputs.indices.map { inputs.count + $0 }
    let sumsWide = sumUnrounded(body, accumulators, module)
    let streamed =
      accumulatesWide || sumsWide ? nil : streamedLoop(view, maps, bounds, parallel, module)
    line("{ /* \(module.name(of: op)) */")
    for loop in parallel where loop != streamed { variables[loop] = openLoop(loop, bounds[loop]) }

    // An output whose indices the parallel loops fix lives in a variable while the reduction runs.
    let isInside = maps[inputs.count...].map { map in
      streamed != nil
        || map.results.contains { expression in reduced.contains { Self.mentions(expression, $0) } }
    }
    var outputVariables = outputs.map { _ in "" }
    func outputPlace(_ index: Int) -> (place: String, type: CType)? {
      let result = module.result(index, of: op)
      guard let type = wideSums.contains(result) ? CType(.float(.f32)) : CType(result, in: module),
        let shape = module.shape(of: result)
      else { return nil }
      let map = maps[inputs.count + index]
      return (
        "\(outputNames[index])[\(Self.linear(map.results.map { Self.text($0, variables) }, shape))]",
        type
      )
    }
    for inside in [false, true] {
      if inside {
        for loop in reduced { variables[loop] = openLoop(loop, bounds[loop]) }
        if let streamed { variables[streamed] = openLoop(streamed, bounds[streamed]) }
      }
      for index in outputs.indices where isInside[index] == inside {
        guard let (place, type) = outputPlace(index) else {
          throw CUnsupported(op: op, reason: "malformed")
        }
        let name = fresh("o")
        let isRead =
          bodyArguments.indices.contains(inputs.count + index)
          && module.hasUses(bodyArguments[inputs.count + index])
        line("\(type.value) \(name)\(isRead ? " = " + type.load(place) : "");")
        outputVariables[index] = name
      }
    }

    var arguments: [String] = []
    for (index, input) in inputs.enumerated() {
      guard bodyArguments.indices.contains(index), module.hasUses(bodyArguments[index]) else {
        arguments.append("0")
        continue
      }
      let type = try type(input, op, module)
      guard let shape = module.shape(of: input) else {
        arguments.append(name(input))
        continue
      }
      let variable = fresh("x")
      let place = Self.linear(maps[index].results.map { Self.text($0, variables) }, shape)
      line("\(type.value) \(variable) = \(type.load("\(name(input))[\(place)]"));")
      arguments.append(variable)
    }
    arguments += outputVariables
    roundsOps = !accumulatesWide
    let yielded = try elementBody(body, arguments, indices: variables, module)
    roundsOps = true
    if yielded.count > 1 {
      // All new values are computed before any variable changes.
      var copies: [String] = []
      for (index, value) in yielded.enumerated() {
        let copy = fresh("y")
        line("\(try type(module.result(index, of: op), op, module).value) \(copy) = \(value);")
        copies.append(copy)
      }
      for (variable, copy) in zip(outputVariables, copies) { line("\(variable) = \(copy);") }
    } else {
      for (variable, value) in zip(outputVariables, yielded) { line("\(variable) = \(value);") }
    }
    for inside in [true, false] {
      for index in outputs.indices where isInside[index] == inside {
        guard let (place, type) = outputPlace(index) else { continue }
        line(type.store(outputVariables[index], to: place))
      }
      if inside { closeLoops(reduced.count + (streamed == nil ? 0 : 1)) }
    }
    closeLoops(parallel.count - (streamed == nil ? 0 : 1))
    line("}")
  }

  /// True iff the op sums products of two operands in 16-bit floats.
  private func isNarrowContraction(_ op: OpID, _ body: BlockID, _ module: borrowing Module) -> Bool
  {
    guard module.resultCount(of: op) == 1, module.operandCount(of: op) == 3,
      let yield = module.lastOp(of: body),
      module.operandCount(of: yield) == 1,
      CType(module.result(of: op), in: module)?.conversion != nil,
      let sum = module.definingOp(of: module.operand(0, of: yield)),
      module.opcode(of: sum).is(ArithOp.addf), let output = module.arguments(of: body).last
    else { return false }
    let terms = module.operands(of: sum)
    return terms.contains(output)
      && terms.contains { term in
        module.definingOp(of: term).map { module.opcode(of: $0).is(ArithOp.mulf) } ?? false
      }
  }

  /// Leaves the additions of a body to its accumulators unrounded where nothing else reads either, as the reference does, so that
  /// sums of 16-bit floats are rounded once; says whether there are any.
  @discardableResult mutating func sumUnrounded(
    _ body: BlockID, _ accumulators: [Int], _ module: borrowing Module
  ) -> Bool {
    guard let yield = module.lastOp(of: body) else { return false }
    let arguments = module.arguments(of: body)
    var found = false
    for (value, index) in zip(module.operands(of: yield), accumulators)
    where arguments.indices.contains(index) && CType(value, in: module)?.conversion != nil {
      let accumulator = arguments[index]
      guard let sum = module.definingOp(of: value), module.parentBlock(of: sum) == body,
        module.opcode(of: sum).is(ArithOp.addf) || module.opcode(of: sum).is(StablehloOp.add),
        module.operands(of: sum).contains(accumulator), module.uses(of: accumulator).count == 1,
        module.uses(of: value).count == 1
      else { continue }
      unroundedSums.insert(sum)
      found = true
    }
    return found
  }

  /// The parallel loop that runs innermost, around which the reductions go: the one along which the output lies in memory,
  /// where each input lies along it too, or does not depend on it. Compilers make vector code of such a loop, but not of a
  /// sum of floats, whose order is fixed.
  private func streamedLoop(
    _ view: StructuredOp, _ maps: [AffineMap], _ bounds: [Int64], _ parallel: [Int],
    _ module: borrowing Module
  ) -> Int? {
    guard parallel.count < bounds.count, let output = maps.last,
      maps.count == view.inputCount(in: module) + 1,
      case .dimension(let loop)? = output.results.last, parallel.contains(loop), bounds[loop] >= 8,
      output.results.allSatisfy({ result in
        if case .dimension(let used) = result { return parallel.contains(used) }
        return false
      })
    else { return nil }
    var isUsed = false
    for map in maps.dropLast() {
      guard let last = map.results.last else { continue }
      guard !map.results.dropLast().contains(where: { Self.mentions($0, loop) }) else { return nil }
      if case .dimension(loop) = last {
        isUsed = true
      } else if Self.mentions(last, loop) {
        return nil
      }
    }
    return isUsed ? loop : nil
  }

  private mutating func openLoop(_ loop: Int, _ extent: Int64) -> String {
    let name = "d\(loop)"
    open("for (long long \(name) = 0; \(name) < \(extent); \(name)++)")
    return name
  }

  private static func mentions(_ expression: AffineExpression, _ dimension: Int) -> Bool {
    switch expression {
    case .dimension(let index): index == dimension
    case .symbol, .constant: false
    case .add(let a, let b), .multiply(let a, let b), .modulo(let a, let b),
      .floorDivide(let a, let b),
      .ceilDivide(let a, let b):
      mentions(a, dimension) || mentions(b, dimension)
    }
  }

  /// The expression in C, with `variables` for dimensions; all values in index maps are at least 0, so that C's division
  /// rounds as the map means.
  static func text(_ expression: AffineExpression, _ variables: [String]) -> String {
    switch expression {
    case .dimension(let index): variables.indices.contains(index) ? variables[index] : "0"
    case .symbol: "0"
    case .constant(let value): "\(value)"
    case .add(let a, let b): "(\(text(a, variables)) + \(text(b, variables)))"
    case .multiply(let a, let b): "(\(text(a, variables)) * \(text(b, variables)))"
    case .modulo(let a, let b): "(\(text(a, variables)) % \(text(b, variables)))"
    case .floorDivide(let a, let b): "(\(text(a, variables)) / \(text(b, variables)))"
    case .ceilDivide(let a, let b):
      "((\(text(a, variables)) + \(text(b, variables)) - 1) / \(text(b, variables)))"
    }
  }
}

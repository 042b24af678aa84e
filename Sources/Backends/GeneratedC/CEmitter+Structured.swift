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
          module.result(index, of: op), over: output, of: op, readsOutput: isRead || !coversAll,
          module))
    }
    let parallel = iterators.indices.filter { iterators[$0] == .parallel }
    let reduced = iterators.indices.filter { iterators[$0] != .parallel }
    var variables = [String](repeating: "0", count: iterators.count)
    let accumulatesWide = isNarrowContraction(op, body, module)
    let streamed =
      accumulatesWide ? nil : streamedLoop(view, maps, bounds, parallel, module)
    line("{ /* \(module.name(of: op)) */")
    for loop in parallel where loop != streamed { variables[loop] = openLoop(loop, bounds[loop]) }

    // With all output indices fixed by the parallel loops, the outputs live in variables while the reduction runs.
    let outputDepends =
      streamed != nil
      || maps[inputs.count...].contains { map in
        map.results.contains { expression in reduced.contains { Self.mentions(expression, $0) } }
      }
    var outputVariables: [String] = []
    func outputPlace(_ index: Int) -> (place: String, type: CType)? {
      guard let type = CType(module.result(index, of: op), in: module),
        let shape = module.shape(of: module.result(index, of: op))
      else { return nil }
      let map = maps[inputs.count + index]
      return (
        "\(outputNames[index])[\(Self.linear(map.results.map { Self.text($0, variables) }, shape))]",
        type
      )
    }
    if outputDepends { for loop in reduced { variables[loop] = openLoop(loop, bounds[loop]) } }
    if let streamed { variables[streamed] = openLoop(streamed, bounds[streamed]) }
    for index in outputs.indices {
      guard let (place, type) = outputPlace(index) else {
        throw CUnsupported(op: op, reason: "malformed")
      }
      let name = fresh("o")
      let isRead =
        bodyArguments.indices.contains(inputs.count + index)
        && module.hasUses(bodyArguments[inputs.count + index])
      line("\(type.value) \(name)\(isRead ? " = " + type.load(place) : "");")
      outputVariables.append(name)
    }
    if !outputDepends { for loop in reduced { variables[loop] = openLoop(loop, bounds[loop]) } }

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
    if !outputDepends { closeLoops(reduced.count) }
    for index in outputs.indices {
      guard let (place, type) = outputPlace(index) else { continue }
      line(type.store(outputVariables[index], to: place))
    }
    if outputDepends { closeLoops(reduced.count) }
    closeLoops(parallel.count)
    line("}")
  }

  /// True iff the op sums products in 16-bit floats.
  private func isNarrowContraction(_ op: OpID, _ body: BlockID, _ module: borrowing Module) -> Bool
  {
    guard module.resultCount(of: op) == 1, let yield = module.lastOp(of: body),
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

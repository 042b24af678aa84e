import FuseIR

// Ops of stablehlo that have no linalg form, or that were not lowered: element by element over the result's indices.

extension CEmitter {
  /// Writes an op of stablehlo on tensors.
  mutating func stablehlo(_ kind: StablehloOp, _ op: OpID, _ module: borrowing Module)
    throws(CUnsupported)
  {
    switch kind {
    case .constant: try constant(op, module)
    case .reshape, .bitcastConvert:
      guard isView(op, module) else { return try elementwise(op, module) }
      let result = module.result(of: op)
      alias(result, to: module.operand(0, of: op), try type(result, op, module))
    case .optimizationBarrier:
      for (index, result) in module.results(of: op).enumerated() {
        alias(result, to: module.operand(index, of: op), try type(result, op, module))
      }
    case .broadcastInDim, .transpose, .slice, .reverse, .dynamicSlice:
      try gatherElements(kind, op, module)
    case .concatenate:
      try concatenate(op, dimension: Int(module.integer("dimension", of: op) ?? -1), module)
    case .iota:
      let result = module.result(of: op)
      let shape = try shape(result, op, module)
      let type = try type(result, op, module)
      let dimension = Int(module.integer("iota_dimension", of: op) ?? 0)
      let name = try allocate(result, op, module)
      let variables = openLoops("i", shape)
      line(
        type.store(
          "(\(type.value))\(variables[dimension])", to: "\(name)[\(Self.linear(variables, shape))]")
      )
      closeLoops(variables.count)
    case .pad: try pad(stablehlo: op, module)
    case .dynamicUpdateSlice: try dynamicUpdateSlice(op, module)
    case .gather: try gather(op, module)
    case .scatter: try scatter(op, module)
    case .reduce: try reduce(op, module)
    case .reduceWindow: try reduceWindow(op, module)
    case .selectAndScatter: try selectAndScatter(op, module)
    case .dotGeneral: try dotGeneral(op, module)
    case .convolution: try convolution(op, module)
    case .sort: try sort(op, module)
    case .while: try whileLoop(op, module)
    case .if, .case: try branch(kind, op, module)
    default: try elementwise(op, module)
    }
  }

  private func isView(_ op: OpID, _ module: borrowing Module) -> Bool {
    guard module.opcode(of: op).is(StablehloOp.bitcastConvert) else { return true }
    return module.shape(of: module.operand(0, of: op)) == module.shape(of: module.result(of: op))
      && CType(module.operand(0, of: op), in: module)?.bytes
        == CType(module.result(of: op), in: module)?.bytes
  }

  /// Writes an op that computes each element from the elements at the same place; an operand of rank 0 stands for all.
  mutating func elementwise(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let result = module.result(of: op)
    let type = try type(result, op, module)
    let total = try count(result, op, module)
    // The expression is asked for before anything is written, so that an op without C leaves no trace.
    let name = try allocate(result, op, module)
    let index = openLoops("i", [total])[0]
    var operands: [String] = []
    for operand in module.operands(of: op) {
      let operandType = try self.type(operand, op, module)
      let isSingle = module.shape(of: operand)?.isEmpty ?? false
      let variable = fresh("x")
      line(
        "\(operandType.value) \(variable) = \(operandType.load("\(self.name(operand))[\(isSingle ? "0" : index)]"));"
      )
      operands.append(variable)
    }
    line(type.store(try expression(op, operands, module), to: "\(name)[\(index)]"))
    closeLoops(1)
  }

  /// Writes an op that copies each element of the result from one place of the first operand.
  private mutating func gatherElements(
    _ kind: StablehloOp, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    let source = module.operand(0, of: op)
    let result = module.result(of: op)
    let sourceShape = try shape(source, op, module)
    let shape = try shape(result, op, module)
    let name = try allocate(result, op, module)
    var starts: [String] = []
    if kind == .dynamicSlice {
      for (dimension, operand) in module.operands(of: op).dropFirst().enumerated() {
        starts.append(
          try clampedStart(operand, below: sourceShape[dimension] - shape[dimension], op, module))
      }
    }
    let variables = openLoops("i", shape)
    var indices = [String](repeating: "0", count: sourceShape.count)
    switch kind {
    case .broadcastInDim:
      for (dimension, target) in (module.integers("broadcast_dimensions", of: op) ?? [])
        .enumerated()
      where sourceShape[dimension] != 1 { indices[dimension] = variables[Int(target)] }
    case .transpose:
      for (target, dimension) in (module.integers("permutation", of: op) ?? []).enumerated() {
        indices[Int(dimension)] = variables[target]
      }
    case .slice:
      let first = module.integers("start_indices", of: op) ?? []
      let strides = module.integers("strides", of: op) ?? []
      for dimension in sourceShape.indices {
        indices[dimension] = "\(first[dimension]) + \(variables[dimension]) * \(strides[dimension])"
      }
    case .reverse:
      let reversed = module.integers("dimensions", of: op) ?? []
      for dimension in sourceShape.indices {
        indices[dimension] =
          reversed.contains(Int64(dimension))
          ? "\(sourceShape[dimension] - 1) - \(variables[dimension])" : variables[dimension]
      }
    default:
      for dimension in sourceShape.indices {
        indices[dimension] = "\(starts[dimension]) + \(variables[dimension])"
      }
    }
    line(
      "\(name)[\(Self.linear(variables, shape))] = \(self.name(source))[\(Self.linear(indices, sourceShape))];"
    )
    closeLoops(variables.count)
  }

  /// Declares a variable with the index that a tensor of rank 0 holds, moved into 0...limit.
  private mutating func clampedStart(
    _ value: ValueID, below limit: Int64, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) -> String {
    let variable = fresh("start")
    line(try start(variable, "\(name(value))[0]", value, op, module))
    line("\(variable) = \(variable) < 0 ? 0 : \(variable) > \(limit) ? \(limit) : \(variable);")
    return variable
  }

  private mutating func pad(stablehlo op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let source = module.operand(0, of: op)
    let result = module.result(of: op)
    let sourceShape = try shape(source, op, module)
    let shape = try shape(result, op, module)
    let low = module.integers("edge_padding_low", of: op) ?? []
    let interior = module.integers("interior_padding", of: op) ?? []
    let name = try allocate(result, op, module)
    let variables = openLoops("i", shape)
    var inside: [String] = []
    var from: [String] = []
    for dimension in shape.indices {
      let step = interior[dimension] + 1
      let moved = "(\(variables[dimension]) - (\(low[dimension])))"
      from.append("\(moved) / \(step)")
      inside.append(
        "\(moved) >= 0 && \(moved) % \(step) == 0 && \(moved) / \(step) < \(sourceShape[dimension])"
      )
    }
    let place = "\(name)[\(Self.linear(variables, shape))]"
    let filler = "\(self.name(module.operand(1, of: op)))[0]"
    let element = "\(self.name(source))[\(Self.linear(from, sourceShape))]"
    line(
      "\(place) = \(inside.isEmpty ? "1" : inside.joined(separator: " && ")) ? \(element) : \(filler);"
    )
    closeLoops(variables.count)
  }

  private mutating func dynamicUpdateSlice(_ op: OpID, _ module: borrowing Module)
    throws(CUnsupported)
  {
    let target = module.operand(0, of: op)
    let update = module.operand(1, of: op)
    let shape = try shape(target, op, module)
    let part = try self.shape(update, op, module)
    var starts: [String] = []
    for (dimension, operand) in module.operands(of: op).dropFirst(2).enumerated() {
      starts.append(
        try clampedStart(operand, below: shape[dimension] - part[dimension], op, module))
    }
    let name = try place(module.result(of: op), over: target, of: op, readsOutput: true, module)
    let variables = openLoops("i", part)
    let to = zip(starts, variables).map { "\($0) + \($1)" }
    line(
      "\(name)[\(Self.linear(to, shape))] = \(self.name(update))[\(Self.linear(variables, part))];")
    closeLoops(variables.count)
  }

  // MARK: Contractions and reductions

  private mutating func dotGeneral(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let numbers = DotDimensionNumbers(of: op, in: module) else {
      throw CUnsupported(op: op, reason: "its dimension numbers are malformed")
    }
    let (lhs, rhs, result) = (
      module.operand(0, of: op), module.operand(1, of: op), module.result(of: op)
    )
    let lhsShape = try shape(lhs, op, module)
    let rhsShape = try shape(rhs, op, module)
    let shape = try shape(result, op, module)
    let type = try type(result, op, module)
    let name = try allocate(result, op, module)
    let variables = openLoops("i", shape)
    var lhsIndices = [String](repeating: "0", count: lhsShape.count)
    var rhsIndices = [String](repeating: "0", count: rhsShape.count)
    var next = 0
    for (l, r) in zip(numbers.lhsBatching, numbers.rhsBatching) {
      lhsIndices[l] = variables[next]
      rhsIndices[r] = variables[next]
      next += 1
    }
    for l in numbers.lhsFree(rank: lhsShape.count) {
      lhsIndices[l] = variables[next]
      next += 1
    }
    for r in numbers.rhsFree(rank: rhsShape.count) {
      rhsIndices[r] = variables[next]
      next += 1
    }
    let sum = fresh("sum")
    line("\(type.isFloat ? "double" : "unsigned long long") \(sum) = 0;")
    let inner = openLoops("k", numbers.lhsContracting.map { lhsShape[$0] })
    for (index, (l, r)) in zip(numbers.lhsContracting, numbers.rhsContracting).enumerated() {
      lhsIndices[l] = inner[index]
      rhsIndices[r] = inner[index]
    }
    let a = try self.type(lhs, op, module).load(
      "\(self.name(lhs))[\(Self.linear(lhsIndices, lhsShape))]")
    let b = try self.type(rhs, op, module).load(
      "\(self.name(rhs))[\(Self.linear(rhsIndices, rhsShape))]")
    let cast = type.isFloat ? "double" : "unsigned long long"
    line("\(sum) += (\(cast))\(a) * (\(cast))\(b);")
    closeLoops(inner.count)
    let total = type.isFloat ? "(\(type.value))\(sum)" : type.wrapped(sum)
    line(type.store(total, to: "\(name)[\(Self.linear(variables, shape))]"))
    closeLoops(variables.count)
  }

  /// Declares accumulators with the initial values of a reduction.
  private mutating func accumulators(
    _ initial: [ValueID], _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) -> [String] {
    var names: [String] = []
    for value in initial {
      let type = try type(value, op, module)
      let variable = fresh("sum")
      line("\(type.value) \(variable) = \(type.load("\(name(value))[0]"));")
      names.append(variable)
    }
    return names
  }

  /// Combines accumulators with elements through a reducer.
  private mutating func combine(
    _ accumulators: [String], _ elements: [String], _ body: BlockID, _ op: OpID,
    _ module: borrowing Module
  ) throws(CUnsupported) {
    let yielded = try elementBody(body, accumulators + elements, module)
    var copies: [String] = []
    for (index, value) in yielded.enumerated() {
      let copy = fresh("y")
      line("\(try type(module.result(index, of: op), op, module).value) \(copy) = \(value);")
      copies.append(copy)
    }
    for (accumulator, copy) in zip(accumulators, copies) { line("\(accumulator) = \(copy);") }
  }

  private mutating func reduce(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let operands = module.operands(of: op)
    let inputs = Array(operands.prefix(operands.count / 2))
    guard let body = module.body(of: op), let first = inputs.first else {
      throw CUnsupported(op: op, reason: "it has no body")
    }
    sumUnrounded(body, Array(inputs.indices), module)
    let reduced = Set((module.integers("dimensions", of: op) ?? []).map { Int($0) })
    let inputShape = try shape(first, op, module)
    var names: [String] = []
    for result in module.results(of: op) { names.append(try allocate(result, op, module)) }
    let shape = try shape(module.result(of: op), op, module)
    let variables = openLoops("i", shape)
    let sums = try accumulators(Array(operands.suffix(operands.count / 2)), op, module)
    let inner = openLoops("k", reduced.sorted().map { inputShape[$0] })
    var (kept, dropped) = (variables, inner)
    let indices = inputShape.indices.map {
      reduced.contains($0) ? dropped.removeFirst() : kept.removeFirst()
    }
    var elements: [String] = []
    for input in inputs {
      let type = try type(input, op, module)
      elements.append(type.load("\(name(input))[\(Self.linear(indices, inputShape))]"))
    }
    try combine(sums, elements, body, op, module)
    closeLoops(inner.count)
    for (index, name) in names.enumerated() {
      let type = try type(module.result(index, of: op), op, module)
      line(type.store(sums[index], to: "\(name)[\(Self.linear(variables, shape))]"))
    }
    closeLoops(variables.count)
  }

  /// The window of a `reduce_window` or `select_and_scatter`, attributes that are left out filled in.
  private struct WindowAttributes {
    let sizes: [Int64]
    let strides: [Int64]
    let low: [Int64]
    let baseDilations: [Int64]
    let windowDilations: [Int64]

    init(_ op: OpID, rank: Int, _ module: borrowing Module) {
      let ones = [Int64](repeating: 1, count: rank)
      sizes = module.integers("window_dimensions", of: op) ?? ones
      strides = module.integers("window_strides", of: op) ?? ones
      baseDilations = module.integers("base_dilations", of: op) ?? ones
      windowDilations = module.integers("window_dilations", of: op) ?? ones
      let padding = module.attribute("padding", of: op).flatMap { module.denseIntegers($0) } ?? []
      low = (0..<rank).map { padding.count == 2 * rank ? padding[2 * $0] : 0 }
    }

    /// The index of the operand, and the condition that it lies on an element, for each dimension.
    func place(
      _ window: [String], _ inner: [String], _ shape: [Int64]
    ) -> (indices: [String], condition: String) {
      var indices: [String] = []
      var conditions: [String] = []
      for d in shape.indices {
        let position =
          "(\(window[d]) * \(strides[d]) + \(inner[d]) * \(windowDilations[d]) - (\(low[d])))"
        let base = baseDilations[d]
        indices.append(base == 1 ? position : "\(position) / \(base)")
        conditions.append("\(position) >= 0 && \(position) < \((shape[d] - 1) * base + 1)")
        if base != 1 { conditions.append("\(position) % \(base) == 0") }
      }
      return (indices, conditions.isEmpty ? "1" : conditions.joined(separator: " && "))
    }
  }

  private mutating func reduceWindow(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let operands = module.operands(of: op)
    let inputs = Array(operands.prefix(operands.count / 2))
    guard let body = module.body(of: op), let first = inputs.first else {
      throw CUnsupported(op: op, reason: "it has no body")
    }
    sumUnrounded(body, Array(inputs.indices), module)
    let inputShape = try shape(first, op, module)
    let window = WindowAttributes(op, rank: inputShape.count, module)
    let shape = try shape(module.result(of: op), op, module)
    var names: [String] = []
    for result in module.results(of: op) { names.append(try allocate(result, op, module)) }
    let variables = openLoops("i", shape)
    let sums = try accumulators(Array(operands.suffix(operands.count / 2)), op, module)
    let inner = openLoops("k", window.sizes)
    let place = window.place(variables, inner, inputShape)
    open("if (\(place.condition))")
    var elements: [String] = []
    for input in inputs {
      let type = try type(input, op, module)
      elements.append(type.load("\(name(input))[\(Self.linear(place.indices, inputShape))]"))
    }
    try combine(sums, elements, body, op, module)
    close()
    closeLoops(inner.count)
    for (index, name) in names.enumerated() {
      let type = try type(module.result(index, of: op), op, module)
      line(type.store(sums[index], to: "\(name)[\(Self.linear(variables, shape))]"))
    }
    closeLoops(variables.count)
  }

  private mutating func selectAndScatter(_ op: OpID, _ module: borrowing Module)
    throws(CUnsupported)
  {
    let (operand, source, initial) = (
      module.operand(0, of: op), module.operand(1, of: op), module.operand(2, of: op)
    )
    guard let select = module.body(of: op), let scatter = module.body(of: op, region: 1) else {
      throw CUnsupported(op: op, reason: "it lacks a region")
    }
    let shape = try shape(operand, op, module)
    let sourceShape = try self.shape(source, op, module)
    let type = try type(operand, op, module)
    let window = WindowAttributes(op, rank: shape.count, module)
    let result = module.result(of: op)
    let name = try allocate(result, op, module)
    let all = openLoops("i", [try count(result, op, module)])[0]
    line("\(name)[\(all)] = \(self.name(initial))[0];")
    closeLoops(1)
    let variables = openLoops("i", sourceShape)
    let best = fresh("best")
    line("long long \(best) = -1;")
    let inner = openLoops("k", window.sizes)
    let place = window.place(variables, inner, shape)
    open("if (\(place.condition))")
    let candidate = fresh("at")
    line("long long \(candidate) = \(Self.linear(place.indices, shape));")
    open("if (\(best) < 0)")
    line("\(best) = \(candidate);")
    otherwise()
    let chosen = try elementBody(
      select,
      [
        type.load("\(self.name(operand))[\(best)]"),
        type.load("\(self.name(operand))[\(candidate)]"),
      ], module)
    line("if (!\(chosen.first ?? "1")) \(best) = \(candidate);")
    close()
    close()
    closeLoops(inner.count)
    open("if (\(best) >= 0)")
    let combined = try elementBody(
      scatter,
      [
        type.load("\(name)[\(best)]"),
        type.load("\(self.name(source))[\(Self.linear(variables, sourceShape))]"),
      ], module)
    line(type.store(combined.first ?? "0", to: "\(name)[\(best)]"))
    close()
    closeLoops(variables.count)
  }
}

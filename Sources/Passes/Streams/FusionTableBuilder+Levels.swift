import FuseIR

// What the levels of a row are, from what its op computes.
extension FusionTableBuilder {
  mutating func level(
    _ variable: Int, of node: StreamNode
  ) throws(StreamRefusal) -> StreamLevel {
    let op = region.ops[node.op]
    if let concatenation = op.concatenation,
      node.variables[concatenation.loop] == variable
    {
      var parts: [StreamLevel] = []
      for index in op.operands.indices {
        parts.append(try level(.element(index), variable, node))
      }
      return .concat(parts, sizes: concatenation.sizes)
    }
    return try level(op.body.expression, variable, node)
  }

  mutating func level(
    _ expression: StreamExpression, _ variable: Int, _ node: StreamNode
  ) throws(StreamRefusal) -> StreamLevel {
    switch expression {
    case .accumulator: return .everything
    case .constant(let number): return number == 0 ? .nothing : .everything
    case .element(let index): return try level(ofOperand: index, variable, node)
    case .masked(_, _, _, let value), .nonzero(let value):
      return try level(value, variable, node)
    case .stored(let support, _):
      switch support {
      case .of(let value): return try level(value, variable, node)
      case .both(let a, let b):
        return .intersection(try level(a, variable, node), try level(b, variable, node))
      case .either(let a, let b):
        return .union(
          try level(a, variable, node), try level(b, variable, node),
          "has a value wherever one operand is stored, and one of them is the same everywhere")
      case .first(let a, let b):
        return covered(
          try level(a, variable, node), try level(b, variable, node),
          "keeps what one operand stores though the other may not, for which there is no joiner")
      }
    case .apply(let function, let operands):
      return try level(function, operands, variable, node)
    }
  }

  func covered(_ a: StreamLevel, _ b: StreamLevel, _ reason: String) -> StreamLevel {
    switch (a, b) {
    case (.nothing, _): .nothing
    case (_, .everything): a
    case (.everything, _): .full(b, reason)
    default: .covered(a, by: b, reason)
    }
  }

  mutating func level(
    _ function: String, _ operands: [StreamExpression], _ variable: Int, _ node: StreamNode
  ) throws(StreamRefusal) -> StreamLevel {
    let first = try level(operands[0], variable, node)
    guard operands.count > 1 else {
      if StreamExpression.keepsZero(function) { return first }
      switch first {
      case .everything: return first
      case .nothing: return .everything
      default:
        return .full(
          first,
          "takes \(function) of a tensor that does not store all \(name(variable)): what is not "
            + "stored is 0 and would become another number (sparse_tensor.unary says that it stays)"
        )
      }
    }
    if case .constant(let number) = operands[1] {
      switch function {
      case "mul", "div": return number == 0 && function == "mul" ? .nothing : first
      case "max" where number <= 0, "min" where number >= 0: return first
      default: break
      }
    }
    let second = try level(operands[1], variable, node)
    switch function {
    case "mul": return .intersection(first, second)
    case "div":
      if case .nothing = second {
        throw StreamRefusal(region.ops[node.op].id, .op, "divides by 0")
      }
      return covered(
        first, second,
        "divides tensors that don't store the same \(name(variable)): where only one is stored, "
          + "the quotient is 0/x or x/0, for which there is no joiner")
    default:
      return .union(
        first, second,
        "combines by \(function) a tensor that does not store all \(name(variable)) with one that "
          + "has the same value along it: the result would have values everywhere")
    }
  }

  mutating func level(
    ofOperand index: Int, _ variable: Int, _ node: StreamNode
  ) throws(StreamRefusal) -> StreamLevel {
    switch node.operands[index] {
    case .constant: return .everything
    case .leaf(let leaf): return level(of: leaf, variable)
    case .node(let child):
      guard child.result.contains(variable) else { return .everything }
      guard reduced(child).contains(where: { $0 < variable }) else {
        return try level(variable, of: child)
      }
      // It closes: what is left of its rows is filled, and the result goes on as streams.
      let done = child.scope.filter { child.coordinates[$0] != nil }
      try finish(child)
      guard let values = child.values else {
        preconditionFailure("invariant: a finished node")
      }
      let open = values.variables.filter { !done.contains($0) }
      let leaf = StreamLeaf(
        .streams(open.compactMap { child.coordinates[$0] }, values: values.stream),
        variables: open, scope: node.scope, producer: child.op, current: nil)
      node.operands[index] = .leaf(leaf)
      return level(of: leaf, variable)
    }
  }

  mutating func level(of leaf: StreamLeaf, _ variable: Int) -> StreamLevel {
    if leaf.joining?.variable == variable { return .leaf(leaf) }
    guard leaf.levelsRead < leaf.variables.count, leaf.variables[leaf.levelsRead] == variable
    else { return .everything }
    switch leaf.source {
    case .streams(let coordinates, let values):
      let isLast = leaf.levelsRead == leaf.variables.count - 1
      leaf.current = isLast ? values : nil
      leaf.joining = (variable, coordinates[leaf.levelsRead])
    case .tensor(let tensor):
      guard let reference = leaf.current else {
        preconditionFailure("invariant: a tensor has references")
      }
      let level = table.tensors[tensor].levels[leaf.levelsRead]
      let outer = leaf.levelsRead > 0 ? table.tensors[tensor].levels[leaf.levelsRead - 1] : nil
      let input = table.facts(of: reference)
      var coordinates = FusionTable.StreamFacts(
        kind: .coordinates, variables: input.variables + [variable])
      coordinates.isFull = !level.isCompressed && !input.mayBeAbsent
      coordinates.mayBeEmpty = level.isCompressed && !(outer?.isCompressed ?? false)
      var references = coordinates
      references.kind = .references
      let saved = column
      column = .tensor(tensor)
      let number = record(
        .scan(tensor: tensor, level: leaf.levelsRead, reference), row: variable,
        [coordinates, references])
      column = saved
      leaf.current = Stream(cell: number, output: 1)
      leaf.joining = (variable, Stream(cell: number, output: 0))
    }
    return .leaf(leaf)
  }
}

import FuseIR

// What ops compute of the values, and what is written.
extension FusionTableBuilder {
  mutating func value(
    _ expression: StreamExpression, _ node: StreamNode
  ) throws(StreamRefusal) -> Stream {
    let op = region.ops[node.op]
    switch expression {
    case .accumulator, .constant:
      throw StreamRefusal(op.id, .op, "computes a number from no tensor")
    case .masked, .nonzero:
      throw StreamRefusal(
        op.id, .op, "keeps elements by their place or value, beside other computations")
    case .stored(_, let value):
      let stream = try self.value(value, node)
      return stream
    case .element(let index): return try value(ofOperand: index, node)
    case .apply(let function, let operands):
      if operands.count == 2, case .constant(let number) = operands[1] {
        let input = try value(operands[0], node)
        var facts = table.facts(of: input)
        facts.mayBeAbsent = false
        return add(.alu(function, [input], scalar: number), row: nil) { [facts] }
      }
      var inputs: [Stream] = []
      for operand in operands { inputs.append(try value(operand, node)) }
      let all = inputs.map { table.facts(of: $0) }
      var facts = all[0]
      facts.mayBeAbsent = false
      switch function {
      case "mul": facts.mayBeZero = all.allSatisfy(\.mayBeZero)
      case "div": facts.mayBeZero = all[0].mayBeZero
      case "exp": facts.mayBeZero = false
      default: facts.mayBeZero = all.contains(where: \.mayBeZero)
      }
      return add(.alu(function, inputs, scalar: nil), row: nil) { [facts] }
    }
  }

  mutating func value(
    ofOperand index: Int, _ node: StreamNode
  ) throws(StreamRefusal) -> Stream {
    switch node.operands[index] {
    case .constant: preconditionFailure("invariant: constants are in the expression")
    case .leaf(let leaf):
      guard let current = leaf.current else {
        preconditionFailure("invariant: a leaf whose levels were read")
      }
      guard case .tensor(let tensor) = leaf.source else { return current }
      var facts = table.facts(of: current)
      facts.kind = .values
      facts.mayBeAbsent = false
      facts.mayBeZero = !(region.tensors[tensor].levels.last?.isCompressed ?? true)
      return add(.array(tensor: tensor, current), row: nil) { [facts] }
    case .node(let child):
      try finish(child)
      column = .op(region.ops[node.op].id)
      guard var (stream, variables) = child.values else {
        preconditionFailure("invariant: a finished node")
      }
      // A result that is shallower than what it is combined with is repeated.
      for variable in node.scope where !variables.contains(variable) {
        guard let coordinates = node.coordinates[variable] else {
          preconditionFailure("invariant: coordinates of each variable in scope")
        }
        stream = repetition(stream, along: coordinates, variable)
        variables.append(variable)
      }
      return stream
    }
  }

  // MARK: Writers

  /// Outer coordinates without those that have nothing inside, or a value of 0, and what is inside of the others.
  mutating func drop(_ outer: Stream, _ inner: Stream, _ row: Int) -> (Stream, Stream) {
    var first = table.facts(of: outer)
    var second = table.facts(of: inner)
    first.isFull = false
    first.mayBeEmpty = true
    second.mayBeEmpty = false
    second.mayBeZero = false
    let number = record(.drop(outer: outer, inner: inner), row: row, [first, second])
    return (Stream(cell: number, output: 0), Stream(cell: number, output: 1))
  }

  /// Drops coordinates without values where the output does not store them, and writes all levels.
  mutating func write(_ output: Int, _ streams: Streams) {
    let levels = table.outputs[output].tensor.levels
    var coordinates = streams.coordinates
    var values = streams.values
    let depth = levels.count
    if depth > 0, levels[depth - 1].isCompressed, table.facts(of: values).mayBeZero {
      (coordinates[depth - 1], values) = drop(
        coordinates[depth - 1], values, streams.variables[depth - 1])
    }
    if depth > 1 {
      // Inside of a compressed level, a dense one gives up its empty fibers as well: they are dropped together.
      let outermost = levels.firstIndex(where: \.isCompressed) ?? depth
      for level in (0..<depth - 1).reversed() where level >= outermost {
        guard table.facts(of: coordinates[level + 1]).mayBeEmpty else { continue }
        (coordinates[level], coordinates[level + 1]) = drop(
          coordinates[level], coordinates[level + 1], streams.variables[level])
        for inner in level + 2..<max(level + 2, depth) {
          let stream = coordinates[inner]
          var facts = table.facts(of: stream)
          facts.mayBeEmpty = false
          coordinates[inner] = add(
            .dropEmptyFibers(stream), row: streams.variables[inner]
          ) { [facts] }
        }
      }
    }
    for (level, stream) in coordinates.enumerated() {
      _ = record(
        .writeLevel(output: output, level: level, stream), row: streams.variables[level], [])
    }
    _ = record(.writeValues(output: output, values), row: nil, [])
  }
}

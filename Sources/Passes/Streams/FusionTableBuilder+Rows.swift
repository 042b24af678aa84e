import FuseIR

// The rows of an op: coordinates, sums, masks, and repetitions.
extension FusionTableBuilder {
  /// Fills the rows of the op that are not filled yet, and computes its values.
  mutating func finish(_ node: StreamNode) throws(StreamRefusal) {
    guard node.values == nil else { return }
    for variable in node.scope where node.coordinates[variable] == nil {
      try fill(variable, of: node)
    }
    column = .op(region.ops[node.op].id)
    let op = region.ops[node.op]
    var expression = op.body.expression
    switch expression {
    case .masked(_, _, _, let kept), .nonzero(let kept): expression = kept
    default: break
    }
    var values = try value(expression, node)
    var present = table.facts(of: values)
    if present.mayBeAbsent {
      // An absent value of a union is a 0, for reducers and writers as well.
      present.mayBeAbsent = false
      present.mayBeZero = true
      let absent = values
      values = add(.alu("add", [absent], scalar: 0), row: nil) { [present] }
    }
    var variables = node.scope
    if case .nonzero = op.body.expression, let inner = variables.last,
      let coordinates = node.coordinates[inner]
    {
      (node.coordinates[inner], values) = drop(coordinates, values, inner)
    }
    for variable in reduced(node).sorted(by: >) {
      guard let place = variables.firstIndex(of: variable),
        let coordinates = node.coordinates[variable], let function = op.body.reduction
      else { preconditionFailure("invariant: a reduced variable in scope") }
      let facts = table.facts(of: coordinates)
      let inside = Array(variables[(place + 1)...])
      variables.remove(at: place)
      if inside.isEmpty {
        if facts.mayBeEmpty, bareValue(values).counts(in: function) {
          values = matched(values, coordinates, variable)
        }
        var result = table.facts(of: values)
        result.variables = variables
        result.mayBeZero =
          result.mayBeZero || (function == "add" && facts.mayBeEmpty && !facts.isFull)
        values = add(.reduce(function, values), row: variable) { [result] }
        continue
      }
      values = try accumulate(function, inside, variable, variables, values, node)
    }
    node.values = (values, variables)
  }

  /// What values may have where no coordinate belongs to them. Joiners drop it, and repeaters have no signal for it.
  private func bareValue(_ stream: Stream) -> StreamBareValue {
    var values: [StreamBareValue] = []
    for cell in table.cells.prefix(stream.cell + 1) {
      let value: StreamBareValue =
        switch cell {
        case .reduce(let function, let input): .reduced(function, values[input.cell])
        case .alu(let function, let inputs, let scalar):
          .computed(function, inputs.map { values[$0.cell] }, scalar: scalar)
        default: .none
        }
      values.append(value)
    }
    return values[stream.cell]
  }

  /// Values without those to which no coordinate belongs: a joiner of one pair.
  private mutating func matched(
    _ values: Stream, _ coordinates: Stream, _ variable: Int
  ) -> Stream {
    let number = record(
      .join(.intersect, [FusionTable.Pair(coordinates: coordinates, payload: values)]),
      row: variable, [table.facts(of: coordinates), table.facts(of: values)])
    return Stream(cell: number, output: 1)
  }

  mutating func accumulate(
    _ function: String, _ inside: [Int], _ variable: Int, _ left: [Int], _ values: Stream,
    _ node: StreamNode
  ) throws(StreamRefusal) -> Stream {
    // Innermost first, the summed loop last.
    let chain = (inside.reversed() + [variable]).compactMap { node.coordinates[$0] }
    guard chain.count == inside.count + 1 else {
      preconditionFailure("invariant: coordinates of each variable in scope")
    }
    let cell = FusionTable.Cell.accumulate(
      function, inner: chain[0], outers: Array(chain.dropFirst()), values: values)
    var outputs: [FusionTable.StreamFacts] = []
    for depth in 0..<inside.count {
      // Within the outermost of them, only fibers with something in them are kept.
      outputs.append(
        FusionTable.StreamFacts(
          kind: .coordinates, variables: Array(left.prefix(left.count - depth)),
          mayBeEmpty: depth == inside.count - 1))
    }
    var result = table.facts(of: values)
    result.variables = left
    result.mayBeZero = result.mayBeZero && function != "add"
    outputs.append(result)
    let number = record(cell, row: variable, outputs)
    for (depth, inner) in inside.reversed().enumerated() {
      node.coordinates[inner] = Stream(cell: number, output: depth)
    }
    return Stream(cell: number, output: inside.count)
  }

  /// Joins the levels of a row, and hands the coordinates to the op and those that it reads.
  mutating func fill(_ variable: Int, of node: StreamNode) throws(StreamRefusal) {
    let op = region.ops[node.op]
    var level = try level(variable, of: node)
    switch level {
    case .everything:
      level = .full(
        .nothing, "runs along \(name(variable)), of which no operand has coordinates")
    case .nothing: throw StreamRefusal(op.id, .op, "is 0 everywhere")
    default:
      // What is not stored takes part in a maximum, inside of the loop as well.
      if op.body.reduction == "max", !op.body.reducesStored,
        let outermost = reduced(node).min(), variable >= outermost
      {
        level = .full(
          level,
          "takes a maximum over all \(name(variable)), also those not stored, which are 0, and "
            + "how many there are is not known (sparse_tensor.reduce reduces what is stored)")
      } else if writesDensely(variable, of: node), takesMaximum(along: variable, node) {
        level = .full(
          level,
          "takes a maximum of what is stored and writes it for all \(name(variable)): where "
            + "nothing is stored it is -inf, and how many there are is not known")
      }
    }
    var row = try join(level, variable, node)
    if case .masked(let predicate, let first, let second, _) = op.body.expression {
      let loops = (node.variables[first], node.variables[second])
      if variable == max(loops.0, loops.1) {
        row = try mask(
          row, loops.0 < loops.1 ? predicate : Self.turned(predicate), min(loops.0, loops.1),
          variable, node)
      }
    }
    distribute(variable, row.coordinates, node)
  }

  /// Whether the op, or one that is computed with it, takes a maximum for each coordinate of the variable.
  func takesMaximum(along variable: Int, _ node: StreamNode) -> Bool {
    if region.ops[node.op].body.reduction == "max", node.result.contains(variable) { return true }
    return node.operands.contains { operand in
      guard case .node(let child) = operand else { return false }
      return takesMaximum(along: variable, child)
    }
  }

  /// Whether the op's result is an output with a dense level for the variable.
  func writesDensely(_ variable: Int, of node: StreamNode) -> Bool {
    guard let dimension = node.result.firstIndex(of: variable) else { return false }
    return region.outputs.contains { output in
      output.op == node.op
        && output.tensor.levels.contains { $0.dimension == dimension && !$0.isCompressed }
    }
  }

  /// The predicate of the same two numbers, the second one first.
  static func turned(_ predicate: String) -> String {
    switch predicate {
    case "lt": "gt"
    case "le": "ge"
    case "gt": "lt"
    case "ge": "le"
    default: predicate
    }
  }

  /// The coordinates of a row of which a predicate holds, with those of the row around.
  mutating func mask(
    _ row: Row, _ predicate: String, _ outer: Int, _ variable: Int, _ node: StreamNode
  ) throws(StreamRefusal) -> Row {
    guard let place = node.scope.firstIndex(of: variable), place > 0,
      node.scope[place - 1] == outer, let around = node.coordinates[outer]
    else {
      throw StreamRefusal(
        region.ops[node.op].id, .op,
        "compares \(name(outer)) with \(name(variable)), but a mask takes neighbouring loops")
    }
    var masked = row
    for leaf in row.leaves {
      guard let payload = leaf.current else {
        throw refusal(
          node.op, leaf.producer ?? node.op,
          "keeps only some \(name(variable)) of a result whose inner streams come for all of them")
      }
      var facts = table.facts(of: row.coordinates)
      facts.isFull = false
      facts.mayBeEmpty = true
      let number = record(
        .mask(predicate, around, row.coordinates, payload), row: variable,
        [table.facts(of: around), facts, table.facts(of: payload)])
      masked.coordinates = Stream(cell: number, output: 1)
      leaf.current = Stream(cell: number, output: 2)
    }
    return masked
  }

  /// The variables of reduced loops, in the op's place.
  func reduced(_ node: StreamNode) -> [Int] {
    let op = region.ops[node.op]
    return node.variables.indices.filter { op.isReduction[$0] }.map { node.variables[$0] }
  }

  mutating func distribute(
    _ variable: Int, _ coordinates: Stream, _ node: StreamNode
  ) {
    guard node.values == nil, node.scope.contains(variable) else { return }
    node.coordinates[variable] = coordinates
    for operand in node.operands {
      switch operand {
      case .constant: break
      case .node(let child):
        // A sum over a variable of the same name is of a run of its own.
        if !reduced(child).contains(variable) { distribute(variable, coordinates, child) }
      case .leaf(let leaf):
        if leaf.joining?.variable == variable {
          leaf.joining = nil
          leaf.levelsRead += 1
        } else if leaf.scope.contains(variable), let current = leaf.current {
          leaf.current = repetition(current, along: coordinates, variable)
        }
      }
    }
  }

  mutating func repetition(
    _ stream: Stream, along coordinates: Stream, _ variable: Int
  ) -> Stream {
    let signal = add(.repeatSignal(coordinates), row: variable) {
      [FusionTable.StreamFacts(kind: .signals, variables: [])]
    }
    var facts = table.facts(of: stream)
    facts.variables = table.facts(of: coordinates).variables
    return add(.repetition(stream, signal: signal), row: variable) { [facts] }
  }

  /// A cell for the column at hand.
  mutating func record(
    _ cell: FusionTable.Cell, row: Int?, _ facts: [FusionTable.StreamFacts]
  ) -> Int {
    let column = column
    return table.add(cell, row: row, column: column, facts)
  }

  /// A cell with one output.
  mutating func add(
    _ cell: FusionTable.Cell, row: Int?, _ facts: () -> [FusionTable.StreamFacts]
  ) -> Stream {
    Stream(cell: record(cell, row: row, facts()), output: 0)
  }
}

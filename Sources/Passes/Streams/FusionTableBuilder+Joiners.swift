import FuseIR

// How the levels of a row meet.
extension FusionTableBuilder {
  mutating func join(
    _ level: StreamLevel, _ variable: Int, _ node: StreamNode
  ) throws(StreamRefusal) -> Row {
    switch level {
    case .everything, .nothing:
      preconditionFailure("invariant: a part of a join has coordinates")
    case .leaf(let leaf):
      guard let joining = leaf.joining else { preconditionFailure("invariant: a leaf that joins") }
      return Row(coordinates: joining.coordinates, leaves: [leaf])
    case .full(let part, let reason):
      if case .nothing = part { return try space(variable, node, reason) }
      let row = try join(part, variable, node)
      if table.facts(of: row.coordinates).isFull { return row }
      let all = try space(variable, node, reason)
      return try join(.union, [row, all], variable, node)
    case .covered(let part, let other, let reason):
      let first = try join(part, variable, node)
      let second = try join(other, variable, node)
      guard first.coordinates == second.coordinates || table.facts(of: second.coordinates).isFull
      else { throw StreamRefusal(region.ops[node.op].id, .op, reason) }
      return try join(.intersect, [first, second], variable, node)
    case .join(let kind, let parts):
      var rows: [Row] = []
      for part in parts { rows.append(try join(part, variable, node)) }
      return try join(kind, rows, variable, node)
    case .concat(let parts, let sizes):
      var rows: [Row] = []
      for part in parts {
        if case .everything = part {
          throw StreamRefusal(region.ops[node.op].id, .op, "puts a constant beside a tensor")
        }
        rows.append(try join(part, variable, node))
      }
      return try concatenate(rows, sizes, variable, node)
    }
  }

  mutating func join(
    _ kind: FusionTable.Join, _ rows: [Row], _ variable: Int, _ node: StreamNode
  ) throws(StreamRefusal) -> Row {
    let leaves = rows.flatMap(\.leaves)
    guard rows.contains(where: { $0.coordinates != rows[0].coordinates }) else {
      return Row(coordinates: rows[0].coordinates, leaves: leaves)
    }
    for row in rows {
      let others = rows.map(\.coordinates).filter { $0 != row.coordinates }
      let isKept =
        kind == .intersect
        ? others.allSatisfy { table.facts(of: $0).isFull }
        : table.facts(of: row.coordinates).isFull
      for leaf in row.leaves where leaf.current == nil && !isKept {
        obstacle = leaf.producer
        let producer = leaf.producer.map { region.ops[$0].id } ?? region.ops[node.op].id
        throw StreamRefusal(
          region.ops[node.op].id, .edge(producer: producer),
          "needs only some \(name(variable)) of a result whose inner streams come for all of them")
      }
    }
    var pairs: [FusionTable.Pair] = []
    var places: [FusionTable.Pair: Int] = [:]
    var outputs: [(leaf: StreamLeaf, output: Int)] = []
    func place(_ pair: FusionTable.Pair) -> Int {
      if let known = places[pair] { return known }
      places[pair] = pairs.count
      pairs.append(pair)
      return pairs.count - 1
    }
    for row in rows {
      var hasPair = false
      for leaf in row.leaves {
        guard let payload = leaf.current else { continue }
        let pair = FusionTable.Pair(coordinates: row.coordinates, payload: payload)
        outputs.append((leaf, place(pair)))
        hasPair = true
      }
      if !hasPair {
        var facts = table.facts(of: row.coordinates)
        facts.kind = .references
        let counted = Stream(
          cell: record(.generateReferences(row.coordinates), row: variable, [facts]), output: 0)
        _ = place(FusionTable.Pair(coordinates: row.coordinates, payload: counted))
      }
    }
    let all = rows.map { table.facts(of: $0.coordinates) }
    var facts = all[0]
    switch kind {
    case .intersect:
      facts.isFull = all.allSatisfy(\.isFull)
      // What is joined with all that there are stays as it is.
      let partial = all.filter { !$0.isFull }
      facts.mayBeEmpty = partial.count == 1 ? partial[0].mayBeEmpty : !partial.isEmpty
    case .union:
      facts.isFull = all.contains(where: \.isFull)
      facts.mayBeEmpty = all.contains(where: \.mayBeEmpty) && !facts.isFull
    }
    var results = [facts]
    for pair in pairs {
      var result = table.facts(of: pair.payload)
      if kind == .union, !table.facts(of: pair.coordinates).isFull { result.mayBeAbsent = true }
      results.append(result)
    }
    let number = record(.join(kind, pairs), row: variable, results)
    for (leaf, output) in outputs { leaf.current = Stream(cell: number, output: output + 1) }
    return Row(coordinates: Stream(cell: number, output: 0), leaves: leaves)
  }

  /// All coordinates of the variable: a dense level is scanned that no operand has.
  mutating func space(
    _ variable: Int, _ node: StreamNode, _ reason: String
  ) throws(StreamRefusal) -> Row {
    let size = region.variables[variable].size
    guard size != Dimension.dynamic else {
      throw StreamRefusal(region.ops[node.op].id, .op, reason)
    }
    let tensor = StreamTensor(
      value: nil, levels: [StreamTensor.Level(dimension: 0, size: size, isCompressed: false)])
    let number = table.tensors.firstIndex(of: tensor) ?? table.tensors.count
    if number == table.tensors.count { table.tensors.append(tensor) }
    var reference = add(.root, row: nil) {
      [FusionTable.StreamFacts(kind: .references, variables: [])]
    }
    for outer in node.scope where outer < variable {
      guard let coordinates = node.coordinates[outer] else {
        preconditionFailure("invariant: the rows outside are filled")
      }
      reference = repetition(reference, along: coordinates, outer)
    }
    let leaf = StreamLeaf(
      .tensor(number), variables: [variable], scope: node.scope, producer: nil,
      current: reference)
    _ = level(of: leaf, variable)
    guard let joining = leaf.joining else { preconditionFailure("invariant: a leaf that joins") }
    return Row(coordinates: joining.coordinates, leaves: [leaf])
  }

  mutating func concatenate(
    _ rows: [Row], _ sizes: [Int64], _ variable: Int, _ node: StreamNode
  ) throws(StreamRefusal) -> Row {
    var pairs: [FusionTable.Pair] = []
    var moved: [StreamLeaf] = []
    var pairSizes: [Int64] = []
    for (row, size) in zip(rows, sizes) {
      guard row.leaves.count == 1, let leaf = row.leaves.first, let payload = leaf.current else {
        let producer = row.leaves.lazy.compactMap(\.producer).first ?? node.op
        obstacle = producer
        throw StreamRefusal(
          region.ops[node.op].id, .edge(producer: region.ops[producer].id),
          "puts results together that several tensors make")
      }
      moved.append(leaf)
      pairs.append(FusionTable.Pair(coordinates: row.coordinates, payload: payload))
      pairSizes.append(size)
    }
    let all = rows.map { table.facts(of: $0.coordinates) }
    var facts = all[0]
    facts.isFull = all.allSatisfy(\.isFull)
    facts.mayBeEmpty = all.contains(where: \.mayBeEmpty)
    var results = [facts]
    for pair in pairs {
      var result = table.facts(of: pair.payload)
      result.mayBeAbsent = true
      results.append(result)
    }
    let number = record(.concat(pairs, sizes: pairSizes), row: variable, results)
    for (index, leaf) in moved.enumerated() {
      leaf.current = Stream(cell: number, output: index + 1)
    }
    return Row(coordinates: Stream(cell: number, output: 0), leaves: moved)
  }
}

import FuseIR

/// Fills the fusion table of a region.
///
/// Each output is computed row by row. In a row, the levels of all operands that meet there are joined as the ops combine
/// them, through ops whose result is read once: what a consumer does not need, its producers do not compute. An op that sums
/// over a loop closes before the rows inside of that loop: its own rows are filled first, and its result goes on as streams.
/// So do results that several ops read; where such a reader runs inside of other loops, or skips coordinates, the result is
/// computed for it again.
struct FusionTableBuilder {
  typealias Stream = FusionTable.Stream

  /// A result as streams.
  private struct Streams {
    var variables: [Int]
    var coordinates: [Stream]
    var values: Stream
  }

  /// Coordinates of a row, and the leaves that have payloads for them.
  private struct Row {
    var coordinates: Stream
    var leaves: [StreamLeaf]
  }

  private let region: StreamRegion
  private(set) var table: FusionTable
  /// Results that several ops read, and that are computed for each of them.
  private let repeated: Set<Int>
  private var shared: [Int: Streams] = [:]
  private var nodeCount = 0
  private var column: FusionTable.Column?

  /// The op that would have to be computed for each reader, where the last refusal was about that.
  private(set) var obstacle: Int?

  /// The most ops that a table may hold, those counted as often as they are computed.
  private static let nodeLimit = 2048

  /// The variables of the region are numbered in loop order.
  init(_ region: StreamRegion, repeated: Set<Int>) {
    self.region = region
    self.repeated = repeated
    table = FusionTable(variables: region.variables, tensors: region.tensors)
  }

  mutating func build() throws(StreamRefusal) {
    for (number, output) in region.outputs.enumerated() {
      let op = region.ops[output.op]
      let streams = try streams(of: output.op)
      table.outputs.append(FusionTable.Output(op: op.id, tensor: output.tensor))
      let variables = output.tensor.levels.map { op.resultVariables[$0.dimension] }
      if let (outer, inner) = Self.firstDescent(variables) {
        throw StreamRefusal(
          op.id, .order(outer: outer, inner: inner),
          "gives a tensor stored with \(name(outer)) outside of \(name(inner)), but the loops "
            + "run the other way")
      }
      column = .op(op.id)
      write(number, streams)
    }
  }

  private func name(_ variable: Int) -> String { "'\(region.variables[variable].name)'" }

  /// The first two neighbours of which the second runs outside of the first.
  private static func firstDescent(_ variables: [Int]) -> (Int, Int)? {
    for (outer, inner) in zip(variables, variables.dropFirst()) where outer > inner {
      return (outer, inner)
    }
    return nil
  }

  // MARK: Places of ops

  private mutating func streams(of op: Int) throws(StreamRefusal) -> Streams {
    if let known = shared[op] { return known }
    let node = try node(op, region.ops[op].variables, context: [])
    try finish(node)
    guard let values = node.values else { preconditionFailure("invariant: a finished node") }
    var coordinates: [Stream] = []
    for variable in values.variables {
      guard let stream = node.coordinates[variable] else {
        preconditionFailure("invariant: coordinates of each variable of a finished node")
      }
      coordinates.append(stream)
    }
    let streams = Streams(
      variables: values.variables, coordinates: coordinates, values: values.stream)
    shared[op] = streams
    return streams
  }

  private mutating func node(
    _ number: Int, _ variables: [Int], context: [Int]
  ) throws(StreamRefusal) -> StreamNode {
    nodeCount += 1
    let op = region.ops[number]
    guard nodeCount <= Self.nodeLimit else {
      throw StreamRefusal(
        op.id, .op, "would be computed too often: split the region before it")
    }
    let scope = (variables + context).sorted()
    let node = StreamNode(
      op: number, variables: variables, result: op.result.map { variables[$0] }, scope: scope)
    let reduced = variables.indices.filter { op.isReduction[$0] }.map { variables[$0] }
    if let around = context.max(), let own = reduced.min(), around > own {
      throw StreamRefusal(
        op.id, .order(outer: around, inner: own),
        "sums over \(name(own)) outside of \(name(around)), a loop of its reader that it does not "
          + "have")
    }
    for (index, operand) in op.operands.enumerated() {
      let bound = operand.loops.map { variables[$0] }
      switch operand.source {
      case .constant: node.operands.append(.constant)
      case .tensor(let tensor):
        let levels = region.tensors[tensor].levels.map { bound[$0.dimension] }
        if let (outer, inner) = Self.firstDescent(levels) {
          throw StreamRefusal(
            op.id, .order(outer: outer, inner: inner),
            "reads operand #\(index), stored with \(name(outer)) outside of \(name(inner)), but "
              + "the loops run the other way")
        }
        let root = add(.root, row: nil) {
          [FusionTable.StreamFacts(kind: .references, variables: [])]
        }
        node.operands.append(
          .leaf(
            StreamLeaf(
              .tensor(tensor), variables: levels, scope: scope, producer: nil, current: root)))
      case .op(let producer):
        node.operands.append(try self.operand(producer, bound, of: node))
      }
    }
    return node
  }

  /// Why the result of `producer` can't flow to `consumer`; it may have to be computed for it.
  private mutating func refusal(
    _ consumer: Int, _ producer: Int, _ reason: String
  ) -> StreamRefusal {
    obstacle = producer
    return StreamRefusal(
      region.ops[consumer].id, .edge(producer: region.ops[producer].id), reason)
  }

  /// The result of another op, with a variable for each dimension, as an operand.
  private mutating func operand(
    _ producer: Int, _ bound: [Int], of node: StreamNode
  ) throws(StreamRefusal) -> StreamNode.Operand {
    let source = region.ops[producer]
    let innermost = bound.max() ?? -1
    let context = node.scope.filter { !bound.contains($0) && $0 < innermost }
    if region.isShared(producer), !repeated.contains(producer) {
      guard context.isEmpty else {
        throw refusal(
          node.op, producer,
          "reads a result that others read as well inside of its own loop \(name(context[0]))")
      }
      let streams = try streams(of: producer)
      var renamed: [Int] = []
      for variable in streams.variables {
        guard let dimension = source.resultVariables.firstIndex(of: variable) else {
          preconditionFailure("invariant: the variables of a result")
        }
        renamed.append(bound[dimension])
      }
      if let (outer, inner) = Self.firstDescent(renamed) {
        throw refusal(
          node.op, producer,
          "reads a result, which comes with \(name(outer)) outside of \(name(inner)), the other "
            + "way round")
      }
      let leaf = StreamLeaf(
        .streams(streams.coordinates, values: streams.values), variables: renamed,
        scope: node.scope, producer: producer,
        current: renamed.isEmpty ? streams.values : nil)
      return .leaf(leaf)
    }
    var renaming: [Int: Int] = [:]
    for (dimension, variable) in source.resultVariables.enumerated() {
      renaming[variable] = bound[dimension]
    }
    let own = source.reducedVariables
    for variable in own where bound.contains(variable) || context.contains(variable) {
      throw refusal(
        node.op, producer, "runs along \(name(variable)) around or beside the sum over it")
    }
    let variables = source.variables.map { renaming[$0] ?? $0 }
    return .node(try self.node(producer, variables, context: context))
  }

  // MARK: Rows

  /// Fills the rows of the op that are not filled yet, and computes its values.
  private mutating func finish(_ node: StreamNode) throws(StreamRefusal) {
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

  private mutating func accumulate(
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
  private mutating func fill(_ variable: Int, of node: StreamNode) throws(StreamRefusal) {
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
  private func takesMaximum(along variable: Int, _ node: StreamNode) -> Bool {
    if region.ops[node.op].body.reduction == "max", node.result.contains(variable) { return true }
    return node.operands.contains { operand in
      guard case .node(let child) = operand else { return false }
      return takesMaximum(along: variable, child)
    }
  }

  /// Whether the op's result is an output with a dense level for the variable.
  private func writesDensely(_ variable: Int, of node: StreamNode) -> Bool {
    guard let dimension = node.result.firstIndex(of: variable) else { return false }
    return region.outputs.contains { output in
      output.op == node.op
        && output.tensor.levels.contains { $0.dimension == dimension && !$0.isCompressed }
    }
  }

  /// The predicate of the same two numbers, the second one first.
  private static func turned(_ predicate: String) -> String {
    switch predicate {
    case "lt": "gt"
    case "le": "ge"
    case "gt": "lt"
    case "ge": "le"
    default: predicate
    }
  }

  /// The coordinates of a row of which a predicate holds, with those of the row around.
  private mutating func mask(
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
  private func reduced(_ node: StreamNode) -> [Int] {
    let op = region.ops[node.op]
    return node.variables.indices.filter { op.isReduction[$0] }.map { node.variables[$0] }
  }

  private mutating func distribute(
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

  private mutating func repetition(
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
  private mutating func record(
    _ cell: FusionTable.Cell, row: Int?, _ facts: [FusionTable.StreamFacts]
  ) -> Int {
    let column = column
    return table.add(cell, row: row, column: column, facts)
  }

  /// A cell with one output.
  private mutating func add(
    _ cell: FusionTable.Cell, row: Int?, _ facts: () -> [FusionTable.StreamFacts]
  ) -> Stream {
    Stream(cell: record(cell, row: row, facts()), output: 0)
  }

  // MARK: The levels of a row

  private mutating func level(
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

  private mutating func level(
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

  private func covered(_ a: StreamLevel, _ b: StreamLevel, _ reason: String) -> StreamLevel {
    switch (a, b) {
    case (.nothing, _): .nothing
    case (_, .everything): a
    case (.everything, _): .full(b, reason)
    default: .covered(a, by: b, reason)
    }
  }

  private mutating func level(
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

  private mutating func level(
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

  private mutating func level(of leaf: StreamLeaf, _ variable: Int) -> StreamLevel {
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

  // MARK: Joiners

  private mutating func join(
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

  private mutating func join(
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
  private mutating func space(
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

  private mutating func concatenate(
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

  // MARK: Values

  private mutating func value(
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

  private mutating func value(
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
      facts.mayBeZero =
        facts.mayBeAbsent || !(region.tensors[tensor].levels.last?.isCompressed ?? true)
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
  private mutating func drop(_ outer: Stream, _ inner: Stream, _ row: Int) -> (Stream, Stream) {
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
  private mutating func write(_ output: Int, _ streams: Streams) {
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

extension FusionTable {
  /// The table of a region for a loop order, the numbers of the region's variables outermost first; or why there is none.
  public static func build(
    _ region: StreamRegion, order: [Int]
  ) -> Result<FusionTable, StreamRefusal> {
    let region = region.ordered(by: order)
    var repeated: Set<Int> = []
    while true {
      var builder = FusionTableBuilder(region, repeated: repeated)
      do {
        try builder.build()
        return .success(builder.table)
      } catch {
        if case .order(let outer, let inner) = error.kind {
          return .failure(
            StreamRefusal(
              error.op, .order(outer: order[outer], inner: order[inner]), error.reason))
        }
        guard case .edge = error.kind, let op = builder.obstacle, region.isShared(op),
          repeated.insert(op).inserted
        else { return .failure(error) }
      }
    }
  }
}

extension StreamRegion {
  /// The region with its variables numbered in the given order.
  func ordered(by order: [Int]) -> StreamRegion {
    var region = self
    var place = [Int](repeating: 0, count: variables.count)
    for (position, variable) in order.enumerated() {
      place[variable] = position
      region.variables[position] = variables[variable]
    }
    for number in ops.indices {
      region.ops[number].variables = ops[number].variables.map { place[$0] }
    }
    return region
  }
}

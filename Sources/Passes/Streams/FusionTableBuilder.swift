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
  struct Streams {
    var variables: [Int]
    var coordinates: [Stream]
    var values: Stream
  }

  /// Coordinates of a row, and the leaves that have payloads for them.
  struct Row {
    var coordinates: Stream
    var leaves: [StreamLeaf]
  }

  let region: StreamRegion
  var table: FusionTable
  /// Results that several ops read, and that are computed for each of them.
  let repeated: Set<Int>
  var shared: [Int: Streams] = [:]
  var nodeCount = 0
  var column: FusionTable.Column?

  /// The op that would have to be computed for each reader, where the last refusal was about that.
  var obstacle: Int?

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

  func name(_ variable: Int) -> String { "'\(region.variables[variable].name)'" }

  /// The first two neighbours of which the second runs outside of the first.
  static func firstDescent(_ variables: [Int]) -> (Int, Int)? {
    for (outer, inner) in zip(variables, variables.dropFirst()) where outer > inner {
      return (outer, inner)
    }
    return nil
  }

  // MARK: Places of ops

  mutating func streams(of op: Int) throws(StreamRefusal) -> Streams {
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

  mutating func node(
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
  mutating func refusal(
    _ consumer: Int, _ producer: Int, _ reason: String
  ) -> StreamRefusal {
    obstacle = producer
    return StreamRefusal(
      region.ops[consumer].id, .edge(producer: region.ops[producer].id), reason)
  }

  /// The result of another op, with a variable for each dimension, as an operand.
  mutating func operand(
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

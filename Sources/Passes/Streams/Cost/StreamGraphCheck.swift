import FuseIR

/// Whether a region has a graph of streams, order by order.
struct StreamGraphCheck {
  /// What is known of an order.
  enum Answer {
    case hasGraph
    /// Another order may have one; where it is known, with one variable outside of another.
    case other((outer: Int, inner: Int)?)
  }

  private let region: EinsumRegion
  private let streams: StreamRegion
  /// By op of the streams, the member.
  private let members: [EinsumRegion.Member?]

  /// Nil where one of the ops has no streams at all.
  init?(_ region: EinsumRegion, _ function: EinsumFunction, in module: borrowing Module) {
    let ops = region.members.map { function.statements[$0.statement].op }
    let results = region.members.filter(\.leaves).map { function.statements[$0.statement].result }
    guard !ops.isEmpty,
      case .success(var streams) = StreamRegion.read(
        ops, results: results, joined: false, in: module)
    else { return nil }
    let members = streams.ops.map { op in
      region.members.first { function.statements[$0.statement].op == op.id }
    }
    // The loops have the variables of the region, as the lowering will find them written on the ops.
    var sizes = [Int64](repeating: Dimension.dynamic, count: region.count)
    for (number, op) in streams.ops.enumerated() {
      if number > 0, streams.ops[number - 1].id == op.id {
        // The sum with the initial tensor runs along the result.
        streams.ops[number].variables = streams.ops[number - 1].resultVariables
        continue
      }
      guard let own = members[number]?.variables, own.count == op.variables.count else {
        return nil
      }
      for (loop, variable) in own.enumerated() {
        sizes[variable] = streams.variables[op.variables[loop]].size
        streams.ops[number].variables[loop] = variable
      }
    }
    streams.variables = sizes.enumerated().map {
      FusionTable.Variable(name: StreamRegion.name($0), size: $1)
    }
    self.region = region
    self.streams = streams
    self.members = members
  }

  /// Whether there is a graph in an order of the region's variables.
  func answer(_ order: [Int]) -> Answer {
    switch FusionTable.build(stored(in: order), order: order) {
    case .success: return .hasGraph
    case .failure(let refusal):
      guard case .order(let outer, let inner) = refusal.kind,
        let place = order.firstIndex(of: outer), let other = order.firstIndex(of: inner),
        place > other
      else { return .other(nil) }
      return .other((outer, inner))
    }
  }

  /// The streams with each operand as the function says that it is stored, copies in the order of the loops.
  private func stored(in order: [Int]) -> StreamRegion {
    let copied = region.copying(in: order)
    var streams = streams
    // A tensor that is read in several ways is several.
    var numbers: [Key: Int] = [:]
    var taken: Set<Int> = []
    for (index, member) in members.enumerated() {
      guard
        let member = copied.members.first(where: { $0.statement == member?.statement }),
        streams.ops[index].variables.count == member.variables.count
      else { continue }
      for (place, operand) in streams.ops[index].operands.enumerated() {
        guard case .tensor(let tensor) = operand.source,
          let view = member.views.first(where: { view in
            view.value == streams.tensors[tensor].value
              && zip(view.dimensions, view.variables).allSatisfy {
                member.variables[operand.loops[$0]] == $1
              }
          })
        else { continue }
        let sizes = streams.tensors[tensor].levels
        var levels: [StreamTensor.Level] = []
        for (dimension, isDense) in zip(view.dimensions, view.isDense) {
          guard let size = sizes.first(where: { $0.dimension == dimension })?.size else { continue }
          levels.append(
            StreamTensor.Level(dimension: dimension, size: size, isCompressed: !isDense))
        }
        let key = Key(tensor: tensor, levels: levels)
        let number: Int
        if let known = numbers[key] {
          number = known
        } else if taken.insert(tensor).inserted {
          number = tensor
        } else {
          number = streams.tensors.count
          streams.tensors.append(streams.tensors[tensor])
        }
        numbers[key] = number
        streams.tensors[number].levels = levels
        streams.ops[index].operands[place].source = .tensor(number)
      }
    }
    return streams
  }

  private struct Key: Hashable {
    var tensor: Int
    var levels: [StreamTensor.Level]
  }
}

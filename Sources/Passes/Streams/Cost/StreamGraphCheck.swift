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
      case .success(let streams) = StreamRegion.read(ops, results: results, in: module)
    else { return nil }
    self.region = region
    self.streams = streams
    members = streams.ops.map { op in
      region.members.first { function.statements[$0.statement].op == op.id }
    }
  }

  /// Whether there is a graph in an order of the region's variables.
  func answer(_ order: [Int]) -> Answer {
    var places = [Int](repeating: order.count, count: streams.variables.count)
    for (op, member) in zip(streams.ops, members) {
      guard let member else { continue }
      for (own, variable) in zip(op.variables, member.variables) {
        places[own] = min(places[own], order.firstIndex(of: variable) ?? order.count)
      }
    }
    let sorted = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    switch FusionTable.build(stored(in: order), order: sorted) {
    case .success: return .hasGraph
    case .failure(let refusal):
      guard case .order(let outer, let inner) = refusal.kind, places[outer] < order.count,
        places[inner] < order.count, places[outer] > places[inner]
      else { return .other(nil) }
      return .other((order[places[outer]], order[places[inner]]))
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

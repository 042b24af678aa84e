import Machine

/// Which loops of which layers walk along the same axis, so that cutting all of them cuts a chain of layers into slices that
/// need only each other.
struct LoopClasses {
  /// A loop of a layer in a class.
  struct Member: Hashable {
    var layer: Int
    var loop: Int
    /// How many of its iterations belong to one of the last layer's: windows with strides need more of what is before.
    var scale: Int
  }

  /// The classes with at least two layers or one long loop, the one with the most layers first.
  private(set) var classes: [[Member]] = []

  /// The largest scale.
  private static let largestScale = 1 << 20

  init(_ graph: LayerGraph) {
    var starts: [Int] = []
    var count = 0
    for layer in graph.layers {
      starts.append(count)
      count += layer.loops.count
    }
    // Consumers before producers, so that scales grow from the last layer backward.
    var links: [[(other: Int, up: Int, down: Int)]] = Array(repeating: [], count: count)
    func link(_ producer: Int, _ consumer: Int, _ up: Int, _ down: Int) {
      links[consumer].append((producer, up, down))
      links[producer].append((consumer, down, up))
    }
    for (number, layer) in graph.layers.enumerated() {
      for read in layer.reads {
        guard let producer = graph.tensors[read.tensor].producer,
          let write = graph.layers[producer].writes.first(where: { $0.tensor == read.tensor })
        else { continue }
        for (axis, index) in read.axes.enumerated() where axis < write.axes.count {
          guard let (from, step) = Self.single(write.axes[axis], of: graph.layers[producer]),
            let (into, stride) = Self.single(index, of: layer)
          else { continue }
          link(
            starts[producer] + from, starts[number] + into, stride,
            step * max(1, index.divisor))
        }
      }
    }
    var scale = [Int](repeating: 0, count: count)
    for (number, layer) in graph.layers.enumerated().reversed() {
      for loop in layer.loops.indices where scale[starts[number] + loop] == 0 {
        guard layer.loops[loop] > 1, !layer.isReduction[loop] else { continue }
        var found: [Int] = [starts[number] + loop]
        scale[starts[number] + loop] = 1
        var next = 0
        while next < found.count {
          let current = found[next]
          next += 1
          for (other, up, down) in links[current] where scale[other] == 0 {
            let value = scale[current].multipliedReportingOverflow(by: up)
            scale[other] = min(
              Self.largestScale,
              max(1, value.overflow ? Self.largestScale : value.partialValue / down))
            found.append(other)
          }
        }
        let members = found.sorted().compactMap { place -> Member? in
          let owner = starts.lastIndex { $0 <= place } ?? 0
          let loop = place - starts[owner]
          guard graph.layers[owner].loops.indices.contains(loop) else { return nil }
          return Member(layer: owner, loop: loop, scale: scale[place])
        }
        classes.append(members)
      }
    }
    classes.sort {
      let (left, right) = (Set($0.map(\.layer)).count, Set($1.map(\.layer)).count)
      return left != right ? left > right : ($0[0].layer, $0[0].loop) < ($1[0].layer, $1[0].loop)
    }
  }

  /// The loop that is no sum and moves the index the most, and how far.
  private static func single(
    _ index: LayerGraph.AxisAccess, of layer: LayerGraph.Layer
  ) -> (loop: Int, step: Int)? {
    guard !index.isWhole, index.modulus == 0 else { return nil }
    let terms = index.terms.filter {
      !layer.isReduction[$0.loop] && layer.loops[$0.loop] > 1 && $0.step > 0 && $0.step < 1 << 20
    }
    // Of two loops along one axis, the outer one.
    guard let outer = terms.max(by: { ($0.step, $1.loop) < ($1.step, $0.loop) }) else { return nil }
    return (outer.loop, outer.step)
  }
}

import Machine

/// Draws small programs and plans for them.
struct DrawnSchedules {
  var generator: any RandomNumberGenerator

  init(_ generator: any RandomNumberGenerator) { self.generator = generator }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  private typealias Axis = LayerGraph.AxisAccess

  private func axis(_ loop: Int, step: Int = 1, offset: Int = 0) -> LayerGraph.AxisAccess {
    Axis(terms: [Axis.Term(loop: loop, step: step)], offset: offset)
  }

  /// Layers of several kinds: products, convolutions with a halo, sums of rows, elementwise ones, and reads through reshapes,
  /// transposes and broadcasts.
  mutating func graph() -> LayerGraph {
    var graph = LayerGraph(layers: [], tensors: [])
    for name in 0..<number(1...3) {
      _ = add(&graph, tensor: "in\(name)", [number(2...6), number(2...6)], bits: 8, producer: nil)
    }
    for _ in 0..<number(1...6) { addLayer(&graph) }
    for index in graph.tensors.indices where graph.tensors[index].producer != nil {
      if graph.tensors[index].consumers.isEmpty || chance(15) {
        graph.tensors[index].isResult = true
      }
    }
    return graph
  }

  private mutating func add(
    _ graph: inout LayerGraph, tensor name: String, _ shape: [Int], bits: Int, producer: Int?,
    isWeight: Bool = false
  ) -> Int {
    graph.tensors.append(
      LayerGraph.Tensor(
        named: name, shape: shape, bits: bits, producer: producer, isWeight: isWeight))
    return graph.tensors.count - 1
  }

  private mutating func addLayer(_ graph: inout LayerGraph) {
    let number = graph.layers.count
    let source = self.number(0...(graph.tensors.count - 1))
    let shape = graph.tensors[source].shape
    let bits = chance(50) ? 8 : 16
    var loops: [Int]
    var isReduction: [Bool]
    var reads: [LayerGraph.Access]
    var writes: [(shape: [Int], axes: [LayerGraph.AxisAccess])]
    var isProduct = false
    switch self.number(0...7) {
    case 0, 1:
      // A product with a weight, or with a tensor that fits, transposed or not.
      let columns = self.number(1...6)
      loops = [shape[0], columns, shape[1]]
      isReduction = [false, false, true]
      var other = -1
      for candidate in graph.tensors.indices
      where candidate != source && graph.tensors[candidate].shape[1] == shape[1] && chance(60) {
        other = candidate
      }
      if other >= 0 {
        loops[1] = graph.tensors[other].shape[0]
        reads = [
          LayerGraph.Access(tensor: source, axes: [axis(0), axis(2)]),
          LayerGraph.Access(tensor: other, axes: [axis(1), axis(2)]),
        ]
      } else {
        let weight = add(
          &graph, tensor: "w\(number)", [shape[1], columns], bits: 8, producer: nil,
          isWeight: true)
        reads = [
          LayerGraph.Access(tensor: source, axes: [axis(0), axis(2)]),
          LayerGraph.Access(tensor: weight, axes: [axis(2), axis(1)]),
        ]
      }
      writes = [([loops[0], loops[1]], [axis(0), axis(1)])]
      isProduct = true
    case 2:
      // A window of three rows with zeros around, by steps of one or two.
      let step = self.number(1...2)
      loops = [(shape[0] + step - 1) / step, shape[1], 3]
      isReduction = [false, false, true]
      let rows = Axis(
        terms: [Axis.Term(loop: 0, step: step), Axis.Term(loop: 2, step: 1)], offset: -1)
      reads = [LayerGraph.Access(tensor: source, axes: [rows, axis(1)])]
      writes = [([loops[0], loops[1]], [axis(0), axis(1)])]
    case 3:
      // A sum of each row, as a column.
      loops = shape
      isReduction = [false, true]
      reads = [LayerGraph.Access(tensor: source, axes: [axis(0), axis(1)])]
      writes = [([loops[0], 1], [axis(0), Axis(terms: [])])]
    case 4:
      // The same elements in another shape: read through divisions.
      let columns = shape[0]
      loops = [shape[1], columns]
      isReduction = [false, false]
      let flat = [Axis.Term(loop: 0, step: columns), Axis.Term(loop: 1, step: 1)]
      reads = [
        LayerGraph.Access(
          tensor: source,
          axes: [
            Axis(terms: flat, divisor: shape[1]), Axis(terms: flat, modulus: shape[1]),
          ])
      ]
      writes = [(loops, [axis(0), axis(1)])]
    case 5:
      // Two results, one of them by columns.
      loops = shape
      isReduction = [false, false]
      reads = [LayerGraph.Access(tensor: source, axes: [axis(0), axis(1)])]
      writes = [(loops, [axis(0), axis(1)]), ([loops[1], loops[0]], [axis(1), axis(0)])]
    default:
      // Elementwise with what has the same shape, or one column of it.
      loops = shape
      isReduction = [false, false]
      reads = [LayerGraph.Access(tensor: source, axes: [axis(0), axis(1)])]
      for candidate in graph.tensors.indices where candidate != source && chance(70) {
        let other = graph.tensors[candidate].shape
        if other == shape {
          reads.append(LayerGraph.Access(tensor: candidate, axes: [axis(0), axis(1)]))
        } else if other == [shape[0], 1] {
          reads.append(LayerGraph.Access(tensor: candidate, axes: [axis(0), Axis(terms: [])]))
        } else if other == [shape[1], shape[0]] {
          reads.append(LayerGraph.Access(tensor: candidate, axes: [axis(1), axis(0)]))
        }
        if reads.count > 2 { break }
      }
      writes = [(loops, [axis(0), axis(1)])]
    }
    let written = writes.map { write in
      LayerGraph.Access(
        tensor: add(
          &graph, tensor: "t\(graph.tensors.count)", write.shape, bits: bits, producer: number),
        axes: write.axes)
    }
    for read in reads where !graph.tensors[read.tensor].consumers.contains(number) {
      graph.tensors[read.tensor].consumers.append(number)
    }
    graph.layers.append(
      LayerGraph.Layer(
        named: "l\(number)", loops: loops, isReduction: isReduction, reads: reads,
        writes: written, work: isProduct ? .multiplyAdd : .elementwise(["add"]),
        accumulatorBits: 32))
  }

  /// Cuts, units, groups and an order for a program.
  mutating func plan(_ graph: LayerGraph, _ platform: Platform) -> SchedulePlan {
    var layers: [SchedulePlan.Layer] = []
    let oneHome = chance(40)
    let core = number(0...(platform.cores.count - 1))
    for layer in graph.layers {
      var cuts: [SchedulePlan.Cut] = []
      for loop in layer.loops.indices.shuffled(using: &generator) where chance(55) {
        cuts.append(SchedulePlan.Cut(loop: loop, size: number(1...max(1, layer.loops[loop]))))
      }
      let isProduct = layer.work == .multiplyAdd
      var units = platform.units.indices.filter { unit in
        if case .array = platform.units[unit].kind { isProduct } else { !isProduct }
      }
      if oneHome { units = units.filter { platform.units[$0].core == core } }
      units.shuffle(using: &generator)
      layers.append(
        SchedulePlan.Layer(cuts: cuts, units: Array(units.prefix(number(1...units.count)))))
    }
    var groups: [[Int]] = [[]]
    for layer in graph.layers.indices {
      if !groups[groups.count - 1].isEmpty, chance(25) { groups.append([]) }
      groups[groups.count - 1].append(layer)
    }
    let orders: [SchedulePlan.Order] = [.layers, .criticalPath, .liveness]
    return SchedulePlan(
      layers: layers, groups: groups, keepsBetweenGroups: chance(60),
      order: orders[number(0...2)])
  }
}

/// Costs that depend on the extents and the unit only.
struct DrawnCosts: NodeCosts {
  var usesScratch: Bool

  mutating func cost(layer: Int, extents: [Int], unit: Int) -> NodeCost? {
    let points = extents.reduce(1, *)
    return NodeCost(
      cycles: Int64((points * (unit % 2 == 0 ? 1 : 3) + 1) / 2), picojoules: Double(points),
      scratchBytes: usesScratch && layer % 3 == 1 ? points % 5 : 0)
  }
}

import Machine

/// Which layers of a graph, and which stretches of layers, are alike but for their names.
struct LayerKinds {
  /// For each layer, the first one that computes the same on tensors of the same shapes.
  private(set) var first: [Int] = []
  private let graph: LayerGraph

  private struct Key: Hashable {
    var loops: [Int]
    var isReduction: [Bool]
    var reads: [AccessKey]
    var writes: [AccessKey]
    var work: LayerGraph.Work
    var accumulatorBits: Int
    var dimensions: [LayerDimension?]
    var isRowStatistic: Bool
  }

  private struct AccessKey: Hashable {
    var axes: [LayerGraph.AxisAccess]
    var shape: [Int]
    var bits: Int
    var isWeight: Bool
  }

  init(_ graph: LayerGraph) {
    self.graph = graph
    var known: [Key: [Int]] = [:]
    for (number, layer) in graph.layers.enumerated() {
      func keys(_ accesses: [LayerGraph.Access]) -> [AccessKey] {
        accesses.map {
          let tensor = graph.tensors[$0.tensor]
          return AccessKey(
            axes: $0.axes, shape: tensor.shape, bits: tensor.bits, isWeight: tensor.isWeight)
        }
      }
      let key = Key(
        loops: layer.loops, isReduction: layer.isReduction, reads: keys(layer.reads),
        writes: keys(layer.writes), work: layer.work, accumulatorBits: layer.accumulatorBits,
        dimensions: layer.dimensions, isRowStatistic: layer.isRowStatistic)
      let alike = known[key]?.first { graph.layers[$0].mapped?.unnamed == layer.mapped?.unnamed }
      first.append(alike ?? number)
      if alike == nil { known[key, default: []].append(number) }
    }
  }

  /// A key that stretches of layers share which are alike: the same layers, joined in the same way, with the same results.
  func key(of range: Range<Int>) -> [Int] {
    var key: [Int] = []
    var numbers: [Int: Int] = [:]
    for layer in range {
      key.append(first[layer])
      for access in graph.layers[layer].reads + graph.layers[layer].writes {
        let next = numbers.count
        let number = numbers[access.tensor, default: next]
        numbers[access.tensor] = number
        key.append(number)
      }
      for access in graph.layers[layer].writes {
        let tensor = graph.tensors[access.tensor]
        let leaves = tensor.isResult || tensor.consumers.contains { !range.contains($0) }
        key.append(leaves ? -1 : -2)
      }
    }
    return key
  }
}

extension LayerGraph {
  /// The layers of a range by themselves: what comes from before it is an operand, what is used after it a result.
  func part(_ range: Range<Int>) -> LayerGraph {
    var numbers: [Int: Int] = [:]
    var part = LayerGraph(layers: [], tensors: [])
    func number(_ tensor: Int) -> Int {
      if let known = numbers[tensor] { return known }
      var copy = tensors[tensor]
      let leaves = copy.isResult || copy.consumers.contains { !range.contains($0) }
      if let producer = copy.producer, range.contains(producer) {
        copy.producer = producer - range.lowerBound
        copy.isResult = leaves
      } else {
        copy.producer = nil
        copy.isResult = false
      }
      copy.consumers = copy.consumers.filter { range.contains($0) }.map { $0 - range.lowerBound }
      numbers[tensor] = part.tensors.count
      part.tensors.append(copy)
      return part.tensors.count - 1
    }
    for layer in range {
      var copy = layers[layer]
      for index in copy.reads.indices {
        copy.reads[index].tensor = number(copy.reads[index].tensor)
      }
      for index in copy.writes.indices {
        copy.writes[index].tensor = number(copy.writes[index].tensor)
      }
      part.layers.append(copy)
    }
    return part
  }
}

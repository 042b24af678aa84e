extension Schedule {
  /// The most bytes that lie in each memory at a time; 0 for the outermost, in which nothing is counted.
  public func peakBytes(_ graph: LayerGraph, memories: Int) -> [Int] {
    var peaks = [Int](repeating: 0, count: memories)
    for memory in peaks.indices {
      peaks[memory] = peak(of: holds.filter { $0.memory == Int32(memory) })
    }
    return peaks
  }

  /// The most bytes of tensors that are no weights that lie at a time in all memories but the outermost together.
  public func peakFeatureBytes(_ graph: LayerGraph) -> Int {
    peak(of: holds.filter { $0.memory != 0 && !graph.tensors[Int($0.tensor)].isWeight })
  }

  private func peak(of holds: [Hold]) -> Int {
    let ends = holds.sorted { $0.end < $1.end }
    var live = 0
    var peak = 0
    var next = 0
    for hold in holds {
      while next < ends.count, ends[next].end <= hold.start, ends[next].end > ends[next].start {
        live -= ends[next].bytes
        next += 1
      }
      live += hold.bytes
      peak = max(peak, live)
    }
    return peak
  }
}

extension LayerGraph {
  /// The peak of feature bytes of one layer after another, each as a whole: the largest, over layers, of what the layer reads, what it writes, and what
  /// has been computed or read before and is read again later. It is the paper's max(3MN, 2MN + M²) for an attention head.
  public var layerByLayerPeakFeatureBytes: Int {
    var last = [Int](repeating: -1, count: tensors.count)
    var first = [Int](repeating: Int.max, count: tensors.count)
    for (number, layer) in layers.enumerated() {
      for access in layer.reads {
        last[access.tensor] = number
        first[access.tensor] = min(first[access.tensor], number)
      }
      for access in layer.writes {
        first[access.tensor] = min(first[access.tensor], number)
        last[access.tensor] = max(last[access.tensor], number)
      }
    }
    var peak = 0
    for number in layers.indices {
      var live = 0
      for (index, tensor) in tensors.enumerated()
      where !tensor.isWeight && first[index] <= number && last[index] >= number {
        let elements = tensor.shape.reduce(1, *)
        live += (elements * tensor.bits + 7) / 8
      }
      peak = max(peak, live)
    }
    return peak
  }
}

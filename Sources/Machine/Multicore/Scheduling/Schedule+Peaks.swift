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
    // A hold of no length takes its bytes in that moment alone.
    let ends = holds.filter { $0.end > $0.start }.sorted { $0.end < $1.end }
    var live = 0
    var peak = 0
    var next = 0
    for hold in holds {
      while next < ends.count, ends[next].end <= hold.start {
        live -= ends[next].bytes
        next += 1
      }
      peak = max(peak, live + hold.bytes)
      if hold.end > hold.start { live += hold.bytes }
    }
    return peak
  }
}

extension LayerGraph {
  /// The peak of feature bytes of one layer after another, where rows that nobody reads any more make room at once: over all layers, the most of
  /// what is there before and after each. It is the paper's max(3MN, 2MN + M²) for an attention head of M rows and N features.
  ///
  /// Operands count from the first layer that reads them. What a layer is the last to read goes with the rows of the result if it is read by rows, and
  /// after the last row if each row needs all of it.
  public var layerByLayerPeakFeatureBytes: Int {
    var first = [Int](repeating: Int.max, count: tensors.count)
    var last = [Int](repeating: -1, count: tensors.count)
    for (number, layer) in layers.enumerated() {
      for access in layer.reads + layer.writes {
        first[access.tensor] = min(first[access.tensor], number)
        last[access.tensor] = number
      }
    }
    var peak = 0
    for (number, layer) in layers.enumerated() {
      let written = Set(layer.writes.map(\.tensor))
      let rowLoop = layer.writes.first?.axes.lazy.compactMap { $0.terms.first?.loop }.first
      var before = 0
      var after = 0
      for (index, tensor) in tensors.enumerated()
      where !tensor.isWeight && first[index] <= number && last[index] >= number {
        let elements = tensor.shape.reduce(1.0) { $0 * Double($1) }
        let bytes = Int(min((elements * Double(tensor.bits) / 8).rounded(.up), 0x1p53))
        if !written.contains(index) { before += bytes }
        let goesByRows =
          last[index] == number && !written.contains(index)
          && layer.reads.allSatisfy { access in
            access.tensor != index
              || access.axes.contains { axis in
                !axis.isWhole && axis.terms.contains { $0.loop == rowLoop }
              }
          }
        if !goesByRows { after += bytes }
      }
      peak = max(peak, before, after)
    }
    return peak
  }
}

extension LayerGraph {
  /// Marks the layers of softmaxes and normalizations: those that take a number of each row of a tensor (its greatest element, its
  /// sum), compute with such numbers, and use them on the elements of the same row.
  mutating func markRowStatistics() {
    for number in layers.indices where isReduction(number) {
      let reduction = layers[number]
      guard let source = reduction.reads.first?.tensor else { continue }
      let rows = elementsBefore(source)
      // What is computed of the number of each row alone.
      var small = [number]
      var users: [Int] = []
      var place = 0
      let limit = points(writtenBy: number)
      while place < small.count, small.count < 64 {
        for write in layers[small[place]].writes {
          for reader in tensors[write.tensor].consumers
          where !small.contains(reader) && !users.contains(reader) && isElementwise(reader) {
            if points(writtenBy: reader) <= limit {
              small.append(reader)
            } else {
              users.append(reader)
            }
          }
        }
        place += 1
      }
      let own = users.filter { user in layers[user].reads.contains { rows.contains($0.tensor) } }
      guard !own.isEmpty else { continue }
      for layer in small + own { layers[layer].isRowStatistic = true }
    }
  }

  private func isElementwise(_ layer: Int) -> Bool {
    guard case .elementwise = layers[layer].work else { return false }
    return !layers[layer].isReduction.contains(true)
  }

  private func isReduction(_ layer: Int) -> Bool {
    guard case .elementwise = layers[layer].work else { return false }
    return zip(layers[layer].isReduction, layers[layer].loops).contains { $0 && $1 > 1 }
  }

  private func points(writtenBy layer: Int) -> Int {
    layers[layer].writes.first.map { tensors[$0.tensor].shape.reduce(1, *) } ?? 1
  }

  /// The tensor, and those that it is computed from element by element.
  private func elementsBefore(_ tensor: Int) -> Set<Int> {
    var found: Set<Int> = [tensor]
    var waiting = [tensor]
    while let next = waiting.popLast(), found.count < 64 {
      guard let producer = tensors[next].producer, isElementwise(producer) else { continue }
      let extent = points(writtenBy: producer)
      for read in layers[producer].reads
      where tensors[read.tensor].shape.reduce(1, *) == extent && found.insert(read.tensor).inserted
      {
        waiting.append(read.tensor)
      }
    }
    return found
  }
}

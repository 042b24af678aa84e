/// An order of all nodes in which each one comes after those whose results it reads.
///
/// Memory is given out in this order, so that the first node that has not ended never waits for one behind it; which of the nodes in
/// preparation starts first depends on when its data are there.
struct NodeSequence {
  var layers: [Int32] = []
  var nodes: [Int32] = []
  /// The unit, by its place in `NodeSpace.units`.
  var slots: [Int32] = []

  var count: Int { layers.count }

  mutating func reserve(_ count: Int) {
    layers.reserveCapacity(count)
    nodes.reserveCapacity(count)
    slots.reserveCapacity(count)
  }

  mutating func append(layer: Int, node: Int, slot: Int) {
    layers.append(Int32(layer))
    nodes.append(Int32(node))
    slots.append(Int32(slot))
  }
}

/// Puts nodes into a sequence: again and again the best of those that may come next. Of a layer, each unit takes its nodes in the order of their
/// numbers, or in turns from blocks of them, so that one place for each layer and unit is all that has to be known.
struct SequenceBuilder {
  private let space: NodeSpace
  private let table: NodeCostTable
  /// Which layer comes first where several may: the rank of each, smaller first.
  private let ranks: [Int]
  /// Whether the unit with the least work chooses, and not the layer with the least rank.
  private let unitsFirst: Bool

  private var sequence = NodeSequence()
  /// For each group, how many of its pieces are not computed yet.
  private var missing: [Int32]
  /// For each group, the first of the places that wait for it, -1 for none; and the next one of each place.
  private var waiters: [Int32]
  private var nextWaiters: [Int32]
  /// For each layer and unit, the first of its nodes, how many it has, and how many have been taken.
  private var firstNodes: [Int]
  private var nodeCounts: [Int]
  private var taken: [Int]
  /// For each layer and unit, in how many blocks its nodes are taken in turns.
  private var blocks: [Int]
  private var layersOfSlots: [Int]
  /// How many nodes have written each piece.
  private var written: [Int32]
  /// Per unit, a bit for each rank in the current fusion group that has a node ready, and the place for it.
  private var ready: [UInt64]
  private var words = 1
  private var places: [Int32] = []
  private var clocks: [Int64]
  /// Places that wait for their turn in a sum.
  private var inSums: [Int] = []
  private var found: [Int32] = []
  private var bytes: LiveBytes?

  init(
    space: NodeSpace, table: NodeCostTable, ranks: [Int], unitsFirst: Bool, bytes: LiveBytes? = nil
  ) {
    self.space = space
    self.table = table
    self.ranks = ranks
    self.unitsFirst = unitsFirst
    self.bytes = bytes
    missing = [Int32](repeating: 0, count: space.groupCount)
    waiters = [Int32](repeating: -1, count: space.groupCount)
    let slots = space.units.count
    nextWaiters = [Int32](repeating: -1, count: slots)
    firstNodes = [Int](repeating: 0, count: slots)
    nodeCounts = firstNodes
    taken = firstNodes
    layersOfSlots = firstNodes
    blocks = [Int](repeating: 1, count: slots)
    written = [Int32](repeating: 0, count: space.totalPieces)
    ready = []
    clocks = [Int64](repeating: 0, count: space.unitHomes.count)
    let blocksOfLayers = SequenceBuilder.blocks(space)
    for layer in 0..<space.layerCount {
      for slot in space.unitStarts[layer]..<space.unitStarts[layer + 1] {
        let range = space.nodes(ofSlot: slot - space.unitStarts[layer], layer: layer)
        firstNodes[slot] = range.lowerBound
        nodeCounts[slot] = range.count
        layersOfSlots[slot] = layer
        blocks[slot] = blocksOfLayers[layer]
      }
    }
    for read in space.readLayers.indices
    where space.writersPerPiece[space.readTensors[read]] > 0 {
      let width = space.readWidths[read]
      let end = read + 1 < space.readBases.count ? space.readBases[read + 1] : space.groupCount
      for offset in 0..<width {
        let count = Int32(space.pieceCount(of: read, offset: offset))
        var group = space.readBases[read] + offset
        while group < end {
          missing[group] = count
          group += width
        }
      }
    }
  }

  /// The sequence, or the layer that waits for itself.
  mutating func build(groupCount: Int) throws(ScheduleObstacle) -> NodeSequence {
    sequence.reserve(bytes == nil ? space.totalNodes : 0)
    let byGroup = layersByGroup(groupCount)
    let unitCount = space.unitHomes.count
    for layers in byGroup {
      let ordered = layers.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
      words = max(1, (ordered.count + 63) / 64)
      ready = [UInt64](repeating: 0, count: unitCount * words)
      places = [Int32](repeating: -1, count: unitCount * max(1, ordered.count))
      rankInGroup = [Int](repeating: 0, count: space.layerCount)
      rankCount = max(1, ordered.count)
      var left = 0
      for (rank, layer) in ordered.enumerated() {
        rankInGroup[layer] = rank
        left += space.nodeCounts[layer]
        for slot in space.unitStarts[layer]..<space.unitStarts[layer + 1] {
          places[space.units[slot] * rankCount + rank] = Int32(slot)
        }
      }
      for layer in ordered {
        for slot in space.unitStarts[layer]..<space.unitStarts[layer + 1] { look(at: slot) }
      }
      for _ in 0..<left {
        guard let slot = choose() else {
          let layer = ordered.first { layer in
            (space.unitStarts[layer]..<space.unitStarts[layer + 1]).contains {
              taken[$0] < nodeCounts[$0]
            }
          }
          throw ScheduleObstacle(message: "layers wait for each other in a circle", layer: layer)
        }
        take(slot)
      }
    }
    return sequence
  }

  /// The most bytes that were live, and their sum over all steps.
  var livePeak: (peak: Int, sum: Double) { bytes.map { ($0.peak, $0.sum) } ?? (0, 0) }

  private var rankInGroup: [Int] = []
  private var rankCount = 1

  private func layersByGroup(_ groupCount: Int) -> [[Int]] {
    var byGroup = [[Int]](repeating: [], count: groupCount)
    for layer in 0..<space.layerCount { byGroup[space.fusionGroups[layer]].append(layer) }
    return byGroup
  }

  /// For each layer, in how many blocks each of its units takes its nodes in turns: as many as units share out what it reads for each of its own,
  /// directly or by way of layers on fewer units, so that none of those waits for all others. 1 where a sum is cut, whose nodes have an order.
  private static func blocks(_ space: NodeSpace) -> [Int] {
    var blocks = [Int](repeating: 1, count: space.layerCount)
    for layer in 0..<space.layerCount {
      let writes = space.writeStarts[layer]..<space.writeStarts[layer + 1]
      if writes.contains(where: { space.rankCounts[$0] > 1 }) { continue }
      var most = 1
      for read in space.readStarts[layer]..<space.readStarts[layer + 1] {
        let producer = space.producers[space.readTensors[read]]
        if producer < 0 { continue }
        let units = space.unitStarts[producer + 1] - space.unitStarts[producer]
        most = max(most, units * blocks[producer])
      }
      blocks[layer] = max(1, most / (space.unitStarts[layer + 1] - space.unitStarts[layer]))
    }
    return blocks
  }

  /// The next node of a place: the first of the first block, the first of the second, and so on; then the second of each.
  @inline(__always)
  private func nextNode(_ slot: Int) -> Int {
    let count = blocks[slot]
    if count == 1 { return firstNodes[slot] + taken[slot] }
    // Blocks begin where those of the producer do; the first ones that are longer give their last nodes in a row of their own.
    let total = nodeCounts[slot]
    let shortest = total / count
    let turn = taken[slot]
    if turn < shortest * count {
      let block = turn % count
      return firstNodes[slot] + block * total / count + turn / count
    }
    var left = turn - shortest * count
    for block in 0..<count {
      let begin = block * total / count
      if (block + 1) * total / count - begin > shortest {
        if left == 0 { return firstNodes[slot] + begin + shortest }
        left -= 1
      }
    }
    return firstNodes[slot] + turn
  }

  /// Finds out whether the next node of a place may come, and what it waits for if not.
  private mutating func look(at slot: Int) {
    if taken[slot] == nodeCounts[slot] { return }
    let node = nextNode(slot)
    let layer = layersOfSlots[slot]
    let cutStart = space.cutStarts[layer]
    let home = space.homeSlots[layer * space.homes.count + space.unitHomes[space.units[slot]]]
    for read in space.readStarts[layer]..<space.readStarts[layer + 1] {
      let group =
        space.readBases[read] + home * space.readWidths[read]
        + space.groupOffset(read: read, node: node, cutStart: cutStart)
      if missing[group] > 0 {
        nextWaiters[slot] = waiters[group]
        waiters[group] = Int32(slot)
        return
      }
    }
    for write in space.writeStarts[layer]..<space.writeStarts[layer + 1]
    where space.rankCounts[write] > 1 {
      let (piece, rank) = space.written(write: write, node: node, layer: layer)
      if Int(written[space.pieceBases[space.writeTensors[write]] + piece]) != rank {
        inSums.append(slot)
        return
      }
    }
    let rank = rankInGroup[layer]
    ready[space.units[slot] * words + rank >> 6] |= 1 << UInt64(rank & 63)
  }

  private func choose() -> Int? {
    var best = -1
    var bestRank = Int.max
    var bestClock = Int64.max
    for unit in clocks.indices {
      var rank = -1
      for word in 0..<words where ready[unit * words + word] != 0 {
        rank = word << 6 + ready[unit * words + word].trailingZeroBitCount
        break
      }
      if rank < 0 { continue }
      let clock = clocks[unit]
      let isBetter =
        unitsFirst
        ? (clock, rank) < (bestClock, bestRank)
        : rank < bestRank || rank == bestRank && clock < bestClock
      if isBetter {
        best = Int(places[unit * rankCount + rank])
        bestRank = rank
        bestClock = clock
      }
    }
    return best < 0 ? nil : best
  }

  private mutating func take(_ slot: Int) {
    let layer = layersOfSlots[slot]
    let node = nextNode(slot)
    let unit = space.units[slot]
    let rank = rankInGroup[layer]
    ready[unit * words + rank >> 6] &= ~(1 << UInt64(rank & 63))
    if bytes == nil { sequence.append(layer: layer, node: node, slot: slot) }
    let entry = table.entry(slot: slot, kind: space.kind(layer: layer, node: node))
    clocks[unit] &+= table.cycles[entry]
    taken[slot] += 1
    bytes?.begin(layer: layer, node: node, slot: slot, space: space)
    for write in space.writeStarts[layer]..<space.writeStarts[layer + 1] {
      let piece = space.written(write: write, node: node, layer: layer).piece
      let tensor = space.writeTensors[write]
      written[space.pieceBases[tensor] + piece] += 1
      if Int(written[space.pieceBases[tensor] + piece]) == space.writersPerPiece[tensor] {
        finish(tensor: tensor, piece: piece)
      }
    }
    bytes?.end(layer: layer, node: node, slot: slot, space: space)
    look(at: slot)
    if !inSums.isEmpty {
      let waiting = inSums
      inSums.removeAll(keepingCapacity: true)
      for slot in waiting { look(at: slot) }
    }
  }

  private mutating func finish(tensor: Int, piece: Int) {
    var groups: [Int32] = []
    swap(&groups, &found)
    for index in space.tensorReadStarts[tensor]..<space.tensorReadStarts[tensor + 1] {
      let read = space.tensorReads[index]
      space.groups(of: read, holding: piece, into: &groups)
      let width = space.readWidths[read]
      let end = read + 1 < space.readBases.count ? space.readBases[read + 1] : space.groupCount
      for offset in groups {
        var group = space.readBases[read] + Int(offset)
        while group < end {
          missing[group] -= 1
          if missing[group] == 0, waiters[group] >= 0 {
            var slot = Int(waiters[group])
            waiters[group] = -1
            while slot >= 0 {
              let next = Int(nextWaiters[slot])
              nextWaiters[slot] = -1
              look(at: slot)
              slot = next
            }
          }
          group += width
        }
      }
    }
    swap(&groups, &found)
  }
}

/// The nodes of a plan, the pieces of its tensors, and which nodes read and write which pieces, all by number.
///
/// Nothing here has the size of the edges of the graph: what a node reads is a range of pieces along each axis of the tensor, and nodes
/// that read the same range of pieces in the same home are one group. A group has its counters where a node would have an edge.
struct NodeSpace {
  // Layers.
  var layerCount = 0
  /// The number of nodes of each layer.
  var nodeCounts: [Int] = []
  /// For each layer, where its cuts begin in the arrays of cuts; one more at the end.
  var cutStarts: [Int] = []
  /// The number of pieces of each cut, the distance of two of them in the numbers of nodes, the size and the loop.
  var cutCounts: [Int] = []
  var cutStrides: [Int] = []
  var cutSizes: [Int] = []
  var cutLoops: [Int] = []
  /// For each cut whose last piece is shorter, its bit in the kind of a node, else -1; and how many bits each layer has.
  var edgeBits: [Int] = []
  var edgeCounts: [Int] = []
  /// For each layer, where its units begin in `units`; one more at the end.
  var unitStarts: [Int] = []
  var units: [Int] = []
  /// For each layer, where its reads begin in the arrays of reads, and its writes in those of writes.
  var readStarts: [Int] = []
  var writeStarts: [Int] = []
  /// The fusion group of each layer.
  var fusionGroups: [Int] = []

  // Homes: memories that cores work on, by number; `homes` gives the memory.
  var homes: [Int] = []
  /// The number of the home of each unit.
  var unitHomes: [Int] = []
  /// For each layer and home, the place of the home among those of the layer, -1 where it has no node there.
  var homeSlots: [Int] = []

  // Tensors.
  var grids: [Schedule.Grid] = []
  var pieceBases: [Int] = []
  var pieceCounts: [Int] = []
  /// For each tensor, where its axes begin; one more at the end. Of each axis, the number of pieces and the distance of two of them.
  var axisStarts: [Int] = []
  var axisCounts: [Int] = []
  var axisStrides: [Int] = []
  /// The bytes of a piece of each tensor, 0 where pieces differ.
  var evenBytes: [Int] = []
  var tensorBits: [Int] = []
  /// For each tensor, where its reads begin in `tensorReads`; one more at the end.
  var tensorReadStarts: [Int] = []
  var tensorReads: [Int] = []
  /// The layer that computes each tensor, -1 for operands and constants.
  var producers: [Int] = []
  /// Of each tensor, how many nodes write each piece, and the bits of an element that is not finished.
  var writersPerPiece: [Int] = []
  var sumBits: [Int] = []

  // Reads: a layer and a tensor, and how the cuts of the layer choose the pieces.
  var readLayers: [Int] = []
  var readTensors: [Int] = []
  var readBases: [Int] = []
  /// The groups of the read in one home.
  var readWidths: [Int] = []
  /// For each read, where its axes begin; one more at the end.
  var readAxisStarts: [Int] = []
  var readAxes: [ReadAxis] = []
  /// For each group number, the sum over axes is taken from these: for each read, where its terms begin; one more at the end.
  var termStarts: [Int] = []
  var terms: [Term] = []
  var tables: [Int32] = []
  var groupCount = 0

  // Writes: a layer and a tensor.
  var writeTensors: [Int] = []
  /// For each write, where its strides begin, as many as the layer has cuts: how far a step of the cut moves the piece.
  var writeStrideStarts: [Int] = []
  var writeStrides: [Int] = []
  /// And how far it moves the place in the order of a sum.
  var rankStrides: [Int] = []
  /// The length of that order; 1 where no sum is cut.
  var rankCounts: [Int] = []

  /// One axis of a read tensor.
  struct ReadAxis {
    /// The number of different ranges of pieces that nodes read along it.
    var ranges: Int
    /// The distance of two of them in the numbers of groups.
    var stride: Int
    /// Where the bounds of the ranges are in `tables`: lower, upper for each.
    var bounds: Int
    /// Where the first and the last range that may hold a piece are in `tables`, for each piece along the axis; unused where there is one range.
    var inverse: Int
  }

  /// What one cut, or several of the same axis, add to the number of a group.
  struct Term {
    /// Where the numbers of the ranges are in `tables`, and what they count by.
    var table: Int
    var stride: Int
    /// The cuts of the layer with their weights in the table: where they begin in `tables`, as pairs, and how many.
    var cuts: Int
    var count: Int
  }

  var totalNodes: Int { nodeCounts.reduce(0, +) }
  var totalPieces: Int { (pieceBases.last ?? 0) + (pieceCounts.last ?? 0) }

  /// The unit, by its place among those of the layer, that computes the node with the number.
  func unitSlot(_ node: Int, layer: Int) -> Int {
    let count = unitStarts[layer + 1] - unitStarts[layer]
    if count == 1 { return 0 }
    let nodes = nodeCounts[layer]
    var slot = node * count / nodes
    while slot + 1 < count, (slot + 1) * nodes / count <= node { slot += 1 }
    while slot * nodes / count > node { slot -= 1 }
    return slot
  }

  /// The nodes of a layer that the unit at the given place computes.
  func nodes(ofSlot slot: Int, layer: Int) -> Range<Int> {
    let count = unitStarts[layer + 1] - unitStarts[layer]
    let nodes = nodeCounts[layer]
    return (slot * nodes / count)..<((slot + 1) * nodes / count)
  }

  /// The group of a read that a node belongs to, counted from the first of its home.
  @inline(__always)
  func groupOffset(read: Int, node: Int, cutStart: Int) -> Int {
    var offset = 0
    for index in termStarts[read]..<termStarts[read + 1] {
      let term = terms[index]
      if term.count == 1 {
        let cut = cutStart + Int(tables[term.cuts])
        offset +=
          Int(tables[term.table + (node / cutStrides[cut]) % cutCounts[cut]]) * term.stride
      } else {
        var place = 0
        for pair in 0..<term.count {
          let cut = cutStart + Int(tables[term.cuts + 2 * pair])
          place += (node / cutStrides[cut]) % cutCounts[cut] * Int(tables[term.cuts + 2 * pair + 1])
        }
        offset += Int(tables[term.table + place]) * term.stride
      }
    }
    return offset
  }

  /// The piece that a node writes, counted from the first of its tensor, and the node's place in the order of its sum.
  @inline(__always)
  func written(write: Int, node: Int, layer: Int) -> (piece: Int, rank: Int) {
    let start = cutStarts[layer]
    let strides = writeStrideStarts[write]
    var piece = 0
    var rank = 0
    for index in 0..<(cutStarts[layer + 1] - start) {
      let place = (node / cutStrides[start + index]) % cutCounts[start + index]
      piece += place * writeStrides[strides + index]
      rank += place * rankStrides[strides + index]
    }
    return (piece, rank)
  }

  /// The groups of a read, counted from the first of their home, that a piece belongs to.
  @inline(__always)
  func groups(of read: Int, holding piece: Int, into found: inout [Int32]) {
    found.removeAll(keepingCapacity: true)
    found.append(0)
    let tensor = readTensors[read]
    let firstAxis = axisStarts[tensor]
    let first = readAxisStarts[read]
    for number in 0..<(readAxisStarts[read + 1] - first) {
      let place = piece / axisStrides[firstAxis + number] % axisCounts[firstAxis + number]
      let axis = readAxes[first + number]
      if axis.ranges == 1 {
        if place < Int(tables[axis.bounds]) || place >= Int(tables[axis.bounds + 1]) {
          found.removeAll(keepingCapacity: true)
          return
        }
        continue
      }
      let known = found.count
      let low = Int(tables[axis.inverse + 2 * place])
      let high = Int(tables[axis.inverse + 2 * place + 1])
      if known == 1, low == high {
        if Int(tables[axis.bounds + 2 * low + 1]) <= place {
          found.removeAll(keepingCapacity: true)
          return
        }
        found[0] += Int32(low * axis.stride)
        continue
      }
      if low <= high {
        for range in low...high
        where Int(tables[axis.bounds + 2 * range]) <= place
          && place < Int(tables[axis.bounds + 2 * range + 1])
        {
          for index in 0..<known { found.append(found[index] + Int32(range * axis.stride)) }
        }
      }
      found.removeSubrange(0..<known)
      if found.isEmpty { return }
    }
  }

  /// The pieces, counted from the first of the tensor, that a group of a read takes in.
  func pieces(of read: Int, offset: Int, into found: inout [Int32]) {
    found.removeAll(keepingCapacity: true)
    found.append(0)
    let firstAxis = axisStarts[readTensors[read]]
    let first = readAxisStarts[read]
    for number in (0..<(readAxisStarts[read + 1] - first)).reversed() {
      let axis = readAxes[first + number]
      let range = axis.ranges == 1 ? 0 : offset / axis.stride % axis.ranges
      let lower = Int(tables[axis.bounds + 2 * range])
      let upper = Int(tables[axis.bounds + 2 * range + 1])
      if lower >= upper {
        found.removeAll(keepingCapacity: true)
        return
      }
      let stride = Int32(axisStrides[firstAxis + number])
      let known = found.count
      if upper - lower == 1 {
        for index in 0..<known { found[index] += Int32(lower) * stride }
        continue
      }
      for place in (lower + 1)..<upper {
        for index in 0..<known { found.append(found[index] + Int32(place) * stride) }
      }
      for index in 0..<known { found[index] += Int32(lower) * stride }
    }
  }

  /// How many pieces a group of a read takes in.
  func pieceCount(of read: Int, offset: Int) -> Int {
    var count = 1
    for number in readAxisStarts[read]..<readAxisStarts[read + 1] {
      let axis = readAxes[number]
      let range = axis.ranges == 1 ? 0 : offset / axis.stride % axis.ranges
      count *= max(
        0, Int(tables[axis.bounds + 2 * range + 1]) - Int(tables[axis.bounds + 2 * range]))
    }
    return count
  }

  /// The bytes of a piece with elements of the given width.
  func bytes(tensor: Int, piece: Int, bits: Int) -> Int {
    let grid = grids[tensor]
    var elements = 1
    var rest = piece
    for axis in grid.shape.indices.reversed() {
      let count = axisCounts[axisStarts[tensor] + axis]
      let place = rest % count
      rest /= count
      elements *= min(grid.sizes[axis], grid.shape[axis] - place * grid.sizes[axis])
    }
    return (elements * bits + 7) / 8
  }

  /// The bytes of a finished piece.
  @inline(__always)
  func bytes(tensor: Int, piece: Int) -> Int {
    let even = evenBytes[tensor]
    return even > 0 ? even : bytes(tensor: tensor, piece: piece, bits: tensorBits[tensor])
  }

  /// The kind of a node: a bit for each cut whose last piece is shorter and which the node has. Nodes of a kind have the same extents.
  @inline(__always)
  func kind(layer: Int, node: Int) -> Int {
    if edgeCounts[layer] == 0 { return 0 }
    var mask = 0
    for cut in cutStarts[layer]..<cutStarts[layer + 1] where edgeBits[cut] >= 0 {
      let place = (node / cutStrides[cut]) % cutCounts[cut]
      if place == cutCounts[cut] - 1 { mask |= 1 << edgeBits[cut] }
    }
    return mask
  }

  /// The extents of the loops of the nodes of a kind.
  func extents(layer: Int, kind: Int, loops: [Int]) -> [Int] {
    var extents = loops
    for cut in cutStarts[layer]..<cutStarts[layer + 1] {
      let loop = cutLoops[cut]
      extents[loop] = min(cutSizes[cut], loops[loop])
      if edgeBits[cut] >= 0, kind >> edgeBits[cut] & 1 == 1 {
        extents[loop] = loops[loop] - (cutCounts[cut] - 1) * cutSizes[cut]
      }
    }
    return extents
  }

  /// How many nodes use each group.
  func groupUses() -> [Int32] {
    var uses = [Int32](repeating: 0, count: groupCount)
    for layer in 0..<layerCount {
      let reads = readStarts[layer]..<readStarts[layer + 1]
      for slot in unitStarts[layer]..<unitStarts[layer + 1] {
        let home = homeSlots[layer * homes.count + unitHomes[units[slot]]]
        for node in nodes(ofSlot: slot - unitStarts[layer], layer: layer) {
          for read in reads {
            let offset = groupOffset(read: read, node: node, cutStart: cutStarts[layer])
            uses[readBases[read] + home * readWidths[read] + offset] += 1
          }
        }
      }
    }
    return uses
  }

  /// Whether a tensor goes from one fusion group to another.
  func crosses(_ tensor: Int, producer: Int?) -> Bool {
    guard let producer else { return false }
    for index in tensorReadStarts[tensor]..<tensorReadStarts[tensor + 1]
    where fusionGroups[readLayers[tensorReads[index]]] != fusionGroups[producer] {
      return true
    }
    return false
  }
}

extension NodeSpace {
  /// The most nodes, pieces or groups that a plan may have.
  static var limit: Int { 1 << 27 }

  /// The nodes and pieces of a plan, or what is wrong with it.
  init(graph: LayerGraph, platform: Platform, plan: SchedulePlan) throws(ScheduleObstacle) {
    layerCount = graph.layers.count
    producers = graph.tensors.map { $0.producer ?? -1 }
    readAxisStarts = [0]
    termStarts = [0]
    try addLayers(graph: graph, platform: platform, plan: plan)
    try addFusionGroups(graph: graph, plan: plan)
    let reads = graph.layers.map { layer in
      var kept: [LayerGraph.Access] = []
      for access in layer.reads
      where !kept.contains(where: { $0.tensor == access.tensor && $0.axes == access.axes }) {
        kept.append(access)
      }
      return kept
    }
    try addGrids(graph: graph, platform: platform, reads: reads)
    addWrites(graph: graph)
    try checkWriters(graph: graph)
    var axisTables: [AxisTables] = []
    for (number, layer) in graph.layers.enumerated() {
      readStarts.append(readLayers.count)
      for access in reads[number] {
        try addRead(access, of: layer, number: number, graph: graph, &axisTables)
      }
    }
    readStarts.append(readLayers.count)
    var readers = [[Int]](repeating: [], count: graph.tensors.count)
    for read in readLayers.indices { readers[readTensors[read]].append(read) }
    for reads in readers {
      tensorReadStarts.append(tensorReads.count)
      tensorReads += reads
    }
    tensorReadStarts.append(tensorReads.count)
  }

  private mutating func addLayers(
    graph: LayerGraph, platform: Platform, plan: SchedulePlan
  ) throws(ScheduleObstacle) {
    guard plan.layers.count == layerCount else {
      throw ScheduleObstacle(
        message: "the plan has \(plan.layers.count) layers, the program \(layerCount)")
    }
    var homeNumbers: [Int: Int] = [:]
    for unit in platform.units {
      let home = platform.cores[unit.core].home
      if let number = homeNumbers[home] {
        unitHomes.append(number)
      } else {
        homeNumbers[home] = homes.count
        unitHomes.append(homes.count)
        homes.append(home)
      }
    }
    for home in homes where home != 0 {
      if platform.routes[0][home] == nil || platform.routes[home][0] == nil {
        throw ScheduleObstacle(
          message:
            "memory '\(platform.memories[home].name)' has no way from and to '\(platform.memories[0].name)'",
          memory: home)
      }
    }
    var total = 0
    homeSlots = [Int](repeating: -1, count: layerCount * homes.count)
    for (number, layer) in graph.layers.enumerated() {
      let decision = plan.layers[number]
      cutStarts.append(cutCounts.count)
      unitStarts.append(units.count)
      var seen = Set<Int>()
      var edges = 0
      for cut in decision.cuts {
        guard layer.loops.indices.contains(cut.loop), cut.size > 0,
          layer.loops[cut.loop] <= 1 << 40
        else {
          throw ScheduleObstacle(
            message:
              "layer '\(layer.name)' has \(layer.loops.count) loops; a cut of loop \(cut.loop) into pieces of \(cut.size) is none",
            layer: number)
        }
        guard seen.insert(cut.loop).inserted else {
          throw ScheduleObstacle(
            message: "loop \(cut.loop) of layer '\(layer.name)' is cut twice", layer: number)
        }
        let extent = max(1, layer.loops[cut.loop])
        cutCounts.append((extent - 1) / cut.size + 1)
        cutSizes.append(min(cut.size, extent))
        cutLoops.append(cut.loop)
        if extent % min(cut.size, extent) == 0 {
          edgeBits.append(-1)
        } else {
          edgeBits.append(edges)
          edges += 1
        }
      }
      guard edges <= 8 else {
        throw ScheduleObstacle(
          message: "layer '\(layer.name)' has more than 8 cuts with shorter last pieces",
          layer: number)
      }
      edgeCounts.append(edges)
      var nodes = 1
      var strides: [Int] = []
      for count in cutCounts[cutStarts[number]...].reversed() {
        strides.append(nodes)
        let (product, overflow) = nodes.multipliedReportingOverflow(by: count)
        nodes = overflow ? Int.max : product
        if nodes > NodeSpace.limit { break }
      }
      total += min(nodes, NodeSpace.limit + 1)
      guard total <= NodeSpace.limit else {
        throw ScheduleObstacle(
          message:
            "layer '\(layer.name)' is cut into too many nodes; cut it into larger pieces",
          layer: number)
      }
      cutStrides += strides.reversed()
      nodeCounts.append(nodes)
      guard !decision.units.isEmpty else {
        throw ScheduleObstacle(message: "layer '\(layer.name)' has no unit", layer: number)
      }
      var listed = Set<Int>()
      var slots = 0
      for unit in decision.units {
        guard platform.units.indices.contains(unit), listed.insert(unit).inserted else {
          throw ScheduleObstacle(
            message:
              "layer '\(layer.name)' is on unit \(unit), which is not there or there twice",
            layer: number)
        }
        units.append(unit)
        let home = number * homes.count + unitHomes[unit]
        if homeSlots[home] < 0 {
          homeSlots[home] = slots
          slots += 1
        }
      }
    }
    cutStarts.append(cutCounts.count)
    unitStarts.append(units.count)
  }

  private mutating func addFusionGroups(
    graph: LayerGraph, plan: SchedulePlan
  ) throws(ScheduleObstacle) {
    fusionGroups = [Int](repeating: -1, count: layerCount)
    for (number, group) in plan.groups.enumerated() {
      for layer in group {
        guard fusionGroups.indices.contains(layer), fusionGroups[layer] < 0 else {
          throw ScheduleObstacle(
            message: "layer \(layer) is not there, or in two groups of the plan",
            layer: fusionGroups.indices.contains(layer) ? layer : nil)
        }
        fusionGroups[layer] = number
      }
    }
    if let layer = fusionGroups.firstIndex(of: -1) {
      throw ScheduleObstacle(
        message: "layer '\(graph.layers[layer].name)' is in no group of the plan", layer: layer)
    }
    for (number, layer) in graph.layers.enumerated() {
      for access in layer.reads {
        if let producer = graph.tensors[access.tensor].producer,
          fusionGroups[producer] > fusionGroups[number]
        {
          throw ScheduleObstacle(
            message:
              "layer '\(layer.name)' reads what a later group computes", layer: number,
            tensor: access.tensor)
        }
      }
    }
  }

  // MARK: Pieces

  private mutating func addGrids(
    graph: LayerGraph, platform: Platform, reads: [[LayerGraph.Access]]
  ) throws(ScheduleObstacle) {
    var steps = graph.tensors.map { [Int](repeating: 0, count: $0.shape.count) }
    for (number, layer) in graph.layers.enumerated() {
      for access in reads[number] where graph.tensors[access.tensor].producer == nil {
        for axis in access.axes.indices {
          let step = readStep(access.axes[axis], layer: number)
          steps[access.tensor][axis] = gcd(steps[access.tensor][axis], step)
        }
      }
      for access in layer.writes {
        for axis in access.axes.indices {
          if let (_, step) = cleanCut(access, axis: axis, layer: number, loops: layer.loops) {
            steps[access.tensor][axis] = step
          }
        }
      }
    }
    let portion = weightPortion(platform)
    var total = 0
    for (number, tensor) in graph.tensors.enumerated() {
      if tensor.isWeight, tensor.producer == nil {
        steps[number] = portioned(steps[number], of: tensor, bytes: portion)
      }
      var sizes: [Int] = []
      var counts: [Int] = []
      var pieces = 1
      var elements = 1
      var isTooLarge = false
      for (axis, extent) in tensor.shape.enumerated() {
        let step = steps[number][axis]
        let size = max(1, step == 0 ? extent : min(step, extent))
        sizes.append(size)
        counts.append((extent + size - 1) / size)
        let next = elements.multipliedReportingOverflow(by: max(1, extent))
        elements = next.partialValue
        isTooLarge = isTooLarge || next.overflow || elements > 1 << 44
        if !isTooLarge { pieces *= counts[axis] }
      }
      total += isTooLarge ? 0 : pieces
      guard !isTooLarge, tensor.bits > 0, tensor.bits <= 1 << 10, total <= NodeSpace.limit else {
        throw ScheduleObstacle(
          message: "tensor '\(tensor.name)' is too large or cut into too many pieces",
          tensor: number)
      }
      grids.append(Schedule.Grid(shape: tensor.shape, sizes: sizes))
      pieceBases.append(total - pieces)
      pieceCounts.append(pieces)
      axisStarts.append(axisCounts.count)
      var stride = 1
      var strides: [Int] = []
      for count in counts.reversed() {
        strides.append(stride)
        stride *= max(1, count)
      }
      axisStrides += strides.reversed()
      axisCounts += counts.map { max(1, $0) }
      tensorBits.append(tensor.bits)
      let isEven = tensor.shape.indices.allSatisfy {
        sizes[$0] > 0 && tensor.shape[$0] % sizes[$0] == 0
      }
      evenBytes.append(isEven ? (sizes.reduce(1, *) * tensor.bits + 7) / 8 : 0)
      if elements == 0 || pieces == 0 { evenBytes[number] = 0 }
    }
    axisStarts.append(axisCounts.count)
  }

  /// The bytes that weights come in at least: what takes 64 cycles on the fastest way from the outermost memory, and long beside its latency.
  private func weightPortion(_ platform: Platform) -> Int {
    var bytes = 1.0
    for route in platform.routes[0] {
      guard let route else { continue }
      let cycles = Double(max(64, min(route.latencyCycles, 1 << 30) * 32))
      bytes = max(bytes, min(route.bytesPerCycle, 0x1p20) * cycles)
    }
    return Int(min(bytes, 0x1p50))
  }

  /// The pieces of a weight along each axis: a large one comes in up to 16 portions, so that more urgent data need not wait for all of it.
  private func portioned(
    _ steps: [Int], of tensor: LayerGraph.Tensor, bytes: Int
  ) -> [Int] {
    let extents = tensor.shape.indices.map {
      max(1, steps[$0] == 0 ? tensor.shape[$0] : min(steps[$0], tensor.shape[$0]))
    }
    var size = Double(tensor.bits) / 8
    for extent in extents { size *= Double(extent) }
    guard let axis = extents.firstIndex(where: { $0 > 1 }) else { return steps }
    let portions = Int(min(16, size / Double(bytes), Double(extents[axis])))
    // Portions of one size, and no portion that reaches into the next piece.
    guard portions > 1, let count = (2...portions).last(where: { extents[axis] % $0 == 0 })
    else { return steps }
    var portioned = steps
    portioned[axis] = extents[axis] / count
    return portioned
  }

  /// How far apart the parts of an axis are that neighbouring nodes read; 0 where all of them read the same.
  private func readStep(_ access: LayerGraph.AxisAccess, layer: Int) -> Int {
    if access.isWhole { return 0 }
    var step = 0
    for term in access.terms {
      for cut in cutStarts[layer]..<cutStarts[layer + 1]
      where cutLoops[cut] == term.loop && cutCounts[cut] > 1 {
        let product = term.step.multipliedReportingOverflow(by: cutSizes[cut])
        step = gcd(
          step, product.overflow || product.partialValue == Int.min ? 1 : product.partialValue)
      }
    }
    if step == 0 { return 0 }
    if access.divisor > 1 {
      step = step % access.divisor == 0 ? step / access.divisor : 1
    }
    if access.modulus > 0 {
      if step % access.modulus == 0 { return 0 }
      step = gcd(step, access.modulus)
    }
    return step
  }

  /// The cut that cuts an axis of a written tensor into pieces of its own, and the size of these, if one does.
  private func cleanCut(
    _ access: LayerGraph.Access, axis: Int, layer: Int, loops: [Int]
  ) -> (cut: Int, step: Int)? {
    let index = access.axes[axis]
    guard !index.isWhole, index.offset == 0, index.divisor == 1, index.modulus == 0 else {
      return nil
    }
    var found: (cut: Int, step: Int)?
    var span = 1
    for term in index.terms {
      let cut = (cutStarts[layer]..<cutStarts[layer + 1]).first {
        cutLoops[$0] == term.loop && cutCounts[$0] > 1
      }
      guard term.step > 0, term.step < 1 << 20 else { return nil }
      if let cut {
        if found != nil { return nil }
        found = (cut, term.step)
      } else {
        let reach = term.step.multipliedReportingOverflow(by: max(0, loops[term.loop] - 1))
        guard !reach.overflow, reach.partialValue < 1 << 60 else { return nil }
        span = min(span, 1 << 60) + reach.partialValue
      }
    }
    guard let (cut, step) = found, span <= step else { return nil }
    let others = access.axes.indices.contains { other in
      other != axis && access.axes[other].terms.contains { $0.loop == cutLoops[cut] }
    }
    return others ? nil : (cut, step * cutSizes[cut])
  }

  private mutating func addWrites(graph: LayerGraph) {
    writersPerPiece = [Int](repeating: 0, count: graph.tensors.count)
    sumBits = tensorBits
    for (number, layer) in graph.layers.enumerated() {
      writeStarts.append(writeTensors.count)
      let cuts = cutStarts[number]..<cutStarts[number + 1]
      for access in layer.writes {
        writeTensors.append(access.tensor)
        writeStrideStarts.append(writeStrides.count)
        var strides = [Int](repeating: 0, count: cuts.count)
        var isMerged = [Bool](repeating: false, count: cuts.count)
        for axis in access.axes.indices {
          for term in access.axes[axis].terms {
            for cut in cuts where cutLoops[cut] == term.loop {
              isMerged[cut - cuts.lowerBound] = true
            }
          }
        }
        for axis in access.axes.indices {
          if let (cut, _) = cleanCut(access, axis: axis, layer: number, loops: layer.loops) {
            strides[cut - cuts.lowerBound] = axisStrides[axisStarts[access.tensor] + axis]
            isMerged[cut - cuts.lowerBound] = false
          }
        }
        var ranks = [Int](repeating: 0, count: cuts.count)
        var rankCount = 1
        var writers = 1
        for cut in cuts.reversed() {
          let index = cut - cuts.lowerBound
          if cutCounts[cut] == 1 || strides[index] != 0 { continue }
          writers *= cutCounts[cut]
          if !isMerged[index] {
            ranks[index] = rankCount
            rankCount *= cutCounts[cut]
          }
        }
        writeStrides += strides
        rankStrides += ranks
        rankCounts.append(rankCount)
        writersPerPiece[access.tensor] = writers
        if writers > 1, rankCount > 1 {
          sumBits[access.tensor] = max(tensorBits[access.tensor], layer.accumulatorBits)
        }
      }
    }
    writeStarts.append(writeTensors.count)
  }

  /// All nodes that write a piece have to be on one home, and those of a sum come one after another.
  private func checkWriters(graph: LayerGraph) throws(ScheduleObstacle) {
    for layer in 0..<layerCount {
      for write in writeStarts[layer]..<writeStarts[layer + 1] {
        let tensor = writeTensors[write]
        let writers = writersPerPiece[tensor]
        if writers > 1, rankCounts[write] > 1, rankCounts[write] != writers {
          throw ScheduleObstacle(
            message:
              "layer '\(graph.layers[layer].name)' cuts a sum and, in the same axis of its result, two other loops; cut one of them less",
            layer: layer)
        }
        let slots = unitStarts[layer]..<unitStarts[layer + 1]
        let home = unitHomes[units[slots.lowerBound]]
        if writers == 1 || slots.allSatisfy({ unitHomes[units[$0]] == home }) { continue }
        var homeOfPiece = [Int16](repeating: -1, count: pieceCounts[tensor])
        for node in 0..<nodeCounts[layer] {
          let unit = units[slots.lowerBound + unitSlot(node, layer: layer)]
          let piece = written(write: write, node: node, layer: layer).piece
          if homeOfPiece[piece] >= 0, Int(homeOfPiece[piece]) != unitHomes[unit] {
            throw ScheduleObstacle(
              message:
                "nodes of layer '\(graph.layers[layer].name)' that write the same part of its result are on cores with different memories; make the cut that shares out the layer the outermost and one of the result's axes",
              layer: layer, tensor: tensor)
          }
          homeOfPiece[piece] = Int16(unitHomes[unit])
        }
      }
    }
  }

  // MARK: Reads

  private mutating func addRead(
    _ access: LayerGraph.Access, of layer: LayerGraph.Layer, number: Int, graph: LayerGraph,
    _ axisTables: inout [AxisTables]
  ) throws(ScheduleObstacle) {
    let tensor = access.tensor
    let shape = graph.tensors[tensor].shape
    readLayers.append(number)
    readTensors.append(tensor)
    let cuts = Array(cutStarts[number]..<cutStarts[number + 1])
    var box = layer.loops.map { Interval(0, $0) }
    var stride = 1
    for axis in shape.indices {
      let index = access.axes[axis]
      let own = cuts.filter { cut in
        cutCounts[cut] > 1 && !index.isWhole
          && index.terms.contains { $0.loop == cutLoops[cut] }
      }
      let entries = own.reduce(1) { $0 * cutCounts[$1] }
      let size = grids[tensor].sizes[axis]
      // The ranges of pieces, one for each combination of places of the axis' own cuts, the last one fastest.
      var ranges: [Interval] = []
      ranges.reserveCapacity(entries)
      for entry in 0..<entries {
        var rest = entry
        for cut in own.reversed() {
          let place = rest % cutCounts[cut]
          rest /= cutCounts[cut]
          box[cutLoops[cut]] = Interval(
            place * cutSizes[cut],
            min(layer.loops[cutLoops[cut]], (place + 1) * cutSizes[cut]))
        }
        let elements = index.interval(box, extent: shape[axis])
        ranges.append(
          elements.count == 0
            ? Interval(0, 0) : Interval(elements.lower / size, (elements.upper - 1) / size + 1))
      }
      for cut in own { box[cutLoops[cut]] = Interval(0, layer.loops[cutLoops[cut]]) }
      let pieces = axisCounts[axisStarts[tensor] + axis]
      let known: AxisTables
      if let same = axisTables.first(where: { $0.pieces == pieces && $0.ranges == ranges }) {
        known = same
      } else {
        known = addAxisTables(ranges, pieces: pieces)
        axisTables.append(known)
      }
      if known.distinct > 1 {
        let cutList = tables.count
        var weight = 1
        var weights: [Int] = []
        for cut in own.reversed() {
          weights.append(weight)
          weight *= cutCounts[cut]
        }
        for (cut, weight) in zip(own, weights.reversed()) {
          tables.append(Int32(cut - cutStarts[number]))
          tables.append(Int32(weight))
        }
        terms.append(
          Term(table: known.numbers, stride: stride, cuts: cutList, count: own.count))
      }
      readAxes.append(
        ReadAxis(
          ranges: known.distinct, stride: stride, bounds: known.bounds, inverse: known.inverse))
      stride *= known.distinct
      guard stride <= NodeSpace.limit else { break }
    }
    let places = (0..<homes.count).count { homeSlots[number * homes.count + $0] >= 0 }
    readBases.append(groupCount)
    readWidths.append(stride)
    groupCount += stride <= NodeSpace.limit ? stride * places : NodeSpace.limit + 1
    guard groupCount <= NodeSpace.limit else {
      throw ScheduleObstacle(
        message:
          "layer '\(layer.name)' reads too many different parts of '\(graph.tensors[tensor].name)'; cut it into larger pieces",
        layer: number, tensor: tensor)
    }
    readAxisStarts.append(readAxes.count)
    termStarts.append(terms.count)
  }

  /// The tables of an axis, which reads along the same ranges share.
  struct AxisTables {
    let ranges: [Interval]
    let pieces: Int
    var distinct = 0
    var bounds = 0
    var inverse = 0
    var numbers = 0
  }

  /// Makes the tables: the different ranges by their bounds, the number among them of each range, and which of them hold a piece.
  private mutating func addAxisTables(_ ranges: [Interval], pieces: Int) -> AxisTables {
    var known = AxisTables(ranges: ranges, pieces: pieces)
    let order = ranges.indices.sorted {
      (ranges[$0].lower, ranges[$0].upper, $0) < (ranges[$1].lower, ranges[$1].upper, $1)
    }
    var distinct: [Interval] = []
    var numbers = [Int32](repeating: 0, count: ranges.count)
    for index in order {
      if distinct.last != ranges[index] { distinct.append(ranges[index]) }
      numbers[index] = Int32(distinct.count - 1)
    }
    known.distinct = distinct.count
    known.bounds = tables.count
    for range in distinct {
      tables.append(Int32(range.lower))
      tables.append(Int32(range.upper))
    }
    if distinct.count > 1 {
      known.inverse = tables.count
      appendInverse(distinct, pieces: pieces)
      known.numbers = tables.count
      tables += numbers
    }
    return known
  }

  /// For each piece along an axis, the first and the last range that may hold it.
  private mutating func appendInverse(_ ranges: [Interval], pieces: Int) {
    var first = 0
    var last = -1
    var highest = ranges[0].upper
    for piece in 0..<pieces {
      while last + 1 < ranges.count, ranges[last + 1].lower <= piece { last += 1 }
      while first < ranges.count, highest <= piece {
        first += 1
        if first < ranges.count { highest = max(highest, ranges[first].upper) }
      }
      tables.append(Int32(first))
      tables.append(Int32(last))
    }
  }

  private func gcd(_ first: Int, _ second: Int) -> Int {
    var (larger, smaller) = (abs(first), abs(second))
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }
}

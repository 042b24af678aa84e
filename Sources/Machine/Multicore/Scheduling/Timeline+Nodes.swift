extension Timeline {
  // MARK: Memory for the next nodes

  /// Gives memory to the next nodes of a home, as many as get it.
  mutating func prepare(home: Int) {
    while homeNext[home] < homeNodeCount(home) {
      let position = homePosition(home, homeNext[home])
      if position >= oldest + lookahead {
        prefetch(home: home)
        return
      }
      let layer = Int(sequence.layers[position])
      if !keepsBetweenGroups, space.fusionGroups[layer] > fusionGroup { return }
      if trying[home] < 0 { trying[home] = take(position: position, layer: layer, home: home) }
      let number = Int(trying[home])
      let need = collect(number, home: home)
      if need > capacities[home] - used[home] {
        if !makeRoom(for: need, home: home, position: position) {
          forget()
          lastNeed = need
          isBlocked[home] = true
          return
        }
        // What went may be wanted, but for other nodes only: what this one reads is kept.
      }
      claim(number, home: home)
      trying[home] = -1
      homeNext[home] += 1
      activeNodes[home] += 1
      prepared[space.units[Int(prepareds[number].slot)]].append(Int32(number))
      hasNews[home] = true
    }
  }

  /// Loads the weights of nodes that are not in preparation yet, as far as memory is free. They are no features, and go first where
  /// a node needs the room.
  private mutating func prefetch(home: Int) {
    prefetchNext[home] = max(prefetchNext[home], homeNext[home])
    while prefetchNext[home] < homeNodeCount(home) {
      let position = homePosition(home, prefetchNext[home])
      let layer = Int(sequence.layers[position])
      if readsWeights[layer] {
        if !keepsBetweenGroups, space.fusionGroups[layer] > fusionGroup { return }
        let node = Int(sequence.nodes[position])
        let place = space.homeSlots[layer * space.homes.count + home]
        for read in space.readStarts[layer]..<space.readStarts[layer + 1]
        where isWeight(space.readTensors[read]) {
          let offset = space.groupOffset(
            read: read, node: node, cutStart: space.cutStarts[layer])
          let group = space.readBases[read] + place * space.readWidths[read] + offset
          if groups[group].lacking == 0 { continue }
          let need = want(read: read, offset: offset, home: home)
          if need > capacities[home] - used[home] - prefetchMargins[home] {
            forget()
            return
          }
          load(home: home, priority: Int32(position))
        }
      }
      prefetchNext[home] += 1
    }
  }

  /// A record for the node at a position; from here on nothing that it reads leaves the memory.
  private mutating func take(position: Int, layer: Int, home: Int) -> Int32 {
    let node = Int(sequence.nodes[position])
    let slot = Int(sequence.slots[position])
    let entry = table.entry(slot: slot, kind: space.kind(layer: layer, node: node))
    let record = Prepared(
      position: Int32(position), layer: Int32(layer), node: Int32(node), slot: Int32(slot),
      scratch: table.scratch[entry])
    let number: Int
    if let free = freePrepareds.popLast() {
      number = Int(free)
      prepareds[number] = record
    } else {
      number = prepareds.count
      prepareds.append(record)
      preparedGroups.append(contentsOf: repeatElement(0, count: readLimit))
    }
    let place = space.homeSlots[layer * space.homes.count + home]
    let cutStart = space.cutStarts[layer]
    let reads = space.readStarts[layer]..<space.readStarts[layer + 1]
    for read in reads {
      let offset = space.groupOffset(read: read, node: node, cutStart: cutStart)
      let group = space.readBases[read] + place * space.readWidths[read] + offset
      preparedGroups[number * readLimit + read - reads.lowerBound] = Int32(group)
      groups[group].active += 1
    }
    return Int32(number)
  }

  /// Lists the pieces that a node reads and that have no place, and gives the bytes that it needs for them, its results and its scratch.
  private mutating func collect(_ number: Int, home: Int) -> Int {
    let layer = Int(prepareds[number].layer)
    var need = prepareds[number].scratch
    let reads = space.readStarts[layer]..<space.readStarts[layer + 1]
    for read in reads {
      let group = Int(preparedGroups[number * readLimit + read - reads.lowerBound])
      if groups[group].lacking == 0 { continue }
      let offset = (group - space.readBases[read]) % space.readWidths[read]
      need += want(read: read, offset: offset, home: home)
    }
    for write in space.writeStarts[layer]..<space.writeStarts[layer + 1] {
      let tensor = space.writeTensors[write]
      let piece = space.written(write: write, node: Int(prepareds[number].node), layer: layer).piece
      if copy(of: space.pieceBases[tensor] + piece, home: home) < 0 {
        need += space.bytes(tensor: tensor, piece: piece, bits: space.sumBits[tensor])
      }
    }
    return need
  }

  /// Lists the pieces of a group that have no place, and gives their bytes.
  private mutating func want(read: Int, offset: Int, home: Int) -> Int {
    let tensor = space.readTensors[read]
    var need = 0
    space.pieces(of: read, offset: offset, into: &foundPieces)
    for piece in foundPieces {
      let global = space.pieceBases[tensor] + Int(piece)
      if outer[global] & Timeline.isWanted != 0 || copy(of: global, home: home) >= 0 { continue }
      outer[global] |= Timeline.isWanted
      wanted.append(piece)
      wantedTensors.append(Int32(tensor))
      need += space.bytes(tensor: tensor, piece: Int(piece))
    }
    return need
  }

  private mutating func forget() {
    for index in wanted.indices {
      outer[space.pieceBases[Int(wantedTensors[index])] + Int(wanted[index])] &=
        ~Timeline.isWanted
    }
    wanted.removeAll(keepingCapacity: true)
    wantedTensors.removeAll(keepingCapacity: true)
  }

  private mutating func claim(_ number: Int, home: Int) {
    let record = prepareds[number]
    let layer = Int(record.layer)
    used[home] += record.scratch
    for write in space.writeStarts[layer]..<space.writeStarts[layer + 1] {
      let tensor = space.writeTensors[write]
      let piece = space.written(write: write, node: Int(record.node), layer: layer).piece
      if copy(of: space.pieceBases[tensor] + piece, home: home) >= 0 { continue }
      let bytes =
        space.sumBits[tensor] == space.tensorBits[tensor]
        ? space.bytes(tensor: tensor, piece: piece)
        : space.bytes(tensor: tensor, piece: piece, bits: space.sumBits[tensor])
      _ = addCopy(
        tensor: tensor, piece: piece, home: home, state: .writing, bytes: bytes,
        priority: record.position)
    }
    load(home: home, priority: record.position)
  }

  /// Gives a place to each piece that is listed, and asks for it.
  private mutating func load(home: Int, priority: Int32) {
    if wanted.isEmpty { return }
    for index in wanted.indices {
      let tensor = Int(wantedTensors[index])
      let piece = Int(wanted[index])
      outer[space.pieceBases[tensor] + piece] &= ~Timeline.isWanted
      let copy = addCopy(
        tensor: tensor, piece: piece, home: home, state: .waiting,
        bytes: space.bytes(tensor: tensor, piece: piece), priority: priority)
      seek(copy)
    }
    wanted.removeAll(keepingCapacity: true)
    wantedTensors.removeAll(keepingCapacity: true)
  }

  // MARK: Start and end

  /// Starts what can start on the idle units of a home.
  mutating func start(home: Int) {
    hasNews[home] = false
    for unit in running.indices
    where running[unit] < 0 && space.unitHomes[unit] == home && !prepared[unit].isEmpty {
      for index in prepared[unit].indices {
        let number = Int(prepared[unit][index])
        if isReady(number) {
          prepared[unit].remove(at: index)
          start(number, unit: unit, home: home)
          break
        }
      }
    }
  }

  @inline(__always)
  private func isReady(_ number: Int) -> Bool {
    let layer = Int(prepareds[number].layer)
    if space.fusionGroups[layer] > fusionGroup { return false }
    let first = number * readLimit
    for index in 0..<(space.readStarts[layer + 1] - space.readStarts[layer])
    where groups[Int(preparedGroups[first + index])].absent > 0 {
      return false
    }
    for write in space.writeStarts[layer]..<space.writeStarts[layer + 1]
    where space.rankCounts[write] > 1 {
      let (piece, rank) = space.written(
        write: write, node: Int(prepareds[number].node), layer: layer)
      if Int(written[space.pieceBases[space.writeTensors[write]] + piece]) != rank { return false }
    }
    return true
  }

  private mutating func start(_ number: Int, unit: Int, home: Int) {
    let record = prepareds[number]
    let layer = Int(record.layer)
    let entry = table.entry(
      slot: Int(record.slot), kind: space.kind(layer: layer, node: Int(record.node)))
    let end = now + table.cycles[entry]
    energy.units[unit] += table.picojoules[entry]
    nodes.append(
      Schedule.Node(
        layer: record.layer, index: record.node, unit: Int32(unit), start: now, end: end))
    running[unit] = Int32(number)
    var scratch = record.scratch
    for write in space.writeStarts[layer]..<space.writeStarts[layer + 1] {
      let tensor = space.writeTensors[write]
      let piece = space.written(write: write, node: Int(record.node), layer: layer).piece
      let copy = copy(of: space.pieceBases[tensor] + piece, home: home)
      copies[copy].scratch += scratch
      if copies[copy].hold < 0 { beginHold(copy) } else if scratch > 0 { resizeHold(copy) }
      scratch = 0
    }
    schedule(~Int32(unit), at: end)
  }

  mutating func endNode(unit: Int) {
    let number = Int(running[unit])
    running[unit] = -1
    let record = prepareds[number]
    let layer = Int(record.layer)
    let home = space.unitHomes[unit]
    hasNews[home] = true
    isBlocked[home] = false
    used[home] -= record.scratch
    var scratch = record.scratch
    for write in space.writeStarts[layer]..<space.writeStarts[layer + 1] {
      let tensor = space.writeTensors[write]
      let piece = space.written(write: write, node: Int(record.node), layer: layer).piece
      let global = space.pieceBases[tensor] + piece
      let copy = copy(of: global, home: home)
      written[global] += 1
      let isFinished = Int(written[global]) == space.writersPerPiece[tensor]
      if scratch > 0 || isFinished && space.sumBits[tensor] != space.tensorBits[tensor] {
        copies[copy].scratch -= scratch
        scratch = 0
        if isFinished {
          let bytes = space.bytes(tensor: tensor, piece: piece)
          used[home] += bytes - copies[copy].bytes
          copies[copy].bytes = bytes
        }
        resizeHold(copy)
      }
      if isFinished { finish(copy, priority: record.position) }
    }
    let reads = space.readStarts[layer]..<space.readStarts[layer + 1]
    for read in reads {
      let group = Int(preparedGroups[number * readLimit + read - reads.lowerBound])
      groups[group].active -= 1
      groups[group].remaining -= 1
      if groups[group].remaining == 0 { release(group, read: read, home: home) }
    }
    freePrepareds.append(Int32(number))
    activeNodes[home] -= 1
    leftInGroup[space.fusionGroups[layer]] -= 1
    ended += 1
    state[Int(record.position)] = 1
    while oldest < state.count, state[oldest] == 1 { oldest += 1 }
  }

  /// All nodes of a group have ended: what they read goes where nobody else needs it.
  private mutating func release(_ group: Int, read: Int, home: Int) {
    let offset = (group - space.readBases[read]) % space.readWidths[read]
    let base = space.pieceBases[space.readTensors[read]]
    var list: [Int32] = []
    swap(&list, &foundPieces)
    space.pieces(of: read, offset: offset, into: &list)
    for piece in list {
      let copy = copy(of: base + Int(piece), home: home)
      if copy >= 0 { free(copy) }
    }
    swap(&list, &foundPieces)
  }
}

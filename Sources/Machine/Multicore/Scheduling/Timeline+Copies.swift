extension Timeline {
  /// The copy of a piece in a home, -1 where there is none.
  @inline(__always)
  func copy(of piece: Int, home: Int) -> Int {
    var number = copyHeads[piece]
    while number >= 0 {
      if copies[Int(number)].home == Int32(home) { return Int(number) }
      number = copies[Int(number)].next
    }
    return -1
  }

  mutating func addCopy(
    tensor: Int, piece: Int, home: Int, state: Copy.State, bytes: Int, priority: Int32
  ) -> Int {
    let global = space.pieceBases[tensor] + piece
    let copy = Copy(
      piece: Int32(piece), tensor: Int32(tensor), home: Int32(home), next: copyHeads[global],
      state: state, outgoing: 0, hold: -1, source: -1, priority: priority, bytes: bytes,
      scratch: 0)
    let number: Int
    if let free = freeCopies.popLast() {
      number = Int(free)
      copies[number] = copy
    } else {
      number = copies.count
      copies.append(copy)
    }
    copyHeads[global] = Int32(number)
    used[home] += bytes
    count(number, lacking: -1, absent: 0)
    return number
  }

  /// Adds to the counters of all groups of the copy's home that its piece belongs to.
  @inline(__always)
  private mutating func count(_ number: Int, lacking: Int32, absent: Int32) {
    let tensor = Int(copies[number].tensor)
    let piece = Int(copies[number].piece)
    let home = Int(copies[number].home)
    for index in space.tensorReadStarts[tensor]..<space.tensorReadStarts[tensor + 1] {
      let read = space.tensorReads[index]
      let place = space.homeSlots[space.readLayers[read] * space.homes.count + home]
      if place < 0 { continue }
      space.groups(of: read, holding: piece, into: &foundGroups)
      let base = space.readBases[read] + place * space.readWidths[read]
      for offset in foundGroups {
        groups[base + Int(offset)].lacking += lacking
        groups[base + Int(offset)].absent += absent
      }
    }
  }

  /// Whether a node of a home that has not ended reads the piece; of those in preparation only, if asked.
  @inline(__always)
  private mutating func isRead(tensor: Int, piece: Int, home: Int, soon: Bool) -> Bool {
    for index in space.tensorReadStarts[tensor]..<space.tensorReadStarts[tensor + 1] {
      let read = space.tensorReads[index]
      let place = space.homeSlots[space.readLayers[read] * space.homes.count + home]
      if place < 0 { continue }
      space.groups(of: read, holding: piece, into: &foundGroups)
      let base = space.readBases[read] + place * space.readWidths[read]
      for offset in foundGroups {
        let group = groups[base + Int(offset)]
        if soon ? group.active > 0 : group.remaining > 0 { return true }
      }
    }
    return false
  }

  // MARK: Holds

  mutating func beginHold(_ number: Int) {
    let copy = copies[number]
    copies[number].hold = Int32(holds.count)
    holds.append(
      Schedule.Hold(
        tensor: copy.tensor, piece: copy.piece, memory: Int32(space.homes[Int(copy.home)]),
        start: now, end: -1, bytes: copy.bytes + copy.scratch))
  }

  /// The place changes its size: the hold ends and the next begins.
  mutating func resizeHold(_ number: Int) {
    let hold = Int(copies[number].hold)
    let bytes = copies[number].bytes + copies[number].scratch
    if holds[hold].bytes == bytes { return }
    if holds[hold].start == now {
      holds[hold].bytes = max(bytes, holds[hold].bytes)
      return
    }
    holds[hold].end = now
    beginHold(number)
  }

  // MARK: Coming and going

  /// A piece has been computed.
  mutating func finish(_ number: Int, priority: Int32) {
    arrive(number)
    let tensor = Int(copies[number].tensor)
    let global = space.pieceBases[tensor] + Int(copies[number].piece)
    if mustStore[tensor] { store(number, priority: priority) }
    wake(global)
    free(number)
  }

  /// A piece is there.
  mutating func arrive(_ number: Int) {
    copies[number].state = .present
    count(number, lacking: 0, absent: -1)
    hasNews[Int(copies[number].home)] = true
    isBlocked[Int(copies[number].home)] = false
  }

  /// Copies of a piece that wait for data look for them again.
  mutating func wake(_ piece: Int) {
    var other = copyHeads[piece]
    while other >= 0 {
      let next = copies[Int(other)].next
      if copies[Int(other)].state == .waiting { seek(Int(other)) }
      other = next
    }
  }

  /// Takes a copy away if nobody needs it.
  mutating func free(_ number: Int) {
    let copy = copies[number]
    guard copy.state == .present, copy.outgoing == 0 else { return }
    let tensor = Int(copy.tensor)
    let piece = Int(copy.piece)
    if isRead(tensor: tensor, piece: piece, home: Int(copy.home), soon: false) { return }
    let global = space.pieceBases[tensor] + piece
    if outer[global] & Timeline.isStored == 0 {
      if mustStore[tensor] { return }
      for home in space.homes.indices
      where home != Int(copy.home) && self.copy(of: global, home: home) < 0
        && isRead(tensor: tensor, piece: piece, home: home, soon: false)
      {
        return
      }
      // A copy that waits elsewhere for data comes from here.
      var other = copyHeads[global]
      while other >= 0 {
        let state = copies[Int(other)].state
        if state == .waiting || state == .queued || state == .moving { return }
        other = copies[Int(other)].next
      }
    }
    remove(number)
  }

  mutating func remove(_ number: Int) {
    let copy = copies[number]
    let home = Int(copy.home)
    if copy.hold >= 0 { holds[Int(copy.hold)].end = now }
    used[home] -= copy.bytes
    isBlocked[home] = false
    count(number, lacking: 1, absent: copy.state == .present ? 1 : 0)
    let global = space.pieceBases[Int(copy.tensor)] + Int(copy.piece)
    if copyHeads[global] == Int32(number) {
      copyHeads[global] = copy.next
    } else {
      var before = Int(copyHeads[global])
      while copies[before].next != Int32(number) { before = Int(copies[before].next) }
      copies[before].next = copy.next
    }
    copies[number].home = -1
    freeCopies.append(Int32(number))
  }

  /// Nothing stays on chip.
  mutating func dropAll() {
    for number in copies.indices where copies[number].home >= 0 { remove(number) }
  }

  // MARK: Making room

  /// Lets the pieces whose next use is farthest leave a memory; whether there is room for `need` bytes now. What is not in the outermost memory is
  /// written there first.
  mutating func makeRoom(for need: Int, home: Int, position: Int) -> Bool {
    var short = need - (capacities[home] - used[home])
    // Nodes that have their memory and wait come first: they free what they read.
    let waiting = platform.units.indices.contains {
      space.unitHomes[$0] == home && !prepared[$0].isEmpty
    }
    if waiting { return false }
    if activeNodes[home] > 0 {
      short -= freedByRunning(home: home)
      if short <= 0 { return false }
    }
    if useStarts.isEmpty { listUses() }
    var candidates: [(use: Int, number: Int)] = []
    for number in copies.indices where copies[number].home == Int32(home) {
      let copy = copies[number]
      guard copy.state == .present else { continue }
      let tensor = Int(copy.tensor)
      if copy.outgoing > 0 {
        // It goes by itself where nobody reads it any more.
        let global = space.pieceBases[tensor] + Int(copy.piece)
        if outer[global] & Timeline.isStoring != 0,
          !isRead(tensor: tensor, piece: Int(copy.piece), home: home, soon: true)
        {
          short -= copy.bytes
        }
        continue
      }
      if isRead(tensor: tensor, piece: Int(copy.piece), home: home, soon: true) { continue }
      candidates.append(
        (nextUse(tensor: tensor, piece: Int(copy.piece), home: home), number))
    }
    candidates.sort { ($0.use, $1.number) > ($1.use, $0.number) }
    for (_, number) in candidates where short > 0 {
      let copy = copies[number]
      let global = space.pieceBases[Int(copy.tensor)] + Int(copy.piece)
      short -= copy.bytes
      if outer[global] & Timeline.isStored != 0 {
        remove(number)
      } else {
        store(number, priority: Int32(position))
      }
    }
    return need <= capacities[home] - used[home]
  }

  /// The bytes that go when the nodes that run have ended.
  private mutating func freedByRunning(home: Int) -> Int {
    var bytes = 0
    for number in copies.indices where copies[number].home == Int32(home) {
      let copy = copies[number]
      guard copy.state == .present, copy.outgoing == 0 else { continue }
      let tensor = Int(copy.tensor)
      var isLast = false
      var isNeeded = false
      for index in space.tensorReadStarts[tensor]..<space.tensorReadStarts[tensor + 1] {
        let read = space.tensorReads[index]
        let place = space.homeSlots[space.readLayers[read] * space.homes.count + home]
        if place < 0 { continue }
        space.groups(of: read, holding: Int(copy.piece), into: &foundGroups)
        let base = space.readBases[read] + place * space.readWidths[read]
        for offset in foundGroups where groups[base + Int(offset)].remaining > 0 {
          let group = groups[base + Int(offset)]
          if group.active == group.remaining { isLast = true } else { isNeeded = true }
        }
      }
      // The node that tries to get in is among the active ones of what it reads itself; that stays.
      if isLast, !isNeeded, !isTried(copy, home: home) { bytes += copy.bytes }
    }
    for unit in running.indices where running[unit] >= 0 && space.unitHomes[unit] == home {
      bytes += prepareds[Int(running[unit])].scratch
    }
    return bytes
  }

  /// Whether the node that tries to get in reads a copy.
  private mutating func isTried(_ copy: Copy, home: Int) -> Bool {
    let number = Int(trying[home])
    if number < 0 { return false }
    let layer = Int(prepareds[number].layer)
    let reads = space.readStarts[layer]..<space.readStarts[layer + 1]
    for read in reads where space.readTensors[read] == Int(copy.tensor) {
      let group = Int(preparedGroups[number * readLimit + read - reads.lowerBound])
      let offset = (group - space.readBases[read]) % space.readWidths[read]
      space.groups(of: read, holding: Int(copy.piece), into: &foundGroups)
      if foundGroups.contains(Int32(offset)) { return true }
    }
    return false
  }

  /// The place in the sequence of the next node of a home that reads a piece.
  private mutating func nextUse(tensor: Int, piece: Int, home: Int) -> Int {
    var next = Int.max
    for index in space.tensorReadStarts[tensor]..<space.tensorReadStarts[tensor + 1] {
      let read = space.tensorReads[index]
      let place = space.homeSlots[space.readLayers[read] * space.homes.count + home]
      if place < 0 { continue }
      space.groups(of: read, holding: piece, into: &foundGroups)
      let base = space.readBases[read] + place * space.readWidths[read]
      for offset in foundGroups {
        let group = base + Int(offset)
        while useNext[group] < useStarts[group + 1],
          state[Int(usePlaces[Int(useNext[group])])] == 1
        {
          useNext[group] += 1
        }
        if useNext[group] < useStarts[group + 1] {
          next = min(next, Int(usePlaces[Int(useNext[group])]))
        }
      }
    }
    return next
  }

  /// Lists for each group where its nodes stand in the sequence.
  private mutating func listUses() {
    let uses = space.groupUses()
    useStarts = [Int32](repeating: 0, count: uses.count + 1)
    for group in uses.indices { useStarts[group + 1] = useStarts[group] + uses[group] }
    useNext = Array(useStarts.dropLast())
    usePlaces = [Int32](repeating: 0, count: Int(useStarts.last ?? 0))
    for position in 0..<sequence.count {
      let layer = Int(sequence.layers[position])
      let home = space.unitHomes[space.units[Int(sequence.slots[position])]]
      let place = space.homeSlots[layer * space.homes.count + home]
      for read in space.readStarts[layer]..<space.readStarts[layer + 1] {
        let group =
          space.readBases[read] + place * space.readWidths[read]
          + space.groupOffset(
            read: read, node: Int(sequence.nodes[position]), cutStart: space.cutStarts[layer])
        usePlaces[Int(useNext[group])] = Int32(position)
        useNext[group] += 1
      }
    }
    useNext = Array(useStarts.dropLast())
  }
}

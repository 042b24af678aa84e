extension Timeline {
  /// Finds where a copy that waits for its data gets them from, and asks for a route.
  mutating func seek(_ number: Int) {
    let copy = copies[number]
    let tensor = Int(copy.tensor)
    let global = space.pieceBases[tensor] + Int(copy.piece)
    let destination = space.homes[Int(copy.home)]
    var best: (cycles: Int64, picojoules: Double, source: Int, copy: Int)?
    if outer[global] & Timeline.isStored != 0, let route = platform.routes[0][destination] {
      best = (
        route.cycles(bytes: copy.bytes),
        route.picojoulesPerByte + platform.memories[0].readPicojoulesPerByte, 0, -1
      )
    }
    var other = copyHeads[global]
    var computed = -1
    while other >= 0 {
      let source = copies[Int(other)]
      if source.state == .present {
        computed = Int(other)
        let memory = space.homes[Int(source.home)]
        if let route = platform.routes[memory][destination] {
          let cycles = route.cycles(bytes: copy.bytes)
          let picojoules =
            route.picojoulesPerByte + platform.memories[memory].readPicojoulesPerByte
          if best.map({
            (cycles, picojoules, memory) < ($0.cycles, $0.picojoules, $0.source)
          }) ?? true {
            best = (cycles, picojoules, memory, Int(other))
          }
        }
      }
      other = source.next
    }
    if let best {
      copies[number].state = .queued
      copies[number].source = Int32(best.source)
      if best.copy >= 0 { copies[best.copy].outgoing += 1 }
      ask(
        from: best.source, to: destination,
        Request(priority: copy.priority, piece: copy.piece, tensor: copy.tensor))
    } else if computed >= 0 {
      store(computed, priority: copy.priority)
    }
  }

  /// Asks for a copy to be written to the outermost memory.
  mutating func store(_ number: Int, priority: Int32) {
    let copy = copies[number]
    let global = space.pieceBases[Int(copy.tensor)] + Int(copy.piece)
    if outer[global] & (Timeline.isStored | Timeline.isStoring) != 0 { return }
    outer[global] |= Timeline.isStoring
    copies[number].outgoing += 1
    ask(
      from: space.homes[Int(copy.home)], to: 0,
      Request(priority: priority, piece: copy.piece, tensor: copy.tensor))
  }

  private mutating func ask(from source: Int, to destination: Int, _ request: Request) {
    let route = source * platform.memories.count + destination
    if requests[route].isEmpty { activeRoutes.append(route) }
    requests[route].insert(request)
    requestCount += 1
  }

  /// Starts moves as long as there are routes whose channels are free, the most urgent first.
  mutating func issue() {
    let memories = platform.memories.count
    while true {
      var best = -1
      var bestRequest = Request(priority: .max, piece: .max, tensor: .max)
      var index = 0
      while index < activeRoutes.count {
        let route = activeRoutes[index]
        guard let request = current(route) else {
          activeRoutes.remove(at: index)
          continue
        }
        index += 1
        if request < bestRequest || (request == bestRequest && route < best),
          let way = platform.routes[route / memories][route % memories],
          way.channels.allSatisfy({ channelFree[$0] <= now })
        {
          best = route
          bestRequest = request
        }
      }
      if best < 0 { return }
      _ = requests[best].removeFirst()
      requestCount -= 1
      move(bestRequest, from: best / memories, to: best % memories)
    }
  }

  /// The first request of a route that still waits; those that came along with another are gone.
  private mutating func current(_ route: Int) -> Request? {
    let memories = platform.memories.count
    let destination = route % memories
    while let request = requests[route].first {
      if destination == 0 { return request }
      let copy = copy(
        of: space.pieceBases[Int(request.tensor)] + Int(request.piece),
        home: homeNumber(destination))
      if copy >= 0, copies[copy].state == .queued,
        Int(copies[copy].source) == route / memories
      {
        return request
      }
      _ = requests[route].removeFirst()
      requestCount -= 1
    }
    return nil
  }

  private func homeNumber(_ memory: Int) -> Int { space.homes.firstIndex(of: memory) ?? 0 }

  /// Starts a move, and with it those of the same piece from the same memory to others over a channel that all of them share.
  private mutating func move(_ request: Request, from source: Int, to destination: Int) {
    guard let route = platform.routes[source][destination] else { return }
    let tensor = Int(request.tensor)
    let piece = Int(request.piece)
    let global = space.pieceBases[tensor] + piece
    let bytes = space.bytes(tensor: tensor, piece: piece)
    var cycles = route.cycles(bytes: bytes)
    var linkEnergy = route.picojoulesPerByte
    energy.memories[source] += Double(bytes) * platform.memories[source].readPicojoulesPerByte
    let first = moves.count
    begin(request, from: source, to: destination, bytes: bytes)
    if destination != 0 {
      var channels = route.channels
      var shared = Set(route.channels)
      var other = copyHeads[global]
      while other >= 0 {
        let copy = copies[Int(other)]
        let memory = space.homes[Int(copy.home)]
        if copy.state == .queued, Int(copy.source) == source, memory != destination,
          let way = platform.routes[source][memory]
        {
          let common = shared.intersection(way.channels)
          let own = way.channels.filter { !common.contains($0) }
          if !common.isEmpty,
            own.allSatisfy({ channelFree[$0] <= now && !channels.contains($0) })
          {
            shared = common
            channels += own
            cycles = max(cycles, way.cycles(bytes: bytes))
            linkEnergy = max(linkEnergy, way.picojoulesPerByte)
            begin(request, from: source, to: memory, bytes: bytes)
          }
        }
        other = copy.next
      }
      for channel in channels { channelFree[channel] = now + cycles }
    } else {
      for channel in route.channels { channelFree[channel] = now + cycles }
    }
    energy.links += Double(bytes) * linkEnergy
    for number in first..<moves.count {
      moves[number].end = now + cycles
      schedule(Int32(number), at: now + cycles)
    }
  }

  private mutating func begin(
    _ request: Request, from source: Int, to destination: Int, bytes: Int
  ) {
    energy.memories[destination] +=
      Double(bytes) * platform.memories[destination].writePicojoulesPerByte
    if destination != 0 {
      let copy = copy(
        of: space.pieceBases[Int(request.tensor)] + Int(request.piece),
        home: homeNumber(destination))
      copies[copy].state = .moving
      beginHold(copy)
    }
    moves.append(
      Schedule.Move(
        tensor: request.tensor, piece: request.piece, source: Int32(source),
        destination: Int32(destination), start: now, end: now, bytes: bytes))
    movesUnderWay += 1
  }

  mutating func endMove(_ number: Int) {
    let move = moves[number]
    let tensor = Int(move.tensor)
    let global = space.pieceBases[tensor] + Int(move.piece)
    movesUnderWay -= 1
    if move.source != 0 {
      let source = copy(of: global, home: homeNumber(Int(move.source)))
      copies[source].outgoing -= 1
      isBlocked[Int(copies[source].home)] = false
    }
    if move.destination == 0 {
      outer[global] = outer[global] & ~Timeline.isStoring | Timeline.isStored
      wake(global)
    } else {
      arrive(copy(of: global, home: homeNumber(Int(move.destination))))
    }
    // With one more copy others may have become needless.
    var other = copyHeads[global]
    while other >= 0 {
      let next = copies[Int(other)].next
      free(Int(other))
      other = next
    }
  }
}

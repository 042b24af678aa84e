/// What the members of a group have in each memory at the same time.
struct GroupCapacity {
  let network: Network
  let members: [GroupMember]
  /// Bits of the tiles of each member, memory and tensor.
  let footprints: [Double]
  let memoryCount: Int
  /// What the matrix takes by which members copy tensors, and where it lies all the time; nil without one.
  let identity: (memory: Int, bits: Double)?
  let group: NetworkPlan.Group

  /// What the group itself has in a memory.
  private func own(_ memory: Int) -> Double {
    guard let identity, identity.memory == memory, !group.fusedEdges.isEmpty else { return 0 }
    return identity.bits
  }

  private func footprint(_ member: Int, _ memory: Int, _ role: Int) -> Double {
    footprints[3 * (member * memoryCount + memory) + role]
  }

  /// All tiles of all members: FADiff's equation 24. Registers hold those of one member at a time, or no two layers that
  /// fill the array could be fused.
  func sum(_ memory: Int, isRegisters: Bool) -> Double {
    members.indices.reduce(0) { sum, member in
      let own =
        footprint(member, memory, 0) + footprint(member, memory, 1) + footprint(member, memory, 2)
      return isRegisters ? max(sum, own) : sum + own
    }
  }

  /// What is live while a member runs: its own tiles; what others keep outside the shared loops; fused tensors that are
  /// made and not yet read for the last time.
  func live(_ memory: Int, during current: Int) -> Double {
    var bits = own(memory)
    for member in members.indices {
      for role in TensorRole.allCases {
        if member == current || members[member].outside[memory].contains(TensorRoles(role)) {
          bits += footprint(member, memory, role.index)
        }
      }
    }
    for producer in members.indices where members[producer].fused.contains(.output) {
      bits += fusedOutput(of: producer, memory, during: current)
    }
    return bits
  }

  /// What fused tensors take while a member runs beside its own tiles: bits that its own output is not part of, and the
  /// bits of its output's tile where readers find it.
  func fused(_ memory: Int, during current: Int) -> (others: Double, output: Double) {
    var others = own(memory)
    var output = 0.0
    for producer in members.indices where members[producer].fused.contains(.output) {
      let part = fusedPart(of: producer, memory, during: current)
      others += part.lines
      if producer == current, members[producer].outputMemory == memory {
        output = part.tile
      } else {
        others += part.tile
      }
    }
    return (others, output)
  }

  /// The bits that the fused output of a member takes beyond what `live` has already counted.
  private func fusedOutput(of producer: Int, _ memory: Int, during current: Int) -> Double {
    let part = fusedPart(of: producer, memory, during: current)
    // The tile that the producer writes in place is the same one.
    let own =
      producer == current && members[producer].outputMemory == memory
      ? footprint(producer, memory, 2) : 0
    return max(0, part.tile - own) + part.lines
  }

  /// The bits of the tile of a fused output, unless it is a tile of the running member's operand or not live, and of
  /// the lines that are kept beside it.
  private func fusedPart(
    of producer: Int, _ memory: Int, during current: Int
  ) -> (tile: Double, lines: Double) {
    var tile = 0.0
    var lines = 0.0
    var parts = 0.0
    var lastReader = producer
    var isCounted = false
    var isRetained = false
    for number in group.fusedEdges
    where network.edges[number].producer == members[producer].layer {
      let edge = network.edges[number]
      guard let reader = members.firstIndex(where: { $0.layer == edge.consumer }) else { continue }
      let bits: Double
      switch edge.operand {
      case .addend:
        guard members[producer].outputMemory == memory else { continue }
        bits = footprint(producer, memory, 2)
      case .input:
        guard members[reader].operandMemories.0 == memory else { continue }
        bits = footprint(reader, memory, 0)
        if group.halo == .retained {
          lines = max(lines, bits * retainedLines(edge, members[reader]))
        }
      case .weight:
        guard members[reader].operandMemories.1 == memory else { continue }
        bits = footprint(reader, memory, 1)
      }
      let retains = group.halo == .retained && hasHalo(edge, members[reader])
      // What the reader that runs keeps of its operands is counted with it.
      let isOwn = reader == current && edge.operand.isMain
      if edge.readsPart {
        let isLive = retains || (producer <= current && current <= reader)
        if isLive, !isOwn { parts += bits }
        continue
      }
      tile = max(tile, bits)
      isCounted = isCounted || isOwn
      lastReader = max(lastReader, reader)
      isRetained = isRetained || retains
    }
    let isLive = producer <= current && current <= lastReader
    let whole = !isCounted && (isLive || isRetained) ? tile : 0
    return (whole + parts, lines)
  }

  /// What is kept of a fused input beside its tile, as a multiple of that: across a step of a shared loop over rows, the
  /// rows that windows share stay while the shared loops inside it go through all columns.
  private func retainedLines(_ edge: Network.Edge, _ reader: GroupMember) -> Double {
    guard case .possible(let aligned) = edge.fusion else { return 0 }
    let layer = network.layers[reader.layer]
    var sum = 0.0
    for (place, loop) in reader.sharedLoops.enumerated() {
      guard let pair = aligned.first(where: { $0.consumer == loop.dimension }),
        pair.window > pair.step
      else { continue }
      func steps(_ loops: ArraySlice<(dimension: LayerDimension, count: Int)>, along: Bool)
        -> Double
      {
        loops.reduce(1) { ($1.dimension == loop.dimension) == along ? $0 * Double($1.count) : $0 }
      }
      // Along the other loops inside this one, all tiles rather than one.
      let others = steps(reader.sharedLoops[(place + 1)...], along: false)
      guard others > 1 else { continue }
      let outputs =
        Double(layer.sizes[loop.dimension]) / steps(reader.sharedLoops[...], along: true)
      let length = (outputs - 1) * Double(pair.step) + Double(pair.window)
      sum += others * Double(pair.window - pair.step) / length
    }
    return sum
  }

  /// Whether neighbouring tiles of a fused tensor share rows or columns.
  private func hasHalo(_ edge: Network.Edge, _ reader: GroupMember) -> Bool {
    guard case .possible(let aligned) = edge.fusion else { return false }
    return aligned.contains { pair in
      pair.window > pair.step
        && reader.sharedLoops.contains { $0.dimension == pair.consumer }
    }
  }
}

extension Network.Edge.Operand {
  /// Whether it is the input or the weight.
  fileprivate var isMain: Bool { self == .input || self == .weight }
}

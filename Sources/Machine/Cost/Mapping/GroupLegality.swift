/// What fusing a group means for each of its members.
struct GroupMember {
  /// The layer.
  let layer: Int
  /// The tensors that stay within the group.
  var fused: TensorRoles = []
  /// The place in the mapping behind the shared loops.
  var inside: Int
  /// The shared loops of the member, from outer to inner.
  let sharedLoops: [(dimension: LayerDimension, count: Int)]
  /// The memory directly inside the shared loops that keeps the fused input and weight, or −1.
  var operandMemories: (Int, Int) = (-1, -1)
  /// The outermost memory on chip that keeps the fused output, or −1.
  var outputMemory = -1
  /// Whether that memory is where the sums are made.
  var outputIsInnermost = false
  /// The memories that the output is copied to for its consumers.
  var copies: [Int] = []
  /// Where each addend lies: memory 0, or where its producer has it.
  var addendHomes: [Int] = []
  /// The tensors that are kept outside the shared loops, per memory.
  var outside: [TensorRoles]
  /// Whether the fused output goes to the outermost memory as well, where layers outside the group read it.
  var isWrittenToo = false
  /// How often the member computes each of its outputs on average: above 1 where halos are computed again.
  var recomputation = 1.0
  /// How much larger its largest tile is than the tile that the loops inside the shared ones make.
  var largestTile = 1.0
  /// Whether the matrix by which the members copy tensors comes with this one.
  var bringsIdentity = false

  /// How many tensors the array multiplies by the identity: its fused output, and those of members that it adds.
  var identityProducts: Int {
    (fused.contains(.output) ? 1 : 0) + addendHomes.count { $0 > 0 }
  }
}

/// Whether a group of a plan can be, and what it means for its members.
struct GroupLegality {
  let network: Network
  let layers: [LayerModel]
  let kind: CostModelKind
  let memoryCount: Int

  /// Checks the shape of a group: its members, its edges and its shared loops.
  func members(of number: Int, in plan: NetworkPlan) throws(IllegalPlan) -> [GroupMember] {
    let group = plan.groups[number]
    guard group.layers.count >= 2, group.layers.allSatisfy(layers.indices.contains),
      zip(group.layers, group.layers.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw .members(group: number) }
    for other in plan.groups[..<number] where other.layers.contains(where: group.layers.contains) {
      throw .members(group: number)
    }
    var members: [GroupMember] = []
    for layer in group.layers {
      members.append(try member(layer, group, plan.mappings[layer]))
    }
    for edge in group.fusedEdges {
      try fuse(edge, number, group, plan, &members)
    }
    try checkOrder(of: number, group, members)
    for index in members.indices where members[index].fused.contains(.output) {
      members[index].isWrittenToo = plan.mappings[members[index].layer].keepsOutputOutermost
      try checkOutside(members[index], group)
    }
    if let first = members.firstIndex(where: { $0.fused.contains(.output) }) {
      members[first].bringsIdentity = true
    }
    if kind == .m1 { GroupHalo(network: network, layers: layers, group: group).apply(to: &members) }
    return members
  }

  private func member(
    _ layer: Int, _ group: NetworkPlan.Group, _ mapping: LayerMapping
  ) throws(IllegalPlan) -> GroupMember {
    var shared: [(dimension: LayerDimension, count: Int)] = []
    var inside = 0
    var outside = [TensorRoles](repeating: [], count: memoryCount)
    for (place, node) in mapping.nodes.enumerated() where shared.count < group.sharedLoops {
      switch node {
      case .memory(let memory, let roles):
        if outside.indices.contains(memory) { outside[memory].formUnion(roles) }
      case .loop(let dimension, let count):
        if count != 1 {
          shared.append((dimension, count))
          inside = place + 1
        }
      case .spatial:
        throw .sharedLoops(layer: layers[layer].name, shared: group.sharedLoops)
      }
    }
    guard shared.count == max(0, group.sharedLoops) else {
      throw .sharedLoops(layer: layers[layer].name, shared: group.sharedLoops)
    }
    if group.sharedLoops <= 0 { outside = outside.map { _ in [] } }
    return GroupMember(
      layer: layer, inside: inside, sharedLoops: shared,
      addendHomes: [Int](repeating: 0, count: layers[layer].addends.count), outside: outside)
  }

  private func fuse(
    _ number: Int, _ groupNumber: Int, _ group: NetworkPlan.Group, _ plan: NetworkPlan,
    _ members: inout [GroupMember]
  ) throws(IllegalPlan) {
    guard network.edges.indices.contains(number) else {
      throw .groupEdge(group: groupNumber, edge: number)
    }
    let edge = network.edges[number]
    guard let producer = members.firstIndex(where: { $0.layer == edge.producer }),
      let consumer = members.firstIndex(where: { $0.layer == edge.consumer })
    else { throw .groupEdge(group: groupNumber, edge: number) }
    if case .impossible(let reason) = edge.fusion { throw .fusion(edge: number, reason: reason) }
    try checkStep(edge, group, members[producer], members[consumer])
    if kind == .m0, case .possible(let aligned) = edge.fusion {
      try checkTiles(edge, aligned, plan)
    }
    members[producer].fused.insert(.output)
    if kind == .m1, members[producer].outputMemory < 0 {
      try placeOutput(&members[producer], plan.mappings[edge.producer])
    }
    let home = members[producer].outputMemory
    switch edge.operand {
    case .addend(let addend):
      members[consumer].addendHomes[addend] = max(0, home)
    case .input, .weight:
      let role: TensorRole = edge.operand == .input ? .input : .weight
      members[consumer].fused.insert(TensorRoles(role))
      guard kind == .m1 else { return }
      let memory = try operandMemory(role, members[consumer], plan.mappings[edge.consumer])
      if role == .input {
        members[consumer].operandMemories.0 = memory
      } else {
        members[consumer].operandMemories.1 = memory
      }
      if memory != home, !members[producer].copies.contains(memory) {
        members[producer].copies.append(memory)
      }
    }
  }

  /// The memory of a fused operand: the first one that keeps it, directly inside the shared loops.
  private func operandMemory(
    _ role: TensorRole, _ member: GroupMember, _ mapping: LayerMapping
  ) throws(IllegalPlan) -> Int {
    let set = TensorRoles(role)
    for (place, node) in mapping.nodes.enumerated() {
      switch node {
      case .memory(let memory, let roles) where roles.contains(set):
        if place >= member.inside, memory > 0 { return memory }
        throw .fusedTensor(layer: layers[member.layer].name, tensor: role)
      case .loop(_, let count) where place >= member.inside && count > 1:
        throw .fusedTensor(layer: layers[member.layer].name, tensor: role)
      default: continue
      }
    }
    throw .nowhere(layer: layers[member.layer].name, tensor: role)
  }

  /// Finds where a fused output lies on chip, and that it leaves only when finished.
  private func placeOutput(
    _ member: inout GroupMember, _ mapping: LayerMapping
  ) throws(IllegalPlan) {
    let layer = layers[member.layer]
    var reduces = false
    var unfinished = false
    for (place, node) in mapping.nodes.enumerated() {
      switch node {
      case .memory(let memory, let roles):
        guard memory > 0, roles.contains(.output) else { continue }
        guard member.outputMemory < 0 else {
          member.outputIsInnermost = false
          continue
        }
        guard place >= member.inside else {
          throw .fusedTensor(layer: layer.name, tensor: .output)
        }
        guard !unfinished else { throw .unfinished(layer: layer.name) }
        member.outputMemory = memory
        member.outputIsInnermost = true
      case .loop(let dimension, let count) where count > 1 && member.outputMemory < 0:
        if layer.dimensions.2.contains(dimension) {
          unfinished = unfinished || reduces
        } else {
          reduces = true
        }
      case .spatial(let dimension, let count, _) where count > 1 && member.outputMemory < 0:
        if !layer.dimensions.2.contains(dimension) { unfinished = true }
      default: continue
      }
    }
    guard member.outputMemory >= 0 else { throw .nowhere(layer: layer.name, tensor: .output) }
  }

  /// FADiff's equation 26: the tile that the producer makes on chip is the one that the consumer reads there, so that loops
  /// that walk over the fused tensor in step make as many steps outside the one as outside the other.
  private func checkTiles(
    _ edge: Network.Edge, _ aligned: [Network.AlignedLoops], _ plan: NetworkPlan
  ) throws(IllegalPlan) {
    let read: TensorRoles =
      switch edge.operand {
      case .input: .input
      case .weight: .weight
      case .addend: .output
      }
    let made = plan.mappings[edge.producer].stepsOutsideTile(of: .output)
    let used = plan.mappings[edge.consumer].stepsOutsideTile(of: read)
    for pair in aligned {
      let steps = used[pair.consumer]
      let extent = layers[edge.consumer].sizes[pair.consumer] / max(1, pair.share)
      if made[pair.producer] == steps, extent % steps == 0 { continue }
      throw .tiles(
        producer: layers[edge.producer].name, made: pair.producer,
        consumer: layers[edge.consumer].name, read: pair.consumer)
    }
  }

  /// A layer outside the group that reads the output needs it in the outermost memory.
  private func checkOutside(
    _ member: GroupMember, _ group: NetworkPlan.Group
  ) throws(IllegalPlan) {
    guard !member.isWrittenToo else { return }
    for (number, edge) in network.edges.enumerated()
    where edge.producer == member.layer && !group.fusedEdges.contains(number) {
      throw .neededOutside(
        layer: layers[member.layer].name, consumer: layers[edge.consumer].name)
    }
  }
}

extension LayerMapping {
  /// Whether the outermost memory keeps the output.
  fileprivate var keepsOutputOutermost: Bool {
    nodes.contains { node in
      if case .memory(0, let roles) = node { roles.contains(.output) } else { false }
    }
  }

  /// How many steps in time each loop makes outside the first memory on chip that keeps the tensor.
  fileprivate func stepsOutsideTile(of role: TensorRoles) -> LayerSizes {
    var steps = LayerSizes(repeating: 1)
    for node in nodes {
      switch node {
      case .memory(let memory, let roles):
        if memory > 0, roles.contains(role) { return steps }
      case .loop(let dimension, let count): steps[dimension] = steps[dimension] &* count
      case .spatial: continue
      }
    }
    return steps
  }
}

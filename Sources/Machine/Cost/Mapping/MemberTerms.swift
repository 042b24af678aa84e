/// What a group asks of one of its members, for searches that go through the mappings of one member at a time.
public struct MemberTerms: Sendable {
  /// A loop that the group shares.
  public struct Step: Hashable, Sendable {
    /// The loop of the member that it is.
    public var dimension: LayerDimension
    /// Its steps.
    public var count: Int

    /// Creates a step.
    public init(dimension: LayerDimension, count: Int) {
      self.dimension = dimension
      self.count = count
    }
  }

  /// The shared loops, outermost first.
  public var shared: [Step]
  /// How many slots of the member's template stand outside and in the shared loops.
  public var sharedSlots = 0
  /// The tensors that each memory keeps outside the innermost shared loop.
  public var outside: [TensorRoles]
  /// The memories that keep the fused input and weight directly inside the shared loops; nil where they aren't fused.
  public var operandMemories: (input: Int?, weight: Int?) = (nil, nil)
  /// The outermost memory on chip that keeps the fused output; nil where it isn't fused.
  public var outputMemory: Int?
  /// Whether that memory is where the sums are made.
  public var outputIsInnermost = true
  /// The memories that the output is copied to for its readers.
  public var copies: [Int] = []
  /// Where each addend of the layer lies: memory 0, or where a member of the group has made it.
  public var addendHomes: [Int]
  /// What windows that reach beyond a step ask of the member.
  public var halo = MemberHalo()
  /// Whether the member is the first of its group that makes a fused tensor, so that what the group needs once comes with it.
  public var isFirstProducer = false

  /// Creates terms without fused tensors.
  public init(shared: [Step] = [], outside: [TensorRoles], addendHomes: [Int]) {
    self.shared = shared
    self.outside = outside
    self.addendHomes = addendHomes
  }

  /// The same for legality and capacity.
  func member(_ layer: Int) -> GroupMember {
    var member = GroupMember(
      layer: layer, inside: sharedSlots, sharedLoops: shared.map { ($0.dimension, $0.count) },
      outside: outside)
    member.fused = outputMemory == nil ? [] : .output
    if operandMemories.input != nil { member.fused.formUnion(.input) }
    if operandMemories.weight != nil { member.fused.formUnion(.weight) }
    member.operandMemories = (operandMemories.input ?? -1, operandMemories.weight ?? -1)
    member.outputMemory = outputMemory ?? -1
    member.outputIsInnermost = outputIsInnermost
    member.copies = copies
    member.addendHomes = addendHomes
    member.recomputation = halo.recomputation
    member.largestTile = halo.largestTile
    member.bringsIdentity = isFirstProducer
    return member
  }
}

/// What windows that reach beyond a step of the shared loops ask of a member of a group.
public struct MemberHalo: Hashable, Sendable {
  /// How often the member computes each of its outputs on average.
  public var recomputation = 1.0
  /// How much larger its largest tile is than the tile that its own loops make.
  public var largestTile = 1.0

  /// A member whose readers' windows stay within a step.
  public init() {}
}

extension NetworkCostModel {
  /// What the windows of a group's members ask of each member under given shared loops.
  ///
  /// - Parameter members: the terms of the members, of which only the shared loops matter.
  public func halos(of group: NetworkPlan.Group, _ members: [MemberTerms]) -> [MemberHalo] {
    var own = zip(group.layers, members).map { $1.member($0) }
    for index in own.indices {
      own[index].recomputation = 1
      own[index].largestTile = 1
    }
    GroupHalo(network: network, layers: layers, group: group).apply(to: &own)
    return own.map { member in
      var halo = MemberHalo()
      halo.recomputation = member.recomputation
      halo.largestTile = member.largestTile
      return halo
    }
  }

  /// What fused tensors take beside the tiles of each member of a group while it runs.
  ///
  /// - Parameter footprintBytes: for each member, the bytes of the tiles of its fused operands, and of its output where a
  ///   member adds it, at `3 · memory + role`.
  /// - Returns: for each member, the bytes in each memory, and the bytes of its fused output's tile where readers find it.
  public func fusedBytes(
    of group: NetworkPlan.Group, _ members: [MemberTerms], footprintBytes: [[Double]]
  ) -> [(others: [Double], output: Double)] {
    let capacity = GroupCapacity(
      network: network, members: zip(group.layers, members).map { $1.member($0) },
      footprints: footprintBytes.flatMap { $0 }, memoryCount: machineModel.memories.count,
      identity: machineModel.identity.map { ($0.memory, $0.bits / 8) }, group: group)
    return members.indices.map { member in
      var others: [Double] = []
      var output = 0.0
      for memory in machineModel.memories.indices {
        let fused = capacity.fused(memory, during: member)
        others.append(fused.others)
        output = max(output, fused.output)
      }
      return (others, output)
    }
  }
}

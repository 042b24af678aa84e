import Machine

/// What a group of layers asks of the mapping of one member: the loops outside the member's own, and what is kept there.
struct MemberPlace: Hashable, Sendable {
  /// A tensor that stays in a memory while other members run.
  struct Stay: Hashable, Sendable {
    var role: TensorRole
    var memory: Int
    /// How many shared loops are outside of it.
    var position: Int
  }

  /// A memory for each fused operand.
  struct Operands: Hashable, Sendable {
    private var input: Int?
    private var weight: Int?

    /// The memory of an operand, nil where it isn't fused.
    subscript(role: TensorRole) -> Int? {
      get { role == .input ? input : role == .weight ? weight : nil }
      set {
        switch role {
        case .input: input = newValue
        case .weight: weight = newValue
        case .output: preconditionFailure("invariant: an output is no operand")
        }
      }
    }
  }

  /// The shared loops, outermost first.
  var shared: [MemberTerms.Step] = []
  /// What stays, by position, then by memory.
  var stays: [Stay] = []
  /// The memories that keep the fused input and weight, whole, directly inside the shared loops.
  var operands = Operands()
  /// The outermost memory that keeps the fused output.
  var outputHome: Int?
  /// Whether that memory must have all of the output that a step of the shared loops makes: an addend is read there.
  var isOutputWhole = false
  /// Whether layers outside the group read the fused output as well.
  var isOutputNeeded = false
  /// The memories that the output is copied to.
  var copies: [Int] = []
  /// Where the addends lie.
  var addendHomes: [Int]
  /// What windows that reach beyond a step of the shared loops ask of the member.
  var halo = MemberHalo()
  /// What else than channels may run along the array.
  var extras = SpatialExtras.none
  /// Whether the member is the first of its group that makes a fused tensor.
  var isFirstProducer = false

  /// The place of a layer without a group.
  init(addends: Int) {
    addendHomes = [Int](repeating: 0, count: addends)
  }

  /// The tensors that come from members of the group or go to them.
  var fused: TensorRoles {
    var roles: TensorRoles = outputHome == nil ? [] : .output
    for role in TensorRole.allCases where operands[role] != nil {
      roles.formUnion(TensorRoles(role))
    }
    return roles
  }

  /// The tensors that the outermost memory has.
  func home(of tensors: TensorRoles) -> TensorRoles {
    var roles = tensors.subtracting(fused)
    if isOutputNeeded { roles.formUnion(.output) }
    return roles
  }

  /// What a memory inside the shared loops may keep of some tensors in nodes of the member's own, and of these what it
  /// must keep.
  func own(_ held: TensorRoles, in memory: Int) -> (allowed: TensorRoles, required: TensorRoles) {
    var allowed = held
    var required: TensorRoles = []
    for role in TensorRole.allCases {
      if let operand = operands[role], memory <= operand { allowed.remove(TensorRoles(role)) }
    }
    for stay in stays where memory <= stay.memory { allowed.remove(TensorRoles(stay.role)) }
    if let outputHome {
      if memory < outputHome { allowed.remove(.output) }
      if memory == outputHome { required.formUnion(.output) }
    }
    return (allowed, required.intersection(allowed))
  }

  /// The nest outside the member's own, with its counts, and how many of its slots are outside and in the shared loops.
  func prefix(
    _ tensors: TensorRoles
  ) -> (slots: [MappingTemplate.Slot], counts: [Double], sharedSlots: Int) {
    var slots: [MappingTemplate.Slot] = []
    var counts: [Double] = []
    let home = home(of: tensors)
    if !home.isEmpty {
      slots.append(.memory(0, home))
      counts.append(1)
    }
    for (position, step) in shared.enumerated() {
      for stay in stays where stay.position == position {
        slots.append(.memory(stay.memory, TensorRoles(stay.role)))
        counts.append(1)
      }
      slots.append(.loop(step.dimension))
      counts.append(Double(step.count))
    }
    let sharedSlots = shared.isEmpty ? 0 : slots.count
    for role in TensorRole.allCases {
      guard let memory = operands[role] else { continue }
      slots.append(.memory(memory, TensorRoles(role)))
      counts.append(1)
    }
    return (slots, counts, sharedSlots)
  }

  /// What the cost model must know of the place.
  ///
  /// - Parameters:
  ///   - sharedSlots: the slots outside and in the shared loops.
  ///   - outputIsInnermost: whether sums are made in the memory of the fused output.
  func terms(sharedSlots: Int, outputIsInnermost: Bool, memories: Int) -> MemberTerms {
    var outside = [TensorRoles](repeating: [], count: memories)
    for stay in stays { outside[stay.memory].formUnion(TensorRoles(stay.role)) }
    var terms = MemberTerms(shared: shared, outside: outside, addendHomes: addendHomes)
    terms.sharedSlots = sharedSlots
    terms.operandMemories = (operands[.input], operands[.weight])
    terms.outputMemory = outputHome
    terms.outputIsInnermost = outputIsInnermost
    terms.copies = copies
    terms.halo = halo
    terms.isFirstProducer = isFirstProducer
    return terms
  }

  /// The extents inside the shared loops.
  func inside(_ sizes: LayerSizes) -> LayerSizes {
    shared.reduce(into: sizes) { $0[$1.dimension] /= $1.count }
  }
}

import FuseIR

/// Equal stretches of ops, and what goes in and out of them.
struct OutlinedStretch {
  /// Where an operand from outside is used in a stretch: the how manyth of all operands.
  typealias Slot = Int

  /// The ops of each stretch.
  let instances: [[OpID]]
  /// The place of each stretch in the order that the caller chose.
  let starts: [Int]
  /// The slots of each argument of the function.
  private(set) var argumentSlots: [[Slot]] = []
  /// The slots that hold the same constant everywhere.
  private(set) var constantSlots: [[Slot]] = []
  /// The results of ops that are used outside of some stretch.
  private(set) var resultSlots: [(op: Int, result: Int)] = []

  /// The number of ops.
  var length: Int { instances[0].count }
  /// How many ops less there are when the function is made.
  var savings: Int { (instances.count - 1) * (length - 1) - 1 }

  /// Sorts stretches whose ops are equal one by one into groups in which the ops are connected in the same way.
  static func stretches(
    _ stretches: [[OpID]], starts: [Int], in module: borrowing Module
  ) -> [OutlinedStretch] {
    var groups: [(shape: [Int32], members: [Int])] = []
    var known: [[Int32]: Int] = [:]
    for (index, stretch) in stretches.enumerated() {
      guard let shape = shape(of: stretch, in: module) else { continue }
      if let group = known[shape] {
        groups[group].members.append(index)
      } else {
        known[shape] = groups.count
        groups.append((shape, [index]))
      }
    }
    return groups.filter { $0.members.count > 1 }.map { group in
      var result = OutlinedStretch(
        instances: group.members.map { stretches[$0] }, starts: group.members.map { starts[$0] })
      result.findSlots(in: module)
      return result
    }
  }

  private init(instances: [[OpID]], starts: [Int]) {
    self.instances = instances
    self.starts = starts
  }

  /// For each operand the op of the stretch and the result that it is, or -1 for a value from outside; nil where the ops are
  /// not all of one block.
  private static func shape(of stretch: [OpID], in module: borrowing Module) -> [Int32]? {
    let block = module.parentBlock(of: stretch[0])
    var offsets: [ValueID: Int32] = [:]
    var shape: [Int32] = []
    for op in stretch {
      guard module.parentBlock(of: op) == block else { return nil }
      for (user, index) in OpTokens.captured(by: op, in: module) {
        shape.append(offsets[module.operand(index, of: user)] ?? -1)
      }
      for result in module.results(of: op) {
        offsets[result] = Int32(truncatingIfNeeded: offsets.count)
      }
    }
    return shape
  }

  // MARK: Slots

  private static func operands(
    of stretch: [OpID], in module: borrowing Module
  ) -> [(user: OpID, index: Int)] {
    stretch.flatMap { OpTokens.captured(by: $0, in: module) }
  }

  private mutating func findSlots(in module: borrowing Module) {
    let shape = Self.shape(of: instances[0], in: module) ?? []
    var values: [[ValueID]] = []
    for stretch in instances {
      values.append(
        Self.operands(of: stretch, in: module).map { module.operand($0.index, of: $0.user) })
    }
    // Slots that hold equal values in every stretch share an argument.
    var known: [[ValueID]: (isConstant: Bool, index: Int)] = [:]
    for slot in shape.indices where shape[slot] < 0 {
      let column = values.map { $0[slot] }
      if let place = known[column] {
        if place.isConstant {
          constantSlots[place.index].append(slot)
        } else {
          argumentSlots[place.index].append(slot)
        }
      } else if Self.areEqualConstants(column, in: module) {
        known[column] = (true, constantSlots.count)
        constantSlots.append([slot])
      } else {
        known[column] = (false, argumentSlots.count)
        argumentSlots.append([slot])
      }
    }
    let members = instances.map { Set($0) }
    for (offset, op) in instances[0].enumerated() {
      for result in 0..<module.resultCount(of: op) {
        let isUsed = instances.indices.contains { index in
          let value = module.result(result, of: instances[index][offset])
          return module.uses(of: value).contains { use in
            guard let block = module.parentBlock(of: instances[index][offset]),
              let user = module.ancestor(of: use.user, in: block)
            else { return true }
            return !members[index].contains(user)
          }
        }
        if isUsed { resultSlots.append((offset, result)) }
      }
    }
  }

  private static func areEqualConstants(
    _ values: [ValueID], in module: borrowing Module
  ) -> Bool {
    guard let first = module.definingOp(of: values[0]),
      module.constantAttribute(of: values[0]) != nil
    else { return false }
    return values.dropFirst().allSatisfy { value in
      guard let op = module.definingOp(of: value) else { return false }
      return module.opcode(of: op) == module.opcode(of: first)
        && module.constantAttribute(of: value) == module.constantAttribute(of: values[0])
        && module.type(of: value) == module.type(of: values[0])
    }
  }

  // MARK: Outlining

  /// Makes the function from the first stretch, and puts calls of it in place of all of them.
  func outline(as name: String, floating: FloatingOps, in module: inout Module) {
    for stretch in instances { bringForward(floating, stretch, in: &module) }
    makeFunction(name, in: &module)
    let callee = module.symbolAttribute(name)
    for stretch in instances {
      let slots = Self.operands(of: stretch, in: module)
      let arguments = argumentSlots.map { slot in
        module.operand(slots[slot[0]].index, of: slots[slot[0]].user)
      }
      let results = resultSlots.map { module.result($0.result, of: stretch[$0.op]) }
      let call = module.build(
        FuncOp.call, at: .before(stretch[0]), operands: arguments,
        resultTypes: results.map { module.type(of: $0) }, attributes: [("callee", callee)],
        location: module.location(of: stretch[0]))
      for (index, result) in results.enumerated() {
        module.replaceAllUses(of: result, with: module.result(index, of: call))
      }
      // From the end, so that no op goes before its users. Inside the stretch results are used up to then.
      for op in stretch.reversed() { module.erase(op) }
    }
  }

  /// What floats between the ops of the stretch moves before it: the call may need it.
  private func bringForward(
    _ floating: FloatingOps, _ stretch: [OpID], in module: inout Module
  ) {
    var current: OpID? = stretch[0]
    while let op = current, op != stretch[stretch.count - 1] {
      current = module.nextOp(after: op)
      if floating[op] { module.move(op, to: .before(stretch[0])) }
    }
  }

  private func makeFunction(_ name: String, in module: inout Module) {
    let stretch = instances[0]
    let location = module.location(of: stretch[0])
    let slots = Self.operands(of: stretch, in: module)
    let region = module.createRegion()
    let body = module.addBlock(to: region)
    var mapping = CloneMapping()
    for group in argumentSlots {
      let value = module.operand(slots[group[0]].index, of: slots[group[0]].user)
      // One value may be in slots that differ in other stretches: each slot gets its own argument below.
      mapping[value] = module.addArgument(
        to: body, type: module.type(of: value), location: location)
    }
    for group in constantSlots {
      let value = module.operand(slots[group[0]].index, of: slots[group[0]].user)
      guard let op = module.definingOp(of: value) else { continue }
      let copy = module.clone(op, mapping: &mapping)
      module.insert(copy, at: .end(of: body))
    }
    var copies: [OpID] = []
    for op in stretch {
      let copy = module.clone(op, mapping: &mapping)
      module.insert(copy, at: .end(of: body))
      copies.append(copy)
    }
    let copiedSlots = copies.flatMap { OpTokens.captured(by: $0, in: module) }
    for (index, group) in argumentSlots.enumerated() {
      for slot in group {
        module.setOperand(
          copiedSlots[slot].index, of: copiedSlots[slot].user, to: module.argument(index, of: body))
      }
    }
    let returned = resultSlots.map { mapping[module.result($0.result, of: stretch[$0.op])] }
    module.build(FuncOp.return, at: .end(of: body), operands: returned, location: location)
    let type = module.intern(
      .function(
        inputs: module.arguments(of: body).map { module.type(of: $0) },
        results: returned.map { module.type(of: $0) }))
    let place: InsertionPoint =
      module.body(of: module.root).map { .end(of: $0) } ?? .before(module.root)
    module.build(
      FuncOp.func, at: place,
      attributes: [
        ("sym_name", module.stringAttribute(name)),
        ("function_type", module.typeAttribute(type)),
        ("sym_visibility", module.stringAttribute("private")),
      ], regions: [region], location: location)
  }
}

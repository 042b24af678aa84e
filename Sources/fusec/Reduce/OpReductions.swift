import FuseIR

/// Takes ops away. What reads a result reads something else instead.
struct EraseOps: ReductionStep {
  /// What takes the place of a result.
  enum Replacement: String {
    /// An operand of the op, or a value from before it, of the same type.
    case earlierValue = "ops"
    /// A new argument of the function.
    case argument = "ops, by new arguments"
    /// A constant of zeros; the op is replaced rather than erased.
    case zero = "ops, by constants"
  }

  let replacement: Replacement
  var name: String { replacement.rawValue }

  private func candidates(in module: borrowing Module) -> [OpID] {
    module.opsPreOrder(in: module.root).filter { op in
      guard op != module.root, module.parentOp(of: op) != module.root,
        !module.traits(of: op).contains(.terminator)
      else { return false }
      // A constant by a constant would go round in circles.
      return replacement != .zero
        || (module.operandCount(of: op) > 0 && module.resultCount(of: op) > 0)
    }
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    var changed = false
    // Users come after definitions: from the end, most results have no reader any more when their op goes.
    for op in candidates(in: module)[range].reversed() where !module.isErased(op) {
      if erase(op, &module) { changed = true }
    }
    return changed
  }

  private func erase(_ op: OpID, _ module: inout Module) -> Bool {
    for result in module.results(of: op) where module.hasUses(result) {
      guard let value = substitute(for: result, of: op, &module) else { return false }
      module.replaceAllUses(of: result, with: value)
    }
    module.erase(op)
    return true
  }

  private func substitute(for result: ValueID, of op: OpID, _ module: inout Module) -> ValueID? {
    let type = module.type(of: result)
    switch replacement {
    case .earlierValue:
      let operands = module.operands(of: op)
      if let operand = operands.first(where: {
        module.type(of: $0) == type && module.definingOp(of: $0) != op
      }) {
        return operand
      }
      return module.earlierValue(of: type, than: op)
    case .argument:
      guard let function = module.function(around: op), let entry = module.body(of: function),
        let signature = module.signature(of: function)
      else { return nil }
      module.setSignature(of: function, signature.inputs + [type], signature.results)
      return module.addArgument(to: entry, type: type, location: module.location(of: op))
    case .zero:
      guard let zero = Self.zero(of: type, &module) else { return nil }
      let constant = module.build(
        ArithOp.constant, at: .before(op), resultTypes: [type], attributes: [("value", zero)],
        location: module.location(of: op))
      return module.result(of: constant)
    }
  }

  private static func zero(of type: TypeID, _ module: inout Module) -> AttributeID? {
    let element = module.elementType(of: type)
    guard module.shape(of: type) != nil else {
      if module.isIntegerOrIndex(type) { return module.integerAttribute(0, type) }
      guard module.isFloat(type), (module.bitWidth(of: type) ?? 128) <= 64 else { return nil }
      return module.intern(.float(bits: 0, type))
    }
    guard module.elementCount(of: type) != nil,
      module.isIntegerOrIndex(element) || module.isFloat(element),
      let width = module.elementByteCount(of: element)
    else { return nil }
    let bytes = [UInt8](repeating: 0, count: width)
    return module.intern(.denseElements(DenseElements(type: type, isSplat: true, bytes: bytes)))
  }
}

/// Takes operands of ops away, or makes them read the earliest value of their type.
struct ReduceOperands: ReductionStep {
  /// Whether the operand goes, rather than reads something else.
  let erases: Bool
  var name: String { erases ? "operands" : "operands, by earlier values" }

  private func candidates(in module: borrowing Module) -> [(OpID, Int)] {
    module.opsPreOrder(in: module.root).flatMap { op in
      (0..<module.operandCount(of: op)).map { (op, $0) }
    }
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    var changed = false
    for (op, index) in candidates(in: module)[range].reversed() {
      if erases {
        var operands = module.operands(of: op)
        operands.remove(at: index)
        module.setOperands(of: op, to: operands)
        changed = true
      } else {
        let value = module.operand(index, of: op)
        guard let earlier = module.earlierValue(of: module.type(of: value), than: op),
          earlier != value
        else { continue }
        module.setOperand(index, of: op, to: earlier)
        changed = true
      }
    }
    return changed
  }
}

/// Puts what a region holds in the place of its op: operands for the block's arguments, what it yields for the results.
struct InlineRegions: ReductionStep {
  var name: String { "regions" }

  private struct Candidate {
    let op: OpID
    let region: Int
    /// Whether the block's last op stays, because it is no terminator: one cannot tell with ops of other dialects.
    let keepsLast: Bool
  }

  private func candidates(in module: borrowing Module) -> [Candidate] {
    module.opsPreOrder(in: module.root).flatMap { op -> [Candidate] in
      guard op != module.root, module.parentOp(of: op) != module.root else { return [] }
      return (0..<module.regionCount(of: op)).flatMap { region in
        [false, true].map { Candidate(op: op, region: region, keepsLast: $0) }
      }
    }
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    var changed = false
    for candidate in candidates(in: module)[range].reversed()
    where !module.isErased(candidate.op) && inline(candidate, &module) {
      changed = true
    }
    return changed
  }

  private func inline(_ candidate: Candidate, _ module: inout Module) -> Bool {
    let op = candidate.op
    let region = module.region(candidate.region, of: op)
    guard let block = module.entryBlock(of: region), module.nextBlock(after: block) == nil,
      let last = module.lastOp(of: block)
    else { return false }
    let arguments = module.arguments(of: block)
    let yielded = candidate.keepsLast ? [] : module.operands(of: last)
    let operands = module.operands(of: op)
    func agree(_ a: [ValueID], _ b: [ValueID]) -> Bool {
      a.count == b.count && zip(a, b).allSatisfy { module.type(of: $0) == module.type(of: $1) }
    }
    // Ops with a condition in front pass the rest on.
    guard
      let passed = [operands, Array(operands.dropFirst())].first(where: { agree($0, arguments) }),
      agree(yielded, module.results(of: op))
    else { return false }
    for (argument, value) in zip(arguments, passed) {
      module.replaceAllUses(of: argument, with: value)
    }
    // An argument may have been yielded: look again.
    let values = candidate.keepsLast ? [] : module.operands(of: last)
    for (result, value) in zip(module.results(of: op), values) {
      module.replaceAllUses(of: result, with: value)
    }
    if !candidate.keepsLast {
      guard module.results(of: last).allSatisfy({ !module.hasUses($0) }) else { return false }
      module.erase(last)
    }
    module.moveOps(of: block, to: .before(op))
    module.erase(op)
    return true
  }
}

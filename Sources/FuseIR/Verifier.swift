/// Collects what a verification finds wrong.
public struct VerifierReport: Sendable {
  /// One mistake: the op that is wrong, and what is wrong.
  public struct Mistake: Sendable {
    /// The op.
    public let op: OpID
    /// What is wrong, without the op's name: "expects 2 operands, but has 3".
    public let message: String
  }

  /// All mistakes, in program order, at most `limit`.
  public private(set) var mistakes: [Mistake] = []

  /// How many mistakes are kept.
  public static let limit = 100

  /// An empty report.
  public init() {}

  /// The symbols looked up so far.
  var symbols = SymbolIndex()

  /// The signatures of ops that were found right by rules about nothing but the signature.
  var soundSignatures: Set<OpSignature> = []

  /// How many mistakes were found, those beyond the limit too.
  private(set) var count = 0

  /// True iff nothing was found.
  public var isEmpty: Bool { mistakes.isEmpty }

  /// True iff further mistakes would not be kept: looking for more is of no use.
  var isFull: Bool { mistakes.count >= Self.limit }

  /// Enters a mistake of the op.
  public mutating func report(_ op: OpID, _ message: String) {
    count += 1
    if !isFull { mistakes.append(Mistake(op: op, message: message)) }
  }
}

extension Module {
  /// Checks the whole program: structure, dominance, isolation, symbols, and what each op declares.
  public func verify() -> VerifierReport { verify(root) }

  /// Checks the op and all ops inside it.
  public func verify(_ root: OpID) -> VerifierReport {
    var verification = Verification(root, self)
    forEachOpPreOrder(in: root) { op in
      guard !verification.structure.isFull else { return }
      verifyOp(op, &verification)
      verifyDominance(of: op, &verification)
    }
    for mistake in verification.dominance.mistakes {
      verification.structure.report(mistake.op, mistake.message)
    }
    return verification.structure
  }

  /// Calls `body` with the op and all ops inside it, each before the ops it holds.
  private func forEachOpPreOrder(in root: OpID, _ body: (OpID) -> Void) {
    // The rest of a block whose op is being gone into, or the first block that is left of a region.
    enum Rest { case ops(OpID), blocks(BlockID) }
    var stack: [Rest] = []
    func enter(_ op: OpID) {
      for index in (0..<regionCount(of: op)).reversed() {
        let first = self.regions[region(index, of: op).index].firstBlock
        if !first.isNull { stack.append(.blocks(first)) }
      }
    }
    body(root)
    enter(root)
    while let rest = stack.popLast() {
      var op: OpID
      switch rest {
      case .ops(let first): op = first
      case .blocks(let block):
        if let next = nextBlock(after: block) { stack.append(.blocks(next)) }
        op = blocks[block.index].firstOp
      }
      while !op.isNull {
        body(op)
        let next = ops[op.index].next
        if ops[op.index].regionCount > 0 {
          if !next.isNull { stack.append(.ops(next)) }
          enter(op)
          break
        }
        op = next
      }
    }
  }

  private func verifyOp(_ op: OpID, _ verification: inout Verification) {
    let row = definitions.row(of: ops[op.index].opcode)
    let facts = definitions.facts(row: row)
    if ops[op.index].regionCount > 0 { verifyGraphs(of: op, facts, &verification.structure) }
    for check in verification.fuseAttributes {
      if let value = attribute(check.name, of: op) {
        check.attribute.verify(self, op, value, &verification.structure)
      }
    }
    guard facts.isImplemented else { return }
    verifyTerminators(op, facts, &verification.structure)
    let structural = verification.structure.count
    let record = ops[op.index]
    if !(facts.operands.least...facts.operands.largest).contains(record.operandCount)
      || !(facts.results.least...facts.results.largest).contains(record.resultCount)
      || !(facts.regions.least...facts.regions.largest).contains(record.regionCount)
      || !(facts.successors.least...facts.successors.largest).contains(record.successorCount)
    {
      reportCounts(op, definitions.all[row], &verification.structure)
    }
    if facts.hasAttributes {
      verification.prepareAttributes(ofRow: row, self)
      for index in verification.checks[row].indices {
        verifyAttribute(row, index, op, &verification)
      }
    }
    guard verification.structure.count == structural else { return }
    verifyTraits(facts.traits, op, &verification.structure)
    guard verification.structure.count == structural, facts.hasVerify else { return }
    definitions.all[row].verify?(self, op, &verification.structure)
  }

  private func reportCounts(
    _ op: OpID, _ definition: OpDefinition, _ report: inout VerifierReport
  ) {
    func check(_ arity: Arity, _ count: Int, _ noun: String) {
      if !arity.allows(count) {
        report.report(op, "expects \(arity.description) \(noun), but has \(count)")
      }
    }
    check(definition.operands, operandCount(of: op), "operands")
    check(definition.results, resultCount(of: op), "results")
    check(definition.regions, regionCount(of: op), "regions")
    check(definition.successors, successors(of: op).count, "successors")
  }

  private func verifyAttribute(
    _ row: Int, _ index: Int, _ op: OpID, _ verification: inout Verification
  ) {
    let name = verification.checks[row][index].name
    guard !name.isNull, let id = attribute(name, of: op) else {
      if !verification.checks[row][index].isOptional {
        let definition = definitions.all[row].attributes[index]
        verification.structure.report(op, "requires attribute '\(definition.name)'")
      }
      return
    }
    guard verification.checks[row][index].accepted != id,
      !verification.checks[row][index].acceptsAll
    else { return }
    let definition = definitions.all[row].attributes[index]
    if let expected = mismatch(id, definition.constraint) {
      verification.structure.report(op, "attribute '\(definition.name)' must be \(expected)")
    } else {
      verification.checks[row][index].accepted = id
    }
  }

  /// What the attribute should have been, nil if it satisfies the constraint.
  private func mismatch(_ id: AttributeID, _ constraint: AttributeConstraint) -> String? {
    let value = attribute(id)
    switch (constraint, value) {
    case (.any, _), (.unit, .unit), (.string, .string), (.symbol, .symbol), (.type, .type),
      (.array, .array), (.dictionary, .dictionary), (.float, .float), (.float, .wideFloat),
      (.elements, .denseElements), (.elements, .denseResource), (.elements, .sparse),
      (.elements, .denseStrings), (.affineMap, .affineMap), (.affineSet, .affineSet):
      return nil
    case (.bool, .integer(_, .i1)): return nil
    case (.integer(let width), .integer(_, let type)):
      guard let width, bitWidth(of: type) != width else { return nil }
    case (.denseArray(let width), .denseArray(let element, _)):
      if bitWidth(of: element) == width { return nil }
    case (.affineMapArray, .array(let elements)):
      let areMaps = elements.allSatisfy {
        if case .affineMap = attribute($0) { return true }
        return false
      }
      if areMaps { return nil }
    case (.dialect(let name), .dialect(let dialect, let body)):
      let parts = name.split(separator: ".", maxSplits: 1)
      let text = string(body)
      if string(dialect) == parts[0] {
        if parts.count == 1 { return nil }
        if text.hasPrefix(".\(parts[1])") || text.hasPrefix("<\(parts[1])") { return nil }
      }
    case (.word(let words), .dialect):
      if isWord(id, words) { return nil }
    case (.wordArray(let words), .array(let elements)):
      if elements.allSatisfy({ isWord($0, words) }) { return nil }
    default: break
    }
    switch constraint {
    case .any: return "an attribute"
    case .unit: return "unit"
    case .bool: return "true or false"
    case .integer(let width): return width.map { "a \($0)-bit integer" } ?? "an integer"
    case .float: return "a float"
    case .string: return "a string"
    case .symbol: return "a symbol reference"
    case .type: return "a type"
    case .array: return "an array"
    case .dictionary: return "a dictionary"
    case .denseArray(let width): return "array<i\(width): ...>"
    case .elements: return "dense elements"
    case .affineMap: return "an affine map"
    case .affineMapArray: return "an array of affine maps"
    case .affineSet: return "an affine set"
    case .dialect(let name): return "#\(name)<...>"
    case .word(let words): return words.description
    case .wordArray(let words): return "an array of \(words.description)"
    }
  }

  private func isWord(_ id: AttributeID, _ words: AttributeWords) -> Bool {
    guard case .dialect(let dialect, let body) = attribute(id) else { return false }
    return string(dialect) == words.dialect && words.allows(string(body))
  }

  private func verifyTraits(_ traits: OpTraits, _ op: OpID, _ report: inout VerifierReport) {
    if traits.contains(.sameOperandsAndResultType) {
      if !involvedAgree(op, { $0 == $1 }) {
        report.report(op, "requires the same type for all operands and results")
      }
    } else if traits.contains(.sameOperandsAndResultShape) {
      if !involvedAgree(op, { $0 == $1 || shapesAgree(shape(of: $0), shape(of: $1)) }) {
        report.report(op, "requires the same shape for all operands and results")
      }
    }
    if traits.contains(.segmentedOperands),
      let attribute = attribute(.operandSegmentSizes, of: op),
      !areSegments(attribute, of: operandCount(of: op)), let segments = integers(attribute)
    {
      let sum = segments.reduce(Int64(0)) { $0 &+ $1 }
      if segments.contains(where: { $0 < 0 }) || sum != Int64(operandCount(of: op)) {
        report.report(
          op, "operandSegmentSizes add up to \(sum), but there are \(operandCount(of: op)) operands"
        )
      }
    }
    if traits.contains(.singleBlock) {
      for index in 0..<regionCount(of: op) {
        let record = regions[region(index, of: op).index]
        guard record.firstBlock != record.lastBlock else { continue }
        report.report(op, "expects regions of at most one block")
      }
    }
    if traits.contains(.symbolTable) { verifySymbols(of: op, &report) }
  }

  /// Whether the attribute is `array<i32: ...>` of sizes that add up to `count`; false says nothing of other attributes.
  private func areSegments(_ attribute: AttributeID, of count: Int) -> Bool {
    guard case .denseArray(.i32, let bytes) = attributes[attribute] else { return false }
    var sum = 0
    for offset in stride(from: 0, to: bytes.count - 3, by: 4) {
      let size = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Int32.self) }
      guard size >= 0 else { return false }
      sum += Int(Int32(littleEndian: size))
    }
    return sum == count
  }

  /// Whether the types of all operands and results agree with that of the first.
  @inline(__always)
  private func involvedAgree(_ op: OpID, _ agree: (TypeID, TypeID) -> Bool) -> Bool {
    let record = ops[op.index]
    var first = TypeID.null
    for slot in Int(record.operandStart)..<Int(record.operandStart + record.operandCount) {
      let type = values[uses[slot].value.index].type
      if first.isNull { first = type } else if !agree(type, first) { return false }
    }
    for index in Int(record.resultStart)..<Int(record.resultStart + record.resultCount) {
      let type = values[index].type
      if first.isNull { first = type } else if !agree(type, first) { return false }
    }
    return true
  }

  /// Each name is defined once in a symbol table, foreign ops included.
  private func verifySymbols(of table: OpID, _ report: inout VerifierReport) {
    var seen: Set<AttributeID> = []
    for region in regions(of: table) {
      for block in blocks(of: region) {
        for op in ops(of: block) {
          guard let id = attribute(.symbolName, of: op), case .string(let name, _) = attribute(id),
            !seen.insert(id).inserted
          else { continue }
          report.report(op, "redefines symbol '\(string(name))'")
        }
      }
    }
  }

  private func shapesAgree(_ a: [Int64]?, _ b: [Int64]?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    guard a.count == b.count else { return false }
    return zip(a, b).allSatisfy { $0 == $1 || $0 == Dimension.dynamic || $1 == Dimension.dynamic }
  }

  private func verifyTerminators(
    _ op: OpID, _ facts: OpFacts, _ report: inout VerifierReport
  ) {
    if facts.traits.contains(.terminator), nextOp(after: op) != nil {
      report.report(op, "is a terminator and must be the last op of its block")
    }
    guard ops[op.index].regionCount > 0, !facts.traits.contains(.noTerminator) else { return }
    forEachBlock(of: op) { block, _ in
      guard let last = lastOp(of: block) else {
        report.report(op, "has an empty block: expects a terminator at its end")
        return
      }
      let facts = definitions.facts(of: opcode(of: last))
      if facts.isImplemented, !facts.traits.contains(.terminator) {
        report.report(last, "stands at the end of a block, but is no terminator")
      }
    }
  }

  /// Calls `body` with each block of the op's regions, and its region, without arrays.
  @inline(__always)
  private func forEachBlock(of op: OpID, _ body: (BlockID, RegionRecord) -> Void) {
    for index in 0..<regionCount(of: op) {
      let region = regions[region(index, of: op).index]
      var block = region.firstBlock
      while !block.isNull {
        body(block, region)
        block = blocks[block.index].next
      }
    }
  }

  /// Where a region has several blocks, none may be empty, not even in a foreign op, and no branch may lead to the first.
  private func verifyGraphs(of op: OpID, _ facts: OpFacts, _ report: inout VerifierReport) {
    forEachBlock(of: op) { block, region in
      guard let last = lastOp(of: block) else {
        if !facts.isImplemented, region.firstBlock != region.lastBlock {
          report.report(op, "has an empty block: expects at least a terminator")
        }
        return
      }
      if ops[last.index].successorCount > 0, successors(of: last).contains(region.firstBlock) {
        report.report(op, "has a region whose entry block has predecessors")
      }
    }
  }

  /// Every use must be dominated by its definition: by order in a block, by the dominator tree among blocks, and never
  /// across the region of an isolated op. Graph regions (and those of foreign ops) ask for no order among their ops.
  private func verifyDominance(of op: OpID, _ verification: inout Verification) {
    verification.count += 1
    verification.order[op.index] = verification.count
    let record = ops[op.index]
    for index in 0..<Int(record.operandCount) {
      let value = uses[Int(record.operandStart) + index].value
      // Nearly all operands are results of an op that came before in the same block.
      let owner = values[value.index].owner
      if owner >= 0, owner != op.raw, verification.order[Int(owner)] > 0,
        ops[Int(owner)].parent == record.parent
      {
        continue
      }
      if let problem = dominanceProblem(value, op, &verification) {
        verification.dominance.report(op, "operand #\(index) \(problem)")
      }
    }
  }

  private func dominanceProblem(
    _ value: ValueID, _ op: OpID, _ verification: inout Verification
  ) -> String? {
    guard let home = block(of: value), let region = parentRegion(of: home) else {
      return "is not defined in any block"
    }
    // Climb from the user to the region of the definition.
    var user = op
    while true {
      guard let block = parentBlock(of: user) else { return "does not dominate this use" }
      if parentRegion(of: block) == region { break }
      guard let parent = parentOp(of: block) else { return "does not dominate this use" }
      if traits(of: parent).contains(.isolatedFromAbove) {
        return "is defined outside of '\(name(of: parent))', which uses no values from above"
      }
      user = parent
    }
    guard let block = parentBlock(of: user) else { return "does not dominate this use" }
    guard let owner = parentOp(of: region) else { return nil }
    let facts = definitions.facts(of: opcode(of: owner))
    // Ops of one block of a graph region have no order.
    let isGraph = !facts.isImplemented || facts.traits.contains(.graphRegion)
    if isGraph, home == block { return nil }
    guard case .result(let definingOp, _) = definition(of: value) else {
      if home == block { return nil }
      return dominates(home, block, region, &verification) ? nil : "does not dominate this use"
    }
    if home == block {
      // An op that was not met stands later, unless it stands outside of what is checked.
      let isMet = verification.order[definingOp.index] > 0
      if isMet ? definingOp != user : !isInside(definingOp, verification.root) { return nil }
      // What is never reached is in no order either.
      return isReachable(block, region, &verification) ? "does not dominate this use" : nil
    }
    return dominates(home, block, region, &verification) ? nil : "does not dominate this use"
  }

  private func isReachable(
    _ block: BlockID, _ region: RegionID, _ verification: inout Verification
  ) -> Bool {
    let tree = verification.dominators[region] ?? DominatorTree(self, region)
    verification.dominators[region] = tree
    return tree.isReachable(block)
  }

  private func dominates(
    _ a: BlockID, _ b: BlockID, _ region: RegionID, _ verification: inout Verification
  ) -> Bool {
    if let tree = verification.dominators[region] { return tree.dominates(a, b) }
    let tree = DominatorTree(self, region)
    verification.dominators[region] = tree
    return tree.dominates(a, b)
  }
}

/// The state of one verification.
private struct Verification {
  /// One inherent attribute of an op, ready to be looked up.
  struct AttributeCheck {
    /// The name, null where no attribute of the module has it.
    let name: StringID
    let isOptional: Bool
    /// Whether every value is right.
    let acceptsAll: Bool
    /// The value that was found right last.
    var accepted = AttributeID.null
  }

  let root: OpID
  /// What is wrong with ops by themselves; it is reported first.
  var structure = VerifierReport()
  /// What is wrong with their operands.
  var dominance = VerifierReport()
  /// By op, when it was met, from 1; 0 for ops that were not met so far.
  var order: ContiguousArray<Int32>
  var count: Int32 = 0
  var dominators: [RegionID: DominatorTree] = [:]
  /// By row of the definition table, once the row was asked for.
  var checks: [ContiguousArray<AttributeCheck>]
  /// The attributes of the `fuse` dialect whose names occur in the module.
  var fuseAttributes: [(name: StringID, attribute: FuseAttribute)] = []

  init(_ root: OpID, _ module: borrowing Module) {
    self.root = root
    order = ContiguousArray(repeating: 0, count: module.opCapacity)
    checks = Array(repeating: [], count: OpDefinitionTable.shared.rowCount)
    for attribute in FuseAttribute.all {
      if let name = module.find(attribute.name) { fuseAttributes.append((name, attribute)) }
    }
  }

  @inline(__always)
  mutating func prepareAttributes(ofRow row: Int, _ module: borrowing Module) {
    if checks[row].isEmpty { makeChecks(row, module) }
  }

  private mutating func makeChecks(_ row: Int, _ module: borrowing Module) {
    for attribute in module.definitions.all[row].attributes {
      checks[row].append(
        AttributeCheck(
          name: module.find(attribute.name) ?? .null, isOptional: attribute.isOptional,
          acceptsAll: attribute.constraint == .any))
    }
  }
}

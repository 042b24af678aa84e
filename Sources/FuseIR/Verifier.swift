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

  /// True iff nothing was found.
  public var isEmpty: Bool { mistakes.isEmpty }

  /// Enters a mistake of the op.
  public mutating func report(_ op: OpID, _ message: String) {
    if mistakes.count < Self.limit { mistakes.append(Mistake(op: op, message: message)) }
  }
}

extension Module {
  /// Checks the whole program: structure, dominance, isolation, symbols, and what each op declares.
  public func verify() -> VerifierReport { verify(root) }

  /// Checks the op and all ops inside it.
  public func verify(_ root: OpID) -> VerifierReport {
    var report = VerifierReport()
    for op in opsPreOrder(in: root) { verifyOp(op, &report) }
    verifyDominance(root, &report)
    return report
  }

  private func verifyOp(_ op: OpID, _ report: inout VerifierReport) {
    verifyTerminators(op, &report)
    guard let definition = definition(of: op) else { return }
    let before = report.mistakes.count
    func check(_ arity: Arity, _ count: Int, _ noun: String) {
      if !arity.allows(count) {
        report.report(op, "expects \(arity.description) \(noun), but has \(count)")
      }
    }
    check(definition.operands, operandCount(of: op), "operands")
    check(definition.results, resultCount(of: op), "results")
    check(definition.regions, regionCount(of: op), "regions")
    check(definition.successors, successors(of: op).count, "successors")
    for attribute in definition.attributes { verifyAttribute(attribute, op, &report) }
    guard report.mistakes.count == before else { return }
    verifyTraits(definition.traits, op, &report)
    guard report.mistakes.count == before else { return }
    definition.verify?(self, op, &report)
  }

  private func verifyAttribute(
    _ definition: AttributeDefinition, _ op: OpID, _ report: inout VerifierReport
  ) {
    guard let id = attribute(definition.name, of: op) else {
      if !definition.isOptional {
        report.report(op, "requires attribute '\(definition.name)'")
      }
      return
    }
    if let expected = mismatch(id, definition.constraint) {
      report.report(op, "attribute '\(definition.name)' must be \(expected)")
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
    case (.affineMapArray, .array): if affineMaps(id) != nil { return nil }
    case (.dialect(let name), .dialect(let dialect, let body)):
      let parts = name.split(separator: ".", maxSplits: 1)
      let text = string(body)
      if string(dialect) == parts[0] {
        if parts.count == 1 { return nil }
        if text.hasPrefix(".\(parts[1])") || text.hasPrefix("<\(parts[1])") { return nil }
      }
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
    }
  }

  private func verifyTraits(_ traits: OpTraits, _ op: OpID, _ report: inout VerifierReport) {
    let involved = operands(of: op) + results(of: op)
    if traits.contains(.sameOperandsAndResultType), let first = involved.first {
      if involved.contains(where: { type(of: $0) != type(of: first) }) {
        report.report(op, "requires the same type for all operands and results")
      }
    } else if traits.contains(.sameOperandsAndResultShape), let first = involved.first {
      let shape = shape(of: first)
      if involved.contains(where: { !shapesAgree(self.shape(of: $0), shape) }) {
        report.report(op, "requires the same shape for all operands and results")
      }
    }
    if traits.contains(.segmentedOperands), let segments = integers("operandSegmentSizes", of: op) {
      let sum = segments.reduce(Int64(0)) { $0 &+ $1 }
      if segments.contains(where: { $0 < 0 }) || sum != Int64(operandCount(of: op)) {
        report.report(
          op, "operandSegmentSizes add up to \(sum), but there are \(operandCount(of: op)) operands"
        )
      }
    }
    if traits.contains(.singleBlock) {
      for region in regions(of: op) where blocks(of: region).count > 1 {
        report.report(op, "expects regions of at most one block")
      }
    }
    if traits.contains(.symbolTable) { verifySymbols(of: op, &report) }
  }

  /// Each name is defined once in a symbol table, foreign ops included.
  private func verifySymbols(of table: OpID, _ report: inout VerifierReport) {
    guard let key = find("sym_name") else { return }
    var seen: Set<AttributeID> = []
    for region in regions(of: table) {
      for block in blocks(of: region) {
        for op in ops(of: block) {
          guard let id = attribute(key, of: op), case .string(let name, _) = attribute(id),
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

  private func verifyTerminators(_ op: OpID, _ report: inout VerifierReport) {
    if traits(of: op).contains(.terminator), nextOp(after: op) != nil {
      report.report(op, "is a terminator and must be the last op of its block")
    }
    guard let definition = definition(of: op), !definition.traits.contains(.noTerminator) else {
      return
    }
    for region in regions(of: op) {
      for block in blocks(of: region) {
        guard let last = lastOp(of: block) else {
          report.report(op, "has an empty block: expects a terminator at its end")
          continue
        }
        if self.definition(of: last) != nil, !traits(of: last).contains(.terminator) {
          report.report(last, "stands at the end of a block, but is no terminator")
        }
      }
    }
  }

  /// Every use must be dominated by its definition: by order in a block, by the dominator tree among blocks, and never
  /// across the region of an isolated op. Graph regions (and those of foreign ops) ask for no order among their ops.
  private func verifyDominance(_ root: OpID, _ report: inout VerifierReport) {
    var order = OpMap(self, repeating: Int32(0))
    let all = opsPreOrder(in: root)
    for (index, op) in all.enumerated() { order[op] = Int32(index) }
    var dominators: [RegionID: DominatorTree] = [:]
    for op in all {
      for index in 0..<operandCount(of: op) {
        let value = operand(index, of: op)
        if let problem = dominanceProblem(value, op, order, &dominators) {
          report.report(op, "operand #\(index) \(problem)")
        }
      }
    }
  }

  private func dominanceProblem(
    _ value: ValueID, _ op: OpID, _ order: OpMap<Int32>,
    _ dominators: inout [RegionID: DominatorTree]
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
    let isGraph = definition(of: owner).map { $0.traits.contains(.graphRegion) } ?? true
    if isGraph { return nil }
    guard case .result(let definingOp, _) = definition(of: value) else {
      if home == block { return nil }
      return dominates(home, block, region, &dominators) ? nil : "does not dominate this use"
    }
    if home == block {
      return order[definingOp] < order[user] ? nil : "does not dominate this use"
    }
    return dominates(home, block, region, &dominators) ? nil : "does not dominate this use"
  }

  private func dominates(
    _ a: BlockID, _ b: BlockID, _ region: RegionID, _ dominators: inout [RegionID: DominatorTree]
  ) -> Bool {
    if let tree = dominators[region] { return tree.dominates(a, b) }
    let tree = DominatorTree(self, region)
    dominators[region] = tree
    return tree.dominates(a, b)
  }
}

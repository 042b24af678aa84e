import FuseIR

/// Removes what joiners of streams do twice.
///
/// A pair of a `sam.intersect` or `sam.union` that occurs before is dropped; its result is that of the first one. Where the
/// coordinates of all pairs are one stream, the joiner goes. Joiners that skip are left alone, and those of a single pair, which
/// drop values to which no coordinate belongs.
///
/// ```
/// %crd, %r0, %r1 = "sam.intersect"(%c, %a, %c, %b)   →   %c, %a, %b
/// ```
public struct RemoveDuplicateJoins: Pass {
  /// `remove-duplicate-joins`.
  public static let name = "remove-duplicate-joins"
  /// What the pass does.
  public static let summary = "Removes operands that a joiner of streams has twice."
  /// The whole program, or functions one at a time.
  public static let anchor = PassAnchor.any

  /// The pass.
  public init() {}

  /// Cleans the joiners inside of the op.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var outcome = PassOutcome.unchanged
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for inner in module.opsPreOrder(in: op) where !module.isErased(inner) {
        guard let kind = SamOp(module.opcode(of: inner)), kind == .intersect || kind == .union,
          module.attribute("skip", of: inner) == nil
        else { continue }
        if clean(inner, &module) {
          context.count("joiners made smaller")
          hasChanged = true
          outcome = .changed
        }
      }
    }
    return outcome
  }

  private func clean(_ op: OpID, _ module: inout Module) -> Bool {
    let operands = module.operands(of: op)
    let results = module.results(of: op)
    guard operands.count > 2, operands.count % 2 == 0, results.count == operands.count / 2 + 1
    else { return false }
    var pairs: [(coordinates: ValueID, payload: ValueID)] = []
    for index in 0..<operands.count / 2 {
      pairs.append((operands[2 * index], operands[2 * index + 1]))
    }
    if pairs.allSatisfy({ $0.coordinates == pairs[0].coordinates }) {
      module.replace(op, with: [pairs[0].coordinates] + pairs.map(\.payload))
      return true
    }
    var kept: [Int] = []
    var places: [Int] = []
    for (index, pair) in pairs.enumerated() {
      if let same = kept.firstIndex(where: {
        pairs[$0].coordinates == pair.coordinates && pairs[$0].payload == pair.payload
      }) {
        places.append(same)
      } else {
        places.append(kept.count)
        kept.append(index)
      }
    }
    guard kept.count < pairs.count else { return false }
    let types = [results[0]] + kept.map { results[$0 + 1] }
    var resultTypes: [TypeID] = []
    for result in types { resultTypes.append(module.type(of: result)) }
    let copy = module.createOp(
      module.opcode(of: op), operands: kept.flatMap { [pairs[$0].coordinates, pairs[$0].payload] },
      resultTypes: resultTypes, properties: module.properties(of: op),
      attributes: module.attributes(of: op), location: module.location(of: op))
    module.insert(copy, at: .before(op))
    let replacements = [module.result(0, of: copy)] + places.map { module.result($0 + 1, of: copy) }
    module.replace(op, with: replacements)
    return true
  }
}

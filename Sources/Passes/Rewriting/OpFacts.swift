import FuseIR

/// What passes ask of an op's definition for every op, in dense tables by opcode, so that no definition is copied on the
/// way.
public struct OpFacts: Sendable {
  /// The one table.
  public static let shared = OpFacts()

  /// The number of opcodes of implemented dialects, rounded up per dialect.
  static let width = Dialect.allCases.count << 10

  private let traitTable: [OpTraits]
  let folds: [(@Sendable (inout Module, OpID) -> [FoldedResult]?)?]

  private init() {
    var traits = [OpTraits](repeating: [], count: Self.width)
    var folds = [(@Sendable (inout Module, OpID) -> [FoldedResult]?)?](
      repeating: nil, count: Self.width)
    let table = OpDefinitionTable.shared
    for definition in table.all {
      guard let opcode = table.opcode(named: definition.name) else { continue }
      traits[Int(opcode.raw)] = definition.traits
      folds[Int(opcode.raw)] = definition.fold
    }
    traitTable = traits
    self.folds = folds
  }

  /// The traits of ops with the opcode; none for foreign ops.
  func traits(_ opcode: Opcode) -> OpTraits {
    let index = Int(opcode.raw)
    return index < traitTable.count ? traitTable[index] : []
  }

  /// True iff the op and all ops inside have no effect but their results: it may be erased when they are unused.
  func isPure(_ op: OpID, in module: borrowing Module) -> Bool {
    guard traits(module.opcode(of: op)).contains(.pure) else { return false }
    guard module.regionCount(of: op) > 0 else { return true }
    for inner in module.opsPreOrder(in: op).dropFirst() {
      let traits = traits(module.opcode(of: inner))
      guard traits.contains(.pure) || traits.contains(.terminator) else { return false }
    }
    return true
  }

  /// True iff the op is pure, ends no block, and no result of it is used.
  func isDead(_ op: OpID, in module: borrowing Module) -> Bool {
    for index in 0..<module.resultCount(of: op) where module.hasUses(module.result(index, of: op)) {
      return false
    }
    return isPure(op, in: module) && !traits(module.opcode(of: op)).contains(.terminator)
  }
}

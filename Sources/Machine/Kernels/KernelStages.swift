import FuseIR

/// The stages of a `kernel.rows`: its sweeps over a row, in their order.
public struct KernelStages: Sendable {
  /// One sweep.
  public struct Stage: Sendable {
    /// The structured op.
    public let op: OpID
    /// How many barriers stand before it.
    public let epoch: Int
    /// The extents of its loops.
    public let loops: [Int]
    /// Where its results wait; empty where it does not say.
    public let places: [KernelPlace]

    /// How many points its loops have.
    public var points: Double { loops.reduce(1) { $0 * Double($1) } }
  }

  /// The stages.
  public private(set) var stages: [Stage] = []
  /// How many barriers there are.
  public private(set) var barriers = 0
  /// By op, its number.
  private var numbers: [OpID: Int] = [:]

  /// Reads the stages of the op.
  public init(_ op: OpID, in module: borrowing Module) {
    guard let body = module.body(of: op) else { return }
    for inner in module.ops(of: body) {
      if module.opcode(of: inner).is(KernelOp.barrier) { barriers += 1 }
      guard let structured = StructuredOp(inner, in: module) else { continue }
      let loops = structured.loopBounds(in: module) ?? []
      numbers[inner] = stages.count
      stages.append(
        Stage(
          op: inner, epoch: barriers, loops: loops.map { Int(max(0, $0)) },
          places: KernelPlace.places(of: inner, in: module) ?? []))
    }
  }

  /// The stages that read a value, as it is or reshaped, in their order.
  public func readers(of value: ValueID, in module: borrowing Module) -> [Int] {
    var found: Set<Int> = []
    var values = [value]
    var seen: Set<ValueID> = [value]
    while let next = values.popLast() {
      for use in module.uses(of: next) {
        var user: OpID? = use.user
        while let op = user, numbers[op] == nil { user = module.parentOp(of: op) }
        if let op = user, let number = numbers[op] {
          found.insert(number)
        } else if module.opcode(of: use.user).dialect == .tensor {
          for result in module.results(of: use.user) where seen.insert(result).inserted {
            values.append(result)
          }
        }
      }
    }
    return found.sorted()
  }

  /// The epochs from that in which a stage computes a result to the last in which it is read.
  public func epochs(
    ofResult result: Int, of stage: Int, in module: borrowing Module
  ) -> ClosedRange<Int> {
    let first = stages[stage].epoch
    let readers = readers(of: module.result(result, of: stages[stage].op), in: module)
    return first...readers.reduce(first) { max($0, stages[$1].epoch) }
  }
}

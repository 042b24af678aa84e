/// What a module held at one time: every op with its operands, results, attributes and place, as handles of the module.
///
/// Handles of erased records are never reused and interned types and attributes never go away, so the module itself, later
/// and changed, still says what the handles of a snapshot mean: names, types, attributes. Two snapshots of one module are
/// compared by comparing integers.
public struct ModuleSnapshot: Sendable {
  /// An op as it stood.
  public struct Op: Sendable {
    /// The op.
    public let id: OpID
    /// The kind of op.
    public let opcode: Opcode
    /// The index in `ops` of the op around it; −1 for the root.
    public let parent: Int
    /// How many ops are around it.
    public let depth: Int
    /// The block that held it; nil for the root.
    public let block: BlockID?
    /// The properties, a dictionary.
    public let properties: AttributeID
    /// The attributes, a dictionary.
    public let attributes: AttributeID
    /// Where it comes from.
    public let location: LocationID
    /// Its places in `operands`.
    public let operandRange: Range<Int>
    /// Its places in `results` and `resultTypes`.
    public let resultRange: Range<Int>
    /// How many regions it had.
    public let regionCount: Int
  }

  /// A block as it stood.
  public struct Block: Sendable {
    /// The block.
    public let id: BlockID
    /// The index in `ops` of the op around it.
    public let parent: Int
    /// The index in `ops` of the first op after the beginning of the block, in the order of the text.
    public let position: Int
    /// Which region of the op around it holds the block.
    public let region: Int
    /// Its number in the region.
    public let number: Int
    /// Its places in `arguments` and `argumentTypes`.
    public let argumentRange: Range<Int>
  }

  /// The ops in the order of the text, each before those that it holds.
  public private(set) var ops: ContiguousArray<Op> = []
  /// The blocks in the order of the text.
  public private(set) var blocks: ContiguousArray<Block> = []
  /// The operands of all ops.
  public private(set) var operands: ContiguousArray<ValueID> = []
  /// The results of all ops.
  public private(set) var results: ContiguousArray<ValueID> = []
  /// The types of `results`.
  public private(set) var resultTypes: ContiguousArray<TypeID> = []
  /// The arguments of all blocks.
  public private(set) var arguments: ContiguousArray<ValueID> = []
  /// The types of `arguments`.
  public private(set) var argumentTypes: ContiguousArray<TypeID> = []

  /// What the module holds now.
  public init(_ module: borrowing Module) {
    // A block still to be visited is on the stack as its next op.
    append(module.root, parent: -1, depth: 0, module)
    var stack: [(region: Int, block: BlockID?, next: OpID?, parent: Int, number: Int)] = []
    func enter(_ op: OpID, _ index: Int, _ region: Int, _ module: borrowing Module) {
      let entry = module.entryBlock(of: module.region(region, of: op))
      stack.append((region, entry, nil, index, 0))
    }
    if module.regionCount(of: module.root) > 0 { enter(module.root, 0, 0, module) }
    var isAtStart = true
    while let top = stack.popLast() {
      let owner = ops[top.parent].id
      if isAtStart, let block = top.block {
        append(block, top.parent, top.region, top.number, module)
        stack.append((top.region, block, module.firstOp(of: block), top.parent, top.number))
        isAtStart = false
        continue
      }
      guard let op = top.next else {
        // The block is done: its neighbour, or the op's next region.
        if let block = top.block, let neighbour = module.nextBlock(after: block) {
          stack.append((top.region, neighbour, nil, top.parent, top.number + 1))
          isAtStart = true
        } else if top.region + 1 < module.regionCount(of: owner) {
          enter(owner, top.parent, top.region + 1, module)
          isAtStart = true
        } else {
          isAtStart = false
        }
        continue
      }
      stack.append((top.region, top.block, module.nextOp(after: op), top.parent, top.number))
      append(op, parent: top.parent, depth: ops[top.parent].depth + 1, module)
      isAtStart = module.regionCount(of: op) > 0
      if isAtStart { enter(op, ops.count - 1, 0, module) }
    }
  }

  private mutating func append(
    _ op: OpID, parent: Int, depth: Int, _ module: borrowing Module
  ) {
    let firstOperand = operands.count
    for index in 0..<module.operandCount(of: op) { operands.append(module.operand(index, of: op)) }
    let firstResult = results.count
    for index in 0..<module.resultCount(of: op) {
      let result = module.result(index, of: op)
      results.append(result)
      resultTypes.append(module.type(of: result))
    }
    ops.append(
      Op(
        id: op, opcode: module.opcode(of: op), parent: parent, depth: depth,
        block: module.parentBlock(of: op), properties: module.properties(of: op),
        attributes: module.attributes(of: op), location: module.location(of: op),
        operandRange: firstOperand..<operands.count, resultRange: firstResult..<results.count,
        regionCount: module.regionCount(of: op)))
  }

  private mutating func append(
    _ block: BlockID, _ parent: Int, _ region: Int, _ number: Int, _ module: borrowing Module
  ) {
    let first = arguments.count
    for index in 0..<module.argumentCount(of: block) {
      let argument = module.argument(index, of: block)
      arguments.append(argument)
      argumentTypes.append(module.type(of: argument))
    }
    blocks.append(
      Block(
        id: block, parent: parent, position: ops.count, region: region, number: number,
        argumentRange: first..<arguments.count))
  }

  /// True iff the op at `index` is written as the op at `other` of another snapshot of the same module: same kind, operands,
  /// results' types, attributes and block.
  public func op(at index: Int, equals other: Int, of snapshot: ModuleSnapshot) -> Bool {
    let (a, b) = (ops[index], snapshot.ops[other])
    return a.opcode == b.opcode && a.properties == b.properties && a.attributes == b.attributes
      && a.block == b.block
      && operands[a.operandRange].elementsEqual(snapshot.operands[b.operandRange])
      && resultTypes[a.resultRange].elementsEqual(snapshot.resultTypes[b.resultRange])
  }
}

/// A program before a pipeline and after each of its passes.
public struct ProgramHistory: Sendable {
  /// A pass that ran.
  public struct Step: Sendable {
    /// The pass's name.
    public let name: String
    /// The pass with every option filled in, as a pipeline writes it.
    public let text: String
    /// The program after the pass; nil where the pass changed nothing.
    public let snapshot: ModuleSnapshot?

    /// A pass that ran.
    public init(name: String, text: String, snapshot: ModuleSnapshot?) {
      self.name = name
      self.text = text
      self.snapshot = snapshot
    }
  }

  /// The program before the first pass.
  public let initial: ModuleSnapshot
  /// The passes that ran, in order.
  public var steps: [Step] = []

  /// The history of a program that no pass has changed.
  public init(_ initial: ModuleSnapshot) { self.initial = initial }
}

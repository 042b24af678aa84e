// The arena. All records of a program lie in a few contiguous arrays of this struct, named by the 32-bit handles of
// Handles.swift. `Module` is noncopyable: `borrowing Module` is the right to read, `inout Module` the right to change,
// and a copy of a large program by accident does not compile.

/// An op's record.
@usableFromInline struct OpRecord {
  @usableFromInline var opcode: Opcode
  @usableFromInline var operandStart: Int32
  @usableFromInline var operandCount: Int32
  @usableFromInline var resultStart: Int32
  @usableFromInline var resultCount: Int32
  @usableFromInline var regionStart: Int32
  @usableFromInline var regionCount: Int32
  @usableFromInline var successorStart: Int32
  @usableFromInline var successorCount: Int32
  @usableFromInline var properties: AttributeID
  @usableFromInline var attributes: AttributeID
  @usableFromInline var location: LocationID
  @usableFromInline var parent: BlockID
  @usableFromInline var previous: OpID
  @usableFromInline var next: OpID
  @usableFromInline var isErased: Bool
}

/// A value's record: `owner` is an op, or a block as `~raw`.
@usableFromInline struct ValueRecord {
  @usableFromInline var owner: Int32
  @usableFromInline var index: Int32
  @usableFromInline var type: TypeID
  @usableFromInline var firstUse: Int32
}

/// An operand slot: one use of a value, linked with the other uses of it.
@usableFromInline struct UseRecord {
  @usableFromInline var value: ValueID
  @usableFromInline var user: OpID
  @usableFromInline var next: Int32
  @usableFromInline var previous: Int32
}

/// A block's record; arguments lie in `Module.blockArguments`.
@usableFromInline struct BlockRecord {
  @usableFromInline var parent: RegionID
  @usableFromInline var firstOp: OpID
  @usableFromInline var lastOp: OpID
  @usableFromInline var previous: BlockID
  @usableFromInline var next: BlockID
  @usableFromInline var arguments: [ValueID]
  @usableFromInline var isErased: Bool
}

/// A region's record.
@usableFromInline struct RegionRecord {
  @usableFromInline var parent: OpID
  @usableFromInline var firstBlock: BlockID
  @usableFromInline var lastBlock: BlockID
}

/// The inherent attributes of one kind of op, in the ids of a module.
struct InherentAttributes {
  var isPrepared = false
  /// The names of those that are kept as properties.
  var names: [StringID] = []
  /// Those that a new op gets where they are not given.
  var defaults: [NamedAttribute] = []
  /// The defaults as a dictionary.
  var defaultDictionary = AttributeID.emptyDictionary
}

/// How a value came to be.
public enum ValueDefinition: Hashable, Sendable {
  /// The result of an op with the given index.
  case result(OpID, index: Int)
  /// The argument of a block with the given index.
  case argument(BlockID, index: Int)
}

/// One use of a value.
public struct Use: Hashable, Sendable {
  /// The op that uses the value.
  public let user: OpID
  /// Which operand of the op it is.
  public let operandIndex: Int
  let slot: Int32
}

/// A place in the list of a value's uses.
public struct UseCursor: Sendable {
  @usableFromInline let slot: Int32

  @inlinable init(slot: Int32) { self.slot = slot }
}

/// A program: ops, values, blocks, regions, types, attributes, locations and strings.
///
/// The root is a `builtin.module` op. Ops that are not inserted in a block are detached; whoever makes them inserts or
/// erases them. Handles of erased records are never reused.
public struct Module: ~Copyable {
  @usableFromInline var ops: ContiguousArray<OpRecord> = []
  @usableFromInline var values: ContiguousArray<ValueRecord> = []
  @usableFromInline var uses: ContiguousArray<UseRecord> = []
  @usableFromInline var blocks: ContiguousArray<BlockRecord> = []
  @usableFromInline var regions: ContiguousArray<RegionRecord> = []
  @usableFromInline var regionLists: ContiguousArray<RegionID> = []
  @usableFromInline var successorLists: ContiguousArray<BlockID> = []
  var locations = LocationTable()
  var strings = StringTable()
  var types = TypeTable()
  var attributes = AttributeTable()
  var foreignNames: ContiguousArray<StringID> = []
  var opcodesByName: [StringID: Opcode] = [:]
  /// By row of the definition table, as far as rows were asked for.
  var inherent: ContiguousArray<InherentAttributes> = []
  var valueLocations: [ValueID: LocationID] = [:]

  /// Named binary resources from the trailer of the file, by dialect and key, in order.
  public var resources: [Resource] = []

  /// The `builtin.module` op that holds everything.
  public internal(set) var root: OpID = .null

  /// The definitions of the implemented ops.
  public let definitions = OpDefinitionTable.shared

  /// A blob or value of the `{-# ... #-}` trailer.
  public struct Resource: Hashable, Sendable {
    /// `dialect_resources` or `external_resources`.
    public let section: String
    /// The dialect, or the tool, that the entry belongs to.
    public let owner: String
    /// The name.
    public let key: String
    /// The value as it was written: a hex string without quotes for blobs, otherwise the text of the literal.
    public let text: String

    /// An entry of the trailer.
    public init(section: String, owner: String, key: String, text: String) {
      self.section = section
      self.owner = owner
      self.key = key
      self.text = text
    }
  }

  /// An empty program: a `builtin.module` with one empty block.
  public init() {
    let region = createRegion()
    root = createOp(Opcode(BuiltinOp.module), regions: [region], location: .unknown)
    addBlock(to: region)
  }

  // MARK: Ops

  /// Makes room for the program that a text of `byteCount` bytes may hold; room that is not used costs nothing.
  mutating func reserveCapacity(forTextOf byteCount: Int) {
    let count = min(byteCount / 32, 1 << 24)
    ops.reserveCapacity(count)
    values.reserveCapacity(count)
    uses.reserveCapacity(2 * count)
    locations.reserveCapacity(count)
  }

  /// The number of op records ever made; the size of side tables keyed by `OpID`.
  @inlinable public var opCapacity: Int { ops.count }
  /// The number of value records ever made; the size of side tables keyed by `ValueID`.
  @inlinable public var valueCapacity: Int { values.count }
  /// The number of block records ever made; the size of side tables keyed by `BlockID`.
  public var blockCapacity: Int { blocks.count }

  /// True iff the op was erased.
  @inlinable public func isErased(_ op: OpID) -> Bool { ops[op.index].isErased }

  /// The kind of the op.
  @inlinable public func opcode(of op: OpID) -> Opcode { ops[op.index].opcode }

  /// The full name of the op, `dialect.op`.
  public func name(of op: OpID) -> String { name(of: ops[op.index].opcode) }

  /// The full name of an opcode.
  public func name(of opcode: Opcode) -> String {
    if opcode.isForeign {
      return strings.string(foreignNames[Int(opcode.raw - Opcode.firstForeign)])
    }
    return definitions.definition(of: opcode)?.name ?? "builtin.unknown"
  }

  /// What the op declares about itself, nil for a foreign op.
  public func definition(of op: OpID) -> OpDefinition? {
    definitions.definition(of: ops[op.index].opcode)
  }

  /// The traits of the op; none for a foreign op.
  public func traits(of op: OpID) -> OpTraits { definitions.traits(of: ops[op.index].opcode) }

  /// Where the op comes from.
  @inlinable public func location(of op: OpID) -> LocationID { ops[op.index].location }

  /// The number of operands.
  @inlinable public func operandCount(of op: OpID) -> Int { Int(ops[op.index].operandCount) }

  /// The operand with the given index.
  @inlinable public func operand(_ index: Int, of op: OpID) -> ValueID {
    let record = ops[op.index]
    precondition(
      index >= 0 && index < Int(record.operandCount), "invariant: operand index in range")
    return uses[Int(record.operandStart) + index].value
  }

  /// All operands, in a new array.
  public func operands(of op: OpID) -> [ValueID] {
    let record = ops[op.index]
    return Self.list(Int(record.operandCount)) { uses[Int(record.operandStart) + $0].value }
  }

  /// All operands, then all results, in a new array.
  public func operandsAndResults(of op: OpID) -> [ValueID] {
    let record = ops[op.index]
    let operandCount = Int(record.operandCount)
    return Self.list(operandCount + Int(record.resultCount)) {
      $0 < operandCount
        ? uses[Int(record.operandStart) + $0].value
        : ValueID(raw: record.resultStart + Int32($0 - operandCount))
    }
  }

  /// The number of results.
  @inlinable public func resultCount(of op: OpID) -> Int { Int(ops[op.index].resultCount) }

  /// The result with the given index.
  @inlinable public func result(_ index: Int = 0, of op: OpID) -> ValueID {
    let record = ops[op.index]
    precondition(index >= 0 && index < Int(record.resultCount), "invariant: result index in range")
    return ValueID(raw: record.resultStart + Int32(index))
  }

  /// All results, in a new array.
  public func results(of op: OpID) -> [ValueID] {
    let record = ops[op.index]
    return Self.list(Int(record.resultCount)) { ValueID(raw: record.resultStart + Int32($0)) }
  }

  /// The types of all results, in a new array.
  public func resultTypes(of op: OpID) -> [TypeID] {
    let record = ops[op.index]
    return Self.list(Int(record.resultCount)) { values[Int(record.resultStart) + $0].type }
  }

  /// The number of regions.
  @inlinable public func regionCount(of op: OpID) -> Int { Int(ops[op.index].regionCount) }

  /// The region with the given index.
  public func region(_ index: Int = 0, of op: OpID) -> RegionID {
    let record = ops[op.index]
    precondition(index >= 0 && index < Int(record.regionCount), "invariant: region index in range")
    return regionLists[Int(record.regionStart) + index]
  }

  /// All regions, in a new array.
  public func regions(of op: OpID) -> [RegionID] {
    let record = ops[op.index]
    return Self.list(Int(record.regionCount)) { regionLists[Int(record.regionStart) + $0] }
  }

  /// The successor blocks, in a new array.
  public func successors(of op: OpID) -> [BlockID] {
    let record = ops[op.index]
    return Self.list(Int(record.successorCount)) {
      successorLists[Int(record.successorStart) + $0]
    }
  }

  /// An array of `count` handles, made at once.
  @inline(__always)
  private static func list<Handle>(_ count: Int, _ handle: (Int) -> Handle) -> [Handle] {
    var list: [Handle] = []
    list.reserveCapacity(count)
    for index in 0..<count { list.append(handle(index)) }
    return list
  }

  /// The block that holds the op, nil for a detached op and for the root.
  @inlinable public func parentBlock(of op: OpID) -> BlockID? { ops[op.index].parent.optional }

  /// The op whose region holds the op.
  @inlinable public func parentOp(of op: OpID) -> OpID? {
    guard let block = parentBlock(of: op) else { return nil }
    return parentOp(of: block)
  }

  /// The next op of the same block.
  @inlinable public func nextOp(after op: OpID) -> OpID? { ops[op.index].next.optional }

  /// The previous op of the same block.
  @inlinable public func previousOp(before op: OpID) -> OpID? { ops[op.index].previous.optional }

  // MARK: Values

  /// The type of the value.
  @inlinable public func type(of value: ValueID) -> TypeID { values[value.index].type }

  /// What the value is: an op's result or a block's argument.
  @inlinable public func definition(of value: ValueID) -> ValueDefinition {
    let record = values[value.index]
    return record.owner >= 0
      ? .result(OpID(raw: record.owner), index: Int(record.index))
      : .argument(BlockID(raw: ~record.owner), index: Int(record.index))
  }

  /// The op whose result the value is, nil for a block argument.
  @inlinable public func definingOp(of value: ValueID) -> OpID? {
    let owner = values[value.index].owner
    return owner >= 0 ? OpID(raw: owner) : nil
  }

  /// The block that the value belongs to: the block of its op, or the block whose argument it is.
  public func block(of value: ValueID) -> BlockID? {
    switch definition(of: value) {
    case .result(let op, _): parentBlock(of: op)
    case .argument(let block, _): block
    }
  }

  /// True iff the value has a use.
  @inlinable public func hasUses(_ value: ValueID) -> Bool { values[value.index].firstUse >= 0 }

  /// True iff the value has exactly one use.
  @inlinable public func hasOneUse(_ value: ValueID) -> Bool {
    let first = values[value.index].firstUse
    return first >= 0 && uses[Int(first)].next < 0
  }

  /// The op that used the value last; nil without uses.
  @inlinable public func newestUser(of value: ValueID) -> OpID? {
    let first = values[value.index].firstUse
    return first >= 0 ? uses[Int(first)].user : nil
  }

  /// The newest use of the value, to walk its uses without an array while none of them changes.
  @inlinable public func firstUse(of value: ValueID) -> UseCursor? {
    let first = values[value.index].firstUse
    return first >= 0 ? UseCursor(slot: first) : nil
  }

  /// The next older use of the same value.
  @inlinable public func nextUse(after use: UseCursor) -> UseCursor? {
    let next = uses[Int(use.slot)].next
    return next >= 0 ? UseCursor(slot: next) : nil
  }

  /// The op that the use belongs to.
  @inlinable public func user(of use: UseCursor) -> OpID { uses[Int(use.slot)].user }

  /// All uses, newest first, in a new array.
  public func uses(of value: ValueID) -> [Use] {
    var result: [Use] = []
    var slot = values[value.index].firstUse
    while slot >= 0 {
      let use = uses[Int(slot)]
      let index = Int(slot - ops[use.user.index].operandStart)
      result.append(Use(user: use.user, operandIndex: index, slot: slot))
      slot = use.next
    }
    return result
  }

  /// Where a block argument comes from.
  public func location(of argument: ValueID) -> LocationID { valueLocations[argument] ?? .unknown }

  // MARK: Blocks and regions

  /// The arguments of the block.
  public func arguments(of block: BlockID) -> [ValueID] { blocks[block.index].arguments }

  /// The number of arguments of the block.
  @inlinable public func argumentCount(of block: BlockID) -> Int {
    blocks[block.index].arguments.count
  }

  /// The argument with the given index.
  @inlinable public func argument(_ index: Int, of block: BlockID) -> ValueID {
    blocks[block.index].arguments[index]
  }

  /// The first op of the block.
  @inlinable public func firstOp(of block: BlockID) -> OpID? {
    blocks[block.index].firstOp.optional
  }

  /// The last op of the block.
  @inlinable public func lastOp(of block: BlockID) -> OpID? { blocks[block.index].lastOp.optional }

  /// The last op of the block if it is a terminator.
  public func terminator(of block: BlockID) -> OpID? {
    guard let last = lastOp(of: block), traits(of: last).contains(.terminator) else { return nil }
    return last
  }

  /// The ops of the block in order, in a new array, so that the block may be changed meanwhile.
  public func ops(of block: BlockID) -> [OpID] {
    let first = blocks[block.index].firstOp
    var count = 0
    var next = first
    while !next.isNull {
      count += 1
      next = ops[next.index].next
    }
    next = first
    return Self.list(count) { _ in
      defer { next = ops[next.index].next }
      return next
    }
  }

  /// The region that holds the block.
  @inlinable public func parentRegion(of block: BlockID) -> RegionID? {
    blocks[block.index].parent.optional
  }

  /// The op whose region holds the block.
  @inlinable public func parentOp(of block: BlockID) -> OpID? {
    guard let region = parentRegion(of: block) else { return nil }
    return parentOp(of: region)
  }

  /// The next block of the same region.
  @inlinable public func nextBlock(after block: BlockID) -> BlockID? {
    blocks[block.index].next.optional
  }

  /// The op that the region belongs to.
  @inlinable public func parentOp(of region: RegionID) -> OpID? {
    regions[region.index].parent.optional
  }

  /// The first block of the region, its entry.
  @inlinable public func entryBlock(of region: RegionID) -> BlockID? {
    regions[region.index].firstBlock.optional
  }

  /// The blocks of the region in order, in a new array.
  public func blocks(of region: RegionID) -> [BlockID] {
    var result: [BlockID] = []
    var next = regions[region.index].firstBlock
    while !next.isNull {
      result.append(next)
      next = blocks[next.index].next
    }
    return result
  }

  /// The only block of the op's region with the given index: the body of a module, function, loop or reducer.
  public func body(of op: OpID, region index: Int = 0) -> BlockID? {
    guard index < regionCount(of: op) else { return nil }
    return entryBlock(of: region(index, of: op))
  }
}

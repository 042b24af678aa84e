// Every change of a program's structure. This file alone writes use chains and the links between ops, blocks and regions.

/// A place in a block.
public enum InsertionPoint: Hashable, Sendable {
  /// Before the first op of the block.
  case start(of: BlockID)
  /// After the last op of the block.
  case end(of: BlockID)
  /// Directly before the op.
  case before(OpID)
  /// Directly after the op.
  case after(OpID)
}

extension Module {
  // MARK: Making

  /// The opcode of the op with the given full name; a name of no implemented dialect joins the open tail.
  public mutating func opcode(named name: String) -> Opcode { opcode(named: strings.intern(name)) }

  /// The opcode of the op with the given full name; a name of no implemented dialect joins the open tail.
  public mutating func opcode(named name: StringID) -> Opcode {
    if let known = opcodesByName[name] { return known }
    let opcode: Opcode
    if let implemented = definitions.opcode(named: strings.string(name)) {
      opcode = implemented
    } else {
      opcode = Opcode(raw: Opcode.firstForeign + UInt32(foreignNames.count))
      foreignNames.append(name)
    }
    opcodesByName[name] = opcode
    return opcode
  }

  /// A new, empty, detached region; `createOp` attaches it.
  public mutating func createRegion() -> RegionID {
    regions.append(RegionRecord(parent: .null, firstBlock: .null, lastBlock: .null))
    return RegionID(regions.count - 1)
  }

  /// A new detached op with the given dictionaries; the fast form.
  @discardableResult
  public mutating func createOp(
    _ opcode: Opcode,
    operands: [ValueID] = [],
    resultTypes: [TypeID] = [],
    properties: AttributeID = .emptyDictionary,
    attributes: AttributeID = .emptyDictionary,
    regions: [RegionID] = [],
    successors: [BlockID] = [],
    location: LocationID
  ) -> OpID {
    createOp(
      opcode, operands: operands[...], resultTypes: resultTypes[...], properties: properties,
      attributes: attributes, regions: regions, successors: successors, location: location)
  }

  /// A new detached op whose operands and result types lie in larger arrays.
  mutating func createOp<Operands: RandomAccessCollection, Types: RandomAccessCollection>(
    _ opcode: Opcode, operands: Operands, resultTypes: Types, properties: AttributeID,
    attributes: AttributeID, regions: [RegionID], successors: [BlockID], location: LocationID
  ) -> OpID where Operands.Element == ValueID, Types.Element == TypeID {
    let op = OpID(ops.count)
    ops.append(
      OpRecord(
        opcode: opcode, operandStart: Int32(uses.count), operandCount: Int32(operands.count),
        resultStart: Int32(values.count), resultCount: Int32(resultTypes.count),
        regionStart: Int32(regionLists.count), regionCount: Int32(regions.count),
        successorStart: Int32(successorLists.count), successorCount: Int32(successors.count),
        properties: properties, attributes: attributes, location: location, parent: .null,
        previous: .null, next: .null, isErased: false))
    for operand in operands { appendUse(of: operand, by: op) }
    var index: Int32 = 0
    for type in resultTypes {
      values.append(ValueRecord(owner: op.raw, index: index, type: type, firstUse: -1))
      index += 1
    }
    guard !regions.isEmpty || !successors.isEmpty else { return op }
    for region in regions {
      precondition(self.regions[region.index].parent.isNull, "invariant: a region has one parent")
      self.regions[region.index].parent = op
    }
    regionLists.append(contentsOf: regions)
    successorLists.append(contentsOf: successors)
    return op
  }

  /// A new detached op from its parsed or built state; attributes that the op declares inherent become properties.
  @discardableResult
  public mutating func createOp(_ state: OperationState) -> OpID {
    let (properties, attributes) = arranged(state.attributes, of: state.opcode)
    return createOp(
      state.opcode, operands: state.operands, resultTypes: state.resultTypes,
      properties: properties, attributes: attributes, regions: state.regions,
      successors: state.successors, location: state.location)
  }

  /// Attributes by name as properties, completed by the defaults, and others.
  private mutating func arranged(
    _ attributes: [(name: StringID, value: AttributeID)], of opcode: Opcode
  ) -> (properties: AttributeID, attributes: AttributeID) {
    let row = prepareInherent(of: opcode)
    guard !attributes.isEmpty else { return (inherent[row].defaultDictionary, .emptyDictionary) }
    var properties: [NamedAttribute] = []
    var others: [NamedAttribute] = []
    for (name, value) in attributes {
      if inherent[row].names.contains(name) {
        properties.append(NamedAttribute(name, value))
      } else {
        others.append(NamedAttribute(name, value))
      }
    }
    for entry in inherent[row].defaults
    where !properties.contains(where: { $0.name == entry.name }) {
      properties.append(entry)
    }
    return (
      properties.isEmpty ? .emptyDictionary : dictionary(properties),
      others.isEmpty ? .emptyDictionary : dictionary(others)
    )
  }

  /// The inherent attributes that a new op with the opcode gets where they are not given.
  mutating func defaultProperties(of opcode: Opcode) -> [NamedAttribute] {
    inherent[prepareInherent(of: opcode)].defaults
  }

  /// True iff ops with the opcode keep the attribute `name` among their properties.
  mutating func isProperty(_ name: StringID, _ opcode: Opcode) -> Bool {
    inherent[prepareInherent(of: opcode)].names.contains(name)
  }

  /// True iff ops with the opcode keep attributes among their properties.
  mutating func hasProperties(_ opcode: Opcode) -> Bool {
    !inherent[prepareInherent(of: opcode)].names.isEmpty
  }

  /// The row of the opcode in the definition table, and in the table of inherent attributes, whose entry is made if need be.
  @inline(__always)
  private mutating func prepareInherent(of opcode: Opcode) -> Int {
    let row = definitions.row(of: opcode)
    if row >= inherent.count || !inherent[row].isPrepared { makeInherent(row) }
    return row
  }

  private mutating func makeInherent(_ row: Int) {
    while inherent.count <= row { inherent.append(InherentAttributes()) }
    inherent[row].isPrepared = true
    guard row < definitions.all.count else { return }
    let definition = definitions.all[row]
    var defaults: [NamedAttribute] = []
    for attribute in definition.attributes {
      guard let body = attribute.defaultBody, case .dialect(let kind) = attribute.constraint else {
        continue
      }
      let dialect = String(kind.prefix { $0 != "." })
      defaults.append(
        NamedAttribute(strings.intern(attribute.name), dialectAttribute(dialect, body)))
    }
    inherent[row].defaults = defaults
    if !defaults.isEmpty { inherent[row].defaultDictionary = dictionary(defaults) }
    guard definitions.facts(row: row).usesProperties else { return }
    var names = definition.attributes.map(\.name)
    if definition.traits.contains(.segmentedOperands) {
      names += ["operandSegmentSizes", "resultSegmentSizes"]
    }
    inherent[row].names = names.map { strings.intern($0) }
  }

  /// A new op at the given place, with attributes by name; the form that passes use.
  @discardableResult
  public mutating func build<Op: DialectOp>(
    _ op: Op,
    at place: InsertionPoint,
    operands: [ValueID] = [],
    resultTypes: [TypeID] = [],
    attributes: [(String, AttributeID)] = [],
    regions: [RegionID] = [],
    successors: [BlockID] = [],
    location: LocationID
  ) -> OpID {
    var state = OperationState(Opcode(op), location: location)
    state.operands = operands
    state.resultTypes = resultTypes
    state.attributes = attributes.map { (strings.intern($0.0), $0.1) }
    state.regions = regions
    state.successors = successors
    let id = createOp(state)
    insert(id, at: place)
    return id
  }

  /// A new block at the end of the region, with one argument per type.
  @discardableResult
  public mutating func addBlock(
    to region: RegionID, argumentTypes: [TypeID] = [], location: LocationID = .unknown
  ) -> BlockID {
    let block = createBlock()
    for type in argumentTypes { addArgument(to: block, type: type, location: location) }
    append(block, to: region)
    return block
  }

  /// A new detached block; `append(_:to:)` attaches it. The parser makes these for successors named before their block.
  public mutating func createBlock() -> BlockID {
    blocks.append(
      BlockRecord(
        parent: .null, firstOp: .null, lastOp: .null, previous: .null, next: .null, arguments: [],
        isErased: false))
    return BlockID(blocks.count - 1)
  }

  /// Attaches a detached block as the last of the region.
  public mutating func append(_ block: BlockID, to region: RegionID) {
    precondition(blocks[block.index].parent.isNull, "invariant: the block is detached")
    let last = regions[region.index].lastBlock
    blocks[block.index].parent = region
    blocks[block.index].previous = last
    if last.isNull {
      regions[region.index].firstBlock = block
    } else {
      blocks[last.index].next = block
    }
    regions[region.index].lastBlock = block
  }

  /// A new last argument of the block.
  @discardableResult
  public mutating func addArgument(
    to block: BlockID, type: TypeID, location: LocationID = .unknown
  ) -> ValueID {
    let value = ValueID(values.count)
    let index = blocks[block.index].arguments.count
    values.append(ValueRecord(owner: ~block.raw, index: Int32(index), type: type, firstUse: -1))
    blocks[block.index].arguments.append(value)
    if location != .unknown { valueLocations[value] = location }
    return value
  }

  /// Takes an unused argument from the block; later arguments move down by one.
  public mutating func removeArgument(_ index: Int, from block: BlockID) {
    let value = blocks[block.index].arguments[index]
    precondition(!hasUses(value), "invariant: a removed argument has no uses")
    blocks[block.index].arguments.remove(at: index)
    for later in index..<blocks[block.index].arguments.count {
      values[blocks[block.index].arguments[later].index].index = Int32(later)
    }
  }

  // MARK: Placing

  /// Puts a detached op at the end of the block.
  @inline(__always)
  mutating func append(_ op: OpID, to block: BlockID) {
    let last = blocks[block.index].lastOp
    ops[op.index].parent = block
    ops[op.index].previous = last
    if last.isNull { blocks[block.index].firstOp = op } else { ops[last.index].next = op }
    blocks[block.index].lastOp = op
  }

  /// Puts a detached op at the given place.
  public mutating func insert(_ op: OpID, at place: InsertionPoint) {
    precondition(ops[op.index].parent.isNull && op != root, "invariant: the op is detached")
    let block: BlockID
    let previous: OpID
    let next: OpID
    switch place {
    case .start(let b):
      block = b
      previous = .null
      next = blocks[b.index].firstOp
    case .end(let b):
      block = b
      previous = blocks[b.index].lastOp
      next = .null
    case .before(let anchor):
      block = ops[anchor.index].parent
      previous = ops[anchor.index].previous
      next = anchor
    case .after(let anchor):
      block = ops[anchor.index].parent
      previous = anchor
      next = ops[anchor.index].next
    }
    precondition(!block.isNull, "invariant: the anchor stands in a block")
    ops[op.index].parent = block
    ops[op.index].previous = previous
    ops[op.index].next = next
    if previous.isNull { blocks[block.index].firstOp = op } else { ops[previous.index].next = op }
    if next.isNull { blocks[block.index].lastOp = op } else { ops[next.index].previous = op }
  }

  /// Takes the op out of its block; it keeps operands, results and regions.
  public mutating func detach(_ op: OpID) {
    let record = ops[op.index]
    guard !record.parent.isNull else { return }
    if record.previous.isNull {
      blocks[record.parent.index].firstOp = record.next
    } else {
      ops[record.previous.index].next = record.next
    }
    if record.next.isNull {
      blocks[record.parent.index].lastOp = record.previous
    } else {
      ops[record.next.index].previous = record.previous
    }
    ops[op.index].parent = .null
    ops[op.index].previous = .null
    ops[op.index].next = .null
  }

  /// Moves the op to another place.
  public mutating func move(_ op: OpID, to place: InsertionPoint) {
    detach(op)
    insert(op, at: place)
  }

  /// Moves all ops of `block` to the given place, in order; the block stays, empty.
  public mutating func moveOps(of block: BlockID, to place: InsertionPoint) {
    var place = place
    for op in ops(of: block) {
      move(op, to: place)
      place = .after(op)
    }
  }

  /// Moves all blocks of `source` to the end of `target`.
  public mutating func moveBlocks(of source: RegionID, to target: RegionID) {
    for block in blocks(of: source) {
      detach(block)
      append(block, to: target)
    }
  }

  private mutating func detach(_ block: BlockID) {
    let record = blocks[block.index]
    guard !record.parent.isNull else { return }
    if record.previous.isNull {
      regions[record.parent.index].firstBlock = record.next
    } else {
      blocks[record.previous.index].next = record.next
    }
    if record.next.isNull {
      regions[record.parent.index].lastBlock = record.previous
    } else {
      blocks[record.next.index].previous = record.previous
    }
    blocks[block.index].parent = .null
    blocks[block.index].previous = .null
    blocks[block.index].next = .null
  }

  // MARK: Changing

  /// Makes `value` the operand with the given index.
  public mutating func setOperand(_ index: Int, of op: OpID, to value: ValueID) {
    let slot = Int(ops[op.index].operandStart) + index
    precondition(
      index >= 0 && index < Int(ops[op.index].operandCount), "invariant: operand index in range")
    guard uses[slot].value != value else { return }
    unlink(slot)
    uses[slot].value = value
    link(slot)
  }

  /// Replaces all operands of the op.
  public mutating func setOperands(of op: OpID, to operands: [ValueID]) {
    let record = ops[op.index]
    for slot in 0..<Int(record.operandCount) { unlink(Int(record.operandStart) + slot) }
    ops[op.index].operandStart = Int32(uses.count)
    ops[op.index].operandCount = Int32(operands.count)
    for operand in operands { appendUse(of: operand, by: op) }
  }

  /// Makes every use of `old` a use of `new`.
  public mutating func replaceAllUses(of old: ValueID, with new: ValueID) {
    guard old != new else { return }
    var slot = values[old.index].firstUse
    var last: Int32 = -1
    while slot >= 0 {
      uses[Int(slot)].value = new
      last = slot
      slot = uses[Int(slot)].next
    }
    guard last >= 0 else { return }
    let first = values[old.index].firstUse
    let newFirst = values[new.index].firstUse
    uses[Int(last)].next = newFirst
    if newFirst >= 0 { uses[Int(newFirst)].previous = last }
    values[new.index].firstUse = first
    values[old.index].firstUse = -1
  }

  /// Makes one use a use of another value.
  public mutating func replace(_ use: Use, with value: ValueID) {
    setOperand(use.operandIndex, of: use.user, to: value)
  }

  /// Gives the value another type. The caller keeps its op valid.
  public mutating func setType(of value: ValueID, to type: TypeID) {
    values[value.index].type = type
  }

  /// Gives the block argument another location.
  public mutating func setLocation(of argument: ValueID, to location: LocationID) {
    valueLocations[argument] = location == .unknown ? nil : location
  }

  /// Gives the op another location.
  public mutating func setLocation(of op: OpID, to location: LocationID) {
    ops[op.index].location = location
  }

  // MARK: Erasing

  /// Erases the op and all it holds. Its results must have no uses outside it.
  public mutating func erase(_ op: OpID) {
    precondition(op != root, "invariant: the root stays")
    detach(op)
    eraseDetached(op)
  }

  /// Erases the op after making `replacements` take its results' place.
  public mutating func replace(_ op: OpID, with replacements: [ValueID]) {
    precondition(replacements.count == resultCount(of: op), "invariant: one replacement per result")
    for (index, replacement) in replacements.enumerated() {
      replaceAllUses(of: result(index, of: op), with: replacement)
    }
    erase(op)
  }

  /// Erases the block and the ops in it.
  public mutating func erase(_ block: BlockID) {
    detach(block)
    eraseDetached(block)
  }

  private mutating func eraseDetached(_ op: OpID) {
    let record = ops[op.index]
    for slot in 0..<Int(record.regionCount) {
      // Uses first, so that no op is erased before its users, whatever their order.
      let contained = blocks(of: regionLists[Int(record.regionStart) + slot])
      for block in contained { dropUses(inside: block) }
      for block in contained { eraseDetached(block) }
    }
    for slot in 0..<Int(record.operandCount) { unlink(Int(record.operandStart) + slot) }
    for index in 0..<Int(record.resultCount) {
      precondition(
        !hasUses(result(index, of: op)), "invariant: results of an erased op have no uses")
    }
    ops[op.index].operandCount = 0
    ops[op.index].isErased = true
  }

  private mutating func eraseDetached(_ block: BlockID) {
    dropUses(inside: block)
    for op in ops(of: block) {
      detach(op)
      eraseDetached(op)
    }
    blocks[block.index].isErased = true
  }

  private mutating func dropUses(inside block: BlockID) {
    for op in ops(of: block) {
      let record = ops[op.index]
      for slot in 0..<Int(record.operandCount) { unlink(Int(record.operandStart) + slot) }
      ops[op.index].operandCount = 0
      for region in regions(of: op) {
        for inner in blocks(of: region) { dropUses(inside: inner) }
      }
    }
  }

  // MARK: Use chains

  private mutating func appendUse(of value: ValueID, by op: OpID) {
    uses.append(UseRecord(value: value, user: op, next: -1, previous: -1))
    link(uses.count - 1)
  }

  private mutating func link(_ slot: Int) {
    let value = uses[slot].value
    let first = values[value.index].firstUse
    uses[slot].next = first
    uses[slot].previous = -1
    if first >= 0 { uses[Int(first)].previous = Int32(slot) }
    values[value.index].firstUse = Int32(slot)
  }

  private mutating func unlink(_ slot: Int) {
    let use = uses[slot]
    if use.previous >= 0 {
      uses[Int(use.previous)].next = use.next
    } else {
      values[use.value.index].firstUse = use.next
    }
    if use.next >= 0 { uses[Int(use.next)].previous = use.previous }
  }
}

// Names of values: definitions, uses before definitions, and scopes.

/// A value as it is written, `%name` or `%name#2`, before its type is known.
public struct UnresolvedOperand: Sendable {
  /// The number of the name in the parser's name table.
  let name: Int
  /// Which of the values bound to the name.
  let number: Int
  /// Where it stands in the text.
  public let place: Range<Int>
}

/// What a value name stands for at present.
struct ValueBinding {
  /// The first of the consecutive values, negative for none.
  var first: Int32 = -1
  /// How many values there are.
  var count: Int32 = 0
  /// Where the definition is in the text.
  var offset: Int32 = 0
  /// Which isolated scope the definition belongs to.
  var isolation: Int32 = 0
  /// The newest of the uses that wait for a definition, as an index, negative for none.
  var forward: Int32 = -1
}

/// What a block name stands for at present.
struct BlockBinding {
  var block: BlockID = .null
  var isDefined = false
  var offset: Int32 = 0
  /// Which region the name belongs to.
  var region: Int32 = -1
}

/// A use of a value before its definition; an op without uses of its own stands in for it.
struct ForwardUse {
  let name: Int32
  let number: Int32
  let place: Range<Int>
  let placeholder: ValueID
  let isolation: Int32
  let next: Int32
  var isResolved = false
}

/// The names that are visible at the place where the parser is.
struct NameScopes {
  var values: ContiguousArray<ValueBinding> = []
  var blocks: ContiguousArray<BlockBinding> = []
  var forwardUses: ContiguousArray<ForwardUse> = []
  var pendingCount = 0
  /// What definitions replaced, newest last; leaving a region restores it.
  var valueUndo: ContiguousArray<(name: Int32, old: ValueBinding)> = []
  var blockUndo: ContiguousArray<(name: Int32, old: BlockBinding)> = []
  var isolation: Int32 = 0
  var isolationCount: Int32 = 0
  var region: Int32 = -1
  var regionCount: Int32 = 0

  /// The opcodes that names of ops were found to mean, as raw numbers.
  private var opcodes: ContiguousArray<UInt32> = []

  mutating func reserve(_ count: Int) {
    while values.count < count {
      values.append(ValueBinding())
      blocks.append(BlockBinding())
      opcodes.append(.max)
    }
  }

  /// The opcode that a name of an op is known to mean.
  func opcode(_ name: Int) -> Opcode? {
    opcodes[name] == .max ? nil : Opcode(raw: opcodes[name])
  }

  /// Remembers what a name of an op means.
  mutating func setOpcode(_ opcode: Opcode, _ name: Int) { opcodes[name] = opcode.raw }
}

extension Parser {
  /// The number of the name that the next token spells.
  mutating func nameNumber(of token: Token) -> Int {
    let number = names.number(of: token, in: lexer.bytes)
    if number >= scopes.values.count { scopes.reserve(number + 1) }
    return number
  }

  /// The spelling of a name with its sigil.
  func spelling(_ name: Int) -> String {
    String(decoding: source.bytes[names.range(of: name)], as: UTF8.self)
  }

  /// Binds a name to consecutive values, and resolves the uses that came before.
  mutating func define(
    _ name: Int, _ first: ValueID, count: Int, at place: Range<Int>
  ) throws(ParseFailure) {
    let old = scopes.values[name]
    if old.first >= 0, old.isolation == scopes.isolation {
      let previous = Int(old.offset)..<Int(old.offset)
      throw error(
        "redefinition of SSA value '\(spelling(name))'", at: place,
        notes: [note("previously defined here", at: previous)])
    }
    if old.forward >= 0 { try resolveForwardUses(of: name, first, count: count, at: place) }
    scopes.valueUndo.append((Int32(name), scopes.values[name]))
    scopes.values[name] = ValueBinding(
      first: first.raw, count: Int32(count), offset: Int32(place.lowerBound),
      isolation: scopes.isolation, forward: scopes.values[name].forward)
  }

  private mutating func resolveForwardUses(
    of name: Int, _ first: ValueID, count: Int, at place: Range<Int>
  ) throws(ParseFailure) {
    var index = scopes.values[name].forward
    var othersRemain = false
    while index >= 0 {
      let current = Int(index)
      let use = scopes.forwardUses[current]
      index = use.next
      if use.isResolved { continue }
      guard use.isolation == scopes.isolation else {
        othersRemain = true
        continue
      }
      guard Int(use.number) < count else {
        throw error("reference to invalid result number", at: use.place)
      }
      let value = ValueID(raw: first.raw + use.number)
      guard module.type(of: value) == module.type(of: use.placeholder) else {
        throw error(
          "definition of SSA value '\(spelling(name))#\(use.number)' has type \(quoted(value))",
          at: place,
          notes: [note("previously used here with type \(quoted(use.placeholder))", at: use.place)])
      }
      module.replaceAllUses(of: use.placeholder, with: value)
      if let op = module.definingOp(of: use.placeholder) { module.erase(op) }
      scopes.forwardUses[current].isResolved = true
      scopes.pendingCount -= 1
    }
    if !othersRemain { scopes.values[name].forward = -1 }
  }

  /// The value that an operand names; its definition may come later in the text.
  public mutating func resolveOperand(
    _ operand: UnresolvedOperand, _ type: TypeID
  ) throws(ParseFailure) -> ValueID {
    let binding = scopes.values[operand.name]
    guard binding.first >= 0, binding.isolation == scopes.isolation else {
      return forwardUse(operand, type)
    }
    guard operand.number < Int(binding.count) else {
      throw error("reference to invalid result number", at: operand.place)
    }
    let value = ValueID(raw: binding.first + Int32(operand.number))
    if module.type(of: value) != type {
      let previous = Int(binding.offset)..<Int(binding.offset)
      throw error(
        "use of value '\(source.text(in: operand.place))' expects different type than prior uses: "
          + "\(quoted(type)) vs \(quoted(value))",
        at: operand.place, notes: [note("prior use here", at: previous)])
    }
    return value
  }

  private mutating func forwardUse(_ operand: UnresolvedOperand, _ type: TypeID) -> ValueID {
    let opcode = Opcode(BuiltinOp.unrealizedConversionCast)
    let op = module.createOp(opcode, resultTypes: [type], location: .unknown)
    let placeholder = module.result(of: op)
    scopes.forwardUses.append(
      ForwardUse(
        name: Int32(operand.name), number: Int32(truncatingIfNeeded: operand.number),
        place: operand.place, placeholder: placeholder, isolation: scopes.isolation,
        next: scopes.values[operand.name].forward))
    scopes.values[operand.name].forward = Int32(scopes.forwardUses.count - 1)
    scopes.pendingCount += 1
    return placeholder
  }

  /// Reports the uses of values that no definition followed.
  mutating func checkForwardUses(in isolation: Int32) throws(ParseFailure) {
    guard scopes.pendingCount > 0 else { return }
    var failed = false
    for use in scopes.forwardUses where !use.isResolved && use.isolation == isolation {
      _ = error("use of undeclared SSA value name '\(spelling(Int(use.name)))'", at: use.place)
      failed = true
    }
    if failed { throw ParseFailure() }
  }

  private func quoted(_ value: ValueID) -> String { quoted(module.type(of: value)) }

  private func quoted(_ type: TypeID) -> String { "'\(module.text(of: type))'" }
}

// MARK: - Scopes

/// What to restore when a region ends.
struct NameScopeMark {
  let valueUndo: Int
  let blockUndo: Int
  let isolation: Int32
  let region: Int32
}

extension Parser {
  /// Opens the scope of a region. In an isolated scope no name from outside is visible.
  mutating func pushScope(isolated: Bool) -> NameScopeMark {
    let mark = NameScopeMark(
      valueUndo: scopes.valueUndo.count, blockUndo: scopes.blockUndo.count,
      isolation: scopes.isolation, region: scopes.region)
    if isolated {
      scopes.isolationCount += 1
      scopes.isolation = scopes.isolationCount
    }
    scopes.region = scopes.regionCount
    scopes.regionCount += 1
    return mark
  }

  /// Closes a scope: the names defined in it mean again what they meant before.
  mutating func popScope(_ mark: NameScopeMark) throws(ParseFailure) {
    for (name, binding) in undefinedBlocks(mark) {
      let place = Int(binding.offset)..<Int(binding.offset) + names.range(of: name).count
      throw error("reference to an undefined block '\(spelling(name))'", at: place)
    }
    if scopes.isolation != mark.isolation { try checkForwardUses(in: scopes.isolation) }
    while scopes.valueUndo.count > mark.valueUndo {
      let (name, old) = scopes.valueUndo.removeLast()
      let forward = scopes.values[Int(name)].forward
      scopes.values[Int(name)] = old
      scopes.values[Int(name)].forward = forward
    }
    while scopes.blockUndo.count > mark.blockUndo {
      let (name, old) = scopes.blockUndo.removeLast()
      scopes.blocks[Int(name)] = old
    }
    scopes.isolation = mark.isolation
    scopes.region = mark.region
  }

  private func undefinedBlocks(_ mark: NameScopeMark) -> [(Int, BlockBinding)] {
    var result: [(Int, BlockBinding)] = []
    for index in mark.blockUndo..<scopes.blockUndo.count {
      let name = Int(scopes.blockUndo[index].name)
      if !scopes.blocks[name].isDefined { result.append((name, scopes.blocks[name])) }
    }
    return result
  }

  /// The block that a `^name` token of the present region stands for, made if need be.
  mutating func block(named token: Token) -> BlockID {
    let name = nameNumber(of: token)
    if scopes.blocks[name].region == scopes.region { return scopes.blocks[name].block }
    scopes.blockUndo.append((Int32(name), scopes.blocks[name]))
    let block = module.createBlock()
    scopes.blocks[name] = BlockBinding(
      block: block, isDefined: false, offset: token.start, region: scopes.region)
    return block
  }

  /// The block that a `^name:` token defines.
  mutating func defineBlock(named token: Token) throws(ParseFailure) -> BlockID {
    let block = block(named: token)
    let name = nameNumber(of: token)
    if scopes.blocks[name].isDefined {
      let previous = Int(scopes.blocks[name].offset)
      throw error(
        "redefinition of block '\(text(of: token))'", at: token.range,
        notes: [note("previously defined here", at: previous..<previous)])
    }
    scopes.blocks[name].isDefined = true
    scopes.blocks[name].offset = token.start
    return block
  }
}

// Names of values: definitions, uses before definitions, and scopes.

/// A value as it is written, `%name` or `%name#2`, before its type is known.
public struct UnresolvedOperand: Sendable {
  /// The number of the name in the parser's name table.
  let name: Int
  /// Which of the values bound to the name.
  let number: Int32
  private let start: Int32
  private let end: Int32

  init(name: Int, number: Int32, start: Int32, end: Int32) {
    self.name = name
    self.number = number
    self.start = start
    self.end = end
  }

  /// Where it stands in the text.
  public var place: Range<Int> { Int(start)..<Int(end) }
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

/// The bindings of all value names: dense tables, one for names such as `%12`, one for all others.
struct ValueBindings {
  private var spelled: ContiguousArray<ValueBinding> = []
  private var numbered: ContiguousArray<ValueBinding> = []

  /// The binding of a name; names such as `%12` have negative numbers.
  subscript(name: Int) -> ValueBinding {
    @inline(__always) get { name >= 0 ? spelled[name] : numbered[~name] }
    @inline(__always) set {
      if name >= 0 { spelled[name] = newValue } else { numbered[~name] = newValue }
    }
  }

  /// Makes room for the names with numbers below `count`.
  mutating func reserve(_ count: Int) {
    while spelled.count < count { spelled.append(ValueBinding()) }
  }

  /// Makes room for the name with a negative number.
  @inline(__always)
  mutating func reserve(numbered name: Int) {
    while numbered.count <= ~name { numbered.append(ValueBinding()) }
  }
}

/// The names that are visible at the place where the parser is.
struct NameScopes {
  var values = ValueBindings()
  var blocks: ContiguousArray<BlockBinding> = []
  var forwardUses: ContiguousArray<ForwardUse> = []
  var pendingCount = 0
  /// The names of the values that were defined, newest last; leaving a region takes them back. `Int32.min` stands for a
  /// name that meant something before, which the newest of the hidden bindings tells.
  var definedNames: ContiguousArray<Int32> = []
  var hiddenBindings: ContiguousArray<(name: Int32, old: ValueBinding)> = []
  var blockUndo: ContiguousArray<(name: Int32, old: BlockBinding)> = []
  var isolation: Int32 = 0
  var isolationCount: Int32 = 0
  var region: Int32 = -1
  var regionCount: Int32 = 0

  /// The opcodes that names of ops were found to mean, as raw numbers.
  private var opcodes: ContiguousArray<UInt32> = []

  mutating func reserve(_ count: Int) {
    values.reserve(count)
    while blocks.count < count {
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
    if number >= scopes.blocks.count { scopes.reserve(number + 1) }
    return number
  }

  /// The number of the name of a value that the next token spells.
  mutating func valueNumber(of token: Token) -> Int {
    guard let number = names.decimal(of: token, in: lexer.bytes) else {
      return nameNumber(of: token)
    }
    scopes.values.reserve(numbered: number)
    return number
  }

  /// The spelling of a name with its sigil.
  func spelling(_ name: Int) -> String {
    name < 0 ? "%\(~name)" : String(decoding: lexer.bytes[names.range(of: name)], as: UTF8.self)
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
    scopes.values[name] = ValueBinding(
      first: first.raw, count: Int32(count), offset: Int32(place.lowerBound),
      isolation: scopes.isolation, forward: scopes.values[name].forward)
    if old.first < 0 {
      scopes.definedNames.append(Int32(name))
    } else {
      scopes.definedNames.append(.min)
      scopes.hiddenBindings.append((Int32(name), old))
    }
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
    guard operand.number < binding.count else {
      throw error("reference to invalid result number", at: operand.place)
    }
    let value = ValueID(raw: binding.first + operand.number)
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
        name: Int32(operand.name), number: operand.number,
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
  let definedNames: Int
  let blockUndo: Int
  let isolation: Int32
  let region: Int32
}

extension Parser {
  /// Opens the scope of a region. In an isolated scope no name from outside is visible.
  mutating func pushScope(isolated: Bool) -> NameScopeMark {
    let mark = NameScopeMark(
      definedNames: scopes.definedNames.count, blockUndo: scopes.blockUndo.count,
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
    while scopes.definedNames.count > mark.definedNames {
      var name = scopes.definedNames.removeLast()
      var old = ValueBinding()
      if name == .min { (name, old) = scopes.hiddenBindings.removeLast() }
      old.forward = scopes.values[Int(name)].forward
      scopes.values[Int(name)] = old
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

/// Facts about an op that passes ask for often, as bits.
public struct OpTraits: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt32

  /// Traits with the given bits.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// No side effect, and the same results for the same operands: may be removed when unused and shared when equal. A
  /// pure op with regions is pure only if the ops inside are.
  public static let pure = OpTraits(rawValue: 1 << 0)
  /// Ends a block.
  public static let terminator = OpTraits(rawValue: 1 << 1)
  /// The two operands may be exchanged.
  public static let commutative = OpTraits(rawValue: 1 << 2)
  /// Regions of the op use no value defined outside.
  public static let isolatedFromAbove = OpTraits(rawValue: 1 << 3)
  /// All operands and results have the same type.
  public static let sameOperandsAndResultType = OpTraits(rawValue: 1 << 4)
  /// All operands and results have the same shape.
  public static let sameOperandsAndResultShape = OpTraits(rawValue: 1 << 5)
  /// Computes each result element from the operand elements at the same place.
  public static let elementwise = OpTraits(rawValue: 1 << 6)
  /// Produces the constant held by its `value` attribute.
  public static let constant = OpTraits(rawValue: 1 << 7)
  /// Defines a symbol through its `sym_name` attribute.
  public static let symbol = OpTraits(rawValue: 1 << 8)
  /// Symbols defined directly inside are visible to ops inside.
  public static let symbolTable = OpTraits(rawValue: 1 << 9)
  /// Every region has at most one block.
  public static let singleBlock = OpTraits(rawValue: 1 << 10)
  /// Blocks inside need no terminator.
  public static let noTerminator = OpTraits(rawValue: 1 << 11)
  /// Ops inside may use values that are defined later: no dominance among them.
  public static let graphRegion = OpTraits(rawValue: 1 << 12)
  /// Has `operandSegmentSizes` or `resultSegmentSizes`.
  public static let segmentedOperands = OpTraits(rawValue: 1 << 13)
}

/// How many operands, results, regions or successors an op has.
public enum Arity: Hashable, Sendable {
  /// Exactly this many.
  case exactly(Int)
  /// This many or more.
  case atLeast(Int)
  /// From the first to the second number, both included.
  case between(Int, Int)

  /// Any number.
  public static var any: Arity { .atLeast(0) }

  /// True iff `count` is allowed.
  public func allows(_ count: Int) -> Bool {
    switch self {
    case .exactly(let n): count == n
    case .atLeast(let n): count >= n
    case .between(let low, let high): count >= low && count <= high
    }
  }

  /// The rule in words: "2", "1 or more", "1 to 3".
  public var description: String {
    switch self {
    case .exactly(let n): "\(n)"
    case .atLeast(let n): "\(n) or more"
    case .between(let low, let high): "\(low) to \(high)"
    }
  }
}

/// What an inherent attribute of an op must be.
public enum AttributeConstraint: Hashable, Sendable {
  /// Anything.
  case any
  /// `unit`.
  case unit
  /// `true` or `false`.
  case bool
  /// Any integer, of the given width where one is given.
  case integer(width: Int?)
  /// Any float.
  case float
  /// A string.
  case string
  /// A symbol reference.
  case symbol
  /// A type.
  case type
  /// `[...]`.
  case array
  /// `{...}`.
  case dictionary
  /// `array<i64: ...>`, with elements of the given integer width.
  case denseArray(width: Int)
  /// `dense<...>`, `dense_resource<...>` or `sparse<...>`.
  case elements
  /// `affine_map<...>`.
  case affineMap
  /// `[affine_map<...>, ...]`.
  case affineMapArray
  /// `affine_set<...>`.
  case affineSet
  /// An attribute of the named dialect, as `#stablehlo.dot<...>`: its name with the dialect, "stablehlo.dot".
  case dialect(String)
  /// One of a few words, `#dialect<kind WORD>`.
  case word(AttributeWords)
  /// `[...]` of such words.
  case wordArray(AttributeWords)
}

/// The words that attributes of one kind may be: `#stablehlo<transpose ADJOINT>`.
public struct AttributeWords: Hashable, Sendable {
  /// The dialect of the attribute.
  public let dialect: String
  /// What stands before the word.
  public let kind: String
  /// The words.
  public let words: [String]

  /// The form in words: "#stablehlo<fft_type W>, where W is one of FFT, IFFT, RFFT, IRFFT".
  public var description: String {
    "#\(dialect)<\(kind) W>, where W is one of \(words.joined(separator: ", "))"
  }

  /// Whether the text behind `#dialect` is one of them.
  func allows(_ body: String) -> Bool {
    guard body.first == "<", body.last == ">" else { return false }
    var reader = DialectAttributeReader(String(body.dropFirst().dropLast()))
    guard reader.word() == kind, let word = reader.word() else { return false }
    return reader.isAtEnd && words.contains(word)
  }
}

/// An inherent attribute of an op.
public struct AttributeDefinition: Hashable, Sendable {
  /// The name.
  public let name: String
  /// What the value must be.
  public let constraint: AttributeConstraint
  /// True iff the op may lack it.
  public let isOptional: Bool
  /// The text after `#dialect` of the value that a new op gets where none is given; the constraint names the dialect.
  public let defaultBody: String?

  /// An attribute that the op must have.
  public static func required(_ name: String, _ constraint: AttributeConstraint)
    -> AttributeDefinition
  {
    AttributeDefinition(name: name, constraint: constraint, isOptional: false, defaultBody: nil)
  }

  /// An attribute that the op may have.
  public static func optional(_ name: String, _ constraint: AttributeConstraint)
    -> AttributeDefinition
  {
    AttributeDefinition(name: name, constraint: constraint, isOptional: true, defaultBody: nil)
  }

  /// An attribute `#dialect.kind<value>` that a new op gets with the given value where none is given.
  public static func defaulted(_ name: String, _ dialect: String, _ kind: String, _ value: String)
    -> AttributeDefinition
  {
    AttributeDefinition(
      name: name, constraint: .dialect("\(dialect).\(kind)"), isOptional: true,
      defaultBody: ".\(kind)<\(value)>")
  }
}

/// What one result of a folded op became.
public enum FoldedResult: Sendable {
  /// A value that exists already and dominates the op.
  case value(ValueID)
  /// A constant, to be made by the caller.
  case constant(AttributeID)
}

/// The state of an op that is being parsed: what the op will be made of.
public struct OperationState: Sendable {
  /// The kind of op.
  public var opcode: Opcode
  /// Where the op stands.
  public var location: LocationID
  /// The operands, resolved.
  public var operands: [ValueID] = []
  /// The types of the results.
  public var resultTypes: [TypeID] = []
  /// Attributes by name; `Module.createOp` sorts them into properties and dictionary.
  public var attributes: [(name: StringID, value: AttributeID)] = []
  /// The regions, made with `Module.createRegion`.
  public var regions: [RegionID] = []
  /// The successor blocks.
  public var successors: [BlockID] = []

  /// An op without operands, results, attributes, regions.
  public init(_ opcode: Opcode, location: LocationID) {
    self.opcode = opcode
    self.location = location
  }

  /// Makes the state that of a new op without parts; its arrays keep their room.
  mutating func begin(_ opcode: Opcode, _ location: LocationID) {
    self.opcode = opcode
    self.location = location
    operands.removeAll(keepingCapacity: true)
    resultTypes.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    if !regions.isEmpty { regions = [] }
    if !successors.isEmpty { successors = [] }
  }
}

/// What an op declares about itself. One object per op, made in the op's file.
public final class OpDefinition: Sendable {
  /// The full name, `dialect.op`.
  public let name: String
  /// What the op computes, in a sentence.
  public let summary: String
  /// The traits.
  public let traits: OpTraits
  /// How many operands.
  public let operands: Arity
  /// How many results.
  public let results: Arity
  /// How many regions.
  public let regions: Arity
  /// How many successors.
  public let successors: Arity
  /// The inherent attributes, in no particular order.
  public let attributes: [AttributeDefinition]
  /// Checks what the structural rules above don't; reports each mistake to the verifier.
  public let verify: (@Sendable (borrowing Module, OpID, inout VerifierReport) -> Void)?
  /// The results as existing values or constants, one per result, or nil if the op stays. May intern types and attributes
  /// but changes no op.
  public let fold: (@Sendable (inout Module, OpID) -> [FoldedResult]?)?
  /// Parses the custom form, after the op's name; nil where the op has only the generic form.
  public let parse: (@Sendable (inout Parser, inout OperationState) throws(ParseFailure) -> Void)?
  /// Prints the custom form, after the op's name and without the trailing location; nil where the op has only the
  /// generic form.
  public let print: (@Sendable (borrowing Module, OpID, inout Printer) -> Void)?
  /// The name that pretty output gives the first result, without `%` (`cst`, `c`); nil means a number.
  public let resultName: (@Sendable (borrowing Module, OpID) -> String?)?
  /// The names that pretty output gives the results after the first; where there are none, all share the first's.
  public let laterResultNames: [String]
  /// The name that pretty output gives an argument of the entry block of the op's regions, by index, without `%` (`in`,
  /// `out`); nil means `argN`.
  public let argumentName: (@Sendable (borrowing Module, OpID, Int) -> String?)?

  /// A definition; what is left out is absent.
  public init(
    _ name: String,
    summary: String,
    traits: OpTraits = [],
    operands: Arity,
    results: Arity,
    regions: Arity = .exactly(0),
    successors: Arity = .exactly(0),
    attributes: [AttributeDefinition] = [],
    verify: (@Sendable (borrowing Module, OpID, inout VerifierReport) -> Void)? = nil,
    fold: (@Sendable (inout Module, OpID) -> [FoldedResult]?)? = nil,
    parse: (@Sendable (inout Parser, inout OperationState) throws(ParseFailure) -> Void)? = nil,
    print: (@Sendable (borrowing Module, OpID, inout Printer) -> Void)? = nil,
    resultName: (@Sendable (borrowing Module, OpID) -> String?)? = nil,
    laterResultNames: [String] = [],
    argumentName: (@Sendable (borrowing Module, OpID, Int) -> String?)? = nil
  ) {
    self.name = name
    self.summary = summary
    self.traits = traits
    self.operands = operands
    self.results = results
    self.regions = regions
    self.successors = successors
    self.attributes = attributes
    self.verify = verify
    self.fold = fold
    self.parse = parse
    self.print = print
    self.resultName = resultName
    self.laterResultNames = laterResultNames
    self.argumentName = argumentName
  }
}

/// What is asked about an op again and again, without a look at its definition.
struct OpFacts: Sendable {
  /// The traits; none for a foreign op.
  var traits: OpTraits = []
  /// The least and largest numbers of operands, results, regions and successors.
  var operands = OpFacts.anyCount
  var results = OpFacts.anyCount
  var regions = OpFacts.anyCount
  var successors = OpFacts.anyCount
  /// False for a foreign op.
  var isImplemented = false
  /// Whether the op declares inherent attributes.
  var hasAttributes = false
  /// Whether some of them have a default.
  var hasDefaults = false
  /// Whether inherent attributes are kept as properties.
  var usesProperties = false
  /// Whether the op has rules of its own.
  var hasVerify = false
  /// Whether custom form is what stock mlir-opt prints.
  var isStock = false

  /// A foreign op, of which nothing is known.
  static let foreign = OpFacts()

  private static let anyCount = (least: Int32(0), largest: Int32.max)

  private init() {}

  init(_ definition: OpDefinition, _ dialect: Dialect) {
    traits = definition.traits
    operands = definition.operands.bounds
    results = definition.results.bounds
    regions = definition.regions.bounds
    successors = definition.successors.bounds
    isImplemented = true
    hasVerify = definition.verify != nil
    hasAttributes = !definition.attributes.isEmpty
    hasDefaults = definition.attributes.contains { $0.defaultBody != nil }
    usesProperties = dialect.usesProperties
    isStock = dialect.isStock
  }
}

extension Arity {
  /// The least and the largest number allowed.
  fileprivate var bounds: (least: Int32, largest: Int32) {
    switch self {
    case .exactly(let n): (Int32(clamping: n), Int32(clamping: n))
    case .atLeast(let n): (Int32(clamping: n), .max)
    case .between(let low, let high): (Int32(clamping: low), Int32(clamping: high))
    }
  }
}

/// The definitions of all implemented ops, by opcode and by name. Built once.
public final class OpDefinitionTable: Sendable {
  /// The one table.
  public static let shared = OpDefinitionTable()

  /// All definitions, in the order of their opcodes.
  public let all: [OpDefinition]

  /// One row more than there are definitions; the last is that of foreign ops.
  private let facts: [OpFacts]
  /// By dialect, the row of its first op; one entry more than there are dialects.
  private let firstRows: [Int]
  private let opcodes: [String: Opcode]

  private init() {
    var all: [OpDefinition] = []
    var facts: [OpFacts] = []
    var firstRows: [Int] = []
    var opcodes: [String: Opcode] = [:]
    opcodes.reserveCapacity(512)
    all.reserveCapacity(512)
    facts.reserveCapacity(512)
    for dialect in Dialect.allCases {
      firstRows.append(all.count)
      for (index, definition) in dialect.definitions.enumerated() {
        all.append(definition)
        facts.append(OpFacts(definition, dialect))
        opcodes[definition.name] = Opcode(raw: UInt32(dialect.rawValue) << 10 | UInt32(index))
      }
    }
    firstRows.append(all.count)
    facts.append(.foreign)
    self.all = all
    self.facts = facts
    self.firstRows = firstRows
    self.opcodes = opcodes
  }

  /// The number of rows; the size of tables keyed by `row(of:)`.
  var rowCount: Int { facts.count }

  /// The row of an opcode in dense tables about implemented ops; foreign ops share the last one.
  @inline(__always)
  func row(of opcode: Opcode) -> Int {
    let dialect = Int(opcode.raw >> 10)
    guard dialect + 1 < firstRows.count else { return facts.count - 1 }
    let row = firstRows[dialect] + Int(opcode.raw & 1023)
    return row < firstRows[dialect + 1] ? row : facts.count - 1
  }

  /// A number for tables about all ops of a module: the row of an implemented op, a number behind the rows for a foreign
  /// one.
  @inline(__always)
  func number(of opcode: Opcode) -> Int {
    opcode.isForeign ? facts.count + Int(opcode.raw - Opcode.firstForeign) : row(of: opcode)
  }

  /// What is known about the ops of a row.
  @inline(__always)
  func facts(row: Int) -> OpFacts { facts[row] }

  /// What is known about ops with the opcode.
  @inline(__always)
  func facts(of opcode: Opcode) -> OpFacts { facts[row(of: opcode)] }

  /// The definition of an implemented op, nil for a foreign one.
  public func definition(of opcode: Opcode) -> OpDefinition? {
    let row = row(of: opcode)
    return row < all.count ? all[row] : nil
  }

  /// The traits of an implemented op, none for a foreign one.
  public func traits(of opcode: Opcode) -> OpTraits { facts[row(of: opcode)].traits }

  /// The opcode of the implemented op with the given full name.
  public func opcode(named name: String) -> Opcode? { opcodes[name] }
}

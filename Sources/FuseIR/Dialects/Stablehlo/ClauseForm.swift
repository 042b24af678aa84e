/// The custom form that most StableHLO ops share: operands, clauses such as `dims = [0, 1]`, an
/// attribute dictionary, and types.
///
/// `%1 = stablehlo.transpose %0, dims = [1, 0] {x} : (tensor<2x3xf32>) -> tensor<3x2xf32>`
struct ClauseForm: Sendable {
  /// `keyword = value`, which stands for an inherent attribute.
  enum Clause: Sendable {
    /// `keyword = [1, 2]` for `array<i64: 1, 2>`.
    case integers(StaticString, StaticString)
    /// `keyword = 1` for `1 : i64`.
    case integer(StaticString, StaticString)
    /// `keyword = WORD` for `#stablehlo<kind WORD>`.
    case word(StaticString, StaticString, kind: String)
    /// `keyword = "text"` for `"text"`.
    case string(StaticString, StaticString)
    /// `keyword = true` for `true`; left out where the attribute is absent.
    case optionalBool(StaticString, StaticString)

    var attribute: StaticString {
      switch self {
      case .integers(_, let name), .integer(_, let name), .word(_, let name, _),
        .string(_, let name), .optionalBool(_, let name):
        name
      }
    }

    var keyword: StaticString {
      switch self {
      case .integers(let keyword, _), .integer(let keyword, _), .word(let keyword, _, _),
        .string(let keyword, _), .optionalBool(let keyword, _):
        keyword
      }
    }
  }

  /// How types are written.
  enum Types: Sendable {
    /// One type where all operands and results have it, else as `functional`.
    case same
    /// `(operands) -> results`.
    case functional
    /// The results' types only.
    case results
  }

  /// How many operands, nil for any number.
  let operandCount: Int?
  /// What follows the operands.
  let clauses: [Clause]
  /// How types are written.
  let types: Types

  init(operands: Int?, _ clauses: [Clause] = [], types: Types) {
    operandCount = operands
    self.clauses = clauses
    self.types = types
  }

  static let unary = ClauseForm(operands: 1, types: .same)
  static let unaryFunctional = ClauseForm(operands: 1, types: .functional)
  static let binary = ClauseForm(operands: 2, types: .same)
  static let ternary = ClauseForm(operands: 3, types: .same)

  // MARK: Parsing

  func parse(
    _ parser: inout Parser, _ state: inout OperationState
  ) throws(ParseFailure) {
    var operands: [UnresolvedOperand] = []
    var needsComma = false
    if let operandCount {
      for index in 0..<operandCount {
        if index > 0 { try parser.parse(.comma) }
        operands.append(try parser.parseOperand())
      }
      needsComma = operandCount > 0
    } else {
      while let operand = try parser.parseOptionalOperand() {
        operands.append(operand)
        needsComma = !parser.parseOptional(.comma)
        if needsComma { break }
      }
      // An empty list behind the first operand leaves its comma: `%0, , sizes = []`.
      if !needsComma, operands.count == 1 { _ = parser.parseOptional(.comma) }
      if clauses.isEmpty, !needsComma, !operands.isEmpty {
        throw parser.error("expected an operand behind ','")
      }
    }
    for clause in clauses {
      try parse(clause, needsComma: &needsComma, &parser, &state)
    }
    try parser.parseOptionalAttributeDictionary(&state)
    try parseTypes(operands, &parser, &state)
  }

  private func parse(
    _ clause: Clause, needsComma: inout Bool, _ parser: inout Parser,
    _ state: inout OperationState
  ) throws(ParseFailure) {
    if case .optionalBool = clause {
      guard parser.parseOptional(.comma) else { return }
    } else if needsComma {
      try parser.parse(.comma)
    }
    needsComma = true
    try parser.parseKeyword(clause.keyword)
    try parser.parse(.equal)
    let value: AttributeID
    switch clause {
    case .integers: value = parser.module.denseArrayAttribute(try parser.parseIntegerArray())
    case .integer: value = parser.module.integerAttribute(try parser.parseInteger())
    case .word(_, _, let kind):
      let word = try parser.parseAnyKeyword()
      value = parser.module.dialectAttribute("stablehlo", "<\(kind) \(word)>")
    case .string: value = parser.module.intern(.string(try parser.parseString(), type: nil))
    case .optionalBool: value = try parser.parseAttribute()
    }
    parser.add(clause.attribute.description, value, to: &state)
  }

  private func parseTypes(
    _ operands: [UnresolvedOperand], _ parser: inout Parser, _ state: inout OperationState
  ) throws(ParseFailure) {
    switch types {
    case .results:
      state.resultTypes = try parser.parseColonTypeList()
    case .functional:
      try parser.parseFunctionalTypes(operands, &state)
    case .same:
      try parser.parseSameTypes(operands, &state)
    }
  }

  // MARK: Printing

  func print(_ module: borrowing Module, _ op: OpID, _ printer: inout Printer) {
    printOperandsAndAttributes(module, op, &printer)
    printer.write(" : ")
    switch types {
    case .results: printer.printTypes(module.resultTypes(of: op), in: module)
    case .functional: printer.printFunctionalType(of: op, in: module)
    case .same: printer.printSameTypes(module, op)
    }
  }

  func printOperandsAndAttributes(
    _ module: borrowing Module, _ op: OpID, _ printer: inout Printer
  ) {
    if module.operandCount(of: op) > 0 {
      printer.write(" ")
      printer.printOperands(of: op, in: module)
    }
    var separator = module.operandCount(of: op) > 0 ? ", " : " "
    for clause in clauses {
      guard let value = module.attribute(clause.attribute.description, of: op) else { continue }
      printer.write("\(separator)\(clause.keyword) = ")
      separator = ", "
      switch clause {
      case .integers: printer.write("\(module.integers(value) ?? [])")
      case .integer: printer.write("\(module.integerValue(value) ?? 0)")
      case .word(_, _, let kind):
        let text = module.dialectAttributeText(value, "stablehlo") ?? ""
        printer.write("\(text.dropFirst(kind.utf8.count + 1))")
      case .string, .optionalBool: printer.printAttribute(value, in: module)
      }
    }
    printer.printOptionalAttributeDictionary(of: op, except: clauses.map(\.attribute), in: module)
  }
}

extension Parser {
  /// `: (operands) -> results`, for operands that were parsed before.
  mutating func parseFunctionalTypes(
    _ operands: [UnresolvedOperand], _ state: inout OperationState
  ) throws(ParseFailure) {
    try parse(.colon)
    let place = place
    let (inputs, results) = try parseFunctionType()
    state.operands = try resolveOperands(operands, inputs, at: place)
    state.resultTypes = results
  }

  /// `: type` for an op whose operands and result all have it, else `: (operands) -> results`.
  mutating func parseSameTypes(
    _ operands: [UnresolvedOperand], _ state: inout OperationState
  ) throws(ParseFailure) {
    try parse(.colon)
    let place = place
    let type = try parseType()
    if case .function(let inputs, let results) = module.type(type) {
      state.operands = try resolveOperands(operands, inputs, at: place)
      state.resultTypes = results
    } else {
      state.operands = try resolveOperands(operands, type)
      state.resultTypes = [type]
    }
  }

  /// Gives the op that is being parsed the attribute `name = value`.
  mutating func add(_ name: String, _ value: AttributeID, to state: inout OperationState) {
    state.attributes.append((module.intern(name), value))
  }

  /// A word of the enumeration, as its attribute.
  mutating func parseEnumeration<Value: StablehloEnumeration>(
    _ type: Value.Type
  ) throws(ParseFailure) -> AttributeID {
    let words = Value.allCases.map(\.rawValue)
    let place = place
    let word = try parseKeyword(
      among: words, Value.kind.split(separator: "_").joined(separator: " "))
    guard let value = Value(rawValue: word) else {
      throw error("expected one of \(words.joined(separator: ", "))", at: place)
    }
    return value.attribute(in: &module)
  }
}

extension Printer {
  /// `type` if all operands and the result have it, else `(operands) -> results`.
  mutating func printSameTypes(_ module: borrowing Module, _ op: OpID) {
    let type = module.type(of: module.result(of: op))
    if module.operands(of: op).allSatisfy({ module.type(of: $0) == type }) {
      printType(type, in: module)
    } else {
      printFunctionalType(of: op, in: module)
    }
  }
}

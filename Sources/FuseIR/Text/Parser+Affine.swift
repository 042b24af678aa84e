// `affine_map<...>` and `affine_set<...>`.

/// The names of dimensions and symbols while an affine map is parsed.
private struct AffineNames {
  var dimensions: [Int: Int] = [:]
  var symbols: [Int: Int] = [:]
  /// Operators so far; expressions are bounded because they are walked recursively.
  var operatorCount = 0
}

extension Parser {
  private static var maximumAffineOperators: Int { 1000 }

  /// `affine_map<(d0)[s0] -> (d0 + s0)>`.
  mutating func parseAffineMapAttribute() throws(ParseFailure) -> AttributeID {
    advance()
    try parse(.less)
    let map = try parseAffineMap()
    try parse(.greater)
    return module.affineMapAttribute(map)
  }

  /// `(d0)[s0] -> (d0 + s0)`.
  public mutating func parseAffineMap() throws(ParseFailure) -> AffineMap {
    var names = try parseAffineNames()
    try parse(.arrow)
    var results: [AffineExpression] = []
    try parseCommaSeparatedList(.parentheses) { (parser: inout Parser) throws(ParseFailure) in
      results.append(try parser.parseAffineSum(&names))
    }
    return AffineMap(
      dimensionCount: names.dimensions.count, symbolCount: names.symbols.count, results: results)
  }

  /// `affine_set<(d0)[s0] : (d0 >= 0, s0 == 1)>`.
  mutating func parseAffineSetAttribute() throws(ParseFailure) -> AttributeID {
    advance()
    try parse(.less)
    var names = try parseAffineNames()
    try parse(.colon)
    var constraints: [AffineSet.Constraint] = []
    try parseCommaSeparatedList(.parentheses) { (parser: inout Parser) throws(ParseFailure) in
      constraints.append(try parser.parseAffineConstraint(&names))
    }
    if constraints.isEmpty { constraints.append(.init(.constant(0), isEquality: true)) }
    try parse(.greater)
    return module.intern(
      .affineSet(
        AffineSet(
          dimensionCount: names.dimensions.count, symbolCount: names.symbols.count,
          constraints: constraints)))
  }

  private mutating func parseAffineNames() throws(ParseFailure) -> AffineNames {
    var names = AffineNames()
    try parseCommaSeparatedList(.parentheses) { (parser: inout Parser) throws(ParseFailure) in
      let name = try parser.parseAffineName(names)
      names.dimensions[name] = names.dimensions.count
    }
    guard token.kind == .leftSquare else { return names }
    try parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
      let name = try parser.parseAffineName(names)
      names.symbols[name] = names.symbols.count
    }
    return names
  }

  private mutating func parseAffineName(_ names: AffineNames) throws(ParseFailure) -> Int {
    guard token.kind == .bareIdentifier else { throw error("expected bare identifier") }
    let name = nameNumber(of: token)
    guard names.dimensions[name] == nil, names.symbols[name] == nil else {
      throw error("redefinition of identifier '\(text(of: token))'", at: token.range)
    }
    advance()
    return name
  }

  /// `a >= b`, `a <= b` or `a == b`, as an expression compared with zero.
  private mutating func parseAffineConstraint(
    _ names: inout AffineNames
  ) throws(ParseFailure) -> AffineSet.Constraint {
    let left = try parseAffineSum(&names)
    let comparison = token.kind
    guard [.greater, .less, .equal].contains(comparison) else {
      throw error("expected '== affine-expr' or '>= affine-expr' at end of affine constraint")
    }
    advance()
    try parse(.equal)
    let right = try parseAffineSum(&names)
    let (larger, smaller) = comparison == .less ? (right, left) : (left, right)
    let difference = AffineExpression.sum(larger, .product(smaller, .constant(-1)))
    return .init(difference, isEquality: comparison == .equal)
  }

  // MARK: Expressions

  private mutating func parseAffineSum(
    _ names: inout AffineNames
  ) throws(ParseFailure) -> AffineExpression {
    try enter()
    defer { leave() }
    var sum = try parseAffineProduct(&names)
    while token.kind == .plus || token.kind == .minus {
      let isMinus = token.kind == .minus
      try countOperator(&names)
      advance()
      let term = try parseAffineProduct(&names)
      sum = .sum(sum, isMinus ? .product(term, .constant(-1)) : term)
    }
    return sum
  }

  private mutating func parseAffineProduct(
    _ names: inout AffineNames
  ) throws(ParseFailure) -> AffineExpression {
    var product = try parseAffineFactor(&names)
    while true {
      let place = place
      if token.kind == .star {
        try countOperator(&names)
        advance()
        let factor = try parseAffineFactor(&names)
        guard product.isSymbolicOrConstant || factor.isSymbolicOrConstant else {
          throw error(
            "non-affine expression: at least one of the multiply operands has to be either a "
              + "constant or symbolic", at: place)
        }
        product = .product(product, factor)
        continue
      }
      guard isAt("floordiv") || isAt("ceildiv") || isAt("mod") else { return product }
      let word = text(of: token)
      try countOperator(&names)
      advance()
      let divisor = try parseAffineFactor(&names)
      guard divisor.isSymbolicOrConstant else {
        throw error(
          "non-affine expression: right operand of \(word) has to be either a constant or symbolic",
          at: place)
      }
      switch word {
      case "floordiv": product = .floorQuotient(product, divisor)
      case "ceildiv": product = .ceilQuotient(product, divisor)
      default: product = .remainder(product, divisor)
      }
    }
  }

  private mutating func parseAffineFactor(
    _ names: inout AffineNames
  ) throws(ParseFailure) -> AffineExpression {
    switch token.kind {
    case .bareIdentifier:
      let name = nameNumber(of: token)
      if let index = names.dimensions[name] {
        advance()
        return .dimension(index)
      }
      if let index = names.symbols[name] {
        advance()
        return .symbol(index)
      }
      throw error("use of undeclared identifier", at: token.range)
    case .integer:
      guard let value = integer(in: token.range) else {
        throw error("constant too large for index")
      }
      advance()
      return .constant(value)
    case .minus:
      try countOperator(&names)
      advance()
      try enter()
      defer { leave() }
      return .product(try parseAffineFactor(&names), .constant(-1))
    case .leftParenthesis:
      advance()
      let inner = try parseAffineSum(&names)
      try parse(.rightParenthesis)
      return inner
    default: throw error("expected affine expression")
    }
  }

  private mutating func countOperator(_ names: inout AffineNames) throws(ParseFailure) {
    names.operatorCount += 1
    guard names.operatorCount <= Self.maximumAffineOperators else {
      throw error("affine maps may have at most \(Self.maximumAffineOperators) operators")
    }
  }
}

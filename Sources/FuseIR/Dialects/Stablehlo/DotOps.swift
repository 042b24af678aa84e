// Contractions: products of elements summed over shared dimensions.

extension OpDefinition {
  /// `stablehlo.dot_general`: sums products of elements over paired dimensions, for each index of the
  /// batching dimensions.
  ///
  /// `%2 = stablehlo.dot_general %0, %1, contracting_dims = [1] x [0], precision = [DEFAULT, DEFAULT]
  ///    : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>`
  static let stablehloDotGeneral = OpDefinition(
    "stablehlo.dot_general",
    summary: "Sums products over paired dimensions, for each index of the batching dimensions.",
    traits: [.pure], operands: .exactly(2), results: .exactly(1),
    attributes: [
      .required("dot_dimension_numbers", .dialect("stablehlo.dot")),
      .optional("precision_config", .words(Precision.self)),
      .optional("algorithm", .dialect("stablehlo.dot_algorithm")),
    ],
    verify: verifyingProducts(dotShape),
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let left = try parser.parseOperand()
      try parser.parse(.comma)
      let right = try parser.parseOperand()
      try parser.parse(.comma)
      var numbers = DotDimensionNumbers(lhsContracting: [], rhsContracting: [])
      if parser.parseOptionalKeyword("batching_dims") {
        (numbers.lhsBatching, numbers.rhsBatching) = try parser.parseDimensionPairs()
        try parser.parse(.comma)
      }
      try parser.parseKeyword("contracting_dims")
      (numbers.lhsContracting, numbers.rhsContracting) = try parser.parseDimensionPairs()
      parser.add("dot_dimension_numbers", numbers.attribute(in: &parser.module), to: &state)
      while parser.parseOptional(.comma) {
        if parser.parseOptionalKeyword("algorithm") {
          try parser.parse(.equal)
          let body = try parser.parseDialectBody()
          let text = parser.module.string(body)
          parser.add(
            "algorithm", parser.module.dialectAttribute("stablehlo", ".dot_algorithm\(text)"),
            to: &state)
        } else {
          try parser.parsePrecision(&state)
        }
      }
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parseFunctionalTypes([left, right], &state)
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      if let numbers = DotDimensionNumbers(of: op, in: module) {
        if !numbers.lhsBatching.isEmpty || !numbers.rhsBatching.isEmpty {
          printer.write(", batching_dims = \(numbers.lhsBatching) x \(numbers.rhsBatching)")
        }
        printer.write(", contracting_dims = \(numbers.lhsContracting) x \(numbers.rhsContracting)")
      }
      printer.printPrecision(module, op)
      if let algorithm = module.attribute("algorithm", of: op),
        let text = module.dialectAttributeText(algorithm, "stablehlo", "dot_algorithm")
      {
        printer.write(", algorithm = <\(text)>")
      }
      printer.printOptionalAttributeDictionary(
        of: op, except: ["dot_dimension_numbers", "precision_config", "algorithm"], in: module)
      printer.write(" : ")
      printer.printFunctionalType(of: op, in: module)
    })

  /// `stablehlo.dot`: a product of vectors and matrices, without batching.
  static let stablehloDot = OpDefinition(
    "stablehlo.dot", summary: "The product of two vectors or matrices.",
    traits: [.pure], operands: .exactly(2), results: .exactly(1),
    attributes: [.optional("precision_config", .words(Precision.self))],
    verify: verifyingProducts { (module, op) throws(ShapeProblem) in
      guard let left = try module.operandShape(0, of: op),
        let right = try module.operandShape(1, of: op)
      else { return nil }
      guard (1...2).contains(left.count), (1...2).contains(right.count) else {
        throw ShapeProblem("operands must be vectors or matrices")
      }
      return try dotShape(module, op)
    },
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      let left = try parser.parseOperand()
      try parser.parse(.comma)
      let right = try parser.parseOperand()
      if parser.parseOptional(.comma) { try parser.parsePrecision(&state) }
      try parser.parseOptionalAttributeDictionary(&state)
      try parser.parseFunctionalTypes([left, right], &state)
    },
    print: { module, op, printer in
      printer.write(" ")
      printer.printOperands(of: op, in: module)
      printer.printPrecision(module, op)
      printer.printOptionalAttributeDictionary(of: op, except: ["precision_config"], in: module)
      printer.write(" : ")
      printer.printFunctionalType(of: op, in: module)
    })

  /// `stablehlo.einsum`, `stablehlo.unary_einsum`: a contraction given as Einstein wrote it.
  static func stablehloEinsum(_ name: String, _ summary: String, operands: Int) -> OpDefinition {
    let form = ClauseForm(
      operands: operands, [.string("config", "einsum_config")], types: .functional)
    return OpDefinition(
      "stablehlo.\(name)", summary: summary, traits: [.pure], operands: .exactly(operands),
      results: .exactly(1), attributes: [.required("einsum_config", .string)], parse: form.parse,
      print: form.print)
  }

  private static let dotShape: ShapeRule = { (module, op) throws(ShapeProblem) in
    guard let left = try module.operandShape(0, of: op),
      let right = try module.operandShape(1, of: op)
    else { return nil }
    guard let numbers = DotDimensionNumbers(of: op, in: module) else {
      throw ShapeProblem(
        "attribute 'dot_dimension_numbers' must be #stablehlo.dot<lhs_batching_dimensions = [..], "
          + "rhs_batching_dimensions = [..], lhs_contracting_dimensions = [..], "
          + "rhs_contracting_dimensions = [..]>")
    }
    _ = try checkedDimensions(
      numbers.lhsBatching + numbers.lhsContracting, rank: left.count, "dimensions of operand #0")
    _ = try checkedDimensions(
      numbers.rhsBatching + numbers.rhsContracting, rank: right.count, "dimensions of operand #1")
    func paired(_ a: [Int], _ b: [Int], _ what: String) throws(ShapeProblem) {
      guard a.count == b.count else {
        throw ShapeProblem("must pair \(what) dimensions, but has \(a.count) and \(b.count)")
      }
      for (x, y) in zip(a, b) where !extentsAgree(left[x], right[y]) {
        throw ShapeProblem(
          "\(what) dimensions must have one size, but dimension #\(x) of operand #0 has size "
            + "\(left[x]) and dimension #\(y) of operand #1 has size \(right[y])")
      }
    }
    try paired(numbers.lhsBatching, numbers.rhsBatching, "batching")
    try paired(numbers.lhsContracting, numbers.rhsContracting, "contracting")
    return numbers.lhsBatching.map { left[$0] } + numbers.lhsFree(rank: left.count).map { left[$0] }
      + numbers.rhsFree(rank: right.count).map { right[$0] }
  }
}

extension Parser {
  /// `= [0] x [1]`.
  fileprivate mutating func parseDimensionPairs() throws(ParseFailure) -> ([Int], [Int]) {
    try parse(.equal)
    let left = try parseIntegerArray()
    try parseKeyword("x")
    let right = try parseIntegerArray()
    return (left.map { Int($0) }, right.map { Int($0) })
  }

  /// `precision = [DEFAULT, HIGH]`.
  fileprivate mutating func parsePrecision(
    _ state: inout OperationState
  ) throws(ParseFailure) {
    try parseKeyword("precision")
    try parse(.equal)
    var elements: [AttributeID] = []
    try parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
      elements.append(try parser.parseEnumeration(Precision.self))
    }
    add("precision_config", module.arrayAttribute(elements), to: &state)
  }
}

extension Printer {
  /// `, precision = [DEFAULT, HIGH]` if the op has a `precision_config` with elements.
  fileprivate mutating func printPrecision(_ module: borrowing Module, _ op: OpID) {
    guard let precision = Precision.configuration(of: op, in: module), !precision.isEmpty else {
      return
    }
    write(", precision = [\(precision.map(\.rawValue).joined(separator: ", "))]")
  }
}

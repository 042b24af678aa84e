// Convolutions.

extension OpDefinition {
  /// `stablehlo.convolution`: sums products over a window that slides over the operand.
  ///
  /// `%2 = stablehlo.convolution(%0, %1) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1],
  ///    window = {stride = [1, 1], pad = [[1, 1], [1, 1]]}
  ///    {batch_group_count = 1 : i64, feature_group_count = 1 : i64}
  ///    : (tensor<1x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x8x8xf32>`
  static let stablehloConvolution = OpDefinition(
    "stablehlo.convolution", summary: "Sums products over a window that slides over the operand.",
    traits: [.pure], operands: .exactly(2), results: .exactly(1),
    attributes: convolutionAttributes, verify: verifyingProducts(convolutionShape),
    parse: { (parser: inout Parser, state: inout OperationState) throws(ParseFailure) in
      try parser.parseConvolution(&state)
    },
    print: { module, op, printer in printer.printConvolution(module, op) })

  /// `stablehlo.dynamic_conv`: a convolution whose padding is an operand. It has no form of its own.
  static let stablehloDynamicConv = OpDefinition(
    "stablehlo.dynamic_conv", summary: "A convolution whose padding is an operand.",
    traits: [.pure], operands: .exactly(3), results: .exactly(1),
    attributes: convolutionAttributes)

  private static let convolutionAttributes: [AttributeDefinition] = [
    .required("batch_group_count", .integer(width: 64)),
    .required("dimension_numbers", .dialect("stablehlo.conv")),
    .required("feature_group_count", .integer(width: 64)),
    .optional("lhs_dilation", .denseArray(width: 64)),
    .optional("padding", .elements),
    .optional("precision_config", .words(Precision.self)),
    .optional("rhs_dilation", .denseArray(width: 64)),
    .optional("window_reversal", .denseArray(width: 1)),
    .optional("window_strides", .denseArray(width: 64)),
  ]

  private static let convolutionShape: ShapeRule = { (module, op) throws(ShapeProblem) in
    guard let input = try module.operandShape(0, of: op),
      let kernel = try module.operandShape(1, of: op)
    else { return nil }
    guard let numbers = ConvolutionDimensionNumbers(of: op, in: module) else {
      throw ShapeProblem(
        "attribute 'dimension_numbers' must be like #stablehlo.conv<[b, f, 0, 1]x[o, i, 0, 1]->"
          + "[b, f, 0, 1]>")
    }
    let rank = numbers.spatialRank + 2
    guard input.count == rank, kernel.count == rank else {
      throw ShapeProblem(
        "operands must have rank \(rank), as dimension_numbers, but have ranks \(input.count) and "
          + "\(kernel.count)")
    }
    guard let window = WindowDimension.window(of: op, in: module) else {
      throw ShapeProblem(
        "strides, dilations and reversal must have \(rank - 2) elements and padding "
          + "\(rank - 2)x2, one per spatial dimension")
    }
    try checkWindow(window)
    let groups = module.integer("feature_group_count", of: op) ?? 1
    let batchGroups = module.integer("batch_group_count", of: op) ?? 1
    guard groups > 0, batchGroups > 0, groups == 1 || batchGroups == 1 else {
      throw ShapeProblem(
        "feature_group_count and batch_group_count must be positive and one of them 1, but are "
          + "\(groups) and \(batchGroups)")
    }
    let features = input[numbers.inputFeature]
    let perGroup = kernel[numbers.kernelInput]
    if features != Dimension.dynamic, perGroup != Dimension.dynamic,
      features % groups != 0 || features / groups != perGroup
    {
      throw ShapeProblem(
        "the kernel must have \(features) / \(groups) input features, but has \(perGroup)")
    }
    let outputs = kernel[numbers.kernelOutput]
    let divisor = max(groups, batchGroups)
    if outputs != Dimension.dynamic, outputs % divisor != 0 {
      throw ShapeProblem(
        "the kernel's \(outputs) output features must divide into \(divisor) groups")
    }
    let batch = input[numbers.inputBatch]
    if batch != Dimension.dynamic, batch % batchGroups != 0 {
      throw ShapeProblem("the batch of \(batch) must divide into \(batchGroups) groups")
    }
    var result = [Int64](repeating: 0, count: rank)
    result[numbers.outputBatch] = batch == Dimension.dynamic ? batch : batch / batchGroups
    result[numbers.outputFeature] = outputs
    for (index, dimension) in numbers.outputSpatial.enumerated() {
      guard let extent = window[index].resultExtent(over: input[numbers.inputSpatial[index]]) else {
        throw ShapeProblem("the size of result dimension #\(dimension) does not fit 64 bits")
      }
      result[dimension] = extent
    }
    return result
  }

  /// Refuses strides and dilations below 1.
  static func checkWindow(_ window: [WindowDimension]) throws(ShapeProblem) {
    for (index, dimension) in window.enumerated() {
      let isPositive =
        dimension.stride > 0 && dimension.baseDilation > 0 && dimension.windowDilation > 0
      guard isPositive, dimension.size > 0 || dimension.size == Dimension.dynamic else {
        throw ShapeProblem(
          "the size, stride and dilations of window dimension #\(index) must be positive")
      }
    }
  }
}

extension Parser {
  /// What follows the name of a convolution.
  fileprivate mutating func parseConvolution(
    _ state: inout OperationState
  ) throws(ParseFailure) {
    let operands = try parseOperandList(.parentheses)
    try parseKeyword("dim_numbers")
    try parse(.equal)
    let place = place
    let text =
      try parseConvolutionLayout() + parseSeparator("x") + parseConvolutionLayout()
      + parseSeparator("->") + parseConvolutionLayout()
    guard let numbers = ConvolutionDimensionNumbers(text: text) else {
      throw error(
        "expected dimension numbers like [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1]", at: place)
    }
    add("dimension_numbers", numbers.attribute(in: &module), to: &state)
    try parse(.comma)
    try parseKeyword("window")
    try parse(.equal)
    try parseCommaSeparatedList(.braces) { (parser: inout Parser) throws(ParseFailure) in
      try parser.parseWindowEntry(&state)
    }
    try parseOptionalAttributeDictionary(&state)
    try parseFunctionalTypes(operands, &state)
  }

  private mutating func parseConvolutionLayout() throws(ParseFailure) -> String {
    var labels: [String] = []
    try parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
      if let number = try parser.parseOptionalInteger() {
        labels.append("\(number)")
      } else {
        labels.append(try parser.parseAnyKeyword("a dimension label"))
      }
    }
    return "[" + labels.joined(separator: ", ") + "]"
  }

  private mutating func parseSeparator(_ separator: String) throws(ParseFailure) -> String {
    if separator == "->" { try parse(.arrow) } else { try parseKeyword("x") }
    return separator
  }

  private mutating func parseWindowEntry(_ state: inout OperationState) throws(ParseFailure) {
    let word = try parseKeyword(
      among: ["stride", "pad", "lhs_dilate", "rhs_dilate", "reverse"], "part of a window")
    try parse(.equal)
    switch word {
    case "stride": add("window_strides", try parseIntegerList(), to: &state)
    case "lhs_dilate": add("lhs_dilation", try parseIntegerList(), to: &state)
    case "rhs_dilate": add("rhs_dilation", try parseIntegerList(), to: &state)
    case "pad":
      var pairs: [Int64] = []
      try parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
        let place = parser.place
        let pair = try parser.parseIntegerArray()
        guard pair.count == 2 else { throw parser.error("expected [low, high]", at: place) }
        pairs += pair
      }
      add("padding", module.paddingAttribute(pairs), to: &state)
    default:
      var flags: [Bool] = []
      try parseCommaSeparatedList(.square) { (parser: inout Parser) throws(ParseFailure) in
        let word = try parser.parseKeyword(among: ["true", "false"], "flag")
        flags.append(word == "true")
      }
      add("window_reversal", module.denseArrayAttribute(flags), to: &state)
    }
  }

  private mutating func parseIntegerList() throws(ParseFailure) -> AttributeID {
    module.denseArrayAttribute(try parseIntegerArray())
  }
}

extension Module {
  /// `dense<[[low, high], ...]> : tensor<Nx2xi64>` from `[low, high, low, high, ...]`.
  public mutating func paddingAttribute(_ pairs: [Int64]) -> AttributeID {
    let type = tensorType([Int64(pairs.count / 2), 2], .i64)
    let isSplat = !pairs.isEmpty && pairs.allSatisfy { $0 == pairs[0] }
    var bytes: [UInt8] = []
    for value in isSplat ? [pairs[0]] : pairs {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return intern(.denseElements(DenseElements(type: type, isSplat: isSplat, bytes: bytes)))
  }
}

extension Printer {
  /// What follows the name of a convolution.
  fileprivate mutating func printConvolution(_ module: borrowing Module, _ op: OpID) {
    write("(")
    printOperands(of: op, in: module)
    write(") dim_numbers = \(ConvolutionDimensionNumbers(of: op, in: module)?.text ?? "")")
    var entries: [String] = []
    if let values = module.integers("window_strides", of: op) {
      entries.append("stride = \(values)")
    }
    if let padding = module.attribute("padding", of: op), let values = module.denseIntegers(padding)
    {
      let pairs = stride(from: 0, to: values.count - 1, by: 2).map {
        "[\(values[$0]), \(values[$0 + 1])]"
      }
      entries.append("pad = [\(pairs.joined(separator: ", "))]")
    }
    if let values = module.integers("lhs_dilation", of: op) {
      entries.append("lhs_dilate = \(values)")
    }
    if let values = module.integers("rhs_dilation", of: op) {
      entries.append("rhs_dilate = \(values)")
    }
    if let values = module.integers("window_reversal", of: op) {
      entries.append("reverse = \(values.map { $0 != 0 })")
    }
    write(", window = {\(entries.joined(separator: ", "))}")
    printOptionalAttributeDictionary(
      of: op,
      except: [
        "dimension_numbers", "window_strides", "padding", "lhs_dilation", "rhs_dilation",
        "window_reversal",
      ], in: module)
    write(" : ")
    printFunctionalType(of: op, in: module)
  }
}

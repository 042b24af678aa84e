import FuseIR

/// The arithmetic that an op does and the bytes that it touches.
struct OpWork {
  /// Arithmetic operations; a multiply-add is two.
  var operations = 0.0
  /// Bytes of operands, each once.
  var readBytes = 0.0
  /// Bytes of results, each once.
  var writtenBytes = 0.0

  /// Nothing.
  init() {}

  /// The work of one op; what is inside a drawn region is not counted.
  init(_ op: OpID, in module: borrowing Module) {
    switch OpCategory(op, in: module) {
    case .constant, .control, .other: operations = 0
    case .movement: touch(op, in: module)
    case .contraction, .reduction, .elementwise:
      operations = Self.operations(of: op, in: module)
      touch(op, in: module)
    }
  }

  private mutating func touch(_ op: OpID, in module: borrowing Module) {
    for index in 0..<module.operandCount(of: op) {
      let type = module.type(of: module.operand(index, of: op))
      readBytes += Self.bytes(of: type, in: module) ?? 0
    }
    for index in 0..<module.resultCount(of: op) {
      let type = module.type(of: module.result(index, of: op))
      writtenBytes += Self.bytes(of: type, in: module) ?? 0
    }
  }

  /// The bytes of a value of the type, sub-byte elements packed; nil where its shape is not static or it is no tensor.
  static func bytes(of type: TypeID, in module: borrowing Module) -> Double? {
    guard let bits = module.bitWidth(of: module.elementType(of: type)) else { return nil }
    if module.shape(of: type) == nil { return Double((bits + 7) / 8) }
    return module.elementCount(of: type).map { (Double($0) * Double(bits) / 8).rounded(.up) }
  }

  private static func operations(of op: OpID, in module: borrowing Module) -> Double {
    if let structured = StructuredOp(op, in: module) {
      return operations(of: structured, in: module)
    }
    guard module.resultCount(of: op) > 0 else { return 0 }
    let results = elements(of: module.result(of: op), in: module)
    switch module.opcode(of: op) {
    case Opcode(StablehloOp.dot), Opcode(StablehloOp.dotGeneral):
      guard let numbers = DotDimensionNumbers(of: op, in: module),
        let shape = module.shape(of: module.operand(0, of: op))
      else { return 0 }
      return numbers.lhsContracting.reduce(2 * results) {
        shape.indices.contains($1) ? $0 * Double(max(0, shape[$1])) : $0
      }
    case Opcode(StablehloOp.convolution):
      guard let attribute = module.attribute("dimension_numbers", of: op),
        let numbers = ConvolutionDimensionNumbers(attribute, in: module),
        let kernel = module.shape(of: module.operand(1, of: op)),
        kernel.indices.contains(numbers.kernelOutput)
      else { return 0 }
      let taps = elements(of: module.operand(1, of: op), in: module)
      return 2 * results * taps / Double(max(1, kernel[numbers.kernelOutput]))
    case Opcode(StablehloOp.reduceWindow):
      let window = module.integers("window_dimensions", of: op) ?? []
      return window.reduce(results) { $0 * Double(max(1, $1)) }
    case Opcode(StablehloOp.reduce):
      return (0..<module.operandCount(of: op) / 2).reduce(0) {
        $0 + elements(of: module.operand($1, of: op), in: module)
      }
    default:
      let traits = module.traits(of: op)
      return traits.contains(.elementwise) || OpCategory(op, in: module) == .elementwise
        ? results : 0
    }
  }

  private static func operations(
    of op: StructuredOp, in module: borrowing Module
  ) -> Double {
    guard let bounds = op.loopBounds(in: module), !bounds.contains(Dimension.dynamic) else {
      return 0
    }
    let points = bounds.reduce(1.0) { $0 * Double($1) }
    var perPoint = 0
    if let body = op.body(in: module) {
      var next = module.firstOp(of: body)
      while let inner = next {
        next = module.nextOp(after: inner)
        switch module.opcode(of: inner).dialect {
        case .arith where !module.traits(of: inner).contains(.constant), .math: perPoint += 1
        default: break
        }
      }
    }
    return points * Double(perPoint)
  }

  private static func elements(of value: ValueID, in module: borrowing Module) -> Double {
    if module.shape(of: value) == nil {
      return module.bitWidth(of: module.type(of: value)) == nil ? 0 : 1
    }
    return module.elementCount(of: module.type(of: value)).map(Double.init) ?? 0
  }
}

import FuseIR
import Machine

/// Why an op is no work for the array.
enum GemminiRefusal: Equatable {
  /// The op is no sum of products.
  case noContraction
  /// The types of operands and result are not those of the array.
  case types(has: String, needs: String)
  /// Operands or results have sizes that are unknown or zero.
  case sizes
  /// Strides or other properties that no schedule covers.
  case layout(String)

  /// The reason in words.
  var description: String {
    switch self {
    case .noContraction: "it is no sum of products"
    case .types(let has, let needs): "it computes with \(has), the array with \(needs)"
    case .sizes: "its sizes are not known, or zero"
    case .layout(let reason): reason
    }
  }
}

/// Finds the ops that the array can do.
struct GemminiKernelMatcher {
  let configuration: GemminiConfiguration
  var views = GemminiViews()

  private var isFloat: Bool { configuration.input.isFloat }
  private var inputType: TypeID { isFloat ? .f32 : .i8 }
  private var accumulatorType: TypeID { isFloat ? .f32 : .i32 }

  /// The kernel whose root is the op, without an epilogue, or why there is none.
  func kernel(
    rootedAt op: OpID, in module: borrowing Module
  ) -> Result<GemminiKernel, RefusalError> {
    do throws(RefusalError) {
      return .success(try match(op, in: module))
    } catch {
      return .failure(error)
    }
  }

  /// A refusal as an error.
  struct RefusalError: Error {
    var reason: GemminiRefusal
  }

  private func match(_ op: OpID, in module: borrowing Module) throws(RefusalError) -> GemminiKernel
  {
    if let convolution = ConvolutionShape(op, in: module) {
      return try match(convolution, in: module)
    }
    guard let structure = Self.contraction(op, in: module), structure.isReduced.contains(true)
    else { throw RefusalError(reason: .noContraction) }
    try checkTypes(structure.inputs, structure.result, in: module)
    guard structure.sizes.allSatisfy({ $0 > 0 }) else { throw RefusalError(reason: .sizes) }
    let accesses = try structure.inputs.enumerated().map {
      index, input throws(RefusalError) -> GemminiAccess in
      guard
        let access = views.access(to: input, in: module)?.projected(by: structure.maps[index])
      else { throw RefusalError(reason: .layout("an operand is indexed by more than dimensions")) }
      return access
    }
    guard
      let result = GemminiAccess(dense: structure.result, in: module)?
        .projected(by: structure.maps[2])
    else { throw RefusalError(reason: .layout("the result is indexed by more than dimensions")) }
    var kernel = GemminiKernel(
      root: op, ops: [op],
      dimensions: zip(structure.sizes, structure.isReduced).map { .init(size: $0, isReduced: $1) },
      a: accesses[0], b: accesses[1], result: structure.result,
      resultDimensions: structure.maps[2].results.map {
        if case .dimension(let dimension) = $0 { dimension } else { nil }
      }, resultStrides: result.strides)
    kernel.isFullWidth = !isFloat
    try addInitial(structure.initial, structure.maps[2], to: &kernel, in: module)
    return kernel
  }

  private func addInitial(
    _ initial: ValueID, _ map: AffineMap, to kernel: inout GemminiKernel,
    in module: borrowing Module
  ) throws(RefusalError) {
    if Self.isZero(initial, in: module) { return }
    guard let access = views.access(to: initial, in: module)?.projected(by: map) else {
      throw RefusalError(reason: .layout("the initial result is indexed by more than dimensions"))
    }
    kernel.addends.append(.init(access: access, isNarrow: false))
  }

  private func checkTypes(
    _ inputs: [ValueID], _ result: ValueID, in module: borrowing Module
  ) throws(RefusalError) {
    let types = inputs.map { module.elementType(of: $0) }
    let resultType = module.elementType(of: result)
    guard types.allSatisfy({ $0 == inputType }), resultType == accumulatorType else {
      let names = types.map { Self.name($0, in: module) }
      throw RefusalError(
        reason: .types(
          has: "\(names.joined(separator: " x ")) + \(Self.name(resultType, in: module))",
          needs: configuration.typeText))
    }
  }

  /// The name of an element type, for messages.
  static func name(_ type: TypeID, in module: borrowing Module) -> String {
    switch module.type(type) {
    case .float(let kind): kind.rawValue
    case .integer(let width, let signedness):
      (signedness == .unsigned ? "u" : signedness == .signed ? "s" : "") + "i\(width)"
    case .index: "index"
    case .complex: "complex numbers"
    default: "other types"
    }
  }

  /// True iff all elements of the value are known to be zero.
  static func isZero(_ value: ValueID, in module: borrowing Module) -> Bool {
    switch ScalarExpression.constant(value, in: module) {
    case .float(let number): return number == 0
    case .integer(let number): return number == 0
    default: break
    }
    guard let op = module.definingOp(of: value), module.opcode(of: op).is(LinalgOp.fill) else {
      return false
    }
    return isZero(module.operand(0, of: op), in: module)
  }

  // MARK: Contractions

  /// The structure of a sum of products of two operands, nil for every other op.
  static func contraction(_ op: OpID, in module: borrowing Module) -> LinalgStructure? {
    guard let structure = LinalgStructure(op, in: module), structure.inputs.count == 2,
      hasProductBody(op, in: module)
    else { return nil }
    return structure
  }

  /// True iff the body adds the product of both inputs, widened or not, to the result.
  private static func hasProductBody(_ op: OpID, in module: borrowing Module) -> Bool {
    guard
      let expression = ScalarExpression.yielded(
        by: op, arguments: [.element(0), .element(1), .accumulator], in: module),
      case .arith(let add, let terms) = expression, add == .addf || add == .addi,
      terms.count == 2
    else { return false }
    let product = terms[0] == .accumulator ? terms[1] : terms[0]
    guard terms.contains(.accumulator),
      case .arith(let multiply, var factors) = product,
      multiply == (add == .addf ? .mulf : .muli)
    else { return false }
    factors = factors.map {
      if case .arith(.extsi, let operands) = $0 { return operands[0] }
      return $0
    }
    return factors == [.element(0), .element(1)] || factors == [.element(1), .element(0)]
  }

  // MARK: Convolutions

  /// What the dimensions of a convolution are.
  private static let convolutionRoles: [LayerDimension] = [
    .batch, .outputRow, .outputColumn, .outputChannel, .kernelRow, .kernelColumn, .inputChannel,
  ]

  private func match(
    _ shape: ConvolutionShape, in module: borrowing Module
  ) throws(RefusalError) -> GemminiKernel {
    let op = shape.op
    let (image, kernel) = (module.operand(0, of: op), module.operand(1, of: op))
    try checkTypes([image, kernel], module.result(of: op), in: module)
    guard shape.sizes.allSatisfy({ $0 > 0 }) else { throw RefusalError(reason: .sizes) }
    let source = unpadded(image, in: module)
    guard let input = views.access(to: source.value, in: module),
      let extents = GemminiAccess.staticShape(of: source.value, in: module),
      let weights = views.access(to: kernel, in: module),
      let result = GemminiAccess(dense: module.result(of: op), in: module)
    else { throw RefusalError(reason: .sizes) }
    let pitch = (rows: input.strides[1], columns: input.strides[2])
    let window = GemminiKernel.Window(
      stride: shape.stride, dilation: shape.dilation, padding: source.padding,
      input: (extents[1], extents[2]), pitch: pitch, isDepthwise: shape.isDepthwise)
    var a = [
      input.strides[0], pitch.rows * shape.stride.rows, pitch.columns * shape.stride.columns, 0,
      pitch.rows * shape.dilation.rows, pitch.columns * shape.dilation.columns,
    ]
    var b = [0, 0, 0, 0, weights.strides[0], weights.strides[1]]
    if shape.isDepthwise {
      a[3] = input.strides[3]
      b[3] = weights.strides[2]
    } else {
      a.append(input.strides[3])
      b[3] = weights.strides[3]
      b.append(weights.strides[2])
    }
    var kernelOfOp = GemminiKernel(
      root: op, ops: [op],
      dimensions: zip(shape.sizes, Self.convolutionRoles).map {
        .init(size: $0, isReduced: LayerDimensions.reduced.contains($1), role: $1)
      },
      a: GemminiAccess(value: input.value, offset: input.offset, strides: a),
      b: GemminiAccess(value: weights.value, offset: weights.offset, strides: b),
      result: module.result(of: op), resultDimensions: [0, 1, 2, 3],
      resultStrides: result.strides + [Int](repeating: 0, count: shape.sizes.count - 4))
    kernelOfOp.isFullWidth = !isFloat
    let isPointwise =
      shape.sizes[4] == 1 && shape.sizes[5] == 1 && shape.stride == (1, 1)
      && source.padding == (0, 0) && !shape.isDepthwise && source.highPadding == (0, 0)
    if !isPointwise { kernelOfOp.window = window }
    let map = AffineMap.projecting(shape.sizes.count, to: [0, 1, 2, 3])
    try addInitial(module.operand(2, of: op), map, to: &kernelOfOp, in: module)
    return kernelOfOp
  }

  /// The tensor inside a padding of rows and columns with zeros, and the padding.
  private func unpadded(
    _ image: ValueID, in module: borrowing Module
  ) -> (
    value: ValueID, padding: (rows: Int, columns: Int), highPadding: (rows: Int, columns: Int)
  ) {
    let whole = (value: image, padding: (rows: 0, columns: 0), highPadding: (rows: 0, columns: 0))
    guard let op = module.definingOp(of: image), module.opcode(of: op).is(TensorOp.pad) else {
      return whole
    }
    let pad = Pad(op)
    guard let value = pad.uniformValue(in: module), Self.isZero(value, in: module),
      let low = pad.low(in: module)?.constants, let high = pad.high(in: module)?.constants,
      low.count == 4, low[0] == 0, high[0] == 0, low[3] == 0, high[3] == 0,
      (low + high).allSatisfy({ $0 >= 0 && $0 < 1 << 15 })
    else { return whole }
    return (
      pad.source(in: module), (Int(low[1]), Int(low[2])), (Int(high[1]), Int(high[2]))
    )
  }
}

/// The extents of a convolution that the array can do: NHWC images, HWCF kernels, or one kernel per channel.
private struct ConvolutionShape {
  let op: OpID
  /// Image, row, column, output channel, kernel row, kernel column and, unless depthwise, input channel.
  let sizes: [Int]
  let stride: (rows: Int, columns: Int)
  let dilation: (rows: Int, columns: Int)
  let isDepthwise: Bool

  init?(_ op: OpID, in module: borrowing Module) {
    let opcode = module.opcode(of: op)
    isDepthwise = opcode.is(LinalgOp.depthwiseConv2dNhwcHwc)
    guard isDepthwise || opcode.is(LinalgOp.conv2dNhwcHwcf), module.operandCount(of: op) == 3,
      let structured = StructuredOp(op, in: module),
      let kernel = GemminiAccess.staticShape(of: module.operand(1, of: op), in: module),
      let result = GemminiAccess.staticShape(of: module.operand(2, of: op), in: module),
      let stride = Self.pair(structured.strides(in: module)),
      let dilation = Self.pair(structured.dilations(in: module))
    else { return nil }
    self.op = op
    self.stride = stride
    self.dilation = dilation
    sizes = isDepthwise ? result + kernel[0..<2] : result + kernel[0..<3]
  }

  private static func pair(_ values: [Int64]) -> (rows: Int, columns: Int)? {
    guard values.count == 2, values.allSatisfy({ $0 > 0 && $0 < 1 << 15 }) else { return nil }
    return (Int(values[0]), Int(values[1]))
  }
}

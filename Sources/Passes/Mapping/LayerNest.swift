import FuseIR
import Machine

/// A sum of products as a layer: its loops brought to the eight that layers have, and how they walk over its tensors.
///
/// Loops that only rows of the input have become one loop N, those that only the weight has K, those of both G, those that
/// are summed over C; loops that move a window are P and Q, those inside it R and S.
struct LayerNest {
  /// Which operand is the input, and which the weight.
  var input: Int
  var weight: Int
  /// The extents of the loops.
  var sizes: LayerSizes
  var rows: Layer.Window
  var columns: Layer.Window
  /// For each loop of the op the part of the layer's loops that it is.
  var loops: [[TensorLayout.Part]?]
  /// How the loops walk over the result.
  var resultLayout: TensorLayout
  /// The input without its padding.
  var source: ValueID
  /// What the layer is, for its name.
  var kind: Kind

  /// What a layer is called.
  enum Kind: String {
    case convolution = "conv"
    case depthwise = "depthwise"
    case product = "matmul"
    case batchedProduct = "batched"
  }

  /// Why a sum of products is no layer.
  struct Refusal: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }
  }

  /// The most multiply-adds of a layer, so that counts stay exact enough.
  static let largestProduct = 1e18

  /// Reads the op; nil where it is no sum of products of two tensors.
  static func read(
    _ op: OpID, in module: borrowing Module
  ) throws(Refusal) -> LayerNest? {
    guard let structured = StructuredOp(op, in: module), structured.inputs(in: module).count == 2,
      module.resultCount(of: op) == 1, let kinds = structured.iteratorTypes(in: module),
      kinds.contains(where: { $0 != .parallel }), isSumOfProducts(op, in: module)
    else { return nil }
    guard let maps = structured.indexingMaps(in: module), maps.count == 3,
      let bounds = structured.loopBounds(in: module)
    else { throw Refusal("an operand is indexed in a way that layers do not have") }
    for operand in module.operands(of: op) {
      guard module.hasStaticShape(module.type(of: operand)) else {
        throw Refusal("its sizes are not known")
      }
    }
    guard !bounds.contains(0) else { throw Refusal("one of its loops has no iteration") }
    guard bounds.allSatisfy({ $0 > 0 && $0 < 1 << 50 }),
      bounds.reduce(1.0, { $0 * Double($1) }) <= largestProduct
    else { throw Refusal("it has more than 10^18 multiply-adds") }
    let builder = try LayerNestBuilder(op, maps, bounds.map { Int($0) }, kinds, in: module)
    return try builder.nest(in: module)
  }

  /// True iff the body adds the product of both inputs, widened or not, to the result.
  private static func isSumOfProducts(_ op: OpID, in module: borrowing Module) -> Bool {
    guard
      let expression = ScalarExpression.yielded(
        by: op, arguments: [.element(0), .element(1), .accumulator], in: module),
      case .arith(let add, let terms) = expression, add == .addf || add == .addi,
      terms.count == 2, terms.contains(.accumulator)
    else { return false }
    let product = terms[0] == .accumulator ? terms[1] : terms[0]
    guard case .arith(let multiply, let factors) = widened(product),
      multiply == .mulf || multiply == .muli
    else { return false }
    let plain = factors.map(widened)
    return plain == [.element(0), .element(1)] || plain == [.element(1), .element(0)]
  }

  private static func widened(_ expression: ScalarExpression) -> ScalarExpression {
    guard case .arith(let op, let operands) = expression, operands.count == 1 else {
      return expression
    }
    switch op {
    case .extsi, .extui, .extf, .sitofp: return widened(operands[0])
    default: return expression
    }
  }
}

/// Sorts the loops of one op into those of a layer.
private struct LayerNestBuilder {
  let op: OpID
  let maps: [AffineMap]
  let bounds: [Int]
  /// Which loop of the layer each loop of the op is part of, nil for loops of one iteration.
  private var loops: [LayerDimension?]
  /// The stride of each loop of the op in the layer's loop.
  private var strides: [Int]
  /// What moves windows, in the order of the input's dimensions: loop, kernel loop, stride, dilation.
  private var windows: [(dimension: Int, outer: Int, inner: Int, stride: Int, dilation: Int)] = []
  private let input: Int

  init(
    _ op: OpID, _ maps: [AffineMap], _ bounds: [Int], _ kinds: [IteratorType],
    in module: borrowing Module
  ) throws(LayerNest.Refusal) {
    self.op = op
    self.maps = maps
    self.bounds = bounds
    loops = [LayerDimension?](repeating: nil, count: bounds.count)
    strides = [Int](repeating: 1, count: bounds.count)
    func uses(_ map: AffineMap) -> [Bool] {
      (0..<bounds.count).map { loop in map.results.contains { Self.term($0, loop) } }
    }
    let used = maps.map(uses)
    // The operand with windows is the input; else the weight is what the innermost dimension of the result walks over.
    let isWindowed = maps.prefix(2).map { map in
      map.results.contains { if case .add = $0 { true } else { false } }
    }
    let last = maps[2].results.reversed().compactMap { result -> Int? in
      guard case .dimension(let loop) = result, bounds[loop] > 1, used[0][loop] != used[1][loop]
      else { return nil }
      return loop
    }.first
    if isWindowed[0] != isWindowed[1] {
      input = isWindowed[0] ? 0 : 1
    } else {
      input = last.map { used[0][$0] ? 1 : 0 } ?? 0
    }
    let (own, other) = (used[input], used[1 - input])
    try readWindows()
    for loop in bounds.indices where loops[loop] == nil && bounds[loop] > 1 {
      switch (own[loop], other[loop], used[2][loop]) {
      case (true, true, true): loops[loop] = .group
      case (true, false, true): loops[loop] = .batch
      case (false, true, true): loops[loop] = .outputChannel
      case (true, true, false): loops[loop] = .inputChannel
      default:
        throw LayerNest.Refusal(
          "loop d\(loop) walks over one operand only, which no loop of a layer does")
      }
      guard (kinds[loop] == .parallel) == used[2][loop] else {
        throw LayerNest.Refusal("loop d\(loop) is summed over, but the result depends on it")
      }
    }
    orderParts()
  }

  /// Whether the expression is the loop, or a sum with it.
  private static func term(_ expression: AffineExpression, _ loop: Int) -> Bool {
    switch expression {
    case .dimension(let other): other == loop
    case .add(let a, let b), .multiply(let a, let b): term(a, loop) || term(b, loop)
    default: false
    }
  }

  /// Sums of two loops are windows: rows, then columns.
  private mutating func readWindows() throws(LayerNest.Refusal) {
    for (index, map) in maps.enumerated() {
      for (dimension, expression) in map.results.enumerated() {
        switch expression {
        case .dimension, .constant(0): continue
        case .add(let a, let b):
          guard index == input, let x = Self.scaled(a), let y = Self.scaled(b),
            x.loop != y.loop
          else {
            throw LayerNest.Refusal("an operand is indexed by more than loops and windows")
          }
          let result = maps[2].results
          let outer = result.contains(.dimension(x.loop)) ? x : y
          let inner = outer.loop == x.loop ? y : x
          guard result.contains(.dimension(outer.loop)), !result.contains(.dimension(inner.loop))
          else { throw LayerNest.Refusal("a window does not move with the result") }
          windows.append((dimension, outer.loop, inner.loop, outer.factor, inner.factor))
        default:
          throw LayerNest.Refusal("an operand is indexed by more than loops and windows")
        }
      }
    }
    guard windows.count <= 2 else {
      throw LayerNest.Refusal("its windows have \(windows.count) dimensions, layers have two")
    }
    let pairs: [(LayerDimension, LayerDimension)] =
      windows.count == 2
      ? [(.outputRow, .kernelRow), (.outputColumn, .kernelColumn)]
      : [(.outputColumn, .kernelColumn)]
    for (window, pair) in zip(windows, pairs) {
      guard loops[window.outer] == nil, loops[window.inner] == nil else {
        throw LayerNest.Refusal("a loop moves several windows")
      }
      loops[window.outer] = pair.0
      loops[window.inner] = pair.1
    }
  }

  /// The loop and its factor.
  private static func scaled(_ expression: AffineExpression) -> (loop: Int, factor: Int)? {
    switch expression {
    case .dimension(let loop): (loop, 1)
    case .multiply(.dimension(let loop), .constant(let factor)) where (1..<1 << 31).contains(factor):
      (loop, Int(factor))
    default: nil
    }
  }

  /// Loops that become one loop are ordered as the result has them, those that are summed over as the input has them.
  private mutating func orderParts() {
    for dimension in [
      LayerDimension.group, .batch, .outputChannel, .inputChannel,
    ] {
      let map = dimension == .inputChannel ? maps[input] : maps[2]
      var stride = 1
      for case .dimension(let loop) in map.results.reversed() where loops[loop] == dimension {
        strides[loop] = stride
        stride *= bounds[loop]
      }
    }
  }

  // MARK: The nest

  func nest(in module: borrowing Module) throws(LayerNest.Refusal) -> LayerNest {
    var sizes = LayerSizes(repeating: 1)
    for (loop, bound) in zip(loops, bounds) {
      if let loop { sizes[loop] *= bound }
    }
    let (source, low) = unpadded(in: module)
    let extents = (module.shape(of: source) ?? []).map { Int($0) }
    func window(_ index: Int?) -> Layer.Window {
      guard let index, extents.indices.contains(windows[index].dimension) else {
        return Layer.Window(extent: 1)
      }
      let window = windows[index]
      return Layer.Window(
        stride: window.stride, dilation: window.dilation, padding: low[window.dimension],
        extent: extents[window.dimension])
    }
    let rows = windows.count == 2 ? 0 : nil
    let columns = windows.isEmpty ? nil : windows.count - 1
    let isDepthwise = sizes[.group] > 1 && sizes[.outputChannel] == 1 && sizes[.inputChannel] == 1
    return LayerNest(
      input: input, weight: 1 - input, sizes: sizes, rows: window(rows), columns: window(columns),
      loops: bounds.indices.map { part(of: $0).map { [$0] } ?? [] }, resultLayout: resultLayout,
      source: source,
      kind: windows.isEmpty
        ? sizes[.group] > 1 ? .batchedProduct : .product
        : isDepthwise ? .depthwise : .convolution)
  }

  private func part(of loop: Int) -> TensorLayout.Part? {
    guard let own = loops[loop], bounds[loop] > 1 else { return nil }
    return .init(loop: own, size: bounds[loop], stride: strides[loop])
  }

  private var resultLayout: TensorLayout {
    TensorLayout(
      dimensions: maps[2].results.map { expression in
        if case .dimension(let loop) = expression { part(of: loop).map { [$0] } ?? [] } else { [] }
      })
  }

  /// The input without zeros around what windows move over, and the zeros before it.
  private func unpadded(in module: borrowing Module) -> (value: ValueID, low: [Int]) {
    let value = module.operand(input, of: op)
    let rank = module.shape(of: value)?.count ?? 0
    let whole = (value, [Int](repeating: 0, count: rank))
    guard let producer = module.definingOp(of: value), module.opcode(of: producer).is(TensorOp.pad)
    else { return whole }
    let pad = Pad(producer)
    guard let filling = pad.uniformValue(in: module),
      GemminiKernelMatcher.isZero(filling, in: module),
      let low = pad.low(in: module)?.constants, let high = pad.high(in: module)?.constants,
      low.count == rank, high.count == rank
    else { return whole }
    for dimension in 0..<rank {
      let isWindow = windows.contains { $0.dimension == dimension }
      let range: ClosedRange<Int64> = isWindow ? 0...(1 << 20) : 0...0
      guard range.contains(low[dimension]), range.contains(high[dimension]) else { return whole }
    }
    return (pad.source(in: module), low.map { Int($0) })
  }
}

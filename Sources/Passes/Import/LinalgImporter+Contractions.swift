import FuseIR

// Dot products.

extension LinalgImporter {
  /// A `linalg.generic` over batching, left, right and contracting dimensions that adds products to an output of zeros.
  mutating func lowerDot(_ op: OpID, in module: inout Module) -> String? {
    if let reason = elementObstacle(op, in: module) ?? mixObstacle(op, in: module) {
      return reason
    }
    let operands = module.operands(of: op)
    guard let numbers = DotDimensionNumbers(of: op, in: module),
      let left = module.shape(of: operands[0]), let right = module.shape(of: operands[1])
    else { return "its shape is not static" }
    let leftFree = numbers.lhsFree(rank: left.count)
    let rightFree = numbers.rhsFree(rank: right.count)
    let parallel = numbers.lhsBatching.count + leftFree.count + rightFree.count
    let loops = parallel + numbers.lhsContracting.count
    var leftLoops = [Int](repeating: 0, count: left.count)
    var rightLoops = [Int](repeating: 0, count: right.count)
    for (loop, (x, y)) in zip(numbers.lhsBatching, numbers.rhsBatching).enumerated() {
      leftLoops[x] = loop
      rightLoops[y] = loop
    }
    var next = numbers.lhsBatching.count
    for dimension in leftFree {
      leftLoops[dimension] = next
      next += 1
    }
    for dimension in rightFree {
      rightLoops[dimension] = next
      next += 1
    }
    for (x, y) in zip(numbers.lhsContracting, numbers.rhsContracting) {
      leftLoops[x] = next
      rightLoops[y] = next
      next += 1
    }
    let (a, aMap) = readFactor(operands[0], .projecting(loops, to: leftLoops), in: &module)
    let (b, bMap) = readFactor(operands[1], .projecting(loops, to: rightLoops), in: &module)
    let iterators: [IteratorType] = (0..<loops).map { $0 < parallel ? .parallel : .reduction }
    let type = module.type(of: module.result(of: op))
    let sizes = sizes(of: type, before: op, in: &module) { loop in
      zip([operands[0], operands[1]], [leftLoops, rightLoops]).compactMap { operand, loops in
        loops.firstIndex(of: loop).map { (operand, $0) }
      }
    }
    guard let sizes else { return Self.unknownExtent }
    let product = sumOfProducts(
      op, inputs: [a, b], maps: [aMap, bMap], iterators: iterators, sizes: sizes, in: &module)
    replace(op, with: [product], in: &module)
    return nil
  }

  /// The value behind a factor and the map to it, if that reads plain, distinct loops; else the factor as a tensor.
  private mutating func readFactor(
    _ operand: ValueID, _ map: AffineMap, in module: inout Module
  ) -> (ValueID, AffineMap) {
    let view = view(of: operand, in: &module)
    if case .tensor(let value) = view.source {
      let composed = view.map.composed(with: map)
      if composed.isProjectedPermutation, composed.results.count == map.results.count {
        return (value, composed)
      }
    }
    return (tensor(operand, in: &module), map)
  }

  /// A `linalg.generic` that adds the products of its inputs to an output of zeros. Sums of 16-bit floats and smaller ones
  /// are kept in f32 and rounded at the end.
  mutating func sumOfProducts(
    _ op: OpID, inputs: [ValueID], maps: [AffineMap], iterators: [IteratorType],
    type: TypeID? = nil, sizes: [ValueID] = [], in module: inout Module
  ) -> ValueID {
    let location = module.location(of: op)
    let resultType = type ?? module.type(of: module.result(of: op))
    let element = module.elementType(of: resultType)
    let isNarrow = module.isFloat(element) && (module.bitWidth(of: element) ?? 32) < 32
    let sumElement = isNarrow ? .f32 : element
    let sumType = module.tensorType(
      module.shape(of: resultType) ?? [], sumElement, encoding: module.encoding(of: resultType))
    let output = zeros(sumType, sizes: sizes, before: op, in: &module)
    let rank = module.shape(of: resultType)?.count ?? 0
    let outputMap = AffineMap.projecting(iterators.count, to: Array(0..<rank))
    let generic = module.buildGeneric(
      at: .before(op), inputs: inputs, outputs: [output], maps: maps + [outputMap],
      iterators: iterators, location: location
    ) { module, block, elements in
      let lowering = ScalarLowering(at: block, location: location)
      let builder = lowering.builder
      let a = lowering.convert(elements[0], to: sumElement, in: &module)
      let b = lowering.convert(elements[1], to: sumElement, in: &module)
      let isFloat = module.isFloat(sumElement)
      let multiply: ArithOp = isFloat ? .mulf : sumElement == .i1 ? .andi : .muli
      let add: ArithOp = isFloat ? .addf : sumElement == .i1 ? .ori : .addi
      let product = builder.arith(multiply, a, b, in: &module)
      return [builder.arith(add, elements[2], product, in: &module)]
    }
    return rounded(
      module.result(of: generic), to: resultType, sizes: sizes, before: op, in: &module)
  }

  /// A tensor of zeros: with an encoding, one without stored elements.
  func zeros(
    _ type: TypeID, sizes: [ValueID] = [], before op: OpID, in module: inout Module
  ) -> ValueID {
    let location = module.location(of: op)
    if module.encoding(of: type) != nil {
      return module.buildEmpty(type, sizes: sizes, at: .before(op), location: location)
    }
    let attribute = zeroNumber(module.elementType(of: type), in: &module)
    let zero = module.buildConstant(attribute, at: .before(op), location: location)
    return module.buildFilled(
      with: zero, type: type, sizes: sizes, at: .before(op), location: location)
  }

  /// The number 0 as an attribute of an element type.
  func zeroNumber(_ element: TypeID, in module: inout Module) -> AttributeID {
    var attribute = module.uniformConstant(0, element)
    if case .float(let kind) = module.type(element), let format = FloatFormat(kind) {
      attribute = module.constantAttribute(Tensor(0, format), element)
    }
    guard let attribute else { preconditionFailure("invariant: numbers have a zero") }
    return attribute
  }

  /// The tensor with its elements rounded to those of the given type.
  func rounded(
    _ value: ValueID, to type: TypeID, sizes: [ValueID] = [], before op: OpID,
    in module: inout Module
  ) -> ValueID {
    let element = module.elementType(of: type)
    guard module.elementType(of: value) != element else { return value }
    let location = module.location(of: op)
    let rank = module.shape(of: type)?.count ?? 0
    let output = module.buildEmpty(type, sizes: sizes, at: .before(op), location: location)
    let generic = module.buildGeneric(
      at: .before(op), inputs: [value], outputs: [output],
      maps: [.identity(rank), .identity(rank)],
      iterators: Array(repeating: .parallel, count: rank), location: location
    ) { module, block, elements in
      [ScalarLowering(at: block, location: location).convert(elements[0], to: element, in: &module)]
    }
    return module.result(of: generic)
  }
}

import FuseIR

// Elementwise ops, broadcasts, constants and iotas.

extension LinalgImporter {
  /// Why the op can't be lowered because of the types of its operands and results, nil if it can.
  func typeObstacle(_ op: OpID, in module: borrowing Module) -> String? {
    for value in module.operandsAndResults(of: op) {
      let type = module.type(of: value)
      guard module.hasStaticShape(type) else { return "its shape is not static" }
      if let reason = ScalarLowering.obstacle(elementsOf: type, in: module) { return reason }
    }
    return nil
  }

  /// Why an op that only moves elements can't be lowered because of its types, nil if it can. Its first `moved` operands hold the
  /// elements, which may be of any kind; the others are indices.
  func movementObstacle(
    _ op: OpID, moved: Int = .max, in module: borrowing Module
  ) -> String? {
    for (index, value) in module.operandsAndResults(of: op).enumerated() {
      let type = module.type(of: value)
      guard module.hasStaticShape(type) else { return "its shape is not static" }
      if index >= moved, index < module.operandCount(of: op) {
        if let reason = ScalarLowering.obstacle(elementsOf: type, in: module) { return reason }
      } else if ElementType(module.elementType(of: type), in: module) == nil {
        return "elements of type \(module.text(of: module.elementType(of: type))) are no numbers"
      }
    }
    return nil
  }

  /// Why the op's elements can't be combined, nil if they can: there is no cast between floats and `index`.
  func mixObstacle(_ op: OpID, in module: borrowing Module) -> String? {
    let elements = module.operandsAndResults(of: op).map {
      module.elementType(of: $0)
    }
    return elements.contains(.index) && elements.contains(where: { module.isFloat($0) })
      ? "there is no cast between floats and index" : nil
  }

  /// One `linalg.generic` over the result's indices.
  mutating func lowerElementwise(_ op: OpID, in module: inout Module) -> String? {
    if let reason = elementObstacle(op, in: module) { return reason }
    if let reason = ScalarLowering.obstacle(op, in: module) { return reason }
    let operands = module.operands(of: op)
    return buildElementwise(op, operands, in: &module) { module, block, elements in
      let lowering = ScalarLowering(at: block, location: module.location(of: op))
      return [lowering.emit(op, elements, in: &module)]
    }
  }

  /// `stablehlo.map`: as an elementwise op whose function is the region.
  mutating func lowerMap(_ op: OpID, in module: inout Module) -> String? {
    if let reason = typeObstacle(op, in: module) { return reason }
    guard let body = module.body(of: op) else { return "it has no body" }
    let operands = module.operands(of: op)
    if let reason = ScalarRegion.obstacle(
      body, arguments: operands.map { module.elementType(of: $0) },
      results: [module.elementType(of: module.result(of: op))], in: module)
    {
      return reason
    }
    return buildElementwise(op, operands, in: &module) { module, block, elements in
      ScalarRegion.emit(body, arguments: elements, at: block, in: &module)
    }
  }

  /// Replaces the op by a `linalg.generic` that reads each operand through its view, or says why it can't.
  private mutating func buildElementwise(
    _ op: OpID, _ operands: [ValueID], in module: inout Module,
    body: (inout Module, BlockID, [ValueID]) -> [ValueID]
  ) -> String? {
    let location = module.location(of: op)
    let type = module.type(of: module.result(of: op))
    let rank = module.shape(of: type)?.count ?? 0
    let shaped = operands.filter { module.shape(of: $0)?.count == rank }
    guard
      let sizes = sizes(
        of: type, before: op, in: &module, from: { place in shaped.map { ($0, place) } })
    else { return Self.unknownExtent }
    var inputs: [ValueID] = []
    var maps: [AffineMap] = []
    var sources: [ElementSource] = []
    for operand in operands {
      var view = view(of: operand, in: &module)
      if module.shape(of: operand)?.isEmpty ?? true {
        view = view.composed(with: AffineMap(dimensionCount: rank, results: []))
      }
      switch view.source {
      case .number(let number): sources.append(.number(number))
      case .tensor(let value):
        if let known = inputs.indices.first(where: {
          inputs[$0] == value && maps[$0] == view.map
        }) {
          sources.append(.input(known))
        } else {
          sources.append(.input(inputs.count))
          inputs.append(value)
          maps.append(view.map)
        }
      }
    }
    let output = module.buildEmpty(type, sizes: sizes, at: .before(op), location: location)
    let generic = module.buildGeneric(
      at: .before(op), inputs: inputs, outputs: [output], maps: maps + [.identity(rank)],
      iterators: Array(repeating: .parallel, count: rank), location: location
    ) { module, block, arguments in
      let builder = ScalarBuilder(block: block, location: location)
      var elements: [ValueID] = []
      for source in sources {
        switch source {
        case .input(let index): elements.append(arguments[index])
        case .number(let number): elements.append(builder.constant(number, in: &module))
        }
      }
      return body(&module, block, elements)
    }
    replace(op, with: [module.result(of: generic)], in: &module)
    return nil
  }

  private enum ElementSource {
    case input(Int)
    case number(AttributeID)
  }

  /// `broadcast_in_dim` and `broadcast` become views.
  mutating func viewBroadcast(_ op: OpID, in module: inout Module) -> String? {
    if let reason = movementObstacle(op, moved: 1, in: module) { return reason }
    let operand = module.operand(0, of: op)
    guard let source = module.shape(of: operand),
      let result = module.shape(of: module.result(of: op))
    else { return "its shape is not static" }
    let isPrefix = module.opcode(of: op).is(StablehloOp.broadcast)
    let dimensions =
      (isPrefix ? nil : module.integers("broadcast_dimensions", of: op))?.map { Int($0) }
      ?? Array(result.count - source.count..<result.count)
    let results: [AffineExpression] = zip(source, dimensions).map { extent, dimension in
      extent == 1 && result[dimension] != 1 ? .constant(0) : .dimension(dimension)
    }
    let view = view(of: operand, in: &module).composed(
      with: AffineMap(dimensionCount: result.count, results: results))
    replace(op, with: view, in: module)
    return nil
  }

  /// A reshape that only moves dimensions of size 1 becomes a view, every other one `tensor` reshapes.
  mutating func lowerReshape(_ op: OpID, in module: inout Module) -> String? {
    if let reason = movementObstacle(op, moved: 1, in: module) { return reason }
    let operand = module.operand(0, of: op)
    let type = module.type(of: module.result(of: op))
    guard let source = module.shape(of: operand), let result = module.shape(of: type) else {
      return "its shape is not static"
    }
    let view = view(of: operand, in: &module)
    if case .number = view.source {
      replace(
        op,
        with: TensorView(
          source: view.source, map: AffineMap(dimensionCount: result.count, results: [])),
        in: module)
      return nil
    }
    if let map = module.unitReshapeMap(from: source, to: result) {
      replace(op, with: view.composed(with: map), in: module)
      return nil
    }
    if replaceByEmpty(op, in: &module) { return nil }
    let tensor = tensor(operand, in: &module)
    let reshaped = module.buildReshape(
      tensor, to: type, at: .before(op), location: module.location(of: op))
    replace(op, with: [reshaped], in: &module)
    return nil
  }

  /// `arith.constant` where that dialect has the element type.
  mutating func lowerConstant(_ op: OpID, in module: inout Module) -> String? {
    guard typeObstacle(op, in: module) == nil, let value = module.attribute("value", of: op),
      module.valueType(of: value) == module.type(of: module.result(of: op))
    else { return "" }
    let constant = module.buildConstant(
      value, at: .before(op), location: module.location(of: op))
    replace(op, with: [constant], in: &module)
    return nil
  }

  /// The size of a dimension is a constant here.
  mutating func lowerDimensionSize(_ op: OpID, in module: inout Module) -> String? {
    let operand = module.operand(0, of: op)
    let type = module.type(of: module.result(of: op))
    guard let shape = module.shape(of: operand),
      let dimension = module.integer("dimension", of: op),
      shape.indices.contains(Int(dimension)), shape[Int(dimension)] != Dimension.dynamic,
      let value = module.uniformConstant(shape[Int(dimension)], type)
    else { return "its shape is not static" }
    let constant = module.buildConstant(
      value, at: .before(op), location: module.location(of: op))
    replace(op, with: [constant], in: &module)
    return nil
  }

  /// A `linalg.generic` without inputs whose body takes the loop's number.
  mutating func lowerIota(_ op: OpID, in module: inout Module) -> String? {
    if let reason = elementObstacle(op, in: module) { return reason }
    let location = module.location(of: op)
    let type = module.type(of: module.result(of: op))
    let element = module.elementType(of: type)
    let rank = module.shape(of: type)?.count ?? 0
    let dimension = module.integerAttribute(module.integer("iota_dimension", of: op) ?? 0)
    var sizes: [ValueID] = []
    if module.operandCount(of: op) == 1 {
      sizes = self.sizes(of: type, in: module.operand(0, of: op), before: op, module: &module)
    }
    let output = module.buildEmpty(type, sizes: sizes, at: .before(op), location: location)
    let generic = module.buildGeneric(
      at: .before(op), inputs: [], outputs: [output], maps: [.identity(rank)],
      iterators: Array(repeating: .parallel, count: rank), location: location
    ) { module, block, _ in
      let index = module.build(
        LinalgOp.index, at: .end(of: block), resultTypes: [.index],
        attributes: [("dim", dimension)], location: location)
      let lowering = ScalarLowering(at: block, location: location)
      var number = module.result(of: index)
      if element != .index {
        let integer = module.isFloat(element) ? .i64 : element
        number = lowering.builder.arith(.indexCast, number, type: integer, in: &module)
      }
      return [lowering.convert(number, to: element, in: &module)]
    }
    replace(op, with: [module.result(of: generic)], in: &module)
    return nil
  }
}

import FuseIR

// Extents that are known only when the program runs, and the ops that read or make them.

extension LinalgImporter {
  /// A lowering of an op, which tells why the op stays if it does.
  typealias Form = (inout LinalgImporter, OpID, inout Module) -> String?

  /// Why an op stays whose result's extents follow from nothing that is known.
  static let unknownExtent = "an extent of its result follows from no operand"

  /// Whether an operand or a result has an extent that is known only when the program runs.
  func hasDynamicShape(_ op: OpID, in module: borrowing Module) -> Bool {
    (module.operands(of: op) + module.results(of: op)).contains { value in
      module.shape(of: value)?.contains(Dimension.dynamic) ?? false
    }
  }

  /// The lowering of ops of the kind on tensors of dynamic shape; nil where there is but the one for static shapes.
  static func dynamicForm(_ kind: StablehloOp) -> Form? {
    switch kind {
    case .broadcastInDim, .dynamicBroadcastInDim: return { $0.lowerDynamicBroadcast($1, in: &$2) }
    case .concatenate: return { $0.lowerDynamicConcatenate($1, in: &$2) }
    case .dynamicIota: return { $0.lowerIota($1, in: &$2) }
    case .dynamicReshape, .reshape: return { $0.lowerDynamicReshape($1, in: &$2) }
    case .getDimensionSize: return { $0.lowerDynamicDimensionSize($1, in: &$2) }
    case .pad: return { $0.lowerDynamicPad($1, in: &$2) }
    case .realDynamicSlice: return { $0.lowerRealDynamicSlice($1, in: &$2) }
    case .slice: return { $0.lowerDynamicSource($1, in: &$2) }
    case .transpose: return { $0.lowerDynamicTranspose($1, in: &$2) }
    default: return nil
    }
  }

  // MARK: Types

  /// Why elements of the operands and results can't be computed on, nil if they can; their shapes need not be static.
  func elementObstacle(_ op: OpID, in module: borrowing Module) -> String? {
    for value in module.operands(of: op) + module.results(of: op) {
      guard module.shape(of: value) != nil else { return "its rank is not known" }
      let type = module.type(of: value)
      if let reason = ScalarLowering.obstacle(elementsOf: type, in: module) { return reason }
    }
    return nil
  }

  // MARK: Extents

  /// An `index` constant.
  private func index(_ value: Int64, before op: OpID, in module: inout Module) -> ValueID {
    module.buildConstant(
      module.integerAttribute(value, .index), at: .before(op), location: module.location(of: op))
  }

  /// The extent of a dimension, of type `index`.
  private func extent(
    _ value: ValueID, _ dimension: Int, before op: OpID, in module: inout Module
  ) -> ValueID {
    if let known = module.shape(of: value)?[dimension], known != Dimension.dynamic {
      return index(known, before: op, in: &module)
    }
    let place = index(Int64(dimension), before: op, in: &module)
    let made = module.build(
      TensorOp.dim, at: .before(op), operands: [value, place], resultTypes: [.index],
      location: module.location(of: op))
    return module.result(of: made)
  }

  /// The dynamic extents of a type, in order; each is that of one of the equally long dimensions that `from` names. Nil where it
  /// names none.
  func sizes(
    of type: TypeID, before op: OpID, in module: inout Module,
    from places: (Int) -> [(value: ValueID, dimension: Int)]
  ) -> [ValueID]? {
    guard let shape = module.shape(of: type) else { return nil }
    var sizes: [ValueID] = []
    for dimension in shape.indices where shape[dimension] == Dimension.dynamic {
      let candidates = places(dimension)
      let known = candidates.first {
        module.shape(of: $0.value)?[$0.dimension] != Dimension.dynamic
      }
      guard let source = known ?? candidates.first else { return nil }
      sizes.append(extent(source.value, source.dimension, before: op, in: &module))
    }
    return sizes
  }

  /// An element of a tensor of rank 1 that holds extents, of type `index`.
  private mutating func element(
    _ number: Int, of value: ValueID, before op: OpID, in module: inout Module
  ) -> ValueID {
    let tensor = tensor(value, in: &module)
    let location = module.location(of: op)
    let place = index(Int64(number), before: op, in: &module)
    let extract = module.build(
      TensorOp.extract, at: .before(op), operands: [tensor, place],
      resultTypes: [module.elementType(of: tensor)], location: location)
    return cast(module.result(of: extract), to: .index, before: op, in: &module)
  }

  /// The dynamic extents of a type, in order, from a tensor that holds all extents.
  mutating func sizes(
    of type: TypeID, in extents: ValueID, before op: OpID, module: inout Module
  ) -> [ValueID] {
    let shape = module.shape(of: type) ?? []
    var sizes: [ValueID] = []
    for dimension in shape.indices where shape[dimension] == Dimension.dynamic {
      sizes.append(element(dimension, of: extents, before: op, in: &module))
    }
    return sizes
  }

  private func cast(
    _ value: ValueID, to type: TypeID, before op: OpID, in module: inout Module
  ) -> ValueID {
    if module.type(of: value) == type { return value }
    let made = module.build(
      ArithOp.indexCast, at: .before(op), operands: [value], resultTypes: [type],
      location: module.location(of: op))
    return module.result(of: made)
  }

  // MARK: Ops

  /// `tensor.dim`.
  mutating func lowerDynamicDimensionSize(_ op: OpID, in module: inout Module) -> String? {
    let operand = module.operand(0, of: op)
    let type = module.type(of: module.result(of: op))
    guard let rank = module.shape(of: operand)?.count,
      let dimension = module.integer("dimension", of: op), dimension >= 0, dimension < rank
    else { return "its rank is not known" }
    if let reason = ScalarLowering.obstacle(elementsOf: type, in: module) { return reason }
    let size = extent(operand, Int(dimension), before: op, in: &module)
    let number = cast(size, to: module.elementType(of: type), before: op, in: &module)
    let made = module.build(
      TensorOp.fromElements, at: .before(op), operands: [number], resultTypes: [type],
      location: module.location(of: op))
    replace(op, with: [module.result(of: made)], in: &module)
    return nil
  }

  /// A `linalg.generic` that reads through an index map; where an extent of 1 may turn up only when the program runs, its body
  /// chooses what to read.
  mutating func lowerDynamicBroadcast(_ op: OpID, in module: inout Module) -> String? {
    let operand = module.operand(0, of: op)
    let type = module.type(of: module.result(of: op))
    guard let source = module.shape(of: operand), let result = module.shape(of: type),
      let map = module.integers("broadcast_dimensions", of: op)?.map({ Int($0) }),
      map.count == source.count
    else { return "its rank is not known" }
    if let reason = ScalarLowering.obstacle(elementsOf: type, in: module) { return reason }
    let location = module.location(of: op)
    let sizes: [ValueID]
    if module.operandCount(of: op) == 2 {
      let extents = module.operand(1, of: op)
      if let reason = ScalarLowering.obstacle(
        elementsOf: module.type(of: extents), in: module)
      {
        return reason
      }
      sizes = self.sizes(of: type, in: extents, before: op, module: &module)
    } else {
      guard
        let found = self.sizes(
          of: type, before: op, in: &module,
          from: { place in map.firstIndex(of: place).map { [(operand, $0)] } ?? [] })
      else { return Self.unknownExtent }
      sizes = found
    }
    let expanding = module.integers("known_expanding_dimensions", of: op) ?? []
    let same = module.integers("known_nonexpanding_dimensions", of: op) ?? []
    /// The operand's dimensions that may be repeated or not.
    var open: [Int] = []
    let results: [AffineExpression] = source.indices.map { dimension in
      if source[dimension] == 1 || expanding.contains(Int64(dimension)) { return .constant(0) }
      let isPlain =
        source[dimension] != Dimension.dynamic || same.contains(Int64(dimension))
        || result[map[dimension]] == 1
      if !isPlain { open.append(dimension) }
      return .dimension(map[dimension])
    }
    let tensor = tensor(operand, in: &module)
    let output = module.buildEmpty(type, sizes: sizes, at: .before(op), location: location)
    var isOne: [Int: ValueID] = [:]
    for dimension in open {
      let size = extent(tensor, dimension, before: op, in: &module)
      let one = index(1, before: op, in: &module)
      let predicate = module.integerAttribute(IntegerPredicate.eq.rawValue)
      let compared = module.build(
        ArithOp.cmpi, at: .before(op), operands: [size, one], resultTypes: [.i1],
        attributes: [("predicate", predicate)], location: location)
      isOne[dimension] = module.result(of: compared)
    }
    let rank = result.count
    let readMap = AffineMap(dimensionCount: rank, results: results)
    let isMapped = open.isEmpty
    let generic = module.buildGeneric(
      at: .before(op), inputs: isMapped ? [tensor] : [], outputs: [output],
      maps: (isMapped ? [readMap] : []) + [.identity(rank)],
      iterators: Array(repeating: .parallel, count: rank), location: location
    ) { module, block, elements in
      if isMapped { return [elements[0]] }
      let builder = ScalarBuilder(block: block, location: location)
      let zero = builder.constant(module.integerAttribute(0, .index), in: &module)
      var indices: [ValueID] = []
      for (dimension, expression) in results.enumerated() {
        guard case .dimension(let loop) = expression else {
          indices.append(zero)
          continue
        }
        let number = module.build(
          LinalgOp.index, at: .end(of: block), resultTypes: [.index],
          attributes: [("dim", module.integerAttribute(Int64(loop)))], location: location)
        let plain = module.result(of: number)
        indices.append(
          isOne[dimension].map { builder.select($0, zero, plain, in: &module) } ?? plain)
      }
      let read = module.build(
        TensorOp.extract, at: .end(of: block), operands: [tensor] + indices,
        resultTypes: [module.elementType(of: tensor)], location: location)
      return [module.result(of: read)]
    }
    replace(op, with: [module.result(of: generic)], in: &module)
    return nil
  }

  /// `tensor.reshape`, which takes the extents as a tensor.
  mutating func lowerDynamicReshape(_ op: OpID, in module: inout Module) -> String? {
    let type = module.type(of: module.result(of: op))
    guard let shape = module.shape(of: type), module.shape(of: module.operand(0, of: op)) != nil
    else { return "its rank is not known" }
    let location = module.location(of: op)
    let extents: ValueID
    if module.operandCount(of: op) == 2 {
      extents = tensor(module.operand(1, of: op), in: &module)
      if let reason = ScalarLowering.obstacle(
        elementsOf: module.type(of: extents), in: module)
      {
        return reason
      }
    } else {
      guard !shape.contains(Dimension.dynamic), !shape.isEmpty else { return Self.unknownExtent }
      let numbers = shape.map { index($0, before: op, in: &module) }
      let made = module.build(
        TensorOp.fromElements, at: .before(op), operands: numbers,
        resultTypes: [module.tensorType([Int64(shape.count)], .index)], location: location)
      extents = module.result(of: made)
    }
    let source = tensor(module.operand(0, of: op), in: &module)
    let made = module.build(
      TensorOp.reshape, at: .before(op), operands: [source, extents], resultTypes: [type],
      location: location)
    replace(op, with: [module.result(of: made)], in: &module)
    return nil
  }

  /// `linalg.generic` with a permuted index map.
  mutating func lowerDynamicTranspose(_ op: OpID, in module: inout Module) -> String? {
    let type = module.type(of: module.result(of: op))
    let operand = module.operand(0, of: op)
    guard let permutation = module.integers("permutation", of: op)?.map({ Int($0) }),
      module.shape(of: operand) != nil
    else { return "its rank is not known" }
    let sizes = sizes(of: type, before: op, in: &module) { [(operand, permutation[$0])] }
    guard let sizes else { return Self.unknownExtent }
    let location = module.location(of: op)
    var results = [AffineExpression](repeating: .constant(0), count: permutation.count)
    for (target, source) in permutation.enumerated() { results[source] = .dimension(target) }
    let map = AffineMap(dimensionCount: permutation.count, results: results)
    let output = module.buildEmpty(type, sizes: sizes, at: .before(op), location: location)
    let source = tensor(operand, in: &module)
    let generic = module.buildGeneric(
      at: .before(op), inputs: [source], outputs: [output],
      maps: [map, .identity(permutation.count)],
      iterators: Array(repeating: .parallel, count: permutation.count), location: location
    ) { _, _, elements in [elements[0]] }
    replace(op, with: [module.result(of: generic)], in: &module)
    return nil
  }

  /// A slice by known numbers has a known shape, whatever that of its operand: `tensor.extract_slice`.
  mutating func lowerDynamicSource(_ op: OpID, in module: inout Module) -> String? {
    let type = module.type(of: module.result(of: op))
    guard let starts = module.integers("start_indices", of: op),
      let strides = module.integers("strides", of: op), let sizes = module.shape(of: type),
      module.hasStaticShape(type)
    else { return Self.unknownExtent }
    let source = tensor(module.operand(0, of: op), in: &module)
    let slice = module.buildSlice(
      source, starts, sizes, strides, type, at: .before(op), location: module.location(of: op))
    replace(op, with: [slice], in: &module)
    return nil
  }

  /// `tensor.extract_slice` with all numbers from tensors: as many elements as lie between start and limit.
  mutating func lowerRealDynamicSlice(_ op: OpID, in module: inout Module) -> String? {
    let type = module.type(of: module.result(of: op))
    guard let shape = module.shape(of: type), module.shape(of: module.operand(0, of: op)) != nil
    else { return "its rank is not known" }
    for index in 1..<4 {
      if let reason = ScalarLowering.obstacle(
        elementsOf: module.type(of: module.operand(index, of: op)), in: module)
      {
        return reason
      }
    }
    let location = module.location(of: op)
    var (offsets, sizes, steps): ([ValueID], [ValueID], [ValueID]) = ([], [], [])
    for dimension in shape.indices {
      let start = element(dimension, of: module.operand(1, of: op), before: op, in: &module)
      let step = element(dimension, of: module.operand(3, of: op), before: op, in: &module)
      offsets.append(start)
      steps.append(step)
      guard shape[dimension] == Dimension.dynamic else { continue }
      let limit = element(dimension, of: module.operand(2, of: op), before: op, in: &module)
      let length = module.build(
        ArithOp.subi, at: .before(op), operands: [limit, start], resultTypes: [.index],
        location: location)
      let count = module.build(
        ArithOp.ceildivsi, at: .before(op), operands: [module.result(of: length), step],
        resultTypes: [.index], location: location)
      sizes.append(module.result(of: count))
    }
    let unknown = [Int64](repeating: Dimension.dynamic, count: shape.count)
    let source = tensor(module.operand(0, of: op), in: &module)
    let counts = [1, offsets.count, sizes.count, steps.count].map {
      Int32(truncatingIfNeeded: $0)
    }
    let made = module.build(
      TensorOp.extractSlice, at: .before(op), operands: [source] + offsets + sizes + steps,
      resultTypes: [type],
      attributes: [
        ("operandSegmentSizes", module.denseArrayAttribute(counts)),
        ("static_offsets", module.denseArrayAttribute(unknown)),
        ("static_sizes", module.denseArrayAttribute(shape)),
        ("static_strides", module.denseArrayAttribute(unknown)),
      ], location: location)
    replace(op, with: [module.result(of: made)], in: &module)
    return nil
  }

  /// `tensor.pad`, where nothing is cut off or put between elements.
  mutating func lowerDynamicPad(_ op: OpID, in module: inout Module) -> String? {
    if let reason = elementObstacle(op, in: module) { return reason }
    guard let low = module.integers("edge_padding_low", of: op),
      let high = module.integers("edge_padding_high", of: op),
      let interior = module.integers("interior_padding", of: op)
    else { return "its rank is not known" }
    guard (low + high).allSatisfy({ $0 >= 0 }), interior.allSatisfy({ $0 == 0 }) else {
      return "it cuts elements off, or spreads them, where the extent is not known"
    }
    let source = tensor(module.operand(0, of: op), in: &module)
    let number = scalar(module.operand(1, of: op), before: op, in: &module)
    let padded = module.buildPad(
      source, low, high, number, type: module.type(of: module.result(of: op)),
      at: .before(op), location: module.location(of: op))
    replace(op, with: [padded], in: &module)
    return nil
  }

  /// `tensor.concat`.
  mutating func lowerDynamicConcatenate(_ op: OpID, in module: inout Module) -> String? {
    var operands: [ValueID] = []
    for operand in module.operands(of: op) {
      guard module.shape(of: operand) != nil else { return "its rank is not known" }
      operands.append(tensor(operand, in: &module))
    }
    let dimension = module.integerAttribute(module.integer("dimension", of: op) ?? 0)
    let made = module.build(
      TensorOp.concat, at: .before(op), operands: operands,
      resultTypes: [module.type(of: module.result(of: op))], attributes: [("dim", dimension)],
      location: module.location(of: op))
    replace(op, with: [module.result(of: made)], in: &module)
    return nil
  }
}

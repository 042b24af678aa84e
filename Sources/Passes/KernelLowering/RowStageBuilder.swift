import FuseIR

/// Makes the stages of a row from the ops of a kernel.
///
/// Each loop of an op is a number of digits; those that are rows become dimensions of the row space, the others the loops of the
/// stage. What comes from outside is read through a map from row and tile to the tensor, with a tile that has one dimension for
/// each loop that moves in it: so all that reshapes, slices and transposes ask for is in that map, and the stage reads
/// its tiles plainly. What comes from another stage has the dimensions that stage's loops have.
struct RowStageBuilder {
  let rows: [Int64]
  private let block: BlockID
  private let legality: FusionLegality
  /// By op, its stage.
  private var stageOf: [OpID: Int] = [:]
  private var membersByOp: [OpID: RowMember] = [:]
  private(set) var stages: [RowStage] = []
  private(set) var operands: [RowOperand] = []

  init(_ block: BlockID, rows: [Int64], _ legality: FusionLegality) {
    self.block = block
    self.rows = rows
    self.legality = legality
  }

  /// Makes the stages of the members, given in program order.
  mutating func build(
    _ members: [RowMember], in module: borrowing Module
  ) throws(KernelLoweringRefusal) {
    for member in members {
      let stage = try stage(of: member, in: module)
      stageOf[member.op] = stages.count
      membersByOp[member.op] = member
      stages.append(stage)
    }
  }

  // MARK: A stage

  private mutating func stage(
    of member: RowMember, in module: borrowing Module
  ) throws(KernelLoweringRefusal) -> RowStage {
    let op = member.op
    guard let view = StructuredOp(op, in: module), let nest = legality.loops(of: op),
      module.resultCount(of: op) == nest.resultMaps.count
    else {
      throw KernelLoweringRefusal(op, .noBody)
    }
    let body = view.body(in: module)
    guard body != nil || (nest.isView && view.inputCount(in: module) == 1) else {
      throw KernelLoweringRefusal(op, .noBody)
    }
    let local = member.digits.filter { $0.row == nil }
    let indices = indices(member, loops: nest.bounds.count)
    let aligner = LoopAligner(
      LoopNest(
        bounds: rows + local.map(\.extent), isReduction: [], operandMaps: [], resultMaps: []))
    let isReduction = local.map { nest.isReduction[$0.loop] }
    let inputCount = view.inputCount(in: module)
    var inputs: [RowStage.Input] = []
    for index in 0..<inputCount {
      let value = module.operand(index, of: op)
      let isRead = body.map { module.hasUses(module.argument(index, of: $0)) } ?? true
      guard isRead, module.shape(of: value) != nil else { continue }
      guard let map = nest.operandMaps[index] else {
        throw KernelLoweringRefusal(op, .noIndexMap)
      }
      let (source, tileMap) = try read(
        value, map, indices, aligner, loops: local.count, by: op, in: module)
      inputs.append(RowStage.Input(argument: index, source: source, map: tileMap))
    }
    var outputs: [RowStage.Output] = []
    for (result, map) in nest.resultMaps.enumerated() {
      outputs.append(
        try output(
          result, map, member, inputCount: inputCount, body, indices, aligner, in: module))
    }
    return RowStage(
      op: op, body: body, extents: local.map(\.extent), isReduction: isReduction, inputs: inputs,
      captures: try captures(of: op, in: module), outputs: outputs, indices: indices)
  }

  /// The tensors that the body asks for by index: every row has all of them, so they come from outside.
  private mutating func captures(
    of op: OpID, in module: borrowing Module
  ) throws(KernelLoweringRefusal) -> [RowStage.Capture] {
    var captures: [RowStage.Capture] = []
    for inner in module.opsPreOrder(in: op).dropFirst()
    where module.opcode(of: inner).is(TensorOp.extract) {
      let value = module.operand(0, of: inner)
      guard let shape = module.shape(of: value), !captures.contains(where: { $0.value == value })
      else { continue }
      if let producer = module.definingOp(of: value), module.isInside(producer, op) { continue }
      if let producer = module.definingOp(of: value), stageOf[producer] != nil {
        throw KernelLoweringRefusal(.readAnywhere(by: op), at: op)
      }
      let dimensions = shape.indices.map { AffineExpression.dimension(rows.count + $0) }
      let read = AffineMap(dimensionCount: rows.count + shape.count, results: dimensions)
      captures.append(
        RowStage.Capture(
          value: value,
          operand: number(of: RowOperand(value: value, read: read, shape: shape))))
    }
    return captures
  }

  /// The index of each loop, from the row and the local loops, which come after the rows.
  private func indices(_ member: RowMember, loops: Int) -> [AffineExpression] {
    var indices = [AffineExpression](repeating: .constant(0), count: loops)
    var next = rows.count
    for digit in member.digits {
      let dimension: Int
      if let row = digit.row {
        dimension = row
      } else {
        dimension = next
        next += 1
      }
      indices[digit.loop] = .sum(
        indices[digit.loop], .product(.dimension(dimension), .constant(digit.divisor)))
    }
    return indices
  }

  // MARK: What a stage reads

  /// Where the elements are that the op reads through the map, and the map from the stage's loops to the tile.
  private mutating func read(
    _ value: ValueID, _ map: AffineMap, _ indices: [AffineExpression], _ aligner: LoopAligner,
    loops: Int, by op: OpID, in module: borrowing Module
  ) throws(KernelLoweringRefusal) -> (TileSource, AffineMap) {
    let (origin, whole) = try origin(of: value, map, by: op, in: module)
    if let uniform = uniform(origin, in: module) {
      return (.uniform(uniform), AffineMap(dimensionCount: loops, results: []))
    }
    let expressions = whole.results.map { aligner.simplified($0.substituting(dimensions: indices)) }
    if let producer = module.definingOp(of: origin), let stage = stageOf[producer],
      let result = module.results(of: producer).firstIndex(of: origin)
    {
      let map = try tileMap(
        expressions, ofStage: stage, result, aligner, loops: loops, by: op, module)
      return (.stage(stage, result: result), map)
    }
    // The loops that move in the tensor, in the order of its dimensions.
    var moving: [Int] = []
    for expression in expressions {
      Self.forEachDimension(of: expression) { dimension in
        if dimension >= rows.count, !moving.contains(dimension) { moving.append(dimension) }
      }
    }
    var places = (0..<rows.count + loops).map { AffineExpression.dimension($0) }
    for (place, dimension) in moving.enumerated() {
      places[dimension] = .dimension(rows.count + place)
    }
    let read = AffineMap(
      dimensionCount: rows.count + moving.count,
      results: expressions.map { $0.substituting(dimensions: places) })
    let operand = RowOperand(
      value: origin, read: read, shape: moving.map { aligner.bounds[$0] })
    let tile = AffineMap(
      dimensionCount: loops, results: moving.map { .dimension($0 - rows.count) })
    return (.operand(number(of: operand)), tile)
  }

  private mutating func number(of operand: RowOperand) -> Int {
    if let known = operands.firstIndex(of: operand) { return known }
    operands.append(operand)
    return operands.count - 1
  }

  /// The tensor that a value shows, and the map to its indices.
  private func origin(
    of value: ValueID, _ map: AffineMap, by op: OpID, in module: borrowing Module
  ) throws(KernelLoweringRefusal) -> (ValueID, AffineMap) {
    var (value, map) = (value, map)
    while let source = module.definingOp(of: value), stageOf[source] == nil,
      module.parentBlock(of: source) == block, legality.isView(source)
    {
      guard !module.opcode(of: source).is(TensorOp.pad),
        let viewed = legality.loops(of: source)?.operandMaps.first ?? nil
      else {
        throw KernelLoweringRefusal(op, .addsElements, other: source)
      }
      map = viewed.composed(with: map)
      value = module.operand(0, of: source)
    }
    return (value, map)
  }

  /// From the loops of a reader to the tile that a stage computes, where the reader's indices of the whole result are given.
  private func tileMap(
    _ expressions: [AffineExpression], ofStage stage: Int, _ result: Int, _ aligner: LoopAligner,
    loops: Int, by op: OpID, _ module: borrowing Module
  ) throws(KernelLoweringRefusal) -> AffineMap {
    let producer = stages[stage]
    guard let member = membersByOp[producer.op], let nest = legality.loops(of: producer.op),
      producer.outputs[result].combination == .none
    else {
      throw KernelLoweringRefusal(op, .readsPartialSum, other: producer.op)
    }
    var results: [AffineExpression] = []
    for (dimension, index) in nest.resultMaps[result].results.enumerated() {
      guard case .dimension(let loop) = index else { continue }
      for digit in member.digits where digit.loop == loop {
        var part = AffineExpression.floorQuotient(
          expressions[dimension], .constant(digit.divisor))
        if digit.divisor * digit.extent != nest.bounds[loop] {
          part = .remainder(part, .constant(digit.extent))
        }
        part = aligner.simplified(part)
        if let row = digit.row {
          guard part == .dimension(row) || digit.extent == 1 else {
            throw KernelLoweringRefusal(
              .differentRows(
                producer: producer.op, consumer: op, rows: rows.reduce(1) { $0 &* $1 }), at: op)
          }
          continue
        }
        results.append(part)
      }
    }
    // A tile is found by local loops alone.
    let shift = (0..<rows.count + loops).map { dimension in
      dimension < rows.count ? AffineExpression.constant(0) : .dimension(dimension - rows.count)
    }
    for result in results {
      var isLocal = true
      Self.forEachDimension(of: result) { isLocal = isLocal && $0 >= rows.count }
      guard isLocal else {
        throw KernelLoweringRefusal(op, .readsElsewhere, other: producer.op)
      }
    }
    return AffineMap(
      dimensionCount: loops, results: results.map { $0.substituting(dimensions: shift) })
  }

  static func forEachDimension(
    of expression: AffineExpression, _ body: (Int) -> Void
  ) {
    switch expression {
    case .dimension(let dimension): body(dimension)
    case .constant, .symbol: break
    case .add(let a, let b), .multiply(let a, let b), .modulo(let a, let b),
      .floorDivide(let a, let b), .ceilDivide(let a, let b):
      forEachDimension(of: a, body)
      forEachDimension(of: b, body)
    }
  }

  // MARK: What a stage computes

  private mutating func output(
    _ result: Int, _ map: AffineMap, _ member: RowMember, inputCount: Int, _ body: BlockID?,
    _ indices: [AffineExpression], _ aligner: LoopAligner, in module: borrowing Module
  ) throws(KernelLoweringRefusal) -> RowStage.Output {
    let op = member.op
    let local = member.digits.filter { $0.row == nil }
    guard let nest = legality.loops(of: op) else {
      throw KernelLoweringRefusal(op, .noBody)
    }
    var shape: [Int64] = []
    var tile: [AffineExpression] = []
    var whole: [AffineExpression] = []
    for expression in map.results {
      guard case .dimension(let loop) = expression else {
        guard expression.constantValue == 0 else {
          throw KernelLoweringRefusal(op, .writesElsewhere)
        }
        whole.append(.constant(0))
        continue
      }
      var index = AffineExpression.constant(0)
      for digit in member.digits where digit.loop == loop {
        let place: AffineExpression
        if let row = digit.row {
          place = .dimension(row)
        } else {
          place = .dimension(rows.count + shape.count)
          shape.append(digit.extent)
          guard let number = local.firstIndex(of: digit) else { continue }
          tile.append(.dimension(number))
        }
        index = .sum(index, .product(place, .constant(digit.divisor)))
      }
      whole.append(index)
    }
    let value = module.result(result, of: op)
    let isRead = body.map { module.hasUses(module.argument(inputCount + result, of: $0)) } ?? false
    let reducesRows = member.digits.contains { $0.row != nil && nest.isReduction[$0.loop] }
    var combination = KernelCombination.none
    var start = RowStage.Start.empty
    let initial = module.operand(inputCount + result, of: op)
    if reducesRows {
      guard let body,
        let found = KernelCombination(
          ofResult: result, accumulator: inputCount + result, body, in: module),
        let uniform = uniform(initial, in: module),
        found.isIdentity(uniform, in: module)
      else {
        throw KernelLoweringRefusal(op, .notCombinable)
      }
      combination = found
      start = .uniform(uniform)
    } else if isRead {
      if let uniform = uniform(initial, in: module) {
        start = .uniform(uniform)
      } else {
        let own = map.results.map { $0.substituting(dimensions: indices) }
        start = .tile(try startTile(initial, own, shape, tile, aligner, by: op, in: module))
      }
    }
    return RowStage.Output(
      value: value, shape: shape,
      map: AffineMap(dimensionCount: local.count, results: tile), start: start,
      write: AffineMap(dimensionCount: rows.count + shape.count, results: whole),
      combination: combination)
  }

  /// The tile of a tensor that a result starts from, which has the dimensions of the result's.
  private mutating func startTile(
    _ initial: ValueID, _ own: [AffineExpression], _ shape: [Int64], _ tile: [AffineExpression],
    _ aligner: LoopAligner, by op: OpID, in module: borrowing Module
  ) throws(KernelLoweringRefusal) -> TileSource {
    let rank = module.shape(of: initial)?.count ?? 0
    let (origin, whole) = try origin(of: initial, .identity(rank), by: op, in: module)
    let expressions = whole.results.map { aligner.simplified($0.substituting(dimensions: own)) }
    if let producer = module.definingOp(of: origin), let stage = stageOf[producer] {
      guard let result = module.results(of: producer).firstIndex(of: origin),
        stages[stage].outputs[result].combination == .none,
        stages[stage].outputs[result].shape == shape, origin == initial
      else {
        throw KernelLoweringRefusal(op, .otherLayout, other: producer)
      }
      return .stage(stage, result: result)
    }
    var places = (0..<aligner.bounds.count).map { AffineExpression.dimension($0) }
    for (place, expression) in tile.enumerated() {
      if case .dimension(let loop) = expression {
        places[rows.count + loop] = .dimension(rows.count + place)
      }
    }
    let read = AffineMap(
      dimensionCount: rows.count + shape.count,
      results: expressions.map { $0.substituting(dimensions: places) })
    return .operand(number(of: RowOperand(value: origin, read: read, shape: shape)))
  }

  /// The one number that a tensor is full of.
  private func uniform(_ value: ValueID, in module: borrowing Module) -> AttributeID? {
    var value = value
    while let op = module.definingOp(of: value) {
      if module.opcode(of: op).is(LinalgOp.fill) {
        value = module.operand(0, of: op)
      } else if legality.isView(op), !module.opcode(of: op).is(TensorOp.pad) {
        value = module.operand(0, of: op)
      } else {
        break
      }
    }
    guard let attribute = module.constantAttribute(of: value),
      module.uniformElement(attribute) != nil
    else { return nil }
    return attribute
  }
}

extension KernelCombination {
  /// Whether the number changes nothing that it is combined with; zeros of either sign are one number.
  fileprivate func isIdentity(_ attribute: AttributeID, in module: borrowing Module) -> Bool {
    guard let element = module.uniformElement(attribute),
      let identity = identity(of: element.elementType)
    else { return false }
    return element == identity || element.float(at: 0) == 0 && identity.float(at: 0) == 0
  }
}

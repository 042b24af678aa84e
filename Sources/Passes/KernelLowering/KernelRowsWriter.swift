import FuseIR

/// Writes the stages of a row as a `kernel.rows`: a structured op on tiles per sweep, with slots for what later sweeps read.
struct KernelRowsWriter {
  /// A result of the `kernel.rows`: the stage's value that it is, whole.
  struct Result {
    let value: ValueID
    let stage: Int
    let output: Int
  }

  private let rows: [Int64]
  private let stages: [RowStage]
  private let operands: [RowOperand]
  private let sweeps: [StageSweep]
  private let results: [Result]
  private let partials: Int
  /// Whether results are stored past the caches.
  private let streams: Bool
  /// By result's value, the tensors whose memory it may take.
  private let dying: [ValueID: [ValueID]]
  private let location: LocationID
  /// The bytes of scratch that the slots take.
  private(set) var scratchBytes = 0

  private var body: BlockID
  private var tiles: [ValueID] = []
  private var rowIndices: [ValueID] = []
  /// By stage and result, the tile; by sweep, where it was written.
  private var computed: [[ValueID?]]
  private var sweepOf: [Int]
  /// The last sweep that reads each result of each stage; -1 for none.
  private var lastReader: [[Int]]
  private var slots: [(bytes: Range<Int>, lastEpoch: Int)] = []

  init(
    rows: [Int64], _ stages: [RowStage], _ operands: [RowOperand], results: [Result], partials: Int,
    streams: Bool, dying: [ValueID: [ValueID]], location: LocationID, in module: inout Module
  ) {
    self.rows = rows
    self.stages = stages
    self.operands = operands
    self.results = results
    self.partials = partials
    self.streams = streams
    self.dying = dying
    self.location = location
    sweeps = StageSweeps(stages).sweeps
    computed = stages.map { [ValueID?](repeating: nil, count: $0.outputs.count) }
    lastReader = stages.map { [Int](repeating: -1, count: $0.outputs.count) }
    sweepOf = [Int](repeating: 0, count: stages.count)
    body = module.createBlock()
    for (number, sweep) in sweeps.enumerated() {
      for member in sweep.members { sweepOf[member.stage] = number }
    }
    for (number, stage) in stages.enumerated() {
      for input in stage.inputs {
        if case .stage(let source, let result) = input.source {
          lastReader[source][result] = max(lastReader[source][result], sweepOf[number])
        }
      }
      for output in stage.outputs {
        if case .tile(.stage(let source, let result)) = output.start {
          lastReader[source][result] = max(lastReader[source][result], sweepOf[number])
        }
      }
    }
  }

  /// Writes the op at the place; `values` gives the tensors that operands stand for there. Its results are in the order of
  /// `results`.
  mutating func write(
    at place: InsertionPoint, _ values: CloneMapping, in module: inout Module
  ) -> OpID {
    let region = module.createRegion()
    module.append(body, to: region)
    for _ in rows { rowIndices.append(module.addArgument(to: body, type: .index)) }
    for operand in operands {
      let type = module.tensorType(
        operand.shape, module.elementType(of: operand.value))
      tiles.append(module.addArgument(to: body, type: type))
    }
    var epoch = 0
    for number in sweeps.indices {
      if number > 0 {
        module.build(KernelOp.barrier, at: .end(of: body), location: location)
        epoch += 1
      }
      write(sweep: number, epoch: epoch, in: &module)
    }
    let yielded = results.compactMap { computed[$0.stage][$0.output] }
    module.build(FuseEndOp.yield, at: .end(of: body), operands: yielded, location: location)
    var attributes: [(String, AttributeID)] = [
      ("rows", module.denseArrayAttribute(rows)), ("row_tile", module.integerAttribute(1)),
    ]
    let reads = operands.map { module.affineMapAttribute($0.read) }
    attributes.append(("reads", module.arrayAttribute(reads)))
    let outputs = results.map { stages[$0.stage].outputs[$0.output] }
    let writes = outputs.map { module.affineMapAttribute($0.write) }
    attributes.append(("writes", module.arrayAttribute(writes)))
    if outputs.contains(where: { $0.combination != .none }) {
      let words = outputs.map { module.stringAttribute($0.combination.rawValue) }
      attributes.append(("combine", module.arrayAttribute(words)))
      attributes.append(("partials", module.integerAttribute(Int64(partials))))
    }
    let inPlace = inPlaceOperands(in: module)
    if inPlace.contains(where: { $0 >= 0 }) {
      attributes.append(("in_place", module.denseArrayAttribute(inPlace)))
    }
    if streams {
      // Partial sums, and what a later sweep reads again, are to stay near.
      let isStreamed = zip(results, outputs).map { result, output in
        output.combination == .none && !output.shape.isEmpty
          && lastReader[result.stage][result.output] <= sweepOf[result.stage]
      }
      if isStreamed.contains(true) {
        attributes.append(
          ("streaming", module.denseArrayAttribute(isStreamed.map { Int64($0 ? 1 : 0) })))
      }
    }
    return module.build(
      KernelOp.rows, at: place, operands: operands.map { values[$0.value] },
      resultTypes: results.map { module.type(of: $0.value) }, attributes: attributes,
      regions: [region], location: location)
  }

  // MARK: In place

  /// Per result, the operand whose memory it takes, or -1: one that dies, and of which each element is read no later than the
  /// result's at the same place is written.
  private func inPlaceOperands(in module: borrowing Module) -> [Int64] {
    var taken: Set<Int> = []
    return results.map { result in
      let output = stages[result.stage].outputs[result.output]
      guard output.combination == .none else { return -1 }
      for value in dying[output.value] ?? [] {
        let numbers = operands.indices.filter { operands[$0].value == value }
        guard numbers.count == 1, let number = numbers.first, !taken.contains(number),
          operands[number].read == output.write, operands[number].shape == output.shape,
          module.type(of: value) == module.type(of: output.value),
          isReadBefore(number, result, output)
        else { continue }
        taken.insert(number)
        return Int64(number)
      }
      return -1
    }
  }

  /// Whether all stages read the operand in earlier sweeps than the result's, or in the same one at the place that is written.
  private func isReadBefore(
    _ operand: Int, _ result: Result, _ output: RowStage.Output
  ) -> Bool {
    let sweep = sweepOf[result.stage]
    guard let loops = sweeps[sweep].members.first(where: { $0.stage == result.stage })?.loops
    else { return false }
    let written = output.map.results.map {
      $0.substituting(dimensions: loops.map { .dimension($0) })
    }
    for (number, sweepNumber) in sweepOf.enumerated() {
      if stages[number].captures.contains(where: { $0.operand == operand }) { return false }
      for start in stages[number].outputs.map(\.start) {
        if case .tile(.operand(operand)) = start { return false }
      }
      for input in stages[number].inputs where input.source == .operand(operand) {
        if sweepNumber < sweep { continue }
        guard sweepNumber == sweep,
          let own = sweeps[sweep].members.first(where: { $0.stage == number })?.loops,
          input.map.results.map({ $0.substituting(dimensions: own.map { .dimension($0) }) })
            == written
        else { return false }
      }
    }
    return true
  }

  // MARK: A sweep

  /// An input of the sweep's op: a tile, read through a map from the sweep's loops.
  private struct SweepInput: Hashable {
    let source: TileSource
    let map: AffineMap
  }

  private mutating func write(sweep number: Int, epoch: Int, in module: inout Module) {
    let sweep = sweeps[number]
    let count = sweep.extents.count
    var inputs: [SweepInput] = []
    var isReduction = [Bool](repeating: false, count: count)
    func moved(_ map: AffineMap, _ member: StageSweep.Member) -> AffineMap {
      AffineMap(
        dimensionCount: count,
        results: map.results.map {
          $0.substituting(dimensions: member.loops.map { .dimension($0) })
        })
    }
    var kept: [(member: Int, output: Int)] = []
    for (position, member) in sweep.members.enumerated() {
      let stage = stages[member.stage]
      for (loop, reduces) in stage.isReduction.enumerated() where reduces {
        isReduction[member.loops[loop]] = true
      }
      for input in stage.inputs where !isInside(input.source, number) {
        if case .uniform = input.source { continue }
        let input = SweepInput(source: input.source, map: moved(input.map, member))
        if !inputs.contains(input) { inputs.append(input) }
      }
      for output in stage.outputs.indices where isKept(member.stage, output, number) {
        kept.append((position, output))
      }
    }
    // Every loop must be an index of something.
    var maps =
      inputs.map(\.map) + kept.map { moved(output($0, sweep).map, sweep.members[$0.member]) }
    for (position, member) in sweep.members.enumerated() {
      let isCovered = (0..<count).allSatisfy { loop in
        maps.contains { $0.results.contains(.dimension(loop)) }
      }
      if isCovered { break }
      for output in stages[member.stage].outputs.indices
      where !kept.contains(where: { $0.member == position && $0.output == output }) {
        kept.append((position, output))
        maps.append(moved(stages[member.stage].outputs[output].map, member))
      }
    }
    let starts = kept.map { start(of: output($0, sweep), in: &module) }
    let region = module.createRegion()
    let block = module.addBlock(to: region)
    var arguments: [SweepInput: ValueID] = [:]
    for input in inputs {
      let element = module.elementType(of: tile(input.source))
      arguments[input] = module.addArgument(to: block, type: element)
    }
    var accumulators: [ValueID] = []
    for start in starts {
      accumulators.append(module.addArgument(to: block, type: module.elementType(of: start)))
    }
    var yielded: [[ValueID]] = []
    for (position, member) in sweep.members.enumerated() {
      let stage = stages[member.stage]
      var elements: [ValueID] = []
      for input in stage.inputs {
        if case .stage(let source, let result) = input.source,
          let inside = sweep.members.firstIndex(where: { $0.stage == source })
        {
          elements.append(yielded[inside][result])
        } else if case .uniform(let attribute) = input.source {
          let type = module.elementType(of: module.operand(input.argument, of: stage.op))
          elements.append(constant(attribute, type, at: block, in: &module))
        } else if let value = arguments[
          SweepInput(source: input.source, map: moved(input.map, member))]
        {
          elements.append(value)
        }
      }
      guard let body = stage.body else {
        yielded.append(elements)
        continue
      }
      var mapping = CloneMapping()
      for (input, element) in zip(stage.inputs, elements) {
        mapping[module.argument(input.argument, of: body)] = element
      }
      for capture in stage.captures { mapping[capture.value] = tiles[capture.operand] }
      let first = module.argumentCount(of: body) - stage.outputs.count
      for (place, result) in kept.enumerated() where result.member == position {
        mapping[module.argument(first + result.output, of: body)] = accumulators[place]
      }
      yielded.append(clone(body, of: stage, member, to: block, &mapping, in: &module))
    }
    module.build(
      LinalgOp.yield, at: .end(of: block),
      operands: kept.map { yielded[$0.member][$0.output] }, location: location)
    let op = module.build(
      LinalgOp.generic, at: .end(of: body),
      operands: inputs.map { tile($0.source) } + starts,
      resultTypes: starts.map { module.type(of: $0) },
      attributes: genericAttributes(maps, isReduction, inputs.count, starts.count, in: &module),
      regions: [region], location: location)
    var places: [AttributeID] = []
    for (result, kept) in kept.enumerated() {
      let stage = sweep.members[kept.member].stage
      computed[stage][kept.output] = module.result(result, of: op)
      places.append(
        place(of: stage, kept.output, epoch: epoch, in: module).attribute(in: &module))
    }
    module.setAttribute(KernelPlace.arrayName, module.arrayAttribute(places), of: op)
  }

  private func output(_ kept: (member: Int, output: Int), _ sweep: StageSweep) -> RowStage.Output {
    stages[sweep.members[kept.member].stage].outputs[kept.output]
  }

  /// Whether the source is computed in the same sweep.
  private func isInside(_ source: TileSource, _ sweep: Int) -> Bool {
    if case .stage(let stage, _) = source { return sweepOf[stage] == sweep }
    return false
  }

  /// Whether a result of a stage is read by later sweeps, is a result of the kernel, or is a sum that the sweep makes.
  private func isKept(_ stage: Int, _ output: Int, _ sweep: Int) -> Bool {
    if case .empty = stages[stage].outputs[output].start {} else { return true }
    return lastReader[stage][output] > sweep || stages[stage].reduces
      || results.contains { $0.stage == stage && $0.output == output }
  }

  private func tile(_ source: TileSource) -> ValueID {
    switch source {
    case .operand(let number): return tiles[number]
    case .uniform: preconditionFailure("invariant: a number has no tile")
    case .stage(let stage, let result):
      guard let value = computed[stage][result] else {
        preconditionFailure("invariant: what a sweep reads was computed before")
      }
      return value
    }
  }

  /// A constant in a body.
  private func constant(
    _ attribute: AttributeID, _ type: TypeID, at block: BlockID, in module: inout Module
  ) -> ValueID {
    guard let element = module.uniformElement(attribute),
      let constant = module.constantAttribute(element, type)
    else { preconditionFailure("invariant: a uniform constant has an element") }
    return module.buildConstant(constant, at: .end(of: block), location: location)
  }

  /// The tile that a result starts from.
  private func start(of output: RowStage.Output, in module: inout Module) -> ValueID {
    let type = module.tensorType(
      output.shape, module.elementType(of: output.value))
    switch output.start {
    case .tile(let source): return tile(source)
    case .empty:
      let op = module.build(
        TensorOp.empty, at: .end(of: body), resultTypes: [type], location: location)
      return module.result(of: op)
    case .uniform(let attribute):
      guard let element = module.uniformElement(attribute),
        let spread = Tensor(
          splat: element.attributeBytes(), shape: output.shape.map { Int($0) },
          element.elementType), let constant = module.constantAttribute(spread, type)
      else { preconditionFailure("invariant: a uniform constant has an element") }
      let op = module.build(
        ArithOp.constant, at: .end(of: body), resultTypes: [type],
        attributes: [("value", constant)], location: location)
      return module.result(of: op)
    }
  }

  private func genericAttributes(
    _ maps: [AffineMap], _ isReduction: [Bool], _ inputs: Int, _ outputs: Int,
    in module: inout Module
  ) -> [(String, AttributeID)] {
    let attributes = maps.map { module.affineMapAttribute($0) }
    let iterators = isReduction.map {
      module.iteratorTypeAttribute($0 ? .reduction : .parallel)
    }
    return [
      ("indexing_maps", module.arrayAttribute(attributes)),
      ("iterator_types", module.arrayAttribute(iterators)),
      ("operandSegmentSizes", module.denseArrayAttribute([Int32(inputs), Int32(outputs)])),
    ]
  }

  /// Copies a body to the end of the block, and returns what it yields.
  private func clone(
    _ source: BlockID, of stage: RowStage, _ member: StageSweep.Member, to block: BlockID,
    _ mapping: inout CloneMapping, in module: inout Module
  ) -> [ValueID] {
    for op in module.ops(of: source) {
      if module.traits(of: op).contains(.terminator) {
        return module.operands(of: op).map { mapping[$0] }
      }
      if module.opcode(of: op).is(LinalgOp.index) {
        let loop = Int(module.integer("dim", of: op) ?? 0)
        mapping[module.result(of: op)] = index(
          stage.indices[loop], member, at: block, in: &module)
        continue
      }
      for value in module.operands(of: op) where mapping[value] == value {
        guard let constant = module.definingOp(of: value),
          module.parentBlock(of: constant) != source,
          module.traits(of: constant).contains(.constant), mapping[value] == value
        else { continue }
        let copy = module.clone(constant, mapping: &mapping)
        module.insert(copy, at: .end(of: block))
      }
      let copy = module.clone(op, mapping: &mapping)
      module.insert(copy, at: .end(of: block))
    }
    return []
  }

  /// An index of a loop of the original op, from the row and the loops of the sweep.
  private func index(
    _ expression: AffineExpression, _ member: StageSweep.Member, at block: BlockID,
    in module: inout Module
  ) -> ValueID {
    let builder = IndexBuilder(place: .end(of: block), location: location)
    switch expression {
    case .dimension(let dimension):
      if dimension < rows.count { return rowIndices[dimension] }
      let loop = member.loops[dimension - rows.count]
      let op = module.build(
        LinalgOp.index, at: .end(of: block), resultTypes: [.index],
        attributes: [("dim", module.integerAttribute(Int64(loop)))], location: location)
      return module.result(of: op)
    case .constant(let value): return builder.constant(value, in: &module)
    case .add(let a, let b):
      let (x, y) = (
        index(a, member, at: block, in: &module), index(b, member, at: block, in: &module)
      )
      return builder.arith(.addi, x, y, in: &module)
    case .multiply(let a, let b):
      let x = index(a, member, at: block, in: &module)
      return builder.multiply(x, b.constantValue ?? 1, in: &module)
    case .symbol, .modulo, .floorDivide, .ceilDivide:
      preconditionFailure("invariant: an index is a sum of digits")
    }
  }

  // MARK: Places

  /// Where a result waits for later sweeps.
  private mutating func place(
    of stage: Int, _ output: Int, epoch: Int, in module: borrowing Module
  ) -> KernelPlace {
    let last = lastReader[stage][output]
    guard last > sweepOf[stage] else { return KernelPlace(.global) }
    let shape = stages[stage].outputs[output].shape
    if shape.isEmpty { return KernelPlace(.warp) }
    let element =
      module.elementByteCount(
        of: module.elementType(of: stages[stage].outputs[output].value)) ?? 8
    let bytes = max(1, shape.reduce(element) { $0 * Int($1) })
    // Each sweep is an epoch.
    let taken = slots.filter { $0.lastEpoch >= epoch }.sorted {
      $0.bytes.lowerBound < $1.bytes.lowerBound
    }
    var offset = 0
    for slot in taken {
      if slot.bytes.lowerBound >= offset + bytes { break }
      offset = max(offset, (slot.bytes.upperBound + 63) / 64 * 64)
    }
    slots.append((offset..<offset + bytes, last))
    scratchBytes = max(scratchBytes, offset + bytes)
    return KernelPlace(.block, offset: offset, bytes: bytes)
  }
}

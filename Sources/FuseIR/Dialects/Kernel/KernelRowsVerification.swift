/// Checks a `kernel.rows`: that its tiles lie in their tensors, that its results are covered, and that no thread can meet a slot
/// of scratch memory before it is written or after it was taken again.
struct KernelRowsVerification {
  private let op: OpID
  private let kernel: KernelRows?

  init(_ op: OpID, _ module: borrowing Module) {
    self.op = op
    kernel = KernelRows(op, in: module)
  }

  func verify(_ module: borrowing Module, _ report: inout VerifierReport) {
    guard let parent = module.parentOp(of: op), module.opcode(of: parent).is(KernelOp.launch) else {
      report.report(op, "must stand in a kernel.launch")
      return
    }
    MachineFields.verifyPositive(["row_tile"], module, op, &report)
    MachineFields.verifyRange("partials", 1...KernelRows.partialLimit, module, op, &report)
    guard let kernel else {
      report.report(
        op,
        "expects rows of at least 0, a map in 'reads' per operand, and per result a map in 'writes' and an entry of "
          + "'combine' (\(KernelCombination.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))), "
          + "'in_place' and 'streaming', where these are given")
      return
    }
    var rowCount = 1
    for extent in kernel.rows {
      let (product, overflow) = rowCount.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= 1 << 50 else {
        report.report(op, "has more than 2^50 rows")
        return
      }
      rowCount = product
    }
    guard let body = module.body(of: op), let end = module.lastOp(of: body),
      module.opcode(of: end).is(FuseEndOp.yield)
    else {
      report.report(op, "must have a region that ends in fuse_end.yield")
      return
    }
    let indices = module.arguments(of: body).prefix(kernel.rows.count)
    let arguments = Array(module.arguments(of: body).dropFirst(kernel.rows.count))
    let yielded = module.operands(of: end)
    guard arguments.count == kernel.reads.count, yielded.count == kernel.writes.count,
      indices.allSatisfy({ module.type(of: $0) == .index })
    else {
      report.report(
        op,
        "expects a region with \(kernel.rows.count) arguments of type index and \(kernel.reads.count) tiles "
          + "that yields \(kernel.writes.count) values, but it has \(module.argumentCount(of: body)) and yields "
          + "\(yielded.count)")
      return
    }
    for (index, argument) in arguments.enumerated() {
      verifyTile(
        argument, of: module.operand(index, of: op), kernel.reads[index], kernel,
        "operand #\(index)", module, &report)
    }
    for (index, value) in yielded.enumerated() {
      let result = module.result(index, of: op)
      if verifyTile(
        value, of: result, kernel.writes[index], kernel, "result #\(index)", module, &report)
      {
        verifyCover(index, value, result, kernel, module, &report)
      }
      verifyInPlace(index, arguments, value, kernel, module, &report)
    }
    verifyStages(of: body, parent, module, &report)
  }

  /// Whether all elements of the tile lie in the tensor, for every row.
  @discardableResult
  private func verifyTile(
    _ tile: ValueID, of tensor: ValueID, _ map: AffineMap, _ kernel: KernelRows, _ what: String,
    _ module: borrowing Module, _ report: inout VerifierReport
  ) -> Bool {
    guard let tileShape = module.shape(of: tile), let shape = module.shape(of: tensor),
      !tileShape.contains(Dimension.dynamic), !shape.contains(Dimension.dynamic),
      module.elementType(of: module.type(of: tile))
        == module.elementType(of: module.type(of: tensor))
    else {
      report.report(op, "needs static tensors of one element type for \(what) and its tile")
      return false
    }
    guard map.dimensionCount == kernel.rows.count + tileShape.count, map.symbolCount == 0,
      map.results.count == shape.count
    else {
      report.report(
        op,
        "needs a map from \(kernel.rows.count) row indices and \(tileShape.count) tile indices to "
          + "\(shape.count) indices for \(what)")
      return false
    }
    let extents = kernel.rows + tileShape.map { Int($0) }
    if extents.contains(0) { return true }
    for (dimension, expression) in map.results.enumerated() {
      guard let range = expression.range(over: extents) else {
        report.report(op, "has an index map for \(what) whose values have no known bounds")
        return false
      }
      if range.lowerBound < 0 || range.upperBound >= Int(shape[dimension]) {
        report.report(
          op,
          "reaches \(range.lowerBound) to \(range.upperBound) along dimension \(dimension) of \(what), "
            + "which has \(shape[dimension])")
        return false
      }
    }
    return true
  }

  /// Checks that each element of a result comes from one tile, or where tiles are combined, that a tile meets no element twice.
  private func verifyCover(
    _ index: Int, _ tile: ValueID, _ result: ValueID, _ kernel: KernelRows,
    _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    guard let tileShape = module.shape(of: tile), let shape = module.shape(of: result) else {
      return
    }
    let extents = kernel.rows + tileShape.map { Int($0) }
    let isCombined = kernel.combine[index] != .none
    if extents.contains(0) {
      if !isCombined, !shape.contains(0) {
        report.report(op, "writes no element of result #\(index), which has some")
      }
      return
    }
    // The offset of an element in a result that is stored row by row.
    var weights = [Int](repeating: 0, count: extents.count)
    var stride = 1
    for (dimension, expression) in kernel.writes[index].results.enumerated().reversed() {
      guard let linear = LinearForm(expression, extents.count) else {
        report.report(op, "needs a map of sums and multiples for result #\(index)")
        return
      }
      for loop in extents.indices {
        let (weight, overflow) = linear.coefficients[loop].multipliedReportingOverflow(by: stride)
        let (sum, carry) = weights[loop].addingReportingOverflow(weight)
        if overflow || carry { return }
        weights[loop] = sum
      }
      let (next, overflow) = stride.multipliedReportingOverflow(by: Int(shape[dimension]))
      if overflow { return }
      stride = next
    }
    if !isCombined, extents.reduce(1, { $0 &* $1 }) != stride {
      report.report(
        op,
        "writes \(extents.reduce(1, { $0 &* $1 })) elements of result #\(index), which has \(stride)"
      )
      return
    }
    // Numbers in a mixed radix: each index steps over all that the smaller ones reach.
    var reach = 0
    let loops = isCombined ? extents.indices.dropFirst(kernel.rows.count) : extents.indices[...]
    for loop in loops.filter({ extents[$0] > 1 }).sorted(by: {
      weights[$0].magnitude < weights[$1].magnitude
    }) {
      let weight = weights[loop].magnitude
      guard weight > reach else {
        report.report(op, "writes elements of result #\(index) twice")
        return
      }
      reach += Int(weight) * (extents[loop] - 1)
    }
  }

  private func verifyInPlace(
    _ index: Int, _ arguments: [ValueID], _ tile: ValueID, _ kernel: KernelRows,
    _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    let operand = kernel.inPlace[index]
    guard operand != -1 else { return }
    guard arguments.indices.contains(operand) else {
      report.report(op, "'in_place' names operand #\(operand), but there are \(arguments.count)")
      return
    }
    let value = module.operand(operand, of: op)
    let isReadAlike =
      kernel.reads[operand] == kernel.writes[index]
      && module.type(of: arguments[operand]) == module.type(of: tile)
      && module.type(of: value) == module.type(of: module.result(index, of: op))
    let readers = (0..<arguments.count).filter { module.operand($0, of: op) == value }.count
    // A body may ask for any element, also for one that was written over.
    let isAskedFor = module.uses(of: arguments[operand]).contains {
      module.opcode(of: $0.user).is(TensorOp.extract)
    }
    if !isReadAlike || isAskedFor || readers != 1 || kernel.combine[index] != .none {
      report.report(
        op,
        "cannot put result #\(index) in the place of operand #\(operand), which must be of its type, read once and through "
          + "the map by which the result is written, and not combined")
    }
    if kernel.inPlace.filter({ $0 == operand }).count > 1 {
      report.report(op, "puts two results in the place of operand #\(operand)")
    }
  }

  // MARK: Stages

  private func verifyStages(
    of body: BlockID, _ launch: OpID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    let scratch = module.integer("scratch_bytes", of: launch).map { Int($0) } ?? 0
    let ops = module.ops(of: body)
    var epochs: [Int] = []
    var epoch = 0
    var positions: [OpID: Int] = [:]
    for (position, stage) in ops.enumerated() {
      positions[stage] = position
      epochs.append(epoch)
      let opcode = module.opcode(of: stage)
      if opcode.is(KernelOp.barrier) { epoch += 1 }
      let isAllowed =
        LinalgOp(opcode) != nil || TensorOp(opcode) != nil || ArithOp(opcode) != nil
        || MathOp(opcode) != nil || opcode.is(KernelOp.barrier) || opcode.is(FuseEndOp.yield)
      if !isAllowed {
        report.report(
          stage, "cannot stand in a kernel.rows: expects ops of linalg, tensor, arith and math")
        return
      }
    }
    struct Slot {
      let stage: OpID
      let bytes: Range<Int>
      let written: Int
      let lastRead: Int
    }
    var slots: [Slot] = []
    for stage in ops where module.attribute(KernelPlace.arrayName, of: stage) != nil {
      guard let places = KernelPlace.places(of: stage, in: module) else {
        report.report(
          stage,
          "attribute '\(KernelPlace.arrayName)' must hold #kernel.place<scheme, offset, bytes> for each result"
        )
        continue
      }
      for (index, place) in places.enumerated() {
        let value = module.result(index, of: stage)
        if place.scheme == .global {
          let isYieldedOnly = module.uses(of: value).allSatisfy {
            module.opcode(of: $0.user).is(FuseEndOp.yield)
          }
          if !isYieldedOnly {
            report.report(stage, "keeps result #\(index) nowhere, but a later stage reads it")
          }
        }
        guard place.scheme == .block else { continue }
        if place.slot.upperBound > scratch {
          report.report(
            stage,
            "puts result #\(index) into bytes \(place.offset) to \(place.slot.upperBound - 1), but the kernel has "
              + "\(scratch) bytes of scratch memory")
        }
        let written = positions[stage] ?? 0
        var lastRead = written
        for use in module.uses(of: value) {
          // A use inside a stage's body is one by the stage.
          guard let reader = module.ancestor(of: use.user, in: body),
            let position = positions[reader]
          else { continue }
          if epochs[position] == epochs[written] {
            report.report(
              reader,
              "reads a slot that is written in the same epoch: needs a kernel.barrier between")
          }
          lastRead = max(lastRead, position)
        }
        slots.append(
          Slot(stage: stage, bytes: place.slot, written: written, lastRead: lastRead))
      }
    }
    for (index, later) in slots.enumerated() {
      for earlier in slots[..<index] where earlier.bytes.overlaps(later.bytes) {
        if epochs[later.written] <= epochs[earlier.lastRead] {
          report.report(
            later.stage,
            "takes bytes \(later.bytes.lowerBound) to \(later.bytes.upperBound - 1) again without a kernel.barrier after "
              + "the last reader of what was there")
        }
      }
    }
  }
}

import FuseIR

/// A result of a kernel that is combined from all rows: the rows of a block are added up in memory of the thread, and that is added
/// to the result.
struct CRowSum {
  /// The number of the result.
  let result: Int
  /// The memory in C.
  let place: String
  let count: Int64
  let type: CType
}

extension CEmitter {
  /// How many rows are added up before they go into the result: a sum of sums is more exact than one long sum.
  private static let rowsOfBlock = 16

  /// Declares memory for the results that stages can add their rows to; what these would have started from is not written.
  mutating func openRowSums(
    _ kernel: KernelRows, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) -> [CRowSum] {
    guard let body = module.body(of: op), let end = module.lastOp(of: body) else { return [] }
    var sums: [CRowSum] = []
    for (index, value) in module.operands(of: end).enumerated()
    where kernel.combine[index] != .none {
      guard let start = startOfSum(value, ofResult: index, kernel, op, module) else { continue }
      let count = try count(value, op, module)
      let type = try type(value, op, module)
      let memory = reserve(try byteCount(value, op, module))
      let place = fresh("sum_")
      line("\(type.storage) *\(place) = (\(type.storage) *)(\(memory.text));")
      let identity = try identity(of: kernel.combine[index], type, op)
      line(
        "for (long long i = 0; i < \(count); i++) \(type.store(identity, to: "\(place)[i]"))")
      given[value] = place
      omitted.insert(start)
      sums.append(CRowSum(result: index, place: place, count: count, type: type))
    }
    return sums
  }

  /// The constant that a stage starts a tile of a sum from, where it may go on with that of the row before: it adds each
  /// element to what the sum has there, the sum lies as the tile does, and nothing else reads either.
  private func startOfSum(
    _ value: ValueID, ofResult index: Int, _ kernel: KernelRows, _ op: OpID,
    _ module: borrowing Module
  ) -> OpID? {
    guard let stage = module.definingOp(of: value), let view = StructuredOp(stage, in: module),
      let body = view.body(in: module), module.uses(of: value).count == 1,
      let output = module.results(of: stage).firstIndex(of: value),
      KernelCombination(
        ofResult: output, accumulator: view.inputCount(in: module) + output, body, in: module)
        == kernel.combine[index],
      let shape = module.shape(of: module.result(index, of: op)),
      let tileShape = module.shape(of: value),
      let place = tilePlace(
        kernel.writes[index], shape: shape, kernel.rows.map { _ in "row" }),
      place.offset == "0", Self.isDense(place.strides, tileShape)
    else { return nil }
    let start = view.outputs(in: module)[output]
    guard let constant = module.definingOp(of: start),
      module.opcode(of: constant).is(ArithOp.constant),
      module.parentBlock(of: constant) == module.body(of: op), module.uses(of: start).count == 1,
      let attribute = module.constantAttribute(of: start),
      let element = module.uniformElement(attribute),
      let identity = kernel.combine[index].identity(of: element.elementType),
      element == identity || element.float(at: 0) == 0 && identity.float(at: 0) == 0
    else { return nil }
    return constant
  }

  /// Adds what a block of rows made to the results, behind its last row.
  mutating func closeRowSums(
    _ sums: [CRowSum], _ kernel: KernelRows, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    guard !sums.isEmpty else { return }
    open("if ((row - begin) % \(Self.rowsOfBlock) == \(Self.rowsOfBlock - 1) || row + 1 == end)")
    for sum in sums {
      let combination = kernel.combine[sum.result]
      open("for (long long i = 0; i < \(sum.count); i++)")
      let (total, part) = ("out\(sum.result)[i]", "\(sum.place)[i]")
      let combined = try combined(
        sum.type.load(total), sum.type.load(part), by: combination, sum.type, op)
      line(sum.type.store(combined, to: total))
      line(sum.type.store(try identity(of: combination, sum.type, op), to: part))
      close()
    }
    close()
  }
}

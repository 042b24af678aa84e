import FuseIR

/// A result of a kernel that is combined from all rows: the rows of a block are added up in memory of the thread, blocks to their
/// total, and that is added to the result behind the last row.
struct CRowSum {
  /// The number of the result.
  let result: Int
  /// The memory in C of a block, and of the total.
  let block: String
  let total: String
  let count: Int64
  /// Of elements as they are summed: f32 for 16-bit floats.
  let type: CType
  /// The type in C of the total: sums of floats go on in f64.
  let totalType: String

  /// How many rows are a block: of what has few elements, each row is added to the total at once.
  var rowsOfBlock: Int { count <= 16 ? 1 : 16 }

  init(result: Int, block: String, total: String, count: Int64, _ type: CType, isWide: Bool) {
    self.result = result
    self.block = block
    self.total = total
    self.count = count
    self.type = type
    totalType = isWide ? "double" : type.storage
  }
}

extension CEmitter {
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
      var type = try type(value, op, module)
      let isWide = Self.addsWide(type, kernel.combine[index])
      if isWide, type.conversion != nil, let wide = CType(.float(.f32)) {
        type = wide
        wideSums.insert(value)
      }
      let bytes = max(try byteCount(value, op, module), Int(count) * type.bytes)
      let sum = CRowSum(
        result: index, block: fresh("sum_"), total: fresh("total_"), count: count, type,
        isWide: isWide)
      for (name, type, bytes) in [
        (sum.block, type.storage, bytes), (sum.total, sum.totalType, isWide ? 2 * bytes : bytes),
      ] {
        line("\(type) *\(name) = (\(type) *)(\(reserve(bytes).text));")
      }
      let identity = try identity(of: kernel.combine[index], type, op)
      for place in [sum.block, sum.total] {
        line(
          "for (long long i = 0; i < \(count); i++) \(sum.type.store(identity, to: "\(place)[i]"))")
      }
      given[value] = sum.block
      omitted.insert(start)
      sums.append(sum)
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

  /// Whether sums go on in f64: those of f32 and narrower floats, without loss to speak of.
  private static func addsWide(_ type: CType, _ combination: KernelCombination) -> Bool {
    combination == .add && type.value == "float"
  }

  /// Adds what a block of rows made to the totals, behind its last row.
  mutating func closeBlock(
    of sums: [CRowSum], _ kernel: KernelRows, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    for sum in sums {
      let combination = kernel.combine[sum.result]
      let rows = sum.rowsOfBlock
      if rows > 1 { open("if ((row - begin) % \(rows) == \(rows - 1) || row + 1 == end)") }
      open("for (long long i = 0; i < \(sum.count); i++)")
      let (total, block) = ("\(sum.total)[i]", "\(sum.block)[i]")
      let combined = try combined(
        sum.type.load(total), sum.type.load(block), by: combination, sum.type, op)
      line(sum.type.store(combined, to: total))
      line(sum.type.store(try identity(of: combination, sum.type, op), to: block))
      closeLoops(rows > 1 ? 2 : 1)
    }
  }

  /// Adds the totals to the results, behind all rows.
  mutating func closeRowSums(
    _ sums: [CRowSum], _ kernel: KernelRows, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    for sum in sums {
      let result = "out\(sum.result)[i]"
      let type = try type(module.result(sum.result, of: op), op, module)
      let combined = try combined(
        type.load(result), sum.type.load("\(sum.total)[i]"), by: kernel.combine[sum.result],
        sum.type, op)
      open("for (long long i = 0; i < \(sum.count); i++)")
      line(
        type.store(
          sum.totalType != sum.type.storage ? "(float)(\(combined))" : combined, to: result))
      close()
    }
  }

  /// Combines the parts that the chunks of rows made of a result, in their order.
  mutating func combineParts(
    _ parts: String, chunks: Int, distance: Int, to result: String, of index: Int,
    _ kernel: KernelRows, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    let type = try type(module.result(index, of: op), op, module)
    let count = try count(module.result(index, of: op), op, module)
    let combination = kernel.combine[index]
    if type.conversion != nil, Self.addsWide(type, combination) {
      open("for (long long i = 0; i < \(count); i++)")
      line("double sum = 0;")
      let part = "((\(type.storage) *)(\(parts) + chunk * \(distance)))[i]"
      line("for (long long chunk = 0; chunk < \(chunks); chunk++) sum += \(type.load(part));")
      line(type.store("(float)sum", to: "\(result)[i]"))
      return close()
    }
    guard Self.addsWide(type, combination), let lanes else {
      open("for (long long chunk = 0; chunk < \(chunks); chunk++)")
      line("const \(type.storage) *part = (\(type.storage) *)(\(parts) + chunk * \(distance));")
      let variable = openLoops("i", [count])[0]
      let total = type.load("\(result)[\(variable)]")
      let sum = try combined(total, type.load("part[\(variable)]"), by: combination, type, op)
      line(type.store(sum, to: "\(result)[\(variable)]"))
      return closeLoops(2)
    }
    let whole = count / Int64(lanes) * Int64(lanes)
    let step = distance / type.bytes
    open("{", isPlain: true)
    line("const float *part = (const float *)\(parts);")
    open("for (long long i = 0; i < \(whole); i += \(lanes))")
    line("fusec_vd sum = {0};")
    open("for (long long chunk = 0; chunk < \(chunks); chunk++)")
    line("fusec_vf x;")
    line("__builtin_memcpy(&x, &part[chunk * \(step) + i], sizeof x);")
    line("sum += __builtin_convertvector(x, fusec_vd);")
    close()
    line("const fusec_vf total = __builtin_convertvector(sum, fusec_vf);")
    line("__builtin_memcpy(&\(result)[i], &total, sizeof total);")
    close()
    open("for (long long i = \(whole); i < \(count); i++)")
    line("double sum = 0;")
    line("for (long long chunk = 0; chunk < \(chunks); chunk++) sum += part[chunk * \(step) + i];")
    line("\(result)[i] = (float)sum;")
    closeLoops(2)
  }
}

import FuseIR

// Kernels: one C function for each set of rows, which computes those from one row to another.

extension CEmitter {
  /// Writes an op of the kernel dialect.
  mutating func kernel(_ kind: KernelOp, _ op: OpID, _ module: borrowing Module)
    throws(CUnsupported)
  {
    switch kind {
    case .barrier: return  // One thread computes a row.
    case .rows: try rows(op, module)
    case .launch: try launch(op, module)
    }
  }

  private mutating func launch(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let body = module.body(of: op), let end = module.lastOp(of: body) else {
      throw CUnsupported(op: op, reason: "it has no body")
    }
    let ownLanes = Int(clamping: module.integer("lanes", of: op) ?? 1)
    guard ownLanes >= 2, ownLanes <= 64, ownLanes & (ownLanes - 1) == 0 else {
      throw CUnsupported(op: op, reason: "vectors have 2, 4, 8, 16, 32 or 64 lanes")
    }
    guard lanes == ownLanes else {
      throw CUnsupported(op: op, reason: "all kernels of a program need the same number of lanes")
    }
    for (index, argument) in module.arguments(of: body).enumerated() {
      bind(argument, to: name(module.operand(index, of: op)))
    }
    let yielded = module.operands(of: end)
    for (index, value) in yielded.enumerated() {
      // What a kernel computes first lies where its result will.
      let result = module.result(index, of: op)
      if module.definingOp(of: value) != nil, given[value] == nil {
        let operand = KernelRows.inPlaceOperand(ofResult: index, ofLaunch: op, in: module)
        given[value] = try place(
          result, over: operand ?? result, of: op, readsOutput: false, module)
      }
    }
    if try !blocksOfRows(body, yielded, module) {
      try emit(body, keeping: Set(yielded), module)
    }
    for (index, value) in yielded.enumerated() {
      let result = module.result(index, of: op)
      guard isNamed(result) else {
        bind(result, to: name(value))
        continue
      }
      if name(result) != name(value) {
        let bytes = try count(result, op, module) * Int64(try type(result, op, module).bytes)
        line("__builtin_memcpy(\(name(result)), \(name(value)), \(text(ofCount: bytes)));")
      }
    }
  }

  private mutating func rows(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let rows = try rowsFunction(op, module)
    try call(
      rows.name, rows.kernel, rows.parameters, rows.arguments, rows.results, rows.scratchBytes, op,
      module)
  }

  /// Writes the function that computes rows, which the statements at hand are to call.
  mutating func rowsFunction(
    _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) -> CRowsFunction {
    guard let kernel = KernelRows(op, in: module), let body = module.body(of: op),
      let end = module.lastOp(of: body)
    else { throw CUnsupported(op: op, reason: "it is malformed") }
    var writer = CEmitter(ofFunctionIn: self)
    let function = writer.fresh("fusec_rows_")
    var parameters: [String] = []
    var arguments: [String] = []
    for index in kernel.reads.indices {
      let operand = module.operand(index, of: op)
      let type = try writer.type(operand, op, module)
      parameters.append("const \(type.storage) *in\(index)")
      arguments.append(name(operand))
    }
    var results: [String] = []
    for index in kernel.writes.indices {
      let result = module.result(index, of: op)
      let type = try writer.type(result, op, module)
      parameters.append("\(type.storage) *out\(index)")
      results.append(try place(result, over: result, of: op, readsOutput: false, module))
    }
    parameters += ["long long begin", "long long end", "unsigned char *scratch"]

    let sums = try writer.openRowSums(kernel, op, module)
    let indices = writer.openRows(kernel)
    for (place, argument) in module.arguments(of: body).prefix(indices.count).enumerated() {
      writer.bind(argument, to: indices[place])
    }
    let tiles = Array(module.arguments(of: body).dropFirst(indices.count))
    for (index, tile) in tiles.enumerated() {
      guard module.hasUses(tile) else {
        writer.line("(void)in\(index);")
        continue
      }
      try writer.bindTile(
        tile, ofOperand: index, module.operand(index, of: op), kernel, indices, op, module)
    }
    let yielded = module.operands(of: end)
    try writer.giveResults(yielded, kernel, indices, op, module)
    try writer.planPrefetches(kernel, op, module)
    try writer.emit(body, keeping: Set(yielded), module)
    for (index, value) in yielded.enumerated() where !sums.contains(where: { $0.result == index }) {
      try writer.storeTile(value, ofResult: index, kernel, indices, op, module)
    }
    try writer.closeBlock(of: sums, kernel, op, module)
    writer.close()
    try writer.closeRowSums(sums, kernel, op, module)
    if !writer.streamed.isEmpty { writer.line("FUSEC_STREAM_END();") }
    let text =
      "static void \(function)(\(parameters.joined(separator: ", "))) {\n  (void)scratch;\n"
      + "\(writer.takeBody())}"
    take(outsideOf: writer)
    global(text)
    return CRowsFunction(
      name: function, kernel: kernel, parameters: parameters, arguments: arguments,
      results: results, scratchBytes: writer.arenaBytes)
  }

  /// The most bytes that the partial results of a kernel take; a larger result is summed over all rows at once.
  private static let partialBytesLimit = 1 << 26
  /// The fewest bytes that a thread is to read and write, so that starting it is worth its while.
  private static let bytesOfPart = 1 << 16

  /// Calls the function for all rows: those of each thread at once, or each chunk with a partial result of its own. Threads
  /// take whole chunks, and chunks are combined in their order, so that results don't depend on the number of threads.
  private mutating func call(
    _ function: String, _ kernel: KernelRows, _ parameters: [String], _ arguments: [String],
    _ results: [String], _ scratchBytes: Int, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    functions.insert("parallel")
    let scratch = fresh("scratch_")
    let scratchSize = max(64, scratchBytes)
    global(
      "static unsigned char \(scratch)[FUSEC_THREAD_LIMIT * \(scratchSize)LL] __attribute__((aligned(64)));"
    )
    var places = zip(parameters, arguments + results).map { parameter, argument in
      (type: String(parameter.prefix { $0 != "*" }) + "*", place: argument)
    }
    let combined = kernel.combine.indices.filter { kernel.combine[$0] != .none }
    for index in combined {
      line("\(try fill(results[index], index, kernel.combine[index], op, module))")
    }
    var partialBytes = 0
    for index in combined {
      partialBytes += try byteCount(module.result(index, of: op), op, module)
    }
    let hasPartials =
      !combined.isEmpty && kernel.partials > 1
      && partialBytes <= Self.partialBytesLimit / kernel.partials
    let bytesOfRow = try bytesOfRow(kernel, op, module)
    var grain = max(1, Self.bytesOfPart / max(1, bytesOfRow))
    var count = kernel.rowCount
    var text = ""
    var task = places.indices.map { "(\(places[$0].type))places[\($0)]" }
    if hasPartials {
      let chunk = kernel.rows(ofPartial: 0).count
      count = (count + max(1, chunk) - 1) / max(1, chunk)
      grain = max(1, grain / max(1, chunk))
      text += "  for (long long chunk = begin; chunk < end; chunk++) {\n"
      for index in combined {
        let result = module.result(index, of: op)
        let type = try type(result, op, module)
        let size = (try byteCount(result, op, module) + 63) / 64 * 64
        let partial = fresh("partial_")
        global(
          "static unsigned char \(partial)[\(size * kernel.partials)] __attribute__((aligned(64)));"
        )
        places.append((type: "unsigned char *", place: partial))
        let name = "part\(index)"
        text +=
          "    \(type.storage) *\(name) = (\(type.storage) *)(\(partial) + chunk * \(size));\n"
        text += "    \(try fill(name, index, kernel.combine[index], op, module))\n"
        task[kernel.reads.count + index] = name
      }
      text += "    long long first = chunk * \(chunk), behind = first + \(chunk);\n"
      text += "    if (behind > \(kernel.rowCount)) behind = \(kernel.rowCount);\n"
      text +=
        "    \(function)(\((task + ["first", "behind", "own"]).joined(separator: ", ")));\n  }\n"
    } else {
      text += "  \(function)(\((task + ["begin", "end", "own"]).joined(separator: ", ")));\n"
      // Sums that have no parts are made by one thread.
      if !combined.isEmpty { grain = count }
    }
    global(
      "static void \(function)_task(void *const *places, long long begin, long long end, int thread) {\n"
        + "  unsigned char *own = \(scratch) + (long long)thread * \(scratchSize);\n"
        + "  (void)places;\n" + text + "}")
    open("{", isPlain: true)
    let list = places.map { "(void *)(\($0.place))" }.joined(separator: ", ")
    line("void *const places[] = {\(list.isEmpty ? "0" : list)};")
    line("fusec_parallel(\(self.text(ofCount: Int64(count))), \(grain), \(function)_task, places);")
    close()
    guard hasPartials else { return }
    for (position, index) in combined.enumerated() {
      let result = module.result(index, of: op)
      let size = (try byteCount(result, op, module) + 63) / 64 * 64
      try combineParts(
        places[parameters.count - 3 + position].place, chunks: count, distance: size,
        to: results[index], of: index, kernel, op, module)
    }
  }

  /// The bytes that one row reads and writes.
  private mutating func bytesOfRow(
    _ kernel: KernelRows, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) -> Int {
    guard let body = module.body(of: op), let end = module.lastOp(of: body) else { return 0 }
    var bytes = 0
    for tile in module.arguments(of: body).dropFirst(kernel.rows.count) + module.operands(of: end) {
      bytes &+= try byteCount(tile, op, module)
    }
    return bytes
  }

  /// The loop that fills a result with what changes nothing when it is combined with something else.
  private mutating func fill(
    _ place: String, _ index: Int, _ combination: KernelCombination, _ op: OpID,
    _ module: borrowing Module
  ) throws(CUnsupported) -> String {
    let result = module.result(index, of: op)
    let type = try type(result, op, module)
    let store = type.store(try identity(of: combination, type, op), to: "\(place)[i]")
    return "for (long long i = 0; i < \(try count(result, op, module)); i++) \(store)"
  }

  // MARK: Inside of a function

  /// Opens the loop over rows, and names the indices of a row.
  private mutating func openRows(_ kernel: KernelRows) -> [String] {
    open("for (long long row = begin; row < end; row++)")
    var names: [String] = []
    var behind = kernel.rowCount
    for (dimension, extent) in kernel.rows.enumerated() {
      behind = extent == 0 ? 1 : behind / extent
      var text = behind == 1 ? "row" : "row / \(behind)"
      if dimension > 0 { text = extent == 1 ? "0" : "\(text) % \(extent)" }
      line("const long long r\(dimension) = \(text);")
      line("(void)r\(dimension);")
      names.append("r\(dimension)")
    }
    return names
  }

  /// Where the elements of a tile lie in a tensor of the given shape: the offset of the first, for the row at hand, and the
  /// distances along the tile's dimensions. Nil where the map is not linear.
  func tilePlace(
    _ map: AffineMap, shape: [Int64], _ indices: [String]
  ) -> (offset: String, strides: [Int64])? {
    let distances = Self.strides(shape)
    var weights = [Int64](repeating: 0, count: map.dimensionCount)
    var constant: Int64 = 0
    for (dimension, expression) in map.results.enumerated() {
      guard let linear = LinearForm(expression, map.dimensionCount) else { return nil }
      // Only where a tile is empty can an index be out of bounds, and then nothing is read.
      constant &+= Int64(linear.constant) &* distances[dimension]
      for loop in weights.indices {
        weights[loop] &+= Int64(linear.coefficients[loop]) &* distances[dimension]
      }
    }
    var terms = constant == 0 ? [] : ["\(constant)"]
    for (loop, name) in indices.enumerated() where weights[loop] != 0 {
      terms.append("\(name) * \(weights[loop])")
    }
    return (
      terms.isEmpty ? "0" : terms.joined(separator: " + "), Array(weights[indices.count...])
    )
  }

  /// Whether elements with these distances lie densely, the last index fastest.
  static func isDense(_ strides: [Int64], _ shape: [Int64]) -> Bool {
    zip(zip(strides, Self.strides(shape)), shape).allSatisfy { $0.0 == $0.1 || $1 <= 1 }
  }

  private mutating func bindTile(
    _ tile: ValueID, ofOperand index: Int, _ operand: ValueID, _ kernel: KernelRows,
    _ indices: [String], _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    let map = kernel.reads[index]
    let type = try type(tile, op, module)
    let tileShape = try shape(tile, op, module)
    let operandShape = try shape(operand, op, module)
    if let (offset, distances) = tilePlace(map, shape: operandShape, indices) {
      let name = fresh("t")
      line("\(type.storage) *\(name) = (\(type.storage) *)in\(index) + (\(offset));")
      bind(tile, to: name)
      if !Self.isDense(distances, tileShape) { strides[tile] = distances }
      return
    }
    let name = try allocate(tile, op, module)
    let variables = openLoops("i", tileShape)
    let place = Self.linear(
      map.results.map { Self.text($0, indices + variables) }, operandShape)
    line("\(name)[\(Self.linear(variables, tileShape))] = in\(index)[\(place)];")
    closeLoops(variables.count)
  }

  /// Lets stages that compute a yielded tile write it where the result lies, if the elements are dense there.
  private mutating func giveResults(
    _ yielded: [ValueID], _ kernel: KernelRows, _ indices: [String], _ op: OpID,
    _ module: borrowing Module
  ) throws(CUnsupported) {
    guard let body = module.body(of: op) else { return }
    for (index, value) in yielded.enumerated()
    where kernel.combine[index] == .none && given[value] == nil {
      let resultShape = try shape(module.result(index, of: op), op, module)
      guard let stage = module.definingOp(of: value), StructuredOp(stage, in: module) != nil,
        let (offset, distances) = tilePlace(
          kernel.writes[index], shape: resultShape, indices),
        Self.isDense(distances, try shape(value, op, module)),
        kernel.inPlace[index] < 0
          || isLastRead(
            module.argument(indices.count + kernel.inPlace[index], of: body), by: stage, value,
            in: module)
      else { continue }
      given[value] = "(out\(index) + (\(offset)))"
      // What another stage reads again is to stay near.
      if kernel.streaming[index], kernel.inPlace[index] < 0, module.uses(of: value).count == 1 {
        streamed.insert(value)
        let distances = tilePlace(kernel.writes[index], shape: resultShape, [])?.strides ?? []
        if distances.prefix(indices.count).contains(where: { $0 % Int64(lanes ?? 1) != 0 }) {
          shifted.insert(value)
        }
      }
    }
  }

  /// Whether a stage may write its result where a tile lies: others read that before, and the stage itself where it writes.
  private func isLastRead(
    _ tile: ValueID, by stage: OpID, _ result: ValueID, in module: borrowing Module
  ) -> Bool {
    guard let block = module.parentBlock(of: stage), let view = StructuredOp(stage, in: module),
      let maps = view.indexingMaps(in: module),
      let output = module.results(of: stage).firstIndex(of: result)
    else { return false }
    let ops = module.ops(of: block)
    guard let own = ops.firstIndex(of: stage) else { return false }
    let inputs = view.inputs(in: module)
    return module.uses(of: tile).allSatisfy { use in
      guard let user = module.ancestor(of: use.user, in: block),
        let place = ops.firstIndex(of: user)
      else { return false }
      if user != stage { return place < own }
      // What the result starts from would be written before the tile is read.
      guard let start = module.definingOp(of: view.outputs(in: module)[output]),
        module.opcode(of: start).is(TensorOp.empty)
      else { return false }
      return inputs.indices.allSatisfy {
        inputs[$0] != tile || maps[$0] == maps[inputs.count + output]
      } && view.outputs(in: module).allSatisfy { $0 != tile }
    }
  }

  private mutating func storeTile(
    _ value: ValueID, ofResult index: Int, _ kernel: KernelRows, _ indices: [String], _ op: OpID,
    _ module: borrowing Module
  ) throws(CUnsupported) {
    let resultShape = try shape(module.result(index, of: op), op, module)
    let type = try type(value, op, module)
    let tileShape = try shape(value, op, module)
    guard let (offset, distances) = tilePlace(kernel.writes[index], shape: resultShape, indices)
    else { throw CUnsupported(op: op, reason: "it writes through a map that is not linear") }
    if let place = given[value], place == "(out\(index) + (\(offset)))" { return }
    guard isNamed(value) else { return }
    let source = strides[value] ?? Self.strides(tileShape)
    let variables = openLoops("i", tileShape)
    func place(_ distances: [Int64]) -> String {
      let terms = zip(variables, distances).filter { $0.1 != 0 }.map { "\($0.0) * \($0.1)" }
      return terms.isEmpty ? "0" : terms.joined(separator: " + ")
    }
    let element = "\(name(value))[\(place(source))]"
    let target = "out\(index)[\(offset) + \(place(distances))]"
    if kernel.combine[index] == .none {
      line("\(target) = \(element);")
    } else {
      let sum = try combined(
        type.load(target), type.load(element), by: kernel.combine[index], type, op)
      line(type.store(sum, to: target))
    }
    closeLoops(variables.count)
  }

  /// Copies tiles that do not lie densely, for ops that need them so.
  mutating func makeDense(
    _ values: [ValueID], _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    for value in values {
      guard let distances = strides.removeValue(forKey: value) else { continue }
      let source = name(value)
      let shape = try shape(value, op, module)
      let copy = try allocate(value, op, module)
      let variables = openLoops("i", shape)
      let place = zip(variables, distances).map { "\($0.0) * \($0.1)" }.joined(separator: " + ")
      line("\(copy)[\(Self.linear(variables, shape))] = \(source)[\(place)];")
      closeLoops(variables.count)
    }
  }
}

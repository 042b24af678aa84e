import FuseIR

// Gather and scatter, as StableHLO's specification defines them.

extension CEmitter {
  /// The declaration of a variable with an index that is to be moved into bounds; what is too large for 64 bits with a sign is the
  /// largest number that is not.
  mutating func start(
    _ variable: String, _ place: String, _ indices: ValueID, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) -> String {
    let type = try type(indices, op, module)
    guard type.isUnsigned, type.bits == 64 else {
      return "long long \(variable) = (long long)\(place);"
    }
    let largest = "0x7fffffffffffffff"
    let isLarger = "\(place) > \(largest)ULL"
    return "long long \(variable) = \(isLarger) ? \(largest)LL : (long long)\(place);"
  }

  /// Declares variables with the start of a slice: the components of the index vector at `batch`, one per dimension of the
  /// operand, zero where the vector says nothing.
  private mutating func starts(
    _ indices: ValueID, _ batch: [String], vectorDimension: Int, map: [Int], operandBatching: [Int],
    indicesBatching: [Int], rank: Int, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) -> [String] {
    let shape = try shape(indices, op, module)
    var starts = [String](repeating: "0", count: rank)
    for (component, dimension) in map.enumerated() {
      var place = batch
      if vectorDimension < shape.count { place.insert("\(component)", at: vectorDimension) }
      let variable = fresh("start")
      line(
        try start(variable, "\(name(indices))[\(Self.linear(place, shape))]", indices, op, module))
      starts[dimension] = variable
    }
    for (dimension, source) in zip(operandBatching, indicesBatching) {
      starts[dimension] = batch[source < vectorDimension ? source : source - 1]
    }
    return starts
  }

  /// Writes `stablehlo.gather`; starts that would reach past the operand are moved back.
  mutating func gather(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let numbers = GatherDimensionNumbers(of: op, in: module) else {
      throw CUnsupported(op: op, reason: "its dimension numbers are malformed")
    }
    let (operand, indices, result) = (
      module.operand(0, of: op), module.operand(1, of: op), module.result(of: op)
    )
    let sizes = module.integers("slice_sizes", of: op) ?? []
    let operandShape = try shape(operand, op, module)
    let shape = try shape(result, op, module)
    let name = try allocate(result, op, module)
    let variables = openLoops("i", shape)
    let batch = shape.indices.filter { !numbers.offsetDimensions.contains($0) }.map {
      variables[$0]
    }
    var offsets = numbers.offsetDimensions.sorted().map { variables[$0] }
    let starts = try starts(
      indices, batch, vectorDimension: numbers.indexVectorDimension, map: numbers.startIndexMap,
      operandBatching: numbers.operandBatchingDimensions,
      indicesBatching: numbers.startIndicesBatchingDimensions, rank: operandShape.count, op, module)
    for dimension in numbers.startIndexMap {
      let limit = operandShape[dimension] - sizes[dimension]
      let start = starts[dimension]
      line("\(start) = \(start) < 0 ? 0 : \(start) > \(limit) ? \(limit) : \(start);")
    }
    let dropped = numbers.collapsedSliceDimensions + numbers.operandBatchingDimensions
    let place = operandShape.indices.map { dimension in
      dropped.contains(dimension)
        ? starts[dimension] : "\(starts[dimension]) + \(offsets.removeFirst())"
    }
    line(
      "\(name)[\(Self.linear(variables, shape))] = \(self.name(operand))[\(Self.linear(place, operandShape))];"
    )
    closeLoops(variables.count)
  }

  /// Writes `stablehlo.scatter`; updates that fall outside are left out.
  mutating func scatter(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let numbers = ScatterDimensionNumbers(of: op, in: module), let body = module.body(of: op)
    else {
      throw CUnsupported(op: op, reason: "its dimension numbers are malformed")
    }
    let operands = module.operands(of: op)
    let count = operands.count / 2
    guard count > 0, operands.count == 2 * count + 1 else {
      throw CUnsupported(op: op, reason: "it has no operands")
    }
    let updates = Array(operands[(count + 1)...])
    let shape = try shape(operands[0], op, module)
    let updateShape = try self.shape(updates[0], op, module)
    var names: [String] = []
    for index in 0..<count {
      let result = module.result(index, of: op)
      names.append(
        try place(result, over: operands[index], of: op, readsOutput: true, module))
    }
    let variables = openLoops("i", updateShape)
    let batch = updateShape.indices.filter { !numbers.updateWindowDimensions.contains($0) }.map {
      variables[$0]
    }
    var window = numbers.updateWindowDimensions.sorted().map { variables[$0] }
    let starts = try starts(
      operands[count], batch, vectorDimension: numbers.indexVectorDimension,
      map: numbers.scatterDimensionsToOperandDimensions,
      operandBatching: numbers.inputBatchingDimensions,
      indicesBatching: numbers.scatterIndicesBatchingDimensions, rank: shape.count, op, module)
    let dropped = numbers.insertedWindowDimensions + numbers.inputBatchingDimensions
    let place = shape.indices.map { dimension in
      dropped.contains(dimension)
        ? starts[dimension] : "(\(starts[dimension]) + \(window.removeFirst()))"
    }
    let inside = shape.indices.map { "\(place[$0]) >= 0 && \(place[$0]) < \(shape[$0])" }
    open("if (\(inside.isEmpty ? "1" : inside.joined(separator: " && ")))")
    let target = Self.linear(place, shape)
    let source = Self.linear(variables, updateShape)
    var elements: [String] = []
    for index in 0..<count {
      elements.append(try type(operands[index], op, module).load("\(names[index])[\(target)]"))
    }
    for update in updates {
      elements.append(try type(update, op, module).load("\(name(update))[\(source)]"))
    }
    // All new elements are computed before any is written.
    let yielded = try elementBody(body, elements, module)
    var copies: [String] = []
    for (index, value) in yielded.enumerated() {
      let copy = fresh("y")
      line("\(try type(operands[index], op, module).value) \(copy) = \(value);")
      copies.append(copy)
    }
    for (index, copy) in copies.enumerated() {
      line(try type(operands[index], op, module).store(copy, to: "\(names[index])[\(target)]"))
    }
    close()
    closeLoops(variables.count)
  }

  /// Writes `stablehlo.sort` as a bottom-up merge sort of positions, line by line, which is stable; elements are moved once
  /// at the end.
  mutating func sort(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let operands = module.operands(of: op)
    guard let body = module.body(of: op), let first = operands.first else {
      throw CUnsupported(op: op, reason: "it has no comparator")
    }
    let shape = try shape(first, op, module)
    let declared = Int(module.integer("dimension", of: op) ?? -1)
    let dimension = declared < 0 ? declared + shape.count : declared
    guard shape.indices.contains(dimension) else {
      throw CUnsupported(op: op, reason: "no such dimension")
    }
    let length = shape[dimension]
    guard length < 1 << 32 else { throw CUnsupported(op: op, reason: "its lines are too long") }
    var names: [String] = []
    for result in module.results(of: op) { names.append(try allocate(result, op, module)) }
    let (order, other) = (fresh("order"), fresh("order"))
    let id = fresh("sorted")
    line("static unsigned \(id)[2][\(max(1, length))];")
    var extents = shape
    extents[dimension] = 1
    let variables = openLoops("i", extents)
    func at(_ position: String) -> String {
      var indices = variables
      indices[dimension] = position
      return Self.linear(indices, shape)
    }
    line("unsigned *\(order) = \(id)[0], *\(other) = \(id)[1];")
    line("for (long long n = 0; n < \(length); n++) \(order)[n] = (unsigned)n;")
    open("for (long long width = 1; width < \(length); width *= 2)")
    open("for (long long low = 0; low < \(length); low += 2 * width)")
    line("long long middle = low + width < \(length) ? low + width : \(length);")
    line("long long high = low + 2 * width < \(length) ? low + 2 * width : \(length);")
    line("long long left = low, right = middle, to = low;")
    open("while (left < middle && right < high)")
    var arguments: [String] = []
    for operand in operands {
      let type = try type(operand, op, module)
      for side in ["right", "left"] {
        arguments.append(type.load("\(name(operand))[\(at("(long long)\(order)[\(side)]"))]"))
      }
    }
    let isLess = try elementBody(body, arguments, module)
    line("\(other)[to++] = \(isLess.first ?? "0") ? \(order)[right++] : \(order)[left++];")
    close()
    line("while (left < middle) \(other)[to++] = \(order)[left++];")
    line("while (right < high) \(other)[to++] = \(order)[right++];")
    close()
    line("unsigned *swapped = \(order); \(order) = \(other); \(other) = swapped;")
    close()
    open("for (long long n = 0; n < \(length); n++)")
    for (index, name) in names.enumerated() {
      let element = "\(self.name(operands[index]))[\(at("(long long)\(order)[n]"))]"
      line("\(name)[\(at("n"))] = \(element);")
    }
    close()
    closeLoops(variables.count)
  }
}

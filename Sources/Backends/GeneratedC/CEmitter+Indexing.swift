import FuseIR

// Gather and scatter, as StableHLO's specification defines them.

extension CEmitter {
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
      line("long long \(variable) = (long long)\(name(indices))[\(Self.linear(place, shape))];")
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

  /// Writes `stablehlo.scatter` of one operand; updates that fall outside are left out.
  mutating func scatter(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let numbers = ScatterDimensionNumbers(of: op, in: module), let body = module.body(of: op)
    else {
      throw CUnsupported(op: op, reason: "its dimension numbers are malformed")
    }
    guard module.operandCount(of: op) == 3 else {
      throw CUnsupported(op: op, reason: "there is C for one operand only")
    }
    let (operand, indices, updates) = (
      module.operand(0, of: op), module.operand(1, of: op), module.operand(2, of: op)
    )
    let result = module.result(of: op)
    let type = try type(result, op, module)
    let shape = try shape(operand, op, module)
    let updateShape = try self.shape(updates, op, module)
    let name = try place(result, over: operand, of: op, readsOutput: true, module)
    let variables = openLoops("i", updateShape)
    let batch = updateShape.indices.filter { !numbers.updateWindowDimensions.contains($0) }.map {
      variables[$0]
    }
    var window = numbers.updateWindowDimensions.sorted().map { variables[$0] }
    let starts = try starts(
      indices, batch, vectorDimension: numbers.indexVectorDimension,
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
    let element = "\(name)[\(Self.linear(place, shape))]"
    let update = "\(self.name(updates))[\(Self.linear(variables, updateShape))]"
    let yielded = try elementBody(
      body, [type.load(element), try self.type(updates, op, module).load(update)], module)
    line(type.store(yielded.first ?? "0", to: element))
    close()
    closeLoops(variables.count)
  }

  /// Writes `stablehlo.sort` as an insertion sort of each line, which is stable.
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
    var names: [String] = []
    for (index, operand) in operands.enumerated() {
      names.append(
        try place(module.result(index, of: op), over: operand, of: op, readsOutput: true, module))
    }
    var extents = shape
    extents[dimension] = 1
    let variables = openLoops("i", extents)
    func at(_ position: String) -> String {
      var indices = variables
      indices[dimension] = position
      return Self.linear(indices, shape)
    }
    open("for (long long n = 1; n < \(shape[dimension]); n++)")
    open("for (long long m = n; m > 0; m--)")
    var arguments: [String] = []
    for (index, name) in names.enumerated() {
      let type = try type(operands[index], op, module)
      arguments += [type.load("\(name)[\(at("m"))]"), type.load("\(name)[\(at("m - 1"))]")]
    }
    let isLess = try elementBody(body, arguments, module)
    line("if (!\(isLess.first ?? "0")) break;")
    for (index, name) in names.enumerated() {
      let storage = try type(operands[index], op, module).storage
      line(
        "{ \(storage) t = \(name)[\(at("m"))]; \(name)[\(at("m"))] = \(name)[\(at("m - 1"))]; \(name)[\(at("m - 1"))] = t; }"
      )
    }
    close()
    close()
    closeLoops(variables.count)
  }
}

import FuseIR

extension Interpreter {
  /// `stablehlo.sort`: orders the lines of several tensors together by a comparator. Stable.
  mutating func sort(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let shape = operands.first?.shape, operands.allSatisfy({ $0.shape == shape }) else {
      throw ExecutionError("needs operands of one shape")
    }
    let given = module.integer("dimension", of: op) ?? -1
    let dimension = given < 0 ? Int(given) + shape.count : Int(given)
    guard shape.indices.contains(dimension) else {
      throw ExecutionError("sorts along dimension \(given), which its operands lack")
    }
    let body = try RegionBody(body(of: op, in: module), self, in: module)
    guard body.program.arguments.count == 2 * operands.count, body.program.results.count == 1,
      body.program.results[0].elementType == .i1
    else { throw ExecutionError("has a comparator that does not fit its operands") }
    let frame = body.program.makeFrame(capacity: 1)
    var results: [Tensor] = []
    for operand in operands { results.append(try Tensor.zeros(shape, operand.elementType)) }
    if shape.contains(0) { return results }
    let strides = Tensor.strides(of: shape)
    let size = shape[dimension]
    let step = strides[dimension]
    var outer = shape
    outer[dimension] = min(size, 1)
    var index = [Int](repeating: 0, count: shape.count)
    for _ in 0..<outer.reduce(1, *) {
      let base = zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }
      var line = (0..<size).map { base + $0 * step }
      try mergeSort(&line, body, frame, operands, in: module)
      for (operand, tensor) in operands.enumerated() {
        let width = tensor.elementType.storageByteWidth
        results[operand].withMutableBytes { target in
          tensor.withBytes { source in
            for (position, element) in line.enumerated() {
              for byte in 0..<width {
                target[(base + position * step) * width + byte] = source[element * width + byte]
              }
            }
          }
        }
      }
      index.advance(within: outer)
    }
    return results
  }

  /// Sorts offsets of elements by merging runs of doubling length, so that a comparator that
  /// contradicts itself does no harm.
  private mutating func mergeSort(
    _ line: inout [Int], _ body: RegionBody, _ frame: LaneFrame, _ operands: [Tensor],
    in module: borrowing Module
  ) throws(ExecutionError) {
    var merged = line
    var run = 1
    while run < line.count {
      for start in stride(from: 0, to: line.count, by: 2 * run) {
        let middle = min(start + run, line.count)
        let end = min(start + 2 * run, line.count)
        var left = start
        var right = middle
        for position in start..<end {
          var takesRight = left == middle
          if left < middle && right < end {
            takesRight = try isLess(line[right], line[left], body, frame, operands, in: module)
          }
          merged[position] = takesRight ? line[right] : line[left]
          if takesRight { right += 1 } else { left += 1 }
        }
      }
      swap(&line, &merged)
      run *= 2
    }
  }

  private mutating func isLess(
    _ a: Int, _ b: Int, _ body: RegionBody, _ frame: LaneFrame, _ operands: [Tensor],
    in module: borrowing Module
  ) throws(ExecutionError) -> Bool {
    for (operand, tensor) in operands.enumerated() {
      let width = tensor.elementType.storageByteWidth
      tensor.withBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        body.program.arguments[2 * operand].loadOne(base + a * width, frame, lane: 0)
        body.program.arguments[2 * operand + 1].loadOne(base + b * width, frame, lane: 0)
      }
    }
    try apply(body, frame, count: 1, in: module)
    return frame.integers(body.program.results[0].column)[0] != 0
  }

  /// `chlo.top_k`: the `k` largest elements along the last dimension in falling order, NaN first, and
  /// their indices; of equal ones the first comes first.
  func topK(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let operand = operands.first, let size = operand.shape.last else {
      throw ExecutionError("needs an operand of rank 1 or more")
    }
    let k = try integer("k", of: op, in: 0..<(size + 1), in: module)
    let shape = Array(operand.shape.dropLast()) + [k]
    let indexType = try elementType(op, result: 1, in: module)
    let keys: [Int64]
    if let floats = operand.floats() {
      keys = floats.map { RealFunctions.totalOrderKey($0) }
    } else if let integers = operand.integers() {
      // Flipping the top bit orders natural numbers above 2^63 above the others.
      let isNatural = operand.elementType.integerKind?.isZeroExtended == true
      keys = integers.map { isNatural ? $0 ^ Int64.min : $0 }
    } else {
      throw ExecutionError("orders complex numbers")
    }
    var chosen: [Int] = []
    var positions: [Int64] = []
    for line in 0..<(size == 0 ? 0 : operand.count / size) {
      let base = line * size
      let order = (0..<size).sorted { a, b in
        let (x, y) = (keys[base + a], keys[base + b])
        return x != y ? x > y : a < b
      }
      for index in order.prefix(k) {
        chosen.append(base + index)
        positions.append(Int64(index))
      }
    }
    guard let indices = Tensor(positions, shape: shape, indexType) else {
      throw ExecutionError("has results that do not fit its operand")
    }
    let width = operand.elementType.storageByteWidth
    let values = try Tensor.make(shape, operand.elementType) { target in
      operand.withBytes { source in
        guard let from = source.baseAddress else { return }
        for (position, element) in chosen.enumerated() {
          (target + position * width).copyMemory(from: from + element * width, byteCount: width)
        }
      }
    }
    return [values, indices]
  }
}

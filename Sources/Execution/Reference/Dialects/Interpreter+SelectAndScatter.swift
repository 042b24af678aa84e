import FuseIR

extension Interpreter {
  /// `stablehlo.select_and_scatter`: for each place of a window, adds a source element to the operand
  /// position that a selection among the window's elements picks.
  mutating func selectAndScatter(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard operands.count == 3, let window = WindowDimension.window(of: op, in: module),
      window.count == operands[0].rank, window.allSatisfy({ $0.isReasonable }),
      operands[1].rank == window.count
    else { throw ExecutionError("needs an operand, a source, a start and a window") }
    let (operand, source) = (operands[0], operands[1])
    for (index, dimension) in window.enumerated() {
      guard
        dimension.resultExtent(over: Int64(operand.shape[index]))
          .map({ Int($0) == source.shape[index] }) == true
      else { throw ExecutionError("has a window that does not give its source's shape") }
    }
    let selection = try RegionBody(body(0, of: op, in: module), self, in: module)
    let combination = try RegionBody(body(1, of: op, in: module), self, in: module)
    guard selection.program.arguments.count == 2, selection.program.results.count == 1,
      selection.program.results[0].elementType == .i1,
      selection.program.arguments[0].elementType == operand.elementType,
      selection.program.arguments[1].elementType == operand.elementType,
      combination.program.arguments.count == 2, combination.program.results.count == 1,
      combination.program.results[0].elementType == source.elementType
    else { throw ExecutionError("has bodies that do not fit its operands") }
    var result = try spread(operands[2], operand.shape)
    let scatterFrame = combination.program.makeFrame(capacity: 1)
    let selectFrame = selection.program.makeFrame(
      capacity: max(min(Elementwise.chunk, source.count), 1))
    var start = 0
    while start < source.count {
      let lanes = min(selectFrame.capacity, source.count - start)
      let chosen = try select(
        selection, selectFrame, start: start, count: lanes, window, operand, source.shape,
        in: module)
      for (lane, target) in chosen.enumerated() where target != ElementGather.absent {
        try combine(
          combination, scatterFrame, source, start + lane, into: &result, Int(target), in: module)
      }
      start += lanes
    }
    return result
  }

  /// The offset of the operand element that each of a run of windows selects.
  private mutating func select(
    _ body: RegionBody, _ frame: LaneFrame, start: Int, count: Int, _ window: [WindowDimension],
    _ operand: Tensor, _ shape: [Int], in module: borrowing Module
  ) throws(ExecutionError) -> [Int64] {
    let access = LoopAccess(window, shape: operand.shape)
    let (kept, candidate) = (body.program.arguments[0], body.program.arguments[1])
    let answers = frame.integers(body.program.results[0].column)
    let windowSizes = window.map { Int($0.size) }
    var points: [[Int]] = []
    let strides = Tensor.strides(of: shape)
    for lane in 0..<count {
      points.append(
        shape.indices.map { (start + lane) / strides[$0] % max(shape[$0], 1) }
          + window.map { _ in 0 }
      )
    }
    var chosen = [Int64](repeating: ElementGather.absent, count: count)
    var offsets = chosen
    var place = [Int](repeating: 0, count: window.count)
    for _ in 0..<windowSizes.reduce(1, *) {
      for lane in 0..<count {
        for dimension in window.indices {
          points[lane][window.count + dimension] = place[dimension]
        }
        offsets[lane] = try access.offset(at: points[lane])
      }
      operand.withBytes { bytes in
        offsets.withUnsafeBufferPointer { offsets in
          guard let base = bytes.baseAddress, let offset = offsets.baseAddress else { return }
          candidate.gather(base, offset, base: 0, frame, count: count)
        }
      }
      try apply(body, frame, count: count, in: module)
      for lane in 0..<count where offsets[lane] != ElementGather.absent {
        if chosen[lane] != ElementGather.absent && answers[lane] != 0 { continue }
        chosen[lane] = offsets[lane]
        frame.copyLane(candidate, to: kept, lane: lane)
      }
      place.advance(within: windowSizes)
    }
    return chosen
  }

  private mutating func combine(
    _ body: RegionBody, _ frame: LaneFrame, _ source: Tensor, _ element: Int,
    into result: inout Tensor, _ target: Int, in module: borrowing Module
  ) throws(ExecutionError) {
    let width = source.elementType.storageByteWidth
    result.withBytes { bytes in
      if let base = bytes.baseAddress {
        body.program.arguments[0].loadOne(base + target * width, frame, lane: 0)
      }
    }
    source.withBytes { bytes in
      if let base = bytes.baseAddress {
        body.program.arguments[1].loadOne(base + element * width, frame, lane: 0)
      }
    }
    try apply(body, frame, count: 1, in: module)
    result.withMutableBytes { bytes in
      if let base = bytes.baseAddress {
        body.program.results[0].storeOne(base + target * width, frame, lane: 0)
      }
    }
  }
}

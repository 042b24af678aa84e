import FuseIR

/// The state of a running `LoopNest`: the chunk of lanes, and the step of the sequential loops.
struct LoopNestRunner {
  private let loops: [Int]
  private let inputs: [LoopNest.Input]
  /// The outputs as they stand.
  private(set) var outputs: [LoopNest.Output]
  private let body: RegionBody
  /// The columns that the body works on.
  let frame: LaneFrame
  /// The number of lanes of the current chunk.
  private(set) var laneCount = 0

  private let laneLoops: [Int]
  private let stepLoops: [Int]
  /// Whether an output stays at the same elements during the sequential loops.
  private let isStationary: [Bool]
  private var laneStart = 0
  private let laneTotal: Int
  private var step: [Int]
  /// Integer columns: the offset of each access per lane, without what the sequential loops add, and
  /// the iteration index of each lane loop.
  private let columns: LaneFrame
  private var patterns: [Pattern]
  /// Whether offsets run on from one lane to the next in every chunk.
  private let isRowMajor: [Bool]
  private let needsIndices: Bool
  private let origin: [Int]
  private var stepOffsets: [Int]
  private let accesses: [LoopAccess]
  /// The register of each access: the argument that takes what is read.
  private let registers: [LaneRegister?]
  /// Whether the body reads what each access gives.
  private let isRead: [Bool]

  /// How the offsets of neighbouring lanes relate.
  private enum Pattern { case equal, consecutive, irregular }

  init(_ nest: LoopNest, _ body: RegionBody) {
    loops = nest.loops
    inputs = nest.inputs
    outputs = nest.outputs
    self.body = body
    accesses = nest.inputs.map(\.access) + nest.outputs.map(\.access)
    let arguments =
      nest.inputs.indices.map { Optional(nest.argument(ofInput: $0)) }
      + nest.outputs.indices.map { nest.argument(ofOutput: $0) }
    registers = arguments.map { argument in argument.map { body.program.arguments[$0] } }
    isRead = arguments.map { argument in
      argument.map { $0 < body.readsArgument.count ? body.readsArgument[$0] : true } ?? false
    }
    let outputAccesses = nest.outputs.map(\.access)
    // A loop runs as lanes where each of its iterations has outputs of its own.
    let isLinear = outputAccesses.allSatisfy { $0.general == nil }
    laneLoops = nest.loops.indices.filter { loop in
      isLinear && outputAccesses.allSatisfy { $0.strides[loop] != 0 }
        && LoopNestRunner.isInjective(outputAccesses, nest.loops)
    }
    let lanes = laneLoops
    stepLoops = nest.loops.indices.filter { !lanes.contains($0) }
    let steps = stepLoops
    isStationary = outputAccesses.map { access in
      access.general == nil && steps.allSatisfy { access.strides[$0] == 0 }
    }
    laneTotal = laneLoops.reduce(1) { $0 * nest.loops[$1] }
    let capacity = max(min(Elementwise.chunk, laneTotal), 1)
    frame = body.program.makeFrame(capacity: capacity)
    columns = LaneFrame(columnCount: accesses.count + laneLoops.count, capacity: capacity)
    patterns = accesses.map { _ in .irregular }
    let rowMajor = Tensor.strides(of: lanes.map { nest.loops[$0] })
    isRowMajor = accesses.map { access in
      access.general == nil
        && lanes.indices.allSatisfy {
          nest.loops[lanes[$0]] == 1 || access.strides[lanes[$0]] == rowMajor[$0]
        }
    }
    needsIndices = !(isRowMajor.allSatisfy { $0 } && body.program.indexColumns.isEmpty)
    origin = nest.origin.isEmpty ? nest.loops.map { _ in 0 } : nest.origin
    stepOffsets = [Int](repeating: 0, count: accesses.count)
    step = [Int](repeating: 0, count: stepLoops.count)
  }

  /// Whether distinct indices of the loops that an output depends on give distinct elements: the
  /// strides, from the largest down, each reach further than all smaller ones together.
  private static func isInjective(_ accesses: [LoopAccess], _ loops: [Int]) -> Bool {
    accesses.allSatisfy { access in
      let used = loops.indices.filter { access.strides[$0] != 0 && loops[$0] > 1 }
        .sorted { abs(access.strides[$0]) < abs(access.strides[$1]) }
      var reach = 0
      for loop in used {
        if abs(access.strides[loop]) <= reach { return false }
        reach += abs(access.strides[loop]) * (loops[loop] - 1)
      }
      return true
    }
  }

  private func offsets(_ access: Int) -> UnsafeMutablePointer<Int64> { columns.integers(access) }

  private func indices(_ position: Int) -> UnsafeMutablePointer<Int64> {
    columns.integers(accesses.count + position)
  }

  /// Sets up the lanes that start at `laneStart`, and loads the outputs' values.
  mutating func startChunk() throws(ExecutionError) {
    laneCount = min(frame.capacity, laneTotal - laneStart)
    if needsIndices { setIndices() }
    for (number, access) in accesses.enumerated() where access.general == nil {
      setOffsets(number, access)
    }
    for (dimension, column) in body.program.indexColumns {
      guard let position = laneLoops.firstIndex(of: dimension) else { continue }
      let lanes = frame.integers(column)
      lanes.update(from: indices(position), count: laneCount)
      if origin[dimension] != 0 {
        for lane in 0..<laneCount { lanes[lane] += Int64(origin[dimension]) }
      }
    }
    for position in step.indices { step[position] = 0 }
    for number in stepOffsets.indices { stepOffsets[number] = 0 }
    for output in outputs.indices where isStationary[output] && readsOutput(output) {
      loadOutput(output)
    }
  }

  /// Fills the columns of lane loop indices, row-major from `laneStart`.
  private func setIndices() {
    var period = 1
    for (position, loop) in laneLoops.enumerated().reversed() {
      let size = loops[loop]
      let column = indices(position)
      var index = laneStart / period % size
      var left = period - laneStart % period
      for lane in 0..<laneCount {
        column[lane] = Int64(index)
        left -= 1
        if left == 0 {
          left = period
          index += 1
          if index == size { index = 0 }
        }
      }
      period *= size
    }
  }

  private mutating func setOffsets(_ number: Int, _ access: LoopAccess) {
    let lanes = offsets(number)
    if isRowMajor[number] {
      lanes[0] = Int64(access.base + laneStart)
      for lane in 1..<max(laneCount, 1) { lanes[lane] = lanes[0] + Int64(lane) }
      patterns[number] = .consecutive
      return
    }
    lanes.update(repeating: Int64(access.base), count: laneCount)
    for (position, loop) in laneLoops.enumerated() where access.strides[loop] != 0 {
      let stride = Int64(access.strides[loop])
      let index = indices(position)
      for lane in 0..<laneCount { lanes[lane] += stride &* index[lane] }
    }
    var isConsecutive = true
    var isEqual = true
    for lane in 0..<laneCount {
      isEqual = isEqual && lanes[lane] == lanes[0]
      isConsecutive = isConsecutive && lanes[lane] == lanes[0] + Int64(lane)
    }
    patterns[number] = isEqual ? .equal : (isConsecutive ? .consecutive : .irregular)
  }

  private func readsOutput(_ output: Int) -> Bool {
    registers[inputs.count + output] != nil
      && (!stepLoops.isEmpty || isRead[inputs.count + output])
  }

  /// Loads the arguments of the current step.
  mutating func load() throws(ExecutionError) {
    for (number, input) in inputs.enumerated() where isRead[number] {
      try evaluateGeneral(number)
      input.tensor.withBytes { bytes in
        if let base = bytes.baseAddress { load(number, base) }
      }
      if let fill = input.fill, let register = registers[number] {
        let lanes = offsets(number)
        for lane in 0..<laneCount where lanes[lane] == ElementGather.absent {
          frame.copyLane(fill, to: register, lane: lane)
        }
      }
    }
    for (dimension, column) in body.program.indexColumns {
      guard let position = stepLoops.firstIndex(of: dimension) else { continue }
      frame.integers(column).update(
        repeating: Int64(step[position] + origin[dimension]), count: laneCount)
    }
    for output in outputs.indices where !isStationary[output] {
      try evaluateGeneral(inputs.count + output)
      if isRead[inputs.count + output] { loadOutput(output) }
    }
  }

  /// Computes the offset of a general access at the current step; such a nest has no lane loops, or
  /// only inputs that are general.
  private mutating func evaluateGeneral(_ number: Int) throws(ExecutionError) {
    guard accesses[number].general != nil else { return }
    var point = [Int](repeating: 0, count: loops.count)
    for (position, loop) in stepLoops.enumerated() { point[loop] = step[position] }
    for lane in 0..<laneCount {
      for (position, loop) in laneLoops.enumerated() { point[loop] = Int(indices(position)[lane]) }
      offsets(number)[lane] = try accesses[number].offset(at: point)
    }
    patterns[number] = .irregular
  }

  private func load(_ number: Int, _ base: UnsafeRawPointer) {
    guard let register = registers[number] else { return }
    let width = register.elementType.storageByteWidth
    let start = stepOffsets[number]
    switch patterns[number] {
    case .equal:
      register.loadOne(base + (Int(offsets(number)[0]) + start) * width, frame, lane: 0)
      frame.spread(register, count: laneCount)
    case .consecutive:
      register.load(base + (Int(offsets(number)[0]) + start) * width, frame, count: laneCount)
    case .irregular:
      register.gather(base, offsets(number), base: start, frame, count: laneCount)
    }
  }

  private func loadOutput(_ output: Int) {
    outputs[output].tensor.withBytes { bytes in
      if let base = bytes.baseAddress { load(inputs.count + output, base) }
    }
  }

  private mutating func storeOutput(_ output: Int, from register: LaneRegister) {
    let number = inputs.count + output
    let start = stepOffsets[number]
    let width = register.elementType.storageByteWidth
    let count = laneCount
    let frame = frame
    let offsets = offsets(number)
    let isConsecutive = patterns[number] == .consecutive
    outputs[output].tensor.withMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      if isConsecutive {
        register.store(base + (Int(offsets[0]) + start) * width, frame, count: count)
      } else {
        register.scatter(base, offsets, base: start, frame, count: count)
      }
    }
  }

  /// Hands the results of a step to the next one, or to the outputs where those move.
  mutating func carry() throws(ExecutionError) {
    for output in outputs.indices {
      let result = body.program.results[output]
      if isStationary[output] {
        if !stepLoops.isEmpty, let register = registers[inputs.count + output] {
          frame.copy(result, to: register, count: laneCount)
        }
      } else {
        storeOutput(output, from: result)
      }
    }
  }

  /// Moves the sequential loops on, or says false where they are done.
  mutating func nextStep() -> Bool {
    for position in step.indices.reversed() {
      let loop = stepLoops[position]
      step[position] += 1
      for number in accesses.indices where accesses[number].general == nil {
        stepOffsets[number] += accesses[number].strides[loop]
      }
      if step[position] < loops[loop] { return true }
      step[position] = 0
      for number in accesses.indices where accesses[number].general == nil {
        stepOffsets[number] -= accesses[number].strides[loop] * loops[loop]
      }
    }
    return false
  }

  /// Stores the outputs that stayed in place during the sequential loops.
  mutating func finishChunk() throws(ExecutionError) {
    for output in outputs.indices where isStationary[output] {
      let carried = stepLoops.isEmpty ? nil : registers[inputs.count + output]
      storeOutput(output, from: carried ?? body.program.results[output])
    }
  }

  /// Moves on to the next chunk of lanes, or says false where all are done.
  mutating func nextChunk() -> Bool {
    laneStart += laneCount
    return laneStart < laneTotal
  }
}

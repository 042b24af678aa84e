import Execution
import Machine

// Prints the speed of the Gemmini encoder, checker and simulator on a matmul of explicit
// instructions: blocks of 4 × 4 array tiles, both operands double-buffered.

/// Calls `body` with the instructions of C = A · B, all extents `size`, without a loop command.
func forEachMatmulInstruction<Failure: Error>(
  size: Int, on machine: GemminiConfiguration,
  _ body: (GemminiInstruction) throws(Failure) -> Void
) throws(Failure) {
  let dimension = machine.dimension
  let bytes = machine.inputBytes
  let blocks = size / dimension
  let tile = min(4, blocks)
  let (a, b, c): (UInt64, UInt64, UInt64) = (0x9000_0000, 0xA000_0000, 0xB000_0000)
  let rowBytes = size * bytes
  let columns = machine.maximumMoveInColumns(.scratchpad)
  let blocksPerLoad = columns / dimension
  func address(_ base: UInt64, _ row: Int, _ column: Int) -> UInt64 {
    base + UInt64(row * dimension * rowBytes + column * dimension * bytes)
  }
  try body(GemminiConfigureExecute().instruction)
  for channel in 0..<2 {
    try body(
      GemminiConfigureLoad(
        channel: UInt8(channel), stride: UInt64(rowBytes), blockStride: UInt16(dimension)
      ).instruction)
  }
  try body(GemminiConfigureStore(stride: UInt32(rowBytes), scale: 1.0 / 1024).instruction)
  let tiles = blocks / tile
  let steps = tiles * tiles * tiles
  let accumulatorHalf = machine.accumulatorRows / 2
  let quarter = machine.scratchpadRows / 4

  /// Loads the operands of a step into the half that the step before does not use.
  func load(_ step: Int) throws(Failure) {
    let (i, j, k) = (
      step / tiles / tiles * tile, step / tiles % tiles * tile, step % tiles * tile
    )
    let baseA = step % 2 * quarter
    let baseB = (2 + step % 2) * quarter
    for row in 0..<tile {
      for column in stride(from: 0, to: tile, by: blocksPerLoad) {
        let width = min(blocksPerLoad, tile - column) * dimension
        let local = (row * tile + column) * dimension
        try body(
          GemminiMoveIn(
            channel: 0, dramAddress: address(a, i + row, k + column),
            destination: GemminiOperand(
              .scratchpad(row: baseA + local), rows: dimension, columns: width)
          ).instruction)
        try body(
          GemminiMoveIn(
            channel: 1, dramAddress: address(b, k + row, j + column),
            destination: GemminiOperand(
              .scratchpad(row: baseB + local), rows: dimension, columns: width)
          ).instruction)
      }
    }
  }

  func compute(_ step: Int) throws(Failure) {
    let baseA = step % 2 * quarter
    let baseB = (2 + step % 2) * quarter
    let result = step / tiles % 2 * accumulatorHalf
    let isFirst = step % tiles == 0
    for k in 0..<tile {
      for j in 0..<tile {
        for i in 0..<tile {
          let weights = GemminiLocalAddress.scratchpad(row: baseB + (k * tile + j) * dimension)
          try body(
            GemminiPreload(
              stationary: GemminiOperand(
                i == 0 ? weights : .garbage, rows: dimension, columns: dimension),
              destination: GemminiOperand(
                .accumulator(
                  row: result + (i * tile + j) * dimension, accumulate: k > 0 || !isFirst),
                rows: dimension, columns: dimension)
            ).instruction)
          try body(
            GemminiCompute(
              usesPreloaded: i == 0,
              a: GemminiOperand(
                .scratchpad(row: baseA + (i * tile + k) * dimension), rows: dimension,
                columns: dimension),
              bd: GemminiOperand(.garbage, rows: dimension, columns: dimension)
            ).instruction)
        }
      }
    }
  }

  func store(_ step: Int) throws(Failure) {
    let (i, j) = (step / tiles / tiles * tile, step / tiles % tiles * tile)
    let result = step / tiles % 2 * accumulatorHalf
    for row in 0..<tile {
      for column in 0..<tile {
        try body(
          GemminiMoveOut(
            dramAddress: address(c, i + row, j + column),
            source: GemminiOperand(
              .accumulator(row: result + (row * tile + column) * dimension), rows: dimension,
              columns: dimension)
          ).instruction)
      }
    }
  }

  // The loads of the next step come before the computes of this one: instructions enter the queues
  // in order, so loads behind a full execute queue would come too late.
  try load(0)
  for step in 0..<steps {
    if step + 1 < steps { try load(step + 1) }
    try compute(step)
    if step % tiles == tiles - 1 { try store(step) }
  }
  try body(.fence)
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let duration = try clock.measure(body)
  let (seconds, attoseconds) = duration.components
  return Double(seconds) + Double(attoseconds) * 1e-18
}

/// The median of three runs of `body`.
func medianSeconds(_ body: () throws -> Void) rethrows -> Double {
  var times: [Double] = []
  for _ in 0..<3 { times.append(try seconds(body)) }
  return times.sorted()[1]
}

func rate(_ count: Int, _ seconds: Double) -> String {
  let millions = Double(count) / seconds / 1e6
  return "\(Double(Int(millions * 100)) / 100)"
}

print("| machine | size | instructions | encode M/s | check M/s | simulate M/s | M/min | use |")
print("|---|---|---|---|---|---|---|---|")
for (name, size) in [("gemmini", 1024), ("gemmini-fp32-16", 1024), ("gemmini-fp32", 256)] {
  guard let machine = MachineCatalog.machine(named: name) else { continue }
  let configuration = try GemminiConfiguration(machine)
  var count = 0
  var sum: UInt64 = 0
  let encoding = medianSeconds {
    count = 0
    forEachMatmulInstruction(size: size, on: configuration) { instruction in
      count += 1
      sum ^= instruction.rs2
    }
  }
  var violations = 0
  let checking = medianSeconds {
    var checker = GemminiTraceChecker(configuration: configuration)
    var index = 0
    forEachMatmulInstruction(size: size, on: configuration) { instruction in
      checker.check(instruction, index: index)
      index += 1
    }
    checker.endSegment()
    violations = checker.violationCount
    if let first = checker.violations.first { print(first) }
  }
  var utilization = 0.0
  let simulating = try medianSeconds {
    var simulator = GemminiSimulator(configuration: configuration)
    let bytes = size * size * configuration.inputBytes
    for base: UInt64 in [0x9000_0000, 0xA000_0000, 0xB000_0000] {
      try simulator.map(base: base, count: bytes)
    }
    try forEachMatmulInstruction(size: size, on: configuration) {
      (instruction) throws(GemminiSimulationError) in
      try simulator.execute(instruction)
    }
    utilization = simulator.arrayUtilization
  }
  print(
    "| \(name) | \(size) | \(count) | \(rate(count, encoding)) | \(rate(count, checking)) | "
      + "\(rate(count, simulating)) | \(rate(count * 60, simulating)) | "
      + "\(Double(Int(utilization * 1000)) / 1000) |")
  if violations > 0 || sum == 1 { print("\(violations) violations") }
}

extension Accelerator {
  /// A Gemmini-like machine that other mappers know: 16 × 16 int8 with 128 KB of scratchpad and 32 KB of accumulator, of
  /// which inputs and weights may each pass the scratchpad by.
  ///
  /// All figures are those of the description that AccelForge and ZigZag are given in our comparisons: 0.5 pJ a
  /// multiply-add; DRAM 64 bits a cycle, reads and writes together, 10 pJ a bit; scratchpad 256 bits a cycle in each
  /// direction, 20 pJ per 256 bits; accumulator 512 bits a cycle in each direction, 16 pJ per 512 bits; one weight of 8 bits
  /// in each processing element, 0.0244 pJ an access, without a limit on its rate (here an element of each unit a cycle);
  /// partial sums are 8 bits wide. Reductions run along rows, output channels along columns.
  static let g16 = g16(
    name: "g16", summary: "A 16x16 int8 array, 128 KB, 32 KB; operands may bypass the scratchpad.",
    mayBypass: [.input, .weight])

  /// `g16` whose operands all pass through the scratchpad, as ZigZag's fixed memory hierarchy asks.
  static let g16NoBypass = g16(
    name: "g16-nobypass",
    summary: "A 16x16 int8 array, 128 KB, 32 KB; all goes through the scratchpad.",
    mayBypass: [])

  private static func g16(name: String, summary: String, mayBypass: [TensorRole]) -> Accelerator {
    comparison(
      name: name, summary: summary, dimension: 16,
      memories: [
        Memory(
          name: "scratchpad", capacityBytes: 128 * 1024, rowBytes: 32, readBytesPerCycle: 32,
          writeBytesPerCycle: 32, readPicojoulesPerByte: 20.0 / 32,
          writePicojoulesPerByte: 20.0 / 32, holds: [.input, .weight], mayBypass: mayBypass),
        Memory(
          name: "accumulator", capacityBytes: 32 * 1024, rowBytes: 64, readBytesPerCycle: 64,
          writeBytesPerCycle: 64, readPicojoulesPerByte: 16.0 / 64,
          writePicojoulesPerByte: 16.0 / 64, holds: [.output]),
      ],
      feeds: [("scratchpad", "array", 32), ("array", "accumulator", 64)])
  }

  /// A machine that fused attention is compared on: 32 × 32 int8 with one buffer of the given size for all tensors and a
  /// vector unit of 32 lanes.
  ///
  /// All figures are those of the description that AccelForge is given in our comparisons: 0.5 pJ a multiply-add and an
  /// operation of the vector unit, 32 of which start a cycle; DRAM 64 bits a cycle, reads and writes together, 10 pJ a bit;
  /// the buffer 2048 bits a cycle in each direction, 0.2 pJ a bit, which any tensor may pass by; one weight of 8 bits in
  /// each processing element, 0.00305 pJ a bit, without a limit on its rate (here an element of each unit a cycle).
  static func e32(kilobytes: Int) -> Accelerator {
    comparison(
      name: "e32-\(kilobytes)k",
      summary: "A 32x32 int8 array and a vector unit of 32 lanes on a buffer of \(kilobytes) KB.",
      dimension: 32,
      memories: [
        Memory(
          name: "buffer", capacityBytes: kilobytes * 1024, rowBytes: 256, readBytesPerCycle: 256,
          writeBytesPerCycle: 256, readPicojoulesPerByte: 0.2 * 8, writePicojoulesPerByte: 0.2 * 8,
          mayBypass: TensorRole.allCases)
      ],
      vectorUnits: [
        VectorUnit(
          name: "vector", lanes: 32, operationsPerCycle: 32, picojoulesPerOperation: 0.5,
          memory: "buffer")
      ],
      feeds: [
        ("buffer", "array", 256), ("array", "buffer", 256), ("buffer", "vector", 256),
        ("vector", "buffer", 256),
      ])
  }

  /// What the machines of the comparisons share: DRAM, one weight per processing element, and no instructions.
  private static func comparison(
    name: String, summary: String, dimension: Int, memories: [Memory],
    vectorUnits: [VectorUnit] = [], feeds: [(String, String, Double)]
  ) -> Accelerator {
    let perUnit = Double(dimension * dimension)
    let dram = memories.flatMap { memory in
      [("dram", memory.name, 8.0), (memory.name, "dram", 8.0)]
    }
    return Accelerator(
      name: name, summary: summary, clockHertz: 1_000_000_000, instructionSet: .none,
      memories: [
        Memory(
          name: "dram", capacityBytes: nil, rowBytes: 8, readBytesPerCycle: 8,
          writeBytesPerCycle: 8, sharesBandwidth: true, readPicojoulesPerByte: 80,
          writePicojoulesPerByte: 80)
      ] + memories + [
        Memory(
          name: "registers", capacityBytes: dimension * dimension, rowBytes: dimension,
          readBytesPerCycle: perUnit, writeBytesPerCycle: perUnit, readPicojoulesPerByte: 0.0244,
          writePicojoulesPerByte: 0.0244, holds: [.weight])
      ],
      arrays: [
        ComputeArray(
          name: "array", rows: dimension, columns: dimension, input: .int8, weight: .int8,
          accumulator: .int8, picojoulesPerMultiplyAdd: 0.5,
          rowLoops: LayerDimensions([.inputChannel, .kernelRow, .kernelColumn]),
          columnLoops: LayerDimensions(.outputChannel))
      ],
      vectorUnits: vectorUnits,
      links: (dram + feeds).map { source, destination, rate in
        Link(from: source, to: destination, bytesPerCycle: rate)
      })
  }
}

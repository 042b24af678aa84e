extension Accelerator {
  /// One core for studies of feature memory: an array of 64 × 64 and a vector unit of 64 lanes on one SRAM of 4 MiB.
  ///
  /// The figures are those of the description that Stream is given in our comparisons: 1 pJ a multiply-add; SRAM 2048 bits a cycle
  /// in each direction, 400 pJ per 2048 bits; vector unit 0.1 pJ an operation; DRAM 64 bits a cycle, reads and writes together,
  /// 1000 pJ per 64 bits. There the vector unit has an SRAM of its own; here both units work on one. Elements of 8 bits, sums of 32;
  /// each processing element keeps a weight and a sum, whose energy is that of the multiply-add.
  static let ck64 = Accelerator(
    name: "ck64",
    summary: "One core: a 64x64 int8 array and 64 lanes on 4 MiB, 64 bits a cycle to DRAM.",
    clockHertz: 1_000_000_000, instructionSet: .none,
    memories: [
      Memory(
        name: "dram", capacityBytes: nil, rowBytes: 8, readBytesPerCycle: 8, writeBytesPerCycle: 8,
        sharesBandwidth: true, readPicojoulesPerByte: 1000.0 / 8,
        writePicojoulesPerByte: 1000.0 / 8),
      Memory(
        name: "sram", capacityBytes: 4 << 20, rowBytes: 256, readBytesPerCycle: 256,
        writeBytesPerCycle: 256, readPicojoulesPerByte: 400.0 / 256,
        writePicojoulesPerByte: 400.0 / 256),
      Memory(
        name: "sums", capacityBytes: 64 * 64 * 4, rowBytes: 64 * 4, readBytesPerCycle: 64 * 64 * 4,
        writeBytesPerCycle: 64 * 64 * 4, readPicojoulesPerByte: 0, writePicojoulesPerByte: 0,
        holds: [.output]),
      Memory(
        name: "weights", capacityBytes: 64 * 64, rowBytes: 64, readBytesPerCycle: 64 * 64,
        writeBytesPerCycle: 64 * 64, readPicojoulesPerByte: 0, writePicojoulesPerByte: 0,
        holds: [.weight]),
    ],
    arrays: [
      ComputeArray(
        name: "array", rows: 64, columns: 64, input: .int8, weight: .int8, accumulator: .int32,
        picojoulesPerMultiplyAdd: 1)
    ],
    vectorUnits: [
      VectorUnit(
        name: "vector", lanes: 64, operationsPerCycle: 64, picojoulesPerOperation: 0.1,
        memory: "sram")
    ],
    links: [
      Link(from: "dram", to: "sram", bytesPerCycle: 8),
      Link(from: "sram", to: "dram", bytesPerCycle: 8),
    ],
    cores: [Core(name: "core", memories: ["sram", "sums", "weights"], units: ["array", "vector"])])
}

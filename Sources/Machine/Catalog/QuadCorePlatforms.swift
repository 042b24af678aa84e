extension Accelerator {
  /// Stream's quad core (`tpu_like_quad_core.yaml` with `tpu_like`, `pooling`, `simd` and `offchip` of KULeuven-MICAS/stream 1.13.14):
  /// four arrays of 32 × 32, a pooling core and a vector core, with 128 bits a cycle to and from DRAM in all.
  ///
  /// Each array: 0.04 pJ a multiply-add; 2 MiB of SRAM, 2048 bits a cycle in each direction, 416.16 pJ a read and 378.4 pJ a write of
  /// that width; 128 bytes of weights in each processing element, 0.095 pJ per 8 bits; 2 bytes of sums in each column, two ports in each
  /// direction, 0.021 pJ per 16 bits. Pooling: 3 × 3 × 8 units, 0.1 pJ, 128 KiB, 576 bits read and 512 written a cycle. Vector core: 64 lanes, 0.1 pJ,
  /// 128 KiB, 512 bits a cycle in each direction; both SRAMs 60 pJ a read and 75 pJ a write of their width.
  /// An exponential takes 4 cycles, as in the peer's cost estimation; its file lists other operators, here the unit does all. Links between neighbouring arrays, and from
  /// each array to pooling and vector core, carry 32 bits a cycle each way (the file's links have no direction), without energy; one bus to DRAM 128 bits, reads
  /// and writes together. DRAM: 1000 pJ per 64 bits.
  ///
  /// The file gives DRAM a port of 64 bits a cycle, which the peer does not apply to transfers; `q4-port64` does. Cores without a link of
  /// their own send over the bus; the peer's graph keeps one link for two cores, the bus, for all of them, as `q4-bus` does. Where the sums of
  /// a column meet, reductions run (here over channels and kernel; the peer's mappings have channels only), output channels along the
  /// columns. Clock and element type (bf16, as its models have) are ours.
  static let q4 = q4(
    name: "q4",
    summary: "Stream's four 32x32 arrays, pooling and vector core; 128 bits a cycle to DRAM.",
    dramBytesPerCycle: 16)

  /// `q4` where all cores send over the bus, as in the peer's graph.
  static let q4Bus = q4(
    name: "q4-bus", summary: "q4 with the bus only.", dramBytesPerCycle: 16, hasLinks: false)

  /// `q4` whose DRAM port, as the file has it, passes 64 bits a cycle.
  static let q4Port64 = q4(
    name: "q4-port64", summary: "q4 with a DRAM port of 64 bits a cycle.", dramBytesPerCycle: 8)

  private static func q4(
    name: String, summary: String, dramBytesPerCycle: Double, hasLinks: Bool = true
  ) -> Accelerator {
    let numbers = 0..<4
    var memories = [
      Memory(
        name: "dram", capacityBytes: nil, rowBytes: 8, readBytesPerCycle: dramBytesPerCycle,
        writeBytesPerCycle: dramBytesPerCycle, sharesBandwidth: true,
        readPicojoulesPerByte: 1000.0 / 8, writePicojoulesPerByte: 1000.0 / 8)
    ]
    for number in numbers {
      memories += [
        Memory(
          name: "sram\(number)", capacityBytes: 2 << 20, rowBytes: 256, readBytesPerCycle: 256,
          writeBytesPerCycle: 256, readPicojoulesPerByte: 416.16 / 256,
          writePicojoulesPerByte: 378.4 / 256),
        Memory(
          name: "sums\(number)", capacityBytes: 32 * 2, rowBytes: 2, readBytesPerCycle: 32 * 2 * 2,
          writeBytesPerCycle: 32 * 2 * 2, readPicojoulesPerByte: 0.021 / 2,
          writePicojoulesPerByte: 0.021 / 2, holds: [.output]),
        Memory(
          name: "weights\(number)", capacityBytes: 32 * 32 * 128, rowBytes: 32,
          readBytesPerCycle: 32 * 32, writeBytesPerCycle: 32 * 32, readPicojoulesPerByte: 0.095,
          writePicojoulesPerByte: 0.095, holds: [.weight]),
      ]
    }
    for (side, bytesRead) in [("pooling", 72.0), ("vector", 64.0)] {
      memories.append(
        Memory(
          name: "\(side)-sram", capacityBytes: 128 << 10, rowBytes: 64,
          readBytesPerCycle: bytesRead, writeBytesPerCycle: 64,
          readPicojoulesPerByte: 60.0 / bytesRead,
          writePicojoulesPerByte: 75.0 / 64))
    }
    let homes = numbers.map { "sram\($0)" } + ["pooling-sram", "vector-sram"]
    let neighbours: Set<[String]> = Set(
      [["sram0", "sram1"], ["sram1", "sram2"], ["sram2", "sram3"], ["sram0", "sram3"]]
        + numbers.flatMap { [["sram\($0)", "pooling-sram"], ["sram\($0)", "vector-sram"]] })
    var links: [Link] = []
    let ends = ["dram"] + homes
    for (index, one) in ends.enumerated() {
      for other in ends.dropFirst(index + 1) {
        for (source, destination) in [(one, other), (other, one)] {
          links.append(
            hasLinks && neighbours.contains([one, other])
              ? Link(from: source, to: destination, bytesPerCycle: 4)
              : Link(from: source, to: destination, bytesPerCycle: 16, channels: ["bus"]))
        }
      }
    }
    return Accelerator(
      name: name, summary: summary, clockHertz: 1_000_000_000, instructionSet: .none,
      memories: memories,
      arrays: numbers.map {
        ComputeArray(
          name: "array\($0)", rows: 32, columns: 32, input: .bfloat16, weight: .bfloat16,
          accumulator: .bfloat16, picojoulesPerMultiplyAdd: 0.04,
          rowLoops: LayerDimensions([.inputChannel, .kernelRow, .kernelColumn]))
      },
      vectorUnits: [
        VectorUnit(
          name: "pooling", lanes: 72, operationsPerCycle: 72, picojoulesPerOperation: 0.1,
          memory: "pooling-sram", operators: ["add", "maximum"].map { VectorOperator(name: $0) }),
        VectorUnit(
          name: "vector", lanes: 64, operationsPerCycle: 64, picojoulesPerOperation: 0.1,
          memory: "vector-sram",
          operators: [
            VectorOperator(name: "any"),
            VectorOperator(name: "exp", operations: 4, picojoules: 0.1),
          ]),
      ],
      links: links,
      cores: numbers.map {
        Core(
          name: "core\($0)", memories: ["sram\($0)", "sums\($0)", "weights\($0)"],
          units: ["array\($0)"])
      }
        + ["pooling", "vector"].map {
          Core(name: "\($0)-core", memories: ["\($0)-sram"], units: [$0])
        },
      channels: [Channel(name: "bus", bytesPerCycle: 16)])
  }
}

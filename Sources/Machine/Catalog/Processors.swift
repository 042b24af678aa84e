extension Accelerator {
  /// A CPU of two cores with AVX-512, as our measurements of kernels were made on (AMD EPYC at 4.1 GHz).
  ///
  /// Measured: memory moves 38 GB/s, reads and writes together, with one core and with two (36 to 40 GB/s for copies of large
  /// arrays); the third level of cache, 32 MiB, 67 GB/s (65 to 70). Public: 48 KiB and 1 MiB of first and second level for
  /// each core, 64 bytes a cycle between them and the core. Not measured: launch (2 µs, a call that wakes another thread),
  /// barrier (none is needed within a core; one cycle stands for it), and cycles of operations on 16 lanes, which are those
  /// of the instructions' tables for divisions and roots, and counts of instructions for polynomials.
  public static let cpu = Accelerator(
    name: "cpu", summary: "Two cores with AVX-512 that run kernels.", clockHertz: 4_100_000_000,
    instructionSet: .none,
    memories: [
      Memory(
        name: "dram", capacityBytes: nil, rowBytes: 64, readBytesPerCycle: 38.0 / 4.1,
        writeBytesPerCycle: 38.0 / 4.1, sharesBandwidth: true),
      Memory(
        name: "l3", capacityBytes: 32 << 20, rowBytes: 64, readBytesPerCycle: 67.0 / 4.1,
        writeBytesPerCycle: 67.0 / 4.1, sharesBandwidth: true),
      Memory(
        name: "l2", capacityBytes: 1 << 20, rowBytes: 64, readBytesPerCycle: 64,
        writeBytesPerCycle: 64),
      Memory(
        name: "l1", capacityBytes: 48 << 10, rowBytes: 64, readBytesPerCycle: 128,
        writeBytesPerCycle: 64),
    ], arrays: [],
    processors: [
      Processor(
        name: "cores", cores: 2, lanes: 16, residentTiles: 1, launchCycles: 8200,
        barrierCycles: 1, scratch: "l2", scratchBytes: 768 << 10, maximumArguments: 64,
        operationCycles: OperationClasses(simple: 1, division: 10, root: 15, transcendental: 16))
    ], links: [])

  /// NVIDIA's H200, as its data sheet describes it.
  ///
  /// Public: 4.8 TB/s of HBM3e, 132 multiprocessors of 128 float lanes at 1.98 GHz, 228 KB of shared memory each, of which a
  /// block may use 227, at 128 bytes a cycle, 50 MB of second-level cache, 16 special functions a cycle and multiprocessor,
  /// from which the cycles of roots and transcendentals follow. Not measured: launch (5 µs), barrier (30 cycles), the cache's
  /// bandwidth (2.6 times that of memory), and two blocks on a multiprocessor at a time, so that a row tile may use half of
  /// the shared memory.
  public static let h200 = Accelerator(
    name: "h200", summary: "NVIDIA's H200, for kernels.", clockHertz: 1_980_000_000,
    instructionSet: .none,
    memories: [
      Memory(
        name: "hbm", capacityBytes: nil, rowBytes: 64, readBytesPerCycle: 4800 / 1.98,
        writeBytesPerCycle: 4800 / 1.98, sharesBandwidth: true),
      Memory(
        name: "l2", capacityBytes: 50_000_000, rowBytes: 128, readBytesPerCycle: 2.6 * 4800 / 1.98,
        writeBytesPerCycle: 2.6 * 4800 / 1.98, sharesBandwidth: true),
      Memory(
        name: "shared", capacityBytes: 228 << 10, rowBytes: 128, readBytesPerCycle: 128,
        writeBytesPerCycle: 128, sharesBandwidth: true),
    ], arrays: [],
    processors: [
      Processor(
        name: "multiprocessors", cores: 132, lanes: 128, residentTiles: 2, launchCycles: 9900,
        barrierCycles: 30, scratch: "shared", scratchBytes: 113 << 10, maximumArguments: 64,
        operationCycles: OperationClasses(simple: 1, division: 10, root: 8, transcendental: 12))
    ], links: [])
}

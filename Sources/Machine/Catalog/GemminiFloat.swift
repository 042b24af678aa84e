extension Accelerator {
  /// Gemmini's floating-point default: a 4 × 4 array of f32, 256 KB of scratchpad (4 × 4096 rows
  /// of 16 bytes), 64 KB of accumulator in one bank (4096 rows), a 128-bit bus
  /// (`FP32DefaultConfig` in `ConfigsFP.scala` of ucb-bar/gemmini).
  ///
  /// FADiff's 64 pJ per byte of DRAM does not depend on the element type. No source gives
  /// energies of an f32 multiply-add or of memories with f32 rows.
  static let gemminiFloat32 = GemminiFamily(
    name: "gemmini-fp32",
    summary: "Gemmini's f32 default: 4x4 array, 256 KB scratchpad, 64 KB accumulator.",
    dimension: 4, input: .float32, accumulator: .float32,
    scratchpadKilobytes: 256, scratchpadBanks: 4,
    accumulatorKilobytes: 64, accumulatorBanks: 1,
    busBytesPerCycle: 16,
    dramPicojoulesPerByte: GemminiFamily.fadiffDRAMPicojoulesPerByte
  ).accelerator

  /// The 16 × 16 sibling of `gemmini-fp32`, with the same capacities: 4 × 1024 scratchpad rows and
  /// 1024 accumulator rows of 64 bytes. The accumulator has the two banks of the int8 default,
  /// so that stores of one tile overlap the computes of the next.
  static let gemminiFloat32Wide = GemminiFamily(
    name: "gemmini-fp32-16",
    summary: "Gemmini with a 16x16 f32 array, 256 KB scratchpad, 64 KB accumulator.",
    dimension: 16, input: .float32, accumulator: .float32,
    scratchpadKilobytes: 256, scratchpadBanks: 4,
    accumulatorKilobytes: 64, accumulatorBanks: 2,
    busBytesPerCycle: 16,
    dramPicojoulesPerByte: GemminiFamily.fadiffDRAMPicojoulesPerByte
  ).accelerator
}

extension Accelerator {
  /// FADiff's Large-Gemmini as reconstructed from the paper: 32 × 32 int8, 512 KB of scratchpad,
  /// 64 KB of accumulator (section 4.1 of the paper).
  ///
  /// The clock (1 GHz), the word sizes and the reading of "2048 pJ per access" as 32 bytes, one
  /// cycle of 32 GB/s, are inferred: the paper does not state them. DRAM moves 32 B/cycle, reads
  /// and writes together. SRAM energies are DOSA's fits, since the weights of the paper's own
  /// model are not published. Capacities count bytes, as the paper's do. The fit for the accumulator is one for words of 32
  /// bits, which is what a sum has; narrower sums cost by their bits (docs/machines.md compares the other readings).
  static let fadiffLarge = fadiff(
    name: "fadiff-large",
    summary: "FADiff's Large-Gemmini, reconstructed: 32x32 int8, 512 KB, 64 KB.",
    dimension: 32, scratchpadKilobytes: 512, accumulatorKilobytes: 64)

  /// FADiff's Small-Gemmini as reconstructed from the paper: 16 × 16 int8, 8 KB of scratchpad,
  /// 8 KB of accumulator (section 4.1 of the paper); the rest is as for `fadiff-large`.
  static let fadiffSmall = fadiff(
    name: "fadiff-small",
    summary: "FADiff's Small-Gemmini, reconstructed: 16x16 int8, 8 KB, 8 KB.",
    dimension: 16, scratchpadKilobytes: 8, accumulatorKilobytes: 8)

  private static func fadiff(
    name: String, summary: String, dimension: Int, scratchpadKilobytes: Int,
    accumulatorKilobytes: Int
  ) -> Accelerator {
    GemminiFamily(
      name: name, summary: summary, dimension: dimension, input: .int8, accumulator: .int32,
      scratchpadKilobytes: scratchpadKilobytes, scratchpadBanks: 4,
      accumulatorKilobytes: accumulatorKilobytes, accumulatorBanks: 2,
      busBytesPerCycle: 32, sharesBus: true,
      picojoulesPerMultiplyAdd: GemminiFamily.fadiffPicojoulesPerMultiplyAdd,
      dramPicojoulesPerByte: GemminiFamily.fadiffDRAMPicojoulesPerByte,
      scratchpadPicojoulesPerByte: GemminiFamily.scratchpadPicojoulesPerByte(
        kilobytes: scratchpadKilobytes),
      accumulatorPicojoulesPerByte: GemminiFamily.accumulatorPicojoulesPerByte(
        kilobytes: accumulatorKilobytes, dimension: dimension),
      registerPicojoulesPerByte: 0, countsRows: false
    ).accelerator
  }
}

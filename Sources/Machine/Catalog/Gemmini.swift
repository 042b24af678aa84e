extension Accelerator {
  /// Gemmini's default configuration: a 16 × 16 array of int8 with int32 sums, 256 KB of
  /// scratchpad in four banks and 64 KB of accumulator in two, a 128-bit bus (`defaultConfig` in
  /// `Configs.scala` of ucb-bar/gemmini).
  ///
  /// Energies are those of the machine that reconstructs FADiff's figures: 3.275 pJ per
  /// multiply-add and 64 pJ per byte of DRAM (figure 2a of the paper), DOSA's fits for the two
  /// memories, nothing for registers.
  static let gemmini = GemminiFamily(
    name: "gemmini",
    summary: "Gemmini's default: 16x16 int8 array, 256 KB scratchpad, 64 KB accumulator.",
    dimension: 16, input: .int8, accumulator: .int32,
    scratchpadKilobytes: 256, scratchpadBanks: 4,
    accumulatorKilobytes: 64, accumulatorBanks: 2,
    busBytesPerCycle: 16,
    picojoulesPerMultiplyAdd: GemminiFamily.fadiffPicojoulesPerMultiplyAdd,
    dramPicojoulesPerByte: GemminiFamily.fadiffDRAMPicojoulesPerByte,
    scratchpadPicojoulesPerByte: GemminiFamily.scratchpadPicojoulesPerByte(kilobytes: 256),
    accumulatorPicojoulesPerByte: GemminiFamily.accumulatorPicojoulesPerByte(
      kilobytes: 64, dimension: 16),
    registerPicojoulesPerByte: 0
  ).accelerator
}

import Machine

/// How addends come from DRAM to the accumulator.
extension GemminiKernel.Addend {
  /// True iff the addend's elements are widened on their way.
  func isShrunk(_ configuration: GemminiConfiguration) -> Bool {
    isNarrow && !configuration.input.isFloat
  }

  /// The bytes of an element in DRAM.
  func bytes(_ configuration: GemminiConfiguration) -> Int {
    isShrunk(configuration) ? configuration.inputBytes : configuration.accumulatorBytes
  }
}

extension GemminiKernel {
  /// The number of blocks of DIM columns that one move of an addend brings, at most.
  ///
  /// It is the same for all addends, the least that one of them allows: the first overwrites the accumulator and the
  /// others add to it, so the moves that run between two products must cover the same blocks for each of them.
  func addendBlocks(_ configuration: GemminiConfiguration) -> Int {
    let columns = addends.map {
      configuration.maximumMoveInColumns($0.isShrunk(configuration) ? .scratchpad : .accumulator)
    }
    return (columns.min() ?? configuration.dimension) / configuration.dimension
  }
}

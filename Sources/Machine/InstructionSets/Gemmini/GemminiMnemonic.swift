extension GemminiInstruction {
  /// The instruction as trace comments and messages write it, such as
  /// `mvin 0x90000000 -> sp[16] 16x16`.
  public var mnemonic: String {
    guard let command else { return "unknown command \(funct)" }
    let (first, second) = (GemminiOperand(word: rs1), GemminiOperand(word: rs2))
    switch command {
    case .configure:
      return configurationMnemonic
    case .moveIn, .moveIn2, .moveIn3:
      return "\(command.name) \(rs1 == 0 ? "zeros" : hexadecimal(rs1)) -> \(second)"
    case .moveOut, .moveOutToScratchpad:
      return "\(command.name) \(second) -> \(hexadecimal(rs1))"
    case .preload:
      return "\(command.name) \(first) -> \(second)"
    case .computePreloaded, .computeAccumulated:
      return "\(command.name) \(first), \(second)"
    case .flush, .fence:
      return command.name
    case .loopMatmulBounds:
      return "\(command.name) \(extents(rs2)) pad \(extents(rs1))"
    case .loopMatmul, .loopMatmulAddressesAB, .loopMatmulAddressesDC, .loopMatmulStridesAB,
      .loopMatmulStridesDC, .loopConvolution, .loopConvolution1, .loopConvolution2,
      .loopConvolution3, .loopConvolution4, .loopConvolution5, .loopConvolution6, .clockGate,
      .loopMatmulScratchpadAB, .loopMatmulScratchpadC, .counter:
      return "\(command.name) \(hexadecimal(rs1)), \(hexadecimal(rs2))"
    }
  }

  private var configurationMnemonic: String {
    switch GemminiConfigurationKind(rs1: rs1) {
    case .execute:
      let config = GemminiConfigureExecute(rs1: rs1, rs2: rs2)
      let dataflow = config.dataflow == .weightStationary ? "ws" : "os"
      let transposes = (config.transposesA ? " a^t" : "") + (config.transposesB ? " b^t" : "")
      return "config_ex \(dataflow) a_stride \(config.strideA) c_stride \(config.strideC)"
        + transposes + suffix(config.activation)
    case .load:
      let config = GemminiConfigureLoad(rs1: rs1, rs2: rs2)
      return "config_ld \(config.channel) stride \(config.stride) block_stride "
        + "\(config.blockStride) scale \(config.scale)" + (config.isShrunk ? " shrunk" : "")
        + (config.pixelRepeats > 1 ? " pixels \(config.pixelRepeats)" : "")
    case .store:
      let config = GemminiConfigureStore(rs1: rs1, rs2: rs2)
      let pooling = config.pooling.map { " pool \($0.size)x\($0.size)/\($0.stride)" } ?? ""
      return "config_st stride \(config.stride) scale \(config.scale)"
        + suffix(config.activation) + pooling
    case .normalization:
      return "config_norm \(hexadecimal(rs1)), \(hexadecimal(rs2))"
    }
  }

  private func suffix(_ activation: GemminiActivation) -> String {
    switch activation {
    case .none: ""
    case .relu: " relu"
    case .layerNorm: " layernorm"
    case .integerGELU: " igelu"
    }
  }

  private func extents(_ word: UInt64) -> String {
    "\(word & 0xFFFF)x\(word >> 16 & 0xFFFF)x\(word >> 32 & 0xFFFF)"
  }

  private func hexadecimal(_ value: UInt64) -> String {
    "0x" + String(value, radix: 16)
  }
}

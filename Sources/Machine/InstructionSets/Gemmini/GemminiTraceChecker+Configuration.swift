extension GemminiTraceChecker {
  mutating func checkConfiguration(_ instruction: GemminiInstruction) {
    let (rs1, rs2) = (instruction.rs1, instruction.rs2)
    switch GemminiConfigurationKind(rs1: rs1) {
    case .execute:
      checkConfigureExecute(GemminiConfigureExecute(rs1: rs1, rs2: rs2))
    case .load:
      checkConfigureLoad(GemminiConfigureLoad(rs1: rs1, rs2: rs2))
    case .store:
      checkConfigureStore(GemminiConfigureStore(rs1: rs1, rs2: rs2))
    case .normalization:
      report(.encoding, "config_norm belongs to normalizations, which are not supported")
    }
  }

  mutating func checkConfigureExecute(_ config: GemminiConfigureExecute) {
    // It waits until the array has drained, so that all results have arrived.
    results.removeAll()
    if pendingPreload != nil {
      report(.configurationOrder, "config_ex comes between a preload and its compute")
    }
    switch (config.dataflow, config.transposesA, config.transposesB) {
    case (.weightStationary, true, true):
      report(.transposes, "weights stationary, the array cannot transpose both A and B")
    case (.outputStationary, false, true):
      report(.transposes, "outputs stationary, the array cannot transpose B alone")
    default: break
    }
    if config.activation != .none && config.activation != .relu {
      report(.encoding, "activation \(config.activation.rawValue) is not supported")
    }
    if config.shift > 31 {
      report(.encoding, "a result has 32 bits and cannot be shifted by \(config.shift)")
    }
    guard config.setsOnlyStrides else {
      execute = config
      return
    }
    guard execute != nil else {
      report(.configurationState, "config_ex sets strides only, before any full config_ex")
      return
    }
    execute?.strideA = config.strideA
    execute?.strideC = config.strideC
  }

  mutating func checkConfigureLoad(_ config: GemminiConfigureLoad) {
    let state = LoadState(
      isSet: true, stride: config.stride, blockStride: Int(config.blockStride),
      pixels: max(1, Int(config.pixelRepeats)), isShrunk: config.isShrunk)
    switch config.channel {
    case 0: loads.0 = state
    case 1: loads.1 = state
    case 2: loads.2 = state
    default: report(.encoding, "there is no load channel \(config.channel)")
    }
  }

  mutating func checkConfigureStore(_ config: GemminiConfigureStore) {
    if config.scale.bitPattern == .max {
      report(.encoding, "a scale of all ones keeps the old one in hardware only")
    }
    if config.activation != .none && config.activation != .relu {
      report(.encoding, "activation \(config.activation.rawValue) is not supported")
    }
    if let pooling = config.pooling, pooling.size == 0 {
      report(.encoding, "a pooling window has no extent")
    }
    store = config
  }
}

extension GemminiTraceChecker {
  mutating func checkPreload(_ instruction: GemminiInstruction) {
    isIdle = false
    if pendingPreload != nil {
      report(.preloadOrder, "a second preload comes before the compute of the first")
    }
    let preload = GemminiPreload(
      stationary: GemminiOperand(word: instruction.rs1),
      destination: GemminiOperand(word: instruction.rs2))
    pendingPreload = preload
    guard let execute else {
      report(.configurationState, "no config_ex set how to compute")
      return
    }
    let (stationary, destination) = (preload.stationary, preload.destination)
    let isTransposed = execute.dataflow == .weightStationary && execute.transposesB
    checkExtents(stationary)
    checkExtents(destination)
    if !stationary.address.isGarbage {
      if stationary.address.rawValue >> 29 != 0 {
        checkHardwareOnly("the preloaded operand", stationary.address, allowed: false)
      } else {
        checkSource(
          stationary.address, rows: Int(isTransposed ? stationary.columns : stationary.rows),
          stride: 1)
      }
    }
    let local = destination.address
    guard !local.isGarbage else { return }
    if !local.isAccumulator && local.rawValue >> 29 != 0 {
      report(.encoding, "\(local) marks the scratchpad as accumulator data")
    }
    let rows = Int(destination.rows)
    checkLocalRange(
      local, row: local.row, rows: max(0, rows - 1) * Int(execute.strideC) + min(rows, 1))
    if local.isAccumulator && local.accumulates && rows > 1 && execute.strideC == 0 {
      report(
        .accumulateDistance,
        "\(rows) rows add to one accumulator row in successive cycles (C stride 0)")
    }
  }

  mutating func checkCompute(_ instruction: GemminiInstruction, usesPreloaded: Bool) {
    isIdle = false
    let a = GemminiOperand(word: instruction.rs1)
    let bd = GemminiOperand(word: instruction.rs2)
    guard let preload = pendingPreload else {
      report(.preloadOrder, "no preload comes before this compute")
      return
    }
    pendingPreload = nil
    guard let execute else { return }
    if usesPreloaded {
      arrayHoldsOperand = true
    } else if !arrayHoldsOperand {
      report(.preloadOrder, "the array keeps its operand, but none was preloaded")
    }
    checkExtents(a)
    checkExtents(bd)
    let isWeightStationary = execute.dataflow == .weightStationary
    if a.address.isGarbage {
      if isWeightStationary { report(.encoding, "A has no address") }
    } else {
      if a.address.rawValue >> 29 != 0 {
        checkHardwareOnly("A", a.address, allowed: a.address.isAccumulator)
      }
      checkSource(
        a.address, rows: Int(execute.transposesA ? a.columns : a.rows),
        stride: Int(execute.strideA))
    }
    if !bd.address.isGarbage {
      if bd.address.rawValue >> 29 != 0 {
        checkHardwareOnly(
          isWeightStationary ? "D" : "B", bd.address, allowed: bd.address.isAccumulator)
      }
      let isTransposed = !isWeightStationary && execute.transposesB
      checkSource(bd.address, rows: Int(isTransposed ? bd.columns : bd.rows), stride: 1)
    }
    let destination = preload.destination
    let isRead = allowsHardwareOnly || !destination.address.isAccumulator
    results.append(
      isRead && !destination.address.isGarbage ? destination : nil,
      stride: Int(execute.strideC), streamedRows: Int(a.rows), hasNewOperand: usesPreloaded)
  }

  mutating func checkExtents(_ operand: GemminiOperand) {
    let dimension = configuration.dimension
    if operand.rows > dimension || operand.columns > dimension {
      report(
        .localRange,
        "\(operand.rows)x\(operand.columns) elements exceed the array's \(dimension)x\(dimension)")
    }
  }

  mutating func checkHardwareOnly(
    _ name: String, _ address: GemminiLocalAddress, allowed: Bool
  ) {
    hardwareOnlyCount += 1
    if !allowed || !allowsHardwareOnly {
      report(.operandsInScratchpad, "\(name) at \(address) does not lie in the scratchpad")
    }
  }

  /// Checks that the array may read `rows` rows from `address` on now.
  mutating func checkSource(_ address: GemminiLocalAddress, rows: Int, stride: Int) {
    let extent = max(0, rows - 1) * stride + min(rows, 1)
    checkLocalRange(address, row: address.row, rows: extent)
    if let base = results.hazard(address, extent: extent) {
      report(
        .readAfterWrite,
        "\(address) lies in the result at \(base) that is on its way; "
          + "only a read at \(base) waits for it")
    }
  }
}

/// Model `m0`: FADiff's equations 4 to 15.
///
/// By equations 5 and 6 the tile of a tensor times the number of times that it is fetched is the product of all counts of
/// its loops: each tensor crosses each boundary once, however it is tiled. Readings where the paper leaves room, which are
/// those that give the closed forms known for the reconstructed machines:
/// - the input has (P − 1) · stride + (R − 1) · dilation + 1 rows, padding included;
/// - a sum is read and written for each product that reaches it, but not read the first time;
/// - what leaves the accumulator, for DRAM or the scratchpad (equation 14), is read there once;
/// - an access of the accumulator is one of a whole sum, any other one of a byte;
/// - σ = 1 removes the write to DRAM (13), the read from DRAM and the fill of the scratchpad (15);
/// - σ is one per edge, and a tensor that other layers read from DRAM is written there all the same.
struct OrderFreeNest {
  /// The memories that stand for DRAM (L3), scratchpad (L2), accumulator (L1) and registers (L0).
  struct Levels: Equatable, Sendable {
    let dram = 0
    let scratchpad: Int
    let accumulator: Int
    let registers: Int

    init(_ machine: MachineModel) throws(CostModelError) {
      func find(_ roles: TensorRoles, _ level: String) throws(CostModelError) -> Int {
        let place = machine.memories.indices.dropFirst().first {
          machine.memories[$0].holds == roles.rawValue
        }
        guard let place else { throw .missingLevel(machine: machine.name, level: level) }
        return place
      }
      scratchpad = try find([.input, .weight], "that holds inputs and weights only (scratchpad)")
      accumulator = try find(.output, "that holds outputs only (accumulator)")
      registers = try find(.weight, "that holds weights only (registers)")
    }
  }

  let levels: Levels

  func measure<S: CostScalar>(
    _ layer: borrowing LayerModel, on machine: borrowing MachineModel,
    _ steps: UnsafeBufferPointer<MappingStep>, _ counts: UnsafePointer<S>,
    _ fused: FusedShares<S>, _ tallies: CostTallies<S>
  ) -> NestOutcome<S> {
    withUnsafeTemporaryAllocation(of: S.self, capacity: 16) { memory in
      guard let extents = memory.baseAddress else { preconditionFailure("invariant: capacity") }
      let spatial = extents + 8
      memory.initialize(repeating: S(1))
      var temporal = S(1)
      var waste = S(1)
      for (place, step) in steps.enumerated() where step.kind != .memory {
        let index = Int(step.index)
        extents[index] = extents[index] * counts[place]
        if step.kind == .loop {
          temporal = temporal * counts[place]
        } else {
          spatial[index] = spatial[index] * counts[place]
          if step.isDiagonal { waste = waste * counts[place] }
        }
      }
      func product(_ dimensions: LayerDimensions, of factors: UnsafeMutablePointer<S>) -> S {
        var result = S(1)
        for index in 0..<8 where dimensions.rawValue >> UInt8(index) & 1 != 0 {
          result = result * factors[index]
        }
        return result
      }
      let all = LayerDimensions(rawValue: 255)
      let points = product(all, of: extents)
      let input = elements(layer, 0, extents)
      let weight = elements(layer, 1, extents)
      let output = elements(layer, 2, extents)
      let one = S(1)
      let byte = S(8)
      let word = S(machine.accumulatorBits)
      let inputHere = input * (one - fused.input)
      let weightHere = weight * (one - fused.weight)
      tallies.read(levels.dram, 0, inputHere * byte)
      tallies.write(levels.scratchpad, 0, inputHere * byte)
      tallies.read(
        levels.scratchpad, 0,
        points / product(all.subtracting(layer.dimensions.0), of: spatial) * byte)
      if layer.isContraction {
        tallies.read(levels.dram, 1, weightHere * byte)
        tallies.write(levels.scratchpad, 1, weightHere * byte)
        tallies.read(levels.scratchpad, 1, weight * byte)
        tallies.write(levels.registers, 1, weight * byte)
      }
      let updates = points / product(all.subtracting(layer.dimensions.2), of: spatial)
      tallies.write(levels.accumulator, 2, updates * word)
      tallies.read(levels.accumulator, 2, (updates - output) * word)
      tallies.read(levels.accumulator, 2, output * word)
      let leaving = fused.isWrittenToo ? output : output * (one - fused.output)
      tallies.write(levels.dram, 2, leaving * byte)
      tallies.write(fused.copyMemory ?? levels.scratchpad, 2, output * fused.output * byte)
      for (place, step) in steps.enumerated() {
        if step.kind == .memory {
          hold(layer, step, extents, tallies)
        } else if step.kind == .loop {
          extents[Int(step.index)] = extents[Int(step.index)] / counts[place]
        }
      }
      return NestOutcome(
        operations: points * S(layer.operationsPerPoint), waste: waste, steps: temporal,
        weightLoads: S(0), outputMemory: levels.accumulator)
    }
  }

  /// Elements of a tensor with the given extents.
  private func elements<S: CostScalar>(
    _ layer: borrowing LayerModel, _ role: Int, _ extents: UnsafeMutablePointer<S>
  ) -> S {
    TileSize.bits(layer, role, 1, extents, row: 0, countsPadding: true)
  }

  /// What a memory holds, over all places of the array.
  private func hold<S: CostScalar>(
    _ layer: borrowing LayerModel, _ step: MappingStep, _ extents: UnsafeMutablePointer<S>,
    _ tallies: CostTallies<S>
  ) {
    for role in 0..<3 where step.roles.rawValue >> UInt8(role) & 1 != 0 {
      tallies.hold(Int(step.index), role, tileBits(layer, role, extents))
    }
  }

  /// The bits that a tile with the given extents takes; equation 24 counts tiles of inputs and weights, not of outputs.
  func tileBits<S: CostScalar>(
    _ layer: borrowing LayerModel, _ role: Int, _ extents: UnsafeMutablePointer<S>
  ) -> S {
    role == 2 ? S(0) : elements(layer, role, extents) * S(8)
  }
}

extension LayerDimensions {
  /// The loops that an input depends on in windows.
  static let windows = LayerDimensions([.outputRow, .outputColumn, .kernelRow, .kernelColumn])
}

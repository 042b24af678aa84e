/// What a layer costs, in the numbers that a search works with.
public struct LayerEstimate<S: CostScalar> {
  /// Energy in picojoules.
  public var picojoules: S
  /// Cycles.
  public var cycles: S
  /// The bytes that tiles take in each memory.
  public var footprintBytes: [S]
}

extension NetworkCostModel {
  /// What a layer costs whose mapping is a template with the given counts, one per slot (1 for memories), and of whose
  /// tensors the given shares stay on chip. Where the layer is a member of a group, the first `sharedSlots` slots are those
  /// outside and of its shared loops.
  ///
  /// Nothing is checked: counts need not be whole, nor multiply to the extents of the loops. With whole counts that do, and
  /// without smoothing, this is what `cost(of:layer:)` finds.
  @_specialize(where S == Double)
  @_specialize(where S == SIMD4<Double>)
  @_specialize(where S == SIMD8<Double>)
  @_specialize(where S == Traced<Double>)
  @_specialize(where S == Traced<SIMD8<Double>>)
  public func estimate<S: CostScalar>(
    _ template: MappingTemplate, counts: [S], layer: Int,
    shares: FusedShares<S> = FusedShares<S>(), sharedSlots: Int = 0,
    smoothing: CostSmoothing = .exact
  ) -> LayerEstimate<S> {
    precondition(counts.count == template.steps.count, "a count per slot")
    let memories = machineModel.memories.count
    let numbers = CostTallies<S>.numbersPerMemory * memories
    return counts.withUnsafeBufferPointer { counts in
      template.steps.withUnsafeBufferPointer { steps in
        withUnsafeTemporaryAllocation(of: S.self, capacity: numbers) { memory in
          guard let base = memory.baseAddress, let counts = counts.baseAddress else {
            return LayerEstimate(
              picojoules: S(0), cycles: S(0),
              footprintBytes: [S](repeating: S(0), count: memories))
          }
          let tallies = CostTallies(memory: base, memoryCount: memories)
          let outcome: NestOutcome<S>
          if let levels {
            outcome = OrderFreeNest(levels: levels).measure(
              layers[layer], on: machineModel, steps, counts, shares, tallies)
          } else {
            outcome = OrderAwareNest(smoothing: smoothing, inside: sharedSlots).measure(
              layers[layer], on: machineModel, steps, counts, shares,
              addendHomes: UnsafeBufferPointer(start: nil, count: 0), tallies)
          }
          return LayerEstimate(
            picojoules: roofline.picojoules(layers[layer], on: machineModel, outcome, tallies),
            cycles: roofline.cycles(
              layers[layer], on: machineModel, outcome, tallies,
              power: smoothing.rooflinePower),
            footprintBytes: (0..<memories).map { tallies.footprint(of: $0) * S(0.125) })
        }
      }
    }
  }

  /// The bytes that a tile of a layer's tensor takes in a memory, where `extents` are those of the tile's loops by their raw
  /// values. As with `estimate`, nothing is checked, and extents need not be whole.
  ///
  /// - Parameter isUnfinished: whether the tile is one of sums that are not finished.
  @_specialize(where S == Double)
  @_specialize(where S == SIMD8<Double>)
  @_specialize(where S == Traced<SIMD8<Double>>)
  public func tileBytes<S: CostScalar>(
    of role: TensorRole, extents: [S], in memory: Int, layer: Int, isUnfinished: Bool = false
  ) -> S {
    precondition(extents.count == 8, "an extent per loop")
    let model = layers[layer]
    var extents = extents
    return extents.withUnsafeMutableBufferPointer { extents in
      guard let extents = extents.baseAddress else {
        preconditionFailure("invariant: there are extents")
      }
      if let levels {
        return OrderFreeNest(levels: levels).tileBits(model, role.index, extents) * S(0.125)
      }
      let width =
        switch role {
        case .input: model.bits.0
        case .weight: model.bits.1
        case .output: isUnfinished ? model.partialSumBits : model.bits.2
        }
      return TileSize.bits(
        model, role.index, width, extents, row: machineModel.memories[memory].rowBits)
        * S(0.125)
    }
  }
}

/// Energy and time from what a nest moves: energies add up, the slowest component sets the time.
struct Roofline {
  let kind: CostModelKind
  let options: CostOptions
  /// For `m0`, the memories that its levels stand for.
  let levels: OrderFreeNest.Levels?

  /// The energy in picojoules.
  func picojoules<S: CostScalar>(
    _ layer: borrowing LayerModel, on machine: borrowing MachineModel, _ outcome: NestOutcome<S>,
    _ tallies: CostTallies<S>
  ) -> S {
    let each =
      layer.isContraction ? machine.picojoulesPerMultiplyAdd : machine.picojoulesPerOperation
    var energy = outcome.operations * outcome.waste * S(each)
    for memory in 0..<tallies.memoryCount {
      let model = machine.memories[memory]
      if model.readPicojoules != 0 {
        energy = energy + tallies.reads(of: memory) * S(model.readPicojoules)
      }
      if model.writePicojoules != 0 {
        energy = energy + tallies.writes(of: memory) * S(model.writePicojoules)
      }
    }
    return energy
  }

  /// Calls `body` with the cycles that each component needs.
  @inline(__always)
  func components<S: CostScalar>(
    _ layer: borrowing LayerModel, on machine: borrowing MachineModel, _ outcome: NestOutcome<S>,
    _ tallies: CostTallies<S>, _ body: (CostComponent, S) -> Void
  ) {
    body(.compute, computeCycles(layer, on: machine, outcome))
    for memory in 0..<tallies.memoryCount {
      let model = machine.memories[memory]
      var reads = tallies.reads(of: memory)
      let writes = tallies.writes(of: memory)
      var shares = model.sharesBandwidth
      if let levels {
        if memory == levels.accumulator || memory == levels.registers { continue }
        if options.addsDirections {
          shares = true
        } else if memory == levels.scratchpad {
          reads = reads - tallies.writes[3 * levels.registers + 1]
        }
      } else if model.isRegisters && !options.pipelineTerms {
        continue
      }
      if shares {
        body(.moving(memory), reads * S(1 / model.readBits) + writes * S(1 / model.writeBits))
      } else {
        body(.reading(memory), reads * S(1 / model.readBits))
        body(.writing(memory), writes * S(1 / model.writeBits))
      }
    }
  }

  /// The cycles of the slowest component, or a norm of all that comes near it from above.
  func cycles<S: CostScalar>(
    _ layer: borrowing LayerModel, on machine: borrowing MachineModel, _ outcome: NestOutcome<S>,
    _ tallies: CostTallies<S>, power: Double?
  ) -> S {
    var slowest = S(0)
    components(layer, on: machine, outcome, tallies) { _, cycles in
      slowest = S.maximum(slowest, cycles)
    }
    guard let power else { return slowest }
    var sum = S(0)
    components(layer, on: machine, outcome, tallies) { _, cycles in
      let share = S.maximum(cycles / slowest, S(1e-12))
      sum = sum + (share.logarithm() * S(power)).exponential()
    }
    return slowest * (sum.logarithm() * S(1 / power)).exponential()
  }

  /// The cycles of the array or of the vector unit.
  private func computeCycles<S: CostScalar>(
    _ layer: borrowing LayerModel, on machine: borrowing MachineModel, _ outcome: NestOutcome<S>
  ) -> S {
    guard layer.isContraction else {
      let places = outcome.operations / (outcome.steps * S(max(1e-300, layer.operationsPerPoint)))
      return outcome.operations * S(Double(machine.lanes) / machine.operationsPerCycle) / places
    }
    let steps = outcome.steps * S(1 / machine.multiplyAddsPerCycle)
    guard kind == .m1, options.pipelineTerms else { return steps }
    // Loading weights takes a cycle per row, under the rows that run through the ones before; then the array fills and
    // drains once.
    let loading = outcome.weightLoads * S(Double(machine.rows))
    return S.maximum(steps, loading) + S(Double(machine.rows + machine.columns + 4))
  }
}

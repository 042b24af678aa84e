import FuseIR

/// Lets several sweeps compute a value again where that is cheaper than to store it in one and load it in the others.
///
/// A stage that is read in several sweeps, by a few cheap ops on what each of them has at hand, gets a copy for each. All copies are
/// the same arithmetic on the same numbers, so they are bit-equal.
struct StageRecomputation {
  /// In the order in which they can run.
  let stages: [RowStage]
  /// The results, as stages are numbered now.
  let results: [KernelRowsWriter.Result]

  /// The most ops that are done again rather than a store and a load.
  private static let opLimit = 6
  /// The most tiles that are loaded for it.
  private static let tileLimit = 3

  /// A stage or a copy of one, while numbers are still those of the original stages.
  private struct Entry {
    let original: Int
    let sweep: Int
    /// By input, the entry that it reads.
    var sources: [Int?]
  }

  init(
    _ stages: [RowStage], results: [KernelRowsWriter.Result], in module: borrowing Module
  ) {
    let before = StageSweeps(stages)
    let plan = Self.copies(stages, results, before.sweeps, in: module)
    guard let (copied, moved) = plan.map({ Self.listed($0, stages) }),
      StageSweeps(copied).sweeps.count <= before.sweeps.count
    else {
      self.stages = stages
      self.results = results
      return
    }
    self.stages = copied
    self.results = results.map {
      KernelRowsWriter.Result(value: $0.value, stage: moved[$0.stage], output: $0.output)
    }
  }

  /// The stages with the copies that are worth it; nil where none is.
  private static func copies(
    _ stages: [RowStage], _ results: [KernelRowsWriter.Result], _ sweeps: [StageSweep],
    in module: borrowing Module
  ) -> [Entry]? {
    var sweepOf = [Int](repeating: 0, count: stages.count)
    for (number, sweep) in sweeps.enumerated() {
      for member in sweep.members { sweepOf[member.stage] = number }
    }
    var entries = stages.indices.map { number in
      Entry(
        original: number, sweep: sweepOf[number],
        sources: stages[number].inputs.map {
          if case .stage(let source, _) = $0.source { source } else { nil }
        })
    }
    var startsOthers = [Bool](repeating: false, count: stages.count)
    for stage in stages {
      for output in stage.outputs {
        if case .tile(.stage(let source, _)) = output.start { startsOthers[source] = true }
      }
    }
    let ownCost = stages.map { cost(of: $0, in: module) }
    let isResult = Set(results.map(\.stage))
    // Readers first, so that the copies of a reader ask for copies of what they read.
    for number in stages.indices.reversed() {
      guard !isResult.contains(number), !startsOthers[number], ownCost[number] != nil else {
        continue
      }
      var tiles: Set<TileSource> = []
      guard let ops = cost(of: number, stages, ownCost, sweepOf, &tiles), ops <= opLimit,
        tiles.count <= tileLimit
      else { continue }
      var copyOf: [Int: Int] = [:]
      for reader in entries.indices where entries[reader].sweep != sweepOf[number] {
        for input in entries[reader].sources.indices
        where entries[reader].sources[input] == number {
          let sweep = entries[reader].sweep
          let copy = copyOf[sweep] ?? entries.count
          if copyOf[sweep] == nil {
            entries.append(
              Entry(original: number, sweep: sweep, sources: entries[number].sources))
            copyOf[sweep] = copy
          }
          entries[reader].sources[input] = copy
        }
      }
    }
    return entries.count > stages.count ? entries : nil
  }

  /// How many ops compute a stage again in another sweep, and which tiles these load; nil where it can't be done cheaply.
  private static func cost(
    of number: Int, _ stages: [RowStage], _ ownCost: [Int?], _ sweepOf: [Int],
    _ tiles: inout Set<TileSource>
  ) -> Int? {
    guard var ops = ownCost[number] else { return nil }
    for input in stages[number].inputs {
      switch input.source {
      case .uniform: continue
      case .operand: if !input.map.results.isEmpty { tiles.insert(input.source) }
      case .stage(let source, let result):
        if stages[source].outputs[result].shape.isEmpty, sweepOf[source] != sweepOf[number] {
          continue
        }
        if sweepOf[source] != sweepOf[number] {
          tiles.insert(input.source)
        } else {
          guard let more = cost(of: source, stages, ownCost, sweepOf, &tiles) else { return nil }
          ops += more
        }
      }
      if ops > opLimit { return nil }
    }
    return ops
  }

  /// The cheap ops of a stage that has nothing else and computes one element of a tile at a time; nil for others.
  private static func cost(of stage: RowStage, in module: borrowing Module) -> Int? {
    guard !stage.reduces, stage.outputs.count == 1, stage.outputs[0].combination == .none,
      !stage.outputs[0].shape.isEmpty, let body = stage.body
    else { return nil }
    guard case .empty = stage.outputs[0].start else { return nil }
    var ops = 0
    for op in module.ops(of: body) {
      let opcode = module.opcode(of: op)
      if module.traits(of: op).contains(.terminator) || module.traits(of: op).contains(.constant) {
        continue
      }
      if opcode.is(LinalgOp.index) || opcode.is(MathOp.absf) {
        ops += 1
        continue
      }
      guard let arith = ArithOp(opcode), isCheap(arith) else { return nil }
      ops += 1
    }
    return ops
  }

  private static func isCheap(_ op: ArithOp) -> Bool {
    switch op {
    case .addf, .subf, .mulf, .negf, .addi, .subi, .andi, .ori, .xori, .cmpf, .cmpi, .select,
      .maximumf, .minimumf, .extf, .sitofp, .uitofp, .extui, .extsi, .trunci, .indexCast:
      true
    default: false
    }
  }

  /// The stages in an order in which they can run, and the new numbers of the original ones.
  private static func listed(
    _ entries: [Entry], _ stages: [RowStage]
  ) -> (stages: [RowStage], numbers: [Int]) {
    // A copy reads what its original reads, or copies of that: it stands beside the original.
    let order = entries.indices.sorted {
      (entries[$0].original, $0) < (entries[$1].original, $1)
    }
    var numbers = [Int](repeating: 0, count: entries.count)
    for (number, entry) in order.enumerated() { numbers[entry] = number }
    let listed = order.map { place -> RowStage in
      let entry = entries[place]
      let stage = stages[entry.original]
      let inputs = zip(stage.inputs, entry.sources).map { input, source -> RowStage.Input in
        guard let source, case .stage(_, let result) = input.source else { return input }
        return RowStage.Input(
          argument: input.argument, source: .stage(numbers[source], result: result),
          map: input.map)
      }
      let outputs = stage.outputs.map { output -> RowStage.Output in
        guard case .tile(.stage(let source, let result)) = output.start else { return output }
        return RowStage.Output(
          value: output.value, shape: output.shape, map: output.map,
          start: .tile(.stage(numbers[source], result: result)), write: output.write,
          combination: output.combination)
      }
      return RowStage(
        op: stage.op, body: stage.body, extents: stage.extents, isReduction: stage.isReduction,
        inputs: inputs, captures: stage.captures, outputs: outputs, indices: stage.indices)
    }
    return (listed, Array(numbers[..<stages.count]))
  }
}

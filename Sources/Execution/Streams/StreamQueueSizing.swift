import FuseIR
import Machine

/// Finds the smallest queues on which a graph takes as many cycles as on queues without bounds, for the data at hand.
///
/// A first run without bounds records how many tokens each queue has to hold so that nobody ever waits (`StreamOccupancy`):
/// with these depths every token leaves in the same cycle, so that there is no deadlock and no lost cycle. Then depths go down as
/// far as the cycles of the whole stay: first all at once to one bound, then queue by queue. Time is monotone in each depth (a
/// token leaves when the latest of what it waits for is there), so a bound is found by halving, and what is too short for
/// one queue while later ones are long is too short when these are made short: one pass over the queues gives depths of which
/// none can be less by itself.
struct StreamQueueSizing {
  let simulator: StreamSimulator
  /// How many runs may be made.
  let runLimit: Int

  /// The queues of a graph.
  ///
  /// - Throws: what running the graph throws.
  func plan(
    graph: OpID, inputs: [SparseStorage], in module: borrowing Module
  ) throws(ExecutionError) -> StreamQueuePlan {
    let compiler = try StreamCompiler(graph, inputs, in: module)
    var engine = StreamEngine(
      compiler.program, compiler.program.blocks, fabric: simulator.fabric, queues: .recorded)
    let end = engine.run(limit: simulator.tokenLimit)
    if let error = simulator.error(end, compiler, engine, in: module) { throw error }
    let target = engine.cycles
    var search = Search(
      program: compiler.program, fabric: simulator.fabric, target: target,
      depths: engine.neededDepths, runLimit: runLimit)
    let freeDepth = search.depths.max() ?? 1
    guard search.holds(search.depths) else {
      preconditionFailure("invariant: queues that hold all that ever waits change nothing")
    }
    search.cap()
    search.shorten()
    extendLifetime(compiler.memory)
    var blocks: [(op: OpID, depths: [Int])] = []
    for (number, block) in compiler.program.blocks.enumerated() where block.readerCount > 0 {
      var depths = Array(
        search.depths[block.firstReader..<block.firstReader + block.readerCount])
      // Of coordinates that go past an accumulator, the accumulator has no queue.
      let streams = module.operands(of: compiler.ops[number]).count {
        StreamType(module.type(of: $0), in: module) != nil
      }
      while depths.count < streams { depths.append(1) }
      blocks.append((compiler.ops[number], depths))
    }
    return StreamQueuePlan(
      graph: graph, blocks: blocks, cycles: Int(target), freeDepth: freeDepth,
      runs: search.runs + 1, isMinimal: search.isMinimal)
  }

  /// Depths by reader, which only go down.
  private struct Search {
    let program: StreamProgram
    let fabric: StreamFabric
    let target: Int64
    var depths: [Int]
    let runLimit: Int
    var runs = 0
    var isMinimal = true

    /// Whether the graph comes to its end on the queues in as many cycles as without bounds.
    mutating func holds(_ depths: [Int]) -> Bool {
      runs += 1
      var engine = StreamEngine(
        program, program.blocks, fabric: fabric, queues: .depths(depths))
      guard case .finished = engine.run() else { return false }
      return engine.cycles == target
    }

    /// The smallest bound for all queues at once.
    mutating func cap() {
      var low = 1
      var high = depths.max() ?? 1
      while low < high, runs < runLimit {
        let middle = low + (high - low) / 2
        if holds(depths.map { min($0, middle) }) { high = middle } else { low = middle + 1 }
      }
      depths = depths.map { min($0, high) }
    }

    /// Each queue by itself, as short as it can be.
    mutating func shorten() {
      for queue in depths.indices {
        var low = 1
        var high = depths[queue]
        // Most queues need one token or two.
        var trial = 1
        while low < high {
          guard runs < runLimit else {
            isMinimal = false
            break
          }
          var shorter = depths
          shorter[queue] = trial
          if holds(shorter) { high = trial } else { low = trial + 1 }
          trial = low <= 2 ? low : low + (high - low) / 2
        }
        depths[queue] = high
      }
    }
  }
}

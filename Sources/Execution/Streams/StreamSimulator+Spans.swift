import FuseIR
import Machine

extension StreamSimulator {
  /// Runs a compiled graph without values, many tokens at once. The results store what the graph's do, and are 0.
  func runSpans(
    _ compiler: StreamCompiler, _ graph: OpID, _ inputs: [SparseStorage],
    in module: borrowing Module
  ) throws(ExecutionError) -> StreamRun {
    guard fabric.queueDepth == nil, !fabric.isStrict, fabric.memory == nil, !recordsActivity else {
      throw ExecutionError(
        "is simulated without values only on queues without bounds and free memory, as on 'comal'",
        isUnsupported: true
      ).located(at: graph)
    }
    for (block, op) in zip(compiler.program.blocks, compiler.ops)
    where !StreamSpanEngine.runs(block.kind) {
      throw ExecutionError(
        block.kind == .dropZeros
          ? "drops zeros, and which values are zero is not known without values"
          : "is simulated with values only", isUnsupported: true
      ).located(at: op)
    }
    var engine = StreamSpanEngine(compiler.program, compiler.program.blocks)
    let report = StreamReport(compiler: compiler)
    switch engine.run() {
    case .finished: break
    case .fault(let block, let fault): throw report.error(block, fault, in: module)
    case .stuck, .exhausted:
      throw ExecutionError("cannot go on, as streams end too early").located(at: graph)
    }
    let outputs = try outputs(of: graph, compiler, engine.sinks, inputs, in: module)
    extendLifetime(compiler.memory)
    var run = StreamRun(
      outputs: outputs, cycles: 0, tokens: 0, blocks: [], bytesRead: 0, bytesWritten: 0)
    for index in 0..<engine.blockCount {
      let block = engine.blocks[index]
      let tokens = engine.tokens(of: index)
      run.cycles = max(run.cycles, Int(block.clock))
      run.tokens += tokens
      run.bytesRead += Int(block.bytesRead)
      run.bytesWritten += Int(block.bytesWritten)
      run.blocks.append(
        StreamBlockFigures(
          op: compiler.ops[index], name: report.name(index, in: module), busy: Int(block.busy),
          finish: Int(block.clock), tokens: tokens, intervals: []))
    }
    return run
  }
}

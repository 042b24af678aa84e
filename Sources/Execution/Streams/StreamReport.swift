import FuseIR

/// Words for blocks, and for what kept them from going on.
struct StreamReport {
  let compiler: StreamCompiler

  /// `scan k of C`, `intersect k`, `array of B`.
  func name(_ block: Int, in module: borrowing Module) -> String {
    let op = compiler.ops[block]
    var text = module.name(of: op)
    if text.hasPrefix("sam.") { text.removeFirst(4) }
    if let index = module.string("index", of: op) { text += " \(index)" }
    if let function = module.string("function", of: op) { text += " \(function)" }
    if let tensor = tensorName(op, in: module) { text += " of \(tensor)" }
    return text
  }

  private func tensorName(_ op: OpID, in module: borrowing Module) -> String? {
    guard module.operandCount(of: op) > 0, let graph = module.parentOp(of: op),
      let body = module.body(of: graph),
      let argument = module.arguments(of: body).firstIndex(of: module.operand(0, of: op)),
      let names = module.attribute("operand_names", of: graph).flatMap({ module.arrayElements($0) }
      ),
      argument < names.count
    else { return nil }
    return module.stringValue(names[argument])
  }

  /// Why a block stopped.
  func error(_ block: Int, _ fault: StreamFault, in module: borrowing Module) -> ExecutionError {
    let got = StreamCode.text(fault.code)
    let text: String
    switch fault.reason {
    case .stopsDiffer:
      text =
        "('\(name(block, in: module))') gets streams that do not fit: \(got) on input \(fault.port) "
        + "where another has \(StreamCode.text(fault.other))"
    case .unexpected:
      text = "('\(name(block, in: module))') cannot take \(got) on input \(fault.port)"
    case .referenceOutOfRange:
      text = "('\(name(block, in: module))') gets reference \(got), which its tensor does not have"
    case .coordinateTooLarge:
      text = "('\(name(block, in: module))') cannot hold coordinate \(got)"
    }
    return ExecutionError(text).located(at: compiler.ops[block])
  }

  /// Which blocks wait for each other, and on what.
  func deadlock(
    _ engine: borrowing StreamEngine, in module: borrowing Module
  ) -> ExecutionError {
    guard var block = (0..<engine.blockCount).first(where: { !engine.blocks[$0].isDone }) else {
      return ExecutionError("cannot go on")
    }
    // Every block that is not done waits for another, so this walk comes to a cycle, or to one that waits for nothing.
    var walk: [(block: Int, text: String)] = []
    while !walk.contains(where: { $0.block == block }) {
      guard let (next, text) = wait(of: block, engine, in: module) else { break }
      walk.append((block, text))
      block = next
    }
    let start = walk.firstIndex { $0.block == block } ?? 0
    let isCycle = walk.contains { $0.block == block }
    let steps = walk[start...].map(\.text).joined(separator: "; ")
    let message =
      isCycle
      ? "deadlocks, each waiting for the next: \(steps)"
      : "cannot go on, as streams end too early: \(steps)"
    return ExecutionError(message, isUnsupported: isCycle)
      .located(at: module.parentOp(of: compiler.ops[block]) ?? compiler.ops[block])
  }

  /// What a block waits for: the block that must go on, and words.
  private func wait(
    of block: Int, _ engine: borrowing StreamEngine, in module: borrowing Module
  ) -> (next: Int, text: String)? {
    let own = engine.blocks[block]
    let name = "'\(name(block, in: module))'"
    if let port = engine.blockedOutput(block) {
      let stream = engine.streams[Int(engine.outputs[own.firstOutput + port])]
      for place in stream.firstReader..<stream.endReader {
        let reader = engine.readers[Int(engine.streamReaders[place])]
        if stream.sent - reader.released >= reader.depth {
          return (
            reader.block,
            "\(name) waits for room in its queue to '\(self.name(reader.block, in: module))', which "
              + "holds \(reader.depth)"
          )
        }
      }
    }
    for port in 0..<own.readerCount {
      let reader = engine.readers[own.firstReader + port]
      let stream = engine.streams[reader.stream]
      guard reader.head >= stream.tail, stream.writer >= 0, !engine.blocks[stream.writer].isDone
      else { continue }
      return (
        stream.writer, "\(name) waits for a token of '\(self.name(stream.writer, in: module))'"
      )
    }
    return nil
  }
}

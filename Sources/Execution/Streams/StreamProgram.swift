/// A stream graph as flat tables: blocks in topological order, streams by number, readers by block.
struct StreamProgram {
  /// The blocks, without their storage.
  private(set) var blocks: [StreamBlock] = []
  private(set) var streamCount = 0
  /// The stream of each reader, and the depth of its queue where the graph says it.
  private(set) var readerStreams: [Int32] = []
  private(set) var depths: [Int?] = []
  private(set) var outputStreams: [Int32] = []
  /// The readers of each stream.
  private(set) var readersOfStream: [[Int]] = []
  private(set) var sinkCount = 0
  private(set) var accumulatorOrders: [Int] = []
  private(set) var dealCount = 0
  private(set) var concatOffsets: [[Int]] = []

  /// A new stream.
  mutating func addStream() -> Int {
    readersOfStream.append([])
    streamCount += 1
    return streamCount - 1
  }

  mutating func addSink() -> Int {
    sinkCount += 1
    return sinkCount - 1
  }

  mutating func addAccumulator(order: Int) -> Int {
    accumulatorOrders.append(order)
    return accumulatorOrders.count - 1
  }

  mutating func addDeal() -> Int {
    dealCount += 1
    return dealCount - 1
  }

  mutating func addOffsets(_ offsets: [Int]) -> Int {
    concatOffsets.append(offsets)
    return concatOffsets.count - 1
  }

  /// Adds a block that reads and writes streams.
  mutating func add(
    _ block: StreamBlock, reads: [Int], writes: [Int], depths queueDepths: [Int?] = []
  ) {
    var block = block
    block.firstReader = readerStreams.count
    block.readerCount = reads.count
    block.firstOutput = outputStreams.count
    block.outputCount = writes.count
    for (port, stream) in reads.enumerated() {
      readersOfStream[stream].append(readerStreams.count)
      readerStreams.append(Int32(truncatingIfNeeded: stream))
      depths.append(port < queueDepths.count ? queueDepths[port] : nil)
    }
    outputStreams += writes.map { Int32(truncatingIfNeeded: $0) }
    blocks.append(block)
  }
}

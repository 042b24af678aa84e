import FuseIR

/// Tells whether there is a way from an op to one that reads its result, besides the edge between them.
///
/// Views count as part of the op whose result they show. Only ops with several users can have a way around: for 512 of
/// these at a time, one walk over the ops up to their last users marks what each of them reaches.
struct WaysAround {
  private typealias Marks = SIMD8<UInt64>

  private static let batch = 512

  /// By producer and consumer, the op on the way that the consumer reads.
  private var between: [Int64: OpID] = [:]

  init(_ ops: [OpID], _ nests: inout LoopNests, _ module: borrowing Module) {
    var place = OpMap<Int32>(module, repeating: -1)
    var seen: Set<BlockID> = []
    for op in ops {
      if let block = module.parentBlock(of: op), seen.insert(block).inserted {
        search(block, &place, &nests, module)
      }
    }
  }

  /// An op that needs the producer's result and whose result the consumer reads.
  func opBetween(_ producer: OpID, _ consumer: OpID) -> OpID? {
    between[Self.key(producer, consumer)]
  }

  private static func key(_ a: OpID, _ b: OpID) -> Int64 { Int64(a.raw) << 32 | Int64(b.raw) }

  private mutating func search(
    _ block: BlockID, _ place: inout OpMap<Int32>, _ nests: inout LoopNests,
    _ module: borrowing Module
  ) {
    let ops = module.ops(of: block)
    for (index, op) in ops.enumerated() { place[op] = Int32(truncatingIfNeeded: index) }
    // What each op reads, by place, views looked through: a list of lists in one array.
    var starts: [Int] = [0]
    var reads: [Int32] = []
    /// By place, the place of the op whose result a view shows; its own for other ops.
    var origins: [Int32] = []
    var readers = [Int32](repeating: 0, count: ops.count)
    var lastReader = readers
    for (index, op) in ops.enumerated() {
      let start = reads.count
      for value in Self.values(readBy: op, in: module) {
        guard let source = module.definingOp(of: value), module.parentBlock(of: source) == block,
          !FusionEdgeBuilder.isConstant(source, in: module)
        else { continue }
        let origin = origins[Int(place[source])]
        guard !reads[start...].suffix(64).contains(origin) else { continue }
        reads.append(origin)
      }
      starts.append(reads.count)
      var origin = Int32(truncatingIfNeeded: index)
      // What a view reads besides what it shows, such as the value of a padding, makes it an op of its own.
      if case .success(let nest) = nests.nest(of: op, in: module), nest.isView,
        reads.count == start + 1,
        let shown = module.definingOp(of: module.operand(0, of: op)),
        module.parentBlock(of: shown) == block, origins[Int(place[shown])] == reads[start]
      {
        origin = reads[start]
      } else {
        for read in reads[start...] {
          readers[Int(read)] += 1
          lastReader[Int(read)] = Int32(truncatingIfNeeded: index)
        }
      }
      origins.append(origin)
    }
    let sources = ops.indices.filter { readers[$0] > 1 }
    var marks = ContiguousArray<Marks>(repeating: .zero, count: ops.count)
    var bits = [Int32](repeating: -1, count: ops.count)
    var first = 0
    while first < sources.count {
      let batch = sources[first..<min(first + Self.batch, sources.count)]
      first += Self.batch
      var end = 0
      for (bit, source) in batch.enumerated() {
        bits[source] = Int32(truncatingIfNeeded: bit)
        end = max(end, Int(lastReader[source]))
      }
      let begin = batch.first ?? 0
      for index in begin...max(begin, end) {
        let list = reads[starts[index]..<starts[index + 1]]
        var reached = Marks.zero
        for read in list where read >= begin { reached |= marks[Int(read)] }
        for read in list where bits[Int(read)] >= 0 && Self.has(bits[Int(read)], reached) {
          let way = list.first {
            $0 != read && $0 >= begin && Self.has(bits[Int(read)], marks[Int($0)])
          }
          if let way {
            between[Self.key(ops[Int(read)], ops[index])] = ops[Int(way)]
          }
        }
        for read in list where bits[Int(read)] >= 0 { Self.set(bits[Int(read)], &reached) }
        marks[index] = reached
      }
      for source in batch { bits[source] = -1 }
    }
  }

  private static func has(_ bit: Int32, _ marks: Marks) -> Bool {
    marks[Int(bit >> 6)] >> UInt64(bit & 63) & 1 != 0
  }

  private static func set(_ bit: Int32, _ marks: inout Marks) {
    marks[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
  }

  /// The operands of an op, and what the ops inside it use from outside.
  private static func values(readBy op: OpID, in module: borrowing Module) -> [ValueID] {
    var values = module.operands(of: op)
    guard module.regionCount(of: op) > 0,
      !module.traits(of: op).contains(.isolatedFromAbove)
    else { return values }
    let block = module.parentBlock(of: op)
    for inner in module.opsPreOrder(in: op).dropFirst() {
      for operand in module.operands(of: inner)
      where module.definingOp(of: operand).flatMap({ module.parentBlock(of: $0) }) == block {
        values.append(operand)
      }
    }
    return values
  }
}

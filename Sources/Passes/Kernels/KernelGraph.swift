import FuseIR
import Machine

/// The ops of one block as a planner of kernels sees them: loops as digits, who reads what, and bytes.
///
/// Nodes are numbered in program order. Views and constants are no nodes: edges look through them. Everything is in flat
/// arrays, since a plan looks at each edge thousands of times.
struct KernelGraph {
  /// What can become of an op.
  enum Kind: Equatable {
    /// It can be part of a stitched kernel.
    case stitchable
    /// A sum of products, which a kernel may hold where all that its rows read fits into scratch.
    case contraction
    /// A convolution or the like: a kernel of its own.
    case separate
    /// It runs outside of kernels: control flow, scalars, ops without known loops.
    case outside
  }

  /// One op.
  struct Node {
    let op: OpID
    let kind: Kind
    /// The extents of its digits; 1 for those that it does not have.
    let extents: SIMD16<Int64>
    let digitCount: Int
    /// The digits that are reductions, as bits.
    let reductions: UInt16
    /// The digits that its result has.
    let resultDigits: UInt16
    /// The points of its loops.
    let elements: Double
    /// The operations at all points together.
    let operations: OperationClasses<Double>
    /// Whether it takes the maximum of what it reduces.
    let isMaximum: Bool

    /// Whether it has one element, and reads only such: each row tile may compute it anew.
    var isScalar: Bool { digitCount == 0 && kind == .stitchable }
    var digits: UInt16 { UInt16(truncatingIfNeeded: (1 << digitCount) - 1) }

    /// The product of the extents of the digits.
    func extent(of digits: UInt16) -> Double {
      var product = 1.0
      var rest = digits
      while rest != 0 {
        product *= Double(extents[rest.trailingZeroBitCount])
        rest &= rest - 1
      }
      return product
    }
  }

  /// A use of one node's result by another.
  struct Edge {
    let producer: Int32
    let consumer: Int32
    let value: Int32
    /// For each digit of the consumer, the digit of the producer that runs with it; -1 for none.
    let toProducer: SIMD16<Int8>
    /// The producer's digits that run with a digit of the consumer.
    let covered: UInt16
    /// The consumer's digits that run with a digit of the producer.
    let used: UInt16
    /// The edge of the analysis of legality; -1 for a use inside a body.
    let fusion: Int32
    /// Whether the two can't be in one kernel, whatever its rows are.
    let isObstructed: Bool
  }

  /// A tensor: a result of a node, or one that comes from outside.
  struct Value {
    let id: ValueID
    let bytes: Double
    /// The node that computes it; -1 for none.
    let producer: Int32
    /// Whether it is needed by others than nodes: returned, or used in the region of an op.
    var escapes: Bool
  }

  /// A tensor that a node reads.
  struct Read {
    let value: Int32
    let bytes: Double
    /// The node's digits along which it changes.
    let digits: UInt16
  }

  /// How a node reads a tensor that no op of kernels computes: for each digit of the node, that of the tensor; -1 for none.
  struct Tie {
    let value: Int32
    let toValue: SIMD16<Int8>
  }

  let block: BlockID
  var nodes: [Node] = []
  /// By node, why it is in no kernel with others; nil for those that may be.
  var obstacles: [FusionReason?] = []
  /// By node, the loops that its digits are.
  var digits: [LoopDigits] = []
  var edges: [Edge] = []
  var values: [Value] = []
  /// By node, where its incoming edges begin; `edges` are by consumer.
  var firstIn: [Int32] = [0]
  /// The numbers of the edges by producer, and where those of a node begin.
  var outgoing: [Int32] = []
  var firstOut: [Int32] = []
  /// What nodes read, by node.
  var reads: [Read] = []
  var firstRead: [Int32] = [0]
  /// How nodes read tensors from outside, by node.
  var ties: [Tie] = []
  var firstTie: [Int32] = [0]
  /// The values that a node computes.
  var results: [Int32] = []
  var firstResult: [Int32] = [0]
  /// The nodes that read a value, by value.
  var readers: [Int32] = []
  var firstReader: [Int32] = []
  /// Dependences beyond edges between stitchable ops: the nodes that each node needs directly, by node.
  var needs: [Int32] = []
  var firstNeed: [Int32] = [0]
  /// For each node, which nodes it reaches and which reach it, as rows of bits.
  var reach = BitRows(0)
  var reachedFrom = BitRows(0)

  func incoming(_ node: Int32) -> Range<Int> {
    Int(firstIn[Int(node)])..<Int(firstIn[Int(node) + 1])
  }
  func outgoing(_ node: Int32) -> ArraySlice<Int32> {
    outgoing[Int(firstOut[Int(node)])..<Int(firstOut[Int(node) + 1])]
  }
  func reads(_ node: Int32) -> ArraySlice<Read> {
    reads[Int(firstRead[Int(node)])..<Int(firstRead[Int(node) + 1])]
  }
  func ties(_ node: Int32) -> ArraySlice<Tie> {
    ties[Int(firstTie[Int(node)])..<Int(firstTie[Int(node) + 1])]
  }
  func results(_ node: Int32) -> ArraySlice<Int32> {
    results[Int(firstResult[Int(node)])..<Int(firstResult[Int(node) + 1])]
  }
  func readers(_ value: Int32) -> ArraySlice<Int32> {
    readers[Int(firstReader[Int(value)])..<Int(firstReader[Int(value) + 1])]
  }
  func needs(_ node: Int32) -> ArraySlice<Int32> {
    needs[Int(firstNeed[Int(node)])..<Int(firstNeed[Int(node) + 1])]
  }

  /// Finds who reaches whom, and who reads what, once nodes, edges and values are there.
  mutating func close() {
    let count = nodes.count
    reach = BitRows(count)
    reachedFrom = BitRows(count)
    for node in 0..<Int32(count) {
      for other in needs(node) {
        reachedFrom.insert(other, into: node)
        reachedFrom.merge(other, into: node)
      }
    }
    var users: [[Int32]] = Array(repeating: [], count: count)
    for node in 0..<Int32(count) {
      for other in needs(node) { users[Int(other)].append(node) }
    }
    for node in (0..<Int32(count)).reversed() {
      for other in users[Int(node)] {
        reach.insert(other, into: node)
        reach.merge(other, into: node)
      }
    }
    (firstOut, outgoing) = Self.grouped(edges.indices.map { edges[$0].producer }, count)
    var pairs: [Int32] = []
    var owners: [Int32] = []
    for node in 0..<Int32(count) {
      for read in reads(node) {
        pairs.append(read.value)
        owners.append(node)
      }
    }
    let (starts, order) = Self.grouped(pairs, values.count)
    firstReader = starts
    readers = order.map { owners[Int($0)] }
  }

  /// The places of an array by the key there: where each key's begin, and the places.
  private static func grouped(_ keys: [Int32], _ count: Int) -> ([Int32], [Int32]) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for key in keys { starts[Int(key) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var next = starts
    var order = [Int32](repeating: 0, count: keys.count)
    for (place, key) in keys.enumerated() {
      order[Int(next[Int(key)])] = Int32(truncatingIfNeeded: place)
      next[Int(key)] += 1
    }
    return (starts, order)
  }
}

/// A square of bits: a set of nodes for each node.
struct BitRows {
  let words: Int
  private var bits: [UInt64]

  init(_ count: Int) {
    words = (count + 63) >> 6
    bits = [UInt64](repeating: 0, count: words * count)
  }

  mutating func insert(_ element: Int32, into row: Int32) {
    bits[Int(row) * words + Int(element >> 6)] |= 1 << UInt64(element & 63)
  }
  mutating func merge(_ other: Int32, into row: Int32) {
    let (from, to) = (Int(other) * words, Int(row) * words)
    for word in 0..<words { bits[to + word] |= bits[from + word] }
  }
  func contains(_ element: Int32, in row: Int32) -> Bool {
    bits[Int(row) * words + Int(element >> 6)] >> UInt64(element & 63) & 1 != 0
  }
  @inline(__always)
  func word(_ word: Int, of row: Int32) -> UInt64 { bits[Int(row) * words + word] }
}

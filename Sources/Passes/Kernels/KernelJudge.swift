import FuseIR
import Machine

/// Says of sets of ops whether they can be one kernel, and what that takes.
struct KernelJudge {
  /// The most ops of a kernel, before the elementwise chains in it are counted one by one.
  static let maximumOps = 64

  let graph: KernelGraph
  let model: KernelCostModel
  let scratchBudget: Double
  /// The memory that the budget is of.
  let scratch: String
  let maximumArguments: Int
  private var rowSpaces: RowSpaceFinder
  /// By node, the last question in which it was a member, and its place there.
  private var asked: [Int32]
  private var place: [Int32]
  /// By value, the last question in which it was counted, and the sweeps that read it.
  private var counted: [Int32]
  private var sweepsOf: [UInt64]
  private var question: Int32 = 0

  init(_ graph: KernelGraph, _ model: KernelCostModel, _ processor: Processor) {
    self.graph = graph
    self.model = model
    scratchBudget = Double(processor.scratchBytes)
    scratch = processor.scratch
    maximumArguments = processor.maximumArguments
    rowSpaces = RowSpaceFinder(graph)
    asked = [Int32](repeating: 0, count: graph.nodes.count)
    place = asked
    counted = [Int32](repeating: 0, count: graph.values.count)
    sweepsOf = [UInt64](repeating: 0, count: graph.values.count)
  }

  /// What the ops, in program order, are as one kernel, or why they can't be one.
  mutating func judge(_ members: [Int32]) -> Result<KernelShape, Refused> {
    do throws(Refused) {
      return .success(try shape(members))
    } catch {
      return .failure(error)
    }
  }

  /// A refusal as an error.
  struct Refused: Error {
    let reason: KernelRefusal
  }

  /// Whether the node is a member of the set that is looked at.
  private func has(_ node: Int32) -> Bool { asked[Int(node)] == question }

  private mutating func shape(_ members: [Int32]) throws(Refused) -> KernelShape {
    guard members.count <= Self.maximumOps else {
      throw Refused(reason: .tooManyOps(members.count))
    }
    question += 1
    for (index, node) in members.enumerated() {
      asked[Int(node)] = question
      place[Int(node)] = Int32(truncatingIfNeeded: index)
      let kind = graph.nodes[Int(node)].kind
      guard kind == .stitchable || kind == .contraction || members.count == 1 else {
        throw Refused(reason: .notStitchable(node))
      }
    }
    if members.count > 1, let between = nodeBetween(members) {
      throw Refused(reason: .notConvex(through: between))
    }
    var edges: [Int32] = []
    for node in members {
      for number in graph.incoming(node) where has(graph.edges[number].producer) {
        if graph.edges[number].isObstructed {
          throw Refused(reason: .illegalEdge(Int32(truncatingIfNeeded: number)))
        }
        edges.append(Int32(truncatingIfNeeded: number))
      }
    }
    let space = rowSpaces.find(members, edges, graph)
    return try work(members, edges, space)
  }

  /// A node outside of the set that a member reaches and that reaches a member.
  private func nodeBetween(_ members: [Int32]) -> Int32? {
    guard let first = members.first, let last = members.last else { return nil }
    for word in Int(first >> 6)...Int(last >> 6) {
      var after: UInt64 = 0
      var before: UInt64 = 0
      var own: UInt64 = 0
      for node in members {
        after |= graph.reach.word(word, of: node)
        before |= graph.reachedFrom.word(word, of: node)
        if Int(node >> 6) == word { own |= 1 << UInt64(node & 63) }
      }
      let between = after & before & ~own
      if between != 0 { return Int32(word << 6 + between.trailingZeroBitCount) }
    }
    return nil
  }

  // MARK: Work

  private mutating func work(
    _ members: [Int32], _ edges: [Int32], _ space: RowSpace
  ) throws(Refused) -> KernelShape {
    var shape = KernelShape()
    shape.rows = space.count
    let sweeps = sweeps(members, edges, space)
    shape.sweeps = Int(sweeps.max() ?? 0) + 1
    shape.combines = space.isCombined.contains(true)
    var work = KernelWork()
    // A value that is kept has a place from the sweep that computes it to the last that reads it.
    var kept = [Double](repeating: 0, count: members.count)
    var lastSweep = sweeps
    var keptReads = [Double](repeating: 0, count: members.count)
    for number in edges {
      let edge = graph.edges[Int(number)]
      let (from, to) = (Int(place[Int(edge.producer)]), Int(place[Int(edge.consumer)]))
      let kind = try kind(number, edge, from, to, space, sweeps)
      shape.edges.append((number, kind))
      guard kind == .rowBuffer else { continue }
      let node = graph.nodes[Int(edge.producer)]
      let local = node.resultDigits & ~space.rows[from]
      let bytes = graph.values[Int(edge.value)].bytes
      kept[from] = max(kept[from], bytes / node.extent(of: node.resultDigits & ~local))
      lastSweep[from] = max(lastSweep[from], sweeps[to])
      keptReads[from] += bytes
    }
    var inScratch = [Double](repeating: 0, count: shape.sweeps)
    for index in members.indices where kept[index] > 0 {
      for sweep in sweeps[index]...lastSweep[index] { inScratch[Int(sweep)] += kept[index] }
      work.scratchBytes += graph.results(members[index]).reduce(0) {
        $0 + graph.values[Int($1)].bytes
      }
      work.scratchBytes += keptReads[index]
    }
    try addOperands(members, space, &inScratch, sweeps)
    shape.scratchBytes = inScratch.max() ?? 0
    guard shape.scratchBytes <= scratchBudget || members.count == 1 else {
      throw Refused(reason: .scratch(bytes: shape.scratchBytes, budget: scratchBudget))
    }
    addTraffic(members, sweeps, space, &shape, &work)
    guard shape.arguments <= maximumArguments || members.count == 1 else {
      throw Refused(reason: .tooManyArguments(shape.arguments, limit: maximumArguments))
    }
    for (index, node) in members.enumerated() {
      let node = graph.nodes[Int(node)]
      work.operations.add(node.operations, times: 1)
      let local = node.elements / node.extent(of: space.rows[index])
      if !space.isTail[index] { work.rowElements = max(work.rowElements, local) }
    }
    work.rows = space.count
    work.barriers = Double(shape.sweeps - 1)
    work.combines = shape.combines ? 1 : 0
    work.offChipBytes = shape.offChipBytes
    shape.seconds = model.seconds(work)
    shape.work = work
    return shape
  }

  /// By member, how many times its row was gone through before it can be computed.
  private func sweeps(_ members: [Int32], _ edges: [Int32], _ space: RowSpace) -> [Int32] {
    var sweeps = [Int32](repeating: 0, count: members.count)
    for number in edges {
      let edge = graph.edges[Int(number)]
      let (from, to) = (Int(place[Int(edge.producer)]), Int(place[Int(edge.consumer)]))
      guard !space.isTail[to] else { continue }
      let reduces = graph.nodes[Int(edge.producer)].reductions & ~space.rows[from] != 0
      sweeps[to] = max(sweeps[to], sweeps[from] + (reduces ? 1 : 0))
    }
    return sweeps
  }

  private func kind(
    _ number: Int32, _ edge: KernelGraph.Edge, _ from: Int, _ to: Int, _ space: RowSpace,
    _ sweeps: [Int32]
  ) throws(Refused) -> KernelEdgeKind {
    let producer = graph.nodes[Int(edge.producer)]
    let consumer = graph.nodes[Int(edge.consumer)]
    if space.isCombined[from] {
      guard space.isTail[to] else {
        throw Refused(reason: .differentRows(number, rows: space.count))
      }
      return .combined
    }
    if space.isTail[to] {
      // What the tail reads besides sums over rows would have to be whole.
      guard space.isTail[from] || producer.isScalar else {
        throw Refused(reason: .differentRows(number, rows: space.count))
      }
      return producer.isScalar ? .rowScalar : .register
    }
    if producer.isScalar { return .rowScalar }
    let local = producer.resultDigits & ~space.rows[from]
    if producer.extent(of: local) == 1 {
      return consumer.extent(of: consumer.digits & ~edge.used) > 1 ? .rowScalar : .register
    }
    let isStepByStep = local & ~edge.covered == 0
    let isReadOnce = consumer.extent(of: consumer.digits & ~edge.used) == 1
    return isStepByStep && isReadOnce && sweeps[from] == sweeps[to] ? .register : .rowBuffer
  }

  /// What sums of products read from outside is kept for a row, as it is read several times; so each row must have its own.
  private func addOperands(
    _ members: [Int32], _ space: RowSpace, _ inScratch: inout [Double], _ sweeps: [Int32]
  ) throws(Refused) {
    guard members.count > 1 else { return }
    for (index, number) in members.enumerated() {
      let node = graph.nodes[Int(number)]
      guard node.kind == .contraction else { continue }
      for read in graph.reads(number) {
        guard node.extent(of: read.digits & space.rows[index]) == space.count, space.count > 1
        else { throw Refused(reason: .sharedOperand(number, bytes: read.bytes)) }
        let producer = graph.values[Int(read.value)].producer
        guard producer < 0 || !has(producer) else { continue }
        inScratch[Int(sweeps[index])] +=
          read.bytes / node.extent(of: read.digits & space.rows[index])
      }
      for value in graph.results(number) {
        inScratch[Int(sweeps[index])] +=
          graph.values[Int(value)].bytes / node.extent(of: node.resultDigits & space.rows[index])
      }
    }
  }

  /// Counts what is read from outside, once where a row of it stays near, and what is written.
  private mutating func addTraffic(
    _ members: [Int32], _ sweeps: [Int32], _ space: RowSpace, _ shape: inout KernelShape,
    _ work: inout KernelWork
  ) {
    var external: [(value: Int32, bytes: Double)] = []
    for (index, node) in members.enumerated() {
      for read in graph.reads(node) {
        let producer = graph.values[Int(read.value)].producer
        guard producer < 0 || !has(producer) else { continue }
        if counted[Int(read.value)] != question {
          counted[Int(read.value)] = question
          sweepsOf[Int(read.value)] = 0
          external.append((read.value, read.bytes))
        }
        sweepsOf[Int(read.value)] |= 1 << UInt64(min(sweeps[index], 63))
      }
      for value in graph.results(node) where isNeededOutside(value) {
        shape.arguments += 1
        shape.offChipBytes += graph.values[Int(value)].bytes
      }
    }
    shape.arguments += external.count
    var again = 0.0
    for read in external { again += sweepsOf[Int(read.value)].nonzeroBitCount > 1 ? read.bytes : 0 }
    let isNear = again / space.count + shape.scratchBytes <= scratchBudget
    for read in external {
      let sweeps = Double(max(1, sweepsOf[Int(read.value)].nonzeroBitCount))
      shape.offChipBytes += isNear ? read.bytes : read.bytes * sweeps
      if isNear { work.scratchBytes += read.bytes * (sweeps - 1) }
    }
  }

  private func isNeededOutside(_ value: Int32) -> Bool {
    if graph.values[Int(value)].escapes { return true }
    for reader in graph.readers(value) where !has(reader) { return true }
    return false
  }
}

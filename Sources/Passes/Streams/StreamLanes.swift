import FuseIR

/// Lets what is inside of a loop run on several lanes.
struct StreamLanes {
  private let loop: StreamLaneLoop
  private let factor: Int
  private let members: Set<OpID>
  /// By stream that comes from outside, what each lane gets of it.
  private var dealt: [ValueID: [ValueID]] = [:]
  /// By lane, what stands there for the streams inside.
  private var copies: [CloneMapping]
  /// What stands outside for a stream inside.
  private var gathered: [ValueID: ValueID] = [:]

  /// Rewrites the graph: deals the loop's streams to copies of its blocks, and gathers what leaves them.
  static func split(_ loop: StreamLaneLoop, into factor: Int, in module: inout Module) {
    var lanes = StreamLanes(loop, factor)
    lanes.split(&module)
  }

  private init(_ loop: StreamLaneLoop, _ factor: Int) {
    self.loop = loop
    self.factor = factor
    members = Set(loop.inside)
    copies = [CloneMapping](repeating: CloneMapping(), count: factor)
  }

  private mutating func split(_ module: inout Module) {
    for op in loop.inside {
      deal(to: op, &module)
      for lane in 0..<factor {
        let copy = module.clone(op, mapping: &copies[lane])
        module.insert(copy, at: .before(op))
      }
      gather(from: op, &module)
    }
    for op in loop.inside.reversed() { module.erase(op) }
  }

  /// Deals what an op reads from outside in step with the loop.
  private mutating func deal(to op: OpID, _ module: inout Module) {
    for value in module.operands(of: op) {
      guard dealt[value] == nil, StreamType(of: value, in: module)?.depth == loop.depth,
        module.definingOp(of: value).map({ !members.contains($0) }) ?? true
      else { continue }
      let type = module.type(of: value)
      let fork = module.build(
        SamOp.fork, at: .before(op), operands: [value],
        resultTypes: [TypeID](repeating: type, count: factor),
        attributes: [("index", module.stringAttribute(loop.index))],
        location: module.location(of: op))
      let lanes = module.results(of: fork)
      dealt[value] = lanes
      for lane in 0..<factor { copies[lane][value] = lanes[lane] }
    }
  }

  /// Gathers those results of an op that are read outside.
  private mutating func gather(from op: OpID, _ module: inout Module) {
    if loop.sums.contains(op) {
      add(op, &module)
      return
    }
    let isRead = module.results(of: op).map { result in
      module.uses(of: result).contains { !members.contains($0.user) }
    }
    for (result, isRead) in zip(module.results(of: op), isRead) where isRead {
      replace(result, with: outside(result, before: op, &module), &module)
    }
  }

  private func replace(_ value: ValueID, with other: ValueID, _ module: inout Module) {
    for use in module.uses(of: value) where !members.contains(use.user) {
      module.replace(use, with: other)
    }
  }

  /// A stream outside: what the lanes have of it, gathered. A signal is made again.
  private mutating func outside(
    _ value: ValueID, before op: OpID, _ module: inout Module
  ) -> ValueID {
    if let known = gathered[value] { return known }
    let location = module.location(of: op)
    let made: OpID
    if StreamType(of: value, in: module) == .signals, let signal = module.definingOp(of: value) {
      let source = outside(module.operand(0, of: signal), before: op, &module)
      made = module.build(
        SamOp.repeatSignal, at: .before(op), operands: [source],
        resultTypes: [module.type(of: value)],
        attributes: module.attribute("index", of: signal).map { [("index", $0)] } ?? [],
        location: location)
    } else {
      made = module.build(
        SamOp.join, at: .before(op), operands: copies.map { $0[value] },
        resultTypes: [module.type(of: value)],
        attributes: [("index", module.stringAttribute(loop.index))], location: location)
    }
    let result = module.result(of: made)
    gathered[value] = result
    return result
  }

  /// Adds up what the lanes have of a sum over the loop: values one by one, or by their coordinates. Whoever reads the sum, reads
  /// all of it.
  private func add(_ op: OpID, _ module: inout Module) {
    let results = module.results(of: op)
    let location = module.location(of: op)
    guard let last = results.last else { return }
    var parts = copies.map { $0[last] }
    if results.count == 2 {
      let types =
        [module.type(of: results[0])]
        + [TypeID](repeating: module.type(of: last), count: factor)
      let union = module.build(
        SamOp.union, at: .before(op),
        operands: copies.flatMap { [$0[results[0]], $0[last]] }, resultTypes: types,
        location: location)
      let streams = module.results(of: union)
      module.replaceAllUses(of: results[0], with: streams[0])
      parts = Array(streams.dropFirst())
    }
    let isMaximum = module.string("function", of: op) == "max"
    let function = module.stringAttribute(isMaximum ? "max" : "add")
    while parts.count > 1 {
      var sums: [ValueID] = []
      for first in stride(from: 0, to: parts.count - 1, by: 2) {
        let sum = module.build(
          SamOp.alu, at: .before(op), operands: [parts[first], parts[first + 1]],
          resultTypes: [module.type(of: last)], attributes: [("function", function)],
          location: location)
        sums.append(module.result(of: sum))
      }
      if parts.count % 2 == 1, let rest = parts.last { sums.append(rest) }
      parts = sums
    }
    module.replaceAllUses(of: last, with: parts[0])
  }
}

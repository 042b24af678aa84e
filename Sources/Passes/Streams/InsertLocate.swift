import FuseIR

/// Finds coordinates in a level instead of scanning and intersecting it.
///
/// Where a `sam.intersect` joins the scan of a dense level with other coordinates, all that are there stay: the reference of
/// coordinate c in the fiber of reference r is `r*size + c`, at any level, so that a `sam.locate` takes the place of the scan and
/// of its part in the joiner. Its parent reference is repeated along the other coordinates. Two dense levels need no search
/// either: one is scanned, the other located. With `compressed`, levels that store only some coordinates are located as
/// well, where the joiner has another operand that is scanned; that costs a search in the fiber for each coordinate, and
/// pays where the other operand stores far less.
///
/// ```
/// %ck, %rk = "sam.scan"(%A, %ra) ...               →   %ck, %rk = "sam.scan"(%A, %ra) ...
/// %dk, %sk = "sam.scan"(%X, %rx) {level = 0}           %sig = "sam.repeat_signal"(%ck)
/// %c, %a, %x = "sam.intersect"(%ck, %rk, %dk, %sk)     %rep = "sam.repeat"(%rx, %sig)
///                                                      %c, %x, %a = "sam.locate"(%X, %ck, %rep, %rk) {level = 0}
/// ```
public struct InsertLocate: Pass {
  /// `insert-locate`.
  public static let name = "insert-locate"
  /// What the pass does.
  public static let summary =
    "Finds coordinates in dense levels instead of scanning and intersecting."
  /// The whole program, or functions one at a time.
  public static let anchor = PassAnchor.any
  /// The options.
  public static var options: [PassOption<InsertLocate>] {
    [PassOption("compressed", \.compressed, "Locate into compressed levels as well.")]
  }

  /// Whether compressed levels are located.
  public var compressed = false

  /// The pass with default options.
  public init() {}

  /// A scan that a joiner reads, and how its level is stored.
  private struct Part {
    var coordinates: ValueID
    var payload: ValueID
    /// The scan whose results both are; nil for other streams, or a scan that others read.
    var scan: OpID?
    var isDense = false
  }

  /// Rewrites the joiners inside of the op.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var outcome = PassOutcome.unchanged
    for inner in module.opsPreOrder(in: op) where !module.isErased(inner) {
      guard module.opcode(of: inner).is(SamOp.intersect),
        module.attribute("skip", of: inner) == nil
      else { continue }
      let count = rewrite(inner, &module)
      if count > 0 {
        context.count("levels located", by: count)
        outcome = .changed
      }
    }
    return outcome
  }

  private func part(
    _ coordinates: ValueID, _ payload: ValueID, of joiner: OpID, in module: borrowing Module
  ) -> Part {
    var part = Part(coordinates: coordinates, payload: payload)
    guard let scan = module.definingOp(of: coordinates), module.opcode(of: scan).is(SamOp.scan),
      module.operandCount(of: scan) == 2, coordinates == module.result(0, of: scan),
      payload == module.result(1, of: scan),
      module.uses(of: coordinates).allSatisfy({ $0.user == joiner }),
      module.uses(of: payload).allSatisfy({ $0.user == joiner }),
      let level = module.integer("level", of: scan).map({ Int($0) }),
      let encoding = try? SparseEncoding.of(
        module.type(of: module.operand(0, of: scan)), in: module),
      encoding.levels.indices.contains(level)
    else { return part }
    let format = encoding.levels[level].format
    guard format == .dense || format == .compressed else { return part }
    part.isDense = format == .dense
    part.scan = scan
    return part
  }

  /// Locates what can be located of a joiner; returns how many levels.
  private func rewrite(_ joiner: OpID, _ module: inout Module) -> Int {
    let operands = module.operands(of: joiner)
    var parts: [Part] = []
    for index in 0..<operands.count / 2 {
      parts.append(
        part(operands[2 * index], operands[2 * index + 1], of: joiner, in: module))
    }
    // A reference that may be N, from a union, is no fiber to look into.
    var located = parts.indices.filter { index in
      guard let scan = parts[index].scan else { return false }
      return (parts[index].isDense || compressed)
        && !mayBeAbsent(module.operand(1, of: scan), in: module)
    }
    if located.count == parts.count {
      // One is scanned: the first that is compressed, else the first.
      let kept = located.first { !parts[$0].isDense } ?? located[0]
      located.removeAll { $0 == kept }
    }
    guard !located.isEmpty else { return 0 }
    let kept = parts.indices.filter { !located.contains($0) }
    let location = module.location(of: joiner)
    var index: [(String, AttributeID)] = []
    if let name = module.attribute("index", of: joiner) { index = [("index", name)] }

    // The coordinates and payloads of what is left of the joiner.
    var coordinates = parts[kept[0]].coordinates
    var owners = kept
    var payloads = kept.map { parts[$0].payload }
    if kept.contains(where: { parts[$0].coordinates != coordinates }) {
      var types = [module.type(of: coordinates)]
      for payload in payloads { types.append(module.type(of: payload)) }
      let rest = module.build(
        SamOp.intersect, at: .before(joiner),
        operands: kept.flatMap { [parts[$0].coordinates, parts[$0].payload] }, resultTypes: types,
        attributes: index, location: location)
      coordinates = module.result(0, of: rest)
      payloads = Array(module.results(of: rest).dropFirst())
    } else {
      // Counted references that nobody reads need not go along.
      owners = kept.filter { place in
        let maker = module.definingOp(of: parts[place].payload)
        let isCounted = maker.map { module.opcode(of: $0).is(SamOp.generateReferences) } ?? false
        return !isCounted || !module.uses(of: module.result(place + 1, of: joiner)).isEmpty
      }
      payloads = owners.map { parts[$0].payload }
    }
    for place in located {
      guard let scan = parts[place].scan else { continue }
      let signalType = StreamType.signals.type(in: &module)
      let signal = module.build(
        SamOp.repeatSignal, at: .before(joiner), operands: [coordinates],
        resultTypes: [signalType], attributes: index, location: location)
      let referenceType = module.type(of: parts[place].payload)
      let parent = module.build(
        SamOp.repeat, at: .before(joiner),
        operands: [module.operand(1, of: scan), module.result(of: signal)],
        resultTypes: [referenceType], attributes: index, location: location)
      var types = [module.type(of: coordinates), referenceType]
      for payload in payloads { types.append(module.type(of: payload)) }
      let level = module.integer("level", of: scan) ?? 0
      let locate = module.build(
        SamOp.locate, at: .before(joiner),
        operands: [module.operand(0, of: scan), coordinates, module.result(of: parent)] + payloads,
        resultTypes: types, attributes: [("level", module.integerAttribute(level))] + index,
        location: location)
      coordinates = module.result(0, of: locate)
      payloads = Array(module.results(of: locate).dropFirst(2)) + [module.result(1, of: locate)]
      owners.append(place)
    }
    var results = [coordinates]
    for place in parts.indices {
      // What is not there is read by nobody.
      results.append(owners.firstIndex(of: place).map { payloads[$0] } ?? parts[place].payload)
    }
    module.replace(joiner, with: results)
    for place in located {
      if let scan = parts[place].scan { module.erase(scan) }
    }
    return located.count
  }

  /// Whether a reference may be `N`: it comes from a union or a concatenation, through repeaters and joiners.
  private func mayBeAbsent(_ reference: ValueID, in module: borrowing Module) -> Bool {
    var current = reference
    // A graph that lets scanners skip may be cyclic.
    var passed: Set<OpID> = []
    while case .result(let op, let index) = module.definition(of: current),
      passed.insert(op).inserted
    {
      switch SamOp(module.opcode(of: op)) {
      case .union, .concat: return true
      case .intersect:
        guard index > 0, 2 * index - 1 < module.operandCount(of: op) else { return true }
        current = module.operand(2 * index - 1, of: op)
      case .repeat, .broadcast: current = module.operand(0, of: op)
      case .scan, .root, .locate: return false
      default: return true
      }
    }
    return true
  }
}

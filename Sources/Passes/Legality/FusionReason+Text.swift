import FuseIR

// Reasons in words, and as attributes.

extension FusionReason {
  /// The reason as part of a sentence about an edge.
  public func text(_ names: OpNames, in module: borrowing Module) -> String {
    switch self {
    case .halo(let window):
      let dimension = window.producerLoop.map { "the producer's loop d\($0)" } ?? "a dimension"
      return "halo of \(window.overlap) along \(dimension): the consumer's "
        + "\(window.consumerLoop.text) moves a window of \(window.size) by \(window.step)"
        + (window.dilation == 1 ? "" : ", dilation \(window.dilation)")
    case .reductionBoundary(let loops):
      return "reduction boundary: the producer's \(Self.list(loops)) "
        + (loops.count == 1 ? "finishes" : "finish") + " before the consumer reads"
    case .rowBarrier(let reduction, let loop, let consumerLoop):
      return "row barrier: the consumer's d\(consumerLoop) runs again along the row that "
        + "d\(loop) of \(names.name(of: reduction, in: module)) reduces"
    case .multipleUsers(let users):
      return "\(users.count) users: \(Self.list(users, names, module))"
    case .escapes(.returned): return "the function returns the value"
    case .escapes(.passedOn(let op)): return "\(names.name(of: op, in: module)) passes the value on"
    case .escapes(.captured(let op)):
      return "the value is captured by \(names.name(of: op, in: module))"
    case .elementTypeChange(let from, let to):
      return "elements change from \(module.text(of: from)) to \(module.text(of: to))"
    case .incompatibleMaps(let dimension, let index):
      return "the loops do not align: index \(dimension) of the tensor is \(module.text(of: index))"
    case .dynamicExtent(let op, let loop):
      return "the extent of d\(loop) of \(names.name(of: op, in: module)) is not known"
    case .sideEffects(let op): return "\(names.name(of: op, in: module)) has side effects"
    case .cycle(let op):
      return "cycle through \(names.name(of: op, in: module)), which needs the one and which the "
        + "other needs"
    case .unsupportedKind(let op, let kind):
      return "\(names.name(of: op, in: module)) is \(Self.noun(kind))"
    case .memory(let shortage):
      let needed =
        shortage.neededBytes == .max ? "more than 2^63" : "\(shortage.neededBytes)"
      return "the least tile needs \(needed) bytes of '\(shortage.memory)', which has "
        + "\(shortage.capacityBytes)"
    case .notStitchable(let op, let obstacle):
      return "\(names.name(of: op, in: module)) is no part of stitched kernels: "
        + obstacle.rawValue
    case .tooManyOps(let count, let limit):
      return "\(count) ops, but a kernel has at most \(limit)"
    case .differentRows(let producer, let consumer, let rows):
      return "rows of \(names.name(of: producer, in: module)) are not rows of "
        + "\(names.name(of: consumer, in: module)); "
        + (rows == 1 ? "there is one row" : "there are \(rows)")
    case .sharedOperand(let op, let bytes):
      return "all rows of \(names.name(of: op, in: module)) read one operand of \(bytes) bytes"
    case .scratch(let shortage):
      return "a row keeps \(shortage.neededBytes) bytes, and '\(shortage.memory)' has "
        + "\(shortage.capacityBytes) for it"
    case .tooManyArguments(let count, let limit):
      return "\(count) tensors are read and written, and \(limit) may be"
    case .readAnywhere(let op):
      return "\(names.name(of: op, in: module)) reads the tensor at places that its loops don't "
        + "tell"
    case .noRowForm(let op, let obstacle, let other):
      return "\(names.name(of: op, in: module)) has no form in rows: \(obstacle.rawValue)"
        + (other.map { ", \(names.name(of: $0, in: module))" } ?? "")
    }
  }

  private static func noun(_ kind: UnsupportedKind) -> String {
    kind == .dataDependent ? "unsupported: \(kind.rawValue)" : kind.rawValue
  }

  private static func list(_ loops: [Int]) -> String {
    loops.map { "d\($0)" }.joined(separator: ", ")
  }

  private static func list(
    _ ops: [OpID], _ names: OpNames, _ module: borrowing Module
  ) -> String {
    var texts: [String] = []
    for op in ops.prefix(4) { texts.append(names.name(of: op, in: module)) }
    if ops.count > 4 { texts.append("\(ops.count - 4) more") }
    return texts.joined(separator: ", ")
  }

  /// The reason as a sentence with its code, for remarks.
  func coded(_ names: OpNames, in module: borrowing Module) -> String {
    "\(code.rawValue), \(text(names, in: module))"
  }

  /// Where the op that the reason is about stands; empty where it is about none in particular.
  func notes(_ names: OpNames, in module: borrowing Module) -> [Diagnostic] {
    guard let op else { return [] }
    return [.note("\(names.name(of: op, in: module)) is here", at: module.place(of: op))]
  }

  /// The reason with its values, for a `#fuse.edge`.
  func attribute(_ names: OpNames, in module: borrowing Module) -> FusionEdgeAttribute.Reason {
    var values: [(name: String, value: FusionEdgeAttribute.Value)] = []
    switch self {
    case .halo(let window):
      values = [
        ("overlap", .integer(window.overlap)), ("size", .integer(window.size)),
        ("step", .integer(window.step)), ("dilation", .integer(window.dilation)),
        ("consumer_loop", .integer(Int64(window.consumerLoop.loop))),
        ("window_loops", .integers(window.windowLoops.map { Int64($0) })),
      ]
      if let loop = window.producerLoop { values.append(("producer_loop", .integer(Int64(loop)))) }
    case .reductionBoundary(let loops):
      values = [("producer_loops", .integers(loops.map { Int64($0) }))]
    case .rowBarrier(let reduction, let loop, let consumerLoop):
      values = [
        ("op", .text(names.name(of: reduction, in: module))), ("loop", .integer(Int64(loop))),
        ("consumer_loop", .integer(Int64(consumerLoop))),
      ]
    case .multipleUsers(let users):
      var texts: [String] = []
      for op in users.prefix(16) { texts.append(names.name(of: op, in: module)) }
      values = [("count", .integer(Int64(users.count))), ("users", .texts(texts))]
    case .escapes(.returned): values = [("how", .text("returned"))]
    case .escapes(.passedOn(let op)):
      values = [("how", .text("passed-on")), ("op", .text(names.name(of: op, in: module)))]
    case .escapes(.captured(let op)):
      values = [("how", .text("captured")), ("op", .text(names.name(of: op, in: module)))]
    case .elementTypeChange(let from, let to):
      values = [("from", .text(module.text(of: from))), ("to", .text(module.text(of: to)))]
    case .incompatibleMaps(let dimension, let index):
      values = [
        ("dimension", .integer(Int64(dimension))), ("index", .text(module.text(of: index))),
      ]
    case .dynamicExtent(let op, let loop):
      values = [("op", .text(names.name(of: op, in: module))), ("loop", .integer(Int64(loop)))]
    case .sideEffects(let op): values = [("op", .text(names.name(of: op, in: module)))]
    case .cycle(let op): values = [("op", .text(names.name(of: op, in: module)))]
    case .unsupportedKind(let op, let kind):
      values = [("op", .text(names.name(of: op, in: module))), ("why", .text(kind.rawValue))]
    case .memory(let shortage):
      values = [
        ("bytes", .integer(shortage.neededBytes)), ("memory", .text(shortage.memory)),
        ("capacity", .integer(shortage.capacityBytes)),
      ]
    case .notStitchable(let op, let obstacle):
      values = [
        ("op", .text(names.name(of: op, in: module))), ("why", .text(obstacle.rawValue)),
      ]
    case .tooManyOps(let count, let limit):
      values = [("ops", .integer(Int64(count))), ("limit", .integer(Int64(limit)))]
    case .differentRows(let producer, let consumer, let rows):
      values = [
        ("producer", .text(names.name(of: producer, in: module))),
        ("consumer", .text(names.name(of: consumer, in: module))), ("rows", .integer(rows)),
      ]
    case .sharedOperand(let op, let bytes):
      values = [("op", .text(names.name(of: op, in: module))), ("bytes", .integer(bytes))]
    case .scratch(let shortage):
      values = [
        ("bytes", .integer(shortage.neededBytes)), ("memory", .text(shortage.memory)),
        ("capacity", .integer(shortage.capacityBytes)),
      ]
    case .tooManyArguments(let count, let limit):
      values = [("tensors", .integer(Int64(count))), ("limit", .integer(Int64(limit)))]
    case .readAnywhere(let op): values = [("op", .text(names.name(of: op, in: module)))]
    case .noRowForm(let op, let obstacle, let other):
      values = [
        ("op", .text(names.name(of: op, in: module))), ("why", .text(obstacle.rawValue)),
      ]
      if let other { values.append(("other", .text(names.name(of: other, in: module)))) }
    }
    return FusionEdgeAttribute.Reason(code, values)
  }
}

extension LoopPart {
  /// `d2`, `d2 floordiv 4`, `(d2 floordiv 4) mod 8`.
  var text: String {
    let quotient = divisor == 1 ? "d\(loop)" : "d\(loop) floordiv \(divisor)"
    guard let modulus else { return quotient }
    return (divisor == 1 ? quotient : "(\(quotient))") + " mod \(modulus)"
  }
}

extension FusionAxis {
  /// `d2`, `d2 - 1`, `d2 * 2 + 0..2`, `3`.
  var text: String {
    switch self {
    case .fixed(let index): return "\(index)"
    case .loop(let part, let offset): return part.text + Self.sign(offset)
    case .window(let window):
      let start =
        window.step == 1 ? window.consumerLoop.text : "\(window.consumerLoop.text)*\(window.step)"
      let reach = window.size == 1 ? "" : " + 0..\(window.size - 1)"
      return start + Self.sign(window.offset) + reach
    }
  }

  private static func sign(_ offset: Int64) -> String {
    offset == 0 ? "" : offset < 0 ? " - \(offset.magnitude)" : " + \(offset)"
  }
}

extension FusionEdge {
  /// How the loops correspond: `d0=d0, d1=d2*2 + 0..2`, the producer's on the left.
  var alignmentText: String? {
    guard let alignment else { return nil }
    var parts: [String] = []
    for (producer, axis) in zip(alignment.producerLoops, alignment.axes) {
      guard let producer else { continue }
      parts.append("d\(producer)=\(axis.text)")
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The edge as an attribute of its consumer; with an obstacle of its own to kernels, as kernels see it.
  func attribute(
    _ names: OpNames, kernelObstacle: FusionReason? = nil, in module: inout Module
  ) -> AttributeID {
    var verdict = verdict
    if let kernelObstacle, !verdict.reasons.contains(kernelObstacle) {
      verdict = .illegal([kernelObstacle] + verdict.reasons)
    }
    var reasons: [FusionEdgeAttribute.Reason] = []
    for reason in verdict.reasons { reasons.append(reason.attribute(names, in: module)) }
    var map: String?
    if let alignment {
      let id = module.affineMapAttribute(alignment.map)
      map = module.text(of: id)
    }
    return FusionEdgeAttribute(
      operand: operandIndex, verdict: verdict.kind, views: views.count, map: map, reasons: reasons
    ).attribute(in: &module)
  }
}

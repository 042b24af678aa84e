extension Module {
  /// The name by which a `sam.graph` knows the argument of a function with the number; nil where no graph reads it. Of several
  /// functions, the first one with such a graph counts.
  public func graphName(ofArgument number: Int) -> String? {
    for function in functions {
      guard let body = body(of: function), number < argumentCount(of: body) else { continue }
      for use in uses(of: argument(number, of: body)).reversed() {
        guard opcode(of: use.user).is(SamOp.graph) else { continue }
        let names = attribute("operand_names", of: use.user).flatMap { arrayElements($0) } ?? []
        if names.indices.contains(use.operandIndex) { return stringValue(names[use.operandIndex]) }
      }
    }
    return nil
  }
}

extension OpDefinition {
  /// `sam.graph`: a streaming dataflow graph, one fused region.
  ///
  /// The region's arguments are the operands, tensors whose encoding says how each level is stored (one without encoding is dense,
  /// row by row); `fuse_end.yield` gives the results, each made by a `sam.tensor`. Every other op is a block of the machine. Blocks
  /// run at the same time, so the order of the ops says nothing, and a graph may be cyclic (a joiner that lets a scanner skip).
  /// `operand_names` and `result_names` are the names of the tensors, as files and text graphs call them.
  ///
  /// A stream may have several readers, each of which gets every token; a result that nobody reads is thrown away. Where a dimension
  /// of a result is `?`, it has the size of an operand's dimension that a `sam.scan` with the `index` of the result's
  /// `sam.write_level` reads.
  ///
  /// *Time.* Each block has a clock of its own, and each token a time. A block takes one step per cycle: it waits until the
  /// tokens that it needs are there, and what it gives can be read in the next cycle. A graph takes as long as its last block.
  static let samGraph = OpDefinition(
    "sam.graph", summary: "A streaming dataflow graph, one fused region.",
    traits: [.pure, .isolatedFromAbove, .singleBlock, .graphRegion],
    operands: .any, results: .any, regions: .exactly(1),
    attributes: [
      .required("operand_names", .array), .required("result_names", .array),
      .optional("sym_name", .string),
    ],
    verify: { module, op, report in verifyGraph(op, module, &report) })

  /// `sam.tensor`: a tensor as writers left it, `(%level0, %level1, ..., %values) -> tensor<4x5xf32, #enc>`.
  ///
  /// One `!sam.mem` of a `sam.write_level` for each level of the encoding, in their order, and one of a `sam.write_values`. The
  /// coordinates of level `k` have depth `k + 1`, the values have the depth of the innermost level. Values that are blocks stand
  /// for the last levels, which are dense and of the block's sides, and are not written on their own. A result without levels is a
  /// scalar, `tensor<f32>`.
  ///
  /// *Time.* It is no block and takes no time.
  static let samTensor = OpDefinition(
    "sam.tensor", summary: "A tensor as writers left it.", traits: [.pure],
    operands: .atLeast(1), results: .exactly(1),
    verify: { module, op, report in verifyTensor(op, module, &report) })

  // MARK: Rules

  /// The most tokens of a queue, as in `machine.fabric`.
  private static let greatestQueueDepth: Int64 = 1 << 24

  /// `queue_depths` of a block: the tokens that the queue in front of each of its streams holds.
  private static func verifyQueueDepths(
    _ body: BlockID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    for block in module.ops(of: body) where module.attribute("queue_depths", of: block) != nil {
      let streams = module.operands(of: block).filter {
        StreamType(of: $0, in: module) != nil
      }
      let depths = module.integers("queue_depths", of: block)
      guard let depths, depths.count == streams.count,
        depths.allSatisfy({ (1...greatestQueueDepth).contains($0) })
      else {
        report.report(
          block,
          "must have \(streams.count) 'queue_depths' from 1 to \(greatestQueueDepth), as "
            + "array<i64: ...>, one for each stream that it reads")
        continue
      }
    }
  }

  private static func verifyGraph(
    _ op: OpID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    guard let body = module.body(of: op) else {
      report.report(op, "has an empty region: expects a block")
      return
    }
    for index in 0..<module.operandCount(of: op) {
      let type = module.type(of: module.operand(index, of: op))
      if case .tensor = module.type(type) { continue }
      report.report(op, "operand #\(index) must be a tensor, but is \(module.text(of: type))")
    }
    let operands = module.operands(of: op).map { module.type(of: $0) }
    if module.arguments(of: body).map({ module.type(of: $0) }) != operands {
      report.report(op, "must have a region whose arguments are of the types of the operands")
    }
    verifyNames(op, module, &report)
    verifyQueueDepths(body, module, &report)
    guard let end = module.lastOp(of: body), module.opcode(of: end).is(FuseEndOp.yield) else {
      report.report(op, "must have a region that ends in fuse_end.yield")
      return
    }
    if module.operands(of: end).map({ module.type(of: $0) }) != module.resultTypes(of: op) {
      report.report(op, "must yield tensors of the types of its results")
    }
    for index in 0..<module.operandCount(of: end) {
      let maker = module.definingOp(of: module.operand(index, of: end))
      if maker.map({ module.opcode(of: $0).is(SamOp.tensor) }) ?? false { continue }
      report.report(end, "operand #\(index) must be made by a sam.tensor in a sam.graph")
    }
    for inner in module.ops(of: body).dropLast() {
      let block = SamOp(module.opcode(of: inner))
      if block == nil || block == .graph {
        report.report(inner, "cannot stand in a sam.graph, which holds blocks of the sam dialect")
      }
    }
  }

  private static func verifyNames(
    _ op: OpID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    var seen: Set<String> = []
    for (attribute, count, noun) in [
      ("operand_names", module.operandCount(of: op), "operand"),
      ("result_names", module.resultCount(of: op), "result"),
    ] {
      let elements = module.attribute(attribute, of: op).flatMap { module.arrayElements($0) } ?? []
      if elements.count != count {
        report.report(
          op,
          "'\(attribute)' must have a name for each of the \(count) \(noun)s, but has \(elements.count)"
        )
      }
      for element in elements {
        guard let name = module.stringValue(element), isTensorName(name) else {
          report.report(
            op,
            "'\(attribute)' must hold names of letters, digits, '_', '.' and '-', "
              + "but holds \(module.text(of: element))")
          continue
        }
        if !seen.insert(name).inserted {
          report.report(op, "gives the name '\(name)' to two tensors")
        }
      }
    }
  }

  /// Whether a tensor may be called so: its name becomes part of names of files and of ports.
  private static func isTensorName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
          UInt8(ascii: "-"):
          true
        default: false
        }
      } && name != "." && name != ".."
  }

  private static func verifyTensor(
    _ op: OpID, _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    var check = StreamCheck(op, module, &report)
    let type = module.type(of: module.result(of: op))
    guard case .tensor(let shape, let element, _) = module.type(type) else {
      check.fail("result #0 must be a tensor, but is \(module.text(of: type))", &report)
      return
    }
    let levels = module.operandCount(of: op) - 1
    for index in 0...levels {
      guard check.operand(index, .memory, module, &report) != nil else { continue }
      let isLast = index == levels
      let writer = module.definingOp(of: module.operand(index, of: op))
      let expected = isLast ? SamOp.writeValues : .writeLevel
      guard let writer, module.opcode(of: writer).is(expected) else {
        check.fail(
          "operand #\(index) must be what a \(expected.definition.name) left, as "
            + (isLast ? "the last" : "all but the last"), &report)
        return
      }
      let stream = StreamType(of: module.operand(0, of: writer), in: module)
      let depth = isLast ? levels : index + 1
      if let actual = stream?.depth, actual != depth {
        check.fail(
          "expects \(isLast ? "values" : "coordinates of level \(index)") of depth \(depth), but "
            + "operand #\(index) was written from \(stream?.fullText ?? "")", &report)
      }
      if isLast, let values = stream?.element, values.scalar != module.text(of: element) {
        check.fail(
          "is a tensor of \(module.text(of: element)), but its values are \(values.text)", &report)
      }
    }
    if levels == 0, !shape.isEmpty, check.isRight {
      check.fail(
        "has no levels, as a scalar has: expects a result without dimensions, not "
          + module.text(of: type), &report)
    }
    guard check.isRight, let stored = check.encoding(of: type, module, &report)?.levels,
      let values = module.definingOp(of: module.operand(levels, of: op)),
      let block = StreamType(of: module.operand(0, of: values), in: module)?.element
    else { return }
    check.block(block, of: type, "operand #\(levels)", module, &report)
    let written = stored.count - block.block.count
    guard check.isRight, written == levels else {
      if check.isRight {
        check.fail("has \(written) levels, but is written with \(levels)", &report)
      }
      return
    }
    for index in 0..<levels {
      guard let writer = module.definingOp(of: module.operand(index, of: op)),
        let format = module.string("format", of: writer)
      else { continue }
      let isDense = stored[index].isDense
      let isCompressed = stored[index].format == .compressed
      if isDense ? format != "dense" : !isCompressed || format != "compressed" {
        check.fail(
          isDense || isCompressed
            ? "expects level \(index) to be written as \(isDense ? "dense" : "compressed"), but "
              + "operand #\(index) is \(format)"
            : "level \(index) is neither dense nor compressed: no writer makes such a one", &report)
      }
    }
  }
}

import FuseIR

/// `linalg.generic` that hands every result through from an input of the same type and index map → the inputs.
struct GenericIdentity: RewritePattern {
  var roots: [Opcode] { [Opcode(LinalgOp.generic)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let structured = StructuredOp(op, in: rewriter.module),
      let maps = structured.indexingMaps(in: rewriter.module),
      structured.iteratorTypes(in: rewriter.module)?.allSatisfy({ $0 == .parallel }) == true,
      let body = structured.body(in: rewriter.module),
      let end = rewriter.module.lastOp(of: body)
    else { return false }
    let inputs = structured.inputCount(in: rewriter.module)
    let count = rewriter.module.resultCount(of: op)
    guard count > 0, rewriter.module.operandCount(of: end) == count,
      maps.count == inputs + count
    else { return false }
    var values: [ValueID] = []
    for index in 0..<count {
      let yielded = rewriter.module.operand(index, of: end)
      guard case .argument(let block, let position) = rewriter.module.definition(of: yielded),
        block == body, position < inputs, maps[position] == maps[inputs + index],
        maps[position].isPermutation
      else { return false }
      let value = rewriter.module.operand(position, of: op)
      let type = rewriter.module.type(of: rewriter.module.result(index, of: op))
      guard rewriter.module.type(of: value) == type else { return false }
      values.append(value)
    }
    rewriter.replace(op, with: values)
    return true
  }
}

/// Takes results of `linalg.generic` away that nobody uses, and that the body reads back for such results only: of a greatest
/// element with its index, the index.
struct GenericDeadResults: RewritePattern {
  var roots: [Opcode] { [Opcode(LinalgOp.generic)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    let count = rewriter.module.resultCount(of: op)
    guard count > 1, let structured = StructuredOp(op, in: rewriter.module),
      let maps = structured.indexingMaps(in: rewriter.module),
      let body = structured.body(in: rewriter.module),
      let end = rewriter.module.lastOp(of: body)
    else { return false }
    let inputs = structured.inputCount(in: rewriter.module)
    let operands = rewriter.module.operands(of: op)
    let results = rewriter.module.results(of: op)
    let yielded = rewriter.module.operands(of: end)
    guard operands.count == inputs + count, maps.count == operands.count, yielded.count == count
    else { return false }
    let wanted = (0..<count).map { index in
      rewriter.module.hasUses(results[index])
        // The shape of an output may be all that says how long a loop is: one with another map stays.
        || !(0..<count).contains { $0 != index && maps[inputs + $0] == maps[inputs + index] }
    }
    let needed = Self.closed(wanted, body, firstOutput: inputs, in: rewriter.module)
    let kept = (0..<count).filter { needed[$0] }
    guard !kept.isEmpty, kept.count < count else { return false }
    // Of several equal maps one must stay.
    let mapsKept = Set(kept.map { maps[inputs + $0] })
    guard (0..<count).allSatisfy({ mapsKept.contains(maps[inputs + $0]) }) else { return false }
    rewriter.setOperands(of: end, to: kept.map { yielded[$0] })
    let removed = (0..<count).filter { !kept.contains($0) }
    Self.eraseReaders(of: removed.map { inputs + $0 }, of: body, &rewriter)
    for index in removed.reversed() { rewriter.removeArgument(inputs + index, from: body) }
    let region = rewriter.module.createRegion()
    rewriter.module.moveBlocks(of: rewriter.module.region(of: op), to: region)
    let made = rewriter.build(
      rewriter.module.opcode(of: op),
      operands: Array(operands[..<inputs]) + kept.map { operands[inputs + $0] },
      resultTypes: kept.map { rewriter.module.type(of: results[$0]) },
      properties: rewriter.module.properties(of: op),
      attributes: rewriter.module.attributes(of: op), regions: [region])
    rewriter.setMaps(of: made, Array(maps[..<inputs]) + kept.map { maps[inputs + $0] })
    let segments = [Int32(inputs), Int32(kept.count)]
    rewriter.setAttribute(
      "operandSegmentSizes", rewriter.module.denseArrayAttribute(segments), of: made)
    for (position, index) in kept.enumerated() {
      rewriter.replaceAllUses(of: results[index], with: rewriter.module.result(position, of: made))
    }
    rewriter.erase(op)
    return true
  }

  /// The results that are wanted, and those that the body reads back for them or for effects.
  private static func closed(
    _ wanted: [Bool], _ body: BlockID, firstOutput: Int, in module: borrowing Module
  ) -> [Bool] {
    let ops = module.ops(of: body)
    guard let end = ops.last, ops.allSatisfy({ module.regionCount(of: $0) == 0 }) else {
      return wanted.enumerated().map { index, isWanted in
        isWanted || module.hasUses(module.argument(firstOutput + index, of: body))
      }
    }
    var needed = wanted
    var isRead: Set<ValueID> = []
    var before = -1
    while isRead.count != before {
      before = isRead.count
      for index in needed.indices where needed[index] {
        isRead.insert(module.operand(index, of: end))
      }
      for op in ops.dropLast().reversed()
      where !module.traits(of: op).contains(.pure)
        || module.results(of: op).contains(where: { isRead.contains($0) })
      {
        isRead.formUnion(module.operands(of: op))
      }
      for index in needed.indices
      where isRead.contains(module.argument(firstOutput + index, of: body)) {
        needed[index] = true
      }
    }
    return needed
  }

  /// Erases what the body computes from arguments, which nothing else needs.
  private static func eraseReaders(
    of arguments: [Int], of body: BlockID, _ rewriter: inout Rewriter
  ) {
    var dead = Set(arguments.map { rewriter.module.argument($0, of: body) })
    var readers: [OpID] = []
    for op in rewriter.module.ops(of: body)
    where rewriter.module.operands(of: op).contains(where: { dead.contains($0) }) {
      readers.append(op)
      dead.formUnion(rewriter.module.results(of: op))
    }
    for op in readers.reversed() { rewriter.erase(op) }
  }
}

/// Writes into a `tensor.empty` where the values that an output starts from are not read.
struct OutputIntoEmpty: RewritePattern {
  var roots: [Opcode] {
    [
      Opcode(LinalgOp.generic), Opcode(LinalgOp.fill), Opcode(LinalgOp.copy),
      Opcode(LinalgOp.transpose), Opcode(LinalgOp.broadcast), Opcode(LinalgOp.map),
    ]
  }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let structured = StructuredOp(op, in: rewriter.module),
      rewriter.module.resultCount(of: op) > 0, let body = structured.body(in: rewriter.module)
    else { return false }
    var changed = false
    let arguments = rewriter.module.argumentCount(of: body)
    for index in structured.inputCount(in: rewriter.module)..<rewriter.module.operandCount(of: op) {
      let output = rewriter.module.operand(index, of: op)
      let type = rewriter.module.type(of: output)
      // The body of `linalg.map` may have no argument for the output.
      let isRead =
        index < arguments
        && rewriter.module.hasUses(rewriter.module.argument(index, of: body))
      guard !isRead, rewriter.module.hasStaticShape(type),
        rewriter.module.definingOp(of: output).map({
          rewriter.module.opcode(of: $0).is(TensorOp.empty)
        }) != true
      else { continue }
      let empty = rewriter.build(TensorOp.empty, resultTypes: [type])
      rewriter.setOperand(index, of: op, to: rewriter.module.result(of: empty))
      changed = true
    }
    return changed
  }
}

/// `linalg.transpose(linalg.transpose(x))` → one transpose, and `linalg.transpose(linalg.fill)` → `linalg.fill`.
struct TransposeChain: RewritePattern {
  var roots: [Opcode] { [Opcode(LinalgOp.transpose)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard rewriter.module.resultCount(of: op) == 1,
      let inner = rewriter.module.definingOp(of: rewriter.module.operand(0, of: op)),
      let outer = StructuredOp(op, in: rewriter.module)?.permutation(in: rewriter.module)
    else { return false }
    let type = rewriter.module.type(of: rewriter.module.result(of: op))
    if rewriter.module.opcode(of: inner).is(LinalgOp.fill), rewriter.module.hasStaticShape(type) {
      rewriter.replace(op, with: rewriter.buildFill(rewriter.module.operand(0, of: inner), type))
      return true
    }
    guard let first = StructuredOp(inner, in: rewriter.module)?.permutation(in: rewriter.module),
      first.count == outer.count
    else { return false }
    let permutation = outer.map { Int64(first[$0]) }
    let attribute = rewriter.module.denseArrayAttribute(permutation)
    let made = rewriter.module.buildNamed(
      .transpose, at: rewriter.place, inputs: [rewriter.module.operand(0, of: inner)],
      outputs: [rewriter.module.operand(1, of: op)], attributes: [("permutation", attribute)],
      location: rewriter.location)
    rewriter.noteChanged(made)
    rewriter.replace(op, withResultsOf: made)
    return true
  }
}

import FuseIR

/// Takes inputs of `linalg.generic` away that the body does not read, or that come twice with the same index map. An
/// input stays where its shape alone says how long a loop is.
struct GenericInputs: RewritePattern {
  var roots: [Opcode] { [Opcode(LinalgOp.generic)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let structured = StructuredOp(op, in: rewriter.module),
      let maps = structured.indexingMaps(in: rewriter.module),
      let body = structured.body(in: rewriter.module)
    else { return false }
    let inputs = structured.inputCount(in: rewriter.module)
    let operands = rewriter.module.operands(of: op)
    guard maps.count == operands.count,
      rewriter.module.argumentCount(of: body) == operands.count
    else { return false }
    var removed: [Int] = []
    for index in 0..<inputs {
      let argument = rewriter.module.argument(index, of: body)
      let twin = (0..<index).first {
        !removed.contains($0) && operands[$0] == operands[index] && maps[$0] == maps[index]
      }
      if let twin {
        rewriter.replaceAllUses(of: argument, with: rewriter.module.argument(twin, of: body))
        removed.append(index)
      } else if !rewriter.module.hasUses(argument) {
        let others = maps.indices.filter { $0 != index && !removed.contains($0) }
        if Self.givesAllLoops(others.map { maps[$0] }, maps[index].dimensionCount) {
          removed.append(index)
        }
      }
    }
    guard !removed.isEmpty else { return false }
    for index in removed.reversed() { rewriter.removeArgument(index, from: body) }
    let kept = operands.indices.filter { !removed.contains($0) }
    rewriter.setMaps(of: op, kept.map { maps[$0] })
    let segments = [Int32(inputs - removed.count), Int32(operands.count - inputs)]
    rewriter.setAttribute(
      "operandSegmentSizes", rewriter.module.denseArrayAttribute(segments), of: op)
    rewriter.setOperands(of: op, to: kept.map { operands[$0] })
    return true
  }

  /// True iff every loop is by itself a result of one of the maps.
  private static func givesAllLoops(_ maps: [AffineMap], _ count: Int) -> Bool {
    var given = [Bool](repeating: false, count: count)
    for map in maps {
      for case .dimension(let loop) in map.results where loop < count { given[loop] = true }
    }
    return given.allSatisfy { $0 }
  }
}

/// Reads an input of an elementwise `linalg.generic` whose elements are all the same as a scalar: a splat constant, a
/// `linalg.fill`, a `tensor.splat`.
struct GenericUniformInput: RewritePattern {
  var roots: [Opcode] { [Opcode(LinalgOp.generic)] }

  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool {
    guard let structured = StructuredOp(op, in: rewriter.module),
      let iterators = structured.iteratorTypes(in: rewriter.module),
      iterators.allSatisfy({ $0 == .parallel }),
      let body = structured.body(in: rewriter.module)
    else { return false }
    var changed = false
    for index in 0..<structured.inputCount(in: rewriter.module) {
      let argument = rewriter.module.argument(index, of: body)
      guard rewriter.module.hasUses(argument),
        let scalar = scalar(rewriter.module.operand(index, of: op), body, &rewriter)
      else { continue }
      rewriter.replaceAllUses(of: argument, with: scalar)
      changed = true
    }
    return changed
  }

  private func scalar(
    _ value: ValueID, _ body: BlockID, _ rewriter: inout Rewriter
  ) -> ValueID? {
    guard let definition = rewriter.module.definingOp(of: value) else { return nil }
    let opcode = rewriter.module.opcode(of: definition)
    if opcode.is(LinalgOp.fill) || opcode.is(TensorOp.splat) {
      let scalar = rewriter.module.operand(0, of: definition)
      let element = rewriter.module.elementType(of: value)
      return rewriter.module.type(of: scalar) == element ? scalar : nil
    }
    let type = rewriter.module.elementType(of: value)
    guard let attribute = rewriter.module.constantAttribute(of: value),
      let element = rewriter.module.uniformElement(attribute),
      let constant = rewriter.module.constantAttribute(element, type),
      // Constants of `arith` are signless.
      rewriter.module.isSignless(type)
    else { return nil }
    return rewriter.buildConstant(
      constant, type, for: Opcode(LinalgOp.generic), at: .start(of: body))
  }
}

extension Module {
  /// True iff the type may be that of an `arith.constant`.
  fileprivate func isSignless(_ type: TypeID) -> Bool {
    if case .integer(_, let signedness) = self.type(type) { return signedness == .signless }
    return true
  }
}

extension Rewriter {
  /// Sets the index maps of a `linalg.generic`.
  mutating func setMaps(of op: OpID, _ maps: [AffineMap]) {
    let attributes = maps.map { module.affineMapAttribute($0) }
    setAttribute("indexing_maps", module.arrayAttribute(attributes), of: op)
  }
}

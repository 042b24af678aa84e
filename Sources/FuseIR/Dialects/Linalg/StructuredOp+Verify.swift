extension StructuredOp {
  /// Reports what is wrong with the op: maps against operands, shapes against each other, results against outputs, and the
  /// body against both. All of that is in the signatures of the op and its body.
  func verify(in module: borrowing Module, _ report: inout VerifierReport) {
    var signature = OpSignature(op, in: module)
    if let body = body(in: module) { signature.append(body, in: module) }
    report.checkOnce(signature) { check(in: module, &$0) }
  }

  private func check(in module: borrowing Module, _ report: inout VerifierReport) {
    let before = report.mistakes.count
    verifyResults(in: module, &report)
    verifyAttributes(in: module, &report)
    guard report.mistakes.count == before else { return }
    guard let iterators = iteratorTypes(in: module) else {
      report.report(op, "must have an iterator type per loop")
      return
    }
    guard let maps = indexingMaps(in: module) else {
      report.report(op, "must have an indexing map per operand")
      return
    }
    guard verifyMaps(maps, iterators.count, module, &report) else { return }
    verifyShapes(maps, module, &report)
    verifyBody(in: module, &report)
  }

  private func verifyResults(in module: borrowing Module, _ report: inout VerifierReport) {
    let outputs = outputs(in: module)
    if outputs.isEmpty {
      report.report(op, "expects at least one output")
      return
    }
    let results = module.results(of: op)
    var next = 0
    for (index, output) in outputs.enumerated() {
      guard case .tensor = module.typeValue(of: output) else { continue }
      guard next < results.count else {
        report.report(op, "expects one result per output tensor")
        return
      }
      if module.type(of: results[next]) != module.type(of: output) {
        report.report(
          op,
          "expected type of operand #\(inputCount(in: module) + index) to match type of "
            + "corresponding result")
      }
      next += 1
    }
    if next != results.count { report.report(op, "expects one result per output tensor") }
  }

  private func verifyAttributes(in module: borrowing Module, _ report: inout VerifierReport) {
    switch kind {
    case .transpose where permutation(in: module) == nil:
      report.report(op, "permutation is not valid")
    case .broadcast, .reduce:
      let dimensions = dimensions(in: module) ?? []
      if Set(dimensions).count != dimensions.count {
        report.report(op, "dimensions must be distinct")
      } else if kind == .reduce,
        zip(dimensions, dimensions.dropFirst()).contains(where: { $0 > $1 })
      {
        report.report(op, "dimensions must be in rising order")
      }
    default: break
    }
    let rank = NamedStructure(kind)?.windowRank ?? 0
    for (factors, name) in [(strides(in: module), "strides"), (dilations(in: module), "dilations")]
    where factors.count != rank || factors.contains(where: { $0 < 1 }) {
      report.report(op, "attribute '\(name)' must hold \(rank) positive integers")
    }
  }

  private func verifyMaps(
    _ maps: [AffineMap], _ loops: Int, _ module: borrowing Module, _ report: inout VerifierReport
  ) -> Bool {
    let count = module.operandCount(of: op)
    guard maps.count == count else {
      report.report(
        op,
        "expected the number of indexing_map (\(maps.count)) to be equal to the number of "
          + "input/output operands (\(count))")
      return false
    }
    for (index, map) in maps.enumerated() {
      guard map.symbolCount == 0 else {
        report.report(op, "unexpected symbols in indexing_map #\(index)")
        return false
      }
      guard map.dimensionCount == loops else {
        report.report(
          op,
          "expected indexing_map #\(index) to have \(loops) dim(s) to match the number of loops")
        return false
      }
      let rank = module.shape(of: module.operand(index, of: op))?.count ?? 0
      guard map.results.count == rank else {
        report.report(
          op,
          "expected operand rank (\(rank)) to match the result rank of indexing_map #\(index) "
            + "(\(map.results.count))")
        return false
      }
    }
    return true
  }

  private func verifyShapes(
    _ maps: [AffineMap], _ module: borrowing Module, _ report: inout VerifierReport
  ) {
    guard let bounds = loopBounds(in: module) else {
      report.report(op, "expected each loop's extent to be that of some operand's dimension")
      return
    }
    for (operand, map) in maps.enumerated() {
      let shape = module.shape(of: module.operand(operand, of: op)) ?? []
      for (dimension, (extent, expression)) in zip(shape, map.results).enumerated()
      where extent != Dimension.dynamic {
        if case .dimension(let loop) = expression {
          if bounds[loop] != extent, bounds[loop] != Dimension.dynamic {
            report.report(
              op,
              "inferred input/output operand #\(operand) has shape's dimension #\(dimension) to be "
                + "\(bounds[loop]), but found \(extent)")
          }
          continue
        }
        guard let needed = neededExtent(expression, bounds) else { continue }
        if needed.low < 0 {
          report.report(
            op, "indexing_map #\(operand) reaches index \(needed.low) of dimension #\(dimension)")
        } else if needed.high >= extent {
          report.report(
            op,
            "inferred input/output operand #\(operand) has shape's dimension #\(dimension) to be "
              + "greater than or equal to \(needed.high + 1), but found \(extent)")
        }
      }
    }
  }

  /// The smallest and the largest index at the corners of the loops, nil where a loop is empty or its extent unknown.
  private func neededExtent(_ expression: AffineExpression, _ bounds: [Int64])
    -> (low: Int64, high: Int64)?
  {
    guard !bounds.contains(where: { $0 <= 0 }),
      let first = expression.evaluate(dimensions: bounds.map { _ in 0 }),
      let last = expression.evaluate(dimensions: bounds.map { $0 - 1 })
    else { return nil }
    return (min(first, last), max(first, last))
  }

  private func verifyBody(in module: borrowing Module, _ report: inout VerifierReport) {
    guard let body = body(in: module), let yield = module.lastOp(of: body),
      module.opcode(of: yield).is(LinalgOp.yield)
    else {
      report.report(op, "expected a body that ends in linalg.yield")
      return
    }
    let elements = module.operands(of: op).map { module.elementType(of: $0) }
    let arguments = module.arguments(of: body).map { module.type(of: $0) }
    guard arguments.count == elements.count else {
      report.report(
        op,
        "expected as many non-induction variable region arguments (\(arguments.count)) as the "
          + "number of input/output operands (\(elements.count))")
      return
    }
    for (index, type) in arguments.enumerated() where type != elements[index] {
      report.report(
        op,
        "expected type of bb argument #\(index) to match the element type of the corresponding "
          + "operand")
    }
    let yielded = module.operands(of: yield).map { module.type(of: $0) }
    let outputs = Array(elements[inputCount(in: module)...])
    if yielded.count != outputs.count {
      report.report(
        yield,
        "expected number of yield values (\(yielded.count)) to match the number of inits / outs "
          + "operands of the enclosing op (\(outputs.count))")
    } else if let index = yielded.indices.first(where: { yielded[$0] != outputs[$0] }) {
      report.report(
        yield, "type of yield operand #\(index) doesn't match the element type of the output")
    }
  }
}

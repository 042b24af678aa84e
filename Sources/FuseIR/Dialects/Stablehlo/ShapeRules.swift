// What the verifiers of StableHLO and CHLO ops share: checks of result types against what the operands
// and attributes make them.

/// What is wrong with the operands or attributes of an op.
struct ShapeProblem: Error {
  /// The mistake in words, without the op's name.
  let message: String

  init(_ message: String) { self.message = message }
}

/// The shape that the types of an op's operands and its attributes give its result; nil where they leave it open. A rule
/// for an op without regions looks at nothing else, so that it is asked once for each signature.
typealias ShapeRule = @Sendable (borrowing Module, OpID) throws(ShapeProblem) -> [Int64]?

extension OpDefinition {
  /// A verifier that asks the first result to have the shape that `rule` finds.
  static func verifying(_ rule: @escaping ShapeRule)
    -> @Sendable (borrowing Module, OpID, inout VerifierReport) -> Void
  {
    let check: @Sendable (borrowing Module, OpID, inout VerifierReport) -> Void = {
      module, op, report in
      do throws(ShapeProblem) {
        guard let shape = try rule(module, op) else { return }
        report.expectResult(0, of: op, shape: shape, in: module)
      } catch {
        report.report(op, error.message)
      }
    }
    return { module, op, report in
      guard module.regionCount(of: op) == 0 else { return check(module, op, &report) }
      report.checkOnce(OpSignature(op, in: module)) { check(module, op, &$0) }
    }
  }

  /// A verifier of sums of products of two operands: one kind of elements, and a result of the shape
  /// that `rule` finds.
  static func verifyingProducts(_ rule: @escaping ShapeRule)
    -> @Sendable (borrowing Module, OpID, inout VerifierReport) -> Void
  {
    let shapeVerifier = verifying(rule)
    return { module, op, report in
      let left = module.elementType(of: module.operand(0, of: op))
      let kind = module.elementKind(left)
      let others = [
        module.elementType(of: module.operand(1, of: op)),
        module.elementType(of: module.result(of: op)),
      ]
      let differs = others.contains {
        // Floats may meet quantized weights.
        if kind == .float, QuantizedType($0, in: module) != nil { return false }
        return module.elementKind($0) != kind
      }
      if kind != .foreign, differs {
        report.report(
          op,
          "operands and result must have elements of one kind, but have \(module.text(of: left)), "
            + "\(module.text(of: others[0])) and \(module.text(of: others[1]))")
      }
      shapeVerifier(module, op, &report)
    }
  }

  /// A verifier that asks the first result to have the shape that `rule` finds and the element type
  /// of the first operand.
  static func verifyingElementKept(_ rule: @escaping ShapeRule)
    -> @Sendable (borrowing Module, OpID, inout VerifierReport) -> Void
  {
    let shapeVerifier = verifying(rule)
    return { module, op, report in
      report.expectElement(
        ofResult: 0, of: op, module.elementType(of: module.operand(0, of: op)), in: module)
      shapeVerifier(module, op, &report)
    }
  }
}

extension VerifierReport {
  /// Reports the result unless its shape agrees with `shape`; `?` agrees with every extent.
  mutating func expectResult(
    _ index: Int, of op: OpID, shape: [Int64], in module: borrowing Module
  ) {
    let type = module.type(of: module.result(index, of: op))
    guard module.isTensor(type) else {
      report(op, "result #\(index) must be a tensor, but is \(module.text(of: type))")
      return
    }
    guard let actual = module.shape(of: type) else { return }
    if !shapesAgree(actual, shape) {
      report(
        op,
        "result #\(index) must have shape \(shapeText(shape)), but has shape \(shapeText(actual))")
    }
  }

  /// Reports the result unless its elements have the given type.
  mutating func expectElement(
    ofResult index: Int, of op: OpID, _ element: TypeID, in module: borrowing Module
  ) {
    let actual = module.elementType(of: module.result(index, of: op))
    // Quantized results have scales of their own.
    if let quantized = QuantizedType(actual, in: module),
      quantized.expressed == QuantizedType(element, in: module)?.expressed
    {
      return
    }
    if actual != element {
      report(
        op,
        "result #\(index) must have elements of type \(module.text(of: element)), but has "
          + "\(module.text(of: actual))")
    }
  }

  /// Reports the result unless its elements are complex numbers of parts of the given type.
  mutating func expectComplexElement(
    ofResult index: Int, of op: OpID, parts: TypeID, in module: borrowing Module
  ) {
    let element = module.elementType(of: module.result(index, of: op))
    guard case .complex(parts) = module.type(element) else {
      report(
        op,
        "result #\(index) must have elements of type complex<\(module.text(of: parts))>, but has "
          + module.text(of: element))
      return
    }
  }

  /// Reports the operands unless they have elements of one type.
  mutating func expectOneElementType(
    ofOperands indices: Range<Int>, of op: OpID, in module: borrowing Module
  ) {
    do throws(ShapeProblem) {
      try module.requireOneElementType(ofOperands: indices, of: op)
    } catch {
      report(op, error.message)
    }
  }

  /// Reports the operand unless it is a tensor of one of the given kinds of elements.
  mutating func expectOperand(
    _ index: Int, of op: OpID, _ kinds: ElementKinds, in module: borrowing Module
  ) {
    let type = module.type(of: module.operand(index, of: op))
    guard module.isTensor(type) else {
      report(op, "operand #\(index) must be a tensor, but is \(module.text(of: type))")
      return
    }
    let element = module.elementType(of: type)
    let kind = module.elementKind(element)
    if kind != .foreign, !kinds.contains(kind) || kind.isEmpty {
      report(
        op, "operand #\(index) must be a tensor of \(kinds.words), but is \(module.text(of: type))")
    }
  }
}

extension Module {
  /// The shape of the operand, nil for an unranked tensor; refuses what is no tensor.
  func operandShape(_ index: Int, of op: OpID) throws(ShapeProblem) -> [Int64]? {
    let type = type(of: operand(index, of: op))
    guard isTensor(type) else {
      throw ShapeProblem("operand #\(index) must be a tensor, but is \(text(of: type))")
    }
    return shape(of: type)
  }

  /// Refuses operands whose elements are not of one type. Types of other dialects, such as quantized ones, may differ.
  func requireOneElementType(
    ofOperands indices: Range<Int>, of op: OpID
  ) throws(ShapeProblem) {
    guard let first = indices.first else { return }
    let element = elementType(of: operand(first, of: op))
    guard elementKind(element) != .foreign else { return }
    for index in indices.dropFirst() {
      let other = elementType(of: operand(index, of: op))
      guard other == element else {
        throw ShapeProblem(
          "operands must have elements of one type, but have \(text(of: element)) and "
            + text(of: other))
      }
    }
  }

  /// The `array<i64: ...>` attribute, which must have `count` elements where a count is given.
  func integerList(
    _ name: String, of op: OpID, count: Int? = nil
  ) throws(ShapeProblem) -> [Int64] {
    guard let values = integers(name, of: op) else {
      throw ShapeProblem("attribute '\(name)' must be array<i64: ...>")
    }
    if let count, values.count != count {
      throw ShapeProblem(
        "attribute '\(name)' must have \(count) elements, one per dimension, but has "
          + "\(values.count)")
    }
    return values
  }

  /// The attribute's integers as distinct dimensions of a tensor of the given rank.
  func dimensions(
    _ name: String, of op: OpID, rank: Int, count: Int? = nil
  ) throws(ShapeProblem) -> [Int] {
    let values = try integerList(name, of: op, count: count)
    return try checkedDimensions(values.map { Int($0) }, rank: rank, "attribute '\(name)'")
  }

  /// The integer attribute as a dimension of a tensor of the given rank.
  func dimension(_ name: String, of op: OpID, rank: Int) throws(ShapeProblem) -> Int {
    guard let value = integer(name, of: op), value >= 0, value < Int64(rank) else {
      throw ShapeProblem(
        "attribute '\(name)' must be a dimension of a tensor of rank \(rank), but is "
          + "\(integer(name, of: op) ?? -1)")
    }
    return Int(value)
  }
}

/// The dimensions, if they are distinct and each lies in `0..<rank`; `what` is named in the message.
func checkedDimensions(
  _ dimensions: [Int], rank: Int, _ what: String
) throws(ShapeProblem) -> [Int] {
  for (index, dimension) in dimensions.enumerated() {
    guard dimension >= 0, dimension < rank else {
      throw ShapeProblem("\(what) must lie in 0..<\(rank), but has \(dimension)")
    }
    // The dimensions before are distinct and below the rank, so there are few.
    guard !dimensions[..<index].contains(dimension) else {
      throw ShapeProblem("\(what) must be distinct, but has \(dimension) twice")
    }
  }
  return dimensions
}

/// Whether two shapes may be those of one tensor: `?` agrees with every extent.
func shapesAgree(_ a: [Int64], _ b: [Int64]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { extentsAgree($0, $1) }
}

/// Whether two extents may be those of one dimension.
func extentsAgree(_ a: Int64, _ b: Int64) -> Bool {
  a == b || a == Dimension.dynamic || b == Dimension.dynamic
}

/// The better known of two extents that agree.
func refinedExtent(_ a: Int64, _ b: Int64) -> Int64 { a == Dimension.dynamic ? b : a }

/// `2x?x3`, or `()` for a scalar.
func shapeText(_ shape: [Int64]) -> String {
  shape.isEmpty
    ? "()" : shape.map { $0 == Dimension.dynamic ? "?" : "\($0)" }.joined(separator: "x")
}

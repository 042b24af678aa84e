import FuseIR

/// Replaces pure ops on constants by their results, where that does not make the program larger than is sensible.
struct ConstantFolding {
  /// The largest number of elements of a constant that is computed rather than only spread.
  var maxElements: Int

  /// Computes what the folding of single integers below does not; nil means that such ops stay.
  var evaluator: (any ConstantEvaluator)?

  private let valueName: StringID

  /// A folding for ops of `module`.
  init(_ module: inout Module, maxElements: Int, evaluator: (any ConstantEvaluator)?) {
    self.maxElements = maxElements
    self.evaluator = evaluator
    valueName = module.intern("value")
  }

  /// The results of the op as constants, nil if an operand is none or the op is not folded.
  func fold(_ op: OpID, _ facts: OpFacts, _ module: inout Module) -> [FoldedResult]? {
    var attributes: [AttributeID] = []
    for index in 0..<module.operandCount(of: op) {
      guard let definition = module.definingOp(of: module.operand(index, of: op)),
        facts.traits(module.opcode(of: definition)).contains(.constant),
        let value = module.attribute(valueName, of: definition)
      else { return nil }
      attributes.append(value)
    }
    return fold(op, attributes, facts, &module)
  }

  /// The results of the op as constants if its operands were the given ones, nil if it is not folded.
  func fold(
    _ op: OpID, _ attributes: [AttributeID], _ facts: OpFacts, _ module: inout Module
  ) -> [FoldedResult]? {
    let opcode = module.opcode(of: op)
    guard module.resultCount(of: op) > 0, !attributes.isEmpty || opcode.is(StablehloOp.iota) else {
      return nil
    }
    let traits = facts.traits(opcode)
    guard traits.contains(.pure), Self.isClaimed(opcode) else { return nil }
    if let value = foldIntegers(op, opcode, attributes, module) {
      return [.constant(module.integerAttribute(value, module.type(of: module.result(of: op))))]
    }
    if let spread = foldRearrangement(op, opcode, attributes, &module) { return [spread] }
    return compute(op, traits, attributes, &module)
  }

  /// True iff ops of the kind may be folded at all: not those whose results are meant to stay as they are written.
  private static func isClaimed(_ opcode: Opcode) -> Bool {
    switch opcode.dialect {
    case .arith, .math, .chlo: return true
    case .stablehlo: return !opcode.is(StablehloOp.optimizationBarrier)
    case .tensor: return true
    case .builtin, .cf, .check, .func, .fuse, .fuseEnd, .gemmini, .kernel, .linalg, .machine, .sam,
      .scf, .sched, .sdy, .sparseTensor, nil:
      return false
    }
  }

  // MARK: Single integers

  /// The most frequent case, two single integers, without any tensor.
  private func foldIntegers(
    _ op: OpID, _ opcode: Opcode, _ attributes: [AttributeID], _ module: borrowing Module
  ) -> Int64? {
    guard attributes.count == 2, let arith = ArithOp(opcode),
      case .integer(let a, let type) = module.attribute(attributes[0]),
      case .integer(let b, _) = module.attribute(attributes[1]),
      let kind = ElementType(type, in: module)?.integerKind
    else { return nil }
    switch arith {
    case .addi: return kind.wrapped(a &+ b)
    case .subi: return kind.wrapped(a &- b)
    case .muli: return kind.wrapped(a &* b)
    case .andi: return kind.wrapped(a & b)
    case .ori: return kind.wrapped(a | b)
    case .xori: return kind.wrapped(a ^ b)
    default: return nil
    }
  }

  // MARK: Rearrangements

  /// An op that only moves elements: the result repeats the operand's one value, or has its elements in the same order.
  private func foldRearrangement(
    _ op: OpID, _ opcode: Opcode, _ attributes: [AttributeID], _ module: inout Module
  ) -> FoldedResult? {
    guard let kind = Rearrangement(opcode), module.resultCount(of: op) == 1, !attributes.isEmpty,
      case .denseElements(let dense) = module.attribute(attributes[0])
    else { return nil }
    let type = module.type(of: module.result(of: op))
    guard let count = module.elementCount(of: type), count > 0,
      module.elementType(of: dense.type) == module.elementType(of: type)
    else { return nil }
    if dense.isSplat, kind != .join || attributes.allSatisfy({ isSame($0, dense, module) }) {
      let splat = DenseElements(type: type, isSplat: true, bytes: dense.bytes)
      return .constant(module.intern(.denseElements(splat)))
    }
    // The same bytes under another shape: worthwhile at any size unless the operand is still needed by others.
    guard kind == .keepOrder, !dense.isSplat,
      count <= maxElements || module.hasOneUse(module.operand(0, of: op))
    else { return nil }
    let same = DenseElements(type: type, isSplat: false, bytes: dense.bytes)
    return .constant(module.intern(.denseElements(same)))
  }

  private func isSame(
    _ attribute: AttributeID, _ dense: DenseElements, _ module: borrowing Module
  ) -> Bool {
    guard case .denseElements(let other) = module.attribute(attribute) else { return false }
    return other.isSplat && other.bytes == dense.bytes
  }

  /// Ops whose result elements are elements of the first operand.
  private enum Rearrangement {
    /// In the same order and number.
    case keepOrder
    /// Some of them, in any order and number.
    case pick
    /// Of the other operands as well.
    case join

    init?(_ opcode: Opcode) {
      switch opcode.dialect {
      case .stablehlo:
        switch StablehloOp(opcode) {
        case .reshape: self = .keepOrder
        case .broadcastInDim, .broadcast, .transpose, .slice, .reverse, .dynamicSlice: self = .pick
        case .concatenate, .pad: self = .join
        default: return nil
        }
      case .tensor:
        switch TensorOp(opcode) {
        case .expandShape, .collapseShape: self = .keepOrder
        case .extractSlice: self = .pick
        case .concat: self = .join
        default: return nil
        }
      default: return nil
      }
    }
  }

  // MARK: Everything else

  private func compute(
    _ op: OpID, _ traits: OpTraits, _ attributes: [AttributeID], _ module: inout Module
  ) -> [FoldedResult]? {
    guard let evaluator, isDefined(op, attributes, module) else { return nil }
    var operands: [Tensor] = []
    let isUniform =
      traits.contains(.elementwise)
      && attributes.allSatisfy { module.uniformElement($0) != nil }
    if !isUniform {
      let elements = module.operands(of: op).reduce(Int64(0)) {
        Self.sum($0, elementCount(of: $1, module))
      }
      guard fits(op, module), isWorthwhile(op, elements, module) else { return nil }
    }
    for attribute in attributes {
      let tensor = isUniform ? module.uniformElement(attribute) : Tensor(attribute, in: module)
      guard let tensor else { return nil }
      operands.append(tensor)
    }
    guard let results = evaluator.evaluate(op, operands, in: module),
      results.count == module.resultCount(of: op)
    else { return nil }
    var folded: [FoldedResult] = []
    var hasManyElements = false
    for (index, result) in results.enumerated() {
      let type = module.type(of: module.result(index, of: op))
      guard let attribute = module.constantAttribute(result, type) else { return nil }
      folded.append(.constant(attribute))
      if !isUniform, module.uniformElement(attribute) == nil { hasManyElements = true }
    }
    // What is written once for all elements counts as one: no such constant is spread out.
    if hasManyElements {
      var stored: Int64 = 0
      for (operand, attribute) in zip(module.operands(of: op), attributes) {
        let isSplat = module.uniformElement(attribute) != nil
        stored = Self.sum(stored, isSplat ? 1 : elementCount(of: operand, module))
      }
      guard isWorthwhile(op, stored, module) else { return nil }
    }
    return folded
  }

  /// The sum, or the largest number where that is past it.
  private static func sum(_ a: Int64, _ b: Int64) -> Int64 {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? Int64.max : sum
  }

  private func elementCount(of value: ValueID, _ module: borrowing Module) -> Int64 {
    module.elementCount(of: module.type(of: value)) ?? 1
  }

  /// False where a result has more elements than all operands together, unless it is very small.
  private func isWorthwhile(_ op: OpID, _ elements: Int64, _ module: borrowing Module) -> Bool {
    module.results(of: op).allSatisfy {
      let count = elementCount(of: $0, module)
      return count <= 16 || count <= elements
    }
  }

  /// True iff all operands and results have at most `maxElements` elements.
  private func fits(_ op: OpID, _ module: borrowing Module) -> Bool {
    for value in module.operands(of: op) + module.results(of: op)
    where module.elementCount(of: module.type(of: value)) ?? 1 > maxElements {
      return false
    }
    return true
  }

  /// False for integer divisions and shifts of `arith` whose result is undefined: they stay as they are.
  private func isDefined(
    _ op: OpID, _ attributes: [AttributeID], _ module: borrowing Module
  ) -> Bool {
    switch ArithOp(module.opcode(of: op)) {
    case .divui, .remui, .ceildivui:
      guard let divisor = tensor(attributes[1], module)?.integers() else { return false }
      return !divisor.contains(0)
    case .divsi, .remsi, .ceildivsi, .floordivsi:
      guard let divisor = tensor(attributes[1], module)?.integers(),
        let dividend = tensor(attributes[0], module)?.integers()
      else { return false }
      let width = module.bitWidth(of: module.elementType(of: module.operand(0, of: op))) ?? 64
      // The least number divided by -1 is out of range; the only bit of an i1 is its sign.
      let least = width > 1 ? Int64.min >> Int64(64 - width) : 1
      let minusOne: Int64 = width > 1 ? -1 : 1
      return !divisor.contains(0) && !(divisor.contains(minusOne) && dividend.contains(least))
    case .shli, .shrsi, .shrui:
      let width = module.bitWidth(of: module.elementType(of: module.operand(0, of: op))) ?? 0
      guard let amount = tensor(attributes[1], module)?.integers() else { return false }
      return amount.allSatisfy { $0 >= 0 && $0 < width }
    case .fptosi, .fptoui:
      guard let values = tensor(attributes[0], module)?.floats(),
        let width = module.bitWidth(of: module.elementType(of: module.result(of: op))), width <= 64
      else { return false }
      let limit = Double(sign: .plus, exponent: max(width - 1, 0), significand: 1)
      return values.allSatisfy { $0.magnitude < limit }
    default: return true
    }
  }

  /// The elements of a constant, one of those that are written once for all.
  private func tensor(_ attribute: AttributeID, _ module: borrowing Module) -> Tensor? {
    module.uniformElement(attribute) ?? Tensor(attribute, in: module)
  }
}

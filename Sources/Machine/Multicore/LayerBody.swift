import FuseIR

/// What a layer computes in each point of its loops, from the body of the op.
struct LayerBody {
  /// What is computed.
  let work: LayerGraph.Work
  /// What people call it.
  let label: String
  /// Whether something is added up over the loops that sum.
  let isSum: Bool
  /// Whether it reads tensors where data say.
  let readsByData: Bool
  /// For each operand whether its element is used.
  private let isUsed: [Bool]

  init(_ op: OpID, in module: borrowing Module) {
    guard let body = module.body(of: op), let yield = module.lastOp(of: body) else {
      let name = VectorOperatorName.of(module.opcode(of: op))
      work = .elementwise(name.map { [$0] } ?? [])
      label = name ?? "copy"
      isSum = false
      readsByData = false
      isUsed = [Bool](repeating: true, count: module.operandCount(of: op))
      return
    }
    isUsed = module.arguments(of: body).map { module.hasUses($0) }
    var names: [String] = []
    var byData = false
    for inner in module.ops(of: body) where inner != yield {
      let opcode = module.opcode(of: inner)
      if opcode.is(LinalgOp.index) || opcode.is(ArithOp.constant) { continue }
      if module.operands(of: inner).contains(where: { module.shape(of: $0) != nil }) {
        byData = true
      }
      if let name = VectorOperatorName.of(opcode) { names.append(name) }
      if module.regionCount(of: inner) > 0 {
        byData = byData || Self.readsTensors(inner, in: module)
      }
    }
    readsByData = byData
    let arguments = module.arguments(of: body)
    let reduces =
      StructuredOp(op, in: module)?.iteratorTypes(in: module)?.contains(.reduction) ?? false
    var sums = false
    if reduces, module.operandCount(of: yield) > 0,
      let last = module.definingOp(of: module.operand(0, of: yield)),
      module.opcode(of: last).is(ArithOp.addf) || module.opcode(of: last).is(ArithOp.addi)
    {
      sums = true
    }
    isSum = sums
    if reduces, sums, Self.isMultiplyAdd(yield, arguments, in: module) {
      work = .multiplyAdd
      label = "matmul"
      return
    }
    work = .elementwise(names)
    if reduces, let last = names.last {
      label = sums ? "sum" : Self.labels[last] ?? last
    } else {
      // What takes the longest says most.
      let name = Self.telling.first { names.contains($0) } ?? names.last ?? "copy"
      label = Self.labels[name] ?? name
    }
  }

  /// Operations that say more of a body than others, the most telling one first.
  private static let telling = [
    "exp", "tanh", "erf", "log", "rsqrt", "sqrt", "pow", "div", "maximum", "minimum", "compare",
    "select",
  ]
  private static let labels = ["maximum": "max", "minimum": "min", "compare": "cmp"]

  /// Whether the body uses the element of an operand.
  func reads(_ operand: Int) -> Bool { isUsed.indices.contains(operand) ? isUsed[operand] : true }

  private static func readsTensors(_ op: OpID, in module: borrowing Module) -> Bool {
    module.opsPreOrder(in: op).contains { inner in
      module.operands(of: inner).contains { module.shape(of: $0) != nil }
    }
  }

  /// Whether the sum grows by the product of the first two elements, widened or not.
  private static func isMultiplyAdd(
    _ yield: OpID, _ arguments: [ValueID], in module: borrowing Module
  ) -> Bool {
    guard arguments.count == 3, module.operandCount(of: yield) == 1,
      let add = module.definingOp(of: module.operand(0, of: yield)),
      module.operandCount(of: add) == 2
    else { return false }
    let terms = module.operands(of: add)
    guard let sum = terms.firstIndex(of: arguments[2]) else { return false }
    guard let multiply = module.definingOp(of: widened(terms[1 - sum], in: module)),
      module.opcode(of: multiply).is(ArithOp.mulf) || module.opcode(of: multiply).is(ArithOp.muli)
    else { return false }
    let factors = module.operands(of: multiply).map { widened($0, in: module) }
    return factors == [arguments[0], arguments[1]] || factors == [arguments[1], arguments[0]]
  }

  /// The value before conversions to wider types.
  private static func widened(_ value: ValueID, in module: borrowing Module) -> ValueID {
    var value = value
    while let op = module.definingOp(of: value), module.operandCount(of: op) == 1,
      let kind = ArithOp(module.opcode(of: op))
    {
      switch kind {
      case .extf, .extsi, .extui, .sitofp, .uitofp: value = module.operand(0, of: op)
      default: return value
      }
    }
    return value
  }

  /// Whether the op does nothing but convert its one element to another type, at the same place.
  static func isConversion(_ op: OpID, in module: borrowing Module) -> Bool {
    guard case .success(let nest) = LoopNest.of(op, in: module), nest.operandMaps.count == 2,
      nest.operandMaps[0]?.isIdentity == true, nest.resultMaps == [.identity(nest.bounds.count)],
      !nest.isReduction.contains(true), let body = module.body(of: op),
      let yield = module.lastOp(of: body), module.operandCount(of: yield) == 1,
      let inner = module.firstOp(of: body), module.nextOp(after: inner) == yield,
      VectorOperatorName.of(module.opcode(of: inner)) == "convert"
    else { return false }
    return module.operand(0, of: yield) == module.result(of: inner)
      && module.operand(0, of: inner) == module.argument(0, of: body)
  }
}

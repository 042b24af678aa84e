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
      let name = Self.vectorName(module.opcode(of: op), in: module)
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
      names.append(Self.vectorName(opcode, in: module) ?? module.name(of: opcode))
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
      label = sums ? "sum" : last
    } else {
      // What takes the longest says most.
      let telling = [
        "exp", "tanh", "erf", "log", "rsqrt", "sqrt", "pow", "div", "max", "min", "cmp", "select",
      ]
      label = telling.first { names.contains($0) } ?? names.last ?? "copy"
    }
  }

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

  /// The name that the tables of vector units have for a scalar op: that of the op without its dialect and without the letters
  /// for the type of its elements; nil for ops of other dialects than `arith` and `math`.
  static func vectorName(_ opcode: Opcode, in module: borrowing Module) -> String? {
    if let op = ArithOp(opcode) {
      switch op {
      case .addi, .addf, .adduiExtended: return "add"
      case .subi, .subf: return "sub"
      case .muli, .mulf, .mulsiExtended, .muluiExtended: return "mul"
      case .divsi, .divui, .ceildivsi, .ceildivui, .floordivsi, .divf: return "div"
      case .remsi, .remui, .remf: return "rem"
      case .andi: return "and"
      case .ori: return "or"
      case .xori: return "xor"
      case .shli, .shrsi, .shrui: return "shift"
      case .maxsi, .maxui, .maximumf, .maxnumf: return "max"
      case .minsi, .minui, .minimumf, .minnumf: return "min"
      case .negf: return "neg"
      case .cmpi, .cmpf: return "cmp"
      case .select: return "select"
      case .extf, .truncf, .extsi, .extui, .trunci, .sitofp, .uitofp, .fptosi, .fptoui, .indexCast,
        .indexCastui, .bitcast, .scalingExtf, .scalingTruncf:
        return "convert"
      case .constant: return nil
      }
    }
    if let op = MathOp(opcode) {
      switch op {
      case .absf, .absi: return "abs"
      case .powf, .fpowi, .ipowi: return "pow"
      default: break
      }
    } else if opcode.dialect != .linalg {
      return nil
    }
    let full = module.name(of: opcode)
    return full.firstIndex(of: ".").map { String(full[full.index(after: $0)...]) }
  }
}

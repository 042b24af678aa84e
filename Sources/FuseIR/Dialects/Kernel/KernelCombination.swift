/// How the tiles that a `kernel.rows` yields become a result.
public enum KernelCombination: String, Hashable, Sendable, CaseIterable {
  /// Each element is of one tile.
  case none
  /// The elements of all tiles that fall on one place are added, multiplied, or compared; `and`, `or` and `xor` are bitwise.
  case add, multiply, maximum, minimum, and, or, xor
}

extension KernelCombination {
  /// How a body combines what it computes with an accumulator, where what it computes depends on no accumulator; else nil.
  public init?(
    ofResult result: Int, accumulator: Int, _ body: BlockID,
    in module: borrowing Module
  ) {
    guard let end = module.lastOp(of: body), result < module.operandCount(of: end),
      let op = module.definingOp(of: module.operand(result, of: end)),
      module.parentBlock(of: op) == body, module.operandCount(of: op) == 2
    else { return nil }
    let argument = module.argument(accumulator, of: body)
    let operands = module.operands(of: op)
    guard operands.filter({ $0 == argument }).count == 1,
      module.uses(of: argument).count(where: { _ in true }) == 1
    else { return nil }
    let kind = ArithOp(module.opcode(of: op))
    // The signed order of a bit is not that of the numbers 0 and 1, which a maximum of tiles goes by.
    if kind == .maxsi || kind == .minsi, module.bitWidth(of: module.type(of: argument)) == 1 {
      return nil
    }
    switch kind {
    case .addf, .addi: self = .add
    case .mulf, .muli: self = .multiply
    case .maximumf, .maxsi: self = .maximum
    case .minimumf, .minsi: self = .minimum
    case .andi: self = .and
    case .ori: self = .or
    case .xori: self = .xor
    default: return nil
    }
  }
}

extension KernelCombination {
  /// What changes nothing that it is combined with, as a tensor without dimensions; nil where elements of the type are not
  /// combined in this way.
  public func identity(of type: ElementType) -> Tensor? {
    switch type {
    case .float(let format):
      switch self {
      case .add: return Tensor(0, format)
      case .multiply: return Tensor(1, format)
      case .maximum: return Tensor(-Double.infinity, format)
      case .minimum: return Tensor(Double.infinity, format)
      case .none, .and, .or, .xor: return nil
      }
    case .integer, .index:
      guard let kind = type.integerKind else { return nil }
      let high: Int64 = kind.isZeroExtended ? -1 : .max >> (64 - Int64(kind.bitWidth))
      switch self {
      case .add, .or, .xor: return Tensor(0, kind)
      case .multiply: return Tensor(1, kind)
      case .and: return Tensor(-1, kind)
      case .maximum: return Tensor(~high, kind)
      case .minimum: return Tensor(high, kind)
      case .none: return nil
      }
    case .complex: return nil
    }
  }
}

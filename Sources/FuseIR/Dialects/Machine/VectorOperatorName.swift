/// The names by which tables of vector units know the ops that compute on one element.
///
/// They are those of the ops without dialect and element type: `add` is `arith.addf` and `arith.addi`.
public enum VectorOperatorName {
  /// The name of the op, nil for one that no unit computes, such as a constant.
  public static func of(_ opcode: Opcode) -> String? {
    if let op = ArithOp(opcode) { return name(op) }
    if let op = MathOp(opcode) { return name(op) }
    return nil
  }

  /// What stands in a table for all ops that it does not name.
  public static let any = "any"

  /// All names, in alphabetical order.
  public static let all: [String] = Set(
    ArithOp.allCases.compactMap { name($0) } + MathOp.allCases.map { name($0) }
  ).sorted()

  private static func name(_ op: ArithOp) -> String? {
    switch op {
    case .constant, .bitcast: nil
    case .addi, .addf, .adduiExtended: "add"
    case .subi, .subf: "sub"
    case .muli, .mulf, .mulsiExtended, .muluiExtended: "mul"
    case .divsi, .divui, .ceildivsi, .ceildivui, .floordivsi, .divf: "div"
    case .remsi, .remui, .remf: "rem"
    case .negf: "neg"
    case .andi: "and"
    case .ori: "or"
    case .xori: "xor"
    case .shli, .shrsi, .shrui: "shift"
    case .maximumf, .maxnumf, .maxsi, .maxui: "maximum"
    case .minimumf, .minnumf, .minsi, .minui: "minimum"
    case .cmpi, .cmpf: "compare"
    case .select: "select"
    case .extf, .truncf, .extsi, .extui, .trunci, .sitofp, .uitofp, .fptosi, .fptoui, .indexCast,
      .indexCastui, .scalingExtf, .scalingTruncf:
      "convert"
    }
  }

  private static func name(_ op: MathOp) -> String {
    switch op {
    case .absf, .absi: "abs"
    case .fpowi, .ipowi, .powf: "pow"
    case .clampf: "clamp"
    default: "\(op)"
    }
  }
}

/// The ops of the `arith` dialect.
public enum ArithOp: UInt16, DialectOp {
  case constant, addi, subi, muli, divsi, divui, remsi, remui, ceildivsi, ceildivui, floordivsi,
    andi, ori, xori, shli, shrsi, shrui, addf, subf, mulf, divf, remf, negf, maximumf, minimumf,
    maxnumf, minnumf, maxsi, maxui, minsi, minui, cmpi, cmpf, select, extf, truncf, extsi, extui,
    trunci, sitofp, uitofp, fptosi, fptoui, indexCast, indexCastui, bitcast

  /// `arith`.
  public static var dialect: Dialect { .arith }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .constant:
      OpDefinition(
        "arith.constant", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .addi:
      OpDefinition(
        "arith.addi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .subi:
      OpDefinition(
        "arith.subi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .muli:
      OpDefinition(
        "arith.muli", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .divsi:
      OpDefinition(
        "arith.divsi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .divui:
      OpDefinition(
        "arith.divui", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .remsi:
      OpDefinition(
        "arith.remsi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .remui:
      OpDefinition(
        "arith.remui", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .ceildivsi:
      OpDefinition(
        "arith.ceildivsi", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .ceildivui:
      OpDefinition(
        "arith.ceildivui", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .floordivsi:
      OpDefinition(
        "arith.floordivsi", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .andi:
      OpDefinition(
        "arith.andi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .ori:
      OpDefinition(
        "arith.ori", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .xori:
      OpDefinition(
        "arith.xori", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .shli:
      OpDefinition(
        "arith.shli", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .shrsi:
      OpDefinition(
        "arith.shrsi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .shrui:
      OpDefinition(
        "arith.shrui", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .addf:
      OpDefinition(
        "arith.addf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .subf:
      OpDefinition(
        "arith.subf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .mulf:
      OpDefinition(
        "arith.mulf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .divf:
      OpDefinition(
        "arith.divf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .remf:
      OpDefinition(
        "arith.remf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .negf:
      OpDefinition(
        "arith.negf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .maximumf:
      OpDefinition(
        "arith.maximumf", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .minimumf:
      OpDefinition(
        "arith.minimumf", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .maxnumf:
      OpDefinition(
        "arith.maxnumf", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .minnumf:
      OpDefinition(
        "arith.minnumf", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .maxsi:
      OpDefinition(
        "arith.maxsi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .maxui:
      OpDefinition(
        "arith.maxui", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .minsi:
      OpDefinition(
        "arith.minsi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .minui:
      OpDefinition(
        "arith.minui", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .cmpi:
      OpDefinition(
        "arith.cmpi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .cmpf:
      OpDefinition(
        "arith.cmpf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .select:
      OpDefinition(
        "arith.select", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .extf:
      OpDefinition(
        "arith.extf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .truncf:
      OpDefinition(
        "arith.truncf", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .extsi:
      OpDefinition(
        "arith.extsi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .extui:
      OpDefinition(
        "arith.extui", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .trunci:
      OpDefinition(
        "arith.trunci", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .sitofp:
      OpDefinition(
        "arith.sitofp", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .uitofp:
      OpDefinition(
        "arith.uitofp", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .fptosi:
      OpDefinition(
        "arith.fptosi", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .fptoui:
      OpDefinition(
        "arith.fptoui", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .indexCast:
      OpDefinition(
        "arith.index_cast", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .indexCastui:
      OpDefinition(
        "arith.index_castui", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .bitcast:
      OpDefinition(
        "arith.bitcast", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    }
  }
}

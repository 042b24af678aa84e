/// The ops of the `arith` dialect.
public enum ArithOp: UInt16, DialectOp {
  case constant, addi, subi, muli, divsi, divui, remsi, remui, ceildivsi, ceildivui, floordivsi,
    andi, ori, xori, shli, shrsi, shrui, addf, subf, mulf, divf, remf, negf, maximumf, minimumf,
    maxnumf, minnumf, maxsi, maxui, minsi, minui, cmpi, cmpf, select, extf, truncf, extsi, extui,
    trunci, sitofp, uitofp, fptosi, fptoui, indexCast, indexCastui, bitcast,
    adduiExtended, mulsiExtended, muluiExtended, scalingExtf, scalingTruncf

  /// `arith`.
  public static var dialect: Dialect { .arith }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .constant: .arithConstant
    case .addi: .addi
    case .subi: .subi
    case .muli: .muli
    case .divsi: .divsi
    case .divui: .divui
    case .remsi: .remsi
    case .remui: .remui
    case .ceildivsi: .ceildivsi
    case .ceildivui: .ceildivui
    case .floordivsi: .floordivsi
    case .andi: .andi
    case .ori: .ori
    case .xori: .xori
    case .shli: .shli
    case .shrsi: .shrsi
    case .shrui: .shrui
    case .maxsi: .maxsi
    case .maxui: .maxui
    case .minsi: .minsi
    case .minui: .minui
    case .addf: .addf
    case .subf: .subf
    case .mulf: .mulf
    case .divf: .divf
    case .remf: .remf
    case .negf: .negf
    case .maximumf: .maximumf
    case .minimumf: .minimumf
    case .maxnumf: .maxnumf
    case .minnumf: .minnumf
    case .cmpi: .cmpi
    case .cmpf: .cmpf
    case .select: .arithSelect
    case .extf: .extf
    case .truncf: .truncf
    case .extsi: .extsi
    case .extui: .extui
    case .trunci: .trunci
    case .sitofp: .sitofp
    case .uitofp: .uitofp
    case .fptosi: .fptosi
    case .fptoui: .fptoui
    case .indexCast: .indexCast
    case .indexCastui: .indexCastui
    case .bitcast: .arithBitcast
    case .adduiExtended: .adduiExtended
    case .mulsiExtended: .mulsiExtended
    case .muluiExtended: .muluiExtended
    case .scalingExtf: .scalingExtf
    case .scalingTruncf: .scalingTruncf
    }
  }
}

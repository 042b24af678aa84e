import FuseIR

// Comparisons, conversions and roundings: where element types matter.

extension ScalarLowering {
  /// `stablehlo.compare` on scalars.
  func compare(_ op: OpID, _ operands: [ValueID], in module: inout Module) -> ValueID {
    let direction = ComparisonDirection("comparison_direction", of: op, in: module) ?? .eq
    let type = ComparisonType("compare_type", of: op, in: module)
    var (a, b) = (operands[0], operands[1])
    if module.isFloat(module.type(of: a)) {
      guard type == .totalOrder else {
        return builder.compare(Self.floatPredicate(direction), a, b, in: &module)
      }
      a = totalOrderKey(a, in: &module)
      b = totalOrderKey(b, in: &module)
      return builder.compare(Self.integerPredicate(direction, false), a, b, in: &module)
    }
    let isUnsigned = type == .unsigned || module.type(of: a) == .i1
    return builder.compare(Self.integerPredicate(direction, isUnsigned), a, b, in: &module)
  }

  private static func floatPredicate(_ direction: ComparisonDirection) -> FloatPredicate {
    switch direction {
    case .eq: .oeq
    case .ne: .une
    case .ge: .oge
    case .gt: .ogt
    case .le: .ole
    case .lt: .olt
    }
  }

  private static func integerPredicate(
    _ direction: ComparisonDirection, _ isUnsigned: Bool
  ) -> IntegerPredicate {
    switch direction {
    case .eq: .eq
    case .ne: .ne
    case .ge: isUnsigned ? .uge : .sge
    case .gt: isUnsigned ? .ugt : .sgt
    case .le: isUnsigned ? .ule : .sle
    case .lt: isUnsigned ? .ult : .slt
    }
  }

  /// An integer whose signed order is the total order of the floats: the bits, with all but the sign flipped for
  /// negative numbers.
  private func totalOrderKey(_ value: ValueID, in module: inout Module) -> ValueID {
    let width = module.bitWidth(of: module.type(of: value)) ?? 32
    let type = module.intern(.integer(width: width, .signless))
    let bits = builder.arith(.bitcast, value, type: type, in: &module)
    let shift = builder.integer(Int64(width - 1), type, in: &module)
    let sign = builder.arith(.shrsi, bits, shift, in: &module)
    let one = builder.integer(1, type, in: &module)
    let mask = builder.arith(.shrui, sign, one, in: &module)
    return builder.arith(.xori, bits, mask, in: &module)
  }

  /// The same number as another type. Booleans are 0 and 1, and everything but zero is true.
  func convert(_ value: ValueID, to target: TypeID, in module: inout Module) -> ValueID {
    let source = module.type(of: value)
    if source == target { return value }
    if target == .i1 {
      if module.isFloat(source) {
        let zero = builder.float(0, source, in: &module)
        return builder.compare(FloatPredicate.une, value, zero, in: &module)
      }
      let zero = builder.integer(0, source, in: &module)
      return builder.compare(IntegerPredicate.ne, value, zero, in: &module)
    }
    if let cast = module.buildScalarCast(
      value, to: target, isUnsigned: source == .i1, at: .end(of: builder.block),
      location: builder.location)
    {
      return cast
    }
    // Two formats of one width: f32 holds both exactly.
    let wide = builder.arith(.extf, value, type: .f32, in: &module)
    return builder.arith(.truncf, wide, type: target, in: &module)
  }

  /// `stablehlo.reduce_precision` on the bits of an IEEE number: rounds the fraction half to even, and replaces what leaves
  /// the exponent's range by infinity or zero.
  func reducePrecision(_ op: OpID, _ value: ValueID, in module: inout Module) -> ValueID {
    let type = module.type(of: value)
    let width = module.bitWidth(of: type) ?? 32
    let fraction: Int64
    switch module.type(type) {
    case .float(.f64): fraction = 52
    case .float(.f32): fraction = 23
    case .float(.f16): fraction = 10
    default: fraction = 7
    }
    let exponent = Int64(width) - 1 - fraction
    let newExponent = min(module.integer("exponent_bits", of: op) ?? exponent, exponent)
    let newFraction = min(module.integer("mantissa_bits", of: op) ?? fraction, fraction)
    let integer = module.intern(.integer(width: width, .signless))
    func constant(_ value: Int64, _ module: inout Module) -> ValueID {
      builder.integer(value, integer, in: &module)
    }
    func combine(_ op: ArithOp, _ a: ValueID, _ b: ValueID, _ module: inout Module) -> ValueID {
      builder.arith(op, a, b, in: &module)
    }
    let signMask = Int64(bitPattern: UInt64(1) << UInt64(width - 1))
    let exponentMask = (Int64(1) << exponent - 1) << fraction
    var bits = builder.arith(.bitcast, value, type: integer, in: &module)
    let original = bits
    let isFinite = builder.math(.isfinite, value, type: .i1, in: &module)
    if newFraction < fraction {
      let dropped = fraction - newFraction
      let lastKept = Int64(1) << dropped
      let baseBias = constant((lastKept >> 1) - 1, &module)
      let last = combine(.andi, bits, constant(lastKept, &module), &module)
      let odd = combine(.shrui, last, constant(dropped, &module), &module)
      bits = combine(.addi, bits, combine(.addi, odd, baseBias, &module), &module)
      bits = combine(.andi, bits, constant(~(lastKept - 1), &module), &module)
    }
    if newExponent < exponent {
      let bias = (Int64(1) << (exponent - 1)) - 1
      let newBias = (Int64(1) << (newExponent - 1)) - 1
      let held = combine(.andi, bits, constant(exponentMask, &module), &module)
      let sign = combine(.andi, bits, constant(signMask, &module), &module)
      let greatest = constant((bias + newBias) << fraction, &module)
      let least = constant((bias - newBias) << fraction, &module)
      let isTooLarge = builder.compare(IntegerPredicate.ugt, held, greatest, in: &module)
      let isTooSmall = builder.compare(IntegerPredicate.ule, held, least, in: &module)
      let infinity = combine(.ori, sign, constant(exponentMask, &module), &module)
      bits = builder.select(isTooLarge, infinity, bits, in: &module)
      bits = builder.select(isTooSmall, sign, bits, in: &module)
    }
    bits = builder.select(isFinite, bits, original, in: &module)
    return builder.arith(.bitcast, bits, type: type, in: &module)
  }
}

/// The ops of the `stablehlo` dialect.
public enum StablehloOp: UInt16, DialectOp {
  case abs, add, afterAll, allGather, allReduce, allToAll, and, atan2, batchNormGrad,
    batchNormInference, batchNormTraining, bitcastConvert, broadcast, broadcastInDim, `case`,
    cbrt, ceil, cholesky, clamp, collectiveBroadcast, collectivePermute, compare, complex,
    composite, concatenate, constant, convert, convolution, cosine, countLeadingZeros,
    createToken, crossReplicaSum, customCall, divide, dot, dotGeneral, dynamicBroadcastInDim,
    dynamicConv, dynamicGather, dynamicIota, dynamicPad, dynamicReshape, dynamicSlice,
    dynamicUpdateSlice, einsum, exponential, exponentialMinusOne, fft, floor, gather,
    getDimensionSize, getTupleElement, `if`, imag, infeed, iota, isFinite, log, logPlusOne,
    logistic, map, maximum, minimum, multiply, negate, not, optimizationBarrier, or, outfeed,
    pad, partitionId, popcnt, power, real, realDynamicSlice, recv, reduce, reducePrecision,
    reduceScatter, reduceWindow, remainder, replicaId, reshape, `return`, reverse, rng,
    rngBitGenerator, roundNearestAfz, roundNearestEven, rsqrt, scatter, select, selectAndScatter,
    send, setDimensionSize, shiftLeft, shiftRightArithmetic, shiftRightLogical, sign, sine,
    slice, sort, sqrt, subtract, tan, tanh, torchIndexSelect, transpose, triangularSolve, tuple,
    unaryEinsum, uniformDequantize, uniformQuantize, `while`, xor

  /// `stablehlo`.
  public static var dialect: Dialect { .stablehlo }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .abs: .stablehloAbs
    case .add:
      .stablehloBinary(
        "add", "The sum of each pair of elements; of booleans, whether one is true.", on: .any,
        isCommutative: true)
    case .afterAll: .stablehloAfterAll
    case .allGather: .stablehloAllGather
    case .allReduce: .stablehloAllReduce
    case .allToAll: .stablehloAllToAll
    case .and:
      .stablehloBinary(
        "and", "The bitwise and of each pair of elements.", on: [.boolean, .integer],
        isCommutative: true)
    case .atan2:
      .stablehloBinary("atan2", "The angle of each point (y, x).", on: [.float, .complex])
    case .batchNormGrad:
      .stablehloBatchNorm(
        "batch_norm_grad", "The gradients of a batch normalization.", operands: 5,
        results: ["grad_operand", "grad_scale", "grad_offset"])
    case .batchNormInference:
      .stablehloBatchNorm(
        "batch_norm_inference", "Normalizes with given mean and variance.", operands: 5,
        results: ["result"])
    case .batchNormTraining:
      .stablehloBatchNorm(
        "batch_norm_training", "Normalizes with the batch's mean and variance.", operands: 3,
        results: ["output", "batch_mean", "batch_var"])
    case .bitcastConvert: .stablehloBitcastConvert
    case .broadcast: .stablehloBroadcast
    case .broadcastInDim: .stablehloBroadcastInDim
    case .`case`: .stablehloCase
    case .cbrt: .stablehloUnary("cbrt", "The cube root of each element.", on: [.float, .complex])
    case .ceil:
      .stablehloUnary(
        "ceil", "The least integer not below each element.", on: .float, isExact: true)
    case .cholesky: .stablehloCholesky
    case .clamp: .stablehloClamp
    case .collectiveBroadcast: .stablehloCollectiveBroadcast
    case .collectivePermute: .stablehloCollectivePermute
    case .compare: .stablehloCompare
    case .complex: .stablehloComplex
    case .composite: .stablehloComposite
    case .concatenate: .stablehloConcatenate
    case .constant: .stablehloConstant
    case .convert: .stablehloConvert
    case .convolution: .stablehloConvolution
    case .cosine: .stablehloUnary("cosine", "The cosine of each element.", on: [.float, .complex])
    case .countLeadingZeros:
      .stablehloUnary(
        "count_leading_zeros", "The number of zero bits in front of the first one.", on: .integer,
        isExact: true)
    case .createToken: .stablehloCreateToken
    case .crossReplicaSum: .stablehloCrossReplicaSum
    case .customCall: .stablehloCustomCall
    case .divide:
      .stablehloBinary(
        "divide", "The quotient of each pair of elements; of integers, rounded toward zero.",
        on: .number)
    case .dot: .stablehloDot
    case .dotGeneral: .stablehloDotGeneral
    case .dynamicBroadcastInDim: .stablehloDynamicBroadcastInDim
    case .dynamicConv: .stablehloDynamicConv
    case .dynamicGather: .stablehloDynamicGather
    case .dynamicIota: .stablehloDynamicIota
    case .dynamicPad: .stablehloDynamicPad
    case .dynamicReshape: .stablehloDynamicReshape
    case .dynamicSlice: .stablehloDynamicSlice
    case .dynamicUpdateSlice: .stablehloDynamicUpdateSlice
    case .einsum: .stablehloEinsum("einsum", "A contraction in Einstein's notation.", operands: 2)
    case .exponential:
      .stablehloUnary("exponential", "e to the power of each element.", on: [.float, .complex])
    case .exponentialMinusOne:
      .stablehloUnary(
        "exponential_minus_one", "e to the power of each element, minus 1.", on: [.float, .complex])
    case .fft: .stablehloFft
    case .floor:
      .stablehloUnary(
        "floor", "The greatest integer not above each element.", on: .float, isExact: true)
    case .gather: .stablehloGather
    case .getDimensionSize: .stablehloGetDimensionSize
    case .getTupleElement: .stablehloGetTupleElement
    case .`if`: .stablehloIf
    case .imag: .stablehloComplexPart("imag", "The imaginary part of each element.")
    case .infeed:
      .stablehloTransfer(
        "infeed", "Data from the host.",
        [.optional("infeed_config", .any), .optional("layout", .any)])
    case .iota: .stablehloIota
    case .isFinite: .stablehloIsFinite
    case .log:
      .stablehloUnary("log", "The natural logarithm of each element.", on: [.float, .complex])
    case .logPlusOne:
      .stablehloUnary(
        "log_plus_one", "The natural logarithm of each element plus 1.", on: [.float, .complex])
    case .logistic:
      .stablehloUnary("logistic", "1 / (1 + exp(-x)) of each element x.", on: [.float, .complex])
    case .map: .stablehloMap
    case .maximum:
      .stablehloBinary(
        "maximum", "The greater of each pair of elements; NaN if one is.", on: .any,
        isCommutative: true)
    case .minimum:
      .stablehloBinary(
        "minimum", "The lesser of each pair of elements; NaN if one is.", on: .any,
        isCommutative: true)
    case .multiply:
      .stablehloBinary(
        "multiply", "The product of each pair of elements; of booleans, whether both are true.",
        on: .any, isCommutative: true)
    case .negate: .stablehloUnary("negate", "Minus each element.", on: .number, isExact: true)
    case .not:
      .stablehloUnary(
        "not", "The bitwise complement of each element.", on: [.boolean, .integer], isExact: true)
    case .optimizationBarrier: .stablehloOptimizationBarrier
    case .or:
      .stablehloBinary(
        "or", "The bitwise or of each pair of elements.", on: [.boolean, .integer],
        isCommutative: true)
    case .outfeed:
      .stablehloTransfer("outfeed", "Data to the host.", [.optional("outfeed_config", .any)])
    case .pad: .stablehloPad
    case .partitionId: .stablehloProcessID("partition_id", "The number of this partition.")
    case .popcnt:
      .stablehloUnary(
        "popcnt", "The number of one bits of each element.", on: .integer, isExact: true)
    case .power:
      .stablehloBinary("power", "Each first element to the power of the second.", on: .number)
    case .real: .stablehloComplexPart("real", "The real part of each element.")
    case .realDynamicSlice: .stablehloRealDynamicSlice
    case .recv:
      .stablehloTransfer(
        "recv", "Data from another process.",
        [
          .required("channel_handle", .any), .optional("is_host_transfer", .bool),
          .optional("source_target_pairs", .any),
        ])
    case .reduce: .stablehloReduce
    case .reducePrecision: .stablehloReducePrecision
    case .reduceScatter: .stablehloReduceScatter
    case .reduceWindow: .stablehloReduceWindow
    case .remainder:
      .stablehloBinary(
        "remainder", "The rest of each division, with the sign of the dividend.", on: .number)
    case .replicaId: .stablehloProcessID("replica_id", "The number of this replica.")
    case .reshape: .stablehloReshape
    case .`return`: .stablehloReturn
    case .reverse: .stablehloReverse
    case .rng: .stablehloRng
    case .rngBitGenerator: .stablehloRngBitGenerator
    case .roundNearestAfz:
      .stablehloUnary(
        "round_nearest_afz", "The nearest integer, halves away from zero.", on: .float,
        isExact: true)
    case .roundNearestEven:
      .stablehloUnary(
        "round_nearest_even", "The nearest integer, halves to even.", on: .float, isExact: true)
    case .rsqrt:
      .stablehloUnary("rsqrt", "1 over the square root of each element.", on: [.float, .complex])
    case .scatter: .stablehloScatter
    case .select: .stablehloSelect
    case .selectAndScatter: .stablehloSelectAndScatter
    case .send:
      .stablehloTransfer(
        "send", "Data to another process.",
        [
          .required("channel_handle", .any), .optional("is_host_transfer", .bool),
          .optional("source_target_pairs", .any),
        ])
    case .setDimensionSize: .stablehloSetDimensionSize
    case .shiftLeft:
      .stablehloBinary("shift_left", "Each first element shifted left by the second.", on: .integer)
    case .shiftRightArithmetic:
      .stablehloBinary(
        "shift_right_arithmetic",
        "Each first element shifted right by the second, the sign repeated.", on: .integer)
    case .shiftRightLogical:
      .stablehloBinary(
        "shift_right_logical", "Each first element shifted right by the second, zeros put in.",
        on: .integer)
    case .sign:
      .stablehloUnary(
        "sign", "-1, 0 or 1 as each element is negative, zero or positive.",
        on: [.signed, .float, .complex], isExact: true)
    case .sine: .stablehloUnary("sine", "The sine of each element.", on: [.float, .complex])
    case .slice: .stablehloSlice
    case .sort: .stablehloSort
    case .sqrt: .stablehloUnary("sqrt", "The square root of each element.", on: [.float, .complex])
    case .subtract:
      .stablehloBinary("subtract", "The difference of each pair of elements.", on: .number)
    case .tan: .stablehloUnary("tan", "The tangent of each element.", on: [.float, .complex])
    case .tanh:
      .stablehloUnary("tanh", "The hyperbolic tangent of each element.", on: [.float, .complex])
    case .torchIndexSelect: .stablehloTorchIndexSelect
    case .transpose: .stablehloTranspose
    case .triangularSolve: .stablehloTriangularSolve
    case .tuple: .stablehloTuple
    case .unaryEinsum:
      .stablehloEinsum("unary_einsum", "A sum in Einstein's notation.", operands: 1)
    case .uniformDequantize:
      .stablehloQuantization(
        "uniform_dequantize", "Floats from integers with scale and zero point.")
    case .uniformQuantize:
      .stablehloQuantization("uniform_quantize", "Integers with scale and zero point from floats.")
    case .`while`: .stablehloWhile
    case .xor:
      .stablehloBinary(
        "xor", "The bitwise exclusive or of each pair of elements.", on: [.boolean, .integer],
        isCommutative: true)
    }
  }
}

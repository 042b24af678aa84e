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
    case .abs:
      OpDefinition(
        "stablehlo.abs", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .add:
      OpDefinition(
        "stablehlo.add", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .afterAll:
      OpDefinition(
        "stablehlo.after_all", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .allGather:
      OpDefinition(
        "stablehlo.all_gather", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .allReduce:
      OpDefinition(
        "stablehlo.all_reduce", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .allToAll:
      OpDefinition(
        "stablehlo.all_to_all", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .and:
      OpDefinition(
        "stablehlo.and", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .atan2:
      OpDefinition(
        "stablehlo.atan2", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .batchNormGrad:
      OpDefinition(
        "stablehlo.batch_norm_grad", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .batchNormInference:
      OpDefinition(
        "stablehlo.batch_norm_inference", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .batchNormTraining:
      OpDefinition(
        "stablehlo.batch_norm_training", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .bitcastConvert:
      OpDefinition(
        "stablehlo.bitcast_convert", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcast:
      OpDefinition(
        "stablehlo.broadcast", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcastInDim:
      OpDefinition(
        "stablehlo.broadcast_in_dim", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .`case`:
      OpDefinition(
        "stablehlo.case", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .cbrt:
      OpDefinition(
        "stablehlo.cbrt", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .ceil:
      OpDefinition(
        "stablehlo.ceil", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .cholesky:
      OpDefinition(
        "stablehlo.cholesky", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .clamp:
      OpDefinition(
        "stablehlo.clamp", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .collectiveBroadcast:
      OpDefinition(
        "stablehlo.collective_broadcast", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .collectivePermute:
      OpDefinition(
        "stablehlo.collective_permute", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .compare:
      OpDefinition(
        "stablehlo.compare", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .complex:
      OpDefinition(
        "stablehlo.complex", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .composite:
      OpDefinition(
        "stablehlo.composite", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .concatenate:
      OpDefinition(
        "stablehlo.concatenate", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .constant:
      OpDefinition(
        "stablehlo.constant", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .convert:
      OpDefinition(
        "stablehlo.convert", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .convolution:
      OpDefinition(
        "stablehlo.convolution", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .cosine:
      OpDefinition(
        "stablehlo.cosine", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .countLeadingZeros:
      OpDefinition(
        "stablehlo.count_leading_zeros", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .createToken:
      OpDefinition(
        "stablehlo.create_token", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .crossReplicaSum:
      OpDefinition(
        "stablehlo.cross-replica-sum", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .customCall:
      OpDefinition(
        "stablehlo.custom_call", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .divide:
      OpDefinition(
        "stablehlo.divide", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .dot:
      OpDefinition(
        "stablehlo.dot", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .dotGeneral:
      OpDefinition(
        "stablehlo.dot_general", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .dynamicBroadcastInDim:
      OpDefinition(
        "stablehlo.dynamic_broadcast_in_dim", summary: "", operands: .any, results: .any,
        regions: .any, successors: .any)
    case .dynamicConv:
      OpDefinition(
        "stablehlo.dynamic_conv", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .dynamicGather:
      OpDefinition(
        "stablehlo.dynamic_gather", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .dynamicIota:
      OpDefinition(
        "stablehlo.dynamic_iota", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .dynamicPad:
      OpDefinition(
        "stablehlo.dynamic_pad", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .dynamicReshape:
      OpDefinition(
        "stablehlo.dynamic_reshape", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .dynamicSlice:
      OpDefinition(
        "stablehlo.dynamic_slice", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .dynamicUpdateSlice:
      OpDefinition(
        "stablehlo.dynamic_update_slice", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .einsum:
      OpDefinition(
        "stablehlo.einsum", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .exponential:
      OpDefinition(
        "stablehlo.exponential", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .exponentialMinusOne:
      OpDefinition(
        "stablehlo.exponential_minus_one", summary: "", operands: .any, results: .any,
        regions: .any, successors: .any)
    case .fft:
      OpDefinition(
        "stablehlo.fft", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .floor:
      OpDefinition(
        "stablehlo.floor", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .gather:
      OpDefinition(
        "stablehlo.gather", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .getDimensionSize:
      OpDefinition(
        "stablehlo.get_dimension_size", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .getTupleElement:
      OpDefinition(
        "stablehlo.get_tuple_element", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .`if`:
      OpDefinition(
        "stablehlo.if", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .imag:
      OpDefinition(
        "stablehlo.imag", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .infeed:
      OpDefinition(
        "stablehlo.infeed", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .iota:
      OpDefinition(
        "stablehlo.iota", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .isFinite:
      OpDefinition(
        "stablehlo.is_finite", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .log:
      OpDefinition(
        "stablehlo.log", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .logPlusOne:
      OpDefinition(
        "stablehlo.log_plus_one", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .logistic:
      OpDefinition(
        "stablehlo.logistic", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .map:
      OpDefinition(
        "stablehlo.map", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .maximum:
      OpDefinition(
        "stablehlo.maximum", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .minimum:
      OpDefinition(
        "stablehlo.minimum", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .multiply:
      OpDefinition(
        "stablehlo.multiply", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .negate:
      OpDefinition(
        "stablehlo.negate", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .not:
      OpDefinition(
        "stablehlo.not", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .optimizationBarrier:
      OpDefinition(
        "stablehlo.optimization_barrier", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .or:
      OpDefinition(
        "stablehlo.or", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .outfeed:
      OpDefinition(
        "stablehlo.outfeed", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .pad:
      OpDefinition(
        "stablehlo.pad", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .partitionId:
      OpDefinition(
        "stablehlo.partition_id", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .popcnt:
      OpDefinition(
        "stablehlo.popcnt", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .power:
      OpDefinition(
        "stablehlo.power", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .real:
      OpDefinition(
        "stablehlo.real", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .realDynamicSlice:
      OpDefinition(
        "stablehlo.real_dynamic_slice", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .recv:
      OpDefinition(
        "stablehlo.recv", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .reduce:
      OpDefinition(
        "stablehlo.reduce", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .reducePrecision:
      OpDefinition(
        "stablehlo.reduce_precision", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .reduceScatter:
      OpDefinition(
        "stablehlo.reduce_scatter", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .reduceWindow:
      OpDefinition(
        "stablehlo.reduce_window", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .remainder:
      OpDefinition(
        "stablehlo.remainder", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .replicaId:
      OpDefinition(
        "stablehlo.replica_id", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .reshape:
      OpDefinition(
        "stablehlo.reshape", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .`return`:
      OpDefinition(
        "stablehlo.return", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .reverse:
      OpDefinition(
        "stablehlo.reverse", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .rng:
      OpDefinition(
        "stablehlo.rng", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .rngBitGenerator:
      OpDefinition(
        "stablehlo.rng_bit_generator", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .roundNearestAfz:
      OpDefinition(
        "stablehlo.round_nearest_afz", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .roundNearestEven:
      OpDefinition(
        "stablehlo.round_nearest_even", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .rsqrt:
      OpDefinition(
        "stablehlo.rsqrt", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .scatter:
      OpDefinition(
        "stablehlo.scatter", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .select:
      OpDefinition(
        "stablehlo.select", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .selectAndScatter:
      OpDefinition(
        "stablehlo.select_and_scatter", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .send:
      OpDefinition(
        "stablehlo.send", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .setDimensionSize:
      OpDefinition(
        "stablehlo.set_dimension_size", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .shiftLeft:
      OpDefinition(
        "stablehlo.shift_left", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .shiftRightArithmetic:
      OpDefinition(
        "stablehlo.shift_right_arithmetic", summary: "", operands: .any, results: .any,
        regions: .any, successors: .any)
    case .shiftRightLogical:
      OpDefinition(
        "stablehlo.shift_right_logical", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .sign:
      OpDefinition(
        "stablehlo.sign", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .sine:
      OpDefinition(
        "stablehlo.sine", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .slice:
      OpDefinition(
        "stablehlo.slice", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .sort:
      OpDefinition(
        "stablehlo.sort", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .sqrt:
      OpDefinition(
        "stablehlo.sqrt", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .subtract:
      OpDefinition(
        "stablehlo.subtract", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .tan:
      OpDefinition(
        "stablehlo.tan", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .tanh:
      OpDefinition(
        "stablehlo.tanh", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .torchIndexSelect:
      OpDefinition(
        "stablehlo.torch_index_select", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .transpose:
      OpDefinition(
        "stablehlo.transpose", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .triangularSolve:
      OpDefinition(
        "stablehlo.triangular_solve", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .tuple:
      OpDefinition(
        "stablehlo.tuple", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .unaryEinsum:
      OpDefinition(
        "stablehlo.unary_einsum", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .uniformDequantize:
      OpDefinition(
        "stablehlo.uniform_dequantize", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .uniformQuantize:
      OpDefinition(
        "stablehlo.uniform_quantize", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .`while`:
      OpDefinition(
        "stablehlo.while", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .xor:
      OpDefinition(
        "stablehlo.xor", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    }
  }
}

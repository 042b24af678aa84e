/// The ops of the `linalg` dialect.
public enum LinalgOp: UInt16, DialectOp {
  case generic, yield, index, fill, copy, transpose, broadcast, reduce, map, matmul, batchMatmul,
    matvec, vecmat, dot, batchMatvec, batchVecmat, conv1d, conv2d, conv3d, conv1dNwcWcf,
    conv1dNcwFcw, conv2dNhwcHwcf, conv2dNhwcFhwc, conv2dNchwFchw, conv2dNgchwFgchw,
    conv2dNgchwGfchw, conv3dNdhwcDhwcf, conv3dNcdhwFcdhw, depthwiseConv1dNwcWc,
    depthwiseConv2dNchwChw, depthwiseConv2dNhwcHwc, depthwiseConv2dNhwcHwcm, poolingNhwcSum,
    poolingNchwSum, poolingNhwcMax, poolingNchwMax, poolingNhwcMin, poolingNhwcMaxUnsigned,
    poolingNhwcMinUnsigned, poolingNwcSum, poolingNwcMax, poolingNwcMin, poolingNwcMaxUnsigned,
    poolingNwcMinUnsigned, poolingNcwSum, poolingNcwMax, poolingNdhwcSum, poolingNdhwcMax,
    poolingNdhwcMin, conv2dNhwgcGfhwc, depthwiseConv1dNcwCw, depthwiseConv1dNwcWcm,
    depthwiseConv3dNcdhwCdhw, depthwiseConv3dNdhwcDhwc, depthwiseConv3dNdhwcDhwcm, mmt4d,
    batchMmt4d, contract, elementwise, exp, log, abs, ceil, floor, negf, reciprocal, round, sqrt,
    rsqrt, square, tanh, erf, add, sub, mul, div, divUnsigned, max, min, powf, select

  /// `linalg`.
  public static var dialect: Dialect { .linalg }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .generic: .generic
    case .yield: .linalgYield
    case .index: .linalgIndex
    case .fill: .named("fill", "Fills a tensor with a value.", .fill)
    case .copy: .linalgCopy
    case .transpose: .linalgTranspose
    case .broadcast: .linalgBroadcast
    case .reduce: .linalgReduce
    case .map: .linalgMap
    case .matmul: .contraction("matmul", "Multiplies matrices.", .matmul)
    case .batchMatmul: .contraction("batch_matmul", "Multiplies matrices in batches.", .batchMatmul)
    case .matvec: .named("matvec", "Multiplies a matrix by a vector.", .matvec)
    case .vecmat: .named("vecmat", "Multiplies a vector by a matrix.", .vecmat)
    case .dot: .named("dot", "The inner product of vectors.", .dot)
    case .batchMatvec:
      .named("batch_matvec", "Multiplies matrices by vectors in batches.", .batchMatvec)
    case .batchVecmat:
      .named("batch_vecmat", "Multiplies vectors by matrices in batches.", .batchVecmat)
    case .conv1d: .named("conv_1d", "Convolves without channels.", .conv1d)
    case .conv2d: .named("conv_2d", "Convolves without channels.", .conv2d)
    case .conv3d: .named("conv_3d", "Convolves without channels.", .conv3d)
    case .conv1dNwcWcf: .convolution("conv_1d_nwc_wcf", .conv1dNwcWcf)
    case .conv1dNcwFcw: .convolution("conv_1d_ncw_fcw", .conv1dNcwFcw)
    case .conv2dNhwcHwcf: .convolution("conv_2d_nhwc_hwcf", .conv2dNhwcHwcf)
    case .conv2dNhwcFhwc: .convolution("conv_2d_nhwc_fhwc", .conv2dNhwcFhwc)
    case .conv2dNchwFchw: .convolution("conv_2d_nchw_fchw", .conv2dNchwFchw)
    case .conv2dNgchwFgchw: .convolution("conv_2d_ngchw_fgchw", .conv2dNgchwFgchw)
    case .conv2dNgchwGfchw: .convolution("conv_2d_ngchw_gfchw", .conv2dNgchwGfchw)
    case .conv3dNdhwcDhwcf: .convolution("conv_3d_ndhwc_dhwcf", .conv3dNdhwcDhwcf)
    case .conv3dNcdhwFcdhw: .convolution("conv_3d_ncdhw_fcdhw", .conv3dNcdhwFcdhw)
    case .depthwiseConv1dNwcWc: .convolution("depthwise_conv_1d_nwc_wc", .depthwiseConv1dNwcWc)
    case .depthwiseConv2dNchwChw:
      .convolution("depthwise_conv_2d_nchw_chw", .depthwiseConv2dNchwChw)
    case .depthwiseConv2dNhwcHwc:
      .convolution("depthwise_conv_2d_nhwc_hwc", .depthwiseConv2dNhwcHwc)
    case .depthwiseConv2dNhwcHwcm:
      .convolution("depthwise_conv_2d_nhwc_hwcm", .depthwiseConv2dNhwcHwcm)
    case .poolingNhwcSum: .convolution("pooling_nhwc_sum", .poolingNhwcSum)
    case .poolingNchwSum: .convolution("pooling_nchw_sum", .poolingNchwSum)
    case .poolingNhwcMax: .convolution("pooling_nhwc_max", .poolingNhwcMax)
    case .poolingNchwMax: .convolution("pooling_nchw_max", .poolingNchwMax)
    case .poolingNhwcMin: .convolution("pooling_nhwc_min", .poolingNhwcMin)
    case .poolingNhwcMaxUnsigned:
      .convolution("pooling_nhwc_max_unsigned", .poolingNhwcMaxUnsigned)
    case .poolingNhwcMinUnsigned:
      .convolution("pooling_nhwc_min_unsigned", .poolingNhwcMinUnsigned)
    case .poolingNwcSum: .convolution("pooling_nwc_sum", .poolingNwcSum)
    case .poolingNwcMax: .convolution("pooling_nwc_max", .poolingNwcMax)
    case .poolingNwcMin: .convolution("pooling_nwc_min", .poolingNwcMin)
    case .poolingNwcMaxUnsigned: .convolution("pooling_nwc_max_unsigned", .poolingNwcMaxUnsigned)
    case .poolingNwcMinUnsigned: .convolution("pooling_nwc_min_unsigned", .poolingNwcMinUnsigned)
    case .poolingNcwSum: .convolution("pooling_ncw_sum", .poolingNcwSum)
    case .poolingNcwMax: .convolution("pooling_ncw_max", .poolingNcwMax)
    case .poolingNdhwcSum: .convolution("pooling_ndhwc_sum", .poolingNdhwcSum)
    case .poolingNdhwcMax: .convolution("pooling_ndhwc_max", .poolingNdhwcMax)
    case .poolingNdhwcMin: .convolution("pooling_ndhwc_min", .poolingNdhwcMin)
    case .conv2dNhwgcGfhwc: .convolution("conv_2d_nhwgc_gfhwc", .conv2dNhwgcGfhwc)
    case .depthwiseConv1dNcwCw: .convolution("depthwise_conv_1d_ncw_cw", .depthwiseConv1dNcwCw)
    case .depthwiseConv1dNwcWcm: .convolution("depthwise_conv_1d_nwc_wcm", .depthwiseConv1dNwcWcm)
    case .depthwiseConv3dNcdhwCdhw:
      .convolution("depthwise_conv_3d_ncdhw_cdhw", .depthwiseConv3dNcdhwCdhw)
    case .depthwiseConv3dNdhwcDhwc:
      .convolution("depthwise_conv_3d_ndhwc_dhwc", .depthwiseConv3dNdhwcDhwc)
    case .depthwiseConv3dNdhwcDhwcm:
      .convolution("depthwise_conv_3d_ndhwc_dhwcm", .depthwiseConv3dNdhwcDhwcm)
    case .mmt4d: .named("mmt4d", "Multiplies tiled matrices, the second one transposed.", .mmt4d)
    case .batchMmt4d:
      .named("batch_mmt4d", "Multiplies tiled matrices in batches.", .batchMmt4d)
    case .contract: .contraction("contract", "Sums products, as its index maps say.", .contract)
    case .elementwise: .linalgElementwise
    case .exp: .named("exp", "The exponential of each element.", .exp)
    case .log: .named("log", "The natural logarithm of each element.", .log)
    case .abs: .named("abs", "The absolute value of each element.", .abs)
    case .ceil: .named("ceil", "The least integer not below each element.", .ceil)
    case .floor: .named("floor", "The greatest integer not above each element.", .floor)
    case .negf: .named("negf", "Minus each element.", .negf)
    case .reciprocal: .named("reciprocal", "One over each element.", .reciprocal)
    case .round: .named("round", "The nearest integer, halves away from zero.", .round)
    case .sqrt: .named("sqrt", "The square root of each element.", .sqrt)
    case .rsqrt: .named("rsqrt", "One over the square root of each element.", .rsqrt)
    case .square: .named("square", "The square of each element.", .square)
    case .tanh: .named("tanh", "The hyperbolic tangent of each element.", .tanh)
    case .erf: .named("erf", "The error function of each element.", .erf)
    case .add: .named("add", "Adds elements.", .add)
    case .sub: .named("sub", "Subtracts elements.", .sub)
    case .mul: .named("mul", "Multiplies elements.", .mul)
    case .div: .named("div", "Divides elements, integers as signed ones.", .div)
    case .divUnsigned: .named("div_unsigned", "Divides unsigned elements.", .divUnsigned)
    case .max: .named("max", "The larger element, of integers as signed ones.", .max)
    case .min: .named("min", "The smaller element, of integers as signed ones.", .min)
    case .powf: .named("powf", "Elements to the power of others.", .powf)
    case .select: .named("select", "Elements of one tensor or another.", .select)
    }
  }
}

/// The ops of the `linalg` dialect.
public enum LinalgOp: UInt16, DialectOp {
  case generic, yield, index, fill, copy, transpose, broadcast, reduce, map, matmul, batchMatmul,
    matvec, vecmat, dot, batchMatvec, batchVecmat, conv1d, conv2d, conv3d, conv1dNwcWcf,
    conv1dNcwFcw, conv2dNhwcHwcf, conv2dNhwcFhwc, conv2dNchwFchw, conv2dNgchwFgchw,
    conv2dNgchwGfchw, conv3dNdhwcDhwcf, conv3dNcdhwFcdhw, depthwiseConv1dNwcWc,
    depthwiseConv2dNchwChw, depthwiseConv2dNhwcHwc, depthwiseConv2dNhwcHwcm, poolingNhwcSum,
    poolingNchwSum, poolingNhwcMax, poolingNchwMax, poolingNhwcMin

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
    }
  }
}

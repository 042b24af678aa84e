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
    case .generic:
      OpDefinition(
        "linalg.generic", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .yield:
      OpDefinition(
        "linalg.yield", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .index:
      OpDefinition(
        "linalg.index", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .fill:
      OpDefinition(
        "linalg.fill", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .copy:
      OpDefinition(
        "linalg.copy", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .transpose:
      OpDefinition(
        "linalg.transpose", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .broadcast:
      OpDefinition(
        "linalg.broadcast", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .reduce:
      OpDefinition(
        "linalg.reduce", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .map:
      OpDefinition(
        "linalg.map", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .matmul:
      OpDefinition(
        "linalg.matmul", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .batchMatmul:
      OpDefinition(
        "linalg.batch_matmul", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .matvec:
      OpDefinition(
        "linalg.matvec", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .vecmat:
      OpDefinition(
        "linalg.vecmat", summary: "", operands: .any, results: .any, regions: .any, successors: .any
      )
    case .dot:
      OpDefinition(
        "linalg.dot", summary: "", operands: .any, results: .any, regions: .any, successors: .any)
    case .batchMatvec:
      OpDefinition(
        "linalg.batch_matvec", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .batchVecmat:
      OpDefinition(
        "linalg.batch_vecmat", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv1d:
      OpDefinition(
        "linalg.conv_1d", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv2d:
      OpDefinition(
        "linalg.conv_2d", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv3d:
      OpDefinition(
        "linalg.conv_3d", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv1dNwcWcf:
      OpDefinition(
        "linalg.conv_1d_nwc_wcf", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv1dNcwFcw:
      OpDefinition(
        "linalg.conv_1d_ncw_fcw", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv2dNhwcHwcf:
      OpDefinition(
        "linalg.conv_2d_nhwc_hwcf", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv2dNhwcFhwc:
      OpDefinition(
        "linalg.conv_2d_nhwc_fhwc", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv2dNchwFchw:
      OpDefinition(
        "linalg.conv_2d_nchw_fchw", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv2dNgchwFgchw:
      OpDefinition(
        "linalg.conv_2d_ngchw_fgchw", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv2dNgchwGfchw:
      OpDefinition(
        "linalg.conv_2d_ngchw_gfchw", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv3dNdhwcDhwcf:
      OpDefinition(
        "linalg.conv_3d_ndhwc_dhwcf", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .conv3dNcdhwFcdhw:
      OpDefinition(
        "linalg.conv_3d_ncdhw_fcdhw", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .depthwiseConv1dNwcWc:
      OpDefinition(
        "linalg.depthwise_conv_1d_nwc_wc", summary: "", operands: .any, results: .any,
        regions: .any, successors: .any)
    case .depthwiseConv2dNchwChw:
      OpDefinition(
        "linalg.depthwise_conv_2d_nchw_chw", summary: "", operands: .any, results: .any,
        regions: .any, successors: .any)
    case .depthwiseConv2dNhwcHwc:
      OpDefinition(
        "linalg.depthwise_conv_2d_nhwc_hwc", summary: "", operands: .any, results: .any,
        regions: .any, successors: .any)
    case .depthwiseConv2dNhwcHwcm:
      OpDefinition(
        "linalg.depthwise_conv_2d_nhwc_hwcm", summary: "", operands: .any, results: .any,
        regions: .any, successors: .any)
    case .poolingNhwcSum:
      OpDefinition(
        "linalg.pooling_nhwc_sum", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .poolingNchwSum:
      OpDefinition(
        "linalg.pooling_nchw_sum", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .poolingNhwcMax:
      OpDefinition(
        "linalg.pooling_nhwc_max", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .poolingNchwMax:
      OpDefinition(
        "linalg.pooling_nchw_max", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    case .poolingNhwcMin:
      OpDefinition(
        "linalg.pooling_nhwc_min", summary: "", operands: .any, results: .any, regions: .any,
        successors: .any)
    }
  }
}

/// The loops and index maps of a named structured op, and what it computes at each point.
struct NamedStructure: Sendable {
  /// What the body of a named op computes from the elements of its operands.
  enum Payload: Sendable {
    /// The input.
    case copy
    /// The output plus the product of the inputs.
    case multiplyAdd
    /// The output plus the first input.
    case sum
    /// The larger one of the output and the first input.
    case maximum
    /// The smaller one of the output and the first input.
    case minimum
    /// The larger one, as unsigned integers.
    case maximumUnsigned
    /// The smaller one, as unsigned integers.
    case minimumUnsigned
  }

  /// One index of an operand.
  enum Index: Sendable {
    /// The loop.
    case loop(Int)
    /// `outer * stride + inner * dilation`, with the strides and dilations of a window dimension.
    case window(outer: Int, inner: Int, dimension: Int)
  }

  /// What is computed.
  let payload: Payload
  /// What each loop is.
  let iterators: [IteratorType]
  /// The indices of each operand, inputs first.
  let operands: [[Index]]
  /// The number of window dimensions, each with a stride and a dilation.
  let windowRank: Int

  /// A structure from texts: loops by letter, where parallel ones and reductions take turns with a bar between them, and
  /// each operand's indices by those letters, with `h+i` for a window that starts at `h` and is walked by `i`.
  private init(_ payload: Payload, _ loops: String, _ operands: [String]) {
    let parts = loops.split(separator: "|", omittingEmptySubsequences: false)
    let letters = parts.flatMap { $0.split(separator: " ") }
    var windows = 0
    self.payload = payload
    iterators = parts.enumerated().flatMap { position, part in
      part.split(separator: " ").map { _ in position % 2 == 0 ? .parallel : .reduction }
    }
    self.operands = operands.map { operand in
      operand.split(separator: " ").map { index in
        let loops = index.split(separator: "+").map { letter in
          letters.firstIndex(of: letter) ?? 0
        }
        guard loops.count == 2 else { return .loop(loops[0]) }
        windows += 1
        return .window(outer: loops[0], inner: loops[1], dimension: windows - 1)
      }
    }
    windowRank = windows
  }

  /// The index maps for the given strides and dilations, one each per window dimension.
  func maps(strides: [Int64], dilations: [Int64]) -> [AffineMap] {
    operands.map { operand in
      let results: [AffineExpression] = operand.map { index in
        switch index {
        case .loop(let loop): .dimension(loop)
        case .window(let outer, let inner, let dimension):
          .sum(
            .product(.dimension(outer), .constant(strides[dimension])),
            .product(.dimension(inner), .constant(dilations[dimension])))
        }
      }
      return AffineMap(dimensionCount: iterators.count, results: results)
    }
  }

  /// The structure of a named op whose maps do not depend on the ranks of its operands or on its attributes other than
  /// strides and dilations; nil for all other ops.
  init?(_ op: LinalgOp) {
    switch op {
    case .generic, .yield, .index, .fill, .copy, .transpose, .broadcast, .reduce, .map, .contract,
      .elementwise, .exp, .log, .abs, .ceil, .floor, .negf, .reciprocal, .round, .sqrt, .rsqrt,
      .square, .tanh, .erf, .add, .sub, .mul, .div, .divUnsigned, .max, .min, .powf, .select:
      return nil
    case .matmul: self = .matmul
    case .batchMatmul: self = .batchMatmul
    case .matvec: self = .matvec
    case .vecmat: self = .vecmat
    case .dot: self = .dot
    case .batchMatvec: self = .batchMatvec
    case .batchVecmat: self = .batchVecmat
    case .conv1d: self = .conv1d
    case .conv2d: self = .conv2d
    case .conv3d: self = .conv3d
    case .conv1dNwcWcf: self = .conv1dNwcWcf
    case .conv1dNcwFcw: self = .conv1dNcwFcw
    case .conv2dNhwcHwcf: self = .conv2dNhwcHwcf
    case .conv2dNhwcFhwc: self = .conv2dNhwcFhwc
    case .conv2dNchwFchw: self = .conv2dNchwFchw
    case .conv2dNgchwFgchw: self = .conv2dNgchwFgchw
    case .conv2dNgchwGfchw: self = .conv2dNgchwGfchw
    case .conv3dNdhwcDhwcf: self = .conv3dNdhwcDhwcf
    case .conv3dNcdhwFcdhw: self = .conv3dNcdhwFcdhw
    case .depthwiseConv1dNwcWc: self = .depthwiseConv1dNwcWc
    case .depthwiseConv2dNchwChw: self = .depthwiseConv2dNchwChw
    case .depthwiseConv2dNhwcHwc: self = .depthwiseConv2dNhwcHwc
    case .depthwiseConv2dNhwcHwcm: self = .depthwiseConv2dNhwcHwcm
    case .poolingNhwcSum: self = .poolingNhwcSum
    case .poolingNchwSum: self = .poolingNchwSum
    case .poolingNhwcMax: self = .poolingNhwcMax
    case .poolingNchwMax: self = .poolingNchwMax
    case .poolingNhwcMin: self = .poolingNhwcMin
    case .poolingNhwcMaxUnsigned: self = .poolingNhwcMaxUnsigned
    case .poolingNhwcMinUnsigned: self = .poolingNhwcMinUnsigned
    case .poolingNwcSum: self = .poolingNwcSum
    case .poolingNwcMax: self = .poolingNwcMax
    case .poolingNwcMin: self = .poolingNwcMin
    case .poolingNwcMaxUnsigned: self = .poolingNwcMaxUnsigned
    case .poolingNwcMinUnsigned: self = .poolingNwcMinUnsigned
    case .poolingNcwSum: self = .poolingNcwSum
    case .poolingNcwMax: self = .poolingNcwMax
    case .poolingNdhwcSum: self = .poolingNdhwcSum
    case .poolingNdhwcMax: self = .poolingNdhwcMax
    case .poolingNdhwcMin: self = .poolingNdhwcMin
    case .conv2dNhwgcGfhwc: self = .conv2dNhwgcGfhwc
    case .depthwiseConv1dNcwCw: self = .depthwiseConv1dNcwCw
    case .depthwiseConv1dNwcWcm: self = .depthwiseConv1dNwcWcm
    case .depthwiseConv3dNcdhwCdhw: self = .depthwiseConv3dNcdhwCdhw
    case .depthwiseConv3dNdhwcDhwc: self = .depthwiseConv3dNdhwcDhwc
    case .depthwiseConv3dNdhwcDhwcm: self = .depthwiseConv3dNdhwcDhwcm
    case .mmt4d: self = .mmt4d
    case .batchMmt4d: self = .batchMmt4d
    }
  }

  // Loops are in upstream's order, so that index maps agree with those that MLIR prints.
  static let matmul = NamedStructure(.multiplyAdd, "m n|k", ["m k", "k n", "m n"])
  static let batchMatmul = NamedStructure(.multiplyAdd, "b m n|k", ["b m k", "b k n", "b m n"])
  static let matvec = NamedStructure(.multiplyAdd, "m|n", ["m n", "n", "m"])
  static let vecmat = NamedStructure(.multiplyAdd, "n|m", ["m", "m n", "n"])
  static let dot = NamedStructure(.multiplyAdd, "|m", ["m", "m", ""])
  static let batchMatvec = NamedStructure(.multiplyAdd, "b m|k", ["b m k", "b k", "b m"])
  static let batchVecmat = NamedStructure(.multiplyAdd, "b n|k", ["b k", "b k n", "b n"])
  static let conv1d = NamedStructure(.multiplyAdd, "w|j", ["w+j", "j", "w"])
  static let conv2d = NamedStructure(.multiplyAdd, "h w|i j", ["h+i w+j", "i j", "h w"])
  static let conv3d = NamedStructure(
    .multiplyAdd, "d h w|k i j", ["d+k h+i w+j", "k i j", "d h w"])
  static let conv1dNwcWcf = NamedStructure(
    .multiplyAdd, "n w f|j c", ["n w+j c", "j c f", "n w f"])
  static let conv1dNcwFcw = NamedStructure(
    .multiplyAdd, "n f w|c j", ["n c w+j", "f c j", "n f w"])
  static let conv2dNhwcHwcf = NamedStructure(
    .multiplyAdd, "n h w f|i j c", ["n h+i w+j c", "i j c f", "n h w f"])
  static let conv2dNhwcFhwc = NamedStructure(
    .multiplyAdd, "n h w f|i j c", ["n h+i w+j c", "f i j c", "n h w f"])
  static let conv2dNchwFchw = NamedStructure(
    .multiplyAdd, "n f h w|c i j", ["n c h+i w+j", "f c i j", "n f h w"])
  static let conv2dNgchwFgchw = NamedStructure(
    .multiplyAdd, "n g f h w|c i j", ["n g c h+i w+j", "f g c i j", "n g f h w"])
  static let conv2dNgchwGfchw = NamedStructure(
    .multiplyAdd, "n g f h w|c i j", ["n g c h+i w+j", "g f c i j", "n g f h w"])
  static let conv3dNdhwcDhwcf = NamedStructure(
    .multiplyAdd, "n d h w f|k i j c", ["n d+k h+i w+j c", "k i j c f", "n d h w f"])
  static let conv3dNcdhwFcdhw = NamedStructure(
    .multiplyAdd, "n f d h w|c k i j", ["n c d+k h+i w+j", "f c k i j", "n f d h w"])
  static let depthwiseConv1dNwcWc = NamedStructure(
    .multiplyAdd, "n w c|j", ["n w+j c", "j c", "n w c"])
  static let depthwiseConv2dNchwChw = NamedStructure(
    .multiplyAdd, "n h w c|i j", ["n c h+i w+j", "c i j", "n c h w"])
  static let depthwiseConv2dNhwcHwc = NamedStructure(
    .multiplyAdd, "n h w c|i j", ["n h+i w+j c", "i j c", "n h w c"])
  static let depthwiseConv2dNhwcHwcm = NamedStructure(
    .multiplyAdd, "n h w c m|i j", ["n h+i w+j c", "i j c m", "n h w c m"])
  static let conv2dNhwgcGfhwc = NamedStructure(
    .multiplyAdd, "n h w g f|i j c", ["n h+i w+j g c", "g f i j c", "n h w g f"])
  static let depthwiseConv1dNcwCw = NamedStructure(
    .multiplyAdd, "n w c|j", ["n c w+j", "c j", "n c w"])
  static let depthwiseConv1dNwcWcm = NamedStructure(
    .multiplyAdd, "n w c m|j", ["n w+j c", "j c m", "n w c m"])
  static let depthwiseConv3dNcdhwCdhw = NamedStructure(
    .multiplyAdd, "n d h w|k i j|c", ["n c d+k h+i w+j", "c k i j", "n c d h w"])
  static let depthwiseConv3dNdhwcDhwc = NamedStructure(
    .multiplyAdd, "n d h w|k i j|c", ["n d+k h+i w+j c", "k i j c", "n d h w c"])
  static let depthwiseConv3dNdhwcDhwcm = NamedStructure(
    .multiplyAdd, "n d h w m|k i j|c", ["n d+k h+i w+j c", "k i j c m", "n d h w c m"])
  // The inner tiles are small matrices of m by k and n by k.
  static let mmt4d = NamedStructure(
    .multiplyAdd, "M N|K|m n|k", ["M K m k", "N K n k", "M N m n"])
  static let batchMmt4d = NamedStructure(
    .multiplyAdd, "b M N|K|m n|k", ["b M K m k", "b N K n k", "b M N m n"])
  static let poolingNhwcSum = pooling(.sum)
  static let poolingNchwSum = pooling(.sum, .nchw)
  static let poolingNhwcMax = pooling(.maximum)
  static let poolingNchwMax = pooling(.maximum, .nchw)
  static let poolingNhwcMin = pooling(.minimum)
  static let poolingNhwcMaxUnsigned = pooling(.maximumUnsigned)
  static let poolingNhwcMinUnsigned = pooling(.minimumUnsigned)
  static let poolingNwcSum = pooling(.sum, .nwc)
  static let poolingNwcMax = pooling(.maximum, .nwc)
  static let poolingNwcMin = pooling(.minimum, .nwc)
  static let poolingNwcMaxUnsigned = pooling(.maximumUnsigned, .nwc)
  static let poolingNwcMinUnsigned = pooling(.minimumUnsigned, .nwc)
  static let poolingNcwSum = pooling(.sum, .ncw)
  static let poolingNcwMax = pooling(.maximum, .ncw)
  static let poolingNdhwcSum = pooling(.sum, .ndhwc)
  static let poolingNdhwcMax = pooling(.maximum, .ndhwc)
  static let poolingNdhwcMin = pooling(.minimum, .ndhwc)

  private enum PoolingLayout { case nwc, ncw, nhwc, nchw, ndhwc }

  private static func pooling(
    _ payload: Payload, _ layout: PoolingLayout = .nhwc
  ) -> NamedStructure {
    switch layout {
    case .nwc: NamedStructure(payload, "n w c|j", ["n w+j c", "j", "n w c"])
    case .ncw: NamedStructure(payload, "n c w|j", ["n c w+j", "j", "n c w"])
    case .nhwc: NamedStructure(payload, "n h w c|i j", ["n h+i w+j c", "i j", "n h w c"])
    case .nchw: NamedStructure(payload, "n c h w|i j", ["n c h+i w+j", "i j", "n c h w"])
    case .ndhwc:
      NamedStructure(
        payload, "n d h w c|k i j", ["n d+k h+i w+j c", "k i j", "n d h w c"])
    }
  }
}

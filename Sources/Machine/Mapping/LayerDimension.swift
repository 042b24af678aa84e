/// A loop of a layer: one dimension of the iteration space of a convolution or of a product of matrices.
///
/// A convolution uses all but `group`; a depthwise one has its channels in `group`, with one input and one output channel
/// each. A product of matrices has its rows in `batch`, its columns in `outputChannel` and its reduction in
/// `inputChannel`; the heads of an attention, or any batch that both operands have, are in `group`.
public enum LayerDimension: Int, CaseIterable, Sendable {
  /// G: in input, weight and output alike.
  case group
  /// N: images, or rows of a product.
  case batch
  /// K: output channels, or columns of a product.
  case outputChannel
  /// C: input channels, or the reduction of a product.
  case inputChannel
  /// P: rows of the output of a convolution.
  case outputRow
  /// Q: columns of the output of a convolution.
  case outputColumn
  /// R: rows of the kernel.
  case kernelRow
  /// S: columns of the kernel.
  case kernelColumn

  /// The letter that the literature and our text use.
  public var letter: Character {
    switch self {
    case .group: "G"
    case .batch: "N"
    case .outputChannel: "K"
    case .inputChannel: "C"
    case .outputRow: "P"
    case .outputColumn: "Q"
    case .kernelRow: "R"
    case .kernelColumn: "S"
    }
  }

  /// The dimension that the letter stands for, or nil.
  public init?(letter: some StringProtocol) {
    guard let dimension = Self.allCases.first(where: { String($0.letter) == letter }) else {
      return nil
    }
    self = dimension
  }
}

/// A set of loops.
public struct LayerDimensions: OptionSet, Hashable, Sendable {
  /// One bit per dimension, by its raw value.
  public let rawValue: UInt8

  /// The set with the given bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The set of one dimension.
  public init(_ dimension: LayerDimension) { rawValue = 1 << UInt8(dimension.rawValue) }

  /// The set of the given dimensions.
  public init(_ dimensions: [LayerDimension]) {
    self = dimensions.reduce(into: []) { $0.formUnion(LayerDimensions($1)) }
  }

  /// Whether the dimension is in the set.
  @inlinable public func contains(_ dimension: LayerDimension) -> Bool {
    rawValue >> UInt8(dimension.rawValue) & 1 != 0
  }

  /// The members, in the order of the letters G, N, K, C, P, Q, R, S.
  public var members: [LayerDimension] { LayerDimension.allCases.filter { contains($0) } }

  /// What an input depends on; rows and columns depend on the loops of output and kernel together.
  public static let input = LayerDimensions([
    .group, .batch, .inputChannel, .outputRow, .outputColumn, .kernelRow, .kernelColumn,
  ])
  /// What a weight depends on.
  public static let weight = LayerDimensions([
    .group, .outputChannel, .inputChannel, .kernelRow, .kernelColumn,
  ])
  /// What an output depends on.
  public static let output = LayerDimensions([
    .group, .batch, .outputChannel, .outputRow, .outputColumn,
  ])
  /// The loops that are summed over.
  public static let reduced = LayerDimensions([.inputChannel, .kernelRow, .kernelColumn])
}

extension TensorRole {
  /// The loops that the tensor depends on.
  public var dimensions: LayerDimensions {
    switch self {
    case .input: .input
    case .weight: .weight
    case .output: .output
    }
  }

  /// The letter that mappings print: I, W or O.
  public var letter: Character {
    switch self {
    case .input: "I"
    case .weight: "W"
    case .output: "O"
    }
  }
}

/// One number per loop.
public typealias LayerSizes = SIMD8<Int>

extension SIMD8<Int> {
  /// The number of a loop.
  @inlinable public subscript(dimension: LayerDimension) -> Int {
    get { self[dimension.rawValue] }
    set { self[dimension.rawValue] = newValue }
  }
}

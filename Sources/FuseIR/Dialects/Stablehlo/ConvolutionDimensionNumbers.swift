/// The layout of a convolution: `#stablehlo.conv<[b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1]>`.
///
/// In the text, the operand, the kernel and the result each have one letter or number per dimension:
/// `b` batch, `f` feature, `i` input feature, `o` output feature, and a number for a spatial one.
public struct ConvolutionDimensionNumbers: Hashable, Sendable {
  /// The batch dimension of the operand.
  public var inputBatch: Int
  /// The feature dimension of the operand.
  public var inputFeature: Int
  /// The spatial dimensions of the operand, in the order of the window.
  public var inputSpatial: [Int]
  /// The dimension of the kernel that runs along the input features of a group.
  public var kernelInput: Int
  /// The dimension of the kernel that runs along the output features.
  public var kernelOutput: Int
  /// The spatial dimensions of the kernel, in the order of the window.
  public var kernelSpatial: [Int]
  /// The batch dimension of the result.
  public var outputBatch: Int
  /// The feature dimension of the result.
  public var outputFeature: Int
  /// The spatial dimensions of the result, in the order of the window.
  public var outputSpatial: [Int]

  /// The number of spatial dimensions.
  public var spatialRank: Int { inputSpatial.count }

  /// The layout `[b, spatial..., f]x[spatial..., i, o]->[b, spatial..., f]`.
  public static func channelsLast(spatialRank: Int) -> ConvolutionDimensionNumbers {
    ConvolutionDimensionNumbers(
      inputBatch: 0, inputFeature: spatialRank + 1, inputSpatial: Array(1..<spatialRank + 1),
      kernelInput: spatialRank, kernelOutput: spatialRank + 1,
      kernelSpatial: Array(0..<spatialRank), outputBatch: 0, outputFeature: spatialRank + 1,
      outputSpatial: Array(1..<spatialRank + 1))
  }

  /// Numbers from their nine parts.
  public init(
    inputBatch: Int, inputFeature: Int, inputSpatial: [Int], kernelInput: Int, kernelOutput: Int,
    kernelSpatial: [Int], outputBatch: Int, outputFeature: Int, outputSpatial: [Int]
  ) {
    self.inputBatch = inputBatch
    self.inputFeature = inputFeature
    self.inputSpatial = inputSpatial
    self.kernelInput = kernelInput
    self.kernelOutput = kernelOutput
    self.kernelSpatial = kernelSpatial
    self.outputBatch = outputBatch
    self.outputFeature = outputFeature
    self.outputSpatial = outputSpatial
  }

  /// Reads the text `[b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1]`; nil if it is something else, or if a
  /// dimension is missing or named twice.
  public init?(text: String) {
    var reader = DialectAttributeReader(text)
    guard let input = Self.labels(&reader), reader.take("x"), let kernel = Self.labels(&reader),
      reader.take("->"), let output = Self.labels(&reader), reader.isAtEnd,
      let (inputBatch, inputFeature, inputSpatial) = Self.layout(input, "b", "f"),
      let (kernelInput, kernelOutput, kernelSpatial) = Self.layout(kernel, "i", "o"),
      let (outputBatch, outputFeature, outputSpatial) = Self.layout(output, "b", "f"),
      kernel.count == input.count, output.count == input.count
    else { return nil }
    self.init(
      inputBatch: inputBatch, inputFeature: inputFeature, inputSpatial: inputSpatial,
      kernelInput: kernelInput, kernelOutput: kernelOutput, kernelSpatial: kernelSpatial,
      outputBatch: outputBatch, outputFeature: outputFeature, outputSpatial: outputSpatial)
  }

  /// Reads a `#stablehlo.conv<...>` attribute; nil if it is something else.
  public init?(_ attribute: AttributeID, in module: borrowing Module) {
    guard let text = module.dialectAttributeText(attribute, "stablehlo", "conv") else { return nil }
    self.init(text: text)
  }

  /// The numbers of a `convolution` or `dynamic_conv`; nil if the op lacks them.
  public init?(of op: OpID, in module: borrowing Module) {
    guard let attribute = module.attribute("dimension_numbers", of: op) else { return nil }
    self.init(attribute, in: module)
  }

  /// `[b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1]`.
  public var text: String {
    func list(_ first: (Int, String), _ second: (Int, String), _ spatial: [Int]) -> String {
      var labels = [String](repeating: "?", count: spatial.count + 2)
      for (dimension, label) in [first, second] + spatial.enumerated().map({ ($1, "\($0)") })
      where labels.indices.contains(dimension) {
        labels[dimension] = label
      }
      return "[" + labels.joined(separator: ", ") + "]"
    }
    return list((inputBatch, "b"), (inputFeature, "f"), inputSpatial) + "x"
      + list((kernelInput, "i"), (kernelOutput, "o"), kernelSpatial) + "->"
      + list((outputBatch, "b"), (outputFeature, "f"), outputSpatial)
  }

  /// The attribute with these numbers.
  public func attribute(in module: inout Module) -> AttributeID {
    module.dialectAttribute("stablehlo", ".conv<\(text)>")
  }

  private static func labels(_ reader: inout DialectAttributeReader) -> [String]? {
    guard reader.take("[") else { return nil }
    var labels: [String] = []
    repeat {
      guard let label = reader.word() else { return nil }
      labels.append(label)
    } while reader.take(",")
    return reader.take("]") ? labels : nil
  }

  private static func layout(
    _ labels: [String], _ first: String, _ second: String
  ) -> (Int, Int, [Int])? {
    guard let a = labels.firstIndex(of: first), let b = labels.firstIndex(of: second),
      labels.count >= 2
    else { return nil }
    var spatial: [Int] = []
    for number in 0..<labels.count - 2 {
      guard let dimension = labels.firstIndex(of: "\(number)") else { return nil }
      spatial.append(dimension)
    }
    return (a, b, spatial)
  }
}

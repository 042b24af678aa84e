/// A quantized element type: integers that stand for real numbers, each `scale * (integer - zero point)`.
///
/// The text is that of MLIR's quant dialect: `!quant.uniform<i8:f32, 0.1:-30>` for a tensor with one
/// scale, `!quant.uniform<i8<-127:127>:f32:1, {0.1:-30, 0.5}>` for one scale per index of dimension 1.
public struct QuantizedType: Hashable, Sendable {
  /// The integers that are stored: signless where the type is signed, unsigned otherwise.
  public let storage: IntegerKind
  /// The smallest and the largest integer that a value may take.
  public let range: ClosedRange<Int64>
  /// The format of the numbers that the integers stand for.
  public let expressed: FloatFormat
  /// The dimension that has a scale per index; nil for one scale.
  public let dimension: Int?
  /// The scales, one or one per index.
  public let scales: [Double]
  /// The integers that stand for zero, one per scale.
  public let zeroPoints: [Int64]

  /// The quantized type that a type of `module` is, or nil for every other type and for those with
  /// scales per block.
  public init?(_ type: TypeID, in module: borrowing Module) {
    guard case .dialect(let dialect, let body) = module.type(type),
      module.string(dialect) == "quant"
    else { return nil }
    self.init(body: module.string(body))
  }

  /// Reads what follows `!quant.`.
  init?(body: String) {
    let text = body.filter { !$0.isWhitespace }
    guard text.hasPrefix("uniform<"), text.hasSuffix(">") else { return nil }
    var rest = text.dropFirst("uniform<".count).dropLast()
    let isUnsigned = rest.first == "u"
    guard isUnsigned || rest.first == "i" else { return nil }
    rest = rest.dropFirst()
    let digits = rest.prefix { $0.isNumber }
    guard let width = Int(digits), (1...32).contains(width),
      let storage = IntegerKind(
        bitWidth: width, signedness: isUnsigned ? .unsigned : .signless)
    else { return nil }
    rest = rest.dropFirst(digits.count)
    self.storage = storage
    var range =
      isUnsigned
      ? 0...(Int64(1) << width) - 1 : -(Int64(1) << (width - 1))...(Int64(1) << (width - 1)) - 1
    if rest.first == "<" {
      guard let end = rest.firstIndex(of: ">") else { return nil }
      let bounds = rest[rest.index(after: rest.startIndex)..<end].split(separator: ":")
      guard bounds.count == 2, let low = Int64(bounds[0]), let high = Int64(bounds[1]), low <= high,
        range.contains(low), range.contains(high)
      else { return nil }
      range = low...high
      rest = rest[rest.index(after: end)...]
    }
    self.range = range
    guard rest.first == ":", let comma = rest.firstIndex(of: ",") else { return nil }
    let kinds = rest[rest.index(after: rest.startIndex)..<comma].split(separator: ":")
    guard let name = kinds.first, let kind = FloatKind(rawValue: String(name)),
      let expressed = FloatFormat(kind)
    else { return nil }
    self.expressed = expressed
    var list = rest[rest.index(after: comma)...]
    if kinds.count == 2 {
      guard let dimension = Int(kinds[1]), dimension >= 0, list.first == "{", list.last == "}"
      else {
        return nil
      }
      self.dimension = dimension
      list = list.dropFirst().dropLast()
    } else {
      guard kinds.count == 1 else { return nil }
      dimension = nil
    }
    var scales: [Double] = []
    var zeroPoints: [Int64] = []
    for entry in list.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = entry.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2, let scale = Double(parts[0]), scale.isFinite, scale > 0 else {
        return nil
      }
      var zeroPoint: Int64 = 0
      if parts.count == 2 {
        guard let value = Int64(parts[1]) else { return nil }
        zeroPoint = value
      }
      scales.append(scale)
      zeroPoints.append(zeroPoint)
    }
    guard dimension != nil || scales.count == 1 else { return nil }
    self.scales = scales
    self.zeroPoints = zeroPoints
  }

  /// The element type of the stored integers.
  public var storedElement: ElementType { .integer(storage) }

  // MARK: Values

  /// The integer that stands for a number: scaled, moved by the zero point, clamped and rounded to
  /// nearest, ties to even, in the expressed format, as StableHLO's specification says.
  public func quantize(_ value: Double, scale: Int) -> Int64 {
    func rounded(_ value: Double) -> Double { expressed.decode(expressed.encode(value)) }
    let scaled = rounded(value / rounded(scales[scale]))
    let moved = rounded(scaled + rounded(Double(zeroPoints[scale])))
    // NaN has no integer; StableHLO's own interpreter takes zero.
    if moved.isNaN { return min(max(0, range.lowerBound), range.upperBound) }
    let low = Double(range.lowerBound)
    let high = Double(range.upperBound)
    if !(moved > low) { return range.lowerBound }
    if moved >= high { return range.upperBound }
    return Int64(moved.rounded(.toNearestOrEven))
  }

  /// The number that an integer stands for, in the expressed format.
  public func dequantize(_ value: Int64, scale: Int) -> Double {
    func rounded(_ value: Double) -> Double { expressed.decode(expressed.encode(value)) }
    return rounded(rounded(Double(value &- zeroPoints[scale])) * rounded(scales[scale]))
  }
}

// What an encoding may say, in the words and in the order in which mlir-opt checks it; and its text.

extension SparseEncoding {
  /// What is wrong with the encoding by itself; nil for nothing.
  public var problem: String? {
    for (width, name) in [(positionWidth, "position"), (coordinateWidth, "coordinate")]
    where ![0, 8, 16, 32, 64].contains(width) {
      return "unexpected \(name) bitwidth: \(width)"
    }
    if let problem = singletonProblem { return problem }
    if let last = levels.lastIndex(where: { $0.format == .batch }),
      levels[..<last].contains(where: { $0.format != .batch })
    {
      return "Batch lvlType can only be leading levels."
    }
    if levels.contains(where: { $0.isStructureOfArrays && $0.format != .singleton }) {
      return "SoA is only applicable to singleton lvlTypes."
    }
    if let problem = structuredProblem { return problem }
    if levels.isEmpty { return "expected a non-empty array for lvlTypes" }
    if symbolCount == 0, !isPermutation, !isBlocked {
      return "failed to infer lvlToDim from dimToLvl"
    }
    if dimensionCount > levels.count {
      return "unexpected dimToLvl mapping from \(dimensionCount) to \(levels.count)"
    }
    if !slices.isEmpty, dimensionCount != levels.count {
      return "dimSlices expected dimension-rank to match level-rank: "
        + "\(dimensionCount) != \(levels.count)"
    }
    return nil
  }

  /// What is wrong with the encoding on a tensor of `rank` dimensions; nil for nothing.
  public func problem(rank: Int) -> String? {
    if let problem { return problem }
    if rank == 0 { return "expected non-scalar sparse tensor" }
    if rank != dimensionCount {
      return "dimension-rank mismatch between encoding and tensor shape: "
        + "\(dimensionCount) != \(rank)"
    }
    return nil
  }

  /// What is wrong with the values that elements are said to have, for elements of a type; nil for nothing.
  func valueProblem(elements: String) -> String? {
    for (value, name) in [(explicitValue, "explicit"), (implicitValue, "implicit")] {
      guard let value else { continue }
      let parts = value.split(separator: " : ", maxSplits: 1)
      let type = parts.count == 2 ? String(parts[1]) : "i1"
      if type != elements {
        return "\(name) value type mismatch between encoding and tensor element type: "
          + "'\(type)' != '\(elements)'"
      }
    }
    return implicitValue.map(Self.isZero) ?? true ? nil : "implicit value must be zero"
  }

  /// Whether a number as attributes are printed is zero.
  private static func isZero(_ text: String) -> Bool {
    if text == "true" { return false }
    // `#complex.number<:f32 0.000000e+00, 0.000000e+00> : complex<f32>` has its type in front, too.
    let number = text.hasPrefix("#") ? text.drop { $0 != " " } : text[...]
    let digits = (number.split(separator: ":").first ?? "").split(separator: ",")
    return digits.allSatisfy { part in
      let mantissa = part.contains("x") ? part : part.prefix { $0 != "e" }
      return !mantissa.contains { ("1"..."9").contains($0) || ("A"..."F").contains($0) }
    }
  }

  private var singletonProblem: String? {
    var index = 0
    while index < levels.count {
      guard levels[index].format == .singleton else {
        index += 1
        continue
      }
      guard index > 0, [.compressed, .looseCompressed].contains(levels[index - 1].format) else {
        return "expected compressed or loose_compressed level before singleton level"
      }
      let isAlone = levels[index].isStructureOfArrays
      while index < levels.count, levels[index].format == .singleton {
        guard levels[index].isStructureOfArrays == isAlone else {
          return
            "expected all singleton lvlTypes stored in the same memory layout (SoA vs AoS)."
        }
        index += 1
      }
    }
    return nil
  }

  private var structuredProblem: String? {
    for (index, level) in levels.enumerated() {
      guard case .structured(_, let size) = level.format else { continue }
      guard index == levels.count - 1 else {
        return "expected n_out_of_m to be the last level type"
      }
      guard levels[..<index].allSatisfy({ $0.format == .dense }) else {
        return "expected all dense lvlTypes before a n_out_of_m level"
      }
      guard dimensionCount != levels.count else { return nil }
      guard isBlocked else { return "expected 1xm block structure for n_out_of_m level" }
      let sizes = levels.compactMap { level -> Int? in
        if case .quotient(let size) = level.part { return size }
        return nil
      }
      guard Set(sizes).count == 1 else {
        return "expected only one blocked level with the same coefficients"
      }
      guard sizes.first == size else {
        return "expected coeffiencts of Affine expressions to be equal to m of n_out_of_m level"
      }
    }
    return nil
  }

  /// Whether the levels are the dimensions, each once.
  private var isPermutation: Bool {
    levels.count == dimensionCount && levels.allSatisfy { $0.part == .whole }
      && Set(levels.map(\.dimension)).count == dimensionCount
  }

  /// Whether each dimension is a level, or the number of a block and, further in, the place in the block.
  private var isBlocked: Bool {
    var sizes: [Int: Int] = [:]
    var hasBlock = false
    var rests: Set<Int> = []
    for level in levels {
      switch level.part {
      case .whole:
        guard sizes.updateValue(0, forKey: level.dimension) == nil else { return false }
      case .quotient(let size):
        guard size > 0, sizes.updateValue(size, forKey: level.dimension) == nil else {
          return false
        }
      case .rest(let size):
        guard sizes[level.dimension] == size, rests.insert(level.dimension).inserted else {
          return false
        }
        hasBlock = true
      case .formula: return false
      }
    }
    return hasBlock && sizes.count == dimensionCount
      && sizes.allSatisfy { $1 == 0 || rests.contains($0) }
  }

  // MARK: Text

  /// `<{ map = (d0, d1) -> (d0 : dense, d1 : compressed), posWidth = 32 }>`, as mlir-opt writes it.
  public var text: String {
    var text = "<{ map = "
    if symbolCount > 0 {
      text += "[" + (0..<symbolCount).map { "s\($0)" }.joined(separator: ", ") + "]"
    }
    let dimensions = (0..<dimensionCount).map { index in
      slices.isEmpty ? "d\(index)" : "d\(index) : \(slices[index].text)"
    }
    let levels = levels.map { "\($0.expression.text) : \($0.formatText)" }
    text += "(\(dimensions.joined(separator: ", "))) -> (\(levels.joined(separator: ", ")))"
    if positionWidth != 0 { text += ", posWidth = \(positionWidth)" }
    if coordinateWidth != 0 { text += ", crdWidth = \(coordinateWidth)" }
    if let explicitValue { text += ", explicitVal = \(explicitValue)" }
    if let implicitValue { text += ", implicitVal = \(implicitValue)" }
    return text + " }>"
  }
}

extension SparseEncoding.Slice {
  /// `#sparse_tensor<slice(0, ?, 1)>`.
  var text: String {
    let parts = [offset, size, stride].map { $0.map(String.init) ?? "?" }
    return "#sparse_tensor<slice(\(parts.joined(separator: ", ")))>"
  }
}

extension SparseLevel.Format {
  /// The word for the format, with the sizes of a structured one.
  public var text: String {
    switch self {
    case .dense: "dense"
    case .batch: "batch"
    case .compressed: "compressed"
    case .looseCompressed: "loose_compressed"
    case .singleton: "singleton"
    case .structured(let entries, let size): "structured[\(entries), \(size)]"
    }
  }
}

extension SparseLevel {
  /// The format with its properties: `compressed(nonunique, nonordered)`.
  public var formatText: String {
    var properties: [String] = []
    if !isUnique { properties.append("nonunique") }
    if !isOrdered { properties.append("nonordered") }
    if isStructureOfArrays { properties.append("soa") }
    return format.text + (properties.isEmpty ? "" : "(\(properties.joined(separator: ", ")))")
  }
}

extension AffineExpression {
  /// The expression as MLIR writes it.
  var text: String {
    var printer = Printer(options: PrinterOptions())
    printer.printAffineExpression(self)
    return String(decoding: printer.output.bytes, as: UTF8.self)
  }
}

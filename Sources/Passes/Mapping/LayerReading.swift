import Machine

/// How layers are read from a program.
public struct LayerReading: Equatable, Sendable {
  /// Whether a softmax costs the operations of its parts, and needs whole rows, or one operation an element, as other
  /// mappers have it.
  public var chargesRowStatistics = false
  /// Whether elements have the widths of the machine's array, whatever the program's are.
  public var usesMachineWidths = false
  /// The width of partial sums in bits; nil for that of the machine's array.
  public var partialSumBits: Int?

  /// Whose costs are asked for: `m0` counts every element as a byte.
  public var model = CostModelKind.m1

  /// Reading with what program and machine say.
  public init() {}

  /// Takes an option as `-evaluate` and `fuse.plan` spell it: `row-statistics`, `machine-widths` or `partial-sums=8`; false
  /// where the word is none of them.
  public mutating func take(_ word: some StringProtocol) -> Bool {
    if word == "row-statistics" {
      chargesRowStatistics = true
    } else if word == "machine-widths" {
      usesMachineWidths = true
    } else if word.hasPrefix("partial-sums="), let bits = Int(word.dropFirst(13)),
      (1...4096).contains(bits)
    {
      partialSumBits = bits
    } else {
      return false
    }
    return true
  }

  /// The options that `take` reads back.
  public var words: [String] {
    (chargesRowStatistics ? ["row-statistics"] : [])
      + (usesMachineWidths ? ["machine-widths"] : [])
      + (partialSumBits.map { ["partial-sums=\($0)"] } ?? [])
  }

  /// How wide elements are where two ops are fused.
  func tileWidths(on machine: Accelerator) -> TileWidths {
    if model == .m0 { return .machine(tensor: 1, partialSum: 1) }
    guard usesMachineWidths, let array = machine.arrays.first else { return .program }
    return .machine(
      tensor: Int64(array.input.bytes), partialSum: Int64(array.accumulator.bytes))
  }

  /// Gives a layer the widths that are asked for.
  func setWidths(of layer: inout Layer, on machine: Accelerator) {
    if usesMachineWidths, let array = machine.arrays.first {
      let narrow = array.input.bytes * 8
      let wide = array.accumulator.bytes * 8
      layer.widths = .init(
        input: narrow, weight: array.weight.bytes * 8, output: narrow,
        partialSum: layer.kind == .contraction ? wide : narrow)
      for index in layer.addends.indices {
        // What has all elements of the output is a residual, all else a bias or the like.
        let dimensions = layer.addends[index].dimensions
        let isWhole = LayerDimensions.output.members.allSatisfy {
          layer.sizes[$0] == 1 || dimensions.contains($0)
        }
        layer.addends[index].bits = isWhole ? narrow : wide
      }
    }
    if let partialSumBits, layer.kind == .contraction { layer.widths.partialSum = partialSumBits }
  }
}

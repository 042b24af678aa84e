import Machine

/// `zigzag-ordering`: the loops of one product of matrices, as the mapping file that ZigZag reads.
///
/// ZigZag takes the order of the loops and decides by itself what each memory keeps. It names rows D, columns K and the
/// reduction C; it lists loops from inner to outer, and loops of one step not at all. Each loop stands as the nest has it:
/// ZigZag keeps whole loops, so that a loop which a memory's tile ends in stays in two parts.
public struct ZigZagOrderingBackend: MappingFormat {
  /// `zigzag-ordering`.
  public static let name = "zigzag-ordering"
  /// What it writes.
  public static let summary = "the mapping of a product of matrices, as ZigZag reads it"

  /// A backend without settings.
  public init() {}

  /// The order of the loops.
  public static func text(of mapped: MappedNetwork) throws(MappingRefusal) -> String {
    guard mapped.network.layers.count == 1, mapped.network.layers[0].kind == .contraction else {
      throw MappingRefusal(
        "it writes one product of matrices, and the program has \(mapped.network.layers.count) "
          + "layers")
    }
    try mapped.checkLoops(of: 0, are: [.batch, .outputChannel, .inputChannel], "ZigZag")
    var sides: [LayerMapping.Axis: (letter: String, steps: Int)] = [
      .columns: ("K", 1), .rows: ("C", 1),
    ]
    var loops: [String] = []
    for node in mapped.plan.mappings[0].nodes {
      switch node {
      case .memory: continue
      case .loop(let dimension, let count):
        if count > 1 { loops.append("    - [\(letter(of: dimension)), \(count)]\n") }
      case .spatial(let dimension, let count, let axis):
        guard count > 1 else { continue }
        guard let side = sides[axis], side.letter == letter(of: dimension) else {
          throw MappingRefusal(
            "loop \(dimension.letter) runs along the \(axis.rawValue); ZigZag's machine takes "
              + "columns along K and the reduction along C")
        }
        sides[axis]?.steps *= count
      }
    }
    guard let columns = sides[.columns], let rows = sides[.rows] else {
      preconditionFailure("invariant: both sides are there")
    }
    return """
      - name: default
        spatial_mapping:
          D1: ["\(columns.letter), \(columns.steps)"]
          D2: ["\(rows.letter), \(rows.steps)"]
        temporal_ordering:\(loops.isEmpty ? " []" : "")
      \(loops.reversed().joined())  memory_operand_links: {O: O, W: I2, I: I1}

      """
  }

  private static func letter(of dimension: LayerDimension) -> String {
    dimension == .batch ? "D" : String(dimension.letter)
  }
}

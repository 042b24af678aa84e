import Machine

/// What tiles take and how often they are fetched, for all tiles of a layer with one choice of what runs along the array.
///
/// A tile is named by the place of its extent, divided by what runs along the array, among the divisors of each loop.
struct UnevenTables {
  /// Numbers for all tiles of some of the loops.
  struct Table {
    var strides = SIMD8<Int>(repeating: 0)
    var values: [Double] = []

    /// The number for a tile.
    @inline(__always) subscript(tile: SIMD8<Int>) -> Double {
      values[(strides &* tile).wrappedSum()]
    }
  }

  /// The most tiles that a table may have.
  static let limit = 1 << 21

  /// The extents of what runs along the array.
  let least: LayerSizes
  /// For each loop the divisors of what is left of it.
  let divisors: [[Int]]
  /// For each loop and each of its divisors, the places of that one's divisors, largest first.
  let inner: [[[Int]]]
  /// How often elements are moved, by tensor.
  let fills: [Table]
  /// How often elements of each addend are fetched, by the tiles of the innermost sums.
  let addends: [Table]
  private var bytes: [Key: Table] = [:]

  private struct Key: Hashable {
    var place: FillCosts.Place
    var isInnermost: Bool
  }

  /// Tables of the layer's fills; nil where there are too many tiles.
  init?(_ model: NetworkCostModel, layer: Int, spatial: [TiledSpace.SpatialLoop]) {
    let sizes = model.network.layers[layer].sizes
    var least = LayerSizes(repeating: 1)
    for loop in spatial { least[loop.dimension] *= loop.count }
    self.least = least
    let divisors = LayerDimension.allCases.map { Machine.divisors(of: sizes[$0] / least[$0]) }
    self.divisors = divisors
    guard divisors.allSatisfy({ $0.count <= 512 }) else { return nil }
    inner = divisors.map { all in
      all.indices.map { outer in
        (0...outer).reversed().filter { all[outer] % all[$0] == 0 }
      }
    }
    var fills: [Table] = []
    for role in TensorRole.allCases {
      var dimensions = LayerDimensions(LayerDimension.allCases).subtracting(role.dimensions)
      if role == .input { dimensions.formUnion(Self.windows) }
      guard
        let table = Self.table(
          over: dimensions, divisors, least,
          { model.fills(of: role, tile: $0, layer: layer) })
      else { return nil }
      fills.append(table)
    }
    self.fills = fills
    var addends: [Table] = []
    for (number, addend) in model.network.layers[layer].addends.enumerated() {
      guard
        let table = Self.table(
          over: TensorRole.output.dimensions.subtracting(addend.dimensions), divisors, least,
          { model.fills(ofAddend: number, tile: $0, layer: layer) })
      else { return nil }
      addends.append(table)
    }
    self.addends = addends
  }

  /// The bytes of all tiles of a place; nil where they are too many.
  mutating func bytes(
    of place: FillCosts.Place, isInnermost: Bool, _ model: NetworkCostModel, layer: Int
  ) -> Table? {
    let key = Key(place: place, isInnermost: isInnermost)
    if let known = bytes[key] { return known }
    let table = Self.table(over: place.role.dimensions, divisors, least) {
      model.tileBytes(of: place, tile: $0, layer: layer, isInnermost: isInnermost)
    }
    bytes[key] = table
    return table
  }

  /// The extents of a tile.
  func extents(_ tile: SIMD8<Int>) -> LayerSizes {
    var extents = least
    for index in 0..<8 { extents[index] *= divisors[index][tile[index]] }
    return extents
  }

  /// The loops that decide how windows overlap.
  static let windows = LayerDimensions([.outputRow, .outputColumn, .kernelRow, .kernelColumn])

  private static func table(
    over dimensions: LayerDimensions, _ divisors: [[Int]], _ least: LayerSizes,
    _ value: (LayerSizes) -> Double
  ) -> Table? {
    var table = Table()
    var count = 1
    for dimension in dimensions.members where divisors[dimension.rawValue].count > 1 {
      table.strides[dimension.rawValue] = count
      count *= divisors[dimension.rawValue].count
      guard count <= limit else { return nil }
    }
    table.values.reserveCapacity(count)
    for number in 0..<count {
      var tile = least
      for index in 0..<8 where table.strides[index] > 0 {
        tile[index] *= divisors[index][number / table.strides[index] % divisors[index].count]
      }
      table.values.append(value(tile))
    }
    return table
  }
}

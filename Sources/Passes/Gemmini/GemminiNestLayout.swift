import FuseIR
import Machine

/// Where the tiles of a nest lie in local memory.
struct GemminiNestLayout {
  /// A tile: blocks of DIM columns of one dimension, one after the other, each with a local row for every position of the
  /// others.
  struct Tile {
    /// The dimension along the rows of local memory.
    var column: LayerDimension
    /// The dimensions across rows, and how many rows a step of each is.
    var strides: [(dimension: LayerDimension, rows: Int)]
    /// Local rows of a block.
    var blockRows: Int
    /// Blocks of DIM columns of a unit of the column dimension.
    var unitBlocks: Int
    /// All blocks.
    var blocks: Int
    /// Parts of the tile, one after the other in local memory, so that the moves of one overlap no other.
    var count = 1
    var partRows: Int { blockRows * blocks }
    var rows: Int { partRows * count }
    /// How many loops are outside.
    var place: Int
    /// How many tiles there are at a time, and the first row of the first.
    var buffers = 1
    var base = 0
    /// Whether a tile is filled part by part, each for one core; else whole.
    var parts: LayerDimensions
  }

  /// The rows or the columns of the input under a tile of a convolution: evenly spaced places.
  struct Lattice {
    /// How many there are.
    var extent: Int
    /// Rows or columns of the input between neighbours.
    var pitch: Int
    /// Places between neighbouring results, and between neighbouring taps.
    var resultStride: Int
    var tapStride: Int

    /// The places that so many results and taps touch. What lies between windows or taps that leave gaps is left out where
    /// the tile has one result, one tap, or steps with a common divisor.
    init(results: Int, taps: Int, stride: Int, dilation: Int) {
      if taps == 1 {
        (extent, pitch, resultStride, tapStride) = (results, stride, 1, 0)
      } else if results == 1 {
        (extent, pitch, resultStride, tapStride) = (taps, dilation, 0, 1)
      } else {
        pitch = GemminiNest.greatestCommonDivisor(stride, dilation)
        resultStride = stride / pitch
        tapStride = dilation / pitch
        extent = (results - 1) * resultStride + (taps - 1) * tapStride + 1
      }
    }

    /// All places of a tensor that lies on chip.
    init(all extent: Int, stride: Int, dilation: Int) {
      (self.extent, pitch, resultStride, tapStride) = (extent, 1, stride, dilation)
    }
  }

  /// The patch of the input under a tile of a convolution.
  struct Patch {
    var rows: Lattice
    var columns: Lattice
  }

  private(set) var a: Tile
  private(set) var b: Tile
  private(set) var result: Tile
  private(set) var patch: Patch?
  /// Whether blocks of the result's columns alternate for each DIM rows, so that one move takes out several.
  private(set) var interleaves = false

  /// The layout, or why there is none.
  init(
    _ nest: GemminiNest, on configuration: GemminiConfiguration, storeGroup: Int,
    onChip: GemminiOnChipPlaces? = nil
  ) throws(GemminiNestLayoutError) {
    let dimension = configuration.dimension
    func quotient(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }
    func product(_ factors: [Int]) throws(GemminiNestLayoutError) -> Int {
      var result = 1
      for factor in factors {
        let (next, overflow) = result.multipliedReportingOverflow(by: factor)
        guard !overflow, next < 1 << 40 else {
          throw GemminiNestLayoutError(message: "a tile is too large")
        }
        result = next
      }
      return result
    }
    func tile(
      _ place: Int, _ column: LayerDimension, _ rows: [(LayerDimension, Int)],
      parts: LayerDimensions
    ) throws(GemminiNestLayoutError) -> Tile {
      var strides: [(dimension: LayerDimension, rows: Int)] = []
      for index in rows.indices {
        strides.append((rows[index].0, try product(rows[(index + 1)...].map(\.1))))
      }
      let unit = nest.unit(column)
      let unitBlocks = quotient(unit, dimension)
      let blocks = nest.core(column) / unit * unitBlocks
      let blockRows = try product(rows.map(\.1))
      let count = try product(
        nest.loops[place...].filter { parts.contains($0.dimension) }.map(\.count))
      _ = try product([blockRows, blocks, count])
      return Tile(
        column: column, strides: strides, blockRows: blockRows, unitBlocks: unitBlocks,
        blocks: blocks, count: count, place: place, parts: parts)
    }
    func extents(_ dimensions: [LayerDimension]) -> [(LayerDimension, Int)] {
      dimensions.map { ($0, nest.core($0)) }
    }

    let places = nest.places
    if let window = nest.window {
      let patch = try Self.patch(nest, window, places.a, onChip?.keptInput?.lines ?? (1, 1))
      self.patch = patch
      a = try tile(
        places.a, nest.isDepthwise ? .outputChannel : .inputChannel,
        extents([.group, .batch])
          + [(.outputRow, patch.rows.extent), (.outputColumn, patch.columns.extent)],
        parts: [
          .init(.group), .init(.batch), .init(.inputChannel),
          nest.isDepthwise ? .init(.outputChannel) : [],
        ])
    } else {
      patch = nil
      a = try tile(
        places.a, nest.transposesA ? .outputColumn : .inputChannel,
        extents([.group, .batch, .outputRow])
          + extents([nest.transposesA ? .inputChannel : .outputColumn]),
        parts: .input)
    }
    if nest.isDepthwise {
      // Each DIM channels have a matrix of DIM columns.
      b = try tile(
        places.b, .inputChannel,
        extents([.group, .kernelRow, .kernelColumn])
          + [
            (
              .outputChannel,
              quotient(nest.core(.outputChannel), dimension) * dimension
            )
          ],
        parts: .weight)
    } else {
      b = try tile(
        places.b, nest.transposesB ? .inputChannel : .outputChannel,
        extents([.group, .kernelRow, .kernelColumn])
          + extents([nest.transposesB ? .outputChannel : .inputChannel]),
        parts: .weight)
    }
    result = try tile(
      places.result, .outputChannel,
      extents([.group, .batch, .outputRow, .outputColumn]), parts: .output)
    guard [a, b, result].allSatisfy({ $0.blockRows <= 0xFFFF || $0.blocks == 1 }) else {
      throw GemminiNestLayoutError(message: "its tiles have more than 65535 rows")
    }
    interleave(nest, configuration, storeGroup)
    if let input = onChip?.input { takeInput(input, nest, dimension) }
    try place(nest, configuration, onChip)
  }

  /// Lets the whole input lie where another kernel left it.
  private mutating func takeInput(
    _ input: GemminiOnChipPlace, _ nest: GemminiNest, _ dimension: Int
  ) {
    let channel = a.column
    a = Tile(
      column: channel,
      strides: [
        (.group, 0), (.batch, input.imageRows), (.outputRow, input.lineRows), (.outputColumn, 1),
      ], blockRows: input.blockRows, unitBlocks: a.unitBlocks,
      blocks: (nest[channel].size + dimension - 1) / dimension, place: 0, base: input.base,
      parts: [])
    guard let window = nest.window else { return }
    patch = Patch(
      rows: Lattice(
        all: input.imageRows / input.lineRows, stride: window.stride.rows,
        dilation: window.dilation.rows),
      columns: Lattice(
        all: input.lineRows, stride: window.stride.columns, dilation: window.dilation.columns))
  }

  private static func patch(
    _ nest: GemminiNest, _ window: GemminiKernel.Window, _ place: Int,
    _ steps: (rows: Int, columns: Int)
  ) throws(GemminiNestLayoutError) -> Patch {
    func extent(_ dimension: LayerDimension) -> Int { nest.extent(dimension, at: place) }
    let patch = Patch(
      rows: Lattice(
        results: steps.rows * extent(.outputRow), taps: extent(.kernelRow),
        stride: window.stride.rows,
        dilation: window.dilation.rows),
      columns: Lattice(
        results: steps.columns * extent(.outputColumn), taps: extent(.kernelColumn),
        stride: window.stride.columns, dilation: window.dilation.columns))
    guard patch.columns.resultStride <= 0xFFFF, patch.rows.extent < 1 << 24,
      patch.columns.extent < 1 << 24
    else { throw GemminiNestLayoutError(message: "its windows are too far apart") }
    return patch
  }

  /// Lets blocks of the result alternate where that takes no room that is missing.
  private mutating func interleave(
    _ nest: GemminiNest, _ configuration: GemminiConfiguration, _ storeGroup: Int
  ) {
    let dimension = configuration.dimension
    let unit = nest.unit(.outputColumn)
    let chunks = (unit + dimension - 1) / dimension
    let units = nest.core(.outputColumn) / unit
    let lines = result.blockRows / nest.core(.outputColumn)
    let rows = lines * units * chunks * dimension * result.blocks * result.count
    let tiles = nest.loops.prefix(nest.places.result).reduce(1) { min(2, $0 * $1.count) }
    guard storeGroup > 1, result.unitBlocks > 1, rows <= configuration.accumulatorRows,
      nest.addendRun(dimension) == nil,
      !(nest[.outputColumn].parts.first?.addends.indices
        .contains { nest.runAcrossLines($0) != nil } ?? false)
    else { return }
    // Two tiles at a time are worth more than few moves.
    let fitsTwice = 2 * result.rows <= configuration.accumulatorRows
    guard tiles == 1 || !fitsTwice || 2 * rows <= configuration.accumulatorRows else { return }
    interleaves = true
    result.blockRows = lines * units * chunks * dimension
    result.strides[3].rows = 0
    result.strides[2].rows = units * chunks
    result.strides[1].rows = result.strides[2].rows * nest.core(.outputRow)
    result.strides[0].rows = result.strides[1].rows * nest.core(.batch)
  }

  /// Gives each tile its rows: two tiles of each tensor where there is room.
  private mutating func place(
    _ nest: GemminiNest, _ configuration: GemminiConfiguration, _ onChip: GemminiOnChipPlaces?
  ) throws(GemminiNestLayoutError) {
    func tiles(_ tile: Tile) -> Int {
      nest.loops.prefix(tile.place).reduce(1) { min(1 << 40, $0 * $1.count) }
    }
    let room = onChip?.room ?? configuration.scratchpadRows
    let isOften = tiles(a) * a.rows >= tiles(b) * b.rows
    // What lies at a place of its own takes none of the room.
    let rowsOfA = onChip?.input == nil && onChip?.keptInput == nil ? a.rows : 0
    let rowsOfB = onChip?.weights == nil ? b.rows : 0
    let choices = [(2, 2), isOften ? (2, 1) : (1, 2), isOften ? (1, 2) : (2, 1), (1, 1)]
    let chosen = choices.first { choice in
      min(choice.0, tiles(a)) * rowsOfA + min(choice.1, tiles(b)) * rowsOfB <= room
    }
    guard let chosen else {
      throw GemminiNestLayoutError(
        message: "its tiles take \(rowsOfA + rowsOfB) rows of the scratchpad, "
          + (onChip == nil
            ? "which has \(room)" : "where \(room) are left beside what stays and the identity"))
    }
    a.buffers = min(chosen.0, tiles(a))
    b.buffers = min(chosen.1, tiles(b))
    // B lies in other banks than A where it can.
    let half = room / 2
    let allOfB = b.buffers * rowsOfB
    b.base = a.buffers * rowsOfA <= half && allOfB <= half ? half : room - allOfB
    if let weights = onChip?.weights { b.base = weights.row }
    if let input = onChip?.keptInput { a.base = input.row }
    guard result.rows <= configuration.accumulatorRows else {
      throw GemminiNestLayoutError(
        message: "its tile takes \(result.rows) rows of the accumulator, which has "
          + "\(configuration.accumulatorRows)")
    }
    if tiles(result) > 1, 2 * result.rows <= configuration.accumulatorRows { result.buffers = 2 }
  }
}

/// Why tiles have no place in local memory.
struct GemminiNestLayoutError: Error {
  var message: String
}

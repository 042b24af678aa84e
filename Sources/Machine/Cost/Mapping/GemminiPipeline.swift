/// The cycles of one layer on a machine with Gemmini's instructions, when moves, products and queues take their time.
///
/// Every figure is one of the machine's description. The terms:
/// - *Products.* A block of weights is loaded while the block before it streams; then rows stream, DIM at a time. DIM rows
///   take DIM cycles, fewer ones as many as they are, but at least four. Half the entries of the execute queue are products,
///   and each is kept until its result is written, 2 · DIM + the delays of reading and accumulating later.
/// - *Loads.* A move brings up to DIM rows of at most one request each. A row takes what the bus needs for it, or
///   latency / requests in flight. Few rows do not hide the latency: with `requests in flight / DIM + 1` moves under way, a
///   move takes a share of latency and rows. Zeros of the padding are a move of their own, which takes the place of another.
/// - *Addends* are loads as well: before a tile's first product its part of a bias comes, one row for up to DIM, and of a
///   residual.
/// - *Stores.* One after the other, each with the delay of reading. The host hands out instructions in order, so that a burst
///   of stores beyond the entries of their queue keeps products waiting.
/// - *Beginning and end.* The first tiles of addends and inputs and the first block of weights come before the first
///   product, or, where there are more moves than the load queue has entries, all moves but those. At the end the last
///   stores leave.
/// - *Unfinished sums* that leave and come back stand between fences: everything drains there.
/// - *Members of groups* load no input that is fused and store no output; the array copies each finished block of it, DIM columns
///   at a time, and waits for what it has just made. No fence is between members, so that loads come as soon as the last
///   products of the member before are in the queue; but the array drains before each member, in each shared step.
struct GemminiPipeline: Sendable {
  private let dimension: Double
  private let busBytes: Double
  private let sharesBus: Bool
  private let requestBytes: Double
  private let requestsInFlight: Double
  private let latency: Double
  private let readDelay: Double
  private let resultLatency: Double
  private let loadEntries: Double
  private let storeEntries: Double
  private let executeEntries: Double

  /// The pipeline of a machine, or nil where it has other instructions than Gemmini's.
  init?(_ machine: Accelerator) {
    guard let configuration = try? GemminiConfiguration(machine) else { return nil }
    dimension = Double(configuration.dimension)
    busBytes = configuration.busBytesPerCycle
    sharesBus = configuration.sharesBus
    requestBytes = Double(configuration.maximumRequestBytes)
    requestsInFlight = Double(configuration.requestsInFlight)
    latency = Double(configuration.dramLatencyCycles)
    readDelay = Double(configuration.scratchpadReadDelay)
    resultLatency =
      2 * dimension + readDelay + Double(configuration.accumulatorLatency)
    loadEntries = Double(configuration.loadEntries)
    storeEntries = Double(configuration.storeEntries)
    executeEntries = Double(configuration.executeEntries)
  }

  /// The loops of a nest as the terms need them.
  private struct Nest {
    /// The tile's extents of input, weight and output, in the memory next to DRAM.
    var tiles: [[Double]] = []
    /// How often those tiles are fetched.
    var fetches: [Double] = []
    /// How often the output's tile is fetched if its sums stay until they are finished.
    var visitedTiles = 1.0
    /// The steps up to the last loop that makes sums come back.
    var spillingSteps = 1.0
    /// The blocks of weights that are loaded into the array.
    var blocks = 1.0
    /// The extents of the loops that stream through the array.
    var streamed = [Double](repeating: 1, count: 8)
    /// The parts of an output tile that are finished one after the other.
    var bursts = 1.0
  }

  /// The cycles of a mapping, of a layer by itself or as a member of a group, or nil for nests whose instructions the terms do
  /// not describe: depthwise convolutions, and loops over weights inside the registers.
  func cycles(of mapping: LayerMapping, _ layer: Layer, as member: GroupMember? = nil) -> Double? {
    let isDepthwise =
      layer.sizes[.group] > 1 && layer.sizes[.inputChannel] == 1
      && layer.sizes[.outputChannel] == 1
    guard layer.kind == .contraction, !isDepthwise, let nest = nest(mapping) else { return nil }
    let isProduct = [LayerDimension.outputRow, .outputColumn, .kernelRow, .kernelColumn]
      .allSatisfy { layer.sizes[$0] == 1 }
    func streamed(_ dimension: LayerDimension) -> Double { nest.streamed[dimension.rawValue] }
    let (lines, columns) =
      isProduct
      ? (1.0, streamed(.batch))
      : (streamed(.batch) * streamed(.outputRow), streamed(.outputColumn))

    // Products.
    let (chunks, rest) = split(columns, by: dimension)
    let last = rest > 0 ? product(rest) : dimension
    let rows = chunks * dimension + (rest > 0 ? product(rest) : 0)
    var products = nest.blocks * (lines * rows + max(0, dimension - last))
    if let member { products += copies(member, nest, columns, rows, isProduct) }

    // Loads.
    let fused = member?.fused ?? []
    let input = fused.contains(.input) ? Moves() : inputLoads(nest.tiles[0], layer, isProduct)
    let weight = weightLoads(nest.tiles[1], layer)
    let sums =
      fused.contains(.output) ? Moves() : stores(nest.tiles[2], layer, columns, isProduct)
    let added = addendLoads(nest.tiles[2], layer, columns, isProduct, as: member)
    let isSpilled = nest.fetches[2] > nest.visitedTiles
    var loading = nest.fetches[0] * input.cycles + nest.fetches[1] * weight.cycles
    loading += nest.visitedTiles * added.cycles
    if isSpilled { loading += (nest.fetches[2] - nest.visitedTiles) * sums.cycles }

    // What comes before the first product, and what leaves after the last.
    let moves = added.moves + input.moves + weight.moves
    let before = added.cycles + input.cycles
    var start =
      max(
        before + min(weight.cycles, weight.first),
        (before + weight.cycles) * max(0, 1 - loadEntries / max(1, moves))) + latency
    let mean = sums.cycles / max(1, sums.moves)
    let remaining = min(sums.cycles, storeEntries * mean)
    let waiting =
      max(0, sums.cycles / nest.bursts - storeEntries * mean) * nest.bursts * nest.fetches[2]
    let storing = sums.cycles * nest.fetches[2]
    var steady = max(
      products + waiting,
      max(loading + latency + dimension - start, storing - remaining + dimension))
    if sharesBus { steady = max(steady, loading + storing - start - remaining) }
    let end = remaining + resultLatency + (sums.moves > 0 ? latency : 0)
    if let member {
      let steps = member.sharedLoops.reduce(1) { $0 * Double($1.count) }
      start = max(0, start - executeEntries / 2 * dimension)
      steady += (steps - 1) * resultLatency
    }
    let drains =
      isSpilled
      ? (nest.spillingSteps - 1) * (2 * latency + resultLatency + dimension + mean) : 0
    return start + steady + end + drains
  }

  /// The cycles that the array takes to copy a member's output and to add what lies on chip: as many rows as stream, for each
  /// DIM columns of a tile, with a wait for the first rows of a block that has just been made.
  private func copies(
    _ member: GroupMember, _ nest: Nest, _ columns: Double, _ rows: Double, _ isProduct: Bool
  ) -> Double {
    func extent(_ dimension: LayerDimension) -> Double { nest.tiles[2][dimension.rawValue] }
    let positions =
      extent(.group) * extent(.batch)
      * (isProduct ? 1 : extent(.outputRow) * extent(.outputColumn))
    let block = positions / max(1, columns) * rows
    let wait = max(0, resultLatency + dimension - block)
    let copied = Double(member.identityProducts) * (block + max(0, dimension - block))
    return nest.visitedTiles * (extent(.outputChannel) / dimension).rounded(.up)
      * (copied + (member.identityProducts > 0 ? wait : 0))
  }

  /// The cycles of a product of at most DIM rows.
  private func product(_ rows: Double) -> Double {
    // Three cycles to enter the queue, to issue and to leave.
    max(4, max(rows, (rows + resultLatency + 3) / max(1, executeEntries / 2)))
  }

  private func split(_ number: Double, by part: Double) -> (whole: Double, rest: Double) {
    let whole = (number / part).rounded(.down)
    return (whole, number - whole * part)
  }

  // MARK: Moves

  /// The moves of a tile: their cycles, their number, and the cycles of the first one.
  private struct Moves {
    var cycles = 0.0
    var moves = 0.0
    var first = 0.0
  }

  /// The cycles of a row of so many bytes.
  private func row(_ bytes: Double) -> Double {
    let requests = max(1, (bytes / requestBytes).rounded(.up))
    return max(
      (bytes / busBytes).rounded(.up), (latency * requests / requestsInFlight).rounded(.up))
  }

  /// The cycles of a load of `rows` rows with `cycles` each, among others; `isAlone` where no other is under way.
  private func load(_ rows: Double, _ cycles: Double, isAlone: Bool = false) -> Double {
    let underWay = isAlone ? 1 : (requestsInFlight / dimension).rounded(.down) + 1
    return max(rows * cycles, (latency + rows * cycles) / underWay)
  }

  /// The moves that bring `rows` rows of `bytes` bytes, DIM rows and as many bytes as a request at a time.
  private func moves(_ rows: Double, _ bytes: Double, isAlone: Bool = false) -> Moves {
    let (wholeRows, restRows) = split(rows, by: dimension)
    let (wholeBytes, restBytes) = split(bytes, by: requestBytes)
    var sum = Moves()
    for (rowCount, rows) in [(wholeRows, dimension), (1, restRows)] where rows > 0 {
      for (byteCount, bytes) in [(wholeBytes, requestBytes), (1, restBytes)] where bytes > 0 {
        let cycles = load(rows, row(bytes), isAlone: isAlone)
        if sum.first == 0, rowCount * byteCount > 0 { sum.first = rows * row(bytes) }
        sum.cycles += rowCount * byteCount * cycles
        sum.moves += rowCount * byteCount
      }
    }
    return sum
  }

  private func inputLoads(_ tile: [Double], _ layer: Layer, _ isProduct: Bool) -> Moves {
    func extent(_ dimension: LayerDimension) -> Double { tile[dimension.rawValue] }
    let bytes = extent(.inputChannel) * Double(layer.widths.input) / 8
    if isProduct {
      var moves = moves(extent(.batch), bytes)
      moves.cycles *= extent(.group)
      moves.moves *= extent(.group)
      return moves
    }
    func touched(
      _ window: Layer.Window, _ outputs: LayerDimension, _ taps: LayerDimension
    ) -> Double {
      let span =
        (extent(outputs) - 1) * Double(window.stride)
        + (extent(taps) - 1) * Double(window.dilation) + 1
      return min(extent(taps) == 1 ? extent(outputs) : span, Double(window.extent))
    }
    let lines =
      extent(.group) * extent(.batch) * touched(layer.rows, .outputRow, .kernelRow)
    let columns = touched(layer.columns, .outputColumn, .kernelColumn)
    // A tile at one border has one move of zeros in each line, which takes one of the places for moves under way; with two
    // of them in each line, and with none, moves of pixels take turns.
    let tiles = Double(layer.sizes[.outputColumn]) / max(1, extent(.outputColumn))
    let isPadded = layer.columns.padding > 0
    let atBorder = isPadded && tiles > 1 ? min(1, 2 / tiles) : 0
    let zeros = isPadded ? (tiles > 1 ? atBorder : 2) : 0
    let inside = moves(columns, bytes)
    let border = moves(columns, bytes, isAlone: true)
    return Moves(
      cycles: lines * ((1 - atBorder) * inside.cycles + atBorder * border.cycles),
      moves: lines * inside.moves * (1 + zeros), first: inside.first)
  }

  /// The moves that bring what is added to a tile of sums. A row that many take is asked for once in a move, which writes it
  /// for DIM of those that stream.
  private func addendLoads(
    _ tile: [Double], _ layer: Layer, _ columns: Double, _ isProduct: Bool,
    as member: GroupMember?
  ) -> Moves {
    func extent(_ dimension: LayerDimension) -> Double { tile[dimension.rawValue] }
    let along: LayerDimension = isProduct ? .batch : .outputColumn
    let positions =
      extent(.group) * extent(.batch)
      * (isProduct ? 1 : extent(.outputRow) * extent(.outputColumn))
    let underWay = (requestsInFlight / dimension).rounded(.down) + 1
    var sum = Moves()
    for (number, addend) in layer.addends.enumerated() {
      // What members of the group have made lies on chip.
      if let member, member.addendHomes[number] > 0 { continue }
      let isRepeated = !addend.dimensions.contains(along)
      let run = isRepeated ? min(columns, extent(along)) : extent(along)
      let (chunks, rest) = split(run, by: dimension)
      let width = Double(addend.bits) / 8
      let (wholeBytes, restBytes) = split(extent(.outputChannel) * width, by: requestBytes)
      for (rowCount, rows) in [(chunks, dimension), (1, rest)] where rows > 0 {
        for (byteCount, bytes) in [(wholeBytes, requestBytes), (1, restBytes)] where bytes > 0 {
          let asked = (isRepeated ? 1 : rows) * row(bytes)
          let written = rows * (bytes / (width * dimension)).rounded(.up)
          let count = positions / run * rowCount * byteCount
          sum.moves += count
          sum.cycles += count * max(asked, (latency + max(asked, written)) / underWay)
        }
      }
    }
    return sum
  }

  private func weightLoads(_ tile: [Double], _ layer: Layer) -> Moves {
    func extent(_ dimension: LayerDimension) -> Double { tile[dimension.rawValue] }
    let taps = extent(.group) * extent(.kernelRow) * extent(.kernelColumn)
    let bytes = extent(.outputChannel) * Double(layer.widths.weight) / 8
    let each = moves(extent(.inputChannel), bytes)
    return Moves(cycles: taps * each.cycles, moves: taps * each.moves, first: each.first)
  }

  /// The moves that take a tile of the output to DRAM: chunks of rows as they streamed, and blocks of columns, of which one
  /// move takes several only if they are narrower than sums.
  private func stores(
    _ tile: [Double], _ layer: Layer, _ columns: Double, _ isProduct: Bool
  ) -> Moves {
    func extent(_ dimension: LayerDimension) -> Double { tile[dimension.rawValue] }
    let (chunks, rest) = split(columns, by: dimension)
    let positions =
      extent(.group) * extent(.batch)
      * (isProduct ? 1 : extent(.outputRow) * extent(.outputColumn)) / max(1, columns)
    let width = Double(layer.widths.output) / 8
    let bytes = extent(.outputChannel) * width
    let most = width > 1 ? dimension * width : requestBytes
    let (wholeBytes, restBytes) = split(bytes, by: most)
    var sum = Moves()
    for (rowCount, rows) in [(chunks, dimension), (1, rest)] where rows > 0 {
      for (byteCount, bytes) in [(wholeBytes, most), (1, restBytes)] where bytes > 0 {
        let read = (bytes / (width * dimension)).rounded(.up)
        let cycles = rows * max(row(bytes), read) + readDelay + 1
        sum.cycles += positions * rowCount * byteCount * cycles
        sum.moves += positions * rowCount * byteCount
      }
    }
    return sum
  }

  // MARK: Loops

  private func nest(_ mapping: LayerMapping) -> Nest? {
    var nest = Nest()
    var places: [Int?] = [nil, nil, nil]
    var registers: Int?
    for (place, node) in mapping.nodes.enumerated() {
      guard case .memory(let memory, let roles) = node, memory > 0 else { continue }
      for role in 0..<3 where roles.rawValue >> UInt8(role) & 1 != 0 {
        if places[role] == nil { places[role] = place } else if role == 1 { registers = place }
      }
    }
    guard let registers else { return nil }
    for role in 0..<3 {
      guard let place = places[role] else { return nil }
      let dimensions = TensorRole.allCases[role].dimensions
      var tile = [Double](repeating: 1, count: 8)
      var fetches = 1.0
      var pending = 1.0
      var steps = 1.0
      for (index, node) in mapping.nodes.enumerated() {
        switch node {
        case .memory: continue
        case .loop(let dimension, let count) where index < place:
          steps *= Double(count)
          if dimensions.contains(dimension) {
            fetches *= pending * Double(count)
            pending = 1
            if role == 2 { nest.visitedTiles *= Double(count) }
          } else {
            pending *= Double(count)
            if role == 2, count > 1 { nest.spillingSteps = steps }
          }
        case .loop(let dimension, let count), .spatial(let dimension, let count, _):
          if index > place { tile[dimension.rawValue] *= Double(count) }
        }
      }
      nest.tiles.append(tile)
      nest.fetches.append(fetches)
    }
    var isReduced = false
    for (index, node) in mapping.nodes.enumerated() {
      guard case .loop(let dimension, let count) = node, count > 1 else { continue }
      if index < registers {
        nest.blocks *= Double(count)
        isReduced =
          isReduced || (index > places[2] ?? 0 && LayerDimensions.reduced.contains(dimension))
        if index > places[2] ?? 0, !isReduced { nest.bursts *= Double(count) }
      } else {
        guard !LayerDimensions.weight.contains(dimension) else { return nil }
        nest.streamed[dimension.rawValue] *= Double(count)
      }
    }
    return nest
  }
}

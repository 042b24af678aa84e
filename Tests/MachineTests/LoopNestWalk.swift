import Machine

/// Runs a mapping of a small layer step by step and counts what its memories read and write: an independent check of the
/// closed formulas of `m1`.
///
/// Every step of the loops in time is taken. Each copy of a memory holds a tile per tensor; when the indices of the loops
/// outside that the tensor depends on change, the old tile leaves and a new one comes. Sums are tracked one by one: how many
/// products each copy of each holds.
struct LoopNestWalk {
  struct Loop {
    var dimension: LayerDimension
    var count: Int
    var isSpatial: Bool
    var place: Int
  }

  /// One memory that keeps one tensor.
  struct Holder {
    var memory: Int
    var place: Int
    /// Per copy, the tile that it holds, or −1.
    var tile: [Int] = []
    /// Per copy, for outputs: products in each sum that it holds.
    var sums: [[Int: Int]] = []
    /// Per copy, the most elements that a tile has had.
    var most: [Int] = []
    /// Whether sums have been in it that were not finished.
    var hadUnfinished = false
  }

  /// What being a member of a group changes.
  struct Membership {
    /// The place behind the shared loops.
    var inside = 0
    /// How many of the outermost loops in time are shared.
    var sharedLoops = 0
    /// The memories that finished outputs are copied to in each step of the shared loops.
    var copies: [Int] = []
    /// The memory that each addend lies in; empty for the outermost.
    var addendHomes: [Int] = []
  }

  let layer: Layer
  let member: Membership
  let loops: [Loop]
  let spatial: [Int]
  let temporal: [Int]
  var holders: [[Holder]]
  /// Bits read and written per memory and tensor.
  var reads: [[Double]]
  var writes: [[Double]]
  var steps = 0
  private var index: [Int]
  private var tileElements: [[Int: [Int]]]
  private var reduction = 1
  private var started: Set<Int> = []
  /// The parts of addends that have come.
  private var fetchedAddends: Set<[Int]> = []
  /// How many rows one move may repeat a row in; nil for any number.
  private let repeatedRows: Int?
  /// What a weight takes with the zeros beside it.
  let lanes: Double

  init(
    _ layer: Layer, _ mapping: LayerMapping, memories: Int, member: Membership = .init(),
    repeatedRows: Int? = nil, diagonalColumns: Int = 1
  ) {
    self.layer = layer
    self.repeatedRows = repeatedRows
    let usesDiagonal = mapping.nodes.contains {
      if case .spatial(_, let count, .diagonal) = $0 { count > 1 } else { false }
    }
    lanes = usesDiagonal ? Double(diagonalColumns) : 1
    self.member = member
    var loops: [Loop] = []
    var holders: [[Holder]] = [[], [], []]
    for (place, node) in mapping.nodes.enumerated() {
      switch node {
      case .memory(let memory, let roles):
        for role in 0..<3 where roles.rawValue >> UInt8(role) & 1 != 0 {
          holders[role].append(Holder(memory: memory, place: place))
        }
      case .loop(let dimension, let count):
        loops.append(Loop(dimension: dimension, count: count, isSpatial: false, place: place))
      case .spatial(let dimension, let count, _):
        loops.append(Loop(dimension: dimension, count: count, isSpatial: true, place: place))
      }
    }
    self.loops = loops
    spatial = loops.indices.filter { loops[$0].isSpatial }
    temporal = loops.indices.filter { !loops[$0].isSpatial }
    self.holders = holders
    reads = Array(repeating: [0, 0, 0], count: memories)
    writes = reads
    index = Array(repeating: 0, count: loops.count)
    tileElements = Array(repeating: [:], count: 3 * (mapping.nodes.count + 1))
    for loop in loops where LayerDimensions.reduced.contains(loop.dimension) {
      reduction *= loop.count
    }
    for role in 0..<3 {
      for number in self.holders[role].indices {
        let copies = copies(outside: self.holders[role][number].place)
        self.holders[role][number].tile = Array(repeating: -1, count: copies.count)
        self.holders[role][number].sums = Array(repeating: [:], count: copies.count)
        self.holders[role][number].most = Array(repeating: 0, count: copies.count)
      }
    }
  }

  private func depends(_ role: Int, _ dimension: LayerDimension) -> Bool {
    TensorRole.allCases[role].dimensions.contains(dimension)
  }

  /// The indices of the loops in space outside a place, for each copy of what stands there.
  private func copies(outside place: Int) -> [[Int]] {
    var result: [[Int]] = [[]]
    for loop in spatial {
      let count = loops[loop].place < place ? loops[loop].count : 1
      result = result.flatMap { copy in (0..<count).map { copy + [$0] } }
    }
    return result
  }

  /// The number of the tile of a tensor: the indices of the loops outside that it depends on.
  private func tile(_ dimensions: LayerDimensions, _ place: Int) -> Int {
    var number = 0
    for (loop, index) in zip(loops, index)
    where loop.place < place && dimensions.contains(loop.dimension) {
      number = number * loop.count + index
    }
    return number
  }

  /// The elements of the present tile of a weight or output; of an input, as many numbers as it has elements.
  private mutating func elements(_ role: Int, _ place: Int) -> [Int] {
    let dimensions = TensorRole.allCases[role].dimensions
    let number = tile(dimensions, place)
    if let known = tileElements[3 * place + role][number] { return known }
    // Ranges of each dimension's index within the tile, from its loops.
    var values: [[Int]] = Array(repeating: [0], count: 8)
    for (loop, now) in zip(loops, index) {
      let inside = loop.place > place
      values[loop.dimension.rawValue] = values[loop.dimension.rawValue].flatMap { value in
        (inside ? Array(0..<loop.count) : [now]).map { value * loop.count + $0 }
      }
    }
    func box(_ window: Layer.Window, _ outputs: LayerDimension, _ taps: LayerDimension) -> Int {
      var touched: Set<Int> = []
      for output in values[outputs.rawValue] {
        for tap in values[taps.rawValue] {
          touched.insert(output * window.stride + tap * window.dilation - window.padding)
        }
      }
      return touched.filter { $0 >= 0 && $0 < window.extent }.count
    }
    var result: [Int] = [0]
    if role == 0 {
      let channels =
        values[LayerDimension.group.rawValue].count * values[LayerDimension.batch.rawValue].count
        * values[LayerDimension.inputChannel.rawValue].count
      let area =
        box(layer.rows, .outputRow, .kernelRow) * box(layer.columns, .outputColumn, .kernelColumn)
      result = Array(0..<channels * area)
    } else {
      for dimension in LayerDimension.allCases where dimensions.contains(dimension) {
        let size = layer.sizes[dimension]
        result = result.flatMap { element in
          values[dimension.rawValue].map { element * size + $0 }
        }
      }
    }
    tileElements[3 * place + role][number] = result
    return result
  }

  private func bits(_ role: Int) -> Double {
    Double([layer.widths.input, layer.widths.weight, layer.widths.output][role])
  }

  /// Takes all steps.
  mutating func run() {
    let total = temporal.reduce(1) { $0 * loops[$1].count }
    let shared = temporal.prefix(member.sharedLoops).reduce(1) { $0 * loops[$1].count }
    for step in 0..<total {
      if step > 0, step % (total / shared) == 0 { makeRoom() }
      var rest = step
      for loop in temporal.reversed() {
        index[loop] = rest % loops[loop].count
        rest /= loops[loop].count
      }
      steps += 1
      for role in 0..<3 { exchange(role, isLast: false) }
      for role in 0..<2 { readOperands(role) }
      addProducts()
    }
    exchange(2, isLast: true)
    if member.sharedLoops > 0 || !member.copies.isEmpty { makeRoom() }
  }

  /// The other members of the group run: what is not kept outside the shared loops leaves.
  private mutating func makeRoom() {
    let dimensions = TensorRole.output.dimensions
    for number in holders[2].indices.reversed() where holders[2][number].place >= member.inside {
      leave(number, dimensions, true)
      guard number == 0 else { continue }
      let isInnermost = holders[2].count == 1
      let width = isInnermost ? layer.widths.partialSum : layer.widths.output
      for sum in holders[2][0].sums.flatMap(\.values) {
        precondition(sum == reduction, "only finished sums stay on chip")
        for copy in member.copies {
          reads[holders[2][0].memory][2] += Double(width)
          writes[copy][2] += Double(layer.widths.output)
        }
      }
      holders[2][0].sums = holders[2][0].sums.map { _ in [:] }
    }
    for role in 0..<3 {
      for number in holders[role].indices where holders[role][number].place >= member.inside {
        holders[role][number].tile = holders[role][number].tile.map { _ in -1 }
      }
    }
  }

  /// The bits that the largest tiles of a tensor take in a memory; sums that come unfinished at the width of partial sums.
  func peak(_ memory: Int, _ role: Int) -> Double {
    var bits = 0.0
    for (number, holder) in holders[role].enumerated() where holder.memory == memory {
      let isUnfinished = role == 2 && (holder.hadUnfinished || number == holders[2].count - 1)
      let width = isUnfinished ? Double(layer.widths.partialSum) : self.bits(role)
      bits += Double(holder.most.reduce(0, +)) * width
    }
    return bits
  }

  private mutating func place(_ copy: [Int]) {
    for (loop, value) in zip(spatial, copy) { index[loop] = value }
  }

  /// The copy of an outer holder that a copy of an inner one belongs to.
  private func parent(_ copy: [Int], outside place: Int) -> [Int] {
    zip(spatial, copy).map { loops[$0].place < place ? $1 : 0 }
  }

  private mutating func exchange(_ role: Int, isLast: Bool) {
    let dimensions = TensorRole.allCases[role].dimensions
    if role == 2 {
      for number in holders[2].indices.reversed() { leave(number, dimensions, isLast) }
    }
    guard !isLast else { return }
    for number in holders[role].indices {
      let holder = holders[role][number]
      var fetched: Set<[Int]> = []
      for (copyNumber, copy) in copies(outside: holder.place).enumerated() {
        place(copy)
        let now = tile(dimensions, holder.place)
        guard now != holders[role][number].tile[copyNumber] else { continue }
        holders[role][number].tile[copyNumber] = now
        holders[role][number].most[copyNumber] = max(
          holders[role][number].most[copyNumber], elements(role, holder.place).count)
        guard number > 0 else { continue }
        let outer = holders[role][number - 1]
        let home = parent(copy, outside: outer.place)
        let isFirst = fetched.insert(home + [now]).inserted
        let elements = elements(role, holder.place)
        if role < 2 {
          let moved = Double(elements.count) * bits(role) * (role == 1 ? lanes : 1)
          writes[holder.memory][role] += moved
          if isFirst { reads[outer.memory][role] += moved }
        } else if isFirst {
          // Only one copy gets unfinished sums back; the others begin anew.
          let width = Double(layer.widths.partialSum)
          let homeNumber = copies(outside: outer.place).firstIndex(of: home) ?? 0
          for element in elements {
            guard let sum = holders[2][number - 1].sums[homeNumber][element] else { continue }
            holders[2][number].sums[copyNumber][element] = sum
            reads[outer.memory][2] += width
            writes[holder.memory][2] += width
          }
        }
      }
    }
  }

  /// Tiles of sums that are no longer wanted go to the next memory outward, those of several copies as one.
  private mutating func leave(_ number: Int, _ dimensions: LayerDimensions, _ isLast: Bool) {
    guard number > 0 else { return }
    let holder = holders[2][number]
    let outer = holders[2][number - 1]
    let isInnermost = number == holders[2].count - 1
    var arrived: [[Int]: [Int: Int]] = [:]
    for (copyNumber, copy) in copies(outside: holder.place).enumerated() {
      place(copy)
      let now = tile(dimensions, holder.place)
      let old = holder.tile[copyNumber]
      guard old >= 0, isLast || now != old else { continue }
      let home = parent(copy, outside: outer.place)
      for (element, sum) in holders[2][number].sums[copyNumber] {
        let width =
          !isInnermost && sum == reduction ? layer.widths.output : layer.widths.partialSum
        reads[holder.memory][2] += Double(width)
        arrived[home, default: [:]][element, default: 0] += sum
      }
      holders[2][number].sums[copyNumber] = [:]
    }
    let homes = copies(outside: outer.place)
    for (home, sums) in arrived {
      let homeNumber = homes.firstIndex(of: home) ?? 0
      for (element, sum) in sums {
        let width = sum == reduction ? layer.widths.output : layer.widths.partialSum
        writes[outer.memory][2] += Double(width)
        holders[2][number - 1].sums[homeNumber][element] = sum
        if sum != reduction { holders[2][number - 1].hadUnfinished = true }
      }
    }
  }

  /// Each processing element reads an operand; those that use the same share the read.
  private mutating func readOperands(_ role: Int) {
    guard let holder = holders[role].last else { return }
    let dimensions = TensorRole.allCases[role].dimensions
    var seen: Set<[Int]> = []
    for copy in copies(outside: .max) {
      place(copy)
      let home = parent(copy, outside: holder.place)
      if seen.insert(home + [tile(dimensions, .max)]).inserted {
        reads[holder.memory][role] += bits(role)
      }
    }
  }

  private mutating func addProducts() {
    guard let holder = holders[2].last else { return }
    let number = holders[2].count - 1
    let width = Double(layer.widths.partialSum)
    let homes = copies(outside: holder.place)
    var products: [Int: [Int: Int]] = [:]
    for copy in copies(outside: .max) {
      place(copy)
      let home = homes.firstIndex(of: parent(copy, outside: holder.place)) ?? 0
      var element = 0
      for dimension in LayerDimension.allCases where depends(2, dimension) {
        var value = 0
        for (loop, now) in zip(loops, index) where loop.dimension == dimension {
          value = value * loop.count + now
        }
        element = element * layer.sizes[dimension] + value
      }
      products[home, default: [:]][element, default: 0] += 1
      if started.insert(element).inserted { beginSum(holder) }
    }
    for (home, sums) in products {
      for (element, count) in sums {
        if let before = holders[2][number].sums[home][element] {
          reads[holder.memory][2] += width
          holders[2][number].sums[home][element] = before + count
        } else {
          holders[2][number].sums[home][element] = count
        }
        writes[holder.memory][2] += width
      }
    }
  }

  /// Addends are added to each sum once. Each tile of sums fetches its part of them, once or for each of so many rows that
  /// stream.
  private mutating func beginSum(_ holder: Holder) {
    let width = Double(layer.widths.partialSum)
    for (number, addend) in layer.addends.enumerated() {
      reads[holder.memory][2] += width
      writes[holder.memory][2] += width
      var move = [number]
      for (loop, now) in zip(loops, index) where addend.dimensions.contains(loop.dimension) {
        move.append(now)
      }
      if let repeatedRows {
        move += place(in: repeatedRows, of: addend)
      } else {
        for (loop, now) in zip(loops, index)
        where !loop.isSpatial && loop.place < holder.place && depends(2, loop.dimension)
          && !addend.dimensions.contains(loop.dimension)
        {
          move.append(now)
        }
      }
      guard fetchedAddends.insert(move).inserted else { continue }
      let home = number < member.addendHomes.count ? member.addendHomes[number] : 0
      reads[home][2] += Double(addend.bits)
    }
  }

  /// Which of the moves that repeat an element of an addend in so many rows the present sum takes it from.
  private func place(in repeatedRows: Int, of addend: Layer.Addend) -> [Int] {
    let last = holders.joined().map(\.place).max() ?? 0
    func isLine(_ window: Layer.Window, _ outputs: LayerDimension, _ taps: LayerDimension) -> Bool {
      layer.sizes[taps] == 1 && window.stride == 1 && window.padding == 0
        && window.extent == layer.sizes[outputs]
    }
    func isWhole(_ dimension: LayerDimension) -> Bool {
      loops.allSatisfy {
        $0.dimension != dimension || $0.count == 1 || (!$0.isSpatial && $0.place > last)
      }
    }
    let sizes = layer.sizes
    let isDepthwise =
      sizes[.group] > 1 && sizes[.inputChannel] == 1 && sizes[.outputChannel] == 1
      && sizes[.outputRow] * sizes[.outputColumn] > 1
    // The loops whose steps are rows one below the other, innermost first.
    var rows: [LayerDimension] = []
    for dimension: LayerDimension in [.outputColumn, .outputRow, .batch] {
      if addend.dimensions.contains(dimension), layer.sizes[dimension] > 1 { break }
      rows.append(dimension)
      guard !isDepthwise, isLine(layer.rows, .outputRow, .kernelRow),
        isLine(layer.columns, .outputColumn, .kernelColumn), isWhole(dimension)
      else { break }
    }
    var row = 0
    for dimension in rows.reversed() {
      for (loop, now) in zip(loops, index)
      where loop.dimension == dimension && !loop.isSpatial && loop.place > last {
        row = row * loop.count + now
      }
    }
    let others = zip(loops, index).filter { loop, _ in
      depends(2, loop.dimension) && !addend.dimensions.contains(loop.dimension)
        && !(rows.contains(loop.dimension) && !loop.isSpatial && loop.place > last)
    }
    return [row / repeatedRows] + others.map { $0.1 }
  }
}

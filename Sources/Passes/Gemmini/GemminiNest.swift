import FuseIR
import Machine

/// How a kernel runs on the array: loops, where in them each tensor's tile comes and goes, and what the array does inside.
///
/// The loops are those of the layer (`LayerDimension`), from outer to inner. Inside them is the *core*: products of what lies
/// in local memory, which depends on no loop but through its position. A tile stays as long as no loop outside its place
/// steps on which it depends; that is what cost model `m1` counts. A depthwise convolution has its channels in K.
struct GemminiNest {
  /// A dimension of the kernel with its strides in elements.
  typealias Part = GemminiMatmulPlan.Dimension

  /// A dimension of the layer: parts of it that lie evenly spaced in every tensor, outermost first.
  struct Axis {
    var parts: [Part]
    var size: Int { parts.reduce(1) { $0 * $1.size } }
  }

  /// A loop: `count` steps of `step` elements each; the last one may be shorter.
  struct Loop {
    var dimension: LayerDimension
    var count: Int
    var step: Int
  }

  /// How many of the loops are outside of a tensor's tile.
  struct Places: Equatable {
    var a: Int
    var b: Int
    var result: Int
  }

  /// True iff the kernel's operands a and b have changed places.
  let isSwapped: Bool
  let transposesA: Bool
  let transposesB: Bool
  let window: GemminiKernel.Window?
  /// The rows and columns of the result before neighbours became one dimension.
  private var wholeLine: (rows: Int, columns: Int)
  /// By `LayerDimension`.
  private(set) var axes: [Axis]
  private(set) var loops: [Loop]
  private(set) var places: Places
  /// The order of the core's loops over blocks of weights, outermost first.
  private(set) var order: [LayerDimension]
  /// By `LayerDimension`, the steps that a mapping makes inside of all memories; empty without a mapping.
  var streamed: [Int] = []

  var isDepthwise: Bool { window?.isDepthwise ?? false }

  subscript(dimension: LayerDimension) -> Axis { axes[dimension.rawValue] }

  /// The dimensions that the array's streaming rows walk over.
  static let rows: [LayerDimension] = [.batch, .outputRow, .outputColumn]
  /// The dimensions of the weights.
  static let blocks: [LayerDimension] = [
    .group, .outputChannel, .kernelRow, .kernelColumn, .inputChannel,
  ]

  /// Whether the tensor a depends on the dimension.
  func dependsA(_ dimension: LayerDimension) -> Bool {
    isDepthwise ? dimension != .inputChannel : LayerDimensions.input.contains(dimension)
  }

  /// A nest with the given loops. Loops of one step are dropped, and tiles are moved outward past loops on which they do
  /// not depend.
  init(
    axes: [Axis], loops: [Loop], places: Places, order: [LayerDimension] = [],
    folds: Bool = true, isSwapped: Bool, transposesA: Bool, transposesB: Bool,
    window: GemminiKernel.Window?
  ) {
    self.axes = axes
    wholeLine = (
      axes[LayerDimension.outputRow.rawValue].size, axes[LayerDimension.outputColumn.rawValue].size
    )
    self.loops = loops
    self.places = places
    // Steps over groups that become part of the core are the outermost there, too.
    let groups: [LayerDimension] = order.contains(.group) ? [] : [.group]
    self.order =
      groups + order + Self.blocks.dropFirst().filter { !order.contains($0) }
    self.isSwapped = isSwapped
    self.transposesA = transposesA
    self.transposesB = transposesB
    self.window = window
    dropSingleSteps()
    if window == nil, folds { foldRows() }
    hoist()
  }

  private mutating func dropSingleSteps() {
    func place(_ old: Int, _ loops: [Loop]) -> Int {
      old - loops.prefix(old).count { $0.count == 1 }
    }
    places = Places(
      a: place(places.a, loops), b: place(places.b, loops), result: place(places.result, loops))
    loops.removeAll { $0.count == 1 }
  }

  /// Makes one dimension of the rows, where tensors and loops let neighbours be one.
  private mutating func foldRows() {
    for (outer, inner) in [
      (LayerDimension.outputRow, LayerDimension.outputColumn), (.batch, .outputColumn),
    ] {
      let (x, y) = (axes[outer.rawValue], axes[inner.rawValue])
      if x.size == 1 { continue }
      guard y.size == 1 || (y.parts.count == 1 && !loops.contains { $0.dimension == inner })
      else { return }
      var parts = x.parts
      if y.size > 1 {
        guard let last = parts.popLast(), let merged = Part.merged(last, y.parts[0]) else {
          return
        }
        parts.append(merged)
      }
      let unit = Part.unit(addends: x.parts.first?.addends.count ?? 0)
      axes[inner.rawValue] = Axis(parts: parts)
      axes[outer.rawValue] = Axis(parts: [unit])
      for index in loops.indices where loops[index].dimension == outer {
        loops[index].dimension = inner
        loops[index].step *= y.size
      }
    }
  }

  private mutating func hoist() {
    func place(_ old: Int, _ depends: (LayerDimension) -> Bool) -> Int {
      (loops.prefix(old).lastIndex { depends($0.dimension) } ?? -1) + 1
    }
    places.a = place(places.a, dependsA)
    places.b = place(places.b, LayerDimensions.weight.contains)
    places.result = place(places.result, LayerDimensions.output.contains)
  }

  // MARK: Extents

  /// The elements of the dimension that the loops from `place` on walk over, counting all steps in full.
  func extent(_ dimension: LayerDimension, at place: Int) -> Int {
    if let inner = loops[place...].first(where: { $0.dimension == dimension }) {
      return inner.count * inner.step
    }
    return loops.last { $0.dimension == dimension }?.step ?? self[dimension].size
  }

  /// The elements of the dimension in the core.
  func core(_ dimension: LayerDimension) -> Int { extent(dimension, at: loops.count) }

  /// What the loop's steps divide: the step of the next loop outside over the same dimension, or all of it.
  func whole(_ index: Int) -> Int {
    let dimension = loops[index].dimension
    return loops[..<index].last { $0.dimension == dimension }?.step ?? self[dimension].size
  }

  /// Neighbouring elements of the dimension in the core that are evenly spaced in every tensor.
  func unit(_ dimension: LayerDimension) -> Int {
    let core = core(dimension)
    guard self[dimension].parts.count > 1, let last = self[dimension].parts.last else {
      return core
    }
    let isAligned =
      last.size % core == 0
      || loops.contains { $0.dimension == dimension && $0.step == last.size }
    return isAligned && core <= last.size ? core : Self.greatestCommonDivisor(core, last.size)
  }

  /// The rows that one row of an addend is repeated in, where the moves of addends must not cross them: with a mapping, a row
  /// that is added to many comes with the rows that stream, for DIM of them at a time.
  func addendRun(_ dimension: Int) -> Int? {
    guard streamed.count == 8, let part = self[.outputColumn].parts.last, part.addends.contains(0)
    else { return nil }
    func steps(_ of: LayerDimension) -> Int { streamed[of.rawValue] }
    var run = steps(.outputColumn)
    if window == nil, run == wholeLine.columns {
      run *= steps(.outputRow)
      if steps(.outputRow) == wholeLine.rows { run *= steps(.batch) }
    }
    let unit = unit(.outputColumn)
    return run < unit && unit % run == 0 && run % dimension != 0 ? run : nil
  }

  /// The rows that an addend's row comes for, which it is added to one after the other in lines that the nest keeps apart; nil
  /// where it differs between them, where lines are one anyway, or where runs end inside of the core.
  func runAcrossLines(_ addend: Int) -> Int? {
    let isSame = Self.rows.allSatisfy { dimension in
      self[dimension].parts.allSatisfy {
        $0.addends.indices.contains(addend) && $0.addends[addend] == 0
      }
    }
    guard streamed.count == 8, window == nil, isSame, core(.batch) * core(.outputRow) > 1,
      core(.group) == 1,
      !loops.indices.contains(where: {
        Self.rows.contains(loops[$0].dimension) && loops[$0].count * loops[$0].step > whole($0)
      })
    else { return nil }
    var run = streamed[LayerDimension.outputColumn.rawValue]
    if run == wholeLine.columns {
      run *= streamed[LayerDimension.outputRow.rawValue]
      if streamed[LayerDimension.outputRow.rawValue] == wholeLine.rows {
        run *= streamed[LayerDimension.batch.rawValue]
      }
    }
    let positions = Self.rows.reduce(1) { $0 * core($1) }
    return positions % run == 0 ? run : nil
  }

  /// The nest as a part of one whose rows and columns are `count` times as many.
  func asPart(of counts: (rows: Int, columns: Int)) -> GemminiNest {
    var nest = self
    nest.wholeLine.rows *= counts.rows
    nest.wholeLine.columns *= counts.columns
    return nest
  }

  /// The nest whose input is whole in local memory all the time.
  var keepingInput: GemminiNest {
    var nest = self
    nest.places.a = 0
    return nest
  }

  // MARK: Steps of another size

  /// The cycles that the array needs for a core.
  func cycles(_ dimension: Int) -> Int {
    func blocks(_ of: LayerDimension) -> Int {
      core(of) / unit(of) * ((unit(of) + dimension - 1) / dimension)
    }
    let factors = [
      blocks(.outputChannel), isDepthwise ? 1 : blocks(.inputChannel), blocks(.outputColumn),
      dimension,
    ]
    let rest: [LayerDimension] = [.group, .kernelRow, .kernelColumn, .batch, .outputRow]
    return (factors + rest.map { core($0) }).reduce(1) { min(1 << 40, $0 * $1) }
  }

  /// The nest with `count` steps of the innermost loop taken into the core; nil where that would change what is moved,
  /// because windows of neighbouring tiles overlap.
  func taking(_ count: Int) -> GemminiNest? {
    guard var last = loops.last else { return nil }
    let dimension = last.dimension
    if window != nil, places.a == loops.count, !Self.blocks.prefix(2).contains(dimension),
      dimension != .inputChannel, dimension != .batch
    {
      return nil
    }
    var nest = self
    if count >= last.count {
      nest.loops.removeLast()
      let end = nest.loops.count
      let tiles = Places(
        a: min(places.a, end), b: min(places.b, end), result: min(places.result, end))
      nest.places = tiles
      nest.hoist()
      // A tile that would stay longer now would move less than the mapping says.
      return nest.places == tiles ? nest : nil
    }
    // The last step may be shorter along what the array takes in blocks; along a window, where its tile is already there,
    // the tile would be larger than what the steps touch.
    let isBlocked =
      dimension == .outputColumn
      ? window == nil : [.outputChannel, .inputChannel].contains(dimension)
    guard last.count % count == 0 || (isBlocked && self[dimension].parts.count == 1) else {
      return nil
    }
    last.step *= count
    last.count = (last.count + count - 1) / count
    nest.loops[nest.loops.count - 1] = last
    return nest
  }

  /// The nest whose core has at most `extent` elements of the dimension, with a loop around it that moves nothing more: tiles
  /// stay, and come part by part. Nil where the core has no more than that, or cannot be cut there.
  func splitting(_ dimension: LayerDimension, to extent: Int) -> GemminiNest? {
    let core = core(dimension)
    let isUneven = loops.indices.contains {
      loops[$0].dimension == dimension && loops[$0].count * loops[$0].step > whole($0)
    }
    guard core > extent, unit(dimension) == core || core % extent == 0, !isUneven else {
      return nil
    }
    if unit(dimension) != core, Self.blocks.contains(dimension), dimension != .group { return nil }
    var nest = self
    nest.loops.append(
      Loop(dimension: dimension, count: (core + extent - 1) / extent, step: extent))
    return nest
  }

  static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return max(1, a)
  }
}

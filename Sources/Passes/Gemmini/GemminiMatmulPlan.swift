import FuseIR
import Machine

/// How a contraction runs on the array: which dimensions are rows, columns and depth of tiles, which are loops around
/// them, how large tiles are and in which order they come.
struct GemminiMatmulPlan {
  /// A dimension with its strides in elements.
  struct Dimension {
    var size: Int
    var a: Int
    var b: Int
    var result: Int
    var addends: [Int]

    /// A dimension of size 1.
    static func unit(addends: Int) -> Dimension {
      Dimension(size: 1, a: 0, b: 0, result: 0, addends: [Int](repeating: 0, count: addends))
    }

    /// Two dimensions as one, where all tensors traverse them like one.
    static func merged(_ outer: Dimension, _ inner: Dimension) -> Dimension? {
      guard outer.a == inner.a * inner.size, outer.b == inner.b * inner.size,
        outer.result == inner.result * inner.size,
        zip(outer.addends, inner.addends).allSatisfy({ $0 == $1 * inner.size })
      else { return nil }
      var result = inner
      result.size *= outer.size
      return result
    }
  }

  /// The order of loops over tiles of the result.
  enum Order {
    /// Column tiles outside: the weights of one column of tiles are used for all rows.
    case columnsOutside
    /// Row tiles outside.
    case rowsOutside
  }

  /// True iff the kernel's operands a and b have changed places, so that the result comes out as rows of b.
  let isSwapped: Bool
  /// Loops around everything else: dimensions of all tensors, of rows and of columns.
  let outer: (batch: [Dimension], rows: [Dimension], columns: [Dimension])
  /// Reduced loops outside of the depth of tiles.
  let reduced: [Dimension]
  let m: Dimension
  let n: Dimension
  let k: Dimension
  let transposesA: Bool
  let transposesB: Bool

  /// Blocks of DIM along each dimension.
  let blocks: (m: Int, n: Int, k: Int)
  /// Blocks of a tile of the result, and the depth of one step of the reduction.
  let tile: (m: Int, n: Int, k: Int)
  let order: Order
  /// True iff the operand that the inner tile loop does not change stays in the scratchpad meanwhile.
  let isResident: Bool

  /// Tiles along each dimension.
  var tiles: (m: Int, n: Int, k: Int) {
    (
      Self.quotient(blocks.m, tile.m), Self.quotient(blocks.n, tile.n),
      Self.quotient(blocks.k, tile.k)
    )
  }

  static func quotient(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }

  /// The best plan for the kernel, or why there is none.
  static func plan(
    _ kernel: GemminiKernel, on configuration: GemminiConfiguration
  ) throws(GemminiKernelMatcher.RefusalError) -> GemminiMatmulPlan {
    var best: (plan: GemminiMatmulPlan, cost: Double)?
    for isSwapped in [false, true] {
      let groups = Groups(kernel, isSwapped: isSwapped)
      for m in Self.choices(groups.rows) {
        for n in Self.choices(groups.columns) {
          for k in Self.choices(groups.depth) {
            guard
              let candidate = GemminiMatmulPlan(
                groups, m: m, n: n, k: k, isSwapped: isSwapped, configuration)
            else { continue }
            let cost = candidate.cost(on: configuration)
            if best.map({ cost < $0.cost }) ?? true { best = (candidate, cost) }
          }
        }
      }
    }
    guard let best else {
      throw .init(
        reason: .layout("no choice of rows and columns makes operands and result contiguous"))
    }
    return best.plan
  }

  /// The dimensions that may be rows, columns or depth of tiles: one of the list, or none where it is empty.
  private static func choices(_ list: [Dimension]) -> [Int?] {
    list.isEmpty ? [nil] : list.indices.map { $0 }
  }

  /// The kernel's dimensions by role, neighbours merged where all strides allow it.
  private struct Groups {
    /// In both operands, or in none.
    var batch: [Dimension] = []
    var rows: [Dimension] = []
    var columns: [Dimension] = []
    var depth: [Dimension] = []
    let addends: Int

    init(_ kernel: GemminiKernel, isSwapped: Bool) {
      addends = kernel.addends.count
      for (index, dimension) in kernel.dimensions.enumerated() where dimension.size != 1 {
        let (a, b) = (kernel.a.strides[index], kernel.b.strides[index])
        let entry = Dimension(
          size: dimension.size, a: isSwapped ? b : a, b: isSwapped ? a : b,
          result: kernel.resultStrides[index],
          addends: kernel.addends.map { $0.access.strides[index] })
        if dimension.isReduced {
          depth.append(entry)
        } else if (entry.a != 0) == (entry.b != 0) {
          batch.append(entry)
        } else if entry.a != 0 {
          rows.append(entry)
        } else {
          columns.append(entry)
        }
      }
      Self.merge(&batch)
      Self.merge(&rows)
      Self.merge(&columns)
      Self.merge(&depth)
    }

    /// Merges dimensions that all tensors traverse like one.
    private static func merge(_ dimensions: inout [Dimension]) {
      var isChanged = true
      while isChanged {
        isChanged = false
        search: for outer in dimensions.indices {
          for inner in dimensions.indices where inner != outer {
            guard let merged = Dimension.merged(dimensions[outer], dimensions[inner]) else {
              continue
            }
            dimensions[inner] = merged
            dimensions.remove(at: outer)
            isChanged = true
            break search
          }
        }
      }
    }
  }

  private init?(
    _ groups: Groups, m: Int?, n: Int?, k: Int?, isSwapped: Bool,
    _ configuration: GemminiConfiguration
  ) {
    let unit = Dimension.unit(addends: groups.addends)
    func choose(_ list: [Dimension], _ index: Int?) -> (Dimension, rest: [Dimension]) {
      guard let index else { return (unit, list) }
      return (list[index], list.indices.filter { $0 != index }.map { list[$0] })
    }
    let (rowDimension, otherRows) = choose(groups.rows, m)
    let (columnDimension, otherColumns) = choose(groups.columns, n)
    let (depthDimension, otherDepths) = choose(groups.depth, k)
    self.isSwapped = isSwapped
    self.m = rowDimension
    self.n = columnDimension
    self.k = depthDimension
    outer = (groups.batch, otherRows, otherColumns)
    reduced = otherDepths

    // Results leave, and addends come in, as rows of neighbouring elements.
    func isContiguous(_ stride: Int, _ size: Int) -> Bool { stride == 1 || size == 1 }
    guard isContiguous(self.n.result, self.n.size),
      self.n.addends.allSatisfy({ [size = self.n.size] in isContiguous($0, size) })
    else { return nil }
    let plainA = isContiguous(self.k.a, self.k.size)
    let plainB = isContiguous(self.n.b, self.n.size)
    guard plainA || isContiguous(self.m.a, self.m.size),
      plainB || isContiguous(self.k.b, self.k.size), plainA || plainB
    else { return nil }
    transposesA = !plainA
    transposesB = !plainB
    let strides = [self.m, self.n, self.k].flatMap { [$0.a, $0.b, $0.result] + $0.addends }
    let most = Int(UInt32.max) / max(1, configuration.accumulatorBytes)
    guard strides.allSatisfy({ $0 >= 0 }), self.m.result <= most else { return nil }

    let dimension = configuration.dimension
    blocks = (
      Self.quotient(self.m.size, dimension), Self.quotient(self.n.size, dimension),
      Self.quotient(self.k.size, dimension)
    )
    let depth = blocks.k * otherDepths.reduce(1) { $0 * $1.size }
    let choice = GemminiMatmulTiling(
      blocks: blocks, depth: depth,
      groupOfA: plainA ? .depth : .result, configuration: configuration)
    guard let choice else { return nil }
    tile = choice.tile
    order = choice.rowsOutside ? .rowsOutside : .columnsOutside
    isResident = choice.isResident
  }

  /// An estimate of cycles, to compare plans.
  private func cost(on configuration: GemminiConfiguration) -> Double {
    let dimension = configuration.dimension
    let repeats = (outer.batch + outer.rows + outer.columns + reduced).reduce(1.0) {
      $0 * Double($1.size)
    }
    let compute = Double(blocks.k * blocks.n) * Double(max(dimension, m.size))
    func requests(_ rows: Int, _ columns: Int, _ bytes: Int) -> Double {
      Double(rows) * Double(Self.quotient(columns * bytes, 16))
    }
    let bytes = configuration.inputBytes
    let moves =
      (transposesA ? requests(k.size, m.size, bytes) : requests(m.size, k.size, bytes))
      + (transposesB ? requests(n.size, k.size, bytes) : requests(k.size, n.size, bytes))
      + requests(m.size, n.size, bytes)
    // A transposed operand passes a unit that adds latency, so it loses a tie.
    let ties = (transposesA ? 1.01 : 1) * (transposesB ? 1.01 : 1)
    return repeats * (max(compute, moves) + 0.1 * (compute + moves)) * ties
  }
}

/// The choice of tile sizes for one contraction: the least traffic to DRAM among all tiles that fit twice.
struct GemminiMatmulTiling {
  /// Blocks of a tile of the result, and the depth of one step of the reduction.
  let tile: (m: Int, n: Int, k: Int)
  let rowsOutside: Bool
  /// True iff the whole depth of the operand that the inner loop reuses fits twice.
  let isResident: Bool

  /// Which dimension several blocks of one move lie along.
  enum Grouping {
    case depth, result
  }

  /// Chooses for `blocks` of DIM, where the whole reduction is `depth` blocks; nil where not even one block fits.
  ///
  /// A has the first half of the scratchpad and B the second, so that they lie in different banks; each half holds two
  /// buffers. The accumulator holds two tiles of the result.
  init?(
    blocks: (m: Int, n: Int, k: Int), depth: Int, groupOfA: Grouping,
    configuration: GemminiConfiguration
  ) {
    let dimension = configuration.dimension
    let quarter = configuration.scratchpadRows / 4 / dimension
    let half = configuration.accumulatorRows / 2 / dimension
    guard quarter > 0, half > 0 else { return nil }
    var best: (tile: (m: Int, n: Int), rowsOutside: Bool, isResident: Bool, cost: Double)?
    for rows in 1...min(blocks.m, half, quarter) {
      // The same number of tiles with less waste at the edge.
      guard Self.balanced(rows, blocks.m) == rows else { continue }
      let columns = Self.balanced(min(blocks.n, half / rows, quarter), blocks.n)
      let tiles = (
        m: Double(Self.quotient(blocks.m, rows)), n: Double(Self.quotient(blocks.n, columns))
      )
      let (a, b) = (Double(blocks.m) * Double(depth), Double(depth) * Double(blocks.n))
      for rowsOutside in [false, true] {
        let panel = (rowsOutside ? rows : columns).multipliedReportingOverflow(by: depth)
        let isResident = !panel.overflow && panel.partialValue <= quarter
        let cost =
          rowsOutside
          ? a * (isResident ? 1 : tiles.n) + b * tiles.m
          : b * (isResident ? 1 : tiles.m) + a * tiles.n
        let isBetter =
          best.map { ($0.cost, -$0.tile.m * $0.tile.n) > (cost, -rows * columns) } ?? true
        if isBetter {
          best = ((rows, columns), rowsOutside, isResident, cost)
        }
      }
    }
    guard let best else { return nil }
    // Steps deep enough that a tile leaves during one, in whole moves.
    let group = configuration.maximumMoveInColumns(.scratchpad) / dimension
    var step = min(blocks.k, quarter / max(best.tile.m, best.tile.n), max(4, group))
    if step < blocks.k, step > group { step -= step % group }
    step = Self.balanced(max(1, step), blocks.k)
    tile = (best.tile.m, best.tile.n, step)
    rowsOutside = best.rowsOutside
    // Steps lie side by side, so the last one takes as much room as the others.
    let panel =
      (best.rowsOutside ? best.tile.m : best.tile.n) * step * Self.quotient(blocks.k, step)
      * (depth / blocks.k)
    isResident = best.isResident && panel <= quarter
  }

  private static func quotient(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }

  /// The smallest tile with which as few tiles cover `total` as with tiles of `size`.
  private static func balanced(_ size: Int, _ total: Int) -> Int {
    quotient(total, quotient(total, size))
  }
}

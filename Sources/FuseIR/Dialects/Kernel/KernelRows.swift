/// The parts of a `kernel.rows`, read from the op.
public struct KernelRows: Sendable {
  /// The most chunks with partial results: each costs as much as the result, also where it has no row.
  public static let partialLimit: Int64 = 4096

  /// The op.
  public let op: OpID
  /// The extents of the row space.
  public let rows: [Int]
  /// How many rows are computed together.
  public let rowTile: Int
  /// Per operand, the map from row and place in the tile to the indices.
  public let reads: [AffineMap]
  /// Per result, the map from row and place in the tile to the indices.
  public let writes: [AffineMap]
  /// Per result, how tiles become it.
  public let combine: [KernelCombination]
  /// How many chunks of consecutive rows have partial results of their own, which are combined in the end.
  public let partials: Int
  /// Per result, the operand whose memory it takes, or -1.
  public let inPlace: [Int]
  /// Per result, whether it is stored past the caches.
  public let streaming: [Bool]

  /// How many rows there are; the verifier has seen that the product fits.
  public var rowCount: Int { rows.reduce(1, *) }

  /// Reads the op, or nil where it is another or malformed.
  public init?(_ op: OpID, in module: borrowing Module) {
    guard module.opcode(of: op).is(KernelOp.rows), let rows = module.integers("rows", of: op),
      let rowTile = module.integer("row_tile", of: op),
      let reads = module.attribute("reads", of: op).flatMap({ module.affineMaps($0) }),
      let writes = module.attribute("writes", of: op).flatMap({ module.affineMaps($0) }),
      reads.count == module.operandCount(of: op), writes.count == module.resultCount(of: op),
      rows.allSatisfy({ $0 >= 0 }), rowTile > 0
    else { return nil }
    let results = writes.count
    if let attribute = module.attribute("combine", of: op) {
      var combine: [KernelCombination] = []
      for element in module.arrayElements(attribute) ?? [] {
        guard let word = module.stringValue(element),
          let combination = KernelCombination(rawValue: word)
        else { return nil }
        combine.append(combination)
      }
      self.combine = combine
    } else {
      combine = Array(repeating: .none, count: results)
    }
    let inPlace = module.integers("in_place", of: op).map { $0.map { Int($0) } }
    let streaming = module.integers("streaming", of: op).map { $0.map { $0 != 0 } }
    self.op = op
    self.rows = rows.map { Int($0) }
    self.rowTile = Int(rowTile)
    self.reads = reads
    self.writes = writes
    partials = Int(module.integer("partials", of: op) ?? 1)
    self.inPlace = inPlace ?? Array(repeating: -1, count: results)
    self.streaming = streaming ?? Array(repeating: false, count: results)
    guard combine.count == results, self.inPlace.count == results,
      self.streaming.count == results, partials > 0
    else { return nil }
  }

  /// How many elements a row has of an operand, where row `n` has those from `n` times as many on, in row-major order, and all
  /// rows together have the whole tensor; nil where they lie otherwise.
  public func rowLength(ofOperand index: Int, in module: borrowing Module) -> Int64? {
    guard let body = module.body(of: op) else { return nil }
    let tile = module.arguments(of: body)[rows.count + index]
    return rowLength(of: module.operand(index, of: op), tile, by: reads[index], in: module)
  }

  /// How many elements a row has of a result, where rows lie one behind the other; nil where they lie otherwise, or are combined.
  public func rowLength(ofResult index: Int, in module: borrowing Module) -> Int64? {
    guard combine[index] == .none, let body = module.body(of: op), let end = module.lastOp(of: body)
    else { return nil }
    let tile = module.operand(index, of: end)
    return rowLength(of: module.result(index, of: op), tile, by: writes[index], in: module)
  }

  private func rowLength(
    of tensor: ValueID, _ tile: ValueID, by map: AffineMap, in module: borrowing Module
  ) -> Int64? {
    guard let shape = module.shape(of: tensor), let extents = module.shape(of: tile),
      let length = module.elementCount(of: module.type(of: tile)), length > 0,
      let count = module.elementCount(of: module.type(of: tensor)),
      length.multipliedReportingOverflow(by: Int64(rowCount)) == (count, false)
    else { return nil }
    let loops = rows.map { Int64($0) } + extents
    var weights = [Int64](repeating: 0, count: loops.count)
    var distance: Int64 = 1
    for (expression, extent) in zip(map.results, shape).reversed() {
      guard let linear = LinearForm(expression, loops.count), linear.constant == 0 else {
        return nil
      }
      for loop in loops.indices { weights[loop] &+= Int64(linear.coefficients[loop]) &* distance }
      distance &*= extent
    }
    // Row-major over the rows, then over the tile.
    var expected: Int64 = 1
    for loop in loops.indices.reversed() where loops[loop] > 1 {
      guard weights[loop] == expected else { return nil }
      expected &*= loops[loop]
    }
    return length
  }

  /// The operand of a `kernel.launch` whose memory a result takes; nil where it takes none.
  public static func inPlaceOperand(
    ofResult index: Int, ofLaunch launch: OpID, in module: borrowing Module
  ) -> ValueID? {
    guard let body = module.body(of: launch), let end = module.lastOp(of: body) else { return nil }
    let value = module.operand(index, of: end)
    guard let op = module.definingOp(of: value), let rows = KernelRows(op, in: module),
      let result = module.results(of: op).firstIndex(of: value), rows.inPlace[result] >= 0,
      module.operands(of: op).indices.contains(rows.inPlace[result]),
      let argument = module.arguments(of: body).firstIndex(
        of: module.operand(rows.inPlace[result], of: op))
    else { return nil }
    // A tile that is yielded as it is would be read after it was overwritten.
    guard module.uses(of: module.argument(argument, of: body)).count == 1,
      let own = module.body(of: op), let ownEnd = module.lastOp(of: own),
      module.operands(of: ownEnd).allSatisfy({ value in
        module.definingOp(of: value).map { StructuredOp($0, in: module) != nil } ?? false
      })
    else { return nil }
    return module.operand(argument, of: launch)
  }

  /// The rows of a chunk, counted with the last dimension fastest.
  public func rows(ofPartial partial: Int) -> Range<Int> {
    let size = (rowCount + partials - 1) / partials
    return min(partial * size, rowCount)..<min((partial + 1) * size, rowCount)
  }
}

extension OpDefinition {
  /// `kernel.rows`: computes tiles of tensors, row by row.
  ///
  /// The region runs once for each point of the row space `rows`. Its arguments are the indices of the row, then tiles of the
  /// operands: the element at place `p` of the tile of operand `i` is that at `reads[i](row, p)`. It yields a tile for each result, whose element at `p` becomes
  /// the result's at `writes[i](row, p)`. Rows come in any order, and `row_tile` of them are computed together.
  ///
  /// ```
  /// %y = "kernel.rows"(%x, %scale) ({
  /// ^bb0(%row: index, %t: tensor<1024xf32>, %s: tensor<1024xf32>):
  ///   ...
  ///   "fuse_end.yield"(%out) : (tensor<1024xf32>) -> ()
  /// }) {rows = array<i64: 4096>, row_tile = 1 : i64,
  ///     reads = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d1)>],
  ///     writes = [affine_map<(d0, d1) -> (d0, d1)>]}
  ///   : (tensor<4096x1024xf32>, tensor<1024xf32>) -> tensor<4096x1024xf32>
  /// ```
  ///
  /// The region is a sequence of stages: structured ops of `linalg` on tiles, one sweep over the row each, with `tensor` and
  /// `arith` ops that make what they start from, and `kernel.barrier`. A stage says by `kernel.places` where its results
  /// wait for the stages after it. A slot of scratch memory is taken again only where a barrier stands after its last reader, and
  /// is read only where one stands after its writer.
  ///
  /// `combine` says per result how tiles become it. With `"none"` each element is of exactly one tile. Otherwise tiles may fall on
  /// the same elements, and are added, or whatever the word says: the rows are cut into `partials` chunks of consecutive rows,
  /// each has a partial result of its own, and these are combined in the order of the chunks, so that the result is the same
  /// however many threads there are. `in_place` names per result the operand whose memory it takes, or -1: that operand
  /// is read through the same map as the result is written, and by nothing else. `streaming` says per result, as 0 or 1,
  /// whether it is stored past the caches.
  static let kernelRows = OpDefinition(
    "kernel.rows", summary: "Computes tiles of tensors, row by row.",
    traits: [.pure, .isolatedFromAbove, .singleBlock],
    operands: .any, results: .atLeast(1), regions: .exactly(1),
    attributes: [
      .required("rows", .denseArray(width: 64)), .required("row_tile", .integer(width: 64)),
      .required("reads", .affineMapArray), .required("writes", .affineMapArray),
      .optional("combine", .array), .optional("partials", .integer(width: 64)),
      .optional("in_place", .denseArray(width: 64)),
      .optional("streaming", .denseArray(width: 64)),
    ],
    verify: { module, op, report in
      KernelRowsVerification(op, module).verify(module, &report)
    })
}

import FuseIR

/// A sum of products of f32 as products of matrices: which loops are the rows, columns and depth of a product, and which run
/// around it.
///
/// A parallel loop that moves in one operand is rows or columns, one that moves in both is around the product, and reductions
/// are the depth. So contractions are products, and so are convolutions, whose windows are loops of the depth.
struct CMatrixProduct {
  /// A loop, or several that are one, with the distances of elements from one iteration to the next.
  struct Loop: Equatable {
    var extent: Int64
    /// In the left operand, the right one and the result.
    var strides: [Int64]
  }

  /// Which operand of the op is the left one: the first or the second.
  let leftOperand: Int
  /// Where the first element lies in the left operand, the right one and the result.
  let starts: [Int64]
  /// The loops, the outermost first.
  let outer: [Loop]
  let rows: [Loop]
  let columns: [Loop]
  let depth: [Loop]

  /// The operand of the op that is the left or the right one.
  var rightOperand: Int { 1 - leftOperand }

  /// How many iterations the loops have.
  static func size(_ loops: [Loop]) -> Int64 { loops.reduce(1) { $0 * $1.extent } }

  /// The products that the op is; nil where it is something else, or too small to be worth it. `distances` are those of operands
  /// that do not lie densely, `lanes` how many columns a vector has.
  init?(
    _ op: OpID, lanes: Int, _ distances: [ValueID: [Int64]] = [:], in module: borrowing Module
  ) {
    guard let view = StructuredOp(op, in: module), let maps = view.indexingMaps(in: module),
      let bounds = view.loopBounds(in: module), maps.count == 3, module.resultCount(of: op) == 1,
      view.inputCount(in: module) == 2, bounds.allSatisfy({ $0 > 0 }),
      bounds.reduce(1.0, { $0 * Double($1) }) < 0x1p60,
      let iterators = view.iteratorTypes(in: module), maps[2].isProjectedPermutation,
      let body = view.body(in: module), Self.isSumOfProducts(body, in: module)
    else { return nil }
    var strides = [[Int64]](
      repeating: [Int64](repeating: 0, count: 3), count: bounds.count)
    var starts = [Int64](repeating: 0, count: 3)
    for (index, (operand, map)) in zip(module.operands(of: op), maps).enumerated() {
      guard CType(operand, in: module)?.element == .f32, let shape = module.shape(of: operand)
      else { return nil }
      for (expression, distance) in zip(
        map.results, distances[operand] ?? CEmitter.strides(shape))
      {
        guard let linear = LinearForm(expression, bounds.count) else { return nil }
        starts[index] &+= Int64(linear.constant) &* distance
        for loop in bounds.indices {
          strides[loop][index] &+= Int64(linear.coefficients[loop]) &* distance
        }
      }
    }
    // The lanes run over columns, so what lies densely in the result is columns, if it can be.
    let loops = bounds.indices.filter { bounds[$0] > 1 }
    let dense = loops.first { strides[$0][2] == 1 && iterators[$0] == .parallel }
    func span(of operand: Int) -> Int64 {
      loops.reduce(1) {
        let isOwn = strides[$1][operand] != 0 && strides[$1][1 - operand] == 0
        return iterators[$1] == .parallel && isOwn ? $0 &* bounds[$1] : $0
      }
    }
    let spans = [span(of: 0), span(of: 1)]
    var right = spans[0] > spans[1] ? 0 : 1
    if let dense, strides[dense][0] == 0 || strides[dense][1] == 0 {
      let own = strides[dense][0] != 0 ? 0 : 1
      if spans[own] >= Int64(lanes) || spans[own] >= spans[1 - own] { right = own }
    }
    let order = [1 - right, right, 2]
    var (outer, rows, columns, depth): ([Loop], [Loop], [Loop], [Loop]) = ([], [], [], [])
    for loop in loops {
      let own = Loop(extent: bounds[loop], strides: order.map { strides[loop][$0] })
      if iterators[loop] != .parallel {
        depth.append(own)
      } else if own.strides[0] != 0 && own.strides[1] != 0 {
        outer.append(own)
      } else if own.strides[1] != 0 {
        columns.append(own)
      } else {
        rows.append(own)
      }
    }
    guard !depth.isEmpty, depth.allSatisfy({ $0.strides[2] == 0 }),
      !(rows.isEmpty && columns.isEmpty)
    else { return nil }
    let isColumnDense = columns.contains { $0.strides[2] == 1 }
    // A vector loop serves better where lanes would run over what both operands share, or over the depth.
    if Self.size(columns) < Int64(lanes), outer.contains(where: { $0.strides[2] == 1 }) {
      return nil
    }
    if rows.isEmpty, !isColumnDense || depth.contains(where: { $0.strides[1] == 1 }) { return nil }
    guard Self.size(rows) * Self.size(columns) * Self.size(depth) >= 4096 else { return nil }
    leftOperand = order[0]
    self.starts = order.map { starts[$0] }
    self.outer = Self.merged(outer, by: 2)
    self.rows = Self.merged(rows, by: 2)
    self.columns = Self.merged(columns, by: 2)
    self.depth = Self.merged(depth, by: 0)
    let longest = [self.outer, self.rows, self.columns, self.depth].map(\.count).max() ?? 0
    guard longest <= CProductLibrary.loopLimit else { return nil }
  }

  /// The loops from the longest distance in an operand to the shortest, those as one that are one through all operands.
  private static func merged(_ loops: [Loop], by operand: Int) -> [Loop] {
    var merged: [Loop] = []
    let sorted = loops.enumerated().sorted {
      let (a, b) = ($0.element.strides[operand], $1.element.strides[operand])
      return a == b ? $0.offset < $1.offset : a > b
    }
    for (_, loop) in sorted {
      if let last = merged.last, last.strides == loop.strides.map({ $0 &* loop.extent }) {
        merged[merged.count - 1] = Loop(extent: last.extent * loop.extent, strides: loop.strides)
      } else {
        merged.append(loop)
      }
    }
    return merged
  }

  /// Whether a body adds the product of its first two arguments to the third.
  private static func isSumOfProducts(_ body: BlockID, in module: borrowing Module) -> Bool {
    let ops = module.ops(of: body)
    guard ops.count == 3, module.argumentCount(of: body) == 3,
      module.opcode(of: ops[0]).is(ArithOp.mulf), module.opcode(of: ops[1]).is(ArithOp.addf)
    else { return false }
    let arguments = module.arguments(of: body)
    let product = module.result(of: ops[0])
    return Set(module.operands(of: ops[0])) == Set(arguments[..<2])
      && Set(module.operands(of: ops[1])) == [product, arguments[2]]
      && module.operands(of: ops[2]) == [module.result(of: ops[1])]
  }

  // MARK: Blocks

  /// How the result is cut into tasks.
  struct Blocks {
    let rows: Int64
    let columns: Int64
    let depth: Int64
    /// How many blocks there are.
    let count: Int64
    /// The fewest that are worth a thread of their own.
    let grain: Int64
  }

  /// The blocks of the result: few, but enough for some threads, and such that rows are as many as the caches take.
  /// Blocks of so many rows have all columns where a number is given.
  func blocks(lanes: Int, ofRows given: Int64? = nil) -> Blocks {
    func cut(_ extent: Int64, into pieces: Int64, of unit: Int64) -> Int64 {
      let length = (extent + pieces - 1) / pieces
      return (length + unit - 1) / unit * unit
    }
    let (rowCount, columnCount) = (Self.size(rows), Self.size(columns))
    let depthCount = Self.size(depth)
    let limit = CProductLibrary.blockRows
    let rowsOfBlock =
      given
      ?? cut(rowCount, into: (rowCount + limit - 1) / limit, of: CProductLibrary.tileRows[0])
    let rowBlocks = (rowCount + rowsOfBlock - 1) / rowsOfBlock
    let blocks = rowBlocks * Self.size(outer)
    let panel = CProductLibrary.panelVectors * Int64(lanes)
    // Each block of columns copies the left operand anew.
    let pieces = given == nil ? max(1, min(8 / blocks, columnCount / (6 * panel))) : 1
    let columnsOfBlock = cut(columnCount, into: pieces, of: panel)
    let count = blocks * ((columnCount + columnsOfBlock - 1) / columnsOfBlock)
    let depthLimit = CProductLibrary.blockDepth
    let work = min(rowCount, rowsOfBlock) * min(columnCount, columnsOfBlock) * depthCount
    return Blocks(
      rows: rowsOfBlock, columns: columnsOfBlock,
      depth: cut(depthCount, into: (depthCount + depthLimit - 1) / depthLimit, of: 1),
      count: count, grain: max(1, 1_000_000 / max(1, work)))
  }
}

extension CMatrixProduct {
  /// The constant that describes the product in C.
  func declaration(_ name: String, _ blocks: Blocks, adds: Bool) -> String {
    func list(_ numbers: [Int64]) -> String {
      numbers.isEmpty ? "{0}" : "{" + numbers.map { "\($0)" }.joined(separator: ", ") + "}"
    }
    let loops = [outer, rows, columns, depth].map { loops in
      let strides = (0..<3).map { operand in list(loops.map { $0.strides[operand] }) }
      return "{\(loops.count), \(Self.size(loops)), \(list(loops.map(\.extent))), "
        + "{\(strides.joined(separator: ", "))}}"
    }
    return "static const struct fusec_product \(name) = {\(loops.joined(separator: ", ")), "
      + "\(blocks.rows), \(blocks.columns), \(blocks.depth), \(adds ? 1 : 0)};"
  }
}

extension CEmitter {
  /// Whether an op only makes zeros that products are added to, so that those are stored instead.
  func isStartOfProducts(_ op: OpID, _ module: borrowing Module) -> Bool {
    guard let lanes, let view = StructuredOp(op, in: module), view.kind == .fill,
      let value = module.constantFloat(of: module.operand(0, of: op)), value.bitPattern == 0
    else { return false }
    let uses = module.uses(of: module.result(of: op))
    return !uses.isEmpty
      && uses.allSatisfy { use in
        use.operandIndex == 2 && CMatrixProduct(use.user, lanes: lanes, in: module) != nil
      }
  }

  /// Writes an op that is products of matrices as calls of the product; false where it is something else.
  mutating func matrixProduct(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) -> Bool {
    guard lanes != nil || blas != .own,
      let product = CMatrixProduct(op, lanes: lanes ?? 16, strides, in: module)
    else { return false }
    let gemm = blas == .cblas && !isInRows ? CGemm(product) : nil
    guard gemm != nil || lanes != nil else { return false }
    let operands = module.operands(of: op)
    try makeDense([operands[2]], op, module)
    let adds = isNamed(operands[2])
    let result = try place(
      module.result(of: op), over: operands[2], of: op, readsOutput: true, module)
    func at(_ name: String, _ start: Int64) -> String {
      start == 0 ? name : "\(name) + \(start)"
    }
    let left = at(name(operands[product.leftOperand]), product.starts[0])
    let right = at(name(operands[product.rightOperand]), product.starts[1])
    let target = at(result, product.starts[2])
    if let gemm {
      cblasCalls += 1
      open("{ /* \(module.name(of: op)) */", isPlain: true)
      for text in gemm.statement(left, right, target, adds: adds) { line(text) }
      close()
      return true
    }
    guard let lanes else { return false }
    ownProducts += 1
    functions.formUnion(["product", "parallel"])
    let blocks = product.blocks(lanes: lanes)
    open("{ /* \(module.name(of: op)) */", isPlain: true)
    line(product.declaration("product", blocks, adds: adds))
    if isInRows {
      // The rows run on a thread of their own already.
      let floats =
        (CProductLibrary.panelVectors * Int64(lanes) + blocks.rows)
        * CProductLibrary.blockDepth
      let space = reserve(Int(floats) * 4)
      line(
        "fusec_product_tasks(&product, \(left), \(right), \(target), 0, \(blocks.count), "
          + "(float *)(\(space.text)));")
      giveBack(space)
    } else {
      line(
        "void *const places[] = {(void *)(\(left)), (void *)(\(right)), (void *)(\(target)), (void *)&product};"
      )
      line("fusec_parallel(\(blocks.count), \(blocks.grain), fusec_product_task, places);")
    }
    close()
    return true
  }
}

import FuseIR

/// The C function of a `kernel.rows`, and what it is called with.
struct CRowsFunction {
  let name: String
  let kernel: KernelRows
  /// With their types: of the operands, the results, the first row and the one behind the last, and scratch memory.
  let parameters: [String]
  let arguments: [String]
  let results: [String]
  let scratchBytes: Int
}

/// A kernel with products in it as blocks of rows: each block goes through all products and rows before the next one begins.
///
/// All products have the same rows, and what goes from one to the next is consecutive rows: then it lies in memory of the
/// thread that is as large as a block, and stays in its caches.
private struct RowBlocks {
  /// A value that goes from one part to the next: how many elements a row of the products has of it.
  struct Link {
    let value: ValueID
    let op: OpID
    let rowLength: Int64
    let bytes: Int
  }

  var products: [OpID: CMatrixProduct] = [:]
  var rows: [OpID: KernelRows] = [:]
  var links: [Link] = []
  /// How many products there are side by side, and how many rows each has.
  var outer: Int64 = 0
  var rowCount: Int64 = 0
  var blockRows: Int64 = 0

  var blocksOfProduct: Int64 { (rowCount + blockRows - 1) / blockRows }

  /// The fewest blocks that are worth it: fewer could not be shared among threads.
  private static let fewestBlocks: Int64 = 4
  /// The bytes of the widest of what goes from part to part that a block should have at most.
  private static let bytesOfBlock: Int64 = 1 << 20

  init?(_ body: BlockID, _ yielded: [ValueID], lanes: Int, in module: borrowing Module) {
    let ops = module.ops(of: body).dropLast()
    for op in ops {
      if let product = CMatrixProduct(op, lanes: lanes, in: module) {
        let size = (CMatrixProduct.size(product.outer), CMatrixProduct.size(product.rows))
        guard products.isEmpty || size == (outer, rowCount) else { return nil }
        (outer, rowCount) = size
        products[op] = product
      } else if let kernel = KernelRows(op, in: module) {
        guard kernel.combine.allSatisfy({ $0 == .none }), kernel.rowCount > 0 else { return nil }
        rows[op] = kernel
      } else {
        let opcode = module.opcode(of: op)
        let isStart = StructuredOp(op, in: module)?.kind == .fill
        guard isStart || opcode.is(TensorOp.empty) || opcode.is(ArithOp.constant) else {
          return nil
        }
      }
    }
    guard !products.isEmpty, !rows.isEmpty else { return nil }
    let all = outer * rowCount
    for kernel in rows.values where Int64(kernel.rowCount) % all != 0 { return nil }
    for op in ops where products[op] != nil || rows[op] != nil {
      for result in module.results(of: op) {
        guard let link = link(result, of: op, yielded, in: module) else { return nil }
        guard !yielded.contains(result) else { continue }
        links.append(link)
      }
    }
    var bytesOfRow: Int64 = 1
    for link in links {
      bytesOfRow = max(bytesOfRow, Int64(link.bytes) / max(1, all))
    }
    let unit = CProductLibrary.tileRows[0]
    let fitting = Self.bytesOfBlock / bytesOfRow / unit * unit
    blockRows = min(max(fitting, 4 * unit), CProductLibrary.blockRows)
    let pieces = (rowCount + blockRows - 1) / blockRows
    blockRows = ((rowCount + pieces - 1) / pieces + unit - 1) / unit * unit
    // Each thread has this much, and there may be 64.
    let bytes = links.reduce(0.0) { $0 + Double($1.bytes) / Double(all) * Double(blockRows) }
    guard bytes <= Double(16 << 20) else { return nil }
    guard outer * blocksOfProduct >= Self.fewestBlocks else { return nil }
  }

  /// How a result goes on; nil where it is read in the kernel otherwise than row by row.
  private func link(
    _ result: ValueID, of op: OpID, _ yielded: [ValueID], in module: borrowing Module
  ) -> Link? {
    let all = outer * rowCount
    guard let count = module.elementCount(of: module.type(of: result)), count < 1 << 40,
      count % all == 0,
      let type = CType(result, in: module)
    else { return nil }
    let length = count / all
    let readers = module.uses(of: result).filter {
      products[$0.user] != nil || rows[$0.user] != nil
    }
    guard !readers.isEmpty || yielded.contains(result) else { return nil }
    for reader in readers {
      if let kernel = rows[reader.user] {
        guard let own = kernel.rowLength(ofOperand: reader.operandIndex, in: module),
          own * Int64(kernel.rowCount) == count
        else { return nil }
      } else if let product = products[reader.user] {
        guard reader.operandIndex == product.leftOperand, product.starts[0] == 0,
          hasRows(product, operand: 0, of: length)
        else { return nil }
      }
    }
    if !readers.isEmpty {
      if let kernel = rows[op] {
        let index = module.results(of: op).firstIndex(of: result) ?? 0
        guard let own = kernel.rowLength(ofResult: index, in: module),
          own * Int64(kernel.rowCount) == count
        else { return nil }
      } else if let product = products[op] {
        guard product.starts[2] == 0, hasRows(product, operand: 2, of: length) else { return nil }
      }
    }
    return Link(value: result, op: op, rowLength: length, bytes: Int(count) * type.bytes)
  }

  /// Whether rows of a product have that many consecutive elements of an operand, one behind the other.
  private func hasRows(_ product: CMatrixProduct, operand: Int, of length: Int64) -> Bool {
    var expected = length
    for loop in (product.outer + product.rows).reversed() {
      guard loop.strides[operand] == expected else { return false }
      expected *= loop.extent
    }
    let within = operand == 0 ? product.depth : product.columns
    return within.allSatisfy { $0.strides[operand] >= 0 }
      && within.reduce(0) { $0 + ($1.extent - 1) * $1.strides[operand] } < length
  }
}

extension CEmitter {
  /// Writes the ops of a kernel with products as a loop over blocks of rows; false where they don't go together so, and nothing was
  /// written.
  mutating func blocksOfRows(
    _ body: BlockID, _ yielded: [ValueID], _ module: borrowing Module
  ) throws(CUnsupported) -> Bool {
    guard let lanes, let blocks = RowBlocks(body, yielded, lanes: lanes, in: module) else {
      return false
    }
    // A library is given whole products, and has threads of its own.
    if blas == .cblas, blocks.products.values.contains(where: { CGemm($0) != nil }) {
      return false
    }
    // What such a product begins with would have to be copied block by block.
    for link in blocks.links where blocks.products[link.op] != nil {
      guard let start = module.definingOp(of: module.operand(2, of: link.op)),
        isStartOfProducts(start, module)
      else { return false }
    }
    functions.formUnion(["product", "parallel"])
    // What goes from part to part lies in memory of the thread, such that the first row of the block is at its begin.
    var shifted: [String: String] = [:]
    var bytes = 0
    for link in blocks.links {
      let type = try type(link.value, link.op, module)
      let name = fresh("block_")
      let rowBytes = link.rowLength * Int64(type.bytes)
      shifted[name] =
        "(\(type.storage) *)((__UINTPTR_TYPE__)(own + \(bytes)) - (__UINTPTR_TYPE__)(first * \(rowBytes)))"
      bytes += (Int(rowBytes * blocks.blockRows) + 63) / 64 * 64
      given[link.value] = name
    }
    var places: [String] = []
    func place(_ name: String, _ type: String) -> String {
      if let own = shifted[name] { return own }
      let index = places.firstIndex(of: name) ?? places.count
      if index == places.count { places.append(name) }
      return "(\(type))places[\(index)]"
    }
    var steps: [String] = []
    var scratchBytes = 0
    let all = blocks.outer * blocks.rowCount
    for op in module.ops(of: body).dropLast() {
      if let product = blocks.products[op] {
        let operands = module.operands(of: op)
        let adds = isNamed(operands[2])
        let result = try self.place(
          module.result(of: op), over: operands[2], of: op, readsOutput: true, module)
        let constant = fresh("product_")
        let shape = product.blocks(lanes: lanes, ofRows: blocks.blockRows)
        global(product.declaration(constant, shape, adds: adds))
        ownProducts += 1
        let texts = [
          (name(operands[product.leftOperand]), "const fusec_f32 *", product.starts[0]),
          (name(operands[product.rightOperand]), "const fusec_f32 *", product.starts[1]),
          (result, "fusec_f32 *", product.starts[2]),
        ].map { place($0.0, $0.1) + ($0.2 == 0 ? "" : " + \($0.2)") }
        steps.append(
          "fusec_product_tasks(&\(constant), \(texts.joined(separator: ", ")), block, block + 1, "
            + "fusec_product_space + (long long)thread * FUSEC_PRODUCT_SPACE);")
      } else if blocks.rows[op] != nil {
        let rows = try rowsFunction(op, module)
        scratchBytes = max(scratchBytes, rows.scratchBytes)
        let perRow = Int64(rows.kernel.rowCount) / all
        var list: [String] = []
        for (parameter, name) in zip(rows.parameters, rows.arguments + rows.results) {
          list.append(place(name, String(parameter.prefix { $0 != "*" }) + "*"))
        }
        list += ["first * \(perRow)", "behind * \(perRow)", "own + \(bytes)"]
        steps.append("\(rows.name)(\(list.joined(separator: ", ")));")
      } else if !isStartOfProducts(op, module) {
        try emit(op, module)
      }
    }
    let task = fresh("fusec_blocks_")
    let ownBytes = bytes + max(64, (scratchBytes + 63) / 64 * 64)
    blockBytes = max(blockBytes, ownBytes)
    let height = blocks.blockRows
    var text =
      "static void \(task)(void *const *places, long long begin, long long end, int thread) {\n"
    text += "  unsigned char *own = fusec_block_space + (long long)thread * FUSEC_BLOCK_SPACE;\n"
    text += "  for (long long block = begin; block < end; block++) {\n"
    text += "    long long row = block % \(blocks.blocksOfProduct) * \(height);\n"
    text += "    long long first = block / \(blocks.blocksOfProduct) * \(blocks.rowCount) + row;\n"
    text +=
      "    long long behind = first + (\(blocks.rowCount) - row < \(height) ? \(blocks.rowCount) - row : \(height));\n"
    for step in steps { text += "    \(step)\n" }
    global(text + "  }\n}")
    open("{", isPlain: true)
    let list = places.map { "(void *)(\($0))" }.joined(separator: ", ")
    line("void *const places[] = {\(list.isEmpty ? "0" : list)};")
    line("fusec_parallel(\(blocks.outer * blocks.blocksOfProduct), 1, \(task), places);")
    close()
    return true
  }
}

import FuseIR

extension CUDAProgram {
  /// Writes products of matrices: a block computes 64x64 elements of one, a thread 4x4, from tiles in shared memory.
  mutating func product(
    _ product: CMatrixProduct, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    let all = module.operands(of: op)
    let operands = [all[product.leftOperand], all[product.rightOperand], all[2]]
    let result = module.result(of: op)
    let rows = CMatrixProduct.size(product.rows)
    let columns = CMatrixProduct.size(product.columns)
    let depth = CMatrixProduct.size(product.depth)
    let tileRows = (rows + 63) / 64
    let tileColumns = (columns + 63) / 64
    let batchCount = CMatrixProduct.size(product.outer)

    var parameters: [String] = []
    var arguments: [String] = []
    var names: [String] = []
    var temporaries: [(offset: Int, bytes: Int)] = []
    for (index, name) in ["left", "right", "start"].enumerated() {
      switch places[operands[index]] {
      case .pointer(let pointer)?:
        parameters.append("const fusec_f32 *__restrict__ \(name)")
        arguments.append("(const fusec_f32 *)\(pointer)")
        names.append(name)
      case .symbol(let symbol)?: names.append(symbol)
      case .uniform(let literal)?:
        names.append(index == 2 ? literal : "")
        if index < 2 {
          // One number for a whole matrix is rare: it is written out.
          let bytes = try outer.byteCount(operands[index], op, module)
          let memory = temporary(bytes)
          try copy(operands[index], to: memory.pointer, op, module)
          temporaries.append((memory.offset, bytes))
          parameters.append("const fusec_f32 *__restrict__ \(name)")
          arguments.append("(const fusec_f32 *)\(memory.pointer)")
          names[index] = name
        }
      case nil:
        guard index == 2 else {
          throw CUnsupported(op: op, reason: "operand #\(index) has no elements")
        }
        names.append("0.0f")
      }
    }
    var isLiteral = true
    switch places[operands[2]] {
    case .pointer?, .symbol?: isLiteral = false
    case .uniform?, nil: break
    }
    parameters.append("fusec_f32 *__restrict__ result")
    arguments.append("(fusec_f32 *)\(try place(result, op, module))")

    /// How far an element lies from the first of its operand along some loops, of which `index` counts the iterations.
    func distance(_ index: String, _ loops: [CMatrixProduct.Loop], _ operand: Int) -> String {
      var behind: Int64 = 1
      var terms: [String] = []
      for (number, loop) in loops.enumerated().reversed() {
        let place = behind > 1 ? "\(index) / \(behind)" : index
        let own = number > 0 ? "\(place) % \(loop.extent)" : place
        if loop.strides[operand] != 0 { terms.append("(\(own)) * \(loop.strides[operand])LL") }
        behind &*= loop.extent
      }
      return terms.isEmpty ? "0" : terms.reversed().joined(separator: " + ")
    }
    func first(_ operand: Int) -> String {
      "\(product.starts[operand]) + \(distance("batch", product.outer, operand))"
    }
    let name = outer.fresh("fusec_product_")
    var text =
      "/* \(module.name(of: op)): \(batchCount == 1 ? "a product" : "\(batchCount) products") of \(rows)x\(depth) and \(depth)x\(columns) */\n"
    text += "\(CUDAShape.kernel(threads: 256)) \(name)(\n    "
    text += parameters.joined(separator: ",\n    ") + ") {\n"
    text += "  __shared__ float a[16][65], b[16][65];\n"
    text += "  const int tile = blockIdx.x % \(tileRows * tileColumns);\n"
    if batchCount > 1 {
      text += "  const long long batch = blockIdx.x / \(tileRows * tileColumns);\n"
    }
    text += "  const long long row0 = (long long)(tile / \(tileColumns)) * 64;\n"
    text += "  const long long column0 = (long long)(tile % \(tileColumns)) * 64;\n"
    text += "  const int y = threadIdx.x / 16, x = threadIdx.x % 16;\n"
    text += "  float sums[4][4] = {};\n"
    // The threads of a warp read along the loop in which elements lie side by side.
    func fill(
      _ tile: String, _ operand: Int, _ loops: [CMatrixProduct.Loop], _ extent: Int64,
      _ origin: String
    ) -> String {
      let isAlongDepth = product.depth.last?.strides[operand] == 1
      let (p, q) = isAlongDepth ? ("i % 16", "i / 16") : ("i / 64", "i % 64")
      let place =
        "\(first(operand)) + \(distance("e", loops, operand)) + \(distance("k", product.depth, operand))"
      return """
              const int p = \(p), q = \(q);
              const long long k = k0 + p, e = \(origin) + q;
              \(tile)[p][q] = k < \(depth) && e < \(extent) ? \(names[operand])[\(place)] : 0.0f;

        """
    }
    text += "  for (long long k0 = 0; k0 < \(depth); k0 += 16) {\n"
    text += "    for (int i = threadIdx.x; i < 1024; i += 256) {\n"
    text += fill("a", 0, product.rows, rows, "row0") + "    }\n"
    text += "    for (int i = threadIdx.x; i < 1024; i += 256) {\n"
    text += fill("b", 1, product.columns, columns, "column0") + "    }\n"
    text += """
          __syncthreads();
          for (int k = 0; k < 16; k++) {
            float u[4], w[4];
      #pragma unroll
            for (int i = 0; i < 4; i++) { u[i] = a[k][y + 16 * i]; w[i] = b[k][x + 16 * i]; }
      #pragma unroll
            for (int i = 0; i < 4; i++) {
      #pragma unroll
              for (int j = 0; j < 4; j++) sums[i][j] += u[i] * w[j];
            }
          }
          __syncthreads();
        }
      #pragma unroll
        for (int i = 0; i < 4; i++) {
      #pragma unroll
          for (int j = 0; j < 4; j++) {
            const long long row = row0 + y + 16 * i, column = column0 + x + 16 * j;

      """
    let place =
      "\(first(2)) + \(distance("row", product.rows, 2)) + \(distance("column", product.columns, 2))"
    let start = isLiteral ? names[2] : "\(names[2])[\(place)]"
    text +=
      "      if (row < \(rows) && column < \(columns)) result[\(place)] = \(start) + sums[i][j];\n"
    text += "    }\n  }\n}\n\n"
    kernels += text
    let blocks = tileRows &* tileColumns &* batchCount
    guard blocks < 1 << 31 else { throw CUnsupported(op: op, reason: "it needs too many blocks") }
    try launch(name, blocks: Int(blocks), threads: 256, arguments, op)
    for memory in temporaries { giveBack(memory.offset, memory.bytes) }
  }
}

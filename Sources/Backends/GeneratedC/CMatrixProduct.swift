import FuseIR

/// A sum of products of f32 as matrix products: which loops are rows, columns and depth of the product, and which run around it.
struct CMatrixProduct {
  /// The loops of one product, by number; nil where it has one row or column.
  let row: Int?
  let column: Int?
  let depth: Int
  /// The loops around it.
  let outer: [Int]
  let bounds: [Int64]
  /// By operand (left, right, result), the distance of elements along each loop.
  let strides: [[Int64]]

  /// The products that the op is; nil where it is something else.
  init?(_ op: OpID, in module: borrowing Module) {
    guard let view = StructuredOp(op, in: module), let maps = view.indexingMaps(in: module),
      let bounds = view.loopBounds(in: module), maps.count == 3, module.resultCount(of: op) == 1,
      view.inputCount(in: module) == 2, bounds.allSatisfy({ $0 > 0 }),
      let body = view.body(in: module), Self.isSumOfProducts(body, in: module)
    else { return nil }
    var strides: [[Int64]] = []
    var used: [Set<Int>] = []
    for (operand, map) in zip(module.operands(of: op), maps) {
      guard CType(operand, in: module)?.element == .f32, let shape = module.shape(of: operand),
        map.isProjectedPermutation, let dimensions = map.resultDimensions
      else { return nil }
      var own = [Int64](repeating: 0, count: bounds.count)
      for (dimension, distance) in zip(dimensions, CEmitter.strides(shape)) {
        own[dimension] = distance
      }
      strides.append(own)
      used.append(Set(dimensions))
    }
    func longest(_ left: Bool, _ right: Bool, _ result: Bool) -> Int? {
      bounds.indices.filter { loop in
        bounds[loop] > 1 && used[0].contains(loop) == left && used[1].contains(loop) == right
          && used[2].contains(loop) == result
      }.max { (bounds[$0], $0) < (bounds[$1], $1) }
    }
    guard let depth = longest(true, true, false) else { return nil }
    let (row, column) = (longest(true, false, true), longest(false, true, true))
    self.depth = depth
    self.row = row
    self.column = column
    self.bounds = bounds
    self.strides = strides
    outer = bounds.indices.filter { $0 != depth && $0 != row && $0 != column }
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

  /// The product in C: blocks of both matrices are copied to where they are read in order, and a tile of the result stays in
  /// registers while the depth runs. The result is added to.
  static let functions = """
    enum { FUSEC_TILE_ROWS = 12, FUSEC_TILE_COLUMNS = 2 * FUSEC_LANES, FUSEC_BLOCK_ROWS = 120,
           FUSEC_BLOCK_DEPTH = 256, FUSEC_BLOCK_COLUMNS = 32 * FUSEC_TILE_COLUMNS };
    static float fusec_left_block[FUSEC_BLOCK_ROWS * FUSEC_BLOCK_DEPTH] __attribute__((aligned(64), unused));
    static float fusec_right_block[FUSEC_BLOCK_DEPTH * FUSEC_BLOCK_COLUMNS] __attribute__((aligned(64), unused));
    static inline __attribute__((unused)) void fusec_tile_product(
        long long depth, const float *left, const float *right, fusec_f32 *result, long long row_stride,
        long long column_stride, int rows, int columns) {
      fusec_vf sums[FUSEC_TILE_ROWS][2] = {{{0}}};
      for (long long k = 0; k < depth; k++) {
        fusec_vf first, second;
        __builtin_memcpy(&first, right, sizeof first);
        __builtin_memcpy(&second, right + FUSEC_LANES, sizeof second);
    #pragma GCC unroll 12
        for (int i = 0; i < FUSEC_TILE_ROWS; i++) {
          fusec_vf factor = FUSEC_SPLAT(fusec_vf, left[i]);
          sums[i][0] = fusec_fma_vf(factor, first, sums[i][0]);
          sums[i][1] = fusec_fma_vf(factor, second, sums[i][1]);
        }
        left += FUSEC_TILE_ROWS;
        right += FUSEC_TILE_COLUMNS;
      }
      for (int i = 0; i < rows; i++) {
        float line[FUSEC_TILE_COLUMNS];
        __builtin_memcpy(line, sums[i], sizeof line);
        for (int j = 0; j < columns; j++) result[i * row_stride + j * column_stride] += line[j];
      }
    }
    static __attribute__((unused)) void fusec_matrix_product(
        long long rows, long long columns, long long depth, const fusec_f32 *left, long long left_row,
        long long left_depth, const fusec_f32 *right, long long right_depth, long long right_column,
        fusec_f32 *result, long long result_row, long long result_column) {
      for (long long column = 0; column < columns; column += FUSEC_BLOCK_COLUMNS) {
        long long width = columns - column < FUSEC_BLOCK_COLUMNS ? columns - column : FUSEC_BLOCK_COLUMNS;
        for (long long k = 0; k < depth; k += FUSEC_BLOCK_DEPTH) {
          long long length = depth - k < FUSEC_BLOCK_DEPTH ? depth - k : FUSEC_BLOCK_DEPTH;
          float *to = fusec_right_block;
          for (long long j = 0; j < width; j += FUSEC_TILE_COLUMNS)
            for (long long p = 0; p < length; p++, to += FUSEC_TILE_COLUMNS)
              for (long long l = 0; l < FUSEC_TILE_COLUMNS; l++)
                to[l] = j + l < width ? right[(k + p) * right_depth + (column + j + l) * right_column] : 0;
          for (long long row = 0; row < rows; row += FUSEC_BLOCK_ROWS) {
            long long height = rows - row < FUSEC_BLOCK_ROWS ? rows - row : FUSEC_BLOCK_ROWS;
            to = fusec_left_block;
            for (long long i = 0; i < height; i += FUSEC_TILE_ROWS)
              for (long long p = 0; p < length; p++, to += FUSEC_TILE_ROWS)
                for (long long l = 0; l < FUSEC_TILE_ROWS; l++)
                  to[l] = i + l < height ? left[(row + i + l) * left_row + (k + p) * left_depth] : 0;
            for (long long j = 0; j < width; j += FUSEC_TILE_COLUMNS)
              for (long long i = 0; i < height; i += FUSEC_TILE_ROWS)
                fusec_tile_product(
                    length, fusec_left_block + i * length, fusec_right_block + j * length,
                    result + (row + i) * result_row + (column + j) * result_column, result_row, result_column,
                    (int)(height - i < FUSEC_TILE_ROWS ? height - i : FUSEC_TILE_ROWS),
                    (int)(width - j < FUSEC_TILE_COLUMNS ? width - j : FUSEC_TILE_COLUMNS));
          }
        }
      }
    }

    """
}

extension CEmitter {
  /// Writes an op that is products of matrices as calls of the product; false where it is something else.
  mutating func matrixProduct(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) -> Bool {
    guard let product = CMatrixProduct(op, in: module) else { return false }
    let operands = module.operands(of: op)
    try makeDense(operands, op, module)
    let result = try place(
      module.result(of: op), over: operands[2], of: op, readsOutput: true, module)
    functions.insert("product")
    open("{ /* \(module.name(of: op)) */", isPlain: true)
    for loop in product.outer {
      open("for (long long d\(loop) = 0; d\(loop) < \(product.bounds[loop]); d\(loop)++)")
    }
    func start(_ name: String, _ operand: Int) -> String {
      let terms = product.outer.compactMap { loop in
        product.strides[operand][loop] == 0
          ? nil : " + d\(loop) * \(product.strides[operand][loop])"
      }
      return name + terms.joined()
    }
    func stride(_ operand: Int, _ loop: Int?) -> Int64 {
      loop.map { product.strides[operand][$0] } ?? 0
    }
    func extent(_ loop: Int?) -> Int64 { loop.map { product.bounds[$0] } ?? 1 }
    let (row, column, depth) = (product.row, product.column, product.depth)
    line(
      "fusec_matrix_product(\(extent(row)), \(extent(column)), \(product.bounds[depth]), "
        + "\(start(name(operands[0]), 0)), \(stride(0, row)), \(stride(0, depth)), "
        + "\(start(name(operands[1]), 1)), \(stride(1, depth)), \(stride(1, column)), "
        + "\(start(result, 2)), \(stride(2, row)), \(stride(2, column)));")
    closeLoops(product.outer.count)
    close()
    return true
  }
}

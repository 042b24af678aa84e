import FuseIR

/// What multiplies matrices in C.
public enum CMatrixLibrary: String, CaseIterable, OptionValue, Sendable {
  /// The product that the file has itself.
  case own
  /// `cblas_sgemm` of a library that is linked.
  case cblas

  /// What the first comment of the file says of the products in it.
  func comment(_ calls: Int, _ own: Int) -> String {
    func count(_ number: Int) -> String { "\(number) product\(number == 1 ? "" : "s")" }
    if self == .own {
      return own > 0 ? "\n   Matrices are multiplied by the file's own product." : ""
    }
    guard calls > 0 else {
      return "\n   blas=cblas changes nothing here: there is no product that cblas_sgemm computes."
    }
    return
      "\n   \(count(calls)) by cblas_sgemm: link with -lopenblas, -lcblas or another library that has "
      + "it" + (own > 0 ? "; \(count(own)) of other forms by the file's own code." : ".")
  }

  /// The declaration; it is that of `cblas.h` with numbers for its enumerations, so that no header is needed.
  static let prototype = """
    /* Libraries whose function has another name or other integers: -DFUSEC_CBLAS_SGEMM=name '-DFUSEC_CBLAS_INT=long long'. */
    #ifndef FUSEC_CBLAS_SGEMM
    #define FUSEC_CBLAS_SGEMM cblas_sgemm
    #endif
    #ifndef FUSEC_CBLAS_INT
    #define FUSEC_CBLAS_INT int
    #endif
    enum { FUSEC_ROW_MAJOR = 101, FUSEC_AS_IS = 111, FUSEC_TRANSPOSED = 112 };
    extern void FUSEC_CBLAS_SGEMM(
        int order, int left, int right, FUSEC_CBLAS_INT rows, FUSEC_CBLAS_INT columns, FUSEC_CBLAS_INT depth, float alpha,
        const float *a, FUSEC_CBLAS_INT a_distance, const float *b, FUSEC_CBLAS_INT b_distance, float beta, float *c,
        FUSEC_CBLAS_INT c_distance);

    """
}

/// One product of two matrices as `cblas_sgemm` takes it: row-major, with a distance between rows.
struct CGemm {
  /// A matrix: whether it lies transposed, and how far its rows, or columns, are apart.
  struct Matrix {
    let isTransposed: Bool
    let distance: Int64

    /// The matrix of the given shape whose elements lie so far apart; nil where neither rows nor columns are dense.
    init?(rows: Int64, _ rowStride: Int64, columns: Int64, _ columnStride: Int64) {
      if columns == 1 || columnStride == 1 {
        isTransposed = false
        distance = rows == 1 ? columns : rowStride
        guard distance >= columns else { return nil }
      } else if rows == 1 || rowStride == 1 {
        isTransposed = true
        distance = columns == 1 ? rows : columnStride
        guard distance >= rows else { return nil }
      } else {
        return nil
      }
      guard distance <= Int64(Int32.max) else { return nil }
    }

    var order: String { isTransposed ? "FUSEC_TRANSPOSED" : "FUSEC_AS_IS" }
  }

  let rows: Int64
  let columns: Int64
  let depth: Int64
  let left: Matrix
  let right: Matrix
  let result: Matrix
  /// Whether the result lies by columns, so that the transposed product is computed, of the right operand by the left one.
  let isSwapped: Bool
  /// Along which there is one product after the other.
  let outer: [CMatrixProduct.Loop]

  /// The form of the product; nil where a call can't be had, as for windows of convolutions.
  init?(_ product: CMatrixProduct) {
    guard product.rows.count <= 1, product.columns.count <= 1, product.depth.count == 1 else {
      return nil
    }
    let one = CMatrixProduct.Loop(extent: 1, strides: [0, 0, 0])
    var (row, column) = (product.rows.first ?? one, product.columns.first ?? one)
    isSwapped = column.extent > 1 && column.strides[2] != 1
    if isSwapped { swap(&row, &column) }
    let (leftOperand, rightOperand) = isSwapped ? (1, 0) : (0, 1)
    let depth = product.depth[0]
    (rows, columns, self.depth) = (row.extent, column.extent, depth.extent)
    let limit = Int64(Int32.max)
    guard rows <= limit, columns <= limit, self.depth <= limit,
      let left = Matrix(
        rows: rows, row.strides[leftOperand], columns: self.depth, depth.strides[leftOperand]),
      let right = Matrix(
        rows: self.depth, depth.strides[rightOperand], columns: columns,
        column.strides[rightOperand]),
      let result = Matrix(rows: rows, row.strides[2], columns: columns, column.strides[2]),
      !result.isTransposed
    else { return nil }
    (self.left, self.right, self.result) = (left, right, result)
    outer = product.outer
  }

  /// The statement that computes it, with one loop for each outer one.
  func statement(_ left: String, _ right: String, _ result: String, adds: Bool) -> [String] {
    var lines: [String] = []
    func place(_ name: String, _ operand: Int) -> String {
      var text = name
      for (index, loop) in outer.enumerated() where loop.strides[operand] != 0 {
        text += " + n\(index) * \(loop.strides[operand])"
      }
      return text
    }
    for (index, loop) in outer.enumerated() {
      lines.append("for (long long n\(index) = 0; n\(index) < \(loop.extent); n\(index)++)")
    }
    let operands = [place(left, 0), place(right, 1)]
    lines.append(
      "FUSEC_CBLAS_SGEMM(FUSEC_ROW_MAJOR, \(self.left.order), \(self.right.order), \(rows), \(columns), "
        + "\(depth), 1.0f, \(operands[isSwapped ? 1 : 0]), \(self.left.distance), "
        + "\(operands[isSwapped ? 0 : 1]), \(self.right.distance), \(adds ? "1.0f" : "0.0f"), "
        + "\(place(result, 2)), \(self.result.distance));")
    return lines
  }
}

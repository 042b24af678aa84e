import FuseIR

/// Transforms and linear algebra, computed plainly in double precision and rounded once.
extension Interpreter {
  /// `stablehlo.fft`: a discrete Fourier transform over the last dimensions.
  func fourierTransform(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard let operand = operands.first, !operand.elementType.isInteger,
      let lengths = module.integers("fft_length", of: op),
      (1...3).contains(lengths.count), lengths.count <= operand.rank,
      lengths.allSatisfy({ (0...Int64(Int32.max)).contains($0) })
    else { throw ExecutionError("needs 1 to 3 lengths, of the last dimensions of its operand") }
    for length in lengths where FourierTransform.oddPart(of: Int(length)) > 1 << 15 {
      throw ExecutionError(
        "has a length \(length) with an odd factor beyond \(1 << 15)", isUnsupported: true)
    }
    let text = module.attribute("fft_type", of: op).flatMap {
      module.dialectAttributeText($0, "stablehlo")
    }
    let type = text?.split(separator: " ").last ?? ""
    let format: FloatFormat
    switch try elementType(op, in: module) {
    case .float(let kind), .complex(let kind): format = kind
    case .integer, .index: throw ExecutionError("transforms integers")
    }
    let first = operand.rank - lengths.count
    let last = operand.rank - 1
    let length = Int(lengths[lengths.count - 1])
    let spectrum = length / 2 + 1
    let isReal = type == "RFFT" || type == "IRFFT"
    for (dimension, length) in zip(first..., lengths) {
      let isHalved = type == "IRFFT" && dimension == last
      guard operand.shape[dimension] == (isHalved ? spectrum : Int(length)) else {
        throw ExecutionError("has lengths that its operand of shape \(operand.shape) lacks")
      }
    }
    let isInverse = type == "IFFT" || type == "IRFFT"
    var values = Complex.elements(of: operand)
    var shape = operand.shape
    let transforms = lengths.map { FourierTransform(length: Int($0), isInverse: isInverse) }
    let scale = isInverse ? 1 / lengths.reduce(1.0) { $0 * Double($1) } : 1
    if type == "RFFT" {
      values = FourierTransform.apply(values, shape, dimension: last, newLength: spectrum) { line in
        Array(transforms[transforms.count - 1](line).prefix(spectrum))
      }
      shape[last] = spectrum
    }
    for dimension in first..<(isReal ? last : last + 1) {
      values = FourierTransform.apply(
        values, shape, dimension: dimension, newLength: shape[dimension]
      ) { transforms[dimension - first]($0) }
    }
    guard type != "IRFFT" else {
      values = FourierTransform.apply(values, shape, dimension: last, newLength: length) { line in
        // The other half of the spectrum of real numbers is its mirror image.
        let whole = (0..<length).map { $0 < spectrum ? line[$0] : line[length - $0].conjugate }
        return transforms[transforms.count - 1](whole)
      }
      shape[last] = length
      return try Double.tensor(values.map { $0.real * scale }, shape, format)
    }
    return try Complex.tensor(
      values.map { Complex($0.real * scale, $0.imaginary * scale) }, shape, format)
  }

  /// `stablehlo.cholesky`: the triangular matrix whose product with its adjoint is the operand, of
  /// which one triangle is read; NaN where there is none. The other triangle of the result is zero.
  func cholesky(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard let matrix = operands.first, matrix.rank >= 2,
      matrix.shape[matrix.rank - 1] == matrix.shape[matrix.rank - 2]
    else { throw ExecutionError("needs square matrices") }
    let isLower = module.attribute("lower", of: op).flatMap { module.boolValue($0) } ?? false
    switch matrix.elementType {
    case .float(let format): return try factor(Double.self, matrix, format, isLower)
    case .complex(let format): return try factor(Complex.self, matrix, format, isLower)
    case .integer, .index: throw ExecutionError("factors integers")
    }
  }

  private func factor<Scalar: FieldScalar>(
    _ scalar: Scalar.Type, _ tensor: Tensor, _ format: FloatFormat, _ isLower: Bool
  ) throws(ExecutionError) -> Tensor {
    let size = tensor.shape[tensor.rank - 1]
    let values = Scalar.elements(of: tensor)
    var result = [Scalar](repeating: .zero, count: values.count)
    for base in stride(from: 0, to: values.count, by: max(size * size, 1)) {
      // The entry (row, column) of the lower factor, or its mirror image in the upper one.
      func place(_ row: Int, _ column: Int) -> Int {
        base + (isLower ? row * size + column : column * size + row)
      }
      for column in 0..<size {
        for row in column..<size {
          var sum = values[place(row, column)]
          for index in 0..<column {
            let (a, b) = (result[place(row, index)], result[place(column, index)])
            sum = sum - a * b.conjugate
          }
          result[place(row, column)] =
            row == column ? sum.squareRoot : sum / result[place(column, column)]
        }
      }
    }
    return try Scalar.tensor(result, tensor.shape, format)
  }

  /// `stablehlo.triangular_solve`: x of `op(a) x = b`, or of `x op(a) = b`.
  func triangularSolve(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard operands.count == 2, operands[0].rank >= 2, operands[0].rank == operands[1].rank,
      operands[0].elementType == operands[1].elementType
    else { throw ExecutionError("needs two operands of one rank") }
    func flag(_ name: String, _ module: borrowing Module) -> Bool {
      module.attribute(name, of: op).flatMap { module.boolValue($0) } ?? false
    }
    let text = module.attribute("transpose_a", of: op).flatMap {
      module.dialectAttributeText($0, "stablehlo")
    }
    let system = TriangularSystem(
      isLeft: flag("left_side", module), isLower: flag("lower", module),
      hasUnitDiagonal: flag("unit_diagonal", module),
      isTransposed: text?.hasSuffix(" TRANSPOSE") == true || text?.hasSuffix(" ADJOINT") == true,
      isConjugated: text?.hasSuffix(" ADJOINT") == true)
    switch operands[0].elementType {
    case .float(let format): return try system.solve(Double.self, operands[0], operands[1], format)
    case .complex(let format):
      return try system.solve(Complex.self, operands[0], operands[1], format)
    case .integer, .index: throw ExecutionError("solves systems of integers")
    }
  }
}

/// A system of equations with a triangular matrix.
private struct TriangularSystem {
  let isLeft: Bool
  let isLower: Bool
  let hasUnitDiagonal: Bool
  let isTransposed: Bool
  let isConjugated: Bool

  func solve<Scalar: FieldScalar>(
    _ scalar: Scalar.Type, _ matrix: Tensor, _ known: Tensor, _ format: FloatFormat
  ) throws(ExecutionError) -> Tensor {
    let size = matrix.shape[matrix.rank - 1]
    let (rows, columns) = (known.shape[known.rank - 2], known.shape[known.rank - 1])
    guard matrix.shape[matrix.rank - 2] == size, (isLeft ? rows : columns) == size,
      matrix.shape.dropLast(2) == known.shape.dropLast(2)
    else {
      throw ExecutionError("has shapes \(matrix.shape) and \(known.shape) that do not fit")
    }
    let a = Scalar.elements(of: matrix)
    var x = Scalar.elements(of: known)
    guard size > 0, !x.isEmpty else { return known }
    // Solving from the right is solving the transposed system from the left.
    let flips = isTransposed != !isLeft
    let goesUp = isLower == flips
    let order = goesUp ? Array((0..<size).reversed()) : Array(0..<size)
    let lines = isLeft ? columns : rows
    for batch in 0..<x.count / (rows * columns) {
      let matrixBase = batch * size * size
      let base = batch * rows * columns
      func coefficient(_ row: Int, _ column: Int) -> Scalar {
        let value = a[matrixBase + (flips ? column * size + row : row * size + column)]
        return isConjugated ? value.conjugate : value
      }
      for line in 0..<lines {
        func place(_ index: Int) -> Int {
          base + (isLeft ? index * columns + line : line * columns + index)
        }
        for (position, row) in order.enumerated() {
          var sum = x[place(row)]
          for column in order[..<position] {
            sum = sum - coefficient(row, column) * x[place(column)]
          }
          x[place(row)] = hasUnitDiagonal ? sum : sum / coefficient(row, row)
        }
      }
    }
    return try Scalar.tensor(x, known.shape, format)
  }
}

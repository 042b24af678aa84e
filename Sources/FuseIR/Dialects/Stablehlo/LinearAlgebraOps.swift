// Factorizations, solvers and transforms.

extension OpDefinition {
  /// `stablehlo.cholesky`: the triangular factors of a batch of positive definite matrices.
  static let stablehloCholesky = OpDefinition(
    "stablehlo.cholesky", summary: "The triangular factors of positive definite matrices.",
    traits: [.pure, .sameOperandsAndResultShape], operands: .exactly(1), results: .exactly(1),
    attributes: [.optional("lower", .bool)],
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in
      guard let shape = try module.operandShape(0, of: op) else { return nil }
      guard shape.count >= 2, extentsAgree(shape[shape.count - 1], shape[shape.count - 2]) else {
        throw ShapeProblem(
          "the operand must hold square matrices, but has shape \(shapeText(shape))")
      }
      return shape
    },
    parse: choleskyForm.parse, print: choleskyForm.print)

  /// `stablehlo.triangular_solve`: solves systems of equations with triangular matrices.
  static let stablehloTriangularSolve = OpDefinition(
    "stablehlo.triangular_solve", summary: "Solves systems with triangular matrices.",
    traits: [.pure], operands: .exactly(2), results: .exactly(1),
    attributes: [
      .required("left_side", .bool), .required("lower", .bool),
      .required("transpose_a", .word(TransposeKind.self)),
      .required("unit_diagonal", .bool),
    ],
    verify: { module, op, report in
      if TransposeKind("transpose_a", of: op, in: module) == .invalid {
        report.report(op, "attribute 'transpose_a' must name a form of the matrix")
      }
      guard let matrix = module.shape(of: module.operand(0, of: op)),
        let right = module.shape(of: module.operand(1, of: op))
      else { return }
      guard matrix.count >= 2, matrix.count == right.count,
        extentsAgree(matrix[matrix.count - 1], matrix[matrix.count - 2])
      else {
        report.report(op, "operand #0 must hold square matrices and operand #1 have its rank")
        return
      }
      let isLeft = module.attribute("left_side", of: op).flatMap { module.boolValue($0) } ?? true
      let rows = isLeft ? right[right.count - 2] : right[right.count - 1]
      if !extentsAgree(matrix[matrix.count - 1], rows) {
        report.report(
          op,
          "matrices of \(matrix[matrix.count - 1]) rows can't be solved with right sides of "
            + shapeText(right))
      }
      report.expectResult(0, of: op, shape: right, in: module)
      report.expectElement(
        ofResult: 0, of: op, module.elementType(of: module.operand(1, of: op)), in: module)
    })

  /// `stablehlo.fft`: a Fourier transform of the last dimensions.
  ///
  /// `%1 = stablehlo.fft %0, type = RFFT, length = [16] : (tensor<16xf32>) -> tensor<9xcomplex<f32>>`
  static let stablehloFft = OpDefinition(
    "stablehlo.fft", summary: "A Fourier transform of the last dimensions.",
    traits: [.pure], operands: .exactly(1), results: .exactly(1),
    attributes: [
      .required("fft_type", .word(FftKind.self)),
      .required("fft_length", .denseArray(width: 64)),
    ],
    verify: verifying { (module, op) throws(ShapeProblem) in
      guard let shape = try module.operandShape(0, of: op) else { return nil }
      let lengths = try module.integerList("fft_length", of: op)
      guard let kind = FftKind("fft_type", of: op, in: module) else { return nil }
      guard (1...3).contains(lengths.count), lengths.count <= shape.count else {
        throw ShapeProblem("attribute 'fft_length' must have 1 to 3 elements, one per dimension")
      }
      var result = shape
      let first = shape.count - lengths.count
      for (index, length) in lengths.enumerated() {
        let isLast = index == lengths.count - 1
        let held = kind == .realInverse && isLast ? length / 2 + 1 : length
        guard extentsAgree(shape[first + index], held) else {
          throw ShapeProblem(
            "dimension #\(first + index) must have size \(held), but has \(shape[first + index])")
        }
        result[first + index] = kind == .realForward && isLast ? length / 2 + 1 : length
      }
      return result
    },
    parse: fftForm.parse, print: fftForm.print)

  private static let choleskyForm = ClauseForm(
    operands: 1, [.optionalBool("lower", "lower")], types: .same)
  private static let fftForm = ClauseForm(
    operands: 1,
    [.word("type", "fft_type", kind: FftKind.kind), .integers("length", "fft_length")],
    types: .functional)
}

import Execution
import FuseIR
import Testing

/// The blocked path of contractions and convolutions gives what the plain one does.
@Suite struct BlockedProductsTests {
  /// Programs with two arguments: sizes below, at and beyond those of the blocks.
  private static let programs: [(name: String, operands: [[Int]], op: String)] = [
    (
      "matrix", [[5, 300], [300, 131]],
      "stablehlo.dot_general %a, %b, contracting_dims = [1] x [0]"
    ),
    (
      "batches", [[2, 3, 7], [2, 7, 4]],
      "stablehlo.dot_general %a, %b, batching_dims = [0] x [0], contracting_dims = [2] x [1]"
    ),
    (
      "two sums", [[4, 3, 5], [5, 2, 3]],
      "stablehlo.dot_general %a, %b, contracting_dims = [1, 2] x [2, 0]"
    ),
    ("outer", [[3], [4]], "stablehlo.dot_general %a, %b, contracting_dims = [] x []"),
    (
      "window", [[2, 9, 8, 3], [3, 2, 3, 6]],
      """
      stablehlo.convolution(%a, %b) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], \
      window = {stride = [2, 1], pad = [[1, -1], [0, 2]], rhs_dilate = [1, 2], \
      reverse = [true, false]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64}
      """
    ),
    (
      "feature groups", [[1, 4, 10], [6, 2, 3]],
      """
      stablehlo.convolution(%a, %b) dim_numbers = [b, f, 0]x[o, i, 0]->[b, f, 0], \
      window = {pad = [[1, 1]], lhs_dilate = [2]} \
      {batch_group_count = 1 : i64, feature_group_count = 2 : i64}
      """
    ),
    (
      "batch groups", [[4, 3, 6], [3, 2, 4]],
      """
      stablehlo.convolution(%a, %b) dim_numbers = [b, f, 0]x[i, 0, o]->[f, b, 0], window = {} \
      {batch_group_count = 2 : i64, feature_group_count = 1 : i64}
      """
    ),
  ]

  private static let results: [String: [Int]] = [
    "matrix": [5, 131], "batches": [2, 3, 4], "two sums": [4, 2], "outer": [3, 4],
    "window": [2, 4, 8, 6], "feature groups": [1, 6, 19], "batch groups": [4, 2, 5],
  ]

  private static func type(_ shape: [Int], _ element: ElementType) -> String {
    "tensor<" + shape.map { "\($0)x" }.joined() + element.name + ">"
  }

  /// Small whole numbers, whose sums are exact in every order.
  private static func drawn(_ shape: [Int], _ element: ElementType, seed: UInt64) throws -> Tensor {
    var state = seed
    func next() -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 60) - 8
    }
    let count = shape.reduce(1, *)
    switch element {
    case .float(let format):
      return try #require(Tensor((0..<count).map { _ in Double(next()) }, shape: shape, format))
    case .complex:
      let parts = (0..<2 * count).map { _ in Float(next()) }
      let bytes = parts.flatMap { value in
        (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt32(8 * $0)) }
      }
      return try #require(Tensor(bytes: bytes, shape: shape, element))
    case .integer, .index:
      return try #require(Tensor((0..<count).map { _ in next() }, shape: shape, element))
    }
  }

  @Test(arguments: [ElementType.f32, .bf16, .i8, .i64, .complexF32])
  func agreeWithPlainOnes(element: ElementType) throws {
    for (number, program) in Self.programs.enumerated() {
      let types = program.operands.map { Self.type($0, element) }
      let result = Self.type(try #require(Self.results[program.name]), element)
      let text = """
        func.func @main(%a: \(types[0]), %b: \(types[1])) -> \(result) {
          %0 = \(program.op) : (\(types[0]), \(types[1])) -> \(result)
          return %0 : \(result)
        }
        """
      let engine = DiagnosticEngine()
      let module = Module.parse(SourceFile(name: "t.mlir", text: text), diagnostics: engine)
      guard let module else {
        Issue.record("\(program.name): \(engine.rendered())")
        continue
      }
      let inputs = try program.operands.enumerated().map {
        try Self.drawn($1, element, seed: UInt64(10 * number + $0))
      }
      var blocked = Interpreter(module)
      var plain = Interpreter(module)
      plain.usesBlockedProducts = false
      let expected = try plain.run(function: "main", inputs: inputs, in: module)
      let actual = try blocked.run(function: "main", inputs: inputs, in: module)
      #expect(actual == expected, "\(program.name) of \(element)")
      let zeros = Tensor(zeros: expected[0].shape, element)
      #expect(expected[0] != zeros, "\(program.name) of \(element) tests nothing")
    }
  }
}

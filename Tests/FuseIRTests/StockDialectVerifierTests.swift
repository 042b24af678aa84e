import FuseIR
import Testing

/// A wrong op of a stock dialect, and a part of what is said about it.
struct WrongOp: CustomTestStringConvertible, Sendable {
  let text: String
  let message: String

  init(_ text: String, _ message: String) {
    self.text = text
    self.message = message
  }

  var testDescription: String { text }
}

/// The rules of the stock dialects: each one is broken once.
@Suite struct StockDialectVerifierTests {
  /// Everything said about an op in a function whose arguments are named by their types.
  private func messages(_ text: String) -> [String] {
    let prelude = """
      #id = affine_map<(d0, d1) -> (d0, d1)>
      #flip = affine_map<(d0, d1) -> (d1, d0)>
      #sum = affine_map<(d0, d1) -> (d0 + d1, d1)>
      #back = affine_map<(d0, d1) -> (d0 - 1, d1)>
      func.func private @callee(f32) -> f32
      func.func @f(%b: i1, %i: i32, %l: i64, %f: f32, %d: f64, %x: index, %u: ui32, %t: tensor<4x8xf32>,
          %v: tensor<8xf32>, %s: tensor<4x4xf32>, %tb: tensor<4xi1>, %dyn: tensor<?x8xf32>,
          %w: tensor<3x3x3x4xf32>, %img: tensor<1x8x8x3xf32>, %cv: tensor<1x6x6x4xf32>,
          %ix: tensor<3x1xindex>) {

      """
    let diagnostics = DiagnosticEngine()
    let source = SourceFile(
      name: "test.mlir", bytes: Array((prelude + text + "\n  return\n}\n").utf8))
    guard let module = Module.parse(source, diagnostics: diagnostics) else {
      return diagnostics.diagnostics.map { "parse: \($0.message)" }
    }
    return module.verify().mistakes.map(\.message)
  }

  static let cases: [WrongOp] = [
    // arith and math
    WrongOp("%0 = arith.addi %f, %f : f32", "operand #0 must be signless-integer-like"),
    WrongOp("%0 = arith.addf %i, %i : i32", "operand #0 must be floating-point-like"),
    WrongOp("%0 = \"arith.addi\"(%i, %l) : (i32, i64) -> i32", "same type"),
    WrongOp("%0 = arith.negf %i : i32", "operand #0 must be floating-point-like"),
    WrongOp(
      "%0 = \"arith.cmpi\"(%i, %i) <{predicate = 12 : i64}> : (i32, i32) -> i1", "between 0 and 9"),
    WrongOp(
      "%0 = \"arith.cmpf\"(%f, %f) <{predicate = 16 : i64}> : (f32, f32) -> i1", "between 0 and 15"),
    WrongOp(
      "%0 = \"arith.cmpi\"(%i, %i) <{predicate = 1 : i64}> : (i32, i32) -> i32", "result must be i1"
    ),
    WrongOp(
      "%0 = arith.select %b, %f, %f : f32\n  %1 = \"arith.select\"(%b, %f, %d) : (i1, f32, f64) -> f32",
      "to have the type of the result"),
    WrongOp(
      "%0 = arith.select %tb, %t, %t : tensor<4xi1>, tensor<4x8xf32>", "condition must be i1"),
    WrongOp("%0 = arith.extf %d : f64 to f32", "not narrower"),
    WrongOp("%0 = arith.trunci %i : i32 to i64", "not wider"),
    WrongOp("%0 = arith.bitcast %f : f32 to i64", "not as wide"),
    WrongOp("%0 = arith.index_cast %i : i32 to i64", "index exactly as"),
    WrongOp("%0 = arith.sitofp %f : f32 to f32", "signless-fixed-width-integer-like"),
    WrongOp("%0 = arith.sitofp %i : i32 to i64", "result must be floating-point-like"),
    WrongOp("%0 = arith.extf %t : tensor<4x8xf32> to tensor<4x7xf64>", "same shape"),
    WrongOp("%0 = \"arith.constant\"() <{value = 1 : i32}> : () -> i64", "type of the value"),
    WrongOp("%0 = \"arith.constant\"() <{value = @f}> : () -> i64", "number or dense elements"),
    WrongOp("%0 = arith.constant 1 : ui32", "signless"),
    WrongOp("%0 = math.exp %i : i32", "operand #0 must be floating-point-like"),
    WrongOp("%0 = math.ctpop %f : f32", "operand #0 must be signless-integer-like"),
    WrongOp("%0 = \"math.isnan\"(%f) : (f32) -> i8", "result must be i1"),
    WrongOp("%0 = \"math.fpowi\"(%f, %i) : (f32, i32) -> f64", "same type for the base"),
    // func and cf
    WrongOp("%0 = call @nowhere(%f) : (f32) -> f32", "does not reference a valid function"),
    WrongOp("%0 = call @callee(%d) : (f64) -> f32", "do not match the inputs"),
    WrongOp("%0 = call @callee(%f) : (f32) -> f64", "do not match the results"),
    WrongOp("return %f : f32\n}\nfunc.func @g() {", "has 1 operands, but the function returns 0"),
    WrongOp(
      "return\n}\nfunc.func @g() -> i32 {\n  %c = arith.constant 1.0 : f32\n  return %c : f32\n}\nfunc.func @h() {",
      "does not match the function's result type"),
    WrongOp("return\n}\nfunc.func @g(f32)\nfunc.func @h() {", "must be private"),
    WrongOp(
      "return\n}\n\"func.func\"() <{function_type = (i32) -> (), sym_name = \"g\"}> ({\n^bb0:\n  func.return\n}) : () -> ()\nfunc.func @h() {",
      "the entry block's arguments"),
    WrongOp(
      "return\n}\n\"func.func\"() <{function_type = i32, sym_name = \"g\"}> ({\n}) : () -> ()\nfunc.func @h() {",
      "must be a function type"),
    WrongOp("\"cf.assert\"(%i) <{msg = \"m\"}> : (i32) -> ()", "operand must be i1"),
    WrongOp("cf.br ^a(%i : i32)\n^a(%y: f32):", "do not match the arguments"),
    WrongOp(
      "\"cf.cond_br\"(%b, %i)[^a, ^a] <{operandSegmentSizes = array<i32: 1, 5, 0>}> : (i1, i32) -> ()\n^a:",
      "add up to 6"),
    // tensor
    WrongOp(
      "%0 = tensor.empty(%x) : tensor<4xf32>",
      "incorrect number of dynamic sizes, has 1, expected 0"),
    WrongOp("%0 = tensor.cast %t : tensor<4x8xf32> to tensor<4x7xf32>", "cast incompatible"),
    WrongOp("%0 = tensor.bitcast %t : tensor<4x8xf32> to tensor<4x8xi8>", "same width"),
    WrongOp(
      "%0 = tensor.collapse_shape %t [[0], [1]] : tensor<4x8xf32> into tensor<32xf32>",
      "expected collapsed rank (1)"),
    WrongOp(
      "%0 = tensor.collapse_shape %t [[0, 1]] : tensor<4x8xf32> into tensor<31xf32>",
      "static value of 32"),
    WrongOp(
      "%0 = tensor.collapse_shape %t [[1, 0]] : tensor<4x8xf32> into tensor<32xf32>", "in order"),
    WrongOp(
      "%0 = tensor.expand_shape %v [[0, 1]] output_shape [4, 2] : tensor<8xf32> into tensor<2x4xf32>",
      "output shape must be the shape"),
    WrongOp(
      "%0 = tensor.extract_slice %t[0, 0] [5, 4] [1, 1] : tensor<4x8xf32> to tensor<5x4xf32>",
      "runs out-of-bounds"),
    WrongOp(
      "%0 = tensor.extract_slice %t[0, 0] [2, 4] [9223372036854775807, 1] : tensor<4x8xf32> to tensor<2x4xf32>",
      "runs out-of-bounds"),
    WrongOp(
      "%0 = tensor.extract_slice %t[0] [2] [1] : tensor<4x8xf32> to tensor<2xf32>",
      "expected 2 offset values, got 1"),
    WrongOp(
      "%0 = tensor.extract_slice %t[0, 0] [2, 4] [1, 1] : tensor<4x8xf32> to tensor<2x3xf32>",
      "rank-reduced"),
    WrongOp(
      "%0 = tensor.extract_slice %t[-1, 0] [2, 4] [1, 1] : tensor<4x8xf32> to tensor<2x4xf32>",
      "non-negative"),
    WrongOp("%0 = tensor.extract %t[%x] : tensor<4x8xf32>", "expects 2 indices, but has 1"),
    WrongOp(
      "%0 = \"tensor.insert\"(%f, %t, %x, %x) : (f32, tensor<4x8xf32>, index, index) -> tensor<8xf32>",
      "result must have the type"),
    WrongOp("%0 = tensor.from_elements %f, %f, %f : tensor<2xf32>", "one element per operand"),
    WrongOp("%0 = tensor.splat %f : tensor<?xf32>", "one index operand per dynamic extent"),
    WrongOp(
      "%0 = tensor.concat dim(2) %t, %t : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x16xf32>",
      "less than the tensor rank"),
    WrongOp(
      "%0 = tensor.concat dim(1) %t, %t : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x15xf32>",
      "must have 16 elements"),
    WrongOp(
      "%0 = tensor.pad %t low[0, 0] high[0, 1] {\n^bb0(%p: index, %q: index):\n  tensor.yield %f : f32\n} : tensor<4x8xf32> to tensor<4x8xf32>",
      "must be 9, but is 8"),
    WrongOp(
      "%0 = tensor.pad %v low[0] high[0] {\n^bb0(%p: index):\n  tensor.yield %d : f64\n} : tensor<8xf32> to tensor<8xf32>",
      "yield a value of the element type"),
    WrongOp(
      "%0 = tensor.generate {\n^bb0(%p: index):\n  tensor.yield %f : f32\n} : tensor<?xf32>",
      "as many index operands"),
    WrongOp(
      "%0 = tensor.gather %t[%ix] gather_dims([2]) : (tensor<4x8xf32>, tensor<3x1xindex>) -> tensor<3x1x8xf32>",
      "dimensions of the tensor"),
    // linalg
    WrongOp(
      "%0 = \"linalg.fill\"(%d, %t) <{operandSegmentSizes = array<i32: 1, 1>}> ({\n^bb0(%p: f64, %q: f32):\n  linalg.yield %q : f32\n}) : (f64, tensor<4x8xf32>) -> tensor<4x8xf32>",
      "fill value type"),
    WrongOp(
      "%0 = linalg.fill ins(%f : f32) outs(%t : tensor<4x8xf32>) -> tensor<4x7xf32>",
      "to match type of corresponding result"),
    WrongOp(
      "%0 = linalg.generic {indexing_maps = [#id], iterator_types = [\"parallel\", \"parallel\"]} ins(%t : tensor<4x8xf32>) outs(%t : tensor<4x8xf32>) {\n^bb0(%p: f32, %q: f32):\n  linalg.yield %p : f32\n} -> tensor<4x8xf32>",
      "number of indexing_map (1)"),
    WrongOp(
      "%0 = linalg.generic {indexing_maps = [#id, #flip], iterator_types = [\"parallel\", \"parallel\"]} ins(%t : tensor<4x8xf32>) outs(%t : tensor<4x8xf32>) {\n^bb0(%p: f32, %q: f32):\n  linalg.yield %p : f32\n} -> tensor<4x8xf32>",
      "dimension #0 to be 8, but found 4"),
    WrongOp(
      "%0 = linalg.generic {indexing_maps = [#sum, #id], iterator_types = [\"parallel\", \"parallel\"]} ins(%t : tensor<4x8xf32>) outs(%t : tensor<4x8xf32>) {\n^bb0(%p: f32, %q: f32):\n  linalg.yield %p : f32\n} -> tensor<4x8xf32>",
      "greater than or equal to 11"),
    WrongOp(
      "%0 = linalg.generic {indexing_maps = [#back, #id], iterator_types = [\"parallel\", \"parallel\"]} ins(%t : tensor<4x8xf32>) outs(%t : tensor<4x8xf32>) {\n^bb0(%p: f32, %q: f32):\n  linalg.yield %p : f32\n} -> tensor<4x8xf32>",
      "reaches index -1"),
    WrongOp(
      "%0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = [\"parallel\"]} ins(%t : tensor<4x8xf32>) outs(%t : tensor<4x8xf32>) {\n^bb0(%p: f32, %q: f32):\n  linalg.yield %p : f32\n} -> tensor<4x8xf32>",
      "to have 1 dim(s)"),
    WrongOp(
      "%0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = [\"parallel\", \"parallel\"]} ins(%t : tensor<4x8xf32>) outs(%t : tensor<4x8xf32>) {\n^bb0(%p: f32, %q: f64):\n  linalg.yield %p : f32\n} -> tensor<4x8xf32>",
      "bb argument #1"),
    WrongOp(
      "%0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = [\"parallel\", \"parallel\"]} ins(%t : tensor<4x8xf32>) outs(%t : tensor<4x8xf32>) {\n^bb0(%p: f32, %q: f32):\n  linalg.yield %p, %q : f32, f32\n} -> tensor<4x8xf32>",
      "number of yield values (2)"),
    WrongOp(
      "%0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = [\"parallel\", \"sideways\"]} ins(%t : tensor<4x8xf32>) outs(%t : tensor<4x8xf32>) {\n^bb0(%p: f32, %q: f32):\n  linalg.yield %p : f32\n} -> tensor<4x8xf32>",
      "unexpected iterator_type (sideways)"),
    WrongOp(
      "%0 = linalg.matmul ins(%t, %t : tensor<4x8xf32>, tensor<4x8xf32>) outs(%s : tensor<4x4xf32>) -> tensor<4x4xf32>",
      "dimension #0 to be 8, but found 4"),
    WrongOp(
      "%0 = linalg.matmul ins(%t : tensor<4x8xf32>) outs(%s : tensor<4x4xf32>) -> tensor<4x4xf32>",
      "expected 2 inputs and 1 output"),
    WrongOp(
      "%0 = linalg.conv_2d_nhwc_hwcf {strides = dense<0> : tensor<2xi64>} ins(%img, %w : tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>) outs(%cv : tensor<1x6x6x4xf32>) -> tensor<1x6x6x4xf32>",
      "'strides' must hold 2 positive integers"),
    WrongOp(
      "%0 = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : tensor<2xi64>} ins(%img, %w : tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>) outs(%cv : tensor<1x6x6x4xf32>) -> tensor<1x6x6x4xf32>",
      "greater than or equal to 13"),
    WrongOp(
      "%0 = linalg.transpose ins(%t : tensor<4x8xf32>) outs(%t : tensor<4x8xf32>) permutation = [1, 1]",
      "permutation is not valid"),
    WrongOp(
      "%0 = linalg.transpose ins(%t : tensor<4x8xf32>) outs(%t : tensor<4x8xf32>) permutation = [1, 0]",
      "but found"),
    WrongOp(
      "%0 = linalg.broadcast ins(%v : tensor<8xf32>) outs(%t : tensor<4x8xf32>) dimensions = [1]",
      "but found"),
    WrongOp(
      "%0 = linalg.reduce { arith.addf } ins(%t : tensor<4x8xf32>) outs(%v : tensor<8xf32>) dimensions = [1]",
      "but found"),
    WrongOp("%0 = linalg.index 1 : index", "directly in the body of a structured op"),
    // scf
    WrongOp(
      "%0 = scf.for %j = %x to %x step %x iter_args(%a = %f) -> (f32) { scf.yield %i : i32 }",
      "the yielded values must be of types (f32), but are of types (i32)"),
    WrongOp(
      "%0 = scf.for %j = %x to %x step %x iter_args(%a = %f) -> (f32) { }",
      "the yielded values"),
    WrongOp(
      "scf.for %j = %f to %f step %f : f32 { }",
      "signless integers or of type index"),
    WrongOp(
      "\"scf.for\"(%x, %x, %i) ({ ^bb0(%j: index): scf.yield }) : (index, index, i32) -> ()",
      "must have one type"),
    WrongOp(
      "\"scf.for\"(%x, %x, %x) ({ ^bb0(%j: i32): scf.yield }) : (index, index, index) -> ()",
      "the first argument of the region"),
    WrongOp(
      "\"scf.for\"(%x, %x, %x) ({ ^bb0(%j: index): \"t.x\"() : () -> () }) : (index, index, index) -> ()",
      "must end with scf.yield, but ends with t.x"),
    WrongOp(
      "%0 = scf.if %b -> f32 { scf.yield %f : f32 }",
      "must have an else block"),
    WrongOp(
      "scf.if %b { scf.yield %f : f32 }",
      "the values yielded by region #0 must be of types ()"),
    WrongOp(
      "\"scf.if\"(%b) ({}, {}) : (i1) -> ()",
      "region #0 must have a block"),
    WrongOp(
      "%0 = scf.while (%a = %f) : (f32) -> i32 { scf.condition(%b) %a : f32 } do { ^bb0(%q: i32): scf.yield %f : f32 }",
      "the values of scf.condition must be of types (i32)"),
    WrongOp(
      "%0 = scf.while (%a = %f) : (f32) -> f32 { scf.condition(%b) %a : f32 } do { ^bb0(%q: f32): scf.yield %i : i32 }",
      "the yielded values must be of types (f32)"),
    WrongOp(
      "%0 = scf.while (%a = %f) : (f32) -> f32 { scf.yield %a : f32 } do { ^bb0(%q: f32): scf.yield %f : f32 }",
      "must end with scf.condition"),
    WrongOp(
      "scf.index_switch %x case 1 { scf.yield } case 1 { scf.yield } default { }",
      "two cases of one number"),
    WrongOp(
      "%0 = scf.index_switch %x -> f32 case 1 { scf.yield %i : i32 } default { scf.yield %f : f32 }",
      "the values yielded by region #1"),
    WrongOp(
      "\"scf.index_switch\"(%x) <{cases = array<i64>}> ({ scf.yield }, { scf.yield }) : (index) -> ()",
      "1 regions of cases, but 0 numbers"),
    WrongOp(
      "%0 = scf.execute_region -> f32 { scf.yield %i : i32 }",
      "the yielded values must be of types (f32)"),
    WrongOp(
      "scf.yield",
      "must stand directly in an scf."),
    WrongOp(
      "scf.condition(%b)",
      "must stand directly in an scf.while"),
  ]

  @Test(arguments: cases)
  func eachRuleIsChecked(_ wrong: WrongOp) {
    let found = messages(wrong.text)
    #expect(found.contains { $0.contains(wrong.message) }, "said: \(found)")
  }

  @Test func rightOpsAreAccepted() {
    let right = """
        %0 = linalg.conv_2d_nhwc_hwcf ins(%img, %w : tensor<1x8x8x3xf32>, tensor<3x3x3x4xf32>) outs(%cv : tensor<1x6x6x4xf32>) -> tensor<1x6x6x4xf32>
        %1 = tensor.extract_slice %t[0, %x] [1, 4] [1, 2] : tensor<4x8xf32> to tensor<4xf32>
        %2 = linalg.reduce { arith.addf } ins(%t : tensor<4x8xf32>) outs(%v : tensor<8xf32>) dimensions = [0]
        %3 = tensor.collapse_shape %dyn [[0, 1]] : tensor<?x8xf32> into tensor<?xf32>
        %4 = tensor.gather %t[%ix] gather_dims([0]) : (tensor<4x8xf32>, tensor<3x1xindex>) -> tensor<3x1x8xf32>
      """
    #expect(messages(right) == [])
  }
}

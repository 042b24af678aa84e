import Execution
import FuseIR
import Testing

/// What the interpreter makes of `kernel.rows`, against the sums that its definition asks for.
@Suite struct KernelRowsTests {
  /// A kernel on a 6x8 tensor whose region is `body`, of `%t`, the tile of the only operand.
  private func run(
    rows: [Int] = [6], tile: String = "tensor<8xf32>", reads: String = "(d0, d1) -> (d0, d1)",
    writes: [String], combine: [KernelCombination]? = nil, partials: Int = 1,
    results: [(tile: String, type: String)], body: String = "", yielded: [String],
    _ input: [Double]
  ) throws -> [Tensor] {
    let types = results.map(\.type).joined(separator: ", ")
    let names = results.indices.map { "%1#\($0)" }.joined(separator: ", ")
    let outer = results.indices.map { "%0#\($0)" }.joined(separator: ", ")
    let maps = writes.map { "affine_map<\($0)>" }.joined(separator: ", ")
    let words = combine.map { $0.map { "\"\($0.rawValue)\"" }.joined(separator: ", ") }
    let text = """
      func.func @main(%x: tensor<6x8xf32>) -> (\(types)) {
        %0:\(results.count) = "kernel.launch"(%x) ({
        ^bb0(%a: tensor<6x8xf32>):
          %1:\(results.count) = "kernel.rows"(%a) ({
          ^bb0(\(rows.indices.map { "%r\($0): index, " }.joined())%t: \(tile)):
            \(body)
            "fuse_end.yield"(\(yielded.joined(separator: ", "))) : (\(results.map(\.tile).joined(separator: ", "))) -> ()
          }) {rows = array<i64: \(rows.map(String.init).joined(separator: ", "))>, row_tile = 1 : i64,
              partials = \(partials) : i64, reads = [affine_map<\(reads)>], writes = [\(maps)]
              \(words.map { ", combine = [\($0)]" } ?? "")} : (tensor<6x8xf32>) -> (\(types))
          "fuse_end.yield"(\(names)) : (\(types)) -> ()
        }) {sym_name = "k", blocks = 1 : i64, threads = 1 : i64, lanes = 1 : i64, scratch_bytes = 0 : i64}
          : (tensor<6x8xf32>) -> (\(types))
        return \(outer) : \(types)
      }
      """
    let engine = DiagnosticEngine()
    let parsed = Module.parse(SourceFile(name: "kernel.fir", text: text), diagnostics: engine)
    guard let module = parsed else {
      Issue.record("\(engine.rendered())")
      return []
    }
    let mistakes = module.verify().mistakes.map(\.message)
    #expect(mistakes == [])
    guard mistakes.isEmpty else { return [] }
    let tensor = try #require(Tensor(input, shape: [6, 8], .f32))
    var interpreter = Interpreter(module)
    return try interpreter.run(function: "main", inputs: [tensor], in: module)
  }

  private let input = (0..<48).map { Double(($0 * 7) % 13) - 4 }

  @Test func tilesGoWhereTheMapSays() throws {
    let results = try run(
      writes: ["(d0, d1) -> (d1, -d0 + 5)"], results: [("tensor<8xf32>", "tensor<8x6xf32>")],
      yielded: ["%t"], input)
    var expected: [Double] = []
    for column in 0..<8 { for row in 0..<6 { expected.append(input[(5 - row) * 8 + column]) } }
    #expect(results.first?.floats() == expected)
  }

  @Test func aRowSpaceOfTwoDimensionsReadsScalars() throws {
    let results = try run(
      rows: [6, 8], tile: "tensor<f32>", writes: ["(d0, d1) -> (d1 + d0 * 8)"],
      results: [("tensor<f32>", "tensor<48xf32>")], yielded: ["%t"], input)
    #expect(results.first?.floats() == input)
  }

  @Test func aRowKnowsItsIndices() throws {
    let body = """
      %e = tensor.empty() : tensor<f32>
      %s = linalg.generic {indexing_maps = [affine_map<() -> ()>, affine_map<() -> ()>], iterator_types = []}
        ins(%t : tensor<f32>) outs(%e : tensor<f32>) {
      ^bb0(%in: f32, %out: f32):
        %c = arith.constant 10 : index
        %n = arith.muli %r0, %c : index
        %m = arith.addi %n, %r1 : index
        %i = arith.index_cast %m : index to i32
        %f = arith.sitofp %i : i32 to f32
        linalg.yield %f : f32
      } -> tensor<f32>
      """
    let results = try run(
      rows: [6, 8], tile: "tensor<f32>", writes: ["(d0, d1) -> (d0, d1)"],
      results: [("tensor<f32>", "tensor<6x8xf32>")], body: body, yielded: ["%s"], input)
    #expect(results.first?.floats() == (0..<48).map { Double($0 / 8 * 10 + $0 % 8) } as [Double]?)
  }

  @Test func mapsWithQuotientsAreRead() throws {
    let results = try run(
      rows: [48], tile: "tensor<f32>", reads: "(d0) -> (d0 floordiv 8, d0 mod 8)",
      writes: ["(d0) -> (d0)"], results: [("tensor<f32>", "tensor<48xf32>")], yielded: ["%t"], input
    )
    #expect(results.first?.floats() == input)
  }

  @Test(arguments: [1, 2, 4, 6, 9])
  func rowsAreCombined(partials: Int) throws {
    let map = "(d0, d1) -> (d1)"
    let type = ("tensor<8xf32>", "tensor<8xf32>")
    let words: [KernelCombination] = [.add, .multiply, .maximum, .minimum]
    let results = try run(
      writes: Array(repeating: map, count: 4), combine: words, partials: partials,
      results: Array(repeating: type, count: 4), yielded: Array(repeating: "%t", count: 4), input)
    for (index, word) in words.enumerated() where results.indices.contains(index) {
      let expected = (0..<8).map { column in
        let values = (0..<6).map { input[$0 * 8 + column] }
        switch word {
        case .add: return values.reduce(0, +)
        case .multiply: return values.reduce(1, *)
        case .maximum: return values.max() ?? 0
        default: return values.min() ?? 0
        }
      }
      #expect(results[index].floats() == expected, "\(word)")
    }
  }

  /// A sum over rows is rounded once, so that small terms are not lost beside large ones.
  @Test func sumsOverRowsAreRoundedOnce() throws {
    var values = [Double](repeating: 0, count: 48)
    values[0] = 16_777_216
    for row in 1..<6 { values[row * 8] = 1 }
    let results = try run(
      writes: ["(d0, d1) -> (d1)"], combine: [.add],
      results: [("tensor<8xf32>", "tensor<8xf32>")], yielded: ["%t"], values)
    #expect(results.first?.floats()?.first == 16_777_220 as Double?)
  }

  @Test func bitsAreCombined() throws {
    let body = """
      %e = tensor.empty() : tensor<8xi32>
      %i = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]}
        ins(%t : tensor<8xf32>) outs(%e : tensor<8xi32>) {
      ^bb0(%in: f32, %out: i32):
        %n = arith.fptosi %in : f32 to i32
        linalg.yield %n : i32
      } -> tensor<8xi32>
      """
    let words: [KernelCombination] = [.and, .or, .xor, .maximum, .minimum, .add]
    let type = ("tensor<8xi32>", "tensor<8xi32>")
    let results = try run(
      writes: Array(repeating: "(d0, d1) -> (d1)", count: 6), combine: words, partials: 3,
      results: Array(repeating: type, count: 6), body: body,
      yielded: Array(repeating: "%i", count: 6), input)
    for (index, word) in words.enumerated() where results.indices.contains(index) {
      let expected = (0..<8).map { column in
        let values = (0..<6).map { Int64(input[$0 * 8 + column]) }
        switch word {
        case .and: return values.reduce(-1, &)
        case .or: return values.reduce(0, |)
        case .xor: return values.reduce(0, ^)
        case .maximum: return values.max() ?? 0
        case .minimum: return values.min() ?? 0
        default: return values.reduce(0, +)
        }
      }
      #expect(results[index].integers() == expected, "\(word)")
    }
  }

  /// The chunks of partial results are all rows, once each and in order, also where they do not divide evenly.
  @Test func chunksCoverTheRows() throws {
    let text = """
      func.func @main(%x: tensor<7xf32>) -> tensor<7xf32> {
        %0 = "kernel.launch"(%x) ({
        ^bb0(%a: tensor<7xf32>):
          %1 = "kernel.rows"(%a) ({
          ^bb0(%r: index, %t: tensor<f32>):
            "fuse_end.yield"(%t) : (tensor<f32>) -> ()
          }) {rows = array<i64: 7>, row_tile = 1 : i64, partials = 5 : i64, reads = [affine_map<(d0) -> (d0)>],
              writes = [affine_map<(d0) -> (d0)>]} : (tensor<7xf32>) -> tensor<7xf32>
          "fuse_end.yield"(%1) : (tensor<7xf32>) -> ()
        }) {sym_name = "k", blocks = 1 : i64, threads = 1 : i64, lanes = 1 : i64, scratch_bytes = 0 : i64}
          : (tensor<7xf32>) -> tensor<7xf32>
        return %0 : tensor<7xf32>
      }
      """
    let engine = DiagnosticEngine()
    let parsed = Module.parse(SourceFile(name: "kernel.fir", text: text), diagnostics: engine)
    guard let module = parsed else {
      Issue.record("\(engine.rendered())")
      return
    }
    var chunks: [Range<Int>] = []
    for op in module.opsPreOrder(in: module.root) {
      guard let kernel = KernelRows(op, in: module) else { continue }
      chunks = (0..<kernel.partials).map { kernel.rows(ofPartial: $0) }
    }
    #expect(chunks == [0..<2, 2..<4, 4..<6, 6..<7, 7..<7])
  }
}

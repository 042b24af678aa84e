import FuseIR
import Testing

/// Encodings as a view: what the text says, what is made has the same text, and hostile text ends in an error.
@Suite struct SparseEncodingTests {
  /// The encoding of the only argument's type, as it was read.
  private func read(_ shape: String, _ body: String) -> (encoding: SparseEncoding?, text: String) {
    let source = SourceFile(
      name: "t", text: "func.func private @f(tensor<\(shape), #sparse_tensor.encoding<\(body)>>)")
    let diagnostics = DiagnosticEngine()
    guard let module = Module.parse(source, diagnostics: diagnostics) else {
      return (nil, diagnostics.rendered())
    }
    let function = module.function(named: "f")
    guard let function, let attribute = module.attribute("function_type", of: function),
      case .type(let type) = module.attribute(attribute),
      case .function(let inputs, _) = module.type(type)
    else { return (nil, "") }
    return (SparseEncoding(type: inputs[0], in: module), module.text())
  }

  @Test func levelsSayWhatTheyHold() throws {
    let blocked = try #require(
      read(
        "32x48xf32",
        "{ map = (i, j) -> (i floordiv 4 : dense, j floordiv 8 : compressed, i mod 4 : dense, "
          + "j mod 8 : dense), crdWidth = 16 }"
      ).encoding)
    #expect(
      blocked.levels == [
        SparseLevel(0, .dense, part: .quotient(4)),
        SparseLevel(1, .compressed, part: .quotient(8)),
        SparseLevel(0, .dense, part: .rest(4)), SparseLevel(1, .dense, part: .rest(8)),
      ])
    #expect(blocked.levelSizes(of: [32, 47]) == [8, 6, 4, 8])
    #expect(blocked.coordinateWidth == 16 && blocked.isDirect && !blocked.isIdentity)
    let symbolic = try #require(
      read("4x5xf32", "{ map = [c](i, j) -> (c * 4 * i : dense, i : dense, j : compressed) }")
        .encoding)
    #expect(!symbolic.isDirect)
  }

  @Test func whatIsMadeIsRead() throws {
    var module = Module()
    for encoding in [
      SparseEncoding.levels([.dense, .compressed]),
      .levels([.compressed, .compressed, .dense], order: [2, 0, 1]),
      SparseEncoding(
        dimensionCount: 2,
        levels: [
          SparseLevel(0, .compressed, isOrdered: false, isUnique: false),
          SparseLevel(1, .singleton, isStructureOfArrays: true),
        ], positionWidth: 32),
      .levels([.dense, .structured(entries: 2, size: 4)]),
    ] {
      let attribute = encoding.attribute(in: &module)
      #expect(try SparseEncoding(attribute, in: module) == encoding)
      let rank = encoding.dimensionCount
      let type = module.tensorType(
        [Int64](repeating: 4, count: rank), .f32, encoding: attribute)
      #expect(try SparseEncoding.of(type, in: module) == encoding)
    }
    let plain = module.tensorType([2, 3], .f32)
    #expect(SparseEncoding(type: plain, in: module) == nil)
    #expect(try SparseEncoding.of(plain, in: module) == .dense(2))
    let wrong = SparseEncoding.levels([.dense, .compressed]).attribute(in: &module)
    let line = module.tensorType([2], .f32, encoding: wrong)
    #expect(throws: SparseEncodingError.self) { try SparseEncoding.of(line, in: module) }
  }

  /// Whatever the text is, it is refused or prints as something that reads back as it was.
  @Test func hostileText() {
    var generator = SeededGenerator(seed: 11)
    let seeds = [
      "{ map = [s0]{l0, l1}(d0 = l0 + s0 * 2, d1 = l1) -> (l0 = d0 : dense, l1 = d1 : compressed) }",
      "{ map = (i, j) -> (i floordiv 4 : dense, j : loose_compressed(nonunique), i mod 4 : "
        + "singleton(soa)), posWidth = 32, explicitVal = 1.0 : f32, implicitVal = 0.0 : f32 }",
      "{ map = (i : #sparse_tensor<slice(?, 4, 1)>, j) -> (i : batch, j : structured[2, 4]) }",
      "{ map = (i, j) -> (i : compressed(nonunique, nonordered), j : singleton) }",
    ]
    let pieces = [
      "(", ")", "{", "}", "<", ">", "[", "]", ",", ":", "=", "-", "mod", " floordiv ", "?", "\"",
      "9999999999999999999", "0", "d0", "i", "dense", "//", "->", "*", "#",
    ]
    for round in 0..<1500 {
      var text = seeds[round % seeds.count]
      for _ in 0...generator.below(3) {
        let start = text.index(text.startIndex, offsetBy: generator.below(text.count))
        let end = text.index(start, offsetBy: 2, limitedBy: text.endIndex) ?? text.endIndex
        let piece = pieces[generator.below(pieces.count)]
        if generator.below(2) == 0 {
          text.insert(contentsOf: piece, at: start)
        } else {
          text.replaceSubrange(start..<end, with: piece)
        }
      }
      let (encoding, printed) = read("8x8xf32", text)
      guard let encoding else { continue }
      #expect(read("8x8xf32", String(encoding.text.dropFirst().dropLast())).encoding == encoding)
      #expect(printed.contains(encoding.text))
    }
    let deep = String(repeating: "(", count: 100_000)
    #expect(read("8x8xf32", "{ map = (i, j) -> (\(deep)i : dense, j : dense) }").encoding == nil)
    let many = (0..<2000).map { "d\($0)" }.joined(separator: ", ")
    #expect(read("8x8xf32", "{ map = (\(many)) -> (d0 : dense) }").encoding == nil)
  }
}

import FuseIR
import Machine
import Testing

@Suite struct LayerGraphTests {
  /// A tensor seen through views, and for each of its elements the one of the tensor behind them, -1 for padding.
  private struct Seen {
    var shape: [Int]
    var elements: [Int]

    func element(_ index: [Int]) -> Int {
      var flat = 0
      for (place, extent) in zip(index, shape) {
        guard place >= 0, place < extent else { return -1 }
        flat = flat * extent + place
      }
      return elements[flat]
    }

    /// The same elements at other places: those of `shape`, each found where `source` says.
    func moved(to shape: [Int], _ source: ([Int]) -> [Int]) -> Seen {
      var elements: [Int] = []
      LayerGraphTests.walk(shape.map { Interval(0, $0) }) { elements.append(element(source($0))) }
      return Seen(shape: shape, elements: elements)
    }
  }

  private static func walk(_ box: Box, _ visit: ([Int]) -> Void) {
    var index = box.map(\.lower)
    guard box.allSatisfy({ $0.count > 0 }) else { return }
    while true {
      visit(index)
      var axis = box.count - 1
      while axis >= 0 {
        index[axis] += 1
        if index[axis] < box[axis].upper { break }
        index[axis] = box[axis].lower
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  private static func type(_ shape: [Int]) -> String {
    "tensor<" + shape.map { "\($0)x" }.joined() + "f32>"
  }

  /// Appends a view of `%<number - 1>`; false where the drawn one does not fit.
  private static func addView(
    _ number: Int, _ seen: inout Seen, _ text: inout String, _ random: inout SeededGenerator
  ) -> Bool {
    let shape = seen.shape
    let source = "%v\(number - 1)"
    let rank = shape.count
    switch Int.random(in: 0..<6, using: &random) {
    case 0:  // One axis becomes two.
      let axis = Int.random(in: 0..<rank, using: &random)
      let factors = (1...shape[axis]).filter { shape[axis] % $0 == 0 }
      guard rank < 5, let inner = factors.randomElement(using: &random) else { return false }
      let target = shape[..<axis] + [shape[axis] / inner, inner] + shape[(axis + 1)...]
      let groups = (0..<rank).map { place in
        place < axis ? "[\(place)]" : place == axis ? "[\(axis), \(axis + 1)]" : "[\(place + 1)]"
      }
      text += "  %v\(number) = tensor.expand_shape \(source) [\(groups.joined(separator: ", "))] "
      text += "output_shape \(Array(target)) : \(type(shape)) into \(type(Array(target)))\n"
      seen = Seen(shape: Array(target), elements: seen.elements)
    case 1:  // Two axes become one.
      guard rank > 1 else { return false }
      let axis = Int.random(in: 0..<rank - 1, using: &random)
      let target = shape[..<axis] + [shape[axis] * shape[axis + 1]] + shape[(axis + 2)...]
      let groups = (0..<rank - 1).map { place in
        place < axis ? "[\(place)]" : place == axis ? "[\(axis), \(axis + 1)]" : "[\(place + 1)]"
      }
      text += "  %v\(number) = tensor.collapse_shape \(source) [\(groups.joined(separator: ", "))] "
      text += ": \(type(shape)) into \(type(Array(target)))\n"
      seen = Seen(shape: Array(target), elements: seen.elements)
    case 2:
      let order = Array(0..<rank).shuffled(using: &random)
      let target = order.map { shape[$0] }
      text += "  %e\(number) = tensor.empty() : \(type(target))\n"
      text += "  %v\(number) = linalg.transpose ins(\(source) : \(type(shape))) "
      text += "outs(%e\(number) : \(type(target))) permutation = \(order)\n"
      seen = seen.moved(to: target) { index in
        var from = index
        for (place, axis) in order.enumerated() { from[axis] = index[place] }
        return from
      }
    case 3:
      let steps = shape.map { _ in Int.random(in: 1...2, using: &random) }
      let starts = shape.map { Int.random(in: 0..<$0, using: &random) }
      let target = zip(shape, zip(starts, steps)).map { extent, own in
        Int.random(in: 1...((extent - own.0 + own.1 - 1) / own.1), using: &random)
      }
      text += "  %v\(number) = tensor.extract_slice \(source)\(starts) \(target) \(steps) "
      text += ": \(type(shape)) to \(type(target))\n"
      seen = seen.moved(to: target) { index in
        index.indices.map { starts[$0] + index[$0] * steps[$0] }
      }
    case 4:
      let low = shape.map { _ in Int.random(in: 0...2, using: &random) }
      let high = shape.map { _ in Int.random(in: 0...2, using: &random) }
      let target = shape.indices.map { shape[$0] + low[$0] + high[$0] }
      guard target.reduce(1, *) <= 400 else { return false }
      let arguments = shape.indices.map { "%i\($0): index" }.joined(separator: ", ")
      text += "  %v\(number) = tensor.pad \(source) low\(low) high\(high) {\n"
      text += "  ^bb0(\(arguments)):\n    tensor.yield %zero : f32\n  } "
      text += ": \(type(shape)) to \(type(target))\n"
      seen = seen.moved(to: target) { index in index.indices.map { index[$0] - low[$0] } }
    default:
      guard rank < 4 else { return false }
      let axis = Int.random(in: 0...rank, using: &random)
      let target = shape[..<axis] + [Int.random(in: 1...3, using: &random)] + shape[axis...]
      guard target.reduce(1, *) <= 400 else { return false }
      text += "  %e\(number) = tensor.empty() : \(type(Array(target)))\n"
      text += "  %v\(number) = linalg.broadcast ins(\(source) : \(type(shape))) "
      text += "outs(%e\(number) : \(type(Array(target)))) dimensions = [\(axis)]\n"
      seen = seen.moved(to: Array(target)) { index in
        var from = index
        from.remove(at: axis)
        return from
      }
    }
    return true
  }

  /// Every element that a drawn box of loops reads through drawn views lies in the region that the access gives.
  @Test func regionsContainWhatIsRead() throws {
    var random = SeededGenerator(seed: 71)
    var exact = 0
    var all = 0
    for _ in 0..<400 {
      let shape = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        [1, 2, 3, 4, 6, 8].randomElement(using: &random) ?? 1
      }
      var seen = Seen(shape: shape, elements: Array(0..<shape.reduce(1, *)))
      var text = "  %zero = arith.constant 0.0 : f32\n"
      var number = 1
      for _ in 0..<Int.random(in: 0...6, using: &random)
      where Self.addView(number, &seen, &text, &random) {
        number += 1
      }
      let last = seen.shape
      let program = """
        func.func @f(%v0: \(Self.type(shape))) -> \(Self.type(last)) {
        \(text)  %o = tensor.empty() : \(Self.type(last))
          %r = linalg.exp ins(%v\(number - 1) : \(Self.type(last))) outs(%o : \(Self.type(last))) -> \(Self.type(last))
          return %r : \(Self.type(last))
        }
        """
      let engine = DiagnosticEngine()
      guard
        let module = Module.parse(SourceFile(name: "drawn", text: program), diagnostics: engine),
        let function = module.functions.first, let body = module.body(of: function)
      else {
        Issue.record("does not parse: \(program)")
        return
      }
      let graph = try LayerGraph.of(body, in: module).get()
      #expect(graph.layers.count == 1 && graph.tensors.count == 2)
      let layer = try #require(graph.layers.first)
      for _ in 0..<8 {
        let box = layer.loops.map { extent in
          let lower = Int.random(in: 0..<extent, using: &random)
          return Interval(lower, Int.random(in: lower + 1...extent, using: &random))
        }
        let regions = layer.reads.map { $0.region(box, shape: graph.tensors[0].shape) }
        var least: Box?
        Self.walk(box) { index in
          var flat = seen.element(index)
          guard flat >= 0 else { return }
          var place = [Int](repeating: 0, count: shape.count)
          for axis in shape.indices.reversed() {
            place[axis] = flat % shape[axis]
            flat /= shape[axis]
          }
          let isInside = regions.contains { region in
            zip(region, place).allSatisfy { $0.lower <= $1 && $1 < $0.upper }
          }
          if !isInside { Issue.record("\(place) is read, but not in \(regions): \(program)") }
          least =
            least.map { zip($0, place).map { Interval(min($0.lower, $1), max($0.upper, $1 + 1)) } }
            ?? place.map { Interval($0, $0 + 1) }
        }
        guard let least, let region = regions.first else { continue }
        all += 1
        if region == least { exact += 1 }
      }
    }
    // Most views leave accesses that say just what is read.
    #expect(exact * 10 > all * 8, "\(exact) of \(all)")
  }

  private static func graph(_ text: String) -> Result<LayerGraph, LayerGraphObstacle>? {
    let engine = DiagnosticEngine()
    guard let module = Module.parse(SourceFile(name: "test", text: text), diagnostics: engine),
      let function = module.functions.first, let body = module.body(of: function)
    else { return nil }
    return LayerGraph.of(body, in: module)
  }

  @Test func pieceByPieceConcatenationReadsTwoTensors() throws {
    let graph = try #require(
      Self.graph(
        """
        func.func @f(%a: tensor<4x8xf32>, %b: tensor<6x8xf32>) -> tensor<3x8xf32> {
          %c = tensor.concat dim(0) %a, %b : (tensor<4x8xf32>, tensor<6x8xf32>) -> tensor<10x8xf32>
          %s = tensor.extract_slice %c[5, 0] [3, 8] [1, 1] : tensor<10x8xf32> to tensor<3x8xf32>
          %o = tensor.empty() : tensor<3x8xf32>
          %r = linalg.exp ins(%s : tensor<3x8xf32>) outs(%o : tensor<3x8xf32>) -> tensor<3x8xf32>
          return %r : tensor<3x8xf32>
        }
        """)
    ).get()
    // The slice has none of the first part.
    #expect(graph.layers[0].reads.map(\.tensor) == [1])
    #expect(graph.layers[0].reads[0].axes[0].offset == 1)
    #expect(graph.tensors.map(\.isResult) == [false, false, true])
  }

  @Test func softmaxIsFourLayersOfARow() throws {
    let graph = try #require(
      Self.graph(
        """
        #id = affine_map<(d0, d1) -> (d0, d1)>
        #row = affine_map<(d0, d1) -> (d0)>
        func.func @f(%x: tensor<8x16xf32>) -> tensor<8x16xf32> {
          %low = arith.constant 0xFF800000 : f32
          %zero = arith.constant 0.0 : f32
          %e = tensor.empty() : tensor<8xf32>
          %o = tensor.empty() : tensor<8x16xf32>
          %f0 = linalg.fill ins(%low : f32) outs(%e : tensor<8xf32>) -> tensor<8xf32>
          %f1 = linalg.fill ins(%zero : f32) outs(%e : tensor<8xf32>) -> tensor<8xf32>
          %m = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
            ins(%x : tensor<8x16xf32>) outs(%f0 : tensor<8xf32>) {
          ^bb0(%a: f32, %b: f32):
            %c = arith.maximumf %a, %b : f32
            linalg.yield %c : f32
          } -> tensor<8xf32>
          %p = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
            ins(%x, %m : tensor<8x16xf32>, tensor<8xf32>) outs(%o : tensor<8x16xf32>) {
          ^bb0(%a: f32, %b: f32, %c: f32):
            %d = arith.subf %a, %b : f32
            %g = math.exp %d : f32
            linalg.yield %g : f32
          } -> tensor<8x16xf32>
          %s = linalg.generic {indexing_maps = [#id, #row], iterator_types = ["parallel", "reduction"]}
            ins(%p : tensor<8x16xf32>) outs(%f1 : tensor<8xf32>) {
          ^bb0(%a: f32, %b: f32):
            %c = arith.addf %b, %a : f32
            linalg.yield %c : f32
          } -> tensor<8xf32>
          %q = linalg.generic {indexing_maps = [#id, #row, #id], iterator_types = ["parallel", "parallel"]}
            ins(%p, %s : tensor<8x16xf32>, tensor<8xf32>) outs(%o : tensor<8x16xf32>) {
          ^bb0(%a: f32, %b: f32, %c: f32):
            %d = arith.divf %a, %b : f32
            linalg.yield %d : f32
          } -> tensor<8x16xf32>
          return %q : tensor<8x16xf32>
        }
        """)
    ).get()
    #expect(graph.layers.map(\.name) == ["max.1", "exp.1", "sum.1", "div.1"])
    #expect(
      graph.layers.map(\.work) == [
        .elementwise(["maximum"]), .elementwise(["sub", "exp"]), .elementwise(["add"]),
        .elementwise(["div"]),
      ])
    #expect(graph.layers.map(\.isRowStatistic) == [true, true, true, true])
    // Start values are no reads.
    #expect(graph.layers.map(\.reads.count) == [1, 2, 1, 2])
  }

  @Test func aConversionBehindAProductIsAPartOfIt() throws {
    let graph = try #require(
      Self.graph(
        """
        #a = affine_map<(d0, d1, d2) -> (d0, d2)>
        #b = affine_map<(d0, d1, d2) -> (d2, d1)>
        #c = affine_map<(d0, d1, d2) -> (d0, d1)>
        #id = affine_map<(d0, d1) -> (d0, d1)>
        func.func @f(%x: tensor<4x8xbf16>, %w: tensor<8x6xbf16>) -> tensor<4x6xbf16> {
          %zero = arith.constant 0.0 : f32
          %e = tensor.empty() : tensor<4x6xf32>
          %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x6xf32>) -> tensor<4x6xf32>
          %s = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
            ins(%x, %w : tensor<4x8xbf16>, tensor<8x6xbf16>) outs(%f : tensor<4x6xf32>) {
          ^bb0(%p: bf16, %q: bf16, %r: f32):
            %0 = arith.extf %p : bf16 to f32
            %1 = arith.extf %q : bf16 to f32
            %2 = arith.mulf %0, %1 : f32
            %3 = arith.addf %r, %2 : f32
            linalg.yield %3 : f32
          } -> tensor<4x6xf32>
          %o = tensor.empty() : tensor<4x6xbf16>
          %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
            ins(%s : tensor<4x6xf32>) outs(%o : tensor<4x6xbf16>) {
          ^bb0(%p: f32, %q: bf16):
            %0 = arith.truncf %p : f32 to bf16
            linalg.yield %0 : bf16
          } -> tensor<4x6xbf16>
          return %y : tensor<4x6xbf16>
        }
        """)
    ).get()
    #expect(graph.layers.count == 1)
    #expect(graph.layers[0].work == .multiplyAdd)
    #expect(graph.layers[0].epilogue.count == 1)
    #expect(graph.layers[0].accumulatorBits == 32)
    #expect(graph.tensors.map(\.bits) == [16, 16, 16])
    #expect(graph.tensors.map(\.isWeight) == [false, true, false])
    #expect(graph.tensors[2].isResult)
  }

  @Test func whatHasNoLoopsIsAnObstacle() throws {
    let result = try #require(
      Self.graph(
        """
        func.func @f(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
          return %x : tensor<?x4xf32>
        }
        """))
    guard case .failure(let obstacle) = result else {
      Issue.record("a tensor without a static shape is taken")
      return
    }
    #expect(obstacle.message.contains("static"))
  }
}

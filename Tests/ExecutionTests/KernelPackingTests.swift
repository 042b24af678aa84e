import FuseIR
import Machine
import Passes
import Testing

/// The exact choice of kernels, compared with trying all choices.
@Suite struct KernelPackingTests {
  /// A generator of numbers that depends on the seed alone.
  private struct Draw {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
  }

  private static var runs: Int {
    #if DEBUG
      40
    #else
      400
    #endif
  }

  /// The largest gain of all choices that the program allows and that close no circle.
  private static func best(
    _ program: PackingProgram, isAllowed: ([Int32]) -> Bool = { _ in true }
  ) -> Int64 {
    var best: Int64 = 0
    func extend(_ next: Int, _ chosen: [Int32], _ covered: Set<Int32>, _ value: Int64) {
      if next == program.patterns.count {
        guard value > best else { return }
        let members = Set(chosen)
        for cut in program.cuts where cut.allSatisfy({ members.contains($0) }) { return }
        if isAllowed(chosen) { best = value }
        return
      }
      extend(next + 1, chosen, covered, value)
      let items = program.patterns[next]
      guard program.gains[next] > 0, covered.isDisjoint(with: items) else { return }
      for conflict in program.conflicts
      where conflict.second == Int32(next) && chosen.contains(conflict.first) {
        return
      }
      extend(
        next + 1, chosen + [Int32(next)], covered.union(items), value + program.gains[next])
    }
    extend(0, [], [], 0)
    return best
  }

  @Test func drawnProgramsAreSolvedExactly() {
    for seed in 0..<Self.runs {
      var draw = Draw(state: UInt64(seed) &* 77 &+ 5)
      let items = 3 + draw.below(9)
      let count = 4 + draw.below(10)
      var patterns: [[Int32]] = []
      var gains: [Int64] = []
      for _ in 0..<count {
        var members: Set<Int32> = []
        for _ in 0..<(2 + draw.below(3)) { members.insert(Int32(draw.below(items))) }
        patterns.append(members.sorted())
        gains.append(Int64(draw.below(2000)) - 100)
      }
      var conflicts: [PackingProgram.Conflict] = []
      for _ in 0..<draw.below(5) {
        let (a, b) = (Int32(draw.below(count)), Int32(draw.below(count)))
        if a != b { conflicts.append(PackingProgram.Conflict(a, b)) }
      }
      let program = PackingProgram(
        itemCount: items, patterns: patterns, gains: gains,
        conflicts: conflicts)
      // Any three patterns of the set close a circle.
      let circle = Set((0..<count / 2).map { Int32($0 * 2) })
      func circles(_ chosen: [Int32]) -> [[Int32]] {
        let inside = chosen.filter { circle.contains($0) }
        return inside.count >= 3 ? [Array(inside.sorted().prefix(3))] : []
      }
      var solver = PackingSolver(program, circles: circles)
      let answer = solver.solve()
      let expected = Self.best(program) { circles($0).isEmpty }
      #expect(answer.value == expected, "seed \(seed)")
      #expect(answer.bound == expected, "seed \(seed)")
      #expect(program.value(of: answer.chosen) == answer.value)
    }
  }

  /// Draws a program of at most 12 ops on rows: elementwise ones, row reductions, column reductions.
  private static func drawnText(_ seed: Int) -> String {
    var draw = Draw(state: UInt64(seed) &* 991 &+ 3)
    var matrices = ["%x", "%y"]
    var results: [(String, String)] = []
    var body = "    %zero = stablehlo.constant dense<0.0> : tensor<f32>\n"
    let m = "tensor<16x8xf32>"
    for number in 0..<(4 + draw.below(8)) {
      let a = matrices[draw.below(matrices.count)]
      let b = matrices[draw.below(matrices.count)]
      switch draw.below(5) {
      case 0:
        body += "    %r\(number) = stablehlo.reduce(\(a) init: %zero) applies stablehlo.add across "
        body += "dimensions = [1] : (\(m), tensor<f32>) -> tensor<16xf32>\n"
        body += "    %v\(number) = stablehlo.broadcast_in_dim %r\(number), dims = [0] : "
        body += "(tensor<16xf32>) -> \(m)\n"
        matrices.append("%v\(number)")
      case 1:
        body += "    %v\(number) = stablehlo.reduce(\(a) init: %zero) applies stablehlo.add across "
        body += "dimensions = [0] : (\(m), tensor<f32>) -> tensor<8xf32>\n"
        results.append(("%v\(number)", "tensor<8xf32>"))
      case 2:
        body += "    %v\(number) = stablehlo.tanh \(a) : \(m)\n"
        matrices.append("%v\(number)")
      default:
        body += "    %v\(number) = stablehlo.add \(a), \(b) : \(m)\n"
        matrices.append("%v\(number)")
      }
    }
    results.append((matrices[matrices.count - 1], m))
    results.append((matrices[matrices.count / 2], m))
    let values = results.map(\.0).joined(separator: ", ")
    let types = results.map(\.1).joined(separator: ", ")
    return """
      func.func @main(%x: \(m), %y: \(m)) -> (\(types)) {
      \(body)    return \(values) : \(types)
      }
      """
  }

  @Test(arguments: ["time", "bytes", "kernels"])
  func plansOfDrawnGraphsAreBest(objective: String) throws {
    for seed in 0..<max(6, Self.runs / 8) {
      let engine = DiagnosticEngine()
      let source = SourceFile(name: "drawn", text: Self.drawnText(seed))
      guard var module = Module.parse(source, diagnostics: engine) else {
        Issue.record("seed \(seed): \(engine.rendered())")
        continue
      }
      let pipeline = try #require(
        PipelineParser.parse("import,plan-kernels{k=4 objective=\(objective)}", diagnostics: engine)
      )
      var context = PassContext(diagnostics: engine)
      let manager = PassManager(pipeline)
      guard case .completed = manager.run(on: &module, in: &context) else {
        Issue.record("seed \(seed): \(engine.rendered())")
        continue
      }
      for program in context.packingPrograms where program.patterns.count <= 60 {
        #expect(program.value(of: program.chosen) == Self.best(program), "seed \(seed)")
      }
    }
  }
}

import Execution
import FuseIR
import Machine
import Passes
import Testing

/// Drawn einsums with drawn encodings, lowered to graphs of streams in every granularity: the simulator's results must be
/// those of the reference interpreter, and in any loop order that storage allows.
@Suite struct StreamLoweringTests {
  static let regions = ["op", "all"]
  static let ends = [
    "lower-to-sam,canonicalize",
    "order-loops{search=best limit=20},lower-to-sam,remove-duplicate-joins,insert-locate,canonicalize,cse",
    "lower-to-sam,insert-locate{compressed},canonicalize,cse",
  ]

  @Test(arguments: 0..<24) func keepsTheNumbers(seed: Int) throws {
    try check(
      seed, "fuse-einsums{regions=\(Self.regions[seed % 2])},\(Self.ends[seed % Self.ends.count])")
  }

  /// Schedules that are chosen by their cost have graphs, which compute the same.
  @Test(arguments: 0..<24) func choosesWhatHasGraphs(seed: Int) throws {
    try check(seed, "streams")
  }

  /// Any loop on lanes that may have some: on queues without bounds, and on a fabric that charges for everything.
  @Test(arguments: 0..<24) func keepsTheNumbersOnLanes(seed: Int) throws {
    let program = DrawnEinsums(seed: UInt64(seed) + 1000)
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "seed\(seed)", text: program.text)
    let text =
      "fuse-einsums{regions=\(Self.regions[seed % 2])},\(Self.ends[seed % Self.ends.count]),dce"
    guard var lowered = Module.parse(source, diagnostics: engine),
      let passes = PipelineParser.parse(text, diagnostics: engine)
    else {
      Issue.record("\(engine.rendered())\n\(program.text)")
      return
    }
    var interpreter = Interpreter(lowered)
    let expected = try interpreter.run(function: "main", inputs: program.inputs, in: lowered)
    var context = PassContext(diagnostics: engine)
    guard case .completed = PassManager(passes).run(on: &lowered, in: &context) else {
      Issue.record("\(engine.rendered())\n\(program.text)")
      return
    }
    if lowered.text().contains("sparse_tensor.convert") { return }
    for (number, level) in ["i", "j", "k", "l", "m"].enumerated() {
      let factor = 2 + (seed + number) % 3
      var lanes = "stream-parallelize{level=\(level) factor=\(factor)}"
      // One loop inside of another, in either order, and with as many lanes.
      if seed % 4 == 0, number > 0 {
        lanes = "stream-parallelize{level=i factor=\(factor)}," + lanes
      } else if seed % 4 == 1, number > 0 {
        lanes += ",stream-parallelize{level=i factor=\(factor)}"
      }
      let refusals = DiagnosticEngine()
      let copy = SourceFile(name: "seed\(seed)", text: lowered.text())
      guard let pass = PipelineParser.parse(lanes, diagnostics: refusals),
        var module = Module.parse(copy, diagnostics: refusals)
      else {
        Issue.record("\(refusals.rendered())")
        return
      }
      var context = PassContext(diagnostics: refusals)
      guard case .completed = PassManager(pass).run(on: &module, in: &context) else {
        #expect(refusals.rendered().contains("stream-parallelize: "))
        continue
      }
      for fabric in [
        StreamFabric.paper,
        StreamFabric(
          name: "strict", queueDepth: nil, isStrict: true,
          memory: StreamMemory(latency: 5, bytesPerCycle: 4, rowBytes: 64, rowMissCycles: 7)),
      ] {
        let results = try StreamExecutor(fabric: fabric).run(
          function: "main", inputs: program.inputs, in: module, limits: ExecutionLimits())
        for (a, b) in zip(results, expected) {
          for index in 0..<b.count {
            let (x, y) = (a.float(at: index) ?? .nan, b.float(at: index) ?? .nan)
            #expect(abs(x - y) <= 1e-4 + 1e-4 * abs(y), "\(lanes)\n\(program.text)")
          }
        }
      }
    }
  }

  /// On the queues that are found, every graph takes as long as on queues without bounds, and with one place less in any of
  /// them longer, or it deadlocks.
  @Test(arguments: 0..<6) func findsTheSmallestQueues(seed: Int) throws {
    let program = DrawnEinsums(seed: UInt64(seed) + 2000)
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "seed\(seed)", text: program.text)
    guard var module = Module.parse(source, diagnostics: engine),
      let passes = PipelineParser.parse("streams", diagnostics: engine)
    else {
      Issue.record("\(engine.rendered())\n\(program.text)")
      return
    }
    var context = PassContext(diagnostics: engine)
    guard case .completed = PassManager(passes).run(on: &module, in: &context) else {
      Issue.record("\(engine.rendered())\n\(program.text)")
      return
    }
    if module.text().contains("sparse_tensor.convert") { return }
    let fabric = StreamFabric(
      name: "strict", queueDepth: nil, isStrict: seed % 2 == 0, memory: nil)
    let sizing = StreamExecutor(fabric: fabric, queueRuns: 4096)
    _ = try sizing.run(
      function: "main", inputs: program.inputs, in: module, limits: ExecutionLimits())
    func cycles(_ module: borrowing Module) -> Int? {
      let executor = StreamExecutor(fabric: fabric)
      let results = try? executor.run(
        function: "main", inputs: program.inputs, in: module, limits: ExecutionLimits())
      return results.map { _ in executor.runs.reduce(0) { $0 + $1.run.cycles } }
    }
    let free = cycles(module)
    #expect(free == sizing.queues.reduce(0) { $0 + $1.cycles })
    for plan in sizing.queues {
      #expect(plan.isMinimal)
      for block in plan.blocks {
        let depths = module.denseArrayAttribute(block.depths.map { Int64($0) })
        module.setAttribute("queue_depths", depths, of: block.op)
      }
    }
    #expect(cycles(module) == free, "\(program.text)")
    for plan in sizing.queues {
      for block in plan.blocks {
        for (port, depth) in block.depths.enumerated() where depth > 1 {
          var shorter = block.depths
          shorter[port] -= 1
          let depths = module.denseArrayAttribute(shorter.map { Int64($0) })
          module.setAttribute("queue_depths", depths, of: block.op)
          #expect(cycles(module) ?? .max > free ?? 0, "\(program.text)")
        }
        let depths = module.denseArrayAttribute(block.depths.map { Int64($0) })
        module.setAttribute("queue_depths", depths, of: block.op)
      }
    }
  }

  private func check(_ seed: Int, _ pipeline: String) throws {
    let program = DrawnEinsums(seed: UInt64(seed))
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "seed\(seed)", text: program.text)
    guard var module = Module.parse(source, diagnostics: engine),
      let passes = PipelineParser.parse(pipeline, diagnostics: engine)
    else {
      Issue.record("\(engine.rendered())\n\(program.text)")
      return
    }
    var interpreter = Interpreter(module)
    let expected = try interpreter.run(function: "main", inputs: program.inputs, in: module)
    var context = PassContext(diagnostics: engine)
    let result = PassManager(passes).run(on: &module, in: &context)
    guard case .completed = result else {
      Issue.record("\(pipeline): \(engine.rendered())\n\(program.text)")
      return
    }
    let text = module.text()
    // Copies in another order are executed elsewhere.
    if text.contains("sparse_tensor.convert") { return }
    #expect(text.contains("sam.graph"), "\(pipeline)\n\(program.text)")
    let results = try StreamExecutor(fabric: .paper).run(
      function: "main", inputs: program.inputs, in: module, limits: ExecutionLimits())
    #expect(results.count == expected.count)
    for (a, b) in zip(results, expected) {
      #expect(a.shape == b.shape)
      for index in 0..<b.count {
        let (x, y) = (a.float(at: index) ?? .nan, b.float(at: index) ?? .nan)
        #expect(abs(x - y) <= 1e-4 + 1e-4 * abs(y), "\(pipeline)\n\(program.text)")
      }
    }
  }

  /// Storage orders what it reads: with both operands by rows there is one order of a product, and a table for it.
  @Test func tableOfAProduct() throws {
    let engine = DiagnosticEngine()
    let text = """
      #CC = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 : compressed, d1 : compressed) }>
      func.func @main(%a: tensor<4x5xf32, #CC>, %b: tensor<5x6xf32, #CC>) -> tensor<4x6xf32, #CC> {
        %e = tensor.empty() : tensor<4x6xf32, #CC>
        %0 = linalg.matmul ins(%a, %b : tensor<4x5xf32, #CC>, tensor<5x6xf32, #CC>)
          outs(%e : tensor<4x6xf32, #CC>) -> tensor<4x6xf32, #CC>
        return %0 : tensor<4x6xf32, #CC>
      }
      """
    guard
      let module = Module.parse(SourceFile(name: "product", text: text), diagnostics: engine),
      let function = module.function(named: "main"), let body = module.body(of: function)
    else {
      Issue.record("\(engine.rendered())")
      return
    }
    let ops = module.ops(of: body)
    let region = try StreamRegion.read([ops[1]], results: module.results(of: ops[1]), in: module)
      .get()
    let order = IndexOrder(region)
    #expect(order.first() == [0, 2, 1])
    #expect(order.violated(by: [2, 0, 1])?.outer == 0)
    let table = try FusionTable.build(region, order: [0, 2, 1]).get()
    #expect(table.variables.map(\.name) == ["i", "k", "j"])
    #expect(
      table.cells.indices.map { table.name(of: $0) } == [
        "root", "scan 0", "signal i", "repeat i", "scan 1", "scan 0", "intersect k", "scan 1",
        "signal j", "repeat j", "array", "array", "mul", "accumulate 1", "drop i", "write 0",
        "write 1", "write values",
      ])
    if case .success = FusionTable.build(region, order: [2, 0, 1]) {
      Issue.record("an order that storage forbids has a table")
    }
  }
}

/// A drawn chain of products, sums, products of elements, biases and ReLUs, on matrices of drawn encodings.
private struct DrawnEinsums {
  private(set) var text = ""
  private(set) var inputs: [Tensor] = []
  private var random: SeededGenerator
  private var arguments: [String] = []
  private var lines: [String] = []

  private struct Matrix {
    var name: String
    var rows: Int
    var columns: Int
    var type: String
  }

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    var value = input(size(), size())
    var known = [value]
    for number in 0..<1 + random.below(4) {
      value = step(number, value, known)
      known.append(value)
    }
    text = """
      func.func @main(\(arguments.joined(separator: ", "))) -> \(value.type) {
        %zero = arith.constant 0.0 : f32
      \(lines.joined(separator: "\n"))
        return \(value.name) : \(value.type)
      }
      """
  }

  private mutating func size() -> Int { 2 + random.below(4) }

  private mutating func type(_ rows: Int, _ columns: Int) -> String {
    let formats = ["dense", "compressed"]
    guard random.below(3) > 0 else { return "tensor<\(rows)x\(columns)xf32>" }
    let (first, second) = (formats[random.below(2)], formats[random.below(2)])
    return "tensor<\(rows)x\(columns)xf32, #sparse_tensor.encoding<{ map = (d0, d1) -> "
      + "(d0 : \(first), d1 : \(second)) }>>"
  }

  private mutating func input(_ rows: Int, _ columns: Int) -> Matrix {
    let matrix = Matrix(
      name: "%x\(inputs.count)", rows: rows, columns: columns, type: type(rows, columns))
    arguments.append("\(matrix.name): \(matrix.type)")
    inputs.append(draw([rows, columns]))
    return matrix
  }

  private mutating func draw(_ shape: [Int]) -> Tensor {
    var values: [Double] = []
    for _ in 0..<shape.reduce(1, *) {
      values.append(random.below(2) == 0 ? 0 : Double(random.below(9)) - 4)
    }
    guard let tensor = Tensor(values, shape: shape, .f32) else {
      preconditionFailure("invariant: as many values as places")
    }
    return tensor
  }

  private mutating func step(_ number: Int, _ value: Matrix, _ known: [Matrix]) -> Matrix {
    let kind = random.below(5)
    let columns = kind == 0 ? size() : value.columns
    let result = Matrix(
      name: "%v\(number)", rows: value.rows, columns: columns, type: type(value.rows, columns))
    lines.append("  %e\(number) = tensor.empty() : \(result.type)")
    lines.append(
      "  %f\(number) = linalg.fill ins(%zero : f32) outs(%e\(number) : \(result.type)) -> "
        + result.type)
    let outs = "outs(%f\(number) : \(result.type)) -> \(result.type)"
    switch kind {
    case 0:
      let other = input(value.columns, columns)
      lines.append(
        "  \(result.name) = linalg.matmul ins(\(value.name), \(other.name) : \(value.type), "
          + "\(other.type)) \(outs)")
    case 1, 2:
      let same = known.filter { $0.rows == value.rows && $0.columns == columns }
      let other =
        random.below(2) == 0 ? same[random.below(same.count)] : input(value.rows, columns)
      lines.append(
        "  \(result.name) = linalg.\(kind == 1 ? "add" : "mul") ins(\(value.name), "
          + "\(other.name) : \(value.type), \(other.type)) \(outs)")
    case 3:
      arguments.append("%x\(inputs.count): tensor<\(columns)xf32>")
      lines.append(
        generic(
          result, ["\(value.name)", "%x\(inputs.count)"],
          [value.type, "tensor<\(columns)xf32>"], number,
          maps: ["(d0, d1)", "(d1)"], body: "%r = arith.addf %a0, %a1 : f32"))
      inputs.append(draw([columns]))
    default:
      lines.append(
        generic(
          result, [value.name], [value.type], number, maps: ["(d0, d1)"],
          body: "%r = arith.maximumf %a0, %zero : f32"))
    }
    return result
  }

  private func generic(
    _ result: Matrix, _ operands: [String], _ types: [String], _ number: Int, maps: [String],
    body: String
  ) -> String {
    let all = (maps + ["(d0, d1)"]).map { "affine_map<(d0, d1) -> \($0)>" }
    let arguments = operands.indices.map { "%a\($0): f32, " }.joined()
    return """
        \(result.name) = linalg.generic {indexing_maps = [\(all.joined(separator: ", "))],
            iterator_types = ["parallel", "parallel"]}
            ins(\(operands.joined(separator: ", ")) : \(types.joined(separator: ", ")))
            outs(%f\(number) : \(result.type)) {
        ^bb0(\(arguments)%out: f32):
          \(body)
          linalg.yield %r : f32
        } -> \(result.type)
      """
  }
}

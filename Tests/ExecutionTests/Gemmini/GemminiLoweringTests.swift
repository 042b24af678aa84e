import Execution
import FuseIR
import Machine
import Passes
import Testing

/// Functions lowered to Gemmini programs: their instructions keep the rules, and they compute what the functions compute.
@Suite struct GemminiLoweringTests {
  /// A lowered function, run: results and what the checker says.
  struct Run {
    var expected: [Tensor]
    var results: [Tensor]
    var instructionCount: Int
    var hostOps: Int
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Numbers that are small whole multiples of a power of two: sums and products of them are exact.
  static func inputs(_ types: [TypeID], in module: borrowing Module) throws -> [Tensor] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return try types.map { type in
      guard let shape = module.shape(of: type)?.map({ Int($0) }),
        let element = ElementType(module.elementType(of: type), in: module)
      else { throw Failure(description: "an argument is no tensor") }
      let values = (0..<(Tensor.elementCount(of: shape) ?? 0)).map { _ -> Int64 in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int64(state >> 40) % 17 - 8
      }
      let tensor =
        if case .float(let format) = element {
          Tensor(values.map { Double($0) / 4 }, shape: shape, format)
        } else {
          Tensor(values, shape: shape, element)
        }
      guard let tensor else { throw Failure(description: "no tensor") }
      return tensor
    }
  }

  static func run(_ text: String, on target: String) throws -> Run {
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "test", text: text)
    engine.addSource(source)
    guard var module = Module.parse(source, diagnostics: engine) else {
      throw Failure(description: engine.rendered())
    }
    guard let function = module.function(named: "main"), let body = module.body(of: function),
      let machine = MachineCatalog.machine(named: target)
    else { throw Failure(description: "no function or machine") }
    let inputs = try inputs(
      module.arguments(of: body).map { module.type(of: $0) }, in: module)
    var reference = Interpreter(module)
    let expected = try reference.run(function: "main", inputs: inputs, in: module)

    var context = PassContext(diagnostics: engine, target: machine)
    context.wantsRemarks = { _ in false }
    var pass = LowerToGemmini()
    guard pass.run(on: function, of: &module, in: &context) == .changed else {
      throw Failure(description: engine.rendered())
    }
    let mistakes = module.verify().mistakes
    if let first = mistakes.first {
      throw Failure(description: "\(module.name(of: first.op)) \(first.message)")
    }
    return try execute(module, function, inputs, expected, GemminiConfiguration(machine))
  }

  private static func execute(
    _ module: borrowing Module, _ function: OpID, _ inputs: [Tensor], _ expected: [Tensor],
    _ configuration: GemminiConfiguration
  ) throws -> Run {
    guard let op = GemminiProgram.inFunction(function, of: module),
      let program = GemminiProgram(op, in: module)
    else { throw Failure(description: "no program") }
    var simulator = GemminiSimulator(configuration: configuration)
    var checker = GemminiTraceChecker(configuration: configuration)
    try simulator.map(base: UInt64(program.base), count: Int(program.bytes))
    func write(_ tensor: Tensor, _ buffer: GemminiBuffer, _ simulator: inout GemminiSimulator)
      throws
    {
      try simulator.write(base: UInt64(buffer.address), bytes: tensor.withBytes { Array($0) })
    }
    func read(
      _ type: TypeID, _ buffer: GemminiBuffer, _ module: borrowing Module,
      _ simulator: inout GemminiSimulator
    ) throws -> Tensor {
      let bytes = try simulator.read(base: UInt64(buffer.address), count: Int(buffer.byteCount))
      guard let element = ElementType(module.elementType(of: type), in: module),
        let tensor = Tensor(
          bytes: bytes, shape: (module.shape(of: type) ?? []).map { Int($0) }, element)
      else { throw Failure(description: "no tensor") }
      return tensor
    }
    for buffer in program.buffers {
      switch buffer.role {
      case .input: try write(inputs[buffer.index ?? 0], buffer, &simulator)
      case .constant:
        guard let value = buffer.value, let tensor = Tensor(value, in: module) else { continue }
        try write(tensor, buffer, &simulator)
      case .output, .temporary: break
      }
    }
    var count = 0
    var hostOps = 0
    for step in program.steps {
      if module.opcode(of: step).is(GemminiOp.segment) {
        let compiled = try GemminiCursorProgram(
          segment: step, of: program, in: module, dimension: configuration.dimension)
        var cursor = GemminiCursor(compiled)
        var segmentCount = 0
        checker.beginSegment()
        while let instruction = try cursor.next() {
          checker.check(instruction, index: count)
          try simulator.execute(instruction)
          count += 1
          segmentCount += 1
        }
        checker.endSegment()
        #expect(try GemminiCursor.instructionCount(of: compiled) == segmentCount)
        continue
      }
      var interpreter = Interpreter(module)
      for op in module.opsPreOrder(in: step) {
        if let linalg = LinalgOp(module.opcode(of: op)), linalg != .yield, linalg != .index {
          hostOps += 1
        }
      }
      interpreter.foreignHandler = { module, op, operands throws(ExecutionError) in
        do {
          guard let id = module.attribute("buffer", of: op), let name = module.symbolValue(id),
            let buffer = program.buffer(named: name)
          else { throw Failure(description: "no buffer") }
          if module.opcode(of: op).is(GemminiOp.load) {
            return [
              try read(module.type(of: module.result(of: op)), buffer, module, &simulator)
            ]
          }
          try write(operands[0], buffer, &simulator)
          return []
        } catch {
          throw ExecutionError("\(error)")
        }
      }
      _ = try interpreter.runRegion(module.region(of: step), arguments: [], in: module)
    }
    for violation in checker.violations { throw Failure(description: violation.description) }
    let results = try program.buffers.filter { $0.role == .output }
      .map { try read($0.type, $0, module, &simulator) }
    return Run(
      expected: expected, results: results, instructionCount: count, hostOps: hostOps)
  }

  /// Runs the text and expects the exact values of the reference, with `hostOps` ops left to the host.
  static func expectExact(
    _ text: String, on targets: [String] = ["gemmini-fp32", "gemmini-fp32-16"], hostOps: Int = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for target in targets {
      let run = try run(text, on: target)
      #expect(run.results.count == run.expected.count, sourceLocation: sourceLocation)
      for (result, expected) in zip(run.results, run.expected) {
        #expect(result.shape == expected.shape, sourceLocation: sourceLocation)
        let same = result.withBytes { a in expected.withBytes { b in a.elementsEqual(b) } }
        if !same {
          let pairs = zip(result.floats() ?? [], expected.floats() ?? [])
          let wrong = pairs.enumerated().filter { $1.0 != $1.1 }.prefix(4)
          Issue.record(
            "\(target): \(wrong.map { "[\($0)] \($1.0) for \($1.1)" })",
            sourceLocation: sourceLocation)
        }
      }
      #expect(run.hostOps == hostOps, "\(target)", sourceLocation: sourceLocation)
    }
  }

  // MARK: Contractions

  static func contraction(
    _ a: String, _ b: String, _ c: String, sizes: [Character: Int], type: String = "f32"
  ) -> String {
    let dims = Array(Set(a + b + c)).sorted()
    func tensor(_ letters: String, _ element: String) -> String {
      "tensor<" + letters.map { "\(sizes[$0] ?? 1)x" }.joined() + element + ">"
    }
    func map(_ letters: String) -> String {
      let all = dims.map { "\($0)" }.joined(separator: ", ")
      let results = letters.map { "\($0)" }.joined(separator: ", ")
      return "affine_map<(\(all)) -> (\(results))>"
    }
    let iterators = dims.map { c.contains($0) ? "\"parallel\"" : "\"reduction\"" }
      .joined(separator: ", ")
    let isFloat = type == "f32"
    let sum = isFloat ? "f32" : "i32"
    let body =
      isFloat
      ? "%p = arith.mulf %x, %y : f32\n%s = arith.addf %o, %p : f32"
      : """
      %u = arith.extsi %x : i8 to i32
      %v = arith.extsi %y : i8 to i32
      %p = arith.muli %u, %v : i32
      %s = arith.addi %o, %p : i32
      """
    return """
      func.func @main(%a: \(tensor(a, type)), %b: \(tensor(b, type))) -> \(tensor(c, sum)) {
        %z = arith.constant \(isFloat ? "0.0" : "0") : \(sum)
        %e = tensor.empty() : \(tensor(c, sum))
        %f = linalg.fill ins(%z : \(sum)) outs(%e : \(tensor(c, sum))) -> \(tensor(c, sum))
        %r = linalg.generic {
          indexing_maps = [\(map(a)), \(map(b)), \(map(c))], iterator_types = [\(iterators)]
        } ins(%a, %b : \(tensor(a, type)), \(tensor(b, type))) outs(%f : \(tensor(c, sum))) {
        ^bb0(%x: \(type), %y: \(type), %o: \(sum)):
          \(body)
          linalg.yield %s : \(sum)
        } -> \(tensor(c, sum))
        return %r : \(tensor(c, sum))
      }
      """
  }

  @Test(arguments: [
    ("mk", "kn", "mn", 0), ("km", "kn", "mn", 0), ("mk", "nk", "mn", 0), ("km", "nk", "mn", 1),
    ("mk", "kn", "nm", 1), ("bmk", "bkn", "bmn", 0), ("mbk", "nbk", "bmn", 0),
    ("bmk", "kn", "bmn", 0), ("mk", "k", "m", 0), ("k", "kn", "n", 0), ("k", "k", "", 0),
    ("bmk", "bkn", "mbn", 0), ("mjk", "jkn", "mn", 0), ("jmk", "kjn", "mn", 0),
    ("mkj", "nkj", "mn", 0), ("bhmk", "bhnk", "bhmn", 0), ("mbhk", "nbhk", "bhmn", 0),
    ("bm", "bn", "mn", 0), ("mkb", "bkn", "bmn", 1),
  ])
  func contractions(_ form: (a: String, b: String, c: String, hostOps: Int)) throws {
    for sizes in [
      ["m": 20, "n": 24, "k": 40, "b": 3, "h": 2, "j": 5],
      ["m": 7, "n": 9, "k": 5, "b": 2, "h": 1, "j": 2],
    ] as [[Character: Int]] {
      let text = Self.contraction(form.a, form.b, form.c, sizes: sizes)
      try Self.expectExact(text, hostOps: form.hostOps)
    }
  }

  /// Two products that one op adds: one of them takes the op in, the other's result is added.
  @Test func sumOfProducts() throws {
    try Self.expectExact(
      """
      #id = affine_map<(d0, d1) -> (d0, d1)>
      func.func @main(%a: tensor<9x7xf32>, %b: tensor<7x5xf32>) -> tensor<9x5xf32> {
        %z = arith.constant 0.0 : f32
        %e = tensor.empty() : tensor<9x5xf32>
        %f = linalg.fill ins(%z : f32) outs(%e : tensor<9x5xf32>) -> tensor<9x5xf32>
        %p = linalg.matmul ins(%a, %b : tensor<9x7xf32>, tensor<7x5xf32>) outs(%f : tensor<9x5xf32>) -> tensor<9x5xf32>
        %q = linalg.matmul ins(%a, %b : tensor<9x7xf32>, tensor<7x5xf32>) outs(%f : tensor<9x5xf32>) -> tensor<9x5xf32>
        %r = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel", "parallel"]}
            ins(%p, %q : tensor<9x5xf32>, tensor<9x5xf32>) outs(%e : tensor<9x5xf32>) {
        ^bb0(%x: f32, %y: f32, %o: f32):
          %s = arith.addf %x, %y : f32
          %m = arith.maximumf %s, %z : f32
          linalg.yield %m : f32
        } -> tensor<9x5xf32>
        return %r : tensor<9x5xf32>
      }
      """)
  }

  // MARK: Convolutions

  /// A convolution of NHWC images, padded before it where there is padding.
  static func convolution(
    images: Int = 1, rows: Int, columns: Int, channels: Int, kernel: (Int, Int),
    outputs: Int, stride: (Int, Int) = (1, 1), dilation: (Int, Int) = (1, 1),
    padding: (low: (Int, Int), high: (Int, Int)) = ((0, 0), (0, 0)), isDepthwise: Bool = false,
    type: String = "f32"
  ) -> String {
    let sum = type == "f32" ? "f32" : "i32"
    let (h, w) = (
      rows + padding.low.0 + padding.high.0, columns + padding.low.1 + padding.high.1
    )
    let oh = (h - (kernel.0 - 1) * dilation.0 - 1) / stride.0 + 1
    let ow = (w - (kernel.1 - 1) * dilation.1 - 1) / stride.1 + 1
    let image = "tensor<\(images)x\(rows)x\(columns)x\(channels)x\(type)>"
    let padded = "tensor<\(images)x\(h)x\(w)x\(channels)x\(type)>"
    let weights =
      isDepthwise
      ? "tensor<\(kernel.0)x\(kernel.1)x\(channels)x\(type)>"
      : "tensor<\(kernel.0)x\(kernel.1)x\(channels)x\(outputs)x\(type)>"
    let result = "tensor<\(images)x\(oh)x\(ow)x\(isDepthwise ? channels : outputs)x\(sum)>"
    let name = isDepthwise ? "depthwise_conv_2d_nhwc_hwc" : "conv_2d_nhwc_hwcf"
    let pad =
      padded == image
      ? ("", "%a")
      : (
        """
        %p = tensor.pad %a low[0, \(padding.low.0), \(padding.low.1), 0]
          high[0, \(padding.high.0), \(padding.high.1), 0] {
        ^bb0(%i: index, %j: index, %k: index, %l: index):
          tensor.yield %y : \(type)
        } : \(image) to \(padded)
        """, "%p"
      )
    return """
      func.func @main(%a: \(image), %b: \(weights)) -> \(result) {
        %z = arith.constant \(type == "f32" ? "0.0" : "0") : \(sum)
        %y = arith.constant \(type == "f32" ? "0.0" : "0") : \(type)
        \(pad.0)
        %e = tensor.empty() : \(result)
        %f = linalg.fill ins(%z : \(sum)) outs(%e : \(result)) -> \(result)
        %r = linalg.\(name) {
          dilations = dense<[\(dilation.0), \(dilation.1)]> : tensor<2xi64>,
          strides = dense<[\(stride.0), \(stride.1)]> : tensor<2xi64>
        } ins(\(pad.1), %b : \(padded), \(weights)) outs(%f : \(result)) -> \(result)
        return %r : \(result)
      }
      """
  }

  @Test func convolutions() throws {
    let same = (low: (1, 1), high: (1, 1))
    try Self.expectExact(
      Self.convolution(rows: 9, columns: 11, channels: 5, kernel: (3, 3), outputs: 7))
    try Self.expectExact(
      Self.convolution(
        images: 2, rows: 8, columns: 20, channels: 18, kernel: (3, 3), outputs: 20,
        padding: same))
    try Self.expectExact(
      Self.convolution(
        rows: 13, columns: 12, channels: 3, kernel: (7, 7), outputs: 8, stride: (2, 2),
        padding: ((3, 3), (3, 3))))
    try Self.expectExact(
      Self.convolution(
        rows: 9, columns: 10, channels: 4, kernel: (1, 1), outputs: 6, stride: (2, 2)))
    try Self.expectExact(
      Self.convolution(rows: 5, columns: 6, channels: 4, kernel: (1, 1), outputs: 6))
    try Self.expectExact(
      Self.convolution(
        rows: 10, columns: 9, channels: 4, kernel: (3, 2), outputs: 5, stride: (1, 2),
        dilation: (2, 3), padding: ((0, 2), (3, 1))))
    // Padding wider than the image.
    try Self.expectExact(
      Self.convolution(
        rows: 3, columns: 2, channels: 2, kernel: (3, 3), outputs: 3,
        padding: ((4, 21), (5, 22))))
  }

  /// Little memory: narrow tiles, one kernel row at a time, one buffer for a wide kernel.
  @Test func convolutionsInLittleMemory() throws {
    try Self.expectExact(
      Self.convolution(
        rows: 6, columns: 70, channels: 20, kernel: (3, 3), outputs: 33,
        padding: ((1, 1), (1, 1)), type: "i8"), on: ["fadiff-small", "gemmini"])
    try Self.expectExact(
      Self.convolution(
        rows: 5, columns: 40, channels: 18, kernel: (2, 11), outputs: 20, stride: (1, 2),
        padding: ((0, 4), (1, 3)), type: "i8"), on: ["fadiff-small"])
  }

  @Test func depthwiseConvolutions() throws {
    try Self.expectExact(
      Self.convolution(
        rows: 9, columns: 8, channels: 21, kernel: (3, 3), outputs: 21,
        padding: ((1, 1), (1, 1)), isDepthwise: true), hostOps: 1)
    try Self.expectExact(
      Self.convolution(
        rows: 9, columns: 8, channels: 5, kernel: (3, 3), outputs: 5, stride: (2, 2),
        padding: ((0, 0), (1, 1)), isDepthwise: true), hostOps: 1)
  }

  @Test func integerContraction() throws {
    let text = Self.contraction(
      "mk", "kn", "mn", sizes: ["m": 33, "n": 70, "k": 100], type: "i8")
    try Self.expectExact(text, on: ["gemmini", "fadiff-small", "fadiff-large"])
  }

  /// More tiles than fit, in every direction, on a machine with little memory.
  @Test func manyTiles() throws {
    let text = Self.contraction(
      "mk", "kn", "mn", sizes: ["m": 150, "n": 170, "k": 190], type: "i8")
    try Self.expectExact(text, on: ["fadiff-small"])
  }
}

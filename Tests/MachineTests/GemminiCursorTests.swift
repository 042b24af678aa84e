import FuseIR
import Machine
import Testing

/// Segments unrolled by the cursor, against the same loops written out in Swift.
@Suite struct GemminiCursorTests {
  private static func program(_ segment: String) -> String {
    """
    func.func @main(%a: tensor<1024xf32>) -> tensor<1024xf32> {
      %0 = "gemmini.program"(%a) ({
        "gemmini.buffer"() {sym_name = "a", address = 4096 : i64, type = tensor<1024xf32>, role = "input", index = 0 : i64} : () -> ()
        "gemmini.buffer"() {sym_name = "b", address = 8192 : i64, type = tensor<1024xf32>, role = "output", index = 0 : i64} : () -> ()
        "gemmini.segment"() ({
          \(segment)
          "gemmini.fence"() : () -> ()
          "fuse_end.yield"() : () -> ()
        }) {sym_name = "s", reads = [@a], writes = [@b]} : () -> ()
        "fuse_end.yield"() : () -> ()
      }) {machine = "gemmini-fp32", base = 4096 : i64, bytes = 8192 : i64} : (tensor<1024xf32>) -> tensor<1024xf32>
      return %0 : tensor<1024xf32>
    }
    """
  }

  private struct Malformed: Error {}

  private static func compiled(_ segment: String) throws -> GemminiCursorProgram {
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "test", text: program(segment))
    engine.addSource(source)
    guard let module = Module.parse(source, diagnostics: engine),
      let function = module.function(named: "main"),
      let op = GemminiProgram.inFunction(function, of: module),
      let program = GemminiProgram(op, in: module)
    else {
      Issue.record("\(engine.rendered())")
      throw Malformed()
    }
    return try GemminiCursorProgram(
      segment: program.steps[0], of: program, in: module, dimension: 4)
  }

  /// The instructions of the segment, without the final fence; counting them without unrolling gives their number.
  private static func instructions(_ segment: String) throws -> [GemminiInstruction] {
    let compiled = try compiled(segment)
    var cursor = GemminiCursor(compiled)
    var stream: [GemminiInstruction] = []
    while let instruction = try cursor.next() { stream.append(instruction) }
    #expect(stream.last == .fence)
    #expect(try GemminiCursor.instructionCount(of: compiled) == stream.count)
    return stream.dropLast()
  }

  private static func move(
    _ address: Int, _ row: Int, rows: Int, columns: Int
  ) -> GemminiInstruction {
    GemminiMoveIn(
      channel: 0, dramAddress: UInt64(address),
      destination: GemminiOperand(.scratchpad(row: row), rows: rows, columns: columns)
    ).instruction
  }

  @Test func linearFields() throws {
    let stream = try Self.instructions(
      """
      "gemmini.loop"() ({
      ^bb0(%i: index):
        "gemmini.loop"() ({
        ^bb0(%j: index):
          "gemmini.mvin"(%j, %i) {buffer = @a, offset = affine_map<(j, i) -> (i * 64 + j * 16 + 8)>, memory = "scratchpad", local = affine_map<(j, i) -> (i * 3 + j)>, rows = affine_map<(j, i) -> (4, 9 - i * 4)>, columns = affine_map<(j, i) -> (4)>} : (index, index) -> ()
          "fuse_end.yield"() : () -> ()
        }) {count = 2 : i64} : () -> ()
        "fuse_end.yield"() : () -> ()
      }) {count = 3 : i64} : () -> ()
      """)
    var expected: [GemminiInstruction] = []
    for i in 0..<3 {
      for j in 0..<2 {
        expected.append(
          Self.move(4096 + i * 64 + j * 16 + 8, i * 3 + j, rows: min(4, 9 - i * 4), columns: 4))
      }
    }
    #expect(stream == expected)
  }

  @Test func divisionsConditionsAndVariableCounts() throws {
    let stream = try Self.instructions(
      """
      "gemmini.loop"() ({
      ^bb0(%i: index):
        "gemmini.loop"(%i) ({
        ^bb0(%j: index):
          "gemmini.mvin"(%i, %j) {buffer = @a, offset = affine_map<(i, j) -> ((i * 5 + j) floordiv 3 * 4)>, memory = "scratchpad", local = affine_map<(i, j) -> ((i + j) mod 2 * 100 + (i + j) ceildiv 2)>, rows = affine_map<(i, j) -> (i - j + 1)>, columns = affine_map<(i, j) -> (4)>, when = affine_set<(i, j) : (i + j - 1 >= 0, j mod 3 - 2 == 0)>} : (index, index) -> ()
          "gemmini.mvin"(%i, %j) {memory = "scratchpad", local = affine_map<(i, j) -> ((i * 2 - j) mod 4)>, rows = affine_map<(i, j) -> (2)>, columns = affine_map<(i, j) -> (j floordiv 2)>} : (index, index) -> ()
          "fuse_end.yield"() : () -> ()
        }) {count = affine_map<(i) -> (i + 1, 7 - i)>} : (index) -> ()
        "fuse_end.yield"() : () -> ()
      }) {count = 9 : i64} : () -> ()
      """)
    var expected: [GemminiInstruction] = []
    for i in 0..<9 {
      for j in 0..<max(0, min(i + 1, 7 - i)) {
        if i + j >= 1, j % 3 == 2, i - j + 1 > 0 {
          expected.append(
            Self.move(
              4096 + (i * 5 + j) / 3 * 4, (i + j) % 2 * 100 + (i + j + 1) / 2, rows: i - j + 1,
              columns: 4))
        }
        if j / 2 > 0 {
          expected.append(Self.move(0, ((i * 2 - j) % 4 + 4) % 4, rows: 2, columns: j / 2))
        }
      }
    }
    #expect(!expected.isEmpty)
    #expect(stream == expected)
  }

  @Test func preloadAndCompute() throws {
    let stream = try Self.instructions(
      """
      "gemmini.loop"() ({
      ^bb0(%i: index):
        "gemmini.preload"(%i) {stationary = affine_map<(i) -> (16)>, stationary_rows = affine_map<(i) -> (4)>, stationary_columns = affine_map<(i) -> (3)>, keep = affine_set<(i) : (i - 1 >= 0)>, memory = "accumulator", result = affine_map<(i) -> (i * 4)>, accumulate = affine_set<(i) : (1 - i >= 0)>, rows = affine_map<(i) -> (2)>, columns = affine_map<(i) -> (3)>} : (index) -> ()
        "gemmini.compute"(%i) {a = affine_map<(i) -> (i)>, rows = affine_map<(i) -> (2)>, columns = affine_map<(i) -> (4)>, keep = affine_set<(i) : (i - 1 >= 0)>} : (index) -> ()
        "fuse_end.yield"() : () -> ()
      }) {count = 3 : i64} : () -> ()
      """)
    var expected: [GemminiInstruction] = []
    for i in 0..<3 {
      expected.append(
        GemminiPreload(
          stationary: GemminiOperand(
            i > 0 ? .garbage : .scratchpad(row: 16), rows: 4, columns: 3),
          destination: GemminiOperand(
            .accumulator(row: i * 4, accumulate: i <= 1), rows: 2, columns: 3)
        ).instruction)
      expected.append(
        GemminiCompute(
          usesPreloaded: i == 0, a: GemminiOperand(.scratchpad(row: i), rows: 2, columns: 4),
          bd: GemminiOperand(.garbage, rows: 4, columns: 4)
        ).instruction)
    }
    #expect(stream == expected)
  }

  @Test func countsWithoutUnrolling() throws {
    let loops = (0..<6).map { "\"gemmini.loop\"() ({\n^bb0(%v\($0): index):" }.joined(
      separator: "\n")
    let ends = (0..<6).map { _ in
      "\"fuse_end.yield\"() : () -> ()\n}) {count = 1000 : i64} : () -> ()"
    }.joined(separator: "\n")
    let compiled = try Self.compiled("\(loops)\n\"gemmini.flush\"() : () -> ()\n\(ends)")
    #expect(try GemminiCursor.instructionCount(of: compiled) == 1_000_000_000_000_000_001)
  }

  @Test(arguments: [
    (
      "rows = affine_map<(i) -> (4)>, local = affine_map<(i) -> (i mod 0)>",
      "'local' divides by something other than a positive constant"
    ),
    (
      "rows = affine_map<(i) -> (4)>, local = affine_map<(i) -> (i * 9000000000000000000)>",
      "'local' is out of the range of 64 bits"
    ),
    (
      "rows = affine_map<(i) -> (4)>, local = affine_map<(i) -> (2 - i)>",
      "address must be from 0 to 67108863, but becomes -1"
    ),
    (
      "rows = affine_map<(i) -> (70000 + i)>, local = affine_map<(i) -> (0)>",
      "rows must be from 0 to 65535, but becomes 70000"
    ),
  ])
  func refused(_ fields: String, _ message: String) throws {
    let error = try #require(throws: GemminiCursorError.self) {
      try Self.instructions(
        """
        "gemmini.loop"() ({
        ^bb0(%i: index):
          "gemmini.mvin"(%i) {memory = "scratchpad", \(fields), columns = affine_map<(i) -> (4)>} : (index) -> ()
          "fuse_end.yield"() : () -> ()
        }) {count = 5 : i64} : () -> ()
        """)
    }
    #expect(error.message == message)
  }
}

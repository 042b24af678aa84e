import Execution
import Foundation
import FuseIR
import Machine
import Testing

@Suite struct StreamSimulatorTests {
  /// A graph of test-inputs/sparse/graphs, what it computes, and what it is run on.
  struct Case: CustomTestStringConvertible, Sendable {
    let file: String
    let loops: DenseLoops
    let operands: [DrawnOperand]
    /// Cycles of the Comal simulator's own blocks.
    let cycles: Int

    init(
      _ file: String, _ operands: [String], _ result: String, adds: Bool = false,
      _ drawn: [DrawnOperand], _ cycles: Int
    ) {
      self.file = file
      loops = DenseLoops(operands: operands, result: result, adds: adds)
      self.operands = drawn
      self.cycles = cycles
    }

    var testDescription: String { file }

    /// The sizes of the indices.
    var sizes: [Character: Int] {
      var sizes: [Character: Int] = [:]
      for (indices, operand) in zip(loops.operands, operands) {
        for (name, size) in zip(indices, operand.shape) { sizes[name] = size }
      }
      return sizes
    }
  }

  private static let product = [DrawnOperand([20, 30], 100, 1), DrawnOperand([30, 25], 100, 2)]

  static let published: [Case] = [
    Case(
      "vec-elemmul", ["i", "i"], "i",
      [DrawnOperand([1000], 200, 11), DrawnOperand([1000], 200, 12)],
      357),
    Case(
      "vec-elemadd", ["i", "i"], "i", adds: true,
      [DrawnOperand([1000], 200, 11), DrawnOperand([1000], 200, 12)], 357),
    Case("mat-identity", ["ij"], "ij", [DrawnOperand([40, 50], 100, 5)], 261),
    Case(
      "mat-elemmul", ["ij", "ij"], "ij",
      [DrawnOperand([40, 50], 200, 5), DrawnOperand([40, 50], 200, 6)], 784),
    Case(
      "spmv-ij", ["ij", "j"], "i", [DrawnOperand([50, 60], 100, 7), DrawnOperand([60], 1000, 8)],
      3061),
    Case("spmm-ijk", ["ik", "kj"], "ij", product, 2987),
    Case("spmm-jik", ["ik", "kj"], "ij", product, 2987),
    Case("spmm-ikj", ["ik", "kj"], "ij", product, 613),
    Case("spmm-jki", ["ik", "kj"], "ij", product, 663),
    Case("spmm-kij", ["ik", "kj"], "ij", product, 362),
    Case("spmm-kji", ["ik", "kj"], "ij", product, 367),
    Case(
      "sddmm", ["ij", "ik", "kj"], "ij",
      [
        DrawnOperand([30, 30], 100, 13), DrawnOperand([30, 8], 1000, 14),
        DrawnOperand([8, 30], 1000, 15),
      ], 1140),
    Case(
      "ttv", ["ijk", "k"], "ij",
      [DrawnOperand([12, 14, 16], 50, 16), DrawnOperand([16], 1000, 17)], 1661),
    Case(
      "mttkrp", ["ikl", "jk", "jl"], "ij",
      [
        DrawnOperand([8, 9, 10], 200, 23), DrawnOperand([7, 9], 400, 24),
        DrawnOperand([7, 10], 400, 25),
      ], 890),
    Case(
      "innerprod", ["ijk", "ijk"], "",
      [DrawnOperand([10, 11, 12], 300, 26), DrawnOperand([10, 11, 12], 300, 27)], 815),
    Case(
      "ttm", ["ijl", "kl"], "ijk",
      [DrawnOperand([8, 9, 10], 200, 28), DrawnOperand([6, 10], 400, 29)], 2599),
    Case("tensor3-identity", ["ijk"], "ijk", [DrawnOperand([8, 9, 10], 100, 30)], 132),
  ]

  /// Graphs whose streams hold what the Comal simulator's blocks do not take.
  static let others: [Case] = [
    Case(
      "mat-elemadd", ["ij", "ij"], "ij", adds: true,
      [DrawnOperand([20, 30], 100, 21), DrawnOperand([20, 30], 100, 22)], 0),
    Case("lanes", ["ij"], "ij", [DrawnOperand([17, 9], 150, 31)], 0),
  ]

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("test-inputs/sparse/graphs")

  /// Runs a case on a fabric, with other operands where given; the shapes stay.
  private func run(
    _ test: Case, _ drawn: [DrawnOperand]? = nil, on fabric: StreamFabric = .paper,
    recordsActivity: Bool = false
  ) throws -> (run: StreamRun, inputs: [Tensor]) {
    let path = Self.folder.appendingPathComponent("\(test.file).fir").path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let diagnostics = DiagnosticEngine()
    guard
      let module = Module.parse(
        SourceFile(name: test.file, text: text), diagnostics: diagnostics)
    else { throw ExecutionError("\(test.file) does not parse") }
    let isVerified = module.verify().isEmpty
    #expect(isVerified)
    guard let function = module.function(named: "main"), let body = module.body(of: function),
      let graph = module.ops(of: body).first(where: { module.opcode(of: $0).is(SamOp.graph) })
    else { throw ExecutionError("\(test.file) has no graph") }
    var inputs: [Tensor] = []
    var storages: [SparseStorage] = []
    for (index, operand) in (drawn ?? test.operands).enumerated() {
      let tensor = try #require(operand.tensor())
      inputs.append(tensor)
      let type = module.type(of: module.operand(index, of: graph))
      storages.append(
        try SparseStorage(tensor, encoding: try SparseEncoding.of(type, in: module)))
    }
    let run = try StreamSimulator(fabric: fabric, recordsActivity: recordsActivity).run(
      graph: graph, inputs: storages, in: module)
    return (run, inputs)
  }

  private func checkResult(_ test: Case, _ run: StreamRun, _ inputs: [Tensor]) throws {
    let expected = test.loops.compute(
      inputs.map { $0.floats() ?? [] }, sizes: test.sizes)
    let tensor = try #require(run.outputs.first).tensor()
    #expect(tensor.floats() == expected, "\(test.file)")
  }

  private static func bounded(_ depth: Int) -> StreamFabric {
    StreamFabric(name: "test", queueDepth: depth, isStrict: false, memory: nil)
  }

  @Test(arguments: published) func intervalsAddUp(_ test: Case) throws {
    for fabric in [StreamFabric.paper, Self.bounded(64)] {
      let plain = try run(test, on: fabric).run
      let recorded = try run(test, on: fabric, recordsActivity: true).run
      #expect(plain.cycles == recorded.cycles)
      for (block, bare) in zip(recorded.blocks, plain.blocks) {
        #expect(bare.intervals.isEmpty)
        #expect(block.busy == bare.busy && block.finish == bare.finish)
        #expect(block.intervals.reduce(0) { $0 + $1.busy } == block.busy, "\(block.name)")
        // Every cycle until the block is done is in one interval.
        var clock = 0
        for interval in block.intervals {
          #expect(interval.start == clock, "\(block.name)")
          clock = interval.end
        }
        #expect(clock == block.finish, "\(block.name)")
      }
    }
  }

  @Test(arguments: published) func cyclesAreThoseOfComal(_ test: Case) throws {
    let (run, inputs) = try run(test)
    #expect(run.cycles == test.cycles)
    try checkResult(test, run, inputs)
  }

  @Test(arguments: published + others) func drawnOperandsGiveDenseResults(_ test: Case) throws {
    for (round, permille) in [0, 30, 150, 500, 1000].enumerated() {
      let drawn = test.operands.enumerated().map { index, operand in
        DrawnOperand(
          operand.shape, operand.permille == 1000 ? 1000 : permille, 100 * round + index + 1)
      }
      let (paper, inputs) = try run(test, drawn)
      try checkResult(test, paper, inputs)
      // What is charged for more takes no less time, and gives the same.
      for depth in [8, 1024] {
        let (bounded, _) = try run(test, drawn, on: Self.bounded(depth))
        #expect(bounded.cycles >= paper.cycles)
        #expect(bounded.outputs == paper.outputs)
      }
      let fabric = try #require(Accelerator.comalStrict.fabrics.first)
      let (strict, _) = try run(test, drawn, on: fabric)
      #expect(strict.cycles >= paper.cycles)
      #expect(strict.outputs == paper.outputs)
      #expect(strict.tokens == paper.tokens)
    }
  }

  /// Cycles with queues of 8, 4 and 2 tokens; nil: the blocks wait for each other.
  static let depths: [(file: String, cycles: [Int?])] = [
    ("mat-elemmul", [784, 784, 787]), ("spmv-ij", [3061, 3061, 3062]),
    ("spmm-ikj", [613, 620, 952]), ("spmm-jki", [663, 680, 1048]), ("spmm-kij", [362, 475, nil]),
    ("spmm-kji", [367, 489, nil]), ("sddmm", [1140, 1206, 1793]), ("ttv", [1661, 1661, 1662]),
  ]

  @Test(arguments: depths.indices) func queueDepths(_ index: Int) throws {
    let (file, cycles) = Self.depths[index]
    let test = try #require(Self.published.first { $0.file == file })
    for (depth, expected) in zip([8, 4, 2], cycles) {
      if let expected {
        #expect(try run(test, on: Self.bounded(depth)).run.cycles == expected)
        continue
      }
      let error = #expect(throws: ExecutionError.self) {
        _ = try run(test, on: Self.bounded(depth))
      }
      let message = error?.message ?? ""
      #expect(message.contains("deadlocks, each waiting for the next"), "\(message)")
      #expect(message.contains("which holds 2"), "\(message)")
      #expect(error?.isUnsupported == true)
    }
  }
}

import Backends
import Execution
import FuseIR
import Machine
import Passes

/// The C program that measures what kernels cost on the machine at hand.
///
/// Operations are measured in kernels that fusec itself writes, so that a figure is what an operation costs in its C: each
/// function repeats operations of one class on tensors that a first-level cache holds.
struct CalibrationProgram {
  /// The figures in the order in which the program writes them.
  enum Figure: Int, CaseIterable {
    /// Seconds of an addition that waits for the one before: a cycle.
    case cycle
    /// Bytes a second, read and written, of copies: of one core and of all that are described, then of one within each cache.
    case dram, dramOfAll, thirdLevel, secondLevel, firstLevel
    /// Seconds of a call of the function with operations of a class.
    case simple, division, root, transcendental
    /// Seconds of a call of an empty function; until a sleeping thread has woken and answered; until all threads have met.
    case call, wake, barrier
    /// Seconds in which tensors that no cache holds are read, added to themselves and written; in which they are read, an exponential is
    /// taken, and it is written. 0 where there is no memory for them.
    case moved, streamed
    /// Elements of 32 bits that the widest vectors hold.
    case lanes
  }

  /// Rows and elements of a row of the tensors: three of them fit into a first-level cache.
  static let shape = (rows: 2, elements: 1024)
  /// Rows of as many elements of the tensors that no cache holds, 64 MiB each.
  static let largeRows = 16384

  /// How many operations of a class a function does on each element.
  static func operationCount(_ figure: Figure) -> Int {
    switch figure {
    case .simple: 16
    case .transcendental: 4
    default: 8
    }
  }

  /// The text of the program.
  let source: String

  /// The program for so many cores of a processor with the given caches; nil where our own passes fail, which they report.
  init?(_ processor: ProcessorAtHand, cores: Int, _ diagnostics: DiagnosticEngine) {
    let text = Self.kernels
    let file = SourceFile(name: "calibration", bytes: Array(text.utf8))
    guard var module = Module.parse(file, diagnostics: diagnostics),
      let pipeline = PipelineParser.parse("kernels", diagnostics: diagnostics)
    else { return nil }
    var context = PassContext(diagnostics: diagnostics, target: .cpu, seed: 0)
    context.evaluator = ReferenceEvaluator()
    context.wantsRemarks = { _ in false }
    guard case .completed = PassManager(pipeline).run(on: &module, in: &context) else { return nil }
    let output = MemoryOutput()
    let emission = EmissionContext(diagnostics: diagnostics)
    let backend = CFunctionBackend()
    guard backend.validate(module, in: emission),
      (try? backend.emit(module, to: output, in: emission)) != nil
    else { return nil }
    source =
      "#define memcpy fusec_own_memcpy\n#define memset fusec_own_memset\n"
      + String(decoding: output.bytes, as: UTF8.self) + "#undef memcpy\n#undef memset\n"
      + "#define FUSEC_CORES \(cores)\n"
      + "static const unsigned long fusec_caches[3] = {\(processor.firstLevelBytes)ul, "
      + "\(processor.secondLevelBytes)ul, \(processor.thirdLevelBytes)ul};\n"
      + "#define FUSEC_ELEMENTS \(Self.shape.rows * Self.shape.elements)\n"
      + "#define FUSEC_LARGE \(Self.largeRows * Self.shape.elements * 4)ul\n"
      + CalibrationText.program
  }

  /// A function per class of operations, and those on large tensors.
  private static var kernels: String {
    let type = "tensor<\(shape.rows)x\(shape.elements)xf32>"
    let large = "tensor<\(largeRows)x\(shape.elements)xf32>"
    func pass(_ figure: Figure, _ operation: String) -> String {
      "func.func @\(figure)(%x: \(large)) -> \(large) {\n  %y = \(operation) : \(large)\n"
        + "  return %y : \(large)\n}\n"
    }
    func function(_ figure: Figure, _ line: (Int) -> String) -> String {
      let count = operationCount(figure)
      let lines = (0..<count).map { "  %v\($0 + 1) = \(line($0)) : \(type)\n" }.joined()
      return "func.func @\(figure)(%v0: \(type), %b: \(type)) -> \(type) {\n\(lines)"
        + "  return %v\(count) : \(type)\n}\n"
    }
    return function(.simple) {
      $0 % 2 == 0 ? "stablehlo.multiply %v\($0), %b" : "stablehlo.add %v\($0), %v0"
    } + function(.division) { "stablehlo.divide %v\($0), %b" }
      + function(.root) { "stablehlo.sqrt %v\($0)" }
      + function(.transcendental) { "stablehlo.exponential %v\($0)" }
      + pass(.moved, "stablehlo.add %x, %x") + pass(.streamed, "stablehlo.exponential %x")
  }
}

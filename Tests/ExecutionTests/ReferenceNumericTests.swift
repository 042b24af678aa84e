import Execution
import Foundation
import FuseIR
import Testing

/// Every numeric case, in every form that it is stored in, against the values that the framework it
/// came from computed.
@Suite struct ReferenceNumericTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../test-inputs").standardizedFileURL

  /// Paths of the programs, such as `numeric/mlp_tiny/module.mlir`: models in `numeric`, families of
  /// ops in `reference`.
  static let programs = list("numeric") + list("reference")

  private static func list(_ collection: String) -> [String] {
    func contents(_ path: String) -> [String] {
      let url = folder.appendingPathComponent(path)
      return ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }
    return contents(collection).flatMap { name in
      contents("\(collection)/\(name)").filter { $0.hasSuffix(".mlir") }
        .map { "\(collection)/\(name)/\($0)" }
    }
  }

  private struct Tolerances: Decodable {
    let entry: String
    let rtol: Double
    let atol: Double
  }

  @Test func thereAreCases() { #expect(Self.programs.count >= 28) }

  @Test(arguments: programs) func agrees(program: String) throws {
    let url = Self.folder.appendingPathComponent(program)
    let directory = url.deletingLastPathComponent()
    let tolerances = try JSONDecoder().decode(
      Tolerances.self, from: Data(contentsOf: directory.appendingPathComponent("io.json")))
    let engine = DiagnosticEngine()
    let source = SourceFile(name: program, bytes: [UInt8](try Data(contentsOf: url)))
    guard let module = Module.parse(source, diagnostics: engine) else {
      Issue.record("\(engine.rendered())")
      return
    }
    guard let function = module.function(named: tolerances.entry),
      let body = module.body(of: function)
    else {
      Issue.record("there is no function \(tolerances.entry)")
      return
    }
    var inputs: [Tensor] = []
    for (index, argument) in module.arguments(of: body).enumerated() {
      let type = ElementType(module.elementType(of: argument), in: module)
      inputs.append(try Self.tensor(directory, "input\(index)", as: type))
    }
    var interpreter = Interpreter(module)
    let outputs: [Tensor]
    do {
      outputs = try interpreter.run(function: tolerances.entry, inputs: inputs, in: module)
    } catch {
      Issue.record("\(error.diagnostic(in: module))")
      return
    }
    #expect(!outputs.isEmpty)
    for (index, output) in outputs.enumerated() {
      let expected = try Self.tensor(directory, "output\(index)", as: output.elementType)
      #expect(output.shape == expected.shape)
      guard let a = Self.numbers(output), let b = Self.numbers(expected) else {
        #expect(output == expected, "output \(index)")
        continue
      }
      let wrong = zip(a, b).filter {
        let isClose = abs($0 - $1) <= tolerances.atol + tolerances.rtol * abs($1)
        return !(isClose || $0 == $1 || ($0.isNaN && $1.isNaN))
      }
      #expect(wrong.isEmpty, "output \(index): \(wrong.count) of \(a.count), \(wrong.prefix(3))")
    }
  }

  /// The real numbers of a tensor, of complex ones both parts; nil for integers.
  private static func numbers(_ tensor: Tensor) -> [Double]? {
    switch tensor.elementType {
    case .complex(.f32): tensor.withElements(as: Float.self) { $0.map { Double($0) } }
    case .complex: tensor.withElements(as: Double.self) { Array($0) }
    case .float, .integer, .index: tensor.floats()
    }
  }

  private static func tensor(
    _ directory: URL, _ name: String, as type: ElementType?
  ) throws -> Tensor {
    let data = try Data(contentsOf: directory.appendingPathComponent("\(name).npy"))
    return try Npy.read([UInt8](data), as: type)
  }
}

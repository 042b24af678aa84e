import Foundation
import FuseIR
import Testing

/// Every op that fusec implements occurs in some test input, which reads back from each form.
@Suite struct OpCompletenessTests {
  /// The programs under `test-inputs` that are meant to be read, by path from there on.
  static let programs: [String] = {
    let files = FileManager.default.enumerator(atPath: TextSupport.inputs.path)
    let paths = (files?.allObjects ?? []).compactMap { $0 as? String }
    return paths.filter { path in
      (path.hasSuffix(".mlir") || path.hasSuffix(".fir")) && !path.contains("Output/")
        && !path.hasPrefix("diagnostics/") && !path.hasPrefix("models/")
    }.sorted()
  }()

  @Test func everyOpIsRoundTripped() throws {
    var missing = Set(Dialect.allCases.flatMap(Self.names))
    for path in Self.programs {
      let file = TextSupport.inputs.appendingPathComponent(path)
      let text = try String(contentsOf: file, encoding: .utf8)
      let source = SourceFile(name: path, text: text)
      let engine = DiagnosticEngine()
      guard let module = Module.parse(source, diagnostics: engine) else {
        Issue.record("\(engine.rendered())")
        continue
      }
      var names: Set<String> = []
      for op in module.opsPreOrder(in: module.root) { names.insert(module.name(of: op)) }
      // Reading back is slow in debug builds: files that show nothing new are left out.
      guard !names.isDisjoint(with: missing) else { continue }
      missing.subtract(names)
      let generic = module.text(PrinterOptions(form: .generic))
      for form in [PrinterOptions.Form.generic, .standard, .pretty] {
        let once = module.text(PrinterOptions(form: form))
        #expect(TextSupport.printed(once, form) == once, "\(path)")
        // The empty dictionaries of arguments and the usual attributes of custom calls are lost in custom form.
        let again = TextSupport.printed(once, .generic)
        #expect(Self.plain(again) == Self.plain(generic), "\(path)")
      }
    }
    #expect(missing.sorted() == [], "no test input has these ops")
  }

  private static func plain(_ generic: String) -> String {
    let usual =
      "(api_version = 1 : i32|called_computations = \\[\\]|has_side_effect = false"
      + "|output_operand_aliases = \\[\\])"
    return generic.replacingOccurrences(
      of: "(arg|res)_attrs = \\[(\\{\\}(, )?)*\\], |\(usual), |, \(usual)(?=\\})", with: "",
      options: .regularExpression)
  }

  private static func names(of dialect: Dialect) -> [String] {
    func all<Op: DialectOp>(_ type: Op.Type) -> [String] { Op.allCases.map(\.definition.name) }
    switch dialect {
    case .arith: return all(ArithOp.self)
    case .builtin: return all(BuiltinOp.self)
    case .cf: return all(ControlFlowOp.self)
    case .check: return all(CheckOp.self)
    case .chlo: return all(ChloOp.self)
    case .func: return all(FuncOp.self)
    case .fuse: return all(FuseOp.self)
    case .fuseEnd: return all(FuseEndOp.self)
    case .gemmini: return all(GemminiOp.self)
    case .kernel: return all(KernelOp.self)
    case .linalg: return all(LinalgOp.self)
    case .machine: return all(MachineOp.self)
    case .math: return all(MathOp.self)
    case .sam: return all(SamOp.self)
    case .scf: return all(ScfOp.self)
    case .sched: return all(SchedOp.self)
    case .sdy: return all(SdyOp.self)
    case .sparseTensor: return all(SparseTensorOp.self)
    case .stablehlo: return all(StablehloOp.self)
    case .tensor: return all(TensorOp.self)
    }
  }
}

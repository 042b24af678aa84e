import FuseIR

/// `c`: the module's functions as freestanding C11, one C function each.
///
/// `@f` becomes `void fusec_f(inputs..., outputs...)`, with a pointer to dense row-major elements per argument and result, which
/// must not overlap; but a result that a kernel puts in the place of an argument that the caller gave away, which a comment says, may be at
/// the same address as that. Where `symbolic-rows` stood a number in for a dynamic dimension, the number of rows comes first. Kernels
/// become loops over vectors. Functions must not call each other: inline first. Calls must not overlap in time: all share one static
/// arena.
public struct CFunctionBackend: Backend {
  /// `c`.
  public static let name = "c"
  /// What it writes.
  public static let summary = "the functions as freestanding C, after -passes=import"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// The name of the C function for the function with the given name.
  public static func functionName(_ name: String) -> String { "fusec_\(CIdentifier.text(name))" }

  /// The options.
  public static var options: [TypedOption<CFunctionBackend>] {
    [
      TypedOption(
        "blas", \.blas, "What multiplies matrices of f32: the file's own product, or cblas_sgemm.")
    ]
  }

  /// What multiplies matrices.
  public var blas = CMatrixLibrary.own

  /// A backend with default settings.
  public init() {}

  /// True iff every op of the public functions has a C form; reports the first that has none.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    do {
      _ = try text(module, context)
      return true
    } catch {
      error.report(module, Self.name, to: context.diagnostics)
      return false
    }
  }

  /// Writes the functions.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let text = try? text(module, context) else { throw .refused }
    try output.write(text)
  }

  /// How many lanes the vectors of the first kernel have, or those of the machine where there is none; nil where nothing says
  /// what suits it.
  private static func lanes(in module: borrowing Module, _ context: EmissionContext) -> Int? {
    for op in module.opsPreOrder(in: module.root) where module.opcode(of: op).is(KernelOp.launch) {
      return module.integer("lanes", of: op).map { Int(clamping: $0) }
    }
    guard let lanes = context.accelerator?.processors.first?.lanes, lanes >= 2, lanes <= 64,
      lanes & (lanes - 1) == 0
    else { return nil }
    return lanes
  }

  /// A comment that says which results may lie where an argument does.
  private static func shared(
    _ results: [ValueID], _ arguments: [ValueID], in module: borrowing Module
  ) -> String {
    var text = ""
    for (index, result) in results.enumerated() {
      guard let launch = module.definingOp(of: result),
        module.opcode(of: launch).is(KernelOp.launch),
        let place = module.results(of: launch).firstIndex(of: result),
        let operand = KernelRows.inPlaceOperand(ofResult: place, ofLaunch: launch, in: module),
        let argument = arguments.firstIndex(of: operand),
        module.uses(of: operand).allSatisfy({ $0.user == launch })
      else { continue }
      text += "\n/* out\(index) may be in\(argument). */"
    }
    return text
  }

  private func text(
    _ module: borrowing Module, _ context: EmissionContext
  ) throws(CUnsupported) -> String {
    var emitter = CEmitter()
    emitter.lanes = Self.lanes(in: module, context)
    emitter.blas = blas
    var functions = ""
    for function in module.functions
    where module.string("sym_visibility", of: function) != "private" {
      guard let body = module.body(of: function), let end = module.lastOp(of: body) else {
        continue
      }
      emitter.symbolicRows = CSymbolicRows(function, in: module)
      try emitter.symbolicRows?.check(function, in: module)
      var parameters = emitter.symbolicRows == nil ? [] : ["long long \(CSymbolicRows.argument)"]
      for (index, argument) in module.arguments(of: body).enumerated() {
        let type = try emitter.type(argument, function, module)
        parameters.append("const \(type.storage) *in\(index)")
        emitter.bind(argument, to: "((\(type.storage) *)in\(index))")
        if !module.hasUses(argument) { emitter.line("(void)in\(index);") }
      }
      let results = module.operands(of: end)
      for (index, result) in results.enumerated() {
        parameters.append("\(try emitter.type(result, function, module).storage) *out\(index)")
        if emitter.given[result] == nil { emitter.given[result] = "out\(index)" }
      }
      try emitter.emit(body, keeping: Set(results), module)
      for (index, result) in results.enumerated() {
        if emitter.name(result) == "out\(index)" { continue }
        let bytes = Int64(try emitter.byteCount(result, function, module))
        emitter.line(
          "__builtin_memcpy(out\(index), \(emitter.name(result)), \(emitter.text(ofCount: bytes)));"
        )
      }
      var checks = ""
      if let rows = emitter.symbolicRows {
        // What lies between kernels has room for so many rows.
        let limit = emitter.arenaBytes > 0 ? " || \(CSymbolicRows.argument) > \(rows.number)" : ""
        checks = "  if (\(CSymbolicRows.argument) < 0\(limit)) __builtin_trap();\n"
      }
      let name = Self.functionName(module.string("sym_name", of: function) ?? "")
      functions += Self.shared(results, module.arguments(of: body), in: module)
      functions +=
        "\nvoid \(name)(\(parameters.joined(separator: ", "))) {\n\(checks)\(emitter.takeBody())}\n"
    }
    return "/* Written by fusec: freestanding C11. "
      + "Tensors between lie in one arena of \(emitter.arenaBytes) bytes.\(blas.comment(emitter.cblasCalls, emitter.ownProducts)) */\n"
      + CPrelude.memory
      + (emitter.cblasCalls > 0 ? CMatrixLibrary.prototype : "")
      + (emitter.functions.contains("parallel") ? CThreads.functions : "")
      + CScalarLibrary.text(of: emitter.functions)
      + (emitter.lanes.map { CVectorLibrary.text(lanes: $0) } ?? "")
      + (emitter.functions.contains("product") ? CProductLibrary.functions : "")
      + CPrelude.blockSpace(emitter.blockBytes) + emitter.globals
      + CPrelude.arena(emitter.arenaBytes)
      + functions
  }
}

/// Names in C.
enum CIdentifier {
  /// The name with every byte that C does not allow replaced by an underscore.
  static func text(_ name: String) -> String {
    String(
      decoding: name.utf8.map { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          byte
        default: UInt8(ascii: "_")
        }
      }, as: UTF8.self)
  }
}

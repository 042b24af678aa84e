import FuseIR

/// `c-header`: the header of what `c` writes, with a declaration for each function.
///
/// ```
/// fusec net.mlir -passes=kernels -emit=c:net.c -emit=c-header:net.h
/// ```
///
/// `@f` is declared as `void fusec_f(const float *in0, ..., float *out0, ...)`, and `FUSEC_F_IN0_ELEMENTS` is how many elements lie at
/// `in0`: a macro of the number of rows where that is an argument. C and C++ programs include it.
public struct CHeaderBackend: Backend {
  /// `c-header`.
  public static let name = "c-header"
  /// What it writes.
  public static let summary = "the header of what c writes, for programs that call it"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// A backend without settings.
  public init() {}

  /// True iff `c` can write the program.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    CFunctionBackend().validate(module, in: context)
  }

  /// Writes the header.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    var guardName = "FUSEC"
    var declarations = ""
    for function in module.functions
    where module.string("sym_visibility", of: function) != "private" {
      guard let text = Self.declaration(of: function, module) else { continue }
      guardName += "_" + Self.macro(module.string("sym_name", of: function) ?? "")
      declarations += text
    }
    try output.write(
      """
      /* Written by fusec: the functions that -emit=c writes from the same program.

         Elements lie densely, the last index fastest, and as wide as their type: an i1 is a byte that is 0 or 1, an i4 a byte,
         an f16 or bf16 its 16 bits. Arguments and results must not overlap. Calls must not overlap in time: all share the
         memory that the C file has for what lies between. */
      #ifndef \(guardName)_H
      #define \(guardName)_H
      #ifdef __cplusplus
      extern "C" {
      #endif
      \(declarations)
      #ifdef __cplusplus
      }
      #endif
      #endif

      """)
  }

  private static func macro(_ name: String) -> String {
    CIdentifier.text(name).uppercased()
  }

  private static func declaration(of function: OpID, _ module: borrowing Module) -> String? {
    guard let body = module.body(of: function), let end = module.lastOp(of: body) else {
      return nil
    }
    let name = module.string("sym_name", of: function) ?? ""
    let rows = CSymbolicRows(function, in: module)
    var parameters = rows == nil ? [] : ["long long \(CSymbolicRows.argument)"]
    var list =
      rows == nil
      ? "" : "\n   \(CSymbolicRows.argument): how many rows tensors have for \(rows?.number ?? 0)"
    var counts = ""
    func add(_ value: ValueID, _ place: String, isConstant: Bool, _ module: borrowing Module) {
      guard let type = CType(value, in: module) else { return }
      parameters.append("\(isConstant ? "const " : "")\(type.plain) *\(place)")
      list += "\n   \(place): \(module.text(of: module.type(of: value)))"
      let isScalar = module.shape(of: value) == nil
      let count = isScalar ? 1 : module.elementCount(of: module.type(of: value)) ?? 0
      let label = "FUSEC_\(macro(name))_\(place.uppercased())_ELEMENTS"
      if let rows, module.shape(of: value)?.first == rows.number {
        counts += "#define \(label)(\(CSymbolicRows.argument)) "
        counts += "((\(CSymbolicRows.argument)) * \(count / rows.number))\n"
      } else {
        counts += "#define \(label) \(count)\n"
      }
    }
    for (index, argument) in module.arguments(of: body).enumerated() {
      add(argument, "in\(index)", isConstant: true, module)
    }
    for (index, result) in module.operands(of: end).enumerated() {
      add(result, "out\(index)", isConstant: false, module)
    }
    let types = parameters.isEmpty ? "void" : parameters.joined(separator: ", ")
    return "\n/* @\(comment(name)):\(list) */\n\(counts)"
      + "void \(CFunctionBackend.functionName(name))(\(types));\n"
  }

  /// The text without what would end a comment.
  private static func comment(_ text: String) -> String {
    String(text.map { $0 == "*" || $0 == "/" || $0.isNewline ? "_" : $0 })
  }
}

extension CType {
  /// The type of an element in memory in plain C.
  fileprivate var plain: String {
    switch element {
    case .float(.f16), .float(.bf16): "unsigned short"
    default: value
    }
  }
}

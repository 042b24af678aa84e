import FuseIR

/// Prints the program between passes, as `-print-ir-before`, `-print-ir-after` and their relatives ask.
///
/// It neither knows how to print nor where text goes: the driver hands it a printer, a sink for text and a sink for files.
public final class IRDumper: PassInstrument {
  /// Which passes are dumped around.
  public enum Selection: Hashable, Sendable {
    /// None.
    case none
    /// Those with the given names.
    case passes([String])
    /// All.
    case all

    func contains(_ name: String) -> Bool {
      switch self {
      case .none: false
      case .passes(let names): names.contains(name)
      case .all: true
      }
    }
  }

  /// Which passes are dumped before.
  public var before = Selection.none
  /// Which passes are dumped after.
  public var after = Selection.none
  /// Whether dumps after a pass that changed nothing are left out.
  public var onlyOnChange = false
  /// Whether a dump is made after a failed pass, and only then.
  public var onlyOnFailure = false
  /// Called with the path, relative to the tree's root, and the text of each dump after a selected pass; nil sends dumps
  /// to the text sink. Such as `builtin_module_x/2_cse.mlir`, `builtin_module_x/func_func_f/3_cse.mlir`.
  public var tree: ((String, String) -> Void)?

  private let print: (borrowing Module, OpID) -> String
  private let write: (String) -> Void
  private var previous: String?

  /// A dumper that renders an op by `print` and hands dumps to `write`.
  public init(
    print: @escaping (borrowing Module, OpID) -> String, write: @escaping (String) -> Void
  ) {
    self.print = print
    self.write = write
  }

  /// Dumps before the pass, if it is selected.
  public func willRun(
    _ step: PassStep, on module: borrowing Module, in context: inout PassContext
  ) -> InstrumentVerdict {
    let needsText = onlyOnChange && after.contains(step.name)
    let text = needsText || before.contains(step.name) ? print(module, module.root) : nil
    previous = needsText ? text : nil
    if before.contains(step.name), let text { emit("Before", step, text, module, inTree: false) }
    return .proceed
  }

  /// Dumps after the pass, if it is selected.
  public func didRun(
    _ step: PassStep, _ outcome: PassOutcome, on module: borrowing Module,
    in context: inout PassContext
  ) -> InstrumentVerdict {
    if outcome == .failed {
      if onlyOnFailure || after.contains(step.name) {
        emit("After", step, print(module, module.root), module, failed: true, inTree: false)
      }
      return .proceed
    }
    guard after.contains(step.name), !onlyOnFailure else { return .proceed }
    let text = print(module, module.root)
    if onlyOnChange, text == previous { return .proceed }
    emit("After", step, text, module, inTree: true)
    return .proceed
  }

  private func emit(
    _ when: String, _ step: PassStep, _ text: String, _ module: borrowing Module,
    failed: Bool = false, inTree: Bool
  ) {
    guard inTree, let tree else {
      let suffix = failed ? " Failed" : ""
      let header = "// -----// IR Dump \(when) \(step.title)\(suffix) (\(step.name)) //----- //\n"
      write(header + text + (text.hasSuffix("\n") ? "\n" : "\n\n"))
      return
    }
    let root = "builtin_module_" + Self.fileName(module.string("sym_name", of: module.root))
    guard step.isPerFunction else {
      tree("\(root)/\(step.index)_\(step.name).mlir", text)
      return
    }
    for function in module.functions {
      let name = "func_func_" + Self.fileName(module.string("sym_name", of: function))
      tree("\(root)/\(name)/\(step.index)_\(step.name).mlir", print(module, function))
    }
  }

  /// A symbol as part of a file name: letters and digits stay, every other byte becomes `_`.
  private static func fileName(_ symbol: String?) -> String {
    guard let symbol else { return "no_symbol_name" }
    let bytes = symbol.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        byte
      default: UInt8(ascii: "_")
      }
    }
    return String(decoding: bytes.prefix(100), as: UTF8.self)
  }
}

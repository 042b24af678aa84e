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
  /// What dumps show.
  public var scope = DumpScope()
  /// Called with the path, relative to the tree's root, and the text of each dump; nil sends dumps to the text sink. Such
  /// as `builtin_module_x/1_cse.mlir`, `builtin_module_x/func_func_f/1_0_cse.mlir`. False, once it has reported that it
  /// can't write, stops the run.
  public var tree: ((String, String) -> Bool)?

  private let print: (borrowing Module, OpID) -> String
  private let write: (String) -> Void
  /// The text of ops as it was after the last pass that changed something.
  private var known: [OpID: String] = [:]
  private var treeNames = DumpTreeNames()

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
    let isDumped = before.contains(step.name)
    let needsText = onlyOnChange && after.contains(step.name)
    guard isDumped || needsText else { return .proceed }
    for op in scope.ops(for: step, in: module) {
      let text = known[op] ?? print(module, op)
      if needsText { known[op] = text }
      if isDumped, !emit("Before", step, op, text, module) { return .stop }
    }
    return .proceed
  }

  /// Dumps after the pass, if it is selected.
  public func didRun(
    _ step: PassStep, _ outcome: PassOutcome, on module: borrowing Module,
    in context: inout PassContext
  ) -> InstrumentVerdict {
    let old = known
    if outcome != .unchanged { known = [:] }
    let isDumped = after.contains(step.name) && (outcome == .failed || !onlyOnFailure)
    guard isDumped || (outcome == .failed && onlyOnFailure) else { return .proceed }
    if outcome == .unchanged, onlyOnChange { return .proceed }
    // A pass that left a wrong program may have left ops that custom forms can't be written of.
    let isGeneric = outcome == .failed && !module.verify().isEmpty
    for op in scope.ops(for: step, failed: outcome == .failed, in: module) {
      let text =
        isGeneric
        ? String(decoding: module.print(op, PrinterOptions(form: .generic)), as: UTF8.self)
        : print(module, op)
      if onlyOnChange {
        known[op] = text
        if outcome != .failed, text == old[op] { continue }
      }
      guard emit("After", step, op, text, module, failed: outcome == .failed) else {
        return .stop
      }
    }
    return .proceed
  }

  /// False where the dump could not be written.
  private func emit(
    _ when: String, _ step: PassStep, _ op: OpID, _ text: String, _ module: borrowing Module,
    failed: Bool = false
  ) -> Bool {
    if let tree { return tree(treeNames.path(of: op, step, in: module), text) }
    let suffix =
      (failed ? " Failed" : "") + " (\(step.name))" + scope.label(of: op, step, in: module)
    let header = "// -----// IR Dump \(when) \(step.title)\(suffix) //----- //\n"
    write(header + text + (text.hasSuffix("\n") ? "\n" : "\n\n"))
    return true
  }
}

/// The names of the files of a dump tree, as mlir-opt gives them: each op counts its dumps, and a function's file starts
/// with the number of the last dump of the module.
private struct DumpTreeNames {
  private var counts: [String: Int] = [:]

  mutating func path(of op: OpID, _ step: PassStep, in module: borrowing Module) -> String {
    let root = "builtin_module_" + Self.fileName(module.string("sym_name", of: module.root))
    guard op != module.root else { return "\(root)/\(next(root))_\(step.name).mlir" }
    let folder = "\(root)/func_func_" + Self.fileName(module.string("sym_name", of: op))
    let outer = counts[root] ?? 0
    counts[root] = outer
    return "\(folder)/\(outer)_\(next(folder))_\(step.name).mlir"
  }

  private mutating func next(_ folder: String) -> Int {
    let number = counts[folder].map { $0 + 1 } ?? 0
    counts[folder] = number
    return number
  }

  /// A symbol as part of a file name: letters and digits stay, every other byte becomes `_`.
  private static func fileName(_ symbol: String?) -> String {
    guard let symbol else { return "no-symbol-name" }
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

import FuseIR
import Machine

/// Finds the machine that `-target=` names: `name`, `name{option=value ...}`, or a file.
enum TargetSelection {
  /// The machine; a wrong description file is reported to `diagnostics`, and nil comes back.
  static func resolve(
    _ text: String, _ diagnostics: DiagnosticEngine
  ) throws(UsageError) -> Accelerator? {
    let parts = try NameWithOptions(text, kind: "target")
    let name = parts.name
    let isFile = name.hasSuffix(".fir") || name.hasSuffix(".mlir")
    guard var machine = isFile ? read(name, diagnostics) : MachineCatalog.machine(named: name)
    else {
      if isFile { return nil }
      let hint = NearestName.hint(for: name, among: MachineCatalog.names)
      throw UsageError(message: "unknown target '\(name)'\(hint); -list-targets lists them")
    }
    for (option, value) in parts.settings {
      guard let value, !value.isEmpty else {
        throw UsageError(message: "target option '\(option)' must be written option=value")
      }
      do { machine = try machine.applying(option: option, value: value) } catch {
        throw UsageError(message: error.message)
      }
    }
    return machine
  }

  private static func read(_ path: String, _ diagnostics: DiagnosticEngine) -> Accelerator? {
    do {
      let source = SourceFile(name: path, bytes: try FileSystem.read(path))
      diagnostics.addSource(source)
      return Accelerator.read(source, diagnostics: diagnostics)
    } catch {
      diagnostics.error(error.message)
      return nil
    }
  }
}

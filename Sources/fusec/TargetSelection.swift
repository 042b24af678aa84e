import FuseIR
import Machine

/// Finds the machine that `-target=` names: `name`, `name{option=value ...}`, or a file.
enum TargetSelection {
  /// The machine.
  static func resolve(_ text: String) throws(UsageError) -> Accelerator {
    var name = text
    var settings: [(String, String)] = []
    if let brace = text.firstIndex(of: "{") {
      guard text.hasSuffix("}") else {
        throw UsageError(message: "target '\(text)' lacks the closing '}'")
      }
      name = String(text[..<brace])
      let inside = text[text.index(after: brace)...].dropLast()
      for setting in inside.split(whereSeparator: { $0 == " " || $0 == "," }) {
        let parts = setting.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else {
          throw UsageError(message: "target option '\(setting)' must be written option=value")
        }
        settings.append((String(parts[0]), String(parts[1])))
      }
    }
    guard var machine = MachineCatalog.machine(named: name) else {
      let hint = NearestName.hint(for: name, among: MachineCatalog.names)
      throw UsageError(message: "unknown target '\(name)'\(hint); -list-targets lists them")
    }
    for (option, value) in settings {
      do { machine = try machine.applying(option: option, value: value) } catch {
        throw UsageError(message: error.message)
      }
    }
    return machine
  }
}

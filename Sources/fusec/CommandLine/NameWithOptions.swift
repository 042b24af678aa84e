import Backends
import FuseIR

/// A name with options in braces, as the command line gives it: `cpu{cores=1}`, `c{blas=cblas}`.
struct NameWithOptions {
  /// The name before the braces.
  let name: String
  /// The options in their order, without a value where none was given.
  let settings: [(option: String, value: String?)]

  /// Reads `name` or `name{option=value ...}`, options separated by spaces or commas; `kind` says in messages what the name is of.
  init(_ text: String, kind: String) throws(UsageError) {
    guard let brace = text.firstIndex(of: "{") else {
      name = text
      settings = []
      return
    }
    guard text.hasSuffix("}") else {
      throw UsageError(message: "\(kind) '\(text)' lacks the closing '}'")
    }
    name = String(text[..<brace])
    var settings: [(option: String, value: String?)] = []
    let inside = text[text.index(after: brace)...].dropLast()
    for setting in inside.split(whereSeparator: { $0 == " " || $0 == "," }) {
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      settings.append((String(parts[0]), parts.count > 1 ? String(parts[1]) : nil))
    }
    self.settings = settings
  }

  /// The parts of a list of names, split at commas that stand in no braces.
  static func list(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if character == ",", depth <= 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  /// A backend of the type with the options set; `owner` names it in messages.
  func backend<B: Backend>(_ type: B.Type, _ owner: String) throws(UsageError) -> B {
    var backend = B()
    var given: [String] = []
    for (name, value) in settings {
      guard let option = B.options.first(where: { $0.name == name }) else {
        let names = B.options.map(\.name)
        let hint = NearestName.hint(for: name, among: names)
        let list =
          names.isEmpty
          ? "; it takes none" : hint.isEmpty ? "; it takes \(names.joined(separator: ", "))" : hint
        throw UsageError(message: "\(owner) has no option '\(name)'\(list)")
      }
      guard !given.contains(name) else {
        throw UsageError(message: "option '\(name)' of \(owner) is given twice")
      }
      given.append(name)
      guard let text = value ?? (option.isFlag ? "true" : nil) else {
        throw UsageError(
          message: "option '\(name)' of \(owner) needs a value, \(option.expectation): \(name)=...")
      }
      guard option.set(&backend, text) else {
        throw UsageError(
          message: "option '\(name)' of \(owner) must be \(option.expectation), not '\(text)'")
      }
    }
    return backend
  }
}

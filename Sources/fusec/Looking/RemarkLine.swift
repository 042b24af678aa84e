import Backends
import FuseIR
import Passes

/// A remark as one line of JSON, for `-remarks-format=json`.
enum RemarkLine {
  /// The line, with its line break.
  static func json(_ remark: Diagnostic) -> String { object(remark) + "\n" }

  private static func object(_ diagnostic: Diagnostic) -> String {
    var (origin, message) = ("", Substring(diagnostic.message))
    // Passes and backends sign their remarks: `inline: ...`.
    if let colon = message.firstIndex(of: ":") {
      let name = message[..<colon]
      let names = allPasses.map { $0.name } + allBackends.map { $0.name }
      if names.contains(where: { $0 == name }) {
        origin = String(name)
        message = message[message.index(after: colon)...].drop { $0 == " " }
      }
    }
    var fields = ["\"kind\": \(quoted(diagnostic.severity.word))"]
    if !origin.isEmpty { fields.append("\"origin\": \(quoted(origin))") }
    switch diagnostic.place {
    case .none: break
    case .range(let source, let range):
      let position = source.position(of: range.lowerBound)
      fields.append("\"file\": \(quoted(source.name))")
      fields.append("\"line\": \(position.line), \"column\": \(position.column)")
    case .named(let file, let line, let column):
      fields.append("\"file\": \(quoted(file))")
      if line > 0 { fields.append("\"line\": \(line)") }
      if line > 0, column > 0 { fields.append("\"column\": \(column)") }
    }
    fields.append("\"message\": \(quoted(String(message)))")
    if !diagnostic.notes.isEmpty {
      let notes = diagnostic.notes.map(object).joined(separator: ", ")
      fields.append("\"notes\": [\(notes)]")
    }
    return "{\(fields.joined(separator: ", "))}"
  }

  /// The text as a JSON string.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}

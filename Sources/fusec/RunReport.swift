import FuseIR
import Glibc

/// The text that `-run` prints: each output with its errors, then the executor's figures.
struct RunReport {
  let text: String
  /// True iff no output differs from what was expected.
  let agrees: Bool

  init(
    _ request: ExecutionRequest, _ outcome: ExecutionOutcome, _ expected: [Tensor]?,
    _ options: Options,
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) {
    if let folder = options.outputs {
      try ArgumentFiles.write(outcome.outputs, to: folder, diagnostics)
    }
    let source =
      options.expected
      ?? (expected == nil ? nil : "the reference run of the module before the passes")
    var lines = ["@\(request.function) on \(request.executor.rawValue):"]
    var rows: [[String]] = []
    var agrees = true
    for (index, output) in outcome.outputs.enumerated() {
      let shape = "\(ArgumentFiles.text(output.shape)) \(output.elementType.name)"
      guard let expected, expected.indices.contains(index) else {
        rows.append(["output\(index)", shape, "", "", "not compared"])
        continue
      }
      guard expected[index].shape == output.shape, expected[index].elementType == output.elementType
      else {
        agrees = false
        let other = expected[index]
        rows.append([
          "output\(index)", shape, "", "",
          "DIFFERS: expected \(ArgumentFiles.text(other.shape)) \(other.elementType.name)",
        ])
        continue
      }
      let tolerance = Tolerance(
        for: output.elementType, relative: options.relativeTolerance,
        absolute: options.absoluteTolerance)
      let comparison = OutputComparison(output, expected[index], tolerance)
      var verdict = "ok"
      if !comparison.passes {
        agrees = false
        verdict = "DIFFERS in \(comparison.mismatches) of \(comparison.count) elements"
        if let first = comparison.first {
          verdict += ": element \(first.position) is \(first.actual), expected \(first.expected)"
        }
      }
      rows.append([
        "output\(index)", shape, "max |error| \(Self.number(comparison.largestAbsolute))",
        "max relative \(Self.number(comparison.largestRelative))", verdict,
      ])
    }
    lines += Self.aligned(rows)
    if let source {
      let count = outcome.outputs.count
      let subject = count == 1 ? "the output agrees" : "all \(count) outputs agree"
      lines.append(agrees ? "\(subject) with \(source)" : "the outputs differ from \(source)")
    }
    if !outcome.figures.isEmpty {
      lines.append("")
      lines += Self.aligned(outcome.figures.map { [$0.name, $0.value] })
    }
    text = lines.joined(separator: "\n") + "\n"
    self.agrees = agrees
  }

  /// Rows as text with aligned columns, two spaces in.
  private static func aligned(_ rows: [[String]]) -> [String] {
    guard let columns = rows.first?.count else { return [] }
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = "  "
      for (column, cell) in row.enumerated() where widths[column] > 0 {
        line += cell
        if column < columns - 1 {
          line += String(repeating: " ", count: widths[column] - cell.count + 2)
        }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// Three significant digits, as `%.2e` writes them; plain zero.
  static func number(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    return withVaList([value]) { arguments in
      var buffer = [CChar](repeating: 0, count: 32)
      vsnprintf(&buffer, buffer.count, "%.2e", arguments)
      return String(
        decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// A whole number with a comma between thousands.
  static func grouped(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    groups.insert(digits, at: 0)
    return (value < 0 ? "-" : "") + groups.joined(separator: ",")
  }
}

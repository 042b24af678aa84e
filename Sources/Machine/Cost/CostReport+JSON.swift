extension CostReport {
  /// The report as JSON text, two spaces deep per level, with a final newline.
  ///
  /// The same report gives the same bytes everywhere: numbers are Swift's shortest forms that read
  /// back, without a locale.
  public var json: String {
    var writer = JSONWriter()
    writer.object { root in
      root.member("target", string: target)
      root.member("model", string: model)
      root.member("total") { value in
        value.object { object in
          object.members(of: total)
          object.member("lower_bound") { $0.object { $0.members(of: lowerBound) } }
          object.member("gap", number: gap)
          object.member("objective", string: objective.rawValue)
        }
      }
      root.member("memories") { value in
        value.object { object in
          for memory in memories {
            object.member(memory.name) { value in
              value.object { use in
                use.member("read_bytes", integer: memory.readBytes)
                use.member("written_bytes", integer: memory.writtenBytes)
                use.member("peak_bytes", integer: memory.peakBytes)
              }
            }
          }
        }
      }
      root.member("ops") { value in
        value.array { array in
          for operation in operations {
            array.element { $0.object { $0.members(of: operation) } }
          }
        }
      }
      root.member("search") { value in
        guard let search else {
          value.null()
          return
        }
        value.object { object in
          object.member("seconds", number: search.seconds)
          object.member("evaluations", integer: search.evaluations)
          object.member("seed") { $0.raw(String(search.seed)) }
        }
      }
      if !counters.isEmpty {
        root.member("counters") { value in
          value.object { object in
            for counter in counters {
              object.member(counter.name, number: counter.value)
            }
          }
        }
      }
    }
    return writer.text + "\n"
  }
}

/// Writes JSON with indentation; members and elements appear in the order they are written.
private struct JSONWriter {
  private(set) var text = ""
  private var depth = 0
  private var isFirst = true

  mutating func raw(_ value: String) {
    text += value
  }

  mutating func null() {
    text += "null"
  }

  mutating func object(_ body: (inout JSONWriter) -> Void) {
    nested(open: "{", close: "}", body)
  }

  mutating func array(_ body: (inout JSONWriter) -> Void) {
    nested(open: "[", close: "]", body)
  }

  private mutating func nested(open: String, close: String, _ body: (inout JSONWriter) -> Void) {
    text += open
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    if !isFirst { newLine() }
    text += close
    isFirst = false
  }

  mutating func element(_ body: (inout JSONWriter) -> Void) {
    if !isFirst { text += "," }
    newLine()
    body(&self)
    isFirst = false
  }

  mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
    element { writer in
      writer.quoted(name)
      writer.text += ": "
      body(&writer)
    }
  }

  mutating func member(_ name: String, string value: String?) {
    member(name) { writer in
      if let value { writer.quoted(value) } else { writer.null() }
    }
  }

  mutating func member(_ name: String, integer value: Int?) {
    member(name) { $0.raw(value.map(String.init) ?? "null") }
  }

  mutating func member(_ name: String, number value: Double?) {
    member(name) { $0.raw(value.map(Self.number) ?? "null") }
  }

  mutating func members(of total: CostReport.Total) {
    member("cycles", number: total.cycles)
    member("energy_pj", number: total.picojoules)
    member("edp_uj_cycles", number: total.microjouleCycles)
  }

  mutating func members(of operation: CostReport.Operation) {
    member("name", string: operation.name)
    member("location", string: operation.location)
    member("cycles", number: operation.cycles)
    member("energy_pj", number: operation.picojoules)
    member("group", integer: operation.group)
    member("mapping", string: operation.mapping)
    if let bytes = operation.outermostBytes {
      member("dram_read_bytes", integer: bytes.readBytes)
      member("dram_written_bytes", integer: bytes.writtenBytes)
    }
  }

  /// The shortest form that reads back; whole numbers without a fraction, null for what JSON
  /// cannot say.
  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    guard abs(value) < 0x1p53 else { return value.description }
    let whole = Int64(value)
    return Double(whole) == value ? String(whole) : value.description
  }

  private mutating func newLine() {
    text += "\n" + String(repeating: "  ", count: depth)
  }

  private mutating func quoted(_ value: String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

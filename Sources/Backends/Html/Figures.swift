/// Numbers as people read them.
enum Figures {
  /// A whole number with thin spaces between groups of three digits.
  static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "\u{202F}" }
      text.append(digit)
    }
    return text
  }

  /// A number with `digits` digits behind the point.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return value.isNaN ? "–" : "∞" }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = (abs(value) * Double(scale)).rounded()
    guard scaled < 9e18 else { return "∞" }
    let whole = Int(scaled)
    let sign = value < 0 && whole > 0 ? "−" : ""
    guard digits > 0 else { return sign + count(whole) }
    let fraction = String(whole % scale)
    let padding = String(repeating: "0", count: digits - fraction.count)
    return sign + count(whole / scale) + "." + padding + fraction
  }

  /// Three significant digits with a decimal prefix, such as `34.2 M`; the unit follows without a space before it.
  static func metric(_ value: Double, _ unit: String = "") -> String {
    scaled(value, by: 1000, ["", "k", "M", "G", "T", "P", "E"], unit)
  }

  /// Bytes with a binary prefix, such as `2.43 MiB`.
  static func bytes(_ value: Double) -> String {
    scaled(value, by: 1024, ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"], "B")
  }

  /// A share as a percentage with one digit behind the point.
  static func percent(_ share: Double) -> String { fixed(share * 100, 1) + " %" }

  private static func scaled(
    _ value: Double, by base: Double, _ prefixes: [String], _ unit: String
  ) -> String {
    var (scaled, index) = (abs(value), 0)
    while scaled >= base * 0.9995, index + 1 < prefixes.count {
      (scaled, index) = (scaled / base, index + 1)
    }
    let isWhole = index == 0 && value == value.rounded()
    let digits = isWhole ? 0 : scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2
    let suffix = prefixes[index] + unit
    return (value < 0 ? "−" : "") + fixed(scaled, digits) + (suffix.isEmpty ? "" : " " + suffix)
  }

  /// A coordinate of a picture, to a tenth of a pixel.
  static func coordinate(_ value: Double) -> String {
    let tenths = Int((max(-1e7, min(1e7, value.isFinite ? value : 0)) * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = tenths.magnitude % 10
    return "\(sign)\(tenths.magnitude / 10)" + (rest == 0 ? "" : ".\(rest)")
  }
}

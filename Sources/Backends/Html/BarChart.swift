/// Horizontal bars with a label on the left and a value on the right of each.
struct BarChart {
  /// One bar.
  struct Bar {
    let label: String
    let value: Double
    /// The value in words.
    let text: String
    /// What is shown on hovering.
    let hover: String
    let category: OpCategory
    /// A mark on the bar's scale, such as a bound; nil for none.
    var bound: Double? = nil
  }

  /// Indices in groups whose keys are equal, each in the order of its first member.
  static func groups(_ indices: [Int], by key: (Int) -> String) -> [[Int]] {
    var places: [String: Int] = [:]
    var groups: [[Int]] = []
    for index in indices {
      let key = key(index)
      if let place = places[key] {
        groups[place].append(index)
      } else {
        places[key] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  private static let width = 940.0
  private static let labelWidth = 290.0
  private static let valueWidth = 110.0
  private static let row = 20.0

  /// Appends the picture.
  static func write(_ bars: [Bar], title: String, to writer: inout HTMLWriter) {
    guard !bars.isEmpty else { return }
    let largest = bars.map { max($0.value, $0.bound ?? 0) }.max() ?? 0
    let scale = largest > 0 ? (width - labelWidth - valueWidth) / largest : 0
    let height = Double(bars.count) * row + 4
    writer.raw(
      "<figure><svg width=\"\(Figures.coordinate(width))\" height=\"\(Figures.coordinate(height))\" "
    )
    writer.raw(
      "viewBox=\"0 0 \(Figures.coordinate(width)) \(Figures.coordinate(height))\" role=\"img\" aria-label=\""
    )
    writer.text(title)
    writer.raw("\">\n")
    for (index, bar) in bars.enumerated() {
      let y = Double(index) * row + 2
      let length = max(bar.value > 0 ? 1 : 0, bar.value * scale)
      writer.raw("<g class=\"c-\(bar.category.rawValue)\"><title>")
      writer.text(bar.hover)
      writer.raw(
        "</title><rect x=\"0\" y=\"\(Figures.coordinate(y))\" width=\"940\" height=\"20\" fill=\"none\" pointer-events=\"all\"/>"
      )
      writer.raw(
        "<text class=\"end\" x=\"\(Figures.coordinate(labelWidth - 10))\" y=\"\(Figures.coordinate(y + 14))\">"
      )
      writer.text(OpLabels.shortened(bar.label, to: 42))
      writer.raw(
        "</text><rect class=\"fill\" x=\"\(Figures.coordinate(labelWidth))\" y=\"\(Figures.coordinate(y + 3.5))\" "
      )
      writer.raw("width=\"\(Figures.coordinate(length))\" height=\"13\" rx=\"1.5\"/>")
      if let bound = bar.bound {
        let x = Figures.coordinate(labelWidth + bound * scale)
        writer.raw(
          "<path d=\"M\(x) \(Figures.coordinate(y + 1))v18\" stroke=\"var(--ink)\" stroke-width=\"1.5\"/>"
        )
      }
      let end = labelWidth + max(length, (bar.bound ?? 0) * scale) + 7
      writer.raw("<text x=\"\(Figures.coordinate(end))\" y=\"\(Figures.coordinate(y + 14))\">")
      writer.text(bar.text)
      writer.raw("</text></g>\n")
    }
    writer.raw("</svg></figure>\n")
  }

  /// A line that says which colour is which kind of work.
  static func writeLegend(_ categories: [OpCategory], to writer: inout HTMLWriter) {
    writer.raw("<div class=\"legend\">")
    for category in OpCategory.allCases where categories.contains(category) {
      writer.raw("<span class=\"c-\(category.rawValue)\"><i></i>\(category.rawValue)</span>")
    }
    writer.raw("</div>\n")
  }
}

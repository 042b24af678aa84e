import Machine

/// The roofline of the target: what it can compute per cycle at each intensity, and where the program's ops stand.
struct RooflineSection {
  private static let width = 940.0, height = 400.0
  private static let left = 62.0, right = 16.0, top = 18.0, bottom = 46.0
  private static let mostPoints = 300

  private let costs: CostSection

  /// A section about the costs.
  init(_ costs: CostSection) { self.costs = costs }

  /// Appends the section.
  func write(to writer: inout HTMLWriter) {
    writer.raw("<h2 id=\"roofline\">Roofline</h2>\n")
    guard let roof = costs.roof else {
      writer.raw("<p>Name a machine with <code>-target=</code> to see its roofline.</p>\n")
      return
    }
    let items = costs.items.filter { $0.operations > 0 && $0.bytes > 0 }
    let ridge = roof.peak / roof.bandwidth
    writer.raw("<p>")
    writer.text(
      "\(roof.machine.name) computes \(Figures.metric(roof.peak)) operations per cycle and reads "
        + "\(Figures.metric(roof.bandwidth)) bytes per cycle from \(roof.machine.memories[0].name): "
        + "ops with fewer than \(Figures.fixed(ridge, 1)) operations per byte wait for memory. ")
    writer.raw(
      "Bytes are those of the busier direction, in or out. Rings stand on the bound of each op on its own; discs are what the run achieved, which can be more where ops overlap or data stay on the chip.</p>\n"
    )
    guard !items.isEmpty else {
      writer.raw("<p>No op of the program does arithmetic on static shapes.</p>\n")
      return
    }
    // The points that matter most are drawn where there are many.
    let shown = items.indices.sorted { (items[$1].operations, $0) < (items[$0].operations, $1) }
      .prefix(Self.mostPoints).sorted()
    writePicture(shown.map { items[$0] }, roof, to: &writer)
    BarChart.writeLegend(items.map(\.category), to: &writer)
    if items.count > Self.mostPoints {
      writer.raw("<p class=\"note\">The \(Self.mostPoints) ops with the most arithmetic.</p>\n")
    }
    writer.table(
      "roofline",
      [
        .text("op"), .text("result"), .text("place"), .number("op/byte"),
        .number("bound, op/cycle"),
        .number("achieved, op/cycle"), .number("of the bound"), .text("limited by"),
      ],
      shown.map { index in
        let item = items[index]
        let intensity = item.intensity
        let bound = min(roof.peak, intensity * roof.bandwidth)
        let achieved = Self.achieved(item)
        return [
          item.name, item.result, CostSection.short(item.location), Figures.fixed(intensity, 3),
          Figures.fixed(bound, 2), achieved.map { Figures.fixed($0, 2) } ?? "–",
          achieved.map { Figures.percent($0 / bound) } ?? "–",
          intensity < ridge ? "memory" : "arithmetic",
        ]
      }, open: 0)
  }

  private static func achieved(_ item: CostSection.Item) -> Double? {
    item.cycles.flatMap { $0 > 0 ? item.operations / $0 : nil }
  }

  private func writePicture(
    _ items: [CostSection.Item], _ roof: CostSection.Roof, to writer: inout HTMLWriter
  ) {
    let ridge = roof.peak / roof.bandwidth
    let intensities = items.map(\.intensity)
    let rates = items.map { item in
      let bound = min(roof.peak, item.intensity * roof.bandwidth)
      return min(bound, Self.achieved(item) ?? bound)
    }
    let x = LogScale(
      from: min(ridge, intensities.min() ?? 1) / 2,
      to: max(ridge * 4, (intensities.max() ?? 1) * 2),
      start: Self.left, end: Self.width - Self.right)
    let y = LogScale(
      from: max(roof.peak * 1e-6, (rates.min() ?? 1) / 2), to: roof.peak * 2,
      start: Self.height - Self.bottom, end: Self.top)
    func at(_ value: Double) -> String { Figures.coordinate(value) }
    writer.raw(
      "<figure><svg width=\"940\" height=\"400\" viewBox=\"0 0 940 400\" role=\"img\" aria-label=\"Roofline of "
    )
    writer.text(roof.machine.name)
    writer.raw("\">\n")
    for tick in x.minors {
      writer.raw(
        "<path class=\"fine\" d=\"M\(at(x[tick])) \(at(Self.top))V\(at(Self.height - Self.bottom))\"/>"
      )
    }
    for tick in y.minors {
      writer.raw(
        "<path class=\"fine\" d=\"M\(at(Self.left)) \(at(y[tick]))H\(at(Self.width - Self.right))\"/>"
      )
    }
    for tick in x.decades {
      writer.raw(
        "<path class=\"grid\" d=\"M\(at(x[tick])) \(at(Self.top))V\(at(Self.height - Self.bottom))\"/>"
      )
      writer.raw(
        "<text class=\"axis mid\" x=\"\(at(x[tick]))\" y=\"\(at(Self.height - Self.bottom + 15))\">\(Self.label(tick))</text>\n"
      )
    }
    for tick in y.decades {
      writer.raw(
        "<path class=\"grid\" d=\"M\(at(Self.left)) \(at(y[tick]))H\(at(Self.width - Self.right))\"/>"
      )
      writer.raw(
        "<text class=\"axis end\" x=\"\(at(Self.left - 7))\" y=\"\(at(y[tick] + 3.5))\">\(Self.label(tick))</text>\n"
      )
    }
    writer.raw(
      "<text class=\"axis mid\" x=\"\(at((Self.left + Self.width) / 2))\" y=\"\(at(Self.height - 10))\">operations per byte</text>"
    )
    writer.raw(
      "<text class=\"axis mid\" transform=\"translate(13 \(at((Self.height - Self.bottom) / 2))) rotate(-90)\">operations per cycle</text>\n"
    )

    let foot = max(x.from, y.from / roof.bandwidth)
    writer.raw(
      "<path d=\"M\(at(x[foot])) \(at(y[foot * roof.bandwidth]))L\(at(x[ridge])) \(at(y[roof.peak]))"
    )
    writer.raw(
      "H\(at(Self.width - Self.right))\" fill=\"none\" stroke=\"var(--ink)\" stroke-width=\"1.8\"><title>"
    )
    writer.text(
      "\(Figures.fixed(roof.peak, 0)) operations per cycle, \(Figures.fixed(roof.bandwidth, 1)) bytes per cycle"
    )
    writer.raw(
      "</title></path>\n<path d=\"M\(at(x[ridge])) \(at(y[roof.peak]))V\(at(Self.height - Self.bottom))\" "
    )
    writer.raw("stroke=\"var(--dim)\" stroke-dasharray=\"3 3\"/>")
    writer.raw(
      "<text class=\"d\" x=\"\(at(x[ridge] + 6))\" y=\"\(at(Self.height - Self.bottom - 7))\">ridge \(Figures.fixed(ridge, 1))</text>"
    )
    writer.raw(
      "<text class=\"d\" x=\"\(at(x[ridge] + 6))\" y=\"\(at(y[roof.peak] - 6))\">"
    )
    writer.text("peak \(Figures.metric(roof.peak)) op/cycle")
    writer.raw("</text>\n")
    writePoints(items, roof, x, y, to: &writer)
    writer.raw("</svg></figure>\n")
  }

  private func writePoints(
    _ items: [CostSection.Item], _ roof: CostSection.Roof, _ x: LogScale, _ y: LogScale,
    to writer: inout HTMLWriter
  ) {
    let largest = items.map(\.operations).max() ?? 1
    for item in items {
      let intensity = item.intensity
      let bound = min(roof.peak, intensity * roof.bandwidth)
      let achieved = Self.achieved(item)
      // The area of a point grows with its share of the arithmetic.
      let radius = 3 + 7 * (item.operations / largest).squareRoot()
      let centre = Figures.coordinate(x[intensity])
      writer.raw("<g class=\"c-\(item.category.rawValue)\"><title>")
      writer.text(
        "\(item.name) \(item.result)\n\(item.location)\n\(Figures.fixed(intensity, 3)) operations per byte\n"
          + "bound \(Figures.fixed(bound, 2)) operations per cycle"
          + (achieved.map {
            "\nachieved \(Figures.fixed($0, 2)), \(Figures.percent($0 / bound)) of the bound"
          } ?? ""))
      writer.raw("</title>")
      if let achieved {
        writer.raw(
          "<path d=\"M\(centre) \(Figures.coordinate(y[bound]))V\(Figures.coordinate(y[achieved]))\" stroke=\"var(--c)\" stroke-opacity=\".6\"/>"
        )
        writer.raw(
          "<circle class=\"fill\" fill-opacity=\".75\" cx=\"\(centre)\" cy=\"\(Figures.coordinate(y[achieved]))\" r=\"\(Figures.coordinate(radius))\"/>"
        )
      } else {
        writer.raw(
          "<circle class=\"ring\" fill-opacity=\".6\" cx=\"\(centre)\" cy=\"\(Figures.coordinate(y[bound]))\" r=\"\(Figures.coordinate(radius))\"/>"
        )
      }
      writer.raw("</g>\n")
    }
  }

  private static func label(_ value: Double) -> String {
    value >= 1
      ? Figures.metric(value) : Figures.fixed(value, value >= 0.1 ? 1 : value >= 0.01 ? 2 : 3)
  }
}

/// A logarithmic scale from values to coordinates.
struct LogScale {
  let from: Double
  private let logFrom: Double
  private let factor: Double
  private let start: Double
  /// The powers of ten inside.
  let decades: [Double]
  /// Twice and five times the powers of ten inside.
  let minors: [Double]

  init(from: Double, to: Double, start: Double, end: Double) {
    self.from = max(1e-9, from)
    let upper = max(self.from * 10, to)
    self.start = start
    logFrom = Self.logarithm(self.from)
    factor = (end - start) / (Self.logarithm(upper) - logFrom)
    var decades: [Double] = []
    var minors: [Double] = []
    var tick = 1e-9
    while tick <= upper {
      if tick >= self.from * 0.999 { decades.append(tick) }
      for part in [2 * tick, 5 * tick] where part >= self.from && part <= upper {
        minors.append(part)
      }
      tick *= 10
    }
    self.decades = decades
    self.minors = minors
  }

  /// The coordinate of a value; values below the scale stand at its start.
  subscript(value: Double) -> Double {
    start + (Self.logarithm(max(value, from)) - logFrom) * factor
  }

  /// The logarithm to base two: the exponent, and the significand's by its series, so that every machine draws the same.
  private static func logarithm(_ value: Double) -> Double {
    guard value.isFinite, value > 0 else { return 0 }
    let significand = value.significand
    let t = (significand - 1) / (significand + 1)
    var (term, sum) = (t, 0.0)
    for odd in stride(from: 1.0, through: 25, by: 2) {
      sum += term / odd
      term *= t * t
    }
    return Double(value.exponent) + 2 * sum / 0.6931471805599453
  }
}

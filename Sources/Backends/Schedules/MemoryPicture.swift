import Machine

/// Live bytes over time as SVG.
struct MemoryPicture {
  private static let width = 960.0, left = 84.0, right = 20.0
  private static let plot = 132.0, panel = 206.0
  private static let colours = [
    "#4c78a8", "#f58518", "#54a24b", "#b279a2", "#e45756", "#72b7b2", "#eeca3b", "#9d755d",
    "#ff9da6",
    "#2f6f7e", "#a0cbe8",
  ]
  private static let rest = "#b8b8b8"
  private static let mostColumns = 700

  /// Tensors that are drawn as one.
  private struct Band {
    let name: String
    let colour: String
    /// The most bytes in one memory.
    var peak = 0
  }

  /// What lies in a memory from one place of the picture to another.
  private struct Column {
    let start: Double
    let end: Double
    /// By band.
    let bytes: [Int]
  }

  private let view: ScheduleView
  private let occupancy: ScheduleOccupancy
  private let cycles: Double
  /// The band of each tensor, in the order of the stack.
  private var bandOf: [Int]
  private var bands: [Band] = []

  /// The picture of a schedule.
  init(_ view: ScheduleView) {
    self.view = view
    occupancy = ScheduleOccupancy(view.program)
    let ends = view.program.holds.map { Double($0.end) }
    cycles = max(1, Double(view.figures.cycles), ends.max() ?? 0)
    let tensors = view.program.graph.tensors
    var weight = [Double](repeating: 0, count: tensors.count)
    var first = [Int64](repeating: .max, count: tensors.count)
    for hold in view.program.holds where hold.end > hold.start && hold.bytes > 0 {
      weight[hold.tensor] += Double(hold.bytes) * Double(hold.end - hold.start)
      first[hold.tensor] = min(first[hold.tensor], hold.start)
    }
    let held = tensors.indices.filter { weight[$0] > 0 }
    let heaviest = held.sorted { (weight[$1], $0) < (weight[$0], $1) }
    let own = held.count <= Self.colours.count ? held.count : Self.colours.count - 1
    // Weights first, so that they are at the bottom; then by the cycle in which they come.
    let shown = heaviest.prefix(own).sorted {
      let a = tensors[$0].isWeight, b = tensors[$1].isWeight
      return a == b ? (first[$0], $0) < (first[$1], $1) : a
    }
    bandOf = [Int](repeating: shown.count, count: tensors.count)
    for (place, tensor) in shown.enumerated() {
      bandOf[tensor] = place
      let suffix = tensors[tensor].isWeight ? " (weight)" : ""
      bands.append(Band(name: tensors[tensor].name + suffix, colour: Self.colours[place]))
    }
    if held.count > own {
      bands.append(Band(name: "\(held.count - own) others", colour: Self.rest))
    }
  }

  // MARK: What is drawn

  /// The columns of a memory, and the most bytes of each band.
  private func columns(_ changes: [ScheduleOccupancy.Change]) -> [Column] {
    var bytes = [Int](repeating: 0, count: bands.count)
    var times: [Double] = [0]
    for change in changes where Double(change.time) > times[times.count - 1] {
      times.append(Double(change.time))
    }
    if times[times.count - 1] < cycles { times.append(cycles) }
    let isExact = times.count <= Self.mostColumns
    let step = cycles / Double(Self.mostColumns)
    let edges = isExact ? times : (0...Self.mostColumns).map { Double($0) * step }
    var result: [Column] = []
    var next = 0
    for (start, end) in zip(edges, edges.dropFirst()) {
      // What comes at the start of a column belongs to it; what lay there before counts only where nothing changes then.
      var most: [Int]?
      var total = 0
      func look() {
        let now = bytes.reduce(0, &+)
        if most == nil || now > total { (most, total) = (bytes, now) }
      }
      if next >= changes.count || Double(changes[next].time) > start { look() }
      while next < changes.count, Double(changes[next].time) < end {
        let time = changes[next].time
        while next < changes.count, changes[next].time == time {
          bytes[bandOf[changes[next].tensor]] &+= changes[next].bytes
          next += 1
        }
        look()
      }
      result.append(Column(start: start, end: end, bytes: most ?? bytes))
    }
    return result
  }

  /// The picture.
  func text() -> String {
    let memories = occupancy.changes.indices.dropFirst().filter { !occupancy.changes[$0].isEmpty }
    let drawn = memories.map { columns(occupancy.changes[$0]) }
    var bands = bands
    for column in drawn.joined() {
      for band in bands.indices { bands[band].peak = max(bands[band].peak, column.bytes[band]) }
    }
    let rows = (bands.count + 3) / 4
    let top = 56 + Double(rows) * 20 + 8
    let height = top + Double(max(1, memories.count)) * Self.panel + 8
    var writer = HTMLWriter()
    writer.raw(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(at(Self.width))\" height=\"\(at(height))\" "
        + "viewBox=\"0 0 \(at(Self.width)) \(at(height))\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\" fill=\"#222\">\n"
        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n")
    writer.raw(
      "<text x=\"20\" y=\"26\" font-size=\"16\" font-weight=\"bold\">Live bytes over time: ")
    writer.text(OpLabels.shortened(view.program.platform.name, to: 60))
    writer.raw("</text>\n<text x=\"20\" y=\"45\" fill=\"#555\">")
    writer.text(subtitle())
    writer.raw("</text>\n")
    legend(bands, to: &writer)
    if memories.isEmpty {
      writer.raw(
        "<text x=\"20\" y=\"\(at(top + 30))\">Nothing lies in any memory but the outermost.</text>\n"
      )
    }
    for (place, memory) in memories.enumerated() {
      panel(memory, drawn[place], bands, at: top + Double(place) * Self.panel, to: &writer)
    }
    writer.raw("</svg>\n")
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func subtitle() -> String {
    var text = "\(Figures.count(Int(view.figures.cycles))) cycles"
    if let energy = view.figures.picojoules { text += ", \(Self.energy(energy))" }
    return text + "; tensors that are no weights: at most "
      + "\(Figures.bytes(Double(view.figures.peakFeatureBytes))) on chip at a time"
  }

  private static func energy(_ picojoules: Double) -> String {
    for (unit, scale) in [("J", 1e12), ("mJ", 1e9), ("µJ", 1e6), ("nJ", 1e3)]
    where picojoules >= scale {
      return "\(Figures.fixed(picojoules / scale, 2)) \(unit)"
    }
    return "\(Figures.fixed(picojoules, 1)) pJ"
  }

  private func legend(_ bands: [Band], to writer: inout HTMLWriter) {
    let column = (Self.width - 40) / 4
    for (place, band) in bands.enumerated() {
      let x = 20 + Double(place % 4) * column
      let y = 70 + Double(place / 4) * 20
      writer.raw(
        "<rect x=\"\(at(x))\" y=\"\(at(y - 10))\" width=\"12\" height=\"12\" fill=\"\(band.colour)\"/>"
      )
      writer.raw("<text x=\"\(at(x + 18))\" y=\"\(at(y))\">")
      writer.text("\(OpLabels.shortened(band.name, to: 20)), \(Figures.bytes(Double(band.peak)))")
      writer.raw("</text>\n")
    }
  }

  private func panel(
    _ memory: Int, _ columns: [Column], _ bands: [Band], at top: Double, to writer: inout HTMLWriter
  ) {
    let description = view.program.platform.memories[memory]
    let peak = view.figures.memories[memory].peakBytes ?? 0
    let base = top + 24 + Self.plot
    var heading = "at most \(Figures.bytes(Double(peak)))"
    // The line of a capacity far above would flatten all that is there.
    var line: Double?
    if let capacity = description.capacityBytes {
      heading += " of \(Figures.bytes(Double(capacity)))"
      if Double(capacity) <= 1.6 * Double(peak) {
        heading += " (dashed)"
        line = Double(capacity)
      }
      if capacity > 0 { heading += ", \(Figures.percent(Double(peak) / Double(capacity)))" }
    }
    if let cycle = view.figures.memories[memory].peakCycle {
      heading += ", first in cycle \(Figures.count(Int(cycle)))"
    }
    let most = max(1, Double(peak), line ?? 0)
    let scale = Self.plot / (most * 1.04)
    let pixels = (Self.width - Self.left - Self.right) / cycles
    writer.raw("<text x=\"\(at(Self.left))\" y=\"\(at(top + 14))\"><tspan font-weight=\"bold\">")
    writer.text(OpLabels.shortened(description.name, to: 40))
    writer.raw("</tspan><tspan fill=\"#555\" dx=\"8\">")
    writer.text(heading)
    writer.raw("</tspan></text>\n")
    axes(base, most, scale, pixels, to: &writer)
    for band in bands.indices.reversed() {
      let path = outline(band, columns, base, scale, pixels)
      guard !path.isEmpty else { continue }
      writer.raw("<path fill=\"\(bands[band].colour)\" d=\"\(path)\"><title>")
      let most = columns.reduce(0) { max($0, $1.bytes[band]) }
      writer.text(
        "\(bands[band].name) in \(description.name): at most \(Figures.bytes(Double(most)))")
      writer.raw("</title></path>\n")
    }
    writer.raw(
      "<path stroke=\"#444\" fill=\"none\" d=\"M\(at(Self.left)) \(at(base - Self.plot))V\(at(base))H\(at(Self.width - Self.right))\"/>\n"
    )
    guard let line else { return }
    let y = base - line * scale
    writer.raw(
      "<path stroke=\"#c00\" stroke-dasharray=\"6 4\" fill=\"none\" d=\"M\(at(Self.left)) \(at(y))H\(at(Self.width - Self.right))\"><title>capacity</title></path>\n"
    )
  }

  private func axes(
    _ base: Double, _ most: Double, _ scale: Double, _ pixels: Double, to writer: inout HTMLWriter
  ) {
    for tick in Self.byteTicks(most) {
      let y = base - tick * scale
      writer.raw(
        "<path stroke=\"#ddd\" d=\"M\(at(Self.left)) \(at(y))H\(at(Self.width - Self.right))\"/>")
      writer.raw(
        "<text text-anchor=\"end\" font-size=\"11\" fill=\"#555\" x=\"\(at(Self.left - 7))\" y=\"\(at(y + 4))\">\(Figures.bytes(tick))</text>\n"
      )
    }
    writer.raw(
      "<text text-anchor=\"middle\" font-size=\"11\" fill=\"#555\" transform=\"translate(16 \(at(base - Self.plot / 2))) rotate(-90)\">live bytes</text>\n"
    )
    for tick in TimelineSection.ticks(cycles) {
      let x = Self.left + tick * pixels
      writer.raw("<path stroke=\"#444\" d=\"M\(at(x)) \(at(base))v5\"/>")
      writer.raw(
        "<text text-anchor=\"middle\" font-size=\"11\" fill=\"#555\" x=\"\(at(x))\" y=\"\(at(base + 18))\">\(Figures.metric(tick))</text>\n"
      )
    }
    writer.raw(
      "<text text-anchor=\"middle\" font-size=\"11\" fill=\"#555\" x=\"\(at((Self.left + Self.width - Self.right) / 2))\" y=\"\(at(base + 33))\">cycles</text>\n"
    )
  }

  /// The outline of a band: along its upper edge and back along its lower one, for each stretch in which it has bytes.
  private func outline(
    _ band: Int, _ columns: [Column], _ base: Double, _ scale: Double, _ pixels: Double
  ) -> String {
    var path = ""
    var place = 0
    while place < columns.count {
      guard columns[place].bytes[band] > 0 else {
        place += 1
        continue
      }
      let start = place
      while place < columns.count, columns[place].bytes[band] > 0 { place += 1 }
      let stretch = columns[start..<place]
      var upper = "", lower = ""
      var highest = Double.nan, lowest = Double.nan
      for column in stretch {
        let below = column.bytes[..<band].reduce(0) { $0 + Double($1) }
        let y = base - (below + Double(column.bytes[band])) * scale
        let x = at(Self.left + column.start * pixels)
        if upper.isEmpty {
          upper = "M\(x) \(at(y))"
        } else if y != highest {
          upper += "H\(x)V\(at(y))"
        }
        highest = y
      }
      for column in stretch.reversed() {
        let y = base - column.bytes[..<band].reduce(0) { $0 + Double($1) } * scale
        let x = at(Self.left + column.end * pixels)
        if lower.isEmpty || y != lowest { lower += "H\(x)V\(at(y))" }
        lowest = y
      }
      path += upper + lower + "H\(at(Self.left + columns[start].start * pixels))Z"
    }
    return path
  }

  /// Round numbers of bytes up to the most, four at most beside zero.
  private static func byteTicks(_ most: Double) -> [Double] {
    var step = 1.0
    while most / step > 4 { step *= 2 }
    return Array(stride(from: 0, through: most, by: step))
  }

  private func at(_ value: Double) -> String { Figures.coordinate(value) }
}

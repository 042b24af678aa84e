import Machine

/// The section that shows when the units of the machine were busy.
struct TimelineSection {
  private static let width = 940.0, left = 74.0, right = 10.0
  private static let row = 46.0
  private static let mostSteps = 600

  private let summary: ProgramSummary
  private let context: EmissionContext

  /// A section about the run of the context.
  init(summary: ProgramSummary, context: EmissionContext) {
    self.summary = summary
    self.context = context
  }

  /// Appends the section.
  func write(to writer: inout HTMLWriter) {
    writer.raw("<h2 id=\"timeline\">Timeline</h2>\n")
    guard let timeline = context.timeline, let cycles = context.report?.total.cycles, cycles > 0
    else {
      writer.raw(
        "<p>The program was not run on a simulated machine. For Gemmini: <code>-passes=gemmini -target=gemmini-fp32 -run=main -on=gemmini -seed=1 -emit=html</code>.</p>\n"
      )
      return
    }
    writer.raw(
      "<p>How busy each unit was in each bin of \(Figures.count(timeline.binCycles)) cycles")
    writer.raw(
      " (a full bar is busy all the time), and which op of the source the instructions belong to.")
    if timeline.steps.contains(where: \.isHost) {
      writer.raw(
        " Triangles are work of the host: the simulator times the accelerator alone, so they have a place but no duration."
      )
    }
    writer.raw("</p>\n")
    let names = stepNames(timeline)
    writePicture(timeline, names, cycles, to: &writer)
    writer.table(
      "units", [.text("unit"), .number("busy cycles"), .number("share of the run")],
      timeline.tracks.map {
        [
          $0.name, Figures.count($0.totalBusyCycles),
          Figures.percent(Double($0.totalBusyCycles) / cycles),
        ]
      })
    writer.table(
      "steps of the run",
      [
        .text("step"), .text("op"), .text("place"), .number("start"), .number("end"),
        .number("cycles"),
      ],
      zip(timeline.steps, names).map { step, name in
        [
          step.name, step.isHost ? "host" : name, CostSection.short(step.location),
          Figures.count(step.start), step.isHost ? "–" : Figures.count(step.end),
          step.isHost ? "not timed" : Figures.count(step.end - step.start),
        ]
      }, open: 0)
  }

  /// The op of the source that each step belongs to.
  private func stepNames(_ timeline: ActivityTimeline) -> [String] {
    var heaviest: [String: ProgramSummary.Op] = [:]
    for op in summary.ops where !op.location.isEmpty {
      if let other = heaviest[op.location], other.operations >= op.operations { continue }
      heaviest[op.location] = op
    }
    return timeline.steps.map { step in
      heaviest[step.location].map { "\($0.name) \($0.result)" } ?? step.name
    }
  }

  private func writePicture(
    _ timeline: ActivityTimeline, _ names: [String], _ cycles: Double, to writer: inout HTMLWriter
  ) {
    let scale = (Self.width - Self.left - Self.right) / cycles
    let hasHost = timeline.steps.contains(where: \.isHost)
    let tracksTop = hasHost ? 52.0 : 34.0
    let height = tracksTop + Self.row * Double(timeline.tracks.count) + 34
    func at(_ value: Double) -> String { Figures.coordinate(value) }
    writer.raw(
      "<figure><svg width=\"940\" height=\"\(at(height))\" viewBox=\"0 0 940 \(at(height))\" role=\"img\" aria-label=\"Timeline of the run\">\n"
    )
    writer.raw("<text class=\"end\" x=\"\(at(Self.left - 10))\" y=\"20\">ops</text>\n")
    var isEven = false
    for (step, name) in zip(timeline.steps, names).prefix(Self.mostSteps) where !step.isHost {
      let x = Self.left + Double(step.start) * scale
      let width = max(0.5, Double(step.end - step.start) * scale)
      writer.raw(
        "<rect class=\"\(isEven ? "c-contraction" : "c-other") fill\" fill-opacity=\"\(isEven ? ".75" : ".45")\" x=\"\(at(x))\" y=\"6\" width=\"\(at(width))\" height=\"20\"><title>"
      )
      writer.text(
        "\(name)\n\(CostSection.short(step.location)), in \(step.name)\n\(Figures.count(step.start)) to "
          + "\(Figures.count(step.end)): \(Figures.count(step.end - step.start)) cycles")
      writer.raw("</title></rect>\n")
      if width > Double(name.count) * 6.6 + 8 {
        writer.raw(
          "<text class=\"mid\" pointer-events=\"none\" x=\"\(at(x + width / 2))\" y=\"20\">")
        writer.text(name)
        writer.raw("</text>\n")
      }
      isEven.toggle()
    }
    if hasHost {
      writer.raw("<text class=\"end\" x=\"\(at(Self.left - 10))\" y=\"44\">host</text>\n")
    }
    for step in timeline.steps.prefix(Self.mostSteps) where step.isHost {
      let x = Self.left + Double(step.start) * scale
      writer.raw("<path class=\"c-control fill\" d=\"M\(at(x - 4)) 45h8l-4 -9z\"><title>")
      writer.text(
        "host: \(step.name)\n\(CostSection.short(step.location))\nat \(Figures.count(step.start)), not timed"
      )
      writer.raw("</title></path>\n")
    }
    let order = ["load", "execute", "store"]
    let tracks =
      order.flatMap { name in timeline.tracks.filter { $0.name == name } }
      + timeline.tracks.filter { !order.contains($0.name) }
    for (index, track) in tracks.enumerated() {
      let base = tracksTop + Self.row * Double(index + 1)
      let share = Figures.percent(Double(track.totalBusyCycles) / cycles)
      writer.raw("<g class=\"\(Self.colour(track.name))\"><title>")
      writer.text(
        "\(track.name): \(Figures.count(track.totalBusyCycles)) busy cycles, \(share) of the run")
      writer.raw("</title><text class=\"end\" x=\"\(at(Self.left - 10))\" y=\"\(at(base - 16))\">")
      writer.text(track.name)
      writer.raw(
        "</text><text class=\"d end\" x=\"\(at(Self.left - 10))\" y=\"\(at(base - 3))\">\(share)</text>"
      )
      writer.raw(
        "<rect x=\"\(at(Self.left))\" y=\"\(at(base - 34))\" width=\"\(at(cycles * scale))\" height=\"34\" fill=\"var(--panel)\"/>"
      )
      writer.raw(
        "<path class=\"fill\" d=\"\(area(track, timeline.binCycles, base, scale, cycles))\"/>")
      writer.raw(
        "<path class=\"base\" d=\"M\(at(Self.left)) \(at(base))H\(at(Self.width - Self.right))\"/></g>\n"
      )
    }
    let axis = height - 14
    for tick in Self.ticks(cycles) {
      let x = Self.left + tick * scale
      writer.raw("<path class=\"base\" d=\"M\(at(x)) \(at(axis - 18))v5\"/>")
      writer.raw(
        "<text class=\"axis \(tick == 0 ? "" : "mid")\" x=\"\(at(x))\" y=\"\(at(axis))\">\(Figures.metric(tick))</text>\n"
      )
    }
    writer.raw(
      "<text class=\"axis end\" x=\"\(at(Self.left - 10))\" y=\"\(at(axis))\">cycle</text></svg></figure>\n"
    )
  }

  /// The outline of a track's busy share; neighbouring bins are joined until there are at most 470.
  private func area(
    _ track: ActivityTimeline.Track, _ binCycles: Int, _ base: Double, _ scale: Double,
    _ cycles: Double
  ) -> String {
    let join = max(1, (Int(cycles) / max(1, binCycles) + 469) / 470)
    let span = Double(join * binCycles)
    var path = "M\(Figures.coordinate(Self.left)) \(Figures.coordinate(base))"
    var end = Self.left
    for start in stride(from: 0, to: track.busyCycles.count, by: join) {
      let busy = track.busyCycles[start..<min(start + join, track.busyCycles.count)].reduce(0, +)
      let from = Double(start * binCycles)
      let length = min(span, cycles - from)
      guard length > 0 else { break }
      let share = min(1, Double(busy) / length)
      path += "V\(Figures.coordinate(base - 32 * share))"
      end = Self.left + (from + length) * scale
      path += "H\(Figures.coordinate(end))"
    }
    return path + "V\(Figures.coordinate(base))Z"
  }

  private static func colour(_ unit: String) -> String {
    switch unit {
    case "load": "c-movement"
    case "store": "c-elementwise"
    default: "c-contraction"
    }
  }

  /// Round numbers from 0 to the end, at most eight.
  static func ticks(_ end: Double) -> [Double] {
    var step = 1.0
    while end / step > 8 {
      if end / (step * 2) <= 8 {
        step *= 2
      } else if end / (step * 5) <= 8 {
        step *= 5
      } else {
        step *= 10
      }
    }
    return Array(stride(from: 0, through: end, by: step))
  }
}

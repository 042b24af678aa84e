import Machine

/// The head of the page and the section about the program as it came in.
struct ProgramSection {
  let summary: ProgramSummary
  let context: EmissionContext

  /// Appends title and figures.
  func writeHead(to writer: inout HTMLWriter) {
    writer.raw("<h1>")
    writer.text(OpLabels.shortened(summary.name ?? "Unnamed module", to: 120))
    writer.raw("</h1>\n<p class=\"sub\">")
    if let machine = context.accelerator {
      writer.text("Compiled for \(machine.name): \(machine.summary)")
    } else {
      writer.text("No machine was named.")
    }
    writer.raw("</p>\n<dl class=\"figures\">\n")
    let functions = summary.functions.count
    figure(
      "Functions", Figures.count(functions),
      summary.entry.map { "@\(OpLabels.shortened($0.name, to: 24)) runs" },
      &writer)
    figure(
      "Ops", Figures.count(summary.opCount),
      "\(summary.kinds.count) kind\(summary.kinds.count == 1 ? "" : "s")", &writer)
    figure("Arithmetic", Figures.metric(summary.operations, "op"), "a multiply-add is two", &writer)
    if let entry = summary.entry {
      figure(
        "Arguments", Figures.bytes(entry.argumentBytes),
        "\(entry.arguments.count) value\(entry.arguments.count == 1 ? "" : "s")", &writer)
    }
    figure("Constants", Figures.bytes(summary.constantBytes), "splats not counted", &writer)
    let peak = summary.livePoints.map(\.bytes).max() ?? 0
    figure(
      "Activations", Figures.bytes(summary.activationBytes), "\(Figures.bytes(peak)) live at most",
      &writer)
    if let report = context.report { writeCosts(report, to: &writer) }
    writer.raw("</dl>\n")
  }

  private func writeCosts(_ report: CostReport, to writer: inout HTMLWriter) {
    if let cycles = report.total.cycles {
      let bound = report.lowerBound.cycles.map { "at least \(Figures.metric($0))" }
      figure("Cycles", Figures.metric(cycles), bound, &writer)
      if let machine = context.accelerator, machine.clockHertz > 0 {
        let seconds = cycles / Double(machine.clockHertz)
        figure(
          "Time",
          seconds < 1e-3
            ? "\(Figures.fixed(seconds * 1e6, 1)) µs" : "\(Figures.fixed(seconds * 1e3, 2)) ms",
          "at \(Figures.metric(Double(machine.clockHertz), "Hz"))", &writer)
      }
    }
    if let gap = report.gap {
      figure("Above the bound", Figures.percent(gap), "of \(report.objective.rawValue)", &writer)
    }
    if let energy = report.total.picojoules {
      figure(
        "Energy", "\(Figures.fixed(energy * 1e-6, 1)) µJ",
        report.lowerBound.picojoules.map { "at least \(Figures.fixed($0 * 1e-6, 1)) µJ" }, &writer)
    }
  }

  private func figure(
    _ name: String, _ value: String, _ note: String?, _ writer: inout HTMLWriter
  ) {
    writer.raw("<div><dt>\(name)</dt><dd>")
    writer.text(value)
    if let note {
      writer.raw("<small>")
      writer.text(note)
      writer.raw("</small>")
    }
    writer.raw("</dd></div>\n")
  }

  /// Appends the section.
  func write(to writer: inout HTMLWriter) {
    writer.raw("<h2 id=\"program\">Program</h2>\n")
    guard !summary.kinds.isEmpty else {
      writer.raw("<p>The module is empty.</p>\n")
      return
    }
    writer.raw("<p>The program as it came in, before any pass.</p>\n<h3>Ops by kind</h3>\n")
    let total = Double(max(1, summary.opCount))
    BarChart.write(
      summary.kinds.prefix(16).map { kind in
        BarChart.Bar(
          label: kind.name, value: Double(kind.count), text: Figures.count(kind.count),
          hover:
            "\(kind.name): \(Figures.count(kind.count)) of \(Figures.count(summary.opCount)) ops, "
            + "\(Figures.metric(kind.operations, "op")) of arithmetic",
          category: kind.category)
      }, title: "Ops by kind", to: &writer)
    BarChart.writeLegend(summary.kinds.map(\.category), to: &writer)
    writer.table(
      "ops by kind",
      [.text("op"), .text("work"), .number("count"), .number("share"), .number("arithmetic")],
      summary.kinds.map {
        [
          $0.name, $0.category.rawValue, Figures.count($0.count),
          Figures.percent(Double($0.count) / total), Figures.metric($0.operations, "op"),
        ]
      }, open: 0)
    guard !summary.functions.isEmpty else { return }
    writer.raw("<h3>Functions</h3>\n")
    writer.table(
      "functions",
      [
        .text("function"), .text("visibility"), .text("arguments"), .text("results"),
        .number("ops"),
        .number("own arithmetic"), .number("argument bytes"),
      ],
      summary.functions.map { function in
        [
          "@" + OpLabels.shortened(function.name, to: 60),
          function.isPrivate ? "private" : "public",
          Self.list(function.arguments), Self.list(function.results),
          Figures.count(function.opCount),
          Figures.metric(function.operations, "op"), Figures.bytes(function.argumentBytes),
        ]
      }, open: 8, limit: 200)
  }

  private static func list(_ types: [String]) -> String {
    guard types.count > 6 else { return types.joined(separator: ", ") }
    return types.prefix(5).joined(separator: ", ") + ", … \(types.count) in all"
  }
}

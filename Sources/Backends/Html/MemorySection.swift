import Machine

/// The section about memory: what is alive as the program goes on, and what the machine's memories moved.
struct MemorySection {
  private static let width = 940.0, left = 74.0, right = 10.0, height = 190.0

  private let summary: ProgramSummary
  private let context: EmissionContext

  /// A section about the program and its run.
  init(summary: ProgramSummary, context: EmissionContext) {
    self.summary = summary
    self.context = context
  }

  /// Appends the section.
  func write(to writer: inout HTMLWriter) {
    writer.raw("<h2 id=\"memory\">Memory</h2>\n")
    let points = summary.livePoints
    let peak = points.map(\.bytes).max() ?? 0
    if peak > 0, let entry = summary.entry {
      writer.raw("<h3>Live results</h3>\n<p>Bytes of results that a later op of <code>@")
      writer.text(OpLabels.shortened(entry.name, to: 60))
      writer.raw(
        "</code> still reads, op by op, if each is kept whole; arguments and constants are not counted.</p>\n"
      )
      writeLiveBytes(points, peak, to: &writer)
      let ranked = points.indices.sorted { (points[$1].bytes, $0) < (points[$0].bytes, $1) }
      writer.table(
        "ops with the most live bytes",
        [.number("op number"), .text("op"), .text("result"), .number("live bytes")],
        ranked.prefix(40).map {
          [Figures.count($0), points[$0].name, points[$0].result, Figures.bytes(points[$0].bytes)]
        }, open: 0)
    } else {
      writer.raw("<p>No function of the program keeps results of static shapes.</p>\n")
    }
    writeTouchedBytes(to: &writer)
    guard let report = context.report, !report.memories.isEmpty else { return }
    writer.raw("<h3>The machine’s memories</h3>\n<p>Bytes moved in the run.</p>\n")
    BarChart.write(
      report.memories.flatMap { memory in
        [("read", memory.readBytes), ("written", memory.writtenBytes)].map { verb, bytes in
          BarChart.Bar(
            label: "\(memory.name), \(verb)", value: Double(bytes),
            text: Figures.bytes(Double(bytes)),
            hover: "\(memory.name): \(Figures.count(bytes)) bytes \(verb)",
            category: verb == "read" ? .contraction : .movement)
        }
      }, title: "Bytes moved by each memory", to: &writer)
    writer.table(
      "memories",
      [
        .text("memory"), .number("capacity"), .number("in use at most"), .number("share in use"),
        .number("read"), .number("written"),
      ],
      report.memories.map { memory in
        let capacity = context.accelerator?.memory(named: memory.name)?.capacityBytes
        return [
          memory.name, capacity.map { Figures.bytes(Double($0)) } ?? "no limit",
          memory.peakBytes.map { Figures.bytes(Double($0)) } ?? "–",
          capacity.flatMap { capacity in
            memory.peakBytes.map { Figures.percent(Double($0) / Double(max(1, capacity))) }
          } ?? "–",
          Figures.bytes(Double(memory.readBytes)), Figures.bytes(Double(memory.writtenBytes)),
        ]
      })
  }

  private func writeTouchedBytes(to writer: inout HTMLWriter) {
    let ops = summary.ops
    guard !ops.isEmpty else { return }
    let ranked = ops.indices.sorted { (ops[$1].bytes, $0) < (ops[$0].bytes, $1) }
    writer.raw("<h3>Bytes of operands and results</h3>\n")
    let groups = BarChart.groups(ranked) { "\(ops[$0].name) \(ops[$0].result) \(ops[$0].bytes)" }
    let heaviest = groups.sorted { a, b in
      (ops[b[0]].bytes * Double(b.count), a[0]) < (ops[a[0]].bytes * Double(a.count), b[0])
    }.prefix(16)
    BarChart.write(
      heaviest.map { group in
        let op = ops[group[0]]
        let bytes = op.bytes * Double(group.count)
        let times = group.count > 1 ? " ×\(group.count)" : ""
        return BarChart.Bar(
          label: "\(op.name.split(separator: ".").last ?? "") \(op.result)\(times)", value: bytes,
          text: Figures.bytes(bytes),
          hover: "\(op.name) \(op.result)\n\(CostSection.short(op.location))\(times)\n"
            + "\(Figures.bytes(op.bytes)) read and written by each",
          category: op.category)
      }, title: "Bytes of operands and results", to: &writer)
    writer.table(
      "bytes of operands and results",
      [.text("op"), .text("result"), .text("function"), .text("place"), .number("bytes")],
      ranked.prefix(100).map { index in
        let op = ops[index]
        return [
          op.name, op.result, "@" + OpLabels.shortened(op.function, to: 40),
          CostSection.short(op.location), Figures.bytes(op.bytes),
        ]
      }, open: 0)
  }

  private func writeLiveBytes(
    _ points: [ProgramSummary.LivePoint], _ peak: Double, to writer: inout HTMLWriter
  ) {
    // At most 470 columns; a column shows the most of its ops.
    let join = max(1, (points.count + 469) / 470)
    let columns = stride(from: 0, to: points.count, by: join).map {
      start -> (op: Int, bytes: Double) in
      var best = start
      for index in start..<min(start + join, points.count)
      where points[index].bytes > points[best].bytes {
        best = index
      }
      return (best, points[best].bytes)
    }
    let step = (Self.width - Self.left - Self.right) / Double(columns.count)
    let base = Self.height - 26
    let scale = (base - 14) / peak
    func at(_ value: Double) -> String { Figures.coordinate(value) }
    writer.raw(
      "<figure><svg width=\"940\" height=\"190\" viewBox=\"0 0 940 190\" role=\"img\" aria-label=\"Live bytes op by op\">\n"
    )
    for part in [0.5, 1] {
      let y = base - peak * part * scale
      writer.raw(
        "<path class=\"grid\" d=\"M\(at(Self.left)) \(at(y))H\(at(Self.width - Self.right))\"/>")
      writer.raw(
        "<text class=\"axis end\" x=\"\(at(Self.left - 7))\" y=\"\(at(y + 3.5))\">\(Figures.bytes(peak * part))</text>\n"
      )
    }
    for (index, column) in columns.enumerated() {
      let point = points[column.op]
      let height = column.bytes * scale
      let isPeak = column.bytes == peak
      writer.raw(
        "<rect class=\"\(isPeak ? "c-control" : "c-contraction") fill\" x=\"\(at(Self.left + Double(index) * step))\" y=\"\(at(base - height))\" "
      )
      writer.raw(
        "width=\"\(at(max(0.6, step - (step > 3 ? 1 : 0))))\" height=\"\(at(height))\"><title>")
      writer.text(
        "op \(column.op): \(point.name) \(point.result)\n\(Figures.bytes(point.bytes)) live\(isPeak ? ", the most" : "")"
      )
      writer.raw("</title></rect>\n")
    }
    writer.raw(
      "<path class=\"base\" d=\"M\(at(Self.left)) \(at(base))H\(at(Self.width - Self.right))\"/>")
    for tick in TimelineSection.ticks(Double(points.count)) {
      let x = Self.left + tick / Double(join) * step
      writer.raw(
        "<text class=\"axis mid\" x=\"\(at(x))\" y=\"\(at(base + 16))\">\(Figures.metric(tick))</text>\n"
      )
    }
    writer.raw(
      "<text class=\"axis end\" x=\"\(at(Self.left - 7))\" y=\"\(at(base + 16))\">op</text></svg></figure>\n"
    )
  }
}

import Machine

/// What each op costs: measured cycles where the program ran, else the cycles that the machine needs at least, else its
/// arithmetic.
struct CostSection {
  /// The cost of an op of the program as it came in.
  struct Item {
    let name: String
    let result: String
    let location: String
    let category: OpCategory
    let operations: Double
    let bytes: Double
    /// Operations per byte of the direction, in or out, that keeps the outermost memory busier; per byte of both without
    /// a machine.
    var intensity: Double
    /// Cycles of the run that belong to the op's place in the source; nil where none are known.
    var cycles: Double?
    /// Cycles that the machine needs at least; nil without a machine.
    var bound: Double?
  }

  /// The machine, reduced to two numbers; nil without one that computes.
  struct Roof {
    let machine: Accelerator
    /// Arithmetic operations per cycle, a multiply-add being two.
    let peak: Double
    /// Bytes per cycle that the outermost memory reads.
    let bandwidth: Double
    private let memory: Memory

    init?(_ machine: Accelerator?) {
      guard let machine, let memory = machine.memories.first else { return nil }
      peak = 2 * Double(machine.arrays.reduce(0) { $0 + $1.peakMultiplyAddsPerCycle })
      bandwidth = memory.readBytesPerCycle
      self.memory = memory
      self.machine = machine
      guard peak > 0, bandwidth > 0, memory.writeBytesPerCycle > 0 else { return nil }
    }

    /// The cycles in which the outermost memory could move the op's operands in and its results out.
    func trafficCycles(_ op: ProgramSummary.Op) -> Double {
      let (read, write) = (op.readBytes / bandwidth, op.writtenBytes / memory.writeBytesPerCycle)
      return memory.sharesBandwidth ? read + write : max(read, write)
    }
  }

  /// What the run spent on a line of the source.
  struct Line {
    /// The file, without its folders, and the line.
    let place: String
    /// The ops of the program as it came in that stand there.
    var ops: [String] = []
    /// Cycles of the machine.
    var cycles = 0.0
    /// How many steps of the machine and of the host belong to it.
    var steps = 0, hostSteps = 0
  }

  let roof: Roof?
  let context: EmissionContext
  /// The lines of the source that the run spent something on, in the order in which it first did.
  private(set) var lines: [Line] = []
  /// The ops that cost something, in the order of the text.
  private(set) var items: [Item] = []

  /// Reads the costs.
  init(summary: ProgramSummary, context: EmissionContext) {
    self.context = context
    roof = Roof(context.accelerator)
    lines = Self.lines(summary, context.timeline)
    var cyclesAt: [String: Double] = [:]
    for step in context.timeline?.steps ?? [] where !step.location.isEmpty && !step.isHost {
      cyclesAt[step.location, default: 0] += Double(step.end - step.start)
    }
    // Where several ops have one place in the source, the one with the most arithmetic stands for it.
    var heaviest: [String: Int] = [:]
    for (index, op) in summary.ops.enumerated() where !op.location.isEmpty {
      if let other = heaviest[op.location], summary.ops[other].operations >= op.operations {
        continue
      }
      heaviest[op.location] = index
    }
    for (index, op) in summary.ops.enumerated() {
      var item = Item(
        name: op.name, result: op.result, location: op.location, category: op.category,
        operations: op.operations, bytes: op.bytes, intensity: op.operations / max(1, op.bytes))
      if heaviest[op.location] == index { item.cycles = cyclesAt[op.location] }
      if let roof {
        let traffic = roof.trafficCycles(op)
        item.bound = max(op.operations / roof.peak, traffic)
        if traffic > 0 { item.intensity = op.operations / (traffic * roof.bandwidth) }
      }
      items.append(item)
    }
  }

  private static func lines(_ summary: ProgramSummary, _ timeline: ActivityTimeline?) -> [Line] {
    var lines: [Line] = []
    var index: [String: Int] = [:]
    for step in timeline?.steps ?? [] where !step.location.isEmpty {
      let place = line(of: step.location)
      let number = index[place] ?? lines.count
      if number == lines.count {
        index[place] = number
        lines.append(Line(place: place))
      }
      lines[number].steps += step.isHost ? 0 : 1
      lines[number].hostSteps += step.isHost ? 1 : 0
      if !step.isHost { lines[number].cycles += Double(step.end - step.start) }
    }
    for op in summary.ops {
      if let number = index[line(of: op.location)] { lines[number].ops.append(op.name) }
    }
    return lines
  }

  /// `m.mlir:3` for `folder/m.mlir:3:5`; the whole of a place without a column.
  private static func line(of location: String) -> String {
    let parts = short(location).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts.suffix(2).allSatisfy({ Int($0) != nil }) else {
      return short(location)
    }
    return parts.dropLast().joined(separator: ":")
  }

  private var isMeasured: Bool { items.contains { $0.cycles != nil } }

  /// Appends the section.
  func write(to writer: inout HTMLWriter) {
    writer.raw("<h2 id=\"cost\">Cost</h2>\n")
    guard !items.isEmpty else {
      writer.raw("<p>No op of the program computes or moves anything.</p>\n")
      return
    }
    writer.raw("<p>")
    let measured = isMeasured
    if measured {
      writer.raw(
        "Cycles of the run, by the op of the source that they were spent for; the line on a bar is what the machine needs at least for the op on its own, which ops that overlap or keep data on the chip can beat. Ops that are not shown became a part of these or took no cycles of the machine."
      )
    } else if roof != nil {
      writer.raw(
        "The cycles that the machine needs at least for each op on its own: arithmetic at its peak, or operands and results once through its outermost memory. Add <code>-run=main -on=gemmini -seed=1</code> to a compiled program to see measured cycles."
      )
    } else {
      writer.raw(
        "The arithmetic of each op. Name a machine with <code>-target=</code> to see cycles.")
    }
    writer.raw("</p>\n")
    func cost(_ item: Item) -> Double {
      measured ? item.cycles ?? 0 : roof != nil ? item.bound ?? 0 : item.operations
    }
    let ranked = items.indices.filter { cost(items[$0]) > 0 }.sorted {
      (cost(items[$1]), $0) < (cost(items[$0]), $1)
    }
    let total = ranked.reduce(0) { $0 + cost(items[$1]) }
    let unit = roof == nil && !measured ? "op" : "cycles"
    // Equal ops share a bar.
    let groups = BarChart.groups(ranked) { index in
      "\(items[index].name) \(items[index].result) \(cost(items[index]))"
    }
    let heaviest = groups.sorted { a, b in
      (cost(items[b[0]]) * Double(b.count), a[0]) < (cost(items[a[0]]) * Double(a.count), b[0])
    }.prefix(24)
    BarChart.write(
      heaviest.map { group in
        let item = items[group[0]]
        let value = cost(item) * Double(group.count)
        let times = group.count > 1 ? " ×\(group.count)" : ""
        return BarChart.Bar(
          label: "\(item.name.split(separator: ".").last ?? "") \(item.result)\(times)",
          value: value, text: Figures.metric(value) + " " + unit,
          hover: hover(item, count: group.count, share: total > 0 ? value / total : 0),
          category: item.category,
          bound: measured ? item.bound.map { $0 * Double(group.count) } : nil)
      }, title: "Cost of ops", to: &writer)
    BarChart.writeLegend(heaviest.map { items[$0[0]].category }, to: &writer)
    if groups.count > 24 {
      writer.raw(
        "<p class=\"note\">The 24 most expensive of \(Figures.count(groups.count)) kinds of ops.</p>\n"
      )
    }
    writer.table(
      "cost of ops",
      [
        .text("op"), .text("result"), .text("place"), .number("arithmetic"), .number("bytes"),
        .number("op/byte"), .number("bound, cycles"), .number("run, cycles"),
      ],
      ranked.map { index in
        let item = items[index]
        return [
          item.name, item.result, Self.short(item.location), Figures.metric(item.operations),
          Figures.bytes(item.bytes),
          Figures.fixed(item.intensity, 2),
          item.bound.map { Figures.fixed($0, 0) } ?? "–",
          item.cycles.map { Figures.fixed($0, 0) } ?? "–",
        ]
      }, open: 0)
    writeLines(to: &writer)
    if let operations = context.report?.operations, !operations.isEmpty {
      writer.table(
        "steps of the compiled program",
        [.text("step"), .text("place"), .number("cycles"), .number("energy, µJ")],
        operations.map { operation in
          [
            OpLabels.shortened(operation.name, to: 60), Self.short(operation.location),
            operation.cycles.map { Figures.fixed($0, 0) } ?? "–",
            operation.picojoules.map { Figures.fixed($0 * 1e-6, 2) } ?? "–",
          ]
        }, open: 0, limit: 300)
    }
  }

  private func writeLines(to writer: inout HTMLWriter) {
    guard !lines.isEmpty else { return }
    let all = lines.reduce(0) { $0 + $1.cycles }
    writer.table(
      "cycles by source line",
      [
        .text("line"), .text("ops"), .number("steps"), .number("on the host"), .number("cycles"),
        .number("share"),
      ],
      lines.map { line in
        let rest = line.ops.count > 3 ? " and \(line.ops.count - 3) more" : ""
        return [
          line.place, line.ops.prefix(3).joined(separator: ", ") + rest,
          Figures.count(line.steps), Figures.count(line.hostSteps),
          line.steps > 0 ? Figures.fixed(line.cycles, 0) : "not timed",
          line.steps > 0 && all > 0 ? Figures.percent(line.cycles / all) : "–",
        ]
      }, open: 0, limit: 300)
  }

  private func hover(_ item: Item, count: Int, share: Double) -> String {
    var text = "\(item.name) \(item.result)\n\(Self.short(item.location))"
    text += count > 1 ? " and \(count - 1) more, each:\n" : "\n"
    text += "\(Figures.metric(item.operations, "op")), \(Figures.bytes(item.bytes))"
    if let bound = item.bound { text += "\nat least \(Figures.fixed(bound, 0)) cycles" }
    if let cycles = item.cycles { text += "\n\(Figures.fixed(cycles, 0)) cycles measured" }
    return text + "\n\(Figures.percent(share)) of all"
  }

  /// The place without the folders of its file.
  static func short(_ location: String) -> String {
    location.split(separator: "/").last.map(String.init) ?? location
  }
}

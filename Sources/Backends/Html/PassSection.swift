import FuseIR

/// The section that shows the program before and after each pass: a graph, and a listing of what changed.
struct PassSection {
  /// Boxes of one picture; larger regions are drawn in groups.
  private static let mostBoxes = 130
  /// Pictures of one program.
  private static let mostGraphs = 8
  /// Bytes that all panels together may take; later ones leave pictures, then lines, out.
  private static let budget = 2_000_000
  private static let mostLines = 400
  private static let context = 3

  private let history: ProgramHistory
  private var listing: ProgramListing

  /// A section about the history.
  init(_ history: ProgramHistory) {
    self.history = history
    listing = ProgramListing([history.initial] + history.steps.compactMap(\.snapshot))
  }

  /// How many programs can be picked.
  var panelCount: Int { history.steps.count + 1 }

  /// Appends the section.
  mutating func write(_ module: borrowing Module, to writer: inout HTMLWriter) {
    writer.raw("<h2 id=\"passes\">Graph and passes</h2>\n")
    writer.raw(
      history.steps.isEmpty
        ? "<p>No pass ran.</p>\n"
        : "<p>Pick a pass to see the program after it. Values keep their numbers from pass to pass.</p>\n"
    )
    var changes: [ProgramChanges?] = [nil]
    var previous = history.initial
    for step in history.steps {
      changes.append(step.snapshot.map { ProgramChanges(from: previous, to: $0) })
      if let snapshot = step.snapshot { previous = snapshot }
    }
    let picked = (history.steps.lastIndex { $0.snapshot != nil } ?? -1) + 1
    for index in 0..<panelCount {
      let checked = index == picked ? " checked" : ""
      writer.raw("<input class=\"pick\" type=\"radio\" name=\"pass\" id=\"p\(index)\"\(checked)>")
    }
    writer.raw("\n<div class=\"steps\" aria-label=\"Passes\"><label for=\"p0\">input</label>")
    for (index, step) in history.steps.enumerated() {
      writer.raw("<label for=\"p\(index + 1)\"\(step.snapshot == nil ? " class=\"idle\"" : "")>")
      writer.text("\(index + 1) \(step.name)")
      if let change = changes[index + 1] {
        writer.raw("<small>+\(change.added) −\(change.removed) ~\(change.changed)</small>")
      } else {
        writer.raw("<small>no change</small>")
      }
      writer.raw("</label>")
    }
    writer.raw("</div>\n")

    let start = writer.bytes.count
    previous = history.initial
    for index in 0..<panelCount {
      let step = index > 0 ? history.steps[index - 1] : nil
      writer.raw("<section class=\"panel\" id=\"panel\(index)\">\n<h3>")
      writer.text(step.map { "After \($0.name)" } ?? "As it came in")
      writer.raw("</h3>\n")
      let remaining = Self.budget - (writer.bytes.count - start)
      if let step {
        writer.raw("<p class=\"mono\">")
        writer.text(OpLabels.shortened(step.text, to: 300))
        writer.raw("</p>\n")
        if let after = step.snapshot, let change = changes[index] {
          writeCounts(change, after, to: &writer)
          let removed =
            change.removed > 0
            ? RemovedOps(change, from: previous, to: after, in: module) : nil
          writeGraphs(after, change.changes, removed, remaining, module, to: &writer)
          writeDifference(change, from: previous, to: after, remaining, module, to: &writer)
          previous = after
        } else {
          writer.raw("<p>The pass changed nothing.</p>\n")
        }
      } else {
        writeGraphs(history.initial, nil, nil, remaining, module, to: &writer)
        writeListing(history.initial, remaining, module, to: &writer)
      }
      writer.raw("</section>\n")
    }
  }

  private func writeCounts(
    _ change: ProgramChanges, _ after: ModuleSnapshot, to writer: inout HTMLWriter
  ) {
    writer.raw("<p class=\"counts\"><b class=\"t-added\">\(Figures.count(change.added)) added</b>")
    writer.raw("<b class=\"t-removed\">\(Figures.count(change.removed)) removed</b>")
    writer.raw("<b class=\"t-changed\">\(Figures.count(change.changed)) changed</b>")
    writer.raw("<span class=\"sub\">\(Figures.count(after.ops.count - 1)) ops now</span></p>\n")
  }

  // MARK: Graphs

  private mutating func writeGraphs(
    _ snapshot: ModuleSnapshot, _ changes: [OpChange]?, _ removed: RemovedOps?,
    _ remaining: Int, _ module: borrowing Module, to writer: inout HTMLWriter
  ) {
    guard remaining > 600_000 else {
      writer.raw("<p class=\"note\">The graph is left out to keep the page small.</p>\n")
      return
    }
    let builder = DrawnGraphBuilder(snapshot, changes, in: module)
    let graphs = builder.graphs(limit: Self.mostGraphs, removed: removed, &listing, in: module)
    guard !graphs.isEmpty else {
      writer.raw("<p class=\"note\">There is nothing to draw.</p>\n")
      return
    }
    writeLegend(graphs, hasChanges: changes != nil, to: &writer)
    let first = writer.bytes.count
    for (index, graph) in graphs.enumerated() {
      guard writer.bytes.count - first < remaining / 2 else {
        writer.raw("<p class=\"note\">\(graphs.count - index) more graphs are left out.</p>\n")
        break
      }
      let (limited, note) = graph.limited(to: Self.mostBoxes)
      writer.raw("<h3 class=\"mono\">")
      writer.text(graph.heading)
      writer.raw("</h3>\n")
      GraphPicture.write(limited, to: &writer)
      var notes: [String] = []
      if let note { notes.append(note) }
      if graph.foldedCount > 0 {
        notes.append(
          "\(Figures.count(graph.foldedCount)) constants, and ops that only rearrange them, belong to their readers."
        )
      }
      if graph.leftOutCount > 0 {
        notes.append(
          "\(Figures.count(graph.leftOutCount)) removed ops are too many for the picture: see the text below."
        )
      }
      if !notes.isEmpty {
        writer.raw("<p class=\"note\">")
        writer.text(notes.joined(separator: " "))
        writer.raw("</p>\n")
      }
    }
    if graphs.count == Self.mostGraphs {
      writer.raw("<p class=\"note\">The first \(Self.mostGraphs) regions are drawn.</p>\n")
    }
  }

  private func writeLegend(
    _ graphs: [DrawnGraph], hasChanges: Bool, to writer: inout HTMLWriter
  ) {
    var categories: Set<OpCategory> = []
    for graph in graphs {
      for node in graph.nodes where !node.isArgument { categories.insert(node.category) }
    }
    BarChart.writeLegend(OpCategory.allCases.filter { categories.contains($0) }, to: &writer)
    guard hasChanges else { return }
    writer.raw("<div class=\"legend\"><span><i class=\"added\"></i>added</span>")
    writer.raw("<span><i class=\"changed\"></i>changed</span>")
    if graphs.contains(where: { $0.removedCount > 0 }) {
      writer.raw("<span><i class=\"removed\"></i>removed</span>")
    }
    writer.raw("</div>\n")
  }

  // MARK: Listings

  /// The whole program, as far as it fits.
  private mutating func writeListing(
    _ snapshot: ModuleSnapshot, _ remaining: Int, _ module: borrowing Module,
    to writer: inout HTMLWriter
  ) {
    let count = snapshot.ops.count - 1
    guard count > 0 else { return }
    writer.raw(
      "<details><summary>Listing (\(Figures.count(count)) ops)</summary><pre class=\"diff\" tabindex=\"0\">"
    )
    var block = 0
    for (index, op) in snapshot.ops.enumerated().dropFirst() {
      guard index <= Self.mostLines else {
        line("g", "⋯ \(Figures.count(count - Self.mostLines)) more ops", to: &writer)
        break
      }
      writeBlocks(before: index, &block, snapshot, nil, module, to: &writer)
      let text = listing.line(op, of: snapshot, in: module)
      line(nil, "  " + Self.indentation(op.depth) + text, to: &writer)
    }
    writer.raw("</pre></details>\n")
  }

  /// The lines that changed, with some around them.
  private mutating func writeDifference(
    _ change: ProgramChanges, from before: ModuleSnapshot, to after: ModuleSnapshot,
    _ remaining: Int, _ module: borrowing Module, to writer: inout HTMLWriter
  ) {
    let lines = change.lines
    var isShown = [Bool](repeating: false, count: lines.count)
    for (index, line) in lines.enumerated() where line.change != .same {
      for near in max(0, index - Self.context)...min(lines.count - 1, index + Self.context) {
        isShown[near] = true
      }
    }
    let changedCount = change.added + change.removed + change.changed
    writer.raw(
      "<details open><summary>What changed, as text (\(Figures.count(changedCount)) ops)</summary>")
    writer.raw("<pre class=\"diff\" tabindex=\"0\">")
    var written = 0
    var hidden = 0
    let most = min(Self.mostLines, max(40, remaining / 2_000))
    for (index, entry) in lines.enumerated() {
      guard isShown[index] else {
        hidden += 1
        continue
      }
      if hidden > 0 { line("g", "⋯ \(Figures.count(hidden)) unchanged ops", to: &writer) }
      hidden = 0
      guard written < most else {
        let rest = lines[index...].count { $0.change != .same }
        line("g", "⋯ \(Figures.count(rest)) more changed ops", to: &writer)
        break
      }
      written += 1
      if entry.change != .same, let place = entry.before, entry.change != .added {
        let op = before.ops[place]
        let text = listing.line(op, of: before, in: module)
        line("r", "− " + Self.indentation(op.depth) + text, to: &writer)
      }
      if let place = entry.after {
        let op = after.ops[place]
        let text = listing.line(op, of: after, in: module)
        let isSame = entry.change == .same
        line(
          isSame ? nil : "a", (isSame ? "  " : "+ ") + Self.indentation(op.depth) + text,
          to: &writer)
      }
    }
    if hidden > 0, written < most {
      line("g", "⋯ \(Figures.count(hidden)) unchanged ops", to: &writer)
    }
    writer.raw("</pre></details>\n")
  }

  private mutating func writeBlocks(
    before index: Int, _ block: inout Int, _ snapshot: ModuleSnapshot, _ style: String?,
    _ module: borrowing Module, to writer: inout HTMLWriter
  ) {
    while block < snapshot.blocks.count, snapshot.blocks[block].position <= index {
      let record = snapshot.blocks[block]
      block += 1
      guard !record.argumentRange.isEmpty || record.number > 0 else { continue }
      let depth = snapshot.ops[record.parent].depth
      let text = listing.line(record, of: snapshot, in: module)
      line(style, "  " + Self.indentation(depth) + text, to: &writer)
    }
  }

  private func line(_ style: String?, _ text: String, to writer: inout HTMLWriter) {
    writer.raw(style.map { "<span class=\"\($0)\">" } ?? "<span>")
    writer.text(text)
    writer.raw("</span>")
  }

  private static func indentation(_ depth: Int) -> String {
    String(repeating: "  ", count: max(0, min(20, depth - 1)))
  }
}

import FuseIR

/// `html`: one page that shows the program, what each pass did, and what the program costs. It needs nothing but a browser:
/// no network, no framework, and no script to be read.
public struct HTMLBackend: Backend {
  /// `html`.
  public static let name = "html"
  /// What it writes.
  public static let summary = "a page that shows the program, its passes and its costs"
  /// One stream.
  public static let shape = EmissionShape.stream
  /// It shows what each pass did.
  public static let usesHistory = true

  /// A backend without settings.
  public init() {}

  /// True: every module has a page.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool { true }

  /// Writes the page.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    let summary = context.summary ?? ProgramSummary(module)
    let history = context.history ?? ProgramHistory(ModuleSnapshot(module))
    var passes = PassSection(history)
    let program = ProgramSection(summary: summary, context: context)

    var writer = HTMLWriter()
    writer.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
    writer.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>")
    writer.text("\(OpLabels.shortened(summary.name ?? "module", to: 80)) – fusec")
    writer.raw("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n")
    writer.raw(PageStyle.css + "\n" + PageStyle.pickRules(passes.panelCount))
    writer.raw("\n</style></head><body><div class=\"page\">\n<header>\n")
    program.writeHead(to: &writer)
    writer.raw("</header>\n<nav class=\"top\" aria-label=\"Sections\">")
    for section in ["program", "passes", "cost", "roofline", "timeline", "memory"] {
      let title =
        section == "passes"
        ? "Graph and passes" : section.prefix(1).uppercased() + section.dropFirst()
      writer.raw("<a href=\"#\(section)\">\(title)</a>")
    }
    writer.raw("</nav>\n<main>\n")
    program.write(to: &writer)
    passes.write(module, to: &writer)
    let costs = CostSection(summary: summary, context: context)
    costs.write(to: &writer)
    RooflineSection(costs).write(to: &writer)
    TimelineSection(summary: summary, context: context).write(to: &writer)
    MemorySection(summary: summary, context: context).write(to: &writer)
    writer.raw("</main>\n<footer>Written by fusec -emit=html.</footer>\n</div>\n<script>\n")
    writer.raw(PageStyle.script)
    writer.raw("\n</script></body></html>\n")
    try output.write(writer.bytes)
  }
}

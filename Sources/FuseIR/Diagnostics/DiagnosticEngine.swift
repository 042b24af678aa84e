/// Collects the diagnostics of one compilation, in the order in which they were reported.
///
/// Exact duplicates are dropped, and after `limit` diagnostics the rest are only counted, so that
/// a hostile input can't fill memory with messages.
public final class DiagnosticEngine {
  /// The diagnostics kept so far, in order.
  public private(set) var diagnostics: [Diagnostic] = []

  /// How many different errors were reported, including those past the limit.
  public private(set) var errorCount = 0

  /// How many diagnostics were dropped because of the limit.
  public private(set) var droppedCount = 0

  /// The texts that are at hand, by which places known only by name find their source line.
  public private(set) var sources: [SourceFile] = []

  /// Called with each diagnostic as it is kept, for immediate printing.
  public var sink: ((Diagnostic) -> Void)?

  private let limit: Int
  private var seen: Set<Diagnostic> = []

  /// Creates an engine that keeps at most `limit` diagnostics.
  public init(limit: Int = 1000, sink: ((Diagnostic) -> Void)? = nil) {
    self.limit = limit
    self.sink = sink
  }

  /// Whether an error was reported.
  public var hasErrors: Bool { errorCount > 0 }

  /// Makes a text known, so that diagnostics that name its file can show the source line.
  public func addSource(_ source: SourceFile) {
    sources.append(source)
  }

  /// Keeps a diagnostic unless the very same one was reported before.
  public func report(_ diagnostic: Diagnostic) {
    guard diagnostics.count < limit else {
      droppedCount += 1
      if diagnostic.severity == .error { errorCount += 1 }
      return
    }
    guard seen.insert(diagnostic).inserted else { return }
    if diagnostic.severity == .error { errorCount += 1 }
    diagnostics.append(diagnostic)
    sink?(diagnostic)
  }

  /// Reports an error.
  public func error(
    _ message: String, at place: DiagnosticPlace = .none, notes: [Diagnostic] = []
  ) {
    report(Diagnostic(.error, message, at: place, notes: notes))
  }

  /// Reports a warning.
  public func warning(
    _ message: String, at place: DiagnosticPlace = .none, notes: [Diagnostic] = []
  ) {
    report(Diagnostic(.warning, message, at: place, notes: notes))
  }

  /// Reports a remark.
  public func remark(
    _ message: String, at place: DiagnosticPlace = .none, notes: [Diagnostic] = []
  ) {
    report(Diagnostic(.remark, message, at: place, notes: notes))
  }

  /// All kept diagnostics as text, in order.
  public func rendered(colours: Bool = false) -> String {
    let renderer = DiagnosticRenderer(sources: sources, colours: colours)
    return diagnostics.map(renderer.render).joined()
  }
}

/// How serious a diagnostic is.
public enum Severity: Int, Comparable, Sendable {
  /// Adds detail to the diagnostic before it.
  case note
  /// Tells what the compiler did or did not do, and why.
  case remark
  /// Something is probably not meant; the work goes on.
  case warning
  /// The input or the request is wrong; the work fails.
  case error

  /// The word that is printed before the message.
  public var word: String {
    switch self {
    case .note: "note"
    case .remark: "remark"
    case .warning: "warning"
    case .error: "error"
    }
  }

  /// Orders severities from note to error.
  public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
}

/// What a diagnostic points at.
public enum DiagnosticPlace {
  /// Nothing in particular, such as a wrong command line.
  case none
  /// Bytes of a text that is at hand; an empty range points at one character.
  case range(SourceFile, Range<Int>)
  /// A place known only by name, as locations in the IR know it; numbers start at 1, 0 is unknown.
  case named(file: String, line: Int, column: Int)
}

extension DiagnosticPlace: Hashable {
  /// Whether two places are the same bytes of the same file or the same named position.
  public static func == (a: DiagnosticPlace, b: DiagnosticPlace) -> Bool {
    switch (a, b) {
    case (.none, .none): true
    case (.range(let fileA, let rangeA), .range(let fileB, let rangeB)):
      fileA === fileB && rangeA == rangeB
    case (.named(let fileA, let lineA, let columnA), .named(let fileB, let lineB, let columnB)):
      fileA == fileB && lineA == lineB && columnA == columnB
    default: false
    }
  }

  /// Feeds the place to a hasher.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .none: hasher.combine(0)
    case .range(_, let range): hasher.combine(range)
    case .named(_, let line, let column):
      hasher.combine(line)
      hasher.combine(column)
    }
  }
}

/// One message about a program, with the place that it is about and notes that explain it.
///
/// Messages are lower case, without a final full stop, and say what is wrong and what would be right.
public struct Diagnostic: Hashable {
  /// How serious it is.
  public var severity: Severity
  /// The text after `error: `.
  public var message: String
  /// What it points at.
  public var place: DiagnosticPlace
  /// Explanations, printed below it in order.
  public var notes: [Diagnostic]

  /// Creates a diagnostic.
  public init(
    _ severity: Severity, _ message: String, at place: DiagnosticPlace = .none,
    notes: [Diagnostic] = []
  ) {
    self.severity = severity
    self.message = message
    self.place = place
    self.notes = notes
  }

  /// Creates a note for use inside another diagnostic.
  public static func note(_ message: String, at place: DiagnosticPlace = .none) -> Diagnostic {
    Diagnostic(.note, message, at: place)
  }
}

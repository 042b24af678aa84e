import FuseIR
import Machine

/// `search-trace`: how the searches for mappings went, as JSON lines.
///
/// There is a line for each moment at which the best plan became better or the bound higher, and a last one for the end:
///
/// ```
/// {"function":"main","search":"exact","objective":"edp","seconds":0.0012,"evaluations":1,"energy_pj":8.1e9,
///  "cycles":5.2e5,"edp_uj_cycles":4.3e9,"bound":null,"gap":null}
/// ```
///
/// `evaluations` counts plans of the whole network, `bound` is the value of the objective (an `edp` in microjoules times
/// cycles) that no plan of the searched space is below, and `gap` how much the best plan is above it, as a part of it. Only
/// the seconds differ from run to run where the budget is a number of evaluations.
public struct SearchTraceBackend: Backend {
  /// `search-trace`.
  public static let name = "search-trace"
  /// What it writes.
  public static let summary = "how searches for mappings went (select-mapping), as JSON lines"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// A backend without settings.
  public init() {}

  /// True iff a pass searched.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    if !context.searches.isEmpty { return true }
    context.diagnostics.error(
      "'-emit=search-trace' needs a search: choose mappings with -passes=select-mapping")
    return false
  }

  /// Writes the lines.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    for search in context.searches {
      for point in search.points { try output.write(Self.line(point, of: search)) }
    }
  }

  private static func line(_ point: SearchTrace.Point, of search: SearchTrace) -> String {
    let value = point.best.map { search.objective.value(of: $0) }
    var gap: Double?
    if let value, let bound = point.bound, bound > 0 { gap = max(0, value / bound - 1) }
    let fields = [
      ("function", quoted(search.function)), ("search", quoted(search.search)),
      ("objective", quoted(search.objective.rawValue)), ("seconds", "\(point.seconds)"),
      ("evaluations", "\(point.evaluations)"), ("energy_pj", number(point.best?.picojoules)),
      ("cycles", number(point.best?.cycles)),
      ("edp_uj_cycles", number(point.best?.microjouleCycles)), ("bound", number(point.bound)),
      ("gap", number(gap)),
    ]
    return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}\n"
  }

  private static func number(_ value: Double?) -> String {
    value.map { $0.isFinite ? "\($0)" : "null" } ?? "null"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

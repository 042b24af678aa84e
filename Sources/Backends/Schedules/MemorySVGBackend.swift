import FuseIR
import Machine

/// `memory-svg`: the bytes that lie in each memory as a multi-core schedule goes on, stacked by tensor, as a picture.
///
/// There is a panel for each memory that holds anything, outermost first, over one axis of cycles. A tensor has the same colour everywhere; those with the
/// fewest bytes times cycles share the last one. Weights are at the bottom. Where a schedule has more steps than the picture has columns, a
/// column shows the moment with the most bytes in it, so that peaks are never lost. The dashed line is the capacity, where it is near.
public struct MemorySVGBackend: Backend {
  /// `memory-svg`.
  public static let name = "memory-svg"
  /// What it writes.
  public static let summary = "the live bytes of a multi-core schedule over time as a picture"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// The options.
  public static var options: [TypedOption<Self>] {
    [.init("check", \.check, "whether a schedule that breaks a rule is refused")]
  }

  var check = true

  /// A backend with default settings.
  public init() {}

  /// True iff there is a schedule, and a legal one unless that is not asked.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    guard let view = ScheduleView.find(in: module, for: Self.name, context.diagnostics) else {
      return false
    }
    return !check || view.isLegal(in: module, for: Self.name, context.diagnostics)
  }

  /// Writes the picture.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let view = ScheduleView.find(in: module, for: Self.name, context.diagnostics) else {
      throw .refused
    }
    try output.write(MemoryPicture(view).text())
  }
}

import Machine

/// Who watches a search: may end it early, and is told how it goes.
public struct SearchMonitor: Sendable {
  /// Called before a search, and after it; between the two an interruption ends the search, not the process.
  public var isSearching: @Sendable (Bool) -> Void
  /// Whether the search should end with the best plan that it has.
  public var isInterrupted: @Sendable () -> Bool
  /// Told what is known, each time that it changes and every now and then; nil where nobody watches.
  public var progress: (@Sendable (SearchTrace.Point) -> Void)?

  /// A monitor that lets searches be.
  public init(
    isSearching: @escaping @Sendable (Bool) -> Void = { _ in },
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    progress: (@Sendable (SearchTrace.Point) -> Void)? = nil
  ) {
    self.isSearching = isSearching
    self.isInterrupted = isInterrupted
    self.progress = progress
  }
}

/// Where an op, or a value, comes from. Strings and locations inside it are ids of the same module.
public enum Location: Sendable {
  /// `loc(unknown)`.
  case unknown
  /// `loc("file":line:column)`, with an end when it is a range; lines and columns count from 1.
  case file(StringID, line: Int, column: Int, end: (line: Int, column: Int)?)
  /// `loc("name")` or `loc("name"(child))`.
  case name(StringID, child: LocationID?)
  /// `loc(callsite(callee at caller))`.
  case callSite(callee: LocationID, caller: LocationID)
  /// `loc(fused<metadata>[...])`.
  case fused([LocationID], metadata: AttributeID?)
}

import FuseIR

/// Which loops may run along an array beside input channels along rows and output channels along columns, where the machine
/// allows them.
public enum SpatialExtras: String, CaseIterable, PassOptionValue, Sendable {
  /// None.
  case none
  /// The kernel's along rows, beside input channels: with few of these, rows would stay idle.
  case columns
  /// Groups along the diagonal: channels of a depthwise convolution, each with a row and a column of its own. The array
  /// multiplies by zeros off the diagonal, and their energy counts.
  case diagonal
  /// Both.
  case all

  /// Whether loops of the kernel may run along rows.
  var foldsColumns: Bool { self == .columns || self == .all }
  /// Whether groups may run along the diagonal.
  var usesDiagonal: Bool { self == .diagonal || self == .all }
}

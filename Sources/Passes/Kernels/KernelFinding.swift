import FuseIR
import Machine

/// Why a set of ops can't be one kernel, as a planner keeps it while it looks at thousands of sets; `FusionReason`s say it to
/// others.
enum KernelRefusal: Equatable {
  /// An op that is no part of stitched kernels.
  case notStitchable(Int32)
  /// More ops than a kernel may have, and as many as it may.
  case tooManyOps(Int)
  /// A way leads out of the set and back, through the node.
  case notConvex(through: Int32)
  /// The edge has an obstacle, whatever the rows are.
  case illegalEdge(Int32)
  /// Rows of the ends don't correspond, and the edge can't be in one row of all.
  case differentRows(Int32, rows: Double)
  /// All rows read the same operand of the sum of products, as those of a large matrix product do.
  case sharedOperand(Int32, bytes: Double)
  /// The bytes that one row needs in scratch, and those that there are.
  case scratch(bytes: Double, budget: Double)
  /// More tensors than a kernel may read and write.
  case tooManyArguments(Int, limit: Int)
}

/// How a value goes from one op of a kernel to another.
public enum KernelEdgeKind: String, CaseIterable, Sendable {
  /// Element by element, in a register.
  case register
  /// One element for each row, which all of the row reads.
  case rowScalar = "row-scalar"
  /// The row is kept, because it is read again or at other places.
  case rowBuffer = "row-buffer"
  /// Partial sums over rows, which a last step combines before it is read.
  case combined
  /// Through memory: the two are different kernels.
  case global
}

/// A set of ops that can be one kernel, and what it does.
struct KernelShape {
  /// The kind of each internal edge.
  var edges: [(edge: Int32, kind: KernelEdgeKind)] = []
  /// The independent rows.
  var rows = 1.0
  /// Bytes that one row keeps in scratch.
  var scratchBytes = 0.0
  /// Bytes from and to the outermost memory.
  var offChipBytes = 0.0
  /// The tensors that are read and written.
  var arguments = 0
  /// How often a row is gone through.
  var sweeps = 1
  /// Whether sums over rows are combined at the end.
  var combines = false
  /// What it takes, in seconds.
  var seconds = 0.0
  /// What it does, as the cost model sees it.
  var work = KernelWork()
  /// The kernels that it puts beside each other in one launch.
  var parts = 1
}

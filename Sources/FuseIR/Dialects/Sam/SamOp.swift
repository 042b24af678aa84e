/// The ops of the `sam` dialect: streaming dataflow graphs of the Sparse Abstract Machine (Hsu et al., ASPLOS 2023), with the
/// additions of SAMML (FuseFlow, ASPLOS 2026). One op is one block of the machine, except `graph` and `tensor`, which are none.
public enum SamOp: UInt16, DialectOp {
  case accumulate, alu, array
  case bitVectorDrop, bitVectorScan, bitVectorToCoordinates
  case broadcast, concat, coordinatesToBitVector
  case drop, dropEmptyFibers, dropStops
  case flatten, fork, generateReferences, graph
  case hold, intersect, join, locate, mask, reduce, `repeat`, repeatSignal, root
  case scan, split, tensor, union, writeLevel, writeValues

  /// `sam`.
  public static var dialect: Dialect { .sam }

  /// What the op declares about itself.
  public var definition: OpDefinition {
    switch self {
    case .accumulate: .samAccumulate
    case .alu: .samAlu
    case .array: .samArray
    case .bitVectorDrop: .samBitVectorDrop
    case .bitVectorScan: .samBitVectorScan
    case .bitVectorToCoordinates: .samBitVectorToCoordinates
    case .broadcast: .samBroadcast
    case .concat: .samConcat
    case .coordinatesToBitVector: .samCoordinatesToBitVector
    case .drop: .samDrop
    case .dropEmptyFibers: .samDropEmptyFibers
    case .dropStops: .samDropStops
    case .flatten: .samFlatten
    case .fork: .samFork
    case .generateReferences: .samGenerateReferences
    case .graph: .samGraph
    case .hold: .samHold
    case .intersect: .samIntersect
    case .join: .samJoin
    case .locate: .samLocate
    case .mask: .samMask
    case .reduce: .samReduce
    case .repeat: .samRepeat
    case .repeatSignal: .samRepeatSignal
    case .root: .samRoot
    case .scan: .samScan
    case .split: .samSplit
    case .tensor: .samTensor
    case .union: .samUnion
    case .writeLevel: .samWriteLevel
    case .writeValues: .samWriteValues
    }
  }
}

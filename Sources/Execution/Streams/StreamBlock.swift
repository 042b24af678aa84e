import FuseIR

/// What a block of a stream graph does.
enum StreamBlockKind: UInt8 {
  case root, scanCompressed, scanDense, array, generateReferences, locateDense, locateCompressed
  case unary, binary, reduceSum, reduceMaximum, accumulate
  case intersect, union, repeatSignal, `repeat`, concat
  case hold, drop, dropZeros, mask, dropStops, dropEmptyFibers, flatten, split
  case broadcast, fork, join
  case writeLevel, writeValues
}

/// One block while it runs: which streams it reads and writes, its clock, and what it holds between two steps.
struct StreamBlock {
  var kind: StreamBlockKind
  /// The first of its inputs among all readers, and how many it has.
  var firstReader = 0
  var readerCount = 0
  /// The first of its outputs in the table of outputs, and how many it has.
  var firstOutput = 0
  var outputCount = 0
  /// Local time.
  var clock: Int64 = 0
  /// Cycles in which it worked; the rest of the clock it waited.
  var busy: Int64 = 0
  var isDone = false
  /// Where it goes on: 0 at the start of a step.
  var phase = 0
  /// What a block holds between steps; what each is, its step says.
  var held: UInt32 = 0
  var count = 0
  var position = 0
  var end = 0
  var flag = false
  var sum: Float = 0
  var lanes: UInt64 = 0
  /// Storage that is read: segments and coordinates, or values.
  var segments: UnsafePointer<Int32>? = nil
  var segmentCount = 0
  var coordinates: UnsafePointer<Int32>? = nil
  var values: UnsafePointer<Float>? = nil
  var valueCount = 0
  /// The size of a dense level, of a flattened or split one, the width of a word of bits.
  var size = 0
  var function = StreamFunction.add
  var scalar: Float? = nil
  /// Which predicate a mask has, which order an accumulator.
  var option = 0
  /// Cycles until a data token leaves, and until the next may be taken.
  var latency: Int64 = 1
  var interval: Int64 = 1
  /// The number of its accumulator, or of its writer.
  var slot = 0
  /// Memory: where its storage begins, when its port is free again, and which row is open.
  var address: Int64 = 0
  var portTime: Int64 = 0
  var openRow: Int64 = -1
  var bytesRead: Int64 = 0
  var bytesWritten: Int64 = 0
  /// What went wrong, nil while nothing did.
  var fault: StreamFault? = nil

  /// Passes a token on to the first output; true where it was the last one.
  @inline(__always)
  mutating func pass<P: StreamPorts>(_ code: UInt32, _ ports: inout P) -> Bool {
    ports.put(0, code)
    isDone = code == StreamCode.done
    return isDone
  }
}

/// Why a block could not go on.
struct StreamFault {
  enum Reason {
    case stopsDiffer, unexpected, referenceOutOfRange, coordinateTooLarge
  }
  var reason: Reason
  var port: Int
  var code: UInt32
  var other: UInt32 = 0
}

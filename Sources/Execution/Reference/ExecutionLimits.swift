import FuseIR

/// What an interpreter may use before it gives up on a program.
public struct ExecutionLimits: Hashable, Sendable {
  /// The number of ops that may be executed, those in loops each time.
  public var steps: Int
  /// The number of bytes that all values alive at one time may take.
  public var bytes: Int

  /// Limits; the defaults let any model of today pass, and end an endless loop within a minute.
  public init(steps: Int = ExecutionLimits.defaultSteps, bytes: Int = ExecutionLimits.defaultBytes)
  {
    self.steps = steps
    self.bytes = bytes
  }

  /// Twenty million ops.
  public static let defaultSteps = 20_000_000
  /// 16 GiB.
  public static let defaultBytes = 16 << 30
}

/// What an interpreter has used of its limits.
struct ExecutionBudget {
  let limits: ExecutionLimits
  /// The number of ops executed.
  private(set) var steps = 0
  /// The bytes of the values alive.
  private(set) var bytes = 0

  /// Counts an op.
  mutating func step() throws(ExecutionError) {
    guard steps < limits.steps else {
      throw ExecutionError(
        "is not executed: the program has executed \(limits.steps) ops, the limit; "
          + "-max-steps=<n> sets another one", isUnsupported: true)
    }
    steps += 1
  }

  /// Refuses values that would not fit beside those alive.
  func check(bytes wanted: Int) throws(ExecutionError) {
    let (sum, overflows) = bytes.addingReportingOverflow(wanted)
    guard wanted < Int.max else {
      throw ExecutionError("has results larger than any memory", isUnsupported: true)
    }
    guard !overflows, sum <= limits.bytes else {
      throw ExecutionError(
        "needs \(wanted) bytes beside the \(bytes) in use, and the limit is \(limits.bytes); "
          + "-max-memory=<bytes> sets another one", isUnsupported: true)
    }
  }

  /// Counts a value that replaces another one.
  mutating func replace(_ old: Tensor?, with new: Tensor?) {
    bytes += (new?.byteCount ?? 0) - (old?.byteCount ?? 0)
  }

  /// Takes the count of bytes from an earlier time, whose values are restored.
  mutating func restoreBytes(of earlier: ExecutionBudget) { bytes = earlier.bytes }

  /// Counts a value that stays to the end.
  mutating func keep(bytes wanted: Int) throws(ExecutionError) {
    try check(bytes: wanted)
    bytes += wanted
  }
}

extension Module {
  /// The bytes that the results of an op take where their types say so; a size that overflows is the
  /// largest one.
  func resultBytes(of op: OpID) -> Int {
    var sum = 0
    for index in 0..<resultCount(of: op) {
      let type = type(of: result(index, of: op))
      guard let shape = shape(of: type), !shape.contains(Dimension.dynamic),
        let element = ElementType(carrying: elementType(of: type), in: self)
      else { continue }
      var bytes = element.storageByteWidth
      for size in shape where size != 0 {
        bytes =
          bytes.multipliedReportingOverflow(by: Int(size)).overflow ? Int.max : bytes * Int(size)
        if bytes == Int.max { break }
      }
      if shape.contains(0) { bytes = 0 }
      sum = sum.addingReportingOverflow(bytes).overflow ? Int.max : sum + bytes
    }
    return sum
  }
}

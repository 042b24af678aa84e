public import FuseIR

/// Why a schedule is illegal.
public struct ScheduleViolation: Hashable, Sendable {
  /// The op that is wrong: of the timeline, or the `sched.program`.
  public var op: OpID
  /// What is wrong with it, with a counter-example.
  public var message: String

  /// A violation.
  public init(op: OpID, message: String) {
    self.op = op
    self.message = message
  }

  /// "are" for several rows, columns or elements, "is" for one.
  static func verb(_ words: String) -> String {
    ["rows ", "columns ", "elements "].contains { words.hasPrefix($0) } ? "are" : "is"
  }
}

extension LayerGraph.Tensor {
  /// A part of the tensor in words: "row 37 of Q", "rows 4 to 7 of Q", "element (3, 5) of Q", "Q".
  public func words(_ box: Box) -> String {
    let cut = box.indices.filter { box[$0].lower > 0 || box[$0].upper < shape[$0] }
    guard !cut.isEmpty else { return name }
    func range(_ noun: String, _ interval: Interval) -> String {
      interval.count == 1
        ? "\(noun) \(interval.lower)" : "\(noun)s \(interval.lower) to \(interval.upper - 1)"
    }
    if cut.count == 1, shape.count == 2 {
      return range(cut[0] == 0 ? "row" : "column", box[cut[0]]) + " of \(name)"
    }
    if box.allSatisfy({ $0.count == 1 }) {
      let indices = box.map { "\($0.lower)" }.joined(separator: ", ")
      return "element \(shape.count == 1 ? indices : "(\(indices))") of \(name)"
    }
    if shape.count == 1 { return range("element", box[0]) + " of \(name)" }
    let parts = box.map { $0.count == 1 ? "\($0.lower)" : "\($0.lower)..\($0.upper - 1)" }
    return "the part (\(parts.joined(separator: ", "))) of \(name)"
  }

  /// How many bytes a part takes in which each element takes `bits`; the largest number where that is more than any.
  func bytes(_ box: Box, bits: Int) -> Int {
    var product = max(0, bits)
    for interval in box {
      let (next, overflow) = product.multipliedReportingOverflow(by: interval.count)
      guard !overflow else { return .max }
      product = next
    }
    return product / 8 + (product % 8 == 0 ? 0 : 1)
  }

  /// How many bytes a part takes.
  func bytes(_ box: Box) -> Int { bytes(box, bits: bits) }
}

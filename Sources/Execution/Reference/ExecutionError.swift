import FuseIR

/// Why a program could not be executed: what went wrong, and at which op.
public struct ExecutionError: Error {
  /// What went wrong, in words for the user.
  public let message: String
  /// The op that was being executed, where one is known.
  public private(set) var op: OpID?
  /// True iff the program is valid and this executor does not support it.
  public let isUnsupported: Bool

  /// An error that is not yet tied to an op.
  public init(_ message: String, isUnsupported: Bool = false) {
    self.message = message
    self.isUnsupported = isUnsupported
  }

  /// The same error at `op`, unless it names an op already.
  func located(at op: OpID) -> ExecutionError {
    var result = self
    if result.op == nil { result.op = op }
    return result
  }

  /// The error as a diagnostic with the place of its op.
  public func diagnostic(in module: borrowing Module) -> Diagnostic {
    guard let op else { return Diagnostic(.error, message) }
    return Diagnostic(
      .error, "'\(module.name(of: op))' \(message)", at: module.place(of: op))
  }
}

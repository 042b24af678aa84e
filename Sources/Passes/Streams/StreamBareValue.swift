/// What a stream of values may have for an empty fiber of an outer level.
///
/// A scalar reducer gives a value for each stop, and cannot tell a fiber that holds nothing from one that is not there: the stop of
/// an outer level in which there was no fiber at all gives a value as well, to which no coordinate belongs. Blocks that read the
/// coordinates too drop it, and so does arithmetic with a stream that has none; a reducer behind it takes it in.
enum StreamBareValue {
  case none
  /// A 0, which changes no sum.
  case zero
  /// Another one.
  case other

  /// What reducing a stream gives.
  static func reduced(_ function: String, _ input: StreamBareValue) -> StreamBareValue {
    function == "max" || input == .other ? .other : .zero
  }

  /// What a function of streams gives, and of a constant where it has one.
  static func computed(
    _ function: String, _ inputs: [StreamBareValue], scalar: Double?
  ) -> StreamBareValue {
    if inputs.contains(.none) { return .none }
    if inputs.contains(.other) { return .other }
    if let scalar {
      switch function {
      case "mul": return scalar.isFinite ? .zero : .other
      case "div": return scalar != 0 && !scalar.isNaN ? .zero : .other
      case "add", "sub": return scalar == 0 ? .zero : .other
      case "max": return scalar <= 0 ? .zero : .other
      default: return .other
      }
    }
    switch function {
    case "add", "sub", "mul", "max", "neg", "relu", "sin": return .zero
    default: return .other
    }
  }

  /// Whether a reducer gives something else for it.
  func counts(in function: String) -> Bool {
    switch self {
    case .none: false
    case .zero: function == "max"
    case .other: true
    }
  }
}

import FuseIR

/// What is known about a value: nothing yet, that it is always one constant, or that it may be different ones.
enum KnownValue: Equatable {
  /// No path that control may take has given the value yet.
  case unreached
  /// Whenever the value is computed it is this one.
  case constant(AttributeID)
  /// The value may be different ones.
  case varying

  /// What is known where the value comes from either side.
  func joined(with other: KnownValue) -> KnownValue {
    switch (self, other) {
    case (.unreached, let known), (let known, .unreached): known
    case (.constant(let a), .constant(let b)) where a == b: self
    default: .varying
    }
  }
}

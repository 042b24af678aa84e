import FuseIR

/// A pattern that was found: the ops that compute it, what they read, and with what numbers.
struct PatternMatch {
  /// A number of the pattern.
  enum Parameter {
    case integers([Int64])
    case float(Double)
    case text(String)
    case flag(Bool)
  }

  /// What the ops compute together.
  let kind: String
  /// The op that gives the result.
  let root: OpID
  /// The ops, some of them more than once, the root among them.
  let ops: [OpID]
  /// What the pattern reads, in the order that its kind defines.
  let inputs: [ValueID]
  /// The numbers, by name.
  let parameters: [(name: String, value: Parameter)]
}

extension PatternReader {
  /// The tensor that all the values are, however they reach it: the first of the first one's chain that is in all chains.
  /// What leads from it to them is read. Nil where there is none.
  mutating func settle(_ values: [FramedValue], in module: borrowing Module) -> ValueID? {
    settleFramed(values, in: module)?.value
  }

  /// The same, with how it lies in the frame.
  mutating func settleFramed(
    _ values: [FramedValue], in module: borrowing Module
  ) -> FramedValue? {
    guard let first = values.first else { return nil }
    let chains = values.map { chain(of: $0, in: module) }
    let shared = chain(of: first, in: module).first { step in
      module.shape(of: step.value.value) != nil
        && chains.allSatisfy { chain in chain.contains { $0.value == step.value } }
    }
    guard let shared else { return nil }
    for chain in chains {
      for step in chain {
        if let op = step.op { note(op, in: module) }
        if step.value == shared.value { break }
      }
    }
    return shared.value
  }
}

// Where diagnostics about ops point.

extension Module {
  /// The place in a file that a location leads to: its own, or the first found inside it; none for `loc(unknown)`.
  public func place(of location: LocationID) -> DiagnosticPlace {
    place(of: location, depth: 0)
  }

  /// The place in a file that an op comes from.
  public func place(of op: OpID) -> DiagnosticPlace { place(of: location(of: op)) }

  private func place(of id: LocationID, depth: Int) -> DiagnosticPlace {
    // Locations nest as deep as the text that gave them; a chain this long leads nowhere useful.
    guard depth < 64 else { return .none }
    switch location(id) {
    case .unknown: return .none
    case .file(let name, let line, let column, _):
      return .named(file: string(name), line: line, column: column)
    case .name(_, let child):
      return child.map { place(of: $0, depth: depth + 1) } ?? .none
    case .callSite(let callee, _): return place(of: callee, depth: depth + 1)
    case .fused(let locations, _):
      for location in locations {
        let place = place(of: location, depth: depth + 1)
        if place != .none { return place }
      }
      return .none
    }
  }
}

extension DiagnosticEngine {
  /// Reports the mistakes that the verifier found, each at its op.
  public func report(_ mistakes: VerifierReport, in module: borrowing Module) {
    for mistake in mistakes.mistakes {
      error("'\(module.name(of: mistake.op))' \(mistake.message)", at: module.place(of: mistake.op))
    }
  }
}

extension OpDefinition {
  /// `sam.broadcast`: copies a stream, `(%stream) -> (%stream, ...)`. Any stream may have several readers; a broadcast is a
  /// block of its own, as text graphs have it.
  static let samBroadcast = OpDefinition(
    "sam.broadcast", summary: "Copies a stream.", traits: [.pure],
    operands: .exactly(1), results: .atLeast(1))

  /// `sam.fork`: deals data tokens to lanes in turn, `(%stream) -> (%lane0, ...)`; stops and the done token go to every lane.
  static let samFork = OpDefinition(
    "sam.fork", summary: "Deals data tokens to lanes in turn.", traits: [.pure],
    operands: .exactly(1), results: .atLeast(1))

  /// `sam.join`: gathers lanes in turn, `(%lane0, ...) -> %stream`: lane 0 to its stop, then lane 1, ...; of their stops only the last
  /// lane's level survives.
  static let samJoin = OpDefinition(
    "sam.join", summary: "Gathers lanes in turn.", traits: [.pure],
    operands: .atLeast(1), results: .exactly(1))
}

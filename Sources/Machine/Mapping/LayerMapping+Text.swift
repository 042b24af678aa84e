extension LayerMapping {
  /// Why a text is no mapping of a layer onto a machine.
  public struct TextError: Error, Equatable, Sendable {
    /// Which part of the text is wrong, counted from 0.
    public var index: Int
    /// What is wrong with it, and what would be right.
    public var message: String
  }

  /// The parts that `#fuse.mapping<[...]>` lists, outermost first: `dram I W O`, `for K 4`, `columns K 16`.
  public func parts(on machine: Accelerator) -> [String] {
    nodes.map { node in
      switch node {
      case .memory(let memory, let roles):
        TensorRole.allCases.filter { roles.contains(TensorRoles($0)) }
          .reduce(into: machine.memories[memory].name) { $0 += " \($1.letter)" }
      case .loop(let dimension, let count):
        "for \(dimension.letter) \(count)"
      case .spatial(let dimension, let count, let axis):
        "\(axis.rawValue) \(dimension.letter) \(count)"
      }
    }
  }

  /// Reads what `parts` wrote. Whether the mapping fits the layer is the cost model's question.
  public init(parts: [String], on machine: Accelerator) throws(TextError) {
    nodes = []
    for (index, part) in parts.enumerated() {
      let words = part.split(separator: " ")
      func fail(_ message: String) -> TextError { TextError(index: index, message: message) }
      guard let first = words.first else {
        throw fail(
          "expects a loop ('for K 4', 'rows C 16') or a memory ('\(machine.memories.first?.name ?? "dram") I W O')"
        )
      }
      let axis = Axis(rawValue: String(first))
      if first == "for" || axis != nil {
        guard words.count == 3, let dimension = LayerDimension(letter: words[1]) else {
          throw fail(
            "expects a dimension (one of G, N, K, C, P, Q, R, S) and a count after '\(first)'")
        }
        guard let count = Int(words[2]), count > 0 else {
          throw fail("expects a count of at least 1, not '\(words[2])'")
        }
        nodes.append(axis.map { .spatial(dimension, count, $0) } ?? .loop(dimension, count))
        continue
      }
      guard let memory = machine.memories.firstIndex(where: { $0.name == first }) else {
        let names = machine.memories.map { "'\($0.name)'" }.joined(separator: ", ")
        throw fail("'\(first)' is no memory of \(machine.name), which has \(names)")
      }
      var roles: TensorRoles = []
      for word in words.dropFirst() {
        guard let role = TensorRole.allCases.first(where: { String($0.letter) == word }) else {
          throw fail("expects I, W or O after a memory, not '\(word)'")
        }
        roles.insert(TensorRoles(role))
      }
      nodes.append(.memory(memory, roles))
    }
  }
}

import Machine

/// The rows of packing programs as the formats for solvers spell them, several programs one after another.
struct PackingProgramText {
  /// A row: the names of its variables, and the limit of their sum.
  struct Row {
    let name: String
    let variables: [Int]
    let limit: Int
  }

  /// What each variable gains; `x0`, `x1`, ... in this order.
  private(set) var gains: [Int64] = []
  private(set) var rows: [Row] = []
  /// What the choice that was made gains.
  private(set) var gain: Int64 = 0

  init(_ programs: [PackingProgram]) {
    for (number, program) in programs.enumerated() {
      let first = gains.count
      let prefix = programs.count > 1 ? "p\(number)_" : ""
      gains += program.gains
      gain += program.value(of: program.chosen)
      var covering = [[Int]](repeating: [], count: program.itemCount)
      for (pattern, items) in program.patterns.enumerated() {
        for item in items { covering[Int(item)].append(first + pattern) }
      }
      for (item, variables) in covering.enumerated() where variables.count > 1 {
        rows.append(Row(name: "\(prefix)item\(item)", variables: variables, limit: 1))
      }
      for (place, conflict) in program.conflicts.enumerated() {
        rows.append(
          Row(
            name: "\(prefix)conflict\(place)",
            variables: [first + Int(conflict.first), first + Int(conflict.second)], limit: 1))
      }
      for (place, cut) in program.cuts.enumerated() {
        rows.append(
          Row(
            name: "\(prefix)circle\(place)", variables: cut.map { first + Int($0) },
            limit: cut.count - 1))
      }
    }
  }
}

// Loops of one op that the threads of all blocks share.

extension CEmitter {
  /// Opens a loop over the elements of `extents` in which each thread takes one of so many, and gives the indices names.
  ///
  /// As many blocks of statements are opened as there are extents, so that `closeLoops` closes them.
  mutating func openThreads(_ prefix: String, _ extents: [Int64]) -> [String] {
    guard !extents.isEmpty else { return [] }
    let variables = extents.indices.map { "\(prefix)\($0)" }
    let total = extents.contains(0) ? 0 : extents.reduce(1, &*)
    let flat = extents.count == 1 ? variables[0] : fresh("n")
    open(
      "for (long long \(flat) = (long long)blockIdx.x * blockDim.x + threadIdx.x; \(flat) < \(total); "
        + "\(flat) += (long long)gridDim.x * blockDim.x)")
    guard extents.count > 1, total > 0 else {
      for variable in variables.dropFirst() {
        open("const long long \(variable) = 0; {", isPlain: true)
      }
      if extents.count > 1 { line("const long long \(variables[0]) = 0;") }
      return variables
    }
    var behind = total
    for (index, extent) in extents.enumerated() {
      behind /= extent
      let quotient = behind == 1 ? flat : "\(flat) / \(behind)"
      line(
        "const long long \(variables[index]) = \(index == 0 ? quotient : "\(quotient) % \(extent)");"
      )
    }
    for _ in extents.dropFirst() { open("{", isPlain: true) }
    return variables
  }
}

import FuseIR

/// Where the elements of a tile are while a row is computed.
enum CUDATile {
  /// Every thread knows the number that all elements are.
  case number(String)
  /// Each thread has the elements of the iterations that are its own, in an array.
  case registers(String)
  /// In memory, at what the map makes of the row's indices and the tile's.
  case memory(CUDAMemory)
}

/// Elements in memory that all threads of a row reach.
struct CUDAMemory {
  /// A pointer to the first element.
  let name: String
  /// How the elements are stored.
  let type: CType
  /// The shape of the tensor.
  let shape: [Int64]
  /// From the row's indices and the tile's to those of the tensor.
  let map: AffineMap
}

/// Where a sweep finds the elements of a tile: at which offset, for the row's indices and the sweep's loops.
struct CUDAAccess {
  /// The offset, over the row's indices and then the loops.
  let offset: AffineExpression
  /// The same as a sum of multiples, if it is one.
  let linear: LinearForm?
  private let rowRank: Int

  init(_ memory: CUDAMemory, _ loopMap: AffineMap, rowRank: Int) {
    self.rowRank = rowRank
    let count = rowRank + loopMap.dimensionCount
    let loops = (0..<loopMap.dimensionCount).map { AffineExpression.dimension(rowRank + $0) }
    let inner = AffineMap(
      dimensionCount: count,
      results: (0..<rowRank).map { .dimension($0) }
        + loopMap.results.map { $0.substituting(dimensions: loops) })
    let indices = memory.map.composed(with: inner).results
    var offset = AffineExpression.constant(0)
    for (index, stride) in zip(indices, CEmitter.strides(memory.shape)) {
      offset = .sum(offset, .product(index, .constant(stride)))
    }
    self.offset = offset
    linear = LinearForm(offset, count)
  }

  /// Whether the element of shared iteration `p` is the `p`-th behind the one of iteration 0.
  func isIdentity(_ sweep: CUDASweep) -> Bool { step(sweep) == 1 }

  /// Whether the element of shared iteration `p` is the `p`-th of a tile, for all rows and loops.
  func isWholly(_ sweep: CUDASweep) -> Bool {
    guard let linear, isIdentity(sweep), linear.constant == 0 else { return false }
    let others = sweep.around + sweep.inside
    return linear.coefficients[..<rowRank].allSatisfy { $0 == 0 }
      && others.allSatisfy { linear.coefficients[rowRank + $0] == 0 }
  }

  /// The distance of elements from one shared iteration to the next, nil where it is not always the same.
  func step(_ sweep: CUDASweep) -> Int? {
    guard let linear else { return nil }
    var behind: Int64 = 1
    var step: Int?
    for loop in sweep.shared.reversed() {
      let (quotient, rest) = linear.coefficients[rowRank + loop].quotientAndRemainder(
        dividingBy: Int(max(1, behind)))
      guard rest == 0, step == nil || step == quotient else { return nil }
      step = quotient
      behind = behind &* sweep.bounds[loop]
    }
    return step ?? 0
  }

  /// Whether so many elements can be read at once from each shared iteration that is a multiple of `width` on.
  func isAligned(_ width: Int, _ sweep: CUDASweep) -> Bool {
    guard let linear, isIdentity(sweep), linear.constant % width == 0 else { return false }
    let others = sweep.around + sweep.inside
    return linear.coefficients[..<rowRank].allSatisfy { $0 % width == 0 }
      && others.allSatisfy { linear.coefficients[rowRank + $0] % width == 0 }
  }

  /// The offset in C. `shared` is the number of the shared iteration, used where elements lie evenly along it.
  func text(_ rows: [String], _ loops: [String], _ sweep: CUDASweep, shared: String) -> String {
    guard let linear, let step = step(sweep) else {
      return CEmitter.text(offset, rows + loops)
    }
    var terms = linear.constant == 0 ? [] : ["\(linear.constant)"]
    for (index, name) in (rows + loops).enumerated() where linear.coefficients[index] != 0 {
      if index >= rowRank, sweep.shared.contains(index - rowRank) { continue }
      if name == "0" { continue }
      let weight = linear.coefficients[index]
      terms.append(weight == 1 ? name : "\(name) * \(weight)")
    }
    if step != 0, shared != "0" { terms.append(step == 1 ? shared : "\(shared) * \(step)") }
    return terms.isEmpty ? "0" : terms.joined(separator: " + ")
  }
}

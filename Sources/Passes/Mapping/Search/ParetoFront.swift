/// Choices of which none is worse than another in every respect.
///
/// Each choice has `count` figures, and smaller is better in all. Insertion compares with every member, which is fine for
/// the hundreds of members that fronts of mappings have.
public struct ParetoFront<Choice> {
  /// The figures of the members, one after the other.
  private var figures: [Double] = []
  /// The members, in the order in which they came.
  public private(set) var choices: [Choice] = []
  /// How many figures a choice has.
  public let count: Int

  /// An empty front of choices with `count` figures each.
  public init(figures count: Int) {
    precondition(count > 0, "invariant: a choice has figures")
    self.count = count
  }

  /// The figures of the member at `index`.
  public func figures(of index: Int) -> ArraySlice<Double> {
    figures[index * count..<(index + 1) * count]
  }

  /// Whether a member is at least as good as the given figures in every respect.
  public func dominates(_ candidate: [Double]) -> Bool {
    var start = 0
    while start < figures.count {
      var isDominated = true
      for index in 0..<count where figures[start + index] > candidate[index] {
        isDominated = false
        break
      }
      if isDominated { return true }
      start += count
    }
    return false
  }

  /// Adds the choice unless a member dominates it, and drops members that it dominates; returns whether it was added.
  @discardableResult
  public mutating func insert(_ candidate: [Double], _ choice: @autoclosure () -> Choice) -> Bool {
    if dominates(candidate) { return false }
    var kept = 0
    for member in choices.indices {
      let start = member * count
      let isDominated = (0..<count).allSatisfy { candidate[$0] <= figures[start + $0] }
      if isDominated { continue }
      if kept != member {
        choices[kept] = choices[member]
        for index in 0..<count { figures[kept * count + index] = figures[start + index] }
      }
      kept += 1
    }
    choices.removeLast(choices.count - kept)
    figures.removeLast(figures.count - kept * count)
    choices.append(choice())
    figures.append(contentsOf: candidate)
    return true
  }
}

import FuseIR
import Machine

/// A set of statements of a function that run at once: their loops as index variables of the region, and what orders these may
/// stand in.
///
/// Loops become one variable where a dimension of a value ties them: that of the result to those of its readers. Every use
/// of a tensor from outside has variables of its own. A use of an inner value is not tied where that would make the order
/// of the variables circular: its reader goes through the values again, under a variable of its own.
struct EinsumRegion {
  /// A use of a tensor: a variable for each level of its storage, outermost first.
  struct View: Hashable {
    /// The tensor.
    var value: ValueID
    /// By level.
    var variables: [Int]
    /// By level, the dimension.
    var dimensions: [Int]
    /// By level, whether all coordinates are there.
    var isDense: [Bool]
    /// By number in the region, the statement that computes it, if it is an inner value.
    var producer: Int?
  }

  /// A statement with its loops as variables.
  struct Member {
    /// Its number in the function.
    var statement: Int
    /// By loop, the variable.
    var variables: [Int]
    var views: [View]
    /// By level of the result, the variable.
    var result: [Int]
    /// The variables that are reduced.
    var reduced: Set<Int>
    /// Members that read the result.
    var readers: [Int] = []
    /// Whether the result is read outside of the region.
    var leaves = false
  }

  private(set) var members: [Member] = []
  /// By variable.
  private(set) var extents: [Int] = []
  /// Pairs of variables, the outer one first: what storage demands.
  private(set) var edges: [(outer: Int, inner: Int)] = []
  /// How many levels of views can't be met by any order, so that a transposed copy has to be made, with the entries copied.
  private(set) var transposed: [View] = []

  /// Whether results that leave are stored in orders that contradict each other, so that no order can write both.
  private(set) var isContradictory = false

  /// The number of variables.
  var count: Int { extents.count }

  /// The region of the given statements of a function, in program order.
  init(_ numbers: [Int], of function: EinsumFunction, in module: borrowing Module) {
    var sets = DisjointSets()
    var starts: [Int32] = []
    for number in numbers { starts.append(sets.add(function.statements[number].extents.count)) }
    let place = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
    // Loops are tied through inner values; the first reader always, others where an order remains.
    for (index, number) in numbers.enumerated() {
      for operand in function.statements[number].operands {
        guard let producer = operand.producer.flatMap({ place[$0] }) else { continue }
        let made = function.statements[numbers[producer]].resultLoops
        for (outer, inner) in zip(made, operand.loops) {
          var trial = sets
          trial.join(starts[producer] + Int32(outer), starts[index] + Int32(inner))
          if Self.keepsApart(numbers, starts, &trial, function)
            && Self.hasOrder(numbers, starts, &trial, function, place)
          {
            sets = trial
          }
        }
      }
    }
    number(numbers, starts, &sets, function, place, in: module)
  }

  /// Whether the loops of each statement are still different variables.
  private static func keepsApart(
    _ numbers: [Int], _ starts: [Int32], _ sets: inout DisjointSets, _ function: EinsumFunction
  ) -> Bool {
    for (index, number) in numbers.enumerated() {
      var seen: Set<Int32> = []
      for loop in function.statements[number].extents.indices {
        guard seen.insert(sets.root(starts[index] + Int32(loop))).inserted else { return false }
      }
    }
    return true
  }

  /// Whether some order of the variables meets what the storage of the tensors from outside demands.
  private static func hasOrder(
    _ numbers: [Int], _ starts: [Int32], _ sets: inout DisjointSets, _ function: EinsumFunction,
    _ place: [Int: Int]
  ) -> Bool {
    var edges: [(Int, Int)] = []
    for (index, number) in numbers.enumerated() {
      for operand in function.statements[number].operands {
        if operand.producer.flatMap({ place[$0] }) != nil { continue }
        let dimensions = levels(of: operand, function)
        let roots = dimensions.map { Int(sets.root(starts[index] + Int32(operand.loops[$0]))) }
        for (outer, inner) in zip(roots, roots.dropFirst()) { edges.append((outer, inner)) }
      }
    }
    return isAcyclic(edges)
  }

  /// By level of an operand's storage, the dimension.
  private static func levels(
    of operand: EinsumFunction.Operand, _ function: EinsumFunction
  ) -> [Int] {
    function.encodings[operand.value]?.levels.map(\.dimension) ?? Array(operand.loops.indices)
  }

  private static func isAcyclic(_ edges: [(Int, Int)]) -> Bool {
    var pending = edges
    while !pending.isEmpty {
      let inner = Set(pending.map(\.1))
      let left = pending.filter { inner.contains($0.0) }
      if left.count == pending.count { return false }
      pending = left
    }
    return true
  }

  /// Gives the variables numbers and makes the members.
  private mutating func number(
    _ numbers: [Int], _ starts: [Int32], _ sets: inout DisjointSets, _ function: EinsumFunction,
    _ place: [Int: Int], in module: borrowing Module
  ) {
    var variables: [Int32: Int] = [:]
    for (index, number) in numbers.enumerated() {
      let statement = function.statements[number]
      var own: [Int] = []
      for (loop, extent) in statement.extents.enumerated() {
        let root = sets.root(starts[index] + Int32(loop))
        if variables[root] == nil {
          variables[root] = extents.count
          extents.append(extent)
        }
        own.append(variables[root] ?? 0)
      }
      var views: [View] = []
      for operand in statement.operands {
        let producer = operand.producer.flatMap { place[$0] }
        let encoding = function.encodings[operand.value] ?? nil
        let dimensions =
          producer == nil ? Self.levels(of: operand, function) : Array(operand.loops.indices)
        let dense = dimensions.indices.map { level in
          producer == nil && (encoding.map { $0.levels[level].isDense } ?? true)
        }
        views.append(
          View(
            value: operand.value, variables: dimensions.map { own[operand.loops[$0]] },
            dimensions: dimensions, isDense: dense, producer: producer))
        if let producer, !members[producer].readers.contains(index) {
          members[producer].readers.append(index)
        }
      }
      let reduced = Set(own.indices.filter { statement.isReduction[$0] }.map { own[$0] })
      members.append(
        Member(
          statement: number, variables: own, views: views,
          result: statement.resultLoops.map { own[$0] }, reduced: reduced))
    }
    let inside = Set(numbers.map { function.statements[$0].op })
    for index in members.indices {
      let result = function.statements[members[index].statement].result
      members[index].leaves = module.uses(of: result).contains { !inside.contains($0.user) }
      if members[index].leaves { orderResult(index, function, result) }
    }
    for index in members.indices { orderReduction(index) }
    // Operands can be copied where they contradict the results and the sums.
    for member in members {
      for view in member.views where view.producer == nil { order(view) }
    }
  }

  /// A result that leaves is written in the order of its storage.
  private mutating func orderResult(_ index: Int, _ function: EinsumFunction, _ result: ValueID) {
    guard let encoding = function.encodings[result] ?? nil else { return }
    let variables = encoding.levels.map { members[index].result[$0.dimension] }
    for (outer, inner) in zip(variables, variables.dropFirst()) where !add(outer, inner) {
      isContradictory = true
    }
  }

  /// A sum that is read along the summed dimension again must be done before: its result's loops stand outside of that.
  private mutating func orderReduction(_ index: Int) {
    let member = members[index]
    guard !member.reduced.isEmpty else { return }
    var behind: Set<Int> = []
    var pending = tiedReaders(of: index)
    while let reader = pending.popLast() {
      guard behind.insert(reader).inserted else { continue }
      pending += tiedReaders(of: reader)
    }
    for inner in member.reduced.sorted()
    where behind.contains(where: { members[$0].variables.contains(inner) }) {
      for outer in member.result { add(outer, inner) }
    }
  }

  /// The members that read a result under the loops that it is made under; others go through its values again.
  func tiedReaders(of index: Int) -> [Int] {
    members[index].readers.filter { reader in
      members[reader].views.contains {
        $0.producer == index && $0.variables == members[index].result
      }
    }
  }

  private mutating func order(_ view: View) {
    guard !transposed.contains(view) else { return }
    let before = edges
    for (outer, inner) in zip(view.variables, view.variables.dropFirst()) where !add(outer, inner) {
      edges = before
      transposed.append(view)
      return
    }
  }

  /// Adds a demand; false where it contradicts the others.
  @discardableResult
  private mutating func add(_ outer: Int, _ inner: Int) -> Bool {
    if edges.contains(where: { $0 == (outer, inner) }) { return true }
    edges.append((outer, inner))
    if Self.isAcyclic(edges.map { ($0.outer, $0.inner) }) { return true }
    edges.removeLast()
    return false
  }

  /// Whether the variables stand in an order that the demands allow.
  func allows(_ order: [Int]) -> Bool {
    var position = [Int](repeating: 0, count: count)
    for (place, variable) in order.enumerated() { position[variable] = place }
    return edges.allSatisfy { position[$0.outer] < position[$0.inner] }
  }

  /// The region with its copied operands stored in the order of the loops.
  func copying(in order: [Int]) -> EinsumRegion {
    guard !transposed.isEmpty else { return self }
    var position = [Int](repeating: 0, count: count)
    for (place, variable) in order.enumerated() { position[variable] = place }
    var region = self
    for (number, member) in members.enumerated() {
      for (index, view) in member.views.enumerated() where transposed.contains(view) {
        region.members[number].views[index] = view.sorted(by: position)
      }
    }
    return region
  }
}

extension EinsumRegion.View {
  /// The use of a copy whose levels stand in the order of the variables' positions.
  func sorted(by position: [Int]) -> EinsumRegion.View {
    let levels = variables.indices.sorted { position[variables[$0]] < position[variables[$1]] }
    var view = self
    view.variables = levels.map { variables[$0] }
    view.dimensions = levels.map { dimensions[$0] }
    view.isDense = levels.map { isDense[$0] }
    return view
  }
}

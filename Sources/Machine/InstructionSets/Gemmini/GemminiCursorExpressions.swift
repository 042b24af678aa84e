import FuseIR

/// The expressions of a segment while it is compiled: affine expressions become sums over variables, with bounds.
struct GemminiCursorExpressions {
  /// A constant plus multiples of variables, by variable.
  struct Sum: Hashable {
    var constant: Int64 = 0
    var terms: [Term] = []

    struct Term: Hashable {
      var variable: Int32
      var coefficient: Int64
    }
  }

  /// Why an expression cannot be compiled.
  struct Failure: Error {
    var message: String

    static let overflow = Failure(message: "is out of the range of 64 bits")
  }

  private struct Variable {
    /// Every value that the variable takes.
    var bounds: ClosedRange<Int64>
    /// The loops that it depends on, ascending.
    var loops: [Int32]
  }

  private struct DerivedKey: Hashable {
    var sum: Sum
    var function: GemminiCursorProgram.Derived.Function
    var divisor: Int64
  }

  private var variables: [Variable] = []
  private var slots: [Sum] = []
  private var slotOfSum: [Sum: Int32] = [:]
  private var derived: [GemminiCursorProgram.Derived] = []
  private var derivedOfKey: [DerivedKey: Int32] = [:]
  private var loopVariables: [Int32] = []

  /// A new loop variable that counts from 0 up to, but not including, `count`.
  mutating func addLoopVariable(count: Int64) -> Int32 {
    let index = Int32(loopVariables.count)
    let variable = Int32(variables.count)
    variables.append(
      Variable(bounds: 0...max(0, count &- 1), loops: [index]))
    loopVariables.append(variable)
    return index
  }

  /// The variable of the loop as an expression.
  func variable(ofLoop loop: Int32) -> Sum {
    Sum(terms: [Sum.Term(variable: loopVariables[Int(loop)], coefficient: 1)])
  }

  // MARK: Affine expressions as sums

  /// The expression as a sum, with `operands` for its dimensions.
  mutating func sum(_ expression: AffineExpression, _ operands: [Sum]) throws(Failure) -> Sum {
    switch expression {
    case .dimension(let index):
      guard operands.indices.contains(index) else {
        throw Failure(message: "names dimension d\(index), which it does not have")
      }
      return operands[index]
    case .symbol: throw Failure(message: "has a symbol")
    case .constant(let value): return Sum(constant: value)
    case .add(let a, let b): return try add(sum(a, operands), sum(b, operands))
    case .multiply(let a, let b):
      let (x, y) = (try sum(a, operands), try sum(b, operands))
      if y.terms.isEmpty { return try scale(x, by: y.constant) }
      guard x.terms.isEmpty else { throw Failure(message: "multiplies two variables") }
      return try scale(y, by: x.constant)
    case .modulo(let a, let b):
      return try derive(.modulo, sum(a, operands), divisor(b, operands))
    case .floorDivide(let a, let b):
      return try derive(.floorQuotient, sum(a, operands), divisor(b, operands))
    case .ceilDivide(let a, let b):
      let divisor = try divisor(b, operands)
      let raised = try add(sum(a, operands), Sum(constant: divisor &- 1))
      return try derive(.floorQuotient, raised, divisor)
    }
  }

  private mutating func divisor(
    _ expression: AffineExpression, _ operands: [Sum]
  ) throws(Failure) -> Int64 {
    let sum = try sum(expression, operands)
    guard sum.terms.isEmpty, sum.constant > 0 else {
      throw Failure(message: "divides by something other than a positive constant")
    }
    return sum.constant
  }

  private func add(_ a: Sum, _ b: Sum) throws(Failure) -> Sum {
    var result = a
    result.constant = try checked(a.constant.addingReportingOverflow(b.constant))
    for term in b.terms {
      guard let place = result.terms.firstIndex(where: { $0.variable >= term.variable }) else {
        result.terms.append(term)
        continue
      }
      guard result.terms[place].variable == term.variable else {
        result.terms.insert(term, at: place)
        continue
      }
      let sum = result.terms[place].coefficient.addingReportingOverflow(term.coefficient)
      result.terms[place].coefficient = try checked(sum)
      if result.terms[place].coefficient == 0 { result.terms.remove(at: place) }
    }
    return result
  }

  private func scale(_ a: Sum, by factor: Int64) throws(Failure) -> Sum {
    guard factor != 0 else { return Sum() }
    var result = Sum(constant: try checked(a.constant.multipliedReportingOverflow(by: factor)))
    for term in a.terms {
      let product = try checked(term.coefficient.multipliedReportingOverflow(by: factor))
      result.terms.append(Sum.Term(variable: term.variable, coefficient: product))
    }
    return result
  }

  private func checked(_ result: (partialValue: Int64, overflow: Bool)) throws(Failure) -> Int64 {
    guard !result.overflow else { throw .overflow }
    return result.partialValue
  }

  private mutating func derive(
    _ function: GemminiCursorProgram.Derived.Function, _ sum: Sum, _ divisor: Int64
  ) throws(Failure) -> Sum {
    let range = try bounds(sum)
    typealias Function = GemminiCursorProgram.Derived.Function
    let least = Function.floorQuotient(range.lowerBound, divisor)
    let most = Function.floorQuotient(range.upperBound, divisor)
    if least == most {
      // All values lie between two multiples of the divisor.
      switch function {
      case .floorQuotient: return Sum(constant: least)
      case .modulo:
        let offset = try checked(least.multipliedReportingOverflow(by: divisor))
        return try add(
          sum, Sum(constant: try checked(Int64(0).subtractingReportingOverflow(offset))))
      }
    }
    if sum.constant % divisor == 0, sum.terms.allSatisfy({ $0.coefficient % divisor == 0 }) {
      guard function == .floorQuotient else { return Sum() }
      return Sum(
        constant: sum.constant / divisor,
        terms: sum.terms.map { .init(variable: $0.variable, coefficient: $0.coefficient / divisor) }
      )
    }
    let key = DerivedKey(sum: sum, function: function, divisor: divisor)
    if let variable = derivedOfKey[key] {
      return Sum(terms: [.init(variable: variable, coefficient: 1)])
    }
    let slot = try self.slot(sum)
    let variable = Int32(variables.count)
    let values: ClosedRange<Int64> =
      function == .modulo ? 0...(divisor - 1) : least...most
    variables.append(
      Variable(bounds: values, loops: loops(of: sum)))
    derived.append(.init(function: function, slot: slot, divisor: divisor, variable: variable))
    derivedOfKey[key] = variable
    return Sum(terms: [.init(variable: variable, coefficient: 1)])
  }

  // MARK: Bounds and dependences

  /// A range that holds every value of the sum; narrow where the variables are independent.
  func bounds(_ sum: Sum) throws(Failure) -> ClosedRange<Int64> {
    var (low, high) = (sum.constant, sum.constant)
    for term in sum.terms {
      let range = variables[Int(term.variable)].bounds
      let a = try checked(range.lowerBound.multipliedReportingOverflow(by: term.coefficient))
      let b = try checked(range.upperBound.multipliedReportingOverflow(by: term.coefficient))
      low = try checked(low.addingReportingOverflow(min(a, b)))
      high = try checked(high.addingReportingOverflow(max(a, b)))
    }
    return low...high
  }

  /// The loops that the sum depends on, ascending.
  func loops(of sum: Sum) -> [Int32] {
    var result: Set<Int32> = []
    for term in sum.terms { result.formUnion(variables[Int(term.variable)].loops) }
    return result.sorted()
  }

  /// The slot that holds the sum.
  mutating func slot(_ sum: Sum) throws(Failure) -> Int32 {
    if let slot = slotOfSum[sum] { return slot }
    _ = try bounds(sum)
    let slot = Int32(slots.count)
    slots.append(sum)
    slotOfSum[sum] = slot
    return slot
  }

  // MARK: The finished tables

  /// Writes slots, variables and their movements to the program.
  func finish(into program: inout GemminiCursorProgram) {
    var values = ContiguousArray<Int64>(repeating: 0, count: variables.count)
    func value(_ sum: Sum) -> Int64 {
      sum.terms.reduce(sum.constant) { $0 &+ $1.coefficient &* values[Int($1.variable)] }
    }
    for entry in derived {
      values[Int(entry.variable)] = entry.function(value(slots[Int(entry.slot)]), entry.divisor)
    }
    program.initialVariables = values
    program.initialSlots = ContiguousArray(slots.map(value))
    program.loopsOfSlot = ContiguousArray(slots.map { loops(of: $0) })

    var movements = [[GemminiCursorProgram.Movement]](repeating: [], count: variables.count)
    for (slot, sum) in slots.enumerated() {
      for term in sum.terms {
        movements[Int(term.variable)].append(
          .init(slot: Int32(slot), coefficient: term.coefficient))
      }
    }
    for list in movements {
      program.movementsOfVariable.append(
        .init(start: Int32(program.movements.count), count: Int32(list.count)))
      program.movements.append(contentsOf: list)
    }
    program.loopVariables = ContiguousArray(loopVariables)
    for loop in loopVariables.indices {
      let reached = derived.filter { variables[Int($0.variable)].loops.contains(Int32(loop)) }
      program.derivedOfLoop.append(
        .init(start: Int32(program.derived.count), count: Int32(reached.count)))
      program.derived.append(contentsOf: reached)
    }
  }
}

import FuseIR

/// An index as a sum over loops, where parts of it may be quotients and remainders of such sums: what the maps of views, one
/// after another, make of the loops of whoever reads through them.
///
/// What is known of the extents of the loops is used to see that `(64 * h + d) floordiv 64` is `h`, that a row-major number
/// put together of quotient and remainder is the number itself, and the like. Two forms of the same index may differ; a form
/// never stands for another index.
struct IndexForm: Hashable {
  /// What is summed.
  enum Atom: Hashable {
    case loop(Int)
    /// `form floordiv divisor mod modulus`; nothing is divided where the divisor is 1, no rest is taken where the modulus is 0.
    indirect case part(IndexForm, divisor: Int, modulus: Int)
  }

  /// An atom and what one step of it adds.
  struct Term: Hashable {
    var atom: Atom
    var step: Int
  }

  /// A number that is out of any reasonable range, or an expression that has no form.
  struct Unknown: Error {}

  /// No two of the same atom, none with step 0.
  var terms: [Term] = []
  var offset = 0

  /// A number.
  init(_ offset: Int) { self.offset = offset }

  /// A loop.
  init(loop: Int) { terms = [Term(atom: .loop(loop), step: 1)] }

  private init(terms: [Term], offset: Int) {
    self.terms = terms
    self.offset = offset
  }

  /// An expression whose dimensions are the given indices.
  ///
  /// - Parameter extents: the extents of the loops, each at least 1.
  init(
    _ expression: AffineExpression, of dimensions: [IndexForm], _ extents: [Int], depth: Int = 0
  ) throws(Unknown) {
    guard depth < 100 else { throw Unknown() }
    func form(_ expression: AffineExpression) throws(Unknown) -> IndexForm {
      try IndexForm(expression, of: dimensions, extents, depth: depth + 1)
    }
    func divisor(_ expression: AffineExpression) throws(Unknown) -> Int {
      guard let value = expression.constantValue, value > 0, value < Self.limit else {
        throw Unknown()
      }
      return Int(value)
    }
    switch expression {
    case .dimension(let number):
      guard dimensions.indices.contains(number) else { throw Unknown() }
      self = dimensions[number]
    case .constant(let value):
      guard value.magnitude < Self.limit else { throw Unknown() }
      self.init(Int(value))
    case .add(let a, let b): self = try form(a).adding(form(b))
    case .multiply(let a, let b):
      if let value = b.constantValue {
        self = try form(a).times(Int(value))
      } else if let value = a.constantValue {
        self = try form(b).times(Int(value))
      } else {
        throw Unknown()
      }
    case .floorDivide(let a, let b): self = try form(a).quotient(by: divisor(b), extents)
    case .ceilDivide(let a, let b):
      let value = try divisor(b)
      self = try form(a).adding(IndexForm(value - 1)).quotient(by: value, extents)
    case .modulo(let a, let b): self = try form(a).remainder(by: divisor(b), extents)
    case .symbol: throw Unknown()
    }
  }

  // MARK: Arithmetic

  /// The largest number that may occur, so that indices of boxes never overflow.
  private static let limit = 1 << 56

  private static func checked(
    _ result: (partialValue: Int, overflow: Bool)
  ) throws(Unknown) -> Int {
    guard !result.overflow, result.partialValue.magnitude < limit else { throw Unknown() }
    return result.partialValue
  }

  private static func product(_ a: Int, _ b: Int) throws(Unknown) -> Int {
    try checked(a.multipliedReportingOverflow(by: b))
  }

  private static func sum(_ a: Int, _ b: Int) throws(Unknown) -> Int {
    try checked(a.addingReportingOverflow(b))
  }

  static func floorQuotient(_ a: Int, _ b: Int) -> Int { a / b - (a % b < 0 ? 1 : 0) }

  func times(_ factor: Int) throws(Unknown) -> IndexForm {
    guard factor != 0 else { return IndexForm(0) }
    var result = self
    result.offset = try Self.product(offset, factor)
    for index in terms.indices {
      result.terms[index].step = try Self.product(terms[index].step, factor)
    }
    return result
  }

  func adding(_ other: IndexForm) throws(Unknown) -> IndexForm {
    var result = self
    result.offset = try Self.sum(offset, other.offset)
    for term in other.terms {
      if let place = result.terms.firstIndex(where: { $0.atom == term.atom }) {
        result.terms[place].step = try Self.sum(result.terms[place].step, term.step)
      } else {
        result.terms.append(term)
      }
    }
    result.terms.removeAll { $0.step == 0 }
    return try result.joined()
  }

  /// Puts remainders and the quotients above them together: `x mod m + m * (x floordiv m)` is `x`.
  private func joined() throws(Unknown) -> IndexForm {
    for (low, term) in terms.enumerated() {
      guard case .part(let form, let divisor, let modulus) = term.atom, modulus > 0 else {
        continue
      }
      for (high, other) in terms.enumerated() where high != low {
        let (step, overflow) = term.step.multipliedReportingOverflow(by: modulus)
        guard case .part(form, let upper, let upperModulus) = other.atom, !overflow,
          other.step == step, upper == (try Self.product(divisor, modulus))
        else { continue }
        var rest = self
        rest.terms = terms.indices.filter { $0 != low && $0 != high }.map { terms[$0] }
        let whole = upperModulus == 0 ? 0 : try Self.product(modulus, upperModulus)
        let joined =
          divisor == 1 && whole == 0
          ? form
          : IndexForm(
            terms: [Term(atom: .part(form, divisor: divisor, modulus: whole), step: 1)], offset: 0)
        return try rest.adding(joined.times(term.step))
      }
    }
    return self
  }

  /// The terms and the part of the offset that are multiples of `divisor`, divided by it, and what is left.
  private func split(by divisor: Int) -> (multiple: IndexForm, rest: IndexForm) {
    let quotient = Self.floorQuotient(offset, divisor)
    var multiple = IndexForm(quotient)
    var rest = IndexForm(offset - quotient * divisor)
    for term in terms {
      if term.step % divisor == 0 {
        multiple.terms.append(Term(atom: term.atom, step: term.step / divisor))
      } else {
        rest.terms.append(term)
      }
    }
    return (multiple, rest)
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (abs(a), abs(b))
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// The greatest number that divides all steps and `number`.
  private func commonDivisor(with number: Int) -> Int {
    terms.reduce(number) { Self.greatestCommonDivisor($0, $1.step) }
  }

  /// `self floordiv divisor`.
  func quotient(by divisor: Int, _ extents: [Int]) throws(Unknown) -> IndexForm {
    if divisor == 1 { return self }
    let (multiple, rest) = split(by: divisor)
    let range = try rest.range(extents)
    let low = Self.floorQuotient(range.lowerBound, divisor)
    if low == Self.floorQuotient(range.upperBound, divisor) {
      return try multiple.adding(IndexForm(low))
    }
    if rest.terms.count == 1, rest.terms[0].step == 1,
      case .part(let form, let inner, let modulus) = rest.terms[0].atom,
      modulus == 0 || (rest.offset == 0 && modulus % divisor == 0)
    {
      let shifted = try form.adding(IndexForm(Self.product(rest.offset, inner)))
      var whole = try shifted.quotient(by: Self.product(inner, divisor), extents)
      if modulus > 0 { whole = try whole.remainder(by: modulus / divisor, extents) }
      return try multiple.adding(whole)
    }
    let common = rest.commonDivisor(with: divisor)
    if common > 1 {
      let (smaller, _) = rest.split(by: common)
      return try multiple.adding(smaller.quotient(by: divisor / common, extents))
    }
    let part = Term(atom: .part(rest, divisor: divisor, modulus: 0), step: 1)
    return try multiple.adding(IndexForm(terms: [part], offset: 0))
  }

  /// `self mod modulus`.
  func remainder(by modulus: Int, _ extents: [Int]) throws(Unknown) -> IndexForm {
    if modulus == 1 { return IndexForm(0) }
    let (_, rest) = split(by: modulus)
    let range = try rest.range(extents)
    let low = Self.floorQuotient(range.lowerBound, modulus)
    if low == Self.floorQuotient(range.upperBound, modulus) {
      return try rest.adding(IndexForm(-low * modulus))
    }
    if rest.terms.count == 1, rest.terms[0].step == 1, rest.offset == 0,
      case .part(let form, let divisor, let inner) = rest.terms[0].atom, inner % modulus == 0
    {
      // What adds whole turns does not change the rest.
      let turn = try Self.product(divisor, modulus)
      let (_, small) = form.split(by: turn)
      let quotient = try small.quotient(by: divisor, extents)
      let turns = try quotient.range(extents)
      let first = Self.floorQuotient(turns.lowerBound, modulus)
      if first == Self.floorQuotient(turns.upperBound, modulus) {
        return try quotient.adding(IndexForm(-first * modulus))
      }
      let atom = Atom.part(small, divisor: divisor, modulus: modulus)
      return IndexForm(terms: [Term(atom: atom, step: 1)], offset: 0)
    }
    let common = rest.commonDivisor(with: modulus)
    if common > 1 {
      let (smaller, left) = rest.split(by: common)
      return try smaller.remainder(by: modulus / common, extents).times(common)
        .adding(IndexForm(left.offset))
    }
    let part = Term(atom: .part(rest, divisor: 1, modulus: modulus), step: 1)
    return IndexForm(terms: [part], offset: 0)
  }

  /// Numbers between which all values lie while each loop takes 0 to its extent - 1.
  func range(_ extents: [Int]) throws(Unknown) -> ClosedRange<Int> {
    var low = offset
    var high = offset
    for term in terms {
      let own: ClosedRange<Int>
      switch term.atom {
      case .loop(let loop):
        guard extents.indices.contains(loop) else { throw Unknown() }
        own = 0...max(0, extents[loop] - 1)
      case .part(let form, let divisor, let modulus):
        let inner = try form.range(extents)
        let lower = Self.floorQuotient(inner.lowerBound, divisor)
        let upper = Self.floorQuotient(inner.upperBound, divisor)
        own = modulus == 0 || (lower >= 0 && upper < modulus) ? lower...upper : 0...modulus - 1
      }
      let first = try Self.product(term.step, own.lowerBound)
      let last = try Self.product(term.step, own.upperBound)
      low = try Self.sum(low, min(first, last))
      high = try Self.sum(high, max(first, last))
    }
    return low...high
  }

  // MARK: What accesses can say

  /// The index as an access has it; where an access can't say it, the whole axis.
  func access(_ extents: [Int]) -> LayerGraph.AxisAccess {
    let whole = LayerGraph.AxisAccess(terms: [], isWhole: true)
    // What follows in an interval's arithmetic stays in range where the whole range does.
    guard (try? range(extents)) != nil else { return whole }
    let parts = terms.filter { if case .part = $0.atom { true } else { false } }
    guard parts.count <= 1 else { return whole }
    guard let part = parts.first else { return Self.linear(self) ?? whole }
    guard case .part(let form, let divisor, let modulus) = part.atom, part.step == 1 else {
      return whole
    }
    var others = self
    others.terms.removeAll { $0 == part }
    if modulus > 0 {
      guard others == IndexForm(0), var access = Self.linear(form) else { return whole }
      access.divisor = divisor
      access.modulus = modulus
      return access
    }
    // a + (x floordiv d) is (d * a + x) floordiv d.
    guard let sum = try? others.times(divisor).adding(form), (try? sum.range(extents)) != nil,
      var access = Self.linear(sum)
    else { return whole }
    access.divisor = divisor
    return access
  }

  private static func linear(_ form: IndexForm) -> LayerGraph.AxisAccess? {
    var terms: [LayerGraph.AxisAccess.Term] = []
    for term in form.terms {
      guard case .loop(let loop) = term.atom else { return nil }
      terms.append(.init(loop: loop, step: term.step))
    }
    terms.sort { $0.loop < $1.loop }
    return LayerGraph.AxisAccess(terms: terms, offset: form.offset)
  }
}

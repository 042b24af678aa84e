import FuseIR

/// Multiplies the weights of an attention with one another before its input: `(X·Wq)·(X·Wk)ᵀ` becomes `(X·(Wq·Wkᵀ))·Xᵀ`, and
/// `P·(X·Wv)` becomes `(P·X)·Wv`. Queries, keys and values are never made then; what is kept instead is X.
///
/// Nothing may stand between the products: no bias, no scale, no conversion to a narrower type, and no other reader of what is not made
/// any more. The order of additions changes, so floating-point results differ in their last bits; integers do not change, because sums
/// that wrap around do so in any order, but what narrows them afterwards would have to be chosen anew, so they are left alone unless
/// `integers` asks.
///
/// A product is taken apart only if no more multiply-adds come of it. `Wq·Wkᵀ` counts unless both weights are constants, or `offline`
/// says that they are known before the program runs: then it is marked with `sched.offline`, and schedules find it in the outermost
/// memory like a weight.
///
/// ```
/// reassociate-attention{offline=true}
///
/// %q = linalg.matmul ins(%x, %wq) ...                  %a = linalg.generic {sched.offline} ins(%wq, %wk) ...
/// %k = linalg.matmul ins(%x, %wk) ...             →    %t = linalg.generic ins(%x, %a) ...
/// %s = linalg.generic ins(%q, %k) ...  // q·kᵀ         %s = linalg.generic ins(%t, %x) ...
/// ```
public struct ReassociateAttention: Pass {
  /// `reassociate-attention`.
  public static let name = "reassociate-attention"
  /// What the pass does.
  public static let summary = "Multiplies the weights of queries and keys with each other first."
  /// Runs on functions one at a time.
  public static let anchor = PassAnchor.any
  /// The options.
  public static var options: [PassOption<ReassociateAttention>] {
    [
      PassOption("integers", \.integers, "Take integers apart too."),
      PassOption(
        "offline", \.offline, "Weights that are operands are known before the program runs."),
      PassOption("values", \.values, "Also take P·(X·Wv) apart."),
    ]
  }

  /// Whether integers are taken apart too.
  public var integers = false
  /// Whether weights that are operands are known before the program runs.
  public var offline = false
  /// Whether products with values are taken apart too.
  public var values = true

  /// The pass with default options.
  public init() {}

  /// Takes products apart in everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var count = 0
    for op in module.opsPreOrder(in: op) where !module.isErased(op) {
      guard let product = NamedProduct(op, in: module), isTaken(op, in: module) else { continue }
      let plan =
        scores(product, op, in: module) ?? (values ? weighted(product, op, in: module) : nil)
      guard let plan else { continue }
      guard plan.after <= plan.before else {
        context.remark(
          "left as it is: \(Int(plan.after)) multiply-adds would take the place of \(Int(plan.before))",
          at: op, in: module)
        continue
      }
      context.remark(
        "\(plan.text): \(Int(plan.after)) multiply-adds instead of \(Int(plan.before))", at: op,
        in: module)
      emit(plan, op, in: &module)
      count += 1
    }
    context.count("products taken apart", by: count)
    return count > 0 ? .changed : .unchanged
  }

  // MARK: Matching

  /// A tensor with a name for each index.
  struct Factor {
    var value: ValueID
    var names: [Int]
  }

  /// A sum of products of two tensors, whose indices have names; all names that the result lacks are summed over.
  struct NamedProduct {
    var left: Factor
    var right: Factor
    var result: [Int]
    var extents: [Int64]

    init?(_ op: OpID, in module: borrowing Module) {
      guard let contraction = Contraction(op, in: module), module.opcode(of: op).dialect == .linalg
      else { return nil }
      left = Factor(value: contraction.left, names: contraction.leftLoops)
      right = Factor(value: contraction.right, names: contraction.rightLoops)
      result = contraction.resultLoops
      extents = contraction.extents
      for names in [left.names, right.names, result] where Set(names).count != names.count {
        return nil
      }
    }

    /// Its factors with names of the reader's, which calls the indices of the result `names`; what it sums over gets new ones.
    func renamed(_ names: [Int], _ extents: inout [Int64]) -> (left: Factor, right: Factor)? {
      guard names.count == result.count else { return nil }
      var known = [Int](repeating: -1, count: self.extents.count)
      for (own, name) in zip(result, names) { known[own] = name }
      for own in self.extents.indices where known[own] < 0 {
        known[own] = extents.count
        extents.append(self.extents[own])
      }
      return (
        Factor(value: left.value, names: left.names.map { known[$0] }),
        Factor(value: right.value, names: right.names.map { known[$0] })
      )
    }
  }

  /// Two products in the place of what an op and its operands compute.
  private struct Plan {
    var text: String
    var extents: [Int64]
    /// One after the other: factors by their places (those of the plan, then earlier results), and the names that are kept.
    var steps: [(left: Int, right: Int, kept: [Int])]
    var factors: [Factor]
    var before: Double
    var after: Double
    /// Whether the first step is computed before the program runs.
    var isOffline: Bool
  }

  /// Whether the types are those of numbers that are to be taken apart: the same everywhere, integers widened with their sign.
  private func isTaken(_ op: OpID, in module: borrowing Module) -> Bool {
    let result = module.elementType(of: module.result(of: op))
    let operands = [module.operand(0, of: op), module.operand(1, of: op)]
    let types = operands.map { module.elementType(of: $0) }
    if module.isFloat(result) {
      return types.allSatisfy { $0 == result } && bodyIsPlain(op, in: module)
    }
    guard integers, case .integer(let width, .signless) = module.type(result) else { return false }
    return bodyIsPlain(op, in: module)
      && types.allSatisfy { type in
        guard case .integer(let own, .signless) = module.type(type) else { return false }
        return own <= width && own > 1
      }
  }

  private func bodyIsPlain(_ op: OpID, in module: borrowing Module) -> Bool {
    guard let body = module.body(of: op) else { return false }
    return module.ops(of: body).dropLast().allSatisfy { inner in
      switch ArithOp(module.opcode(of: inner)) {
      case .addf, .mulf, .addi, .muli, .extsi: true
      default: false
      }
    }
  }

  /// The product that makes a value which nobody else reads.
  private func source(
    _ value: ValueID, of reader: OpID, in module: borrowing Module
  ) -> (op: OpID, product: NamedProduct)? {
    guard module.hasOneUse(value), let op = module.definingOp(of: value),
      module.parentBlock(of: op) == module.parentBlock(of: reader),
      let product = NamedProduct(op, in: module), isTaken(op, in: module),
      module.elementType(of: value) == module.elementType(of: module.result(of: reader)),
      GemminiKernelMatcher.isZero(module.operand(2, of: op), in: module)
    else { return nil }
    return (op, product)
  }

  /// `(X·Wq)·(X·Wk)ᵀ`.
  private func scores(
    _ product: NamedProduct, _ op: OpID, in module: borrowing Module
  ) -> Plan? {
    guard let queries = source(product.left.value, of: op, in: module),
      let keys = source(product.right.value, of: op, in: module), queries.op != keys.op
    else { return nil }
    var extents = product.extents
    guard let q = queries.product.renamed(product.left.names, &extents),
      let k = keys.product.renamed(product.right.names, &extents)
    else { return nil }
    // What is summed over is an index of both weights, and of no input.
    let summed = Set(product.left.names).intersection(product.right.names)
      .subtracting(product.result)
    guard !summed.isEmpty, let first = Self.split(q, by: summed),
      let second = Self.split(k, by: summed)
    else { return nil }
    let weights = Self.kept(
      first.weight, second.weight, for: [first.input, second.input], product.result)
    let rows = Self.kept(
      first.input, Factor(value: first.input.value, names: weights), for: [second.input],
      product.result)
    let isOffline =
      [first.weight, second.weight].allSatisfy { isKnown($0.value, in: module) }
    let after =
      (isOffline ? 0 : Self.points([first.weight.names, second.weight.names], extents))
      + Self.points([first.input.names, weights], extents)
      + Self.points([rows, second.input.names], extents)
    return Plan(
      text: "weights of queries and keys are multiplied first", extents: extents,
      steps: [(1, 3, weights), (0, 4, rows), (5, 2, product.result)],
      factors: [first.input, first.weight, second.input, second.weight],
      before: Self.points([q.left.names, q.right.names], extents)
        + Self.points([k.left.names, k.right.names], extents)
        + Self.points([product.left.names, product.right.names], extents),
      after: after, isOffline: isOffline)
  }

  /// `P·(X·Wv)`.
  private func weighted(
    _ product: NamedProduct, _ op: OpID, in module: borrowing Module
  ) -> Plan? {
    for (other, own) in [(product.left, product.right), (product.right, product.left)] {
      guard let values = source(own.value, of: op, in: module) else { continue }
      var extents = product.extents
      guard let v = values.product.renamed(own.names, &extents) else { continue }
      // What is summed over is an index of the input, and of no weight.
      let summed = Set(other.names).intersection(own.names).subtracting(product.result)
      guard !summed.isEmpty, let found = Self.split(v, by: summed) else { continue }
      let (input, weight) = (found.weight, found.input)
      // A product with a tensor that layers make is no weight.
      guard isKnownOrOperand(weight.value, in: module) else { continue }
      let rows = Self.kept(other, input, for: [weight], product.result)
      let isRight = own.value == product.right.value
      return Plan(
        text: "the weights of values are multiplied last", extents: extents,
        steps: [isRight ? (0, 1, rows) : (1, 0, rows), (3, 2, product.result)],
        factors: [other, input, weight],
        before: Self.points([v.left.names, v.right.names], extents)
          + Self.points([product.left.names, product.right.names], extents),
        after: Self.points([other.names, input.names], extents)
          + Self.points([rows, weight.names], extents),
        isOffline: false)
    }
    return nil
  }

  /// The factor that has all of some indices, as the weight, and the one that has none.
  private static func split(
    _ factors: (left: Factor, right: Factor), by names: Set<Int>
  ) -> (input: Factor, weight: Factor)? {
    let left = names.isSubset(of: factors.left.names)
    let right = names.isSubset(of: factors.right.names)
    if left, names.isDisjoint(with: factors.right.names) { return (factors.right, factors.left) }
    if right, names.isDisjoint(with: factors.left.names) { return (factors.left, factors.right) }
    return nil
  }

  /// The indices that a product of two factors keeps: those of the result and of the factors still to come.
  private static func kept(
    _ a: Factor, _ b: Factor, for rest: [Factor], _ result: [Int]
  ) -> [Int] {
    let needed = Set(rest.flatMap(\.names) + result)
    var kept = a.names.filter { needed.contains($0) }
    kept += b.names.filter { needed.contains($0) && !kept.contains($0) }
    return kept
  }

  private static func points(_ names: [[Int]], _ extents: [Int64]) -> Double {
    Set(names.flatMap { $0 }).reduce(1) { $0 * Double(extents[$1]) }
  }

  /// Whether a weight is known before the program runs.
  private func isKnown(_ value: ValueID, in module: borrowing Module) -> Bool {
    module.constantAttribute(of: value) != nil
      || (offline && module.definingOp(of: value) == nil)
  }

  private func isKnownOrOperand(_ value: ValueID, in module: borrowing Module) -> Bool {
    module.constantAttribute(of: value) != nil || module.definingOp(of: value) == nil
  }

  // MARK: Writing

  private func emit(_ plan: Plan, _ op: OpID, in module: inout Module) {
    var factors = plan.factors
    let element = module.elementType(of: module.result(of: op))
    let location = module.location(of: op)
    let operands = module.operands(of: op)
    for (number, step) in plan.steps.enumerated() {
      let (left, right) = (factors[step.left], factors[step.right])
      let isLast = number == plan.steps.count - 1
      var loops = step.kept
      for name in left.names + right.names where !loops.contains(name) { loops.append(name) }
      let maps = [left.names, right.names, step.kept].map { names in
        AffineMap.projecting(loops.count, to: names.compactMap { loops.firstIndex(of: $0) })
      }
      let start =
        isLast
        ? operands[2]
        : zeros(step.kept.map { plan.extents[$0] }, element, before: op, in: &module)
      let product = module.buildGeneric(
        at: .before(op), inputs: [left.value, right.value], outputs: [start], maps: maps,
        iterators: loops.indices.map { $0 < step.kept.count ? .parallel : .reduction },
        location: location
      ) { module, block, elements in
        let factors = elements.prefix(2).map { value in
          module.type(of: value) == element
            ? value
            : module.result(
              of: module.build(
                ArithOp.extsi, at: .end(of: block), operands: [value], resultTypes: [element],
                location: location))
        }
        let isFloat = module.isFloat(element)
        let product = module.build(
          isFloat ? ArithOp.mulf : .muli, at: .end(of: block), operands: factors,
          resultTypes: [element], location: location)
        let sum = module.build(
          isFloat ? ArithOp.addf : .addi, at: .end(of: block),
          operands: [elements[2], module.result(of: product)], resultTypes: [element],
          location: location)
        return [module.result(of: sum)]
      }
      if number == 0, plan.isOffline {
        module.setAttribute("sched.offline", module.intern(.unit), of: product)
      }
      factors.append(Factor(value: module.result(of: product), names: step.kept))
    }
    module.replace(op, with: [factors[factors.count - 1].value])
    eraseUnread(operands.dropLast(), in: &module)
  }

  private func zeros(
    _ shape: [Int64], _ element: TypeID, before op: OpID, in module: inout Module
  ) -> ValueID {
    let location = module.location(of: op)
    let attribute =
      module.uniformConstant(0, element)
      ?? module.intern(.float(bits: 0, element))
    let zero = module.build(
      ArithOp.constant, at: .before(op), resultTypes: [element], attributes: [("value", attribute)],
      location: location)
    return module.buildFilled(
      with: module.result(of: zero), type: module.tensorType(shape, element), at: .before(op),
      location: location)
  }

  /// Erases the ops of values that nothing reads any more, and what only they read.
  private func eraseUnread(_ values: some Sequence<ValueID>, in module: inout Module) {
    var waiting = Array(values)
    while let value = waiting.popLast() {
      guard let op = module.definingOp(of: value), !module.isErased(op),
        module.traits(of: op).contains(.pure) || module.opcode(of: op).dialect == .linalg,
        module.results(of: op).allSatisfy({ !module.hasUses($0) })
      else { continue }
      waiting += module.operands(of: op)
      module.erase(op)
    }
  }
}

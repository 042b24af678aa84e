import FuseIR
import Machine

/// Splits elementwise ops that follow work for a Gemmini array into what the accelerator does on the way out, and the rest.
///
/// `lower-to-gemmini` takes an elementwise op into a kernel as a whole or not at all. This pass cuts it where the
/// accelerator stops: of `gelu(x + bias)` it can do the addition, of `min(relu(x + bias), 6)` all but the minimum. It also
/// takes out what is computed from other tensors alone, such as a residual in another scale, so that the accelerator can
/// add the result. What is left is an op of its own, for the host.
///
/// ```
/// %1 = linalg.generic ... ins(%0, %bias) { %2 = arith.addf ...  %3 = math.tanh %2 ... }
///     →
/// %1 = linalg.generic ... ins(%0, %bias) { %2 = arith.addf ... }
/// %3 = linalg.generic ... ins(%1) { %4 = math.tanh ... }
/// ```
public struct GemminiSplitEpilogues: Pass {
  /// The name in pipelines.
  public static let name = "gemmini-split-epilogues"
  /// What the pass does.
  public static let summary =
    "Splits what a Gemmini accelerator does on the way out from elementwise ops."
  /// Functions one by one.
  public static let anchor = PassAnchor.function

  private var splitCount = 0

  /// The pass; it has no options.
  public init() {}

  /// Runs on one function.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard let configuration = LowerToGemmini.configuration(in: &context) else { return .failed }
    guard let block = module.body(of: op) else { return .unchanged }
    let matcher = GemminiKernelMatcher(configuration: configuration)
    for root in module.ops(of: block) {
      guard case .success(let kernel) = matcher.kernel(rootedAt: root, in: module) else { continue }
      follow(kernel, isFloat: configuration.input.isFloat, in: &module)
    }
    context.count("elementwise ops split", by: splitCount)
    return splitCount > 0 ? .changed : .unchanged
  }

  /// What the accelerator has computed so far along a chain of users.
  private struct Chain {
    var value: ValueID
    var expression: ScalarExpression
    var elementCount: Int
  }

  private mutating func follow(_ kernel: GemminiKernel, isFloat: Bool, in module: inout Module) {
    var chain = Chain(value: kernel.result, expression: .accumulator, elementCount: 0)
    if !kernel.addends.isEmpty {
      chain.expression = .arith(isFloat ? .addf : .addi, [.accumulator, .element(0)])
      chain.elementCount = 1
    }
    while module.hasOneUse(chain.value), let use = module.uses(of: chain.value).first {
      let opcode = module.opcode(of: use.user)
      if opcode.is(TensorOp.expandShape) || opcode.is(TensorOp.collapseShape)
        || opcode.is(LinalgOp.transpose)
      {
        guard use.operandIndex == 0, module.resultCount(of: use.user) == 1 else { return }
        chain.value = module.result(of: use.user)
        continue
      }
      guard let slice = ElementwiseSlice(use.user, in: module),
        use.operandIndex < slice.structure.inputs.count,
        extend(&chain, slice, use.operandIndex, isFloat: isFloat, in: &module)
      else { return }
    }
  }

  /// Takes the op into the chain, as a whole or after splitting it. False where the chain ends here.
  private mutating func extend(
    _ chain: inout Chain, _ slice: ElementwiseSlice, _ place: Int, isFloat: Bool,
    in module: inout Module
  ) -> Bool {
    let source = slice.argument(place, in: module)
    let dependent = slice.values(dependingOn: source, in: module)
    guard dependent.contains(slice.yielded) else { return false }

    // Whole, as it is.
    var next = chain
    var known = expressions(slice, place, &next, hoisted: [], in: module)
    if let whole = known[slice.yielded], matches(whole, slice.yielded, isFloat, in: module) {
      chain.value = slice.structure.result
      chain.expression = whole
      chain.elementCount = next.elementCount
      return true
    }

    next = chain
    let hoisted = independent(slice, dependent, in: module)
    known = expressions(slice, place, &next, hoisted: hoisted, in: module)
    let candidates = slice.ops.reversed().map { module.result(of: $0) }
      .filter { dependent.contains($0) }
    for value in candidates where isCut(value, slice, dependent, in: module) {
      guard let expression = known[value], matches(expression, value, isFloat, in: module) else {
        continue
      }
      split(slice, at: value, hoisted: hoisted, in: &module)
      return false
    }
    return false
  }

  private func matches(
    _ expression: ScalarExpression, _ value: ValueID, _ isFloat: Bool, in module: borrowing Module
  ) -> Bool {
    GemminiEpilogue(expression, result: module.type(of: value), isFloat: isFloat) != nil
  }

  /// The expressions of the values of the body; those in `hoisted` count as elements of other tensors.
  private func expressions(
    _ slice: ElementwiseSlice, _ place: Int, _ chain: inout Chain, hoisted: [ValueID],
    in module: borrowing Module
  ) -> [ValueID: ScalarExpression] {
    var known: [ValueID: ScalarExpression] = [:]
    for (index, input) in slice.structure.inputs.enumerated() {
      let argument = slice.argument(index, in: module)
      if index == place {
        known[argument] = chain.expression
      } else if let constant = ScalarExpression.constant(input, in: module) {
        known[argument] = constant
      } else {
        known[argument] = .element(chain.elementCount)
        chain.elementCount += 1
      }
    }
    for value in hoisted {
      known[value] = .element(chain.elementCount)
      chain.elementCount += 1
    }
    for op in slice.ops {
      let result = module.result(of: op)
      guard known[result] == nil else { continue }
      known[result] = ScalarExpression.expression(op, known, in: module)
    }
    return known
  }

  /// Values that are computed from other tensors alone and used with the chain's value; plain widening, which the
  /// accelerator does itself, is not among them.
  private func independent(
    _ slice: ElementwiseSlice, _ dependent: Set<ValueID>, in module: borrowing Module
  ) -> [ValueID] {
    var result: [ValueID] = []
    for op in slice.ops where dependent.contains(module.result(of: op)) {
      for operand in module.operands(of: op)
      where !dependent.contains(operand) && !result.contains(operand) {
        guard let inner = module.definingOp(of: operand),
          module.parentBlock(of: inner) == slice.body,
          !isPlain(inner, slice, in: module)
        else { continue }
        result.append(operand)
      }
    }
    return result
  }

  /// True iff the op is a constant or computed from constants, or widens an input from 8 to 32 bits.
  private func isPlain(
    _ op: OpID, _ slice: ElementwiseSlice, in module: borrowing Module
  ) -> Bool {
    let result = module.result(of: op)
    if module.opcode(of: op).is(ArithOp.extsi) {
      let operand = module.operand(0, of: op)
      return module.definingOp(of: operand) == nil && module.type(of: operand) == .i8
    }
    let inputs = (0..<slice.structure.inputs.count).map { slice.argument($0, in: module) }
    return !slice.ops(computing: result, in: module).contains { inner in
      module.operands(of: inner).contains { inputs.contains($0) }
    }
  }

  /// True iff everything that depends on the chain's value does so through `value`.
  private func isCut(
    _ value: ValueID, _ slice: ElementwiseSlice, _ dependent: Set<ValueID>,
    in module: borrowing Module
  ) -> Bool {
    let before = slice.ops(computing: value, in: module)
    let inner = dependent.filter { candidate in
      guard candidate != value else { return false }
      guard let op = module.definingOp(of: candidate) else { return true }
      return before.contains(op)
    }
    if inner.contains(slice.yielded) { return false }
    return slice.ops.allSatisfy { op in
      before.contains(op) || !module.operands(of: op).contains { inner.contains($0) }
    }
  }

  private mutating func split(
    _ slice: ElementwiseSlice, at value: ValueID, hoisted: [ValueID], in module: inout Module
  ) {
    let needed = slice.ops(computing: value, known: hoisted, in: module)
    var tensors: [(value: ValueID, tensor: ValueID)] = []
    for inner in hoisted
    where needed.contains(where: { module.operands(of: $0).contains(inner) }) {
      tensors.append((inner, slice.build(inner, in: &module)))
    }
    let first = slice.build(value, known: tensors, in: &module)
    let whole =
      value == slice.yielded
      ? first : slice.build(slice.yielded, known: tensors + [(value, first)], in: &module)
    module.replace(slice.structure.op, with: [whole])
    splitCount += 1
  }
}

import FuseIR

/// Loop invariant code motion: an op inside a loop that computes the same in every turn is computed once, before it.
///
/// The loops are `stablehlo.while`, `scf.while` and `scf.for`; of nested loops the inner ones come first, so that an op
/// leaves as many as it can. An op moves if it is pure, if all its operands are from outside the loop or constants, and
/// if it can be computed although the loop may make no turn: no division of integers of `arith` by what may be zero, no
/// access of an element that may not exist, and no loop, which may not end. Constants that moved ops need are copied
/// out, and stay inside where something there uses them.
///
/// ```
/// scf.for %i = %c0 to %n step %c1 {              %0 = arith.muli %a, %b : index
///   %0 = arith.muli %a, %b : index          →    scf.for %i = %c0 to %n step %c1 {
///   func.call @use(%0, %i) : (...)                 func.call @use(%0, %i) : (...)
/// }                                              }
/// ```
public struct LoopInvariantCodeMotion: Pass {
  /// `loop-invariant-code-motion`.
  public static let name = "loop-invariant-code-motion"
  /// What the pass does.
  public static let summary = "Moves what is the same in every turn of a loop out of it."
  /// Runs on whatever it stands in.
  public static let anchor = PassAnchor.any

  private let facts = OpFacts.shared
  private var moved = 0

  /// The pass with default options.
  public init() {}

  /// Runs on the loops inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    // The number of the innermost loop handled so far that holds the value.
    var holder = ValueMap(module, repeating: Int32(0))
    var number: Int32 = 0
    for loop in module.opsPostOrder(in: op) where isLoop(module.opcode(of: loop)) {
      number += 1
      for inner in module.opsPreOrder(in: loop).dropFirst() {
        for result in module.results(of: inner) { holder[result] = number }
        for argument in arguments(inside: inner, module) { holder[argument] = number }
      }
      for argument in arguments(inside: loop, module) { holder[argument] = number }
      hoist(from: loop, number, &holder, &module)
    }
    context.count("ops moved", by: moved)
    return moved > 0 ? .changed : .unchanged
  }

  private func isLoop(_ opcode: Opcode) -> Bool {
    opcode.is(StablehloOp.while) || opcode.is(ScfOp.while) || opcode.is(ScfOp.for)
  }

  private func arguments(inside op: OpID, _ module: borrowing Module) -> [ValueID] {
    guard module.regionCount(of: op) > 0 else { return [] }
    return module.regions(of: op).flatMap { module.blocks(of: $0) }
      .flatMap { module.arguments(of: $0) }
  }

  private mutating func hoist(
    from loop: OpID, _ number: Int32, _ holder: inout ValueMap<Int32>, _ module: inout Module
  ) {
    // Copies of constants before the loop, by the value inside.
    var copies: [ValueID: ValueID] = [:]
    for region in module.regions(of: loop) {
      guard let block = module.entryBlock(of: region), module.nextBlock(after: block) == nil
      else { continue }
      for op in module.ops(of: block) {
        let traits = facts.traits(module.opcode(of: op))
        guard traits.contains(.pure), !traits.contains(.terminator), !traits.contains(.constant),
          module.resultCount(of: op) > 0, facts.isPure(op, in: module),
          canBeSpeculated(op, module), isInvariant(op, number, holder, module)
        else { continue }
        copyConstants(of: op, before: loop, number, holder, &copies, &module)
        module.move(op, to: .before(loop))
        for inner in module.opsPreOrder(in: op) {
          for result in module.results(of: inner) { holder[result] = 0 }
          for argument in arguments(inside: inner, module) { holder[argument] = 0 }
        }
        moved += 1
      }
    }
  }

  /// True iff what the op and the ops inside it use is from outside the loop, or from inside the op, or constant.
  private func isInvariant(
    _ op: OpID, _ number: Int32, _ holder: ValueMap<Int32>, _ module: borrowing Module
  ) -> Bool {
    var own: Set<ValueID> = []
    for inner in module.opsPreOrder(in: op) {
      for index in 0..<module.operandCount(of: inner) {
        let value = module.operand(index, of: inner)
        guard holder[value] == number, !own.contains(value) else { continue }
        guard let definition = module.definingOp(of: value),
          facts.traits(module.opcode(of: definition)).contains(.constant)
        else { return false }
      }
      if module.regionCount(of: op) > 0 {
        own.formUnion(module.results(of: inner))
        own.formUnion(arguments(inside: inner, module))
      }
    }
    return true
  }

  /// Makes the op and the ops inside it use copies of the constants of the loop.
  private func copyConstants(
    of op: OpID, before loop: OpID, _ number: Int32, _ holder: ValueMap<Int32>,
    _ copies: inout [ValueID: ValueID], _ module: inout Module
  ) {
    for inner in module.opsPreOrder(in: op) {
      for index in 0..<module.operandCount(of: inner) {
        let value = module.operand(index, of: inner)
        guard holder[value] == number, let constant = module.definingOp(of: value),
          facts.traits(module.opcode(of: constant)).contains(.constant),
          !module.isInside(constant, op)
        else { continue }
        if copies[value] == nil {
          var mapping = CloneMapping()
          let copy = module.clone(constant, mapping: &mapping)
          module.insert(copy, at: .before(loop))
          copies[value] = module.result(of: copy)
        }
        if let copy = copies[value] { module.setOperand(index, of: inner, to: copy) }
        if !module.hasUses(value) { module.erase(constant) }
      }
    }
  }

  /// True iff the op, and each op inside it, may be computed where the program would not have.
  private func canBeSpeculated(_ op: OpID, _ module: borrowing Module) -> Bool {
    module.opsPreOrder(in: op).allSatisfy { canBeSpeculatedAlone($0, module) }
  }

  private func canBeSpeculatedAlone(_ op: OpID, _ module: borrowing Module) -> Bool {
    let opcode = module.opcode(of: op)
    if isLoop(opcode) { return false }
    switch ArithOp(opcode) {
    case .divsi, .divui, .remsi, .remui, .ceildivsi, .ceildivui, .floordivsi:
      // By zero there is no result, and by -1 it may be out of range.
      guard let divisor = module.constantInteger(of: module.operand(1, of: op)) else {
        return false
      }
      return divisor != 0 && divisor != -1
    case .shli, .shrsi, .shrui:
      let width = module.bitWidth(of: module.elementType(of: module.operand(0, of: op))) ?? 0
      guard let amount = module.constantInteger(of: module.operand(1, of: op)) else {
        return false
      }
      return amount >= 0 && amount < width
    case .fptosi, .fptoui: return false
    default: break
    }
    switch TensorOp(opcode) {
    case .dim, .extract, .extractSlice, .insert, .insertSlice, .gather, .scatter, .cast, .reshape,
      .generate, .pad:
      // Wrong indices and sizes that are known only when running have no result.
      return module.operands(of: op).allSatisfy {
        module.hasStaticShape(module.type(of: $0)) && module.type(of: $0) != .index
      }
    default: return true
    }
  }
}

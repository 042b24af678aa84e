import FuseIR

/// Stands a number in for the dynamic first dimension of tensors, so that kernels are made of a program whose number of rows is
/// known when it runs.
///
/// All dynamic first dimensions of a function are the same number, and no other dimension is dynamic. The number that stands in is
/// a prime above all extents of the function (below 2^40), so that no loop is divided along it, and above `max`; the function gets it as
/// `fuse.symbolic_rows`. The `c` format writes kernels over its rows with the number of rows as an argument: nothing in them
/// depends on it. The program must not compute with the number, but may give it to ops that ask for a shape. JAX's
/// assertions about shapes are erased.
///
/// ```
/// // -passes='inline,symbolic-rows'
/// func.func @f(%x: tensor<?x64xf32>) -> tensor<?x64xf32>     →     func.func @f(%x: tensor<4099x64xf32>) -> tensor<4099x64xf32>
///                                                                    attributes {fuse.symbolic_rows = 4099 : i64}
/// ```
public struct SymbolicRows: Pass {
  /// `symbolic-rows`.
  public static let name = "symbolic-rows"
  /// What the pass does.
  public static let summary = "Stands a number in for a dynamic first dimension, for kernels."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<SymbolicRows>] {
    [PassOption("max", \.max, "The most rows that programs of several kernels are run with.")]
  }

  /// The most rows that programs of several kernels are run with.
  public var max = 4096

  /// The pass with default options.
  public init() {}

  /// Why a program can't have symbolic rows.
  private struct Refusal: Error {
    let op: OpID
    let reason: String
  }

  /// Runs on one function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard (1...1 << 24).contains(max) else {
      context.error("'max' must be from 1 to \(1 << 24), but is \(max)", at: function, in: module)
      return .failed
    }
    guard module.body(of: function) != nil else { return .unchanged }
    do throws(Refusal) {
      let values = try Self.dynamicValues(of: function, in: module)
      guard !values.isEmpty else { return .unchanged }
      try Self.check(function, in: module)
      standIn(for: values, of: function, in: &module)
      return .changed
    } catch {
      context.error(
        "symbolic-rows: \(error.reason)", at: error.op, in: module)
      return .failed
    }
  }

  // MARK: What is there

  /// The values whose first dimension is dynamic.
  private static func dynamicValues(
    of function: OpID, in module: borrowing Module
  ) throws(Refusal) -> [ValueID] {
    var found: [ValueID] = []
    func look(_ value: ValueID, _ op: OpID, _ module: borrowing Module) throws(Refusal) {
      guard let shape = module.shape(of: value) else { return }
      if let other = shape.indices.dropFirst().first(where: { shape[$0] == Dimension.dynamic }) {
        throw Refusal(
          op: op,
          reason: "dimension \(other) of \(module.text(of: module.type(of: value))) is dynamic; "
            + "only the first one may be")
      }
      if shape.first == Dimension.dynamic { found.append(value) }
    }
    for op in module.opsPreOrder(in: function) {
      for result in module.results(of: op) { try look(result, op, module) }
      for region in module.regions(of: op) {
        for block in module.blocks(of: region) {
          for argument in module.arguments(of: block) { try look(argument, op, module) }
        }
      }
    }
    return found
  }

  /// Checks that ops with symbolic rows can be what they are with a number, and that nothing is computed with the number.
  private static func check(_ function: OpID, in module: borrowing Module) throws(Refusal) {
    var sizes: [ValueID] = []
    for op in module.opsPreOrder(in: function).dropFirst() {
      let values = module.operands(of: op) + module.results(of: op)
      guard values.contains(where: { module.shape(of: $0)?.first == Dimension.dynamic }) else {
        continue
      }
      let opcode = module.opcode(of: op)
      switch opcode.dialect {
      case .stablehlo where Self.hasOtherRows(op, in: module):
        throw Refusal(op: op, reason: "its result has other rows than its operands")
      case .stablehlo, .chlo, .linalg: break
      case .tensor where opcode.is(TensorOp.dim) || opcode.is(TensorOp.empty): break
      case .func where !opcode.is(FuncOp.call): break
      case .func: throw Refusal(op: op, reason: "run 'inline' first: rows of calls are not known")
      default:
        throw Refusal(op: op, reason: "'\(module.name(of: op))' has no form with symbolic rows")
      }
      if opcode.is(StablehloOp.getDimensionSize) || opcode.is(TensorOp.dim) {
        sizes += module.results(of: op)
      }
    }
    var seen = Set(sizes)
    while let size = sizes.popLast() {
      for use in module.uses(of: size) where !takesShape(use, in: module) {
        guard carriesSizes(use.user, in: module) else {
          throw Refusal(
            op: use.user,
            reason: "'\(module.name(of: use.user))' computes with the number of rows, which is not "
              + "known before the program runs")
        }
        for result in module.results(of: use.user) where seen.insert(result).inserted {
          sizes.append(result)
        }
      }
    }
    // What sizes the arguments of a private function are, its callers know, into which it was inlined.
    if module.string("sym_visibility", of: function) == "private" { return }
    for op in module.opsPreOrder(in: function).dropFirst() {
      let shape: Int
      switch StablehloOp(module.opcode(of: op)) {
      case .dynamicBroadcastInDim, .dynamicReshape: shape = 1
      case .dynamicIota: shape = 0
      default: continue
      }
      guard module.shape(of: module.result(of: op))?.first == Dimension.dynamic else { continue }
      if !seen.contains(module.operand(shape, of: op)) {
        throw Refusal(op: op, reason: "its number of rows is not known to be that of a tensor")
      }
    }
  }

  /// Whether an op makes rows of its own number of those that it reads.
  private static func hasOtherRows(_ op: OpID, in module: borrowing Module) -> Bool {
    switch StablehloOp(module.opcode(of: op)) {
    case .concatenate: module.integer("dimension", of: op) == 0
    case .pad:
      ["edge_padding_low", "edge_padding_high", "interior_padding"].contains {
        module.integers($0, of: op)?.first != 0
      }
    case .dynamicPad, .realDynamicSlice: true
    default: false
    }
  }

  /// Whether an operand is a shape that an op is asked to make, or is only asserted.
  private static func takesShape(_ use: Use, in module: borrowing Module) -> Bool {
    switch StablehloOp(module.opcode(of: use.user)) {
    case .dynamicBroadcastInDim, .dynamicReshape: return use.operandIndex == 1
    case .dynamicIota: return true
    case .compare:
      return module.uses(of: module.result(of: use.user)).allSatisfy {
        isAssertion($0.user, in: module)
      }
    default:
      return module.opcode(of: use.user).is(TensorOp.empty) || isAssertion(use.user, in: module)
    }
  }

  /// Whether an op only hands numbers on, as parts of shapes.
  private static func carriesSizes(_ op: OpID, in module: borrowing Module) -> Bool {
    switch StablehloOp(module.opcode(of: op)) {
    case .reshape, .convert, .concatenate, .broadcastInDim: true
    default: ArithOp(module.opcode(of: op)) == .indexCast
    }
  }

  private static func isAssertion(_ op: OpID, in module: borrowing Module) -> Bool {
    module.opcode(of: op).is(StablehloOp.customCall) && module.resultCount(of: op) == 0
      && module.string("call_target_name", of: op) == "shape_assertion"
  }

  // MARK: The number

  private func standIn(
    for values: [ValueID], of function: OpID, in module: inout Module
  ) {
    let rows = number(for: function, in: module)
    for value in values {
      var shape = module.shape(of: value) ?? []
      shape[0] = rows
      let type = module.tensorType(shape, module.elementType(of: value))
      module.setType(of: value, to: type)
    }
    for op in module.opsPreOrder(in: function) {
      if Self.isAssertion(op, in: module) {
        module.erase(op)
      } else if module.opcode(of: op).is(TensorOp.empty), module.operandCount(of: op) > 0 {
        let empty = module.build(
          TensorOp.empty, at: .before(op), resultTypes: module.resultTypes(of: op),
          location: module.location(of: op))
        module.replace(op, with: module.results(of: empty))
      }
    }
    if let body = module.body(of: function), let end = module.lastOp(of: body) {
      let type = module.intern(
        .function(
          inputs: module.arguments(of: body).map { module.type(of: $0) },
          results: module.operands(of: end).map { module.type(of: $0) }))
      module.setAttribute("function_type", module.typeAttribute(type), of: function)
    }
    module.setAttribute(
      "fuse.symbolic_rows", module.integerAttribute(rows), of: function)
  }

  /// The least prime above `max` and all extents of the function.
  private func number(for function: OpID, in module: borrowing Module) -> Int64 {
    var least = Int64(max)
    for op in module.opsPreOrder(in: function) {
      for value in module.operands(of: op) + module.results(of: op) {
        for extent in module.shape(of: value) ?? [] where extent < 1 << 40 {
          least = Swift.max(least, extent)
        }
      }
    }
    repeat { least += 1 } while !Self.isPrime(least)
    return least
  }

  private static func isPrime(_ number: Int64) -> Bool {
    var factor: Int64 = 2
    while factor * factor <= number {
      if number % factor == 0 { return false }
      factor += 1
    }
    return true
  }
}

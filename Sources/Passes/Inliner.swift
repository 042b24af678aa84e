import FuseIR

/// Replaces calls by the bodies of the functions that they call.
///
/// Any function with a body of one block is inlined, private or not, from the leaves of the call graph up. Calls inside a
/// recursion stay, with a remark, as do calls of functions that are only declared, and calls or functions marked
/// `no_inline`. The functions themselves stay; `symbol-dce` erases those that nothing calls any more. Locations of the
/// copies say both where the op is written and where it is called.
///
/// ```
/// func.func private @twice(%x: i32) -> i32 {
///   %0 = arith.addi %x, %x : i32
///   return %0 : i32
/// }
/// func.func @main(%a: i32) -> i32 {             func.func @main(%a: i32) -> i32 {
///   %0 = call @twice(%a) : (i32) -> i32     →     %0 = arith.addi %a, %a : i32
///   return %0 : i32                               return %0 : i32
/// }                                             }
/// ```
public struct Inliner: ModulePass {
  /// `inline`.
  public static let name = "inline"
  /// What the pass does.
  public static let summary = "Replaces calls by the bodies of the functions that they call."
  /// The options.
  public static var options: [PassOption<Inliner>] {
    [PassOption("max-ops", \.maxOps, "Stop when the copies have this many ops.")]
  }

  /// Stop when the copies have this many ops.
  public var maxOps = 1_000_000

  private var copiedOps = 0
  private var inlinedCalls = 0

  /// The pass with default options.
  public init() {}

  /// Runs on all functions of the program.
  public mutating func run(
    on module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    let graph = CallGraph(module)
    var kept: [(call: OpID, reason: String)] = []
    for function in graph.calleesFirst {
      for call in graph.calls(in: function) {
        guard let callee = graph.callee(of: call) else { continue }
        guard let reason = obstacle(call, callee, function, graph, module) else {
          inline(call, of: callee, &module)
          inlinedCalls += 1
          continue
        }
        if !reason.isEmpty { kept.append((call, reason)) }
      }
    }
    // Calls were made in program order.
    for (call, reason) in kept.sorted(by: { $0.call < $1.call }) {
      context.remark(reason, at: call, in: module)
    }
    context.count("calls inlined", by: inlinedCalls)
    return inlinedCalls > 0 ? .changed : .unchanged
  }

  /// Why the call stays, empty where that needs no words; nil if it is inlined.
  private func obstacle(
    _ call: OpID, _ callee: OpID, _ caller: OpID, _ graph: CallGraph, _ module: borrowing Module
  ) -> String? {
    guard let body = module.body(of: callee) else { return "" }
    let name = module.string("sym_name", of: callee) ?? ""
    if graph.isRecursive(callee) {
      return "call of '@\(name)' is not inlined: the function is part of a recursion"
    }
    if module.nextBlock(after: body) != nil {
      return "call of '@\(name)' is not inlined: the function has several blocks"
    }
    if module.attribute("no_inline", of: callee) != nil
      || module.attribute("no_inline", of: call) != nil
    {
      return "call of '@\(name)' is not inlined: it is marked no_inline"
    }
    guard let end = module.lastOp(of: body), module.opcode(of: end).is(FuncOp.return) else {
      return "call of '@\(name)' is not inlined: the function does not end in func.return"
    }
    if copiedOps >= maxOps {
      return "call of '@\(name)' is not inlined: the copies have \(copiedOps) ops already "
        + "(max-ops=\(maxOps))"
    }
    guard module.argumentCount(of: body) == module.operandCount(of: call),
      module.operandCount(of: end) == module.resultCount(of: call)
    else { return "call of '@\(name)' is not inlined: its types are not those of the function" }
    return nil
  }

  private mutating func inline(_ call: OpID, of callee: OpID, _ module: inout Module) {
    guard let body = module.body(of: callee) else { return }
    var mapping = CloneMapping()
    for index in 0..<module.argumentCount(of: body) {
      mapping[module.argument(index, of: body)] = module.operand(index, of: call)
    }
    let caller = module.location(of: call)
    var locations: [LocationID: LocationID] = [:]
    for op in module.ops(of: body) {
      if module.opcode(of: op).is(FuncOp.return) {
        module.replace(call, with: module.operands(of: op).map { mapping[$0] })
        return
      }
      let copy = module.clone(op, mapping: &mapping)
      module.insert(copy, at: .before(call))
      for inner in module.opsPreOrder(in: copy) {
        copiedOps += 1
        let own = module.location(of: inner)
        let location =
          locations[own] ?? module.addLocation(.callSite(callee: own, caller: caller))
        locations[own] = location
        module.setLocation(of: inner, to: location)
      }
    }
  }
}

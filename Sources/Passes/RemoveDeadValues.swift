import FuseIR

/// Takes arguments that nobody reads, and results that no call reads, from private functions that are only called.
///
/// What only served to compute such a result goes with it, which may leave other arguments unread, here and in the functions
/// that are called: all are found. Attributes of the arguments and results that stay are kept. Calls stay even where none of
/// their results is read: the function may have an effect. Values that loops carry in vain are seen to by `canonicalize`.
///
/// ```
/// func.func private @f(%x: i32, %y: i32) -> (i32, i32) {     func.func private @f(%x: i32) -> i32 {
///   %0 = arith.muli %y, %y : i32                               return %x : i32
///   return %x, %0 : i32, i32                                 }
/// }                                                     →    ...
/// ...                                                        %0 = call @f(%a) : (i32) -> i32
/// %0:2 = call @f(%a, %b) : (i32, i32) -> (i32, i32)
/// ```
public struct RemoveDeadValues: ModulePass {
  /// `remove-dead-values`.
  public static let name = "remove-dead-values"
  /// What the pass does.
  public static let summary = "Takes unread arguments and results from private functions."

  private var removedArguments = 0
  private var removedResults = 0

  /// The pass with default options.
  public init() {}

  /// Runs on all functions of the program.
  public mutating func run(
    on module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    let graph = CallGraph(module)
    let references = SymbolReferences.outsideCalls(module)
    var calls: [OpID: [OpID]] = [:]
    for function in module.functions {
      for call in graph.calls(in: function) {
        if let callee = graph.callee(of: call) { calls[callee, default: []].append(call) }
      }
    }
    // Callers first, since results that they do not read make callees smaller; then callees, whose unread arguments make
    // callers smaller. Each round that changes something removes a value.
    let order = Array(graph.calleesFirst.reversed()) + graph.calleesFirst
    var erased = 0
    var changes = -1
    while changes != removedArguments + removedResults {
      changes = removedArguments + removedResults
      for function in order where isInternal(function, references, module) {
        let own = calls[function] ?? []
        guard own.allSatisfy({ fits($0, function, module) }) else { continue }
        calls[function] = dropResults(of: function, own, &module)
        erased += DCE.eraseDeadOps(inside: function, of: &module)
        calls[function] = dropArguments(of: function, calls[function] ?? [], &module)
      }
    }
    context.count("arguments removed", by: removedArguments)
    context.count("results removed", by: removedResults)
    return changes + erased > 0 ? .changed : .unchanged
  }

  /// True iff every use of the function is a call in the program.
  private func isInternal(
    _ function: OpID, _ references: SymbolReferences, _ module: borrowing Module
  ) -> Bool {
    guard Function(function).isPrivate(in: module), !Function(function).isDeclaration(in: module),
      let attribute = module.attribute("sym_name", of: function),
      case .string(let name, _) = module.attribute(attribute)
    else { return false }
    return !references.contains(name)
  }

  /// False for a call whose operands or results are not those of the function, or that has attributes for each.
  private func fits(_ call: OpID, _ function: OpID, _ module: borrowing Module) -> Bool {
    let type = Function(function).type(in: module)
    return module.operandCount(of: call) == type.inputs.count
      && module.resultCount(of: call) == type.results.count
      && module.attribute("arg_attrs", of: call) == nil
      && module.attribute("res_attrs", of: call) == nil
  }

  private mutating func dropResults(
    of function: OpID, _ calls: [OpID], _ module: inout Module
  ) -> [OpID] {
    let count = Function(function).type(in: module).results.count
    let kept = (0..<count).filter { index in
      calls.contains { module.hasUses(module.result(index, of: $0)) }
    }
    guard kept.count < count else { return calls }
    for block in module.blocks(of: module.region(of: function)) {
      guard let end = module.lastOp(of: block), module.opcode(of: end).is(FuncOp.return) else {
        continue
      }
      let values = module.operands(of: end)
      module.setOperands(of: end, to: kept.map { values[$0] })
    }
    removedResults += count - kept.count
    keep(kept, ofAttributes: "res_attrs", of: function, &module)
    let inputs = Array(0..<Function(function).type(in: module).inputs.count)
    return retype(function, calls, inputs, kept, &module)
  }

  private mutating func dropArguments(
    of function: OpID, _ calls: [OpID], _ module: inout Module
  ) -> [OpID] {
    guard let entry = module.body(of: function) else { return calls }
    let count = module.argumentCount(of: entry)
    let kept = (0..<count).filter { module.hasUses(module.argument($0, of: entry)) }
    guard kept.count < count else { return calls }
    for index in (0..<count).reversed() where !kept.contains(index) {
      module.removeArgument(index, from: entry)
    }
    removedArguments += count - kept.count
    keep(kept, ofAttributes: "arg_attrs", of: function, &module)
    let results = Array(0..<Function(function).type(in: module).results.count)
    return retype(function, calls, kept, results, &module)
  }

  private func keep(
    _ kept: [Int], ofAttributes name: String, of function: OpID, _ module: inout Module
  ) {
    guard let list = module.attribute(name, of: function).flatMap({ module.arrayElements($0) })
    else { return }
    let attributes = kept.compactMap { $0 < list.count ? list[$0] : nil }
    module.setAttribute(name, module.arrayAttribute(attributes), of: function)
  }

  /// Gives the function the type of what was kept, and makes its calls anew; the new calls.
  private func retype(
    _ function: OpID, _ calls: [OpID], _ inputs: [Int], _ results: [Int], _ module: inout Module
  ) -> [OpID] {
    let old = Function(function).type(in: module)
    let type = module.intern(
      .function(inputs: inputs.map { old.inputs[$0] }, results: results.map { old.results[$0] }))
    module.setAttribute("function_type", module.typeAttribute(type), of: function)
    var made: [OpID] = []
    for call in calls {
      let operands = module.operands(of: call)
      let types = module.resultTypes(of: call)
      let copy = module.createOp(
        module.opcode(of: call), operands: inputs.map { operands[$0] },
        resultTypes: results.map { types[$0] }, properties: module.properties(of: call),
        attributes: module.attributes(of: call), location: module.location(of: call))
      module.insert(copy, at: .before(call))
      for (position, index) in results.enumerated() {
        module.replaceAllUses(
          of: module.result(index, of: call), with: module.result(position, of: copy))
      }
      module.erase(call)
      made.append(copy)
    }
    return made
  }
}

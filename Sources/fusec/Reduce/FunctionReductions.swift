import FuseIR

/// Takes whole functions, and other ops at the top level, away.
struct EraseSymbols: ReductionStep {
  var name: String { "functions" }

  private func candidates(in module: borrowing Module) -> [OpID] {
    module.body(of: module.root).map { module.ops(of: $0) } ?? []
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    var changed = false
    for op in candidates(in: module)[range].reversed()
    where module.results(of: op).allSatisfy({ !module.hasUses($0) }) {
      module.erase(op)
      changed = true
    }
    return changed
  }
}

/// Takes the bodies of functions away: a declaration stays.
struct EraseBodies: ReductionStep {
  var name: String { "function bodies" }

  private func candidates(in module: borrowing Module) -> [OpID] {
    module.functions.filter { module.body(of: $0) != nil }
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    for function in candidates(in: module)[range] {
      let blocks = module.blocks(of: module.region(of: function))
      // Blocks may use each other's values: all uses go first.
      for block in blocks {
        for op in module.ops(of: block) {
          for inner in module.opsPreOrder(in: op) { module.setOperands(of: inner, to: []) }
        }
      }
      for block in blocks.reversed() { module.erase(block) }
      module.setAttribute("sym_visibility", module.stringAttribute("private"), of: function)
    }
    return true
  }
}

/// Takes results of functions, and of the calls of them, away.
struct EraseFunctionResults: ReductionStep {
  var name: String { "function results" }

  private func candidates(in module: borrowing Module) -> [(OpID, Int)] {
    module.functions.flatMap { function in
      (0..<(module.signature(of: function)?.results.count ?? 0)).map { (function, $0) }
    }
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    var changed = false
    for (function, index) in candidates(in: module)[range].reversed() {
      guard var signature = module.signature(of: function) else { continue }
      let calls = module.calls(of: function)
      guard
        calls.allSatisfy({ call in
          index < module.resultCount(of: call) && !module.hasUses(module.result(index, of: call))
        })
      else { continue }
      signature.results.remove(at: index)
      module.setSignature(of: function, signature.inputs, signature.results)
      for op in module.opsPreOrder(in: function) where module.opcode(of: op).is(FuncOp.return) {
        var operands = module.operands(of: op)
        guard index < operands.count else { continue }
        operands.remove(at: index)
        module.setOperands(of: op, to: operands)
      }
      for call in calls { module.eraseResult(index, of: call) }
      changed = true
    }
    return changed
  }
}

/// Takes arguments of functions that nothing reads, and what calls pass for them, away.
struct EraseFunctionArguments: ReductionStep {
  var name: String { "function arguments" }

  private func candidates(in module: borrowing Module) -> [(OpID, Int)] {
    module.functions.flatMap { function -> [(OpID, Int)] in
      let count = module.signature(of: function)?.inputs.count ?? 0
      let body = module.body(of: function)
      return (0..<count).filter { index in
        guard let body else { return true }
        return index < module.argumentCount(of: body)
          && !module.hasUses(module.argument(index, of: body))
      }.map { (function, $0) }
    }
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    var changed = false
    for (function, index) in candidates(in: module)[range].reversed() {
      guard var signature = module.signature(of: function) else { continue }
      signature.inputs.remove(at: index)
      module.setSignature(of: function, signature.inputs, signature.results)
      if let body = module.body(of: function) { module.removeArgument(index, from: body) }
      for call in module.calls(of: function) {
        var operands = module.operands(of: call)
        guard index < operands.count else { continue }
        operands.remove(at: index)
        module.setOperands(of: call, to: operands)
      }
      changed = true
    }
    return changed
  }
}

/// Makes conditional branches unconditional.
struct StraightenBranches: ReductionStep {
  var name: String { "branches" }

  private func candidates(in module: borrowing Module) -> [(OpID, Bool)] {
    module.opsPreOrder(in: module.root).flatMap { op in
      module.opcode(of: op).is(ControlFlowOp.condBr) ? [(op, true), (op, false)] : []
    }
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    var changed = false
    for (op, takesFirst) in candidates(in: module)[range] where !module.isErased(op) {
      let operands = module.operands(of: op)
      let successors = module.successors(of: op)
      guard let segments = module.integers("operandSegmentSizes", of: op), segments.count == 3,
        successors.count == 2,
        segments.allSatisfy({ $0 >= 0 && $0 <= Int64(operands.count) }),
        segments.reduce(0, +) == Int64(operands.count)
      else { continue }
      let start = Int(takesFirst ? segments[0] : segments[0] + segments[1])
      let count = Int(takesFirst ? segments[1] : segments[2])
      module.build(
        ControlFlowOp.br, at: .before(op), operands: Array(operands[start..<start + count]),
        successors: [successors[takesFirst ? 0 : 1]], location: module.location(of: op))
      module.erase(op)
      changed = true
    }
    return changed
  }
}

extension Module {
  /// The calls of the function.
  fileprivate func calls(of function: OpID) -> [OpID] {
    guard let name = string("sym_name", of: function), let id = find(name) else { return [] }
    return opsPreOrder(in: root).filter { op in
      opcode(of: op).is(FuncOp.call)
        && attribute("callee", of: op).flatMap { symbolValue($0) } == id
    }
  }

  /// Makes the op anew without one of its results, which nothing reads.
  fileprivate mutating func eraseResult(_ index: Int, of op: OpID) {
    var types = resultTypes(of: op)
    types.remove(at: index)
    let copy = createOp(
      opcode(of: op), operands: operands(of: op), resultTypes: types,
      properties: properties(of: op), attributes: attributes(of: op), regions: [], successors: [],
      location: location(of: op))
    insert(copy, at: .before(op))
    var next = 0
    for (old, result) in results(of: op).enumerated() where old != index {
      replaceAllUses(of: result, with: self.result(next, of: copy))
      next += 1
    }
    erase(op)
  }
}

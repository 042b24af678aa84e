import FuseIR

/// Which function of the root module calls which.
struct CallGraph {
  /// The functions, each after all functions that it calls but for recursions; otherwise in program order.
  private(set) var calleesFirst: [OpID] = []

  private var callsByFunction: [OpID: [OpID]] = [:]
  private var calleeByCall: [OpID: OpID] = [:]
  private var recursive: Set<OpID> = []

  init(_ module: borrowing Module) {
    let functions = module.functions
    var byName: [StringID: OpID] = [:]
    for function in functions {
      if let attribute = module.attribute("sym_name", of: function),
        case .string(let name, _) = module.attribute(attribute)
      {
        byName[name] = function
      }
    }
    let callee = module.find("callee")
    for function in functions {
      var calls: [OpID] = []
      for op in module.opsPreOrder(in: function) where module.opcode(of: op).is(FuncOp.call) {
        calls.append(op)
        guard let callee, let attribute = module.attribute(callee, of: op),
          let name = module.symbolValue(attribute)
        else { continue }
        calleeByCall[op] = byName[name]
      }
      callsByFunction[function] = calls
    }
    order(functions)
  }

  /// The calls inside the function, in program order.
  func calls(in function: OpID) -> [OpID] { callsByFunction[function] ?? [] }

  /// The function that the call refers to, nil if the root module has none of that name.
  func callee(of call: OpID) -> OpID? { calleeByCall[call] }

  /// True iff the function can come to call itself.
  func isRecursive(_ function: OpID) -> Bool { recursive.contains(function) }

  /// Tarjan's algorithm with a stack of its own, since a chain of calls may be as long as the program.
  private mutating func order(_ functions: [OpID]) {
    var indices: [OpID: Int] = [:]
    var lowest: [OpID: Int] = [:]
    var open: [OpID] = []
    var isOpen: Set<OpID> = []
    for root in functions where indices[root] == nil {
      var path: [(function: OpID, callees: [OpID], next: Int)] = []
      func enter(_ function: OpID) {
        indices[function] = indices.count
        lowest[function] = indices[function]
        open.append(function)
        isOpen.insert(function)
        path.append((function, calls(in: function).compactMap { calleeByCall[$0] }, 0))
      }
      enter(root)
      while let (function, callees, next) = path.last {
        if next < callees.count {
          path[path.count - 1].next += 1
          let callee = callees[next]
          if callee == function { recursive.insert(function) }
          if indices[callee] == nil {
            enter(callee)
          } else if isOpen.contains(callee) {
            lowest[function] = min(lowest[function] ?? 0, indices[callee] ?? 0)
          }
          continue
        }
        path.removeLast()
        if let caller = path.last?.function {
          lowest[caller] = min(lowest[caller] ?? 0, lowest[function] ?? 0)
        }
        guard lowest[function] == indices[function],
          let start = open.lastIndex(of: function)
        else { continue }
        let component = open[start...]
        if component.count > 1 { recursive.formUnion(component) }
        isOpen.subtract(component)
        calleesFirst.append(contentsOf: component.reversed())
        open.removeSubrange(start...)
      }
    }
  }
}

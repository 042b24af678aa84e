import FuseIR

// Loops and branches of stablehlo: results are places of their own, which each iteration or branch fills.

extension CEmitter {
  /// Copies the elements of `source` to `target`, which has the type of `like`.
  private mutating func copy(
    _ source: String, to target: String, like value: ValueID, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    let bytes = try count(value, op, module) * Int64(try type(value, op, module).bytes)
    line("__builtin_memcpy(\(target), \(source), \(bytes));")
  }

  /// Writes `stablehlo.while`.
  mutating func whileLoop(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let condition = module.body(of: op), let body = module.body(of: op, region: 1),
      let tested = module.lastOp(of: condition), let yield = module.lastOp(of: body)
    else { throw CUnsupported(op: op, reason: "it lacks a region") }
    var names: [String] = []
    for (index, operand) in module.operands(of: op).enumerated() {
      let result = module.result(index, of: op)
      let name = try allocate(result, op, module)
      try copy(self.name(operand), to: name, like: result, op, module)
      bind(module.argument(index, of: condition), to: name)
      bind(module.argument(index, of: body), to: name)
      names.append(name)
    }
    open("for (;;)")
    let flag = module.operand(0, of: tested)
    try emit(condition, keeping: [flag], module)
    line("if (!\(name(flag))[0]) break;")
    let yielded = module.operands(of: yield)
    try emit(body, keeping: Set(yielded), module)
    // A yielded value may be an argument that another result overwrites: copy through places of their own.
    var copies: [String?] = []
    for (index, value) in yielded.enumerated() {
      guard names.contains(name(value)), name(value) != names[index] else {
        copies.append(nil)
        continue
      }
      let storage = try type(value, op, module).storage
      let copyName = fresh("c")
      line("static \(storage) \(copyName)[\(max(1, try count(value, op, module)))];")
      try copy(name(value), to: copyName, like: value, op, module)
      copies.append(copyName)
    }
    for (index, value) in yielded.enumerated() {
      let source = copies[index] ?? name(value)
      if source != names[index] { try copy(source, to: names[index], like: value, op, module) }
    }
    close()
  }

  /// Writes `stablehlo.if` or `stablehlo.case`.
  mutating func branch(_ kind: StablehloOp, _ op: OpID, _ module: borrowing Module)
    throws(CUnsupported)
  {
    let selector = "\(name(module.operand(0, of: op)))[0]"
    var names: [String] = []
    for result in module.results(of: op) { names.append(try allocate(result, op, module)) }
    let regions = module.regions(of: op)
    for (index, region) in regions.enumerated() {
      guard let block = module.entryBlock(of: region), let yield = module.lastOp(of: block) else {
        throw CUnsupported(op: op, reason: "it has an empty region")
      }
      let isLast = index == regions.count - 1
      let test = kind == .if ? (index == 0 ? selector : "!\(selector)") : "\(selector) == \(index)"
      // An index out of range means the last branch.
      let outside = kind == .if ? "" : "\(selector) < 0 || \(selector) >= \(regions.count - 1)"
      open(isLast && kind == .case ? "if (\(outside))" : "if (\(test))")
      let yielded = module.operands(of: yield)
      try emit(block, keeping: Set(yielded), module)
      for (result, value) in yielded.enumerated() {
        try copy(name(value), to: names[result], like: value, op, module)
      }
      close()
    }
  }
}

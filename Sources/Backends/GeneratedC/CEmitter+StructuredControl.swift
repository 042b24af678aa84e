import FuseIR

// Loops and branches of scf: values that regions hand on have places of their own, which each iteration or branch fills.

extension CEmitter {
  /// Writes an op of the scf dialect.
  mutating func structuredControl(_ kind: ScfOp, _ op: OpID, _ module: borrowing Module)
    throws(CUnsupported)
  {
    switch kind {
    case .for: try countedLoop(op, module)
    case .while: try conditionalLoop(op, module)
    case .if:
      let condition = name(module.operand(0, of: op))
      try branches(op, [("if (\(condition))", 0), ("else", 1)], module)
    case .indexSwitch:
      let selector = name(module.operand(0, of: op))
      let cases = module.integers("cases", of: op) ?? []
      var tests: [(String, Int)] = []
      for (index, number) in cases.enumerated() {
        let test = "if (\(selector) == \(Self.literal(number)))"
        tests.append((index == 0 ? test : "else \(test)", index + 1))
      }
      try branches(op, tests + [(cases.isEmpty ? "if (1)" : "else", 0)], module)
    case .executeRegion: try branches(op, [("if (1)", 0)], module)
    case .condition, .yield: throw CUnsupported(op: op, reason: "it ends a region")
    }
  }

  /// Writes the ops of a `fuse.group`.
  mutating func group(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let body = module.body(of: op) else { return }
    for (argument, operand) in zip(module.arguments(of: body), module.operands(of: op)) {
      bind(argument, to: name(operand))
    }
    try branches(op, [("if (1)", 0)], module)
  }

  private static func literal(_ value: Int64) -> String {
    value == .min ? "(-9223372036854775807LL - 1)" : "(\(value)LL)"
  }

  // MARK: Places

  /// Places for values that regions fill, one each.
  private mutating func places(
    for values: [ValueID], _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) -> [String] {
    var names: [String] = []
    for value in values {
      if module.shape(of: value) != nil {
        names.append(try allocate(value, op, module))
      } else {
        let variable = fresh("v")
        line("\(try type(value, op, module).value) \(variable) = 0;")
        bind(value, to: variable)
        names.append(variable)
      }
    }
    return names
  }

  /// Copies values to places as if at once: a value may lie in the place of another one.
  private mutating func assign(
    _ values: [ValueID], to places: [String], _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    var moves: [(source: String, value: ValueID, place: String)] = []
    for (value, place) in zip(values, places) where isNamed(value) && name(value) != place {
      var source = name(value)
      let type = try type(value, op, module)
      if module.shape(of: value) == nil {
        source = fresh("c")
        line("\(type.value) \(source) = \(name(value));")
      } else if places.contains(source) {
        let copy = fresh("c")
        line("static \(type.storage) \(copy)[\(max(1, try count(value, op, module)))];")
        try move(source, to: copy, value, op, module)
        source = copy
      }
      moves.append((source, value, place))
    }
    for (source, value, place) in moves { try move(source, to: place, value, op, module) }
  }

  private mutating func move(
    _ source: String, to place: String, _ value: ValueID, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    guard module.shape(of: value) != nil else { return line("\(place) = \(source);") }
    let bytes = try count(value, op, module) * Int64(try type(value, op, module).bytes)
    line("__builtin_memcpy(\(place), \(source), \(bytes));")
  }

  // MARK: Ops

  private mutating func branches(
    _ op: OpID, _ tests: [(text: String, region: Int)], _ module: borrowing Module
  ) throws(CUnsupported) {
    let names = try places(for: module.results(of: op), op, module)
    for (test, index) in tests {
      let region = module.region(index, of: op)
      guard let block = module.entryBlock(of: region) else { continue }
      guard module.blocks(of: region).count == 1, let end = module.lastOp(of: block) else {
        throw CUnsupported(op: op, reason: "it has a region of several blocks")
      }
      open(test)
      let yielded = module.operands(of: end)
      try emit(block, keeping: Set(yielded), module)
      try assign(yielded, to: names, op, module)
      close()
    }
  }

  private mutating func countedLoop(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let body = module.body(of: op), let end = module.lastOp(of: body) else {
      throw CUnsupported(op: op, reason: "it has no body")
    }
    let operands = module.operands(of: op)
    let names = try places(for: module.results(of: op), op, module)
    try assign(Array(operands.dropFirst(3)), to: names, op, module)
    let variable = module.argument(0, of: body)
    for (argument, name) in zip(module.arguments(of: body).dropFirst(), names) {
      bind(argument, to: name)
      if module.shape(of: argument) != nil { carried.insert(argument) }
    }
    let type = try type(variable, op, module)
    let isUnsigned = module.attribute("unsignedCmp", of: op) != nil
    // The number of iterations is computed first: the variable may overflow after the last one.
    let wide = isUnsigned ? "unsigned long long" : "long long"
    let mask = type.bits < 64 && isUnsigned ? " & \((UInt64(1) << UInt64(type.bits)) - 1)ULL" : ""
    let bounds = operands[..<3].map { "((\(wide))\(name($0))\(mask))" }
    let (count, iteration, number) = (fresh("n"), fresh("k"), fresh("i"))
    line("unsigned long long \(count) = 0;")
    line(
      "if (\(bounds[0]) < \(bounds[1]) && \(bounds[2]) > 0) \(count) = ((unsigned long long)"
        + "\(bounds[1]) - (unsigned long long)\(bounds[0]) - 1) / (unsigned long long)\(bounds[2]) + 1;"
    )
    open("for (unsigned long long \(iteration) = 0; \(iteration) < \(count); \(iteration)++)")
    let sum = "(unsigned long long)\(bounds[0]) + \(iteration) * (unsigned long long)\(bounds[2])"
    line("\(type.value) \(number) = \(type.wrapped("(\(sum))"));")
    bind(variable, to: number)
    let yielded = module.operands(of: end)
    try emit(body, keeping: Set(yielded), module)
    try assign(yielded, to: names, op, module)
    close()
  }

  private mutating func conditionalLoop(_ op: OpID, _ module: borrowing Module)
    throws(CUnsupported)
  {
    guard let before = module.body(of: op), let after = module.body(of: op, region: 1),
      let condition = module.lastOp(of: before), let end = module.lastOp(of: after)
    else { throw CUnsupported(op: op, reason: "it lacks a region") }
    let results = try places(for: module.results(of: op), op, module)
    let carried = try places(for: module.arguments(of: before), op, module)
    try assign(module.operands(of: op), to: carried, op, module)
    for (argument, name) in zip(module.arguments(of: after), results) { bind(argument, to: name) }
    open("for (;;)")
    let tested = module.operands(of: condition)
    try emit(before, keeping: Set(tested), module)
    try assign(Array(tested.dropFirst()), to: results, op, module)
    line("if (!\(name(tested[0]))) break;")
    let yielded = module.operands(of: end)
    try emit(after, keeping: Set(yielded), module)
    try assign(yielded, to: carried, op, module)
    close()
  }
}

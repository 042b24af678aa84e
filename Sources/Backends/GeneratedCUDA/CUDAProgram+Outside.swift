import FuseIR

// Ops outside of kernels: products with tiles in shared memory, and loops over elements that threads share.

extension CUDAProgram {
  /// Writes a structured op that no kernel holds.
  mutating func structured(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    note(module.name(of: op))
    for result in module.results(of: op) { _ = try place(result, op, module) }
    if let product = CMatrixProduct(op, lanes: 32, in: module) {
      return try self.product(product, op, module)
    }
    let part = CUDARows(structured: op, in: module)
    var temporaries: [(value: ValueID, place: CUDAPlace?, offset: Int, bytes: Int)] = []
    for (value, _) in part.captures {
      guard case .uniform? = places[value] else { continue }
      let bytes = try outer.byteCount(value, op, module)
      let memory = temporary(bytes)
      try copy(value, to: memory.pointer, op, module)
      temporaries.append((value, places[value], memory.offset, bytes))
      bind(value, to: .pointer(memory.pointer))
    }
    try write([part], outer.fresh("fusec_op_"), module)
    for memory in temporaries {
      bind(memory.value, to: memory.place)
      giveBack(memory.offset, memory.bytes)
    }
  }

  /// What the kernel of an op gets from its launch.
  private struct Call {
    var parameters: [String] = []
    var arguments: [String] = []
    /// Memory that is given back behind the launch.
    var temporaries: [(offset: Int, bytes: Int)] = []
  }

  /// Lets a kernel's statements read the elements of a value: through a parameter with the given declarator, or where the
  /// symbol of a constant is; false where nobody has written any.
  private mutating func read(
    _ value: ValueID, _ declarator: String, by kernel: inout Call, _ emitter: inout CEmitter,
    _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) -> Bool {
    let type = try emitter.type(value, op, module)
    let pointer: String
    switch places[value] {
    case .pointer(let text)?: pointer = text
    case .symbol(let symbol)?:
      emitter.bind(value, to: "((\(type.storage) *)\(symbol))")
      return true
    case .uniform?:
      let bytes = try emitter.byteCount(value, op, module)
      let memory = temporary(bytes)
      kernel.temporaries.append((memory.offset, bytes))
      pointer = memory.pointer
      try copy(value, to: pointer, op, module)
    case nil: return false
    }
    let name = emitter.fresh("in")
    kernel.parameters.append("const \(type.storage)\(declarator)\(name)")
    kernel.arguments.append("(const \(type.storage) *)\(pointer)")
    emitter.bind(value, to: "((\(type.storage) *)\(name))")
    return true
  }

  /// Writes an op as loops over its elements; those in which the order of writes matters run on one thread.
  mutating func elements(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let opcode = module.opcode(of: op)
    let tensor = TensorOp(opcode)
    let stablehlo = StablehloOp(opcode)
    let isElementwise =
      opcode.dialect == .arith || opcode.dialect == .math || opcode.dialect == .chlo
    guard tensor != nil || stablehlo != nil || isElementwise, module.resultCount(of: op) > 0,
      module.results(of: op).allSatisfy({ module.shape(of: $0) != nil })
    else {
      let isNumber = module.results(of: op).contains { module.shape(of: $0) == nil }
      throw CUnsupported(
        op: op,
        reason: isNumber && tensor != nil
          ? "its result is no tensor, and the host knows no elements" : "there is no CUDA for it")
    }
    note(module.name(of: op))
    let isSerial = stablehlo == .scatter || stablehlo == .sort || stablehlo == .selectAndScatter
    // Results that start as copies of operands.
    var bases: [Int] = []
    if tensor == .insertSlice || tensor == .insert { bases = [1] }
    if stablehlo == .dynamicUpdateSlice { bases = [0] }
    if stablehlo == .scatter { bases = Array(0..<module.operandCount(of: op) / 2) }
    var emitter = CEmitter(ofFunctionIn: outer)
    emitter.dialect = .cuda
    for (value, literal) in numbers { emitter.bind(value, to: literal) }
    var kernel = Call()
    var total: Int64 = 1
    for (index, result) in module.results(of: op).enumerated() {
      let pointer = try place(result, op, module)
      let type = try emitter.type(result, op, module)
      total = max(total, try emitter.count(result, op, module))
      if bases.indices.contains(index) {
        try copy(module.operand(bases[index], of: op), to: pointer, op, module)
      }
      let name = emitter.fresh("out")
      kernel.parameters.append("\(type.storage) *__restrict__ \(name)")
      kernel.arguments.append("(\(type.storage) *)\(pointer)")
      emitter.given[result] = name
    }
    for (index, operand) in module.operands(of: op).enumerated() {
      guard !bases.contains(index), !emitter.isNamed(operand), module.shape(of: operand) != nil
      else {
        continue
      }
      total = max(total, try emitter.count(operand, op, module))
      guard try read(operand, " *__restrict__ ", by: &kernel, &emitter, op, module) else {
        throw CUnsupported(op: op, reason: "operand #\(index) has no elements")
      }
    }
    if let tensor {
      try emitter.tensor(tensor, op, module)
    } else if let stablehlo {
      try emitter.stablehlo(stablehlo, op, module)
    } else {
      try emitter.elementwise(op, module)
    }
    guard emitter.arenaBytes == 0 else {
      throw CUnsupported(op: op, reason: "it needs memory of its own")
    }
    let body = emitter.takeBody()
    outer.take(outsideOf: emitter)
    let name = outer.fresh("fusec_op_")
    kernels +=
      "/* \(module.name(of: op)), element by element\(isSerial ? ", on one thread" : "") */\n"
    kernels += "\(CUDAShape.kernel(threads: 256)) \(name)(\n    "
    kernels += kernel.parameters.joined(separator: ",\n    ") + ") {\n\(body)}\n\n"
    let blocks = isSerial ? 1 : Int(min((total + 255) / 256, Int64(multiprocessors * 16)))
    try launch(name, blocks: blocks, threads: isSerial ? 1 : 256, kernel.arguments, op)
    for memory in kernel.temporaries { giveBack(memory.offset, memory.bytes) }
  }

  // MARK: Control flow

  /// Whether an op has regions whose ops run again and again, or not at all.
  static func isControl(_ op: OpID, _ module: borrowing Module) -> Bool {
    if ScfOp(module.opcode(of: op)) != nil { return true }
    switch StablehloOp(module.opcode(of: op)) {
    case .while, .if, .case: return true
    default: return false
    }
  }

  /// Writes an op with all that is in it as a kernel of one thread: the host knows no elements that it could decide by.
  mutating func serial(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    note("\(module.name(of: op)) on one thread")
    var emitter = CEmitter(ofFunctionIn: outer)
    emitter.dialect = .cuda
    for (value, literal) in numbers { emitter.bind(value, to: literal) }
    var kernel = Call()
    for result in module.results(of: op) {
      guard module.shape(of: result) != nil else {
        throw CUnsupported(op: op, reason: "a result is no tensor, and the host knows no elements")
      }
      let type = try emitter.type(result, op, module)
      let name = emitter.fresh("out")
      kernel.parameters.append("\(type.storage) *\(name)")
      kernel.arguments.append("(\(type.storage) *)\(try place(result, op, module))")
      emitter.given[result] = name
    }
    for value in Self.captures(of: op, module) where !emitter.isNamed(value) {
      guard module.shape(of: value) != nil else {
        throw CUnsupported(
          op: op,
          reason: "it needs a number that is computed from tensors, which the host does not know")
      }
      // What nobody wrote, nobody reads.
      _ = try read(value, " *", by: &kernel, &emitter, op, module)
    }
    if let scf = ScfOp(module.opcode(of: op)) {
      try emitter.structuredControl(scf, op, module)
    } else if let stablehlo = StablehloOp(module.opcode(of: op)) {
      try emitter.stablehlo(stablehlo, op, module)
    }
    let body = emitter.takeBody().replacing("__builtin_memcpy", with: "memcpy")
    outer.take(outsideOf: emitter)
    let bytes = emitter.arenaBytes
    if bytes > 0 {
      let memory = temporary(bytes)
      kernel.temporaries.append((memory.offset, bytes))
      kernel.parameters.append("unsigned char *scratch")
      kernel.arguments.append(memory.pointer)
    }
    let name = outer.fresh("fusec_op_")
    kernels += "/* \(module.name(of: op)), on one thread */\n"
    kernels += "\(CUDAShape.kernel(threads: 1)) \(name)(\n    "
    kernels += kernel.parameters.joined(separator: ",\n    ") + ") {\n\(body)}\n\n"
    try launch(name, blocks: 1, threads: 1, kernel.arguments, op)
    for memory in kernel.temporaries { giveBack(memory.offset, memory.bytes) }
  }

  /// The values from outside that an op or what is in it reads, in the order of their first use.
  static func captures(of op: OpID, _ module: borrowing Module) -> [ValueID] {
    var captures: [ValueID] = []
    var seen: Set<ValueID> = []
    for inner in module.opsPreOrder(in: op) {
      for operand in module.operands(of: inner) where seen.insert(operand).inserted {
        if let block = module.block(of: operand), let owner = module.parentOp(of: block),
          module.isInside(owner, op)
        {
          continue
        }
        captures.append(operand)
      }
    }
    return captures
  }
}

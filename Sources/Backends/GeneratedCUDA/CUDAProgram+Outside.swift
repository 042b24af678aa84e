import FuseIR

// Ops outside of kernels: products with tiles in shared memory, and loops over elements that threads share.

extension CUDAProgram {
  /// Writes a structured op that no kernel holds.
  mutating func structured(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    note(module.name(of: op))
    let operands = module.operands(of: op)
    for result in module.results(of: op) { _ = try place(result, op, module) }
    if let product = CMatrixProduct(op, in: module) {
      return try self.product(product, op, module)
    }
    let view = StructuredOp(op, in: module)
    for output in view?.outputs(in: module) ?? [] where places[output] == nil {
      // Elements that nobody has written, and that no body reads.
      bind(output, to: .uniform("0"))
    }
    _ = operands
    var count = 0
    let name = outer.fresh("fusec_op_")
    try write([CUDARows(structured: op, in: module)], name, &count, module)
  }

  /// Writes an op as loops over its elements; those in which the order of writes matters run on one thread.
  mutating func elements(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let opcode = module.opcode(of: op)
    let tensor = TensorOp(opcode)
    let stablehlo = StablehloOp(opcode)
    let isElementwise =
      opcode.dialect == .arith || opcode.dialect == .math || opcode.dialect == .chlo
    let isRegion = stablehlo == .while || stablehlo == .if || stablehlo == .case
    guard tensor != nil || stablehlo != nil || isElementwise, !isRegion, module.resultCount(of: op) > 0,
      module.results(of: op).allSatisfy({ module.shape(of: $0) != nil })
    else {
      throw CUnsupported(
        op: op,
        reason: isRegion || opcode.dialect == .scf
          ? "control flow stays on the host, which knows no elements" : "there is no CUDA for it")
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
    var parameters: [String] = []
    var arguments: [String] = []
    var total: Int64 = 1
    for (index, result) in module.results(of: op).enumerated() {
      let pointer = try place(result, op, module)
      let type = try emitter.type(result, op, module)
      total = max(total, try emitter.count(result, op, module))
      if bases.indices.contains(index) {
        try copy(module.operand(bases[index], of: op), to: pointer, op, module)
      }
      let name = emitter.fresh("out")
      parameters.append("\(type.storage) *__restrict__ \(name)")
      arguments.append("(\(type.storage) *)\(pointer)")
      emitter.given[result] = name
    }
    var temporaries: [(offset: Int, bytes: Int)] = []
    for (index, operand) in module.operands(of: op).enumerated() {
      guard !bases.contains(index), !emitter.isNamed(operand), module.shape(of: operand) != nil else {
        continue
      }
      let type = try emitter.type(operand, op, module)
      total = max(total, try emitter.count(operand, op, module))
      if case .symbol(let symbol)? = places[operand] {
        emitter.bind(operand, to: "((\(type.storage) *)\(symbol))")
        continue
      }
      var pointer = ""
      switch places[operand] {
      case .pointer(let text)?: pointer = text
      case .uniform?:
        let bytes = try emitter.byteCount(operand, op, module)
        let memory = temporary(bytes)
        temporaries.append((memory.offset, bytes))
        pointer = memory.pointer
        try copy(operand, to: pointer, op, module)
      case .symbol?: break
      case nil: throw CUnsupported(op: op, reason: "operand #\(index) has no elements")
      }
      let name = emitter.fresh("in")
      parameters.append("const \(type.storage) *__restrict__ \(name)")
      arguments.append("(const \(type.storage) *)\(pointer)")
      emitter.bind(operand, to: "((\(type.storage) *)\(name))")
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
    kernels += "/* \(module.name(of: op)), element by element\(isSerial ? ", on one thread" : "") */\n"
    kernels += "extern \"C\" __global__ void __launch_bounds__(256) \(name)(\n    "
    kernels += parameters.joined(separator: ",\n    ") + ") {\n\(body)}\n\n"
    let blocks = isSerial ? 1 : Int(min((total + 255) / 256, Int64(multiprocessors * 16)))
    try launch(name, blocks: blocks, threads: isSerial ? 1 : 256, arguments, op)
    for memory in temporaries { giveBack(memory.offset, memory.bytes) }
  }
}

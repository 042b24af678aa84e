import FuseIR

// Kernels: parts that need nothing of each other are packed into one launch, by ranges of blocks.

extension CUDAProgram {
  /// The most parameters of a kernel: CUDA passes 4 KiB.
  private static let parameterLimit = 480

  /// Writes a `kernel.launch`; a part that reads what another computes is launched after it.
  mutating func launch(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let body = module.body(of: op), let end = module.lastOp(of: body) else {
      throw CUnsupported(op: op, reason: "it has no body")
    }
    for (index, argument) in module.arguments(of: body).enumerated() {
      bind(argument, to: places[module.operand(index, of: op)])
    }
    let name = module.string("sym_name", of: op) ?? "kernel"
    let scratch = Int(clamping: module.integer("scratch_bytes", of: op) ?? 0)
    let yielded = module.operands(of: end).map { Self.root($0, module) }
    var temporaries: [(offset: Int, bytes: Int)] = []
    var waiting: [CUDARows] = []
    var parameters = 0
    for inner in module.ops(of: body).dropLast() {
      let opcode = module.opcode(of: inner)
      if opcode.is(ArithOp.constant) {
        try constant(inner, module)
        continue
      }
      if Self.isView(inner, module) { continue }
      guard opcode.is(KernelOp.rows) else {
        throw CUnsupported(op: inner, reason: "there is no CUDA for it in a kernel.launch")
      }
      let part = try CUDARows(kernelRows: inner, scratchBytes: scratch, in: module)
      let depends = part.tiles.contains { tile in
        let source = module.definingOp(of: Self.root(tile.operand, module))
        return waiting.contains { $0.op == source }
      }
      let own = part.tiles.count + part.results.count
      if depends || parameters + own > Self.parameterLimit {
        try write(waiting, name, module)
        waiting = []
        parameters = 0
      }
      for operand in module.operands(of: inner) {
        bind(operand, to: places[Self.root(operand, module)])
      }
      for result in module.results(of: inner) {
        if let index = yielded.firstIndex(of: result) {
          let pointer = try place(module.result(index, of: op), op, module)
          bind(result, to: .pointer(pointer))
        } else {
          let bytes = try outer.byteCount(result, op, module)
          let memory = temporary(bytes)
          temporaries.append((memory.offset, bytes))
          bind(result, to: .pointer(memory.pointer))
        }
      }
      waiting.append(part)
      parameters += own
    }
    try write(waiting, name, module)
    for (index, value) in yielded.enumerated() {
      let result = module.result(index, of: op)
      let pointer = try place(result, op, module)
      try copy(value, to: pointer, op, module)
    }
    for memory in temporaries { giveBack(memory.offset, memory.bytes) }
  }

  /// Writes parts as one kernel, and its launch.
  mutating func write(
    _ parts: [CUDARows], _ base: String, _ module: borrowing Module
  ) throws(CUnsupported) {
    var parts = parts
    parts.removeAll { part in part.rowCount == 0 && part.results.allSatisfy { $0.combine == .none }
    }
    guard let first = parts.first else { return }
    let symbol = symbol(base)
    var sweeps: [[CUDASweep]] = []
    for part in parts {
      var own: [CUDASweep] = []
      for op in part.ops where StructuredOp(op, in: module) != nil {
        own.append(try CUDASweep(op, in: module))
      }
      sweeps.append(own)
    }
    func shapes(_ threads: Int?) -> [CUDAShape] {
      var shapes: [CUDAShape] = []
      for (part, own) in zip(parts, sweeps) {
        shapes.append(
          CUDAShape(
            part, own, multiprocessors: multiprocessors, fixedThreads: threads, in: module))
      }
      return shapes
    }
    var chosen = shapes(nil)
    var threads = chosen.map(\.threads).max() ?? 256
    // Blocks of a kernel are all of one size.
    if chosen.contains(where: { $0.threads != threads }) {
      // One that some parts have not asked for has to leave them registers enough.
      threads = min(threads, 512)
      chosen = shapes(threads)
    }
    var texts: [CUDAPart] = []
    for ((part, own), shape) in zip(zip(parts, sweeps), chosen) {
      var emitter = CEmitter(ofFunctionIn: outer)
      emitter.dialect = .cuda
      for (value, literal) in numbers { emitter.bind(value, to: literal) }
      var writer = CUDARowsWriter(
        part, shape, own, emitter, usesLongIndices: Self.usesLongIndices(part, in: module))
      texts.append(try writer.write(places, module))
      outer.take(outsideOf: writer.emitter)
    }
    let blocks = chosen.map { max(1, $0.blocks) }
    let shared = texts.reduce(0) { $0 + $1.sharedBytes }
    guard shared <= CUDARowsWriter.sharedLimit else {
      throw CUnsupported(
        op: first.op,
        reason:
          "its parts need \(shared) bytes of shared memory, but a block has \(CUDARowsWriter.sharedLimit)"
      )
    }
    var text = "/* \(symbol):\n"
    for (part, number) in zip(texts, blocks) {
      text += "   \(part.summary), \(number) block\(number == 1 ? "" : "s").\n"
    }
    text +=
      "   At most \(CUDAShape.registerLimit(threads: threads)) registers a thread, \(shared) bytes of shared memory. */\n"
    text += "\(CUDAShape.kernel(threads: threads)) \(symbol)(\n    "
    text += texts.flatMap(\.parameters).joined(separator: ",\n    ") + ") {\n"
    if texts.count == 1 {
      text += "  const int block = blockIdx.x;\n  (void)block;\n" + texts[0].body
    } else {
      var before = 0
      for (number, part) in texts.enumerated() {
        let isLast = number == texts.count - 1
        text += number == 0 ? "  " : "  else "
        text += isLast ? "{\n" : "if (blockIdx.x < \(before + blocks[number])) {\n"
        text +=
          "  const int block = blockIdx.x - \(before);\n  (void)block;\n" + part.body + "  }\n"
        before += blocks[number]
      }
    }
    kernels += text + "}\n\n"
    var arguments: [String] = []
    var memories: [(offset: Int, bytes: Int)] = []
    var combinations: [(text: String, result: ValueID, CUDAPart.Combination)] = []
    for (part, own) in zip(parts, texts) {
      var pointers: [String] = []
      for memory in own.temporaries {
        let place = temporary(memory.bytes)
        memories.append((place.offset, memory.bytes))
        pointers.append("(\(memory.type) *)\(place.pointer)")
      }
      // Arguments stand in the order of the parameters.
      var given = own.arguments.makeIterator()
      for parameter in own.parameters {
        if let index = own.temporaries.firstIndex(where: { parameter.hasSuffix("*\($0.parameter)") }
        ) {
          arguments.append(pointers[index])
        } else {
          let type = parameter.split(separator: "*")[0]
          arguments.append("(\(type)*)\(given.next() ?? "0")")
        }
      }
      for combination in own.combinations {
        combinations.append(
          (pointers[combination.temporary], part.results[combination.result].result, combination))
      }
    }
    try launch(symbol, blocks: blocks.reduce(0, +), threads: threads, arguments, first.op)
    for (number, (partial, result, combination)) in combinations.enumerated() {
      guard combination.count > 0 else { continue }
      let name = "\(symbol)_combine\(number)"
      let (type, combine) = (combination.type, combination.combine)
      let identity = try outer.identity(of: combine, type, first.op)
      guard combine.expression("a", "b", type) != nil else {
        throw CUnsupported(
          op: first.op, reason: "'\(combine.rawValue)' has no meaning for \(type.element.name)")
      }
      kernels += CUDAPrelude.combination(name, combination, identity: identity) {
        combine.expression($0, $1, type) ?? $1
      }
      guard case .pointer(let target)? = places[result] else { continue }
      try launch(
        name, blocks: (combination.count + 31) / 32, threads: 256,
        [partial, "(\(type.storage) *)\(target)"], first.op)
    }
    for memory in memories { giveBack(memory.offset, memory.bytes) }
  }

  /// Whether some tensor has more elements than 31 bits count.
  private static func usesLongIndices(_ part: CUDARows, in module: borrowing Module) -> Bool {
    var values = part.tiles.map(\.operand)
    values += part.results.map(\.result)
    var largest: Int64 = Int64(clamping: part.rowCount)
    for value in values {
      largest = max(largest, module.elementCount(of: module.type(of: value)) ?? .max)
    }
    return largest >= 1 << 30
  }
}

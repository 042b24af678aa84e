import FuseIR

/// Why a program can't be written as C: an op that has no C, or a type.
struct CUnsupported: Error {
  let op: OpID
  let reason: String

  /// Reports the reason at the op.
  func report(_ module: borrowing Module, _ format: String, to diagnostics: DiagnosticEngine) {
    diagnostics.error(
      "'\(format)' can't express '\(module.name(of: op))': \(reason)", at: module.place(of: op))
  }
}

/// Writes blocks of ops on tensors as C statements.
///
/// A tensor value becomes a pointer to its elements, dense and row-major; a scalar becomes a variable. Tensors live in one
/// static arena: a value takes the first gap that is large enough and gives it back after its last use, so the arena is as
/// large as what is live at once. An op whose output operand dies with it writes in place. Reshapes are other pointers to
/// the same elements.
struct CEmitter {
  /// The statements so far.
  private(set) var body = ""
  /// Constants at file level.
  private(set) var globals = ""
  /// False where sums of products of 16-bit floats are accumulated, which is done in wider variables and rounded at the end.
  var roundsOps = true
  /// The additions of 16-bit floats to an accumulator, which is wider and rounded at the end.
  var unroundedSums: Set<OpID> = []
  /// The values of 16-bit floats whose elements lie in memory as f32 while they are summed.
  var wideSums: Set<ValueID> = []
  /// The library functions that the statements call.
  var functions: Set<String> = []
  /// The bytes that a thread needs for what goes from one part of a kernel to the next.
  var blockBytes = 0
  /// The bytes that the arena needs.
  var arenaBytes: Int { space.bytes }

  private var depth: Int
  private var names: [ValueID: String] = [:]
  private var counter = 0
  private var allocationOf: [ValueID: Int] = [:]
  private var allocations: [(offset: Int, size: Int, live: Int)] = []
  private var space = StaticArena(alignment: 64)
  private var lastUses: [ValueID: OpID] = [:]
  /// Arguments of loops, whose places are written when an iteration ends, and may be before.
  var carried: Set<ValueID> = []
  /// The places of results that are the program's, where they lie: they get none in the arena.
  var given: [ValueID: String] = [:]
  /// The distances of elements along each dimension of tensors that do not lie densely.
  var strides: [ValueID: [Int64]] = [:]
  /// Tiles of operands of which a later row is asked for while this one is computed.
  var prefetches: [ValueID: RowPrefetch] = [:]
  /// Tiles that stages store past the caches.
  var streamed: Set<ValueID> = []
  /// Those of them whose rows begin anywhere in a line of memory.
  var shifted: Set<ValueID> = []
  /// The rows whose number is an argument of the function; nil where all sizes are known.
  var symbolicRows: CSymbolicRows?
  /// How many elements a vector has; nil where the program computes no vectors.
  var lanes: Int?
  /// What multiplies matrices.
  var blas = CMatrixLibrary.own
  /// How many products the library is called for, and how many the file computes itself.
  var cblasCalls = 0
  var ownProducts = 0
  /// Which C the statements are, and so which functions they call.
  var dialect = CDialect.freestanding
  /// Where the buffers of the Gemmini program around the block lie, by name.
  private let bufferAddresses: [StringID: Int64]
  /// Ops of which nothing is written, because what they compute is there already.
  var omitted: Set<OpID> = []
  /// The memory that the arena is, in C.
  private let arena: String

  /// An emitter whose statements start one level deep.
  init(bufferAddresses: [StringID: Int64] = [:]) {
    depth = 1
    self.bufferAddresses = bufferAddresses
    arena = "fusec_arena"
  }

  /// An emitter for the body of another C function, whose tensors live in memory that the function gets as `scratch`.
  init(ofFunctionIn outer: CEmitter) {
    depth = 1
    bufferAddresses = [:]
    arena = "scratch"
    counter = outer.counter
    lanes = outer.lanes
  }

  /// Takes over what a function's emitter found to stand outside of the function.
  mutating func take(outsideOf inner: CEmitter) {
    globals += inner.globals
    functions.formUnion(inner.functions)
    counter = inner.counter
  }

  /// The statements so far, which the emitter forgets; the arena and the constants remain.
  mutating func takeBody() -> String {
    defer { body = "" }
    return body
  }

  /// A number of rows, elements or bytes of tensors in C.
  func text(ofCount count: Int64) -> String { symbolicRows?.text(count) ?? "\(count)" }

  // MARK: Text

  /// Adds a line.
  mutating func line(_ text: String) {
    body += String(repeating: "  ", count: depth) + text + "\n"
  }

  /// Adds a line that opens a block of statements; a plain one is the line as it is.
  mutating func open(_ text: String, isPlain: Bool = false) {
    line(isPlain ? text : text + " {")
    depth += 1
  }

  /// Closes the innermost block of statements.
  mutating func close(_ suffix: String = "") {
    depth -= 1
    line("}" + suffix)
  }

  /// Closes the innermost block of statements and opens that of the other case.
  mutating func otherwise() {
    depth -= 1
    line("} else {")
    depth += 1
  }

  /// Opens one loop per extent; the variables are `prefix0`, `prefix1`, ...
  mutating func openLoops(_ prefix: String, _ extents: [Int64]) -> [String] {
    if dialect == .cuda, depth == 1 { return openThreads(prefix, extents) }
    var variables: [String] = []
    for (index, extent) in extents.enumerated() {
      let name = "\(prefix)\(index)"
      open("for (long long \(name) = 0; \(name) < \(extent); \(name)++)")
      variables.append(name)
    }
    return variables
  }

  /// Closes as many blocks.
  mutating func closeLoops(_ count: Int) {
    for _ in 0..<count { close() }
  }

  /// A new name.
  mutating func fresh(_ prefix: String) -> String {
    counter += 1
    return "\(prefix)\(counter)"
  }

  /// Adds a line at file level.
  mutating func global(_ text: String) { globals += text + "\n" }

  // MARK: Values

  /// The name of the value: of a pointer for tensors, of a variable or a literal for scalars.
  func name(_ value: ValueID) -> String { names[value] ?? "/* undefined */ 0" }

  /// True iff the value has a name.
  func isNamed(_ value: ValueID) -> Bool { names[value] != nil }

  /// Gives the value a name that is not the arena's: a buffer, a constant, a variable.
  mutating func bind(_ value: ValueID, to name: String) { names[value] = name }

  /// Makes the value another view of the elements of `source`.
  mutating func alias(_ value: ValueID, to source: ValueID, _ type: CType) {
    names[value] = "((\(type.storage) *)\(name(source)))"
    if names[source] != nil, !name(source).contains("(") { names[value] = name(source) }
    guard let allocation = allocationOf[source] else { return }
    allocationOf[value] = allocation
    allocations[allocation].live += 1
  }

  /// The C type of the value's elements.
  mutating func type(_ value: ValueID, _ op: OpID, _ module: borrowing Module) throws(CUnsupported)
    -> CType
  {
    guard let type = CType(value, in: module) else {
      throw CUnsupported(
        op: op, reason: "elements of \(module.text(of: module.type(of: value))) have no C type here"
      )
    }
    if let conversion = type.conversion { functions.insert(conversion) }
    return type
  }

  /// The static shape of a tensor value.
  func shape(_ value: ValueID, _ op: OpID, _ module: borrowing Module) throws(CUnsupported)
    -> [Int64]
  {
    guard let shape = module.shape(of: value) else {
      throw CUnsupported(
        op: op, reason: "\(module.text(of: module.type(of: value))) is no ranked tensor")
    }
    guard !shape.contains(Dimension.dynamic) else {
      let dimension = shape.firstIndex(of: Dimension.dynamic) ?? 0
      throw CUnsupported(
        op: op,
        reason: "dimension \(dimension) of \(module.text(of: module.type(of: value))) is dynamic"
          + (dimension == 0 && dialect == .freestanding
            ? "; -passes=inline,symbolic-rows,kernels makes it an argument" : ""))
    }
    return shape
  }

  /// The number of elements of a tensor value.
  func count(_ value: ValueID, _ op: OpID, _ module: borrowing Module) throws(CUnsupported) -> Int64
  {
    _ = try shape(value, op, module)
    guard let count = module.elementCount(of: module.type(of: value)) else {
      throw CUnsupported(op: op, reason: "the tensor is too large")
    }
    return count
  }

  /// The bytes that a tensor value takes in memory.
  func byteCount(_ value: ValueID, _ op: OpID, _ module: borrowing Module) throws(CUnsupported)
    -> Int
  {
    let count = try count(value, op, module)
    let (bytes, overflow) = count.multipliedReportingOverflow(
      by: Int64(CType(value, in: module)?.bytes ?? 1))
    guard !overflow, bytes < 1 << 40 else {
      throw CUnsupported(op: op, reason: "the tensor is too large")
    }
    return Int(bytes)
  }

  /// The row-major distance of successive indices of each dimension.
  static func strides(_ shape: [Int64]) -> [Int64] {
    var strides = [Int64](repeating: 1, count: shape.count)
    for index in shape.indices.dropLast().reversed() {
      // Only of empty tensors can the products be too large, and those have no elements to find.
      strides[index] = strides[index + 1] &* shape[index + 1]
    }
    return strides
  }

  /// The linear index of the element at `indices` of a tensor of the given shape.
  static func linear(_ indices: [String], _ shape: [Int64]) -> String {
    let strides = strides(shape)
    var terms: [String] = []
    for (index, stride) in zip(indices, strides) where index != "0" {
      terms.append(stride == 1 ? "(\(index))" : "(\(index)) * \(stride)")
    }
    return terms.isEmpty ? "0" : terms.joined(separator: " + ")
  }

  // MARK: The arena

  /// A place in the arena for the value, declared as a pointer.
  mutating func allocate(_ value: ValueID, _ op: OpID, _ module: borrowing Module)
    throws(CUnsupported) -> String
  {
    let type = try type(value, op, module)
    if dialect == .cuda, let place = given[value] {
      names[value] = place
      return place
    }
    let size = try byteCount(value, op, module)
    allocationOf[value] = allocations.count
    allocations.append((space.take(size), size, 1))
    let name = fresh("t")
    let offset = allocations[allocations.count - 1].offset
    line("\(type.storage) *\(name) = (\(type.storage) *)(\(arena) + \(offset));")
    names[value] = name
    return name
  }

  /// The name of the result: in place of `output` where that dies with the op and nothing else reads its elements, else a
  /// new place, filled with the elements of `output` where the op reads them.
  mutating func place(
    _ result: ValueID, over output: ValueID, of op: OpID, readsOutput: Bool,
    _ module: borrowing Module
  ) throws(CUnsupported) -> String {
    let isEmpty = names[output] == nil
    if let place = given[result] {
      names[result] = place
      let bytes = try byteCount(result, op, module)
      if readsOutput && !isEmpty {
        line("__builtin_memcpy(\(place), \(self.name(output)), \(bytes));")
      }
      return place
    }
    if !isEmpty, lastUses[output] == op, let allocation = allocationOf[output],
      allocations[allocation].live == 1, usesOnce(output, op, module)
    {
      allocationOf[result] = allocation
      allocations[allocation].live += 1
      names[result] = name(output)
      return name(output)
    }
    if !isEmpty, carried.contains(output), lastUses[output] == op, usesOnce(output, op, module) {
      names[result] = name(output)
      return name(output)
    }
    let name = try allocate(result, op, module)
    if readsOutput && !isEmpty {
      let bytes = try count(result, op, module) * Int64(try type(result, op, module).bytes)
      line("__builtin_memcpy(\(name), \(self.name(output)), \(bytes));")
    }
    return name
  }

  /// True iff the value is one operand of the op and of no op inside it.
  private func usesOnce(_ value: ValueID, _ op: OpID, _ module: borrowing Module) -> Bool {
    module.uses(of: value).filter { module.isInside($0.user, op) }.count == 1
  }

  /// Whether the statements are those of rows of a kernel, which run on a thread of their own.
  var isInRows: Bool { arena == "scratch" }

  /// Memory of the arena for an op itself, until it is given back.
  mutating func reserve(_ bytes: Int) -> (text: String, offset: Int, size: Int) {
    let offset = space.take(bytes)
    return ("\(arena) + \(offset)", offset, bytes)
  }

  /// Gives back memory that an op had for itself.
  mutating func giveBack(_ space: (text: String, offset: Int, size: Int)) {
    self.space.give(space.offset, space.size)
  }

  private mutating func release(_ value: ValueID) {
    guard let allocation = allocationOf.removeValue(forKey: value) else { return }
    allocations[allocation].live -= 1
    if allocations[allocation].live == 0 {
      space.give(allocations[allocation].offset, allocations[allocation].size)
    }
  }

  // MARK: Blocks

  /// Writes all ops of the block but its terminator; `keep` outlive it.
  mutating func emit(
    _ block: BlockID, keeping keep: Set<ValueID> = [], _ module: borrowing Module
  ) throws(CUnsupported) {
    let ops = module.ops(of: block)
    var order: [OpID: Int] = [:]
    for (index, op) in ops.enumerated() { order[op] = index }
    var dying = [[ValueID]](repeating: [], count: ops.count)
    for (index, op) in ops.enumerated() {
      for result in module.results(of: op) where !keep.contains(result) {
        var last = index
        for use in module.uses(of: result) {
          if let ancestor = module.ancestor(of: use.user, in: block) {
            last = max(last, order[ancestor] ?? last)
          }
        }
        dying[last].append(result)
        lastUses[result] = ops[last]
      }
    }
    for argument in module.arguments(of: block) where carried.contains(argument) {
      var last = 0
      for use in module.uses(of: argument) {
        guard let ancestor = module.ancestor(of: use.user, in: block) else { continue }
        last = max(last, order[ancestor] ?? last)
      }
      lastUses[argument] = ops[last]
    }
    for (index, op) in ops.enumerated() {
      if module.traits(of: op).contains(.terminator) { break }
      if !omitted.contains(op) { try emit(op, module) }
      for value in dying[index] { release(value) }
    }
  }

  mutating func emit(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let opcode = module.opcode(of: op)
    if let arith = ArithOp(opcode), arith == .constant { return try constant(op, module) }
    if StructuredOp(op, in: module) != nil {
      if lanes != nil {
        if isStartOfProducts(op, module) { return }
        if try matrixProduct(op, module) { return }
        // Zeros were left out for a product that is none where its tiles lie.
        for operand in module.operands(of: op) where !isNamed(operand) {
          guard let start = module.definingOp(of: operand), isStartOfProducts(start, module)
          else { continue }
          try structured(start, module)
        }
        if try sweep(op, module) { return }
      } else if blas != .own, try matrixProduct(op, module) {
        return
      }
      try makeDense(module.operands(of: op), op, module)
      return try structured(op, module)
    }
    if let kernel = KernelOp(opcode) { return try self.kernel(kernel, op, module) }
    if let tensor = TensorOp(opcode) { return try self.tensor(tensor, op, module) }
    if let stablehlo = StablehloOp(opcode) { return try self.stablehlo(stablehlo, op, module) }
    if let scf = ScfOp(opcode) { return try structuredControl(scf, op, module) }
    if let gemmini = GemminiOp(opcode) { return try self.gemmini(gemmini, op, module) }
    if opcode.is(ControlFlowOp.assert) { return }
    if opcode.is(FuseOp.group) { return try group(op, module) }
    if opcode.dialect == .arith || opcode.dialect == .math || opcode.dialect == .chlo {
      let isTensor =
        module.resultCount(of: op) > 0 && module.shape(of: module.result(of: op)) != nil
      return isTensor ? try elementwise(op, module) : try scalar(op, module)
    }
    throw CUnsupported(op: op, reason: "there is no C for it")
  }

  /// Names what a `gemmini.load` reads, and copies what a `gemmini.store` writes.
  private mutating func gemmini(
    _ kind: GemminiOp, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    guard kind == .load || kind == .store,
      let buffer = module.attribute("buffer", of: op).flatMap({ module.symbolValue($0) }),
      let address = bufferAddresses[buffer]
    else { throw CUnsupported(op: op, reason: "there is no C for it among ops of the core") }
    let value = kind == .load ? module.result(of: op) : module.operand(0, of: op)
    let type = try type(value, op, module)
    let place = "FUSEC_DRAM(0x\(String(address, radix: 16))ULL)"
    if kind == .load { return bind(value, to: "((\(type.storage) *)\(place))") }
    let bytes = try count(value, op, module) * Int64(type.bytes)
    line("__builtin_memcpy(\(place), \(name(value)), \(bytes));")
  }

  // MARK: Scalars

  /// Writes an op on scalars as the declaration of a variable.
  mutating func scalar(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    var operands: [String] = []
    for operand in module.operands(of: op) { operands.append(name(operand)) }
    let expression = try expression(op, operands, module)
    let result = module.result(of: op)
    let variable = fresh("s")
    line("\(try type(result, op, module).value) \(variable) = \(expression);")
    names[result] = variable
  }

  /// The expression of an op on numbers, with the given operands.
  mutating func expression(
    _ op: OpID, _ operands: [String], _ module: borrowing Module
  ) throws(CUnsupported) -> String {
    for value in module.operands(of: op) + module.results(of: op) {
      _ = try type(value, op, module)
    }
    guard var expression = CScalarExpression(op, operands, in: module) else {
      throw CUnsupported(op: op, reason: "there is no C for it")
    }
    expression.dialect = dialect
    guard let text = expression.text(in: module) else {
      throw CUnsupported(op: op, reason: "there is no C for it")
    }
    functions.formUnion(expression.functions)
    let type = try type(module.result(of: op), op, module)
    return roundsOps && !unroundedSums.contains(op) ? type.rounded(text) : text
  }

  /// Writes the ops of a body on single elements (scalars, or tensors of rank 0 seen as scalars), whose arguments have the
  /// given names, and returns the names of what its terminator yields.
  mutating func elementBody(
    _ block: BlockID, _ arguments: [String], indices: [String] = [], _ module: borrowing Module
  ) throws(CUnsupported) -> [String] {
    for (argument, name) in zip(module.arguments(of: block), arguments) { names[argument] = name }
    for op in module.ops(of: block) {
      let opcode = module.opcode(of: op)
      if module.traits(of: op).contains(.terminator) {
        var yielded: [String] = []
        for operand in module.operands(of: op) { yielded.append(name(operand)) }
        return yielded
      }
      if opcode.is(ArithOp.constant) || opcode.is(StablehloOp.constant) {
        try scalarConstant(op, module)
      } else if opcode.is(LinalgOp.index) {
        let dimension = Int(module.integer("dim", of: op) ?? 0)
        guard indices.indices.contains(dimension) else {
          throw CUnsupported(op: op, reason: "no such loop")
        }
        names[module.result(of: op)] = indices[dimension]
      } else if opcode.is(TensorOp.extract) {
        try extract(op, module)
      } else if opcode.is(StablehloOp.broadcastInDim) || opcode.is(StablehloOp.reshape) {
        names[module.result(of: op)] = name(module.operand(0, of: op))
      } else {
        try scalar(op, module)
      }
    }
    return []
  }
}

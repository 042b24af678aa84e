import FuseIR

/// Writes functions as CUDA C++: kernels, and for each function a host function that launches them in order.
///
/// Tensors between kernels live in a workspace that the caller gives, at offsets that are known before: each takes the first
/// gap that is large enough and gives it back after its last reader.
struct CUDAProgram {
  /// How many multiprocessors the machine has.
  let multiprocessors: Int
  /// The kernels.
  var kernels = ""
  /// Constants, and the names and library functions that kernels use.
  var outer = CEmitter()
  /// The host functions.
  private(set) var hosts = ""

  /// The statements of the host function at hand.
  private var host = ""
  private(set) var places: [ValueID: CUDAPlace] = [:]
  /// Scalars that the host function knows, as literals.
  private(set) var numbers: [ValueID: String] = [:]
  /// What every tensor's place in the arena is a multiple of, in bytes.
  private static let alignment = 256
  private var arena = StaticArena(alignment: Self.alignment)
  private var allocations: [ValueID: (offset: Int, size: Int)] = [:]
  /// The places of results that are the function's.
  private var given: [ValueID: String] = [:]
  /// The names of kernels.
  private var symbols: Set<String> = []
  /// What stands for ops outside of kernels, in words.
  private(set) var notes: [String] = []

  init(multiprocessors: Int) {
    self.multiprocessors = multiprocessors
    outer.dialect = .cuda
  }

  /// The name of the function that gives the bytes of the workspace of a host function.
  static func workspaceName(_ function: String) -> String { "\(function)_workspace_bytes" }

  /// Adds a function.
  mutating func add(_ function: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let body = module.body(of: function), let end = module.lastOp(of: body) else { return }
    guard module.integer("fuse.symbolic_rows", of: function) == nil else {
      throw CUnsupported(
        op: function, reason: "its number of rows is an argument, which only 'c' can express")
    }
    host = ""
    places = [:]
    numbers = [:]
    arena = StaticArena(alignment: Self.alignment)
    allocations = [:]
    given = [:]
    var parameters: [String] = []
    for (index, argument) in module.arguments(of: body).enumerated() {
      let type = try outer.type(argument, function, module)
      _ = try outer.shape(argument, function, module)
      parameters.append("const \(type.storage) *in\(index)")
      places[argument] = .pointer("in\(index)")
    }
    let results = module.operands(of: end)
    for (index, result) in results.enumerated() {
      let type = try outer.type(result, function, module)
      _ = try outer.shape(result, function, module)
      parameters.append("\(type.storage) *out\(index)")
      let root = Self.root(result, module)
      if let op = module.definingOp(of: root), given[root] == nil,
        !module.opcode(of: op).is(ArithOp.constant), !module.opcode(of: op).is(StablehloOp.constant)
      {
        given[root] = "out\(index)"
      }
    }
    try emit(body, keeping: Set(results.map { Self.root($0, module) }), module)
    for (index, result) in results.enumerated() {
      try copy(result, to: "out\(index)", end, module)
    }
    let name = CFunctionBackend.functionName(module.string("sym_name", of: function) ?? "")
    parameters += ["void *workspace", "cudaStream_t stream"]
    hosts += """

      /* The bytes of device memory that \(name) needs besides its arguments and results. */
      extern "C" size_t \(Self.workspaceName(name))(void) { return \(arena.bytes); }

      /* All pointers are to memory of the device and multiples of 16; results overlap nothing. */
      extern "C" cudaError_t \(name)(\(parameters.joined(separator: ", "))) {
        unsigned char *const arena = (unsigned char *)workspace;
        (void)arena;
        (void)stream;
      \(host)  return cudaGetLastError();
      }

      """
  }

  /// The file.
  func text() -> String {
    let remarks =
      notes.isEmpty
      ? ""
      : "/* Outside of kernels, simple and not tuned: \(notes.joined(separator: ", ")). */\n"
    return "/* Written by fusec: CUDA C++ for nvcc, or without the host functions for NVRTC. */\n"
      + remarks + CUDAPrelude.text + CUDAPrelude.text(of: outer.functions) + outer.globals + "\n"
      + kernels + "\n#if !defined(__CUDACC_RTC__)" + hosts + "#endif\n"
  }

  // MARK: Blocks

  /// The value whose elements a view's are.
  static func root(_ value: ValueID, _ module: borrowing Module) -> ValueID {
    var value = value
    while let op = module.definingOp(of: value), isView(op, module), module.operandCount(of: op) > 0
    {
      let index = module.results(of: op).firstIndex(of: value) ?? 0
      value = module.operand(
        module.opcode(of: op).is(StablehloOp.optimizationBarrier) ? index : 0, of: op)
    }
    return value
  }

  /// Whether an op only names the elements of its operand in another way.
  static func isView(_ op: OpID, _ module: borrowing Module) -> Bool {
    let opcode = module.opcode(of: op)
    switch TensorOp(opcode) {
    case .cast, .collapseShape, .expandShape, .reshape: return true
    case nil: break
    default: return false
    }
    return opcode.is(StablehloOp.reshape) || opcode.is(StablehloOp.optimizationBarrier)
  }

  private mutating func emit(
    _ block: BlockID, keeping keep: Set<ValueID>, _ module: borrowing Module
  ) throws(CUnsupported) {
    let ops = module.ops(of: block)
    var order: [OpID: Int] = [:]
    for (index, op) in ops.enumerated() { order[op] = index }
    // The last op that reads each value, through views too.
    var last: [ValueID: Int] = [:]
    for (index, op) in ops.enumerated() {
      for result in module.results(of: op) {
        let root = Self.root(result, module)
        last[root] = max(last[root] ?? index, index)
        for use in module.uses(of: result) {
          guard let user = module.ancestor(of: use.user, in: block) else { continue }
          last[root] = max(last[root] ?? index, order[user] ?? index)
        }
      }
    }
    var dying = [[ValueID]](repeating: [], count: ops.count)
    for op in ops {
      for result in module.results(of: op) where !keep.contains(result) {
        if let index = last[result] { dying[index].append(result) }
      }
    }
    for (index, op) in ops.enumerated() {
      if module.traits(of: op).contains(.terminator) { break }
      try emit(op, module)
      for value in dying[index] { release(value) }
    }
  }

  private mutating func emit(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let opcode = module.opcode(of: op)
    if opcode.is(TensorOp.empty) { return }
    if opcode.is(ArithOp.constant) || opcode.is(StablehloOp.constant) {
      return try constant(op, module)
    }
    if Self.isView(op, module) {
      for result in module.results(of: op) { places[result] = places[Self.root(result, module)] }
      return
    }
    if opcode.is(KernelOp.launch) { return try launch(op, module) }
    if opcode.is(FuseOp.group) { return try group(op, module) }
    if StructuredOp(op, in: module) != nil { return try structured(op, module) }
    if Self.isControl(op, module) { return try serial(op, module) }
    try elements(op, module)
  }

  /// Names a constant: a literal, or an array of the device.
  mutating func constant(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let result = module.result(of: op)
    let type = try outer.type(result, op, module)
    guard let attribute = module.attribute("value", of: op),
      let tensor = Tensor(attribute, in: module)
    else { throw CUnsupported(op: op, reason: "its value has no elements here") }
    let literal = CUDAConstant.uniform(tensor, attribute, type, &outer, in: module)
    guard module.shape(of: result) != nil else {
      numbers[result] = literal
      return
    }
    if let literal {
      places[result] = .uniform(literal)
      return
    }
    let name = outer.fresh("constant_")
    outer.global(CUDAConstant.array(tensor, named: name, type, &outer))
    places[result] = .symbol(name)
  }

  /// Writes the ops of a group that is no kernel one after the other.
  private mutating func group(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let body = module.body(of: op), let end = module.lastOp(of: body) else { return }
    for (argument, operand) in zip(module.arguments(of: body), module.operands(of: op)) {
      places[argument] = places[operand]
    }
    let yielded = module.operands(of: end)
    for (index, value) in yielded.enumerated() {
      let root = Self.root(value, module)
      let result = module.result(index, of: op)
      if let maker = module.definingOp(of: root), module.parentBlock(of: maker) == body,
        let place = given[result]
      {
        given[root] = given[root] ?? place
      }
    }
    try emit(body, keeping: Set(yielded.map { Self.root($0, module) }), module)
    for (index, value) in yielded.enumerated() {
      let result = module.result(index, of: op)
      let root = Self.root(value, module)
      places[result] = places[root]
      if let allocation = allocations.removeValue(forKey: root) { allocations[result] = allocation }
    }
  }

  // MARK: Memory and launches

  /// The place of a result of an op: the function's, or one in the arena.
  mutating func place(
    _ value: ValueID, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) -> String {
    if case .pointer(let pointer)? = places[value] { return pointer }
    if let pointer = given[value] {
      places[value] = .pointer(pointer)
      return pointer
    }
    let size = try outer.byteCount(value, op, module)
    let offset = arena.take(size)
    allocations[value] = (offset, size)
    places[value] = .pointer("(arena + \(offset))")
    return "(arena + \(offset))"
  }

  private mutating func release(_ value: ValueID) {
    guard let allocation = allocations.removeValue(forKey: value) else { return }
    arena.give(allocation.offset, allocation.size)
  }

  /// Memory for as long as `body` writes statements.
  mutating func temporary(_ bytes: Int) -> (pointer: String, offset: Int) {
    let offset = arena.take(bytes)
    return ("(arena + \(offset))", offset)
  }

  /// Gives temporary memory back.
  mutating func giveBack(_ offset: Int, _ bytes: Int) { arena.give(offset, bytes) }

  /// A name for a kernel that no other has.
  mutating func symbol(_ base: String) -> String {
    var name = CIdentifier.text(base)
    var count = 1
    while !symbols.insert(name).inserted {
      name = "\(CIdentifier.text(base))_\(count)"
      count += 1
    }
    return name
  }

  /// Names a place of a value.
  mutating func bind(_ value: ValueID, to place: CUDAPlace?) { places[value] = place }

  /// Gives a value inside of an op the place of the op's result.
  mutating func give(_ value: ValueID, _ pointer: String) { given[value] = pointer }

  /// Notes an op outside of kernels.
  mutating func note(_ name: String) { if !notes.contains(name) { notes.append(name) } }

  /// Adds a statement to the host function.
  mutating func line(_ text: String) { host += "  \(text)\n" }

  /// Adds the launch of a kernel.
  mutating func launch(
    _ kernel: String, blocks: Int, threads: Int, _ arguments: [String], _ op: OpID
  ) throws(CUnsupported) {
    guard blocks < 1 << 31 else { throw CUnsupported(op: op, reason: "it needs too many blocks") }
    line(
      "FUSEC_LAUNCH(\(([kernel, "\(blocks)", "\(threads)"] + arguments).joined(separator: ", ")));")
  }

  /// Copies a value's elements to a pointer, where they do not lie there.
  mutating func copy(
    _ value: ValueID, to pointer: String, _ op: OpID, _ module: borrowing Module
  ) throws(CUnsupported) {
    let type = try outer.type(value, op, module)
    let count = try outer.count(value, op, module)
    let bytes = try outer.byteCount(value, op, module)
    if count == 0 { return }
    switch places[value] {
    case .pointer(pointer)?: return
    case .pointer(let source)?:
      line(
        "cudaMemcpyAsync(\(pointer), \(source), \(bytes), cudaMemcpyDeviceToDevice, stream);"
      )
    case .symbol(let symbol)?:
      let name = outer.fresh("fusec_copy_")
      kernels += CUDAPrelude.copy(name, type, count, symbol)
      try launch(
        name, blocks: Int((count + 255) / 256), threads: 256, ["(\(type.storage) *)\(pointer)"], op)
    case .uniform(let literal)?:
      let name = outer.fresh("fusec_fill_")
      kernels += CUDAPrelude.fill(name, type, count, literal)
      try launch(
        name, blocks: Int((count + 255) / 256), threads: 256, ["(\(type.storage) *)\(pointer)"], op)
    case nil: return  // Elements that nobody wrote.
    }
  }
}

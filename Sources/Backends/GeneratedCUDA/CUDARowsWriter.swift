import FuseIR

/// Writes a part of a kernel as CUDA C++: what the threads of a block do for the rows that are its.
struct CUDARowsWriter {
  /// Static shared memory that a block has without asking for more.
  static let sharedLimit = 48 << 10

  let part: CUDARows
  let shape: CUDAShape
  let sweeps: [OpID: CUDASweep]
  /// The statements.
  var emitter: CEmitter
  private(set) var out = CUDAPart()
  /// Where tiles are.
  var tiles: [ValueID: CUDATile] = [:]
  /// The indices of the row, in C.
  private(set) var rowNames: [String] = []
  /// Operands' tiles that the next sweep that reads them puts into registers.
  private var pending: [ValueID: String] = [:]
  /// Per result over rows, where its sums are.
  private var sums: [Int: Sum] = [:]
  private var scratchName = ""
  private var usesScratch = false
  private let usesPlanSlots: Bool
  private var scratchEnd: Int

  /// Whether indices need 64 bits.
  let usesLongIndices: Bool

  /// Where the sums of a result over rows are.
  enum Sum {
    /// In each thread, by iteration; or one number, in all threads.
    case registers(String, isNumber: Bool)
    /// In the group's part of the partial results.
    case memory(String)
  }

  init(
    _ part: CUDARows, _ shape: CUDAShape, _ sweeps: [CUDASweep], _ emitter: CEmitter,
    usesLongIndices: Bool
  ) {
    self.usesLongIndices = usesLongIndices
    self.part = part
    self.shape = shape
    var byOp: [OpID: CUDASweep] = [:]
    for sweep in sweeps { byOp[sweep.op] = sweep }
    self.sweeps = byOp
    self.emitter = emitter
    // The plan's slots are for all tiles; where some are in registers, the others lie closer together.
    usesPlanSlots = shape.kept.isDisjoint(with: sweeps.flatMap { $0.results })
    scratchEnd = usesPlanSlots ? (part.scratchBytes + 63) / 64 * 64 : 0
  }

  // MARK: The part

  /// Writes the part; `places` are those of operands and results.
  mutating func write(
    _ places: [ValueID: CUDAPlace], _ module: borrowing Module
  ) throws(CUnsupported) -> CUDAPart {
    let operands = try bindOperands(places, module)
    var results: [String] = []
    for result in part.results {
      let name = emitter.fresh("out")
      let type = try emitter.type(result.result, part.op, module)
      if result.combine == .none {
        guard case .pointer(let pointer)? = places[result.result] else {
          throw CUnsupported(op: part.op, reason: "its result has no place")
        }
        out.parameters.append("\(type.storage) *__restrict__ \(name)")
        out.arguments.append(pointer)
      }
      results.append(name)
    }
    _ = emitter.takeBody()
    try declareSums(results, module)
    let before = emitter.takeBody()
    openRows()
    try bindTiles(operands, module)
    for op in part.ops { try write(op, results, module) }
    try copyYielded(results, module)
    try closeRows(module)
    let rowsText = emitter.takeBody()
    out.body = header() + before + rowsText
    out.summary = summary
    return out
  }

  var isGroup: Bool { shape.group > 1 }

  private var summary: String {
    let rows = part.rowCount
    let scheme =
      shape.scheme == .lanes && shape.group < 32 && shape.group > 1
      ? "\(32 / shape.group) rows per warp"
      : shape.scheme == .lanes && shape.group == 1 ? "thread per row" : shape.scheme.rawValue
    var text =
      "\(rows) row\(rows == 1 ? "" : "s") of \(shape.elements), \(scheme), \(shape.threads) threads"
    if shape.vector > 1 { text += ", vectors of \(shape.vector)" }
    if shape.rowsPerGroup > 1 { text += ", \(shape.rowsPerGroup) rows one after the other" }
    if !shape.kept.isEmpty {
      text += ", \(shape.kept.count) tile\(shape.kept.count == 1 ? "" : "s") in registers"
    }
    if usesScratch { text += ", \(scratchBytes) bytes of scratch for each row" }
    return text
  }

  private var scratchBytes: Int { (scratchEnd + 63) / 64 * 64 }

  /// What stands before the rows: who the thread is, and where its scratch memory lies.
  private mutating func header() -> String {
    var text = ""
    let groupsPerBlock = shape.threads / shape.group
    switch shape.scheme {
    case .elements: break
    case .thread, .lanes:
      text += "  const int t = threadIdx.x % \(shape.group);\n"
      text +=
        "  const int group = block * \(groupsPerBlock) + threadIdx.x / \(shape.group);\n"
    case .block:
      text += "  const int t = threadIdx.x;\n  const int group = block;\n"
    }
    if usesScratch {
      let bytes = scratchBytes * groupsPerBlock
      if bytes <= Self.sharedLimit, shape.scheme != .elements {
        out.sharedBytes += bytes
        text += "  __shared__ __align__(16) unsigned char \(scratchName)_all[\(bytes)];\n"
        text +=
          "  unsigned char *const \(scratchName) = \(scratchName)_all + threadIdx.x / \(shape.group) * \(scratchBytes);\n"
      } else {
        let groups = shape.blocks * groupsPerBlock
        out.parameters.append("unsigned char *\(scratchName)_all")
        out.temporaries.append(
          CUDAPart.Temporary(
            parameter: "\(scratchName)_all", type: "unsigned char", bytes: scratchBytes * groups))
        text +=
          "  unsigned char *const \(scratchName) = \(scratchName)_all + (long long)(block * \(groupsPerBlock) + threadIdx.x / \(shape.group)) * \(scratchBytes);\n"
      }
    }
    return text
  }

  private mutating func bindOperands(
    _ places: [ValueID: CUDAPlace], _ module: borrowing Module
  ) throws(CUnsupported) -> [CUDAPlace] {
    var names: [ValueID: String] = [:]
    var operands: [CUDAPlace] = []
    for tile in part.tiles {
      // What has no place has elements that nobody wrote.
      let place = places[tile.operand] ?? .uniform("0")
      guard case .pointer(let pointer) = place, module.hasUses(tile.value) else {
        operands.append(place)
        continue
      }
      if names[tile.operand] == nil {
        let name = emitter.fresh("in")
        let type = try emitter.type(tile.operand, part.op, module)
        out.parameters.append("const \(type.storage) *__restrict__ \(name)")
        out.arguments.append(pointer)
        names[tile.operand] = name
      }
      operands.append(.pointer(names[tile.operand] ?? ""))
    }
    for (value, operand) in part.captures {
      let type = try emitter.type(operand, part.op, module)
      switch places[operand] {
      case .pointer(let pointer)?:
        if names[operand] == nil {
          let name = emitter.fresh("in")
          out.parameters.append("const \(type.storage) *__restrict__ \(name)")
          out.arguments.append(pointer)
          names[operand] = name
        }
        emitter.bind(value, to: names[operand] ?? "")
      case .symbol(let symbol)?: emitter.bind(value, to: symbol)
      case .uniform?, nil:
        throw CUnsupported(op: part.op, reason: "it asks for elements that nobody wrote")
      }
    }
    return operands
  }

  // MARK: Rows

  private mutating func openRows() {
    let rows = part.rowCount
    switch shape.scheme {
    case .elements:
      emitter.line("const \(index) e = (\(index))block * \(shape.threads) + (\(index))threadIdx.x;")
      emitter.line("if (e >= \(rows * shape.vectors)) return;")
      if shape.vectors == 1 {
        emitter.line("const \(index) row = e;")
        emitter.line("const int t = 0;")
      } else {
        emitter.line("const \(index) row = e / \(shape.vectors);")
        emitter.line("const int t = (int)(e % \(shape.vectors));")
      }
      emitter.open("{", isPlain: true)
    case .block where shape.rowsPerGroup == 1:
      emitter.line("const \(index) row = group;")
      emitter.open(rows == 0 ? "if (false)" : "{", isPlain: rows != 0)
    default:
      let first =
        shape.rowsPerGroup == 1 ? "group" : "(\(index))group * \(shape.rowsPerGroup) + n"
      if shape.rowsPerGroup > 1 {
        emitter.open("for (int n = 0; n < \(shape.rowsPerGroup); n++)")
      } else {
        emitter.open(rows == 0 ? "if (false)" : "{", isPlain: rows != 0)
      }
      if shape.isRagged {
        emitter.line("const bool valid = \(first) < \(rows);")
        // All threads of a warp take part in its exchanges, so those without a row repeat the last one.
        emitter.line("const \(index) row = valid ? \(first) : \(rows - 1);")
      } else {
        emitter.line("const \(index) row = \(first);")
      }
    }
    var behind = rows
    rowNames = []
    for (dimension, extent) in part.rows.enumerated() {
      behind = extent == 0 ? 1 : behind / extent
      var text = behind == 1 ? "row" : "row / \(behind)"
      if dimension > 0 { text = extent == 1 ? "0" : "\(text) % \(extent)" }
      if extent == 1 { text = "0" }
      emitter.line("const \(index) r\(dimension) = \(text);")
      rowNames.append("r\(dimension)")
    }
    for (value, name) in zip(part.rowIndices, rowNames) { emitter.bind(value, to: name) }
  }

  /// Whether statements for a row stand under a condition.
  var hasCondition: Bool {
    shape.isRagged && shape.scheme != .elements
      && !(shape.scheme == .block && shape.rowsPerGroup == 1)
  }

  private mutating func closeRows(_ module: borrowing Module) throws(CUnsupported) {
    if shape.rowsPerGroup > 1 { synchronize(always: true) }
    emitter.close()
    for (index, result) in part.results.enumerated() where result.combine != .none {
      guard case .registers(let name, let isNumber)? = sums[index] else { continue }
      let partial = try partialPlace(index, module)
      if isNumber {
        emitter.line("if (t == 0\(groupCondition)) \(partial)[0] = \(name)[0];")
        continue
      }
      let tile = try memory(of: result, named: partial, module)
      let sweep = try CUDASweep(copying: result.value, part.op, in: module)
      let access = CUDAAccess(tile, .identity(sweep.bounds.count), rowRank: part.rows.count)
      openShared(sweep, vector: shape.vector)
      openVector(sweep, shape.vector)
      let zeros = part.rows.map { _ in "0" }
      let place = access.text(zeros, loopNames(sweep), sweep, shared: "p")
      emitter.line(
        "\(groupCondition.isEmpty ? "" : "if (true\(groupCondition)) ")\(partial)[\(place)] = \(name)[\(slot)];"
      )
      closeVector()
      closeShared()
    }
  }

  /// The condition that the group has a part of the partial results, after another.
  private var groupCondition: String {
    let groupsPerBlock = shape.threads / shape.group
    return shape.blocks * groupsPerBlock == shape.groups ? "" : " && group < \(shape.groups)"
  }

  // MARK: Sums over rows

  private mutating func declareSums(
    _ results: [String], _ module: borrowing Module
  ) throws(CUnsupported) {
    for (index, result) in part.results.enumerated() where result.combine != .none {
      let type = try emitter.type(result.result, part.op, module)
      let count = Int(try emitter.count(result.result, part.op, module))
      let identity = try emitter.identity(of: result.combine, type, part.op)
      let name = results[index]
      out.parameters.append("\(type.value) *\(name)")
      let valueBytes = type.conversion == nil ? type.bytes : 4
      out.combinations.append(
        CUDAPart.Combination(
          temporary: out.temporaries.count, result: index, combine: result.combine, type: type,
          count: count, groups: shape.groups))
      out.temporaries.append(
        CUDAPart.Temporary(
          parameter: name, type: type.value, bytes: max(1, count) * valueBytes * shape.groups))
      let sum = emitter.fresh("sum")
      if shape.keptSums.contains(index) {
        let isNumber = count == 1
        let words = isNumber ? 1 : shape.steps * shape.vector
        emitter.line("\(type.value) \(sum)[\(words)];")
        emitter.line("#pragma unroll")
        emitter.line("for (int i = 0; i < \(words); i++) \(sum)[i] = \(identity);")
        sums[index] = .registers(sum, isNumber: isNumber)
      } else {
        let partial = try partialPlace(index, module)
        emitter.open("if (true\(groupCondition))")
        emitter.line(
          "for (int i = t; i < \(count); i += \(shape.group)) \(partial)[i] = \(identity);")
        emitter.close()
        sums[index] = .memory(partial)
        synchronize(always: true)
      }
    }
  }

  /// The group's part of the partial results.
  private func partialPlace(_ result: Int, _ module: borrowing Module) throws(CUnsupported)
    -> String
  {
    guard let combination = out.combinations.first(where: { $0.result == result }) else {
      return ""
    }
    let name = out.temporaries[combination.temporary].parameter
    return "(\(name) + (long long)group * \(combination.count))"
  }

  private func memory(
    of result: CUDARows.Result, named name: String, _ module: borrowing Module
  ) throws(CUnsupported) -> CUDAMemory {
    guard let type = CType(result.result, in: module) else {
      throw CUnsupported(op: part.op, reason: "a result has no C type")
    }
    return CUDAMemory(
      name: name, type: type, shape: try emitter.shape(result.result, part.op, module),
      map: result.map)
  }

  /// Where the sums of a result are, nil where it is no sum over rows.
  func sum(of result: Int) -> Sum? { sums[result] }

  /// Counts shared memory.
  mutating func addShared(_ bytes: Int) { out.sharedBytes += bytes }

  // MARK: Tiles

  /// The array that the next sweep that reads an operand's tile puts it into.
  func pendingArray(_ tile: ValueID) -> String? { pending[tile] }

  /// The same, and it is no longer the next sweep.
  mutating func takePending(_ tile: ValueID) -> String? { pending.removeValue(forKey: tile) }

  private mutating func bindTiles(
    _ operands: [CUDAPlace], _ module: borrowing Module
  ) throws(CUnsupported) {
    for (tile, place) in zip(part.tiles, operands) where module.hasUses(tile.value) {
      let type = try emitter.type(tile.value, part.op, module)
      let name: String
      switch place {
      case .uniform(let literal):
        tiles[tile.value] = .number(literal)
        continue
      case .pointer(let pointer): name = pointer
      case .symbol(let symbol): name = symbol
      }
      let memory = CUDAMemory(
        name: name, type: type, shape: try emitter.shape(tile.operand, part.op, module),
        map: tile.map)
      if try emitter.count(tile.value, part.op, module) == 1 {
        let sweep = try CUDASweep(copying: tile.value, part.op, in: module)
        let access = CUDAAccess(memory, .identity(sweep.bounds.count), rowRank: part.rows.count)
        let number = emitter.fresh("x")
        let place = access.text(rowNames, sweep.bounds.map { _ in "0" }, sweep, shared: "0")
        emitter.line("const \(type.value) \(number) = \(type.load("\(name)[\(place)]"));")
        tiles[tile.value] = .number(number)
        continue
      }
      tiles[tile.value] = .memory(memory)
      if shape.kept.contains(tile.value) {
        let array = emitter.fresh("row")
        emitter.line("\(type.value) \(array)[\(shape.steps * shape.vector)];")
        pending[tile.value] = array
      }
    }
  }

  /// A place for what a sweep computes for later ones.
  mutating func place(
    _ value: ValueID, _ stage: OpID, _ index: Int, _ module: borrowing Module
  ) throws(CUnsupported) -> CUDATile {
    let type = try emitter.type(value, stage, module)
    if shape.kept.contains(value) {
      let array = emitter.fresh("row")
      emitter.line("\(type.value) \(array)[\(shape.steps * shape.vector)];")
      return .registers(array)
    }
    let bytes = try emitter.byteCount(value, stage, module)
    let offset: Int
    if usesPlanSlots, let places = KernelPlace.places(of: stage, in: module),
      places.indices.contains(index),
      places[index].scheme == .block, places[index].bytes >= bytes
    {
      offset = places[index].offset
    } else {
      offset = scratchEnd
      scratchEnd += (bytes + 63) / 64 * 64
    }
    if scratchName.isEmpty { scratchName = emitter.fresh("scratch") }
    usesScratch = true
    let name = emitter.fresh("slot")
    emitter.line(
      "\(type.storage) *const \(name) = (\(type.storage) *)(\(scratchName) + \(offset));")
    let tileShape = try emitter.shape(value, stage, module)
    return .memory(
      CUDAMemory(
        name: name, type: type, shape: tileShape,
        map: .projecting(
          part.rows.count + tileShape.count,
          to: Array(part.rows.count..<part.rows.count + tileShape.count))))
  }

  /// Makes what threads of a row wrote visible to the others.
  mutating func synchronize(always: Bool) {
    guard isGroup, always || usesScratch else { return }
    emitter.line(shape.scheme == .block ? "__syncthreads();" : "__syncwarp();")
  }

  // MARK: Ops

  private mutating func write(
    _ op: OpID, _ results: [String], _ module: borrowing Module
  ) throws(CUnsupported) {
    let opcode = module.opcode(of: op)
    if opcode.is(KernelOp.barrier) { return synchronize(always: false) }
    if opcode.is(TensorOp.empty) { return }
    if let sweep = sweeps[op] { return try write(sweep, results, module) }
    if opcode.is(ArithOp.constant) {
      let result = module.result(of: op)
      guard module.shape(of: result) != nil else { return try emitter.scalarConstant(op, module) }
      guard let attribute = module.attribute("value", of: op),
        let tensor = Tensor(attribute, in: module)
      else { throw CUnsupported(op: op, reason: "its value has no elements here") }
      let type = try emitter.type(result, op, module)
      if let literal = CUDAConstant.uniform(tensor, attribute, type, &emitter, in: module) {
        tiles[result] = .number(literal)
        return
      }
      let name = emitter.fresh("constant_")
      emitter.global(CUDAConstant.array(tensor, named: name, type, &emitter))
      let tileShape = try emitter.shape(result, op, module)
      tiles[result] = .memory(
        CUDAMemory(
          name: name, type: type, shape: tileShape,
          map: .projecting(
            part.rows.count + tileShape.count,
            to: Array(part.rows.count..<part.rows.count + tileShape.count))))
      return
    }
    let isScalar =
      module.resultCount(of: op) == 1 && module.shape(of: module.result(of: op)) == nil
    if isScalar, opcode.dialect == .arith || opcode.dialect == .math {
      return try emitter.scalar(op, module)
    }
    throw CUnsupported(op: op, reason: "there is no CUDA for it inside of a kernel")
  }

  /// Writes results that are no sweep's, but tiles as they came in or constants.
  private mutating func copyYielded(
    _ results: [String], _ module: borrowing Module
  ) throws(CUnsupported) {
    for (index, result) in part.results.enumerated() {
      if let stage = module.definingOp(of: result.value), sweeps[stage] != nil { continue }
      let sweep = try CUDASweep(copying: result.value, part.op, in: module)
      let type = try emitter.type(result.value, part.op, module)
      openShared(sweep, vector: 1)
      openVector(sweep, 1)
      let text = try element(
        result.value, .identity(sweep.bounds.count), sweep, vector: 1, type, module)
      try store(text, to: index, results, .identity(sweep.bounds.count), sweep, vector: 1, module)
      closeVector()
      closeShared()
    }
  }
}

import FuseIR

/// What one part of a kernel computes: tiles of results from tiles of operands, row by row.
struct CUDARows {
  /// A tile of an operand: the map is from the row's indices and the tile's to those of the operand.
  struct Tile {
    let value: ValueID
    let operand: ValueID
    let map: AffineMap
  }

  /// A tile that becomes part of a result.
  struct Result {
    let value: ValueID
    let result: ValueID
    let map: AffineMap
    let combine: KernelCombination
  }

  let op: OpID
  let rows: [Int]
  let rowIndices: [ValueID]
  let tiles: [Tile]
  let results: [Result]
  /// Tensors from outside whose elements bodies ask for by index: what they are called there, and what they are.
  let captures: [(value: ValueID, operand: ValueID)]
  /// What stands in the region, without its end.
  let ops: [OpID]
  /// The bytes of scratch memory that slots lie in.
  let scratchBytes: Int

  var rowCount: Int { rows.reduce(1, *) }

  /// Whether bodies ask for elements of a tile by index.
  private static func isAskedFor(_ tile: ValueID, in module: borrowing Module) -> Bool {
    module.uses(of: tile).contains { module.opcode(of: $0.user).is(TensorOp.extract) }
  }

  /// The part that a `kernel.rows` is.
  init(kernelRows op: OpID, scratchBytes: Int, in module: borrowing Module) throws(CUnsupported) {
    guard let kernel = KernelRows(op, in: module), let body = module.body(of: op),
      let end = module.lastOp(of: body)
    else { throw CUnsupported(op: op, reason: "it is malformed") }
    let arguments = module.arguments(of: body)
    let yielded = module.operands(of: end)
    self.op = op
    self.scratchBytes = scratchBytes
    rows = kernel.rows
    rowIndices = Array(arguments.prefix(kernel.rows.count))
    let all = kernel.reads.indices.map { index in
      Tile(
        value: arguments[kernel.rows.count + index], operand: module.operand(index, of: op),
        map: kernel.reads[index])
    }
    let (rank, isAskedFor) = (kernel.rows.count, all.map { Self.isAskedFor($0.value, in: module) })
    for (tile, isAskedFor) in zip(all, isAskedFor) where isAskedFor {
      let count = module.shape(of: tile.operand)?.count ?? 0
      guard module.type(of: tile.value) == module.type(of: tile.operand),
        tile.map.results == (0..<count).map({ .dimension(rank + $0) })
      else {
        throw CUnsupported(op: op, reason: "it asks by index for elements of a part of a tensor")
      }
    }
    captures = zip(all, isAskedFor).filter(\.1).map { ($0.0.value, $0.0.operand) }
    tiles = zip(all, isAskedFor).filter { !$0.1 }.map(\.0)
    results = kernel.writes.indices.map { index in
      Result(
        value: yielded[index], result: module.result(index, of: op), map: kernel.writes[index],
        combine: kernel.combine[index])
    }
    ops = module.ops(of: body).dropLast()
  }

  /// A structured op that stands outside of kernels, as a part of one row.
  init(structured op: OpID, in module: borrowing Module) {
    self.op = op
    scratchBytes = 0
    captures = CUDAProgram.captures(of: op, module).filter { value in
      module.shape(of: value) != nil
        && module.uses(of: value).contains { $0.user != op && module.isInside($0.user, op) }
    }.map { ($0, $0) }
    rows = []
    rowIndices = []
    var tiles: [Tile] = []
    for operand in module.operands(of: op) where !tiles.contains(where: { $0.value == operand }) {
      guard let rank = module.shape(of: operand)?.count else { continue }
      tiles.append(Tile(value: operand, operand: operand, map: .identity(rank)))
    }
    self.tiles = tiles
    results = module.results(of: op).map { result in
      Result(
        value: result, result: result, map: .identity(module.shape(of: result)?.count ?? 0),
        combine: .none)
    }
    ops = [op]
  }
}

/// How threads share the rows of a part of a kernel, and what they keep in registers.
struct CUDAShape {
  /// Who computes a row.
  enum Scheme: String {
    /// Each thread computes some consecutive elements of a row and needs nothing of the others.
    case elements = "thread"
    /// One thread computes a row.
    case thread = "thread per row"
    /// A warp, or an even part of one, computes a row.
    case lanes = "warp per row"
    /// A block computes a row.
    case block = "block per row"
  }

  let scheme: Scheme
  /// The threads of a block.
  let threads: Int
  /// The threads that compute a row together.
  let group: Int
  /// How many consecutive elements a thread reads at once.
  let vector: Int
  /// The elements of a row that the threads share, in the longest sweep.
  let elements: Int64
  /// How many consecutive rows a group computes one after the other.
  let rowsPerGroup: Int
  /// The number of groups that have rows.
  let groups: Int
  /// The blocks.
  let blocks: Int
  /// The tiles that stay in registers.
  let kept: Set<ValueID>
  /// The results over rows whose sums stay in registers.
  let keptSums: Set<Int>

  /// How many vectors of the longest sweep are each thread's.
  var steps: Int {
    let vectors = (Int(elements) + vector - 1) / vector
    return scheme == .elements ? 1 : max(1, (vectors + group - 1) / group)
  }

  /// How many vectors a row has.
  var vectors: Int { max(1, (Int(elements) + vector - 1) / vector) }

  /// Whether some groups have no row, or fewer than others.
  var isRagged: Bool { raggedRows || blocks * (threads / group) != groups }
  private let raggedRows: Bool

  /// The least power of two that is not less.
  static func powerOfTwo(_ value: Int) -> Int {
    var power = 1
    while power < value { power *= 2 }
    return power
  }

  /// The most numbers of 32 bits that a thread keeps of a row, so that blocks of so many threads have registers for the rest.
  static func registerBudget(threads: Int) -> Int { threads > 512 ? 24 : 64 }

  /// How many blocks a multiprocessor has room for at least: threads for half of its registers' most.
  private static func residentBlocks(threads: Int) -> Int { max(1, min(16, 512 / threads)) }

  /// The most registers that a thread may take.
  static func registerLimit(threads: Int) -> Int {
    min(255, 65536 / (threads * residentBlocks(threads: threads)))
  }

  /// The declaration of a kernel up to its name.
  static func kernel(threads: Int) -> String {
    "extern \"C\" __global__ void __launch_bounds__(\(threads), \(residentBlocks(threads: threads)))"
  }

  /// Chooses the shape.
  ///
  /// - Parameters:
  ///   - multiprocessors: how many the machine has.
  ///   - fixedThreads: the threads of a block where other parts of the kernel have said so.
  init(
    _ part: CUDARows, _ sweeps: [CUDASweep], multiprocessors: Int, fixedThreads: Int?,
    in module: borrowing Module
  ) {
    let use = CUDATileUse(part, sweeps, in: module)
    let rows = max(1, part.rowCount)
    let elements = use.elements
    self.elements = elements
    var vector = max(1, 16 / max(1, use.widestBytes))
    while vector > 1, elements % Int64(vector) != 0 { vector /= 2 }
    let combinesRows = part.results.contains { $0.combine != .none }
    let sharesSums = sweeps.contains { sweep in
      !sweep.shared.isEmpty && sweep.isElement.contains(false)
    }
    let isLocal = use.intermediates.allSatisfy { use.isRegular.contains($0) }
    let vectors = max(1, (Int(elements) + vector - 1) / vector)
    self.vector = vector

    func budget(_ threads: Int, _ steps: Int) -> (kept: Set<ValueID>, sums: Set<Int>, isAll: Bool) {
      var rest = Self.registerBudget(threads: threads)
      var kept: Set<ValueID> = []
      var sums: Set<Int> = []
      var isAll = true
      let each = steps * vector
      func take(_ words: Int) -> Bool {
        guard each <= 256, words * each <= rest else {
          isAll = false
          return false
        }
        rest -= words * each
        return true
      }
      for index in use.regularSums where take(use.words(ofResult: index)) { sums.insert(index) }
      for value in use.intermediates where use.isRegular.contains(value) {
        if take(use.words(of: value)) { kept.insert(value) }
      }
      for value in use.rereadOperands where take(use.words(of: value)) { kept.insert(value) }
      return (kept, sums, isAll)
    }

    if !sharesSums, isLocal, !combinesRows {
      let threads = fixedThreads ?? 256
      let total = rows * vectors
      scheme = .elements
      self.threads = threads
      group = 1
      rowsPerGroup = 1
      groups = total
      blocks = (total + threads - 1) / threads
      kept = Set(use.intermediates).union(use.rereadOperands)
      keptSums = []
      raggedRows = false
      return
    }
    let waves = multiprocessors * 64
    let wantsBlock =
      rows < waves / 4 || (rows < waves / 2 && elements >= 1024)
      || (rows >= waves / 2 && elements >= 512)
    let isThread =
      !sweeps.allSatisfy(\.isCombinable) || (elements <= 4 && rows >= 1024 && fixedThreads == nil)
    var threads = fixedThreads ?? 128
    var group = 1
    if isThread {
      scheme = .thread
    } else if wantsBlock, vectors > 32 {
      scheme = .block
      if fixedThreads == nil {
        threads = min(512, Self.powerOfTwo(vectors))
        let steps = (vectors + threads - 1) / threads
        if threads == 512, !budget(512, steps).isAll,
          budget(1024, (vectors + 1023) / 1024).isAll
        {
          threads = 1024
        }
      }
      group = threads
    } else {
      scheme = .lanes
      group = min(32, Self.powerOfTwo(vectors))
      if fixedThreads == nil {
        threads = 256
        while threads > 32, rows * group / threads < multiprocessors { threads /= 2 }
        threads = max(threads, group)
      }
    }
    let steps = max(1, (vectors + group - 1) / group)
    self.threads = threads
    self.group = group
    let groupsPerBlock = threads / group
    var groups = rows
    if combinesRows {
      // Two blocks for each multiprocessor, as many partial results; each costs as much as some rows.
      groups = min(max(1, rows / 2), max(1, 2 * multiprocessors * min(groupsPerBlock, 8)))
    }
    rowsPerGroup = (rows + groups - 1) / groups
    groups = (rows + rowsPerGroup - 1) / rowsPerGroup
    self.groups = groups
    blocks = (groups + groupsPerBlock - 1) / groupsPerBlock
    let chosen = budget(threads, steps)
    kept = chosen.kept
    keptSums = chosen.sums
    raggedRows = groups * rowsPerGroup != rows
  }
}

/// How the sweeps of a row use tiles: which elements each thread writes and reads by itself.
struct CUDATileUse {
  /// The iterations of the longest sweep that threads share.
  let elements: Int64
  /// The bytes of the widest element that is read or written along the longest sweep.
  let widestBytes: Int
  /// What sweeps compute for later ones and is more than a number.
  let intermediates: [ValueID]
  /// Operands' tiles of more than a number that several sweeps read in the longest sweep's order.
  let rereadOperands: [ValueID]
  /// The values each element of which only the thread needs whose iteration it is of.
  let isRegular: Set<ValueID>
  /// The results over rows whose sums each thread can keep.
  let regularSums: [Int]
  private let wordsOf: [ValueID: Int]
  private let values: [ValueID]

  func words(of value: ValueID) -> Int { wordsOf[value] ?? 1 }
  func words(ofResult index: Int) -> Int { wordsOf[values[index]] ?? 1 }

  init(_ part: CUDARows, _ sweeps: [CUDASweep], in module: borrowing Module) {
    let elements = sweeps.map(\.count).max() ?? 1
    self.elements = elements
    var widest = 1
    var words: [ValueID: Int] = [:]
    var readers: [ValueID: [(sweep: Int, isWhole: Bool)]] = [:]
    var written: [ValueID: Bool] = [:]
    var intermediates: [ValueID] = []
    for (number, sweep) in sweeps.enumerated() {
      let isLong = sweep.count == elements
      func isWhole(_ value: ValueID, _ map: AffineMap) -> Bool {
        guard let shape = module.shape(of: value), let type = CType(value, in: module) else {
          return false
        }
        let memory = CUDAMemory(
          name: "", type: type, shape: shape,
          map: AffineMap.projecting(
            part.rows.count + shape.count,
            to: Array(part.rows.count..<part.rows.count + shape.count)))
        return CUDAAccess(memory, map, rowRank: part.rows.count).isWholly(sweep)
      }
      func note(_ value: ValueID) {
        let bytes = CType(value, in: module)?.bytes ?? 8
        words[value] = max(1, bytes / 4)
        if isLong, module.elementCount(of: module.type(of: value)) != 1 {
          widest = max(widest, bytes)
        }
      }
      for (index, input) in sweep.inputs.enumerated() where sweep.readsInput[index] {
        note(input)
        readers[input, default: []].append((number, isLong && isWhole(input, sweep.maps[index])))
      }
      for (index, output) in sweep.outputs.enumerated() {
        let map = sweep.maps[sweep.inputs.count + index]
        if sweep.readsOutput[index] {
          readers[output, default: []].append((number, isLong && isWhole(output, map)))
        }
        let result = module.result(index, of: sweep.op)
        note(result)
        if (module.elementCount(of: module.type(of: result)) ?? 2) != 1 {
          intermediates.append(result)
        }
        written[result] =
          isLong && sweep.isElement[index] && sweep.around.isEmpty && isWhole(result, map)
      }
    }
    let read = intermediates.filter { readers[$0] != nil }
    self.intermediates = read
    var regular: Set<ValueID> = []
    for value in read
    where written[value] == true && (readers[value] ?? []).allSatisfy(\.isWhole) {
      regular.insert(value)
    }
    isRegular = regular
    rereadOperands = part.tiles.map(\.value).filter { value in
      guard let uses = readers[value], uses.count > 1,
        uses.allSatisfy(\.isWhole), (module.elementCount(of: module.type(of: value)) ?? 2) != 1
      else { return false }
      return sweeps[uses[0].sweep].around.isEmpty && sweeps[uses[0].sweep].inside.isEmpty
    }
    widestBytes = widest
    wordsOf = words
    values = part.results.map(\.value)
    regularSums = part.results.indices.filter { index in
      let result = part.results[index]
      guard result.combine != .none else { return false }
      let movesWithRows = result.map.results.contains { expression in
        part.rows.indices.contains { part.rows[$0] != 1 && CUDASweep.mentions(expression, $0) }
      }
      if movesWithRows { return false }
      // Each place of the result is met once by each row, or not at all, which the combination of all would have to know.
      guard
        module.elementCount(of: module.type(of: result.value))
          == module.elementCount(of: module.type(of: result.result))
      else { return false }
      return module.elementCount(of: module.type(of: result.value)) == 1
        || written[result.value] == true
    }
  }
}

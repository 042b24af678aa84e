import FuseIR

/// Lowers the ops of one block, which are to be one kernel, to a `kernel.launch`.
///
/// Ops whose rows are the same are one `kernel.rows`; what follows the combination of sums over rows is another one behind it, and
/// so are numbers that others than rows need.
struct KernelLowering {
  /// Ops that share a row space.
  private struct Part {
    let rows: [Int64]
    let members: [RowMember]
  }

  private let group: OpID
  private let block: BlockID
  private let legality: FusionLegality
  private let graph: KernelGraph

  init?(_ group: OpID, _ legality: FusionLegality, in module: borrowing Module) {
    guard let block = module.body(of: group) else { return nil }
    self.group = group
    self.block = block
    self.legality = legality
    graph = KernelGraphBuilder.graph(
      of: block, legality, allowsContractions: true, in: module)
  }

  /// Puts a `kernel.launch` with the given name before the group, and returns it; the group stays. Nothing is left where it can't.
  func lower(
    named name: String, lanes: Int, partials: Int, streaming: Int, in module: inout Module
  ) throws(KernelLoweringRefusal) -> OpID {
    let parts = try parts(in: module)
    guard let end = module.lastOp(of: block) else {
      throw KernelLoweringRefusal(group, .empty)
    }
    var built: [(part: Part, builder: RowStageBuilder)] = []
    for part in parts {
      var builder = RowStageBuilder(block, rows: part.rows, legality)
      try builder.build(part.members, in: module)
      built.append((part, builder))
    }
    let region = module.createRegion()
    let body = module.addBlock(to: region)
    var values = CloneMapping()
    for argument in module.arguments(of: block) {
      values[argument] = module.addArgument(to: body, type: module.type(of: argument))
    }
    let location = module.location(of: group)
    var scratch = 0
    var blocks: Int64 = 1
    let dying = DyingOperands(of: group, block, in: module).ofYielded
    let streams = streaming > 0 && bytes(in: module) >= streaming
    for (part, builder) in built {
      for operand in builder.operands where values[operand.value] == operand.value {
        try copy(operand.value, to: body, &values, in: &module)
      }
      let computed = StageRecomputation(
        builder.stages, results: results(of: builder.stages, part, in: module), in: module)
      let results = computed.results
      guard !results.isEmpty else { continue }
      let rows = part.rows.reduce(1, *)
      var writer = KernelRowsWriter(
        rows: part.rows, computed.stages, builder.operands, results: results,
        partials: Int(min(Int64(partials), max(1, rows))), streams: streams,
        dying: dying.mapValues { values in values.filter { value in readers(of: value, built) == 1 }
        },
        location: location, in: &module)
      let op = writer.write(at: .end(of: body), values, in: &module)
      for (index, result) in results.enumerated() {
        values[result.value] = module.result(index, of: op)
      }
      scratch = max(scratch, writer.scratchBytes)
      blocks = max(blocks, rows)
    }
    var yielded: [ValueID] = []
    for value in module.operands(of: end) {
      try copy(value, to: body, &values, in: &module)
      yielded.append(values[value])
    }
    module.build(FuseEndOp.yield, at: .end(of: body), operands: yielded, location: location)
    let shape = KernelLaunchShape(
      name: name, blocks: blocks, lanes: Int64(lanes), scratchBytes: Int64(scratch))
    return shape.launch(region, of: module.operands(of: group), insteadOf: group, in: &module)
  }

  /// How many parts read the value.
  private func readers(
    of value: ValueID, _ parts: [(part: Part, builder: RowStageBuilder)]
  ) -> Int {
    parts.count { $0.builder.operands.contains { $0.value == value } }
  }

  /// The bytes that the kernel reads and writes.
  private func bytes(in module: borrowing Module) -> Int {
    var bytes = 0
    for value in module.operands(of: group) + module.results(of: group) {
      let element = module.elementByteCount(of: module.elementType(of: value)) ?? 0
      let count = Int(clamping: module.elementCount(of: module.type(of: value)) ?? 0)
      let (own, overflow) = element.multipliedReportingOverflow(by: count)
      bytes = overflow ? Int.max / 2 : min(Int.max / 2, bytes + min(own, Int.max / 2))
    }
    return bytes
  }

  // MARK: Parts

  /// The members by row space, in the order in which they run.
  private func parts(in module: borrowing Module) throws(KernelLoweringRefusal) -> [Part] {
    for (node, obstacle) in zip(graph.nodes, graph.obstacles) {
      if let obstacle { throw KernelLoweringRefusal(obstacle, at: node.op) }
    }
    let all = graph.nodes.indices.map { Int32($0) }
    var finder = RowSpaceFinder(graph)
    let space = finder.find(all, edges(among: all), graph)
    let head = all.filter { !space.isTail[Int($0)] }
    let tail = all.filter { space.isTail[Int($0)] }
    var parts: [Part] = []
    let scalars = head.filter { graph.nodes[Int($0)].isScalar }
    if !scalars.isEmpty, scalars.count < head.count, needsScalars(scalars, tail) {
      parts.append(Part(rows: [], members: scalars.map { member($0, nil) }))
    }
    parts.append(part(head, edges(among: head)) { space.rows[Int($0)] })
    if !tail.isEmpty {
      let behind = finder.find(tail, edges(among: tail), graph)
      guard !behind.isTail.contains(true) else {
        throw KernelLoweringRefusal(graph.nodes[Int(tail[0])].op, .combinesTwice)
      }
      parts.append(
        part(tail, edges(among: tail)) { node in
          behind.rows[tail.firstIndex(of: node) ?? 0]
        })
    }
    return parts
  }

  private func edges(among members: [Int32]) -> [Int32] {
    let inside = Set(members)
    return members.flatMap { node in
      graph.incoming(node).filter { inside.contains(graph.edges[$0].producer) }.map { Int32($0) }
    }
  }

  /// Whether others than rows need the numbers.
  private func needsScalars(_ scalars: [Int32], _ tail: [Int32]) -> Bool {
    let behind = Set(tail)
    return scalars.contains { node in
      graph.results(node).contains { value in
        graph.values[Int(value)].escapes
          || graph.readers(value).contains { behind.contains($0) }
      }
    }
  }

  /// The members with their rows; `mask` gives the digits of each that are rows.
  private func part(
    _ members: [Int32], _ edges: [Int32], mask: (Int32) -> UInt16
  ) -> Part {
    guard let root = members.first(where: { mask($0) != 0 }) else {
      return Part(rows: [], members: members.map { member($0, nil) })
    }
    // The rows are the root's digits, from the outermost on; along edges the others' digits are found.
    let digits = graph.digits[Int(root)].digits
    let own = digits.indices.filter { mask(root) >> UInt16($0) & 1 != 0 }
    let extents = own.map { digits[$0].extent }
    var rowOfDigit: [Int32: [Int?]] = [:]
    rowOfDigit[root] = digits.indices.map { own.firstIndex(of: $0) }
    spread(&rowOfDigit, along: edges, mask: mask)
    // What only shares operands with the others goes along in the order of its loops.
    for node in members where mask(node) != 0 && rowOfDigit[node] == nil {
      let digits = graph.digits[Int(node)].digits
      let own = digits.indices.filter { mask(node) >> UInt16($0) & 1 != 0 }
      guard own.map({ digits[$0].extent }) == extents else { continue }
      rowOfDigit[node] = digits.indices.map { own.firstIndex(of: $0) }
      spread(&rowOfDigit, along: edges, mask: mask)
    }
    let rows = extents
    let isAllRows = members.allSatisfy { node in
      mask(node).nonzeroBitCount == graph.digits[Int(node)].digits.count
    }
    // Where each element is a row, the last digit, or its last part, is gone through inside of a row instead.
    guard isAllRows, let last = rows.last else {
      return Part(rows: rows, members: members.map { member($0, rowOfDigit[$0]) })
    }
    let inner = Self.innerExtent(of: last)
    let outer = inner == last ? nil : rows.count - 1
    return Part(
      rows: rows.dropLast() + (outer == nil ? [] : [last / inner]),
      members: members.map { node in
        RowMember(
          op: graph.nodes[Int(node)].op,
          digits: member(node, rowOfDigit[node]).digits.flatMap { digit in
            guard digit.row == rows.count - 1 else { return [digit] }
            let part = RowDigit(
              loop: digit.loop, divisor: digit.divisor, extent: inner, row: nil)
            guard let outer else { return [part] }
            return [
              RowDigit(
                loop: digit.loop, divisor: digit.divisor * inner, extent: digit.extent / inner,
                row: outer), part,
            ]
          })
      })
  }

  /// Finds the rows of the digits of all members that edges tie to those whose rows are known.
  private func spread(
    _ rowOfDigit: inout [Int32: [Int?]], along edges: [Int32], mask: (Int32) -> UInt16
  ) {
    var changed = true
    while changed {
      changed = false
      for number in edges {
        let edge = graph.edges[Int(number)]
        let (from, to) = (edge.producer, edge.consumer)
        guard mask(from) != 0, mask(to) != 0 else { continue }
        if let rows = rowOfDigit[from], rowOfDigit[to] == nil {
          rowOfDigit[to] = graph.digits[Int(to)].digits.indices.map { digit in
            let other = Int(edge.toProducer[digit])
            return other >= 0 ? rows[other] : nil
          }
          changed = true
        } else if let rows = rowOfDigit[to], rowOfDigit[from] == nil {
          var found = [Int?](repeating: nil, count: graph.digits[Int(from)].digits.count)
          for (digit, row) in rows.enumerated() where edge.toProducer[digit] >= 0 {
            found[Int(edge.toProducer[digit])] = row
          }
          rowOfDigit[from] = found
          changed = true
        }
      }
    }
  }

  /// The most elements of a row that is cut out of a longer loop: what a first-level cache holds of several tensors.
  private static let rowElements: Int64 = 4096

  /// How many steps of a loop are a row: all, or the largest divisor that is short enough, if there is one worth it.
  private static func innerExtent(of extent: Int64) -> Int64 {
    guard extent > 2 * rowElements else { return extent }
    var candidate = rowElements
    while candidate >= 64 {
      if extent % candidate == 0 { return candidate }
      candidate -= 1
    }
    return extent
  }

  private func member(_ node: Int32, _ rowOfDigit: [Int?]?) -> RowMember {
    let digits = graph.digits[Int(node)].digits
    return RowMember(
      op: graph.nodes[Int(node)].op,
      digits: digits.enumerated().map { number, digit in
        RowDigit(
          loop: digit.loop, divisor: digit.divisor, extent: digit.extent,
          row: rowOfDigit.flatMap { $0[number] })
      })
  }

  // MARK: Values

  /// The results of the stages that others than the part need, or that the group yields.
  private func results(
    of stages: [RowStage], _ part: Part, in module: borrowing Module
  ) -> [KernelRowsWriter.Result] {
    let inside = Set(part.members.map(\.op))
    var results: [KernelRowsWriter.Result] = []
    for (number, stage) in stages.enumerated() {
      for (index, output) in stage.outputs.enumerated()
      where isNeeded(output.value, outside: inside, in: module) {
        results.append(
          KernelRowsWriter.Result(value: output.value, stage: number, output: index))
      }
    }
    return results
  }

  private func isNeeded(
    _ value: ValueID, outside ops: Set<OpID>, in module: borrowing Module
  ) -> Bool {
    module.uses(of: value).contains { use in
      guard let user = module.ancestor(of: use.user, in: block) else { return true }
      if ops.contains(user) { return false }
      if legality.isView(user), !module.traits(of: user).contains(.terminator) {
        return isNeeded(module.result(of: user), outside: ops, in: module)
      }
      return true
    }
  }

  /// Makes a value of the group stand in the launch: a constant, or another view of what stands there.
  private func copy(
    _ value: ValueID, to body: BlockID, _ values: inout CloneMapping, in module: inout Module
  ) throws(KernelLoweringRefusal) {
    guard values[value] == value else { return }
    guard let op = module.definingOp(of: value) else {
      throw KernelLoweringRefusal(group, .yieldsOperand)
    }
    let opcode = module.opcode(of: op)
    let isReshape = opcode.is(TensorOp.expandShape) || opcode.is(TensorOp.collapseShape)
    guard isReshape || opcode.is(ArithOp.constant) else {
      throw KernelLoweringRefusal(op, .standsAlone)
    }
    if isReshape { try copy(module.operand(0, of: op), to: body, &values, in: &module) }
    let clone = module.clone(op, mapping: &values)
    module.insert(clone, at: .end(of: body))
  }
}

import FuseIR

/// Forms `fuse.group`s of kind `stream` in a function.
///
/// ```
/// var regions = StreamRegions(function, in: module)
/// let result = regions.form(ops, splits: true, in: &module)
/// ```
public struct StreamRegions {
  /// What became of the ops of a region.
  public struct Formed {
    /// The groups, in program order.
    public var groups: [OpID] = []
    /// The copies of tensors in another order of levels that were put before and behind groups.
    public var copies: [OpID] = []
    /// Why the region was split, or why ops stay outside of groups.
    public var refusals: [StreamRefusal] = []
    /// Why no group could be made, though there is a graph.
    public var groupRefusal: GroupRefusal?
  }

  /// The names of the function's ops.
  public let names: OpNames
  private let function: OpID

  /// Nothing is formed yet.
  public init(_ function: OpID, in module: borrowing Module) {
    self.function = function
    names = OpNames(function, in: module)
  }

  /// The ops of a function by the number that they carry in `attribute`, in program order; ops without it one by one, or all
  /// together. An op that is no einsum ends the region of what it reads: what reads its result comes after.
  static func regions(
    of function: OpID, by attribute: String, joinsRest: Bool, _ module: borrowing Module
  ) -> [[OpID]] {
    var regions: [[OpID]] = []
    /// By region, its place.
    var places: [Int64: Int] = [:]
    var rest: Int?
    /// By op that is no einsum, the last region that it depends on.
    var behind: [OpID: Int] = [:]
    guard let body = module.body(of: function) else { return [] }
    for op in module.ops(of: body) {
      if module.traits(of: op).contains(.terminator) { continue }
      var after = -1
      for operand in module.operands(of: op) {
        if let source = module.definingOp(of: operand), let place = behind[source] {
          after = max(after, place)
        }
      }
      guard isEinsum(op, module) else {
        for operand in module.operands(of: op) {
          guard let source = module.definingOp(of: operand) else { continue }
          for (place, region) in regions.enumerated() where region.contains(source) {
            after = max(after, place)
          }
        }
        if after >= 0 { behind[op] = after }
        continue
      }
      let number = module.integer(attribute, of: op)
      var place = number.flatMap { places[$0] } ?? (number == nil && joinsRest ? rest : nil)
      if let known = place, known <= after { place = nil }
      if let place {
        regions[place].append(op)
        continue
      }
      if let number { places[number] = regions.count } else { rest = regions.count }
      regions.append([op])
    }
    return regions
  }

  /// Whether the op has index variables, so that a region may hold it.
  static func isEinsum(_ op: OpID, _ module: borrowing Module) -> Bool {
    let opcode = module.opcode(of: op)
    if module.traits(of: op).contains(.constant) || opcode.is(TensorOp.empty)
      || opcode.is(LinalgOp.fill)
    {
      return false
    }
    if opcode.is(TensorOp.concat) { return true }
    return StructuredOp(op, in: module) != nil
  }

  /// Makes groups of ops of one block, in program order: one, or with `splits` several where one has no graph. Without it,
  /// nothing changes where the ops have no graph together.
  public mutating func form(
    _ ops: [OpID], splits: Bool, in module: inout Module
  ) -> Formed {
    var formed = Formed()
    form(ops, splits, &formed, &module)
    return formed
  }

  private mutating func form(
    _ ops: [OpID], _ splits: Bool, _ formed: inout Formed, _ module: inout Module
  ) {
    switch plan(ops, in: module) {
    case .success(let plan): make(plan, ops, &formed, &module)
    case .failure(let refusal):
      formed.refusals.append(refusal)
      guard splits, ops.count > 1 else { return }
      let cut: Int
      if case .edge(let producer) = refusal.kind, let place = ops.firstIndex(of: producer),
        place + 1 < ops.count
      {
        cut = place + 1
      } else {
        let place = ops.firstIndex(of: refusal.op) ?? 0
        cut = max(1, place)
      }
      form(Array(ops[..<cut]), splits, &formed, &module)
      form(Array(ops[cut...]), splits, &formed, &module)
    }
  }

  /// A region with an order for which there is a graph.
  private struct Plan {
    var region: StreamRegion
    var order: [Int]
    var copies: [IndexOrder.Cause]
  }

  private func plan(
    _ ops: [OpID], in module: borrowing Module
  ) -> Result<Plan, StreamRefusal> {
    let inside = Set(ops)
    var results: [ValueID] = []
    for op in ops {
      guard module.results(of: op).contains(where: { module.hasUses($0) }) else {
        return .failure(StreamRefusal(op, .op, "has a result that nothing reads"))
      }
      for result in module.results(of: op)
      where module.uses(of: result).contains(where: { !inside.contains($0.user) }) {
        results.append(result)
      }
    }
    let read = StreamRegion.read(ops, results: results, in: module)
    guard case .success(let region) = read else {
      return read.map { Plan(region: $0, order: [], copies: []) }
    }
    guard let copies = IndexOrder(region).copies(region)?.copied else {
      return .failure(
        StreamRefusal(
          ops[0], .op, "is in a region whose loops contradict each other whatever is copied"))
    }
    return StreamOrderSearch.first(region, copies: copies).map {
      Plan(region: region, order: $0.order, copies: copies)
    }
  }

  private mutating func make(
    _ plan: Plan, _ ops: [OpID], _ formed: inout Formed, _ module: inout Module
  ) {
    let region = plan.region
    let named = region.variables.map(\.name)
    for op in region.ops.reversed() {
      // The first of the two that an op may stand for has its loops.
      StreamNames.setIndices(op.variables.map { named[$0] }, of: op.id, in: &module)
    }
    var place = [Int](repeating: 0, count: named.count)
    for (position, variable) in plan.order.enumerated() { place[variable] = position }
    for copy in plan.copies {
      if let op = self.copy(copy, region, place, ops, in: &module) { formed.copies.append(op) }
    }
    var starts: [ValueID] = []
    for op in ops { starts += module.operands(of: op) }
    var groups = FusionGroups(function, in: module)
    switch groups.formGroup(ops, kind: "stream", in: &module) {
    case .success(let group):
      // A group has copies of what its ops start from.
      for value in starts { eraseDead(value, in: &module) }
      StreamNames.setOrder(plan.order.map { named[$0] }, of: group, in: &module)
      formed.groups.append(group)
    case .failure(let refusal): formed.groupRefusal = refusal
    }
  }

  /// Erases an empty or filled tensor that nothing reads, and what it is made of.
  private func eraseDead(_ value: ValueID, in module: inout Module) {
    guard let op = module.definingOp(of: value), !module.isErased(op),
      module.opcode(of: op).is(LinalgOp.fill) || module.opcode(of: op).is(TensorOp.empty),
      module.results(of: op).allSatisfy({ !module.hasUses($0) })
    else { return }
    let sources = module.operands(of: op)
    module.erase(op)
    for source in sources { eraseDead(source, in: &module) }
  }

  /// Puts a copy of a tensor that the region reads before it, or makes the region give one and copies that; the levels in the
  /// order of the loops.
  private func copy(
    _ cause: IndexOrder.Cause, _ region: StreamRegion, _ place: [Int], _ ops: [OpID],
    in module: inout Module
  ) -> OpID? {
    switch cause {
    case .reduction: return nil
    case .tensor(let number):
      guard let value = region.tensors[number].value else { return nil }
      let inside = Set(ops)
      var done: OpID?
      for (user, op) in region.ops.enumerated() {
        for operand in op.operands where operand.source == .tensor(number) {
          let levels = region.tensors[number].levels.sorted {
            place[op.variables[operand.loops[$0.dimension]]]
              < place[op.variables[operand.loops[$1.dimension]]]
          }
          guard levels != region.tensors[number].levels, let first = ops.first else { continue }
          let type = module.type(of: value, storedIn: levels)
          let copy = module.build(
            SparseTensorOp.convert, at: .before(first), operands: [value], resultTypes: [type],
            location: module.location(of: region.ops[user].id))
          done = copy
          for use in module.uses(of: value) where inside.contains(use.user) {
            module.replace(use, with: module.result(of: copy))
          }
          return copy
        }
      }
      return done
    case .output(let number):
      let output = region.outputs[number]
      let op = region.ops[output.op]
      let levels = output.tensor.levels.sorted {
        place[op.resultVariables[$0.dimension]] < place[op.resultVariables[$1.dimension]]
      }
      guard let value = output.tensor.value else { return nil }
      let old = module.type(of: value)
      let type = module.type(of: value, storedIn: levels)
      let inside = Set(ops)
      let outside = module.uses(of: value).filter { !inside.contains($0.user) }
      guard let last = ops.last else { return nil }
      let copy = module.build(
        SparseTensorOp.convert, at: .after(last), operands: [value],
        resultTypes: [old], location: module.location(of: op.id))
      for use in outside { module.replace(use, with: module.result(of: copy)) }
      retype(op.id, to: type, in: &module)
      return copy
    }
  }

  /// Gives the result of an op another encoding, and what it starts from.
  private func retype(_ op: OpID, to type: TypeID, in module: inout Module) {
    if let view = StructuredOp(op, in: module) {
      for (index, initial) in view.outputs(in: module).enumerated() {
        let slot = view.inputCount(in: module) + index
        if let source = module.definingOp(of: initial) {
          var mapping = CloneMapping()
          let copy = module.clone(source, mapping: &mapping)
          module.insert(copy, at: .before(op))
          if module.opcode(of: source).is(LinalgOp.fill) {
            retype(copy, to: type, in: &module)
          } else {
            module.setType(of: module.result(of: copy), to: type)
          }
          module.setOperand(slot, of: op, to: module.result(of: copy))
        }
      }
    }
    module.setType(of: module.result(of: op), to: type)
  }
}

extension StreamRegion {
  /// The region where tensors and outputs are stored in the order of the loops.
  func storing(_ copies: [IndexOrder.Cause], in order: [Int]) -> StreamRegion {
    var region = self
    var place = [Int](repeating: 0, count: variables.count)
    for (position, variable) in order.enumerated() { place[variable] = position }
    for cause in copies {
      switch cause {
      case .reduction: break
      case .output(let number):
        let variables = ops[outputs[number].op].resultVariables
        region.outputs[number].tensor.levels.sort {
          place[variables[$0.dimension]] < place[variables[$1.dimension]]
        }
      case .tensor(let number):
        for op in ops {
          for operand in op.operands where operand.source == .tensor(number) {
            region.tensors[number].levels.sort {
              place[op.variables[operand.loops[$0.dimension]]]
                < place[op.variables[operand.loops[$1.dimension]]]
            }
          }
        }
      }
    }
    return region
  }
}

extension Module {
  /// The type of a tensor that is stored in the given levels.
  fileprivate mutating func type(of value: ValueID, storedIn levels: [StreamTensor.Level]) -> TypeID
  {
    guard case .tensor(let shape, let element, _) = typeValue(of: value) else {
      return type(of: value)
    }
    let encoding = SparseEncoding.levels(
      levels.map { $0.isCompressed ? .compressed : .dense }, order: levels.map(\.dimension))
    return tensorType(shape, element, encoding: encoding.attribute(in: &self))
  }
}

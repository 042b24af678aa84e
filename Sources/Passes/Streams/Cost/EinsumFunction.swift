import FuseIR
import Machine

/// The structured ops of a function as streams see them: loops, operands with their storage, and what is stored of each value.
///
/// Ops that only make a value to write into (`tensor.empty`, `linalg.fill`, constants) are no statements. A value that another op
/// gives, such as a reshape, comes from outside: what reads it can't be in one region with what it is made of.
struct EinsumFunction {
  /// How a statement brings the coordinates of its operands together.
  enum Combination: Hashable {
    /// Where all operands have an element.
    case intersection
    /// Where any has.
    case union
  }

  /// A tensor that a statement reads.
  struct Operand: Hashable {
    /// The tensor.
    var value: ValueID
    /// Which operand of the op it is.
    var index: Int
    /// By dimension, the loop of the statement that runs over it.
    var loops: [Int]
    /// The statement that computes it, in the same function.
    var producer: Int?
  }

  /// A structured op.
  struct Statement {
    var op: OpID
    /// The extent of each loop.
    var extents: [Int]
    /// Whether each loop is summed, or otherwise reduced, over.
    var isReduction: [Bool]
    var operands: [Operand]
    /// By dimension of the result, the loop that runs over it.
    var resultLoops: [Int]
    var result: ValueID
    var combination: Combination
    /// Arithmetic ops at each point.
    var operations: Int
  }

  /// In program order.
  private(set) var statements: [Statement] = []
  /// The groups of kind `stream`, with the statements in each.
  private(set) var groups: [(op: OpID, statements: [Int])] = []
  /// By statement, the statements before it that it needs in another way than by reading their results.
  private(set) var indirect: [Set<Int>] = []
  /// By value, how it is stored; nil for values of other types.
  private(set) var encodings: ValueMap<SparseEncoding?>
  /// By value, what is stored of it.
  private(set) var statistics: ValueMap<TensorStatistics?>
  /// The first op that has no place in a stream, with the reason.
  private(set) var refusal: (op: OpID, reason: String)?

  /// Reads a function; `arguments` are what is known of its arguments, beside what they declare.
  init(_ function: OpID, in module: borrowing Module, arguments: [TensorStatistics?] = []) {
    encodings = ValueMap(module, repeating: nil)
    statistics = ValueMap(module, repeating: nil)
    guard let body = module.body(of: function) else { return }
    for (number, argument) in module.arguments(of: body).enumerated() {
      let given = number < arguments.count ? arguments[number] : nil
      let density = Self.declaredDensity(of: number, function, in: module)
      note(argument, density: density, given: given, in: module)
    }
    var trail = Trail(module)
    let dead = Self.deadOps(of: body, in: module)
    for op in module.ops(of: body) where !dead.contains(op) {
      guard let group = Group(op, in: module), group.kind(in: module) == "stream",
        let inner = module.body(of: op)
      else {
        read(op, &trail, in: module)
        continue
      }
      // What a group reads and gives is what stands outside and inside of it.
      for (argument, operand) in zip(module.arguments(of: inner), module.operands(of: op)) {
        trail.same[argument] = trail.resolved(operand)
      }
      let first = statements.count
      for member in group.members(in: module) { read(member, &trail, in: module) }
      groups.append((op, Array(first..<statements.count)))
      guard let end = module.lastOp(of: inner) else { continue }
      for (result, given) in zip(module.results(of: op), module.operands(of: end)) {
        trail.same[result] = trail.resolved(given)
      }
    }
  }

  /// Ops whose results nothing needs.
  private static func deadOps(of body: BlockID, in module: borrowing Module) -> Set<OpID> {
    var dead: Set<OpID> = []
    for op in module.ops(of: body).reversed() where OpFacts.shared.isPure(op, in: module) {
      let isRead = module.results(of: op).contains { result in
        module.uses(of: result).contains { !dead.contains($0.user) }
      }
      if !isRead { dead.insert(op) }
    }
    return dead
  }

  /// What is remembered of values while a function is read.
  private struct Trail {
    /// By value, the statements that it is made of otherwise than by being the result of one.
    var sources: ValueMap<Set<Int>>
    /// By value, the statement whose result it is.
    var producers: ValueMap<Int?>
    /// By value, another one that is the same.
    var same: ValueMap<ValueID?>

    init(_ module: borrowing Module) {
      sources = ValueMap(module, repeating: [])
      producers = ValueMap(module, repeating: nil)
      same = ValueMap(module, repeating: nil)
    }

    func resolved(_ value: ValueID) -> ValueID { same[value] ?? value }
  }

  /// The share of an argument that is stored, as its attribute `stream.density` declares it.
  private static func declaredDensity(
    of argument: Int, _ function: OpID, in module: borrowing Module
  ) -> Double? {
    guard let list = module.attribute("arg_attrs", of: function),
      let entries = module.arrayElements(list), argument < entries.count,
      let name = module.find("stream.density"),
      let attribute = module.entry(name, in: entries[argument])
    else { return nil }
    return module.uniformFloat(attribute)
  }

  private mutating func note(
    _ value: ValueID, density: Double?, given: TensorStatistics?, in module: borrowing Module
  ) {
    guard case .tensor(let shape, _, _) = module.typeValue(of: value),
      let encoding = try? SparseEncoding.of(module.type(of: value), in: module)
    else { return }
    // Extents that are not known count as one: a schedule is made for known ones.
    let extents = shape.map { $0 < 0 ? 1 : Int(clamping: $0) }
    encodings[value] = encoding
    statistics[value] =
      given.flatMap { $0.extents == extents ? $0 : nil }
      ?? TensorStatistics(extents: extents, density: density ?? 1)
  }

  private mutating func read(_ op: OpID, _ trail: inout Trail, in module: borrowing Module) {
    var made: Set<Int> = []
    // What it reads directly is no obstacle; what those are made of by other ways stays one.
    var others: Set<Int> = []
    for operand in module.operands(of: op) {
      let value = trail.resolved(operand)
      made.formUnion(trail.sources[value])
      if let producer = trail.producers[value] {
        made.insert(producer)
      } else {
        others.formUnion(trail.sources[value])
      }
    }
    let structured = StructuredOp(op, in: module)
    if let structured, structured.kind != .fill,
      let statement = statement(structured, trail, in: module)
    {
      trail.producers[statement.result] = statements.count
      indirect.append(others)
      encodings[statement.result] = try? SparseEncoding.of(
        module.type(of: statement.result), in: module)
      statements.append(statement)
      statistics[statement.result] = resultStatistics(of: statement)
      return
    }
    for result in module.results(of: op) {
      trail.sources[result] = made
      let first = module.operands(of: op).first.flatMap { statistics[trail.resolved($0)] }
      note(result, density: first?.density, given: nil, in: module)
    }
    if let structured, structured.kind != .fill, refusal == nil {
      refusal = (
        op, "its indices are not plain loops, each of them a dimension of its result or reduced"
      )
    }
  }

  private func statement(
    _ structured: StructuredOp, _ trail: Trail, in module: borrowing Module
  ) -> Statement? {
    let op = structured.op
    let inputs = structured.inputs(in: module)
    guard module.resultCount(of: op) == 1, let maps = structured.indexingMaps(in: module),
      let kinds = structured.iteratorTypes(in: module), maps.count == inputs.count + 1,
      let bounds = structured.loopBounds(in: module),
      let resultLoops = maps.last?.resultDimensions
    else { return nil }
    var operands: [Operand] = []
    for (index, (input, map)) in zip(inputs, maps).enumerated() {
      guard let loops = map.resultDimensions else { return nil }
      // Scalars are constants of blocks.
      guard module.shape(of: input) != nil else { continue }
      let value = trail.resolved(input)
      operands.append(
        Operand(value: value, index: index, loops: loops, producer: trail.producers[value]))
    }
    let body = EinsumBody(structured, in: module)
    return Statement(
      op: op, extents: bounds.map { $0 < 0 ? 1 : Int(clamping: $0) },
      isReduction: kinds.map { $0 == .reduction }, operands: operands, resultLoops: resultLoops,
      result: module.result(of: op), combination: body.combination, operations: body.operations)
  }

  // MARK: What is stored

  /// Changes how a value is stored; what follows from that for others is known after `updateStored`.
  mutating func setEncoding(_ encoding: SparseEncoding, of value: ValueID) {
    encodings[value] = encoding
  }

  /// What a stream that reads the value from memory finds there: all of it where it is stored densely.
  func read(_ value: ValueID) -> TensorStatistics? {
    guard let known = statistics[value] else { return nil }
    return encodings[value]?.isAllDense ?? true ? TensorStatistics(dense: known.extents) : known
  }

  /// Works out anew what is stored of each statement's result.
  mutating func updateStored() {
    for statement in statements {
      statistics[statement.result] = resultStatistics(of: statement)
    }
  }

  /// What streams give as a statement's result.
  private func resultStatistics(of statement: Statement) -> TensorStatistics {
    let extents = statement.resultLoops.map { statement.extents[$0] }
    var sparse: [(operand: Operand, stored: TensorStatistics)] = []
    for operand in statement.operands {
      let stored = operand.producer == nil ? read(operand.value) : statistics[operand.value]
      if let stored, stored.density < 1 { sparse.append((operand, stored)) }
    }
    let meets = statement.combination == .intersection || statement.operands.count == 1
    guard !sparse.isEmpty, meets || sparse.count == statement.operands.count else {
      return TensorStatistics(dense: extents)
    }
    if let only = sparse.first, sparse.count == 1 {
      // The pattern of the one operand that has any: all of it, or its shadow on the result's dimensions.
      if only.operand.loops == statement.resultLoops { return only.stored }
      let kept = only.operand.loops.indices.filter {
        statement.resultLoops.contains(only.operand.loops[$0])
      }
      let box = kept.reduce(1.0) { $0 * Double(only.stored.extents[$1]) }
      return TensorStatistics(
        extents: extents, density: box > 0 ? only.stored.distinct(Set(kept)) / box : 0)
    }
    return TensorStatistics(
      extents: extents, density: resultDensity(of: statement, sparse.map(\.stored)))
  }

  /// The chance that an element of the result is stored, where several operands have patterns.
  private func resultDensity(of statement: Statement, _ sparse: [TensorStatistics]) -> Double {
    let chance: Double
    switch statement.combination {
    case .intersection: chance = sparse.reduce(1) { $0 * $1.density }
    case .union: chance = 1 - sparse.reduce(1) { $0 * (1 - $1.density) }
    }
    var terms = 1.0
    for (loop, isReduction) in statement.isReduction.enumerated() where isReduction {
      terms *= Double(statement.extents[loop])
    }
    return StreamFormulas.chanceOfAny(chance, among: terms)
  }
}

/// What the body of a structured op says about streams.
private struct EinsumBody {
  var combination = EinsumFunction.Combination.union
  var operations = 0

  init(_ structured: StructuredOp, in module: borrowing Module) {
    for op in module.opsPreOrder(in: structured.op) where op != structured.op {
      let code = module.opcode(of: op)
      if code.is(LinalgOp.yield) || code.is(SparseTensorOp.yield) { continue }
      let multiplies =
        code.is(ArithOp.mulf) || code.is(ArithOp.muli) || code.is(ArithOp.divf)
        || code.is(SparseTensorOp.binary)
      if multiplies { combination = .intersection }
      if !code.is(SparseTensorOp.binary) && !code.is(SparseTensorOp.unary)
        && !code.is(SparseTensorOp.reduce)
      {
        operations += 1
      }
    }
  }
}

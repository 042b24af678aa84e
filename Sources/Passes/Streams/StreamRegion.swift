import FuseIR

/// Ops that are to be one graph of streams, with the index variables of their loops.
public struct StreamRegion: Sendable {
  /// Where an operand's elements come from.
  enum Source: Hashable, Sendable {
    /// A tensor from outside, by number.
    case tensor(Int)
    /// The result of an op of the region, by number.
    case op(Int)
    /// One number everywhere.
    case constant(Double)
  }

  /// An operand: where its elements come from, and the loop that runs along each dimension.
  struct Operand: Hashable, Sendable {
    var source: Source
    var loops: [Int]
  }

  /// Tensors one after another along a loop.
  struct Concatenation: Hashable, Sendable {
    var loop: Int
    var sizes: [Int64]
  }

  /// An op of the region: a perfect loop nest. An op that starts from a tensor stands for two, a reduction and a sum.
  struct Op: Hashable, Sendable {
    var id: OpID
    /// By loop, its variable.
    var variables: [Int]
    var isReduction: [Bool]
    var operands: [Operand]
    /// By dimension of the result, the loop.
    var result: [Int]
    var body: StreamBody
    var concatenation: Concatenation?

    /// By dimension of the result, the variable.
    var resultVariables: [Int] { result.map { variables[$0] } }
    /// The variables of reduced loops.
    var reducedVariables: [Int] {
      variables.indices.filter { isReduction[$0] }.map { variables[$0] }
    }
  }

  /// A tensor that leaves the region.
  struct Output: Hashable, Sendable {
    var op: Int
    var tensor: StreamTensor
  }

  /// The index variables.
  public internal(set) var variables: [FusionTable.Variable] = []
  /// In program order.
  var ops: [Op] = []
  var tensors: [StreamTensor] = []
  var outputs: [Output] = []
  /// By op, the ops that read its result, as often as they do.
  var users: [[Int]] = []

  /// The ops of the program, in order.
  public var opIDs: [OpID] {
    var ids: [OpID] = []
    for op in ops where ids.last != op.id { ids.append(op.id) }
    return ids
  }

  /// Reads ops that stand in one block in program order, each loop with a variable of its own; `results` are the values
  /// that are needed outside. With `joined`, variables of loops that run along one dimension of a tensor between become one.
  public static func read(
    _ ops: [OpID], results: [ValueID], joined: Bool = true, in module: borrowing Module
  ) -> Result<StreamRegion, StreamRefusal> {
    guard let first = ops.first else { preconditionFailure("invariant: a region has ops") }
    var reader = StreamRegionReader()
    do throws(StreamRefusal) {
      for op in ops { try reader.add(op, module) }
      var region = reader.region
      guard !region.ops.isEmpty else { throw StreamRefusal(first, .op, "is no einsum") }
      for value in results {
        guard let op = reader.producers[value] else { continue }
        let tensor = try reader.tensor(value, at: region.ops[op].id, module)
        region.outputs.append(Output(op: op, tensor: tensor))
      }
      region.users = [[Int]](repeating: [], count: region.ops.count)
      for (number, op) in region.ops.enumerated() {
        for case .op(let producer) in op.operands.map(\.source) {
          region.users[producer].append(number)
        }
      }
      if joined { region.joinVariables() }
      return .success(region)
    } catch {
      return .failure(error)
    }
  }

  /// Whether the op's result goes to several readers, or leaves the region as well, or keeps some elements, so that it is
  /// computed on its own.
  func isShared(_ op: Int) -> Bool {
    if ops[op].body.expression.filters { return true }
    return users[op].count + (outputs.contains { $0.op == op } ? 1 : 0) > 1
  }

  // MARK: Variables

  /// Makes variables of loops that run along one dimension of a tensor between one, but where two loops of an op would have
  /// the same then: that use gets variables of its own.
  mutating func joinVariables() {
    var sets = DisjointSets(count: variables.count)
    func wouldClash(_ a: Int32, _ b: Int32, _ sets: inout DisjointSets) -> Bool {
      let (x, y) = (sets.root(a), sets.root(b))
      guard x != y else { return false }
      for op in ops {
        var hasFirst = false
        var hasSecond = false
        for variable in op.variables {
          let root = sets.root(Int32(variable))
          if root == x { hasFirst = true }
          if root == y { hasSecond = true }
        }
        if hasFirst && hasSecond { return true }
      }
      return false
    }
    for op in ops {
      for operand in op.operands {
        guard case .op(let producer) = operand.source else { continue }
        let result = ops[producer].resultVariables
        for (dimension, loop) in operand.loops.enumerated() {
          let (a, b) = (Int32(result[dimension]), Int32(op.variables[loop]))
          if !wouldClash(a, b, &sets) { sets.join(a, b) }
        }
      }
    }
    renumber { Int(sets.root(Int32($0))) }
  }

  /// Gives each variable another number, and those that are left the numbers from 0 on, by first use.
  private mutating func renumber(_ root: (Int) -> Int) {
    var roots: [Int] = []
    for variable in variables.indices { roots.append(root(variable)) }
    var numbers: [Int: Int] = [:]
    var kept: [FusionTable.Variable] = []
    for number in ops.indices {
      for loop in ops[number].variables.indices {
        let root = roots[ops[number].variables[loop]]
        if let known = numbers[root] {
          ops[number].variables[loop] = known
        } else {
          numbers[root] = kept.count
          ops[number].variables[loop] = kept.count
          kept.append(variables[root])
        }
      }
    }
    variables = kept
    for index in variables.indices { variables[index].name = Self.name(index) }
  }

  /// `i`, `j`, `k`, ..., `z`, `i1`, `j1`, ...
  static func name(_ index: Int) -> String {
    let letters = Array("ijklmnopqrstuvwxyz")
    let letter = String(letters[index % letters.count])
    return index < letters.count ? letter : letter + String(index / letters.count)
  }

  /// Takes the variables from `stream.indices` of the ops and `stream.order` of the group. Returns the order by number, or
  /// what is wrong.
  mutating func takeIndices(
    order: [String], _ module: borrowing Module
  ) -> Result<[Int], StreamRefusal> {
    var sizes: [Int64] = [Int64](repeating: Dimension.dynamic, count: order.count)
    var numbers: [String: Int] = [:]
    for (number, name) in order.enumerated() { numbers[name] = number }
    for number in ops.indices {
      let op = ops[number]
      if number > 0, ops[number - 1].id == op.id {
        // The sum with the initial tensor runs along the result.
        ops[number].variables = ops[number - 1].resultVariables
        continue
      }
      let names = StreamNames.indices(of: op.id, in: module)
      guard let names, names.count == op.variables.count, Set(names).count == names.count else {
        return .failure(
          StreamRefusal(
            op.id, .op,
            "must name its \(op.variables.count) loops in 'stream.indices', as fuse-einsums does"))
      }
      for (loop, name) in names.enumerated() {
        guard let variable = numbers[name] else {
          return .failure(
            StreamRefusal(op.id, .op, "has the index '\(name)', which 'stream.order' lacks"))
        }
        let size = variables[op.variables[loop]].size
        if sizes[variable] == Dimension.dynamic { sizes[variable] = size }
        guard size == Dimension.dynamic || size == sizes[variable] else {
          return .failure(
            StreamRefusal(
              op.id, .op,
              "has \(size) values of the index '\(name)', but others have \(sizes[variable])"))
        }
        ops[number].variables[loop] = variable
      }
    }
    variables = zip(order, sizes).map { FusionTable.Variable(name: $0, size: $1) }
    return .success(Array(order.indices))
  }
}

/// Reads ops into a region.
struct StreamRegionReader {
  var region = StreamRegion()
  /// By value, the op of the region that computes it.
  var producers: [ValueID: Int] = [:]
  private var tensors: [ValueID: Int] = [:]

  mutating func add(_ op: OpID, _ module: borrowing Module) throws(StreamRefusal) {
    let opcode = module.opcode(of: op)
    if module.traits(of: op).contains(.constant) || opcode.is(TensorOp.empty)
      || opcode.is(LinalgOp.fill)
    {
      return
    }
    guard module.resultCount(of: op) == 1 else {
      throw StreamRefusal(op, .op, "has \(module.resultCount(of: op)) results; streams take one")
    }
    if opcode.is(TensorOp.concat) { return try addConcatenation(op, module) }
    if opcode.is(TensorOp.cast) || opcode.is(SparseTensorOp.convert) {
      return try addCopy(op, module)
    }
    guard let view = StructuredOp(op, in: module) else {
      throw StreamRefusal(op, .op, "is no einsum: it is no structured op of linalg")
    }
    guard let maps = view.indexingMaps(in: module), let kinds = view.iteratorTypes(in: module),
      let bounds = view.loopBounds(in: module), maps.count == module.operandCount(of: op)
    else { throw StreamRefusal(op, .op, "has no loops with affine indices") }
    let inputCount = view.inputCount(in: module)
    let isReduction = kinds.map { $0 != .parallel }
    var operands: [StreamRegion.Operand] = []
    for index in 0..<inputCount {
      operands.append(try operand(index, of: op, maps[index], module))
    }
    let result = try loops(maps[inputCount], of: op, "result", module)
    guard Set(result).count == result.count else {
      throw StreamRefusal(op, .op, "writes its result along one loop twice")
    }
    let parallel = bounds.indices.filter { !isReduction[$0] }
    guard Set(parallel) == Set(result) else {
      throw StreamRefusal(op, .op, "has a parallel loop that is no dimension of its result")
    }
    let read = StreamBody.read(
      op, inputCount: inputCount, reduces: isReduction.contains(true), in: module)
    var body: StreamBody
    switch read {
    case .success(let value): body = value
    case .failure(let mistake): throw StreamRefusal(op, .op, mistake.text)
    }
    body.expression = body.expression.replacingConstants(operands)
    let first = region.variables.count
    for bound in bounds {
      region.variables.append(FusionTable.Variable(name: "", size: bound))
    }
    let variables = Array(first..<first + bounds.count)
    if body.reduction == nil, body.expression.usesAccumulator {
      let initial = try operand(inputCount, of: op, maps[inputCount], module)
      operands.append(initial)
      body.expression = body.expression.replacing(
        .accumulator, by: .element(operands.count - 1)
      ).replacingConstants(operands)
    }
    let number = region.ops.count
    region.ops.append(
      StreamRegion.Op(
        id: op, variables: variables, isReduction: isReduction, operands: operands,
        result: result, body: body))
    producers[module.result(of: op)] = number
    if let reduction = body.reduction {
      try addInitial(op, inputCount, maps[inputCount], reduction, number, module)
    }
  }

  /// What a reduction starts from: its neutral element, or a tensor that is added.
  private mutating func addInitial(
    _ op: OpID, _ index: Int, _ map: AffineMap, _ reduction: String, _ number: Int,
    _ module: borrowing Module
  ) throws(StreamRefusal) {
    let initial = try operand(index, of: op, map, module)
    if case .constant(let value) = initial.source {
      if value == 0, reduction == "add" { return }
      if value <= -Double(Float.greatestFiniteMagnitude), reduction == "max" { return }
      throw StreamRefusal(
        op, .op,
        "starts its reduction from \(value); reducers start from "
          + (reduction == "add" ? "0" : "minus infinity"))
    }
    guard reduction == "add" else {
      throw StreamRefusal(op, .op, "starts a maximum from a tensor; reducers start from nothing")
    }
    let first = region.ops[number]
    let rank = first.result.count
    let variables = first.resultVariables
    let loops = Array(0..<rank)
    region.ops.append(
      StreamRegion.Op(
        id: op, variables: variables, isReduction: [Bool](repeating: false, count: rank),
        operands: [
          StreamRegion.Operand(source: .op(number), loops: loops),
          StreamRegion.Operand(source: initial.source, loops: loops),
        ],
        result: loops,
        body: StreamBody(expression: .apply("add", [.element(0), .element(1)]))))
    producers[module.result(of: op)] = number + 1
  }

  private mutating func addConcatenation(
    _ op: OpID, _ module: borrowing Module
  ) throws(StreamRefusal) {
    guard let dimension = module.integer("dim", of: op).map({ Int($0) }),
      let shape = module.shape(of: module.result(of: op)), shape.indices.contains(dimension)
    else { throw StreamRefusal(op, .op, "has no dimension to put its operands together along") }
    var operands: [StreamRegion.Operand] = []
    var sizes: [Int64] = []
    for index in 0..<module.operandCount(of: op) {
      guard let extents = module.shape(of: module.operand(index, of: op)),
        extents.count == shape.count, extents[dimension] != Dimension.dynamic
      else { throw StreamRefusal(op, .op, "puts tensors of unknown size together") }
      sizes.append(extents[dimension])
      operands.append(try operand(index, of: op, .identity(shape.count), module))
    }
    var value = StreamExpression.element(0)
    for index in operands.indices.dropFirst() { value = .apply("add", [value, .element(index)]) }
    addElementwise(op, shape, operands, value, module)
    region.ops[region.ops.count - 1].concatenation = StreamRegion.Concatenation(
      loop: dimension, sizes: sizes)
  }

  private mutating func addCopy(_ op: OpID, _ module: borrowing Module) throws(StreamRefusal) {
    guard let shape = module.shape(of: module.result(of: op)) else {
      throw StreamRefusal(op, .op, "has a result of unknown rank")
    }
    let source = try operand(0, of: op, .identity(shape.count), module)
    addElementwise(op, shape, [source], .element(0), module)
  }

  private mutating func addElementwise(
    _ op: OpID, _ shape: [Int64], _ operands: [StreamRegion.Operand], _ value: StreamExpression,
    _ module: borrowing Module
  ) {
    let first = region.variables.count
    for size in shape { region.variables.append(FusionTable.Variable(name: "", size: size)) }
    producers[module.result(of: op)] = region.ops.count
    region.ops.append(
      StreamRegion.Op(
        id: op, variables: Array(first..<first + shape.count),
        isReduction: [Bool](repeating: false, count: shape.count), operands: operands,
        result: Array(shape.indices), body: StreamBody(expression: value)))
  }

  private func loops(
    _ map: AffineMap, of op: OpID, _ what: String, _ module: borrowing Module
  ) throws(StreamRefusal) -> [Int] {
    guard let loops = map.resultDimensions else {
      throw StreamRefusal(
        op, .op,
        "has an index of \(what) that is no loop: streams have no blocks for sums of loops")
    }
    return loops
  }

  private mutating func operand(
    _ index: Int, of op: OpID, _ map: AffineMap, _ module: borrowing Module
  ) throws(StreamRefusal) -> StreamRegion.Operand {
    let value = module.operand(index, of: op)
    let loops = try loops(map, of: op, "operand #\(index)", module)
    guard Set(loops).count == loops.count else {
      throw StreamRefusal(op, .op, "reads operand #\(index) along one loop twice (a diagonal)")
    }
    if let number = module.uniformNumber(of: value) {
      return StreamRegion.Operand(source: .constant(number), loops: loops)
    }
    guard module.shape(of: value) != nil else {
      throw StreamRefusal(op, .op, "reads operand #\(index), a scalar that is no constant")
    }
    if let producer = producers[value] {
      return StreamRegion.Operand(source: .op(producer), loops: loops)
    }
    let tensor: Int
    if let known = tensors[value] {
      tensor = known
    } else {
      tensor = region.tensors.count
      region.tensors.append(try self.tensor(value, at: op, module))
      tensors[value] = tensor
    }
    return StreamRegion.Operand(source: .tensor(tensor), loops: loops)
  }

  /// How a tensor is stored.
  func tensor(
    _ value: ValueID, at op: OpID, _ module: borrowing Module
  ) throws(StreamRefusal) -> StreamTensor {
    guard case .tensor(let shape, let element, _) = module.typeValue(of: value) else {
      throw StreamRefusal(op, .op, "has an operand that is no ranked tensor")
    }
    guard module.isFloat(element) else {
      throw StreamRefusal(
        op, .op, "computes with \(module.text(of: element)); values of streams are floats")
    }
    guard let levels = StreamTensor.levels(of: module.type(of: value), shape, in: module) else {
      throw StreamRefusal(
        op, .op,
        "has a tensor of type \(module.text(of: module.type(of: value))); streams read levels that "
          + "are 'dense' or 'compressed', one for each dimension")
    }
    return StreamTensor(value: value, levels: levels)
  }
}

extension StreamExpression {
  /// Whether the result so far occurs in it.
  var usesAccumulator: Bool {
    switch self {
    case .accumulator: true
    case .element, .constant: false
    case .apply(_, let operands): operands.contains { $0.usesAccumulator }
    case .stored(_, let value), .masked(_, _, _, let value), .nonzero(let value):
      value.usesAccumulator
    }
  }

  /// The expression with the numbers of operands that are one everywhere.
  func replacingConstants(_ operands: [StreamRegion.Operand]) -> StreamExpression {
    switch self {
    case .accumulator, .constant: return self
    case .element(let index):
      if operands.indices.contains(index), case .constant(let number) = operands[index].source {
        return .constant(number)
      }
      return self
    case .apply(let function, let parts):
      return .apply(function, parts.map { $0.replacingConstants(operands) })
    case .stored(let support, let value):
      return .stored(support: support, value.replacingConstants(operands))
    case .masked(let predicate, let first, let second, let value):
      return .masked(predicate, first, second, value.replacingConstants(operands))
    case .nonzero(let value): return .nonzero(value.replacingConstants(operands))
    }
  }
}

extension Module {
  /// The number that a scalar or every element of a tensor is.
  func uniformNumber(of value: ValueID) -> Double? {
    if let number = constantFloat(of: value) { return number }
    guard let op = definingOp(of: value) else { return nil }
    if opcode(of: op).is(LinalgOp.fill) { return constantFloat(of: operand(0, of: op)) }
    // What an op that does not read its result starts from.
    return opcode(of: op).is(TensorOp.empty) ? 0 : nil
  }
}

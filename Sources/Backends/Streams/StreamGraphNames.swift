import FuseIR

/// The blocks of a `sam.graph`, and how text and protobuf call its tensors and indices.
struct StreamGraphNames {
  /// A tensor that the graph reads or writes.
  struct Tensor {
    let name: String
    let type: TypeID
  }

  /// The op.
  let graph: OpID
  /// The name of the file that holds the graph alone, without suffix.
  let title: String
  /// The blocks, in the order of the program; the `sam.tensor` ops are none.
  let blocks: [OpID]
  /// What the graph writes, then what it reads.
  let outputs: [Tensor]
  let inputs: [Tensor]
  /// By block, the place among `outputs` of the tensor that a writer writes, and the level; the values count as the last.
  private(set) var writers: [OpID: (tensor: Int, level: Int)] = [:]
  /// By value, the tensor that references or values come from.
  private var tensors: [ValueID: String] = [:]
  /// By value, the index of its innermost loop.
  private var indices: [ValueID: String] = [:]

  /// The graphs of a program, in its order.
  static func graphs(of module: borrowing Module) -> [OpID] {
    module.opsPreOrder(in: module.root).filter { module.opcode(of: $0).is(SamOp.graph) }
  }

  /// Reads a verified graph; `number` tells it from others of the program.
  init(_ graph: OpID, number: Int, in module: borrowing Module) {
    self.graph = graph
    title = module.string("sym_name", of: graph) ?? "graph\(number)"
    func names(_ attribute: String) -> [String] {
      let elements = module.attribute(attribute, of: graph).flatMap { module.arrayElements($0) }
      var names: [String] = []
      for element in elements ?? [] { names.append(module.stringValue(element) ?? "") }
      return names
    }
    var outputs: [Tensor] = []
    for (name, type) in zip(names("result_names"), module.resultTypes(of: graph)) {
      outputs.append(Tensor(name: name, type: type))
    }
    self.outputs = outputs
    guard let body = module.body(of: graph) else {
      inputs = []
      blocks = []
      return
    }
    var inputs: [Tensor] = []
    for (name, argument) in zip(names("operand_names"), module.arguments(of: body)) {
      inputs.append(Tensor(name: name, type: module.type(of: argument)))
      tensors[argument] = name
    }
    self.inputs = inputs
    let ops = module.ops(of: body)
    blocks = ops.filter {
      SamOp(module.opcode(of: $0)) != nil && !module.opcode(of: $0).is(SamOp.tensor)
    }
    if let end = ops.last {
      for (place, value) in module.operands(of: end).enumerated() {
        guard let tensor = module.definingOp(of: value) else { continue }
        for (level, memory) in module.operands(of: tensor).enumerated() {
          guard let writer = module.definingOp(of: memory) else { continue }
          writers[writer] = (place, level)
        }
      }
    }
    // In a circle the streams that go back are named only by what they come from: two walks reach all.
    for _ in 0..<2 {
      for block in blocks { name(block, module) }
    }
    // What comes from a root is called by what it leads to.
    for _ in 0..<2 {
      for block in blocks.reversed() { nameByReader(block, module) }
    }
    for block in blocks { name(block, module) }
  }

  /// The tensor that references or values come from.
  func tensor(of value: ValueID) -> String { tensors[value] ?? "v" }

  /// The index of the innermost loop of a stream.
  func index(of value: ValueID) -> String { indices[value] ?? "x" }

  // MARK: Streams

  private mutating func name(_ block: OpID, _ module: borrowing Module) {
    let operands = module.operands(of: block)
    let results = module.results(of: block)
    let index = module.string("index", of: block)
    func give(_ result: Int, _ operand: Int, _ names: inout StreamGraphNames) {
      guard results.indices.contains(result), operands.indices.contains(operand) else { return }
      names.tensors[results[result]] = names.tensors[operands[operand]]
      names.indices[results[result]] = names.indices[operands[operand]]
    }
    guard let op = SamOp(module.opcode(of: block)) else { return }
    switch op {
    case .root, .graph, .tensor, .writeLevel, .writeValues: break
    case .scan, .bitVectorScan:
      for result in results {
        tensors[result] = tensors[operands[0]]
        indices[result] = index
      }
    case .array:
      tensors[results[0]] = tensors[operands[0]]
      indices[results[0]] = indices[operands[1]]
    case .locate:
      indices[results[0]] = index ?? indices[operands[1]]
      tensors[results[1]] = tensors[operands[0]]
      indices[results[1]] = indices[results[0]]
      for place in 3..<max(3, operands.count) { give(place - 1, place, &self) }
    case .repeatSignal: indices[results[0]] = index ?? indices[operands[0]]
    case .repeat:
      tensors[results[0]] = tensors[operands[0]]
      indices[results[0]] = index ?? indices[operands[1]]
    case .intersect, .union, .concat:
      let pairs = operands.count / 2
      for result in results { indices[result] = index ?? indices[operands[0]] }
      for pair in 0..<pairs {
        tensors[results[1 + pair]] = tensors[operands[2 * pair + 1]]
        if results.count > 1 + pairs {
          tensors[results[1 + pairs + pair]] = tensors[operands[2 * pair + 1]]
        }
      }
    case .broadcast, .fork, .join:
      for result in results.indices { give(result, 0, &self) }
    case .accumulate:
      for result in results.indices { give(result, result, &self) }
      tensors[results[results.count - 1]] = tensors[operands[operands.count - 1]]
      indices[results[results.count - 1]] = indices[operands[0]]
    case .alu:
      // By the first name, whichever operand has it: text graphs do not keep the order of a sum's.
      tensors[results[0]] = operands.compactMap { tensors[$0] }.min()
      indices[results[0]] = indices[operands[0]]
    case .reduce, .dropStops, .dropEmptyFibers, .generateReferences, .flatten,
      .coordinatesToBitVector:
      give(0, 0, &self)
    case .hold, .drop, .mask, .bitVectorDrop, .bitVectorToCoordinates:
      for result in results.indices { give(result, result, &self) }
    case .split:
      indices[results[0]] = indices[operands[0]].map { $0 + "0" }
      indices[results[1]] = indices[operands[0]].map { $0 + "1" }
    }
  }

  private mutating func nameByReader(_ block: OpID, _ module: borrowing Module) {
    switch SamOp(module.opcode(of: block)) {
    case .root, .repeat, .broadcast, .intersect, .union, .locate: break
    default: return
    }
    for value in module.results(of: block) where tensors[value] == nil {
      var names: [String] = []
      for use in module.uses(of: value) {
        let reader = use.user
        let name: String?
        switch SamOp(module.opcode(of: reader)) {
        case .scan, .array, .bitVectorScan: name = tensors[module.operand(0, of: reader)]
        case .repeat, .broadcast: name = tensors[module.result(of: reader)]
        case .locate where use.operandIndex == 2: name = tensors[module.operand(0, of: reader)]
        case .intersect, .union:
          name = tensors[module.result(1 + use.operandIndex / 2, of: reader)]
        default: name = nil
        }
        if let name { names.append(name) }
      }
      // By the first name, whichever reader has it: the order of readers says nothing.
      tensors[value] = names.min()
    }
  }

  // MARK: Ports

  /// Distinct names for the pairs of a joiner, or for the other streams of a `sam.locate`.
  func pairs(of block: OpID, in module: borrowing Module) -> [String] {
    let operands = module.operands(of: block)
    if module.opcode(of: block).is(SamOp.locate) {
      return Self.distinct(operands.dropFirst(3).map { tensor(of: $0) })
    }
    return Self.distinct(
      stride(from: 1, to: operands.count, by: 2).map { tensor(of: operands[$0]) })
  }

  /// Distinct names for the coordinates that an accumulator keeps, and behind them that of the loop that it sums over where its
  /// stream is given.
  func accumulated(by block: OpID, in module: borrowing Module) -> [String] {
    Self.distinct(module.operands(of: block).dropLast().map { index(of: $0) })
  }

  /// The names of the outer and of the inner stream of a block that takes the two.
  func nested(in block: OpID, in module: borrowing Module) -> [String] {
    let operands = module.operands(of: block)
    let depths = operands.map { StreamType(of: $0, in: module)?.depth }
    let isValue = operands.count == 2 && depths[0] == depths[1]
    return Self.distinct([index(of: operands[0]), isValue ? "vals" : index(of: operands[1])])
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.map { name in
      var candidate = name
      var number = 2
      while !seen.insert(candidate).inserted {
        candidate = "\(name)\(number)"
        number += 1
      }
      return candidate
    }
  }

  // MARK: Formats

  /// The levels of a tensor as text graphs and files know them: the dimension, and whether it is compressed; the levels that a
  /// block's values stand for are left out. Nil where the tensor is stored otherwise.
  static func levels(
    of type: TypeID, in module: borrowing Module
  ) -> [(dimension: Int, isCompressed: Bool)]? {
    guard let shape = module.shape(of: type) else { return nil }
    if shape.isEmpty { return [] }
    guard let encoding = try? SparseEncoding.of(type, in: module) else { return nil }
    let isBlocked = encoding.levels.contains { if case .quotient = $0.part { true } else { false } }
    var levels: [(dimension: Int, isCompressed: Bool)] = []
    for level in encoding.levels {
      switch level.part {
      case .whole where !isBlocked, .quotient: break
      case .rest where level.isDense: continue
      case .whole, .rest, .formula: return nil
      }
      switch level.format {
      case .dense, .batch: levels.append((level.dimension, false))
      case .compressed where level.isOrdered && level.isUnique:
        levels.append((level.dimension, true))
      case .compressed, .looseCompressed, .singleton, .structured: return nil
      }
    }
    return levels.count == shape.count ? levels : nil
  }

  /// `ss01`, or `none` for a scalar.
  static func format(of type: TypeID, in module: borrowing Module) -> String? {
    guard let levels = levels(of: type, in: module) else { return nil }
    if levels.isEmpty { return "none" }
    return levels.map { $0.isCompressed ? "s" : "d" }.joined()
      + levels.map { String($0.dimension) }.joined()
  }
}

import FuseIR
import Machine

/// The values of a program's layers, element by element: what is known before the run, and what follows from the memories.
///
/// Numbers, constants and look-ups by operands are evaluated by the reference interpreter before the run. Everything else is
/// read from places in memory: views are followed through their index maps to the tensors that lie there.
struct BlockValues {
  private var interpreter: Interpreter
  /// By value, the number of the tensor that it is in the graph.
  private var tensors: [ValueID: Int] = [:]
  private let hostOps: Set<OpID>
  private let limit: Int
  /// By value, the one element that it has everywhere.
  private var uniform: [ValueID: Tensor] = [:]
  /// By op of a view, its loops.
  private var views: [OpID: FuseIR.LoopNest] = [:]
  private var bodies: [OpID: RegionBody] = [:]

  init(_ graph: LayerGraph, limits: ExecutionLimits, in module: borrowing Module) {
    interpreter = Interpreter(module, limits: limits)
    hostOps = Set(graph.hostOps)
    limit = limits.bytes
    for (number, tensor) in graph.tensors.enumerated() { tensors[tensor.value] = number }
  }

  /// Evaluates what does not come from layers.
  mutating func evaluate(
    _ block: BlockID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) {
    for (argument, operand) in zip(module.arguments(of: block), operands) {
      interpreter.setValue(argument, to: operand)
    }
    for op in module.ops(of: block) where !module.traits(of: op).contains(.terminator) {
      var hasTensors = false
      for value in module.operandsAndResults(of: op) where module.shape(of: value) != nil {
        hasTensors = true
      }
      let isConstant = module.opcode(of: op).is(ArithOp.constant)
      let isTensorOfGraph = module.results(of: op).contains { tensors[$0] != nil }
      guard hostOps.contains(op) || !hasTensors || (isConstant && isTensorOfGraph) else { continue }
      try execute(op, in: block, module)
    }
  }

  /// Executes an op by the reference, after the ops that it needs and that were not executed yet: views, numbers.
  private mutating func execute(
    _ op: OpID, in block: BlockID, _ module: borrowing Module
  ) throws(ExecutionError) {
    var waiting = [op]
    while let next = waiting.last {
      if module.resultCount(of: next) > 0, interpreter.value(module.result(of: next)) != nil {
        waiting.removeLast()
        continue
      }
      var missing: [OpID] = []
      for inner in module.opsPreOrder(in: next) {
        for value in module.operands(of: inner) where interpreter.value(value) == nil {
          if let source = module.definingOp(of: value), module.parentBlock(of: source) == block {
            missing.append(source)
          }
        }
      }
      guard missing.isEmpty else {
        waiting += missing
        continue
      }
      waiting.removeLast()
      do throws(ExecutionError) {
        var inputs: [Tensor] = []
        for value in module.operands(of: next) {
          guard let input = interpreter.value(value) else {
            throw ExecutionError("has an operand that is not known before the layers run")
          }
          inputs.append(input)
        }
        let results = try interpreter.execute(next, &inputs, in: module)
        for (value, result) in zip(module.results(of: next), results) {
          interpreter.setValue(value, to: result)
        }
      } catch { throw error.located(at: next) }
    }
  }

  /// A value that does not come from layers: an operand, a constant, a number; nil for others.
  func known(_ value: ValueID, in module: borrowing Module) throws(ExecutionError) -> Tensor? {
    interpreter.value(value)
  }

  // MARK: Parts of values

  /// A part of a value, as it lies in a memory until `end`.
  mutating func part(
    of value: ValueID, _ box: Box, memory: Int, until end: Int64,
    _ memories: inout SimulatedMemories, in module: borrowing Module
  ) throws(ExecutionError) -> TensorPart {
    if let tensor = tensors[value] {
      return try memories.part(tensor: tensor, memory: memory, box: box, until: end)
    }
    if let element = try uniformElement(value, in: module) {
      return TensorPart(box: box, elements: try Self.spread(element, TensorPart.shape(box)))
    }
    guard let op = module.definingOp(of: value) else {
      throw ExecutionError("reads a value that is not known")
    }
    do { return try view(op, box, memory, end, &memories, in: module) } catch {
      throw error.located(at: op)
    }
  }

  private static func spread(_ element: Tensor, _ shape: [Int]) throws(ExecutionError) -> Tensor {
    let bytes = element.withBytes { Array($0.prefix(element.elementType.storageByteWidth)) }
    guard let tensor = Tensor(splat: bytes, shape: shape, element.elementType) else {
      throw ExecutionError("reads more than \(Tensor.byteLimit) bytes at once", isUnsupported: true)
    }
    return tensor
  }

  /// The element that a value has everywhere, nil where it may have different ones.
  private mutating func uniformElement(
    _ value: ValueID, in module: borrowing Module
  ) throws(ExecutionError) -> Tensor? {
    if let known = uniform[value] { return known }
    guard let op = module.definingOp(of: value) else { return nil }
    let opcode = module.opcode(of: op)
    let type = module.elementType(of: value)
    guard let elementType = ElementType(type, in: module) else { return nil }
    let element: Tensor?
    if opcode.is(TensorOp.empty) {
      element = Tensor(zeros: [], elementType)
    } else if opcode.is(LinalgOp.fill) || opcode.is(TensorOp.splat) {
      guard let number = interpreter.value(module.operand(0, of: op)),
        let output = Tensor(zeros: [], elementType)
      else { return nil }
      element =
        opcode.is(LinalgOp.fill)
        ? try interpreter.moveLinalg(.fill, op, number, output, in: module) : number
    } else if opcode.is(ArithOp.constant) {
      guard let attribute = module.attribute("value", of: op),
        case .denseElements(let dense) = module.attribute(attribute), dense.isSplat,
        let whole = Tensor(attribute, in: module), whole.count > 0
      else { return nil }
      let bytes = whole.withBytes { Array($0.prefix(elementType.storageByteWidth)) }
      element = Tensor(bytes: bytes, shape: [], elementType)
    } else {
      return nil
    }
    uniform[value] = element
    return element
  }

  // MARK: Views

  /// A part of the result of an op that only says where elements are.
  private mutating func view(
    _ op: OpID, _ box: Box, _ memory: Int, _ end: Int64, _ memories: inout SimulatedMemories,
    in module: borrowing Module
  ) throws(ExecutionError) -> TensorPart {
    if views[op] == nil, case .success(let nest) = FuseIR.LoopNest.of(op, in: module) {
      views[op] = nest
    }
    let result = module.result(of: op)
    guard let nest = views[op], module.resultCount(of: op) == 1,
      let elementType = ElementType(module.elementType(of: result), in: module)
    else { throw ExecutionError("is read, and is no layer and no view", isUnsupported: true) }
    guard var elements = Tensor(zeros: TensorPart.shape(box), elementType) else {
      throw ExecutionError("reads more than \(Tensor.byteLimit) bytes at once", isUnsupported: true)
    }
    if module.opcode(of: op).is(TensorOp.pad) {
      guard let value = Pad(op).uniformValue(in: module), let number = interpreter.value(value)
      else { throw ExecutionError("pads with what is not known before the layers run") }
      elements = try Self.spread(number, elements.shape)
    }
    let width = elementType.storageByteWidth
    var isFound = [Bool](repeating: false, count: elements.count)
    var isThere = [Bool](repeating: true, count: elements.count)
    var missing: (tensor: Int, box: Box)?
    for (number, map) in nest.operandMaps.enumerated() {
      let source = module.operand(number, of: op)
      guard let map, let extents = module.shape(of: source)?.map({ Int($0) }),
        let region = IndexMap.region(map, over: box, shape: extents)
      else { continue }
      let part = try part(
        of: source, region, memory: memory, until: end, &memories, in: module)
      guard part.elements.elementType.storageByteWidth == width else {
        throw ExecutionError("is a view of elements of another width", isUnsupported: true)
      }
      let index = IndexMap(map, shape: extents)
      let strides = part.elements.strides
      part.elements.withBytes { read in
        elements.withMutableBytes { write in
          guard let from = read.baseAddress, let to = write.baseAddress else { return }
          var points = BoxPoints(box)
          for place in isFound.indices {
            // Of several operands, the first one that has the element gives it.
            if !isFound[place],
              let other = index.place(of: points.point, in: region, strides: strides)
            {
              isFound[place] = true
              (to + place * width).copyMemory(from: from + other * width, byteCount: width)
              if let there = part.isThere, !there[other] {
                isThere[place] = false
                missing = missing ?? part.missing
              }
            }
            _ = points.next()
          }
        }
      }
    }
    return missing == nil
      ? TensorPart(box: box, elements: elements)
      : TensorPart(box: box, elements: elements, isThere: isThere, missing: missing)
  }

  // MARK: Nodes

  /// What a node computes: for each result of the layer the part that it writes, or the sums so far.
  mutating func evaluate(
    _ node: ScheduledProgram.Node, home: Int, _ begun: [SumsUnderWay],
    _ program: ScheduledProgram, _ memories: inout SimulatedMemories, in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let layer = program.graph.layers[node.layer]
    var step = NodeStep(node: node, op: layer.op, box: node.box, home: home, program: program)
    var results = try evaluate(step, begun, &memories, in: module)
    guard begun.allSatisfy(\.isComplete) else { return results }
    // What is done with the finished sums before they are written.
    for op in layer.epilogue {
      guard results.count == 1, let box = begun.first?.box else { throw ExecutionError.unsupported }
      let last = module.result(of: step.op)
      step.given = (last, TensorPart(box: box, elements: results[0]))
      step.op = op
      step.box = box
      results = try evaluate(step, [], &memories, in: module)
    }
    return results
  }

  private mutating func evaluate(
    _ step: NodeStep, _ begun: [SumsUnderWay], _ memories: inout SimulatedMemories,
    in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let op = step.op
    guard let view = StructuredOp(op, in: module), let maps = view.indexingMaps(in: module),
      let block = view.body(in: module)
    else { return try evaluateElements(step, &memories, in: module) }
    let inputCount = view.inputCount(in: module)
    if bodies[op] == nil {
      var body = try RegionBody(block, interpreter, in: module)
      if body.program.arguments.count == module.operandCount(of: op) {
        for place in 0..<module.resultCount(of: op) {
          body.widenAccumulation(result: place, accumulator: inputCount + place)
        }
      }
      bodies[op] = body
    }
    guard let body = bodies[op] else { throw ExecutionError.unsupported }
    var parts: [TensorPart] = []
    for index in 0..<module.operandCount(of: op) {
      if index >= inputCount, begun.indices.contains(index - inputCount),
        let sums = begun[index - inputCount].elements
      {
        parts.append(TensorPart(box: begun[index - inputCount].box, elements: sums))
        continue
      }
      let isRead = index < body.readsArgument.count && body.readsArgument[index]
      parts.append(
        try step.part(
          ofOperand: index, maps[index], isRead: isRead, &self, &memories, in: module))
    }
    return try compute(step, maps, parts, inputCount, body, in: module)
  }

  /// Runs the body over the part of the loops.
  private mutating func compute(
    _ step: NodeStep, _ maps: [AffineMap], _ parts: [TensorPart], _ inputCount: Int,
    _ body: RegionBody, in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let loops = step.box.map(\.count)
    if inputCount == 2, parts.count == 3, body.program.isSumOfProducts,
      parts[2].elements.elementType != .i1,
      let contraction = Contraction(maps, loops: loops, parts.map(\.elements.shape))
    {
      var result = parts[2].elements
      contraction.run(parts[0].elements, parts[1].elements, addingTo: &result)
      return [result]
    }
    var accesses: [LoopAccess] = []
    for (map, part) in zip(maps, parts) {
      let shift = step.box.indices.map {
        AffineExpression.sum(.dimension($0), .constant(Int64(step.box[$0].lower)))
      }
      let results = zip(map.results, part.box).map { expression, interval in
        AffineExpression.sum(
          expression.substituting(dimensions: shift), .constant(-Int64(interval.lower)))
      }
      accesses.append(
        try LoopAccess(
          AffineMap(dimensionCount: loops.count, results: results), shape: part.elements.shape,
          loops: loops))
    }
    var nest = LoopNest(
      loops: loops,
      inputs: (0..<inputCount).map {
        LoopNest.Input(tensor: parts[$0].elements, access: accesses[$0])
      },
      outputs: (inputCount..<parts.count).map {
        LoopNest.Output(tensor: parts[$0].elements, access: accesses[$0])
      })
    if body.program.arguments.count == inputCount { nest.order = .inputsOnly }
    nest.origin = step.box.map(\.lower)
    return try interpreter.run(nest, body, in: module)
  }

  /// What a node of an op computes that works element by element without a body of its own.
  private mutating func evaluateElements(
    _ step: NodeStep, _ memories: inout SimulatedMemories, in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard module.traits(of: step.op).contains(.elementwise),
      case .success(let nest) = FuseIR.LoopNest.of(step.op, in: module)
    else {
      throw ExecutionError("is a layer that can't be computed in parts", isUnsupported: true)
    }
    var operands: [Tensor] = []
    for (index, map) in nest.operandMaps.enumerated() {
      guard let map else {
        throw ExecutionError("is a layer that can't be computed in parts", isUnsupported: true)
      }
      operands.append(
        try step.part(ofOperand: index, map, isRead: true, &self, &memories, in: module).elements)
    }
    return try interpreter.execute(step.op, &operands, in: module)
  }
}

/// An op that a node computes a part of.
private struct NodeStep {
  let node: ScheduledProgram.Node
  var op: OpID
  /// The part of its loops.
  var box: Box
  let home: Int
  let program: ScheduledProgram
  /// A value that the step before has just computed.
  var given: (value: ValueID, part: TensorPart)?

  init(
    node: ScheduledProgram.Node, op: OpID, box: Box, home: Int, program: ScheduledProgram
  ) {
    self.node = node
    self.op = op
    self.box = box
    self.home = home
    self.program = program
  }

  /// The part of an operand that the loops reach; an error where an element that is read is not there.
  func part(
    ofOperand index: Int, _ map: AffineMap, isRead: Bool, _ values: inout BlockValues,
    _ memories: inout SimulatedMemories, in module: borrowing Module
  ) throws(ExecutionError) -> TensorPart {
    let value = module.operand(index, of: op)
    if let given, given.value == value { return given.part }
    guard let shape = module.shape(of: value)?.map({ Int($0) }) else {
      guard let number = try values.known(value, in: module) else {
        throw ExecutionError("reads a number that is not known before the layers run")
      }
      return TensorPart(box: [], elements: number)
    }
    guard let region = IndexMap.region(map, over: box, shape: shape) else {
      throw ExecutionError("reads outside of operand \(index) of '\(module.name(of: op))'")
    }
    guard isRead else {
      guard let type = ElementType(module.elementType(of: value), in: module),
        let zeros = Tensor(zeros: TensorPart.shape(region), type)
      else {
        throw ExecutionError(
          "takes more than \(Tensor.byteLimit) bytes at once", isUnsupported: true)
      }
      return TensorPart(box: region, elements: zeros)
    }
    let part = try values.part(
      of: value, region, memory: home, until: node.end, &memories, in: module)
    if let isThere = part.isThere, let missing = part.missing {
      // Of the box, only some elements may be read.
      let access = IndexMap(map, shape: shape)
      let strides = part.elements.strides
      var points = BoxPoints(box)
      repeat {
        if let place = access.place(of: points.point, in: region, strides: strides), !isThere[place]
        {
          let name = program.platform.memories[home].name
          throw ExecutionError(
            "reads \(program.graph.tensors[missing.tensor].words(missing.box)) at cycle "
              + "\(node.start), which is not in '\(name)' until cycle \(node.end)")
        }
      } while points.next()
    }
    return part
  }
}

import FuseIR

/// Builds the `sam.graph` of a fusion table: one block for each cell.
struct SamGraphBuilder {
  private let table: FusionTable
  private let location: LocationID
  /// By cell, its streams.
  private var streams: [[ValueID]] = []
  private var block: BlockID
  private var region: RegionID
  /// By output, what its writers left: levels, then values.
  private var memories: [[ValueID]]

  /// Builds the graph before `place`, reading the tensors of the table, each of which has a value; returns it.
  static func build(
    _ table: FusionTable, resultTypes: [TypeID], before place: OpID, in module: inout Module
  ) -> OpID {
    var builder = SamGraphBuilder(table, at: module.location(of: place), in: &module)
    return builder.build(resultTypes, before: place, in: &module)
  }

  private init(_ table: FusionTable, at location: LocationID, in module: inout Module) {
    self.table = table
    self.location = location
    region = module.createRegion()
    var types: [TypeID] = []
    for case let value? in table.tensors.map(\.value) { types.append(module.type(of: value)) }
    block = module.addBlock(to: region, argumentTypes: types)
    memories = [[ValueID]](repeating: [], count: table.outputs.count)
  }

  private mutating func build(
    _ resultTypes: [TypeID], before place: OpID, in module: inout Module
  ) -> OpID {
    for cell in table.cells.indices { streams.append(add(cell, in: &module)) }
    var results: [ValueID] = []
    for (memory, type) in zip(memories, resultTypes) {
      let tensor = module.build(
        SamOp.tensor, at: .end(of: block), operands: memory, resultTypes: [type],
        location: location)
      results.append(module.result(of: tensor))
    }
    module.build(
      FuseEndOp.yield, at: .end(of: block), operands: results, location: location)
    var operandNames: [AttributeID] = []
    for index in table.tensors.indices {
      operandNames.append(module.stringAttribute(Self.operandName(index)))
    }
    var resultNames: [AttributeID] = []
    for index in results.indices {
      resultNames.append(module.stringAttribute(index == 0 ? "X" : "X\(index)"))
    }
    let names = [
      ("operand_names", module.arrayAttribute(operandNames)),
      ("result_names", module.arrayAttribute(resultNames)),
    ]
    return module.build(
      SamOp.graph, at: .before(place), operands: table.tensors.compactMap(\.value),
      resultTypes: resultTypes, attributes: names, regions: [region], location: location)
  }

  /// `B`, `C`, ..., `W`, `B1`, ...: `X` is the result.
  private static func operandName(_ index: Int) -> String {
    let letters = Array("BCDEFGHIJKLMNOPQRSTUVW")
    let letter = String(letters[index % letters.count])
    return index < letters.count ? letter : letter + String(index / letters.count)
  }

  private func value(_ stream: FusionTable.Stream) -> ValueID {
    streams[stream.cell][stream.output]
  }

  /// The element of the values that a stream carries.
  private func element(of stream: ValueID, in module: borrowing Module) -> StreamElement {
    if case .values(_, let element)? = StreamType(module.type(of: stream), in: module) {
      return element
    }
    return StreamElement(scalar: "f32")
  }

  private func type(
    _ cell: Int, _ output: Int, _ element: StreamElement, in module: inout Module
  ) -> TypeID {
    let facts = table.facts(of: FusionTable.Stream(cell: cell, output: output))
    let depth = facts.variables.count
    let type: StreamType
    switch facts.kind {
    case .coordinates: type = .coordinates(depth: depth)
    case .references: type = .references(depth: depth)
    case .values: type = .values(depth: depth, element)
    case .signals: type = .signals
    }
    return type.type(in: &module)
  }

  /// The op of a cell; returns its streams.
  private mutating func add(_ number: Int, in module: inout Module) -> [ValueID] {
    let cell = table.cells[number]
    let inputs = cell.inputs.map { value($0) }
    func element(_ input: Int, _ module: borrowing Module) -> StreamElement {
      self.element(of: inputs[input], in: module)
    }
    let index: [(String, AttributeID)] =
      table.rows[number].map { [("index", module.stringAttribute(table.variables[$0].name))] } ?? []
    switch cell {
    case .root: return op(.root, number, [], [], in: &module)
    case .scan(let tensor, let level, _):
      let attributes = [("level", module.integerAttribute(Int64(level)))] + index
      return op(
        .scan, number, [module.argument(tensor, of: block)] + inputs, attributes, in: &module)
    case .repeatSignal: return op(.repeatSignal, number, inputs, index, in: &module)
    case .repetition: return op(.repeat, number, inputs, index, elements: inputs, in: &module)
    case .join(let kind, _):
      return op(
        kind == .intersect ? .intersect : .union, number, inputs, index, elements: inputs,
        isPaired: true, in: &module)
    case .concat(_, let sizes):
      let attributes = [("sizes", module.denseArrayAttribute(sizes))] + index
      return op(
        .concat, number, inputs, attributes, elements: inputs, isPaired: true, in: &module)
    case .generateReferences: return op(.generateReferences, number, inputs, [], in: &module)
    case .array(let tensor, _):
      let argument = module.argument(tensor, of: block)
      let scalar = StreamElement(scalar: module.text(of: module.elementType(of: argument)))
      return op(.array, number, [argument] + inputs, [], element: scalar, in: &module)
    case .alu(let function, _, let scalar):
      var attributes = [("function", module.stringAttribute(function))]
      if let scalar, let kind = FloatKind(rawValue: element(0, module).scalar) {
        let type = module.intern(.float(kind))
        if case .float(let format)? = ElementType(type, in: module),
          let constant = module.constantAttribute(Tensor(scalar, format), type)
        {
          attributes.append(("scalar", constant))
        }
      }
      return op(
        .alu, number, inputs, attributes, element: element(0, module), in: &module)
    case .reduce(let function, _):
      return op(
        .reduce, number, inputs, [("function", module.stringAttribute(function))],
        element: element(0, module), in: &module)
    case .accumulate(let function, _, let outers, _):
      let attributes = [
        ("order", module.integerAttribute(Int64(outers.count))),
        ("function", module.stringAttribute(function)),
      ]
      return op(
        .accumulate, number, inputs, attributes, element: element(inputs.count - 1, module),
        in: &module)
    case .drop: return op(.drop, number, inputs, [], elements: inputs, in: &module)
    case .dropEmptyFibers:
      return op(.dropEmptyFibers, number, inputs, [], elements: inputs, in: &module)
    case .mask(let predicate, _, _, _):
      return op(
        .mask, number, inputs, [("predicate", module.stringAttribute(predicate))],
        elements: inputs, in: &module)
    case .writeLevel(let output, let level, _):
      let isCompressed = table.outputs[output].tensor.levels[level].isCompressed
      let attributes =
        [("format", module.stringAttribute(isCompressed ? "compressed" : "dense"))] + index
      memories[output].append(write(.writeLevel, inputs, attributes, in: &module))
      return []
    case .writeValues(let output, _):
      memories[output].append(write(.writeValues, inputs, [], in: &module))
      return []
    }
  }

  private func write(
    _ kind: SamOp, _ inputs: [ValueID], _ attributes: [(String, AttributeID)],
    in module: inout Module
  ) -> ValueID {
    let memory = StreamType.memory.type(in: &module)
    let op = module.build(
      kind, at: .end(of: block), operands: inputs, resultTypes: [memory], attributes: attributes,
      location: location)
    return module.result(of: op)
  }

  /// - Parameters:
  ///   - elements: the streams of whose values the results are, by result.
  ///   - isPaired: whether the inputs are pairs, of which the second has a result, after one of coordinates.
  private func op(
    _ kind: SamOp, _ number: Int, _ inputs: [ValueID], _ attributes: [(String, AttributeID)],
    element: StreamElement = StreamElement(scalar: "f32"), elements: [ValueID] = [],
    isPaired: Bool = false, in module: inout Module
  ) -> [ValueID] {
    var types: [TypeID] = []
    for output in 0..<table.cells[number].outputCount {
      var own = element
      let source = isPaired ? 2 * output - 1 : output
      if elements.indices.contains(source) {
        own = self.element(of: elements[source], in: module)
      }
      types.append(type(number, output, own, in: &module))
    }
    let op = module.build(
      kind, at: .end(of: block), operands: inputs, resultTypes: types, attributes: attributes,
      location: location)
    return module.results(of: op)
  }
}

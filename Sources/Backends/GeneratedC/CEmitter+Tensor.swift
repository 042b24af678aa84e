import FuseIR

// Ops of the tensor dialect: views, slices, padding.

extension CEmitter {
  /// Fills a new tensor with zeros where its elements are read, as in the reference; else its users allocate.
  private mutating func empty(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let result = module.result(of: op)
    let isRead = module.uses(of: result).contains { use in
      guard let view = StructuredOp(use.user, in: module) else { return false }
      let inputs = view.inputs(in: module)
      if inputs.contains(result) { return true }
      guard let body = view.body(in: module), view.kind == .generic else { return false }
      let arguments = module.arguments(of: body)
      return view.outputs(in: module).enumerated().contains { index, output in
        output == result && arguments.indices.contains(inputs.count + index)
          && module.hasUses(arguments[inputs.count + index])
      }
    }
    guard isRead, dialect != .cuda else { return }
    let count = try count(result, op, module)
    let name = try allocate(result, op, module)
    line("for (long long i = 0; i < \(count); i++) \(name)[i] = 0;")
  }

  /// Writes an op of the tensor dialect.
  mutating func tensor(_ kind: TensorOp, _ op: OpID, _ module: borrowing Module)
    throws(CUnsupported)
  {
    switch kind {
    case .empty: try empty(op, module)
    case .cast, .collapseShape, .expandShape, .reshape, .bitcast:
      let result = module.result(of: op)
      alias(result, to: module.operand(0, of: op), try type(result, op, module))
    case .dim:
      let source = module.operand(0, of: op)
      let shape = try shape(source, op, module)
      guard shape.count > 0 else {
        throw CUnsupported(op: op, reason: "the tensor has no dimensions")
      }
      let table = "((const long long[]){\(shape.map { "\($0)" }.joined(separator: ", "))})"
      bind(module.result(of: op), to: "\(table)[\(name(module.operand(1, of: op)))]")
    case .rank:
      bind(module.result(of: op), to: "\(module.shape(of: module.operand(0, of: op))?.count ?? 0)")
    case .extract: try extract(op, module)
    case .extractSlice: try extractSlice(op, module)
    case .insertSlice: try insertSlice(op, module)
    case .pad: try pad(op, module)
    case .concat:
      let dimension = Concat(op).dimension(in: module)
      try concatenate(op, dimension: dimension, module)
    case .fromElements:
      let result = module.result(of: op)
      let type = try type(result, op, module)
      let name = try allocate(result, op, module)
      for (index, element) in module.operands(of: op).enumerated() {
        line(type.store(self.name(element), to: "\(name)[\(index)]"))
      }
    case .splat:
      let result = module.result(of: op)
      let type = try type(result, op, module)
      let name = try allocate(result, op, module)
      let index = openLoops("i", [try count(result, op, module)])[0]
      line(type.store(self.name(module.operand(0, of: op)), to: "\(name)[\(index)]"))
      closeLoops(1)
    case .insert: try insert(op, module)
    case .generate:
      guard let body = module.body(of: op) else {
        throw CUnsupported(op: op, reason: "it has no body")
      }
      let result = module.result(of: op)
      let shape = try shape(result, op, module)
      let type = try type(result, op, module)
      let name = try allocate(result, op, module)
      let indices = openLoops("i", shape)
      let yielded = try elementBody(body, indices, module)
      line(type.store(yielded.first ?? "0", to: "\(name)[\(Self.linear(indices, shape))]"))
      closeLoops(indices.count)
    case .gather, .scatter, .yield: throw CUnsupported(op: op, reason: "there is no C for it")
    }
  }

  /// Declares a variable with one element of a tensor; indices out of range are moved to the nearest in it.
  mutating func extract(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let source = module.operand(0, of: op)
    let shape = try shape(source, op, module)
    let type = try type(source, op, module)
    var indices: [String] = []
    for operand in module.operands(of: op).dropFirst() { indices.append(name(operand)) }
    let variable = fresh("e")
    let place =
      strides[source].map { distances in
        zip(indices, distances).map { "\($0) * \($1)" }.joined(separator: " + ")
      } ?? Self.linear(indices, shape)
    line("\(type.value) \(variable) = \(type.load("\(name(source))[\(place)]"));")
    bind(module.result(of: op), to: variable)
  }

  private mutating func insert(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let target = module.operand(1, of: op)
    let shape = try shape(target, op, module)
    let type = try type(target, op, module)
    let name = try place(module.result(of: op), over: target, of: op, readsOutput: true, module)
    var indices: [String] = []
    for operand in module.operands(of: op).dropFirst(2) { indices.append(self.name(operand)) }
    line(
      type.store(
        self.name(module.operand(0, of: op)), to: "\(name)[\(Self.linear(indices, shape))]"))
  }

  private func text(_ index: MixedIndex) -> String {
    switch index {
    case .constant(let value): "\(value)"
    case .value(let value): name(value)
    }
  }

  /// The indices of the larger tensor for the indices of a slice.
  private func indices(
    _ slice: Slice, _ op: OpID, _ variables: [String], _ module: borrowing Module
  ) throws(CUnsupported) -> [String] {
    guard let offsets = slice.offsets(in: module), let strides = slice.strides(in: module),
      let dropped = slice.droppedDimensions(in: module)
    else { throw CUnsupported(op: op, reason: "its offsets, sizes or strides do not fit") }
    var next = 0
    var result: [String] = []
    for dimension in offsets.indices {
      var index = "0"
      if !dropped.contains(dimension) {
        index = variables[next]
        next += 1
      }
      let stride = text(strides[dimension])
      let scaled = stride == "1" ? index : "\(index) * \(stride)"
      let offset = text(offsets[dimension])
      result.append(offset == "0" ? scaled : "\(offset) + \(scaled)")
    }
    return result
  }

  private mutating func extractSlice(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let source = module.operand(0, of: op)
    let result = module.result(of: op)
    let shape = try shape(result, op, module)
    let sourceShape = try self.shape(source, op, module)
    let name = try allocate(result, op, module)
    let variables = openLoops("i", shape)
    let from = Self.linear(try indices(Slice(op), op, variables, module), sourceShape)
    line("\(name)[\(Self.linear(variables, shape))] = \(self.name(source))[\(from)];")
    closeLoops(variables.count)
  }

  private mutating func insertSlice(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let source = module.operand(0, of: op)
    let target = module.operand(1, of: op)
    let shape = try shape(source, op, module)
    let targetShape = try self.shape(target, op, module)
    let name = try place(module.result(of: op), over: target, of: op, readsOutput: true, module)
    let variables = openLoops("i", shape)
    let to = Self.linear(try indices(Slice(op), op, variables, module), targetShape)
    line("\(name)[\(to)] = \(self.name(source))[\(Self.linear(variables, shape))];")
    closeLoops(variables.count)
  }

  private mutating func pad(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let view = Pad(op)
    guard let low = view.low(in: module), let body = module.body(of: op) else {
      throw CUnsupported(op: op, reason: "its amounts do not fit")
    }
    let source = view.source(in: module)
    let result = module.result(of: op)
    let type = try type(result, op, module)
    let shape = try shape(result, op, module)
    let sourceShape = try self.shape(source, op, module)
    let name = try allocate(result, op, module)
    let variables = openLoops("i", shape)
    var inside: [String] = []
    var from: [String] = []
    for dimension in shape.indices {
      let index = "(\(variables[dimension]) - \(text(low[dimension])))"
      from.append(index)
      inside.append("\(index) >= 0 && \(index) < \(sourceShape[dimension])")
    }
    let place = "\(name)[\(Self.linear(variables, shape))]"
    open("if (\(inside.isEmpty ? "1" : inside.joined(separator: " && ")))")
    line("\(place) = \(self.name(source))[\(Self.linear(from, sourceShape))];")
    otherwise()
    let yielded = try elementBody(body, variables, module)
    line(type.store(yielded.first ?? "0", to: place))
    close()
    closeLoops(variables.count)
  }

  /// Writes a concatenation of all operands along a dimension.
  mutating func concatenate(_ op: OpID, dimension: Int, _ module: borrowing Module)
    throws(CUnsupported)
  {
    let result = module.result(of: op)
    let shape = try shape(result, op, module)
    guard shape.indices.contains(dimension) else {
      throw CUnsupported(op: op, reason: "no such dimension")
    }
    let name = try allocate(result, op, module)
    var offset: Int64 = 0
    for operand in module.operands(of: op) {
      let part = try self.shape(operand, op, module)
      let variables = openLoops("i", part)
      var indices = variables
      indices[dimension] = "\(variables[dimension]) + \(offset)"
      line(
        "\(name)[\(Self.linear(indices, shape))] = \(self.name(operand))[\(Self.linear(variables, part))];"
      )
      closeLoops(variables.count)
      offset += part[dimension]
    }
  }
}

// The bodies of named ops: regions that are written only in generic form and made by whoever builds the op.

extension Module {
  /// The state of a structured named op (not `linalg.generic`, `map` or `reduce`, whose bodies are free) with its body and
  /// the attributes that follow from the others; nil where the element types have no canonical body.
  mutating func structuredState(
    _ kind: LinalgOp, inputs: [ValueID], outputs: [ValueID],
    attributes: [(name: StringID, value: AttributeID)], location: LocationID
  ) -> OperationState? {
    var state = OperationState(Opcode(kind), location: location)
    state.operands = inputs + outputs
    state.resultTypes = outputs.map { type(of: $0) }.filter { type in
      if case .tensor = self.type(type) { return true }
      return false
    }
    state.attributes = attributes
    guard let body = structuredBody(kind, state) else { return nil }
    state.regions = [body]
    guard kind != .transpose, kind != .broadcast else { return state }
    let segments: [Int32] = [
      Int32(truncatingIfNeeded: inputs.count), Int32(truncatingIfNeeded: outputs.count),
    ]
    let segmentSizes = denseArrayAttribute(segments)
    state.attributes.append((intern("operandSegmentSizes"), segmentSizes))
    addIndexingMaps(kind, to: &state)
    return state
  }

  private mutating func structuredBody(_ kind: LinalgOp, _ state: OperationState) -> RegionID? {
    let region = createRegion()
    let block = addBlock(
      to: region, argumentTypes: state.operands.map { elementType(of: $0) })
    if let function = elementwiseFunction(kind, state) {
      let inputs = arguments(of: block).dropLast()
      guard let result = build(function, of: Array(inputs), in: block) else { return nil }
      build(LinalgOp.yield, at: .end(of: block), operands: [result], location: .unknown)
      return region
    }
    guard let count = kind.inputCount, state.operands.count == count + 1 else { return nil }
    let payload =
      NamedStructure(kind)?.payload ?? (kind == .contract ? .multiplyAdd : .copy)
    let isUnsigned = find("cast").flatMap { name in
      state.attributes.first { $0.name == name }
    }.map { dialectAttributeText($0.value, "linalg", "type_fn") == "cast_unsigned" }
    guard let result = buildPayload(payload, in: block, isUnsigned: isUnsigned ?? false) else {
      return nil
    }
    build(LinalgOp.yield, at: .end(of: block), operands: [result], location: .unknown)
    return region
  }

  private func elementwiseFunction(
    _ kind: LinalgOp, _ state: OperationState
  ) -> ElementwiseFunction? {
    guard kind == .elementwise else { return ElementwiseFunction(kind) }
    return find("kind").flatMap { name in state.attributes.first { $0.name == name } }
      .flatMap { dialectAttributeText($0.value, "linalg", "elementwise_kind") }
      .flatMap { ElementwiseFunction(rawValue: $0) }
  }

  /// `matmul` and `batch_matmul` hold their maps in a property. The maps of the other ops with a fixed structure are also
  /// kept in a discardable attribute, as MLIR does once it has computed them.
  private mutating func addIndexingMaps(_ kind: LinalgOp, to state: inout OperationState) {
    let name = intern(kind.hasIndexingMaps ? "indexing_maps" : "linalg.memoized_indexing_maps")
    if kind == .elementwise, !state.attributes.contains(where: { $0.name == name }),
      let output = state.operands.last, let rank = shape(of: output)?.count
    {
      let map = affineMapAttribute(.identity(rank))
      state.attributes.append(
        (name, arrayAttribute([AttributeID](repeating: map, count: state.operands.count))))
    }
    guard let structure = NamedStructure(kind) else { return }
    guard !state.attributes.contains(where: { $0.name == name }) else { return }
    guard let strides = factors("strides", state, structure.windowRank),
      let dilations = factors("dilations", state, structure.windowRank)
    else { return }
    let maps = structure.maps(strides: strides, dilations: dilations)
    let elements = maps.map { affineMapAttribute($0) }
    state.attributes.append((name, arrayAttribute(elements)))
  }

  private func factors(_ name: String, _ state: OperationState, _ rank: Int) -> [Int64]? {
    guard let id = find(name), let entry = state.attributes.first(where: { $0.name == id }) else {
      return [Int64](repeating: 1, count: rank)
    }
    guard let values = denseIntegers(entry.value), values.count == rank else { return nil }
    return values
  }

  private mutating func buildPayload(
    _ payload: NamedStructure.Payload, in block: BlockID, isUnsigned: Bool
  ) -> ValueID? {
    let arguments = arguments(of: block)
    guard let output = arguments.last else { return nil }
    let type = type(of: output)
    let isUnsigned =
      isUnsigned || payload == .maximumUnsigned || payload == .minimumUnsigned
    func cast(_ value: ValueID, _ module: inout Module) -> ValueID? {
      module.buildScalarCast(value, to: type, isUnsigned: isUnsigned, at: .end(of: block))
    }
    guard let first = cast(arguments[0], &self) else { return nil }
    if payload == .copy { return first }
    let isFloat = isFloat(type)
    guard isFloat || isSignlessIntegerLike(type) else { return nil }
    func combine(_ op: ArithOp, _ a: ValueID, _ b: ValueID, _ module: inout Module) -> ValueID {
      let op = module.build(
        op, at: .end(of: block), operands: [a, b], resultTypes: [type], location: .unknown)
      return module.result(of: op)
    }
    let add: ArithOp = isFloat ? .addf : type == .i1 ? .ori : .addi
    switch payload {
    case .copy: return first
    case .sum: return combine(add, output, first, &self)
    case .maximum: return combine(isFloat ? .maximumf : .maxsi, output, first, &self)
    case .minimum: return combine(isFloat ? .minimumf : .minsi, output, first, &self)
    case .maximumUnsigned: return combine(isFloat ? .maximumf : .maxui, output, first, &self)
    case .minimumUnsigned: return combine(isFloat ? .minimumf : .minui, output, first, &self)
    case .multiplyAdd:
      guard let second = cast(arguments[1], &self) else { return nil }
      let multiply: ArithOp = isFloat ? .mulf : type == .i1 ? .andi : .muli
      return combine(add, output, combine(multiply, first, second, &self), &self)
    }
  }

  /// The value as another scalar type, by at most one `arith` cast; nil where there is none.
  public mutating func buildScalarCast(
    _ value: ValueID, to target: TypeID, isUnsigned: Bool = false, at place: InsertionPoint,
    location: LocationID = .unknown
  ) -> ValueID? {
    let source = type(of: value)
    if source == target { return value }
    let kind: ArithOp
    switch (type(source), type(target)) {
    case (.integer(let from, .signless), .integer(let to, .signless)):
      kind = to > from ? (isUnsigned ? .extui : .extsi) : .trunci
    case (.integer(_, .signless), .float): kind = isUnsigned ? .uitofp : .sitofp
    case (.float, .integer(_, .signless)): kind = isUnsigned ? .fptoui : .fptosi
    case (.float(let from), .float(let to)):
      guard from.width != to.width else { return nil }
      kind = to.width > from.width ? .extf : .truncf
    case (.index, .integer(_, .signless)), (.integer(_, .signless), .index):
      kind = isUnsigned ? .indexCastui : .indexCast
    default: return nil
    }
    let op = build(kind, at: place, operands: [value], resultTypes: [target], location: location)
    return result(of: op)
  }
}

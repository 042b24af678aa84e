import FuseIR
import Machine

/// Walks over the ops of a block once and finds layers, what belongs to them, and where their operands come from.
struct NetworkReader {
  /// Where a value comes from.
  struct Origin {
    /// The layers that it is made of: one where it is a view of the layer's result.
    var layers: [Int] = []
    /// How it relates to the loops of that layer; nil where other ops lie between.
    var layout: TensorLayout?
    /// Whether nothing but this value reads the layer's result.
    var isExclusive = false
  }

  /// The most layers that a value which host ops made is traced to.
  private static let tracedLayers = 8

  private let vectorUnit: VectorUnit?
  private let chargesRowStatistics: Bool
  private let accumulator: ElementKind
  private var result = LayeredFunction()
  private var origins: ValueMap<Origin?>
  private var softmaxes: [OpID: SoftmaxChain] = [:]
  private var isPartOfSoftmax: Set<OpID> = []
  /// For each layer where its ops read tensors.
  private var reads: [[NetworkEdges.Read]] = []
  /// For each op of a layer the parts of the layer's loops that its loops are.
  private var loops: [OpID: [[TensorLayout.Part]?]] = [:]

  init(_ module: borrowing Module, machine: Accelerator, chargesRowStatistics: Bool) {
    vectorUnit = machine.vectorUnits.first
    self.chargesRowStatistics = chargesRowStatistics
    accumulator = machine.arrays.first?.accumulator ?? .int32
    origins = ValueMap(module, repeating: nil)
  }

  mutating func read(_ block: BlockID, in module: borrowing Module) {
    let ops = module.ops(of: block)
    if vectorUnit != nil {
      var order = OpMap<Int32>(module, repeating: -1)
      for (place, op) in ops.enumerated() { order[op] = Int32(truncatingIfNeeded: place) }
      for op in ops {
        guard let chain = SoftmaxChain(endingAt: op, order, in: module) else { continue }
        softmaxes[op] = chain
        isPartOfSoftmax.formUnion(chain.ops)
      }
    }
    for op in ops { visit(op, in: module) }
  }

  /// The layers with their edges, which are what `legality` says of their ops.
  func finish(_ legality: FusionLegality, in module: borrowing Module) -> LayeredFunction {
    let names = OpNames(legality.function, in: module)
    let finder = NetworkEdges(
      result, legality, names, loops: loops, chargesRowStatistics: chargesRowStatistics, in: module)
    var result = result
    for consumer in result.roots.indices {
      for read in reads[consumer] {
        result.network.edges += finder.edges(
          into: consumer, read, traced: { origins[$0]?.layers ?? [] }, in: module)
      }
    }
    return result
  }

  // MARK: Ops

  private mutating func visit(_ op: OpID, in module: borrowing Module) {
    if module.resultCount(of: op) == 0 || isPartOfSoftmax.contains(op), softmaxes[op] == nil {
      return readByOther(op, in: module)
    }
    if let chain = softmaxes[op] { return addSoftmax(chain, op, in: module) }
    do throws(LayerNest.Refusal) {
      if let nest = try LayerNest.read(op, in: module) {
        return addContraction(nest, op, in: module)
      }
    } catch {
      result.refusals.append(.init(op: op, reason: error.reason))
      return readByOther(op, in: module)
    }
    if let structure = LinalgStructure(op, in: module), structure.isElementwise,
      !structure.sizes.contains(0), hasTensors(structure, in: module)
    {
      if absorb(structure, in: module) { return }
      if look(through: op, in: module) { return }
      if vectorUnit != nil, addElementwise(structure, in: module) { return }
    }
    if !look(through: op, in: module) { readByOther(op, in: module) }
  }

  /// The op runs elsewhere: what it reads and makes is in DRAM.
  private mutating func readByOther(_ op: OpID, in module: borrowing Module) {
    guard !module.traits(of: op).contains(.terminator) else { return }
    var layers: [Int] = []
    var values = module.operands(of: op)
    for region in module.regions(of: op) {
      for block in module.blocks(of: region) {
        for inner in module.ops(of: block) { values += module.operands(of: inner) }
      }
    }
    for value in values { layers += origins[value]?.layers ?? [] }
    guard !layers.isEmpty else { return }
    let nearest = Array(Set(layers).sorted().suffix(Self.tracedLayers))
    for index in 0..<module.resultCount(of: op) {
      origins[module.result(index, of: op)] = Origin(layers: nearest)
    }
  }

  /// Follows a view; false where the op is none.
  private mutating func look(through op: OpID, in module: borrowing Module) -> Bool {
    guard case .success(let nest) = LoopNest.of(op, in: module), nest.isView else { return false }
    let source = module.operand(0, of: op)
    guard var origin = origins[source] else { return true }
    origin.isExclusive = origin.isExclusive && module.hasOneUse(source)
    origin.layout = origin.layout.flatMap { view($0, op, in: module) }
    origins[module.result(of: op)] = origin
    return true
  }

  /// The layout of a view; nil where loops walk over only a part of it, or over it several times.
  private func view(
    _ layout: TensorLayout, _ op: OpID, in module: borrowing Module
  ) -> TensorLayout? {
    let shape = (module.shape(of: module.result(of: op)) ?? []).map { Int($0) }
    switch TensorOp(module.opcode(of: op)) {
    case .expandShape:
      return Reassociation(op).groups(in: module).map { layout.expanded($0, to: shape) }
    case .collapseShape: return Reassociation(op).groups(in: module).map { layout.collapsed($0) }
    case .cast: return layout
    default: break
    }
    guard module.opcode(of: op).is(LinalgOp.transpose) else { return nil }
    return module.integers("permutation", of: op).map { layout.transposed($0.map { Int($0) }) }
  }

  // MARK: Layers

  private mutating func add(
    _ layer: Layer, _ root: OpID, _ ops: [OpID], _ value: ValueID, _ layout: TensorLayout
  ) {
    let index = result.roots.count
    result.network.layers.append(layer)
    result.roots.append(root)
    result.ops.append(ops)
    result.results.append(value)
    origins[value] = Origin(layers: [index], layout: layout, isExclusive: true)
  }

  private mutating func addContraction(
    _ nest: LayerNest, _ op: OpID, in module: borrowing Module
  ) {
    let value = module.result(of: op)
    let weight = module.operand(nest.weight, of: op)
    var layer = Layer(
      name: nest.kind.rawValue + String(result.roots.count + 1), sizes: nest.sizes,
      rows: nest.rows, columns: nest.columns,
      widths: .init(
        input: bits(nest.source, in: module), weight: bits(weight, in: module),
        output: bits(value, in: module), partialSum: partialSumBits(value, in: module)))
    var own: [NetworkEdges.Read] = [
      .init(operand: .input, op: op, index: nest.input),
      .init(operand: .weight, op: op, index: nest.weight),
    ]
    let initial = module.operand(2, of: op)
    if !GemminiKernelMatcher.isZero(initial, in: module) {
      own.append(.init(operand: .addend(0), op: op, index: 2))
      layer.addends.append(
        .init(dimensions: dimensions(nest.resultLayout), bits: bits(initial, in: module)))
    }
    reads.append(own)
    loops[op] = nest.loops
    add(layer, op, [op], value, nest.resultLayout)
  }

  private func dimensions(_ layout: TensorLayout) -> LayerDimensions {
    LayerDimensions(layout.dimensions.flatMap { ($0 ?? []).map(\.loop) })
  }

  /// The width of an element; bits of a mask take a byte each.
  private func bits(_ value: ValueID, in module: borrowing Module) -> Int {
    switch module.type(module.elementType(of: value)) {
    case .integer(let width, _): max(8, Int(width))
    case .float(let kind): ElementKind(rawValue: kind.rawValue).map { $0.bytes * 8 } ?? 8
    default: 64
    }
  }

  /// The width of a sum that is not finished: the array's, but floating-point sums are not narrower than their results.
  private func partialSumBits(_ value: ValueID, in module: borrowing Module) -> Int {
    let own = accumulator.bytes * 8
    guard case .float = module.type(module.elementType(of: value)) else { return own }
    return max(own, bits(value, in: module))
  }

  private func hasTensors(_ structure: LinalgStructure, in module: borrowing Module) -> Bool {
    structure.inputs.contains { origins[$0] != nil }
  }

  // MARK: What happens on the way out

  /// Takes the op into the latest layer whose sums it changes; false where it stands alone.
  private mutating func absorb(
    _ structure: LinalgStructure, in module: borrowing Module
  ) -> Bool {
    var chosen: (layer: Int, value: ValueID, place: Int)?
    for (place, value) in structure.inputs.enumerated() {
      guard let origin = origins[value], origin.isExclusive,
        let layer = origin.layers.first, result.network.layers[layer].kind == .contraction,
        module.uses(of: value).allSatisfy({ $0.user == structure.op }),
        layer >= chosen?.layer ?? 0
      else { continue }
      chosen = (layer, value, place)
    }
    guard let chosen, let own = origins[chosen.value]?.layout,
      structure.inputs.count(where: { $0 == chosen.value }) == 1,
      isSimple(structure, chosen.place, in: module), !widens(structure, chosen.value, in: module),
      let parts = loopParts(structure, chosen.place, own)
    else { return false }
    var added: [(place: Int, value: ValueID, layout: TensorLayout)] = []
    for (place, value) in structure.inputs.enumerated() where place != chosen.place {
      if ScalarExpression.constant(value, in: module) != nil || module.shape(of: value) == nil {
        continue
      }
      if let origin = origins[value], origin.layers.contains(where: { $0 >= chosen.layer }) {
        return false
      }
      guard let layout = Self.layout(structure.maps[place], parts) else { return false }
      added.append((place, value, layout))
    }
    let layer = chosen.layer
    for (place, value, layout) in added {
      let addend = result.network.layers[layer].addends.count
      result.network.layers[layer].addends.append(
        .init(dimensions: dimensions(layout), bits: bits(value, in: module)))
      reads[layer].append(.init(operand: .addend(addend), op: structure.op, index: place))
    }
    result.ops[layer].append(structure.op)
    result.results[layer] = structure.result
    result.network.layers[layer].widths.output = bits(structure.result, in: module)
    loops[structure.op] = parts
    origins[structure.result] = Origin(
      layers: [layer], layout: TensorLayout(dimensions: parts), isExclusive: true)
    return true
  }

  /// Whether the op makes wider numbers of what left the array as narrow integers, which the host does then.
  private func widens(
    _ structure: LinalgStructure, _ value: ValueID, in module: borrowing Module
  ) -> Bool {
    guard vectorUnit == nil, case .integer = module.type(module.elementType(of: value)) else {
      return false
    }
    let width = bits(value, in: module)
    return width < accumulator.bytes * 8 && bits(structure.result, in: module) > width
  }

  /// Whether the body does arithmetic on the sum, and no function of it that takes a table or a series.
  private func isSimple(
    _ structure: LinalgStructure, _ place: Int, in module: borrowing Module
  ) -> Bool {
    var arguments: [ScalarExpression?] = structure.inputs.indices.map {
      $0 == place ? .accumulator : .element($0)
    }
    arguments.append(nil)
    guard
      let expression = ScalarExpression.yielded(by: structure.op, arguments: arguments, in: module)
    else { return false }
    return expression.usesAccumulator && expression.isArithmetic
  }

  /// For each loop of the op the parts of the layer's loops, as the operand at `place` has them.
  private func loopParts(
    _ structure: LinalgStructure, _ place: Int, _ layout: TensorLayout
  ) -> [[TensorLayout.Part]?]? {
    var loops = [[TensorLayout.Part]?](repeating: [], count: structure.sizes.count)
    var isSet = [Bool](repeating: false, count: structure.sizes.count)
    for (expression, parts) in zip(structure.maps[place].results, layout.dimensions) {
      switch expression {
      case .dimension(let loop):
        guard !isSet[loop], let parts else { return nil }
        isSet[loop] = true
        loops[loop] = parts
      case .constant(0): break
      default: return nil
      }
    }
    for (size, parts) in zip(structure.sizes, loops) {
      guard (parts ?? []).reduce(1, { $0 * $1.size }) == size else { return nil }
    }
    return loops
  }

  /// The layout of an operand whose dimensions the map says, given what each loop of the op is made of.
  private static func layout(
    _ map: AffineMap, _ loops: [[TensorLayout.Part]?]
  ) -> TensorLayout? {
    var dimensions: [[TensorLayout.Part]?] = []
    for expression in map.results {
      switch expression {
      case .dimension(let loop): dimensions.append(loops[loop])
      case .constant(0): dimensions.append([])
      default: return nil
      }
    }
    return TensorLayout(dimensions: dimensions)
  }

  // MARK: Layers of the vector unit

  private mutating func addElementwise(
    _ structure: LinalgStructure, in module: borrowing Module
  ) -> Bool {
    guard let body = module.body(of: structure.op) else { return false }
    let operations = max(1, module.ops(of: body).count { !isFree($0, in: module) })
    let inputs = structure.inputs.enumerated().filter {
      ScalarExpression.constant($1, in: module) == nil && module.shape(of: $1) != nil
    }
    // The input is the tensor with all loops that comes from a layer, else the first one.
    let whole = inputs.filter { structure.maps[$0.offset].isPermutation }
    guard let main = whole.first(where: { origins[$0.element] != nil }) ?? whole.first else {
      return false
    }
    let own = origins[main.element]
    let loops = own?.layout.flatMap { loopParts(structure, main.offset, $0) }
    return addVectorLayer(
      "elementwise", structure.op, [structure.op], structure, main.offset,
      inputs.map(\.offset).filter { $0 != main.offset }.map { (structure, $0) },
      loops ?? plainLoops(structure.sizes),
      operations, in: module)
  }

  private func isFree(_ op: OpID, in module: borrowing Module) -> Bool {
    module.traits(of: op).contains(.terminator) || module.opcode(of: op).is(ArithOp.constant)
      || module.opcode(of: op).is(LinalgOp.index)
  }

  /// The last loop is K, the others N.
  private func plainLoops(_ sizes: [Int]) -> [[TensorLayout.Part]?] {
    var stride = 1
    var loops: [[TensorLayout.Part]?] = []
    for (index, size) in sizes.enumerated().reversed() {
      if size == 1 {
        loops.append([])
      } else if index == sizes.count - 1 {
        loops.append([.init(loop: .outputChannel, size: size, stride: 1)])
      } else {
        loops.append([.init(loop: .batch, size: size, stride: stride)])
        stride *= size
      }
    }
    return loops.reversed()
  }

  private mutating func addSoftmax(
    _ chain: SoftmaxChain, _ op: OpID, in module: borrowing Module
  ) {
    guard let structure = LinalgStructure(chain.reader, in: module) else {
      return readByOther(op, in: module)
    }
    let place = chain.place
    let origin = origins[structure.inputs[place]]
    let known = origin?.layout.flatMap { loopParts(structure, place, $0) }
    let loops = known ?? plainLoops(structure.sizes)
    let operations = chargesRowStatistics ? chain.operations : 1
    let others = chain.mask.flatMap { mask in
      LinalgStructure(mask.reader, in: module).map { [($0, mask.place)] }
    }
    if !addVectorLayer(
      "softmax", op, chain.ops, structure, place, others ?? [], loops, operations, in: module)
    {
      return readByOther(op, in: module)
    }
    for inner in chain.elementwiseOps { self.loops[inner] = loops }
  }

  private mutating func addVectorLayer(
    _ name: String, _ root: OpID, _ ops: [OpID], _ structure: LinalgStructure, _ place: Int,
    _ others: [(structure: LinalgStructure, place: Int)], _ parts: [[TensorLayout.Part]?],
    _ operations: Int,
    in module: borrowing Module
  ) -> Bool {
    var sizes = LayerSizes(repeating: 1)
    for part in parts.flatMap({ $0 ?? [] }) { sizes[part.loop] *= part.size }
    let points = (0..<8).reduce(1.0) { $0 * Double(sizes[$1]) }
    guard points <= LayerNest.largestProduct, Self.layout(structure.maps[place], parts) != nil
    else {
      return false
    }
    let value = module.result(of: root)
    let input = structure.inputs[place]
    let width = bits(value, in: module)
    var layer = Layer(
      name: name + String(result.roots.count + 1), kind: .elementwise(operations: operations),
      sizes: sizes, rows: .init(extent: sizes[.outputRow]),
      columns: .init(extent: sizes[.outputColumn]),
      widths: .init(
        input: bits(input, in: module), weight: 8, output: width, partialSum: width))
    var own = [NetworkEdges.Read(operand: .input, op: structure.op, index: place)]
    for other in others {
      guard let layout = Self.layout(other.structure.maps[other.place], parts) else {
        return false
      }
      let tensor = other.structure.inputs[other.place]
      own.append(
        .init(
          operand: .addend(layer.addends.count), op: other.structure.op, index: other.place))
      layer.addends.append(
        .init(dimensions: dimensions(layout), bits: bits(tensor, in: module)))
    }
    reads.append(own)
    loops[root] = parts
    add(layer, root, ops, value, TensorLayout(dimensions: parts))
    return true
  }
}

extension ScalarExpression {
  /// Whether nothing but arithmetic, comparisons and roundings are in it.
  fileprivate var isArithmetic: Bool {
    switch self {
    case .accumulator, .element, .float, .integer: true
    case .arith(_, let operands): operands.allSatisfy(\.isArithmetic)
    case .compareFloats(_, let a, let b): a.isArithmetic && b.isArithmetic
    case .compareIntegers(_, let a, let b): a.isArithmetic && b.isArithmetic
    case .math(let op, let operands):
      (op == .roundeven || op == .round || op == .floor || op == .ceil || op == .absf)
        && operands.allSatisfy(\.isArithmetic)
    }
  }
}

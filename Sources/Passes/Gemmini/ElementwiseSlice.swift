import FuseIR

/// Takes parts out of an elementwise `linalg.generic`: ops of their own that compute some values of its body.
struct ElementwiseSlice {
  /// The op, which has only parallel loops and writes in their order.
  let structure: LinalgStructure
  /// Its body.
  let body: BlockID
  /// The ops of the body without its end.
  let ops: [OpID]
  /// What the body yields.
  let yielded: ValueID

  /// The slices of the op, or nil where it is no such generic, has nested regions, or reads its initial result.
  init?(_ op: OpID, in module: borrowing Module) {
    guard module.opcode(of: op).is(LinalgOp.generic),
      let structure = LinalgStructure(op, in: module), structure.isElementwise,
      let body = module.body(of: op), let yield = module.lastOp(of: body),
      module.operandCount(of: yield) == 1
    else { return nil }
    let ops = Array(module.ops(of: body).dropLast())
    guard ops.allSatisfy({ module.regionCount(of: $0) == 0 && module.resultCount(of: $0) == 1 }),
      !module.hasUses(module.argument(structure.inputs.count, of: body))
    else { return nil }
    self.structure = structure
    self.body = body
    self.ops = ops
    yielded = module.operand(0, of: yield)
  }

  /// The op's block argument for the input with the given index.
  func argument(_ index: Int, in module: borrowing Module) -> ValueID {
    module.argument(index, of: body)
  }

  /// The ops that compute `value`, in order, back to block arguments and the values in `known`.
  func ops(
    computing value: ValueID, known: [ValueID] = [], in module: borrowing Module
  ) -> [OpID] {
    var isNeeded: Set<ValueID> = [value]
    var result: [OpID] = []
    for op in ops.reversed() {
      let own = module.result(of: op)
      guard isNeeded.contains(own), !known.contains(own) else { continue }
      result.append(op)
      isNeeded.formUnion(module.operands(of: op))
    }
    return result.reversed()
  }

  /// The values of the body that depend on `value`, and `value`.
  func values(dependingOn value: ValueID, in module: borrowing Module) -> Set<ValueID> {
    var result: Set<ValueID> = [value]
    for op in ops where module.operands(of: op).contains(where: { result.contains($0) }) {
      result.insert(module.result(of: op))
    }
    return result
  }

  /// Builds a generic before the op that computes `value` of its body; the values in `known` are read from tensors that
  /// hold them for every point of the loops.
  func build(
    _ value: ValueID, known: [(value: ValueID, tensor: ValueID)] = [], in module: inout Module
  ) -> ValueID {
    let needed = ops(computing: value, known: known.map(\.value), in: module)
    var used: Set<ValueID> = [value]
    for op in needed { used.formUnion(module.operands(of: op)) }
    var inputs: [ValueID] = []
    var maps: [AffineMap] = []
    var sources: [ValueID] = []
    for (index, input) in structure.inputs.enumerated()
    where used.contains(argument(index, in: module)) {
      inputs.append(input)
      maps.append(structure.maps[index])
      sources.append(argument(index, in: module))
    }
    let identity = AffineMap.identity(structure.sizes.count)
    for entry in known where used.contains(entry.value) {
      inputs.append(entry.tensor)
      maps.append(identity)
      sources.append(entry.value)
    }
    let place = InsertionPoint.before(structure.op)
    let location = needed.last.map { module.location(of: $0) } ?? module.location(of: structure.op)
    let type = module.tensorType(structure.sizes.map { Int64($0) }, module.type(of: value))
    let empty = module.buildEmpty(type, at: place, location: location)
    let generic = module.buildGeneric(
      at: place, inputs: inputs, outputs: [empty], maps: maps + [identity],
      iterators: [IteratorType](repeating: .parallel, count: structure.sizes.count),
      location: location
    ) { module, block, elements in
      var mapping = CloneMapping()
      for (source, element) in zip(sources, elements) { mapping[source] = element }
      for op in needed {
        let copy = module.clone(op, mapping: &mapping)
        module.insert(copy, at: .end(of: block))
      }
      return [mapping[value]]
    }
    return module.result(of: generic)
  }
}

import FuseIR

/// Which dimensions of which values can only go together: those that ops tie to each other.
///
/// Where an op is not known, its values of one shape are taken to be tied dimension by dimension, if fusec implements it,
/// and not at all otherwise. A wrong guess does no harm: the program without the dimensions does not verify, or does not
/// interest.
struct TensorAxes {
  /// One dimension of one value.
  struct Axis {
    let value: ValueID
    let dimension: Int
  }

  /// Every dimension of every ranked value, in the order of the values.
  private(set) var axes: [Axis] = []
  /// By value, the place of its first dimension in `axes`.
  private var starts: ValueMap<Int>
  /// By axis, another axis of the same class, or itself.
  private var parents: [Int] = []

  /// Looks at the whole program.
  init(_ module: borrowing Module) {
    starts = ValueMap(module, repeating: -1)
    let ops = module.opsPreOrder(in: module.root)
    for op in ops {
      for value in module.results(of: op) { add(value, module) }
      for region in module.regions(of: op) {
        for block in module.blocks(of: region) {
          for argument in module.arguments(of: block) { add(argument, module) }
        }
      }
    }
    for op in ops {
      tie(AxisNames(of: op, in: module), of: op, module)
      tieAcrossRegions(op, module)
    }
  }

  /// The classes, each by its first axis.
  var classes: [Int] { axes.indices.filter { find($0) == $0 } }

  /// The dimensions of the class with this first axis, by value, ascending.
  func dimensions(ofClass first: Int) -> [(value: ValueID, dimensions: [Int])] {
    var result: [(value: ValueID, dimensions: [Int])] = []
    for (index, axis) in axes.enumerated() where find(index) == first {
      if let last = result.last, last.value == axis.value {
        result[result.count - 1].dimensions.append(axis.dimension)
      } else {
        result.append((axis.value, [axis.dimension]))
      }
    }
    return result
  }

  private mutating func add(_ value: ValueID, _ module: borrowing Module) {
    guard let shape = module.shape(of: value) else { return }
    starts[value] = axes.count
    for dimension in shape.indices {
      parents.append(axes.count)
      axes.append(Axis(value: value, dimension: dimension))
    }
  }

  private func find(_ axis: Int) -> Int {
    var axis = axis
    while parents[axis] != axis { axis = parents[axis] }
    return axis
  }

  /// The first axis stands for the class.
  private mutating func unite(_ a: Int, _ b: Int) {
    let (first, second) = (find(a), find(b))
    parents[max(first, second)] = min(first, second)
    // Shorter ways for the next time.
    parents[a] = min(first, second)
    parents[b] = min(first, second)
  }

  private mutating func tie(_ a: ValueID, _ b: ValueID, _ module: borrowing Module) {
    guard let rank = module.shape(of: a)?.count, module.shape(of: b)?.count == rank else { return }
    for dimension in 0..<rank { unite(starts[a] + dimension, starts[b] + dimension) }
  }

  private mutating func tie(_ a: [ValueID], _ b: [ValueID], _ module: borrowing Module) {
    for (a, b) in zip(a, b) { tie(a, b, module) }
  }

  /// Ties what has the same name in the op.
  private mutating func tie(_ names: AxisNames, of op: OpID, _ module: borrowing Module) {
    var first: [Int: Int] = [:]
    let values = module.operands(of: op) + module.results(of: op)
    for (value, own) in zip(values, names.operands + names.results) where starts[value] >= 0 {
      for (dimension, name) in own.enumerated() {
        guard let name else { continue }
        let axis = starts[value] + dimension
        if let other = first[name] { unite(other, axis) } else { first[name] = axis }
      }
    }
  }

  // MARK: Control flow

  /// Ties what is passed to blocks, functions and regions to what they get.
  private mutating func tieAcrossRegions(_ op: OpID, _ module: borrowing Module) {
    let opcode = module.opcode(of: op)
    let operands = module.operands(of: op)
    let results = module.results(of: op)
    if opcode.is(FuncOp.call) {
      guard let name = module.string(symbol: "callee", of: op),
        let callee = module.function(named: name), let body = module.body(of: callee)
      else { return }
      tie(operands, module.arguments(of: body), module)
      tie(results, module.yields(ofRegion: 0, of: callee).first ?? [], module)
    } else if opcode.is(FuncOp.func) {
      let ends = module.yields(ofRegion: 0, of: op)
      for other in ends.dropFirst() { tie(ends[0], other, module) }
    } else if opcode.is(ControlFlowOp.br), let target = module.successors(of: op).first {
      tie(operands, module.arguments(of: target), module)
    } else if opcode.is(ControlFlowOp.condBr) {
      guard let segments = module.integers("operandSegmentSizes", of: op), segments.count == 3,
        segments.allSatisfy({ $0 >= 0 && $0 <= Int64(operands.count) })
      else { return }
      var rest = operands.dropFirst(Int(segments[0]))
      for (target, count) in zip(module.successors(of: op), segments.dropFirst()) {
        tie(Array(rest.prefix(Int(count))), module.arguments(of: target), module)
        rest = rest.dropFirst(Int(count))
      }
    } else {
      // Loops and branches: what a region yields, what the op gives and what a loop starts from are of one type.
      let isLoop = opcode.is(StablehloOp.while) || opcode.is(ScfOp.for) || opcode.is(ScfOp.while)
      let isBranch = opcode.is(StablehloOp.if) || opcode.is(StablehloOp.case) || opcode.is(ScfOp.if)
      guard isLoop || isBranch else { return }
      if isLoop { tie(Array(operands.suffix(results.count)), results, module) }
      for (index, region) in module.regions(of: op).enumerated() {
        for end in module.yields(ofRegion: index, of: op) {
          tie(Array(end.suffix(results.count)), results, module)
        }
        guard isLoop, let block = module.entryBlock(of: region) else { continue }
        tie(Array(module.arguments(of: block).suffix(results.count)), results, module)
      }
    }
  }
}

extension Module {
  /// What the blocks of a region hand over when they end, for those that end the region.
  fileprivate func yields(ofRegion index: Int, of op: OpID) -> [[ValueID]] {
    guard index < regionCount(of: op) else { return [] }
    return blocks(of: region(index, of: op)).compactMap { block in
      lastOp(of: block).flatMap { successors(of: $0).isEmpty ? operands(of: $0) : nil }
    }
  }

  /// The name of the symbol that an attribute refers to.
  fileprivate func string(symbol name: String, of op: OpID) -> String? {
    attribute(name, of: op).flatMap { symbolValue($0) }.map { string($0) }
  }
}

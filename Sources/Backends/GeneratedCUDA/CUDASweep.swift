import FuseIR

/// A structured op as what the threads that compute a row do together: loops that all of them run (around), loops whose
/// iterations they share, and loops that each runs for its own iterations (inside).
///
/// A result is either one element for each shared iteration, or a combination over the shared iterations: then each thread
/// combines its own, and the threads combine theirs.
struct CUDASweep {
  let op: OpID
  let body: BlockID
  let bounds: [Int64]
  let inputs: [ValueID]
  let outputs: [ValueID]
  /// What it computes.
  let results: [ValueID]
  let maps: [AffineMap]
  let around: [Int]
  let shared: [Int]
  let inside: [Int]
  /// Per output, how what the threads have is combined; none where each has elements of its own, nil where there is no way.
  let combinations: [KernelCombination?]
  let readsInput: [Bool]
  let readsOutput: [Bool]
  /// Whether it sums products in 16 bits, which are rounded only in the end.
  let sumsNarrowProducts: Bool

  /// How many iterations the threads share.
  var count: Int64 { shared.reduce(1) { $0 &* bounds[$1] } }

  /// Per output, whether it has an element for each shared iteration.
  let isElement: [Bool]

  /// The sweep that the op is.
  init(_ op: OpID, in module: borrowing Module) throws(CUnsupported) {
    let read = try StructuredLoops(op, in: module)
    let (view, maps, iterators) = (read.view, read.maps, read.iterators)
    let (bounds, body) = (read.bounds, read.body)
    let inputs = view.inputs(in: module)
    let outputs = view.outputs(in: module)
    let arguments = module.arguments(of: body)
    guard module.resultCount(of: op) == outputs.count, !outputs.isEmpty,
      arguments.count == inputs.count + outputs.count, maps.count == arguments.count
    else { throw CUnsupported(op: op, reason: "it works on memory, not on tensors") }
    guard maps[inputs.count...].allSatisfy(Self.coversTile) else {
      throw CUnsupported(op: op, reason: "its results are not the loops' in order")
    }
    self.op = op
    self.body = body
    self.bounds = bounds
    self.inputs = inputs
    self.outputs = outputs
    results = module.results(of: op)
    self.maps = maps
    readsInput = inputs.indices.map { module.hasUses(arguments[$0]) }
    readsOutput = outputs.indices.map { module.hasUses(arguments[inputs.count + $0]) }
    sumsNarrowProducts = Self.sumsNarrowProducts(op, body, in: module)

    // Loops of one iteration are no loops.
    let loops = bounds.indices.filter { bounds[$0] != 1 }
    let used = outputs.indices.map { output in
      loops.filter { loop in
        maps[inputs.count + output].results.contains { Self.mentions($0, loop) }
      }
    }
    let combinations = outputs.indices.map {
      KernelCombination(
        ofResult: $0, accumulator: inputs.count + $0, body, in: module)
    }
    let all = loops.filter { loop in used.contains { $0.contains(loop) } }
    let free = loops.filter { !all.contains($0) }
    let partial = outputs.indices.filter { used[$0] != all }
    if partial.isEmpty {
      let own = all.reduce(1) { $0 &* bounds[$1] }
      let rest = free.reduce(1) { $0 &* bounds[$1] }
      let isCombinable = combinations.allSatisfy { $0 != nil }
      if all.isEmpty || (own < 32 && rest >= 64 && isCombinable) {
        // One number, or few with long sums: the threads share the sums.
        around = all
        shared = free
        inside = []
        isElement = outputs.map { _ in free.isEmpty }
        self.combinations =
          free.isEmpty ? outputs.map { _ in KernelCombination.none } : combinations
      } else {
        around = []
        shared = all
        inside = free
        isElement = outputs.map { _ in true }
        self.combinations = outputs.map { _ in KernelCombination.none }
      }
      return
    }
    let base = used[partial[0]]
    guard partial.allSatisfy({ used[$0] == base }) else {
      throw CUnsupported(op: op, reason: "its results are combined over different loops")
    }
    guard free.isEmpty || free.allSatisfy({ iterators[$0] != .parallel }) else {
      throw CUnsupported(op: op, reason: "its results do not depend on a parallel loop")
    }
    around = base
    shared = all.filter { !base.contains($0) }
    inside = free
    isElement = used.map { $0 == all }
    self.combinations = outputs.indices.map {
      used[$0] == all ? KernelCombination.none : combinations[$0]
    }
  }

  /// Whether each dimension is a loop of its own, or has one element.
  private static func coversTile(_ map: AffineMap) -> Bool {
    var loops: Set<Int> = []
    return map.results.allSatisfy { expression in
      switch expression {
      case .dimension(let loop): loops.insert(loop).inserted
      case .constant(0): true
      default: false
      }
    }
  }

  /// Whether several threads can share it.
  var isCombinable: Bool { combinations.allSatisfy { $0 != nil } }

  private static func sumsNarrowProducts(
    _ op: OpID, _ body: BlockID, in module: borrowing Module
  ) -> Bool {
    let ops = module.ops(of: body)
    guard module.resultCount(of: op) == 1,
      CType(module.result(of: op), in: module)?.conversion != nil,
      ops.count == 3, module.opcode(of: ops[0]).is(ArithOp.mulf),
      module.opcode(of: ops[1]).is(ArithOp.addf)
    else { return false }
    return module.operands(of: ops[1]).contains(module.result(of: ops[0]))
  }

  static func mentions(_ expression: AffineExpression, _ dimension: Int) -> Bool {
    switch expression {
    case .dimension(let index): index == dimension
    case .symbol, .constant: false
    case .add(let a, let b), .multiply(let a, let b), .modulo(let a, let b),
      .floorDivide(let a, let b), .ceilDivide(let a, let b):
      mentions(a, dimension) || mentions(b, dimension)
    }
  }
}

extension CUDASweep {
  /// The sweep that goes through a tile once, element by element.
  init(copying tile: ValueID, _ op: OpID, in module: borrowing Module) throws(CUnsupported) {
    guard let shape = module.shape(of: tile), !shape.contains(Dimension.dynamic),
      let body = module.body(of: op)
    else { throw CUnsupported(op: op, reason: "a tile has no static shape") }
    self.op = op
    self.body = body
    bounds = shape
    inputs = []
    outputs = [tile]
    results = []
    maps = [.identity(shape.count)]
    around = []
    shared = shape.indices.filter { shape[$0] != 1 }
    inside = []
    combinations = [KernelCombination.none]
    readsInput = []
    readsOutput = [false]
    sumsNarrowProducts = false
    isElement = [true]
  }

  /// Whether it has no loops, so that each thread computes it for itself.
  var isNumber: Bool { around.isEmpty && shared.isEmpty && inside.isEmpty }
}

import FuseIR
import Machine

/// Chooses the kernels of a function: what runs on the array, and what each takes in of the ops around it.
struct GemminiKernelSelection {
  /// An op that looked like work for the array, and why it is not.
  struct Refused {
    var op: OpID
    var reason: GemminiRefusal
  }

  /// The kernels, in program order of their roots.
  private(set) var kernels: [GemminiPlannedKernel] = []
  /// For each kernel the type of its result as sums that are not finished.
  private(set) var sums: [TypeID] = []
  /// Sums of products that the host must do.
  private(set) var refused: [Refused] = []
  /// For each op that a kernel stands for, the kernel's index.
  private(set) var kernelOfOp: [OpID: Int] = [:]

  private var matcher: GemminiKernelMatcher
  private let configuration: GemminiConfiguration

  /// Chooses the kernels of the block; inserts ops that bring operands into an order that the array can read.
  init(_ block: BlockID, of module: inout Module, on configuration: GemminiConfiguration) {
    self.configuration = configuration
    matcher = GemminiKernelMatcher(configuration: configuration)
    // From the last op on: what takes the results of two kernels belongs to the later one, as to the later layer.
    for op in module.ops(of: block).reversed() where kernelOfOp[op] == nil {
      switch select(op, in: &module) {
      case .success(let kernel):
        for op in kernel.kernel.ops { kernelOfOp[op] = kernels.count }
        kernels.append(kernel)
      case .failure(let error):
        if error.reason != .noContraction { refused.append(.init(op: op, reason: error.reason)) }
      }
    }
    refused.reverse()
    kernels.reverse()
    for (index, kernel) in kernels.enumerated() {
      for op in kernel.kernel.ops { kernelOfOp[op] = index }
      let shape = module.shape(of: kernel.kernel.result) ?? []
      sums.append(module.tensorType(shape, configuration.accumulator.isFloat ? .f32 : .i32))
    }
  }

  private mutating func select(
    _ op: OpID, in module: inout Module
  ) -> Result<GemminiPlannedKernel, GemminiKernelMatcher.RefusalError> {
    let first = attempt(op, in: &module)
    guard case .failure(let error) = first, case .layout = error.reason else { return first }
    // Read the operands as they are written, not through views.
    for operand in module.operands(of: op).prefix(2) {
      matcher.views.materialized.insert(operand)
      if let pad = module.definingOp(of: operand), module.opcode(of: pad).is(TensorOp.pad) {
        matcher.views.materialized.insert(module.operand(0, of: pad))
      }
    }
    let second = attempt(op, in: &module)
    guard case .failure = second, rearrange(op, in: &module) else { return second }
    return attempt(op, in: &module)
  }

  private func attempt(
    _ op: OpID, in module: inout Module
  ) -> Result<GemminiPlannedKernel, GemminiKernelMatcher.RefusalError> {
    do throws(GemminiKernelMatcher.RefusalError) {
      let kernel = try matcher.kernel(rootedAt: op, in: module).get()
      let candidates = GemminiEpilogueMatcher(
        views: matcher.views, isFloat: configuration.input.isFloat,
        isTaken: { kernelOfOp[$0] != nil }
      ).extensions(of: kernel, in: module)
      for candidate in candidates.dropFirst().reversed() {
        do throws(GemminiKernelMatcher.RefusalError) {
          return .success(try planned(candidate, in: &module))
        } catch {
          continue
        }
      }
      return .success(try planned(kernel, in: &module))
    } catch {
      return .failure(error)
    }
  }

  private func planned(
    _ kernel: GemminiKernel, in module: inout Module
  ) throws(GemminiKernelMatcher.RefusalError) -> GemminiPlannedKernel {
    let planned = try GemminiPlannedKernel(kernel, on: configuration, in: module)
    guard planned.nest.isDepthwise else { return planned }
    var diagonal = kernel
    diagonal.b = GemminiDiagonalWeights(
      dimension: configuration.dimension, step: planned.nest.core(.outputChannel)
    ).build(for: kernel, in: &module)
    return try GemminiPlannedKernel(diagonal, on: configuration, in: module)
  }

  // MARK: Operands in another order

  /// Copies both operands of a contraction so that the array can read them: A with the depth, B with the result's
  /// neighbouring elements innermost. False where that does not help.
  private func rearrange(_ op: OpID, in module: inout Module) -> Bool {
    guard module.opcode(of: op).is(LinalgOp.generic),
      let structure = GemminiKernelMatcher.contraction(op, in: module),
      let maps = resultDimensions(structure.maps), let last = maps[2].last
    else { return false }
    // The operand that holds the innermost dimension of the result gives the columns.
    guard maps[0].contains(last) != maps[1].contains(last) else { return false }
    let columns = maps[0].contains(last) ? 0 : 1
    func order(_ index: Int) -> [Int] {
      let own = maps[index]
      let shared = maps[2].filter { own.contains($0) }
      let depth = own.filter { !maps[2].contains($0) }
      if index != columns { return shared + depth }
      return shared.filter { maps[1 - columns].contains($0) } + depth
        + shared.filter { !maps[1 - columns].contains($0) }
    }
    let orders = [order(0), order(1)]
    guard let chosen = cheapest(op, structure, orders, in: module) else { return false }
    var newMaps = structure.maps
    for index in chosen {
      let copy = copied(
        structure.inputs[index], from: maps[index], to: orders[index], before: op, in: &module)
      module.setOperand(index, of: op, to: copy)
      newMaps[index] = .projecting(structure.sizes.count, to: orders[index])
    }
    let attributes = newMaps.map { module.affineMapAttribute($0) }
    module.setAttribute("indexing_maps", module.arrayAttribute(attributes), of: op)
    return true
  }

  /// The operands whose copies in the given orders make a plan possible, with the fewest elements copied.
  private func cheapest(
    _ op: OpID, _ structure: LinalgStructure, _ orders: [[Int]], in module: borrowing Module
  ) -> [Int]? {
    guard let kernel = try? matcher.kernel(rootedAt: op, in: module).get() else { return nil }
    func strides(_ order: [Int]) -> [Int] {
      var result = [Int](repeating: 0, count: structure.sizes.count)
      let dense = GemminiAccess.denseStrides(order.map { structure.sizes[$0] })
      for (dimension, stride) in zip(order, dense) { result[dimension] = stride }
      return result
    }
    func size(_ index: Int) -> Double {
      orders[index].reduce(1.0) { $0 * Double(structure.sizes[$1]) }
    }
    let single = size(0) <= size(1) ? [[0], [1]] : [[1], [0]]
    return (single + [[0, 1]]).first { choice in
      var copied = kernel
      if choice.contains(0) { copied.a.strides = strides(orders[0]) }
      if choice.contains(1) { copied.b.strides = strides(orders[1]) }
      return (try? GemminiMatmulPlan.plan(copied, on: configuration)) != nil
    }
  }

  private func resultDimensions(_ maps: [AffineMap]) -> [[Int]]? {
    let dimensions = maps.compactMap(\.resultDimensions)
    return dimensions.count == maps.count ? dimensions : nil
  }

  /// The value with its dimensions, which the loops `from` index, in the order `to`.
  private func copied(
    _ value: ValueID, from: [Int], to: [Int], before op: OpID, in module: inout Module
  ) -> ValueID {
    let shape = module.shape(of: value) ?? []
    let places = to.map { from.firstIndex(of: $0) ?? 0 }
    let type = module.tensorType(places.map { shape[$0] }, module.elementType(of: value))
    let location = module.location(of: op)
    let empty = module.buildEmpty(type, at: .before(op), location: location)
    let source = AffineMap.projecting(to.count, to: from.map { to.firstIndex(of: $0) ?? 0 })
    let copy = module.buildGeneric(
      at: .before(op), inputs: [value], outputs: [empty], maps: [source, .identity(to.count)],
      iterators: [IteratorType](repeating: .parallel, count: to.count), location: location
    ) { _, _, elements in [elements[0]] }
    return module.result(of: copy)
  }
}

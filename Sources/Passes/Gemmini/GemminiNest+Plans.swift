import FuseIR
import Machine

extension GemminiNest {
  // MARK: The rule

  /// The nest of a contraction without a mapping.
  init(_ plan: GemminiMatmulPlan, addends: Int, on configuration: GemminiConfiguration) {
    let dimension = configuration.dimension
    let unit = Part.unit(addends: addends)
    func axis(_ outer: [Part], _ inner: Part?) -> Axis {
      let parts = outer + [inner ?? unit]
      return Axis(parts: parts.contains { $0.size > 1 } ? parts.filter { $0.size > 1 } : [unit])
    }
    var axes = [Axis](repeating: Axis(parts: [unit]), count: 8)
    axes[LayerDimension.group.rawValue] = axis(plan.outer.batch, nil)
    axes[LayerDimension.outputColumn.rawValue] = axis(plan.outer.rows, plan.m)
    axes[LayerDimension.outputChannel.rawValue] = axis(plan.outer.columns, plan.n)
    axes[LayerDimension.inputChannel.rawValue] = axis(plan.reduced, plan.k)
    func count(_ parts: [Part]) -> Int { parts.reduce(1) { $0 * $1.size } }
    func steps(_ of: LayerDimension, _ size: Int, _ blocks: Int) -> Loop {
      let step = min(size, blocks * dimension)
      return Loop(dimension: of, count: (size + step - 1) / step, step: step)
    }
    let rows = steps(.outputColumn, plan.m.size, plan.tile.m)
    let columns = steps(.outputChannel, plan.n.size, plan.tile.n)
    let isRowsOutside = plan.order == .rowsOutside
    let loops =
      [
        Loop(dimension: .group, count: count(plan.outer.batch), step: 1),
        Loop(dimension: .outputColumn, count: count(plan.outer.rows), step: plan.m.size),
        Loop(dimension: .outputChannel, count: count(plan.outer.columns), step: plan.n.size),
      ] + (isRowsOutside ? [rows, columns] : [columns, rows]) + [
        Loop(dimension: .inputChannel, count: count(plan.reduced), step: plan.k.size),
        steps(.inputChannel, plan.k.size, plan.tile.k),
      ]
    self.init(
      axes: axes, loops: loops,
      places: Places(
        a: plan.isResident && isRowsOutside ? 4 : loops.count,
        b: plan.isResident && !isRowsOutside ? 4 : loops.count, result: 5),
      isSwapped: plan.isSwapped, transposesA: plan.transposesA, transposesB: plan.transposesB,
      window: nil)
  }

  /// The nest of a convolution without a mapping.
  init(
    _ plan: GemminiConvolutionPlan, _ kernel: GemminiKernel, _ window: GemminiKernel.Window,
    on configuration: GemminiConfiguration
  ) {
    let dimension = configuration.dimension
    let axes = Self.axes(ofConvolution: kernel)
    func loop(_ of: LayerDimension, _ step: Int) -> Loop {
      let size = axes[of.rawValue].size
      let step = min(step, size)
      return Loop(dimension: of, count: (size + step - 1) / step, step: step)
    }
    let channels = [loop(.outputChannel, plan.tileChannels * dimension)]
    let spatial = [
      loop(.batch, 1), loop(.outputRow, plan.tileRows),
      loop(.outputColumn, plan.tileChunks * dimension),
    ]
    let loops =
      (plan.channelsOutside ? channels + spatial : spatial + channels) + [
        loop(.inputChannel, plan.stepChannels * dimension),
        loop(.kernelRow, plan.stepKernelRows),
      ]
    self.init(
      axes: axes, loops: loops,
      places: Places(
        a: plan.isResident && !plan.channelsOutside ? 3 : loops.count,
        b: plan.isResident && plan.channelsOutside ? 1 : loops.count, result: 4),
      isSwapped: false, transposesA: false, transposesB: false, window: window)
  }

  /// The dimensions of a convolution.
  private static func axes(ofConvolution kernel: GemminiKernel) -> [Axis] {
    let unit = Part.unit(addends: kernel.addends.count)
    var axes = [Axis](repeating: Axis(parts: [unit]), count: 8)
    let dimensions: [LayerDimension] = [
      .batch, .outputRow, .outputColumn, .outputChannel, .kernelRow, .kernelColumn, .inputChannel,
    ]
    for (index, dimension) in dimensions.enumerated()
    where kernel.dimensions.indices.contains(index) {
      axes[dimension.rawValue] = Axis(parts: [part(kernel, index, isSwapped: false)])
    }
    return axes
  }

  private static func part(_ kernel: GemminiKernel, _ index: Int, isSwapped: Bool) -> Part {
    let (a, b) = (kernel.a.strides[index], kernel.b.strides[index])
    return Part(
      size: kernel.dimensions[index].size, a: isSwapped ? b : a, b: isSwapped ? a : b,
      result: kernel.resultStrides[index],
      addends: kernel.addends.map { $0.access.strides[index] })
  }

  // MARK: Mappings

  /// Why a mapping says nothing about a kernel.
  struct Mismatch: Error {
    var message: String
  }

  /// The nest that a mapping of the kernel's layer says.
  ///
  /// - Parameters:
  ///   - plan: how a contraction lies on the array; nil for a convolution.
  ///   - exchanges: whether the layer calls the input what the plan streams as weights.
  ///   - folds: whether dimensions of rows become one where they can.
  init(
    _ mapping: LayerMapping, of kernel: GemminiKernel, _ plan: GemminiMatmulPlan?,
    exchanges: Bool, folds: Bool = true, on machine: Accelerator
  ) throws(Mismatch) {
    var mapping = mapping
    if exchanges { mapping = mapping.exchangingOperands }
    if kernel.window?.isDepthwise ?? false { mapping = mapping.withGroupsAsChannels }
    let axes: [Axis]
    if let plan {
      axes = Self.axes(of: kernel, plan)
    } else {
      axes = Self.axes(ofConvolution: kernel)
    }
    var products = LayerSizes(repeating: 1)
    for node in mapping.nodes {
      switch node {
      case .loop(let dimension, let count), .spatial(let dimension, let count, _):
        products[dimension] &*= count
      case .memory: break
      }
    }
    for dimension in LayerDimension.allCases
    where products[dimension] != axes[dimension.rawValue].size {
      throw Mismatch(
        message: "its loops over \(dimension.letter) make \(products[dimension]) steps, and the "
          + "op has \(axes[dimension.rawValue].size)")
    }
    var loops: [Loop] = []
    var places: [TensorRole: Int] = [:]
    var registers: Int?
    for node in mapping.nodes {
      switch node {
      case .loop(let dimension, let count):
        loops.append(Loop(dimension: dimension, count: count, step: 1))
      case .spatial: break  // What runs at once is part of the core.
      case .memory(let index, let roles):
        guard machine.memories.indices.contains(index) else { continue }
        switch machine.memories[index].name {
        case "scratchpad":
          if roles.contains(.input) { places[.input] = loops.count }
          if roles.contains(.weight) { places[.weight] = loops.count }
        case "accumulator":
          if roles.contains(.output) { places[.output] = loops.count }
        case "registers": registers = registers ?? loops.count
        default: break
        }
      }
    }
    guard let input = places[.input], let weight = places[.weight], let output = places[.output]
    else {
      throw Mismatch(message: "a tensor does not pass through the scratchpad or the accumulator")
    }
    // How far a loop steps is the product of the counts inside of it.
    var inner = LayerSizes(repeating: 1)
    var index = loops.count
    for node in mapping.nodes.reversed() {
      switch node {
      case .loop(let dimension, let count):
        index -= 1
        loops[index].step = inner[dimension]
        inner[dimension] *= count
      case .spatial(let dimension, let count, _): inner[dimension] *= count
      case .memory: break
      }
    }
    var streamed = [Int](repeating: 1, count: 8)
    for loop in loops[max(input, weight, output, registers ?? 0)...] {
      streamed[loop.dimension.rawValue] *= loop.count
    }
    let core = Self.coreBegin(
      loops, max(input, weight, output), registers: registers ?? loops.count)
    var order: [LayerDimension] = []
    for loop in loops[core...] where Self.blocks.contains(loop.dimension) && loop.count > 1 {
      if !order.contains(loop.dimension) { order.append(loop.dimension) }
    }
    self.init(
      axes: axes, loops: Array(loops[..<core]),
      places: Places(a: input, b: weight, result: output), order: order, folds: folds,
      isSwapped: plan?.isSwapped ?? false, transposesA: plan?.transposesA ?? false,
      transposesB: plan?.transposesB ?? false, window: kernel.window)
    self.streamed = streamed
  }

  /// Where the core begins: inside all tiles, and inside of loops over rows that go around loops over weights.
  private static func coreBegin(_ loops: [Loop], _ tiles: Int, registers: Int) -> Int {
    var begin = tiles
    var hasWeights = false
    for index in (tiles..<max(tiles, registers)).reversed() where loops[index].count > 1 {
      if rows.contains(loops[index].dimension) {
        if hasWeights {
          begin = index + 1
          break
        }
      } else {
        hasWeights = true
      }
    }
    return begin
  }

  /// The dimensions of a contraction, by the tensors that depend on them.
  private static func axes(of kernel: GemminiKernel, _ plan: GemminiMatmulPlan) -> [Axis] {
    let unit = Part.unit(addends: kernel.addends.count)
    var lists = [[Part]](repeating: [], count: 8)
    for (index, dimension) in kernel.dimensions.enumerated() where dimension.size > 1 {
      let part = part(kernel, index, isSwapped: plan.isSwapped)
      let role: LayerDimension
      if let known = dimension.role {
        role = known
      } else if dimension.isReduced {
        role = .inputChannel
      } else if (part.a != 0) == (part.b != 0) {
        role = .group
      } else {
        role = part.a != 0 ? .batch : .outputChannel
      }
      lists[role.rawValue].append(part)
    }
    return lists.enumerated().map { index, parts in
      let dimension = LayerDimension(rawValue: index)
      func stride(_ part: Part) -> Int {
        if dimension == .inputChannel { return plan.transposesA ? part.b : part.a }
        return dimension == .batch && plan.transposesA ? part.a : part.result
      }
      var merged: [Part] = []
      for part in parts.sorted(by: { stride($0) > stride($1) }) {
        if let last = merged.last, let both = Part.merged(last, part) {
          merged[merged.count - 1] = both
        } else {
          merged.append(part)
        }
      }
      return Axis(parts: merged.isEmpty ? [unit] : merged)
    }
  }
}

extension LayerMapping {
  /// The mapping with the input called the weight and the other way round.
  fileprivate var exchangingOperands: LayerMapping {
    func dimension(_ old: LayerDimension) -> LayerDimension {
      switch old {
      case .batch: .outputChannel
      case .outputChannel: .batch
      default: old
      }
    }
    return LayerMapping(
      nodes: nodes.map { node in
        switch node {
        case .memory(let memory, let roles):
          var new = roles.subtracting([.input, .weight])
          if roles.contains(.input) { new.insert(.weight) }
          if roles.contains(.weight) { new.insert(.input) }
          return .memory(memory, new)
        case .loop(let old, let count): return .loop(dimension(old), count)
        case .spatial(let old, let count, let axis): return .spatial(dimension(old), count, axis)
        }
      })
  }

  /// The mapping of a depthwise convolution with its channels in K.
  fileprivate var withGroupsAsChannels: LayerMapping {
    func dimension(_ old: LayerDimension) -> LayerDimension {
      old == .group ? .outputChannel : old
    }
    return LayerMapping(
      nodes: nodes.map { node in
        switch node {
        case .memory: node
        case .loop(let old, let count): .loop(dimension(old), count)
        case .spatial(let old, let count, let axis): .spatial(dimension(old), count, axis)
        }
      })
  }
}

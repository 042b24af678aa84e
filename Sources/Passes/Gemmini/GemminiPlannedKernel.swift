import FuseIR
import Machine

/// A kernel with the way it runs on the array.
struct GemminiPlannedKernel {
  var kernel: GemminiKernel
  let nest: GemminiNest
  let layout: GemminiNestLayout
  /// Why the op's mapping is not what runs, if it has one.
  private(set) var ignoredMapping: String?

  /// Plans the kernel as the mapping that its op carries says, or by the rule; or says why it can't run.
  init(
    _ kernel: GemminiKernel, on configuration: GemminiConfiguration, in module: borrowing Module
  ) throws(GemminiKernelMatcher.RefusalError) {
    self.kernel = kernel
    let storeGroup = GemminiNestEmitter.storeGroup(kernel, configuration)
    let plan: GemminiMatmulPlan?
    let rule: GemminiNest
    if let window = kernel.window {
      plan = nil
      rule = GemminiNest(
        try .plan(kernel, window: window, on: configuration), kernel, window, on: configuration)
    } else {
      let chosen = try GemminiMatmulPlan.plan(kernel, on: configuration)
      plan = chosen
      rule = GemminiNest(chosen, addends: kernel.addends.count, on: configuration)
    }
    do {
      if let nest = try Self.mapped(kernel, plan, on: configuration, in: module) {
        let layout = try GemminiNestLayout(nest, on: configuration, storeGroup: storeGroup)
        (self.nest, self.layout) = Self.balanced(nest, layout, storeGroup, on: configuration)
        return
      }
    } catch let error as GemminiNestLayoutError {
      ignoredMapping = error.message
    } catch let error as GemminiNest.Mismatch {
      ignoredMapping = error.message
    } catch {
      ignoredMapping = "\(error)"
    }
    do throws(GemminiNestLayoutError) {
      layout = try GemminiNestLayout(rule, on: configuration, storeGroup: storeGroup)
      nest = rule
    } catch {
      throw .init(reason: .layout(error.message))
    }
  }

  /// Cycles of the array for which a step is neither so short that moves outlast it nor so long that the first moves and
  /// the last ones have nothing beside them.
  private static let stepCycles = (least: 128, most: 2048)
  /// Steps among which moves and work overlap well.
  private static let fewSteps = 4

  /// The nest with steps of a good length: several steps in one, or one step in several. What is moved stays the same.
  static func balanced(
    _ nest: GemminiNest, _ layout: GemminiNestLayout, _ storeGroup: Int,
    on configuration: GemminiConfiguration, onChip: GemminiOnChipPlaces? = nil
  ) -> (GemminiNest, GemminiNestLayout) {
    let dimension = configuration.dimension
    var best = (nest: nest, layout: layout)
    func isAsGood(_ new: GemminiNestLayout) -> Bool {
      // What stays has the rows that it was given; steps that do not divide it evenly would take more.
      if onChip?.weights != nil, new.b.rows > layout.b.rows { return false }
      if onChip?.keptInput != nil, new.a.rows > layout.a.rows { return false }
      return zip(
        [best.layout.a, best.layout.b, best.layout.result], [new.a, new.b, new.result]
      ).allSatisfy { old, new in new.buffers >= old.buffers || new.place == 0 }
    }
    while best.nest.cycles(dimension) < stepCycles.least, let last = best.nest.loops.last {
      var count = last.count
      // Groups share nothing that would be moved again, so that some of them stay steps of their own.
      if last.dimension == .group {
        let steps = best.nest.loops.reduce(1) { min(fewSteps * last.count, $0 * $1.count) }
        count = min(count, max(1, steps / fewSteps))
      }
      var found: (nest: GemminiNest, layout: GemminiNestLayout)?
      while count > 1, found == nil {
        if let next = best.nest.taking(count),
          let layout = try? GemminiNestLayout(
            next, on: configuration, storeGroup: storeGroup, onChip: onChip),
          isAsGood(layout), count == 2 || next.cycles(dimension) <= 2 * stepCycles.most
        {
          found = (next, layout)
        }
        count = (count + 1) / 2
        if count == 1 { break }
      }
      guard let found else { break }
      best = found
    }
    func split(_ of: LayerDimension, to extent: Int) {
      guard let next = best.nest.splitting(of, to: extent),
        let layout = try? GemminiNestLayout(
          next, on: configuration, storeGroup: storeGroup, onChip: onChip),
        isAsGood(layout)
      else { return }
      best = (next, layout)
    }
    let width = configuration.maximumMoveInColumns(.scratchpad)
    var finer: [(LayerDimension, Int)] = [(.group, 1)]
    if nest.window != nil { finer.append((.batch, 1)) }
    finer += [(.outputChannel, width), (.inputChannel, width)]
    if nest.isDepthwise { finer.removeLast() }
    for (dimension, extent) in finer {
      let steps = best.nest.loops.reduce(1) { min(fewSteps, $0 * $1.count) }
      guard steps < fewSteps, best.nest.cycles(configuration.dimension) >= 2 * stepCycles.least
      else { break }
      split(dimension, to: extent)
    }
    if best.nest.cycles(dimension) > stepCycles.most, !nest.isDepthwise {
      split(.inputChannel, to: width)
    }
    return best
  }

  /// The nest of the mapping that the kernel's op carries, if it carries one.
  private static func mapped(
    _ kernel: GemminiKernel, _ plan: GemminiMatmulPlan?, on configuration: GemminiConfiguration,
    in module: borrowing Module
  ) throws -> GemminiNest? {
    guard let mapping = try mapping(of: kernel, on: configuration, in: module) else { return nil }
    return try nest(mapping, kernel, plan, on: configuration, in: module)
  }

  /// The mapping that the kernel's op carries, if it carries one.
  static func mapping(
    of kernel: GemminiKernel, on configuration: GemminiConfiguration, in module: borrowing Module
  ) throws(GemminiNest.Mismatch) -> LayerMapping? {
    guard module.attribute(MappingAttribute.name, of: kernel.root) != nil else { return nil }
    guard let attribute = MappingAttribute(of: kernel.root, in: module) else {
      throw GemminiNest.Mismatch(message: "it cannot be read")
    }
    do {
      return try LayerMapping(parts: attribute.parts, on: configuration.accelerator)
    } catch {
      throw GemminiNest.Mismatch(message: error.message)
    }
  }

  /// The nest of a mapping of the kernel's op; with `isDiagonal`, channels of a depthwise convolution that the mapping takes
  /// one by one run along the array's diagonal as far as they are in one tile; with `folds`, rows of images may be one.
  static func nest(
    _ mapping: LayerMapping, _ kernel: GemminiKernel, _ plan: GemminiMatmulPlan?,
    isDiagonal: Bool = false, folds: Bool = true, on configuration: GemminiConfiguration,
    in module: borrowing Module
  ) throws -> GemminiNest {
    if kernel.window?.isDepthwise ?? false, !mapping.usesDiagonal, !isDiagonal {
      throw GemminiNest.Mismatch(
        message: "the array takes channels of a depthwise convolution along its diagonal only")
    }
    var exchanges = false
    if let plan, kernel.dimensions.allSatisfy({ $0.role == nil }) {
      guard let nest = try LayerNest.read(kernel.root, in: module) else {
        throw GemminiNest.Mismatch(message: "the op is no layer")
      }
      exchanges = (nest.input == 1) != plan.isSwapped
    } else if let plan, plan.isSwapped {
      throw GemminiNest.Mismatch(message: "its weights must stream through the array")
    }
    return try GemminiNest(
      mapping, of: kernel, plan, exchanges: exchanges, folds: folds, on: configuration.accelerator)
  }

  /// The values that the kernel reads from DRAM.
  var reads: [ValueID] {
    [kernel.a.value, kernel.b.value] + kernel.addends.map(\.access.value)
  }

  /// Whether unfinished sums go through DRAM.
  var spills: Bool { GemminiNestEmitter.spills(nest) }

  /// Writes the kernel's instructions but the final fence.
  func emit(
    _ builder: inout GemminiSegmentBuilder, on configuration: GemminiConfiguration,
    partialSums: String?, in module: inout Module, buffer: @escaping (ValueID) -> String
  ) {
    GemminiNestEmitter(
      nest: nest, layout: layout, kernel: kernel, configuration: configuration, buffer: buffer,
      partialSums: spills ? partialSums : nil
    ).emit(&builder, in: &module)
  }
}

extension LayerMapping {
  /// Whether a loop runs along the diagonal of the array.
  fileprivate var usesDiagonal: Bool {
    nodes.contains { if case .spatial(_, _, .diagonal) = $0 { true } else { false } }
  }
}

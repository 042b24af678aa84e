import FuseIR
import Machine

/// What a plan of kernels comes to, over all blocks of a function.
struct KernelPlanTotals {
  private var kernels = 0
  private var launches = 0
  /// How many ops were copied.
  var copies = 0
  /// Whether a kernel of the plan could not be formed.
  private var isDivided = false
  private var ops = 0
  private var offChipBytes = 0.0
  private var lowerBoundBytes = 0.0
  private var picoseconds = 0.0
  /// Of products that could be in a kernel and are in none.
  private var outsidePicoseconds = 0.0
  private var gain: Int64 = 0
  private var bound: Int64?
  private var packGain: Int64 = 0
  private var packBound: Int64 = 0
  private var patterns = 0
  private var judged = 0
  private var parts = 0
  private var solvedParts = 0
  private var cuts = 0
  private var branches = 0
  /// How long planning took.
  var seconds = 0.0

  /// How much the bound of the gain is above it, as a part of it.
  private var gap: Double? {
    bound.map { gain > 0 ? Double($0 - gain) / Double(gain) : 0 }
  }

  /// How much the bound of what packs gain is above it, as a part of the gain of the whole plan.
  private var packGap: Double {
    packGain + gain > 0 ? Double(packBound - packGain) / Double(packGain + gain) : 0
  }

  /// Adds the plan of a block.
  mutating func add(
    _ plan: KernelPlanner.Plan, _ kernels: [KernelPacks.Kernel], _ packs: KernelPacks,
    _ pool: KernelPool, _ graph: KernelGraph
  ) {
    var isOwn = [Bool](repeating: false, count: graph.nodes.count)
    for (nodes, _) in kernels { for node in nodes { isOwn[Int(node)] = true } }
    for launch in packs.launches {
      let shape = packs.shape(of: launch)
      launches += 1
      self.kernels += launch.count
      offChipBytes += shape.offChipBytes
      picoseconds += (shape.seconds * 1e12).rounded()
    }
    for (unit, nodes) in pool.units.members.enumerated() where !isOwn[Int(nodes[0])] {
      outsidePicoseconds += (pool.alone[unit].seconds * 1e12).rounded()
    }
    packGain += packs.gain
    packBound += packs.bound
    ops += graph.nodes.reduce(0) { $0 + ($1.kind == .stitchable ? 1 : 0) }
    lowerBoundBytes += Self.lowerBound(graph, isOwn)
    gain += plan.gain
    if let bound = plan.bound { self.bound = (self.bound ?? 0) + bound }
    patterns += pool.patterns.count
    judged += pool.judged
    parts += plan.parts
    solvedParts += plan.solvedParts
    cuts += plan.cuts
    branches += plan.branches
  }

  /// The bytes that ops of kernels must read of others, and what others need of them, once.
  private static func lowerBound(_ graph: KernelGraph, _ isInKernel: [Bool]) -> Double {
    var bytes = 0.0
    for (number, value) in graph.values.enumerated() {
      let isOwn = value.producer >= 0 && isInKernel[Int(value.producer)]
      // A gather reads less of its table than all.
      var read = 0.0
      var isNeeded = value.escapes
      for reader in graph.readers(Int32(number)) {
        guard isInKernel[Int(reader)] else {
          isNeeded = true
          continue
        }
        for own in graph.reads(reader) where own.value == Int32(number) {
          read = max(read, own.bytes)
        }
      }
      bytes += isOwn ? (isNeeded ? value.bytes : 0) : read
    }
    return bytes
  }

  /// A kernel could not be formed, and so many of its ops became kernels by themselves: nothing is known of their bytes and
  /// time, nor of how far from the best choice the plan is.
  mutating func divide(_ shape: KernelShape, into count: Int) {
    kernels += count - 1
    launches += count - 1
    offChipBytes -= shape.offChipBytes
    picoseconds -= (shape.seconds * 1e12).rounded()
    isDivided = true
  }

  /// A kernel turned out to be the same as another one.
  mutating func remove(_ shape: KernelShape) {
    kernels -= 1
    launches -= 1
    offChipBytes -= shape.offChipBytes
    picoseconds -= (shape.seconds * 1e12).rounded()
  }

  /// A pack could not be formed, and its kernels are launched one by one.
  mutating func unpack(_ shape: KernelShape) {
    launches += shape.parts - 1
    isDivided = true
  }

  /// Adds to the counters of the pass.
  func count(in context: inout PassContext) {
    context.count("memory-bound ops", by: ops)
    context.count("copies of free ops", by: copies)
    context.count("kernels", by: kernels)
    context.count("launches", by: launches)
    context.count("offchip bytes", by: Int(min(0x1p62, offChipBytes)))
    context.count("offchip bytes, lower bound", by: Int(min(0x1p62, lowerBoundBytes)))
    context.count("patterns", by: patterns)
    context.count("sets judged", by: judged)
    context.count("parts", by: parts)
    context.count("parts solved", by: solvedParts)
    context.count("cuts", by: cuts)
    context.count("branches", by: branches)
    if let gap { context.count("gap in millionths", by: Int((gap * 1e6).rounded(.up))) }
    context.count("gap of packs in millionths", by: Int((packGap * 1e6).rounded(.up)))
    context.count("microseconds of planning", by: Int(seconds * 1e6))
  }

  /// Writes `fuse.kernel_plan` onto the function.
  func write(
    to function: OpID, _ objective: KernelObjective, _ solver: KernelSolverKind,
    of module: inout Module
  ) {
    var fields = [
      ("kernels", module.integerAttribute(Int64(kernels))),
      ("lower_bound_bytes", module.integerAttribute(Int64(min(0x1p62, lowerBoundBytes)))),
      ("objective", module.stringAttribute(objective.rawValue)),
      ("solver", module.stringAttribute(solver.rawValue)),
    ]
    if launches < kernels {
      fields.append(("launches", module.integerAttribute(Int64(launches))))
    }
    if !isDivided {
      fields.append(("offchip_bytes", module.integerAttribute(Int64(min(0x1p62, offChipBytes)))))
      fields.append(("picoseconds", module.integerAttribute(Int64(min(0x1p62, picoseconds)))))
      if outsidePicoseconds > 0 {
        fields.append(
          (
            "outside_picoseconds",
            module.integerAttribute(Int64(min(0x1p62, outsidePicoseconds)))
          ))
      }
    }
    if let gap, !isDivided {
      fields.append(("gap", module.intern(.float(bits: gap.bitPattern, .f64))))
      if launches < kernels {
        fields.append(("pack_gap", module.intern(.float(bits: packGap.bitPattern, .f64))))
      }
    }
    var entries: [NamedAttribute] = []
    for (name, value) in fields { entries.append(NamedAttribute(module.intern(name), value)) }
    let dictionary = module.dictionary(entries)
    module.setAttribute("fuse.kernel_plan", dictionary, of: function)
  }
}

import FuseIR
import Machine

/// Turns functions in the import form into programs for a Gemmini accelerator.
///
/// Sums of products over tensors (`linalg.generic` contractions, `linalg.matmul` and its kin) and convolutions
/// (`linalg.conv_2d_nhwc_hwcf`, `linalg.depthwise_conv_2d_nhwc_hwc`, with the `tensor.pad` before them) become
/// instructions, together with what the accelerator does on the way: bias and residual additions, multiplication by a
/// constant, ReLU, and on integer arrays requantisation. Slices, reshapes and transpositions of their operands become
/// strides. Everything else becomes `gemmini.host` regions. A remark says what share of the arithmetic is left to the host,
/// and why sums of products are among it.
///
/// An op with a mapping (`fuse.mapping`, see `select-mapping`) runs as the mapping says: tiles of the scratchpad and the
/// accumulator, the order of the loops that bring them, what stays meanwhile. Sums that leave the accumulator before they
/// are finished go through DRAM at full width. The accelerator's DMA moves the bytes of input, weight and output that cost
/// model `m1` predicts; several short steps may run as one, and a long one as several, where that moves the same bytes. Two
/// tiles of a tensor lie in local memory where they fit, so that the next one comes during the work on one. An op without a
/// mapping, or with one that the array cannot follow (a remark says why), is tiled by a rule.
///
/// Tensors that a plan keeps on chip stay there between products and convolutions: the array copies each result
/// from the accumulator to the scratchpad, which hardware does and Spike's model does not (`hardware_only` says so), and adds
/// residuals from there. Layers that share loops over images, rows, columns or channels run by turns, and rows that windows of
/// neighbouring steps share stay. Other such tensors go through DRAM; a remark says why. Functions must have one block and tensors of static shape, and no calls.
///
/// Before:
/// ```mlir
/// %1 = linalg.generic {...} ins(%a, %b) outs(%zero) {...mulf, addf...}
/// %2 = linalg.generic {...} ins(%1) outs(%empty) {...maximumf with 0...}
/// ```
/// After:
/// ```mlir
/// %0 = "gemmini.program"(%a, %b) ({
///   "gemmini.buffer"() {sym_name = "arg0", ...} : () -> ()
///   "gemmini.segment"() ({
///     "gemmini.config_st"() {activation = "relu", stride = 64 : i64} : () -> ()
///     "gemmini.loop"() ({ ... "gemmini.mvin" ... "gemmini.preload" ... "gemmini.compute" ... }) {count = 8 : i64}
///     "gemmini.fence"() : () -> ()
///     "fuse_end.yield"() : () -> ()
///   }) {reads = [@arg0, @arg1], sym_name = "segment0", writes = [@result0]} : () -> ()
///   "fuse_end.yield"() : () -> ()
/// }) {machine = "gemmini-fp32", ...}
/// ```
public struct LowerToGemmini: Pass {
  /// The name in pipelines.
  public static let name = "lower-to-gemmini"
  /// What the pass does.
  public static let summary = "Turns linalg functions into programs for a Gemmini accelerator."
  /// Functions one by one.
  public static let anchor = PassAnchor.function

  /// The address of the first byte of DRAM that buffers take.
  var base = 0x9000_0000
  /// Whether tensors that a plan keeps on chip stay there, where that can be done.
  var onChip = true

  /// The options.
  public static var options: [PassOption<LowerToGemmini>] {
    [
      PassOption("base", \.base, "The address of the first byte of DRAM that buffers take."),
      PassOption(
        "on-chip", \.onChip,
        "Keep fused tensors on chip as plans say, where hardware can; else they go through DRAM."),
    ]
  }

  /// The pass with default options.
  public init() {}

  /// Lowers one function.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard let configuration = Self.configuration(in: &context), isValid(base, &context) else {
      return .failed
    }
    guard let block = module.body(of: op) else { return .unchanged }
    if GemminiProgram.inFunction(op, of: module) != nil { return .unchanged }
    guard isLowerable(op, block, in: module, &context) else { return .failed }

    let selection = GemminiKernelSelection(block, of: &module, on: configuration)
    guard hasWork(selection, op, configuration, in: module, &context) else { return .failed }
    let schedule = GemminiSchedule(block, selection, in: module)
    let fused = GemminiFusedGroups(
      block, selection, schedule, on: configuration, throughDRAM: !onChip, in: module)
    report(selection, fused, in: module, &context)
    let memory: GemminiMemoryPlan
    do throws(GemminiMemoryPlan.Failure) {
      memory = try GemminiMemoryPlan(
        block, schedule, selection, fused, base: base, in: &module)
    } catch {
      context.error(error.message, at: error.op ?? op, in: module)
      return .failed
    }
    GemminiHostShare(schedule, selection, in: module).report(at: op, in: module, &context)
    var builder = GemminiProgramBuilder(
      block, selection, schedule, fused, memory, on: configuration, base: base, in: &module)
    builder.build(in: &module)
    return .changed
  }

  /// Says where the program does not do what mappings and plans say, and what stays on chip.
  private func report(
    _ selection: GemminiKernelSelection, _ fused: GemminiFusedGroups,
    in module: borrowing Module, _ context: inout PassContext
  ) {
    for (index, planned) in selection.kernels.enumerated() where fused.group(of: index) == nil {
      guard let reason = planned.ignoredMapping else { continue }
      context.remark(
        "its mapping is not followed: \(reason)", at: planned.kernel.root, in: module)
    }
    for refused in fused.refused {
      context.remark(
        "what the plan keeps on chip for it goes through DRAM: \(refused.reason)",
        at: refused.op, in: module)
    }
    for group in fused.groups {
      for own in group.kept {
        for (member, what) in own.readers.map({ ($0, "its input") })
          + own.adders.map({ ($0.member, "what it adds") })
        {
          context.remark(
            "\(what) stays on chip, \(own.tensor.rows) rows of the scratchpad",
            at: selection.kernels[group.members[member].kernel].kernel.root, in: module)
        }
      }
    }
  }

  /// The target as a Gemmini, or nil, with an error, where it is none.
  static func configuration(in context: inout PassContext) -> GemminiConfiguration? {
    guard let target = context.target else {
      context.error(
        "\(context.passName) needs a machine: give -target=gemmini-fp32, or another Gemmini")
      return nil
    }
    do throws(MachineError) {
      return try GemminiConfiguration(target)
    } catch {
      context.error(error.message)
      return nil
    }
  }

  private func isValid(_ base: Int, _ context: inout PassContext) -> Bool {
    guard base >= 0, base % GemminiMemoryPlan.alignment == 0, base < 1 << 48 else {
      context.error(
        "option 'base' must be a multiple of \(GemminiMemoryPlan.alignment) below 2^48, not \(base)"
      )
      return false
    }
    return true
  }

  /// Why a value has no place in DRAM.
  private static func cannotLie(_ value: ValueID, in module: borrowing Module) -> String {
    let type = module.type(of: value)
    guard module.shape(of: type) != nil, module.hasStaticShape(type) else {
      return "must be a tensor of static shape to lie in DRAM, but is \(module.text(of: type))"
    }
    return "is too large to lie in DRAM, or its elements have no known width: "
      + module.text(of: type)
  }

  private func isLowerable(
    _ op: OpID, _ block: BlockID, in module: borrowing Module, _ context: inout PassContext
  ) -> Bool {
    guard module.blocks(of: module.region(of: op)).count == 1,
      let terminator = module.lastOp(of: block), module.opcode(of: terminator).is(FuncOp.return)
    else {
      context.error(
        "a function for a Gemmini has one block that ends in a return; this one branches",
        at: op, in: module)
      return false
    }
    for (index, value) in module.arguments(of: block).enumerated() {
      guard GemminiBuffer.byteCount(of: module.type(of: value), in: module) != nil else {
        context.error(
          "argument #\(index) \(Self.cannotLie(value, in: module))", at: op, in: module)
        return false
      }
    }
    for (index, value) in module.operands(of: terminator).enumerated() {
      guard GemminiBuffer.byteCount(of: module.type(of: value), in: module) != nil else {
        context.error(
          "result #\(index) \(Self.cannotLie(value, in: module))", at: terminator, in: module)
        return false
      }
    }
    for inner in module.opsPreOrder(in: op) where module.opcode(of: inner).is(FuncOp.call) {
      context.error(
        "calls must be inlined before \(Self.name): run 'inline' first", at: inner, in: module)
      return false
    }
    return true
  }

  /// False, with an error, where sums of products exist but their types fit another machine only.
  private func hasWork(
    _ selection: GemminiKernelSelection, _ op: OpID, _ configuration: GemminiConfiguration,
    in module: borrowing Module, _ context: inout PassContext
  ) -> Bool {
    for refused in selection.refused where !selection.kernels.isEmpty {
      context.remark(
        "'\(module.name(of: refused.op))' is host work: \(refused.reason.description)",
        at: refused.op, in: module)
    }
    guard selection.kernels.isEmpty,
      let refused = selection.refused.first(where: {
        if case .types = $0.reason { true } else { false }
      })
    else { return true }
    let name = configuration.accelerator.name
    let others = MachineCatalog.all.filter { machine in
      machine.name != name && machine.instructionSet == .gemmini
        && Self.fits(refused, machine)
    }.map(\.name)
    context.error(
      "'\(name)' can do none of this function: \(refused.reason.description)"
        + (others.isEmpty ? "" : "; targets that can: \(others.joined(separator: ", "))"),
      at: refused.op, in: module)
    return false
  }

  /// True iff the machine computes with the types that the op has.
  private static func fits(
    _ refused: GemminiKernelSelection.Refused, _ machine: Accelerator
  ) -> Bool {
    guard case .types(let has, _) = refused.reason,
      let configuration = try? GemminiConfiguration(machine)
    else { return false }
    return has == configuration.typeText
  }
}

extension GemminiConfiguration {
  /// The types that the array computes with: `i8 x i8 + i32`.
  var typeText: String { "\(input.rawValue) x \(input.rawValue) + \(accumulator.rawValue)" }
}

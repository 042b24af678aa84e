import FuseIR

/// Records the patterns that networks are made of as `fuse.group`s, which later passes can read.
///
/// Found are `softmax`, `log_softmax`, `logsumexp`, `layer_norm`, `rms_norm`, `gelu` (with the error function and with tanh), `silu`, `bias`
/// (a vector added to a product or convolution) and `attention`. A group's `kind` names the pattern, its first operands are the
/// pattern's inputs, and `parameters` holds its numbers:
///
/// | kind | operands | parameters |
/// |---|---|---|
/// | `softmax`, `log_softmax` | x, mask | `axis`, `stable`; `guarded` (infinite maxima count as 0) and `masked` where they hold; `dimensions` of the result that those of x are, unless in order |
/// | `logsumexp` | x | `axis` (of x), `stable`, `guarded` |
/// | `layer_norm`, `rms_norm` | x, scale, offset (flags tell which) | `axis`, `epsilon`, `scale`, `offset` |
/// | `gelu` | x | `approximate`: `"none"` or `"tanh"` |
/// | `silu` | x | |
/// | `bias` | tensor, vector | `dimension` |
/// | `attention` | queries, keys, values, mask | `scale`, `mask`: `"none"`, `"add"`, `"select"`, `"select_not"`; `groups` |
///
/// Ops of StableHLO and CHLO are read as well as structured ops on tensors with one formula each, as torch-mlir prints them.
/// The pass expects `inline,canonicalize,cse` before it, and comes best before `import`, which merges formulas. The ops
/// themselves stay as they were, so the group computes what they computed; a result of one that is used outside becomes a
/// result of the group. An attention holds the group of its softmax. Ops inside groups are not looked at again;
/// `inline-groups` undoes the pass. Each group found is reported by a remark.
///
/// ```
/// %1 = chlo.erf %0 : tensor<8xf32>  ...      →    %1 = "fuse.group"(%x) <kind = "gelu", ...> ({ ... })
/// ```
public struct RaisePatterns: Pass {
  /// `raise-patterns`.
  public static let name = "raise-patterns"
  /// What the pass does.
  public static let summary = "Records softmax, normalization, gelu, bias and attention as groups."
  /// Runs on whatever it stands in.
  public static let anchor = PassAnchor.any

  /// Which patterns are tried in one walk, and from which end: what a pattern may contain comes first.
  private static let phases: [[any RaisedPattern]] = [
    [NormalizationPattern(), SoftmaxPattern(), LogSumExpPattern(), ActivationPattern()],
    [AttentionPattern()],
    [BiasPattern()],
  ]

  private var remarks: [OpID: String] = [:]

  /// The pass; it has no options.
  public init() {}

  /// Runs on everything inside `op`.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var groups = 0
    for patterns in Self.phases {
      groups += raise(patterns, inside: op, &module, &context)
    }
    report(inside: op, module, &context)
    return groups > 0 ? .changed : .unchanged
  }

  private mutating func raise(
    _ patterns: [any RaisedPattern], inside root: OpID, _ module: inout Module,
    _ context: inout PassContext
  ) -> Int {
    let ops = module.opsPreOrder(in: root)
    var position = OpMap<Int32>(module, repeating: 0)
    for (index, op) in ops.enumerated() { position[op] = Int32(truncatingIfNeeded: index) }
    var groups = 0
    // From the end: the whole of a pattern is seen before its parts.
    for op in ops.dropFirst().reversed() {
      guard !module.isErased(op), let block = module.parentBlock(of: op),
        mayBeRoot(op, in: module)
      else { continue }
      // What only moves elements is not the end of a pattern.
      guard let whole = PatternReader.whole(module.result(of: op), in: module),
        PatternReader(block: block, frame: []).chain(of: whole, in: module).count == 1
      else { continue }
      for pattern in patterns {
        guard let frame = pattern.frame(of: op, in: module) else { continue }
        var reader = PatternReader(block: block, frame: frame)
        guard let match = pattern.match(op, &reader, in: module),
          var builder = GroupBuilder(match, position: position, in: module)
        else { continue }
        guard let group = try? builder.build(in: &module) else {
          remarks[op] = "\(match.kind) is not grouped: it needs what is computed from its parts"
          continue
        }
        position[group] = position[op]
        remarks[group] = describe(match)
        context.count("groups of kind \(match.kind)")
        groups += 1
        break
      }
    }
    return groups
  }

  /// Tells what was found, in the order of the program.
  private func report(
    inside root: OpID, _ module: borrowing Module, _ context: inout PassContext
  ) {
    guard !remarks.isEmpty else { return }
    for op in module.opsPreOrder(in: root) {
      if let remark = remarks[op] { context.remark(remark, at: op, in: module) }
    }
  }

  /// Whether a pattern may end in the op: it has a tensor as its first result, and stands in no group.
  private func mayBeRoot(_ op: OpID, in module: borrowing Module) -> Bool {
    guard module.resultCount(of: op) == 1, let shape = module.shape(of: module.result(of: op)),
      !shape.isEmpty, module.hasStaticShape(module.type(of: module.result(of: op))),
      let parent = module.parentOp(of: op)
    else { return false }
    let opcode = module.opcode(of: op)
    guard opcode.dialect == .stablehlo || opcode.dialect == .linalg || opcode.dialect == .chlo
    else { return false }
    // Where ops have no order, or a meaning that is not known, nothing is moved.
    let owner = module.opcode(of: parent)
    return !owner.is(FuseOp.group) && !owner.isForeign
      && !module.traits(of: parent).contains(.graphRegion)
  }

  private func describe(_ match: PatternMatch) -> String {
    let numbers = match.parameters.map { name, value in
      switch value {
      case .integers(let integers): "\(name) \(integers.map { "\($0)" }.joined(separator: ","))"
      case .float(let number): "\(name) \(number)"
      case .text(let text): "\(name) \(text)"
      case .flag(let flag): flag ? name : "no \(name)"
      }
    }
    return "\(match.kind) is grouped" + (numbers.isEmpty ? "" : ": ")
      + numbers.joined(separator: ", ")
  }
}

/// A pattern that `raise-patterns` looks for.
protocol RaisedPattern: Sendable {
  /// The index space of the pattern, nil where the op can't be its end; by default that of the op's result.
  func frame(of root: OpID, in module: borrowing Module) -> [Int64]?

  /// The pattern that ends in the op, nil where none does. The reader then holds the ops that belong to it.
  func match(_ root: OpID, _ reader: inout PatternReader, in module: borrowing Module)
    -> PatternMatch?
}

extension RaisedPattern {
  func frame(of root: OpID, in module: borrowing Module) -> [Int64]? {
    module.shape(of: module.result(of: root))
  }
}

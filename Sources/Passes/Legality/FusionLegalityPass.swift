import FuseIR

/// Says of every edge between ops whether the two can be fused, and writes it into the program.
///
/// Each op that reads a tensor that another op of its block computed gets a `fuse.edges` array with one
/// `#fuse.edge<operand, verdict, views, map, reasons>` per such operand: what `-emit=legality-dot` draws and
/// `print-fusion-legality` tells. With a target, tiles must fit into its memories. With `kernels`, what keeps two ops from being one
/// kernel of the target, or of `cpu`, is an obstacle too. Edges of an earlier run are replaced; the program is otherwise left alone. [fusion-legality.md](../fusion-legality.md) explains verdicts and reasons.
///
/// ```
/// %1 = linalg.matmul ...        →   %2 = linalg.generic ... ins(%1) {..., fuse.edges = [#fuse.edge<0 : i64, "conditional",
/// %2 = linalg.generic ... ins(%1)     0 : i64, affine_map<(d0, d1) -> (d0, d1)>, [{code = "reduction-boundary", ...}]>]}
/// ```
public struct FusionLegalityPass: Pass {
  /// `fusion-legality`.
  public static let name = "fusion-legality"
  /// What the pass does.
  public static let summary = "Writes the fusion verdict of each edge between ops into the program."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.function

  /// The options.
  public static var options: [PassOption<FusionLegalityPass>] {
    [PassOption("kernels", \.kernels, "Judge edges as those of stitched kernels as well.")]
  }

  /// Whether edges are judged as those of kernels as well.
  public var kernels = false

  /// The pass with default options.
  public init() {}

  /// Runs on one function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    let legality = FusionLegality(function, in: module, machine: context.target)
    let inKernels =
      kernels ? legality.kernelVerdicts(on: context.target ?? .cpu, in: module) : []
    legality.count(inKernels, in: &context)
    return legality.annotate(inKernels, &module) ? .changed : .unchanged
  }
}

/// Tells of every edge between ops whether the two can be fused: a remark at the op that reads.
///
/// Does what `fusion-legality` does, and reports each edge: how the loops correspond, the verdict and its reasons, with
/// their values. Ops are named by kind and number, `matmul.2` being the second matrix product of the function;
/// `form-groups` takes the same names. A note says where the op that an obstacle is about stands. `-max-diagnostics` bounds how many
/// remarks are shown. With `kernels`, each edge that a
/// kernel could hold is told with how the value would go: `register`, `row-scalar`, `row-buffer`, `combined`, or `global`
/// with the reason why the two ops alone can't be one kernel of the target, or of `cpu`.
///
/// ```
/// net.mlir:7:8: remark: matmul.1 -> generic.1 #0: conditional, d0=d0, d1=d1: reduction boundary: ...
/// ```
public struct PrintFusionLegality: Pass {
  /// `print-fusion-legality`.
  public static let name = "print-fusion-legality"
  /// What the pass does.
  public static let summary = "Tells the fusion verdict of each edge between ops."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<PrintFusionLegality>] {
    [PassOption("kernels", \.kernels, "Tell how values would go from op to op in kernels.")]
  }

  /// Whether edges are judged as those of kernels as well.
  public var kernels = false

  /// The pass with default options.
  public init() {}

  /// Runs on one function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    let legality = FusionLegality(function, in: module, machine: context.target)
    let names = OpNames(function, in: module)
    let inKernels =
      kernels ? legality.kernelVerdicts(on: context.target ?? .cpu, in: module) : []
    for (number, edge) in legality.edges.enumerated() {
      var text = edge.text(names, in: module)
      var notes: [Diagnostic] = []
      for reason in edge.verdict.reasons where reason.isObstacle {
        notes += reason.notes(names, in: module)
      }
      if number < inKernels.count, let verdict = inKernels[number] {
        text += "; in a kernel: \(verdict.text(names, in: module))"
        if let reason = verdict.obstacle, !edge.verdict.reasons.contains(reason) {
          notes += reason.notes(names, in: module)
        }
      }
      context.diagnostics.remark(text, at: module.place(of: edge.consumer), notes: notes)
    }
    legality.count(inKernels, in: &context)
    return legality.annotate(inKernels, &module) ? .changed : .unchanged
  }
}

extension FusionLegality {
  /// Adds the verdicts to the pass's counters.
  fileprivate func count(_ inKernels: [KernelVerdict?], in context: inout PassContext) {
    var verdicts: [FusionEdgeAttribute.Verdict: Int] = [:]
    var codes: [FusionEdgeAttribute.Code: Int] = [:]
    for edge in edges {
      verdicts[edge.verdict.kind, default: 0] += 1
      // A reason may be there twice, as halos along two dimensions are.
      var last: FusionEdgeAttribute.Code?
      for reason in edge.verdict.reasons where reason.code != last {
        last = reason.code
        codes[reason.code, default: 0] += 1
      }
    }
    var apart: [FusionEdgeAttribute.Code: Int] = [:]
    for verdict in inKernels {
      if let code = verdict?.obstacle?.code { apart[code, default: 0] += 1 }
    }
    for kind in FusionEdgeAttribute.Verdict.allCases {
      context.count("edges \(kind.rawValue)", by: verdicts[kind] ?? 0)
    }
    for code in FusionEdgeAttribute.Code.allCases {
      if let count = codes[code] { context.count("edges with \(code.rawValue)", by: count) }
    }
    for code in FusionEdgeAttribute.Code.allCases {
      guard let count = apart[code] else { continue }
      context.count("edges between kernels by \(code.rawValue)", by: count)
    }
  }

  /// Gives each consumer its `fuse.edges`, and takes them from all other ops of the function; true iff that changes the
  /// program. With verdicts of kernels, edges are as kernels see them.
  public func annotate(_ inKernels: [KernelVerdict?] = [], _ module: inout Module) -> Bool {
    let names = OpNames(function, in: module)
    let key = module.intern(FusionEdgeAttribute.arrayName)
    var changed = false
    var next = 0
    var annotated: Set<OpID> = []
    while next < edges.count {
      let consumer = edges[next].consumer
      var attributes: [AttributeID] = []
      while next < edges.count, edges[next].consumer == consumer {
        let obstacle = next < inKernels.count ? inKernels[next]?.obstacle : nil
        attributes.append(
          edges[next].attribute(names, kernelObstacle: obstacle, in: &module))
        next += 1
      }
      annotated.insert(consumer)
      let array = module.arrayAttribute(attributes)
      guard module.attribute(key, of: consumer) != array else { continue }
      module.setAttribute(key, array, of: consumer)
      changed = true
    }
    for op in module.opsPreOrder(in: function)
    where !annotated.contains(op) && module.attribute(key, of: op) != nil {
      module.removeAttribute(FusionEdgeAttribute.arrayName, of: op)
      changed = true
    }
    return changed
  }
}

extension FusionEdge {
  /// The edge in words: who reads whom, how the loops correspond, the verdict and the reasons.
  public func text(_ names: OpNames, in module: borrowing Module) -> String {
    var text = "\(names.name(of: producer, in: module)) -> "
    for view in views { text += "\(names.name(of: view, in: module)) -> " }
    text += "\(names.name(of: consumer, in: module)) #\(operandIndex): \(verdict.kind.rawValue)"
    if let alignmentText { text += ", \(alignmentText)" }
    var reasons: [String] = []
    for reason in verdict.reasons { reasons.append(reason.text(names, in: module)) }
    return reasons.isEmpty ? text : text + ": " + reasons.joined(separator: "; ")
  }
}

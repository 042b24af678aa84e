import FuseIR
import Machine

/// What the two ops of each edge would be as one kernel.
enum KernelVerdicts {
  /// For each edge of the analysis, how its value would go, in words; empty where an end is in no kernel.
  static func texts(
    _ function: OpID, _ legality: FusionLegality, on machine: Accelerator, _ names: OpNames,
    in module: borrowing Module
  ) -> [String] {
    var texts = [String](repeating: "", count: legality.edges.count)
    guard let processor = machine.processors.first, let model = KernelCostModel(machine) else {
      return texts
    }
    for block in PlanKernels.blocks(of: function, in: module) {
      let graph = KernelGraphBuilder.graph(
        of: block, legality, allowsContractions: true, in: module)
      var judge = KernelJudge(graph, model, processor)
      for edge in graph.edges where edge.fusion >= 0 {
        switch judge.judge([edge.producer, edge.consumer]) {
        case .success(let shape):
          let kinds = shape.edges.filter { graph.edges[Int($0.edge)].fusion == edge.fusion }
          texts[Int(edge.fusion)] = kinds.first?.kind.rawValue ?? ""
        case .failure(let refused):
          texts[Int(edge.fusion)] =
            "global: \(refused.reason.code), \(refused.reason.text(graph, names, module))"
        }
      }
    }
    return texts
  }
}

extension KernelRefusal {
  /// The name of the reason.
  var code: String {
    switch self {
    case .notStitchable: "not-stitchable"
    case .tooManyOps: "too-many-ops"
    case .notConvex: "cycle"
    case .illegalEdge: "illegal-edge"
    case .differentRows: "different-rows"
    case .sharedOperand: "shared-operand"
    case .scratch: "scratch"
    case .tooManyArguments: "too-many-arguments"
    }
  }

  /// The op to point at, nil where it is about all.
  func op(_ graph: KernelGraph) -> OpID? {
    switch self {
    case .notStitchable(let node), .notConvex(let node), .sharedOperand(let node):
      graph.nodes[Int(node)].op
    case .illegalEdge(let edge), .differentRows(let edge):
      graph.nodes[Int(graph.edges[Int(edge)].consumer)].op
    case .tooManyOps, .scratch, .tooManyArguments: nil
    }
  }

  /// The reason in words, with its values.
  func text(_ graph: KernelGraph, _ names: OpNames, _ module: borrowing Module) -> String {
    switch self {
    case .notStitchable(let node):
      return "\(names.name(of: graph.nodes[Int(node)].op, in: module)) is no part of stitched "
        + "kernels"
    case .tooManyOps(let count):
      return "\(count) ops, but a kernel has at most \(KernelJudge.maximumOps)"
    case .notConvex(let node):
      return "a way through \(names.name(of: graph.nodes[Int(node)].op, in: module)) leads out "
        + "and back"
    case .illegalEdge: return "the loops of the two don't correspond"
    case .differentRows(let edge):
      let edge = graph.edges[Int(edge)]
      return "rows of \(names.name(of: graph.nodes[Int(edge.producer)].op, in: module)) are not "
        + "rows of \(names.name(of: graph.nodes[Int(edge.consumer)].op, in: module))"
    case .sharedOperand(let node):
      return "all rows of \(names.name(of: graph.nodes[Int(node)].op, in: module)) read one operand"
    case .scratch(let bytes, let budget):
      return "a row keeps \(Int64(bytes)) bytes, and there are \(Int64(budget))"
    case .tooManyArguments(let count, let limit):
      return "\(count) tensors are read and written, and \(limit) may be"
    }
  }
}

import FuseIR
import Machine

/// What the two ops of an edge would be as one stitched kernel.
public enum KernelVerdict: Hashable, Sendable {
  /// They can be one, and the value goes this way.
  case together(KernelEdgeKind)
  /// They can't be one: the value goes through memory.
  case apart(FusionReason)

  /// Why they can't be one; nil where they can.
  public var obstacle: FusionReason? {
    if case .apart(let reason) = self { return reason }
    return nil
  }

  /// The verdict in words, with the code of the reason.
  func text(_ names: OpNames, in module: borrowing Module) -> String {
    switch self {
    case .together(let kind): kind.rawValue
    case .apart(let reason): "global: \(reason.coded(names, in: module))"
    }
  }
}

extension FusionLegality {
  /// For each edge, what its two ops alone would be as a kernel of the machine; nil where an end is a view or stands in a block
  /// without kernels, and everywhere if the machine has no processor.
  public func kernelVerdicts(
    on machine: Accelerator, in module: borrowing Module
  ) -> [KernelVerdict?] {
    var verdicts = [KernelVerdict?](repeating: nil, count: edges.count)
    guard let processor = machine.processors.first, let model = KernelCostModel(machine) else {
      return verdicts
    }
    for block in PlanKernels.blocks(of: function, in: module) {
      let graph = KernelGraphBuilder.graph(of: block, self, allowsContractions: true, in: module)
      var judge = KernelJudge(graph, model, processor)
      for edge in graph.edges where edge.fusion >= 0 {
        switch judge.judge([edge.producer, edge.consumer]) {
        case .success(let shape):
          let own = shape.edges.first { graph.edges[Int($0.edge)].fusion == edge.fusion }
          verdicts[Int(edge.fusion)] = own.map { .together($0.kind) }
        case .failure(let refused):
          verdicts[Int(edge.fusion)] = .apart(refused.reason.reason(judge, self))
        }
      }
    }
    return verdicts
  }
}

extension KernelRefusal {
  /// The reason that others are told.
  func reason(_ judge: borrowing KernelJudge, _ legality: FusionLegality) -> FusionReason {
    let graph = judge.graph
    func op(_ node: Int32) -> OpID { graph.nodes[Int(node)].op }
    func whole(_ value: Double) -> Int64 { Int64(min(0x1p62, value)) }
    switch self {
    case .notStitchable(let node):
      return graph.obstacles[Int(node)] ?? .notStitchable(op(node), .separateKernel)
    case .tooManyOps(let count):
      return .tooManyOps(count, limit: KernelJudge.maximumOps)
    case .notConvex(let node): return .cycle(through: op(node))
    case .illegalEdge(let number):
      let edge = graph.edges[Int(number)]
      let reasons = edge.fusion < 0 ? [] : legality.edges[Int(edge.fusion)].verdict.reasons
      let obstacle = reasons.first { reason in
        switch reason {
        case .cycle, .memory: false
        default: reason.isObstacle
        }
      }
      return obstacle ?? .readAnywhere(by: op(edge.consumer))
    case .differentRows(let number, let rows):
      let edge = graph.edges[Int(number)]
      return .differentRows(
        producer: op(edge.producer), consumer: op(edge.consumer), rows: whole(rows))
    case .sharedOperand(let node, let bytes):
      return .sharedOperand(op(node), bytes: whole(bytes))
    case .scratch(let bytes, let budget):
      return .scratch(
        MemoryShortage(
          neededBytes: whole(bytes), memory: judge.scratch, capacityBytes: whole(budget)))
    case .tooManyArguments(let count, let limit):
      return .tooManyArguments(count, limit: limit)
    }
  }
}

import FuseIR
import Machine

/// Says of the tensors between layers what fusion legality says of the ops that the layers stand for.
///
/// Whether two layers can be fused, and which loops correspond, is `FusionLegality`'s answer alone. Here the loops of ops get
/// the names that layers have for them, and conditions that a plan cannot keep become refusals: a fused tensor is on chip
/// only, so that it can't be returned or read by the host as well.
struct NetworkEdges {
  /// Where an op of a layer reads a tensor.
  struct Read {
    /// What it is for the layer.
    var operand: Network.Edge.Operand
    /// The op, and the number of its operand.
    var op: OpID
    var index: Int
  }

  private let layered: LayeredFunction
  private let legality: FusionLegality
  private let names: OpNames
  /// For each op of a layer the parts of the layer's loops that its loops are.
  private let loops: [OpID: [[TensorLayout.Part]?]]
  private let chargesRowStatistics: Bool
  /// By op, the layer that it belongs to, or −1.
  private var layerOf: OpMap<Int32>
  /// For each layer, why its result must be in the outermost memory.
  private var needs: [String?] = []

  init(
    _ layered: LayeredFunction, _ legality: FusionLegality, _ names: OpNames,
    loops: [OpID: [[TensorLayout.Part]?]], chargesRowStatistics: Bool,
    in module: borrowing Module
  ) {
    self.layered = layered
    self.legality = legality
    self.names = names
    self.loops = loops
    self.chargesRowStatistics = chargesRowStatistics
    layerOf = OpMap(module, repeating: -1)
    for (layer, ops) in layered.ops.enumerated() {
      for op in ops { layerOf[op] = Int32(truncatingIfNeeded: layer) }
    }
    for layer in layered.roots.indices { needs.append(need(of: layer, in: module)) }
  }

  /// The edges for what a layer reads; `traced` are the layers that a tensor which no layer computes is made of.
  func edges(
    into consumer: Int, _ read: Read, traced: (ValueID) -> [Int], in module: borrowing Module
  ) -> [Network.Edge] {
    guard let edge = legality.edges(into: read.op).first(where: { $0.operandIndex == read.index })
    else { return [] }
    let producer = Int(layerOf[edge.producer])
    guard producer >= 0 else {
      let reason = "it goes through '\(module.name(of: edge.producer))' on the host"
      return traced(module.result(edge.resultIndex, of: edge.producer)).map {
        .init(
          producer: $0, consumer: consumer, operand: read.operand, fusion: .impossible(reason))
      }
    }
    let fusion = fusion(edge, producer, consumer, in: module)
    return [
      .init(
        producer: producer, consumer: consumer, operand: read.operand, fusion: fusion,
        readsPart: edge.views.contains { isSlice($0, in: module) })
    ]
  }

  private func fusion(
    _ edge: FusionEdge, _ producer: Int, _ consumer: Int, in module: borrowing Module
  ) -> Network.Fusion {
    let ops = layered.ops
    if let need = needs[producer] { return .impossible(need) }
    let reasons = legality.verdict(from: ops[producer], to: ops[consumer]).reasons
    if let reason = reasons.first(where: isObstacle) {
      return .impossible(reason.text(names, in: module))
    }
    return .possible(aligned(edge, producer, consumer, in: module))
  }

  private func isSlice(_ op: OpID, in module: borrowing Module) -> Bool {
    TensorOp(module.opcode(of: op)) == .extractSlice
  }

  // MARK: Conditions

  /// A way around through another layer forbids the pair, not a group with all three: that is for plans to decide.
  private func isObstacle(_ reason: FusionReason) -> Bool {
    if case .cycle(let op) = reason { return layerOf[op] < 0 }
    return reason.isObstacle
  }

  private func need(of layer: Int, in module: borrowing Module) -> String? {
    for op in layered.ops[layer] {
      if let escape = legality.escapes(of: op, in: module).first {
        let reason = FusionReason.escapes(escape)
        return escape == .returned ? "the function returns it" : reason.text(names, in: module)
      }
      for edge in legality.edges(from: op)
      where layerOf[edge.consumer] < 0 && !legality.isView(edge.consumer) {
        return "'\(module.name(of: edge.consumer))' on the host reads it"
      }
    }
    return nil
  }

  /// The loops of a layer along which it reads a row again whose sum or greatest element it needs first.
  private func rows(of layer: Int) -> LayerDimensions {
    let ops = layered.ops[layer]
    guard ops.count > 1, chargesRowStatistics else { return [] }
    var rows: LayerDimensions = []
    for op in ops {
      for edge in legality.edges(into: op) where ops.contains(edge.producer) {
        for case .rowBarrier(_, _, let loop) in edge.verdict.reasons {
          guard let parts = loops[op], parts.indices.contains(loop) else { continue }
          rows.formUnion(LayerDimensions((parts[loop] ?? []).map(\.loop)))
        }
      }
    }
    return rows
  }

  // MARK: Names of loops

  private func aligned(
    _ edge: FusionEdge, _ producer: Int, _ consumer: Int, in module: borrowing Module
  ) -> [Network.AlignedLoops] {
    guard let alignment = edge.alignment, let written = loops[edge.producerNest],
      let read = loops[edge.consumerNest], let nest = legality.loops(of: edge.consumerNest),
      let shape = module.shape(of: module.result(edge.resultIndex, of: edge.producer))
    else { return [] }
    let own = alignment.producerLoops.map { loop -> [TensorLayout.Part]? in
      guard let loop else { return [] }
      return written.indices.contains(loop) ? written[loop] : nil
    }
    var excluded = rows(of: consumer)
    var theirs: [[TensorLayout.Part]?] = []
    for (dimension, axis) in alignment.axes.enumerated() {
      guard shape.indices.contains(dimension), shape[dimension] != 1 else {
        theirs.append([])
        continue
      }
      let sum = LoopSum(alignment.map.results[dimension], nest.bounds)
      let parts = Self.parts(axis, sum, Int(clamping: shape[dimension]), read, nest.bounds)
      theirs.append(parts)
      guard parts == nil, let sum else { continue }
      for term in sum.terms where read.indices.contains(term.part.loop) {
        excluded.formUnion(LayerDimensions((read[term.part.loop] ?? []).map(\.loop)))
      }
    }
    let layers = layered.network.layers
    return TensorLayout.aligned(
      TensorLayout(dimensions: own), TensorLayout(dimensions: theirs), excluded: excluded,
      sizes: (layers[producer].sizes, layers[consumer].sizes))
  }

  /// The parts of the consumer's loops that walk over a dimension, outermost first; nil where they do not from end to end.
  private static func parts(
    _ axis: FusionAxis, _ sum: LoopSum?, _ extent: Int, _ loops: [[TensorLayout.Part]?],
    _ bounds: [Int64]
  ) -> [TensorLayout.Part]? {
    guard let sum else { return nil }
    if sum.constant == 0 {
      var found: [TensorLayout.Part] = []
      var stride: Int64 = 1
      var isPlain = true
      for term in sum.terms.sorted(by: { $0.factor < $1.factor }) {
        guard term.factor == stride, loops.indices.contains(term.part.loop),
          let count = term.part.extent(bounds), let whole = loops[term.part.loop],
          let own = TensorLayout.positions(
            of: whole, every: term.part.divisor, modulus: term.part.modulus),
          own.reduce(1, { $0 * $1.size }) == count
        else {
          isPlain = false
          break
        }
        found = own + found
        let (next, overflow) = stride.multipliedReportingOverflow(by: count)
        guard !overflow else { return nil }
        stride = next
      }
      if isPlain { return stride == extent ? found : nil }
    }
    guard case .window(let window) = axis, window.consumerLoop.isWhole, window.step > 0,
      loops.indices.contains(window.consumerLoop.loop),
      let mover = loops[window.consumerLoop.loop], mover.count == 1, mover[0].stride == 1,
      let count = window.consumerLoop.extent(bounds), window.offset <= 0
    else { return nil }
    // A slice leaves more out at its end than a stride does.
    let (start, overflow) = window.step.multipliedReportingOverflow(by: max(0, count))
    guard !overflow, start.addingReportingOverflow(window.size).0 > Int64(extent) else {
      return nil
    }
    return [
      .init(
        loop: mover[0].loop, size: extent, stride: 1,
        window: .init(step: Int(clamping: window.step), extent: Int(clamping: window.size)))
    ]
  }
}

/// The rows and columns that the members of a group compute in each step of the shared loops, where windows reach beyond
/// the tile of a step.
///
/// In a step each member computes what the windows of its consumers span in that step. Where halos are retained, rows of
/// earlier steps are there already: the first step makes a whole window, later ones the rest, and all steps together each
/// row once. Where they are recomputed, every step makes all that it needs, up to the border of the tensor.
struct GroupHalo {
  /// Rows or columns from `low` up to and without `high`; doubles, as products of extents may be large.
  private struct Span {
    var low: Double
    var high: Double

    var count: Double { max(0, high - low) }

    func union(_ other: Span) -> Span {
      if count == 0 { return other }
      if other.count == 0 { return self }
      return Span(low: min(low, other.low), high: max(high, other.high))
    }
  }

  let network: Network
  let layers: [LayerModel]
  let group: NetworkPlan.Group

  /// The most steps along an axis that are looked at one by one; where there are more, each counts as one away from the
  /// border, which is at least what it is.
  private static let mostSteps = 4096.0

  /// Notes how often each member computes its outputs, and how large its tiles get.
  func apply(to members: inout [GroupMember]) {
    guard group.fusedEdges.contains(where: { reaches(network.edges[$0]) }) else { return }
    for axis in [LayerDimension.outputRow, .outputColumn] {
      let steps = members.map { member in
        member.sharedLoops.reduce(1.0) { $1.dimension == axis ? $0 * Double($1.count) : $0 }
      }
      let isUniform = steps.contains { $0 > Self.mostSteps }
      var spans = members.indices.map { index in
        let tile = Double(layers[members[index].layer].sizes[axis]) / steps[index]
        return (0..<(isUniform ? 1 : Int(steps[index]))).map {
          Span(low: Double($0) * tile, high: Double($0 + 1) * tile)
        }
      }
      for index in members.indices.reversed() {
        let size = Double(layers[members[index].layer].sizes[axis])
        for (place, span) in needs(of: index, members, spans, axis).enumerated() {
          spans[index][place] =
            isUniform
            ? Span(low: 0, high: min(size, span.count))
            : Span(low: max(0, span.low), high: min(size, span.high))
        }
        var most = 0.0
        var sum = 0.0
        var end = 0.0
        for span in spans[index] {
          let isNew = group.halo == .recomputed || isUniform
          let count = max(0, span.high - (isNew ? span.low : max(span.low, end)))
          end = max(end, span.high)
          most = max(most, count)
          sum += count
        }
        if isUniform { sum *= steps[index] }
        if group.halo == .recomputed { members[index].recomputation *= max(1, sum / size) }
        members[index].largestTile *= max(1, most * steps[index] / size)
      }
    }
  }

  /// What the consumers of a member need of it in each step; empty where none reads it in windows or as it is.
  private func needs(
    of index: Int, _ members: [GroupMember], _ spans: [[Span]], _ axis: LayerDimension
  ) -> [Span] {
    var needed: [Span] = []
    for edge in group.fusedEdges.map({ network.edges[$0] })
    where edge.producer == members[index].layer && edge.operand != .weight {
      guard let consumer = members.firstIndex(where: { $0.layer == edge.consumer }),
        spans[consumer].count == spans[index].count
      else { continue }
      let read = spans[consumer].map {
        edge.operand == .input ? window(over: $0, of: network.layers[edge.consumer], axis) : $0
      }
      needed = needed.isEmpty ? read : zip(needed, read).map { $0.union($1) }
    }
    return needed
  }

  /// Whether neighbouring tiles of the tensor may share rows or columns.
  private func reaches(_ edge: Network.Edge) -> Bool {
    guard case .possible(let aligned) = edge.fusion else { return false }
    return aligned.contains { $0.window > $0.step }
  }

  /// The rows or columns from the first to the last that the windows of some outputs touch.
  private func window(over outputs: Span, of layer: Layer, _ axis: LayerDimension) -> Span {
    guard layer.kind == .contraction, outputs.count > 0 else { return outputs }
    let window = axis == .outputRow ? layer.rows : layer.columns
    let taps = layer.sizes[axis == .outputRow ? .kernelRow : .kernelColumn]
    let stride = Double(window.stride)
    let low = outputs.low * stride - Double(window.padding)
    let reach = Double(taps - 1) * Double(window.dilation) + 1
    return Span(low: low, high: low + (outputs.count - 1) * stride + reach)
  }
}

// Whether the layers of a group can run tile by tile, one after the other.

extension GroupLegality {
  /// Checks that nothing outside of the group lies between two members, and that what members hand over in the outermost
  /// memory is there in time.
  ///
  /// Edges are ordered by consumer, so that one walk finds what needs a member.
  func checkOrder(of number: Int, _ group: NetworkPlan.Group, _ members: [GroupMember])
    throws(IllegalPlan)
  {
    var needsMember = Set<Int>()
    for (place, edge) in network.edges.enumerated() {
      let comesFromMember = group.layers.contains(edge.producer)
      guard let consumer = members.firstIndex(where: { $0.layer == edge.consumer }) else {
        if comesFromMember || needsMember.contains(edge.producer) {
          needsMember.insert(edge.consumer)
        }
        continue
      }
      if needsMember.contains(edge.producer) {
        throw .wayAround(
          group: number, layer: layers[edge.producer].name, member: layers[edge.consumer].name)
      }
      guard let producer = members.firstIndex(where: { $0.layer == edge.producer }),
        !group.fusedEdges.contains(place)
      else { continue }
      switch edge.fusion {
      // Without shared loops the whole tensor is there when it is read.
      case .impossible(let reason) where group.sharedLoops > 0:
        throw .fusion(edge: place, reason: reason)
      case .impossible: break
      case .possible: try checkStep(edge, group, members[producer], members[consumer])
      }
    }
  }

  /// Checks that shared loops walk over the tensor in step.
  func checkStep(
    _ edge: Network.Edge, _ group: NetworkPlan.Group, _ producer: GroupMember,
    _ consumer: GroupMember
  ) throws(IllegalPlan) {
    guard case .possible(let aligned) = edge.fusion else { return }
    var product = 1
    for loop in 0..<max(0, group.sharedLoops) {
      let outer = producer.sharedLoops[loop]
      let inner = consumer.sharedLoops[loop]
      let pair = aligned.first {
        $0.producer == outer.dimension && $0.consumer == inner.dimension
      }
      guard let pair, outer.count == inner.count else {
        throw .alignment(
          producer: layers[edge.producer].name, consumer: layers[edge.consumer].name, loop: loop)
      }
      guard pair.share > 1 else { continue }
      // Tiles are whole shares.
      let (count, overflow) = product.multipliedReportingOverflow(by: inner.count)
      product = count
      let shares = layers[edge.consumer].sizes[pair.consumer] / pair.share
      guard !overflow, shares % count == 0 else {
        throw .alignment(
          producer: layers[edge.producer].name, consumer: layers[edge.consumer].name, loop: loop)
      }
    }
  }
}

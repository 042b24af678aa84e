import Machine
import Passes

/// Every plan of a small network on a machine with a scratchpad for operands and an accumulator for sums: all groups, all
/// shared loops in all orders, all places of tensors among them, and all tiles in all orders of each member's loops.
///
/// Members are tried one by one on the machine without limits, and of those that keep the same outside the shared loops
/// only the ones that no other is better than in all respects are tried together.
struct AllPlans {
  let model: NetworkCostModel
  private let limitless: NetworkCostModel
  private var network: Network { model.network }

  /// A point of energy and latency.
  private typealias Point = (energy: Double, latency: Double)

  /// A mapping of a member and what it costs and takes.
  private struct Option {
    var mapping: LayerMapping
    var outside: Int
    var figures: [Double]
  }

  init(_ model: NetworkCostModel) throws {
    self.model = model
    var machine = model.machine
    for index in machine.memories.indices { machine.memories[index].capacityBytes = nil }
    limitless = try NetworkCostModel(.m1, network: model.network, machine: machine)
  }

  /// The least energy-delay product of all plans, in microjoules times cycles; nil where there is no plan.
  func leastProduct() throws -> Double? {
    var least: Double?
    for partition in partitions(Array(network.layers.indices)) {
      guard partition.allSatisfy(isGroup) else { continue }
      var sums: [Point] = [(0, 0)]
      for part in partition {
        let points = part.count == 1 ? alone(part[0]) : together(part)
        sums = pareto(
          sums.flatMap { sum in
            points.map { (sum.energy + $0.energy, sum.latency + $0.latency) }
          })
      }
      for sum in sums {
        let product = sum.energy * 1e-6 * sum.latency
        least = min(least ?? product, product)
      }
    }
    return least
  }

  // MARK: Groups

  private func partitions(_ layers: [Int]) -> [[[Int]]] {
    guard let first = layers.first else { return [[]] }
    let others = Array(layers.dropFirst())
    return (0..<1 << others.count).flatMap { bits in
      let chosen = others.indices.filter { bits >> $0 & 1 != 0 }.map { others[$0] }
      return partitions(others.filter { !chosen.contains($0) }).map { [[first] + chosen] + $0 }
    }
  }

  /// Whether the layers are connected and nothing between them is left out.
  private func isGroup(_ layers: [Int]) -> Bool {
    var reached: Set<Int> = [layers[0]]
    for _ in layers {
      for edge in edges(layers).map({ network.edges[$0] }) {
        if reached.contains(edge.producer) || reached.contains(edge.consumer) {
          reached.formUnion([edge.producer, edge.consumer])
        }
      }
    }
    // The networks here are chains and a residual over a chain, so that a gap in the numbers is a way around.
    return reached.count == layers.count && layers[layers.count - 1] - layers[0] == layers.count - 1
  }

  private func edges(_ layers: [Int]) -> [Int] {
    network.edges.indices.filter {
      layers.contains(network.edges[$0].producer) && layers.contains(network.edges[$0].consumer)
    }
  }

  private func alone(_ layer: Int) -> [Point] {
    var points: [Point] = []
    forEachMapping(layer, shared: [], fused: [], home: .all) { mapping, _ in
      guard let totals = try? model.totals(of: mapping, layer: layer) else { return }
      points.append((totals.picojoules, totals.cycles))
    }
    return pareto(points)
  }

  private func together(_ layers: [Int]) -> [Point] {
    var points: [Point] = []
    let fused = edges(layers)
    for shared in sharedLoops(layers, fused) {
      for halo in NetworkPlan.Halo.allCases {
        let group = NetworkPlan.Group(
          layers: layers, fusedEdges: fused, sharedLoops: shared.first?.count ?? 0, halo: halo)
        var options: [[Option]] = []
        for (member, layer) in layers.enumerated() {
          options.append(self.options(layer, shared[member], group, shared))
        }
        var mappings = network.layers.indices.map { _ in LayerMapping(nodes: []) }
        for layer in network.layers.indices { mappings[layer] = anyMapping(layer) }
        combine(options[...], layers[...], mappings) { mappings in
          // Layers outside the group are judged apart; on a machine without limits any mapping of them will do.
          guard let totals = try? groupTotals(mappings, group) else { return }
          points.append(totals)
        }
      }
    }
    return pareto(points)
  }

  /// What a group costs on the machine with its limits.
  private func groupTotals(_ mappings: [LayerMapping], _ group: NetworkPlan.Group) throws -> Point {
    let cost = try limitless.cost(of: NetworkPlan(mappings: mappings, groups: [group]))
    // Whether it fits is told by the first memory that does not hold it, so layers outside must fit anyhow.
    _ = try fitted(group).cost(
      of: NetworkPlan(mappings: group.layers.map { mappings[$0] }, groups: [renumbered(group)]))
    return group.layers.reduce((0, 0)) {
      ($0.energy + cost.layers[$1].picojoules, $0.latency + cost.layers[$1].cycles)
    }
  }

  /// The group's layers as a network of their own.
  private func fitted(_ group: NetworkPlan.Group) throws -> NetworkCostModel {
    let edges = group.fusedEdges.map { number in
      var edge = network.edges[number]
      edge.producer = group.layers.firstIndex(of: edge.producer) ?? 0
      edge.consumer = group.layers.firstIndex(of: edge.consumer) ?? 0
      return edge
    }
    return try NetworkCostModel(
      .m1, network: Network(layers: group.layers.map { network.layers[$0] }, edges: edges),
      machine: model.machine)
  }

  private func renumbered(_ group: NetworkPlan.Group) -> NetworkPlan.Group {
    NetworkPlan.Group(
      layers: Array(group.layers.indices), fusedEdges: Array(group.fusedEdges.indices),
      sharedLoops: group.sharedLoops, halo: group.halo)
  }

  private func combine(
    _ options: ArraySlice<[Option]>, _ layers: ArraySlice<Int>, _ mappings: [LayerMapping],
    _ visit: ([LayerMapping]) -> Void
  ) {
    guard let first = options.first, let layer = layers.first else { return visit(mappings) }
    for option in first {
      var mappings = mappings
      mappings[layer] = option.mapping
      combine(options.dropFirst(), layers.dropFirst(), mappings, visit)
    }
  }

  /// The mappings of a member that are worth a try.
  private func options(
    _ layer: Int, _ shared: [LayerMapping.Node], _ group: NetworkPlan.Group,
    _ all: [[LayerMapping.Node]]
  ) -> [Option] {
    var fused: TensorRoles = []
    var home: TensorRoles = .all
    for number in group.fusedEdges {
      let edge = network.edges[number]
      if edge.producer == layer { fused.formUnion(.output) }
      if edge.consumer == layer, edge.operand == .input { fused.formUnion(.input) }
    }
    home.subtract(fused)
    for (number, edge) in network.edges.enumerated()
    where edge.producer == layer && !group.fusedEdges.contains(number) { home.formUnion(.output) }
    var mappings = network.layers.indices.map { anyMapping($0) }
    for (member, other) in group.layers.enumerated() where other != layer {
      mappings[other] = anyMember(other, all[member], group)
    }
    var options: [Option] = []
    let isAdded = group.fusedEdges.map { network.edges[$0] }.contains {
      if case .addend = $0.operand { $0.producer == layer } else { false }
    }
    forEachMapping(layer, shared: shared, fused: fused, home: home, isWhole: isAdded) {
      mapping, outside in
      mappings[layer] = mapping
      let plan = NetworkPlan(mappings: mappings, groups: [group])
      guard let cost = try? limitless.cost(of: plan).layers[layer] else { return }
      let figures =
        [cost.picojoules, cost.cycles] + cost.memories.dropFirst().map(\.footprintBytes)
      let isWorse = options.contains { other in
        other.outside == outside && zip(other.figures, figures).allSatisfy { $0 <= $1 }
      }
      if isWorse { return }
      options.removeAll { other in
        other.outside == outside && zip(figures, other.figures).allSatisfy { $0 <= $1 }
      }
      options.append(Option(mapping: mapping, outside: outside, figures: figures))
    }
    return options
  }

  /// All loops of a layer outside of everything: legal where there are no limits.
  private func anyMapping(_ layer: Int) -> LayerMapping {
    var nodes: [LayerMapping.Node] = [.memory(0, .all)]
    nodes += [.memory(1, [.input, .weight]), .memory(2, .output)]
    for dimension in LayerDimension.allCases where network.layers[layer].sizes[dimension] > 1 {
      nodes.append(.loop(dimension, network.layers[layer].sizes[dimension]))
    }
    return LayerMapping(nodes: nodes + [.memory(3, .weight)])
  }

  /// Some mapping of a member that is legal where there are no limits.
  private func anyMember(
    _ layer: Int, _ shared: [LayerMapping.Node], _ group: NetworkPlan.Group
  ) -> LayerMapping {
    var left = network.layers[layer].sizes
    for case .loop(let dimension, let count) in shared { left[dimension] /= count }
    var nodes: [LayerMapping.Node] = [.memory(0, .all)] + shared
    let fused = Set(
      group.fusedEdges.map { network.edges[$0] }.flatMap { edge in
        (edge.producer == layer ? [TensorRole.output] : [])
          + (edge.consumer == layer && edge.operand == .input ? [.input] : [])
      })
    let home = TensorRole.allCases.filter { !fused.contains($0) }
    nodes[0] = .memory(0, home.reduce(into: TensorRoles()) { $0.formUnion(TensorRoles($1)) })
    for (number, edge) in network.edges.enumerated()
    where edge.producer == layer && !group.fusedEdges.contains(number) {
      if case .memory(_, let roles) = nodes[0] { nodes[0] = .memory(0, roles.union(.output)) }
    }
    nodes += [.memory(1, [.input, .weight]), .memory(2, .output)]
    for dimension in LayerDimension.allCases where left[dimension] > 1 {
      nodes.append(.loop(dimension, left[dimension]))
    }
    return LayerMapping(nodes: nodes + [.memory(3, .weight)])
  }

  /// Every sequence of loops that all members may share: for each member its own loops.
  private func sharedLoops(_ layers: [Int], _ fused: [Int]) -> [[[LayerMapping.Node]]] {
    // Loops of all members that every fused edge carries on.
    var classes: [[LayerDimension]] = []
    func extend(_ chosen: [LayerDimension]) {
      guard chosen.count < layers.count else {
        let isCarried = fused.allSatisfy { number in
          let edge = network.edges[number]
          guard case .possible(let aligned) = edge.fusion,
            let producer = layers.firstIndex(of: edge.producer),
            let consumer = layers.firstIndex(of: edge.consumer)
          else { return false }
          return aligned.contains {
            $0.producer == chosen[producer] && $0.consumer == chosen[consumer]
          }
        }
        if isCarried { classes.append(chosen) }
        return
      }
      for dimension in LayerDimension.allCases { extend(chosen + [dimension]) }
    }
    extend([])
    var result: [[[LayerMapping.Node]]] = []
    func grow(_ shared: [[LayerMapping.Node]], _ left: [[LayerDimension]]) {
      result.append(shared)
      for (place, loop) in left.enumerated() {
        let extents = zip(layers, loop).map { network.layers[$0].sizes[$1] }
        for count in 2...8 where extents.allSatisfy({ $0 % count == 0 }) {
          let longer = zip(shared, loop).map { $0 + [LayerMapping.Node.loop($1, count)] }
          var rest = left
          rest.remove(at: place)
          grow(longer, rest)
        }
      }
    }
    grow(layers.map { _ in [] }, classes)
    return result
  }

  private func pareto(_ points: [Point]) -> [Point] {
    var result: [Point] = []
    for point in points {
      if result.contains(where: { $0.energy <= point.energy && $0.latency <= point.latency }) {
        continue
      }
      result.removeAll { point.energy <= $0.energy && point.latency <= $0.latency }
      result.append(point)
    }
    return result
  }

  // MARK: Mappings of one layer

  /// Visits every mapping, and which operands stay outside how many of the shared loops. Where other members add the output,
  /// the accumulator has all of it.
  private func forEachMapping(
    _ layer: Int, shared: [LayerMapping.Node], fused: TensorRoles, home: TensorRoles,
    isWhole: Bool = false, _ visit: (LayerMapping, Int) -> Void
  ) {
    var left = network.layers[layer].sizes
    for case .loop(let dimension, let count) in shared { left[dimension] /= count }
    // For each tensor the number of shared loops outside its first tile; all of them for one inside.
    for input in 0...shared.count where input == shared.count || !fused.contains(.input) {
      for weight in 0...shared.count {
        for output in 0...shared.count where output == shared.count || !fused.contains(.output) {
          var nodes: [LayerMapping.Node] = home.isEmpty ? [] : [.memory(0, home)]
          for (place, loop) in shared.enumerated() {
            if input == place { nodes.append(.memory(1, .input)) }
            if weight == place { nodes.append(.memory(1, .weight)) }
            if output == place { nodes.append(.memory(2, .output)) }
            nodes.append(loop)
          }
          var operands: TensorRoles = []
          if input == shared.count { operands.formUnion(.input) }
          if weight == shared.count { operands.formUnion(.weight) }
          if fused.contains(.input) {
            nodes.append(.memory(1, .input))
            operands.remove(.input)
          }
          let sums: TensorRoles = output == shared.count ? .output : []
          let outside = (input * 8 + weight) * 8 + output
          own(layer, nodes, left, operands, sums, isWhole: isWhole) { visit($0, outside) }
        }
      }
    }
  }

  private func own(
    _ layer: Int, _ nodes: [LayerMapping.Node], _ left: LayerSizes, _ operands: TensorRoles,
    _ sums: TensorRoles, isWhole: Bool, _ visit: (LayerMapping) -> Void
  ) {
    for columns in [1, 2] where left[.outputChannel] % columns == 0 {
      for rows in [1, 2] where left[.inputChannel] % rows == 0 {
        var spatial: [LayerMapping.Node] = []
        if columns > 1 { spatial.append(.spatial(.outputChannel, columns, .columns)) }
        if rows > 1 { spatial.append(.spatial(.inputChannel, rows, .rows)) }
        var left = left
        left[.outputChannel] /= columns
        left[.inputChannel] /= rows
        forEachSplit(left, operands.isEmpty) { outer, rest in
          let first = nodes + outer + (operands.isEmpty ? [] : [.memory(1, operands)])
          forEachSplit(rest, sums.isEmpty) { middle, inner in
            let cutsSums = (outer + middle).contains { node in
              guard case .loop(let dimension, _) = node else { return false }
              return LayerDimensions.output.contains(dimension)
            }
            if isWhole, cutsSums { return }
            var nodes = first + middle + (sums.isEmpty ? [] : [.memory(2, sums)])
            for dimension: LayerDimension in [.group, .outputChannel, .inputChannel, .kernelRow]
            where inner[dimension] > 1 {
              nodes.append(.loop(dimension, inner[dimension]))
            }
            nodes += spatial + [.memory(3, .weight)]
            for dimension: LayerDimension in [.batch, .outputRow] where inner[dimension] > 1 {
              nodes.append(.loop(dimension, inner[dimension]))
            }
            visit(LayerMapping(nodes: nodes))
          }
        }
      }
    }
  }

  /// Visits every choice of loops outside a memory, in every order; none where the memory has no tile there.
  private func forEachSplit(
    _ left: LayerSizes, _ isNone: Bool, _ visit: ([LayerMapping.Node], LayerSizes) -> Void
  ) {
    if isNone { return visit([], left) }
    func split(
      _ dimensions: ArraySlice<LayerDimension>, _ loops: [LayerMapping.Node], _ left: LayerSizes
    ) {
      guard let dimension = dimensions.first else {
        for order in permutations(loops) { visit(order, left) }
        return
      }
      for count in divisors(of: left[dimension]) {
        var rest = left
        rest[dimension] /= count
        split(dimensions.dropFirst(), count > 1 ? loops + [.loop(dimension, count)] : loops, rest)
      }
    }
    split(LayerDimension.allCases[...], [], left)
  }

  private func permutations(_ nodes: [LayerMapping.Node]) -> [[LayerMapping.Node]] {
    guard nodes.count > 1 else { return [nodes] }
    return nodes.indices.flatMap { index in
      var rest = nodes
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }
}

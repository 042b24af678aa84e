import Machine
import Testing

/// Groups under `m1` against walks through all their steps.
@Suite struct GroupWalkTests {
  @Test(arguments: NetworkPlan.Halo.allCases)
  func `members move what a walk through all steps moves`(_ halo: NetworkPlan.Halo) throws {
    var generator = DrawnNests.Generator(state: 404)
    var refetching = 0
    for number in 0..<150 {
      let group = DrawnGroup(&generator, halo: halo)
      let model = try NetworkCostModel(.m1, network: group.network, machine: DrawnNests.machine)
      let cost = try model.cost(of: group.plan)
      for (index, layer) in group.network.layers.enumerated() {
        var walk = LoopNestWalk(
          layer, group.plan.mappings[index], memories: 4, member: group.members[index])
        walk.run()
        // What is computed again depends on where windows reach; another test looks at that.
        guard cost.layers[index].operations == layer.points else { continue }
        if group.plan.groups[0].sharedLoops > 0 { refetching += 1 }
        for memory in 0..<4 {
          for role in TensorRole.allCases {
            let note =
              "\(number): \(role) of memory \(memory) in layer \(index): \(group.plan.mappings[index].parts(on: DrawnNests.machine))"
            let traffic = cost.layers[index].memories[memory]
            #expect(traffic.readBits(of: role) == walk.reads[memory][role.index], "\(note)")
            #expect(traffic.writtenBits(of: role) == walk.writes[memory][role.index], "\(note)")
          }
        }
      }
    }
    #expect(refetching > 100)
  }

  /// Rows by rows and columns by columns: which outputs of each member exist, and which are computed in each step.
  @Test func `halos are computed again as often as windows need them, or kept`() throws {
    var generator = DrawnNests.Generator(state: 405)
    var computedAgain = 0
    for number in 0..<150 {
      var group = DrawnGroup(&generator, halo: .recomputed)
      let model = try NetworkCostModel(.m1, network: group.network, machine: DrawnNests.machine)
      let again = try model.cost(of: group.plan)
      group.plan.groups[0].halo = .retained
      let kept = try model.cost(of: group.plan)
      for index in group.network.layers.indices {
        let points = group.network.layers[index].points
        #expect(kept.layers[index].operations == points)
        let outputs = Self.computed(index, group)
        let all = [LayerDimension.outputRow, .outputColumn].reduce(1) {
          $0 * group.network.layers[index].sizes[$1]
        }
        let share = max(1, Double(outputs) / Double(all))
        #expect(
          abs(again.layers[index].operations - points * share) < 1e-9 * points * share,
          "\(number): layer \(index)")
        if share > 1 { computedAgain += 1 }
        for memory in 1..<4 {
          #expect(
            again.layers[index].memories[memory].footprintBytes
              >= kept.layers[index].memories[memory].footprintBytes)
        }
      }
    }
    #expect(computedAgain > 20)
  }

  /// How many places of its rows and columns a member computes in all steps, by listing those that each step needs.
  private static func computed(_ index: Int, _ group: DrawnGroup) -> Int {
    let axes: [LayerDimension] = [.outputRow, .outputColumn]
    let loops = group.plan.mappings[index].nodes.compactMap { node -> (LayerDimension, Int)? in
      if case .loop(let dimension, let count) = node { (dimension, count) } else { nil }
    }
    let shared = loops.prefix(group.plan.groups[0].sharedLoops)
    var product = 1
    for axis in axes {
      let steps = shared.first { $0.0 == axis }?.1 ?? 1
      var places = 0
      for step in 0..<steps {
        var last = group.network.layers.count - 1
        let tile = group.network.layers[last].sizes[axis] / steps
        var needed = Set(step * tile..<(step + 1) * tile)
        while last > index {
          let layer = group.network.layers[last]
          let window = axis == .outputRow ? layer.rows : layer.columns
          let taps = layer.sizes[axis == .outputRow ? .kernelRow : .kernelColumn]
          let touched = needed.flatMap { output in
            (0..<taps).map { output * window.stride + $0 * window.dilation - window.padding }
          }
          guard let low = touched.min(), let high = touched.max() else { return 0 }
          needed = Set((low...high).filter { $0 >= 0 && $0 < window.extent })
          last -= 1
        }
        places += needed.count
      }
      product *= max(places, group.network.layers[index].sizes[axis])
    }
    return product
  }
}

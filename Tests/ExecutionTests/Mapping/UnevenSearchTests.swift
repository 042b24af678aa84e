import Machine
import Passes
import Testing

/// The exact search with uneven tiling, against every nest of small layers and against the even optimum.
@Suite struct UnevenSearchTests {
  #if DEBUG
    static let seeds = 0..<12 as Range<UInt64>
  #else
    static let seeds = 0..<100 as Range<UInt64>
  #endif

  /// On layers that are small enough to try every sequence of loops and tiles, the search finds the best one, with addends
  /// as well, and its bound is the best one's value.
  @Test(arguments: seeds) func findsTheBestOfAllNests(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let isDeep = seed % 4 == 3
    var layer =
      random.below(3) == 0 && !isDeep
      ? LayerSearchTests.smallConvolution(&random)
      : LayerSearchTests.product(
        [2, 4, 6][random.below(isDeep ? 2 : 3)], [2, 4][random.below(isDeep ? 1 : 2)],
        [2, 4][random.below(isDeep ? 1 : 2)], groups: isDeep ? 1 : [1, 1, 2][random.below(3)])
    if seed % 3 == 2 {
      layer.addends.append(.init(dimensions: .init(.outputChannel), bits: 32))
      if seed % 2 == 0 { layer.addends.append(.init(dimensions: .init(.batch), bits: 8)) }
    }
    var machine = LayerSearchTests.smallMachine(&random)
    if isDeep {
      // Every tensor in two memories.
      var far = machine.memories[0]
      far.name = "far"
      far.capacityBytes = 8 + random.below(30)
      far.readPicojoulesPerByte = 7
      far.writePicojoulesPerByte = 7
      machine.memories.insert(far, at: 1)
    }
    let model = try LayerSearchTests.model([layer], machine)
    let objectives: [SearchObjective] = [
      .product, .weighted(energy: 1, latency: 0), .weighted(energy: 0.1, latency: 3),
    ]
    let nests = AllNests(layer, machine, model).best(objectives)
    for (objective, best) in zip(objectives, nests) {
      var search = LayerwiseSearch(model, tiling: .uneven)
      var even = LayerwiseSearch(model)
      guard let best else {
        #expect(throws: LayerwiseSearch.Unmappable.self) { _ = try search.minimize(objective) }
        continue
      }
      let answer = try search.minimize(objective)
      let value = objective.value(of: answer.cost)
      let totals = try model.totals(of: answer.mappings[0], layer: 0)
      #expect(totals.picojoules == answer.cost.energy && totals.cycles == answer.cost.latency)
      #expect(answer.bound <= best * (1 + 1e-9), "seed \(seed): bound \(answer.bound) of \(best)")
      #expect(value >= best * (1 - 1e-9))
      if let evenly = try? even.minimize(objective) {
        #expect(value <= objective.value(of: evenly.cost) * (1 + 1e-12))
      }
      #expect(
        abs(value / best - 1) <= 1e-9 && answer.bound >= best * (1 - 1e-9),
        "seed \(seed): \(value) instead of \(best), \(answer.mappings[0].parts(on: machine))")
    }
  }

  /// Convolutions gain where tiles of inputs and weights compete for a small memory; products on g16 gain nothing.
  @Test func gainsWhereTilesCompete() throws {
    let small = try #require(MachineCatalog.machine(named: "fadiff-small"))
    var sizes = LayerSizes(repeating: 1)
    sizes[.outputChannel] = 128
    sizes[.inputChannel] = 128
    sizes[.outputRow] = 28
    sizes[.outputColumn] = 28
    sizes[.kernelRow] = 3
    sizes[.kernelColumn] = 3
    let convolution = Layer(
      name: "convolution", sizes: sizes, rows: .init(padding: 1, extent: 28),
      columns: .init(padding: 1, extent: 28),
      widths: .init(input: 8, weight: 8, output: 8, partialSum: 8))
    let (even, uneven) = try products(convolution, on: small)
    #expect(uneven < 0.95 * even)
    for name in ["g16", "g16-nobypass"] {
      let machine = try #require(MachineCatalog.machine(named: name))
      let (even, uneven) = try products(LayerSearchTests.product(512, 512, 512), on: machine)
      #expect(abs(uneven / even - 1) < 1e-12)
    }
  }

  /// Where time runs out at once, there is an answer, and the bound says how far it may be off.
  @Test func saysWhatIsOpenWhereTimeRunsOut() throws {
    let machine = try #require(MachineCatalog.machine(named: "fadiff-small"))
    let model = try LayerSearchTests.model([LayerSearchTests.product(512, 768, 768)], machine)
    var cut = LayerwiseSearch(model, tiling: .uneven) { _ in false }
    var whole = LayerwiseSearch(model, tiling: .uneven)
    let objective = SearchObjective.weighted(energy: 1, latency: 10)
    let answer = try cut.minimize(objective)
    let best = try whole.minimize(objective)
    #expect(best.bound >= objective.value(of: best.cost) * (1 - 1e-9))
    #expect(objective.value(of: answer.cost) >= objective.value(of: best.cost) * (1 - 1e-9))
    #expect(answer.bound <= objective.value(of: best.cost))
    #expect(answer.bound > 0)
  }

  private func products(_ layer: Layer, on machine: Accelerator) throws -> (Double, Double) {
    let model = try LayerSearchTests.model([layer], machine)
    var even = LayerwiseSearch(model)
    var uneven = LayerwiseSearch(model, tiling: .uneven)
    let found = try uneven.minimize(.product)
    #expect(found.bound >= found.cost.product * (1 - 1e-9))
    return (try even.minimize(.product).cost.product, found.cost.product)
  }
}

/// Every nest of a small layer: all sequences of loops and of tiles, one tile for each memory and tensor, around what runs
/// along the array.
private struct AllNests {
  let layer: Layer
  let machine: Accelerator
  let model: NetworkCostModel

  init(_ layer: Layer, _ machine: Accelerator, _ model: NetworkCostModel) {
    self.layer = layer
    self.machine = machine
    self.model = model
  }

  func best(_ objectives: [SearchObjective]) -> [Double?] {
    var best = [Double?](repeating: nil, count: objectives.count)
    let last = machine.memories.count - 1
    for columns in [1, 2] where layer.sizes[.outputChannel] % columns == 0 {
      for rows in [1, 2] where layer.sizes[.inputChannel] % rows == 0 {
        var spatial: [LayerMapping.Node] = []
        if columns > 1 { spatial.append(.spatial(.outputChannel, columns, .columns)) }
        if rows > 1 { spatial.append(.spatial(.inputChannel, rows, .rows)) }
        spatial.append(.memory(last, .weight))
        var left = layer.sizes
        left[.outputChannel] /= columns
        left[.inputChannel] /= rows
        for tiles in tileChoices() {
          extend([.memory(0, .all)], left, tiles, spatial) { nodes in
            let mapping = LayerMapping(nodes: nodes)
            guard let totals = try? model.totals(of: mapping, layer: 0) else { return }
            let cost = EnergyLatency(energy: totals.picojoules, latency: totals.cycles)
            for (index, objective) in objectives.enumerated() {
              let value = objective.value(of: cost)
              best[index] = min(best[index] ?? value, value)
            }
          }
        }
      }
    }
    return best
  }

  /// For each tensor the memories that keep it, outermost first: all choices of passing by.
  private func tileChoices() -> [[[Int]]] {
    var choices: [[[Int]]] = [[]]
    for role in TensorRole.allCases {
      var own: [[Int]] = [[]]
      for (number, memory) in machine.memories.enumerated().dropFirst().dropLast()
      where memory.holds.contains(role) {
        let keeping = own.map { $0 + [number] }
        own = memory.mayBypass.contains(role) ? own + keeping : keeping
      }
      choices = choices.flatMap { choice in own.map { choice + [$0] } }
    }
    return choices
  }

  /// Goes on with a loop or with the next tile of a tensor.
  private func extend(
    _ outer: [LayerMapping.Node], _ left: LayerSizes, _ tiles: [[Int]],
    _ spatial: [LayerMapping.Node], _ visit: ([LayerMapping.Node]) -> Void
  ) {
    if tiles.allSatisfy(\.isEmpty) {
      var nodes = outer
      for dimension: LayerDimension in [.group, .outputChannel, .inputChannel, .kernelRow]
      where left[dimension] > 1 {
        nodes.append(.loop(dimension, left[dimension]))
      }
      nodes += spatial
      for dimension: LayerDimension in [.batch, .outputRow] where left[dimension] > 1 {
        nodes.append(.loop(dimension, left[dimension]))
      }
      visit(nodes)
      return
    }
    for role in TensorRole.allCases {
      guard let memory = tiles[role.index].first else { continue }
      var rest = tiles
      rest[role.index].removeFirst()
      extend(outer + [.memory(memory, TensorRoles(role))], left, rest, spatial, visit)
    }
    for dimension in LayerDimension.allCases where left[dimension] > 1 {
      if case .loop(dimension, _)? = outer.last { continue }
      for count in divisors(of: left[dimension]) where count > 1 {
        var rest = left
        rest[dimension] /= count
        extend(outer + [.loop(dimension, count)], rest, tiles, spatial, visit)
      }
    }
  }
}

import Machine
import Passes
import Testing

@Suite struct LayerSearchTests {
  private func product(_ rows: Int, _ depth: Int, _ columns: Int) -> Layer {
    var sizes = LayerSizes(repeating: 1)
    sizes[.batch] = rows
    sizes[.inputChannel] = depth
    sizes[.outputChannel] = columns
    return Layer(
      name: "product", sizes: sizes, rows: .init(extent: 1), columns: .init(extent: 1),
      widths: .init(input: 8, weight: 8, output: 8, partialSum: 8))
  }

  /// The optima that an independent exact mapper finds under the same rules (AccelForge 1.0.467): energy in picojoules and
  /// cycles.
  @Test(arguments: [
    ("g16", [512, 512, 512], 163.88367e6, 524_288.0),
    ("g16", [512, 768, 3072], 1505.96793e6, 4_718_592.0),
    ("e32-256k", [512, 512, 512], 174.83e6, 131_072.0),
  ])
  func findsTheOptimumOfAnIndependentMapper(
    machine: String, sizes: [Int], energy: Double, cycles: Double
  ) throws {
    let machine = try #require(MachineCatalog.machine(named: machine))
    let model = try NetworkCostModel(
      .m1, network: Network(layers: [product(sizes[0], sizes[1], sizes[2])], edges: []),
      machine: machine)
    let clock = ContinuousClock()
    let start = clock.now
    var search = LayerSearch(model, layer: 0)
    let found = search.minimize(.product)
    let best = try #require(found)
    print(machine.name, sizes, clock.now - start, search.evaluations, best.cost, best.mapping.parts(on: machine))
    #expect(abs(best.cost.energy / energy - 1) < 1e-4)
    #expect(best.cost.latency == cycles)
  }
}

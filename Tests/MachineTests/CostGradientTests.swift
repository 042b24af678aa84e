import Machine
import Testing

/// Reverse mode against central differences, and batches against single numbers.
@Suite struct CostGradientTests {
  typealias Generator = DrawnNests.Generator

  static let smoothings: [CostSmoothing] = [
    .exact, CostSmoothing(rooflinePower: 6), CostSmoothing(rooflinePower: 6, presenceWidth: 0.7),
  ]

  /// Energy, cycles and footprints, one after the other.
  static func all<S: CostScalar>(_ estimate: LayerEstimate<S>) -> [S] {
    [estimate.picojoules, estimate.cycles] + estimate.footprintBytes
  }

  /// Counts that are neither whole nor near 1.
  static func drawnCounts(
    _ template: MappingTemplate, _ generator: inout Generator
  ) -> [Double] {
    template.slots.map { slot in
      if case .memory = slot { return 1 }
      return Double.random(in: 1.2...5.8, using: &generator)
    }
  }

  /// Compares every derivative with a central difference.
  static func check(
    _ model: NetworkCostModel, _ template: MappingTemplate, _ smoothing: CostSmoothing,
    _ generator: inout Generator, _ note: String
  ) {
    let counts = drawnCounts(template, &generator)
    let share = Double.random(in: 0.1...0.9, using: &generator)
    let tape = GradientTape<Double>()
    let variables = counts.map { tape.variable($0) }
    let shareVariable = tape.variable(share)
    let traced = all(
      model.estimate(
        template, counts: variables, layer: 0,
        shares: FusedShares(
          input: shareVariable, output: shareVariable, copyMemory: 1, addend: shareVariable,
          addendNumber: 0),
        smoothing: smoothing))
    func values(_ counts: [Double], _ share: Double) -> [Double] {
      all(
        model.estimate(
          template, counts: counts, layer: 0,
          shares: FusedShares(
            input: share, output: share, copyMemory: 1, addend: share, addendNumber: 0),
          smoothing: smoothing))
    }
    let plain = values(counts, share)
    for result in 0..<plain.count {
      let number = traced[result]
      #expect(
        abs(number.value - plain[result]) <= 1e-12 * abs(plain[result]), "\(note) value \(result)")
      let gradient = tape.gradient(of: number, with: variables + [shareVariable])
      for place in 0...counts.count {
        if place < counts.count, case .memory = template.slots[place] { continue }
        let step = 1e-6 * (place < counts.count ? counts[place] : share)
        var up = counts
        var down = counts
        if place < counts.count {
          up[place] += step
          down[place] -= step
        }
        let isShare = place == counts.count
        let above = values(up, isShare ? share + step : share)[result]
        let below = values(down, isShare ? share - step : share)[result]
        let difference = (above - below) / (2 * step)
        #expect(
          abs(gradient[place] - difference) <= 1e-5 * max(abs(difference), abs(plain[result])),
          "\(note): result \(result) by \(place): \(gradient[place]), not \(difference)")
      }
    }
  }

  @Test func `every gradient of m1 is its central difference`() throws {
    var generator = Generator(state: 7)
    for number in 0..<40 {
      let (layer, mapping) = DrawnNests.draw(&generator)
      let model = try NetworkCostModel(
        .m1, network: Network(layers: [layer], edges: []), machine: DrawnNests.machine)
      for smoothing in Self.smoothings {
        Self.check(
          model, MappingTemplate(mapping), smoothing, &generator,
          "\(number) \(mapping.parts(on: DrawnNests.machine))")
      }
    }
  }

  @Test func `every gradient of m0 is its central difference`() throws {
    var generator = Generator(state: 11)
    let machine = try #require(MachineCatalog.machine(named: "fadiff-small"))
    for number in 0..<20 {
      let (layer, _) = DrawnNests.draw(&generator)
      let model = try NetworkCostModel(
        .m0, network: Network(layers: [layer], edges: []), machine: machine)
      let template = MappingTemplate(CostModelNetworks.fullArray(layer, machine))
      for smoothing in Self.smoothings {
        Self.check(model, template, smoothing, &generator, "\(number)")
      }
    }
  }

  @Test func `lanes of a batch are single numbers, traced or not`() throws {
    var generator = Generator(state: 23)
    for _ in 0..<20 {
      let (layer, mapping) = DrawnNests.draw(&generator)
      let model = try NetworkCostModel(
        .m1, network: Network(layers: [layer], edges: []), machine: DrawnNests.machine)
      let template = MappingTemplate(mapping)
      let lanes = (0..<8).map { _ in Self.drawnCounts(template, &generator) }
      let batch = template.slots.indices.map { slot in
        var numbers = SIMD8<Double>(repeating: 1)
        for lane in 0..<8 { numbers[lane] = lanes[lane][slot] }
        return numbers
      }
      let tape = GradientTape<SIMD8<Double>>()
      let variables = batch.map { tape.variable($0) }
      let together = Self.all(model.estimate(template, counts: batch, layer: 0))
      let traced = Self.all(model.estimate(template, counts: variables, layer: 0))
      let gradient = tape.gradient(of: traced[0], with: variables)
      for lane in 0..<8 {
        let alone = Self.all(model.estimate(template, counts: lanes[lane], layer: 0))
        let single = GradientTape<Double>()
        let singleVariables = lanes[lane].map { single.variable($0) }
        let energy = model.estimate(template, counts: singleVariables, layer: 0).picojoules
        let singleGradient = single.gradient(of: energy, with: singleVariables)
        for result in alone.indices {
          #expect(together[result][lane] == alone[result])
          #expect(traced[result].value[lane] == alone[result])
        }
        for slot in template.slots.indices {
          #expect(gradient[slot][lane] == singleGradient[slot])
        }
      }
    }
  }
}

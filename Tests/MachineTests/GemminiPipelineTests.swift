import Foundation
import Machine
import Testing

/// The cycles of `m1` with its pipeline terms beside those of the Gemmini simulator, on drawn products and convolutions
/// with drawn mappings.
///
/// `Benchmarks/mapping/cycles.py --count 60 --record 60 --seed 31` wrote the table by running the programs; the seeds with
/// which the terms were worked out are others.
@Suite struct GemminiPipelineTests {
  /// Extents of G, N, K, C, P, Q, R, S | stride, rows, columns and padding of the input | the mapping | cycles simulated.
  private static let table = """
    1 1 32 128 1 1 1 1 | 1 1 1 0 | for C 2; sums O; pad I W; for K 2; for C 4; cols K 16; rows C 16; regs W | 639
    1 1 8 3 7 7 5 5 | 1 11 11 0 | sums O; pad I W; for S 5; for R 5; cols K 8; rows C 3; regs W; for P 7; for Q 7 | 2517
    1 1 48 32 8 8 1 1 | 1 8 8 0 | for Q 2; for P 2; pad I W; sums O; for C 2; for K 3; cols K 16; rows C 16; regs W; for P 4; for Q 4 | 1662
    1 256 64 64 1 1 1 1 | 1 1 1 0 | for N 2; for C 2; pad I W; for N 2; sums O; for K 4; for C 2; cols K 16; rows C 16; regs W; for N 64 | 11848
    1 80 16 16 1 1 1 1 | 1 1 1 0 | for N 2; sums O; for N 2; pad I W; cols K 16; rows C 16; regs W; for N 20 | 639
    1 1 8 3 8 8 3 3 | 2 15 15 1 | sums O; pad I W; for R 3; for S 3; cols K 8; rows C 3; regs W; for P 8; for Q 8 | 1692
    1 40 64 128 1 1 1 1 | 1 1 1 0 | for N 4; for K 2; sums O; pad I W; for C 8; for K 2; cols K 16; rows C 16; regs W; for N 10 | 3843
    1 1 64 8 4 4 5 5 | 1 4 4 2 | for K 2; pad I W; sums O; for R 5; for K 2; for S 5; cols K 16; rows C 8; regs W; for P 4; for Q 4 | 4072
    1 16 128 96 1 1 1 1 | 1 1 1 0 | for N 2; for C 2; sums O; pad I W; for C 3; for K 8; cols K 16; rows C 16; regs W; for N 8 | 2297
    1 160 16 48 1 1 1 1 | 1 1 1 0 | for N 4; pad I W; sums O; for C 3; cols K 16; rows C 16; regs W; for N 40 | 1135
    1 24 32 16 1 1 1 1 | 1 1 1 0 | for N 4; sums O; pad I W; for K 2; cols K 16; rows C 16; regs W; for N 6 | 431
    1 64 96 32 1 1 1 1 | 1 1 1 0 | for N 2; pad I W; sums O; for K 6; for C 2; cols K 16; rows C 16; regs W; for N 32 | 2023
    1 1 8 32 20 20 3 3 | 1 22 22 0 | sums O; for P 2; for Q 4; pad I W; for R 3; for C 2; for S 3; cols K 8; rows C 16; regs W; for P 10; for Q 5 | 12443
    1 1 64 8 4 16 1 1 | 2 7 31 0 | for P 2; for Q 2; pad I W; sums O; for K 4; cols K 16; rows C 8; regs W; for P 2; for Q 8 | 1393
    1 40 48 16 1 1 1 1 | 1 1 1 0 | for N 5; sums O; pad I W; for K 3; cols K 16; rows C 16; regs W; for N 8 | 757
    1 1 48 3 20 20 1 1 | 1 20 20 0 | for Q 4; for P 4; sums O; pad I W; for K 3; cols K 16; rows C 3; regs W; for P 5; for Q 5 | 6034
    1 80 32 160 1 1 1 1 | 1 1 1 0 | sums O; for N 5; for C 2; pad I W; for K 2; for C 5; cols K 16; rows C 16; regs W; for N 16 | 3819
    1 1 8 64 16 16 3 3 | 1 16 16 1 | for P 4; for Q 2; for C 2; sums O; pad I W; for R 3; for C 2; for S 3; cols K 8; rows C 16; regs W; for P 4; for Q 8 | 20588
    1 1 16 48 12 12 3 3 | 2 23 23 1 | for Q 3; for P 3; sums O; pad I W; for S 3; for R 3; for C 3; cols K 16; rows C 16; regs W; for P 4; for Q 4 | 9633
    1 1 96 16 1 1 1 1 | 1 1 1 0 | sums O; pad I W; for K 6; cols K 16; rows C 16; regs W | 294
    1 1 48 8 20 20 3 3 | 1 20 20 1 | for P 4; pad I W; for Q 4; sums O; for R 3; for K 3; for S 3; cols K 16; rows C 8; regs W; for P 5; for Q 5 | 20742
    1 100 48 160 1 1 1 1 | 1 1 1 0 | for N 10; pad I W; sums O; for C 10; for K 3; cols K 16; rows C 16; regs W; for N 10 | 5655
    1 1 32 3 12 12 3 3 | 2 23 23 1 | for Q 3; for P 2; pad I W; sums O; for R 3; for K 2; for S 3; cols K 16; rows C 3; regs W; for P 6; for Q 4 | 6476
    1 256 32 160 1 1 1 1 | 1 1 1 0 | for N 16; sums O; pad I W; for K 2; for C 10; cols K 16; rows C 16; regs W; for N 16 | 6572
    1 1 48 32 20 20 1 1 | 1 20 20 0 | for P 4; for Q 4; sums O; pad I W; for K 3; for C 2; cols K 16; rows C 16; regs W; for P 5; for Q 5 | 6409
    1 1 64 32 4 4 1 1 | 1 4 4 0 | for P 2; pad I W; sums O; for K 4; for C 2; cols K 16; rows C 16; regs W; for P 2; for Q 4 | 588
    1 8 80 32 1 1 1 1 | 1 1 1 0 | for N 2; pad I W; sums O; for K 5; for C 2; cols K 16; rows C 16; regs W; for N 4 | 587
    1 1 8 3 8 8 1 1 | 1 8 8 0 | for P 2; for Q 2; pad I W; sums O; cols K 8; rows C 3; regs W; for P 4; for Q 4 | 564
    1 4 80 160 1 1 1 1 | 1 1 1 0 | for C 2; for N 2; sums O; pad I W; for C 5; for K 5; cols K 16; rows C 16; regs W; for N 2 | 2803
    1 160 160 16 1 1 1 1 | 1 1 1 0 | for N 8; pad I W; sums O; for K 10; cols K 16; rows C 16; regs W; for N 20 | 7343
    1 1 8 48 14 14 3 3 | 1 14 14 1 | for Q 2; pad I W; sums O; for S 3; for C 3; for R 3; cols K 8; rows C 16; regs W; for P 14; for Q 7 | 8342
    1 1 160 96 1 1 1 1 | 1 1 1 0 | for K 2; pad I W; sums O; for K 5; for C 6; cols K 16; rows C 16; regs W | 1889
    1 1 32 3 14 14 3 3 | 2 27 27 1 | for P 2; sums O; pad I W; for R 3; for K 2; for S 3; cols K 16; rows C 3; regs W; for P 7; for Q 14 | 6424
    1 1 32 3 20 20 3 3 | 2 39 39 1 | for Q 2; for P 2; sums O; pad I W; for K 2; for S 3; for R 3; cols K 16; rows C 3; regs W; for P 10; for Q 10 | 12969
    1 100 80 160 1 1 1 1 | 1 1 1 0 | for C 2; sums O; pad I W; for K 5; for C 5; cols K 16; rows C 16; regs W; for N 100 | 7804
    1 32 48 128 1 1 1 1 | 1 1 1 0 | for N 2; for C 2; pad I W; sums O; for C 4; for K 3; cols K 16; rows C 16; regs W; for N 16 | 1535
    1 1 96 64 1 1 1 1 | 1 1 1 0 | sums O; for C 2; pad I W; for K 6; for C 2; cols K 16; rows C 16; regs W | 702
    1 256 80 64 1 1 1 1 | 1 1 1 0 | for N 8; sums O; pad I W; for C 4; for K 5; cols K 16; rows C 16; regs W; for N 32 | 8959
    1 24 16 256 1 1 1 1 | 1 1 1 0 | sums O; pad I W; for C 16; cols K 16; rows C 16; regs W; for N 24 | 1545
    1 192 64 128 1 1 1 1 | 1 1 1 0 | for N 6; pad I W; sums O; for K 4; for C 8; cols K 16; rows C 16; regs W; for N 32 | 7387
    1 1 16 8 4 4 3 3 | 2 7 7 1 | for P 2; sums O; pad I W; for R 3; for S 3; cols K 16; rows C 8; regs W; for P 2; for Q 4 | 962
    1 8 80 32 1 1 1 1 | 1 1 1 0 | for N 2; sums O; pad I W; for C 2; for K 5; cols K 16; rows C 16; regs W; for N 4 | 607
    1 1 8 64 14 14 3 3 | 2 29 29 0 | sums O; for Q 2; for P 2; for C 2; pad I W; for C 2; for S 3; for R 3; cols K 8; rows C 16; regs W; for P 7; for Q 7 | 13352
    1 1 8 32 14 16 3 3 | 1 14 16 1 | sums O; pad I W; for R 3; for C 2; for S 3; cols K 8; rows C 16; regs W; for P 14; for Q 16 | 6524
    1 1 48 32 7 16 1 1 | 2 13 31 0 | for Q 4; sums O; pad I W; for C 2; for K 3; cols K 16; rows C 16; regs W; for P 7; for Q 4 | 2765
    1 24 160 160 1 1 1 1 | 1 1 1 0 | for K 2; for N 4; for C 2; sums O; pad I W; for K 5; for C 5; cols K 16; rows C 16; regs W; for N 6 | 10603
    1 40 160 64 1 1 1 1 | 1 1 1 0 | for N 2; for C 2; pad I W; sums O; for C 2; for K 10; cols K 16; rows C 16; regs W; for N 20 | 4367
    1 1 64 3 12 12 1 1 | 1 12 12 0 | for P 3; pad I W; sums O; for K 4; cols K 16; rows C 3; regs W; for P 4; for Q 12 | 2756
    1 1 48 16 14 16 3 3 | 2 29 33 0 | for P 2; sums O; for Q 2; pad I W; for K 3; for R 3; for S 3; cols K 16; rows C 16; regs W; for P 7; for Q 8 | 10208
    1 1 48 3 14 16 1 1 | 1 14 16 0 | for P 2; pad I W; sums O; for K 3; cols K 16; rows C 3; regs W; for P 7; for Q 16 | 3352
    1 1 16 48 8 16 3 3 | 1 10 18 0 | for Q 2; pad I W; sums O; for C 3; for S 3; for R 3; cols K 16; rows C 16; regs W; for P 8; for Q 8 | 5737
    1 1 64 16 12 12 1 1 | 2 23 23 0 | for P 3; for Q 2; pad I W; sums O; for K 4; cols K 16; rows C 16; regs W; for P 4; for Q 6 | 3009
    1 1 48 8 16 16 3 3 | 2 33 33 0 | for Q 2; for P 2; sums O; pad I W; for S 3; for R 3; for K 3; cols K 16; rows C 8; regs W; for P 8; for Q 8 | 12561
    1 1 8 32 20 16 3 3 | 1 22 18 0 | for Q 2; for P 4; pad I W; sums O; for C 2; for R 3; for S 3; cols K 8; rows C 16; regs W; for P 5; for Q 8 | 8619
    1 1 48 3 12 12 3 3 | 1 12 12 1 | for Q 2; pad I W; sums O; for S 3; for K 3; for R 3; cols K 16; rows C 3; regs W; for P 12; for Q 6 | 7498
    1 1 16 48 8 8 3 3 | 2 15 15 1 | for P 2; for Q 2; pad I W; sums O; for C 3; for S 3; for R 3; cols K 16; rows C 16; regs W; for P 4; for Q 4 | 5360
    1 160 48 48 1 1 1 1 | 1 1 1 0 | pad I W; sums O; for C 3; for K 3; cols K 16; rows C 16; regs W; for N 160 | 4034
    1 4 128 64 1 1 1 1 | 1 1 1 0 | for C 2; sums O; for N 2; pad I W; for C 2; for K 8; cols K 16; rows C 16; regs W; for N 2 | 1341
    1 1 16 3 12 16 3 3 | 1 14 18 0 | for Q 2; pad I W; sums O; for R 3; for S 3; cols K 16; rows C 3; regs W; for P 12; for Q 8 | 3231
    1 80 256 48 1 1 1 1 | 1 1 1 0 | for N 4; for K 2; pad I W; sums O; for C 3; for K 8; cols K 16; rows C 16; regs W; for N 20 | 10359
    """

  private struct Case {
    var layer: Layer
    var mapping: LayerMapping
    var cycles: Double
  }

  private static func cases(on machine: Accelerator) throws -> [Case] {
    try table.split(separator: "\n").map { line in
      let fields = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let numbers = fields[0].split(separator: " ").compactMap { Int($0) }
      let window = fields[1].split(separator: " ").compactMap { Int($0) }
      var sizes = LayerSizes(repeating: 1)
      for (index, number) in numbers.enumerated() { sizes[index] = number }
      let layer = Layer(
        name: "layer", sizes: sizes,
        rows: .init(stride: window[0], padding: window[3], extent: window[1]),
        columns: .init(stride: window[0], padding: window[3], extent: window[2]),
        widths: .init(input: 8, weight: 8, output: 32, partialSum: 32))
      let words = [
        ("pad", "scratchpad"), ("sums", "accumulator"), ("regs", "registers"), ("cols", "columns"),
      ]
      let parts = fields[2].components(separatedBy: "; ").map { part in
        words.reduce(part) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
      }
      return Case(
        layer: layer, mapping: try LayerMapping(parts: ["dram I W O"] + parts, on: machine),
        cycles: try #require(Double(fields[3])))
    }
  }

  @Test func `predicted cycles rank mappings as the simulator does, and are near its cycles`()
    throws
  {
    let machine = try #require(MachineCatalog.machine(named: "gemmini"))
    var pairs: [(simulated: Double, predicted: Double)] = []
    for each in try Self.cases(on: machine) {
      let network = Network(layers: [each.layer], edges: [])
      let model = try NetworkCostModel(
        .m1, network: network, machine: machine, options: .init(pipelineTerms: true))
      let predicted = try model.totals(of: each.mapping, layer: 0).cycles
      let ideal = try NetworkCostModel(.m1, network: network, machine: machine)
        .totals(of: each.mapping, layer: 0).cycles
      #expect(predicted >= ideal)
      pairs.append((each.cycles, predicted))
    }
    #expect(pairs.count == 60)
    var agreeing = 0
    var opposed = 0
    for (index, one) in pairs.enumerated() {
      for other in pairs[..<index] {
        let sign = (one.simulated - other.simulated) * (one.predicted - other.predicted)
        if sign > 0 { agreeing += 1 }
        if sign < 0 { opposed += 1 }
      }
    }
    let tau = Double(agreeing - opposed) / Double(agreeing + opposed)
    #expect(tau >= 0.95, "Kendall's tau is \(tau)")
    let errors = pairs.map { abs($0.predicted / $0.simulated - 1) }.sorted()
    #expect(errors[errors.count / 2] <= 0.10, "the median error is \(errors[errors.count / 2])")
    #expect(errors[errors.count * 9 / 10] <= 0.30)
  }
}

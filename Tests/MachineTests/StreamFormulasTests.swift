import Machine
import Testing

/// The token counts of streams against published cycles, and statistics against counting.
@Suite struct StreamFormulasTests {
  private typealias Case = (name: String, tokens: Double, published: Double, tolerance: Double)

  // BigBird decoders of GPT-3's size: rows 1024, width 768, inner width 3072, 12 heads of 64.
  private static let projection = StreamFormulas.product(entries: 1024 * 768, perRow: 768)
  private static let inner = StreamFormulas.product(entries: 1024 * 3072, perRow: 768)
  private static let outer = StreamFormulas.product(entries: 1024 * 768, perRow: 3072)
  private static let scores = StreamFormulas.product(entries: 12 * 1024 * 1024, perRow: 64)
  private static let attention: Double = 12 * 1024 * 1024 * 64
  // Graph networks: each edge's other end has its own edges; a dense level is scanned for each row.
  private static let edges = StreamFormulas.product(entries: 115_158, perRow: 1433)
  private static let features = StreamFormulas.product(
    entries: 2708 * 1433, perRow: 9072.0 / 1433)

  private static let cases: [Case] = [
    ("partial, blocks 32 and 64", 3 * projection + attention + inner, 60_497_286_996 / 12, 0.001),
    ("unfused, blocks 16", 4 * projection + scores + outer + inner, 98_511_714_108 / 12, 0.02),
    ("attention, blocks 64", attention, 806_101_226, 0.001),
    ("GCN Cora, all fused", edges, 166_361_105, 0.01),
    ("GCN Collab, all fused", 235_868 * 235_868, 55_634_377_783, 0.0001),
    ("GCN DBLP, by layer", 2 * 17_716 * 17_716, 627_775_406, 0.0002),
    ("GCN Cora, layer 1 on Comal's blocks", features, 28_802_714, 0.015),
  ]

  /// tokens(product) = stored entries of one side × (stored entries in a row of the other + 1): what that gives for published
  /// schedules, beside their published cycles.
  @Test(arguments: cases)
  func closedForm(name: String, tokens: Double, published: Double, tolerance: Double) {
    #expect(abs(tokens / published - 1) < tolerance, "\(name): \(tokens) for \(published)")
  }

  @Test func statisticsOfEntries() throws {
    // A 3 x 4 matrix with rows 0 (two entries) and 2 (one).
    let statistics = try #require(
      TensorStatistics(extents: [3, 4], coordinates: [0, 1, 0, 3, 2, 1]))
    #expect(statistics.entries == 3)
    #expect(statistics.distinct([0]) == 2)
    #expect(statistics.distinct([1]) == 2)
    #expect(statistics.distinct([0, 1]) == 3)
    #expect(statistics.counts == [[2, 0, 1], [0, 2, 0, 1]])
    #expect(statistics.meanFiber(0) == 1.5)
    #expect(statistics.secondMoment(0) == 5.0 / 3)
    #expect(TensorStatistics(extents: [2], coordinates: [2]) == nil)
    #expect(TensorStatistics(extents: [2, 2, 2, 2], coordinates: []) == nil)
  }

  @Test func statisticsOfPairsOfDimensions() throws {
    let coordinates: [Int32] = [0, 0, 0, 0, 0, 1, 1, 2, 0]
    let statistics = try #require(TensorStatistics(extents: [2, 3, 2], coordinates: coordinates))
    #expect(statistics.distinct([0, 1]) == 2)
    #expect(statistics.distinct([0, 2]) == 3)
    #expect(statistics.distinct([1, 2]) == 3)
  }

  @Test func statisticsOfDensities() {
    let statistics = TensorStatistics(extents: [10, 20], density: 0.25)
    #expect(statistics.entries == 50)
    // A row of 20 is empty with the chance 0.75^20.
    #expect(abs(statistics.distinct([0]) - 9.968_287_880_4) < 1e-9)
    #expect(TensorStatistics(dense: [10, 20]).distinct([0]) == 10)
  }

  @Test func joinersStepThroughBothSides() {
    // Of 20 and 30 coordinates 5 are in both: 45 steps, and a stop each in 4 fibers.
    #expect(StreamFormulas.join(20, 30, both: 5, fibers: 4) == 49)
    // Two independent halves of 100 places cover three quarters.
    #expect(StreamFormulas.join(sides: [50, 50], space: 100, fibers: 1) == 76)
  }
}

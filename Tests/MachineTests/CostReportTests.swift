import Machine
import Testing

@Suite struct CostReportTests {
  @Test func `bounds follow from peak and traffic`() throws {
    let machine = try #require(MachineCatalog.machine(named: "gemmini"))
    let bounds = LowerBounds(
      multiplyAdds: 25600, traffic: CompulsoryTraffic(readBytes: 3200, writtenBytes: 160),
      on: machine)
    #expect(bounds.computeCycles == 100)
    #expect(bounds.trafficCycles == 200)
    #expect(bounds.cycles == 200)
    let energy = try #require(bounds.picojoules)
    #expect(abs(energy - (25600 * 3.275 + 3360 * 64)) < 1e-6)

    let shared = try #require(MachineCatalog.machine(named: "fadiff-small"))
    let sum = LowerBounds(
      multiplyAdds: 0, traffic: CompulsoryTraffic(readBytes: 320, writtenBytes: 320), on: shared)
    #expect(sum.trafficCycles == 20)
    let float = try #require(MachineCatalog.machine(named: "gemmini-fp32"))
    #expect(LowerBounds(multiplyAdds: 1, traffic: nil, on: float).picojoules == nil)
  }

  @Test func `the report prints one schema`() {
    let report = CostReport(
      target: "gemmini", model: "gemmini-simulator", objective: .energyDelayProduct,
      total: .init(cycles: 150, picojoules: 2e6), lowerBound: .init(cycles: 100, picojoules: 1e6),
      memories: [.init(name: "dram", readBytes: 64, writtenBytes: 32, peakBytes: nil)],
      operations: [.init(name: "linalg.\"x\"", location: "a.mlir:1:2", cycles: 150.5)],
      counters: [.init("instructions", 12), .init("array_utilization", 0.25)])
    #expect(
      report.json == """
        {
          "target": "gemmini",
          "model": "gemmini-simulator",
          "total": {
            "cycles": 150,
            "energy_pj": 2000000,
            "edp_uj_cycles": 300,
            "lower_bound": {
              "cycles": 100,
              "energy_pj": 1000000,
              "edp_uj_cycles": 100
            },
            "gap": 2,
            "objective": "edp_uj_cycles"
          },
          "memories": {
            "dram": {
              "read_bytes": 64,
              "written_bytes": 32,
              "peak_bytes": null
            }
          },
          "ops": [
            {
              "name": "linalg.\\"x\\"",
              "location": "a.mlir:1:2",
              "cycles": 150.5,
              "energy_pj": null,
              "group": null,
              "mapping": null
            }
          ],
          "search": null,
          "counters": {
            "instructions": 12,
            "array_utilization": 0.25
          }
        }

        """)
  }
}

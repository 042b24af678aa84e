import Machine
import Testing

@Suite struct AcceleratorTests {
  @Test func `the catalog is alphabetical and has unique names`() {
    #expect(MachineCatalog.names == MachineCatalog.names.sorted())
    #expect(Set(MachineCatalog.names).count == MachineCatalog.names.count)
    #expect(MachineCatalog.machine(named: "gemmini-fp32")?.name == "gemmini-fp32")
    #expect(MachineCatalog.machine(named: "gemini") == nil)
  }

  @Test(arguments: [
    ("gemmini", 16, 16384, 1024, 64, 16),
    ("gemmini-fp32", 4, 16384, 4096, 16, 16),
    ("gemmini-fp32-16", 16, 4096, 1024, 16, 16),
    ("fadiff-large", 32, 16384, 512, 64, 32),
    ("fadiff-small", 16, 512, 128, 64, 16),
  ])
  func `rows and blocks follow from capacities`(
    name: String, dimension: Int, scratchpad: Int, accumulator: Int, columns: Int,
    accumulatorColumns: Int
  ) throws {
    let machine = try #require(MachineCatalog.machine(named: name))
    let configuration = try GemminiConfiguration(machine)
    #expect(configuration.dimension == dimension)
    #expect(configuration.scratchpadRows == scratchpad)
    #expect(configuration.accumulatorRows == accumulator)
    #expect(configuration.maximumMoveInColumns(.scratchpad) == columns)
    #expect(configuration.maximumMoveInColumns(.accumulator) == accumulatorColumns)
  }

  @Test func `energies are DOSA's fits where they apply`() throws {
    let gemmini = try #require(MachineCatalog.machine(named: "gemmini"))
    let scratchpad = try #require(gemmini.memory(named: "scratchpad")?.readPicojoulesPerByte)
    #expect(abs(scratchpad - 6.92328) < 1e-9)
    let accumulator = try #require(gemmini.memory(named: "accumulator")?.writePicojoulesPerByte)
    #expect(abs(accumulator - 2.342 / 4) < 1e-9)
    let float = try #require(MachineCatalog.machine(named: "gemmini-fp32"))
    #expect(float.memory(named: "scratchpad")?.readPicojoulesPerByte == nil)
    #expect(float.array(named: "array")?.picojoulesPerMultiplyAdd == nil)
  }

  @Test func `target options apply or say what is wrong`() throws {
    let float = try #require(MachineCatalog.machine(named: "gemmini-fp32"))
    let fused = try float.applying(option: "fma", value: "fused")
    #expect(try GemminiConfiguration(fused).multiplyAdd == .fused)
    let slow = try float.applying(option: "dram-latency", value: "200")
    #expect(try GemminiConfiguration(slow).dramLatencyCycles == 200)
    #expect(throws: MachineError("option 'fma' takes 'separate' or 'fused', not 'both'")) {
      try float.applying(option: "fma", value: "both")
    }
    #expect(
      throws: MachineError(
        "target 'gemmini-fp32' has no option 'fmaa'; it takes: dram-latency, fma")
    ) {
      try float.applying(option: "fmaa", value: "fused")
    }
    let integers = try #require(MachineCatalog.machine(named: "gemmini"))
    #expect(throws: MachineError.self) { try integers.applying(option: "fma", value: "fused") }
    #expect(throws: MachineError.self) {
      try integers.applying(option: "dram-latency", value: "-1")
    }
  }

  @Test func `a machine that is no Gemmini is refused with the reason`() throws {
    var machine = try #require(MachineCatalog.machine(named: "gemmini"))
    machine.arrays[0].columns = 8
    #expect(
      throws: MachineError(
        "machine 'gemmini' is no Gemmini: its array is 16x8, not square with 1 to 128 rows")
    ) {
      try GemminiConfiguration(machine)
    }
    machine.instructionSet = .none
    #expect(throws: MachineError.self) { try GemminiConfiguration(machine) }
  }
}

import Machine
import Testing

@Suite struct MachineCoreTests {
  /// Two cores on a bus, with one line replaced.
  static func text(replacing old: String = "", with new: String = "") -> String {
    func memory(_ name: String) -> String {
      """
        "machine.memory"() {sym_name = "\(name)", row_bytes = 8 : i64, banks = 1 : i64, ports = 1 : i64, read_bytes_per_cycle = 8.0 : f64, write_bytes_per_cycle = 8.0 : f64, holds = ["input", "weight", "output"]} : () -> ()

      """
    }
    func link(_ source: String, _ destination: String) -> String {
      """
        "machine.link"() {source = "\(source)", destination = "\(destination)", bytes_per_cycle = 8.0 : f64, latency_cycles = 0 : i64, channels = ["bus"]} : () -> ()

      """
    }
    let text = """
      "machine.accelerator"() ({
      \(memory("dram"))\(memory("sram"))\(memory("buffer"))\(memory("registers"))  "machine.array"() {sym_name = "array", rows = 4 : i64, columns = 4 : i64, input = i8, weight = i8, accumulator = i32, multiply_add = "separate", multiply_adds_per_cycle = 1 : i64} : () -> ()
        "machine.vector"() {sym_name = "lanes", lanes = 8 : i64, operations_per_cycle = 8.0 : f64, memory = "buffer", operators = {add = {}, exp = {operations = 4.0 : f64, picojoules = 0.5 : f64}}} : () -> ()
        "machine.channel"() {sym_name = "bus", bytes_per_cycle = 4.0 : f64} : () -> ()
      \(link("dram", "sram"))\(link("sram", "dram"))\(link("sram", "buffer"))\(link("buffer", "sram"))  "machine.core"() {sym_name = "one", memories = ["sram", "registers"], units = ["array"]} : () -> ()
        "machine.core"() {sym_name = "two", memories = ["buffer"], units = ["lanes"]} : () -> ()
        "fuse_end.yield"() : () -> ()
      }) {sym_name = "pair", clock_hertz = 1000000000 : i64, instruction_set = "none"} : () -> ()

      """
    guard !old.isEmpty else { return text }
    return text.replacing(old, with: new, maxReplacements: 1)
  }

  @Test func `cores, channels and operators read as written`() throws {
    let (machine, messages) = MachineDescriptionTests.read(Self.text())
    #expect(messages == [])
    let pair = try #require(machine)
    #expect(pair.cores.map(\.name) == ["one", "two"])
    #expect(pair.cores[0].memories == ["sram", "registers"])
    #expect(pair.channels == [Channel(name: "bus", bytesPerCycle: 4)])
    #expect(pair.links[0].channels == ["bus"])
    #expect(
      pair.vectorUnits[0].operators == [
        VectorOperator(name: "add"),
        VectorOperator(name: "exp", operations: 4, picojoules: 0.5),
      ])
    #expect(MachineDescriptionTests.read(pair.descriptionText).machine == pair)
    let platform = try Platform.of(pair).get()
    #expect(platform.memories.map(\.name) == ["dram", "sram", "buffer"])
    // The channel is slower than its links, and the second core is reached by way of the first one's memory.
    #expect(platform.routes[0][2]?.channels == [0])
    #expect(platform.routes[0][2]?.bytesPerCycle == 4)
    #expect(
      platform.withoutEnergy == ["dram", "sram", "buffer", "registers", "array", "lanes"])
  }

  @Test func `a table says what a unit knows`() {
    var unit = VectorUnit(name: "lanes", lanes: 8, operationsPerCycle: 8, memory: "buffer")
    #expect(unit.operation(named: "div") == VectorOperator(name: "div"))
    unit.operators = [VectorOperator(name: "exp", operations: 4)]
    #expect(unit.operation(named: "exp")?.operations == 4)
    #expect(unit.operation(named: "div") == nil)
    unit.operators.append(VectorOperator(name: "any", operations: 2))
    #expect(unit.operation(named: "exp")?.operations == 4)
    #expect(unit.operation(named: "div")?.operations == 2)
  }

  @Test(arguments: [
    (
      "units = [\"array\"]", "units = [\"aray\"]",
      [
        "'machine.core' 'units' names no array or vector unit of the machine: 'aray'; did you mean 'array'?",
        "'machine.array' 'array' is in no core: name it in 'units' of one",
      ]
    ),
    (
      "memories = [\"buffer\"]", "memories = [\"bufer\"]",
      [
        "'machine.core' 'memories' names no memory of the machine: 'bufer'; did you mean 'buffer'?",
        "'machine.vector' works on 'buffer', which is not in its core 'two'",
      ]
    ),
    (
      "memories = [\"buffer\"]", "memories = []",
      [
        "'machine.core' has no memory: the first of 'memories' is what it computes on",
        "'machine.vector' works on 'buffer', which is not in its core 'two'",
      ]
    ),
    (
      "units = [\"lanes\"]", "units = []",
      [
        "'machine.core' has no unit: 'units' lists arrays and vector units",
        "'machine.vector' 'lanes' is in no core: name it in 'units' of one",
      ]
    ),
    (
      "units = [\"lanes\"]", "units = [\"lanes\", \"array\"]",
      ["'machine.core' has 'array', which is in core 'one' already"]
    ),
    (
      "memories = [\"buffer\"]", "memories = [\"buffer\", \"registers\"]",
      ["'machine.core' has 'registers', which is in core 'one' already"]
    ),
    (
      "memories = [\"buffer\"]", "memories = [\"dram\", \"buffer\"]",
      [
        "'machine.core' works on 'dram', the outermost memory: put a memory of its own before it"
      ]
    ),
    (
      "memories = [\"sram\", \"registers\"]", "memories = [\"sram\", \"buffer\"]",
      ["'machine.core' has 'buffer' inside, which a core computes on: it can't be both"]
    ),
    (
      "source = \"buffer\", destination = \"sram\"",
      "source = \"buffer\", destination = \"registers\"",
      ["'machine.core' is cut off: no links lead from 'buffer' to 'dram'"]
    ),
    (
      "source = \"dram\", destination = \"sram\"", "source = \"dram\", destination = \"registers\"",
      [
        "'machine.core' is cut off: no links lead from 'dram' to 'sram'",
        "'machine.core' is cut off: no links lead from 'dram' to 'buffer'",
      ]
    ),
    (
      "channels = [\"bus\"]", "channels = [\"buss\"]",
      [
        "'machine.link' 'channels' names no channel of the machine: 'buss'; did you mean 'bus'?"
      ]
    ),
    (
      "source = \"sram\", destination = \"buffer\"", "source = \"dram\", destination = \"sram\"",
      [
        "'machine.link' is a second link from 'dram' to 'sram': give one the bandwidth of both",
        "'machine.core' is cut off: no links lead from 'dram' to 'buffer'",
      ]
    ),
    (
      "{sym_name = \"bus\", bytes_per_cycle = 4.0 : f64}",
      "{sym_name = \"bus\", bytes_per_cycle = 0.0 : f64}",
      ["'machine.channel' 'bytes_per_cycle' must be a positive number, but is 0.0"]
    ),
    (
      "\"machine.channel\"() {",
      "\"machine.channel\"() {sym_name = \"port\", bytes_per_cycle = 4.0 : f64} : () -> ()\n\"machine.channel\"() {",
      ["'machine.channel' is taken by no link: name 'port' in 'channels' of links"]
    ),
    (
      "exp = {operations", "expo = {operations",
      ["'machine.vector' 'operators' knows no 'expo'; did you mean 'exp'?"]
    ),
    (
      "operations = 4.0 : f64", "operations = 0.0 : f64",
      ["'machine.vector' 'operations' of 'exp' must be a positive f64"]
    ),
    (
      "operations = 4.0 : f64", "energy = 4.0 : f64",
      ["'machine.vector' 'energy' of 'exp' must be 'operations' or 'picojoules'"]
    ),
    (
      "\"machine.channel\"() {",
      "\"machine.link\"() {source = \"array\", destination = \"lanes\", bytes_per_cycle = 8.0 : f64, latency_cycles = 0 : i64} : () -> ()\n\"machine.link\"() {source = \"lanes\", destination = \"array\", bytes_per_cycle = 8.0 : f64, latency_cycles = 0 : i64} : () -> ()\n\"machine.channel\"() {",
      [
        "'machine.link' from 'array' to 'lanes' is part of a circle that passes no memory: let it lead through a buffer"
      ]
    ),
  ])
  func `a wrong core is refused with what would be right`(
    old: String, new: String, expected: [String]
  ) {
    let (machine, messages) = MachineDescriptionTests.read(Self.text(replacing: old, with: new))
    #expect(machine == nil)
    #expect(messages.sorted() == expected.sorted())
  }
}

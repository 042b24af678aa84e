import FuseIR
import Machine
import Testing

@Suite struct MachineDescriptionTests {
  static func read(_ text: String) -> (machine: Accelerator?, messages: [String]) {
    let diagnostics = DiagnosticEngine()
    let machine = Accelerator.read(
      SourceFile(name: "machine.fir", text: text), diagnostics: diagnostics)
    return (machine, diagnostics.diagnostics.map(\.message))
  }

  @Test(arguments: MachineCatalog.names)
  func `every machine of the catalog survives its text`(name: String) throws {
    let machine = try #require(MachineCatalog.machine(named: name))
    let text = machine.descriptionText
    let (read, messages) = Self.read(text)
    #expect(messages == [])
    #expect(read == machine)
    #expect(read?.descriptionText == text)
  }

  /// A small machine, with one line replaced.
  static func text(replacing old: String = "", with new: String = "") -> String {
    let text = """
      "machine.accelerator"() ({
        "machine.memory"() {sym_name = "dram", row_bytes = 64 : i64, banks = 1 : i64, ports = 1 : i64, read_bytes_per_cycle = 16.0 : f64, write_bytes_per_cycle = 16.0 : f64, holds = ["input", "weight", "output"]} : () -> ()
        "machine.array"() {sym_name = "array", rows = 4 : i64, columns = 4 : i64, input = f32, weight = f32, accumulator = f32, multiply_add = "fused", multiply_adds_per_cycle = 1 : i64} : () -> ()
        "machine.vector"() {sym_name = "lanes", lanes = 8 : i64, operations_per_cycle = 8.0 : f64, memory = "dram"} : () -> ()
        "machine.link"() {source = "dram", destination = "array", bytes_per_cycle = 16.0 : f64, latency_cycles = 40 : i64} : () -> ()
        "machine.queue"() {sym_name = "load", reservation_entries = 8 : i64, depth = 2 : i64} : () -> ()
        "fuse_end.yield"() : () -> ()
      }) {sym_name = "small", clock_hertz = 1000000000 : i64, instruction_set = "none"} : () -> ()

      """
    guard !old.isEmpty else { return text }
    return text.replacing(old, with: new, maxReplacements: 1)
  }

  @Test func `a description reads as written`() throws {
    let (machine, messages) = Self.read(Self.text())
    #expect(messages == [])
    let small = try #require(machine)
    #expect(small.name == "small")
    #expect(small.memory(named: "dram")?.capacityBytes == nil)
    #expect(small.array(named: "array")?.multiplyAdd == .fused)
    #expect(small.link(from: "dram", to: "array")?.latencyCycles == 40)
    #expect(small.queue(named: "load")?.reservationEntries == 8)
    #expect(small.instructionSet == .none)
    #expect(small.vectorUnit(named: "lanes")?.memory == "dram")
    #expect(small.array(named: "array")?.rowLoops == LayerDimensions(.inputChannel))
    #expect(small.array(named: "array")?.columnLoops == LayerDimensions(.outputChannel))
    #expect(small.array(named: "array")?.diagonalLoops == [])
  }

  @Test(arguments: [
    (
      "banks = 1 : i64", "banks = 0 : i64",
      "'machine.memory' 'banks' must be from 1 to 1125899906842624, but is 0"
    ),
    (
      "read_bytes_per_cycle = 16.0", "read_bytes_per_cycle = -1.0",
      "'machine.memory' 'read_bytes_per_cycle' must be a positive number, but is -1.0"
    ),
    (
      "[\"input\", \"weight\", \"output\"]", "[\"inputs\"]",
      "'machine.memory' 'holds' must be an array of \"input\" or \"weight\" or \"output\", but has \"inputs\""
    ),
    (
      "input = f32", "input = f80",
      "'machine.array' 'input' must be i8, i16, i32, bf16, f16, f32 or f64"
    ),
    (
      "\"fused\"", "\"fast\"",
      "'machine.array' 'multiply_add' must be \"separate\" or \"fused\", but is \"fast\""
    ),
    (
      "source = \"dram\"", "source = \"dran\"",
      "'machine.link' 'source' names no memory or array of the machine: 'dran'; did you mean 'dram'?"
    ),
    (
      "depth = 2", "depth = 5000",
      "'machine.queue' 'depth' must be from 1 to 4096, but is 5000"
    ),
    (
      "memory = \"dram\"", "memory = \"array\"",
      "'machine.vector' 'memory' names no memory of the machine: 'array'"
    ),
    (
      "lanes = 8 : i64", "lanes = 0 : i64",
      "'machine.vector' 'lanes' must be from 1 to 1125899906842624, but is 0"
    ),
    (
      "multiply_add = \"fused\"", "multiply_add = \"fused\", row_loops = [\"B\"]",
      "'machine.array' 'row_loops' must be an array of \"G\" or \"N\" or \"K\" or \"C\" or \"P\" or \"Q\" or \"R\" or \"S\", but has \"B\"; what others call B is \"N\" here"
    ),
    (
      "holds = [\"input\", \"weight\", \"output\"]",
      "holds = [\"input\"], may_bypass = [\"weight\"]",
      "'machine.memory' 'may_bypass' must be an array of \"input\", but has \"weight\""
    ),
    (
      "latency_cycles = 40", "latency_cycle = 3 : i64, latency_cycles = 40",
      "'machine.link' has no attribute 'latency_cycle'; did you mean 'latency_cycles'?"
    ),
    (
      "bytes_per_cycle = 16.0 : f64, latency", "bytes_per_cycle = 0.0 : f64, latency",
      "'machine.link' 'bytes_per_cycle' must be a positive number, but is 0.0"
    ),
    (
      "sym_name = \"load\"", "sym_name = \"dram\"", "'machine.queue' redefines 'dram'"
    ),
    (
      "instruction_set = \"none\"", "instruction_set = \"risc\"",
      "'machine.accelerator' 'instruction_set' must be \"gemmini\" or \"none\", but is \"risc\""
    ),
  ])
  func `a wrong figure is refused with the right one`(old: String, new: String, message: String) {
    let (machine, messages) = Self.read(Self.text(replacing: old, with: new))
    #expect(machine == nil)
    #expect(messages == [message])
  }

  @Test func `a file holds one machine`() {
    #expect(
      Self.read(Self.text() + Self.text(replacing: "small", with: "other")).messages == [
        "a machine description holds one machine.accelerator and nothing else"
      ])
    #expect(
      Self.read("").messages == [
        "machine.fir describes no machine: expected a machine.accelerator"
      ])
    #expect(Self.read("\"machine.accelerator\"(").machine == nil)
  }
}

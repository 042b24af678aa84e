import Foundation
import FuseIR
import Machine
import Testing

/// `tools/machine_from_yaml.py` makes machines of other tools' descriptions.
///
/// Needs a Python with PyYAML: that of FUSEC_YAML_PYTHON, or python3; elsewhere the tests are skipped.
@Suite struct MachineFromYAMLTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let inputs = repository.appendingPathComponent("test-inputs/machines/Inputs/yaml")

  private static let python: String? = {
    let wanted = ProcessInfo.processInfo.environment["FUSEC_YAML_PYTHON"]
    return [wanted, "python3"].compactMap({ $0 }).first {
      run($0, ["-c", "import yaml"]).code == 0
    }
  }()

  private static func run(
    _ python: String, _ arguments: [String]
  ) -> (code: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    guard (try? process.run()) != nil else { return (127, "", "") }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let messages = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: text, as: UTF8.self),
      String(decoding: messages, as: UTF8.self)
    )
  }

  private static func convert(
    _ file: URL, _ options: [String] = []
  ) throws -> (code: Int32, output: String, errors: String) {
    let tool = repository.appendingPathComponent("tools/machine_from_yaml.py").path
    return run(try #require(python), ["-B", tool, file.path] + options)
  }

  private static func machine(_ name: String, _ options: [String] = []) throws -> Accelerator {
    let (code, output, errors) = try convert(inputs.appendingPathComponent(name), options)
    #expect(code == 0 && errors == "")
    let (machine, messages) = MachineDescriptionTests.read(output)
    #expect(messages == [])
    return try #require(machine)
  }

  @Test(.enabled(if: python != nil, "PyYAML is not installed"))
  func `cores of Stream`() throws {
    let duo = try Self.machine("duo.yaml")
    #expect(duo.cores.map(\.name) == ["core_0", "core_1", "core_2"])
    #expect(duo.cores[0].memories == ["sram_0", "sums_0", "weights_0"])
    let array = try #require(duo.arrays.first)
    // The sums are shared along D2, where reductions run then.
    #expect(array.rows == 4 && array.columns == 8)
    #expect(array.rowLoops.contains(.inputChannel) && !array.rowLoops.contains(.outputChannel))
    #expect(array.columnLoops == LayerDimensions(.outputChannel))
    #expect(array.accumulator == .int32)
    let sums = try #require(duo.memory(named: "sums_0"))
    #expect(sums.capacityBytes == 8 * 4 && sums.readBytesPerCycle == 8 * 4 * 2)
    #expect(sums.readPicojoulesPerByte == 0.1)
    #expect(duo.memory(named: "weights_1")?.capacityBytes == 32 * 8)
    #expect(duo.memory(named: "dram")?.sharesBandwidth == true)
    #expect(duo.vectorUnits[0].operators.map(\.name) == ["add", "div", "exp", "maximum"])
    let platform = try Platform.of(duo).get()
    #expect(platform.memories.map(\.name) == ["dram", "sram_0", "sram_1", "buffer_2"])
    #expect(platform.routes[1][2]?.channels.map { platform.channels[$0] } == ["sram_0 to sram_1"])
    #expect(platform.routes[1][2]?.picojoulesPerByte == 4)
    #expect(platform.routes[1][3]?.channels.map { platform.channels[$0] } == ["bus0"])
    #expect(platform.routes[0][1]?.bytesPerCycle == 8)
  }

  @Test(.enabled(if: python != nil, "PyYAML is not installed"))
  func `an accelerator of ZigZag`() throws {
    let solo = try Self.machine("solo.yaml", ["--dataflow", "D1=K,D2=C+FX"])
    #expect(solo.memories.map(\.name) == ["dram", "scratchpad", "accumulator", "weights"])
    #expect(solo.arrays[0].rows == 8 && solo.arrays[0].columns == 16)
    #expect(solo.arrays[0].rowLoops == LayerDimensions([.inputChannel, .kernelColumn]))
    #expect(solo.memory(named: "weights")?.capacityBytes == 128)
    #expect(solo.link(from: "dram", to: "scratchpad")?.bytesPerCycle == 8)
    #expect(try Platform.of(solo).get().cores.count == 1)
  }

  @Test(.enabled(if: python != nil, "PyYAML is not installed"))
  func `an architecture of AccelForge`() throws {
    let forge = try Self.machine("forge.yaml")
    #expect(forge.cores.count == 2)
    #expect(forge.cores[1].memories == ["Buffer", "Local1", "Register1"])
    #expect(forge.cores[1].units == ["Lanes1", "Multiply1"])
    #expect(forge.arrays[0].rows == 8 && forge.arrays[0].columns == 16)
    #expect(forge.memory(named: "Main")?.sharesBandwidth == true)
    #expect(forge.memory(named: "Main")?.readPicojoulesPerByte == 64)
    let buffer = try #require(forge.memory(named: "Buffer"))
    #expect(!buffer.sharesBandwidth && buffer.readBytesPerCycle == 128)
    #expect(buffer.mayBypass == TensorRole.allCases)
    #expect(forge.memory(named: "Register0")?.capacityBytes == 128)
    #expect(forge.vectorUnits[0].memory == "Local0")
    #expect(forge.vectorUnits[0].lanes == 16)
    #expect(try Platform.of(forge).get().cores.map(\.home) == [1, 1])
  }

  @Test(
    .enabled(if: python != nil, "PyYAML is not installed"),
    arguments: [
      (
        "duo.yaml", "unit_energy_cost: 0\n", "unit_energy_costs: 0\n",
        "the file has an unknown key 'unit_energy_costs'; did you mean 'unit_energy_cost'?"
      ),
      ("duo.yaml", "offchip_core_id: 3", "offchip_core_id: 7", "'offchip_core_id' is 7"),
      (
        "duo.yaml", "cores: [0, 1, 2, 3]", "cores: [0, 1, 2, 5]",
        "'cores' of an entry of 'core_connectivity' names core 5, which does not exist"
      ),
      ("duo.yaml", "type: bus", "type: ring", "must be link or bus, but is 'ring'"),
      ("duo.yaml", "bandwidth: 64", "bandwidth: 0", "must be above 0"),
      ("duo.yaml", "name: duo", "name: duo\nname: trio", "the key 'name' comes twice"),
      ("solo.yaml", "r_cost: 16", "read_cost: 16", "has an unknown key 'read_cost'"),
      ("solo.yaml", "served_dimensions: [D1, D2]", "served_dimensions: [D1, D3]", "lists 'D3'"),
      ("solo.yaml", "sizes: [16, 8]", "sizes: [16]", "has 2 dimensions, but 1 sizes"),
      ("solo.yaml", "operands: [O]", "operands: [P]", "lists 'P', which is none of I1, I2, O"),
      (
        "solo.yaml", "name: solo", "name: solo", "does not tell what runs along D1"
      ),
      ("forge.yaml", "leak_power: 0", "leak_power: 1e-3", "has 'leak_power'"),
      ("forge.yaml", "may_keep: All", "may_hold: All", "has an unknown key 'may_hold'"),
      ("forge.yaml", "input | output", "inputs | output", "is 'inputs | output'; known are"),
      ("forge.yaml", "fanout: 16", "fanout: 16.5", "must be a whole number"),
      ("forge.yaml", "size: inf", "size: __import__('os')", "which is no expression of numbers"),
      ("forge.yaml", "!Container", "!Fabric", "a node is a '!Fabric'"),
      ("forge.yaml", "16 * 1e9", "{{LANES}}", "is a template"),
    ])
  func `what is not known is an error that names it`(
    file: String, old: String, new: String, message: String
  ) throws {
    let text = try String(contentsOf: Self.inputs.appendingPathComponent(file), encoding: .utf8)
    let wrong = text.replacing(old, with: new, maxReplacements: 1)
    let work = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: work) }
    try FileManager.default.copyItem(
      at: Self.inputs.appendingPathComponent("cores"), to: work.appendingPathComponent("cores"))
    let path = work.appendingPathComponent(file)
    try Data(wrong.utf8).write(to: path)
    let (code, output, errors) = try Self.convert(path)
    #expect(code == 1)
    #expect(output == "")
    #expect(errors.contains(": error: ") && errors.contains(message), "\(errors)")
    #expect(!errors.contains("Traceback"))
  }
}

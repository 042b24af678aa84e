import FuseIR
import Machine

/// `gemmini-c`: the program as one C file: custom-3 instructions in loops, host regions in plain C.
///
/// `int program(void)` runs the whole program on data in DRAM at the program's addresses, where inputs must lie before and
/// outputs lie afterwards. The file needs no header and no C library. Compiled with -DGEMMINI_EMULATION and
/// gemmini_emulation.h (format `gemmini-emulation`) beside it, it runs on any machine: the header plays the accelerator.
public struct GemminiCBackend: Backend {
  /// `gemmini-c`.
  public static let name = "gemmini-c"
  /// What it writes.
  public static let summary =
    "the Gemmini program as one C file with custom instructions"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// A backend without settings.
  public init() {}

  /// True iff the streams obey the machine's rules and every op of the core has a C form.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    guard let program = GemminiCheckedProgram(module, Self.name, context) else { return false }
    do {
      _ = try Self.text(program, module)
      return true
    } catch {
      error.report(module, Self.name, to: context.diagnostics)
      return false
    }
  }

  /// Writes the file, or the folder.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let program = GemminiCheckedProgram(module, Self.name, context, wasChecked: true),
      let text = try? Self.text(program, module)
    else { throw .refused }
    try output.write(text)
  }

  private static func text(
    _ program: GemminiCheckedProgram, _ module: borrowing Module
  ) throws(CUnsupported) -> String {
    var addresses: [StringID: Int64] = [:]
    for buffer in program.program.buffers { addresses[buffer.name] = buffer.address }
    var emitter = CEmitter(bufferAddresses: addresses)
    var functions = ""
    var calls = ""
    for (index, step) in program.steps.enumerated() {
      let name: String
      switch step {
      case .segment(let symbol, let compiled, _, _, _):
        name = "step\(index)_\(CIdentifier.text(symbol))"
        var segment = GemminiCSegment(
          program: program.program, configuration: program.configuration)
        do { try segment.write(compiled.segment, module) } catch {
          throw CUnsupported(op: error.op, reason: error.message)
        }
        functions += "\nstatic void \(name)(void) {\n\(segment.text)}\n"
      case .host(let symbol, let op):
        name = "step\(index)_\(CIdentifier.text(symbol))"
        if let body = module.body(of: op) { try emitter.emit(body, module) }
        functions += "\nstatic void \(name)(void) {\n\(emitter.takeBody())}\n"
      }
      calls += "  \(name)();\n"
    }
    let constants = try constants(program.program, module)
    return header(program) + GemminiCPrelude.text + CPrelude.memory
      + CScalarLibrary.text(of: emitter.functions) + emitter.globals + constants.data
      + CPrelude.arena(emitter.arenaBytes) + functions
      + "\nint program(void) {\n\(constants.copies)\(calls)  return 0;\n}\n"
  }

  private static func header(_ program: GemminiCheckedProgram) -> String {
    let machine = program.configuration
    return """
      /* Written by fusec for \(program.program.machine).
         int program(void) runs the program on data in DRAM; inputs and outputs lie at the addresses below.\(program.program.isHardwareOnly ? hardwareOnly : "") */
      #define GEMMINI_DIM \(machine.dimension)
      #define GEMMINI_FLOAT \(machine.input.isFloat ? 1 : 0)
      #define GEMMINI_FUSED \(machine.multiplyAdd == .fused ? 1 : 0)
      #define GEMMINI_SPAD_ROWS \(machine.scratchpadRows)
      #define GEMMINI_ACC_ROWS \(machine.accumulatorRows)
      #define GEMMINI_DRAM_BASE 0x\(String(program.program.base, radix: 16))ULL
      #define GEMMINI_DRAM_BYTES \(max(64, program.program.bytes))ULL

      """
  }

  private static let hardwareOnly =
    "\n   It needs hardware, or gemmini_emulation.h: the array reads operands from the accumulator, which Spike cannot."

  /// The constants' bytes as arrays, and the statements that copy them to their buffers.
  private static func constants(
    _ program: GemminiProgram, _ module: borrowing Module
  ) throws(CUnsupported) -> (data: String, copies: String) {
    var data = ""
    var copies = ""
    for buffer in program.buffers where buffer.role == .constant {
      guard let value = buffer.value, let tensor = Tensor(value, in: module) else {
        throw CUnsupported(op: buffer.op, reason: "its value has no elements here")
      }
      let name = "data_\(CIdentifier.text(module.string(buffer.name)))"
      let bytes = tensor.withBytes { Array($0) }
      data += "static const unsigned char \(name)[\(max(1, bytes.count))] = {"
      for (index, byte) in bytes.enumerated() {
        data += index == 0 ? "" : index % 24 == 0 ? ",\n  " : ","
        data += "\(byte)"
      }
      data += bytes.isEmpty ? "0};\n" : "};\n"
      copies +=
        "  __builtin_memcpy(FUSEC_DRAM(0x\(String(buffer.address, radix: 16))ULL), \(name), \(bytes.count));\n"
    }
    return (data, copies)
  }
}

/// `gemmini-emulation`: the header that plays the accelerator for programs of `gemmini-c`.
public struct GemminiEmulationBackend: Backend {
  /// `gemmini-emulation`.
  public static let name = "gemmini-emulation"
  /// What it writes.
  public static let summary = "gemmini_emulation.h, which plays the accelerator for gemmini-c"
  /// One stream.
  public static let shape = EmissionShape.stream
  /// The text of the header, which does not depend on the program.
  public static var header: String { GemminiCPrelude.emulation }

  /// A backend without settings.
  public init() {}

  /// True: the header fits every program.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool { true }

  /// Writes the header.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    try output.write(Self.header)
  }
}

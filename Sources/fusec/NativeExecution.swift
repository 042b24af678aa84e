import Backends
import Execution
import FuseIR
import Glibc
import Machine

/// Text that a backend writes, kept in memory.
final class MemoryOutput: EmissionOutput {
  private(set) var bytes: [UInt8] = []

  func begin(file name: String) throws(EmissionFailure) {
    throw .output("this output is one stream")
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(EmissionFailure) {
    self.bytes.append(contentsOf: bytes)
  }
}

/// `-on=native`: the C that the module becomes, compiled and run on the machine at hand. A Gemmini program runs with the
/// emulation header, which plays the accelerator. The environment variable `FUSEC_THREADS` says how many threads kernels have, 0 for
/// one per core; there is one where it is not set.
struct NativeExecution {
  let function: String

  func execute(
    _ module: borrowing Module, _ arguments: [Tensor], _ accelerator: Accelerator?,
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> ExecutionOutcome {
    guard let op = module.function(named: function), let body = module.body(of: op),
      let end = module.lastOp(of: body)
    else {
      diagnostics.error("@\(function) has no body to run")
      throw Driver.Stop(code: .wrongInput)
    }
    let gemmini = GemminiProgram.inFunction(op, of: module).flatMap {
      GemminiProgram($0, in: module)
    }
    let backend: any Backend = gemmini == nil ? CFunctionBackend() : GemminiCBackend()
    let source = try text(backend, module, accelerator, diagnostics)
    var outputs: [(shape: [Int], elementType: ElementType)] = []
    for result in module.operands(of: end) {
      guard let layout = Tensor.layout(of: module.type(of: result), in: module) else {
        diagnostics.error("a result of @\(function) has no fixed size", at: module.place(of: end))
        throw Driver.Stop(code: .refused)
      }
      outputs.append(layout)
    }
    var program: NativeProgram
    if let gemmini {
      program = NativeProgram(source: source, call: "program();")
      program.compilerOptions = ["-DGEMMINI_EMULATION"]
      program.headers = [("gemmini_emulation.h", GemminiEmulationBackend.header)]
      for buffer in gemmini.buffers {
        let place = "FUSEC_DRAM(0x\(String(buffer.address, radix: 16))ULL)"
        guard let index = buffer.index else { continue }
        if buffer.role == .input, arguments.indices.contains(index) {
          program.inputs.append((place, arguments[index]))
        }
      }
      for (index, output) in outputs.enumerated() {
        guard let buffer = gemmini.buffers.first(where: { $0.role == .output && $0.index == index })
        else {
          continue
        }
        program.outputs.append(
          NativeProgram.Output(
            place: "FUSEC_DRAM(0x\(String(buffer.address, radix: 16))ULL)", shape: output.shape,
            elementType: output.elementType))
      }
    } else {
      program = NativeProgram(
        source: source, function: CFunctionBackend.functionName(function), inputs: arguments,
        outputs: outputs)
      // The program reads the number itself.
      if getenv("FUSEC_THREADS") != nil {
        program.compilerOptions += ["-DFUSEC_THREADS=0", "-pthread"]
      }
    }
    do {
      let run = try PartialFiles.interruptibly { () throws(NativeError) in
        try NativeRunner.run(program) { PartialFiles.isInterrupted }
      }
      return ExecutionOutcome(
        outputs: run.outputs,
        figures: [
          (
            "C program",
            "\(RunReport.grouped(source.utf8.count)) bytes, format \(type(of: backend).name)"
          ),
          ("run time", "\(Self.time(run.seconds)) on this machine"),
        ])
    } catch {
      diagnostics.error(error.message)
      throw Driver.Stop(code: .refused)
    }
  }

  /// Seconds in the unit that suits them.
  private static func time(_ seconds: Double) -> String {
    seconds < 1e-3
      ? "\(Int((seconds * 1e6).rounded())) µs"
      : "\(RunReport.grouped(Int((seconds * 1e3).rounded()))) ms"
  }

  private func text(
    _ backend: any Backend, _ module: borrowing Module, _ accelerator: Accelerator?,
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> String {
    let context = EmissionContext(diagnostics: diagnostics, accelerator: accelerator)
    guard backend.validate(module, in: context) else { throw Driver.Stop(code: .refused) }
    let output = MemoryOutput()
    do { try backend.emit(module, to: output, in: context) } catch {
      throw Driver.Stop(code: .refused)
    }
    return String(decoding: output.bytes, as: UTF8.self)
  }
}

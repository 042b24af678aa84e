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
///
/// `-on=cuda`: the same for CUDA C++ and the machine's GPU.
struct NativeExecution {
  let function: String
  /// How C is written.
  var c = CFunctionBackend()
  /// Whether a GPU runs it.
  var isCUDA = false

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
    var backend: any Backend = gemmini == nil ? c : GemminiCBackend()
    if isCUDA { backend = CUDABackend() }
    let source = try text(backend, module, accelerator, diagnostics)
    var outputs: [(shape: [Int], elementType: ElementType)] = []
    for result in module.operands(of: end) {
      guard let layout = Tensor.layout(of: module.type(of: result), in: module) else {
        diagnostics.error("a result of @\(function) has no fixed size", at: module.place(of: end))
        throw Driver.Stop(code: .refused)
      }
      outputs.append(layout)
    }
    let rows = try symbolicRows(of: op, arguments, module, diagnostics)
    if let rows {
      for index in outputs.indices where outputs[index].shape.first == rows.number {
        outputs[index].shape[0] = rows.count
      }
    }
    if isCUDA {
      let name = CFunctionBackend.functionName(function)
      let program = CUDANativeProgram(
        source: source, function: name, workspaceFunction: CUDABackend.workspaceName(name),
        inputs: arguments, outputs: outputs)
      return try run("CUDA program", source, backend, diagnostics) {
        () throws(NativeError) in
        try CUDARunner.run(program) { PartialFiles.isInterrupted }
      }
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
      let name = CFunctionBackend.functionName(function)
      program = NativeProgram(
        source: source, function: name, inputs: arguments, outputs: outputs)
      if let rows {
        program.call = "\(name)(\(rows.count), " + program.call.dropFirst(name.utf8.count + 1)
      }
      if c.blas == .cblas { program.blas = .cblas }
      // The program reads the number itself.
      if getenv("FUSEC_THREADS") != nil {
        program.compilerOptions += ["-DFUSEC_THREADS=0", "-pthread"]
      }
    }
    return try run("C program", source, backend, diagnostics) { () throws(NativeError) in
      try NativeRunner.run(program) { PartialFiles.isInterrupted }
    }
  }

  private func run(
    _ kind: String, _ source: String, _ backend: any Backend, _ diagnostics: DiagnosticEngine,
    _ body: () throws(NativeError) -> NativeRun
  ) throws(Driver.Stop) -> ExecutionOutcome {
    do {
      let run = try PartialFiles.interruptibly(body)
      return ExecutionOutcome(
        outputs: run.outputs,
        figures: [
          (
            kind,
            "\(RunReport.grouped(source.utf8.count)) bytes, format \(type(of: backend).name)"
          ),
          ("run time", "\(Self.time(run.seconds)) on this machine"),
        ])
    } catch {
      diagnostics.error(error.message)
      throw Driver.Stop(code: .refused)
    }
  }

  /// The number that `symbolic-rows` stood in for the number of rows, and how many the arguments have; nil where it did not.
  private func symbolicRows(
    of op: OpID, _ arguments: [Tensor], _ module: borrowing Module,
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> (number: Int, count: Int)? {
    guard let number = module.integer("fuse.symbolic_rows", of: op), number > 1,
      let body = module.body(of: op)
    else { return nil }
    var count: Int?
    for (index, argument) in module.arguments(of: body).enumerated()
    where module.shape(of: argument)?.first == number && index < arguments.count {
      let own = arguments[index].shape.first ?? 0
      guard count == nil || count == own else {
        diagnostics.error(
          "argument \(index) of @\(function) has \(own) rows, but those before it \(count ?? 0)")
        throw Driver.Stop(code: .wrongInput)
      }
      count = own
    }
    return (Int(number), count ?? 0)
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

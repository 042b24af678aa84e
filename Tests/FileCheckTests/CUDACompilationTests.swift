import Foundation
import Testing

/// What NVIDIA's compilers make of generated CUDA C++, where they are installed: no kernel spills registers, and none takes more
/// of them, or of shared memory, than the comment above it says.
///
/// The compilers are looked for in `CUDA_PACKAGES`, the folder `nvidia` of a Python environment with the packages
/// `nvidia-cuda-nvrtc-cu12`, `nvidia-cuda-nvcc-cu12` and `nvidia-cuda-runtime-cu12`; no GPU is needed.
@Suite("CUDA C++ for the machine")
struct CUDACompilationTests {
  /// A program and the passes that make kernels of it.
  struct Program: Sendable, CustomTestStringConvertible {
    let path: String
    var passes: String? = "kernels"
    var testDescription: String { path }
  }

  static let programs: [Program] =
    [
      "adam", "cross_entropy", "cross_entropy_gradient", "dropout_residual_layernorm", "gelu",
      "layernorm", "layernorm_gradient", "masked_softmax", "rmsnorm", "softmax",
    ].map { Program(path: "passes/lower-to-kernels/Inputs/\($0).mlir") }
    + [
      Program(path: "backends/cuda/kinds.mlir"),
      Program(path: "backends/cuda/Inputs/kernels.fir", passes: nil),
      Program(path: "run/kernel-types.mlir"), Program(path: "backends/c/bits.mlir"),
      Program(path: "backends/c/indexing.mlir", passes: nil),
      Program(path: "backends/c/structured.mlir"), Program(path: "backends/c/windows.mlir"),
      Program(path: "models/zoo_elementwise.mlir"),
      Program(path: "numeric/xent_adam_tiny/module.mlir"),
      Program(path: "models/bert_base_block_s128_grad.mlir"),
      Program(path: "models/layernorm_bwd_b8_s128_d768.mlir"),
    ]

  static let compiler = NVRTC()

  @Test(
    "compiles without spills, within what the plan assumed",
    .enabled(
      if: CUDACompilationTests.compiler != nil,
      "CUDA_PACKAGES names no folder with cuda_nvrtc/lib/libnvrtc.so.12 and cuda_nvcc/bin/ptxas"),
    arguments: programs)
  func compiles(_ program: Program) throws {
    let compiler = try #require(Self.compiler)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("program.cu").path
    let input = Repository.testInputs.appendingPathComponent(program.path).path
    let fusec = try #require(LitSuite.environment.programs["fusec"])
    let said = try Self.run(
      fusec,
      [input, "-target=h200", "-emit=cuda:\(source)"]
        + (program.passes.map { ["-passes=\($0)"] } ?? []), folder.path)
    let text = try #require(
      try? String(contentsOfFile: source, encoding: .utf8), "\(said.prefix(2000))")
    let limits = Self.limits(text)
    for architecture in [80, 90] {
      let code = try compiler.compile(text, architecture)
      let ptx = folder.appendingPathComponent("program.ptx")
      try code.write(to: ptx)
      let report = try Self.run(
        compiler.ptxas,
        ["-v", "-arch=sm_\(architecture)", ptx.path, "-o", folder.path + "/program.cubin"],
        folder.path)
      let kernels = Self.kernels(report)
      #expect(!kernels.isEmpty, "\(report.prefix(2000))")
      for kernel in kernels {
        #expect(kernel.spills == 0, "\(kernel.name) on sm_\(architecture)")
        // What a row keeps is in registers, not in arrays in memory.
        if limits[kernel.name] != nil { #expect(kernel.stack == 0, "\(kernel.name)") }
        #expect(kernel.registers <= limits[kernel.name]?.registers ?? 128, "\(kernel.name)")
        #expect(kernel.shared <= limits[kernel.name]?.shared ?? 48 << 10, "\(kernel.name)")
      }
    }
  }

  private static func run(_ path: String, _ arguments: [String], _ folder: String) throws -> String
  {
    let input = try ScratchFile(in: folder)
    let output = try ScratchFile(in: folder)
    let process = Subprocess(
      path: path, arguments: arguments, environment: LitSuite.environment.variables,
      directory: folder, streams: (input.descriptor, output.descriptor, output.descriptor))
    let end = process.run(timeout: 300)
    close(input.descriptor)
    let said = String(bytes: output.readAndClose())
    #expect(end == .exited(0), "\(said.prefix(2000))")
    return said
  }

  /// What the comments above kernels say, by kernel.
  private static func limits(_ text: String) -> [String: (registers: Int, shared: Int)] {
    var limits: [String: (registers: Int, shared: Int)] = [:]
    for match in text.matches(
      of:
        /At most (\d+) registers a thread, (\d+) bytes of shared memory. \*\/\nextern "C" __global__ void __launch_bounds__\([^)]*\) (\w+)\(/
    ) {
      guard let registers = Int(match.1), let shared = Int(match.2) else { continue }
      limits[String(match.3)] = (registers, shared)
    }
    return limits
  }

  private struct Kernel {
    let name: String
    let registers: Int
    let spills: Int
    let stack: Int
    let shared: Int
  }

  /// What `ptxas -v` says of each kernel.
  private static func kernels(_ report: String) -> [Kernel] {
    report.components(separatedBy: "Compiling entry function '").dropFirst().compactMap { part in
      guard let registers = part.firstMatch(of: /Used (\d+) registers/).flatMap({ Int($0.1) })
      else {
        return nil
      }
      let spills = part.matches(of: /(\d+) bytes spill/).compactMap { Int($0.1) }.reduce(0, +)
      let stack = part.firstMatch(of: /(\d+) bytes stack frame/).flatMap { Int($0.1) } ?? 0
      let shared = part.firstMatch(of: /(\d+) bytes smem/).flatMap { Int($0.1) } ?? 0
      return Kernel(
        name: String(part.prefix { $0 != "'" }), registers: registers, spills: spills, stack: stack,
        shared: shared)
    }
  }
}

/// NVIDIA's compiler of CUDA C++ as a library.
struct NVRTC: Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let ptxas: String
  private let library: String

  /// The compiler in the packages that `CUDA_PACKAGES` names, nil where it is not there.
  init?() {
    guard let packages = ProcessInfo.processInfo.environment["CUDA_PACKAGES"] else { return nil }
    library = packages + "/cuda_nvrtc/lib/libnvrtc.so.12"
    ptxas = packages + "/cuda_nvcc/bin/ptxas"
    guard FileManager.default.fileExists(atPath: library),
      FileManager.default.isExecutableFile(atPath: ptxas)
    else { return nil }
  }

  private typealias Program = UnsafeMutableRawPointer
  private typealias Names = UnsafePointer<UnsafePointer<CChar>?>
  private typealias Create =
    @convention(c) (
      UnsafeMutablePointer<Program?>, UnsafePointer<CChar>, UnsafePointer<CChar>, Int32, Names?,
      Names?
    ) -> Int32
  private typealias Compile = @convention(c) (Program, Int32, Names) -> Int32
  private typealias Size = @convention(c) (Program, UnsafeMutablePointer<Int>) -> Int32
  private typealias Text = @convention(c) (Program, UnsafeMutablePointer<CChar>) -> Int32
  private typealias Destroy = @convention(c) (UnsafeMutablePointer<Program?>) -> Int32

  /// The PTX of a program for an architecture, such as 90.
  func compile(_ source: String, _ architecture: Int) throws -> Data {
    guard let handle = dlopen(library, RTLD_NOW) else {
      throw Failure(description: String(cString: dlerror()))
    }
    func symbol<F>(_ name: String, _ type: F.Type) throws -> F {
      guard let address = dlsym(handle, name) else { throw Failure(description: "no \(name)") }
      return unsafeBitCast(address, to: type)
    }
    var created: Program?
    let create = try symbol("nvrtcCreateProgram", Create.self)
    guard create(&created, source, "program.cu", 0, nil, nil) == 0, let program = created else {
      throw Failure(description: "no program")
    }
    defer {
      if let destroy = try? symbol("nvrtcDestroyProgram", Destroy.self) { _ = destroy(&created) }
    }
    let option = "--gpu-architecture=compute_\(architecture)"
    let standard = "--std=c++17"
    let result = try option.withCString { first in
      try standard.withCString { second in
        try [first, second].map(Optional.some).withUnsafeBufferPointer { options in
          guard let base = options.baseAddress else { return Int32(1) }
          return try symbol("nvrtcCompileProgram", Compile.self)(program, 2, base)
        }
      }
    }
    func text(_ kind: String) throws -> [CChar] {
      var size = 0
      _ = try symbol("nvrtcGet\(kind)Size", Size.self)(program, &size)
      var bytes = [CChar](repeating: 0, count: max(1, size))
      _ = try symbol("nvrtcGet\(kind)", Text.self)(program, &bytes)
      return bytes
    }
    guard result == 0 else {
      throw Failure(
        description: String(
          decoding: try text("ProgramLog").map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    return Data(try text("PTX").dropLast().map { UInt8(bitPattern: $0) })
  }
}

import FuseIR
import Glibc

/// A CUDA C++ program: a host function that takes device pointers to all arguments, then to all results, a workspace and a stream.
public struct CUDANativeProgram: Sendable {
  /// The text.
  public let source: String
  /// The host function.
  public let function: String
  /// The function that gives the bytes of the workspace.
  public let workspaceFunction: String
  /// The arguments.
  public let inputs: [Tensor]
  /// The results.
  public let outputs: [(shape: [Int], elementType: ElementType)]

  /// A program.
  public init(
    source: String, function: String, workspaceFunction: String, inputs: [Tensor],
    outputs: [(shape: [Int], elementType: ElementType)]
  ) {
    self.source = source
    self.function = function
    self.workspaceFunction = workspaceFunction
    self.inputs = inputs
    self.outputs = outputs
  }

  /// The text of `main.cu`, which includes `program.cu`.
  var harness: String {
    var reads = ""
    for (index, input) in inputs.enumerated() {
      reads += "  read_tensor(\"input\(index)\", &argument[\(index)], \(input.byteCount));\n"
    }
    var writes = ""
    for (index, output) in outputs.enumerated() {
      let bytes = output.shape.reduce(1) { $0 &* $1 } &* output.elementType.storageByteWidth
      reads += "  check(cudaMalloc(&result[\(index)], \(max(1, bytes))), \"memory\");\n"
      writes += "  write_tensor(\"output\(index)\", result[\(index)], \(bytes));\n"
    }
    let pointers =
      inputs.indices.map { "any_pointer{argument[\($0)]}" }
      + outputs.indices.map { "any_pointer{result[\($0)]}" } + ["workspace", "(cudaStream_t)0"]
    let call = "\(function)(\(pointers.joined(separator: ", ")))"
    return """
      #include "program.cu"
      #include <stdio.h>
      #include <stdlib.h>
      #include <unistd.h>

      /* A pointer to whatever is asked for. */
      struct any_pointer {
        void *memory;
        template <class T> operator T *() const { return (T *)memory; }
      };

      static void stop(const char *what, const char *name) {
        fprintf(stderr, "%s %s\\n", what, name);
        exit(1);
      }

      static void check(cudaError_t error, const char *what) {
        if (error == cudaSuccess) return;
        fprintf(stderr, "%s: %s\\n", what, cudaGetErrorString(error));
        exit(1);
      }

      static void read_tensor(const char *name, void **device, size_t bytes) {
        void *memory = malloc(bytes ? bytes : 1);
        FILE *file = fopen(name, "rb");
        if (!memory || !file || fread(memory, 1, bytes, file) != bytes) stop("cannot read", name);
        fclose(file);
        check(cudaMalloc(device, bytes ? bytes : 1), "memory");
        check(cudaMemcpy(*device, memory, bytes, cudaMemcpyHostToDevice), "copy");
        free(memory);
      }

      static void write_tensor(const char *name, void *device, size_t bytes) {
        void *memory = malloc(bytes ? bytes : 1);
        if (!memory) stop("no memory for", name);
        check(cudaMemcpy(memory, device, bytes, cudaMemcpyDeviceToHost), "copy");
        FILE *file = fopen(name, "wb");
        if (!file || fwrite(memory, 1, bytes, file) != bytes || fclose(file)) stop("cannot write", name);
        free(memory);
      }

      int main(int count, char **arguments) {
        void *argument[\(max(1, inputs.count))], *result[\(max(1, outputs.count))], *workspace;
        cudaEvent_t start, end;
        float milliseconds = 0;
        int devices = 0;
        char text[64];
        if (count != 2 || chdir(arguments[1])) stop("cannot enter", "the folder");
        if (cudaGetDeviceCount(&devices) != cudaSuccess || !devices) stop("there is no GPU", "on this machine");
      \(reads)  check(cudaMalloc(&workspace, \(workspaceFunction)() + 1), "workspace");
        check(cudaEventCreate(&start), "event");
        check(cudaEventCreate(&end), "event");
        check(cudaEventRecord(start, 0), "event");
        check(\(call), "launch");
        check(cudaEventRecord(end, 0), "event");
        check(cudaDeviceSynchronize(), "run");
        check(cudaEventElapsedTime(&milliseconds, start, end), "event");
      \(writes)  snprintf(text, sizeof text, "%.9f", milliseconds * 1e-3);
        FILE *file = fopen("seconds", "wb");
        if (!file || fputs(text, file) < 0 || fclose(file)) stop("cannot write", "the time");
        (void)argument;
        (void)result;
        return 0;
      }

      """
  }
}

/// Runs CUDA C++ on the machine's GPU: compiles it with nvcc and executes it as a process of its own.
public enum CUDARunner {
  /// Floats are computed as the program says: no fused multiply-add.
  static let compilerOptions = ["-O3", "-std=c++17", "-arch=native", "-fmad=false", "-w"]

  /// The compiler: what the environment's `CUDACXX` names, else the first nvcc in `PATH`.
  private static var compiler: String? {
    if let named = getenv("CUDACXX").map({ String(cString: $0) }), !named.isEmpty {
      return named.contains("/") ? named : NativeProcess.find([named])
    }
    return NativeProcess.find(["nvcc"])
  }

  /// Compiles and runs the program; the arguments are those of `NativeRunner.run`.
  public static func run(
    _ program: CUDANativeProgram, seconds: Double = 600, isInterrupted: () -> Bool = { false }
  ) throws(NativeError) -> NativeRun {
    guard let compiler = compiler else { throw .noCUDACompiler }
    let folder = try TemporaryFolder()
    try folder.write("program.cu", program.source)
    try folder.write("main.cu", program.harness)
    let compilation = try NativeProcess.run(
      compiler, compilerOptions + ["-o", "\(folder.path)/program", "\(folder.path)/main.cu"],
      in: folder, seconds: 600, isInterrupted)
    guard compilation.status == 0 else { throw .compilation(folder.readText("stderr")) }
    for (index, input) in program.inputs.enumerated() {
      try input.withBytes { (bytes) throws(NativeError) in
        try folder.write("input\(index)", bytes)
      }
    }
    let end = try NativeProcess.run(
      "\(folder.path)/program", [folder.path], in: folder, seconds: seconds, isInterrupted)
    guard end.status == 0 else {
      throw .failed(status: end.status, signal: end.signal, output: folder.readText("stderr"))
    }
    return try NativeRunner.results(program.outputs, in: folder)
  }
}

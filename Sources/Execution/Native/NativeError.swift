/// Why a C program could not be built or run.
public enum NativeError: Error, Sendable {
  /// There is no C compiler in the folders of `PATH`.
  case noCompiler
  /// There is no CUDA compiler: neither `CUDACXX` nor `PATH` leads to one.
  case noCUDACompiler
  /// None of the libraries can be linked that have the function.
  case noLibrary(function: String, names: [String])
  /// A file or process could not be made; the text says which and why.
  case system(String)
  /// The compiler refused the program; the text is what it said.
  case compilation(String)
  /// The program ended with this status, or by this signal; the text is what it wrote to standard error.
  case failed(status: Int32?, signal: Int32?, output: String)
  /// The program ran longer than it was allowed to.
  case timeLimit(seconds: Double)
  /// Whoever asked for the run wants it no more.
  case interrupted
  /// The program wrote another number of bytes for a result than the result has.
  case result(index: Int, expected: Int, found: Int)

  /// The error in words.
  public var message: String {
    switch self {
    case .noCompiler:
      return "no C compiler: neither 'clang' nor 'cc' is in PATH; install the package clang or gcc"
    case .noCUDACompiler:
      return
        "no CUDA compiler: 'nvcc' is not in PATH, and CUDACXX names none; -emit=cuda writes the text that it would compile"
    case .noLibrary(let function, let names):
      let options = names.map { "-l\($0)" }.joined(separator: ", ")
      return
        "no library has '\(function)': none of \(options) can be linked; install the package libopenblas-dev, or leave blas=cblas out"
    case .system(let text): return text
    case .compilation(let text): return "the compiler refuses the program:\n\(text)"
    case .failed(let status, let signal, let output):
      let end = signal.map { "signal \($0)" } ?? "status \(status ?? 0)"
      return "the compiled program ended with \(end)" + (output.isEmpty ? "" : ":\n\(output)")
    case .timeLimit(let seconds): return "the compiled program ran longer than \(seconds) seconds"
    case .interrupted: return "the run was interrupted"
    case .result(let index, let expected, let found):
      return "result \(index) of the compiled program has \(found) bytes instead of \(expected)"
    }
  }
}

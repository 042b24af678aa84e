import FuseIR

/// A C program with the places where its arguments and results lie.
public struct NativeProgram: Sendable {
  /// A result: its place as a C expression, and what lies there.
  public struct Output: Sendable {
    /// A pointer to the first byte.
    public let place: String
    /// The shape.
    public let shape: [Int]
    /// The kind of elements, as they lie in a `Tensor`.
    public let elementType: ElementType

    /// A result at a place.
    public init(place: String, shape: [Int], elementType: ElementType) {
      self.place = place
      self.shape = shape
      self.elementType = elementType
    }
  }

  /// The text of the program.
  public var source: String
  /// Headers that the program includes, by file name.
  public var headers: [(name: String, text: String)] = []
  /// Options of the compiler besides the usual ones, such as `-DNAME=1`.
  public var compilerOptions: [String] = []
  /// A library that it is linked with.
  public var blas: NativeLibrary?
  /// The statement that runs the program once arguments are in place.
  public var call: String
  /// The arguments, each with a pointer to its first byte as a C expression.
  public var inputs: [(place: String, tensor: Tensor)] = []
  /// The results.
  public var outputs: [Output] = []

  /// A program that is run by the given statement.
  public init(source: String, call: String) {
    self.source = source
    self.call = call
  }

  /// A program whose function takes pointers to all arguments, then pointers to all results.
  public init(
    source: String, function: String, inputs: [Tensor],
    outputs: [(shape: [Int], elementType: ElementType)]
  ) {
    self.source = source
    self.inputs = inputs.enumerated().map { ("fusec_argument[\($0.offset)]", $0.element) }
    self.outputs = outputs.enumerated().map { index, output in
      Output(
        place: "fusec_result[\(index)]", shape: output.shape, elementType: output.elementType)
    }
    let pointers =
      inputs.indices.map { "(void *)fusec_argument[\($0)]" }
      + outputs.indices.map { "(void *)fusec_result[\($0)]" }
    call = "\(function)(\(pointers.joined(separator: ", ")));"
  }
}

/// A library that programs may be linked with.
public enum NativeLibrary: Sendable {
  /// One that has `cblas_sgemm`.
  case cblas

  /// A function that it has.
  var function: String { "cblas_sgemm" }
  /// The names under which systems have it, the first ones first.
  var names: [String] { ["openblas", "cblas", "blas", "mkl_rt"] }

  /// The compiler's option that links it; one after the other is tried.
  func option(
    _ compiler: String, in folder: borrowing TemporaryFolder, _ isInterrupted: () -> Bool
  ) throws(NativeError) -> String {
    try folder.write("probe.c", "void \(function)(void);\nint main(void) { \(function)(); }\n")
    for name in names {
      let end = try NativeProcess.run(
        compiler, ["-o", "\(folder.path)/probe", "\(folder.path)/probe.c", "-l\(name)"], in: folder,
        seconds: 60, isInterrupted)
      if end.status == 0 { return "-l\(name)" }
    }
    throw .noLibrary(function: function, names: names)
  }
}

/// What a native run gave.
public struct NativeRun: Sendable {
  /// The results.
  public let outputs: [Tensor]
  /// How long the program itself ran, in seconds, without reading arguments and writing results.
  public let seconds: Double
}

/// Runs C programs on the machine at hand: compiles them with the system's clang and executes them as processes of their own,
/// with arguments and results as files.
public enum NativeRunner {
  /// Floats are computed as the program says: no reassociation, no fused multiply-add.
  static let compilerOptions = [
    "-O3", "-march=native", "-std=c11", "-fno-fast-math", "-fno-math-errno", "-ffp-contract=off",
    "-w",
  ]

  /// Compiles and runs the program, which may take `seconds`. `isInterrupted` is asked again and again meanwhile: once it
  /// is true, the processes are ended, what they wrote is removed, and the run fails.
  public static func run(
    _ program: NativeProgram, seconds: Double = 600, isInterrupted: () -> Bool = { false }
  ) throws(NativeError) -> NativeRun {
    guard let compiler = NativeProcess.find(["clang", "cc"]) else { throw .noCompiler }
    var folder = try TemporaryFolder()
    try folder.write("program.c", program.source)
    try folder.write("main.c", NativeHarness.text(program))
    for header in program.headers { try folder.write(header.name, header.text) }
    let blas = try program.blas.map { (blas) throws(NativeError) in
      try blas.option(compiler, in: folder, isInterrupted)
    }
    let options =
      compilerOptions + program.compilerOptions + [
        "-o", "\(folder.path)/program", "\(folder.path)/main.c", "-lm",
      ] + (blas.map { [$0] } ?? [])
    let compilation = try NativeProcess.run(
      compiler, options, in: folder, seconds: 600, isInterrupted)
    guard compilation.status == 0 else {
      folder.isKept = true
      throw .compilation(
        folder.readText("stderr") + "'\(compiler)' was given '\(folder.path)/main.c', which is kept"
      )
    }
    for (index, input) in program.inputs.enumerated() {
      try input.tensor.withBytes { (bytes) throws(NativeError) in
        try folder.write("input\(index)", bytes)
      }
    }
    let end = try NativeProcess.run(
      "\(folder.path)/program", [folder.path], in: folder, seconds: seconds,
      isInterrupted)
    guard end.status == 0 else {
      throw .failed(status: end.status, signal: end.signal, output: folder.readText("stderr"))
    }
    return try results(program.outputs.map { ($0.shape, $0.elementType) }, in: folder)
  }

  /// Reads what a program wrote.
  static func results(
    _ layouts: [(shape: [Int], elementType: ElementType)], in folder: borrowing TemporaryFolder
  ) throws(NativeError) -> NativeRun {
    var outputs: [Tensor] = []
    for (index, output) in layouts.enumerated() {
      let bytes = folder.read("output\(index)")
      guard let tensor = Tensor(bytes: bytes, shape: output.shape, output.elementType) else {
        let count = Tensor.elementCount(of: output.shape) ?? 0
        throw .result(
          index: index, expected: count * output.elementType.storageByteWidth, found: bytes.count)
      }
      outputs.append(tensor)
    }
    return NativeRun(outputs: outputs, seconds: Double(folder.readText("seconds")) ?? 0)
  }
}

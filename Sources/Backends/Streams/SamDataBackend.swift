import FuseIR

/// `sam-data`: the arguments of `@main`, given by `-inputs` or drawn by `-seed`, as the files that SAM and Comal read.
///
/// One number per line: `tensor_<T>_mode_<m>_seg` and `tensor_<T>_mode_<m>_crd` for each compressed level, where m is its dimension,
/// `tensor_<T>_mode_vals`, and `tensor_<T>_mode_shape`. T is the name by which a `sam.graph` knows the argument, else `arg0`, `arg1`, ...
public struct SamDataBackend: Backend {
  /// `sam-data`.
  public static let name = "sam-data"
  /// What it writes.
  public static let summary =
    "the arguments as segment, coordinate and value files for SAM and Comal"
  /// A folder of files.
  public static let shape = EmissionShape.folder
  /// True: the arguments are what it writes.
  public static let usesArguments = true

  /// A backend without settings.
  public init() {}

  /// True iff there are arguments, of f32 and stored in levels that are dense or compressed.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    guard let inputs = context.inputs else {
      context.diagnostics.error(
        "'-emit=sam-data' writes the arguments of @main: give -inputs=<dir>, or -seed=<n> to draw them"
      )
      return false
    }
    let types = Self.types(of: module)
    guard types.count == inputs.count else {
      context.diagnostics.error(
        "'-emit=sam-data' needs @main with the \(inputs.count) arguments that were given, but it has \(types.count)"
      )
      return false
    }
    var isRight = true
    for (number, type) in types.enumerated() {
      guard StreamGraphNames.levels(of: type, in: module) != nil,
        module.elementType(of: type) == .f32
      else {
        context.diagnostics.error(
          "'-emit=sam-data' writes tensors of f32 in dense and compressed levels, one for each dimension, but argument "
            + "\(number) is \(module.text(of: type))")
        isRight = false
        continue
      }
    }
    return isRight
  }

  /// Writes the files of each argument.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    for (number, type) in Self.types(of: module).enumerated() {
      guard let tensor = context.inputs?[number] else { continue }
      let storage: SparseStorage
      do {
        let encoding = tensor.rank == 0 ? .dense(0) : try SparseEncoding.of(type, in: module)
        storage = try SparseStorage(
          tensor,
          stored: encoding.isAllDense
            ? StoredPattern(count: tensor.count, all: true) : tensor.stored, encoding: encoding)
      } catch {
        let reason =
          (error as? SparseStorageError)?.message ?? (error as? SparseEncodingError)?.message
        throw .output("argument \(number) can't be stored: \(reason ?? "")")
      }
      let name = module.graphName(ofArgument: number) ?? "arg\(number)"
      for file in SamTensorFiles.files(of: storage, named: name) {
        try output.begin(file: file.name)
        try output.write(file.text())
      }
    }
  }

  /// The types of the arguments of `@main`.
  private static func types(of module: borrowing Module) -> [TypeID] {
    guard let main = module.function(named: "main"),
      let attribute = module.attribute("function_type", of: main),
      case .type(let type) = module.attribute(attribute),
      case .function(let inputs, _) = module.type(type)
    else { return [] }
    return inputs
  }
}

import FuseIR

/// What a file holds for an argument.
enum ArgumentValue {
  /// All elements, from `.npy`: those that differ from zero are stored where the type has an encoding.
  case tensor(Tensor)
  /// The stored elements, from `.mtx` or `.tns`.
  case entries(CoordinateList)
  /// The levels and values themselves, from SAM's files.
  case storage(SparseStorage)

  /// The sizes of the dimensions.
  var shape: [Int] {
    switch self {
    case .tensor(let tensor): tensor.shape
    case .entries(let list): list.shape
    case .storage(let storage): storage.shape
    }
  }

  /// The value in dense form; entries say which elements are stored.
  func tensor(_ element: ElementType) throws(SparseStorageError) -> Tensor {
    switch self {
    case .tensor(let tensor): return tensor
    case .entries(let list): return try list.tensor(element)
    case .storage(let storage):
      var tensor = try storage.tensor()
      if !storage.encoding.isAllDense { tensor.stored = try storage.pattern() }
      return tensor
    }
  }
}

/// Reading and writing the tensors of a run: `input0.npy`, `output0.npy`, ... of a folder, and `input0.mtx` or
/// `input0.tns`, which hold entries. What a `sam.graph` reads may also come from SAM's files, `tensor_B_mode_vals` and so on.
enum ArgumentFiles {
  /// The tensors `<stem>0.npy`, `<stem>1.mtx`, ... , one per type.
  static func read(
    _ stem: String, from folder: String, types: [TypeID], of module: borrowing Module,
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> [Tensor] {
    try expectFolder(folder, of: stem, diagnostics)
    var tensors: [Tensor] = []
    for index in types.indices {
      let (value, element, path) = try value(
        stem, index, from: folder, type: types[index], of: module, diagnostics)
      do throws(SparseStorageError) {
        tensors.append(try value.tensor(element))
      } catch {
        diagnostics.error("'\(path)': \(error.message)")
        throw Driver.Stop(code: .wrongInput)
      }
    }
    return tensors
  }

  private static func expectFolder(
    _ folder: String, of stem: String, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) {
    guard FileSystem.isFolder(folder) else {
      diagnostics.error("no folder '\(folder)' holds \(stem)s")
      throw Driver.Stop(code: .wrongInput)
    }
  }

  /// What `<stem><index>.npy`, else `.mtx`, else `.tns` holds, the kind of the elements, and the path.
  static func value(
    _ stem: String, _ index: Int, from folder: String, type: TypeID, of module: borrowing Module,
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> (value: ArgumentValue, element: ElementType, path: String) {
    func wrong(_ message: String) -> Driver.Stop {
      diagnostics.error(message)
      return Driver.Stop(code: .wrongInput)
    }
    guard let element = ElementType(module.elementType(of: type), in: module),
      let shape = module.shape(of: type) ?? (module.isScalar(type) ? [] : nil)
    else {
      throw wrong("\(stem) \(index) is no tensor of numbers: it cannot come from a file")
    }
    let kinds = ["npy", "mtx", "tns"]
    let existing = kinds.first { FileSystem.exists("\(folder)/\(stem)\(index).\($0)") }
    if existing == nil, stem == "input", let name = module.graphName(ofArgument: index) {
      let path = "\(folder)/\(SamTensorFiles.valuesName(of: name))"
      if FileSystem.exists(path) {
        let storage = try samTensor(name, from: folder, type, shape, of: module, diagnostics)
        return (.storage(storage), element, path)
      }
    }
    let found = existing ?? "npy"
    let path = "\(folder)/\(stem)\(index).\(found)"
    let value: ArgumentValue
    do {
      let bytes = try FileSystem.read(path, limit: FileSystem.arrayByteLimit)
      value =
        found == "npy"
        ? .tensor(try Npy.read(bytes, as: element))
        : .entries(try entries(in: bytes, found, path, shape, diagnostics))
    } catch let error as FileError {
      throw wrong(error.message)
    } catch let error as NpyError {
      throw wrong("'\(path)': \(error.message)")
    } catch let error as Driver.Stop {
      throw error
    } catch { throw wrong("cannot read '\(path)'") }
    let matches =
      value.shape.count == shape.count
      && zip(value.shape, shape).allSatisfy { $1 == Dimension.dynamic || Int64($0) == $1 }
    guard matches else {
      throw wrong(
        "'\(path)' has shape \(text(value.shape)), but \(stem) \(index) of the function has shape "
          + text(shape.map { $0 == Dimension.dynamic ? -1 : Int($0) }))
    }
    return (value, element, path)
  }

  /// A tensor in SAM's files.
  private static func samTensor(
    _ name: String, from folder: String, _ type: TypeID, _ shape: [Int64],
    of module: borrowing Module, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> SparseStorage {
    do {
      let encoding = shape.isEmpty ? .dense(0) : try SparseEncoding.of(type, in: module)
      return try SamTensorFiles.read(
        name, shape: shape.map { $0 == Dimension.dynamic ? nil : Int($0) }, encoding: encoding
      ) { (file) throws(SamTensorFiles.Failure) in
        let path = "\(folder)/\(file)"
        guard FileSystem.exists(path) else { return nil }
        do throws(FileError) {
          return try FileSystem.read(path, limit: FileSystem.arrayByteLimit)
        } catch { throw SamTensorFiles.Failure(error.message) }
      }
    } catch let error as SamTensorFiles.Failure {
      if let (file, bytes) = error.file {
        let source = SourceFile(name: "\(folder)/\(file)", bytes: bytes)
        diagnostics.error(error.message, at: .range(source, error.range))
      } else {
        diagnostics.error("'\(folder)': \(error.message)")
      }
    } catch let error as SparseEncodingError {
      diagnostics.error("tensor '\(name)' can't be stored: \(error.message)")
    } catch {
      diagnostics.error("cannot read tensor '\(name)' from '\(folder)'")
    }
    throw Driver.Stop(code: .wrongInput)
  }

  /// The entries that a text lists.
  private static func entries(
    in bytes: [UInt8], _ kind: String, _ path: String, _ shape: [Int64],
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> CoordinateList {
    do throws(DataTextError) {
      if kind == "mtx" { return try MatrixMarket.read(bytes) }
      return try FrosttTensor.read(
        bytes, sizes: shape.map { $0 == Dimension.dynamic ? nil : Int($0) })
    } catch {
      let source = SourceFile(name: path, bytes: bytes)
      diagnostics.error(error.message, at: .range(source, error.offset..<error.offset))
      throw Driver.Stop(code: .wrongInput)
    }
  }

  /// Writes the tensors as `output0.npy`, ... .
  static func write(_ tensors: [Tensor], to folder: String, _ diagnostics: DiagnosticEngine)
    throws(Driver.Stop)
  {
    do {
      let output = try PendingOutput.folder(folder)
      for (index, tensor) in tensors.enumerated() {
        try output.begin(file: "output\(index).npy")
        try output.write(Npy.write(tensor))
      }
      try output.commit()
    } catch {
      diagnostics.error(FileError(error, else: "cannot write the outputs to '\(folder)'").message)
      throw Driver.Stop(code: .wrongInput)
    }
  }

  /// `2x3`, or `scalar`; -1 stands for any size.
  static func text(_ shape: [Int]) -> String {
    shape.isEmpty ? "scalar" : shape.map { $0 < 0 ? "?" : String($0) }.joined(separator: "x")
  }
}

extension Module {
  /// True iff the type is a number rather than a tensor of them.
  func isScalar(_ type: TypeID) -> Bool { isIntegerOrIndex(type) || isFloat(type) }
}

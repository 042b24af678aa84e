import FuseIR

/// Reading and writing the tensors of a run: `input0.npy`, `output0.npy`, ... of a folder.
enum ArgumentFiles {
  /// The tensors `<stem>0.npy`, `<stem>1.npy`, ... , one per type.
  static func read(
    _ stem: String, from folder: String, types: [TypeID], of module: borrowing Module,
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> [Tensor] {
    func wrong(_ message: String) -> Driver.Stop {
      diagnostics.error(message)
      return Driver.Stop(code: .wrongInput)
    }
    guard FileSystem.isFolder(folder) else { throw wrong("no folder '\(folder)' holds \(stem)s") }
    var tensors: [Tensor] = []
    for (index, type) in types.enumerated() {
      let path = "\(folder)/\(stem)\(index).npy"
      guard let element = ElementType(module.elementType(of: type), in: module),
        let shape = module.shape(of: type) ?? (module.isScalar(type) ? [] : nil)
      else {
        throw wrong("\(stem) \(index) is no tensor of numbers: it cannot come from a file")
      }
      let tensor: Tensor
      do {
        tensor = try Npy.read(
          try FileSystem.read(path, limit: FileSystem.arrayByteLimit), as: element)
      } catch let error
        as FileError
      {
        throw wrong(error.message)
      } catch let error as NpyError {
        throw wrong("'\(path)': \(error.message)")
      } catch { throw wrong("cannot read '\(path)'") }
      let matches =
        tensor.shape.count == shape.count
        && zip(tensor.shape, shape).allSatisfy { $1 == Dimension.dynamic || Int64($0) == $1 }
      guard matches else {
        throw wrong(
          "'\(path)' has shape \(text(tensor.shape)), but \(stem) \(index) of the function has shape "
            + text(shape.map { $0 == Dimension.dynamic ? -1 : Int($0) }))
      }
      tensors.append(tensor)
    }
    return tensors
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

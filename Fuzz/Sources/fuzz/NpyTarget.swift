import FuseIR

/// Reading arrays.
enum NpyTarget {
  private static let types: [ElementType?] = [nil, .i1, .float(.bf16), .float(.f32), .i64, .i8]

  static func check(_ bytes: [UInt8]) {
    for type in types {
      do {
        let tensor = try Npy.read(bytes, as: type)
        let written = Npy.write(tensor)
        let again = try Npy.read(written, as: tensor.elementType)
        guard again.shape == tensor.shape,
          again.withBytes({ Array($0) }) == tensor.withBytes({ Array($0) })
        else { finding("\(tensor.shape) of \(tensor.elementType) is read back as another array") }
      } catch {
        guard !error.message.isEmpty else { finding("refused without a message") }
      }
    }
  }
}

import FuseIR
import Testing

/// The `.npy` format: all kinds there and back, foreign layouts, and wrong files.
@Suite struct NpyTests {
  /// A file of format 1.0 with the given dictionary and data.
  private func file(_ dictionary: String, _ data: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let header = [UInt8](dictionary.utf8)
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [version, 0]
    bytes += [UInt8(header.count & 0xFF), UInt8(header.count >> 8)]
    if version > 1 { bytes += [0, 0] }
    return bytes + header + data
  }

  private func dictionary(_ kind: String, _ shape: String, fortran: Bool = false) -> String {
    "{'descr': '\(kind)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }\n"
  }

  @Test(arguments: [
    ElementType.i1, .i4, .i8, .i16, .i32, .i64, .ui8, .ui16, .ui32, .ui64, .index, .f16, .bf16,
    .f32,
    .f64, .complexF32, .complexF64, .float(.f8E4M3FN), .float(.f8E5M2),
  ])
  func survivesWritingAndReading(type: ElementType) throws {
    let width = type.storageByteWidth
    let bytes = (0..<6 * width).map { type == .i1 ? UInt8($0 % 2) : UInt8($0 * 7 % 101) }
    let tensor = try #require(Tensor(bytes: bytes, shape: [2, 3], type))
    let written = Npy.write(tensor)
    #expect((written.count - tensor.byteCount) % 64 == 0)
    #expect(try Npy.read(written, as: type) == tensor)
  }

  @Test func readsScalarsAndLongShapes() throws {
    let scalar = try Npy.read(file(dictionary("<f4", "()"), [0, 0, 0x80, 0x3F]))
    #expect(scalar.shape == [] && scalar.floats() == [1])
    let line = try Npy.read(file(dictionary("|u1", "(3,)"), [1, 2, 3]))
    #expect(line.shape == [3] && line.elementType == .ui8)
    #expect(try Npy.read(file(dictionary("|u1", "(0, 5)"), [])).shape == [0, 5])
    #expect(try Npy.read(file(dictionary("|u1", "(3,)"), [1, 2, 3], version: 2)) == line)
    let quoted = "{\"shape\":(3L,),\"fortran_order\":False,\"descr\":\"|u1\"}"
    #expect(try Npy.read(file(quoted, [1, 2, 3])) == line)
  }

  @Test func readsBigEndianAndFortranOrder() throws {
    let big = try Npy.read(file(dictionary(">i2", "(2,)"), [0, 1, 0xFF, 0xFE]))
    #expect(big.integers() == [1, -2])
    let columns = try Npy.read(
      file(dictionary("|i1", "(2, 3)", fortran: true), [1, 4, 2, 5, 3, 6]))
    #expect(columns.integers() == [1, 2, 3, 4, 5, 6])
    let bytes: [UInt8] = [0x3F, 0x80, 0, 0, 0x40, 0, 0, 0]
    let complex = try Npy.read(file(dictionary(">c8", "()"), bytes))
    #expect(complex.withElements(as: Float.self) { [$0[0], $0[1]] } == [1, 2])
  }

  @Test func takesVoidElementsAsTheArgumentSays() throws {
    let bytes = file(dictionary("|V2", "(2,)"), [0x80, 0x3F, 0, 0xC0])
    #expect(try Npy.read(bytes, as: .bf16).floats() == [1, -2])
    #expect(
      try Npy.read(file(dictionary("<V1", "(2,)"), [0x0F, 7]), as: .i4).integers() == [-1, 7])
    #expect(throws: NpyError.self) { try Npy.read(bytes) }
    #expect(throws: NpyError.self) { try Npy.read(bytes, as: .f32) }
    #expect(try Npy.read(file(dictionary("|u1", "(1,)"), [200]), as: .i8).integers() == [-56])
    #expect(throws: NpyError.self) { try Npy.read(file(dictionary("|i1", "(1,)"), [1]), as: .ui8) }
  }

  @Test(arguments: [
    "{'descr': '<f4', 'fortran_order': False}", "{'descr': '<f4', 'fortran_order': 0, 'shape': ()}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "", "{", "{'descr': '<f4",
    "{'descr': '<x4', 'fortran_order': False, 'shape': ()}",
    "{'descr': 'f', 'fortran_order': False, 'shape': ()}",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (), 'more': 1}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': ()} x",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
    "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}",
  ])
  func refusesWrongHeaders(header: String) {
    #expect(throws: NpyError.self) { try Npy.read(file(header, [0, 0, 0, 0])) }
  }

  /// Headers that promise more than there is, or more than memory holds.
  @Test func refusesHeaderBombs() {
    let magic = [0x93] + Array("NUMPY".utf8)
    // A length of 4 GiB and of 64 KiB, with nothing behind.
    #expect(throws: NpyError.self) { try Npy.read(magic + [2, 0, 0xFF, 0xFF, 0xFF, 0xFF]) }
    #expect(throws: NpyError.self) { try Npy.read(magic + [1, 0, 0xFF, 0xFF]) }
    for shape in [
      "(" + String(repeating: "4294967296,", count: 1000) + ")",
      "(4294967296, 4294967296, 0, 4294967296)", "(" + String(repeating: "(", count: 10_000),
      "(1099511627776,)", "(0, -9223372036854775808)", "(0, 9223372036854775808)",
    ] {
      let bytes = file(dictionary("<f4", shape), [0, 0, 0, 0], version: 2)
      #expect(throws: NpyError.self, "\(shape.prefix(40))") { try Npy.read(bytes) }
    }
  }

  @Test func refusesWhatIsNoArray() {
    #expect(throws: NpyError.self) { try Npy.read([]) }
    #expect(throws: NpyError.self) { try Npy.read(Array("NUMPY".utf8)) }
    let good = file(dictionary("<f4", "(1,)"), [0, 0, 0, 0])
    for length in 0..<good.count {
      #expect(throws: NpyError.self) { try Npy.read(Array(good[..<length])) }
    }
    #expect(throws: NpyError.self) { try Npy.read(good + [0]) }
    #expect(throws: NpyError.self) { try Npy.read(file("", [], version: 9)) }
  }
}

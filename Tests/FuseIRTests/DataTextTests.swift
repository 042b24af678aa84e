import FuseIR
import Testing

/// Matrix Market and FROSTT files: what they list, and where they are wrong.
@Suite struct DataTextTests {
  private func market(_ text: String) throws -> CoordinateList {
    try MatrixMarket.read(Array(text.utf8))
  }

  private func message(_ text: String) -> String? {
    do throws(DataTextError) {
      _ = try MatrixMarket.read(Array(text.utf8))
      return nil
    } catch { return "\(error.offset): \(error.message)" }
  }

  @Test func entriesInAnyOrder() throws {
    let list = try market(
      "%%MatrixMarket MATRIX Coordinate Real General\r\n% comment\r\n\r\n2 3 3\r\n 2 3 1e1\r\n"
        + "1\t1 -0.5\r\n2 1 0\r\n")
    #expect(list.shape == [2, 3])
    #expect(list.coordinates == [1, 2, 0, 0, 1, 0])
    #expect(list.values == [10, -0.5, 0])
  }

  @Test func symmetryIsUnfolded() throws {
    let list = try market(
      "%%MatrixMarket matrix coordinate pattern symmetric\n3 3 2\n2 1\n3 3\n")
    #expect(list.coordinates == [1, 0, 0, 1, 2, 2])
    #expect(list.values == [1, 1, 1])
    let skew = try market(
      "%%MatrixMarket matrix coordinate integer skew-symmetric\n3 3 1\n3 1 4\n")
    #expect(skew.values == [4, -4])
    let array = try market("%%MatrixMarket matrix array real symmetric\n2 2\n1\n2\n3\n")
    #expect(try array.tensor(.f64).floats() == [1, 2, 2, 3])
    let skewArray = try market("%%MatrixMarket matrix array real skew-symmetric\n2 2\n2\n")
    #expect(try skewArray.tensor(.i32).integers() == [0, -2, 2, 0])
  }

  @Test func wrongFiles() {
    let header = "%%MatrixMarket matrix coordinate real general\n"
    #expect(
      message("") == "0: expected the header '%%MatrixMarket matrix coordinate real general'")
    #expect(message("%%MatrixMarket vector coordinate real general\n")?.contains("matrix") == true)
    #expect(message("%%MatrixMarket matrix array pattern general\n1 1\n1\n") != nil)
    #expect(message("%%MatrixMarket matrix coordinate real hermitian\n1 1 0\n") != nil)
    #expect(message(header)?.contains("the line of sizes") == true)
    #expect(message(header + "2 2\n")?.contains("the number of entries") == true)
    #expect(message(header + "2 2 -1\n")?.contains("found '-1'") == true)
    #expect(message(header + "99999999999999999999 2 0\n")?.contains("64 bits") == true)
    #expect(message(header + "2 2 1\n1 1\n")?.contains("expected a value") == true)
    #expect(message(header + "2 2 1\n1 1 1 1\n")?.contains("the end of the line") == true)
    #expect(message(header + "2 2 1\n1.5 1 1\n")?.contains("found '1.5'") == true)
    #expect(message(header + "2 2 9999999999\n1 1 1\n")?.contains("there are 1") == true)
    #expect(
      message("%%MatrixMarket matrix array real general\n2147483648 2147483648\n")?.contains(
        "too short") == true)
    #expect(
      message("%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 1 1.5\n")?.contains(
        "an integer value") == true)
    #expect(
      message("%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n1 2 1\n2 1 1\n")?.contains(
        "twice") == true)
    #expect(
      message("%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n2 2 1\n")?.contains(
        "diagonal") == true)
  }

  @Test func tensorsOfAnyRank() throws {
    func read(_ text: String, _ sizes: [Int?]) throws -> CoordinateList {
      try FrosttTensor.read(Array(text.utf8), sizes: sizes)
    }
    let list = try read("# comment\n1 2 3 0.5\n2 1 1 -1\n", [nil, nil, 4])
    #expect(list.shape == [2, 2, 4])
    #expect(list.coordinates == [0, 1, 2, 1, 0, 0])
    let sized = try read("# extended FROSTT format\n2 1\n8 4\n1 1 1.0\n", [nil, 4])
    #expect(sized.shape == [8, 4])
    #expect(throws: DataTextError.self) {
      try read("# extended FROSTT format\n3 1\n8 4 2\n1 1 1 1.0\n", [nil, nil])
    }
    #expect(throws: DataTextError.self) { try read("1 1 1\n1 1 2\n", [nil, nil]) }
    #expect(throws: DataTextError.self) { try read("1 1\n", [nil, nil]) }
    #expect(throws: DataTextError.self) { try read("0 1 1\n", [nil, nil]) }
  }

  /// Whatever the bytes are, reading ends with a list or an error inside of the text.
  @Test func hostileBytes() {
    var generator = SeededGenerator(seed: 3)
    let seeds = [
      "%%MatrixMarket matrix coordinate real symmetric\n3 3 2\n2 1 1\n3 3 nan\n",
      "%%MatrixMarket matrix array integer general\n2 2\n1\n2\n3\n4\n",
    ]
    for round in 0..<2000 {
      var bytes = Array(seeds[round % 2].utf8)
      for _ in 0...generator.below(4) {
        let place = generator.below(bytes.count)
        switch generator.below(3) {
        case 0: bytes[place] = UInt8(generator.below(256))
        case 1: bytes.insert(UInt8(ascii: "9"), at: place)
        default: bytes.removeSubrange(place..<min(place + 3, bytes.count - 1))
        }
      }
      do throws(DataTextError) {
        _ = try MatrixMarket.read(bytes)
      } catch { #expect((0...bytes.count).contains(error.offset)) }
      _ = try? FrosttTensor.read(bytes, sizes: [nil, nil])
    }
  }
}

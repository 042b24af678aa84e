import FuseIR
import Testing

/// Storage of sparse tensors: what goes in comes out, in any mix of levels; wrong arrays and lists are refused.
@Suite struct SparseStorageTests {
  private func list(
    _ shape: [Int], _ entries: [(coordinates: [Int], value: Double)]
  ) -> CoordinateList {
    var list = CoordinateList(shape: shape)
    for entry in entries { list.append(entry.coordinates, entry.value) }
    return list
  }

  private func encoding(_ text: String) throws -> SparseEncoding {
    var module = Module()
    let attribute = module.intern(
      Attribute.dialect(
        module.intern("sparse_tensor"), body: module.intern(".encoding<{ \(text) }>")))
    return try SparseEncoding(attribute, in: module)
  }

  @Test func rowsWithColumns() throws {
    let storage = try SparseStorage(
      list([2, 3], [([1, 2], 4), ([0, 1], 2), ([1, 0], 3)]),
      encoding: .levels([.dense, .compressed]))
    #expect(
      storage.levels == [
        .dense(size: 2), .compressed(segments: [0, 1, 3], coordinates: [1, 0, 2]),
      ])
    #expect(storage.values == [2, 3, 4])
    #expect(try storage.tensor() == Tensor([0, 2, 0, 3, 0, 4], shape: [2, 3], FloatFormat.f32))
  }

  @Test func columnsFirst() throws {
    let storage = try SparseStorage(
      list([2, 3], [([1, 2], 4), ([0, 1], 2), ([1, 0], 3)]),
      encoding: .levels([.compressed, .compressed], order: [1, 0]))
    #expect(
      storage.levels == [
        .compressed(segments: [0, 3], coordinates: [0, 1, 2]),
        .compressed(segments: [0, 1, 2, 3], coordinates: [1, 0, 1]),
      ])
    #expect(storage.values == [3, 2, 4])
  }

  @Test func coordinatesSideBySide() throws {
    let storage = try SparseStorage(
      list([2, 3], [([1, 2], 4), ([1, 0], 3)]),
      encoding: encoding("map = (i, j) -> (i : compressed(nonunique), j : singleton)"))
    #expect(
      storage.levels == [
        .compressed(segments: [0, 2], coordinates: [1, 1]), .singleton(coordinates: [0, 2]),
      ])
  }

  @Test func blocksHoldTheirZeros() throws {
    let blocked = try encoding(
      "map = (i, j) -> (i floordiv 2 : dense, j floordiv 2 : compressed, i mod 2 : dense, "
        + "j mod 2 : dense)")
    let storage = try SparseStorage(list([3, 5], [([2, 4], 7), ([0, 1], 1)]), encoding: blocked)
    #expect(storage.values == [0, 1, 0, 0, 7, 0, 0, 0])
    // The block at the border has one place inside of the shape.
    #expect(try storage.pattern().storedCount == 5)
    #expect(storage.entries().count == 5)
  }

  @Test func explicitZerosAreKept() throws {
    let storage = try SparseStorage(list([4], [([2], 0)]), encoding: .levels([.compressed]))
    #expect(storage.values == [0])
    #expect(try storage.pattern().storedCount == 1)
  }

  @Test func numbersThatAreNoneAreStored() throws {
    let tensor = try #require(
      Tensor([0, .nan, -0.0, .infinity, 1e-40], shape: [5], FloatFormat.f32))
    let storage = try SparseStorage(tensor, encoding: .levels([.compressed]))
    #expect(storage.levels == [.compressed(segments: [0, 3], coordinates: [1, 3, 4])])
  }

  @Test func emptyTensors() throws {
    for shape in [[0, 3], [3, 0], [3, 4]] {
      let storage = try SparseStorage(list(shape, []), encoding: .levels([.dense, .compressed]))
      #expect(storage.values.isEmpty)
      #expect(try storage.tensor() == Tensor(zeros: shape, .f32))
    }
  }

  /// Every mix of levels, in every order, with and without blocks: drawn entries come back.
  @Test func drawnRoundTrips() throws {
    var generator = SeededGenerator(seed: 7)
    let formats: [SparseLevel.Format] = [.dense, .compressed, .looseCompressed]
    for _ in 0..<400 {
      let rank = 1 + generator.below(3)
      let shape = (0..<rank).map { _ in generator.below(6) }
      let order = (0..<rank).shuffled(using: &generator)
      var levels: [SparseLevel] = []
      var rests: [SparseLevel] = []
      for dimension in order {
        let format = formats[generator.below(3)]
        guard generator.below(4) == 0 else {
          levels.append(SparseLevel(dimension, format))
          continue
        }
        let size = 1 + generator.below(3)
        levels.append(SparseLevel(dimension, format, part: .quotient(size)))
        rests.append(SparseLevel(dimension, formats[generator.below(3)], part: .rest(size)))
      }
      if rests.isEmpty, rank > 1, generator.below(4) == 0 {
        levels = [SparseLevel(order[0], .compressed, isUnique: false)]
        for (index, dimension) in order.enumerated().dropFirst() {
          levels.append(SparseLevel(dimension, .singleton, isUnique: index == rank - 1))
        }
      }
      let encoding = SparseEncoding(dimensionCount: rank, levels: levels + rests)
      #expect(encoding.problem == nil)
      var expected = try #require(Tensor(zeros: shape, .f32))
      var listed = CoordinateList(shape: shape)
      let strides = Tensor.strides(of: shape)
      expected.withMutableElements(as: Float.self) { floats in
        for index in floats.indices.shuffled(using: &generator) where generator.below(3) == 0 {
          let value = generator.below(5) - 2
          floats[index] = Float(value)
          listed.append((0..<rank).map { index / strides[$0] % shape[$0] }, Double(value))
        }
      }
      let storage = try SparseStorage(listed, encoding: encoding)
      #expect(try storage.tensor() == expected, "\(encoding.text)")
      let again = try SparseStorage(
        levels: storage.levels, values: storage.values, shape: shape, encoding: encoding)
      #expect(again == storage)
      let isExact = encoding.levels.last.map { !$0.isDense } ?? false
      if isExact { #expect(storage.entries().count == listed.count) }
      let stored = try SparseStorage(expected, stored: storage.pattern(), encoding: encoding)
      #expect(stored == storage)
    }
  }

  @Test func sizesOfCoordinates() throws {
    let sparse = SparseEncoding.levels([.compressed, .compressed])
    let large = try SparseStorage(
      list([1 << 31, 1 << 31], [([Int(Int32.max), 0], 1)]), encoding: sparse)
    #expect(large.values == [1])
    #expect(throws: SparseStorageError.self) { try large.tensor() }
    #expect(throws: SparseStorageError.self) {
      try SparseStorage(CoordinateList(shape: [1 << 32, 4]), encoding: sparse)
    }
    #expect(throws: SparseStorageError.self) {
      try SparseStorage(
        CoordinateList(shape: [1 << 31, 4]), encoding: .levels([.dense, .compressed]))
    }
    let narrow = try encoding("map = (i) -> (i : compressed), crdWidth = 8")
    #expect(throws: SparseStorageError.self) {
      try SparseStorage(list([300], [([256], 1)]), encoding: narrow)
    }
  }

  @Test func wrongLists() throws {
    func message(
      _ shape: [Int], _ entries: [([Int], Double)], _ encoding: SparseEncoding
    ) -> String? {
      do throws(SparseStorageError) {
        _ = try SparseStorage(
          list(shape, entries.map { (coordinates: $0.0, value: $0.1) }), encoding: encoding)
        return nil
      } catch { return error.message }
    }
    let sparse = SparseEncoding.levels([.compressed, .compressed])
    #expect(
      message([2, 2], [([0, 1], 1), ([0, 1], 2)], sparse)
        == "the entry at 0, 1 stands there twice")
    #expect(
      message([2, 2], [([0, 2], 1)], sparse)
        == "coordinate 2 of dimension 1 is out of range: its size is 2")
    #expect(
      message(
        [2, 2], [([0, 0], 1), ([0, 1], 1)],
        SparseEncoding(
          dimensionCount: 2, levels: [SparseLevel(0, .compressed), SparseLevel(1, .singleton)]))
        == "singleton level 1 holds one entry for each position of the level above, not 2")
    #expect(
      message(
        [1, 4], [([0, 0], 1), ([0, 1], 1), ([0, 3], 1)],
        .levels([.dense, .structured(entries: 2, size: 4)]))
        == "level 1 holds 2 of every 4 coordinates, and 3 are given")
  }

  @Test func wrongArrays() throws {
    func message(_ segments: [Int32], _ coordinates: [Int32], values: Int = 2) -> String? {
      do throws(SparseStorageError) {
        _ = try SparseStorage(
          levels: [
            .dense(size: 2), .compressed(segments: segments, coordinates: coordinates),
          ], values: ContiguousArray(repeating: 1, count: values), shape: [2, 3],
          encoding: .levels([.dense, .compressed]))
        return nil
      } catch { return error.message }
    }
    #expect(message([0, 1, 2], [2, 0]) == nil)
    #expect(message([0, 2], [2, 0]) == "level 1 needs 3 segment ends, and has 2")
    #expect(message([1, 1, 2], [2, 0]) == "the segments of level 1 begin at 1, not at 0")
    #expect(
      message([0, 2, 1], [2, 0]) == "the segments of level 1 descend from 2 to 1 at position 1")
    #expect(
      message([0, 1, 3], [2, 0])
        == "the segments of level 1 end at 3, and it has 2 coordinates")
    #expect(
      message([0, 1, 2], [3, 0]) == "coordinate 3 of level 1 is out of range: its size is 3")
    #expect(
      message([0, 1, 2], [-1, 0]) == "coordinate -1 of level 1 is out of range: its size is 3")
    #expect(
      message([0, 2, 2], [2, 0])
        == "coordinate 0 of level 1 stands behind 2, and the level is ordered")
    #expect(message([0, 2, 2], [1, 1]) == "coordinate 1 of level 1 stands there twice")
    #expect(message([0, 1, 2], [2, 0], values: 3) == "expected 2 values, got 3")
  }
}

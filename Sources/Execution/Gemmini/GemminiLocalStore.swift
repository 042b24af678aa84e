import Machine

/// The simulated scratchpad, accumulator and array, as plain memory.
///
/// Accumulator rows hold `Int32` or `Float` after the configuration. The array's operands are kept
/// as `Float`: int8 products and sums of up to 128 of them are exact in it, so one kernel serves
/// both configurations.
struct GemminiLocalStore: ~Copyable {
  let dimension: Int
  /// The dimension rounded up to whole vectors of four, the row length of the array's buffers.
  let lanes: Int
  let scratchpadRows: Int
  let accumulatorRows: Int
  let scratchpadRowBytes: Int

  /// The scratchpad's bytes, row after row.
  let scratchpad: UnsafeMutableRawPointer
  /// The accumulator's elements, row after row.
  let accumulator: UnsafeMutableRawPointer
  /// The weights in the array: element (k, j) at `k · lanes + j`.
  let weights: UnsafeMutablePointer<Float>
  /// The sums in the array when outputs are stationary, floating-point.
  let floatState: UnsafeMutablePointer<Float>
  /// The sums in the array when outputs are stationary, integer.
  let integerState: UnsafeMutablePointer<Int32>
  /// A as it streams: element (i, k) at `i · lanes + k`.
  let streamed: UnsafeMutablePointer<Float>
  /// B as it streams when outputs are stationary, laid out as `weights`.
  let streamedWeights: UnsafeMutablePointer<Float>
  /// Results: element (i, j) at `i · lanes + j`.
  let results: UnsafeMutablePointer<Float>
  /// One DRAM row on its way.
  let row: UnsafeMutableRawPointer
  /// A row of zeros.
  let zeros: UnsafeMutableRawPointer

  /// The most bytes that one row of a move may have.
  static let longestRowBytes = 0xFFFF * 4

  private let allocations: [UnsafeMutableRawPointer]

  init(_ configuration: GemminiConfiguration) {
    let dimension = configuration.dimension
    let lanes = (dimension + 3) / 4 * 4
    var allocations: [UnsafeMutableRawPointer] = []
    func zeroed(_ count: Int) -> UnsafeMutableRawPointer {
      let bytes = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 64)
      bytes.initializeMemory(as: UInt8.self, repeating: 0, count: count)
      allocations.append(bytes)
      return bytes
    }
    func matrix<T>(_ type: T.Type) -> UnsafeMutablePointer<T> {
      zeroed(dimension * lanes * 4).bindMemory(to: type, capacity: dimension * lanes)
    }
    self.dimension = dimension
    self.lanes = lanes
    scratchpadRows = configuration.scratchpadRows
    accumulatorRows = configuration.accumulatorRows
    scratchpadRowBytes = configuration.scratchpadRowBytes
    scratchpad = zeroed(configuration.scratchpadRows * configuration.scratchpadRowBytes)
    accumulator = zeroed(configuration.accumulatorRows * configuration.accumulatorRowBytes)
    weights = matrix(Float.self)
    floatState = matrix(Float.self)
    integerState = matrix(Int32.self)
    streamed = matrix(Float.self)
    streamedWeights = matrix(Float.self)
    results = matrix(Float.self)
    row = zeroed(Self.longestRowBytes)
    zeros = zeroed(Self.longestRowBytes)
    self.allocations = allocations
  }

  deinit {
    for bytes in allocations { bytes.deallocate() }
  }

  /// The first byte of scratchpad row `index`.
  func scratchpadRow(_ index: Int) -> UnsafeMutableRawPointer {
    scratchpad + index * scratchpadRowBytes
  }

  /// The first element of accumulator row `index`, as integers.
  func integerRow(_ index: Int) -> UnsafeMutablePointer<Int32> {
    (accumulator + index * dimension * 4).assumingMemoryBound(to: Int32.self)
  }

  /// The first element of accumulator row `index`, as floating-point numbers.
  func floatRow(_ index: Int) -> UnsafeMutablePointer<Float> {
    (accumulator + index * dimension * 4).assumingMemoryBound(to: Float.self)
  }
}

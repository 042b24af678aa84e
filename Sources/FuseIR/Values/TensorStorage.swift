/// The bytes of a tensor, shared between copies until one is written.
@usableFromInline
final class TensorStorage: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutableRawPointer
  @usableFromInline let byteCount: Int

  /// Zeroed storage, aligned for vector loads.
  init(zeroed byteCount: Int) {
    base = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 1), alignment: 64)
    base.initializeMemory(as: UInt8.self, repeating: 0, count: max(byteCount, 1))
    self.byteCount = byteCount
  }

  /// Storage whose bytes the caller fills before anyone reads them.
  init(unfilled byteCount: Int) {
    base = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 1), alignment: 64)
    self.byteCount = byteCount
  }

  init(copying other: TensorStorage) {
    base = UnsafeMutableRawPointer.allocate(byteCount: max(other.byteCount, 1), alignment: 64)
    base.copyMemory(from: other.base, byteCount: other.byteCount)
    byteCount = other.byteCount
  }

  deinit { base.deallocate() }
}

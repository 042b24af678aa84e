import Glibc

/// The lines of standard input, each answered in turn.
enum RequestLines {
  /// The longest line; a longer one is passed over.
  static let longest = 16 << 20
  private static let chunk = 1 << 18

  /// Calls `answer` with each line, or nil for one that is too long, and writes what it appends to standard output.
  static func answerAll(
    _ answer: (UnsafeBufferPointer<UInt8>?, inout [UInt8]) throws(FileError) -> Void
  ) throws(FileError) {
    var output: [UInt8] = []
    output.reserveCapacity(chunk * 2)
    var buffer: [UInt8] = []
    buffer.reserveCapacity(chunk * 2)
    var start = 0
    var scanned = 0
    var skips = false
    var ended = false
    while !ended {
      buffer.removeFirst(start)
      scanned -= start
      start = 0
      let before = buffer.count
      let got = try fill(&buffer)
      ended = got == 0
      if ended, buffer.count > before || before > 0, buffer.last != 0x0A { buffer.append(0x0A) }
      while let end = newline(buffer, from: scanned) {
        if skips {
          skips = false
        } else {
          var failure: FileError?
          buffer.withUnsafeBufferPointer { all in
            do throws(FileError) {
              try answer(UnsafeBufferPointer(rebasing: all[start..<end]), &output)
            } catch {
              failure = error
            }
          }
          if let failure { throw failure }
          if output.count > chunk { try flush(&output) }
        }
        start = end + 1
        scanned = start
      }
      scanned = buffer.count
      if skips {
        start = buffer.count
      } else if buffer.count - start > longest {
        try answer(nil, &output)
        start = buffer.count
        skips = true
      }
      try flush(&output)
    }
  }

  /// The place of the first end of a line.
  private static func newline(_ buffer: [UInt8], from start: Int) -> Int? {
    guard start < buffer.count else { return nil }
    return buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let found = memchr(base + start, 0x0A, bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Appends what standard input has; the number of bytes, 0 at its end.
  private static func fill(_ buffer: inout [UInt8]) throws(FileError) -> Int {
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: chunk))
    var got = 0
    repeat {
      got = buffer.withUnsafeMutableBytes { bytes in
        read(STDIN_FILENO, bytes.baseAddress?.advanced(by: old), chunk)
      }
    } while got < 0 && errno == EINTR
    let code = errno
    buffer.removeLast(chunk - max(0, got))
    errno = code
    guard got >= 0 else { throw .last("read", "standard input") }
    return got
  }

  private static func flush(_ output: inout [UInt8]) throws(FileError) {
    guard !output.isEmpty else { return }
    var failure: FileError?
    output.withUnsafeBytes { bytes in
      do throws(FileError) {
        try FileSystem.writeAll(bytes, to: STDOUT_FILENO, named: "standard output")
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    output.removeAll(keepingCapacity: true)
  }
}

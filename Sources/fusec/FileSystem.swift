import Backends
import Glibc

/// What went wrong with a file, in words.
struct FileError: Error {
  let message: String

  init(message: String) { self.message = message }

  /// The words of another error, or these where it has none.
  init(_ error: any Error, else message: String) {
    switch error {
    case let error as FileError: self = error
    case EmissionFailure.output(let text): self.init(message: text)
    default: self.init(message: message)
    }
  }

  /// The last error of the operating system, about `path`.
  static func last(_ action: String, _ path: String) -> FileError {
    FileError(message: "cannot \(action) '\(path)': \(String(cString: strerror(errno)))")
  }
}

/// Reading and writing files through the C library. Nothing else in fusec touches the file system.
enum FileSystem {
  /// Opens the standard streams that are closed, so that no other file takes their numbers; using them fails.
  static func openStandardStreams() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ]
    where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is taken, which is this one.
      _ = open("/dev/null", mode)
    }
  }

  /// The most bytes that are read from one file of text, unless the command line says otherwise.
  static let textByteLimit = 1 << 30

  /// The most bytes that are read from one file of numbers: the largest tensor with its header.
  static let arrayByteLimit = 1 << 32 + 1 << 20

  /// All bytes of the file, or of standard input for `-`; an error where they are more than `limit`. Devices and pipes are
  /// read up to the limit.
  static func read(_ path: String, limit: Int = textByteLimit) throws(FileError) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("read", path) }
    defer { if path != "-" { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last("read", path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw FileError(message: "cannot read '\(path)': it is a folder")
    }
    let tooLarge = FileError(
      message: "cannot read '\(path)': it holds more than \(limit) bytes")
    guard status.st_size <= limit else { throw tooLarge }
    // What the file says it holds is read into place; a pipe says nothing.
    let expected = max(0, Int(status.st_size))
    var hasFailed = false
    var bytes = [UInt8](unsafeUninitializedCapacity: expected) { buffer, filled in
      while filled < expected, let start = buffer.baseAddress {
        let count = Glibc.read(descriptor, start + filled, expected - filled)
        if count < 0 && errno == EINTR { continue }
        hasFailed = count < 0
        if count <= 0 { return }
        filled += count
      }
    }
    guard !hasFailed else { throw .last("read", path) }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .last("read", path) }
      if count == 0 { return bytes }
      guard count <= limit - bytes.count else { throw tooLarge }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// True iff something is at the path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// True iff the paths lead to the same file.
  static func areSame(_ a: String, _ b: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev
      && first.st_ino == second.st_ino
  }

  /// True iff a folder is at the path.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes the folder, and the folders around it, where missing.
  static func makeFolder(_ path: String) throws(FileError) {
    guard !isFolder(path) else { return }
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      prefix += part
      if mkdir(prefix, 0o777) != 0 && errno != EEXIST { throw .last("make the folder", prefix) }
      prefix += "/"
    }
    guard isFolder(path) else {
      throw FileError(message: "cannot make the folder '\(path)': a file is in its place")
    }
  }

  /// Where a path leads when symbolic links at its end are followed; what it leads to need not be there.
  static func followingLinks(_ path: String) throws(FileError) -> String {
    var path = path
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    for _ in 0..<40 {
      let count = readlink(path, &buffer, buffer.count)
      guard count > 0 else { return path }
      let target = String(
        decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      path = target.hasPrefix("/") ? target : folder + target
    }
    throw FileError(message: "cannot write '\(path)': too many symbolic links lead to it")
  }

  /// Writes all bytes to an open file.
  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, named path: String)
    throws(FileError)
  {
    if descriptor == STDERR_FILENO || descriptor == STDOUT_FILENO { ProgressLine.erase() }
    var offset = 0
    while offset < bytes.count {
      let count = Glibc.write(
        descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
      if count < 0 && errno == EINTR { continue }
      // Whoever read this has seen enough, as in `fusec ... | head`: that is nothing to complain about.
      if count < 0 && errno == EPIPE { leaveQuietly() }
      guard count >= 0 else { throw .last("write", path) }
      offset += count
    }
  }

  /// Ends the process without a word, and without partial files.
  private static func leaveQuietly() -> Never {
    PartialFiles.removeAll()
    _exit(ExitCode.wrongInput.rawValue)
  }

  /// Writes text to standard error.
  static func writeError(_ text: String) {
    var text = text
    text.withUTF8 { buffer in
      try? writeAll(UnsafeRawBufferPointer(buffer), to: STDERR_FILENO, named: "standard error")
    }
  }
}

import Backends
import Glibc

/// What went wrong with a file, in words.
struct FileError: Error {
  let message: String

  /// The last error of the operating system, about `path`.
  static func last(_ action: String, _ path: String) -> FileError {
    FileError(message: "cannot \(action) '\(path)': \(String(cString: strerror(errno)))")
  }
}

/// Reading and writing files through the C library. Nothing else in fusec touches the file system.
enum FileSystem {
  /// All bytes of the file, or of standard input for `-`.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY)
    guard descriptor >= 0 else { throw .last("read", path) }
    defer { if path != "-" { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last("read", path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw FileError(message: "cannot read '\(path)': it is a folder")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(max(0, Int(status.st_size)))
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .last("read", path) }
      if count == 0 { return bytes }
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
      guard count >= 0 else { throw .last("write", path) }
      offset += count
    }
  }

  /// Writes text to standard error.
  static func writeError(_ text: String) {
    var text = text
    text.withUTF8 { buffer in
      try? writeAll(UnsafeRawBufferPointer(buffer), to: STDERR_FILENO, named: "standard error")
    }
  }
}

/// Files that appear together: each is written under a temporary name beside its place, and `commit` renames them all.
/// Without a commit nothing is left behind.
final class PendingOutput: EmissionOutput {
  private enum Destination { case standardOutput, file(String), folder(String) }

  private let destination: Destination
  private var buffer: [UInt8] = []
  private var descriptor: Int32 = -1
  private var current = ""
  private var files: [(temporary: String, final: String)] = []
  private var madeFolder: String?

  private init(_ destination: Destination) { self.destination = destination }

  deinit { discard() }

  /// One stream to standard output.
  static func standardOutput() -> PendingOutput {
    let output = PendingOutput(.standardOutput)
    output.descriptor = STDOUT_FILENO
    output.current = "standard output"
    return output
  }

  /// One stream to a file.
  static func file(_ path: String) throws(FileError) -> PendingOutput {
    guard !FileSystem.isFolder(path) else {
      throw FileError(message: "cannot write '\(path)': it is a folder")
    }
    let output = PendingOutput(.file(path))
    try output.open(path)
    return output
  }

  /// Files in a folder, made where missing.
  static func folder(_ path: String) throws(FileError) -> PendingOutput {
    let output = PendingOutput(.folder(path))
    if !FileSystem.exists(path) { output.madeFolder = path }
    try FileSystem.makeFolder(path)
    return output
  }

  func begin(file name: String) throws(EmissionFailure) {
    guard case .folder(let folder) = destination else {
      throw .output("this format writes several files: give it a folder, as in ':dir'")
    }
    do {
      try closeCurrent()
      let path = "\(folder)/\(name)"
      if let slash = path.lastIndex(of: "/") { try FileSystem.makeFolder(String(path[..<slash])) }
      try open(path)
    } catch { throw .output(error.message) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(EmissionFailure) {
    guard descriptor >= 0 else { throw .output("no file was begun") }
    buffer.append(contentsOf: bytes)
    guard buffer.count >= 1 << 16 else { return }
    do { try flush() } catch { throw .output(error.message) }
  }

  /// Makes all files appear.
  func commit() throws(FileError) {
    try closeCurrent()
    for file in files {
      guard rename(file.temporary, file.final) == 0 else { throw .last("write", file.final) }
    }
    files = []
    madeFolder = nil
  }

  private func open(_ path: String) throws(FileError) {
    let temporary = "\(path).partial-\(getpid())"
    descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    guard descriptor >= 0 else { throw .last("write", path) }
    current = path
    files.append((temporary, path))
  }

  private func flush() throws(FileError) {
    let (descriptor, current) = (descriptor, current)
    try buffer.withUnsafeBufferPointer { (bytes) throws(FileError) in
      try FileSystem.writeAll(UnsafeRawBufferPointer(bytes), to: descriptor, named: current)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func closeCurrent() throws(FileError) {
    guard descriptor >= 0 else { return }
    try flush()
    if case .standardOutput = destination { return }
    guard close(descriptor) == 0 else { throw .last("write", current) }
    descriptor = -1
  }

  private func discard() {
    if descriptor >= 0, descriptor != STDOUT_FILENO { close(descriptor) }
    for file in files { unlink(file.temporary) }
    if let madeFolder { rmdir(madeFolder) }
  }
}

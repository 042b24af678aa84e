import Backends
import Glibc

/// Files that appear together: each is written under a temporary name beside its place, and `commit` renames them all.
/// Without a commit nothing is left behind.
///
/// A symbolic link is followed: the file that it leads to is replaced, the link stays. What is there and is no regular
/// file (a device, a pipe) is written to as it stands.
final class PendingOutput: EmissionOutput {
  private enum Destination { case standardOutput, file(String), folder(String) }

  private let destination: Destination
  private var buffer: [UInt8] = []
  private var descriptor: Int32 = -1
  private var current = ""
  private var files: [(temporary: PartialFiles.Entry, final: String)] = []
  private var madeFolder: PartialFiles.Entry?

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
    let isNew = !FileSystem.exists(path)
    try FileSystem.makeFolder(path)
    if isNew { output.madeFolder = PartialFiles.add(folder: path) }
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
    do {
      if bytes.count >= 1 << 16 {
        try flush()
        try FileSystem.writeAll(bytes, to: descriptor, named: current)
      } else {
        buffer.append(contentsOf: bytes)
        if buffer.count >= 1 << 16 { try flush() }
      }
    } catch { throw .output(error.message) }
  }

  /// Makes all files appear.
  func commit() throws(FileError) {
    try closeCurrent()
    for file in files {
      guard rename(file.temporary.path, file.final) == 0 else { throw .last("write", file.final) }
      PartialFiles.forget(file.temporary)
    }
    files = []
    if let madeFolder { PartialFiles.forget(madeFolder) }
    madeFolder = nil
  }

  private func open(_ path: String) throws(FileError) {
    current = path
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT != S_IFREG {
      descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .last("write", path) }
      return
    }
    let final = try FileSystem.followingLinks(path)
    let folder = final.lastIndex(of: "/").map { String(final[...$0]) } ?? ""
    let entry = PartialFiles.addFile(in: folder)
    // A file of this name is left over from a process that was killed.
    unlink(entry.path)
    descriptor = Glibc.open(entry.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let error = FileError.last("write", path)
      PartialFiles.forget(entry)
      throw error
    }
    if isThere { fchmod(descriptor, status.st_mode & 0o777) }
    files.append((entry, final))
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
    for file in files { PartialFiles.remove(file.temporary) }
    if let madeFolder { PartialFiles.remove(madeFolder) }
  }
}

import Glibc

/// A folder that nobody else reads, removed with the files in it when it goes out of use, unless somebody is to look at them.
struct TemporaryFolder: ~Copyable {
  /// The path, without a slash at the end.
  let path: String
  /// Whether the folder stays.
  var isKept = false

  /// A new folder under `TMPDIR`, or `/tmp`.
  init() throws(NativeError) {
    let root = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(root)/fusec-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .system("cannot make a folder in '\(root)': \(systemMessage())")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    if isKept { return }
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { unlink("\(path)/\(name)") }
      }
      closedir(folder)
    }
    rmdir(path)
  }

  /// Writes a file.
  func write(_ name: String, _ bytes: UnsafeRawBufferPointer) throws(NativeError) {
    let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else {
      throw .system("cannot write '\(path)/\(name)': \(systemMessage())")
    }
    defer { close(file) }
    var offset = 0
    while offset < bytes.count {
      let count = Glibc.write(file, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw .system("cannot write '\(path)/\(name)': \(systemMessage())")
      }
      offset += count
    }
  }

  /// Writes a file of text.
  func write(_ name: String, _ text: String) throws(NativeError) {
    let bytes = Array(text.utf8)
    try bytes.withUnsafeBufferPointer { (buffer) throws(NativeError) in
      try write(name, UnsafeRawBufferPointer(buffer))
    }
  }

  /// All bytes of a file, at most `limit`; none where there is no such file.
  func read(_ name: String, limit: Int = Int.max) -> [UInt8] {
    let file = open("\(path)/\(name)", O_RDONLY)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return [] }
    let size = min(Int(status.st_size), limit)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = Glibc.read(file, buffer.baseAddress?.advanced(by: filled), size - filled)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        filled += count
      }
    }
  }

  /// The text of a file, cut after 20,000 bytes.
  func readText(_ name: String) -> String {
    String(decoding: read(name, limit: 20_000), as: UTF8.self)
  }
}

/// What the system says about the last call that failed.
func systemMessage() -> String { String(cString: strerror(errno)) }

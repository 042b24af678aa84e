import Glibc

/// What the manual reads and writes.
enum Files {
  /// The text of a file, or nil.
  static func text(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    return text(of: file)
  }

  /// What a program prints to standard output, or nil where it fails.
  static func output(of program: String, _ arguments: String) -> String? {
    guard let pipe = popen("'\(program)' \(arguments)", "r") else { return nil }
    let text = text(of: pipe)
    return pclose(pipe) == 0 ? text : nil
  }

  private static func text(of file: UnsafeMutablePointer<FILE>) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Writes the text; false where that fails.
  static func write(_ text: String, to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    let bytes = Array(text.utf8)
    let count = fwrite(bytes, 1, bytes.count, file)
    return fclose(file) == 0 && count == bytes.count
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// The Swift files in a folder and in those inside it, sorted by path.
  static func sources(in folder: String) -> [String] {
    var paths: [String] = []
    for name in names(in: folder) {
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".swift") { paths.append(path) } else { paths += sources(in: path) }
    }
    return paths
  }

  /// The folder of the running program.
  static var ownFolder: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let path = String(
      decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}

import Backends
import Glibc

extension FileSystem {
  /// Writes a whole file, which appears at once or not at all.
  static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let output = try PendingOutput.file(path)
    do { try output.write(bytes) } catch {
      throw FileError(error, else: "cannot write '\(path)'")
    }
    try output.commit()
  }

  /// Makes a folder with a name of its own in the folder for temporary files.
  static func makeTemporaryFolder(_ name: String) throws(FileError) -> String {
    let root = Terminal.environment("TMPDIR") ?? "/tmp"
    guard let template = strdup("\(root)/\(name)-XXXXXX") else { throw .last("make", root) }
    defer { free(template) }
    guard mkdtemp(template) != nil else { throw .last("make a folder in", root) }
    return String(cString: template)
  }

  /// Removes a folder and the files in it.
  static func removeFolder(_ path: String) {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { unlink("\(path)/\(name)") }
      }
      closedir(folder)
    }
    rmdir(path)
  }
}

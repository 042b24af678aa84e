import FuseIR

/// `-split-input-file`: the parts of a text between lines that are a marker.
enum InputParts {
  /// The parts in order, each of which knows the number of its first line.
  static func split(_ source: SourceFile, at marker: String) -> [SourceFile] {
    let marker = Array(marker.utf8)
    let bytes = source.bytes
    var parts: [SourceFile] = []
    var start = 0
    var firstLine = 1
    var line = 1
    var position = 0
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if isMarker(bytes[position..<end], marker) {
        parts.append(
          SourceFile(name: source.name, bytes: Array(bytes[start..<position]), firstLine: firstLine)
        )
        start = min(end + 1, bytes.count)
        firstLine = line + 1
      }
      position = end + 1
      line += 1
    }
    parts.append(
      SourceFile(name: source.name, bytes: Array(bytes[start...]), firstLine: firstLine))
    return parts
  }

  /// Whether a line is the marker, blanks behind it apart.
  private static func isMarker(_ line: ArraySlice<UInt8>, _ marker: [UInt8]) -> Bool {
    guard line.starts(with: marker) else { return false }
    return line.dropFirst(marker.count).allSatisfy { " \t\r".utf8.contains($0) }
  }
}

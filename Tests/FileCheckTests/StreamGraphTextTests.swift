import Foundation
import Testing

/// A text graph that was read and written again is the same graph, up to the numbers of its nodes.
@Suite("text graphs of streams")
struct StreamGraphTextTests {
  /// A graph: what its nodes are, and its edges with what they carry.
  private struct Graph {
    var labels: [String] = []
    var edges: [(source: Int, target: Int, label: String)] = []

    init(_ text: String) throws {
      let attribute = try NSRegularExpression(pattern: #"([A-Za-z_0-9]+)="?([^"\]\s,]*)"?"#)
      let statement = try NSRegularExpression(
        pattern: #"(\d+(?:\s*->\s*\d+)*)\s*\[((?:[^\]"]|"(?:[^"\\]|\\.)*")*)\]"#)
      var places: [String: Int] = [:]
      let whole = NSRange(text.startIndex..., in: text)
      func part(_ match: NSTextCheckingResult, _ group: Int, of text: String) -> String {
        Range(match.range(at: group), in: text).map { String(text[$0]) } ?? ""
      }
      for match in statement.matches(in: text, range: whole) {
        let nodes = part(match, 1, of: text).components(separatedBy: "->")
          .map { $0.trimmingCharacters(in: .whitespaces) }
        let list = part(match, 2, of: text)
        var values: [String: String] = [:]
        for entry in attribute.matches(in: list, range: NSRange(list.startIndex..., in: list)) {
          values[part(entry, 1, of: list)] = part(entry, 2, of: list)
        }
        if nodes.count == 1 {
          places[nodes[0]] = labels.count
          labels.append(
            ["type", "index", "tensor", "mode"].map { values[$0] ?? "" }.joined(separator: " "))
        }
        for (source, target) in zip(nodes, nodes.dropFirst()) {
          edges.append(
            (try #require(places[source]), try #require(places[target]), values["type"] ?? ""))
        }
      }
    }

    /// Whether some renaming of nodes makes the one graph the other.
    func isIsomorphic(to other: Graph) -> Bool {
      guard labels.count == other.labels.count, edges.count == other.edges.count else {
        return false
      }
      let (ours, theirs) = (colours, other.colours)
      guard ours.sorted() == theirs.sorted() else { return false }
      var image = [Int?](repeating: nil, count: labels.count)
      var isTaken = [Bool](repeating: false, count: labels.count)
      func bundle(_ graph: Graph, _ source: Int, _ target: Int) -> [String] {
        graph.edges.filter { $0.source == source && $0.target == target }.map(\.label).sorted()
      }
      func assign(_ node: Int) -> Bool {
        guard node < labels.count else { return true }
        for candidate in theirs.indices where !isTaken[candidate] && theirs[candidate] == ours[node]
        {
          let fits = (0..<node).allSatisfy { earlier in
            guard let place = image[earlier] else { return false }
            return bundle(self, earlier, node) == bundle(other, place, candidate)
              && bundle(self, node, earlier) == bundle(other, candidate, place)
          }
          guard fits else { continue }
          image[node] = candidate
          isTaken[candidate] = true
          if assign(node + 1) { return true }
          isTaken[candidate] = false
        }
        return false
      }
      return assign(0)
    }

    /// By node, a text that says what surrounds it.
    private var colours: [String] {
      var colours = labels
      for _ in 0..<3 {
        colours = labels.indices.map { node in
          let into = edges.filter { $0.target == node }.map { "\($0.label)<\(colours[$0.source])" }
          let from = edges.filter { $0.source == node }.map { "\($0.label)>\(colours[$0.target])" }
          return "(\(labels[node])|\(into.sorted())|\(from.sorted()))".hashedText
        }
      }
      return colours
    }
  }

  static let files = [
    "sparse/graphs/spmm-kij.gv", "sparse/graphs/difference.gv",
    "backends/sam-gv/Inputs/identity.gv",
  ]

  @Test("read, written and read again", arguments: files)
  func roundTrip(_ file: String) throws {
    let path = Repository.testInputs.appendingPathComponent(file)
    let first = try Graph(try String(contentsOf: path, encoding: .utf8))
    let once = try fusec([path.path, "-emit=sam-gv"])
    #expect(first.isIsomorphic(to: try Graph(once)), "\(once)")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let copy = folder.appendingPathComponent("copy.gv")
    try once.write(to: copy, atomically: true, encoding: .utf8)
    let twice = try fusec([copy.path, "-emit=sam-gv"])
    #expect(first.isIsomorphic(to: try Graph(twice)), "\(twice)")
  }

  @Test("another wiring is another graph")
  func differs() throws {
    let path = Repository.testInputs.appendingPathComponent(Self.files[0])
    let text = try String(contentsOf: path, encoding: .utf8)
    let moved = text.replacingOccurrences(
      of: "19 -> 15 [type=\"ref\"", with: "18 -> 15 [type=\"ref\"")
    #expect(try Graph(text).isIsomorphic(to: try Graph(text)))
    #expect(try !Graph(text).isIsomorphic(to: try Graph(moved)))
  }

  private func fusec(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(
      fileURLWithPath: try #require(LitSuite.environment.programs["fusec"]))
    process.arguments = arguments
    process.environment = LitSuite.environment.variables
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return text
  }
}

extension String {
  /// A short text that equal texts share.
  fileprivate var hashedText: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 36)
  }
}

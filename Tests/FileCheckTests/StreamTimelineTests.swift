import Foundation
import Testing

/// Timelines are JSON, and their events stand where a viewer can draw them.
@Suite("stream timelines")
struct StreamTimelineTests {
  @Test("events of a thread follow each other, and the busiest thread is first")
  func events() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../test-inputs/sparse/gcn-karate.fir").standardizedFileURL.path
    let input = try ScratchFile(in: folder.path)
    let output = try ScratchFile(in: folder.path)
    var environment = LitSuite.environment.variables
    environment["fusec"] = LitSuite.environment.programs["fusec"]
    environment["program"] = program
    let process = Subprocess(
      path: "/bin/bash",
      arguments: [
        "-c",
        "$fusec $program -passes=streams -run=main -on=streams -seed=1 "
          + "-emit=stream-timeline:timeline.json",
      ], environment: environment, directory: folder.path,
      streams: (input.descriptor, output.descriptor, output.descriptor))
    let end = process.run(timeout: 120)
    close(input.descriptor)
    let said = String(bytes: output.readAndClose())
    #expect(end == .exited(0), "\(said.prefix(2000))")

    let data = try Data(contentsOf: folder.appendingPathComponent("timeline.json"))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let events = try #require(json["traceEvents"] as? [[String: Any]])
    var clocks: [Int: Int] = [:]
    var shares: [Int: [(thread: Int, percent: Int)]] = [:]
    for event in events {
      let process = try #require(event["pid"] as? Int)
      if event["name"] as? String == "thread_name" {
        let arguments = try #require(event["args"] as? [String: String])
        let words = try #require(arguments["name"]).split(separator: " ")
        let percent = try #require(words.dropLast().last.flatMap { Int($0.dropLast()) })
        shares[process, default: []].append((try #require(event["tid"] as? Int), percent))
      }
      guard event["ph"] as? String == "X" else { continue }
      let thread = try #require(event["tid"] as? Int)
      let start = try #require(event["ts"] as? Int)
      let duration = try #require(event["dur"] as? Int)
      #expect(duration > 0)
      #expect(start >= clocks[thread] ?? 0)
      clocks[thread] = start + duration
    }
    #expect(shares.count == 3)
    for threads in shares.values {
      let inOrder = threads.sorted { $0.thread < $1.thread }.map(\.percent)
      #expect(inOrder == inOrder.sorted(by: >))
    }
  }
}

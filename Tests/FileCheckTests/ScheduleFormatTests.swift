import Foundation
import FoundationXML
import Testing

/// The formats of multi-core schedules are what their viewers take, and say the same.
@Suite("formats of multi-core schedules")
struct ScheduleFormatTests {
  /// The files that one run wrote.
  private struct Files {
    let trace: [String: Any]
    let schedule: [String: Any]
    let picture: Data
  }

  private static func files(_ program: String, _ words: String = "") throws -> Files {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = try ScratchFile(in: folder.path)
    let output = try ScratchFile(in: folder.path)
    var environment = LitSuite.environment.variables
    environment["fusec"] = LitSuite.environment.programs["fusec"]
    environment["inputs"] = Repository.testInputs.path
    let process = Subprocess(
      path: "/bin/bash",
      arguments: [
        "-c",
        "$fusec $inputs/\(program) \(words) -emit=perfetto:trace.json "
          + "-emit=schedule-json:schedule.json -emit=memory-svg:memory.svg",
      ], environment: environment, directory: folder.path,
      streams: (input.descriptor, output.descriptor, output.descriptor))
    let end = process.run(timeout: 120)
    close(input.descriptor)
    let said = String(bytes: output.readAndClose())
    #expect(end == .exited(0), "\(said.prefix(2000))")
    func json(_ name: String) throws -> [String: Any] {
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
    return Files(
      trace: try json("trace.json"), schedule: try json("schedule.json"),
      picture: try Data(contentsOf: folder.appendingPathComponent("memory.svg")))
  }

  /// The members of the list with the name that are objects.
  private static func list(_ name: String, of object: Any?) throws -> [[String: Any]] {
    try #require((object as? [String: Any])?[name] as? [[String: Any]])
  }

  static let programs = [
    ["backends/Inputs/halves.fir"], ["backends/Inputs/head-on-two-cores.fir"],
  ]

  @Test("a trace has the events that the trace-event format knows", arguments: programs)
  func events(_ words: [String]) throws {
    let files = try Self.files(words[0], words.dropFirst().joined())
    let platform = files.schedule["platform"]
    var processes: Set<Int> = []
    var threads: [Int: (process: Int, name: String)] = [:]
    var ends: [Int: Int] = [:]
    var busy: [Int: Int] = [:]
    var counters: [String: [(time: Int, value: Double)]] = [:]
    for event in try Self.list("traceEvents", of: files.trace) {
      let name = try #require(event["name"] as? String)
      let process = try #require(event["pid"] as? Int)
      let arguments = try #require(event["args"] as? [String: Any])
      switch try #require(event["ph"] as? String) {
      case "M":
        switch name {
        case "process_name":
          #expect(processes.insert(process).inserted && process > 0)
          #expect(arguments["name"] is String)
        case "thread_name":
          let thread = try #require(event["tid"] as? Int)
          #expect(threads[thread] == nil && !processes.contains(thread))
          threads[thread] = (process, try #require(arguments["name"] as? String))
        default:
          #expect(["process_sort_index", "thread_sort_index"].contains(name))
          #expect(arguments["sort_index"] is Int)
        }
      case "X":
        let thread = try #require(event["tid"] as? Int)
        let start = try #require(event["ts"] as? Int)
        let duration = try #require(event["dur"] as? Int)
        #expect(threads[thread]?.process == process)
        #expect(duration >= 0)
        #expect(start >= ends[thread] ?? 0, "\(name) begins before the one before it ended")
        ends[thread] = start + duration
        busy[thread, default: 0] += duration
        #expect(arguments["energy_pj"] is NSNumber)
      case "C":
        let value = try #require(arguments.values.first as? NSNumber).doubleValue
        let time = try #require(event["ts"] as? Int)
        #expect(arguments.count == 1 && processes.contains(process))
        #expect(time > counters[name]?.last?.time ?? -1)
        counters[name, default: []].append((time, value))
      default: Issue.record("an event of another kind: \(event)")
      }
    }
    // What tracks and counters show is what the figures say.
    let cycles = try #require((files.schedule["total"] as? [String: Any])?["cycles"] as? Int)
    var figures: [(name: String, busy: Int)] = []
    for list in ["units", "channels"] {
      for item in try Self.list(list, of: platform) {
        figures.append(
          (try #require(item["name"] as? String), try #require(item["busy_cycles"] as? Int)))
      }
    }
    #expect(figures.count == threads.count)
    for (name, cyclesBusy) in figures {
      let share = Int((Double(cyclesBusy) / Double(cycles) * 100).rounded())
      let thread = try #require(threads.first { $0.value.name == "\(name), \(share)% busy" })
      #expect(busy[thread.key] ?? 0 == cyclesBusy)
    }
    for memory in try Self.list("memories", of: platform) {
      let name = try #require(memory["name"] as? String)
      guard let peak = memory["peak_bytes"] as? Int else { continue }
      let counter = try #require(counters["\(name) bytes"])
      #expect(counter.map(\.value).max() == Double(peak))
      #expect(counter.last?.value == 0)
    }
    for channel in try Self.list("channels", of: platform) {
      let name = try #require(channel["name"] as? String)
      let counter = try #require(counters["\(name) bytes/cycle"])
      // The rate over time adds up to the bytes; it is rounded to thousandths.
      var bytes = 0.0
      for (now, next) in zip(counter, counter.dropFirst()) {
        bytes += now.value * Double(next.time - now.time)
      }
      let expected = Double(try #require(channel["bytes"] as? Int))
      #expect(abs(bytes - expected) <= 0.0005 * Double(cycles) + 1e-6)
    }
  }

  @Test("schedules as data keep to their schema", arguments: programs)
  func schema(_ words: [String]) throws {
    let schedule = try Self.files(words[0], words.dropFirst().joined()).schedule
    #expect(schedule["format"] as? String == "fusec schedule")
    #expect(schedule["version"] as? Int == 1)
    let layers = try Self.list("layers", of: schedule)
    let tensors = try Self.list("tensors", of: schedule)
    let total = try #require(schedule["total"] as? [String: Any])
    var energy = 0.0
    for node in try Self.list("nodes", of: schedule) {
      let layer = layers[try #require(node["layer"] as? Int)]
      let loops = try #require(layer["loops"] as? [Int])
      #expect((node["lower"] as? [Int])?.count == loops.count)
      #expect((node["upper"] as? [Int])?.count == loops.count)
      energy += (node["energy_pj"] as? NSNumber)?.doubleValue ?? 0
    }
    for list in ["moves", "holds"] {
      for part in try Self.list(list, of: schedule) {
        let shape = tensors[try #require(part["tensor"] as? Int)]["shape"] as? [Int]
        #expect((part["lower"] as? [Int])?.count == shape?.count)
        #expect(try #require(part["bytes"] as? Int) > 0)
        energy += (part["energy_pj"] as? NSNumber)?.doubleValue ?? 0
      }
    }
    let said = try #require(total["energy_pj"] as? NSNumber).doubleValue
    #expect(abs(energy - said) <= 1e-9 * said)
    #expect(
      layers.compactMap { $0["nodes"] as? Int }.reduce(0, +) == (schedule["nodes"] as? [Any])?.count
    )
  }

  @Test("the picture is well-formed, and its texts are inside", arguments: programs)
  func picture(_ words: [String]) throws {
    let reader = PictureReader()
    let parser = XMLParser(data: try Self.files(words[0], words.dropFirst().joined()).picture)
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(reader.texts > 6 && reader.paths > 2)
    #expect(reader.outside.isEmpty, "\(reader.outside)")
  }

  /// Counts what a picture draws, and finds texts that begin outside of it.
  private final class PictureReader: NSObject, XMLParserDelegate {
    var texts = 0
    var paths = 0
    var outside: [String] = []
    private var size = (width: 0.0, height: 0.0)

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      func number(_ name: String) -> Double { attributes[name].flatMap(Double.init) ?? 0 }
      switch element {
      case "svg": size = (number("width"), number("height"))
      case "path": paths += 1
      case "text":
        texts += 1
        guard attributes["transform"] == nil else { return }
        if number("x") < 0 || number("x") > size.width || number("y") < 8
          || number("y") > size.height
        {
          outside.append("\(attributes)")
        }
      default: break
      }
    }
  }
}

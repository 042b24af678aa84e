import FuseIR
import Glibc
import Machine
import Passes

/// `-evaluate`: answers requests on standard input, a line each, until it ends.
struct Evaluation {
  /// What the value of the option says: `m1,sides,pipeline,row-statistics,function=main`.
  struct Settings {
    var model = CostModelKind.m1
    var options = CostOptions()
    var reading = LayerReading()
    var function: String?

    init(parsing text: String) throws(UsageError) {
      for word in text.split(separator: ",") {
        switch word {
        case "sides": options.limitsSides = true
        case "directions": options.addsDirections = true
        case "pipeline": options.pipelineTerms = true
        default:
          let name = word.hasPrefix("model=") ? word.dropFirst(6) : word
          if let kind = CostModelKind(rawValue: String(name)) {
            model = kind
            reading.model = kind
          } else if reading.take(word) {
            continue
          } else if word.hasPrefix("function=") {
            function = String(word.dropFirst(9))
          } else {
            throw UsageError(
              message:
                "option '-evaluate' takes m0 or m1, sides, directions, pipeline, machine-widths, "
                + "partial-sums=<bits>, row-statistics and function=<name>, not '\(word)'")
          }
        }
      }
    }
  }

  /// The longest line; a longer one is answered with an error and passed over.
  private static let longestLine = 16 << 20
  private static let chunk = 1 << 18

  private let model: NetworkCostModel
  private let description: String
  private var reader: PlanReader
  private var request = PlanReader.Request()
  private var output: [UInt8] = []

  /// Reads the layers of the function; nil where it has none or the model is none, which has then been reported.
  init?(
    _ settings: Settings, _ module: borrowing Module, on machine: Accelerator,
    _ diagnostics: DiagnosticEngine
  ) {
    guard let (function, layered) = Self.function(settings, module, machine, diagnostics) else {
      return nil
    }
    do throws(CostModelError) {
      model = try NetworkCostModel(
        settings.model, network: layered.network, machine: machine, options: settings.options)
    } catch {
      diagnostics.error("-evaluate: \(error.message)")
      return nil
    }
    description = NetworkDescription(model, function: function).json
    reader = PlanReader(machine, layerCount: layered.network.layers.count)
    output.reserveCapacity(Self.chunk * 2)
  }

  private static func function(
    _ settings: Settings, _ module: borrowing Module, _ machine: Accelerator,
    _ diagnostics: DiagnosticEngine
  ) -> (name: String, LayeredFunction)? {
    for function in module.functions {
      guard let name = module.string("sym_name", of: function),
        settings.function == nil || settings.function == name,
        let body = module.body(of: function)
      else { continue }
      let layered = LayeredFunction(body, of: module, on: machine, reading: settings.reading)
      if !layered.network.layers.isEmpty { return (name, layered) }
      if settings.function != nil {
        diagnostics.error("-evaluate: @\(name) has no layers; bring it to import form first")
        return nil
      }
    }
    if let name = settings.function {
      diagnostics.error("-evaluate: there is no function @\(name)")
    } else {
      diagnostics.error(
        "-evaluate: no function has layers; bring the program to import form: -passes=import")
    }
    return nil
  }

  // MARK: The stream

  /// Answers all of standard input.
  mutating func run() throws(FileError) {
    var buffer: [UInt8] = []
    buffer.reserveCapacity(Self.chunk * 2)
    var start = 0
    var scanned = 0
    var skips = false
    var ended = false
    while !ended {
      buffer.removeFirst(start)
      scanned -= start
      start = 0
      let before = buffer.count
      let got = try fill(&buffer)
      ended = got == 0
      if ended, buffer.count > before || before > 0, buffer.last != 0x0A { buffer.append(0x0A) }
      while let end = Self.newline(buffer, from: scanned) {
        if skips {
          skips = false
        } else {
          buffer.withUnsafeBufferPointer { all in
            answer(UnsafeBufferPointer(rebasing: all[start..<end]))
          }
          if output.count > Self.chunk { try flush() }
        }
        start = end + 1
        scanned = start
      }
      scanned = buffer.count
      if skips {
        start = buffer.count
      } else if buffer.count - start > Self.longestLine {
        fail("the line is longer than \(Self.longestLine >> 20) MB")
        start = buffer.count
        skips = true
      }
      try flush()
    }
  }

  /// The place of the first end of a line.
  private static func newline(_ buffer: [UInt8], from start: Int) -> Int? {
    guard start < buffer.count else { return nil }
    return buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let found = memchr(base + start, 0x0A, bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Appends what standard input has; the number of bytes, 0 at its end.
  private func fill(_ buffer: inout [UInt8]) throws(FileError) -> Int {
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.chunk))
    var got = 0
    repeat {
      got = buffer.withUnsafeMutableBytes { bytes in
        read(STDIN_FILENO, bytes.baseAddress?.advanced(by: old), Self.chunk)
      }
    } while got < 0 && errno == EINTR
    let code = errno
    buffer.removeLast(Self.chunk - max(0, got))
    errno = code
    guard got >= 0 else { throw .last("read", "standard input") }
    return got
  }

  private mutating func flush() throws(FileError) {
    guard !output.isEmpty else { return }
    var failure: FileError?
    output.withUnsafeBytes { bytes in
      do throws(FileError) {
        try FileSystem.writeAll(bytes, to: STDOUT_FILENO, named: "standard output")
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    output.removeAll(keepingCapacity: true)
  }

  // MARK: Answers

  private mutating func answer(_ line: UnsafeBufferPointer<UInt8>) {
    var cursor = JSONCursor(line)
    if cursor.isAtEnd() { return }
    do throws(JSONCursor.Failure) {
      try reader.read(line, into: &request)
    } catch {
      return fail("byte \(error.place): \(error.message)")
    }
    if request.wantsDescription {
      output.append(contentsOf: description.utf8)
      output.append(0x0A)
      return
    }
    do throws(IllegalPlan) {
      if request.wantsDetails {
        output.append(contentsOf: NetworkDescription.json(try model.cost(of: plan()), model).utf8)
      } else {
        write(try totals())
      }
      output.append(0x0A)
    } catch {
      output.append(contentsOf: "{\"feasible\":false,\"error\":".utf8)
      output.append(contentsOf: RemarkLine.quoted(error.message).utf8)
      output.append(contentsOf: "}\n".utf8)
    }
  }

  private func plan() -> NetworkPlan {
    NetworkPlan(
      mappings: request.places.enumerated().compactMap { reader.mapping($0, at: $1) },
      groups: request.groups)
  }

  private mutating func totals() throws(IllegalPlan) -> CostTotals {
    guard request.groups.isEmpty else { return try model.totals(of: plan()) }
    var sum = CostTotals()
    for (layer, place) in request.places.enumerated() {
      let each = try reader.totals(layer, at: place, model)
      sum.picojoules += each.picojoules
      sum.cycles += each.cycles
    }
    return sum
  }

  private mutating func write(_ totals: CostTotals) {
    output.append(contentsOf: "{\"edp_uj_cycles\":".utf8)
    output.append(contentsOf: totals.microjouleCycles.description.utf8)
    output.append(contentsOf: ",\"energy_pj\":".utf8)
    output.append(contentsOf: totals.picojoules.description.utf8)
    output.append(contentsOf: ",\"cycles\":".utf8)
    output.append(contentsOf: totals.cycles.description.utf8)
    output.append(contentsOf: ",\"feasible\":true}".utf8)
  }

  private mutating func fail(_ message: String) {
    output.append(contentsOf: "{\"error\":\(RemarkLine.quoted(message))}\n".utf8)
  }
}

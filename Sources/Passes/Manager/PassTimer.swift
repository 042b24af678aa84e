import FuseIR
import Glibc

/// Measures how long each pass takes, verification included, by wall clock and by processor.
public final class PassTimer: PassInstrument {
  /// A moment: seconds of the monotonic clock, and seconds of processor time used so far.
  public struct Moment: Sendable {
    /// Seconds of the monotonic clock.
    public let wall: Double
    /// Seconds of processor time of this process.
    public let processor: Double

    /// This moment.
    public static func now() -> Moment {
      Moment(wall: seconds(CLOCK_MONOTONIC), processor: seconds(CLOCK_PROCESS_CPUTIME_ID))
    }

    private static func seconds(_ clock: clockid_t) -> Double {
      var time = timespec()
      clock_gettime(clock, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
  }

  /// What took time: a pass, or a phase of the driver such as "parse".
  public struct Entry: Sendable {
    /// The name.
    public let name: String
    /// Seconds by the wall clock.
    public let wall: Double
    /// Seconds of processor time.
    public let processor: Double
  }

  /// What was measured, in order.
  public private(set) var entries: [Entry] = []

  /// Whether the reports list what took longest first, rather than what ran first.
  public var sortsByTime = false

  private var start = Moment.now()

  /// The entries in the order of the reports.
  private var listed: [Entry] {
    guard sortsByTime else { return entries }
    let order = entries.indices.sorted { (-entries[$0].wall, $0) < (-entries[$1].wall, $1) }
    return order.map { entries[$0] }
  }

  /// A timer without entries.
  public init() {}

  /// Starts to measure a pass.
  public func willRun(
    _ step: PassStep, on module: borrowing Module, in context: inout PassContext
  ) -> InstrumentVerdict {
    start = .now()
    return .proceed
  }

  /// Ends the measurement of a pass.
  public func didRun(
    _ step: PassStep, _ outcome: PassOutcome, on module: borrowing Module,
    in context: inout PassContext
  ) -> InstrumentVerdict {
    add(step.isPerFunction ? "func.func(\(step.name))" : step.name, since: start)
    return .proceed
  }

  /// Enters a phase that began at `start` and ends now.
  public func add(_ name: String, since start: Moment) {
    let end = Moment.now()
    entries.append(
      Entry(name: name, wall: end.wall - start.wall, processor: end.processor - start.processor))
  }

  /// A table for people, with shares of the total.
  public var text: String {
    let total = entries.reduce(0) { $0 + $1.wall }
    var text = "===-- Timing --===\n    Wall s  Share  Processor s  Name\n"
    func line(_ wall: Double, _ processor: Double, _ name: String) {
      let share = total > 0 ? wall / total * 100 : 0
      text += Self.padded(Self.fixed(wall, 4), 10) + Self.padded(Self.fixed(share, 1), 6) + "%"
      text += Self.padded(Self.fixed(processor, 4), 13) + "  \(name)\n"
    }
    for entry in listed { line(entry.wall, entry.processor, entry.name) }
    line(total, entries.reduce(0) { $0 + $1.processor }, "Total")
    return text
  }

  /// `[{"name": ..., "wall": seconds, "processor": seconds}, ...]`, one entry per line.
  public var json: String {
    let lines = listed.map {
      "  {\"name\": \"\($0.name)\", \"wall\": \(Self.fixed($0.wall, 6)), "
        + "\"processor\": \(Self.fixed($0.processor, 6))}"
    }
    return lines.isEmpty ? "[]\n" : "[\n\(lines.joined(separator: ",\n"))\n]\n"
  }

  private static func fixed(_ value: Double, _ digits: Int) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((max(0, value) * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    return "\(scaled / scale)."
      + String(repeating: "0", count: digits - fraction.utf8.count) + fraction
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}

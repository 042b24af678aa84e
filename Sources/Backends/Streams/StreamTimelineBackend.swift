import FuseIR
import Machine

/// `stream-timeline`: when each block of the stream graphs worked and when it waited, as trace events that Perfetto opens.
///
/// A graph is a process, in the order of the program, and begins where the one before it ended; a block is a thread. Threads are sorted
/// by the cycles in which they work, so that the bottleneck is on top, and their names say what share of the graph's cycles that is.
/// The viewers know only microseconds: one microsecond is one cycle. Events are `busy`, `waiting for input` (no token is there)
/// and `blocked by a full queue`. A block is seen in at most 4096 pieces of time: a shorter run cycle by cycle, a longer one by what
/// took most of each piece, and `busy_percent` says how much of an event it really worked.
public struct StreamTimelineBackend: Backend {
  /// `stream-timeline`.
  public static let name = "stream-timeline"
  /// What it writes.
  public static let summary =
    "when blocks worked and waited in a run (-run, -on=streams), for Perfetto"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// A backend without settings.
  public init() {}

  /// True iff a run recorded when blocks worked.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    if context.streams != nil { return true }
    context.diagnostics.error(Self.needsRun)
    return false
  }

  /// What is missing where nothing is run on the stream simulator.
  public static let needsRun =
    "'-emit=stream-timeline' needs a run on the stream simulator: add -run=<function> -on=streams"

  /// Writes the events.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let timeline = context.streams else { throw .refused }
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("displayTimeUnit", string: "ns")
      writer.member("otherData") { writer in
        writer.line { $0.member("time", string: "1 us is 1 cycle") }
      }
      writer.member("traceEvents") { writer in
        writer.array { writer in
          // Perfetto takes number 0 for the idle thread, and a thread with its process's number for the main thread.
          var thread = timeline.steps.count + 1
          for (number, step) in timeline.steps.enumerated() {
            Self.write(step, as: number + 1, threads: thread, to: &writer)
            thread += step.tracks.count
          }
        }
      }
    }
    try output.write(writer.text + "\n")
  }

  private static func write(
    _ step: StreamTimeline.Step, as process: Int, threads: Int, to writer: inout JSONWriter
  ) {
    var name = "\(step.name), \(step.cycles) cycles"
    if step.tracks.count > 1, let busiest = step.tracks.first {
      name += ", busiest: \(busiest.name)"
    }
    label("process_name", process, nil, to: &writer) { $0.member("name", string: name) }
    label("process_sort_index", process, nil, to: &writer) {
      $0.member("sort_index", integer: process)
    }
    for (place, track) in step.tracks.enumerated() {
      let thread = threads + place
      let share = percent(track.busy, of: step.cycles)
      label("thread_name", process, thread, to: &writer) {
        $0.member("name", string: "\(track.name), \(share)% busy")
      }
      label("thread_sort_index", process, thread, to: &writer) {
        $0.member("sort_index", integer: place)
      }
      for interval in track.intervals {
        writer.element { writer in
          writer.line { writer in
            writer.member("name", string: interval.name)
            writer.member("ph", string: "X")
            writer.member("pid", integer: process)
            writer.member("tid", integer: thread)
            writer.member("ts", integer: step.start + interval.start)
            writer.member("dur", integer: interval.end - interval.start)
            writer.member("args") { writer in
              writer.line { writer in
                writer.member(
                  "busy_percent",
                  integer: percent(interval.busy, of: interval.end - interval.start))
                if !track.location.isEmpty { writer.member("at", string: track.location) }
              }
            }
          }
        }
      }
    }
  }

  /// An event that names a process or a thread, or gives its place.
  private static func label(
    _ name: String, _ process: Int, _ thread: Int?, to writer: inout JSONWriter,
    _ argument: (inout JSONWriter) -> Void
  ) {
    writer.element { writer in
      writer.line { writer in
        writer.member("name", string: name)
        writer.member("ph", string: "M")
        writer.member("pid", integer: process)
        if let thread { writer.member("tid", integer: thread) }
        writer.member("args") { $0.line(argument) }
      }
    }
  }

  private static func percent(_ part: Int, of whole: Int) -> Int {
    whole > 0 ? Int((Double(part) / Double(whole) * 100).rounded()) : 0
  }
}

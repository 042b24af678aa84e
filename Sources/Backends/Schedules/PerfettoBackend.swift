import FuseIR
import Machine

/// `perfetto`: a multi-core schedule as trace events, which ui.perfetto.dev and chrome://tracing open.
///
/// Each core is a process with a thread for each array and vector unit; `channels` is a process with a thread for each bus, link and port. Names of
/// threads say what share of the cycles they are busy. A node is an event on its unit, named after its layer; a move is one on every channel that it takes,
/// named after its tensor. Their arguments say which part, what is read and written, the energy in picojoules, and where the layer stands in the source.
/// Counters follow the bytes that each memory holds, and the bytes a cycle that go over each channel. The viewers know only microseconds: one
/// microsecond is one cycle.
public struct PerfettoBackend: Backend {
  /// `perfetto`.
  public static let name = "perfetto"
  /// What it writes.
  public static let summary = "a multi-core schedule (-passes=multicore) as a trace for Perfetto"
  /// One stream.
  public static let shape = EmissionShape.stream

  /// The options.
  public static var options: [TypedOption<Self>] {
    [.init("check", \.check, "whether a schedule that breaks a rule is refused")]
  }

  var check = true

  /// A backend with default settings.
  public init() {}

  /// True iff there is a schedule, and a legal one unless that is not asked.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    guard let view = ScheduleView.find(in: module, for: Self.name, context.diagnostics) else {
      return false
    }
    return !check || view.isLegal(in: module, for: Self.name, context.diagnostics)
  }

  /// Writes the events.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let view = ScheduleView.find(in: module, for: Self.name, context.diagnostics) else {
      throw .refused
    }
    var trace = Trace(view: view, pieces: JSONPieces(output))
    let places = view.program.graph.layers.map { module.place(of: $0.op).text }
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("displayTimeUnit", string: "ns")
      writer.member("otherData") { writer in
        writer.line { writer in
          writer.member("time", string: "1 us is 1 cycle")
          writer.member("machine", string: view.program.platform.name)
          writer.member("cycles", integer: Int(view.figures.cycles))
          writer.member("energy_pj", number: view.figures.picojoules)
        }
      }
      writer.member("traceEvents") { writer in
        writer.array { writer in
          trace.labels(to: &writer)
          trace.nodes(places, to: &writer)
          trace.moves(to: &writer)
          trace.memoryCounters(to: &writer)
          trace.channelCounters(to: &writer)
        }
      }
    }
    try trace.pieces.end(&writer)
  }

  /// Writes the events of one schedule.
  private struct Trace {
    let view: ScheduleView
    let pieces: JSONPieces

    /// Perfetto takes number 0 for the idle process, and a thread with its process's number for the main thread.
    private var channels: Int { view.program.platform.cores.count + 1 }
    private var memories: Int { channels + 1 }
    private var threads: Int { memories + 1 }

    private func thread(unit: Int) -> Int { threads + unit }
    private func thread(channel: Int) -> Int {
      threads + view.program.platform.units.count + channel
    }

    // MARK: Names

    /// The names of processes and threads, and their places.
    mutating func labels(to writer: inout JSONWriter) {
      let (platform, figures) = (view.program.platform, view.figures)
      for (number, core) in platform.cores.enumerated() {
        process(number + 1, core.name, to: &writer)
        for (place, unit) in core.units.enumerated() {
          let share = ScheduleView.percent(figures.units[unit].busyCycles, of: figures.cycles)
          label(
            number + 1, thread(unit: unit), "\(platform.units[unit].name), \(share)% busy",
            at: place,
            to: &writer)
        }
      }
      process(channels, "channels", to: &writer)
      for (number, channel) in platform.channels.enumerated() {
        let share = ScheduleView.percent(figures.channels[number].busyCycles, of: figures.cycles)
        label(
          channels, thread(channel: number), "\(channel), \(share)% busy", at: number, to: &writer)
      }
      process(memories, "memories", to: &writer)
    }

    private func process(_ number: Int, _ name: String, to writer: inout JSONWriter) {
      event("process_name", "M", number, to: &writer) {
        $0.member("args") { $0.line { $0.member("name", string: name) } }
      }
      event("process_sort_index", "M", number, to: &writer) {
        $0.member("args") { $0.line { $0.member("sort_index", integer: number) } }
      }
    }

    private func label(
      _ process: Int, _ thread: Int, _ name: String, at place: Int, to writer: inout JSONWriter
    ) {
      event("thread_name", "M", process, to: &writer) { writer in
        writer.member("tid", integer: thread)
        writer.member("args") { $0.line { $0.member("name", string: name) } }
      }
      event("thread_sort_index", "M", process, to: &writer) { writer in
        writer.member("tid", integer: thread)
        writer.member("args") { $0.line { $0.member("sort_index", integer: place) } }
      }
    }

    /// An event, whose members after the process `body` writes.
    private func event(
      _ name: String, _ phase: String, _ process: Int, to writer: inout JSONWriter,
      _ body: (inout JSONWriter) -> Void
    ) {
      writer.element { writer in
        writer.line { writer in
          writer.member("name", string: name)
          writer.member("ph", string: phase)
          writer.member("pid", integer: process)
          body(&writer)
        }
      }
      pieces.pass(&writer)
    }

    // MARK: What happens

    /// The nodes.
    mutating func nodes(_ places: [String], to writer: inout JSONWriter) {
      let program = view.program
      let reads = program.graph.layers.map { view.names($0.reads) }
      let writes = program.graph.layers.map { view.names($0.writes) }
      for (node, energy) in zip(program.nodes, view.figures.nodeEnergies) {
        let layer = program.graph.layers[node.layer]
        event(layer.name, "X", program.platform.units[node.unit].core + 1, to: &writer) { writer in
          writer.member("tid", integer: thread(unit: node.unit))
          writer.member("cat", string: "node")
          writer.member("ts", integer: Int(node.start))
          writer.member("dur", integer: Int(node.end - node.start))
          writer.member("args") { writer in
            writer.line { writer in
              writer.member("loops", string: ScheduleView.text(node.box))
              writer.member("reads", string: reads[node.layer])
              writer.member("writes", string: writes[node.layer])
              if let energy { writer.member("energy_pj", number: energy) }
              if !places[node.layer].isEmpty { writer.member("at", string: places[node.layer]) }
            }
          }
        }
      }
    }

    /// The moves, on each channel that they take.
    mutating func moves(to writer: inout JSONWriter) {
      let program = view.program
      let names = program.platform.memories.map(\.name)
      for transfer in program.transfers {
        let move = program.moves[transfer.moves[0]]
        let destinations = transfer.moves.map { names[program.moves[$0].destination] }
        let energy = transfer.moves.reduce(0) { $0 + view.figures.moveEnergies[$1] }
        for channel in transfer.channels {
          event(program.graph.tensors[move.tensor].name, "X", channels, to: &writer) { writer in
            writer.member("tid", integer: thread(channel: channel))
            writer.member("cat", string: "move")
            writer.member("ts", integer: Int(move.start))
            writer.member("dur", integer: Int(move.end - move.start))
            writer.member("args") { writer in
              writer.line { writer in
                writer.member("part", string: ScheduleView.text(move.box))
                writer.member("from", string: names[move.source])
                writer.member("to", string: destinations.joined(separator: ", "))
                writer.member("bytes", integer: transfer.bytes)
                writer.member("energy_pj", number: energy)
              }
            }
          }
        }
      }
    }

    // MARK: Counters

    /// The bytes that each memory but the outermost holds.
    mutating func memoryCounters(to writer: inout JSONWriter) {
      let occupancy = ScheduleOccupancy(view.program)
      for (memory, changes) in occupancy.changes.enumerated().dropFirst() {
        let name = "\(view.program.platform.memories[memory].name) bytes"
        var bytes = 0
        counter(name, memories, at: 0, "bytes", 0, unless: changes.first?.time == 0, to: &writer)
        for (place, change) in changes.enumerated() {
          bytes &+= change.bytes
          let isLast = place + 1 == changes.count || changes[place + 1].time != change.time
          counter(
            name, memories, at: change.time, "bytes", Double(bytes), unless: !isLast, to: &writer)
        }
      }
    }

    /// The bytes a cycle that go over each channel.
    mutating func channelCounters(to writer: inout JSONWriter) {
      let program = view.program
      var rates = [[(time: Int64, change: Double)]](
        repeating: [], count: program.platform.channels.count)
      for transfer in program.transfers {
        let move = program.moves[transfer.moves[0]]
        guard move.end > move.start else { continue }
        let rate = Double(transfer.bytes) / (Double(move.end) - Double(move.start))
        for channel in transfer.channels {
          rates[channel].append((move.start, rate))
          rates[channel].append((move.end, -rate))
        }
      }
      for (channel, changes) in rates.enumerated() {
        let name = "\(program.platform.channels[channel]) bytes/cycle"
        let sorted = changes.sorted { ($0.time, $0.change) < ($1.time, $1.change) }
        counter(name, channels, at: 0, "rate", 0, unless: sorted.first?.time == 0, to: &writer)
        var rate = 0.0
        var taken = 0
        var shown = -1.0
        for (place, change) in sorted.enumerated() {
          taken += change.change > 0 ? 1 : -1
          // What is left of rounding must not look like a transfer.
          rate = taken == 0 ? 0 : rate + change.change
          let isLast = place + 1 == sorted.count || sorted[place + 1].time != change.time
          let value = (rate * 1000).rounded() / 1000
          counter(
            name, channels, at: change.time, "rate", value, unless: !isLast || value == shown,
            to: &writer)
          if isLast { shown = value }
        }
      }
    }

    private func counter(
      _ name: String, _ process: Int, at time: Int64, _ unit: String, _ value: Double,
      unless isLeftOut: Bool, to writer: inout JSONWriter
    ) {
      guard !isLeftOut else { return }
      event(name, "C", process, to: &writer) { writer in
        writer.member("ts", integer: Int(time))
        writer.member("args") { $0.line { $0.member(unit, number: value) } }
      }
    }
  }
}

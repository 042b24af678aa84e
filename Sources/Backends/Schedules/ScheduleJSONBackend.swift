import FuseIR
import Machine

/// `schedule-json`: a multi-core schedule as data, for other tools.
///
/// The root has `format` ("fusec schedule"), `version` (1; it grows when a member changes its meaning or goes, not when one is added),
/// `machine`, and:
///
/// - `total`: `cycles`, `energy_pj`, `energy` by where it goes (`nodes_pj`, `memories_pj`, `links_pj`), `peak_feature_bytes` (the most bytes of
///   tensors that are no weights, in all memories but the outermost together), `layer_by_layer_peak_feature_bytes` (the same for one whole layer after another), `lower_bound` with `cycles` and `energy_pj`, which no schedule is
///   below, and `gap` (cycles over their bound, less 1);
/// - `platform`: `cores` (`name`, `home`, `units`), `units` (`name`, `core`, `kind`, `nodes`, `busy_cycles`, `energy_pj`), `memories`, outermost first (`name`,
///   `capacity_bytes`, `peak_bytes`, `peak_cycle`, `read_bytes`, `written_bytes`, `energy_pj`), `channels` (`name`, `bytes`, `busy_cycles`), `routes` (`source`,
///   `destination`, `channels`, `bytes_per_cycle`, `latency_cycles`, `pj_per_byte`);
/// - `layers`: `name`, `at` (its place in the source), `loops` (extents), `reductions` (numbers of the loops that sum), `work` (the ops of a point), `reads` and
///   `writes` (numbers of tensors), `accumulator_bits`, `nodes`, `start`, `end`, `busy_cycles`, `energy_pj`;
/// - `tensors`: `name`, `shape`, `bits`, `producer` (number of the layer), `consumers`, `is_weight`, `is_result`;
/// - `nodes`: `layer`, `lower` and `upper` (of its loops, `upper` not included), `unit`, `start`, `end`, `energy_pj`;
/// - `moves`: `tensor`, `lower` and `upper` (of its indices), `source`, `destination`, `bytes`, `start`, `end`, `energy_pj`.
///   Moves of the same part from one memory with the same times are one multicast: it is read and takes shared channels once, and the first of
///   them has that energy;
/// - `holds`: `tensor`, `lower`, `upper`, `memory`, `bytes`, `start`, `end`.
///
/// Layers and tensors are named by their place in their list, all else by its name. Times are cycles; what begins at `start` is over at `end`. What
/// is not known is null: a capacity without a limit, the energy of nodes that do not say theirs.
public struct ScheduleJSONBackend: Backend {
  /// `schedule-json`.
  public static let name = "schedule-json"
  /// What it writes.
  public static let summary = "a multi-core schedule (-passes=multicore) with its figures as JSON"
  /// One stream.
  public static let shape = EmissionShape.stream
  /// The options.
  public static var options: [TypedOption<Self>] {
    [
      .init(
        "events", \.events, "whether nodes, moves and holds are listed, or only the figures of all")
    ]
  }

  var events = true

  /// A backend with default settings.
  public init() {}

  /// True iff there is a schedule, and a legal one.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    guard let view = ScheduleView.find(in: module, for: Self.name, context.diagnostics) else {
      return false
    }
    return view.isLegal(in: module, for: Self.name, context.diagnostics)
  }

  /// Writes the schedule.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let view = ScheduleView.find(in: module, for: Self.name, context.diagnostics) else {
      throw .refused
    }
    let pieces = JSONPieces(output)
    let places = view.program.graph.layers.map { module.place(of: $0.op).text }
    let report = CostReport(view.program, in: module)
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("format", string: "fusec schedule")
      writer.member("version", integer: 1)
      writer.member("machine", string: view.program.platform.name)
      writer.member("total") { $0.object { Self.total(view, report, to: &$0) } }
      writer.member("platform") { $0.object { Self.platform(view, to: &$0) } }
      writer.member("layers") { $0.array { Self.layers(view, places, to: &$0, pieces) } }
      writer.member("tensors") { $0.array { Self.tensors(view, to: &$0, pieces) } }
      guard events else { return }
      writer.member("nodes") { $0.array { Self.nodes(view, to: &$0, pieces) } }
      writer.member("moves") { $0.array { Self.moves(view, to: &$0, pieces) } }
      writer.member("holds") { $0.array { Self.holds(view, to: &$0, pieces) } }
    }
    try pieces.end(&writer)
  }

  private static func total(
    _ view: ScheduleView, _ report: CostReport, to writer: inout JSONWriter
  ) {
    let figures = view.figures
    writer.member("cycles", integer: Int(figures.cycles))
    writer.member("energy_pj", number: figures.picojoules)
    writer.member("energy") { writer in
      writer.line { writer in
        writer.member("nodes_pj", number: figures.nodePicojoules)
        writer.member("memories_pj", number: figures.memories.reduce(0) { $0 + $1.picojoules })
        writer.member("links_pj", number: figures.linkPicojoules)
      }
    }
    writer.member("peak_feature_bytes", integer: figures.peakFeatureBytes)
    writer.member(
      "layer_by_layer_peak_feature_bytes", integer: report.layerByLayerPeakFeatureBytes)
    writer.member("lower_bound") { writer in
      writer.line { writer in
        writer.member("cycles", number: report.lowerBound.cycles)
        writer.member("energy_pj", number: report.lowerBound.picojoules)
      }
    }
    writer.member("gap", number: report.gap)
  }

  private static func platform(_ view: ScheduleView, to writer: inout JSONWriter) {
    let (platform, figures) = (view.program.platform, view.figures)
    writer.member("cores") { writer in
      writer.array { writer in
        for core in platform.cores {
          writer.item { writer in
            writer.member("name", string: core.name)
            writer.member("home", string: platform.memories[core.home].name)
            writer.member("units", strings: core.units.map { platform.units[$0].name })
          }
        }
      }
    }
    writer.member("units") { writer in
      writer.array { writer in
        for (unit, use) in zip(platform.units, figures.units) {
          writer.item { writer in
            writer.member("name", string: unit.name)
            writer.member("core", string: platform.cores[unit.core].name)
            switch unit.kind {
            case .array(let array):
              writer.member("kind", string: "array")
              writer.member("rows", integer: array.rows)
              writer.member("columns", integer: array.columns)
            case .vector(let vector):
              writer.member("kind", string: "vector")
              writer.member("lanes", integer: vector.lanes)
            }
            writer.member("nodes", integer: use.nodes)
            writer.member("busy_cycles", integer: Int(use.busyCycles))
            writer.member("energy_pj", number: use.picojoules)
          }
        }
      }
    }
    writer.member("memories") { writer in
      writer.array { writer in
        for (memory, use) in zip(platform.memories, figures.memories) {
          writer.item { writer in
            writer.member("name", string: memory.name)
            writer.member("capacity_bytes", integer: memory.capacityBytes)
            writer.member("peak_bytes", integer: use.peakBytes)
            writer.member("peak_cycle", integer: use.peakCycle.map { Int($0) })
            writer.member("read_bytes", integer: use.readBytes)
            writer.member("written_bytes", integer: use.writtenBytes)
            writer.member("energy_pj", number: use.picojoules)
          }
        }
      }
    }
    writer.member("channels") { writer in
      writer.array { writer in
        for (channel, use) in zip(platform.channels, figures.channels) {
          writer.item { writer in
            writer.member("name", string: channel)
            writer.member("bytes", integer: use.bytes)
            writer.member("busy_cycles", integer: Int(use.busyCycles))
          }
        }
      }
    }
    writer.member("routes") { $0.array { routes(platform, to: &$0) } }
  }

  private static func routes(_ platform: Platform, to writer: inout JSONWriter) {
    for (source, row) in platform.routes.enumerated() {
      for (destination, route) in row.enumerated() {
        guard let route else { continue }
        writer.item { writer in
          writer.member("source", string: platform.memories[source].name)
          writer.member("destination", string: platform.memories[destination].name)
          writer.member("channels", strings: route.channels.map { platform.channels[$0] })
          writer.member("bytes_per_cycle", number: route.bytesPerCycle)
          writer.member("latency_cycles", integer: route.latencyCycles)
          writer.member("pj_per_byte", number: route.picojoulesPerByte)
        }
      }
    }
  }

  private static func layers(
    _ view: ScheduleView, _ places: [String], to writer: inout JSONWriter, _ pieces: JSONPieces
  ) {
    for (number, layer) in view.program.graph.layers.enumerated() {
      let use = view.figures.layers[number]
      writer.item { writer in
        writer.member("name", string: layer.name)
        writer.member("at", string: places[number])
        writer.member("loops", integers: layer.loops)
        writer.member(
          "reductions", integers: layer.isReduction.indices.filter { layer.isReduction[$0] })
        switch layer.work {
        case .multiplyAdd: writer.member("work", strings: ["multiply-add"])
        case .elementwise(let names): writer.member("work", strings: names)
        }
        writer.member("reads", integers: layer.reads.map(\.tensor))
        writer.member("writes", integers: layer.writes.map(\.tensor))
        writer.member("accumulator_bits", integer: layer.accumulatorBits)
        writer.member("nodes", integer: use.nodes)
        writer.member("start", integer: Int(use.start))
        writer.member("end", integer: Int(use.end))
        writer.member("busy_cycles", integer: Int(use.busyCycles))
        writer.member("energy_pj", number: use.picojoules)
      }
      pieces.pass(&writer)
    }
  }

  private static func tensors(
    _ view: ScheduleView, to writer: inout JSONWriter, _ pieces: JSONPieces
  ) {
    for tensor in view.program.graph.tensors {
      writer.item { writer in
        writer.member("name", string: tensor.name)
        writer.member("shape", integers: tensor.shape)
        writer.member("bits", integer: tensor.bits)
        writer.member("producer", integer: tensor.producer)
        writer.member("consumers", integers: tensor.consumers)
        writer.member("is_weight", truth: tensor.isWeight)
        writer.member("is_result", truth: tensor.isResult)
      }
      pieces.pass(&writer)
    }
  }

  // MARK: The timeline

  private static func nodes(
    _ view: ScheduleView, to writer: inout JSONWriter, _ pieces: JSONPieces
  ) {
    for (node, energy) in zip(view.program.nodes, view.figures.nodeEnergies) {
      writer.item { writer in
        writer.member("layer", integer: node.layer)
        writer.box(node.box)
        writer.member("unit", string: view.program.platform.units[node.unit].name)
        writer.times(node.start, node.end)
        writer.member("energy_pj", number: energy)
      }
      pieces.pass(&writer)
    }
  }

  private static func moves(
    _ view: ScheduleView, to writer: inout JSONWriter, _ pieces: JSONPieces
  ) {
    let memories = view.program.platform.memories
    for (move, energy) in zip(view.program.moves, view.figures.moveEnergies) {
      let bytes = view.program.graph.bytes(of: move.tensor, in: move.box)
      writer.item { writer in
        writer.member("tensor", integer: move.tensor)
        writer.box(move.box)
        writer.member("source", string: memories[move.source].name)
        writer.member("destination", string: memories[move.destination].name)
        writer.member("bytes", integer: bytes)
        writer.times(move.start, move.end)
        writer.member("energy_pj", number: energy)
      }
      pieces.pass(&writer)
    }
  }

  private static func holds(
    _ view: ScheduleView, to writer: inout JSONWriter, _ pieces: JSONPieces
  ) {
    for hold in view.program.holds {
      writer.item { writer in
        writer.member("tensor", integer: hold.tensor)
        writer.box(hold.box)
        writer.member("memory", string: view.program.platform.memories[hold.memory].name)
        writer.member("bytes", integer: hold.bytes)
        writer.times(hold.start, hold.end)
      }
      pieces.pass(&writer)
    }
  }
}

extension JSONWriter {
  /// Writes an element that is an object in one line.
  fileprivate mutating func item(_ body: (inout JSONWriter) -> Void) {
    element { $0.line(body) }
  }

  fileprivate mutating func box(_ box: Box) {
    member("lower", integers: box.map(\.lower))
    member("upper", integers: box.map(\.upper))
  }

  fileprivate mutating func times(_ start: Int64, _ end: Int64) {
    member("start", integer: Int(start))
    member("end", integer: Int(end))
  }

  fileprivate mutating func member(_ name: String, strings values: [String]) {
    member(name) { writer in
      writer.raw("[")
      for (place, value) in values.enumerated() {
        if place > 0 { writer.raw(", ") }
        writer.string(value)
      }
      writer.raw("]")
    }
  }
}

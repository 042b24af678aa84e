import Machine

/// What `{"describe": true}` answers: everything that a program needs to build mappings.
struct NetworkDescription {
  private let model: NetworkCostModel
  private let function: String

  init(_ model: NetworkCostModel, function: String) {
    self.model = model
    self.function = function
  }

  /// The description in one line.
  var json: String {
    let network = model.network
    let fields: [(String, String)] = [
      ("function", Self.quoted(function)),
      ("target", Self.quoted(model.machine.name)),
      ("model", Self.quoted(model.kind.rawValue)),
      ("layers", Self.list(network.layers.map { Self.object(Self.fields($0)) })),
      ("edges", Self.list(network.edges.map { Self.object(Self.fields($0)) })),
    ]
    let bound = ("lower_bound", Self.object(Self.fields(model.bound.traffic)))
    return Self.object(fields + machineFields + [bound])
  }

  /// The cost of a plan in one line, with its layers and memories.
  static func json(_ cost: NetworkCost, _ model: NetworkCostModel) -> String {
    let layers = zip(model.network.layers, cost.layers).map { layer, cost in
      object([("name", quoted(layer.name))] + fields(cost.totals))
    }
    let memories = zip(model.machine.memories, cost.memories).map { memory, traffic in
      object([
        ("name", quoted(memory.name)), ("read_bytes", "\(traffic.readBytes)"),
        ("written_bytes", "\(traffic.writtenBytes)"), ("peak_bytes", "\(traffic.footprintBytes)"),
      ])
    }
    let parts = [("feasible", "true"), ("layers", list(layers)), ("memories", list(memories))]
    return object(fields(cost.totals) + parts)
  }

  // MARK: Parts

  private static func fields(_ totals: CostTotals) -> [(String, String)] {
    [
      ("edp_uj_cycles", totals.microjouleCycles.description),
      ("energy_pj", totals.picojoules.description), ("cycles", totals.cycles.description),
    ]
  }

  private static func fields(_ layer: Layer) -> [(String, String)] {
    var fields = [("name", quoted(layer.name))]
    switch layer.kind {
    case .contraction: fields.append(("kind", "\"contraction\""))
    case .elementwise(let operations):
      fields.append(("kind", "\"elementwise\""))
      fields.append(("operations", "\(operations)"))
    }
    let sizes = LayerDimension.allCases.map { ("\($0.letter)", "\(layer.sizes[$0])") }
    let bits = [
      ("I", "\(layer.widths.input)"), ("W", "\(layer.widths.weight)"),
      ("O", "\(layer.widths.output)"), ("partial_sum", "\(layer.widths.partialSum)"),
    ]
    let addends = layer.addends.map {
      object([("loops", letters($0.dimensions)), ("bits", "\($0.bits)")])
    }
    fields.append(("sizes", object(sizes)))
    fields.append(("rows", object(self.fields(layer.rows))))
    fields.append(("columns", object(self.fields(layer.columns))))
    fields.append(("bits", object(bits)))
    fields.append(("addends", list(addends)))
    return fields
  }

  private static func fields(_ window: Layer.Window) -> [(String, String)] {
    [
      ("stride", "\(window.stride)"), ("dilation", "\(window.dilation)"),
      ("padding", "\(window.padding)"), ("extent", "\(window.extent)"),
    ]
  }

  private static func fields(_ edge: Network.Edge) -> [(String, String)] {
    var fields = [
      ("producer", "\(edge.producer)"), ("consumer", "\(edge.consumer)"),
      ("operand", quoted(edge.operand.name)),
    ]
    switch edge.fusion {
    case .possible(let loops):
      let pairs = loops.map { pair in
        list([
          quoted("\(pair.producer.letter)"), quoted("\(pair.consumer.letter)"), "\(pair.step)",
          "\(pair.window)", "\(pair.share)",
        ])
      }
      fields.append(("fusible", "true"))
      fields.append(("aligned", list(pairs)))
      if edge.readsPart { fields.append(("reads_part", "true")) }
    case .impossible(let reason):
      fields.append(("fusible", "false"))
      fields.append(("reason", quoted(reason)))
    }
    return fields
  }

  private var machineFields: [(String, String)] {
    let memories = model.machine.memories.map { memory in
      Self.object([
        ("name", Self.quoted(memory.name)),
        ("capacity_bytes", memory.capacityBytes.map { "\($0)" } ?? "null"),
        ("holds", Self.letters(memory.holds)), ("may_bypass", Self.letters(memory.mayBypass)),
      ])
    }
    var fields = [("memories", Self.list(memories))]
    if let array = model.machine.arrays.first {
      fields.append(
        (
          "array",
          Self.object([
            ("rows", "\(array.rows)"), ("columns", "\(array.columns)"),
            ("row_loops", Self.letters(array.rowLoops)),
            ("column_loops", Self.letters(array.columnLoops)),
            ("diagonal_loops", Self.letters(array.diagonalLoops)),
          ])
        ))
    }
    if let unit = model.machine.vectorUnits.first {
      fields.append(
        (
          "vector",
          Self.object([("lanes", "\(unit.lanes)"), ("memory", Self.quoted(unit.memory))])
        ))
    }
    return fields
  }

  // MARK: JSON

  private static func quoted(_ text: String) -> String { RemarkLine.quoted(text) }

  private static func list(_ parts: [String]) -> String { "[" + parts.joined(separator: ",") + "]" }

  private static func object(_ fields: [(String, String)]) -> String {
    let parts = fields.map { name, value in "\"" + name + "\":" + value }
    return "{" + parts.joined(separator: ",") + "}"
  }

  private static func letters(_ loops: LayerDimensions) -> String {
    list(loops.members.map { quoted("\($0.letter)") })
  }

  private static func letters(_ roles: [TensorRole]) -> String {
    list(roles.map { quoted("\($0.letter)") })
  }
}

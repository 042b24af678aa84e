import Machine

/// Reads requests of `-evaluate`, one line each.
struct PlanReader {
  /// What a line asks for.
  struct Request {
    /// For each layer the place of its mapping in its cache.
    var places: [Int] = []
    var groups: [NetworkPlan.Group] = []
    /// Whether the answer lists layers and memories.
    var wantsDetails = false
    /// Whether the line asks what the network and the machine are.
    var wantsDescription = false
  }

  /// The names of the memories, as bytes.
  private let memories: [[UInt8]]
  private let machine: Accelerator
  private let layerCount: Int
  private(set) var caches: [MappingCache]

  init(_ machine: Accelerator, layerCount: Int) {
    self.machine = machine
    self.layerCount = layerCount
    memories = machine.memories.map { Array($0.name.utf8) }
    caches = [MappingCache](repeating: MappingCache(), count: layerCount)
  }

  /// The mapping of a layer at a place of its cache.
  func mapping(_ layer: Int, at place: Int) -> LayerMapping? { caches[layer].mapping(at: place) }

  /// What the mapping of a layer costs by itself.
  mutating func totals(
    _ layer: Int, at place: Int, _ model: NetworkCostModel
  ) throws(IllegalPlan) -> CostTotals {
    try caches[layer].totals(at: place) { mapping throws(IllegalPlan) in
      try model.totals(of: mapping, layer: layer)
    }
  }

  /// Reads a line into `request`.
  mutating func read(
    _ line: UnsafeBufferPointer<UInt8>, into request: inout Request
  ) throws(JSONCursor.Failure) {
    request.places.removeAll(keepingCapacity: true)
    request.groups.removeAll(keepingCapacity: true)
    request.wantsDetails = false
    request.wantsDescription = false
    var seen: UInt8 = 0
    var cursor = JSONCursor(line)
    try cursor.object { cursor, key throws(JSONCursor.Failure) in
      let bit: UInt8 =
        key.is("mappings")
        ? 1
        : key.is("groups")
          ? 2
          : key.is("details")
            ? 4
            : key.is("describe") ? 8 : 0
      guard bit != 0 else {
        throw cursor.fail(
          "there is no '\(key.text)'; a request has 'mappings', 'groups', 'details' or 'describe'")
      }
      guard seen & bit == 0 else { throw cursor.fail("'\(key.text)' is given twice") }
      seen |= bit
      switch bit {
      case 1: try readMappings(&cursor, &request)
      case 2:
        try cursor.array { cursor throws(JSONCursor.Failure) in
          request.groups.append(try group(&cursor))
        }
      case 4: request.wantsDetails = try cursor.truth()
      default: request.wantsDescription = try cursor.truth()
      }
    }
    guard cursor.isAtEnd() else { throw cursor.fail("more follows than one request") }
    guard request.wantsDescription || seen & 1 != 0 else {
      throw cursor.fail("a plan needs 'mappings': one per layer")
    }
  }

  // MARK: Mappings

  private mutating func readMappings(
    _ cursor: inout JSONCursor, _ request: inout Request
  ) throws(JSONCursor.Failure) {
    try cursor.array { cursor throws(JSONCursor.Failure) in
      let layer = request.places.count
      guard layer < layerCount else {
        throw cursor.fail("there are more mappings than the \(layerCount) layers")
      }
      _ = cursor.peek()
      let start = cursor
      let text = try cursor.rawArray()
      let place = MappingCache.place(text)
      if !caches[layer].holds(text, at: place) {
        var inner = start
        caches[layer].insert(try mapping(&inner), text, at: place)
      }
      request.places.append(place)
    }
    guard request.places.count == layerCount else {
      throw cursor.fail("there are \(request.places.count) mappings for \(layerCount) layers")
    }
  }

  private func mapping(_ cursor: inout JSONCursor) throws(JSONCursor.Failure) -> LayerMapping {
    var nodes: [LayerMapping.Node] = []
    nodes.reserveCapacity(16)
    try cursor.array { cursor throws(JSONCursor.Failure) in
      let text = try cursor.string()
      guard let node = node(text) else {
        var nodesBefore = LayerMapping(nodes: [])
        do throws(LayerMapping.TextError) {
          nodesBefore = try LayerMapping(parts: [text.text], on: machine)
        } catch {
          throw cursor.fail("'\(text.text)': \(error.message)")
        }
        nodes += nodesBefore.nodes
        return
      }
      nodes.append(node)
    }
    return LayerMapping(nodes: nodes)
  }

  /// The node in its plain spelling, with one space between words; nil where it is spelled otherwise or wrong.
  private func node(_ text: UnsafeBufferPointer<UInt8>) -> LayerMapping.Node? {
    guard let space = text.firstIndex(of: 0x20) else { return nil }
    let word = UnsafeBufferPointer(rebasing: text[..<space])
    let isLoop = word.is("for")
    let axis = isLoop ? nil : Self.axis(word)
    if isLoop || axis != nil {
      guard space + 3 < text.count, text[space + 2] == 0x20,
        let dimension = Self.dimension(text[space + 1])
      else { return nil }
      var count = 0
      for byte in text[(space + 3)...] {
        guard (0x30...0x39).contains(byte), count < 1 << 56 else { return nil }
        count = count * 10 + Int(byte - 0x30)
      }
      guard count > 0 else { return nil }
      return axis.map { .spatial(dimension, count, $0) } ?? .loop(dimension, count)
    }
    guard
      let memory = memories.firstIndex(where: { $0.count == word.count && $0.elementsEqual(word) })
    else { return nil }
    var roles: TensorRoles = []
    var place = space
    while place < text.count {
      guard text[place] == 0x20, place + 1 < text.count else { return nil }
      switch text[place + 1] {
      case 0x49: roles.formUnion(.input)
      case 0x57: roles.formUnion(.weight)
      case 0x4F: roles.formUnion(.output)
      default: return nil
      }
      place += 2
    }
    return .memory(memory, roles)
  }

  private static func axis(_ word: UnsafeBufferPointer<UInt8>) -> LayerMapping.Axis? {
    if word.is("rows") { return .rows }
    if word.is("columns") { return .columns }
    if word.is("diagonal") { return .diagonal }
    return word.is("lanes") ? .lanes : nil
  }

  private static func dimension(_ letter: UInt8) -> LayerDimension? {
    switch letter {
    case 0x47: .group
    case 0x4E: .batch
    case 0x4B: .outputChannel
    case 0x43: .inputChannel
    case 0x50: .outputRow
    case 0x51: .outputColumn
    case 0x52: .kernelRow
    case 0x53: .kernelColumn
    default: nil
    }
  }

  // MARK: Groups

  private func group(_ cursor: inout JSONCursor) throws(JSONCursor.Failure) -> NetworkPlan.Group {
    var group = NetworkPlan.Group(layers: [], fusedEdges: [], sharedLoops: 0)
    try cursor.object { cursor, key throws(JSONCursor.Failure) in
      if key.is("layers") {
        try cursor.array { cursor throws(JSONCursor.Failure) in
          group.layers.append(try cursor.count())
        }
      } else if key.is("fused") {
        try cursor.array { cursor throws(JSONCursor.Failure) in
          group.fusedEdges.append(try cursor.count())
        }
      } else if key.is("shared") {
        group.sharedLoops = try cursor.count()
      } else if key.is("halo") {
        let text = try cursor.string()
        guard let halo = NetworkPlan.Halo(rawValue: text.text) else {
          throw cursor.fail("'halo' is \"retained\" or \"recomputed\", not '\(text.text)'")
        }
        group.halo = halo
      } else {
        throw cursor.fail(
          "a group has no '\(key.text)'; it has 'layers', 'fused', 'shared' and 'halo'")
      }
    }
    return group
  }
}

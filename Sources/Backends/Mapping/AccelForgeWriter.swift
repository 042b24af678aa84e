import Machine

/// Writes the tree of a plan.
struct AccelForgeWriter {
  /// What was written.
  private(set) var text = "mapping:\n  nodes:\n"

  private let mapped: MappedNetwork
  private let names: [AccelForgeNames]

  init(_ mapped: MappedNetwork, names: [AccelForgeNames]) {
    self.mapped = mapped
    self.names = names
  }

  mutating func write() throws(MappingRefusal) {
    // Groups and single layers, in the order of their first layers.
    var parts: [[Int]] = []
    for layer in mapped.network.layers.indices {
      if let group = mapped.plan.groups.first(where: { $0.layers.contains(layer) }) {
        if group.layers.first == layer { parts.append(group.layers) }
      } else {
        parts.append([layer])
      }
    }
    try sequence(parts, indent: 1) { (writer, part, indent) throws(MappingRefusal) in
      try writer.part(part, indent)
    }
  }

  /// One thing as it is, several as branches that run one after the other.
  private mutating func sequence<Part>(
    _ parts: [Part], indent: Int,
    _ write: (inout Self, Part, Int) throws(MappingRefusal) -> Void
  ) throws(MappingRefusal) {
    guard parts.count > 1 else {
      for part in parts { try write(&self, part, indent) }
      return
    }
    line("- !Sequential", indent)
    line("  nodes:", indent)
    for part in parts {
      line("- !Nested", indent + 1)
      line("  nodes:", indent + 1)
      try write(&self, part, indent + 2)
    }
  }

  /// A group, or a layer by itself.
  private mutating func part(_ layers: [Int], _ indent: Int) throws(MappingRefusal) {
    let shared = mapped.plan.groups.first { $0.layers == layers }?.sharedLoops ?? 0
    var members: [Member] = []
    for layer in layers {
      members.append(
        Member(
          layer: layer, nodes: stationary(layer), array: try array(layer),
          left: mapped.network.layers[layer].sizes))
    }
    if layers.count > 1 {
      for _ in 0..<shared {
        outside(&members, indent)
        try sharedLoop(&members, indent)
      }
      if shared == 0 { outside(&members, indent, only: 0) }
    }
    try sequence(members, indent: indent) { (writer, member, indent) throws(MappingRefusal) in
      try writer.branch(member, indent)
    }
  }

  /// What is left to write of a layer.
  private struct Member {
    let layer: Int
    /// Its nodes but for loops along the sides of the array, outermost first.
    var nodes: [LayerMapping.Node]
    /// Its loops along the sides of the array.
    let array: [LayerMapping.Node]
    /// The extents that are left inside the loops written so far.
    var left: LayerSizes
  }

  /// The tensors that members keep before their next loop, per memory; in the outermost memory of `only` alone where that is
  /// given.
  private mutating func outside(_ members: inout [Member], _ indent: Int, only: Int? = nil) {
    var kept: [Int: [String]] = [:]
    for index in members.indices {
      while case .memory(let memory, let roles)? = members[index].nodes.first,
        only == nil || memory == only
      {
        for tensor in tensors(roles, of: members[index].layer)
        where !(kept[memory] ?? []).contains(tensor) {
          kept[memory, default: []].append(tensor)
        }
        members[index].nodes.removeFirst()
      }
    }
    for (memory, tensors) in kept.sorted(by: { $0.key < $1.key }) {
      storage(tensors, in: memory, indent)
    }
  }

  /// A loop that all members make together.
  private mutating func sharedLoop(
    _ members: inout [Member], _ indent: Int
  ) throws(MappingRefusal) {
    var loop: (rank: String, left: Int)?
    for index in members.indices {
      guard case .loop(let dimension, let count)? = members[index].nodes.first else {
        throw MappingRefusal("a shared loop of '\(name(of: members[index]))' is none in time")
      }
      members[index].nodes.removeFirst()
      members[index].left[dimension] /= count
      let own = (rank: rank(dimension, of: members[index]), left: members[index].left[dimension])
      guard loop == nil || loop.map({ $0 == own }) == true else {
        throw MappingRefusal("the layers of the group name a shared loop differently")
      }
      loop = own
    }
    guard let loop else { return }
    line("- !Temporal {rank_variable: \(loop.rank), tile_shape: \(loop.left)}", indent)
  }

  /// The nest of a layer as AccelForge counts it, without the loops along the sides of the array.
  ///
  /// For us, a loop directly outside a tile that does not depend on it fetches nothing; for AccelForge every loop outside a
  /// storage node fetches. So each tensor's node goes out past such loops, one tensor a node; but not past the loops that a
  /// group shares, which fetch for us as well.
  private func stationary(_ layer: Int) -> [LayerMapping.Node] {
    let registers = mapped.machine.memories.count - 1
    let group = mapped.plan.groups.first { $0.layers.contains(layer) }
    var shared = group?.sharedLoops ?? 0
    var inside = 0
    var nodes: [LayerMapping.Node] = []
    for node in mapped.plan.mappings[layer].nodes where !Self.isTrivial(node) {
      guard case .memory(let memory, let roles) = node else {
        if !Self.isOnArray(node) { nodes.append(node) }
        if shared > 0 {
          shared -= 1
          inside = nodes.count
        }
        continue
      }
      for role in TensorRole.allCases where roles.contains(TensorRoles(role)) {
        var place = nodes.count
        search: for candidate in nodes[inside...].indices.reversed() {
          switch nodes[candidate] {
          case .memory(_, let others):
            // Registers lie inside the array, all other memories outside.
            if memory == registers || others.contains(TensorRoles(role)) { break search }
          case .loop(let dimension, _), .spatial(let dimension, _, _):
            if dimensions(of: role, in: layer).contains(dimension) { break search }
            place = candidate
          }
        }
        nodes.insert(.memory(memory, TensorRoles(role)), at: place)
      }
    }
    return nodes.reduce(into: []) { joined, node in
      if case .memory(let memory, let roles) = node,
        case .memory(memory, let others)? = joined.last
      {
        joined[joined.count - 1] = .memory(memory, roles.union(others))
      } else {
        joined.append(node)
      }
    }
  }

  /// The loops that a tensor depends on; an elementwise layer reads what it writes.
  private func dimensions(of role: TensorRole, in layer: Int) -> LayerDimensions {
    mapped.network.layers[layer].kind == .contraction ? role.dimensions : .output
  }

  /// The loops along the sides of the array. AccelForge's machines have the array inside all memories but the registers: a
  /// memory further in may only hold what such a loop divides.
  private func array(_ layer: Int) throws(MappingRefusal) -> [LayerMapping.Node] {
    let registers = mapped.machine.memories.count - 1
    var loops: [LayerMapping.Node] = []
    for node in mapped.plan.mappings[layer].nodes where !Self.isTrivial(node) {
      switch node {
      case .memory(let memory, let roles) where memory != registers:
        for case .spatial(let dimension, _, let axis) in loops {
          for role in TensorRole.allCases
          where roles.contains(TensorRoles(role))
            && !dimensions(of: role, in: layer).contains(dimension)
          {
            throw MappingRefusal(
              "'\(mapped.network.layers[layer].name)' keeps its \(role.rawValue) in "
                + "'\(mapped.machine.memories[memory].name)' inside the \(axis.rawValue) of the array; "
                + "AccelForge's machines have that memory outside")
          }
        }
      case .spatial where Self.isOnArray(node): loops.append(node)
      default: continue
      }
    }
    return loops
  }

  private static func isOnArray(_ node: LayerMapping.Node) -> Bool {
    if case .spatial(_, _, let axis) = node { axis != .lanes } else { false }
  }

  /// The rest of a layer, down to its computation. Loops along the sides of the array come last, just outside the
  /// registers: AccelForge's machines have the array there.
  private mutating func branch(_ member: Member, _ indent: Int) throws(MappingRefusal) {
    let array = try spatial(member)
    let inner = mapped.machine.memories.count - 1
    var left = member.left
    var isOnArray = false
    func place(_ writer: inout Self) {
      guard !isOnArray else { return }
      isOnArray = true
      for (rank, dimension, count, side) in array {
        left[dimension] /= count
        writer.line(
          "- !Spatial {rank_variable: \(rank), tile_shape: \(left[dimension]), component: PE, "
            + "name: \(side)}", indent)
      }
    }
    let isContraction = mapped.network.layers[member.layer].kind == .contraction
    for node in member.nodes {
      switch node {
      case .memory(let memory, let roles):
        if memory == inner { place(&self) }
        storage(tensors(roles, of: member.layer), in: memory, indent)
      case .loop(let dimension, let count), .spatial(let dimension, let count, _):
        left[dimension] /= count
        line(
          "- !Temporal {rank_variable: \(rank(dimension, of: member)), "
            + "tile_shape: \(left[dimension])}", indent)
      }
    }
    place(&self)
    line(
      "- !Compute {einsum: \(names[member.layer].einsum), "
        + "component: \(isContraction ? "MAC" : "VEC")}", indent)
  }

  /// The loops along the sides of the array: rows first, as AccelForge's own answers have them.
  private func spatial(
    _ member: Member
  ) throws(MappingRefusal) -> [(rank: String, dimension: LayerDimension, count: Int, side: String)]
  {
    var rows: [(rank: String, dimension: LayerDimension, count: Int, side: String)] = []
    var columns = rows
    for case .spatial(let dimension, let count, let axis) in member.array {
      let rank = rank(dimension, of: member)
      switch (axis, dimension) {
      case (.rows, .inputChannel): rows.append((rank, dimension, count, "reuse_output"))
      case (.columns, .outputChannel): columns.append((rank, dimension, count, "reuse_input"))
      default:
        throw MappingRefusal(
          "loop \(dimension.letter) of '\(name(of: member))' runs along the \(axis.rawValue); "
            + "AccelForge's machines take K along columns and C along rows")
      }
    }
    return rows + columns
  }

  // MARK: Parts

  private static func isTrivial(_ node: LayerMapping.Node) -> Bool {
    switch node {
    case .memory(_, let roles): roles.isEmpty
    case .loop(_, let count), .spatial(_, let count, _): count == 1
    }
  }

  private func name(of member: Member) -> String { mapped.network.layers[member.layer].name }

  private func rank(_ dimension: LayerDimension, of member: Member) -> String {
    // Loops without a name were refused, unless they have one step.
    names[member.layer].ranks[dimension] ?? ""
  }

  private func tensors(_ roles: TensorRoles, of layer: Int) -> [String] {
    TensorRole.allCases.compactMap { role in
      roles.contains(TensorRoles(role)) ? names[layer].tensors[role] : nil
    }
  }

  private mutating func storage(_ tensors: [String], in memory: Int, _ indent: Int) {
    guard !tensors.isEmpty else { return }
    let component = AccelForgeNames.memory(mapped.machine.memories[memory].name)
    line(
      "- !Storage {tensors: [\(tensors.joined(separator: ", "))], component: \(component)}", indent)
  }

  private mutating func line(_ content: String, _ indent: Int) {
    text += String(repeating: "  ", count: indent) + content + "\n"
  }
}

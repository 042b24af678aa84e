/// What cores, links and channels of a `machine.accelerator` must be beside their own figures: parts that exist and belong to one core,
/// and ways from and to the outermost memory.
struct MachineCoreRules {
  private var memories: [String] = []
  private var units: [String] = []
  private var channels: [String] = []
  private var memoryNames: Set<String> = []
  private var unitNames: Set<String> = []
  private var cores: [OpID] = []
  private var links: [(op: OpID, source: String, destination: String)] = []
  private var parts: [(op: OpID, name: String)] = []

  init(_ module: borrowing Module, _ body: BlockID) {
    for op in module.ops(of: body) {
      let part = MachineOp(module.opcode(of: op))
      if part == .link {
        if let source = module.string("source", of: op),
          let destination = module.string("destination", of: op)
        {
          links.append((op, source, destination))
        }
        continue
      }
      guard let name = module.string("sym_name", of: op) else { continue }
      switch part {
      case .memory: memories.append(name)
      case .array, .vector:
        units.append(name)
        parts.append((op, name))
      case .channel:
        channels.append(name)
        parts.append((op, name))
      case .core: cores.append(op)
      default: break
      }
    }
    memoryNames = Set(memories)
    unitNames = Set(units)
  }

  func verify(_ module: borrowing Module, _ report: inout VerifierReport) {
    verifyLinks(module, &report)
    guard !cores.isEmpty else { return }
    guard cores.count <= Self.mostCores else {
      report.report(cores[Self.mostCores], "is one too many: at most \(Self.mostCores) cores")
      return
    }
    let sound = verifyCores(module, &report)
    if sound { verifyWays(module, &report) }
  }

  /// Names in arrays are compared with each other, and ways are looked for from memory to memory.
  private static let mostCores = 256

  private func verifyLinks(_ module: borrowing Module, _ report: inout VerifierReport) {
    var ends: Set<[String]> = []
    var taken: Set<String> = []
    let known = Set(channels)
    for link in links {
      if !ends.insert([link.source, link.destination]).inserted {
        report.report(
          link.op,
          "is a second link from '\(link.source)' to '\(link.destination)': give one the bandwidth of both"
        )
      }
      for name in MachineFields.words("channels", module, link.op) {
        taken.insert(name)
        guard !known.contains(name) else { continue }
        report.report(
          link.op,
          "'channels' names no channel of the machine: '\(name)'"
            + MachineFields.hint(for: name, among: channels, report))
      }
    }
    for part in parts where MachineOp(module.opcode(of: part.op)) == .channel {
      if !taken.contains(part.name) {
        report.report(part.op, "is taken by no link: name '\(part.name)' in 'channels' of links")
      }
    }
    verifyBuffers(&report)
  }

  /// Checks that what goes round between units passes a memory.
  private func verifyBuffers(_ report: inout VerifierReport) {
    let direct = links.filter {
      unitNames.contains($0.source) && unitNames.contains($0.destination)
    }
    var open = direct
    // What no other link leads to, or no other link leads away from, is in no circle.
    while true {
      let sources = Set(open.map(\.source))
      let destinations = Set(open.map(\.destination))
      let rest = open.filter {
        destinations.contains($0.source) && sources.contains($0.destination)
      }
      if rest.count == open.count { break }
      open = rest
    }
    guard let first = open.first else { return }
    report.report(
      first.op,
      "from '\(first.source)' to '\(first.destination)' is part of a circle that passes no memory: let it lead through a buffer"
    )
  }

  /// Checks the lists of all cores, and whether every unit is in one; false where ways can't be looked for.
  private func verifyCores(_ module: borrowing Module, _ report: inout VerifierReport) -> Bool {
    var owner: [String: String] = [:]
    var homes: Set<String> = []
    var sound = true
    func mistake(_ op: OpID, _ message: String) {
      report.report(op, message)
      sound = false
    }
    for op in cores {
      let name = module.string("sym_name", of: op) ?? ""
      let own = MachineFields.words("memories", module, op)
      let computing = MachineFields.words("units", module, op)
      if own.isEmpty {
        mistake(op, "has no memory: the first of 'memories' is what it computes on")
      } else if own[0] == memories.first {
        mistake(
          op, "works on '\(own[0])', the outermost memory: put a memory of its own before it")
      }
      if computing.isEmpty {
        mistake(op, "has no unit: 'units' lists arrays and vector units")
      }
      for memory in own where !memoryNames.contains(memory) {
        mistake(
          op,
          "'memories' names no memory of the machine: '\(memory)'"
            + MachineFields.hint(for: memory, among: memories, report))
      }
      for unit in computing where !unitNames.contains(unit) {
        mistake(
          op,
          "'units' names no array or vector unit of the machine: '\(unit)'"
            + MachineFields.hint(for: unit, among: units, report))
      }
      for part in own.dropFirst() + computing {
        if let other = owner[part] {
          mistake(op, "has '\(part)', which is in core '\(other)' already")
        }
        owner[part] = name
      }
      if let home = own.first { homes.insert(home) }
    }
    for op in cores {
      for memory in MachineFields.words("memories", module, op).dropFirst() {
        if homes.contains(memory) {
          mistake(op, "has '\(memory)' inside, which a core computes on: it can't be both")
        } else if memory == memories.first {
          mistake(op, "has '\(memory)' inside, which is the outermost memory")
        }
      }
    }
    for part in parts where MachineOp(module.opcode(of: part.op)) != .channel {
      guard let core = owner[part.name] else {
        mistake(part.op, "'\(part.name)' is in no core: name it in 'units' of one")
        continue
      }
      guard let memory = module.string("memory", of: part.op),
        let op = cores.first(where: { module.string("sym_name", of: $0) == core }),
        !MachineFields.words("memories", module, op).contains(memory)
      else { continue }
      mistake(part.op, "works on '\(memory)', which is not in its core '\(core)'")
    }
    return sound
  }

  /// Checks that links lead from the outermost memory to each core's memory and back.
  private func verifyWays(_ module: borrowing Module, _ report: inout VerifierReport) {
    guard let outermost = memories.first else { return }
    let inside = Set(
      cores.flatMap { MachineFields.words("memories", module, $0).dropFirst() })
    let between = links.filter {
      memoryNames.contains($0.source) && memoryNames.contains($0.destination)
        && !inside.contains($0.source) && !inside.contains($0.destination)
    }
    let reached = Self.reached(from: outermost, between.map { ($0.source, $0.destination) })
    let reaching = Self.reached(from: outermost, between.map { ($0.destination, $0.source) })
    for op in cores {
      guard let home = MachineFields.words("memories", module, op).first else { continue }
      if !reached.contains(home) {
        report.report(op, "is cut off: no links lead from '\(outermost)' to '\(home)'")
      } else if !reaching.contains(home) {
        report.report(op, "is cut off: no links lead from '\(home)' to '\(outermost)'")
      }
    }
  }

  private static func reached(from start: String, _ edges: [(String, String)]) -> Set<String> {
    var next: [String: [String]] = [:]
    for (source, destination) in edges { next[source, default: []].append(destination) }
    var reached: Set<String> = [start]
    var open = [start]
    while let memory = open.popLast() {
      for other in next[memory] ?? [] where reached.insert(other).inserted { open.append(other) }
    }
    return reached
  }
}

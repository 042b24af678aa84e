/// Why a machine is no platform for schedules.
public struct PlatformObstacle: Error, Equatable, Sendable {
  /// What is missing and what would be right, in one line.
  public var message: String

  /// Creates the obstacle.
  public init(_ message: String) { self.message = message }
}

extension Platform {
  /// The platform that a machine is.
  ///
  /// A machine without cores is one core, which works on its second memory with all its arrays and vector units. Memories inside
  /// of cores are no memories of the platform. A way from one memory to another takes links from memory to memory; what passes a
  /// memory on the way does not lie there, and costs nothing there. Of all ways, the one with the fewest links is taken, and of those
  /// the one whose links stand first; none leads through the outermost memory, where a tensor would lie in between.
  ///
  /// The ports of the outermost memory are channels, one for both directions where these share their bandwidth, unless all its links
  /// share a channel anyway. Its bandwidth and that of every other memory bounds the rate of what comes and goes there.
  public static func of(_ machine: Accelerator) -> Result<Platform, PlatformObstacle> {
    let cores: [Machine.Core]
    if machine.cores.isEmpty {
      guard machine.memories.count >= 2 else {
        return .failure(
          PlatformObstacle(
            "machine '\(machine.name)' needs a memory beside the outermost one to schedule on"))
      }
      cores = [
        Machine.Core(
          name: "core", memories: machine.memories.dropFirst().map(\.name),
          units: machine.arrays.map(\.name) + machine.vectorUnits.map(\.name))
      ]
    } else {
      cores = machine.cores
    }
    do {
      return .success(try Platform(machine, cores: cores))
    } catch {
      return .failure(error)
    }
  }

  private init(
    _ machine: Accelerator, cores described: [Machine.Core]
  ) throws(PlatformObstacle) {
    name = machine.name
    let inside = Set(described.flatMap { $0.memories.dropFirst() })
    let outer = machine.memories.filter { !inside.contains($0.name) }
    guard outer.count <= Self.mostMemories else {
      throw PlatformObstacle(
        "machine '\(machine.name)' has \(outer.count) memories outside of cores; a platform has at most \(Self.mostMemories)"
      )
    }
    memories = outer.map {
      Memory(
        name: $0.name, capacityBytes: $0.capacityBytes,
        readPicojoulesPerByte: $0.readPicojoulesPerByte ?? 0,
        writePicojoulesPerByte: $0.writePicojoulesPerByte ?? 0)
    }
    withoutEnergy = machine.partsWithoutEnergy
    units = []
    cores = []
    for core in described {
      guard let home = core.memories.first,
        let number = outer.firstIndex(where: { $0.name == home })
      else {
        throw PlatformObstacle("core '\(core.name)' has no memory to compute on")
      }
      guard number > 0 else {
        throw PlatformObstacle(
          "core '\(core.name)' works on '\(home)', the outermost memory; give it one of its own")
      }
      var own: [Int] = []
      for name in core.units {
        let kind: Unit.Kind
        if let array = machine.array(named: name) {
          kind = .array(array)
        } else if let unit = machine.vectorUnit(named: name) {
          kind = .vector(unit)
        } else {
          throw PlatformObstacle("core '\(core.name)' has no array or vector unit '\(name)'")
        }
        own.append(units.count)
        units.append(Unit(name: name, core: cores.count, kind: kind))
      }
      guard !own.isEmpty else {
        throw PlatformObstacle(
          "core '\(core.name)' of machine '\(machine.name)' has no array and no vector unit")
      }
      cores.append(
        Core(
          name: core.name, home: number, units: own, machine: machine.alone(core)))
    }
    let network = PlatformNetwork(machine, memories: outer)
    channels = network.channelNames
    channelBytesPerCycle = network.channelRates
    routes = network.routes
    for core in cores where routes[0][core.home] == nil || routes[core.home][0] == nil {
      let (from, to) =
        routes[0][core.home] == nil
        ? (memories[0].name, memories[core.home].name)
        : (memories[core.home].name, memories[0].name)
      throw PlatformObstacle(
        "core '\(core.name)' is cut off: no links lead from '\(from)' to '\(to)'")
    }
  }

  /// Routes are kept for each pair of memories.
  private static let mostMemories = 512
}

extension Accelerator {
  /// A core alone, as cost models see it.
  func alone(_ core: Core) -> Accelerator {
    var machine = self
    machine.name = "\(name).\(core.name)"
    machine.cores = []
    machine.channels = []
    machine.processors = []
    machine.fabrics = []
    machine.memories = core.memories.compactMap { memory(named: $0) }
    if !machine.memories.isEmpty {
      machine.memories[0].capacityBytes = nil
      machine.memories[0].holds = TensorRole.allCases
      machine.memories[0].mayBypass = []
    }
    machine.arrays = arrays.filter { core.units.contains($0.name) }
    machine.vectorUnits = vectorUnits.filter { core.units.contains($0.name) }
    let parts = Set(core.memories + core.units)
    machine.links = links.filter { parts.contains($0.source) && parts.contains($0.destination) }
    for index in machine.links.indices { machine.links[index].channels = [] }
    return machine
  }

  /// The parts whose energy no source gives, in the order of the description.
  fileprivate var partsWithoutEnergy: [String] {
    var names: [String] = []
    for memory in memories
    where memory.readPicojoulesPerByte == nil || memory.writePicojoulesPerByte == nil {
      names.append(memory.name)
    }
    for array in arrays where array.picojoulesPerMultiplyAdd == nil { names.append(array.name) }
    for unit in vectorUnits where unit.picojoulesPerOperation == nil { names.append(unit.name) }
    return names
  }
}

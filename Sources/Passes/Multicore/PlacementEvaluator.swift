public import FuseIR
public import Machine

/// Judges plans of others for the layers of one function: cuts, units, groups and orders, as `-evaluate` reads them.
public struct PlacementEvaluator {
  /// What a plan takes.
  public struct Figures: Equatable, Sendable {
    /// When the last of all ends.
    public var cycles: Int64
    /// Energy in picojoules.
    public var picojoules: Double
    /// The most bytes of features on chip at a time.
    public var peakFeatureBytes: Int
  }

  /// Why there are no layers to place, or a plan has no schedule.
  public struct Refusal: Error, Equatable, Sendable {
    /// What is wrong.
    public let message: String
    /// The op that it is about, if it is about one.
    public var op: OpID?
  }

  /// The layers.
  public let graph: LayerGraph
  /// The cores, memories and channels.
  public let platform: Platform
  /// What no schedule can beat.
  public let bounds: ScheduleBounds
  private let scheduler: EventScheduler
  private var costs: CoreCosts

  /// The layers of a function on a machine.
  ///
  /// - Parameter chargesSoftmax: whether the parts of softmaxes take time and energy.
  public init(
    _ function: OpID, in module: borrowing Module, on machine: Accelerator, chargesSoftmax: Bool
  ) throws(Refusal) {
    guard let block = module.body(of: function) else {
      throw Refusal(message: "the function has no body", op: function)
    }
    switch Platform.of(machine) {
    case .failure(let obstacle): throw Refusal(message: obstacle.message)
    case .success(let found): platform = found
    }
    switch LayerGraph.of(block, in: module) {
    case .failure(let obstacle): throw Refusal(message: obstacle.message, op: obstacle.op)
    case .success(let found): graph = found
    }
    guard !graph.layers.isEmpty else {
      throw Refusal(message: "the function has no layers", op: function)
    }
    costs = CoreCosts(graph: graph, platform: platform, chargesSoftmax: chargesSoftmax)
    bounds = ScheduleBounds(graph: graph, platform: platform, costs: &costs)
    scheduler = EventScheduler(graph: graph, platform: platform)
  }

  /// What a plan takes.
  public mutating func figures(of plan: SchedulePlan) throws(Refusal) -> Figures {
    switch scheduler.schedule(plan, costs: &costs) {
    case .failure(let obstacle): throw Refusal(message: obstacle.message)
    case .success(let schedule):
      return Figures(
        cycles: schedule.cycles, picojoules: schedule.energy.total,
        peakFeatureBytes: schedule.peakFeatureBytes(graph))
    }
  }

  /// The number of the unit with the name, alone or behind that of its core: `vector`, `core2.array2`.
  public func unit(named name: String) -> Int? {
    let matches = platform.units.indices.filter { number in
      let unit = platform.units[number]
      return name == unit.name || name == "\(platform.cores[unit.core].name).\(unit.name)"
    }
    return matches.count == 1 ? matches[0] : nil
  }
}

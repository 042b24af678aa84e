/// What a program costs on a machine, as a cost model or a simulator found it.
///
/// `-emit=cost-json` prints it; every target has the same schema. Energies are nil where the
/// machine has no source for a figure that they need.
public struct CostReport: Equatable, Sendable {
  /// The objective whose distance from its bound is the gap.
  public enum Objective: String, Sendable {
    case cycles
    case energy = "energy_pj"
    case energyDelayProduct = "edp_uj_cycles"
  }

  /// Cycles, energy and their product.
  public struct Total: Equatable, Sendable {
    /// Cycles.
    public var cycles: Double?
    /// Energy in picojoules.
    public var picojoules: Double?

    /// Creates the totals.
    public init(cycles: Double?, picojoules: Double?) {
      self.cycles = cycles
      self.picojoules = picojoules
    }

    /// Energy times delay, in microjoules times cycles.
    public var microjouleCycles: Double? {
      guard let cycles, let picojoules else { return nil }
      return picojoules * 1e-6 * cycles
    }
  }

  /// What one memory moved and held.
  public struct MemoryUse: Equatable, Sendable {
    /// The memory's name.
    public var name: String
    /// Bytes read.
    public var readBytes: Int
    /// Bytes written.
    public var writtenBytes: Int
    /// The most bytes in use at any time; nil where the model does not know.
    public var peakBytes: Int?

    /// Creates the record.
    public init(name: String, readBytes: Int, writtenBytes: Int, peakBytes: Int?) {
      self.name = name
      self.readBytes = readBytes
      self.writtenBytes = writtenBytes
      self.peakBytes = peakBytes
    }
  }

  /// What one op, or a group of ops mapped together, costs.
  public struct Operation: Equatable, Sendable {
    /// The op's name.
    public var name: String
    /// Where the op stands in the source, as `file:line:col`, or empty.
    public var location: String
    /// Cycles, or nil where the model has none per op.
    public var cycles: Double?
    /// Energy in picojoules.
    public var picojoules: Double?
    /// The fusion group that the op belongs to.
    public var group: Int?
    /// The op's mapping, as its attribute prints.
    public var mapping: String?
    /// Bytes read from the outermost memory and written to it, where the report has them by op.
    public var outermostBytes: CompulsoryTraffic?

    /// Creates the record.
    public init(
      name: String, location: String = "", cycles: Double? = nil, picojoules: Double? = nil,
      group: Int? = nil, mapping: String? = nil, outermostBytes: CompulsoryTraffic? = nil
    ) {
      self.name = name
      self.location = location
      self.cycles = cycles
      self.picojoules = picojoules
      self.group = group
      self.mapping = mapping
      self.outermostBytes = outermostBytes
    }
  }

  /// What the kernels of a program move.
  public struct Kernels: Equatable, Sendable {
    /// How many kernels are launched.
    public var count: Int
    /// Bytes between them and the outermost memory.
    public var offChipBytes: Double
    /// Bytes that any kernels with these ops would have to move.
    public var lowerBoundOffChipBytes: Double

    /// Creates the figures.
    public init(count: Int, offChipBytes: Double, lowerBoundOffChipBytes: Double) {
      self.count = count
      self.offChipBytes = offChipBytes
      self.lowerBoundOffChipBytes = lowerBoundOffChipBytes
    }
  }

  /// What the search that found the program's mapping took.
  public struct Search: Equatable, Sendable {
    /// Wall-clock seconds.
    public var seconds: Double
    /// Evaluations of the cost model.
    public var evaluations: Int
    /// The seed of its random numbers.
    public var seed: UInt64

    /// Creates the record.
    public init(seconds: Double, evaluations: Int, seed: UInt64) {
      self.seconds = seconds
      self.evaluations = evaluations
      self.seed = seed
    }
  }

  /// A figure that only some targets have, by its name in the report.
  public struct Counter: Equatable, Sendable {
    /// The name, such as `array_utilization`.
    public var name: String
    /// The value; whole numbers print without a fraction.
    public var value: Double

    /// Creates the counter.
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// The target machine's name.
  public var target: String
  /// The cost model or simulator that made the report.
  public var model: String
  /// The objective of the gap.
  public var objective: Objective
  /// Totals over the program.
  public var total: Total
  /// Bounds on the totals that no mapping can beat.
  public var lowerBound: Total
  /// What kernels move, or nil where the program is not made of kernels.
  public var kernels: Kernels?
  /// Tokens that went through the streams, or nil where the program has none.
  public var tokens: Int?
  /// The most bytes of tensors that are no weights, on chip at a time, or nil where the program has no schedule.
  public var peakFeatureBytes: Int?
  /// The same where each layer is computed as a whole, one after another, its operands given up as they are used.
  public var layerByLayerPeakFeatureBytes: Int?
  /// What each memory moved, outermost first.
  public var memories: [MemoryUse]
  /// Costs per op, in program order.
  public var operations: [Operation]
  /// What the search took, or nil where nothing was searched.
  public var search: Search?
  /// Figures of this kind of target only, in the order they are printed.
  public var counters: [Counter]

  /// Creates a report.
  public init(
    target: String, model: String, objective: Objective, total: Total, lowerBound: Total,
    kernels: Kernels? = nil, tokens: Int? = nil, memories: [MemoryUse] = [],
    operations: [Operation] = [],
    search: Search? = nil,
    counters: [Counter] = []
  ) {
    self.target = target
    self.model = model
    self.objective = objective
    self.total = total
    self.lowerBound = lowerBound
    self.kernels = kernels
    self.tokens = tokens
    self.memories = memories
    self.operations = operations
    self.search = search
    self.counters = counters
  }

  /// How far the objective is above its bound: value / bound − 1, or nil where either is unknown.
  public var gap: Double? {
    func objectiveValue(_ total: Total) -> Double? {
      switch objective {
      case .cycles: total.cycles
      case .energy: total.picojoules
      case .energyDelayProduct: total.microjouleCycles
      }
    }
    guard let value = objectiveValue(total), let bound = objectiveValue(lowerBound), bound > 0
    else { return nil }
    return value / bound - 1
  }
}

/// What moved in and out of one memory, in bits.
public struct MemoryTraffic: Equatable, Sendable {
  /// Bits read of input, weight and output, in the order of `TensorRole.allCases`; addends count as output.
  public var readBits: SIMD4<Double>
  /// Bits written.
  public var writtenBits: SIMD4<Double>
  /// The most bytes that tiles take at a time.
  public var footprintBytes: Double

  /// Creates the traffic of a memory that nothing uses.
  public init() {
    readBits = .zero
    writtenBits = .zero
    footprintBytes = 0
  }

  /// Bits read of one tensor.
  public func readBits(of role: TensorRole) -> Double { readBits[role.index] }
  /// Bits written of one tensor.
  public func writtenBits(of role: TensorRole) -> Double { writtenBits[role.index] }
  /// Bytes read of all tensors.
  public var readBytes: Double { readBits.sum() / 8 }
  /// Bytes written of all tensors.
  public var writtenBytes: Double { writtenBits.sum() / 8 }
}

/// What limits the time of a layer.
public enum CostComponent: Equatable, Sendable {
  /// The array or the vector unit.
  case compute
  /// Reading the memory with the given index.
  case reading(Int)
  /// Writing it.
  case writing(Int)
  /// Reading and writing one whose directions share their bandwidth.
  case moving(Int)
}

/// Energy and time.
public struct CostTotals: Equatable, Sendable {
  /// Energy in picojoules.
  public var picojoules: Double
  /// Cycles.
  public var cycles: Double

  /// Creates totals.
  public init(picojoules: Double = 0, cycles: Double = 0) {
    self.picojoules = picojoules
    self.cycles = cycles
  }

  /// Energy times delay, in microjoules times cycles.
  public var microjouleCycles: Double { picojoules * 1e-6 * cycles }

  /// Both sums.
  public static func + (left: CostTotals, right: CostTotals) -> CostTotals {
    CostTotals(
      picojoules: left.picojoules + right.picojoules, cycles: left.cycles + right.cycles)
  }
}

/// What a layer costs.
public struct LayerCost: Equatable, Sendable {
  /// Energy and time.
  public var totals: CostTotals
  /// Multiply-adds of the layer, or operations of a vector unit; what is computed twice counts twice.
  public var operations: Double
  /// What limits the time.
  public var bottleneck: CostComponent
  /// What each memory moved and held, as `Accelerator.memories` lists them.
  public var memories: [MemoryTraffic]

  /// Energy in picojoules.
  public var picojoules: Double { totals.picojoules }
  /// Cycles.
  public var cycles: Double { totals.cycles }
}

/// What a network costs under a plan.
public struct NetworkCost: Equatable, Sendable {
  /// Sums over the layers.
  public var totals: CostTotals
  /// One cost per layer.
  public var layers: [LayerCost]
  /// What each memory moved in all, and the most that it held.
  public var memories: [MemoryTraffic]

  /// Energy in picojoules.
  public var picojoules: Double { totals.picojoules }
  /// Cycles.
  public var cycles: Double { totals.cycles }
  /// Energy times delay, in microjoules times cycles.
  public var microjouleCycles: Double { totals.microjouleCycles }
}

extension TensorRole {
  /// The place of the role in `allCases`.
  @inlinable public var index: Int {
    switch self {
    case .input: 0
    case .weight: 1
    case .output: 2
    }
  }
}

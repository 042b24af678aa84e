import FuseIR
import Machine

/// The layers of a block of ops, and which ops each of them stands for.
public struct LayeredFunction: Sendable {
  /// An op that looks like a layer, and why it is none.
  public struct Refusal: Equatable, Sendable {
    /// The op, which stays work for the host.
    public var op: OpID
    /// Why, in words that follow the name of the op.
    public var reason: String
  }

  /// The layers and the tensors between them.
  public internal(set) var network = Network(layers: [], edges: [])
  /// For each layer the op whose loops it has; it carries the layer's mapping.
  public internal(set) var roots: [OpID] = []
  /// For each layer all ops that it stands for, in program order: the root, and what happens to its sums on the way out.
  public internal(set) var ops: [[OpID]] = []
  /// For each layer the value that it computes.
  public internal(set) var results: [ValueID] = []
  /// The ops that look like layers, but are none.
  public internal(set) var refusals: [Refusal] = []

  /// No layer.
  init() {}

  /// Reads the ops of a block.
  ///
  /// Elementwise ops that follow a sum of products belong to its layer: biases, scales, ReLUs and residuals are its addends.
  /// On a machine with a vector unit, other elementwise ops and softmaxes are layers of their own; elsewhere they are work
  /// for the host, and what goes through them goes through DRAM.
  ///
  /// What may be fused is what `FusionLegality` says of the function around the block.
  ///
  /// - Parameter reading: what is charged, and which widths elements have.
  public init(
    _ block: BlockID, of module: borrowing Module, on machine: Accelerator,
    reading: LayerReading = LayerReading()
  ) {
    guard let function = module.parentOp(of: block) else { return }
    var reader = NetworkReader(
      module, machine: machine, chargesRowStatistics: reading.chargesRowStatistics)
    reader.read(block, in: module)
    let legality = FusionLegality(
      function, in: module, machine: machine,
      widths: reading.tileWidths(on: machine))
    self = reader.finish(legality, in: module)
    for layer in network.layers.indices {
      reading.setWidths(of: &network.layers[layer], on: machine)
    }
  }
}

/// A network with the plan that a program carries for it, legal on the machine that it was chosen for.
public struct MappedNetwork: Sendable {
  /// The layers and the tensors between them.
  public let network: Network
  /// How each layer runs, and which run together.
  public let plan: NetworkPlan
  /// The machine, whose memories the mappings name by index.
  public let machine: Accelerator

  /// Takes a plan that a cost model accepts: its counts multiply to the extents, its tiles fit, and each tensor is kept only
  /// where the machine says.
  ///
  /// - Throws: what is wrong with the plan, where the model refuses it.
  public init(_ plan: NetworkPlan, acceptedBy model: NetworkCostModel) throws(IllegalPlan) {
    _ = try model.totals(of: plan)
    self.network = model.network
    self.plan = plan
    self.machine = model.machine
  }
}

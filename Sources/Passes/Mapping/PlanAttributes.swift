import FuseIR
import Machine

/// How a program carries the plan of its layers.
///
/// The op that has a layer's loops carries `fuse.mapping`. Where the layer reads tensors of other layers, `fuse.sigma` says
/// of each of them, in the order of the network's edges, whether it stays on chip (1) or not (0). Ops of layers that run
/// together have the same `fuse.group_id`, and those with the loops `fuse.shared_loops` and `fuse.halo`. The function
/// carries `fuse.plan`: what the plan costs, by which model, and how it was found.
public enum PlanAttributes {
  /// The name of the array of shares of a layer's incoming edges.
  public static let sigma = "fuse.sigma"
  /// The name of the count of loops that a group shares.
  public static let sharedLoops = "fuse.shared_loops"
  /// The name of what a group does with rows that neighbouring tiles share.
  public static let halo = "fuse.halo"
  /// The name of the dictionary that a function with a plan carries.
  public static let plan = "fuse.plan"

  private static var layerNames: [String] {
    [MappingAttribute.name, sigma, sharedLoops, halo, Group.numberName]
  }

  /// Why a program's plan cannot be read.
  public struct Mistake: Error, Equatable, Sendable {
    /// The op whose attribute is wrong.
    public var op: OpID
    /// What is wrong, in words.
    public var message: String
  }

  /// Writes a plan onto the ops of its layers; what they carried before is replaced.
  public static func write(
    _ plan: NetworkPlan, of layered: LayeredFunction, on machine: Accelerator,
    to module: inout Module
  ) {
    for ops in layered.ops {
      for op in ops {
        for name in layerNames where module.attribute(name, of: op) != nil {
          module.removeAttribute(name, of: op)
        }
      }
    }
    for (layer, root) in layered.roots.enumerated() {
      let mapping = MappingAttribute(parts: plan.mappings[layer].parts(on: machine))
      let attribute = mapping.attribute(in: &module)
      module.setAttribute(MappingAttribute.name, attribute, of: root)
      let fused = Set(plan.groups.flatMap(\.fusedEdges))
      var shares: [Int64] = []
      for (number, edge) in layered.network.edges.enumerated() where edge.consumer == layer {
        shares.append(fused.contains(number) ? 1 : 0)
      }
      if !shares.isEmpty {
        let array = module.denseArrayAttribute(shares)
        module.setAttribute(sigma, array, of: root)
      }
    }
    for (number, group) in plan.groups.enumerated() {
      for layer in group.layers {
        for op in layered.ops[layer] {
          let attribute = module.integerAttribute(Int64(number))
          module.setAttribute(Group.numberName, attribute, of: op)
        }
        let root = layered.roots[layer]
        let count = module.integerAttribute(Int64(group.sharedLoops))
        module.setAttribute(sharedLoops, count, of: root)
        let text = module.stringAttribute(group.halo.rawValue)
        module.setAttribute(halo, text, of: root)
      }
    }
  }

  /// Reads the plan that the ops of layers carry; nil where no op carries a mapping.
  public static func read(
    of layered: LayeredFunction, on machine: Accelerator, in module: borrowing Module
  ) throws(Mistake) -> NetworkPlan? {
    let named = layered.roots.filter { module.attribute(MappingAttribute.name, of: $0) != nil }
    guard !named.isEmpty else { return nil }
    var plan = NetworkPlan(mappings: [])
    var groups: [Int64: NetworkPlan.Group] = [:]
    for (layer, root) in layered.roots.enumerated() {
      guard let attribute = MappingAttribute(of: root, in: module) else {
        throw Mistake(
          op: root,
          message:
            "layer '\(layered.network.layers[layer].name)' has no '\(MappingAttribute.name)', "
            + "but others do")
      }
      do throws(LayerMapping.TextError) {
        plan.mappings.append(try LayerMapping(parts: attribute.parts, on: machine))
      } catch {
        throw Mistake(
          op: root,
          message: "part \(error.index) of '\(MappingAttribute.name)', "
            + "'\(attribute.parts[error.index])': \(error.message)")
      }
      guard let number = module.integer(Group.numberName, of: root),
        let shared = module.integer(sharedLoops, of: root)
      else { continue }
      var group =
        groups[number]
        ?? NetworkPlan.Group(layers: [], fusedEdges: [], sharedLoops: Int(shared))
      group.layers.append(layer)
      if let text = module.string(halo, of: root), let value = NetworkPlan.Halo(rawValue: text) {
        group.halo = value
      }
      let incoming = layered.network.edges.indices.filter {
        layered.network.edges[$0].consumer == layer
      }
      let shares = module.integers(sigma, of: root) ?? []
      guard shares.isEmpty || shares.count == incoming.count else {
        throw Mistake(
          op: root,
          message: "'\(sigma)' has \(shares.count) shares, but the layer has \(incoming.count) "
            + "edges")
      }
      for (edge, share) in zip(incoming, shares) where share != 0 { group.fusedEdges.append(edge) }
      groups[number] = group
    }
    plan.groups = groups.sorted { $0.key < $1.key }.map(\.value)
    return plan
  }
}

import Foundation
import Machine
import Testing

/// Model `m0` against the closed forms that are known for the reconstructed machines.
@Suite struct OrderFreeCostTests {
  static let networks: [(String, Network)] = [
    ("transformer", CostModelNetworks.transformer), ("vgg19", CostModelNetworks.vgg(19)),
    ("vgg16", CostModelNetworks.vgg(16)), ("mobilenet", CostModelNetworks.mobileNet),
    ("resnet18", CostModelNetworks.resNet18),
  ]

  /// Rounds to so many digits.
  static func rounded(_ value: Double, _ digits: Int) -> Double {
    Double(String(format: "%.\(digits - 1)e", value)) ?? .nan
  }

  @Test(arguments: [
    ("fadiff-large", [1.116e13, 2.138e12, 1.445e12, 6.53e10, 2.468e10]),
    ("fadiff-small", [4.082e13, 6.619e12, 4.296e12, 6.06e10, 6.983e10]),
  ])
  func `unfused networks cost what the closed forms say`(name: String, expected: [Double]) throws {
    let machine = try #require(MachineCatalog.machine(named: name))
    for ((network, layers), value) in zip(Self.networks, expected) {
      let model = try NetworkCostModel(
        .m0, network: layers, machine: machine, options: .init(limitsSides: true))
      let plan = NetworkPlan(
        mappings: layers.layers.map { CostModelNetworks.fullArray($0, machine) })
      let cost = try model.cost(of: plan)
      let digits = network == "mobilenet" ? 3 : 4
      #expect(Self.rounded(cost.microjouleCycles, digits) == value, "\(network) on \(name)")
      #expect(model.bound.operations.microjouleCycles <= cost.microjouleCycles)
      #expect(model.bound.traffic.microjouleCycles <= cost.microjouleCycles)
    }
  }

  @Test(arguments: [
    ("fadiff-large", [8.674e12, 1.233e12, 7.654e11, 1.035e9, 1.052e10]),
    ("fadiff-small", [3.469e13, 4.931e12, 3.062e12, 4.138e9, 4.210e10]),
  ])
  func `the bound by operations is the one that is known`(name: String, expected: [Double]) throws {
    let machine = try #require(MachineCatalog.machine(named: name))
    for ((network, layers), value) in zip(Self.networks, expected) {
      let model = try NetworkCostModel(.m0, network: layers, machine: machine)
      #expect(
        Self.rounded(model.bound.operations.microjouleCycles, 4) == value, "\(network) on \(name)")
    }
  }
}

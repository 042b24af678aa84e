/// The built-in machines.
public enum MachineCatalog {
  /// Every built-in machine, by name.
  public static let all: [Accelerator] = [
    .fadiffLarge,
    .fadiffSmall,
    .gemmini,
    .gemminiFloat32,
    .gemminiFloat32Wide,
  ]

  /// The names of the built-in machines, in alphabetical order.
  public static var names: [String] { all.map(\.name) }

  /// The built-in machine named `name`, or nil.
  public static func machine(named name: String) -> Accelerator? {
    all.first { $0.name == name }
  }
}

/// The built-in machines.
public enum MachineCatalog {
  /// Every built-in machine, by name.
  public static let all: [Accelerator] = (alone + PaperPlatform.all).sorted { $0.name < $1.name }

  private static let alone: [Accelerator] = [
    .ck64,
    .collemanGAP8,
    .comal,
    .comalStrict,
    .cpu,
    .e32(kilobytes: 128),
    .e32(kilobytes: 192),
    .e32(kilobytes: 256),
    .e32(kilobytes: 448),
    .e32(kilobytes: 512),
    .e32(kilobytes: 64),
    .fadiffLarge,
    .fadiffSmall,
    .g16,
    .g16NoBypass,
    .gemmini,
    .gemminiFloat32,
    .gemminiFloat32Wide,
    .h200,
    .hda3,
    .q4,
    .q4Bus,
    .q4Port64,
    .tpuV4i,
  ]

  /// The names of the built-in machines, in alphabetical order.
  public static var names: [String] { all.map(\.name) }

  /// The built-in machine named `name`, or nil.
  public static func machine(named name: String) -> Accelerator? {
    all.first { $0.name == name }
  }
}

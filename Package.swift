// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny")
]

let package = Package(
  name: "fusec",
  products: [
    .executable(name: "fusec", targets: ["fusec"]),
    .library(name: "FuseIR", targets: ["FuseIR"]),
    .library(name: "Machine", targets: ["Machine"]),
    .library(name: "Passes", targets: ["Passes"]),
    .library(name: "Backends", targets: ["Backends"]),
    .library(name: "Execution", targets: ["Execution"]),
  ],
  targets: [
    // What a program is: module arena, types, attributes, dialects, text, diagnostics, verifier.
    .target(name: "FuseIR", swiftSettings: settings),
    // What hardware is and costs: accelerators, catalog, instruction encodings, cost formulas.
    .target(name: "Machine", dependencies: ["FuseIR"], swiftSettings: settings),
    // How programs change: pass contract, registry, manager, rewriting, one file per pass.
    .target(name: "Passes", dependencies: ["FuseIR", "Machine"], swiftSettings: settings),
    // How programs leave: backend contract, registry, one folder per output format.
    .target(name: "Backends", dependencies: ["FuseIR", "Machine"], swiftSettings: settings),
    // What programs do: reference interpreter, simulators, native runner.
    .target(name: "Execution", dependencies: ["FuseIR", "Machine"], swiftSettings: settings),
    // The front door: command line and driver.
    .executableTarget(
      name: "fusec",
      dependencies: ["FuseIR", "Machine", "Passes", "Backends", "Execution"],
      swiftSettings: settings),
    .executableTarget(
      name: "gemmini-speed", dependencies: ["Machine", "Execution"],
      path: "Benchmarks/GemminiSpeed", swiftSettings: settings),
    .executableTarget(
      name: "schedule-speed", dependencies: ["FuseIR", "Machine"],
      path: "Benchmarks/ScheduleSpeed", swiftSettings: settings),
    // Writes docs/reference from the registries and the sources' comments.
    .executableTarget(
      name: "reference-manual", dependencies: ["FuseIR", "Machine", "Passes", "Backends"],
      path: "tools/ReferenceManual", swiftSettings: settings),
    .testTarget(
      name: "FileCheckTests", dependencies: ["fusec", "reference-manual"], swiftSettings: settings),
    .testTarget(name: "FuseIRTests", dependencies: ["FuseIR"], swiftSettings: settings),
    .testTarget(
      name: "MachineTests", dependencies: ["FuseIR", "Machine"], swiftSettings: settings),
    .testTarget(
      name: "ExecutionTests", dependencies: ["FuseIR", "Machine", "Passes", "Execution"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.2
import PackageDescription

// Built by `Fuzz/run`, which instruments all of it, fusec's modules too.
let package = Package(
  name: "fusec-fuzz",
  dependencies: [.package(name: "fusec", path: "..")],
  targets: [
    // The C interface of libFuzzer, which comes with the compiler.
    .target(name: "CLibFuzzer"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "CLibFuzzer",
        .product(name: "FuseIR", package: "fusec"),
        .product(name: "Machine", package: "fusec"),
        .product(name: "Passes", package: "fusec"),
        .product(name: "Execution", package: "fusec"),
      ],
      swiftSettings: [.enableUpcomingFeature("ExistentialAny")]),
  ],
  swiftLanguageModes: [.v6]
)

import Foundation
import Testing

/// The tests under `test-inputs`.
enum LitSuite {
  /// A test by its path from `test-inputs` on.
  struct Test: Sendable, CustomTestStringConvertible {
    let path: String

    var testDescription: String { path }
  }

  /// The lists of `lit.cfg.py`, which stock lit reads too.
  struct Configuration: Equatable {
    let suffixes: [String]
    let excludes: [String]

    /// Reads the two assignments from the text of a `lit.cfg.py`.
    init(_ text: String) {
      suffixes = Self.list("config.suffixes", in: text)
      excludes = Self.list("config.excludes", in: text)
    }

    /// The strings in `name = [...]`.
    private static func list(_ name: String, in text: String) -> [String] {
      guard let start = text.range(of: "\n\(name) = ["),
        let end = text.range(of: "]", range: start.upperBound..<text.endIndex)
      else { return [] }
      let items = text[start.upperBound..<end.lowerBound].split(
        separator: "\"", omittingEmptySubsequences: false)
      return items.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
  }

  /// The lists in force.
  static let configuration = Configuration(
    (try? String(
      contentsOf: Repository.testInputs.appendingPathComponent("lit.cfg.py"), encoding: .utf8))
      ?? "")

  /// All tests, sorted by path.
  static let tests: [Test] = {
    var found: [String] = []
    collect(folder: "", into: &found)
    return found.sorted().map { Test(path: $0) }
  }()

  private static func collect(folder: String, into found: inout [String]) {
    let path = Repository.testInputs.appendingPathComponent(folder).path
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      if name.hasPrefix(".") || name == "Output" || configuration.excludes.contains(name) {
        continue
      }
      let relative = folder.isEmpty ? name : "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
      if isFolder.boolValue {
        collect(folder: relative, into: &found)
      } else if configuration.suffixes.contains(where: { name.hasSuffix($0) }) {
        found.append(relative)
      }
    }
  }

  /// The folder of the test executable, beside which `fusec` is built.
  static let productFolder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// What the tests run with.
  static let environment: LitRunner.Environment = {
    let inherited = ProcessInfo.processInfo.environment
    var programs: [String: String] = [:]
    var features: Set<String> = ["linux"]
    for (name, candidates) in [
      ("clang", ["clang"]), ("sed", ["sed"]), ("mlir-opt", ["mlir-opt-22"]),
      ("riscv64-gcc", ["riscv64-unknown-elf-gcc"]),
    ] {
      if let path = candidates.lazy.compactMap({ find($0, inherited["PATH"] ?? "") }).first {
        programs[name] = path
        features.insert(name)
      }
    }
    if let clang = programs["clang"],
      ["openblas", "cblas", "blas", "mkl_rt"].contains(where: { links(clang, "-l\($0)") })
    {
      features.insert("cblas")
    }
    programs["fusec"] =
      inherited["FUSEC"] ?? productFolder.appendingPathComponent("fusec").path
    var variables = ["SWIFT_BACKTRACE": "enable=no"]
    for name in ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "LIBRARY_PATH"] {
      variables[name] = inherited[name]
    }
    return LitRunner.Environment(
      sourceRoot: Repository.testInputs.path,
      outputRoot: productFolder.appendingPathComponent("lit-output").path,
      programs: programs, features: features, variables: variables,
      blesses: inherited["BLESS"] == "1", timeout: 60)
  }()

  /// Whether the compiler links a program that calls cblas_sgemm with the option.
  private static func links(_ clang: String, _ option: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: clang)
    process.arguments = ["-x", "c", "-", "-o", "/dev/null", option]
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    input.fileHandleForWriting.write(
      Data("void cblas_sgemm(void); int main(void) { cblas_sgemm(); return 0; }".utf8))
    input.fileHandleForWriting.closeFile()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private static func find(_ name: String, _ path: String) -> String? {
    path.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

import Foundation
import Testing

/// A search that is interrupted leaves its best plan; a search that is let alone tells a trace that only goes one way.
@Suite("interrupted searches")
struct InterruptedSearchTests {
  private static let program = """
    func.func @f(%a: tensor<512x384xi8>, %b: tensor<384x640xi8>, %c: tensor<512x640xi32>)
        -> tensor<512x640xi32> {
      %0 = linalg.matmul ins(%a, %b : tensor<512x384xi8>, tensor<384x640xi8>)
        outs(%c : tensor<512x640xi32>) -> tensor<512x640xi32>
      return %0 : tensor<512x640xi32>
    }
    """

  /// Runs the command in a folder with `p.mlir`, and returns what the file `result` holds afterwards.
  private func run(_ command: String, _ code: Int32, _ result: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(Self.program.utf8).write(to: folder.appendingPathComponent("p.mlir"))
    let input = try ScratchFile(in: folder.path)
    let output = try ScratchFile(in: folder.path)
    var environment = LitSuite.environment.variables
    environment["fusec"] = LitSuite.environment.programs["fusec"]
    let process = Subprocess(
      path: "/bin/bash", arguments: ["-c", command], environment: environment,
      directory: folder.path, streams: (input.descriptor, output.descriptor, output.descriptor))
    let end = process.run(timeout: 120)
    close(input.descriptor)
    let said = String(bytes: output.readAndClose())
    #expect(end == .exited(code), "\(said.prefix(2000))")
    return try String(contentsOf: folder.appendingPathComponent(result), encoding: .utf8)
  }

  @Test("^C ends the search, the plan is written, and the exit code says so")
  func interrupted() throws {
    // A shell makes its background jobs ignore SIGINT: fusec runs in the foreground.
    let text = try run(
      "(while ! test -s id; do sleep 0.1; done; sleep 2; kill -INT $(cat id)) & "
        + "sh -c 'echo $$ > id; exec $fusec p.mlir "
        + "-passes=\"select-mapping{search=random budget=100s}\" -target=fadiff-small -o out.mlir'",
      130, "out.mlir")
    #expect(text.contains("fuse.mapping = #fuse.mapping<[\"dram"))
    #expect(text.contains("search = \"random\""))
  }

  @Test(
    "a trace falls, its bound rises, and its counts and times grow",
    arguments: ["gradient+exact", "gradient", "exact", "greedy", "random", "dosa", "fadiff"])
  func trace(_ search: String) throws {
    let text = try run(
      "$fusec p.mlir -passes='select-mapping{search=\(search) budget=300}' "
        + "-target=fadiff-small -emit=search-trace:trace", 0, "trace")
    var last: [String: Double] = [:]
    let lines = text.split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines {
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(json["search"] as? String == search)
      #expect(json["objective"] as? String == "edp")
      for name in ["seconds", "evaluations", "bound", "edp_uj_cycles"] {
        guard let value = json[name] as? Double else {
          // What is known stays known.
          #expect(json[name] is NSNull && last[name] == nil, "\(line)")
          continue
        }
        if let before = last[name] {
          #expect(name == "edp_uj_cycles" ? value <= before : value >= before, "\(line)")
        }
        last[name] = value
      }
    }
    #expect(last["edp_uj_cycles"] != nil)
  }

  /// The same budget gives the same bytes, whatever the number of threads.
  @Test(arguments: ["gradient+exact", "gradient", "random", "dosa", "fadiff"])
  func isDeterministic(_ search: String) throws {
    let texts = try [1, 2].map { threads in
      try run(
        "$fusec p.mlir -passes='select-mapping{search=\(search) seed=7 budget=200}' -j=\(threads) "
          + "-target=fadiff-small -o out.mlir", 0, "out.mlir")
    }
    #expect(texts[0] == texts[1])
  }
}

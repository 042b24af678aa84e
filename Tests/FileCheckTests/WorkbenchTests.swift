import Foundation
import Testing

/// What fusec shows while it runs, and when it crashes: things that RUN lines can't see.
@Suite("the workbench")
struct WorkbenchTests {
  private static let text = """
    func.func @f(%a: i32) -> i32 {
      %0 = arith.addi %a, %a : i32
      return %0 : i32
    }

    """

  /// A folder with `m.mlir` in it, for the time of the call.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(Self.text.utf8).write(to: folder.appendingPathComponent("m.mlir"))
    try body(folder)
  }

  private func process(_ arguments: [String]) throws -> Process {
    let process = Process()
    let path = try #require(LitSuite.environment.programs["fusec"])
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    var variables = LitSuite.environment.variables
    variables["TERM"] = "xterm"
    process.environment = variables
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    return process
  }

  @Test("a line of progress appears on a terminal after two seconds, and is erased at the end")
  func progressOnATerminal() throws {
    try withFolder { folder in
      var (main, side) = (Int32(-1), Int32(-1))
      let status = openpty(&main, &side, nil, nil, nil)
      try #require(status == 0)
      let process = try process([
        folder.appendingPathComponent("m.mlir").path, "-reduce=sleep 2.6; false",
      ])
      process.standardError = FileHandle(fileDescriptor: side, closeOnDealloc: false)
      try process.run()
      process.waitUntilExit()
      // Reading a terminal that nobody holds open any more is an error: read what is there first.
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(main, &bytes, bytes.count)
      close(side)
      close(main)
      let shown = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      #expect(shown.contains("s] running the command on the input"))
      #expect(!shown.hasPrefix("\r\u{1B}[K[0."))
      let last = try #require(shown.range(of: "\r\u{1B}[K", options: .backwards))
      let rest = String(shown[last.upperBound...])
      #expect(rest.contains("there is nothing to reduce") && !rest.contains("running"))
    }
  }

  @Test("nothing of it goes into a pipe")
  func progressIntoAPipe() throws {
    try withFolder { folder in
      let pipe = Pipe()
      let process = try process([
        folder.appendingPathComponent("m.mlir").path, "-reduce=sleep 2.6; false",
      ])
      process.standardError = pipe
      try process.run()
      process.waitUntilExit()
      let shown = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
      #expect(shown.hasPrefix("error: there is nothing to reduce"))
      #expect(!shown.contains("\u{1B}"))
    }
  }

  @Test("a crash names the pass, leaves with 70, and leaves the program before the pass")
  func crashReport() throws {
    try withFolder { folder in
      let reproducer = folder.appendingPathComponent("reproducer.mlir").path
      let passes = [String](repeating: "canonicalize", count: 5000).joined(separator: ",")
      let pipe = Pipe()
      let process = try process([
        folder.appendingPathComponent("m.mlir").path, "-passes=\(passes)",
        "-reproducer=\(reproducer)",
      ])
      process.standardError = pipe
      try process.run()
      let deadline = Date(timeIntervalSinceNow: 60)
      // The pass is told after its reproducer was written: it is when the next one's is.
      var first: Date?
      while Date() < deadline {
        let written =
          try? FileManager.default.attributesOfItem(atPath: reproducer)[.modificationDate] as? Date
        if let written, let first, written != first { break }
        first = first ?? written
        usleep(1000)
      }
      kill(process.processIdentifier, SIGSEGV)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit)
      #expect(process.terminationStatus == 70)
      let shown = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
      #expect(shown.contains("fusec crashed in pass canonicalize ("))
      #expect(shown.contains("please report this, reproducer in '\(reproducer)'"))
      let left = try String(contentsOfFile: reproducer, encoding: .utf8)
      #expect(left.contains("arith.addi"))
      #expect(left.contains("pipeline: \"builtin.module(canonicalize)\""))
    }
  }
}

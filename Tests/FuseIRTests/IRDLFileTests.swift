import Foundation
import FuseIR
import Testing

/// `irdl/fusec.irdl.mlir` says what the ops of our dialects are in a form from which stock mlir-opt learns to verify them:
/// `mlir-opt --irdl-file=irdl/fusec.irdl.mlir --allow-unregistered-dialect dump.mlir`. It is made from the definitions;
/// `BLESS=1 swift test --filter IRDLFileTests` writes it anew.
@Suite struct IRDLFileTests {
  static let file = TextSupport.inputs.appendingPathComponent("../irdl/fusec.irdl.mlir")
    .standardized
  /// `fuse_end` is left out: an op that is known from IRDL can't end a block. So is `sam`, whose joiners take streams of several
  /// types in one list, which `oneTypeForAllOfAVariadicList` shows that IRDL can't say; stock mlir-opt reads it as unregistered.
  static let dialects: [Dialect] = [.fuse, .gemmini, .kernel, .machine, .sched]

  @Test func fileIsThatOfTheDefinitions() throws {
    let text = Self.text()
    if ProcessInfo.processInfo.environment["BLESS"] == "1" {
      try text.write(to: Self.file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == text)
  }

  @Test(
    .enabled(if: StockMLIR.path != nil, "mlir-opt is not installed"),
    arguments: [("machine.fir", "clock_hertz = "), ("gemmini-square.fir", "block_stride = ")])
  func stockMLIRVerifiesDumps(name: String, attribute: String) throws {
    let path = TextSupport.inputs.appendingPathComponent("dialects/Inputs/\(name)")
    let dump = TextSupport.printed(try String(contentsOf: path, encoding: .utf8), .generic)
    let accepted = try Self.verify(dump)
    #expect(accepted.status == 0, "\(accepted.errors)")
    // What the definitions ask for is asked for: an op without one of its attributes is refused.
    let cut = try #require(dump.range(of: attribute))
    var damaged = dump
    damaged.replaceSubrange(cut, with: "something_else = ")
    let refused = try Self.verify(damaged)
    #expect(refused.status != 0)
    #expect(refused.errors.contains("is expected but not provided"), "\(refused.errors)")
  }

  /// The values of a variadic list share one constraint, and IRDL binds a constraint to the first type that it meets: so
  /// stock mlir-opt refuses a valid op whose operands differ in type, whatever the constraint is made of. Where this fails, it
  /// no longer does, and docs/architecture.md should say so.
  @Test(
    .enabled(if: StockMLIR.path != nil, "mlir-opt is not installed"),
    arguments: [("%a, %b", "i32, i64"), ("%a, %a", "i32, i32")])
  func oneTypeForAllOfAVariadicList(operands: String, types: String) throws {
    let program = """
      "func.func"() <{function_type = (i32, i64) -> (), sym_name = "f"}> ({
      ^bb0(%a: i32, %b: i64):
        "fuse.group"(\(operands)) ({
        ^bb0(\(operands == "%a, %a" ? "%x: i32, %y: i32" : "%x: i32, %y: i64")):
          "fuse_end.yield"() : () -> ()
        }) : (\(types)) -> ()
        "func.return"() : () -> ()
      }) : () -> ()
      """
    let result = try Self.verify(program)
    let differ = operands.contains("%b")
    #expect((result.status != 0) == differ, "\(result.errors)")
    #expect(result.errors.contains("expected 'i32' but got 'i64'") == differ)
  }

  private static func verify(_ text: String) throws -> (status: Int32, errors: String) {
    try StockMLIR.run(["--irdl-file=\(file.path)", "--allow-unregistered-dialect", "-"], text)
  }

  // MARK: The file

  static func text() -> String {
    var text = """
      // The ops of our dialects, for mlir-opt --irdl-file. Made from the definitions in Sources/FuseIR/Dialects:
      //     BLESS=1 swift test --filter IRDLFileTests
      // IRDL has no optional attributes: those that an op need not have are left out.

      """
    for dialect in dialects {
      text += "irdl.dialect @\(dialect.name) {\n"
      let prefix = dialect.name + "."
      for attribute in DialectAttributeDefinition.all where attribute.name.hasPrefix(prefix) {
        text += "  irdl.attribute @\(attribute.name.dropFirst(prefix.count)) {\n"
        text += parameters(of: attribute) + "  }\n"
      }
      let own = OpDefinitionTable.shared.all.filter { $0.name.hasPrefix(prefix) }
      for definition in own.sorted(by: { $0.name < $1.name }) {
        text += "  irdl.operation @\(definition.name.dropFirst(prefix.count)) {\n"
        text += body(definition) + "  }\n"
      }
      text += "}\n"
    }
    return text
  }

  private static func parameters(of attribute: DialectAttributeDefinition) -> String {
    var text = ""
    for parameter in attribute.parameters {
      text += "    %\(parameter.name) = \(constraint(parameter.constraint))\n"
    }
    let names = attribute.parameters.map { "\($0.name): %\($0.name)" }
    return text + "    irdl.parameters(\(names.joined(separator: ", ")))\n"
  }

  private static func body(_ definition: OpDefinition) -> String {
    var text = ""
    let required = definition.attributes.filter { !$0.isOptional }
    for attribute in required {
      text += "    %\(attribute.name) = \(constraint(attribute.constraint))\n"
    }
    if !required.isEmpty {
      let entries = required.map { "\"\($0.name)\" = %\($0.name)" }
      text += "    irdl.attributes {\n      \(entries.joined(separator: ",\n      "))\n    }\n"
    }
    text += values("operands", definition.operands) + values("results", definition.results)
    if case .exactly(let count) = definition.regions, count > 0 {
      for index in 0..<count { text += "    %region\(index) = irdl.region with size 1\n" }
      let names = (0..<count).map { "region\($0): %region\($0)" }
      text += "    irdl.regions(\(names.joined(separator: ", ")))\n"
    }
    return text
  }

  private static func values(_ kind: String, _ arity: Arity) -> String {
    var names: [String] = []
    var text = ""
    // A constraint stands for one type, so that each value has its own; those of a variadic list share one.
    func add(_ count: Int, _ word: String = "") {
      for _ in 0..<count {
        let name = "\(kind)\(names.count)"
        text += "    %\(name) = irdl.any\n"
        names.append("\(name): \(word)%\(name)")
      }
    }
    switch arity {
    case .exactly(let count): add(count)
    case .atLeast(let count):
      add(count)
      add(1, "variadic ")
    case .between(let low, let high):
      add(low)
      add(high - low, "optional ")
    }
    guard !names.isEmpty else { return "" }
    return text + "    irdl.\(kind)(\(names.joined(separator: ", ")))\n"
  }

  private static func constraint(_ constraint: AttributeConstraint) -> String {
    func base(_ name: String) -> String { "irdl.base \"#builtin.\(name)\"" }
    switch constraint {
    case .any, .denseArray, .elements, .dialect, .word: return "irdl.any"
    case .unit: return base("unit")
    case .bool, .integer: return base("integer")
    case .float: return base("float")
    case .string: return base("string")
    case .symbol: return base("symbol_ref")
    case .type: return base("type")
    case .array, .affineMapArray, .wordArray: return base("array")
    case .dictionary: return base("dictionary")
    case .affineMap: return base("affine_map")
    case .affineSet: return base("integer_set")
    }
  }
}

/// The stock mlir-opt, where it is installed.
enum StockMLIR {
  static let path: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/mlir-opt-22" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }()

  /// Runs it on a text.
  static func run(_ arguments: [String], _ input: String) throws -> (status: Int32, errors: String)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path))
    process.arguments = arguments
    let (standardInput, errors) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}

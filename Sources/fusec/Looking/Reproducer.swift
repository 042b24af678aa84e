import FuseIR
import Glibc
import Passes

/// `-reproducer=<file>`: keeps the program as it was before the pass that runs, with the pass in MLIR's trailer, so that it
/// is there when the pass fails or crashes.
final class Reproducer: PassInstrument {
  private let path: String
  private let settings: [(name: String, value: String)]
  private let diagnostics: DiagnosticEngine
  private var isWritten = false
  /// The pass that runs, or that ran last.
  private(set) var pass = ""

  /// A reproducer at `path`. The settings, such as the target, go into the trailer too.
  init(path: String, _ options: Options, _ diagnostics: DiagnosticEngine) {
    self.path = path
    self.diagnostics = diagnostics
    settings = Self.settings(options)
  }

  private static func settings(_ options: Options) -> [(name: String, value: String)] {
    var settings: [(name: String, value: String)] = []
    if let target = options.target { settings.append(("target", target)) }
    if let seed = options.seed { settings.append(("seed", String(seed))) }
    return settings
  }

  /// What a trailer holds from which `-run-reproducer` runs the pipeline with the target and seed of the options.
  static func resources(for pipeline: Pipeline, _ options: Options) -> [Module.Resource] {
    let section = "external_resources"
    return [
      Module.Resource(
        section: section, owner: "mlir_reproducer", key: "pipeline", text: quoted(pipeline.text))
    ]
      + settings(options).map {
        Module.Resource(section: section, owner: "fusec", key: $0.name, text: quoted($0.value))
      }
  }

  func willRun(
    _ step: PassStep, on module: borrowing Module, in context: inout PassContext
  ) -> InstrumentVerdict {
    pass = step.name
    return write(module, step) ? .proceed : .stop
  }

  private func write(_ module: borrowing Module, _ step: PassStep) -> Bool {
    var printing = PrinterOptions()
    printing.debugInfo = true
    var text = module.print(printing)
    text += Array(trailer(for: step).utf8)
    do {
      let output = try PendingOutput.file(path)
      try output.write(text)
      try output.commit()
      isWritten = true
      return true
    } catch { diagnostics.error(FileError(error, else: "cannot write '\(path)'").message) }
    return false
  }

  private func trailer(for step: PassStep) -> String {
    var text = """

      {-#
        external_resources: {
          mlir_reproducer: {
            pipeline: \(Self.quoted(step.pipelineText)),
            disable_threading: true,
            verify_each: true
          }
      """
    if !settings.isEmpty {
      let lines = settings.map { "      \($0.name): \(Self.quoted($0.value))" }
      text += ",\n    fusec: {\n\(lines.joined(separator: ",\n"))\n    }"
    }
    return text + "\n  }\n#-}\n"
  }

  /// The text as a literal of MLIR.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): result += "\\\\"
      case UInt8(ascii: "\""): result += "\\22"
      case 0x20..<0x7F: result.unicodeScalars.append(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "\\" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return result + "\""
  }

  /// The run ended: the file stays where a pass failed, and goes where all was well.
  func finish(succeeded: Bool) {
    guard isWritten else { return }
    if succeeded {
      unlink(path)
    } else {
      FileSystem.writeError(
        "the program before pass '\(pass)' is in '\(path)'; fusec -run-reproducer repeats the pass\n"
      )
    }
  }
}

/// What a reproducer's trailer says: `-run-reproducer` reads it.
struct ReproducerTrailer {
  let pipeline: String
  private(set) var verifiesEach = true
  private(set) var target: String?
  private(set) var seed: UInt64?

  /// Takes the trailer out of the module; nil where there is none.
  init?(takenFrom module: inout Module) {
    func value(_ owner: String, _ key: String, _ resources: [Module.Resource]) -> String? {
      resources.first {
        $0.section == "external_resources" && $0.owner == owner && $0.key == key
      }.map { Self.unquoted($0.text) }
    }
    let resources = module.resources
    guard let pipeline = value("mlir_reproducer", "pipeline", resources) else { return nil }
    self.pipeline = pipeline
    verifiesEach = value("mlir_reproducer", "verify_each", resources) != "false"
    target = value("fusec", "target", resources)
    seed = value("fusec", "seed", resources).flatMap { UInt64($0) }
    module.resources = resources.filter {
      $0.section != "external_resources" || !["mlir_reproducer", "fusec"].contains($0.owner)
    }
  }

  /// The text that a literal spells; a word that is no literal stands for itself.
  private static func unquoted(_ literal: String) -> String {
    guard literal.hasPrefix("\""), literal.hasSuffix("\""), literal.utf8.count >= 2 else {
      return literal
    }
    var bytes: [UInt8] = []
    var rest = literal.utf8.dropFirst().dropLast()
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
      default:
        if let second = rest.first,
          let value = UInt8(String(decoding: [next, second], as: UTF8.self), radix: 16)
        {
          bytes.append(value)
          rest.removeFirst()
        } else {
          bytes.append(next)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

import FuseIR

/// Reads a pipeline from text, in either grammar:
///
/// ```
/// inline,canonicalize{max-iterations=4 fold=false},cse
/// builtin.module(inline,func.func(canonicalize,cse))
/// ```
/// Elements are passes, named pipelines, and `builtin.module(...)`, `func.func(...)` or `any(...)` around elements.
/// Options are separated by white space; a flag alone sets it; braces and quotes protect white space and commas.
/// A pass that works on functions and stands outside `func.func(...)` runs on each function.
public struct PipelineParser {
  private let source: SourceFile
  private let diagnostics: DiagnosticEngine
  private let passes: [any Pass.Type]
  private let pipelines: [NamedPipeline]
  private let enclosingPipelines: [String]
  private var position = 0
  private var steps: [Pipeline.Step] = []

  private struct Failure: Error {}

  private enum Place {
    case top, module, function
  }

  /// The pipeline that the text spells, or nil after an error was reported. `title` stands in front of the messages.
  public static func parse(
    _ text: String, title: String = "-passes", diagnostics: DiagnosticEngine,
    passes: [any Pass.Type] = allPasses, pipelines: [NamedPipeline] = namedPipelines
  ) -> Pipeline? {
    var parser = PipelineParser(
      SourceFile(name: title, text: text), diagnostics, passes, pipelines, within: [])
    return (try? parser.parseAll(isPerFunction: false)).map { Pipeline($0) }
  }

  private init(
    _ source: SourceFile, _ diagnostics: DiagnosticEngine, _ passes: [any Pass.Type],
    _ pipelines: [NamedPipeline], within enclosing: [String]
  ) {
    self.source = source
    self.diagnostics = diagnostics
    self.passes = passes
    self.pipelines = pipelines
    enclosingPipelines = enclosing
  }

  private mutating func parseAll(isPerFunction: Bool) throws(Failure) -> [Pipeline.Step] {
    skipSpace()
    if position < source.bytes.count {
      try parseElements(isPerFunction ? .function : .top)
    }
    if let byte = peek() {
      let character = String(UnicodeScalar(byte))
      throw fail("expected ',' between passes, found '\(character)'", position..<position + 1)
    }
    return steps
  }

  // MARK: Elements

  private mutating func parseElements(_ place: Place) throws(Failure) {
    while true {
      try parseElement(place)
      skipSpace()
      guard peek() == UInt8(ascii: ",") else { return }
      position += 1
    }
  }

  private mutating func parseElement(_ place: Place) throws(Failure) {
    let (name, range) = try parseName()
    skipSpace()
    if peek() == UInt8(ascii: "(") {
      try parseNested(name, range, place)
    } else if let pass = passes.first(where: { $0.name == name }) {
      try append(pass, range, place)
    } else if let pipeline = pipelines.first(where: { $0.name == name }) {
      try append(pipeline, range, place)
    } else {
      let known = passes.map { $0.name } + pipelines.map(\.name)
      throw fail(
        "there is no pass or pipeline '\(name)'\(NearestName.hint(for: name, among: known))",
        range)
    }
  }

  private mutating func parseName() throws(Failure) -> (String, Range<Int>) {
    skipSpace()
    let start = position
    while let byte = peek(), Self.isNameByte(byte) { position += 1 }
    guard position > start else {
      let found = peek().map { "'\(String(UnicodeScalar($0)))'" } ?? "the end of the pipeline"
      let end = min(start + 1, source.bytes.count)
      throw fail("expected the name of a pass, found \(found)", start..<max(start, end))
    }
    return (source.text(in: start..<position), start..<position)
  }

  private mutating func parseNested(
    _ name: String, _ range: Range<Int>, _ place: Place
  ) throws(Failure) {
    let inner: Place
    switch (name, place) {
    case ("builtin.module", .top), ("any", .top): inner = .module
    case ("func.func", .top), ("func.func", .module): inner = .function
    case ("any", .module): inner = .function
    case ("builtin.module", _), ("func.func", _), ("any", _):
      let outer = place == .function ? "func.func" : "builtin.module"
      throw fail("'\(name)' can't stand inside '\(outer)'", range)
    default:
      if passes.contains(where: { $0.name == name }) {
        throw fail("pass '\(name)' takes options in '{...}', not in '(...)'", range)
      }
      let hint = NearestName.hint(for: name, among: ["builtin.module", "func.func"])
      let known = "'builtin.module', 'func.func' or 'any'"
      throw fail("passes run on \(known), not on '\(name)'\(hint)", range)
    }
    let open = position
    position += 1
    skipSpace()
    if peek() != UInt8(ascii: ")") { try parseElements(inner) }
    skipSpace()
    guard peek() == UInt8(ascii: ")") else {
      throw fail("this '(' is not closed", open..<open + 1)
    }
    position += 1
  }

  private mutating func append(
    _ pipeline: NamedPipeline, _ range: Range<Int>, _ place: Place
  ) throws(Failure) {
    if peek() == UInt8(ascii: "{") {
      throw fail(
        "pipeline '\(pipeline.name)' takes no options; give them to its passes: \(pipeline.text)",
        range)
    }
    precondition(
      !enclosingPipelines.contains(pipeline.name), "invariant: named pipelines form no cycle")
    var parser = PipelineParser(
      SourceFile(name: "pipeline '\(pipeline.name)'", text: pipeline.text), diagnostics, passes,
      pipelines, within: enclosingPipelines + [pipeline.name])
    steps += try parser.parseAll(isPerFunction: place == .function)
  }

  private mutating func append(
    _ pass: any Pass.Type, _ range: Range<Int>, _ place: Place
  ) throws(Failure) {
    if pass.anchor == .module, place == .function {
      throw fail(
        "pass '\(pass.name)' runs on the whole program; it can't stand inside 'func.func'", range)
    }
    let instance = try parseOptions(of: pass)
    let isPerFunction = place == .function || pass.anchor == .function
    steps.append(Pipeline.Step(pass: instance, isPerFunction: isPerFunction))
  }

  // MARK: Options

  private mutating func parseOptions<P: Pass>(of type: P.Type) throws(Failure) -> any Pass {
    var pass = P()
    guard peek() == UInt8(ascii: "{") else { return pass }
    let open = position
    position += 1
    var given: [String] = []
    while true {
      skipSpace()
      guard let byte = peek() else { throw fail("this '{' is not closed", open..<open + 1) }
      if byte == UInt8(ascii: "}") { break }
      let (name, range) = try parseOptionName(of: type)
      guard let option = P.options.first(where: { $0.name == name }) else {
        throw unknownOption(name, of: type, range)
      }
      if given.contains(name) {
        throw fail("option '\(name)' of pass '\(P.name)' is given twice", range)
      }
      given.append(name)
      try set(option, of: &pass, range, open)
    }
    position += 1
    return pass
  }

  private mutating func set<P: Pass>(
    _ option: PassOption<P>, of pass: inout P, _ range: Range<Int>, _ open: Int
  ) throws(Failure) {
    guard peek() == UInt8(ascii: "=") else {
      guard option.isFlag else {
        throw fail(
          "option '\(option.name)' of pass '\(P.name)' needs a value, \(option.expectation): "
            + "\(option.name)=...", range)
      }
      _ = option.set(&pass, "true")
      return
    }
    position += 1
    let start = position
    let value = try parseValue(open)
    guard option.set(&pass, value) else {
      throw fail(
        "option '\(option.name)' of pass '\(P.name)' must be \(option.expectation), not '\(value)'",
        start..<max(start + 1, position))
    }
  }

  private mutating func parseOptionName<P: Pass>(
    of type: P.Type
  ) throws(Failure) -> (String, Range<Int>) {
    let start = position
    while let byte = peek(), Self.isNameByte(byte) { position += 1 }
    guard position > start else {
      throw fail("expected the name of an option of pass '\(P.name)'", start..<start + 1)
    }
    return (source.text(in: start..<position), start..<position)
  }

  private func unknownOption<P: Pass>(
    _ name: String, of type: P.Type, _ range: Range<Int>
  ) -> Failure {
    let names = P.options.map(\.name)
    guard !names.isEmpty else { return fail("pass '\(P.name)' has no options", range) }
    let hint = NearestName.hint(for: name, among: names)
    let list = hint.isEmpty ? "; it has \(names.joined(separator: ", "))" : hint
    return fail("pass '\(P.name)' has no option '\(name)'\(list)", range)
  }

  /// The text up to white space or the closing brace; inside quotes or braces, all of it.
  private mutating func parseValue(_ open: Int) throws(Failure) -> String {
    let start = position
    guard let first = peek() else { throw fail("this '{' is not closed", open..<open + 1) }
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
      position += 1
      while let byte = peek(), byte != first { position += 1 }
      guard peek() == first else {
        throw fail("this quote is not closed", start..<start + 1)
      }
      position += 1
      return source.text(in: start + 1..<position - 1)
    }
    var depth = 0
    while let byte = peek() {
      if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        if depth == 0 { break }
        depth -= 1
      } else if depth == 0, Self.isSpace(byte) {
        break
      }
      position += 1
    }
    if depth > 0 { throw fail("this '{' is not closed", start..<start + 1) }
    if first == UInt8(ascii: "{") { return source.text(in: start + 1..<position - 1) }
    return source.text(in: start..<position)
  }

  // MARK: Bytes

  private func peek() -> UInt8? {
    position < source.bytes.count ? source.bytes[position] : nil
  }

  private mutating func skipSpace() {
    while let byte = peek(), Self.isSpace(byte) { position += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D) ~= byte }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private func fail(_ message: String, _ range: Range<Int>) -> Failure {
    diagnostics.error(message, at: .range(source, range.clamped(to: 0..<source.bytes.count)))
    return Failure()
  }
}

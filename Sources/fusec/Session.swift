import Backends
import FuseIR
import Glibc
import Passes

/// One run of fusec: the information that was asked for, or the compilation of each part of the input.
struct Session {
  let options: Options

  init(_ options: Options) { self.options = options }

  /// Does what the options ask.
  func run() -> ExitCode {
    let diagnostics = DiagnosticEngine()
    let writer = DiagnosticWriter(options)
    diagnostics.sink = { writer.write($0, sources: diagnostics.sources) }
    do {
      if let text = try information(diagnostics) {
        return try Self.write(text, diagnostics)
      }
      if options.calibration != nil {
        ProgressLine.start()
        defer { ProgressLine.stop() }
        Phase.enter("measuring the processor")
        return try Self.write(
          try Calibration.description(cores: options.calibratedCores, diagnostics),
          to: options.output, diagnostics)
      }
      guard let input = options.input else {
        diagnostics.error(
          "no input: name a file, or - for standard input; -help shows how")
        return .usage
      }
      try checkPaths(input, diagnostics)
      ProgressLine.start()
      defer { ProgressLine.stop() }
      Phase.enter("reading \(input)")
      let source = SourceFile(
        name: input == "-" ? "<stdin>" : input,
        bytes: try FileSystem.read(input, limit: options.limits.maximumByteCount))
      if let command = options.reduce {
        diagnostics.addSource(source)
        return try Reduction(command, options, diagnostics).run(on: source)
      }
      return try compile(source, diagnostics)
    } catch let error as FileError {
      diagnostics.error(error.message)
      return .wrongInput
    } catch let stop as Driver.Stop {
      return stop.code
    } catch {
      return .wrongInput
    }
  }

  /// The text that was asked for instead of a compilation.
  private func information(_ diagnostics: DiagnosticEngine) throws(Driver.Stop) -> String? {
    if options.wantsVersion { return HelpText.version + "\n" }
    if options.listPasses { return HelpText.passes }
    if options.listTargets { return HelpText.targets }
    if let shell = options.completion {
      if let script = ShellCompletion.script(for: shell) { return script }
      diagnostics.error(
        "no completion for the shell '\(shell)'; there is \(ShellCompletion.shells.joined(separator: ", "))"
      )
      throw Driver.Stop(code: .usage)
    }
    if options.emissions.contains(where: { $0.format == "help" }) { return HelpText.formats }
    guard options.wantsHelp else { return nil }
    guard let topic = options.help else { return HelpText.overview }
    guard let text = HelpText.about(topic) else {
      let hint = NearestName.hint(for: topic, among: HelpText.topics)
      diagnostics.error("no pass, format, machine or option is called '\(topic)'\(hint)")
      throw Driver.Stop(code: .usage)
    }
    return text
  }

  /// The input is never written over by what is only a by-product.
  private func checkPaths(
    _ input: String, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) {
    guard let path = options.reproducer, input != "-", FileSystem.areSame(path, input) else {
      return
    }
    diagnostics.error("-reproducer would write over the input '\(input)': name another file")
    throw Driver.Stop(code: .usage)
  }

  private static func write(
    _ text: String, to path: String? = nil, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> ExitCode {
    do {
      let output =
        try path.map { $0 == "-" ? .standardOutput() : try .file($0) }
        ?? PendingOutput.standardOutput()
      try output.write(text)
      try output.commit()
      return .done
    } catch {
      diagnostics.error(FileError(error, else: "cannot write to standard output").message)
      throw Driver.Stop(code: .wrongInput)
    }
  }

  // MARK: Parts

  /// Compiles the input, or each of its parts.
  private func compile(
    _ source: SourceFile, _ diagnostics: DiagnosticEngine
  ) throws -> ExitCode {
    let timer = PassTimer()
    timer.sortsByTime = options.timingIsSorted
    var code = ExitCode.done
    if let marker = options.splitMarker {
      let output =
        try options.output.map { try PendingOutput.file($0) } ?? PendingOutput.standardOutput()
      for (index, part) in InputParts.split(source, at: marker).enumerated() {
        if index > 0 { try output.write("\(marker)\n") }
        var options = options
        // The first failure is the one whose reproducer stays.
        if code != .done { options.reproducer = nil }
        let result = compile(part: part, options, timer, output)
        if result == .usage { return .usage }
        code = max(code, result)
      }
      // A file appears only where all is well, as ever; what goes to standard output is of use in any case.
      if code == .done || options.output == nil { try output.commit() }
    } else {
      code = compile(part: source, options, timer, nil)
    }
    switch options.timing {
    case .text: FileSystem.writeError(timer.text)
    case .json: FileSystem.writeError(timer.json)
    case nil: break
    }
    return code
  }

  private func compile(
    part source: SourceFile, _ options: Options, _ timer: PassTimer, _ output: PendingOutput?
  ) -> ExitCode {
    let diagnostics = DiagnosticEngine(limit: options.limits.maximumDiagnosticCount)
    diagnostics.addSource(source)
    let writer = DiagnosticWriter(options)
    guard let check = options.verifyDiagnostics else {
      diagnostics.sink = { writer.write($0, sources: diagnostics.sources) }
      let code = Driver(options, diagnostics, timer, joining: output).run(source)
      if diagnostics.droppedCount > 0 {
        FileSystem.writeError(
          "\(diagnostics.droppedCount) more diagnostics are left out: -max-diagnostics=<n> shows more\n"
        )
      }
      return code
    }
    var expectations = DiagnosticExpectations(in: source, check)
    let code = Driver(options, diagnostics, timer, joining: output).run(source)
    guard code != .internalError, code != .usage else {
      for diagnostic in diagnostics.diagnostics {
        writer.write(diagnostic, sources: diagnostics.sources)
      }
      return code
    }
    for diagnostic in diagnostics.diagnostics { expectations.receive(diagnostic) }
    for problem in expectations.result { writer.write(problem, sources: diagnostics.sources) }
    return expectations.result.isEmpty ? .done : .wrongInput
  }
}

/// Writes diagnostics to standard error as the options say.
struct DiagnosticWriter {
  private let colours: Bool
  private let remarkForm: Options.ReportForm

  init(_ options: Options) {
    colours = Terminal.usesColours(options.colour)
    remarkForm = options.remarkForm
  }

  func write(_ diagnostic: Diagnostic, sources: [SourceFile]) {
    if diagnostic.severity == .remark, remarkForm == .json {
      FileSystem.writeError(RemarkLine.json(diagnostic))
    } else {
      let renderer = DiagnosticRenderer(sources: sources, colours: colours)
      FileSystem.writeError(renderer.render(diagnostic))
    }
  }
}

import Backends
import Execution
import FuseIR
import Glibc
import Machine
import Passes

/// One run of fusec: a method per phase, in order.
struct Driver {
  let options: Options
  let diagnostics: DiagnosticEngine
  let timer = PassTimer()

  /// A phase that stops the run has reported why.
  struct Stop: Error { let code: ExitCode }

  init(_ options: Options) {
    self.options = options
    diagnostics = DiagnosticEngine()
    let engine = diagnostics
    diagnostics.sink = { diagnostic in
      let renderer = DiagnosticRenderer(
        sources: engine.sources, colours: isatty(STDERR_FILENO) == 1)
      FileSystem.writeError(renderer.render(diagnostic))
    }
  }

  /// Does what the options ask.
  func run() -> ExitCode {
    do {
      if let text = try information() {
        try write(text)
        return .done
      }
      return try compile()
    } catch { return error.code }
  }

  /// The text that was asked for instead of a compilation.
  private func information() throws(Stop) -> String? {
    if options.wantsVersion { return HelpText.version + "\n" }
    if options.listPasses { return HelpText.passes }
    if options.listTargets { return HelpText.targets }
    if options.emissions.contains(where: { $0.format == "help" }) { return HelpText.formats }
    guard options.wantsHelp else { return nil }
    guard let topic = options.help else { return HelpText.overview }
    guard let text = HelpText.about(topic) else {
      let hint = NearestName.hint(for: topic, among: HelpText.topics)
      throw usage("no pass, format or machine is called '\(topic)'\(hint)")
    }
    return text
  }

  private func compile() throws(Stop) -> ExitCode {
    guard let input = options.input else {
      throw usage("no input: name a file, or - for standard input; -help shows how")
    }
    let accelerator = try target()
    let emissions = try Emissions(options, diagnostics)
    let execution = try ExecutionRequest(
      options, usesArguments: emissions.wantImages, diagnostics)
    let pipeline = try pipeline()
    var module = try read(input)

    let request = execution ?? emissions.impliedExecution(options)
    let arguments = try request?.arguments(for: module, options, diagnostics)
    // Without expected values, the program as it came in says what is right.
    var expected: [Tensor]?
    if let execution, let arguments, options.expected == nil,
      pipeline != nil || execution.executor != .reference
    {
      expected = try execution.referenceOutputs(of: module, arguments, diagnostics)
    } else if let execution, options.expected != nil {
      expected = try execution.expectedOutputs(for: module, options, diagnostics)
    }

    if let pipeline { try run(pipeline, on: &module, accelerator) }

    var outcome: ExecutionOutcome?
    if let request, let arguments {
      let start = PassTimer.Moment.now()
      outcome = try request.execute(
        module, arguments, accelerator, wantsImages: emissions.wantImages, diagnostics)
      timer.add("Execution", since: start)
    }

    let start = PassTimer.Moment.now()
    try emissions.write(
      module,
      EmissionContext(
        diagnostics: diagnostics, accelerator: accelerator, inputs: arguments,
        report: outcome?.report, images: outcome?.images, printing: printOptions))
    timer.add("Output", since: start)

    var code = ExitCode.done
    if let execution, let outcome {
      let report = try RunReport(execution, outcome, expected, options, diagnostics)
      if emissions.useStandardOutput {
        FileSystem.writeError(report.text)
      } else {
        try write(report.text)
      }
      if !report.agrees { code = .wrongInput }
    }
    switch options.timing {
    case .text: FileSystem.writeError(timer.text)
    case .json: FileSystem.writeError(timer.json)
    case nil: break
    }
    return code
  }

  // MARK: Phases

  private func target() throws(Stop) -> Accelerator? {
    guard let text = options.target else { return nil }
    let machine: Accelerator?
    do { machine = try TargetSelection.resolve(text, diagnostics) } catch {
      throw usage(error.message)
    }
    guard let machine else { throw Stop(code: .wrongInput) }
    return machine
  }

  private func pipeline() throws(Stop) -> Pipeline? {
    guard let text = options.passes else { return nil }
    guard let pipeline = PipelineParser.parse(text, diagnostics: diagnostics) else {
      throw Stop(code: .usage)
    }
    for name in options.printBefore + options.printAfter
    where !allPasses.contains(where: { $0.name == name }) {
      let hint = NearestName.hint(for: name, among: allPasses.map { $0.name })
      throw usage("no pass is called '\(name)'\(hint)")
    }
    if options.dumpPipeline {
      FileSystem.writeError("Pass Manager with pipeline:\n\(pipeline.text)\n\n")
    }
    return pipeline
  }

  private func read(_ path: String) throws(Stop) -> Module {
    let start = PassTimer.Moment.now()
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(path) } catch {
      diagnostics.error(error.message)
      throw Stop(code: .wrongInput)
    }
    let source = SourceFile(name: path == "-" ? "<stdin>" : path, bytes: bytes)
    diagnostics.addSource(source)
    guard let module = Module.parse(source, diagnostics: diagnostics) else {
      throw Stop(code: .wrongInput)
    }
    timer.add("Parser", since: start)
    let verifying = PassTimer.Moment.now()
    let report = module.verify()
    timer.add("Verifier", since: verifying)
    guard report.isEmpty else {
      diagnostics.report(report, in: module)
      throw Stop(code: .wrongInput)
    }
    return module
  }

  private func run(
    _ pipeline: Pipeline, on module: inout Module, _ accelerator: Accelerator?
  ) throws(Stop) {
    var manager = PassManager(pipeline)
    manager.verifiesEach = options.verifyEach
    if options.timing != nil { manager.add(timer) }
    if let dumper = dumper() { manager.add(dumper) }
    if options.checkSemantics {
      manager.add(SemanticsCheck(seed: options.seed ?? 0, diagnostics: diagnostics))
    }
    var context = PassContext(
      diagnostics: diagnostics, target: accelerator, seed: options.seed ?? 0)
    context.evaluator = ReferenceEvaluator()
    let remarks = options.remarks
    context.wantsRemarks = { (pass: String) -> Bool in
      guard let remarks else { return false }
      return remarks == "all" || remarks == ".*" || pass.contains(remarks)
    }
    let result = manager.run(on: &module, in: &context)
    switch options.statistics {
    case .text: FileSystem.writeError(context.statistics.text)
    case .json: FileSystem.writeError(context.statistics.json)
    case nil: break
    }
    switch result {
    case .completed: return
    case .refused: throw Stop(code: .refused)
    case .stopped: throw Stop(code: .wrongInput)
    case .invalid: throw Stop(code: .internalError)
    }
  }

  private func dumper() -> IRDumper? {
    let wantsAny =
      options.printBeforeAll || options.printAfterAll || options.printAfterFailure
      || options.printAfterChange || !options.printBefore.isEmpty || !options.printAfter.isEmpty
      || options.printTreeFolder != nil
    guard wantsAny else { return nil }
    let printing = printOptions
    let dumper = IRDumper(
      print: { module, op in String(decoding: module.print(op, printing), as: UTF8.self) },
      write: { FileSystem.writeError($0) })
    dumper.before =
      options.printBeforeAll
      ? .all : options.printBefore.isEmpty ? .none : .passes(options.printBefore)
    let afterAll =
      options.printAfterAll || options.printAfterFailure
      || (options.printAfter.isEmpty
        && (options.printAfterChange
          || (options.printTreeFolder != nil && !options.printBeforeAll)))
    dumper.after =
      afterAll ? .all : options.printAfter.isEmpty ? .none : .passes(options.printAfter)
    dumper.onlyOnChange = options.printAfterChange
    dumper.onlyOnFailure = options.printAfterFailure
    if let folder = options.printTreeFolder {
      let diagnostics = diagnostics
      dumper.tree = { path, text in
        do {
          let output = try PendingOutput.folder(folder)
          try output.begin(file: path)
          try output.write(text)
          try output.commit()
        } catch let error as FileError {
          diagnostics.error(error.message)
        } catch { diagnostics.error("cannot write '\(folder)/\(path)'") }
      }
    }
    return dumper
  }

  private var printOptions: PrinterOptions {
    var printing = PrinterOptions()
    printing.form = options.printGeneric ? .generic : options.printPretty ? .pretty : .standard
    printing.debugInfo = options.printDebugInfo
    printing.elideElementsLargerThan = options.elideElementsLarger
    return printing
  }

  // MARK: Helpers

  private func usage(_ message: String) -> Stop {
    diagnostics.error(message)
    return Stop(code: .usage)
  }

  private func write(_ text: String) throws(Stop) {
    do {
      let output = PendingOutput.standardOutput()
      try output.write(text)
      try output.commit()
    } catch {
      diagnostics.error("cannot write to standard output")
      throw Stop(code: .wrongInput)
    }
  }
}

/// Passes fold constants with the numbers that the reference interpreter would compute.
extension ReferenceEvaluator: ConstantEvaluator {}

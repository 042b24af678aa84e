import Backends
import Execution
import FuseIR
import Glibc
import Machine
import Passes

/// The compilation of one program: a method per phase, in order.
struct Driver {
  let options: Options
  let diagnostics: DiagnosticEngine
  let timer: PassTimer
  /// What text goes to instead of standard output or a file of its own, where the input has several parts.
  let joined: PendingOutput?

  /// A phase that stops the run has reported why.
  struct Stop: Error { let code: ExitCode }

  init(
    _ options: Options, _ diagnostics: DiagnosticEngine, _ timer: PassTimer,
    joining joined: PendingOutput?
  ) {
    self.options = options
    self.diagnostics = diagnostics
    self.timer = timer
    self.joined = joined
  }

  /// Does what the options ask.
  func run(_ source: SourceFile) -> ExitCode {
    do { return try compile(source) } catch { return error.code }
  }

  private func compile(_ source: SourceFile) throws(Stop) -> ExitCode {
    var accelerator = try target(options.target)
    let emissions = try Emissions(options, diagnostics)
    let execution = try ExecutionRequest(
      options, usesArguments: emissions.wantImages || emissions.wantArguments, diagnostics)
    if emissions.wantStreams, execution?.executor != .streams {
      throw usage(StreamTimelineBackend.needsRun)
    }
    var pipeline = try options.passes.map { (text) throws(Stop) in try self.pipeline(text) }
    var module = try read(source)
    var options = options
    if options.runReproducer {
      guard let trailer = ReproducerTrailer(takenFrom: &module) else {
        diagnostics.error("'\(source.name)' holds no reproducer: its trailer names no pipeline")
        throw Stop(code: .wrongInput)
      }
      pipeline = try self.pipeline(trailer.pipeline)
      options.verifyEach = options.verifyEach && trailer.verifiesEach
      options.seed = options.seed ?? trailer.seed
      options.target = options.target ?? trailer.target
      if accelerator == nil { accelerator = try target(options.target) }
    }
    if options.verifyRoundTrip { try verifyRoundTrip(module, "as read") }

    let request = execution ?? emissions.impliedExecution(options)
    var arguments = try request?.arguments(for: module, options, diagnostics)
    if arguments == nil, emissions.wantArguments, options.inputs != nil || options.seed != nil {
      arguments = try ExecutionRequest(function: "main", executor: .reference)
        .arguments(for: module, options, diagnostics)
    }
    // Without expected values, the program as it came in says what is right.
    var expected: [Tensor]?
    if let execution, let arguments, options.expected == nil, execution.computesValues,
      pipeline != nil || execution.executor != .reference
    {
      expected = try execution.referenceOutputs(of: module, arguments, options, diagnostics)
    } else if let execution, options.expected != nil {
      expected = try execution.expectedOutputs(for: module, options, diagnostics)
    }

    let summary = emissions.wantHistory ? ProgramSummary(module) : nil
    let history = emissions.wantHistory ? PassHistory() : nil
    var findings = PassRun.Findings()
    if let pipeline {
      findings = try PassRun(options, diagnostics, timer).run(
        pipeline, on: &module, accelerator, source, history, operands: arguments)
      if options.verifyRoundTrip { try verifyRoundTrip(module, "after the passes") }
    }

    if let settings = options.evaluation {
      return try evaluate(settings, module, accelerator)
    }

    var outcome: ExecutionOutcome?
    if let request, let arguments {
      Phase.enter("executing @\(request.function) on \(request.executor.rawValue)")
      let start = PassTimer.Moment.now()
      outcome = try request.execute(
        module, arguments, accelerator, wantsImages: emissions.wantImages,
        wantsTimeline: emissions.wantHistory, wantsStreams: emissions.wantStreams, options,
        diagnostics)
      timer.add("Execution", since: start)
    }

    var report = outcome?.report
    var mapped: MappedNetwork?
    if report == nil && emissions.wantFigures || emissions.wantMappings {
      let program = try MappedProgram.read(module, on: accelerator, diagnostics)
      mapped = program?.mapped
      report =
        report ?? program?.report ?? ScheduleCosts.report(module, diagnostics)
        ?? KernelCosts.report(module, on: accelerator)
    }

    Phase.enter("writing the output")
    let start = PassTimer.Moment.now()
    try emissions.write(
      module, joining: joined,
      EmissionContext(
        diagnostics: diagnostics, accelerator: accelerator, inputs: arguments,
        report: report, mapped: mapped, images: outcome?.images, summary: summary,
        history: history?.history, timeline: outcome?.timeline, streams: outcome?.streams,
        searches: findings.searches, packingPrograms: findings.packingPrograms,
        printing: options.printing))
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
    return code
  }

  // MARK: Phases

  /// Answers plans on standard input.
  private func evaluate(
    _ settings: Evaluation.Settings, _ module: borrowing Module, _ accelerator: Accelerator?
  ) throws(Stop) -> ExitCode {
    guard let accelerator else {
      throw usage("-evaluate needs a machine: name one with -target=<machine>")
    }
    guard options.input != "-" else {
      throw usage("-evaluate reads plans from standard input: the program must be a file")
    }
    Phase.enter("evaluating plans")
    if settings.judgesPlacements {
      guard
        var evaluation = PlacementEvaluation(settings, module, on: accelerator, diagnostics)
      else { return .refused }
      do { try evaluation.run() } catch {
        diagnostics.error(error.message)
        return .wrongInput
      }
      return .done
    }
    guard var evaluation = Evaluation(settings, module, on: accelerator, diagnostics) else {
      throw Stop(code: .refused)
    }
    do { try evaluation.run() } catch {
      diagnostics.error(error.message)
      throw Stop(code: .wrongInput)
    }
    return .done
  }

  private func target(_ text: String?) throws(Stop) -> Accelerator? {
    guard let text else { return nil }
    let machine: Accelerator?
    do { machine = try TargetSelection.resolve(text, diagnostics) } catch {
      throw usage(error.message)
    }
    guard let machine else { throw Stop(code: .wrongInput) }
    return machine
  }

  private func pipeline(_ text: String) throws(Stop) -> Pipeline {
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

  private func read(_ source: SourceFile) throws(Stop) -> Module {
    Phase.enter("reading \(source.name)")
    let start = PassTimer.Moment.now()
    guard
      let module = Module.parse(
        source, diagnostics: diagnostics, options: options.limits.parserOptions)
    else {
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

  private func verifyRoundTrip(_ module: borrowing Module, _ when: String) throws(Stop) {
    Phase.enter("verifying the round trip")
    guard RoundTripCheck(diagnostics: diagnostics).passes(module, when: when) else {
      throw Stop(code: .internalError)
    }
  }

  // MARK: Helpers

  private func usage(_ message: String) -> Stop {
    diagnostics.error(message)
    return Stop(code: .usage)
  }

  private func write(_ text: String) throws(Stop) {
    do {
      let output = joined ?? PendingOutput.standardOutput()
      try output.write(text)
      if joined == nil { try output.commit() }
    } catch {
      diagnostics.error(FileError(error, else: "cannot write to standard output").message)
      throw Stop(code: .wrongInput)
    }
  }
}

/// Passes fold constants with the numbers that the reference interpreter would compute.
extension ReferenceEvaluator: ConstantEvaluator {}

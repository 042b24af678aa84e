import Execution
import FuseIR
import Glibc
import Machine
import Passes

/// The run of a pipeline with everything that looks at the program between passes.
struct PassRun {
  let options: Options
  let diagnostics: DiagnosticEngine
  let timer: PassTimer

  init(_ options: Options, _ diagnostics: DiagnosticEngine, _ timer: PassTimer) {
    self.options = options
    self.diagnostics = diagnostics
    self.timer = timer
  }

  /// What passes found out besides the program.
  struct Findings {
    /// How searches went.
    var searches: [SearchTrace] = []
    /// The choices of kernels.
    var packingPrograms: [PackingProgram] = []

    init() {}

    init(_ context: PassContext) {
      searches = context.searchTraces
      packingPrograms = context.packingPrograms
    }
  }

  /// Runs the passes on the module, which was read from `source`; `history` keeps what each pass left. `operands` are those of
  /// the run that follows.
  func run(
    _ pipeline: Pipeline, on module: inout Module, _ accelerator: Accelerator?,
    _ source: SourceFile, _ history: PassHistory? = nil, operands: [Tensor]? = nil
  ) throws(Driver.Stop) -> Findings {
    var manager = PassManager(pipeline)
    manager.verifiesEach = options.verifyEach
    let reproducer = options.reproducer.map { Reproducer(path: $0, options, diagnostics) }
    if let reproducer { manager.add(reproducer) }
    manager.add(PassPhases(reproducer: options.reproducer))
    if let limit = options.bisectLimit {
      manager.add(Bisection(limit: limit < 0 ? nil : limit) { FileSystem.writeError($0) })
    }
    if options.timing != nil { manager.add(timer) }
    if let dumper = dumper() { manager.add(dumper) }
    if let printer = differencePrinter() { manager.add(printer) }
    if let history { manager.add(history) }
    if options.checkSemantics {
      manager.add(semanticsCheck)
    }
    var context = try context(accelerator)
    if options.inputs != nil, let function = options.run, let operands,
      pipeline.steps.contains(where: { $0.pass is any StreamCosting })
    {
      context.streamOperands = (function, StreamOperands.statistics(of: operands))
    }
    if let function = options.run, let operands {
      context.streamQueues = (
        function, StreamOperands.queues(of: function, operands, accelerator, options)
      )
    }
    let result = manager.run(on: &module, in: &context)
    switch options.statistics {
    case .text: FileSystem.writeError(context.statistics.text)
    case .json: FileSystem.writeError(context.statistics.json)
    case nil: break
    }
    if case .completed = result {
      reproducer?.finish(succeeded: true)
      return Findings(context)
    }
    reproducer?.finish(succeeded: false)
    switch result {
    case .completed: return Findings(context)
    case .refused: throw Driver.Stop(code: .refused)
    case .stopped: throw Driver.Stop(code: .wrongInput)
    case .invalid(let pass):
      if reproducer == nil { reproduceBug(of: pass, pipeline, source, accelerator) }
      throw Driver.Stop(code: .internalError)
    }
  }

  /// `-check-semantics` with the reference interpreter.
  private var semanticsCheck: SemanticsCheck {
    let limits = options.executionLimits
    return SemanticsCheck(seed: options.seed ?? 0, diagnostics: diagnostics) {
      (module, function, arguments) throws(SemanticsCheck.Failure) in
      var interpreter = Interpreter(module, limits: limits)
      do throws(ExecutionError) {
        return try interpreter.run(function: function, inputs: arguments, in: module)
      } catch {
        throw SemanticsCheck.Failure(message: error.message, isUnsupported: error.isUnsupported)
      }
    }
  }

  private func context(_ accelerator: Accelerator?) throws(Driver.Stop) -> PassContext {
    var context = PassContext(
      diagnostics: diagnostics, target: accelerator, seed: options.seed ?? 0)
    context.evaluator = ReferenceEvaluator()
    context.searchMonitor = SearchMonitor(
      isSearching: { PartialFiles.interruptsSearch = $0 },
      isInterrupted: { PartialFiles.isInterrupted })
    if ProgressLine.isActive { context.searchMonitor.progress = { Phase.detail(of: $0) } }
    context.countsOps = options.statistics != nil
    guard let remarks = options.remarks else {
      context.wantsRemarks = { _ in false }
      return context
    }
    guard remarks != "all" else { return context }
    do {
      let pattern = try PosixPattern(remarks)
      context.wantsRemarks = { pattern.matches($0) }
    } catch {
      diagnostics.error("-remarks: '\(remarks)' is no regular expression: \(error.message)")
      throw Driver.Stop(code: .usage)
    }
    return context
  }

  /// A pass left a program that does not verify, and nobody had asked for a reproducer: the passes before it run again on
  /// the input as it was read, and the program before the pass is kept in the folder for temporary files.
  private func reproduceBug(
    of pass: String, _ pipeline: Pipeline, _ source: SourceFile, _ accelerator: Accelerator?
  ) {
    let silent = DiagnosticEngine()
    guard var module = Module.parse(source, diagnostics: silent) else { return }
    if options.runReproducer { _ = ReproducerTrailer(takenFrom: &module) }
    let folder = Terminal.environment("TMPDIR") ?? "/tmp"
    let reproducer = Reproducer(
      path: "\(folder)/fusec-reproducer-\(getpid()).mlir", options, diagnostics)
    var manager = PassManager(pipeline)
    manager.verifiesEach = options.verifyEach
    manager.add(reproducer)
    var context = PassContext(
      diagnostics: silent, target: accelerator, seed: options.seed ?? 0)
    context.evaluator = ReferenceEvaluator()
    _ = manager.run(on: &module, in: &context)
    reproducer.finish(succeeded: false)
  }

  // MARK: Dumps

  private var scope: DumpScope {
    var scope = DumpScope()
    scope.functions = options.printedFunctions
    scope.wholeProgram = options.printModuleScope
    return scope
  }

  private func dumper() -> IRDumper? {
    let wantsAny =
      options.printBeforeAll || options.printAfterAll || options.printAfterFailure
      || options.printAfterChange || !options.printBefore.isEmpty || !options.printAfter.isEmpty
      || options.printTreeFolder != nil
    guard wantsAny else { return nil }
    let printing = options.printing
    let dumper = IRDumper(
      print: { module, op in String(decoding: module.print(op, printing), as: UTF8.self) },
      write: { FileSystem.writeError($0) })
    dumper.scope = scope
    dumper.before =
      options.printBeforeAll
      ? .all : options.printBefore.isEmpty ? .none : .passes(options.printBefore)
    let wantsBefore = options.printBeforeAll || !options.printBefore.isEmpty
    let afterAll =
      options.printAfterAll || options.printAfterFailure
      || (options.printAfter.isEmpty
        && (options.printAfterChange || (options.printTreeFolder != nil && !wantsBefore)))
    dumper.after =
      afterAll ? .all : options.printAfter.isEmpty ? .none : .passes(options.printAfter)
    dumper.onlyOnChange = options.printAfterChange
    dumper.onlyOnFailure = options.printAfterFailure
    if let folder = options.printTreeFolder { dumper.tree = treeWriter(folder) }
    return dumper
  }

  private func treeWriter(_ folder: String) -> (String, String) -> Bool {
    let diagnostics = diagnostics
    return { path, text in
      do {
        let output = try PendingOutput.folder(folder)
        try output.begin(file: path)
        try output.write(text)
        try output.commit()
        return true
      } catch {
        diagnostics.error(FileError(error, else: "cannot write '\(folder)/\(path)'").message)
        return false
      }
    }
  }

  private func differencePrinter() -> IRDifferencePrinter? {
    guard options.printDifference else { return nil }
    var printing = options.printing
    printing.numbersByIdentity = true
    let printer = IRDifferencePrinter(
      print: { [printing] module, op in
        String(decoding: module.print(op, printing), as: UTF8.self)
      },
      write: { FileSystem.writeError($0) })
    printer.scope = scope
    printer.colours = Terminal.usesColours(options.colour)
    return printer
  }
}

extension Options {
  /// How programs are printed.
  var printing: PrinterOptions {
    var printing = PrinterOptions()
    printing.form = printGeneric ? .generic : printPretty ? .pretty : .standard
    printing.debugInfo = printDebugInfo
    printing.elideElementsLargerThan = elideElementsLarger
    if let hexElementsLarger { printing.hexElementsLargerThan = hexElementsLarger }
    printing.skipRegions = printSkipRegions
    printing.valueUsers = printValueUsers
    printing.numbersByIdentity = printUniqueIDs
    return printing
  }
}

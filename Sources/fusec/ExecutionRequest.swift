import Backends
import Execution
import FuseIR
import Machine

/// What an execution gave.
struct ExecutionOutcome {
  let outputs: [Tensor]
  /// The executor's figures, nil for executors that only compute.
  var report: CostReport?
  /// The bytes of buffers around each segment, where they were asked for.
  var images: GemminiRunImages?
  /// When units were busy, where that was asked for.
  var timeline: ActivityTimeline?
  /// When blocks of stream graphs worked, where that was asked for.
  var streams: StreamTimeline?
  /// Figures in words, in the order of printing.
  var figures: [(name: String, value: String)] = []
}

/// A run that was asked for: which function, and on what.
struct ExecutionRequest {
  /// What executes the module.
  enum Executor: String, CaseIterable { case cuda, gemmini, multicore, native, reference, streams }

  let function: String
  let executor: Executor
  /// How C is written where `native` runs it.
  var c = CFunctionBackend()
  /// Whether `streams` computes values, so that its results can be compared.
  var computesValues = true

  init(function: String, executor: Executor) {
    self.function = function
    self.executor = executor
  }

  /// Reads `-run` and `-on`; nil where nothing is to be run.
  ///
  /// - Parameter usesArguments: whether an output that was asked for reads arguments.
  init?(_ options: Options, usesArguments: Bool, _ diagnostics: DiagnosticEngine) throws(Driver
    .Stop)
  {
    func usage(_ message: String) -> Driver.Stop {
      diagnostics.error(message)
      return Driver.Stop(code: .usage)
    }
    guard let function = options.run else {
      if options.expected != nil || options.outputs != nil || options.executor != nil {
        throw usage("-on, -expect and -outputs need a run: add -run=<function>")
      }
      if options.inputs != nil, !usesArguments {
        throw usage("-inputs needs something to run: add -run=<function>")
      }
      if options.seed != nil, !usesArguments, !options.checkSemantics, options.passes == nil {
        throw usage("-seed needs something to draw for: add -run=<function>")
      }
      return nil
    }
    self.function = function
    let parts: NameWithOptions
    do throws(UsageError) {
      parts = try NameWithOptions(options.executor ?? "reference", kind: "executor")
    } catch { throw usage(error.message) }
    let name = parts.name
    guard let executor = Executor(rawValue: name) else {
      let names = Executor.allCases.map(\.rawValue)
      throw usage(
        "unknown executor '\(name)'\(NearestName.hint(for: name, among: names)); "
          + "-on takes \(names.joined(separator: ", "))")
    }
    self.executor = executor
    if executor == .streams {
      for (option, value) in parts.settings {
        guard option == "values", let value, value == "true" || value == "false" else {
          throw usage("executor 'streams' takes 'values=true' or 'values=false'")
        }
        computesValues = value == "true"
      }
      if !computesValues, options.expected != nil || options.outputs != nil {
        throw usage("-expect and -outputs need values: leave out '{values=false}'")
      }
      return
    }
    guard executor == .native || parts.settings.isEmpty else {
      throw usage("executor '\(name)' takes no options")
    }
    do throws(UsageError) {
      c = try parts.backend(CFunctionBackend.self, "executor '\(name)'")
    } catch { throw usage(error.message) }
  }

  // MARK: Arguments and expected values

  /// The arguments: read from files, or drawn.
  func arguments(
    for module: borrowing Module, _ options: Options, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> [Tensor] {
    let types = try signature(of: module, diagnostics).inputs
    if let folder = options.inputs {
      return try ArgumentFiles.read("input", from: folder, types: types, of: module, diagnostics)
    }
    if options.seed == nil, !types.isEmpty {
      diagnostics.error(
        "@\(function) takes \(types.count) argument\(types.count == 1 ? "" : "s"): give "
          + "-inputs=<dir> with input0.npy, ..., or -seed=<n> to draw them")
      throw Driver.Stop(code: .usage)
    }
    var generator = SeededGenerator(seed: options.seed ?? 0)
    var tensors: [Tensor] = []
    for (index, type) in types.enumerated() {
      let density =
        options.density ?? statedDensity(ofArgument: index, in: module) ?? DrawnInputs.density
      guard
        let tensor = DrawnInputs.tensor(of: type, in: module, density: density, from: &generator)
      else {
        diagnostics.error(
          "argument \(index) of @\(function), \(module.text(of: type)), cannot be drawn: give -inputs"
        )
        throw Driver.Stop(code: .wrongInput)
      }
      tensors.append(tensor)
    }
    return tensors
  }

  /// The share of an argument's elements that are stored, as its attribute `stream.density` states it.
  private func statedDensity(ofArgument index: Int, in module: borrowing Module) -> Double? {
    guard let op = module.function(named: function),
      let list = module.attribute("arg_attrs", of: op),
      let dictionaries = module.arrayElements(list), dictionaries.indices.contains(index)
    else { return nil }
    for entry in module.entries(dictionaries[index])
    where module.string(entry.name) == "stream.density" {
      let density = Tensor(entry.value, in: module)?.float(at: 0)
      return density.flatMap { (0...1).contains($0) ? $0 : nil }
    }
    return nil
  }

  /// The values that the results are compared with, from files.
  func expectedOutputs(
    for module: borrowing Module, _ options: Options, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> [Tensor]? {
    guard let folder = options.expected else { return nil }
    let types = try signature(of: module, diagnostics).results
    return try ArgumentFiles.read("output", from: folder, types: types, of: module, diagnostics)
  }

  /// What the reference interpreter computes for the module as it is now.
  func referenceOutputs(
    of module: borrowing Module, _ arguments: [Tensor], _ options: Options,
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> [Tensor] {
    var interpreter = Interpreter(module, limits: options.executionLimits)
    do { return try interpreter.run(function: function, inputs: arguments, in: module) } catch {
      throw Self.stop(error, module, diagnostics)
    }
  }

  private func signature(
    of module: borrowing Module, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> (inputs: [TypeID], results: [TypeID]) {
    guard let op = module.function(named: function) else {
      var names: [String] = []
      for other in module.functions {
        if let name = module.string("sym_name", of: other) { names.append(name) }
      }
      let list =
        names.isEmpty
        ? "the module has none" : "it has \(names.map { "@\($0)" }.joined(separator: ", "))"
      diagnostics.error(
        "no function @\(function) in the module\(NearestName.hint(for: function, among: names)): \(list)"
      )
      throw Driver.Stop(code: .wrongInput)
    }
    guard let attribute = module.attribute("function_type", of: op),
      case .type(let type) = module.attribute(attribute),
      case .function(let inputs, let results) = module.type(type)
    else {
      diagnostics.error("@\(function) has no function type", at: module.place(of: op))
      throw Driver.Stop(code: .wrongInput)
    }
    return (inputs, results)
  }

  static func stop(
    _ error: ExecutionError, _ module: borrowing Module, _ diagnostics: DiagnosticEngine
  ) -> Driver.Stop {
    diagnostics.report(error.diagnostic(in: module))
    return Driver.Stop(code: error.isUnsupported ? .refused : .wrongInput)
  }

  // MARK: Execution

  /// Runs the function.
  func execute(
    _ module: borrowing Module, _ arguments: [Tensor], _ accelerator: Accelerator?,
    wantsImages: Bool, wantsTimeline: Bool, wantsStreams: Bool, _ options: Options,
    _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> ExecutionOutcome {
    switch executor {
    case .gemmini:
      return try GemminiExecution(function: function).execute(
        module, arguments, accelerator, wantsImages: wantsImages, wantsTimeline: wantsTimeline,
        diagnostics)
    case .cuda:
      return try NativeExecution(function: function, isCUDA: true).execute(
        module, arguments, accelerator, diagnostics)
    case .multicore:
      return try MulticoreExecution(function: function).execute(
        module, arguments, options, diagnostics)
    case .native:
      return try NativeExecution(function: function, c: c).execute(
        module, arguments, accelerator, diagnostics)
    case .reference:
      var interpreter = Interpreter(module, limits: options.executionLimits)
      do {
        let outputs = try interpreter.run(function: function, inputs: arguments, in: module)
        return ExecutionOutcome(
          outputs: outputs, figures: [("ops executed", "\(interpreter.executedOpCount)")])
      } catch { throw Self.stop(error, module, diagnostics) }
    case .streams:
      return try StreamExecution(function: function, computesValues: computesValues).execute(
        module, arguments, accelerator, wantsTimeline: wantsStreams, options, diagnostics)
    }
  }
}

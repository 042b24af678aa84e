import FuseIR
import Passes
import Testing

/// A pass with an option of every kind, which writes what it was given into an attribute of each function.
private struct Scribble: Pass {
  enum Mood: String, CaseIterable, PassOptionValue { case calm, wild }

  static let name = "scribble"
  static let summary = "Writes its options down."
  static let anchor = PassAnchor.any
  static var options: [PassOption<Scribble>] {
    [
      PassOption("count", \.count, "A number."), PassOption("loud", \.isLoud, "A flag."),
      PassOption("mood", \.mood, "A choice."), PassOption("names", \.names, "Some texts."),
      PassOption("scale", \.scale, "A factor."),
    ]
  }

  var count = 3
  var isLoud = false
  var mood = Mood.calm
  var names: [String] = []
  var scale = 0.5

  mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    context.count("scribbles")
    if count < 0 {
      context.error("can't count to \(count)", at: op, in: module)
      return .failed
    }
    if count == 0 { return .unchanged }
    module.setAttribute("test.note", module.stringAttribute("\(count) \(names)"), of: op)
    // A module may hold no value that nobody defined: this breaks the program.
    if isLoud, let body = module.body(of: module.root) {
      module.createOp(module.opcode(named: "func.func"), location: .unknown)
      let broken = module.createOp(module.opcode(named: "func.return"), location: .unknown)
      module.insert(broken, at: .start(of: body))
    }
    return .changed
  }
}

private struct FunctionScribble: Pass {
  static let name = "function-scribble"
  static let summary = "Marks functions."
  static let anchor = PassAnchor.function

  mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    #expect(module.opcode(of: op).is(FuncOp.func))
    context.count("functions")
    return .unchanged
  }
}

private struct ModuleScribble: ModulePass {
  static let name = "module-scribble"
  static let summary = "Looks at the module."

  mutating func run(on module: inout Module, in context: inout PassContext) -> PassOutcome {
    .unchanged
  }
}

/// Stops the run at the pass with the given name.
private final class Stopper: PassInstrument {
  let name: String
  let before: Bool
  private(set) var seen: [String] = []

  init(_ name: String, before: Bool) {
    self.name = name
    self.before = before
  }

  func willRun(
    _ step: PassStep, on module: borrowing Module, in context: inout PassContext
  ) -> InstrumentVerdict {
    seen.append("before \(step.name)")
    return before && step.name == name ? .stop : .proceed
  }

  func didRun(
    _ step: PassStep, _ outcome: PassOutcome, on module: borrowing Module,
    in context: inout PassContext
  ) -> InstrumentVerdict {
    seen.append("after \(step.name): \(outcome)")
    return !before && step.name == name ? .stop : .proceed
  }
}

@Suite struct PassManagerTests {
  private static let passes: [any Pass.Type] = [
    FunctionScribble.self, ModuleScribble.self, Scribble.self,
  ]
  private static let pipelines = [
    NamedPipeline(name: "twice", summary: "", text: "scribble{count=1},inner"),
    NamedPipeline(name: "inner", summary: "", text: "scribble{count=2}"),
    NamedPipeline(name: "whole", summary: "", text: "module-scribble"),
  ]

  private static func parse(_ text: String, _ engine: DiagnosticEngine = DiagnosticEngine())
    -> Pipeline?
  {
    PipelineParser.parse(text, diagnostics: engine, passes: passes, pipelines: pipelines)
  }

  private static let defaults = "scribble{count=3 loud=false mood=calm names=\"\" scale=0.5}"

  @Test(arguments: [
    ("", "builtin.module()"),
    ("  scribble ", "builtin.module(\(defaults))"),
    ("builtin.module( scribble )", "builtin.module(\(defaults))"),
    ("any(scribble)", "builtin.module(\(defaults))"),
    ("function-scribble", "builtin.module(func.func(function-scribble))"),
    (
      "function-scribble,func.func(function-scribble),module-scribble",
      "builtin.module(func.func(function-scribble,function-scribble),module-scribble)"
    ),
    (
      "func.func(scribble{count=-7 loud mood=wild names=a,b,c scale=2})",
      "builtin.module(func.func(scribble{count=-7 loud=true mood=wild names=a,b,c scale=2.0}))"
    ),
    (
      "scribble{names='a b, {c'}",
      "builtin.module(scribble{count=3 loud=false mood=calm names=\"a b, {c\" scale=0.5})"
    ),
    (
      "scribble{names={x y} loud=0}",
      "builtin.module(scribble{count=3 loud=false mood=calm names=\"x y\" scale=0.5})"
    ),
    ("builtin.module(func.func())", "builtin.module()"),
  ])
  func reads(_ text: String, _ resolved: String) {
    let engine = DiagnosticEngine()
    let pipeline = Self.parse(text, engine)
    #expect(engine.rendered() == "")
    #expect(pipeline?.text == resolved)
    #expect(Self.parse(resolved)?.text == resolved)
  }

  @Test func namedPipelinesNest() {
    let steps = Self.parse("func.func(twice)")?.steps ?? []
    #expect(steps.count == 2)
    #expect(steps.allSatisfy { $0.isPerFunction })
  }

  @Test(arguments: [
    ("scribbel", "1:1: error: there is no pass or pipeline 'scribbel'; did you mean 'scribble'?"),
    ("scribble,", "1:10: error: expected the name of a pass, found the end of the pipeline"),
    ("scribble,,scribble", "1:10: error: expected the name of a pass, found ','"),
    ("scribble)", "1:9: error: expected ',' between passes, found ')'"),
    ("scribble;twice", "1:9: error: expected ',' between passes, found ';'"),
    ("func.func(scribble", "1:10: error: this '(' is not closed"),
    ("scribble{count=1", "1:9: error: this '{' is not closed"),
    ("scribble{names='a}", "1:16: error: this quote is not closed"),
    ("scribble{names={a}", "1:9: error: this '{' is not closed"),
    ("scribble{count=x}", "must be an integer, not 'x'"),
    ("scribble{count}", "needs a value, an integer: count=..."),
    ("scribble{mood=mad}", "must be one of 'calm', 'wild', not 'mad'"),
    ("scribble{loud=yes}", "must be 'true' or 'false', not 'yes'"),
    ("scribble{cout=1}", "has no option 'cout'; did you mean 'count'?"),
    ("scribble{zzzzzz=1}", "has no option 'zzzzzz'; it has count, loud, mood, names, scale"),
    ("scribble{count=1 count=2}", "option 'count' of pass 'scribble' is given twice"),
    ("scribble{=1}", "expected the name of an option of pass 'scribble'"),
    ("module-scribble{x=1}", "pass 'module-scribble' has no options"),
    ("twice{count=1}", "pipeline 'twice' takes no options"),
    ("func.func(module-scribble)", "runs on the whole program; it can't stand inside 'func.func'"),
    ("func.func(whole)", "pipeline 'whole':1:1: error: pass 'module-scribble' runs on the whole"),
    ("scribble(count=1)", "takes options in '{...}', not in '(...)'"),
    ("func.fun(scribble)", "not on 'func.fun'; did you mean 'func.func'?"),
    ("func.func(builtin.module(scribble))", "'builtin.module' can't stand inside 'func.func'"),
  ])
  func explains(_ text: String, _ message: String) {
    let engine = DiagnosticEngine()
    #expect(Self.parse(text, engine) == nil)
    #expect(engine.errorCount == 1)
    #expect(engine.rendered().contains(message), "\(engine.rendered())")
  }

  @Test func namesSomethingBrokenByAPass() {
    var module = Self.program()
    let engine = DiagnosticEngine()
    var context = PassContext(diagnostics: engine)
    let manager = PassManager(Self.parse("scribble{loud},scribble", engine) ?? Pipeline())
    #expect(manager.run(on: &module, in: &context) == .invalid(pass: "scribble"))
    #expect(engine.rendered().contains("the program was valid before pass 'scribble{"))
    #expect(context.statistics.counters.map(\.value) == [1, 1, 1])
  }

  @Test func stopsWhereAPassRefuses() {
    var module = Self.program()
    let engine = DiagnosticEngine()
    var context = PassContext(diagnostics: engine)
    let manager = PassManager(Self.parse("scribble{count=-1},scribble", engine) ?? Pipeline())
    #expect(manager.run(on: &module, in: &context) == .refused(pass: "scribble"))
    #expect(engine.rendered().contains("can't count to -1"))
  }

  @Test func runsOnEachFunction() {
    var module = Self.program()
    var context = PassContext(diagnostics: DiagnosticEngine())
    var manager = PassManager(Self.parse("function-scribble,scribble{count=0}") ?? Pipeline())
    let watcher = Stopper("", before: true)
    manager.add(watcher)
    #expect(manager.run(on: &module, in: &context) == .completed(changed: false))
    #expect(
      context.statistics.text == """
        ===-- Pass statistics --===
        function-scribble
                 2  functions
                 2  runs
                 0  runs that changed something
        scribble
                 1  scribbles
                 1  runs
                 0  runs that changed something

        """)
    #expect(
      context.statistics.json == """
        {"function-scribble": {"functions": 2, "runs": 2, "runs that changed something": 0}, \
        "scribble": {"scribbles": 1, "runs": 1, "runs that changed something": 0}}

        """)
    #expect(
      watcher.seen == [
        "before function-scribble", "after function-scribble: unchanged", "before scribble",
        "after scribble: unchanged",
      ])
  }

  @Test(arguments: [true, false]) func instrumentsStopTheRun(before: Bool) {
    var module = Self.program()
    var context = PassContext(diagnostics: DiagnosticEngine())
    var manager = PassManager(Self.parse("function-scribble,scribble,twice") ?? Pipeline())
    let stopper = Stopper("scribble", before: before)
    manager.add(stopper)
    #expect(manager.run(on: &module, in: &context) == .stopped(pass: "scribble"))
    #expect(stopper.seen.count == (before ? 3 : 4))
  }

  @Test func dumpsGoWhereTheyAreAsked() {
    var module = Self.program()
    var text = ""
    let dumper = IRDumper(
      print: { module, op in "<\(module.name(of: op))>" }, write: { text += $0 })
    dumper.before = .passes(["scribble"])
    dumper.after = .all
    var files: [String] = []
    dumper.tree = { path, _ in
      files.append(path)
      return true
    }
    var manager = PassManager(Self.parse("function-scribble,scribble") ?? Pipeline())
    manager.add(dumper)
    var context = PassContext(diagnostics: DiagnosticEngine())
    #expect(manager.run(on: &module, in: &context) == .completed(changed: true))
    #expect(text.isEmpty)
    #expect(
      files == [
        "builtin_module_no-symbol-name/func_func_f/0_0_function-scribble.mlir",
        "builtin_module_no-symbol-name/func_func_g_h/0_0_function-scribble.mlir",
        "builtin_module_no-symbol-name/1_scribble.mlir",
        "builtin_module_no-symbol-name/2_scribble.mlir",
      ])
  }

  /// Two functions without results.
  private static func program() -> Module {
    let text = "func.func @f() { return } func.func @\"g/h\"() { return }"
    let source = SourceFile(name: "program", text: text)
    return Module.parse(source, diagnostics: DiagnosticEngine()) ?? Module()
  }
}

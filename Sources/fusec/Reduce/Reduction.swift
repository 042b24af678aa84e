import FuseIR
import Glibc
import Passes

/// `-reduce=<command>`: makes a program smaller as long as the command finds it interesting.
///
/// Each step takes away large parts of its candidates first, then ever smaller ones, down to single ones; all steps run
/// again until none of them can take a single candidate away. Every program that the command sees is valid and smaller
/// than the one before (`ProgramSize`), so the end is reached, and it is the same for every number of processors: the
/// command may run on several candidates at once, but the first interesting one in order is taken.
final class Reduction {
  private let command: String
  private let options: Options
  private let diagnostics: DiagnosticEngine
  private let processors: Int

  private var best: [UInt8] = []
  private var bestSize: ProgramSize?
  private var attempts = 0
  /// Texts that the command did not find interesting.
  private var rejected: Set<UInt64> = []
  private var isOver = false
  /// Whether nothing is left but to write the result.
  private var isDone = false

  private struct Limit: Error {}

  init(_ command: String, _ options: Options, _ diagnostics: DiagnosticEngine) {
    self.command = command
    self.options = options
    self.diagnostics = diagnostics
    processors = max(1, min(options.threads ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 64))
  }

  /// What is taken away, from large to small.
  private static let steps: [any ReductionStep] = [
    EraseResources(), EraseSymbols(), EraseBodies(), RunPasses(), ErasePasses(),
    EraseOps(replacement: .earlierValue), EraseOps(replacement: .argument), InlineRegions(),
    StraightenBranches(), EraseOps(replacement: .zero), EraseFunctionResults(),
    EraseFunctionArguments(), ReduceOperands(erases: true), ReduceOperands(erases: false),
    EraseAttributes(areProperties: false), EraseAttributes(areProperties: true), SplatConstants(),
    DropDimensions(), ShrinkDimensions(),
  ]

  /// Reduces the program and writes the smallest. With `-passes` the pipeline is a part of the program: it goes into the
  /// trailer, from which `-run-reproducer` takes it, and shrinks too.
  func run(on source: SourceFile) throws(FileError) -> ExitCode {
    try PartialFiles.interruptibly { () throws(FileError) in try reduce(source) }
  }

  private func reduce(_ source: SourceFile) throws(FileError) -> ExitCode {
    let start = InterestTest.now()
    guard var module = Module.parse(source, diagnostics: diagnostics) else { return .wrongInput }
    let report = module.verify()
    guard report.isEmpty else {
      diagnostics.report(report, in: module)
      return .wrongInput
    }
    if let passes = options.passes {
      guard let pipeline = PipelineParser.parse(passes, diagnostics: diagnostics) else {
        return .usage
      }
      _ = ReproducerTrailer(takenFrom: &module)
      module.resources += Reproducer.resources(for: pipeline, options)
    }
    best = module.print(options.printing)
    let first = ProgramSize(of: module, byteCount: best.count)
    bestSize = first
    let folder = try FileSystem.makeTemporaryFolder("fusec-reduce")
    do {
      return try reduce(in: folder, start, first)
    } catch {
      // Where nothing else holds the best program, its folder stays.
      if !isDone { FileSystem.removeFolder(folder) }
      throw error
    }
  }

  private func reduce(
    in folder: String, _ start: Double, _ first: ProgramSize
  ) throws(FileError) -> ExitCode {
    let test = InterestTest(
      command: command, folder: folder, deadline: start + options.reduceSeconds)
    Phase.enter("running the command on the input")
    let outcome = try test.outcome(of: best)
    guard outcome == .exited(0) else {
      diagnostics.error("there is nothing to reduce: \(Self.why(outcome)) for the input")
      FileSystem.removeFolder(folder)
      return .wrongInput
    }
    try keepBest(folder)
    var hasShrunk = true
    while hasShrunk, !isOver {
      hasShrunk = false
      for step in Self.steps where !isOver {
        if try reduce(by: step, test, start) { hasShrunk = true }
      }
    }
    isDone = true
    try write(folder)
    let seconds = Int((InterestTest.now() - start) * 10)
    FileSystem.writeError(
      "reduced from \(first.opCount) ops to \(bestSize?.opCount ?? 0) in \(attempts) runs of the "
        + "command and \(seconds / 10).\(seconds % 10) s"
        + (isOver ? "; the limit was reached, more may be possible\n" : "\n"))
    return .done
  }

  private static func why(_ outcome: InterestTest.Outcome) -> String {
    switch outcome {
    case .exited(let code): "the command exits with \(code), not 0,"
    case .killed(let signal): "the command is killed by signal \(signal)"
    case .late: "the command does not end in the time that -reduce-time gives"
    case .absent: "the command can't be started"
    }
  }

  // MARK: One step

  /// Applies the step until none of its candidates can go; whether any went.
  private func reduce(
    by step: any ReductionStep, _ test: InterestTest, _ start: Double
  ) throws(FileError) -> Bool {
    let before = bestSize?.opCount ?? 0
    var count = candidateCount(of: step)
    var width = count
    var hasShrunk = false
    while width > 0, count > 0, !isOver {
      var position = 0
      while position < count, !isOver {
        if InterestTest.now() - start > options.reduceSeconds
          || attempts >= options.reduceAttempts || PartialFiles.isInterrupted
        {
          isOver = true
          break
        }
        Phase.enter(
          "reducing: \(bestSize?.opCount ?? 0) ops, \(best.count) bytes, \(attempts) runs, \(step.name)"
        )
        // As many candidates as there are processors.
        var tried: [(position: Int, text: [UInt8], size: ProgramSize)] = []
        while tried.count < min(processors, options.reduceAttempts - attempts), position < count {
          let range = position..<min(position + width, count)
          if let (text, size) = candidate(step, range) { tried.append((position, text, size)) }
          position += width
        }
        guard !tried.isEmpty else { continue }
        let found = try test.first(of: tried.map(\.text))
        attempts += (found ?? tried.count - 1) + 1
        for index in 0..<(found ?? tried.count) { rejected.insert(Self.hash(tried[index].text)) }
        guard let found else { continue }
        best = tried[found].text
        bestSize = tried[found].size
        hasShrunk = true
        try keepBest(test.folder)
        // What stood behind what went has moved up.
        position = tried[found].position
        count = candidateCount(of: step)
      }
      width = min(width / 2, count)
    }
    if hasShrunk {
      FileSystem.writeError(
        "\(step.name): \(before) -> \(bestSize?.opCount ?? 0) ops, \(best.count) bytes, "
          + "\(attempts) runs\n")
    }
    return hasShrunk
  }

  private func parseBest() -> Module? {
    Module.parse(SourceFile(name: "best", bytes: best), diagnostics: DiagnosticEngine())
  }

  private func candidateCount(of step: any ReductionStep) -> Int {
    guard let module = parseBest() else { return 0 }
    return step.count(in: module)
  }

  /// The best program without these candidates, if that is valid, smaller, and was not tried before.
  private func candidate(
    _ step: any ReductionStep, _ range: Range<Int>
  ) -> (text: [UInt8], size: ProgramSize)? {
    guard var module = parseBest(), step.apply(range, to: &module), module.verify().isEmpty else {
      return nil
    }
    let text = module.print(options.printing)
    let size = ProgramSize(of: module, byteCount: text.count)
    guard let bestSize, size < bestSize, !rejected.contains(Self.hash(text)) else { return nil }
    // What can't be read back would be lost.
    let engine = DiagnosticEngine()
    guard let copy = Module.parse(SourceFile(name: "candidate", bytes: text), diagnostics: engine),
      copy.verify().isEmpty
    else { return nil }
    return (text, size)
  }

  /// A hash that is the same in every run (FNV-1a).
  private static func hash(_ text: [UInt8]) -> UInt64 {
    text.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  // MARK: Files

  /// The best program is in a file at every moment, so that nothing is lost when the run is cut off.
  private func keepBest(_ folder: String) throws(FileError) {
    try FileSystem.write(best, to: options.output ?? "\(folder)/best.mlir")
  }

  private func write(_ folder: String) throws(FileError) {
    if options.output == nil {
      let output = PendingOutput.standardOutput()
      do { try output.write(best) } catch {
        throw FileError(message: "cannot write to standard output; the result is in '\(folder)'")
      }
      try output.commit()
    }
    FileSystem.removeFolder(folder)
  }
}

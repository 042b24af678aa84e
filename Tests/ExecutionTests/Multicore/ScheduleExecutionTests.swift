import Execution
import Foundation
import FuseIR
import Machine
import Passes
import Testing

/// Schedules from drawn decisions: legal, with the reference's numbers; and what is broken in them is found.
@Suite struct ScheduleExecutionTests {
  /// How many decisions are drawn for each program and machine; `SEEDS=200 swift test` draws more.
  static let seeds: Range<UInt64> = {
    if let text = ProcessInfo.processInfo.environment["SEEDS"], let count = UInt64(text) {
      return 0..<count
    }
    return 0..<4
  }()

  @Test(arguments: DrawnSchedule.sources.map(\.name))
  func `schedules are legal and compute what the program computes`(name: String) throws {
    let source = try #require(DrawnSchedule.sources.first { $0.name == name })
    var schedules = 0
    for number in 0..<3 {
      let machine = try DrawnSchedule.machine(number)
      for seed in Self.seeds {
        guard let drawn = try DrawnSchedule(source.text, on: machine, seed: seed) else { continue }
        schedules += 1
        let violations = ScheduleChecker.violations(of: drawn.program, in: drawn.module)
        #expect(
          violations.map(\.message) == [], "\(name) on \(machine.name), seed \(seed)")
        let outputs = try MulticoreExecutor.run(
          drawn.program, operands: drawn.inputs, in: drawn.module)
        let agrees = drawn.agrees(outputs)
        #expect(agrees, "\(name) on \(machine.name), seed \(seed)")
      }
    }
    #expect(schedules > Self.seeds.count)
  }

  /// What makes the run stop or its numbers differ is illegal by the checker, too.
  @Test(arguments: DrawnSchedule.sources.map(\.name))
  func `what is broken is found`(name: String) throws {
    let source = try #require(DrawnSchedule.sources.first { $0.name == name })
    // How many of the changes that are looked at closely stop the run or change its numbers.
    var harmful = 0
    for number in 0..<3 {
      let machine = try DrawnSchedule.machine(number)
      for seed in Self.seeds {
        guard let drawn = try DrawnSchedule(source.text, on: machine, seed: seed) else { continue }
        var generator = SeededGenerator(seed: seed &+ 1000)
        for turn in 0..<12 {
          var mutant = drawn.program
          let change = Self.mutate(&mutant, &generator)
          mutant.cycles = Self.lastCycle(of: mutant)
          let violations = ScheduleChecker.violations(of: mutant, in: drawn.module)
          if !violations.isEmpty {
            guard turn < 2 else { continue }
            let outputs = try? MulticoreExecutor.run(
              mutant, operands: drawn.inputs, in: drawn.module)
            if !(outputs.map { drawn.agrees($0) } ?? false) { harmful += 1 }
            continue
          }
          let outputs: [Tensor]
          do {
            outputs = try MulticoreExecutor.run(mutant, operands: drawn.inputs, in: drawn.module)
          } catch {
            Issue.record(
              "\(name) on \(machine.name), seed \(seed), turn \(turn): \(change) is legal, and does not run: \(error.message)"
            )
            continue
          }
          let agrees = drawn.agrees(outputs)
          #expect(
            agrees,
            "\(name) on \(machine.name), seed \(seed), turn \(turn): \(change) is legal, and gives other numbers"
          )
        }
      }
    }
    #expect(harmful >= 2 * Self.seeds.count / 2)
  }

  private static func lastCycle(of program: ScheduledProgram) -> Int64 {
    max(
      program.nodes.map(\.end).max() ?? 0, program.moves.map(\.end).max() ?? 0,
      program.holds.map(\.end).max() ?? 0)
  }

  /// Breaks a schedule, or not.
  private static func mutate(
    _ program: inout ScheduledProgram, _ generator: inout SeededGenerator
  ) -> String {
    func shift() -> Int64 { Int64(generator.below(41)) - 20 }
    switch generator.below(8) {
    case 0:
      let index = generator.below(program.nodes.count)
      let shift = shift()
      program.nodes[index].start += shift
      program.nodes[index].end += shift
      return "node \(index) shifted by \(shift)"
    case 1:
      guard !program.moves.isEmpty else { return "nothing" }
      let index = generator.below(program.moves.count)
      program.moves.remove(at: index)
      return "move \(index) dropped"
    case 2:
      guard !program.holds.isEmpty else { return "nothing" }
      let index = generator.below(program.holds.count)
      program.holds.remove(at: index)
      return "hold \(index) dropped"
    case 3:
      let first = generator.below(program.nodes.count)
      let second = generator.below(program.nodes.count)
      let (a, b) = (program.nodes[first], program.nodes[second])
      (program.nodes[first].box, program.nodes[first].layer) = (b.box, b.layer)
      (program.nodes[second].box, program.nodes[second].layer) = (a.box, a.layer)
      return "nodes \(first) and \(second) swapped"
    case 4:
      guard !program.holds.isEmpty else { return "nothing" }
      let index = generator.below(program.holds.count)
      let shift = shift()
      program.holds[index].end = max(program.holds[index].start, program.holds[index].end + shift)
      return "end of hold \(index) shifted by \(shift)"
    case 5:
      guard !program.moves.isEmpty else { return "nothing" }
      let index = generator.below(program.moves.count)
      let shift = shift()
      program.moves[index].start += shift
      program.moves[index].end += shift
      return "move \(index) shifted by \(shift)"
    case 6:
      guard !program.moves.isEmpty else { return "nothing" }
      let index = generator.below(program.moves.count)
      let axis = program.moves[index].box.indices.randomElement(using: &generator) ?? 0
      guard program.moves[index].box.indices.contains(axis),
        program.moves[index].box[axis].count > 1
      else { return "nothing" }
      program.moves[index].box[axis].upper -= 1
      return "move \(index) cut short along \(axis)"
    default:
      guard !program.holds.isEmpty else { return "nothing" }
      let index = generator.below(program.holds.count)
      program.holds[index].start += Int64(generator.below(10))
      program.holds[index].end = max(program.holds[index].start, program.holds[index].end)
      return "hold \(index) begins later"
    }
  }
}

import Execution
import FuseIR
import Glibc
import Machine

/// `-calibrate=cpu`: measures what kernels cost on the machine at hand, and describes it as a machine.
struct Calibration {
  private let processor: ProcessorAtHand
  /// The cores of the machine that is described.
  private let cores: Int
  private let figures: [Double]

  /// The machines that can be measured.
  static let machines = ["cpu"]

  /// Compiles the program of measurements, runs it, and returns the description; what fails is reported.
  ///
  /// - Parameter cores: how many of the cores the machine has; nil for all.
  static func description(
    cores: Int?, _ diagnostics: DiagnosticEngine
  ) throws(Driver.Stop) -> String {
    let processor = ProcessorAtHand()
    guard cores ?? 1 <= processor.cores else {
      diagnostics.error(
        "-calibrate=cpu{cores=\(cores ?? 1)}: the processor at hand has \(processor.cores)")
      throw Driver.Stop(code: .usage)
    }
    guard processor.firstLevelBytes >= 4096 else {
      diagnostics.error(
        "-calibrate=cpu: the system does not say how large the caches are: neither "
          + "/sys/devices/system/cpu/cpu0/cache nor sysconf has a first level")
      throw Driver.Stop(code: .refused)
    }
    guard
      let program = CalibrationProgram(
        processor, cores: cores ?? processor.cores, diagnostics)
    else {
      throw Driver.Stop(code: .internalError)
    }
    let count = CalibrationProgram.Figure.allCases.count
    var native = NativeProgram(
      source: program.source, call: "fusec_calibrate((double *)(void *)fusec_result[0]);")
    native.compilerOptions = ["-pthread"]
    native.outputs = [
      NativeProgram.Output(place: "fusec_result[0]", shape: [count], elementType: .float(.f64))
    ]
    let values: [Double]
    do throws(NativeError) {
      let run = try PartialFiles.interruptibly { () throws(NativeError) in
        try NativeRunner.run(native, seconds: 60) { PartialFiles.isInterrupted }
      }
      values =
        run.outputs.first.map { tensor in (0..<count).map { tensor.float(at: $0) ?? 0 } } ?? []
    } catch {
      diagnostics.error("-calibrate=cpu: \(error.message)")
      throw Driver.Stop(code: .refused)
    }
    guard let cycle = values.first, cycle > 1e-12, cycle < 1e-3 else {
      diagnostics.error("-calibrate=cpu: the clock of threads is too coarse to time anything")
      throw Driver.Stop(code: .refused)
    }
    return Calibration(
      processor: processor, cores: cores ?? processor.cores, figures: values
    ).description
  }

  private func figure(_ figure: CalibrationProgram.Figure) -> Double { figures[figure.rawValue] }

  /// Cycles a second.
  private var clock: Double { 1 / figure(.cycle) }

  /// Bytes a cycle.
  private func rate(_ figure: CalibrationProgram.Figure) -> Double {
    Self.rounded(self.figure(figure) / clock)
  }

  /// Cycles of an operation on as many elements as a vector has.
  private func cycles(_ figure: CalibrationProgram.Figure) -> Double {
    let elements = CalibrationProgram.shape.rows * CalibrationProgram.shape.elements
    let operations = CalibrationProgram.operationCount(figure)
    return Self.rounded(
      self.figure(figure) * clock * self.figure(.lanes) / Double(elements * operations))
  }

  /// The machine.
  private var machine: Accelerator {
    func memory(
      _ name: String, _ bytes: Int?, _ figure: CalibrationProgram.Figure
    ) -> Memory {
      Memory(
        name: name, capacityBytes: bytes, rowBytes: 64, readBytesPerCycle: rate(figure),
        writeBytesPerCycle: rate(figure), sharesBandwidth: true)
    }
    var memories = [
      memory(
        "dram", nil, cores == 1 || figure(.dram) > figure(.dramOfAll) ? .dram : .dramOfAll)
    ]
    if processor.thirdLevelBytes > 0 {
      memories.append(memory("l3", processor.thirdLevelBytes, .thirdLevel))
    }
    if processor.secondLevelBytes > 0 {
      memories.append(memory("l2", processor.secondLevelBytes, .secondLevel))
    }
    memories.append(memory("l1", processor.firstLevelBytes, .firstLevel))
    let scratch =
      processor.secondLevelBytes > 0
      ? ("l2", processor.secondLevelBytes) : ("l1", processor.firstLevelBytes)
    let launch = cores > 1 ? figure(.wake) : figure(.call)
    return Accelerator(
      name: "cpu", summary: "The processor on which fusec -calibrate=cpu ran.",
      clockHertz: Int((clock / 1e6).rounded()) * 1_000_000, instructionSet: .none,
      memories: memories, arrays: [],
      processors: [
        Processor(
          name: "cores", cores: cores, lanes: Int(figure(.lanes)), residentTiles: 1,
          launchCycles: Self.rounded(launch * clock), barrierCycles: 1, scratch: scratch.0,
          scratchBytes: scratch.1 / 4 * 3, maximumArguments: 64,
          operationCycles: OperationClasses(
            simple: cycles(.simple), division: cycles(.division), root: cycles(.root),
            transcendental: cycles(.transcendental)), overlap: overlap)
      ], links: [])
  }

  /// Of the time that exponentials of a tensor take, and of the time in which it moves, the part of the shorter that is hidden.
  private var overlap: Double {
    let elements = CalibrationProgram.largeRows * CalibrationProgram.shape.elements
    let inCache =
      CalibrationProgram.shape.rows * CalibrationProgram.shape.elements
      * CalibrationProgram.operationCount(.transcendental)
    let operations = figure(.transcendental) / Double(inCache) * Double(elements)
    let (moved, both) = (figure(.moved), figure(.streamed))
    let shorter = min(moved, operations)
    guard shorter > 0, both > 0 else { return 1 }
    let hidden = (moved + operations - both) / shorter
    return (min(max(hidden, 0), 1) * 100).rounded() / 100
  }

  /// The machine as IR, with how each number was found in comments.
  private var description: String {
    func bandwidth(_ figure: CalibrationProgram.Figure) -> String {
      "\(Self.rounded(self.figure(figure) / 1e9)) GB/s"
    }
    func microseconds(_ figure: CalibrationProgram.Figure) -> String {
      "\(Self.rounded(self.figure(figure) * 1e6)) µs"
    }
    var lines = [
      "Measured by fusec -calibrate=cpu\(cores < processor.cores ? "{cores=\(cores)}" : ""); give it to fusec with -target=<this file>.",
      "Where nothing else is said, times are medians of 15 samples of at least 1 ms of the thread's own time.",
      "",
      "clock_hertz: integer additions of which each waits for the one before, one a cycle.",
      "dram: copies of four times the last cache, from 64 to 256 MiB, bytes read and written: "
        + "\(bandwidth(.dram)) with one core\(cores > 1 ? "," : ".")",
    ]
    if cores > 1 {
      lines.append(
        "\(bandwidth(.dramOfAll)) with \(cores) by the clock on the wall; the larger counts.")
    }
    if processor.thirdLevelBytes > 0 {
      lines.append("l3: copies within half of it by one core: \(bandwidth(.thirdLevel)).")
    }
    if processor.secondLevelBytes > 0 {
      lines.append("l2: copies within half of it by one core: \(bandwidth(.secondLevel)).")
    }
    lines += [
      "l1: copies within half of it by one core: \(bandwidth(.firstLevel)).",
      "Capacities: what the system says. cores: \(cores) of the \(processor.cores) that it says are on. scratch_bytes: three quarters of the scratch.",
      "lanes: the widest vectors for which -march=native compiles.",
      "simple, division, root, transcendental: cycles of additions and multiplications, divisions, square",
      "roots and exponentials on `lanes` elements, in kernels as -emit=c writes them, on rows in l1.",
      cores > 1
        ? "launch_cycles: \(microseconds(.wake)) until a sleeping thread has woken and answered, the "
          + "median of 401; a call alone takes \(Self.rounded(figure(.call) * 1e9)) ns."
        : "launch_cycles: \(Self.rounded(figure(.call) * 1e9)) ns, a call of a function.",
      "barrier_cycles: not measured. One thread computes a row, so nobody waits; 1 stands for it."
        + (figure(.barrier) > 0
          ? " A pthread barrier of two threads takes \(microseconds(.barrier))." : ""),
      "overlap: exponentials of 64 MiB as -emit=c writes them take "
        + "\(Self.rounded(figure(.streamed) * 1e3)) ms; to move as much, \(Self.rounded(figure(.moved) * 1e3)) ms.",
      "resident_tiles, maximum_arguments: not measured; as of the machine cpu.",
    ]
    return lines.map { $0.isEmpty ? "//\n" : "// \($0)\n" }.joined() + machine.descriptionText
  }

  /// The number with four digits.
  private static func rounded(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    let scale = pow(10, 3 - floor(log10(value)))
    return (value * scale).rounded() / scale
  }
}

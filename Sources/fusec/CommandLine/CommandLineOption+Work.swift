import Execution
import FuseIR

// The options that say what is compiled, run and printed.

extension CommandLineOption {
  static let compiling: [CommandLineOption] = [
    text(
      "passes", "<pipeline>", .passes, \.passes,
      "Run these passes: a,b{opt=v flag},c, or a named pipeline",
      details: """
        Elements are passes, named pipelines, and builtin.module(...), func.func(...) or any(...) around elements, as MLIR
        writes them. Options of a pass stand in braces and are separated by spaces. -list-passes lists the names.
        """),
    text(
      "emit", "<format>[:<place>]", .formats,
      "Write the program in this format; may be given several times",
      details:
        """
        A place is a file, a folder for formats that write several files, or - for standard output. Options stand in braces:
        -emit=c{blas=cblas}:net.c; -help=<format> lists those that a format takes.
        """
    ) { options, value in
      for part in NameWithOptions.list(value) {
        // A place may have braces in it as well.
        let isOpen = part.firstIndex(of: "{").map { brace in
          part.firstIndex(of: ":").map { brace < $0 } ?? true
        }
        let end = isOpen == true ? part.firstIndex(of: "}") ?? part.startIndex : part.startIndex
        let colon = part[end...].firstIndex(of: ":")
        options.emissions.append(
          EmissionRequest(
            format: String(part[..<(colon ?? part.endIndex)]),
            destination: colon.map { String(part[part.index(after: $0)...]) }))
      }
    },
    text(
      "target", "<machine | file>", .machines, \.target,
      "Compile for this machine; -list-targets lists them"),
    text("o", "<file>", .file, \.output, "Write the output here instead of to standard output"),
  ]

  static let running: [CommandLineOption] = [
    text(
      "run", "<function>", .none, \.run,
      "Execute this function of the module as it stands after the passes"
    ),
    text(
      "on", "<executor>", .executors, \.executor,
      "Execute on this executor (default: reference); native{...} takes the options of -emit=c"),
    text(
      "inputs", "<dir>", .folder, \.inputs,
      "Read the arguments from input0.npy, input1.npy, ... of this folder, or from .mtx or .tns files"
    ),
    text(
      "expect", "<dir>", .folder, \.expected,
      "Compare the results with output0.npy, ... of this folder"),
    text(
      "outputs", "<dir>", .folder, \.outputs,
      "Write the results to output0.npy, ... in this folder"),
    text(
      "rtol", "<x>", .none, "Relative tolerance of -expect (default 1e-5; 1e-2 for 16-bit floats)"
    ) { (options, value) throws(UsageError) in
      options.relativeTolerance = try number("rtol", value)
    },
    text(
      "atol", "<x>", .none, "Absolute tolerance of -expect (default 1e-6; 1e-2 for 16-bit floats)"
    ) { (options, value) throws(UsageError) in
      options.absoluteTolerance = try number("atol", value)
    },
    text("seed", "<n>", .none, "Draw arguments where -inputs is absent; fixes every random choice")
    {
      (options, value) throws(UsageError) in
      guard let seed = UInt64(value) else {
        throw UsageError(message: "option '-seed' needs a whole number, not '\(value)'")
      }
      options.seed = seed
    },
    text(
      "density", "<x>", .none,
      "Share of the elements that are drawn as stored where a type has a sparse level (default \(DrawnInputs.density))"
    ) {
      (options, value) throws(UsageError) in
      let density = try number("density", value)
      guard density <= 1 else {
        throw UsageError(message: "option '-density' needs a share from 0 to 1, not '\(value)'")
      }
      options.density = density
    },
    text(
      "max-steps", "<n>", .none,
      "Let the reference interpreter execute so many ops (default \(ExecutionLimits.defaultSteps))"
    ) {
      (options, value) throws(UsageError) in
      guard let steps = Int(value), steps > 0 else {
        throw UsageError(message: "option '-max-steps' needs a positive number, not '\(value)'")
      }
      options.executionLimits.steps = steps
    },
    text(
      "max-memory", "<bytes>", .none,
      "Let the values of the reference interpreter take so many bytes, or 4G (default 16G)"
    ) {
      (options, value) throws(UsageError) in
      guard let bytes = byteCount(value) else {
        throw UsageError(
          message: "option '-max-memory' needs a number of bytes such as 4G, not '\(value)'")
      }
      options.executionLimits.bytes = bytes
    },
    CommandLineOption(
      "evaluate", "<model>", .optional,
      .words([
        "m0", "m1", "sides", "directions", "pipeline", "machine-widths", "row-statistics",
        "placements", "softmax=free",
      ]),
      "Answer plans on standard input, JSON a line, with what they cost (default: m1)",
      details: """
        The program is read and its passes run once; then each line is a plan for its first function that has layers, or for
        function=<name>:
          {"mappings": [["dram I W O", "for K 4", "scratchpad I W", ...], ...],
           "groups": [{"layers": [0, 1], "fused": [0], "shared": 2, "halo": "retained"}]}
        with a mapping per layer, and groups of layers where there are any. The answer, in order, is
          {"edp_uj_cycles": 1.2e9, "energy_pj": 3.4e9, "cycles": 3.5e5, "feasible": true}
        or {"feasible": false, "error": "..."} for a plan that cannot run, or {"error": "..."} for a line that is none; the
        stream goes on. "details": true adds layers and memories. {"describe": true} answers with the layers, the edges
        between them, the machine and the bound. sides, directions and pipeline are options of the model; machine-widths gives
        elements the widths of the machine's array, partial-sums=<bits> partial sums another one; row-statistics charges
        softmaxes with all their operations: -evaluate=m0,sides.
        With -evaluate=placements, lines are plans of multi-core schedules,
          {"layers": [{"cuts": [{"loop": 0, "size": 32}], "units": ["core0.array0"]}, ...],
           "groups": [[0, 1]], "keep": true, "order": "liveness"}
        with cuts and units per layer (units named alone or behind their core), an order "layers", "critical-path", "liveness" or a list of
        [layer, node], and answers {"cycles": 5840, "energy_pj": 1.2e7, "peak_feature_bytes": 8192}. softmax=free charges
        softmaxes nothing.
        """
    ) { (options, value) throws(UsageError) in
      options.evaluation = try Evaluation.Settings(parsing: value ?? "")
    },
    text(
      "calibrate", "<machine>", .words(Calibration.machines),
      "Measure what kernels cost on the processor at hand, and write it as a machine",
      details: """
        -calibrate=cpu compiles a C program with the system's compiler, runs it for a few seconds, and writes a description
        that -target=<file> takes, with how each number was measured: fusec -calibrate=cpu -o here.fir. A machine that does
        other work meanwhile gives other numbers. -calibrate=cpu{cores=1} describes so many of its cores: with one, what
        one thread does, for which nobody is woken.
        """
    ) { (options, value) throws(UsageError) in
      let machine = try NameWithOptions(value, kind: "machine")
      guard Calibration.machines.contains(machine.name) else {
        let hint = NearestName.hint(for: machine.name, among: Calibration.machines)
        throw UsageError(message: "option '-calibrate' measures cpu, not '\(machine.name)'\(hint)")
      }
      for (name, value) in machine.settings {
        guard name == "cores" else {
          throw UsageError(
            message: "option '-calibrate=cpu' has no option '\(name)'"
              + (NearestName.suggestion(for: name, among: ["cores"]) == nil
                ? "; it takes cores" : NearestName.hint(for: name, among: ["cores"])))
        }
        guard let count = value.flatMap({ Int($0) }), count > 0 else {
          throw UsageError(
            message: "option '-calibrate=cpu' takes cores=<n> with n from 1, not "
              + "'\(name)\(value.map { "=\($0)" } ?? "")'")
        }
        options.calibratedCores = count
      }
      options.calibration = machine.name
    },
    CommandLineOption(
      "j", "<n>", .required, .none,
      "Try n candidates of -reduce at a time (default: one per processor); all else uses one"
    ) { (options, value) throws(UsageError) in
      let count = try whole("j", value ?? "")
      guard count > 0 else { throw UsageError(message: "option '-j' needs at least 1") }
      options.threads = count
    },
  ]

  static let printing: [CommandLineOption] = [
    flag("print-generic", \.printGeneric, "Print every op in generic form"),
    flag("pretty", \.printPretty, "Print every op in custom form"),
    flag("print-debuginfo", \.printDebugInfo, "Print locations"),
    flag(
      "print-skip-regions", \.printSkipRegions, "Print {...} for the regions of functions and ops"),
    flag("print-value-users", \.printValueUsers, "Print the users of each value in a comment"),
    flag(
      "print-unique-ssa-ids", \.printUniqueIDs,
      "Number values by identity: a value keeps its number in all dumps of a run"),
    count(
      "elide-elements-larger", \.elideElementsLarger,
      "Leave out constants of more than n elements when printing"),
    count(
      "hex-elements-larger", \.hexElementsLarger,
      "Print constants of more than n elements as hex strings (default 100)"),
  ]
}

import FuseIR
import Glibc
import Machine

// Prints how fast schedules of a program are timed: `schedule-speed <machine> <slice> < program.mlir`, the program in import form. Layers are cut
// into slices of so many rows, all on the first unit that can compute them, and timed one node after another; nothing is searched, written
// or checked. One line of JSON: nodes, seconds, nodes a second, and the growth of the largest resident set in bytes a node.

/// The largest resident set so far, in bytes.
func residentBytes() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss * 1024
}

func stop(_ message: String) -> Never {
  print("schedule-speed: error: \(message)")
  exit(1)
}

guard CommandLine.arguments.count == 3, let slice = Int(CommandLine.arguments[2]), slice > 0,
  let machine = MachineCatalog.machine(named: CommandLine.arguments[1])
else { stop("usage: schedule-speed <machine> <slice> < program.mlir") }
var text: [UInt8] = []
while let line = readLine(strippingNewline: false) { text += line.utf8 }
let diagnostics = DiagnosticEngine()
guard
  let module = Module.parse(
    SourceFile(name: "program", bytes: text), diagnostics: diagnostics, options: ParserOptions()),
  let function = module.functions.first, let body = module.body(of: function)
else { stop("the program can't be read: \(diagnostics.rendered())") }
guard case .success(let platform) = Platform.of(machine) else {
  stop("\(machine.name) is no platform")
}
guard case .success(let graph) = LayerGraph.of(body, in: module) else {
  stop("the program has no graph of layers")
}
var costs = CoreCosts(graph: graph, platform: platform)
let cuts = graph.cuts(.rows, size: slice)
var layers: [SchedulePlan.Layer] = []
for (number, layer) in graph.layers.enumerated() {
  guard
    let unit = platform.units.indices.first(where: {
      costs.cost(layer: number, extents: layer.loops, unit: $0) != nil
    })
  else { stop("no unit can compute \(layer.name)") }
  layers.append(SchedulePlan.Layer(cuts: cuts[number], units: [unit]))
}
let plan = SchedulePlan(layers: layers, groups: [Array(graph.layers.indices)], order: .liveness)
let scheduler = EventScheduler(graph: graph, platform: platform)
let before = residentBytes()
let clock = ContinuousClock()
let start = clock.now
switch scheduler.schedule(plan, costs: &costs) {
case .failure(let obstacle): stop(obstacle.message)
case .success(let schedule):
  let taken = (clock.now - start) / .seconds(1)
  let nodes = schedule.nodes.count
  print(
    "{\"nodes\":\(nodes),\"moves\":\(schedule.moves.count),\"seconds\":\(taken),"
      + "\"nodes_per_second\":\(Double(nodes) / taken),\"cycles\":\(schedule.cycles),"
      + "\"bytes_per_node\":\((residentBytes() - before) / max(1, nodes))}")
}

import Execution
import FuseIR
import Machine
import Passes
import Testing

/// A program, drawn decisions for it, and the schedule that follows.
struct DrawnSchedule: ~Copyable {
  /// The module with the `sched.program`.
  var module: Module
  let program: ScheduledProgram
  let inputs: [Tensor]
  /// What the reference interpreter computes for the function as it was.
  let expected: [Tensor]

  /// Functions `main` of linalg, by name.
  static let sources: [(name: String, text: String)] = [
    (
      "head",
      """
      #map = affine_map<(d0, d1) -> (d0, d1)>
      #row = affine_map<(d0, d1) -> (d0)>
      func.func @main(%x: tensor<12x8xf32>, %wq: tensor<8x6xf32>, %wk: tensor<8x6xf32>, %wv: tensor<8x6xf32>) -> tensor<12x6xf32> {
        %zero = arith.constant 0.0 : f32
        %low = arith.constant 0xFF800000 : f32
        %e = tensor.empty() : tensor<12x6xf32>
        %f = linalg.fill ins(%zero : f32) outs(%e : tensor<12x6xf32>) -> tensor<12x6xf32>
        %q = linalg.matmul ins(%x, %wq : tensor<12x8xf32>, tensor<8x6xf32>) outs(%f : tensor<12x6xf32>) -> tensor<12x6xf32>
        %k = linalg.matmul ins(%x, %wk : tensor<12x8xf32>, tensor<8x6xf32>) outs(%f : tensor<12x6xf32>) -> tensor<12x6xf32>
        %v = linalg.matmul ins(%x, %wv : tensor<12x8xf32>, tensor<8x6xf32>) outs(%f : tensor<12x6xf32>) -> tensor<12x6xf32>
        %te = tensor.empty() : tensor<6x12xf32>
        %t = linalg.transpose ins(%k : tensor<12x6xf32>) outs(%te : tensor<6x12xf32>) permutation = [1, 0]
        %se = tensor.empty() : tensor<12x12xf32>
        %sf = linalg.fill ins(%zero : f32) outs(%se : tensor<12x12xf32>) -> tensor<12x12xf32>
        %s = linalg.matmul ins(%q, %t : tensor<12x6xf32>, tensor<6x12xf32>) outs(%sf : tensor<12x12xf32>) -> tensor<12x12xf32>
        %re = tensor.empty() : tensor<12xf32>
        %rl = linalg.fill ins(%low : f32) outs(%re : tensor<12xf32>) -> tensor<12xf32>
        %m = linalg.generic {indexing_maps = [#map, #row], iterator_types = ["parallel", "reduction"]} ins(%s : tensor<12x12xf32>) outs(%rl : tensor<12xf32>) {
        ^bb0(%a: f32, %o: f32):
          %z = arith.maximumf %a, %o : f32
          linalg.yield %z : f32
        } -> tensor<12xf32>
        %p = linalg.generic {indexing_maps = [#map, #row, #map], iterator_types = ["parallel", "parallel"]} ins(%s, %m : tensor<12x12xf32>, tensor<12xf32>) outs(%se : tensor<12x12xf32>) {
        ^bb0(%a: f32, %b: f32, %o: f32):
          %d = arith.subf %a, %b : f32
          %z = math.exp %d : f32
          linalg.yield %z : f32
        } -> tensor<12x12xf32>
        %rz = linalg.fill ins(%zero : f32) outs(%re : tensor<12xf32>) -> tensor<12xf32>
        %n = linalg.generic {indexing_maps = [#map, #row], iterator_types = ["parallel", "reduction"]} ins(%p : tensor<12x12xf32>) outs(%rz : tensor<12xf32>) {
        ^bb0(%a: f32, %o: f32):
          %z = arith.addf %o, %a : f32
          linalg.yield %z : f32
        } -> tensor<12xf32>
        %w = linalg.generic {indexing_maps = [#map, #row, #map], iterator_types = ["parallel", "parallel"]} ins(%p, %n : tensor<12x12xf32>, tensor<12xf32>) outs(%se : tensor<12x12xf32>) {
        ^bb0(%a: f32, %b: f32, %o: f32):
          %z = arith.divf %a, %b : f32
          linalg.yield %z : f32
        } -> tensor<12x12xf32>
        %y = linalg.matmul ins(%w, %v : tensor<12x12xf32>, tensor<12x6xf32>) outs(%f : tensor<12x6xf32>) -> tensor<12x6xf32>
        return %y : tensor<12x6xf32>
      }
      """
    ),
    (
      "convolutions",
      """
      func.func @main(%x: tensor<1x6x6x2xf32>, %k: tensor<3x3x2x4xf32>, %l: tensor<3x3x4x3xf32>) -> (tensor<1x3x3x3xf32>, tensor<9x3xf32>) {
        %zero = arith.constant 0.0 : f32
        %half = arith.constant 0.5 : f32
        %p = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
        ^bb0(%a: index, %b: index, %c: index, %d: index):
          tensor.yield %zero : f32
        } : tensor<1x6x6x2xf32> to tensor<1x8x8x2xf32>
        %e = tensor.empty() : tensor<1x6x6x4xf32>
        %f = linalg.fill ins(%half : f32) outs(%e : tensor<1x6x6x4xf32>) -> tensor<1x6x6x4xf32>
        %c = linalg.conv_2d_nhwc_hwcf ins(%p, %k : tensor<1x8x8x2xf32>, tensor<3x3x2x4xf32>) outs(%f : tensor<1x6x6x4xf32>) -> tensor<1x6x6x4xf32>
        %g = tensor.pad %c low[0, 0, 0, 0] high[0, 1, 1, 0] {
        ^bb0(%a: index, %b: index, %h: index, %d: index):
          tensor.yield %zero : f32
        } : tensor<1x6x6x4xf32> to tensor<1x7x7x4xf32>
        %o = tensor.empty() : tensor<1x3x3x3xf32>
        %q = linalg.fill ins(%zero : f32) outs(%o : tensor<1x3x3x3xf32>) -> tensor<1x3x3x3xf32>
        %s = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : tensor<2xi64>} ins(%g, %l : tensor<1x7x7x4xf32>, tensor<3x3x4x3xf32>) outs(%q : tensor<1x3x3x3xf32>) -> tensor<1x3x3x3xf32>
        %t = linalg.exp ins(%s : tensor<1x3x3x3xf32>) outs(%o : tensor<1x3x3x3xf32>) -> tensor<1x3x3x3xf32>
        %u = tensor.collapse_shape %t [[0, 1, 2], [3]] : tensor<1x3x3x3xf32> into tensor<9x3xf32>
        return %s, %u : tensor<1x3x3x3xf32>, tensor<9x3xf32>
      }
      """
    ),
    (
      "narrow",
      """
      #map = affine_map<(d0, d1) -> (d0, d1)>
      func.func @main(%x: tensor<8x16xbf16>, %w: tensor<16x6xbf16>) -> tensor<8x6xbf16> {
        %zero = arith.constant 0.0 : f32
        %low = arith.constant 0.0 : bf16
        %e = tensor.empty() : tensor<8x6xf32>
        %n = tensor.empty() : tensor<8x6xbf16>
        %f = linalg.fill ins(%zero : f32) outs(%e : tensor<8x6xf32>) -> tensor<8x6xf32>
        %g = linalg.fill ins(%low : bf16) outs(%n : tensor<8x6xbf16>) -> tensor<8x6xbf16>
        %p = linalg.matmul ins(%x, %w : tensor<8x16xbf16>, tensor<16x6xbf16>) outs(%f : tensor<8x6xf32>) -> tensor<8x6xf32>
        %c = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]} ins(%p : tensor<8x6xf32>) outs(%n : tensor<8x6xbf16>) {
        ^bb0(%a: f32, %o: bf16):
          %z = arith.truncf %a : f32 to bf16
          linalg.yield %z : bf16
        } -> tensor<8x6xbf16>
        %m = linalg.max ins(%c, %g : tensor<8x6xbf16>, tensor<8x6xbf16>) outs(%n : tensor<8x6xbf16>) -> tensor<8x6xbf16>
        return %m : tensor<8x6xbf16>
      }
      """
    ),
    (
      "views",
      """
      func.func @main(%x: tensor<4x12xi32>, %y: tensor<2x6xi32>, %b: tensor<4x6xi32>) -> (tensor<6x4xi32>, tensor<4x4xi32>) {
        %zero = arith.constant 0 : i32
        %a = tensor.extract_slice %x[0, 1] [4, 6] [1, 2] : tensor<4x12xi32> to tensor<4x6xi32>
        %c = tensor.concat dim(0) %y, %y : (tensor<2x6xi32>, tensor<2x6xi32>) -> tensor<4x6xi32>
        %e = tensor.empty() : tensor<4x6xi32>
        %s = linalg.add ins(%a, %c : tensor<4x6xi32>, tensor<4x6xi32>) outs(%e : tensor<4x6xi32>) -> tensor<4x6xi32>
        %i = tensor.insert_slice %y into %s[1, 0] [2, 6] [1, 1] : tensor<2x6xi32> into tensor<4x6xi32>
        %m = linalg.mul ins(%i, %s : tensor<4x6xi32>, tensor<4x6xi32>) outs(%e : tensor<4x6xi32>) -> tensor<4x6xi32>
        %r = tensor.expand_shape %m [[0], [1, 2]] output_shape [4, 2, 3] : tensor<4x6xi32> into tensor<4x2x3xi32>
        %te = tensor.empty() : tensor<2x3x4xi32>
        %t = linalg.transpose ins(%r : tensor<4x2x3xi32>) outs(%te : tensor<2x3x4xi32>) permutation = [1, 2, 0]
        %f = tensor.collapse_shape %t [[0, 1], [2]] : tensor<2x3x4xi32> into tensor<6x4xi32>
        %ze = tensor.empty() : tensor<4x4xi32>
        %zf = linalg.fill ins(%zero : i32) outs(%ze : tensor<4x4xi32>) -> tensor<4x4xi32>
        %p = linalg.matmul ins(%b, %f : tensor<4x6xi32>, tensor<6x4xi32>) outs(%zf : tensor<4x4xi32>) -> tensor<4x4xi32>
        %n = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%p : tensor<4x4xi32>) outs(%ze : tensor<4x4xi32>) {
        ^bb0(%g: i32, %o: i32):
          %d0 = linalg.index 0 : index
          %d1 = linalg.index 1 : index
          %d = arith.subi %d0, %d1 : index
          %h = arith.index_cast %d : index to i32
          %z = arith.addi %g, %h : i32
          linalg.yield %z : i32
        } -> tensor<4x4xi32>
        return %f, %n : tensor<6x4xi32>, tensor<4x4xi32>
      }
      """
    ),
  ]

  /// Platforms: one core, one core with little room, and four cores with two vector units.
  static func machine(_ number: Int) throws -> Accelerator {
    switch number {
    case 0: return try #require(MachineCatalog.machine(named: "ck64"))
    case 1:
      var machine = try #require(MachineCatalog.machine(named: "ck64"))
      machine.name = "ck64-narrow"
      machine.memories[1].capacityBytes = 2048
      return machine
    default: return try #require(MachineCatalog.machine(named: "q4"))
    }
  }

  /// Draws decisions; nil where what was drawn has no schedule.
  init?(_ text: String, on machine: Accelerator, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "main", text: text)
    guard var module = Module.parse(source, diagnostics: engine),
      let function = module.function(named: "main"), let block = module.body(of: function)
    else {
      Issue.record("\(engine.rendered())")
      return nil
    }
    var inputs: [Tensor] = []
    for argument in module.arguments(of: block) {
      inputs.append(
        try #require(
          DrawnInputs.tensor(of: module.type(of: argument), in: module, from: &generator)))
    }
    var interpreter = Interpreter(module)
    let expected = try interpreter.run(function: "main", inputs: inputs, in: module)
    let platform = try Platform.of(machine).get()
    let graph = try LayerGraph.of(block, in: module).get()
    var costs = CoreCosts(graph: graph, platform: platform)
    let plan = Self.plan(graph, platform, &costs, &generator)
    let schedule: Schedule
    switch EventScheduler(graph: graph, platform: platform).schedule(plan, costs: &costs) {
    case .success(let found): schedule = found
    case .failure: return nil
    }
    let op = try #require(
      ScheduleWriter(boundCycles: 1).write(
        schedule, plan: plan, graph: graph, platform: platform, machine: machine, costs: &costs,
        function: function, in: &module))
    let report = module.verify()
    #expect(report.isEmpty, "\(report.mistakes.map(\.message))")
    program = try ScheduledProgram.of(op, in: module).get()
    self.module = module
    self.inputs = inputs
    self.expected = expected
  }

  private static func plan(
    _ graph: LayerGraph, _ platform: Platform, _ costs: inout CoreCosts,
    _ generator: inout SeededGenerator
  ) -> SchedulePlan {
    var layers: [SchedulePlan.Layer] = []
    for (number, layer) in graph.layers.enumerated() {
      var cuts: [SchedulePlan.Cut] = []
      for loop in layer.loops.indices where layer.loops[loop] > 1 && generator.below(3) == 0 {
        cuts.append(.init(loop: loop, size: 1 + generator.below(layer.loops[loop])))
      }
      var units: [Int] = []
      let isSumCut = cuts.contains { layer.isReduction[$0.loop] }
      for unit in platform.units.indices
      where costs.cost(layer: number, extents: layer.loops, unit: unit) != nil {
        if isSumCut && !units.isEmpty { continue }
        if units.isEmpty || generator.below(2) == 0 { units.append(unit) }
      }
      layers.append(.init(cuts: cuts, units: units))
    }
    let all = Array(graph.layers.indices)
    let groups = generator.below(2) == 0 ? [all] : all.map { [$0] }
    let orders: [SchedulePlan.Order] = [.layers, .criticalPath, .liveness]
    return SchedulePlan(
      layers: layers, groups: groups, keepsBetweenGroups: generator.below(2) == 0,
      order: orders[generator.below(orders.count)])
  }

  /// Whether outputs are those of the reference, up to rounding.
  func agrees(_ outputs: [Tensor]) -> Bool {
    guard outputs.count == expected.count else { return false }
    return zip(outputs, expected).allSatisfy { output, expected in
      OutputComparison(
        output, expected, Tolerance(for: output.elementType, relative: nil, absolute: nil)
      ).passes
    }
  }
}

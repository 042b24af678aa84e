import FuseIR
import Machine

/// Cuts the layers of each function into nodes, each of which one unit computes, and says so on their ops: `sched.cuts` names the loops
/// that are cut, outermost first, and the iterations of a piece. `schedule-multicore` takes cuts that it finds.
///
/// With `granularity=rows`, layers are cut along the loop that walks over the rows that the producer's pieces are, and the first ones
/// along the outermost loop of more than one iteration; so pieces of a chain follow one another, whatever transposes, reshapes,
/// slices and broadcasts are in between. `cols` cuts along the innermost axis of the result, `tiles` along both, and `auto` is rows, as
/// many in a piece as the larger side of the first array has places. Loops that sum are not cut. Remarks say what a node needs of
/// other layers: a window with its step and halo, or a row as a whole.
///
/// The program should be in import form. A function with an op that is neither a layer nor a view is refused.
///
/// ```
/// split-nodes{granularity=rows size=4}
///
/// %1 = linalg.matmul ins(%x, %w : tensor<64x32xf32>, tensor<32x32xf32>) ...
/// %2 = linalg.matmul ins(%1, %v : tensor<64x32xf32>, tensor<32x32xf32>) ...
///     →
/// %1 = linalg.matmul {sched.cuts = "d0 by 4"} ins(%x, %w : tensor<64x32xf32>, tensor<32x32xf32>) ...
/// %2 = linalg.matmul {sched.cuts = "d0 by 4"} ins(%1, %v : tensor<64x32xf32>, tensor<32x32xf32>) ...
/// ```
public struct SplitNodes: Pass {
  /// `split-nodes`.
  public static let name = "split-nodes"
  /// What the pass does.
  public static let summary = "Cuts layers into the nodes that cores compute."
  /// Runs on each function.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<SplitNodes>] {
    [
      PassOption("granularity", \.granularity, "What a piece of a layer is."),
      PassOption(
        "size", \.size,
        "Rows or columns of a piece; 0 for one, or for the side of an array with 'auto'."
      ),
    ]
  }

  /// What a piece of a layer is.
  public var granularity = LayerGranularity.rows
  /// Rows or columns of a piece; 0 for one, or for the side of an array.
  public var size = 0

  /// The pass with default options.
  public init() {}

  /// Cuts the layers of the function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard size >= 0 else {
      context.error("split-nodes: size is \(size), but pieces have 1 iteration or more")
      return .failed
    }
    guard let body = module.body(of: function) else { return .unchanged }
    var size = max(1, size)
    if granularity == .auto, self.size == 0 {
      guard let array = context.target?.arrays.first else {
        context.error(
          "split-nodes: 'auto' cuts by the side of an array: name a machine that has one with -target=<machine>, or give a size"
        )
        return .failed
      }
      size = max(array.rows, array.columns)
    }
    let graph: LayerGraph
    switch LayerGraph.of(body, in: module) {
    case .success(let found): graph = found
    case .failure(let obstacle):
      context.error("split-nodes: \(obstacle.message)", at: obstacle.op, in: module)
      return .failed
    }
    let cuts = graph.cuts(granularity, size: size)
    context.count("layers", by: graph.layers.count)
    for (number, layer) in graph.layers.enumerated() {
      context.count("nodes", by: layer.nodeCount(cuts[number]))
      let text = module.stringAttribute(LayerGraph.text(of: cuts[number]))
      module.setAttribute("sched.cuts", text, of: layer.op)
      context.remark(graph.summary(of: number, cuts), at: layer.op, in: module)
    }
    return graph.layers.isEmpty ? .unchanged : .changed
  }
}

extension LayerGranularity: PassOptionValue {}

extension LayerGraph.Layer {
  /// How many nodes cuts make of the layer.
  fileprivate func nodeCount(_ cuts: [SchedulePlan.Cut]) -> Int {
    cuts.reduce(1) { $0 * ((loops[$1.loop] + $1.size - 1) / $1.size) }
  }
}

extension LayerGraph {
  /// A layer, its nodes, and what they need of other layers, in a line.
  fileprivate func summary(of number: Int, _ cuts: [[SchedulePlan.Cut]]) -> String {
    let layer = layers[number]
    let loops = layer.loops.enumerated().map { loop, extent in
      layer.isReduction[loop] ? "\(extent) summed" : "\(extent)"
    }
    let count = layer.nodeCount(cuts[number])
    var text =
      "\(layer.name) (\(loops.joined(separator: " x "))): \(count) node\(count == 1 ? "" : "s")"
    if !cuts[number].isEmpty { text += ", \(Self.text(of: cuts[number]))" }
    for (place, read) in layer.reads.enumerated() where tensors[read.tensor].producer != nil {
      let needs = dependences(of: number, read: place, cuts).map { dependence in
        dependence.summary(extent: tensors[read.tensor].shape[dependence.axis])
      }
      let name = tensors[read.tensor].name
      text += "; needs of \(name) " + (needs.isEmpty ? "all" : needs.joined(separator: ", "))
    }
    return text
  }
}

extension LayerGraph.Dependence {
  /// What is needed along the axis, in words.
  fileprivate func summary(extent: Int) -> String {
    switch kind {
    case .window(let size, let step, let halo):
      var text = "\(size) of \(extent) along axis \(axis) by steps of \(step)"
      if halo > 0 { text += " with a halo of \(halo)" }
      return text
    case .same(_, true, let sums):
      return "all \(extent) along axis \(axis) before it starts"
        + (sums ? ", for it sums over them" : "")
    case .same(let size, false, _): return "\(size) of \(extent) along axis \(axis)"
    }
  }
}

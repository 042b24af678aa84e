import FuseIR
import Machine

/// Shows the layers of each function as mapping searches see them, as remarks where they stand: their loops, windows, widths
/// and what is added on the way out; and for each tensor between two layers, whether it may stay on chip.
///
/// The program should be in import form. The machine decides what is a layer: elementwise ops are where it has a vector unit.
///
/// ```
/// m.mlir:8:8: remark: print-network: matmul1: N 256, K 4096, C 4096; i8 x i8 + i32 -> i8
/// m.mlir:9:8: remark: print-network: matmul2: N 256, K 4096, C 4096; i8 x i8 + i32 -> i8
/// m.mlir:9:8: remark: print-network: matmul2 may take its input from matmul1 on chip: N = N, K = C
/// ```
public struct PrintNetwork: Pass {
  /// `print-network`.
  public static let name = "print-network"
  /// What the pass does.
  public static let summary = "Shows the layers of functions as mapping searches see them."
  /// Runs on each function.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<PrintNetwork>] {
    [PassOption("row-statistics", \.rowStatistics, "Charge a softmax with all its operations.")]
  }

  /// Whether a softmax costs the operations of its parts, and needs whole rows.
  public var rowStatistics = false

  /// The pass with default options.
  public init() {}

  /// Tells what the function is made of.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    guard let machine = context.target else {
      context.error("print-network needs a machine: name one with -target=<machine>")
      return .failed
    }
    guard let body = module.body(of: function) else { return .unchanged }
    var reading = LayerReading()
    reading.chargesRowStatistics = rowStatistics
    let layered = LayeredFunction(body, of: module, on: machine, reading: reading)
    context.count("layers", by: layered.roots.count)
    for refusal in layered.refusals {
      Self.tell(
        "this \(module.name(of: refusal.op)) is no layer: \(refusal.reason)", refusal.op, context,
        module)
    }
    let layers = layered.network.layers
    for (index, layer) in layers.enumerated() {
      Self.tell("\(layer.name): \(layer.summary)", layered.roots[index], context, module)
    }
    for edge in layered.network.edges {
      let (producer, consumer) = (layers[edge.producer].name, layers[edge.consumer].name)
      let text: String
      switch edge.fusion {
      case .possible(let loops):
        let pairs = loops.map(\.summary)
        text =
          "\(consumer) may take its \(edge.operand.name) from \(producer) on chip"
          + (pairs.isEmpty ? ", as a whole" : ": \(pairs.joined(separator: ", "))")
      case .impossible(let reason):
        text =
          "\(consumer) can't take its \(edge.operand.name) from \(producer) on chip: \(reason)"
      }
      Self.tell(text, layered.roots[edge.consumer], context, module)
    }
    return .unchanged
  }

  private static func tell(
    _ text: String, _ op: OpID, _ context: PassContext, _ module: borrowing Module
  ) {
    context.diagnostics.remark("\(name): \(text)", at: module.place(of: op))
  }
}

extension Layer {
  /// The loops, windows, widths and addends in one line.
  public var summary: String {
    var parts = LayerDimension.allCases.filter { sizes[$0] > 1 }
      .map { "\($0.letter) \(sizes[$0])" }
    if parts.isEmpty { parts = ["one point"] }
    var text = parts.joined(separator: ", ")
    for (name, window, taps) in [
      ("rows", rows, sizes[.kernelRow]), ("columns", columns, sizes[.kernelColumn]),
    ] where window.stride > 1 || window.dilation > 1 || window.padding > 0 || taps > 1 {
      text += "; \(name) stride \(window.stride) dilation \(window.dilation)"
      text += " padding \(window.padding) of \(window.extent)"
    }
    switch kind {
    case .contraction:
      text += "; \(widths.input) x \(widths.weight) + \(widths.partialSum) -> \(widths.output) bits"
    case .elementwise(let operations):
      text += "; \(widths.input) -> \(widths.output) bits"
      text += ", \(operations) operation\(operations == 1 ? "" : "s") an element"
    }
    for addend in addends {
      let loops = addend.dimensions.members.filter { sizes[$0] > 1 }.map { String($0.letter) }
      text += "; plus \(addend.bits) bits along \(loops.isEmpty ? "nothing" : loops.joined())"
    }
    return text
  }
}

extension Network.Edge.Operand {
  /// What the operand is called in messages.
  public var name: String {
    switch self {
    case .input: "input"
    case .weight: "weight"
    case .addend(let index): "addend \(index)"
    }
  }
}

extension Network.AlignedLoops {
  /// The loop of the producer, the consumer's, and the window between them.
  public var summary: String {
    "\(producer.letter) = \(consumer.letter)"
      + (share == 1 ? "" : " of \(share)")
      + (step == 1 && window == 1 ? "" : " by \(step) with \(window)")
  }
}

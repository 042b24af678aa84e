public import FuseIR

extension LayerGraph.Tensor {
  /// A tensor that no layer reads yet.
  public init(
    named name: String, shape: [Int], bits: Int, producer: Int?, isWeight: Bool = false,
    isResult: Bool = false, value: ValueID = ValueID(raw: -1)
  ) {
    self.init(
      name: name, shape: shape, bits: bits, producer: producer, consumers: [],
      isWeight: isWeight, isResult: isResult, value: value)
  }
}

extension LayerGraph.Layer {
  /// A layer that mapping costs know nothing of.
  public init(
    named name: String, loops: [Int], isReduction: [Bool], reads: [LayerGraph.Access],
    writes: [LayerGraph.Access], work: LayerGraph.Work, accumulatorBits: Int,
    op: OpID = OpID(raw: -1), opIndex: Int = 0
  ) {
    self.init(
      name: name, op: op, opIndex: opIndex, loops: loops, isReduction: isReduction, reads: reads,
      writes: writes, work: work, accumulatorBits: accumulatorBits, mapped: nil,
      dimensions: [LayerDimension?](repeating: nil, count: loops.count))
  }
}

// Ops that read slices at places that other operands hold.

extension OpDefinition {
  /// `stablehlo.gather`: slices of the operand whose starts the second operand holds.
  static let stablehloGather = OpDefinition(
    "stablehlo.gather", summary: "Slices of the first operand, at the starts in the second.",
    traits: [.pure], operands: .exactly(2), results: .exactly(1),
    attributes: [
      .required("dimension_numbers", .dialect("stablehlo.gather")),
      .required("slice_sizes", .denseArray(width: 64)),
      .optional("indices_are_sorted", .bool),
    ],
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in
      try gatherShape(module, op, sizes: try module.integerList("slice_sizes", of: op))
    })

  /// `stablehlo.dynamic_gather`: a gather whose slice sizes are an operand.
  static let stablehloDynamicGather = OpDefinition(
    "stablehlo.dynamic_gather", summary: "A gather whose slice sizes are an operand.",
    traits: [.pure], operands: .exactly(3), results: .exactly(1),
    attributes: [
      .required("dimension_numbers", .dialect("stablehlo.gather")),
      .optional("indices_are_sorted", .bool),
    ],
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in nil })

  /// `stablehlo.torch_index_select`: slices along one dimension, at the places in the second operand.
  static let stablehloTorchIndexSelect = OpDefinition(
    "stablehlo.torch_index_select",
    summary: "Slices along one dimension, at the places in the second operand.",
    traits: [.pure], operands: .exactly(2), results: .exactly(1),
    attributes: [
      .required("batch_dims", .integer(width: 64)), .required("dim", .integer(width: 64)),
    ],
    verify: verifyingElementKept { (module, op) throws(ShapeProblem) in nil })

  private static func gatherShape(
    _ module: borrowing Module, _ op: OpID, sizes: [Int64]
  ) throws(ShapeProblem) -> [Int64]? {
    guard let operand = try module.operandShape(0, of: op),
      let indices = try module.operandShape(1, of: op)
    else { return nil }
    guard let numbers = GatherDimensionNumbers(of: op, in: module) else {
      throw ShapeProblem(
        "attribute 'dimension_numbers' must be #stablehlo.gather<offset_dims = [..], ..>")
    }
    guard
      module.elementKind(module.elementType(of: module.operand(1, of: op))).isSubset(
        of: .integer)
    else { throw ShapeProblem("operand #1 must be a tensor of integers") }
    guard sizes.count == operand.count else {
      throw ShapeProblem(
        "attribute 'slice_sizes' must have \(operand.count) elements, but has \(sizes.count)")
    }
    let dropped = try checkedDimensions(
      numbers.collapsedSliceDimensions + numbers.operandBatchingDimensions, rank: operand.count,
      "collapsed_slice_dims and operand_batching_dims")
    for (index, size) in sizes.enumerated() {
      guard size >= 0, operand[index] == Dimension.dynamic || size <= operand[index] else {
        throw ShapeProblem(
          "slice size #\(index) must lie in 0...\(shapeText([operand[index]])), but is \(size)")
      }
      if dropped.contains(index), size > 1 {
        throw ShapeProblem(
          "slice size #\(index) must be at most 1, since the result lacks it, but is \(size)")
      }
    }
    let batch = try indexBatch(
      indices, numbers.indexVectorDimension, components: numbers.startIndexMap.count,
      "start_index_map")
    _ = try checkedDimensions(
      numbers.startIndexMap + numbers.operandBatchingDimensions, rank: operand.count,
      "start_index_map and operand_batching_dims")
    _ = try checkedDimensions(
      numbers.startIndicesBatchingDimensions, rank: indices.count, "start_indices_batching_dims")
    let offsets = sizes.indices.filter { !dropped.contains($0) }.map { sizes[$0] }
    guard numbers.offsetDimensions.count == offsets.count else {
      throw ShapeProblem(
        "offset_dims must have \(offsets.count) elements, one per dimension of a slice, but has "
          + "\(numbers.offsetDimensions.count)")
    }
    let rank = batch.count + offsets.count
    let offsetDimensions = try checkedDimensions(
      numbers.offsetDimensions, rank: rank, "offset_dims")
    return interleaved(rank: rank, inner: offsets, at: offsetDimensions, outer: batch)
  }

  /// The sizes of the dimensions of `indices` other than the one that holds the components.
  static func indexBatch(
    _ indices: [Int64], _ vectorDimension: Int, components: Int, _ what: String
  ) throws(ShapeProblem) -> [Int64] {
    guard (0...indices.count).contains(vectorDimension) else {
      throw ShapeProblem(
        "index_vector_dim must lie in 0...\(indices.count), but is \(vectorDimension)")
    }
    let held = vectorDimension < indices.count ? indices[vectorDimension] : 1
    guard extentsAgree(held, Int64(components)) else {
      throw ShapeProblem(
        "\(what) must have \(held) elements, one per component, but has \(components)")
    }
    var batch = indices
    if vectorDimension < batch.count { batch.remove(at: vectorDimension) }
    return batch
  }

  /// A shape with `inner` sizes at the given dimensions and `outer` sizes at the others, in order.
  static func interleaved(
    rank: Int, inner: [Int64], at dimensions: [Int], outer: [Int64]
  ) -> [Int64] {
    var inner = inner[...]
    var outer = outer[...]
    return (0..<rank).map { index in
      (dimensions.contains(index) ? inner.popFirst() : outer.popFirst()) ?? 1
    }
  }
}

/// A view of `tensor.extract_slice` and `tensor.insert_slice`: which elements of the larger tensor the slice is.
public struct Slice: Hashable, Sendable {
  /// The op.
  public let op: OpID

  /// Views the op, which must be a `tensor.extract_slice` or `tensor.insert_slice`.
  public init(_ op: OpID) { self.op = op }

  /// True iff the op is a `tensor.insert_slice`.
  public func isInsertion(in module: borrowing Module) -> Bool {
    module.opcode(of: op).is(TensorOp.insertSlice)
  }

  /// The first index in each dimension, nil where attribute and operands do not fit.
  public func offsets(in module: borrowing Module) -> [MixedIndex]? {
    indices("static_offsets", 0, module)
  }

  /// The number of indices in each dimension, nil where attribute and operands do not fit.
  public func sizes(in module: borrowing Module) -> [MixedIndex]? {
    indices("static_sizes", 1, module)
  }

  /// The step between indices in each dimension, nil where attribute and operands do not fit.
  public func strides(in module: borrowing Module) -> [MixedIndex]? {
    indices("static_strides", 2, module)
  }

  /// The dimensions of the larger tensor that the slice lacks, because their size is 1; nil where the shapes do not fit.
  public func droppedDimensions(in module: borrowing Module) -> [Int]? {
    guard let sizes = sizes(in: module), let slice = module.shape(of: sliceType(in: module)) else {
      return nil
    }
    var dropped: [Int] = []
    var next = 0
    for (dimension, size) in sizes.enumerated() {
      let extent = size.constantValue ?? Dimension.dynamic
      if next < slice.count, slice[next] == extent {
        next += 1
      } else {
        guard extent == 1 else { return nil }
        dropped.append(dimension)
      }
    }
    return next == slice.count ? dropped : nil
  }

  /// The type of the larger tensor.
  public func tensorType(in module: borrowing Module) -> TypeID {
    module.type(of: module.operand(isInsertion(in: module) ? 1 : 0, of: op))
  }

  /// The type of the slice.
  public func sliceType(in module: borrowing Module) -> TypeID {
    isInsertion(in: module)
      ? module.type(of: module.operand(0, of: op)) : module.type(of: module.result(of: op))
  }

  private func indices(_ name: String, _ segment: Int, _ module: borrowing Module)
    -> [MixedIndex]?
  {
    let first = isInsertion(in: module) ? 2 : 1
    guard let constants = module.integers(name, of: op),
      let values = module.operands(ofSegment: first + segment, of: op)
    else { return nil }
    return MixedIndex.merge(constants, values)
  }

  func verify(in module: borrowing Module, _ report: inout VerifierReport) {
    guard let offsets = offsets(in: module), let sizes = sizes(in: module),
      let strides = strides(in: module)
    else {
      report.report(op, "offsets, sizes and strides must have one operand per dynamic entry")
      return
    }
    let tensor = tensorType(in: module)
    let slice = sliceType(in: module)
    guard let shape = module.shape(of: tensor), module.shape(of: slice) != nil else {
      report.report(op, "tensor and slice must be ranked tensors")
      return
    }
    for (list, noun) in [(offsets, "offset"), (sizes, "size"), (strides, "stride")]
    where list.count != shape.count {
      report.report(op, "expected \(shape.count) \(noun) values, got \(list.count)")
      return
    }
    if module.elementType(of: tensor) != module.elementType(of: slice) {
      report.report(op, "tensor and slice must have the same element type")
    }
    for dimension in shape.indices {
      verifyBounds(
        dimension, shape[dimension], offsets[dimension], sizes[dimension], strides[dimension],
        &report)
    }
    if droppedDimensions(in: module) == nil {
      report.report(op, "slice type must have the sizes as its shape, or a rank-reduced version")
    }
    if isInsertion(in: module), module.type(of: module.result(of: op)) != tensor {
      report.report(op, "result must have the type of the tensor inserted into")
    }
  }

  private func verifyBounds(
    _ dimension: Int, _ extent: Int64, _ offset: MixedIndex, _ size: MixedIndex,
    _ stride: MixedIndex, _ report: inout VerifierReport
  ) {
    if let offset = offset.constantValue, offset < 0 {
      report.report(op, "expected offsets to be non-negative, but got \(offset)")
      return
    }
    if let size = size.constantValue, size < 0 {
      report.report(op, "expected sizes to be non-negative, but got \(size)")
      return
    }
    guard extent != Dimension.dynamic, let offset = offset.constantValue,
      let size = size.constantValue, let stride = stride.constantValue, size > 0
    else { return }
    let (span, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
    let (last, carry) = offset.addingReportingOverflow(span)
    if overflow || carry || last >= extent || last < 0 || offset >= extent {
      report.report(op, "slice along dimension \(dimension) runs out-of-bounds")
    }
  }

  /// True iff the slice is the whole tensor.
  func isWhole(in module: borrowing Module) -> Bool {
    guard sliceType(in: module) == tensorType(in: module),
      module.hasStaticShape(tensorType(in: module)),
      let offsets = offsets(in: module)?.constants, let strides = strides(in: module)?.constants
    else { return false }
    return offsets.allSatisfy { $0 == 0 } && strides.allSatisfy { $0 == 1 }
  }
}

extension OpDefinition {
  /// `tensor.extract_slice`: the elements at `offset + i * stride`, for `i` below `size`, in each dimension. Dimensions of
  /// size 1 may be dropped from the result.
  static let extractSlice = OpDefinition(
    "tensor.extract_slice", summary: "Takes a strided slice.",
    traits: [.pure, .segmentedOperands], operands: .atLeast(1), results: .exactly(1),
    attributes: sliceAttributes,
    verify: { module, op, report in Slice(op).verify(in: module, &report) },
    fold: { module, op in
      Slice(op).isWhole(in: module) ? [.value(module.operand(0, of: op))] : nil
    },
    parse: parseSlice, print: printSlice, resultName: { _, _ in "extracted_slice" })

  /// `tensor.insert_slice`: the second operand with the elements of a slice replaced by those of the first operand.
  static let insertSlice = OpDefinition(
    "tensor.insert_slice", summary: "Replaces a strided slice.",
    traits: [.pure, .segmentedOperands], operands: .atLeast(2), results: .exactly(1),
    attributes: sliceAttributes,
    verify: { module, op, report in Slice(op).verify(in: module, &report) },
    fold: { module, op in
      Slice(op).isWhole(in: module) ? [.value(module.operand(0, of: op))] : nil
    },
    parse: parseSlice, print: printSlice, resultName: { _, _ in "inserted_slice" })

  private static let sliceAttributes: [AttributeDefinition] = [
    .required("static_offsets", .denseArray(width: 64)),
    .required("static_sizes", .denseArray(width: 64)),
    .required("static_strides", .denseArray(width: 64)),
  ]
}

/// A view of `tensor.collapse_shape` and `tensor.expand_shape`: reshapes that merge or split neighbouring dimensions.
public struct Reassociation: Hashable, Sendable {
  /// The op.
  public let op: OpID

  /// Views the op, which must be a `tensor.collapse_shape` or `tensor.expand_shape`.
  public init(_ op: OpID) { self.op = op }

  /// For each dimension of the smaller shape, the neighbouring dimensions of the larger shape that make it up; nil where
  /// the attribute is malformed.
  public func groups(in module: borrowing Module) -> [[Int]]? {
    guard let attribute = module.attribute("reassociation", of: op),
      let elements = module.arrayElements(attribute)
    else { return nil }
    var groups: [[Int]] = []
    for element in elements {
      guard let members = module.arrayElements(element) else { return nil }
      var group: [Int] = []
      for member in members {
        guard let value = module.integerValue(member), value >= 0, value < 1 << 16 else {
          return nil
        }
        group.append(Int(value))
      }
      groups.append(group)
    }
    return groups
  }

  /// True iff the op is a `tensor.collapse_shape`.
  public func isCollapse(in module: borrowing Module) -> Bool {
    module.opcode(of: op).is(TensorOp.collapseShape)
  }

  /// The extents of the result of a `tensor.expand_shape`, nil where attribute and operands do not fit.
  public func outputShape(in module: borrowing Module) -> [MixedIndex]? {
    guard let constants = module.integers("static_output_shape", of: op) else { return nil }
    return MixedIndex.merge(constants, Array(module.operands(of: op).dropFirst()))
  }

  /// The groups with which a static shape can be reshaped to another by merging neighbouring dimensions of `larger` only,
  /// nil if it can't. Extents of 1 join the group before them, or the first one.
  public static func groups(collapsing larger: [Int64], to smaller: [Int64]) -> [[Int]]? {
    var groups: [[Int]] = []
    var next = 0
    for extent in smaller {
      var group: [Int] = []
      var product: Int64 = 1
      repeat {
        guard next < larger.count else { return nil }
        let (value, overflow) = product.multipliedReportingOverflow(by: larger[next])
        guard !overflow else { return nil }
        product = value
        group.append(next)
        next += 1
      } while product < extent || (product != extent && product == 0)
      guard product == extent else { return nil }
      groups.append(group)
    }
    while next < larger.count {
      guard larger[next] == 1 else { return nil }
      if !groups.isEmpty { groups[groups.count - 1].append(next) }
      next += 1
    }
    return groups
  }

  func verify(in module: borrowing Module, _ report: inout VerifierReport) {
    let isCollapse = isCollapse(in: module)
    let source = module.type(of: module.operand(0, of: op))
    let target = module.type(of: module.result(of: op))
    guard let larger = module.shape(of: isCollapse ? source : target),
      let smaller = module.shape(of: isCollapse ? target : source)
    else {
      report.report(op, "operand and result must be ranked")
      return
    }
    if module.elementType(of: source) != module.elementType(of: target) {
      report.report(op, "operand and result must have the same element type")
    }
    guard let groups = groups(in: module) else {
      report.report(op, "attribute 'reassociation' must be an array of arrays of dimensions")
      return
    }
    guard groups.count == smaller.count else {
      report.report(
        op,
        "expected collapsed rank (\(smaller.count)) to equal the number of reassociation maps "
          + "(\(groups.count))")
      return
    }
    // A rank-0 side has no groups: the other side holds a single element.
    if groups.isEmpty {
      if larger.contains(where: { $0 != 1 && $0 != Dimension.dynamic }) {
        report.report(op, "a tensor reshaped to or from rank 0 must have extents of 1")
      }
    } else if groups.flatMap({ $0 }) != Array(0..<larger.count)
      || groups.contains(where: { $0.isEmpty })
    {
      report.report(op, "reassociation must list the dimensions 0 to \(larger.count) in order")
      return
    }
    for (index, group) in groups.enumerated() {
      verifyGroup(group, index, larger, smaller[index], &report)
    }
    if !isCollapse { verifyOutputShape(module, larger, &report) }
  }

  private func verifyGroup(
    _ group: [Int], _ index: Int, _ larger: [Int64], _ extent: Int64,
    _ report: inout VerifierReport
  ) {
    let members = group.map { larger[$0] }
    guard !members.contains(Dimension.dynamic) else {
      if extent != Dimension.dynamic {
        report.report(op, "expected dimension \(index) of collapsed type to be dynamic")
      }
      return
    }
    var product: Int64 = 1
    for member in members { product = product.multipliedReportingOverflow(by: member).partialValue }
    if product != extent {
      report.report(
        op, "expected dimension \(index) of collapsed type to be static value of \(product)")
    }
  }

  private func verifyOutputShape(
    _ module: borrowing Module, _ larger: [Int64], _ report: inout VerifierReport
  ) {
    guard outputShape(in: module) != nil else {
      report.report(op, "output shape must have one operand per dynamic extent")
      return
    }
    if module.integers("static_output_shape", of: op) != larger {
      report.report(op, "output shape must be the shape of the result")
    }
  }
}

extension OpDefinition {
  /// `tensor.collapse_shape`: merges groups of neighbouring dimensions; elements keep their row-major order.
  static let collapseShape = OpDefinition(
    "tensor.collapse_shape", summary: "Merges neighbouring dimensions.", traits: [.pure],
    operands: .exactly(1), results: .exactly(1),
    attributes: [.required("reassociation", .array)],
    verify: { module, op, report in
      report.checkOnce(OpSignature(op, in: module)) { Reassociation(op).verify(in: module, &$0) }
    },
    fold: foldReshape,
    parse: parseReassociation, print: printReassociation, resultName: { _, _ in "collapsed" })

  /// `tensor.expand_shape`: splits dimensions into several; elements keep their row-major order.
  static let expandShape = OpDefinition(
    "tensor.expand_shape", summary: "Splits dimensions.", traits: [.pure],
    operands: .atLeast(1), results: .exactly(1),
    attributes: [
      .required("reassociation", .array),
      .required("static_output_shape", .denseArray(width: 64)),
    ],
    verify: { module, op, report in
      report.checkOnce(OpSignature(op, in: module)) { Reassociation(op).verify(in: module, &$0) }
    },
    fold: foldReshape,
    parse: parseReassociation, print: printReassociation, resultName: { _, _ in "expanded" })

  /// `tensor.reshape`: a tensor of the shape that the second operand holds; elements keep their row-major order.
  static let tensorReshape = OpDefinition(
    "tensor.reshape", summary: "Reshapes to a shape given as a tensor.", traits: [.pure],
    operands: .exactly(2), results: .exactly(1),
    verify: { module, op, report in
      let source = module.type(of: module.operand(0, of: op))
      let target = module.type(of: module.result(of: op))
      if module.elementType(of: source) != module.elementType(of: target) {
        report.report(op, "operand and result must have the same element type")
      }
      if let a = module.elementCount(of: source), let b = module.elementCount(of: target), a != b {
        report.report(op, "operand and result must have the same number of elements")
      }
      guard let shape = module.shape(of: module.operand(1, of: op)), shape.count == 1,
        let rank = module.shape(of: target)?.count
      else { return }
      if shape[0] == Dimension.dynamic {
        report.report(op, "the shape operand must have a static length for a result with a rank")
      } else if shape[0] != rank {
        report.report(op, "length of shape operand differs from the result's rank")
      }
    },
    fold: foldReshape,
    parse: parseTensorReshape, print: printTensorReshape, resultName: { _, _ in "reshape" })

  /// A reshape to the type of the operand, or back to the type before another reshape.
  private static func foldReshape(_ module: inout Module, _ op: OpID) -> [FoldedResult]? {
    let operand = module.operand(0, of: op)
    let target = module.type(of: module.result(of: op))
    guard module.hasStaticShape(target) else { return nil }
    if module.type(of: operand) == target { return [.value(operand)] }
    guard let inner = module.definingOp(of: operand) else { return nil }
    switch TensorOp(module.opcode(of: inner)) {
    case .collapseShape, .expandShape, .reshape:
      let source = module.operand(0, of: inner)
      return module.type(of: source) == target ? [.value(source)] : nil
    default: return nil
    }
  }
}

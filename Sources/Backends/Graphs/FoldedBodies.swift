import FuseIR

/// Ops whose regions are small scalar bodies: the multiply and add of a `linalg.generic`, the adder of a reduction.
///
/// Pictures write such a body into the op's label instead of drawing it.
struct FoldedBodies {
  private static let longest = 12

  /// The names of a body's ops without dialect and terminator, such as `mulf, addf`; nil where the op has no region, or
  /// regions that deserve to be drawn.
  static func label(of op: OpID, in module: borrowing Module) -> String? {
    let regions = module.regionCount(of: op)
    guard regions > 0, regions <= 2, !module.traits(of: op).contains(.isolatedFromAbove),
      !module.traits(of: op).contains(.symbolTable)
    else { return nil }
    var names: [String] = []
    for index in 0..<regions {
      guard let body = module.body(of: op, region: index), module.nextBlock(after: body) == nil,
        let bodyNames = label(ofBody: body, in: module)
      else { return nil }
      names += bodyNames
    }
    return OpLabels.shortened(names.isEmpty ? "identity" : names.joined(separator: ", "), to: 40)
  }

  private static func label(ofBody body: BlockID, in module: borrowing Module) -> [String]? {
    for index in 0..<module.argumentCount(of: body) {
      guard isScalar(module.argument(index, of: body), module) else { return nil }
    }
    var names: [String] = []
    var next = module.firstOp(of: body)
    while let op = next {
      next = module.nextOp(after: op)
      guard module.regionCount(of: op) == 0, names.count <= longest else { return nil }
      for index in 0..<module.resultCount(of: op) {
        guard isScalar(module.result(index, of: op), module) else { return nil }
      }
      if next == nil { break }
      let name = module.name(of: op)
      names.append(
        String(name[(name.lastIndex(of: ".").map(name.index(after:)) ?? name.startIndex)...]))
    }
    return names
  }

  private static func isScalar(_ value: ValueID, _ module: borrowing Module) -> Bool {
    let type = module.type(of: value)
    return switch module.type(type) {
    case .integer, .index, .float, .complex: true
    case .tensor(let shape, _, _): shape.isEmpty
    default: false
    }
  }
}

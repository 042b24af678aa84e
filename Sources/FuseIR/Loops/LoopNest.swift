/// The loops that an op is, with the map from them to the indices of each operand and result.
///
/// Named structured ops, generics, elementwise ops on tensors, and the ops of StableHLO and `tensor` whose indices are
/// affine all have one.
public struct LoopNest: Sendable {
  /// How many iterations each loop has, `Dimension.dynamic` where that is not known.
  public var bounds: [Int64]
  /// Whether each loop is a reduction.
  public var isReduction: [Bool]
  /// For each operand, from the loops to its indices; nil for what is no tensor, or not read at the loops' indices. Where an
  /// index lies outside of the tensor, nothing is read.
  public var operandMaps: [AffineMap?]
  /// For each result, from the loops to its indices.
  public var resultMaps: [AffineMap]
  /// Whether the op only says where the elements of its first operand are.
  public var isView = false

  /// The loops of a parallel op with a result of the given shape.
  public init(parallel shape: [Int64], operandMaps: [AffineMap?], isView: Bool = false) {
    bounds = shape
    isReduction = [Bool](repeating: false, count: shape.count)
    self.operandMaps = operandMaps
    resultMaps = [.identity(shape.count)]
    self.isView = isView
  }

  /// The given loops.
  public init(
    bounds: [Int64], isReduction: [Bool], operandMaps: [AffineMap?], resultMaps: [AffineMap]
  ) {
    self.bounds = bounds
    self.isReduction = isReduction
    self.operandMaps = operandMaps
    self.resultMaps = resultMaps
  }

  /// The loops of an op, or why there are none. An op with side effects may have loops; it is for the caller to look.
  public static func of(
    _ op: OpID, in module: borrowing Module
  ) -> Result<LoopNest, UnsupportedOp> {
    let opcode = module.opcode(of: op)
    if opcode.isForeign { return .failure(UnsupportedOp(.foreign)) }
    if opcode.is(FuncOp.call) { return .failure(UnsupportedOp(.call)) }
    let nest: LoopNest?
    switch opcode.dialect {
    case .linalg: nest = structured(op, in: module)
    case .tensor: nest = tensor(op, in: module)
    case .stablehlo:
      if let kind = obstacle(StablehloOp(opcode)) { return .failure(UnsupportedOp(kind)) }
      nest = stablehlo(op, in: module)
    case .arith, .math, .chlo: nest = elementwise(op, in: module)
    case .scf, .cf: return .failure(UnsupportedOp(.controlFlow))
    case .builtin, .check, .func, .fuse, .fuseEnd, .gemmini, .kernel, .machine, .sam, .sched, .sdy,
      .sparseTensor, nil:
      nest = nil
    }
    return nest.map { .success($0) } ?? .failure(UnsupportedOp(.noLoops))
  }

  private static func structured(_ op: OpID, in module: borrowing Module) -> LoopNest? {
    guard let view = StructuredOp(op, in: module), let maps = view.indexingMaps(in: module),
      let iterators = view.iteratorTypes(in: module), let bounds = view.loopBounds(in: module),
      maps.count == module.operandCount(of: op), bounds.count == iterators.count,
      maps.allSatisfy({ $0.dimensionCount == bounds.count && $0.symbolCount == 0 })
    else { return nil }
    let inputs = view.inputCount(in: module)
    let outputs = maps.count - inputs
    guard module.resultCount(of: op) == outputs else { return nil }
    var nest = LoopNest(
      bounds: bounds, isReduction: iterators.map { $0 != .parallel },
      operandMaps: maps, resultMaps: Array(maps[inputs...]))
    nest.isView =
      view.kind == .transpose || view.kind == .broadcast || isCopy(op, nest, in: module)
    // What only holds the shape of a pooling's window, or the output before a transpose, holds no data that is read.
    if nest.isView || view.kind == .fill || view.kind == .copy || view.kind == .map {
      for index in inputs..<maps.count { nest.operandMaps[index] = nil }
    }
    return nest
  }

  /// Whether a generic writes nothing but the elements of its first operand, each at the place of the loops.
  private static func isCopy(
    _ op: OpID, _ nest: LoopNest, in module: borrowing Module
  ) -> Bool {
    guard module.opcode(of: op).is(LinalgOp.generic), nest.operandMaps.count == 2,
      nest.resultMaps == [.identity(nest.bounds.count)], !nest.isReduction.contains(true),
      let body = module.body(of: op), let yield = module.lastOp(of: body),
      module.operandCount(of: yield) == 1, module.argumentCount(of: body) == 2
    else { return false }
    return module.operand(0, of: yield) == module.argument(0, of: body)
      && module.shape(of: module.operand(0, of: op)) != nil
      && module.elementType(of: module.operand(0, of: op))
        == module.elementType(of: module.result(of: op))
  }

  /// An op that computes each element of its result from the elements of its operands at the same place.
  static func elementwise(_ op: OpID, in module: borrowing Module) -> LoopNest? {
    guard module.traits(of: op).contains(.elementwise), module.resultCount(of: op) == 1,
      let shape = module.shape(of: module.result(of: op))
    else { return nil }
    var maps: [AffineMap?] = []
    for operand in module.operands(of: op) {
      guard let extents = module.shape(of: operand) else {
        maps.append(nil)
        continue
      }
      if extents.count == shape.count {
        maps.append(.identity(shape.count))
      } else if extents.isEmpty {
        maps.append(AffineMap(dimensionCount: shape.count, results: []))
      } else {
        return nil
      }
    }
    return LoopNest(parallel: shape, operandMaps: maps)
  }
}

/// Why an op has no loops, as an error.
public struct UnsupportedOp: Error, Hashable, Sendable {
  /// Why.
  public let kind: UnsupportedKind

  init(_ kind: UnsupportedKind) { self.kind = kind }
}

/// Why an op has no loops to fuse.
public enum UnsupportedKind: String, Hashable, Sendable, CaseIterable {
  /// A call: what is called is not seen.
  case call = "a call: inline it first"
  /// Control flow: regions that run more or less than once.
  case controlFlow = "control flow"
  /// Where it reads depends on data.
  case dataDependent = "its indices depend on data"
  /// An op of a dialect that fusec does not implement.
  case foreign = "an op of an unknown dialect"
  /// An op that fusec knows, but no loop nest for it.
  case noLoops = "an op without a known loop nest"
}

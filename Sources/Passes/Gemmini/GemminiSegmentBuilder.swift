import FuseIR

/// Writes the ops of a segment: loops, and instructions whose fields are expressions over the loops around them.
///
/// In expressions that the builder takes and gives, dimension d is the variable of the d-th loop around the current
/// place, outermost first. Fields that can be decided here are: a size that another one never exceeds is left out, an
/// op that is never issued is not written, a loop of one iteration is no loop.
struct GemminiSegmentBuilder {
  /// A region of a local memory.
  enum Memory: String {
    case scratchpad, accumulator
  }

  /// A place in DRAM.
  struct Source {
    /// The symbol name of the buffer.
    var buffer: String
    /// The byte offset.
    var offset: AffineExpression
  }

  /// A block of local memory.
  struct Block {
    var row: AffineExpression
    /// The least of these is the number of rows.
    var rows: [AffineExpression]
    /// The least of these is the number of columns.
    var columns: [AffineExpression]
  }

  private var block: BlockID
  private var loops: [(variable: ValueID, count: Int)] = []
  /// Where the ops that come next stand in the source.
  var location: LocationID

  /// A builder at the end of the block.
  init(at block: BlockID, location: LocationID) {
    self.block = block
    self.location = location
  }

  // MARK: Expressions

  /// A range that holds every value of the expression.
  private func bounds(_ expression: AffineExpression) -> ClosedRange<Int64> {
    switch expression {
    case .dimension(let index): return 0...Int64(max(0, loops[index].count - 1))
    case .symbol: return Int64.min...Int64.max
    case .constant(let value): return value...value
    case .add(let a, let b):
      let (x, y) = (bounds(a), bounds(b))
      return (x.lowerBound &+ y.lowerBound)...(x.upperBound &+ y.upperBound)
    case .multiply(let a, let b):
      let (x, y) = (bounds(a), bounds(b))
      let products = [
        x.lowerBound &* y.lowerBound, x.lowerBound &* y.upperBound,
        x.upperBound &* y.lowerBound, x.upperBound &* y.upperBound,
      ]
      return (products.min() ?? 0)...(products.max() ?? 0)
    case .modulo(let a, let b):
      let (x, y) = (bounds(a), bounds(b).upperBound)
      if x.lowerBound >= 0, x.upperBound < y { return x }
      return 0...max(0, y - 1)
    case .floorDivide(let a, let b), .ceilDivide(let a, let b):
      let (x, y) = (bounds(a), bounds(b).lowerBound)
      guard y > 0 else { return Int64.min...Int64.max }
      if x.lowerBound >= 0, case .floorDivide = expression {
        return (x.lowerBound / y)...(x.upperBound / y)
      }
      return (x.lowerBound / y - 1)...(x.upperBound / y + 1)
    }
  }

  /// The expressions that may be the least; nil where the least is always below 1.
  private func minima(_ expressions: [AffineExpression]) -> [AffineExpression]? {
    let ranges = expressions.map { bounds($0) }
    guard let ceiling = ranges.map(\.upperBound).min(), ceiling > 0 else { return nil }
    var kept: [AffineExpression] = []
    let decisive = zip(expressions, ranges).first { $1 == ceiling...ceiling }?.0
    if let decisive { kept.append(decisive) }
    for (expression, range) in zip(expressions, ranges)
    where expression != decisive && !kept.contains(expression) {
      if decisive == nil || range.lowerBound < ceiling { kept.append(expression) }
    }
    return kept
  }

  /// The conditions that may fail, each "at least 0"; nil where one never holds.
  private func open(_ conditions: [AffineExpression]) -> [AffineExpression]? {
    var result: [AffineExpression] = []
    for condition in conditions {
      let range = bounds(condition)
      if range.lowerBound >= 0 { continue }
      guard range.upperBound >= 0 else { return nil }
      result.append(condition)
    }
    return result
  }

  // MARK: Loops

  /// Writes a loop of at most `most` iterations, as many as the least of `counts` says.
  mutating func loop(
    _ counts: [AffineExpression], most: Int, in module: inout Module,
    _ body: (inout Self, inout Module, AffineExpression) -> Void
  ) {
    guard let counts = minima(counts + [.constant(Int64(most))]) else { return }
    if counts == [.constant(1)] {
      body(&self, &module, .constant(0))
      return
    }
    let region = module.createRegion()
    let inner = module.addBlock(to: region, argumentTypes: [.index], location: location)
    if counts.count == 1, case .constant(let count) = counts[0] {
      module.build(
        GemminiOp.loop, at: .end(of: block),
        attributes: [("count", module.integerAttribute(count))], regions: [region],
        location: location)
    } else {
      var fields = Fields(loops.map(\.variable))
      fields.add("count", map: counts)
      emit(.loop, fields, regions: [region], in: &module)
    }
    let outer = block
    block = inner
    loops.append((module.argument(0, of: inner), most))
    body(&self, &module, .dimension(loops.count - 1))
    loops.removeLast()
    module.build(FuseEndOp.yield, at: .end(of: inner), location: location)
    block = outer
  }

  /// Writes a loop of `count` iterations.
  mutating func loop(
    _ count: Int, in module: inout Module,
    _ body: (inout Self, inout Module, AffineExpression) -> Void
  ) {
    loop([], most: count, in: &module, body)
  }

  // MARK: Instructions

  /// Writes an op without variable fields.
  func emit(
    _ op: GemminiOp, _ attributes: [(String, AttributeID)] = [], in module: inout Module
  ) {
    module.build(op, at: .end(of: block), attributes: attributes, location: location)
  }

  /// Writes a move of a block from DRAM, or of zeros where there is no source, to local memory. It accumulates always,
  /// or never; it is issued where all of `when` are at least 0.
  func moveIn(
    _ source: Source?, to target: Block, in memory: Memory, channel: Int,
    accumulates: Bool = false, when: [AffineExpression] = [], module: inout Module
  ) {
    guard let rows = minima(target.rows), let columns = minima(target.columns),
      let when = open(when)
    else { return }
    var fields = Fields(loops.map(\.variable))
    if channel != 0 { fields.add("id", module.integerAttribute(Int64(channel))) }
    if let source {
      fields.add("buffer", module.symbolAttribute(source.buffer))
      fields.add("offset", map: [source.offset])
    }
    fields.add("memory", module.stringAttribute(memory.rawValue))
    fields.add("local", map: [target.row])
    if accumulates { fields.add("accumulate", conditions: []) }
    fields.add("rows", map: rows)
    fields.add("columns", map: columns)
    if !when.isEmpty { fields.add("when", conditions: when) }
    emit(.mvin, fields, in: &module)
  }

  /// Writes a move of a block of the accumulator to DRAM.
  func moveOut(
    _ block: Block, to target: Source, isFullWidth: Bool, module: inout Module
  ) {
    guard let rows = minima(block.rows), let columns = minima(block.columns) else { return }
    var fields = Fields(loops.map(\.variable))
    fields.add("buffer", module.symbolAttribute(target.buffer))
    fields.add("offset", map: [target.offset])
    fields.add("memory", module.stringAttribute(Memory.accumulator.rawValue))
    fields.add("local", map: [block.row])
    if isFullWidth { fields.add("full", module.boolAttribute(true)) }
    fields.add("rows", map: rows)
    fields.add("columns", map: columns)
    emit(.mvout, fields, in: &module)
  }

  /// Writes a preload and its compute: result += or = added + a * stationary.
  ///
  /// The array keeps its stationary operand where `keep` is at least 0, and adds to the accumulator where `accumulate`
  /// is at least 0.
  func multiply(
    _ a: Block, in source: Memory = .scratchpad, by stationary: Block,
    adding added: (block: Block, memory: Memory)? = nil, into result: Block,
    in target: Memory = .accumulator, keep: AffineExpression, accumulate: AffineExpression,
    module: inout Module
  ) {
    guard let stationaryRows = minima(stationary.rows),
      let stationaryColumns = minima(stationary.columns),
      let rows = minima(result.rows), let columns = minima(result.columns),
      let aRows = minima(a.rows), let aColumns = minima(a.columns)
    else { return }
    var fields = Fields(loops.map(\.variable))
    fields.add("stationary", map: [stationary.row])
    fields.add("stationary_rows", map: stationaryRows)
    fields.add("stationary_columns", map: stationaryColumns)
    if let keep = open([keep]) { fields.add("keep", conditions: keep) }
    fields.add("memory", module.stringAttribute(target.rawValue))
    fields.add("result", map: [result.row])
    if let accumulate = open([accumulate]) { fields.add("accumulate", conditions: accumulate) }
    fields.add("rows", map: rows)
    fields.add("columns", map: columns)
    emit(.preload, fields, in: &module)

    fields = Fields(loops.map(\.variable))
    if source != .scratchpad { fields.add("memory", module.stringAttribute(source.rawValue)) }
    fields.add("a", map: [a.row])
    fields.add("rows", map: aRows)
    fields.add("columns", map: aColumns)
    if let added, let addedRows = minima(added.block.rows),
      let addedColumns = minima(added.block.columns)
    {
      fields.add("d", map: [added.block.row])
      fields.add("d_rows", map: addedRows)
      fields.add("d_columns", map: addedColumns)
      if added.memory != .scratchpad {
        fields.add("d_memory", module.stringAttribute(added.memory.rawValue))
      }
    }
    if let keep = open([keep]) { fields.add("keep", conditions: keep) }
    emit(.compute, fields, in: &module)
  }

  private func emit(
    _ op: GemminiOp, _ fields: Fields, regions: [RegionID] = [], in module: inout Module
  ) {
    let (operands, attributes) = fields.finish(in: &module)
    module.build(
      op, at: .end(of: block), operands: operands, attributes: attributes, regions: regions,
      location: location)
  }

  /// The fields of one op while they are collected; at the end only the loop variables that occur become operands.
  private struct Fields {
    private enum Value {
      case attribute(AttributeID)
      case map([AffineExpression])
      case conditions([AffineExpression])
    }

    private let variables: [ValueID]
    private var values: [(name: String, value: Value)] = []

    init(_ variables: [ValueID]) { self.variables = variables }

    mutating func add(_ name: String, _ attribute: AttributeID) {
      values.append((name, .attribute(attribute)))
    }

    mutating func add(_ name: String, map: [AffineExpression]) {
      values.append((name, .map(map)))
    }

    /// All are at least 0; none means that the set always holds.
    mutating func add(_ name: String, conditions: [AffineExpression]) {
      values.append((name, .conditions(conditions)))
    }

    func finish(
      in module: inout Module
    ) -> (operands: [ValueID], attributes: [(String, AttributeID)]) {
      var isUsed = [Bool](repeating: false, count: variables.count)
      for (_, value) in values {
        switch value {
        case .attribute: break
        case .map(let expressions), .conditions(let expressions):
          for expression in expressions { Self.mark(expression, &isUsed) }
        }
      }
      let used = isUsed.indices.filter { isUsed[$0] }
      var renamed = [AffineExpression](repeating: .constant(0), count: variables.count)
      for (new, old) in used.enumerated() { renamed[old] = .dimension(new) }
      var attributes: [(String, AttributeID)] = []
      for (name, value) in values {
        switch value {
        case .attribute(let id): attributes.append((name, id))
        case .map(let expressions):
          let map = AffineMap(
            dimensionCount: used.count,
            results: expressions.map { $0.substituting(dimensions: renamed) })
          attributes.append((name, module.affineMapAttribute(map)))
        case .conditions(let expressions):
          var constraints = expressions.map {
            AffineSet.Constraint($0.substituting(dimensions: renamed), isEquality: false)
          }
          if constraints.isEmpty { constraints = [.init(.constant(0), isEquality: true)] }
          let set = AffineSet(
            dimensionCount: used.count, symbolCount: 0, constraints: constraints)
          attributes.append((name, module.intern(.affineSet(set))))
        }
      }
      return (used.map { variables[$0] }, attributes)
    }

    private static func mark(_ expression: AffineExpression, _ isUsed: inout [Bool]) {
      switch expression {
      case .dimension(let index): isUsed[index] = true
      case .symbol, .constant: break
      case .add(let a, let b), .multiply(let a, let b), .modulo(let a, let b),
        .floorDivide(let a, let b), .ceilDivide(let a, let b):
        mark(a, &isUsed)
        mark(b, &isUsed)
      }
    }
  }
}

extension AffineExpression {
  /// The sum with another expression, simplified.
  func plus(_ other: AffineExpression) -> AffineExpression { .sum(self, other) }

  /// The sum with a constant, simplified.
  func plus(_ value: Int) -> AffineExpression { .sum(self, .constant(Int64(value))) }

  /// The product with a constant, simplified, as a sum of products.
  func times(_ factor: Int) -> AffineExpression {
    if case .add(let a, let b) = self { return .sum(a.times(factor), b.times(factor)) }
    return .product(self, .constant(Int64(factor)))
  }

  /// The remainder of the division by a positive constant.
  func modulo(_ divisor: Int) -> AffineExpression { .remainder(self, .constant(Int64(divisor))) }

  /// The quotient of the division by a positive constant, rounded down.
  func floorQuotient(_ divisor: Int) -> AffineExpression {
    .floorQuotient(self, .constant(Int64(divisor)))
  }

  /// A constant minus the expression.
  func subtracted(from value: Int) -> AffineExpression {
    times(-1).plus(value)
  }

  /// A constant.
  static func of(_ value: Int) -> AffineExpression { .constant(Int64(value)) }
}

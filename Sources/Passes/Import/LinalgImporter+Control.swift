import FuseIR

// Control flow: loops and branches of scf.

extension LinalgImporter {
  /// `scf.while`; the ops inside are lowered first.
  mutating func lowerWhile(_ op: OpID, in module: inout Module) -> String? {
    guard let before = module.body(of: op), let after = module.body(of: op, region: 1),
      let condition = module.lastOp(of: before), let end = module.lastOp(of: after)
    else { return "it has no body" }
    if let reason = valueObstacle(op, in: module) { return reason }
    for region in module.regions(of: op) { lower(region, in: &module) }
    let location = module.location(of: op)
    let goesOn = extractOnly(module.operand(0, of: condition), before: condition, in: &module)
    module.build(
      ScfOp.condition, at: .before(condition), operands: [goesOn] + module.arguments(of: before),
      location: module.location(of: condition))
    module.erase(condition)
    endRegion(end, in: &module)
    let regions = moveRegions(of: op, [0, 1], in: &module)
    var operands: [ValueID] = []
    for operand in module.operands(of: op) { operands.append(tensor(operand, in: &module)) }
    let made = module.build(
      ScfOp.while, at: .before(op), operands: operands, resultTypes: module.resultTypes(of: op),
      regions: regions, location: location)
    replace(op, with: module.results(of: made), in: &module)
    return nil
  }

  /// `scf.if`; the ops inside are lowered first.
  mutating func lowerIf(_ op: OpID, in module: inout Module) -> String? {
    if let reason = branchObstacle(op, in: module) { return reason }
    for region in module.regions(of: op) { lower(region, in: &module) }
    let condition = scalar(module.operand(0, of: op), before: op, in: &module)
    for region in 0..<2 {
      if let end = module.body(of: op, region: region).flatMap({ module.lastOp(of: $0) }) {
        endRegion(end, in: &module)
      }
    }
    let regions = moveRegions(of: op, [0, 1], in: &module)
    let made = module.build(
      ScfOp.if, at: .before(op), operands: [condition], resultTypes: module.resultTypes(of: op),
      regions: regions, location: module.location(of: op))
    replace(op, with: module.results(of: made), in: &module)
    return nil
  }

  /// `scf.index_switch`, whose default is the last branch, which is also for indices out of range.
  mutating func lowerCase(_ op: OpID, in module: inout Module) -> String? {
    if let reason = branchObstacle(op, in: module) { return reason }
    let count = module.regionCount(of: op)
    guard count > 0 else { return "it has no branches" }
    for region in module.regions(of: op) { lower(region, in: &module) }
    let selector = scalar(module.operand(0, of: op), before: op, in: &module)
    let builder = IndexBuilder(place: .before(op), location: module.location(of: op))
    let index = builder.index(selector, in: &module)
    for region in 0..<count {
      if let end = module.body(of: op, region: region).flatMap({ module.lastOp(of: $0) }) {
        endRegion(end, in: &module)
      }
    }
    let regions = moveRegions(of: op, [count - 1] + Array(0..<(count - 1)), in: &module)
    let cases = module.denseArrayAttribute((0..<(count - 1)).map { Int64($0) })
    let made = module.build(
      ScfOp.indexSwitch, at: .before(op), operands: [index],
      resultTypes: module.resultTypes(of: op), attributes: [("cases", cases)], regions: regions,
      location: module.location(of: op))
    replace(op, with: module.results(of: made), in: &module)
    return nil
  }

  /// Why the op's values can't be carried by scf, nil if they can.
  private func valueObstacle(_ op: OpID, in module: borrowing Module) -> String? {
    for value in module.operandsAndResults(of: op) {
      guard module.shape(of: value) != nil else { return "it is not about tensors alone" }
    }
    return nil
  }

  private func branchObstacle(_ op: OpID, in module: borrowing Module) -> String? {
    for region in module.regions(of: op) {
      guard let block = module.entryBlock(of: region), module.lastOp(of: block) != nil else {
        return "it has a branch without a body"
      }
    }
    return valueObstacle(op, in: module)
  }

  /// The only element of a tensor that exists, before an op.
  private func extractOnly(
    _ tensor: ValueID, before op: OpID, in module: inout Module
  ) -> ValueID {
    IndexBuilder(place: .before(op), location: module.location(of: op)).extract(
      tensor, [], in: &module)
  }

  /// Puts an `scf.yield` in place of the op that ends a region.
  private func endRegion(_ end: OpID, in module: inout Module) {
    module.build(
      ScfOp.yield, at: .before(end), operands: module.operands(of: end),
      location: module.location(of: end))
    module.erase(end)
  }

  private func moveRegions(
    of op: OpID, _ order: [Int], in module: inout Module
  ) -> [RegionID] {
    var regions: [RegionID] = []
    for index in order {
      let region = module.createRegion()
      module.moveBlocks(of: module.region(index, of: op), to: region)
      regions.append(region)
    }
    return regions
  }
}

import FuseIR

/// Regions of StableHLO ops that compute scalars, such as reducers, as bodies of structured ops.
enum ScalarRegion {
  /// Why the block has no form on scalars of the given types, nil if it has one.
  static func obstacle(
    _ block: BlockID, arguments: [TypeID], results: [TypeID], in module: borrowing Module
  ) -> String? {
    let parameters = module.arguments(of: block).map { module.elementType(of: $0) }
    let returned = module.terminator(of: block).map { end in
      module.operands(of: end).map { module.elementType(of: $0) }
    }
    guard parameters == arguments, returned == results else {
      return "its region computes in other types than its operands and results have"
    }
    for op in module.ops(of: block) {
      for operand in module.operands(of: op) where module.block(of: operand) != block {
        let isNumber =
          module.constantAttribute(of: operand).flatMap({ module.uniformElement($0) }) != nil
        guard isNumber || module.shape(of: operand) == [] else {
          return "its region uses a tensor from outside"
        }
        if let reason = ScalarLowering.obstacle(elementsOf: module.type(of: operand), in: module) {
          return reason
        }
      }
      if let reason = opObstacle(op, in: module) { return reason }
    }
    return nil
  }

  private static func opObstacle(_ op: OpID, in module: borrowing Module) -> String? {
    let opcode = module.opcode(of: op)
    if module.traits(of: op).contains(.constant) {
      return module.attribute("value", of: op).flatMap { module.uniformElement($0) } == nil
        ? "its region holds a constant of several elements" : nil
    }
    if opcode.is(StablehloOp.return) { return nil }
    switch StablehloOp(opcode) {
    case .reshape, .broadcastInDim, .optimizationBarrier:
      return module.resultCount(of: op) == 1 ? nil : "its region is no function of scalars"
    default: break
    }
    let traits = module.traits(of: op)
    guard traits.contains(.elementwise), module.resultCount(of: op) == 1 else {
      return "its region has an op that is not elementwise, \(module.name(of: op))"
    }
    return ScalarLowering.obstacle(op, in: module)
  }

  /// The values that the block returns for the arguments, computed at the end of `target`. There must be no obstacle.
  static func emit(
    _ block: BlockID, arguments: [ValueID], at target: BlockID, in module: inout Module
  ) -> [ValueID] {
    var scalars: [ValueID: ValueID] = [:]
    for (parameter, argument) in zip(module.arguments(of: block), arguments) {
      scalars[parameter] = argument
    }
    for op in module.ops(of: block) {
      let location = module.location(of: op)
      let lowering = ScalarLowering(at: target, location: location)
      var operands: [ValueID] = []
      for operand in module.operands(of: op) {
        if scalars[operand] == nil, let number = module.splatNumber(of: operand) {
          scalars[operand] = lowering.builder.constant(number, in: &module)
        }
        if scalars[operand] == nil {
          // A number from outside, in a tensor of rank 0.
          let builder = IndexBuilder(place: .end(of: target), location: location)
          scalars[operand] = builder.extract(operand, [], in: &module)
        }
        guard let scalar = scalars[operand] else {
          preconditionFailure("invariant: operands of a region of scalars have values")
        }
        operands.append(scalar)
      }
      if module.opcode(of: op).is(StablehloOp.return) { return operands }
      let result = module.result(of: op)
      if let number = module.splatNumber(of: result) {
        scalars[result] = lowering.builder.constant(number, in: &module)
      } else {
        switch StablehloOp(module.opcode(of: op)) {
        case .reshape, .broadcastInDim, .optimizationBarrier: scalars[result] = operands[0]
        default: scalars[result] = lowering.emit(op, operands, in: &module)
        }
      }
    }
    preconditionFailure("invariant: a region of scalars ends in a return")
  }
}

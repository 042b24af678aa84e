import FuseIR

/// Follows the users of a kernel's result and takes in what the accelerator does on the way out.
struct GemminiEpilogueMatcher {
  let views: GemminiViews
  let isFloat: Bool
  /// True for ops that another kernel stands for.
  let isTaken: (OpID) -> Bool

  /// The state of a chain of ops that starts at a kernel's root.
  private struct Chain {
    var kernel: GemminiKernel
    var value: ValueID
    /// For each dimension of the value, the kernel's dimensions that make it up, outermost first.
    var layout: [[Int]]
    var expression: ScalarExpression
    /// The tensors that `expression` names.
    var elements: [GemminiAccess]
  }

  /// The kernel with ever more of its users taken in; the kernel itself comes first. Each is complete as it is.
  func extensions(
    of kernel: GemminiKernel, in module: borrowing Module
  ) -> [GemminiKernel] {
    var chain = Chain(
      kernel: kernel, value: kernel.result,
      layout: kernel.resultDimensions.map { $0.map { [$0] } ?? [] },
      expression: .accumulator, elements: [])
    for addend in kernel.addends {
      chain.expression = .arith(
        isFloat ? .addf : .addi, [chain.expression, .element(chain.elements.count)])
      chain.elements.append(addend.access)
    }
    chain.kernel.addends = []
    var results = [kernel]
    while let user = onlyUser(of: chain.value, in: module), !isTaken(user) {
      let opcode = module.opcode(of: user)
      if opcode.is(TensorOp.expandShape) || opcode.is(TensorOp.collapseShape) {
        guard reshape(&chain, user, in: module) else { break }
        continue
      }
      guard let structure = LinalgStructure(user, in: module), structure.isElementwise,
        apply(structure, to: &chain, in: module)
      else { break }
      let type = module.elementType(of: chain.value)
      if let epilogue = GemminiEpilogue(chain.expression, result: type, isFloat: isFloat) {
        if let kernel = finished(chain, epilogue, in: module) { results.append(kernel) }
      }
    }
    return results
  }

  private func onlyUser(of value: ValueID, in module: borrowing Module) -> OpID? {
    guard module.hasOneUse(value), let user = module.uses(of: value).first?.user,
      let op = module.definingOp(of: value),
      module.parentBlock(of: op) == module.parentBlock(of: user)
    else { return nil }
    return user
  }

  private func finished(
    _ chain: Chain, _ epilogue: GemminiEpilogue, in module: borrowing Module
  ) -> GemminiKernel? {
    var kernel = chain.kernel
    for addend in epilogue.addends {
      let type = module.elementType(of: chain.elements[addend.element].value)
      guard type == (isFloat ? .f32 : addend.isNarrow ? .i8 : .i32) else { return nil }
    }
    kernel.result = chain.value
    kernel.addends = epilogue.addends.map {
      .init(access: chain.elements[$0.element], isNarrow: $0.isNarrow)
    }
    kernel.hasRelu = epilogue.hasRelu
    kernel.scale = epilogue.scale
    kernel.isFullWidth = epilogue.isFullWidth
    let shape = GemminiAccess.staticShape(of: chain.value, in: module) ?? []
    kernel.resultStrides = spread(GemminiAccess.denseStrides(shape), chain)
    if isFloat {
      // Rows that are repeated come first, so that what may stay on chip is added last wherever it is.
      func isRepeated(_ addend: GemminiKernel.Addend) -> Bool {
        zip(addend.access.strides, kernel.resultStrides).contains { $0 == 0 && $1 != 0 }
      }
      let addends = kernel.addends
      kernel.addends = addends.filter(isRepeated) + addends.filter { !isRepeated($0) }
    }
    return kernel
  }

  /// Strides along the dimensions of the chain's value as strides along the kernel's dimensions.
  private func spread(_ strides: [Int], _ chain: Chain) -> [Int] {
    var result = [Int](repeating: 0, count: chain.kernel.dimensions.count)
    for (dimensions, stride) in zip(chain.layout, strides) {
      var stride = stride
      for dimension in dimensions.reversed() {
        result[dimension] += stride
        stride *= chain.kernel.dimensions[dimension].size
      }
    }
    return result
  }

  // MARK: Elementwise ops

  private func apply(
    _ structure: LinalgStructure, to chain: inout Chain, in module: borrowing Module
  ) -> Bool {
    guard structure.inputs.count(where: { $0 == chain.value }) == 1,
      let place = structure.inputs.firstIndex(of: chain.value)
    else { return false }
    var next = chain
    next.layout = [[Int]](repeating: [], count: structure.sizes.count)
    for (result, dimensions) in zip(structure.maps[place].results, chain.layout) {
      switch result {
      case .dimension(let dimension):
        guard next.layout[dimension].isEmpty else { return false }
        next.layout[dimension] = dimensions
      case .constant(0): break
      default: return false
      }
    }
    for (size, dimensions) in zip(structure.sizes, next.layout) {
      let covered = dimensions.reduce(1) { $0 * chain.kernel.dimensions[$1].size }
      guard covered == size else { return false }
    }
    var arguments: [ScalarExpression?] = []
    for (index, input) in structure.inputs.enumerated() {
      if index == place {
        arguments.append(chain.expression)
      } else if let constant = ScalarExpression.constant(input, in: module) {
        arguments.append(constant)
      } else if let access = views.access(to: input, in: module)?
        .projected(by: structure.maps[index])
      {
        arguments.append(.element(next.elements.count))
        next.elements.append(
          GemminiAccess(
            value: access.value, offset: access.offset, strides: spread(access.strides, next)))
      } else {
        return false
      }
    }
    arguments.append(nil)
    guard
      let expression = ScalarExpression.yielded(
        by: structure.op, arguments: arguments, in: module), expression.usesAccumulator
    else { return false }
    next.expression = expression
    next.value = structure.result
    next.kernel.ops.append(structure.op)
    chain = next
    return true
  }

  // MARK: Reshapes

  private func reshape(_ chain: inout Chain, _ op: OpID, in module: borrowing Module) -> Bool {
    guard let groups = Reassociation(op).groups(in: module),
      let shape = GemminiAccess.staticShape(of: module.result(of: op), in: module)
    else { return false }
    var next = chain
    if Reassociation(op).isCollapse(in: module) {
      next.layout = groups.map { $0.flatMap { chain.layout[$0] } }
    } else {
      next.layout = [[Int]](repeating: [], count: shape.count)
      for (dimension, group) in groups.enumerated() {
        guard distribute(chain.layout[dimension], over: group, shape, &next) else { return false }
      }
    }
    next.value = module.result(of: op)
    next.kernel.ops.append(op)
    chain = next
    return true
  }

  /// Gives each member of the group its share of the kernel's dimensions, innermost first; splits dimensions if needed.
  private func distribute(
    _ dimensions: [Int], over group: [Int], _ shape: [Int], _ chain: inout Chain
  ) -> Bool {
    var remaining = dimensions
    for member in group.reversed() {
      var needed = shape[member]
      while needed > 1 {
        guard let last = remaining.popLast() else { return false }
        let size = chain.kernel.dimensions[last].size
        if needed % size == 0 {
          chain.layout[member].insert(last, at: 0)
          needed /= size
        } else {
          guard size % needed == 0, chain.kernel.window == nil else { return false }
          let inner = chain.kernel.split(last, inner: needed)
          for index in chain.elements.indices {
            let strides = chain.elements[index].strides
            chain.elements[index].strides.append(strides[last])
            chain.elements[index].strides[last] = strides[last] * needed
          }
          chain.layout[member].insert(inner, at: 0)
          remaining.append(last)
          needed = 1
        }
      }
    }
    return remaining.allSatisfy { chain.kernel.dimensions[$0].size == 1 }
  }
}

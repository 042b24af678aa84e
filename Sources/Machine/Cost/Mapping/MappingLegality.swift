/// Whether a mapping of a layer can run on a machine, but for what needs tallies (capacities).
struct MappingLegality {
  let kind: CostModelKind
  let limitsSides: Bool

  /// Checks a mapping and writes its levels and counts. `fused` are the tensors that stay within a group.
  func check(
    _ layer: borrowing LayerModel, _ mapping: LayerMapping, on machine: borrowing MachineModel,
    fused: TensorRoles, _ steps: UnsafeMutablePointer<MappingStep>,
    _ counts: UnsafeMutablePointer<Double>
  ) throws(IllegalPlan) {
    var products = LayerSizes(repeating: 1)
    var rows = 1
    var columns = 1
    var lanes = 1
    var seenLoop = false
    // The innermost memory so far of each tensor, or −1.
    var last = SIMD4<Int>(repeating: -1)
    // The tensors that the outermost memory keeps.
    var home: UInt8 = 0
    for (place, node) in mapping.nodes.enumerated() {
      switch node {
      case .memory(let memory, let roles):
        try checkMemory(
          layer, machine, memory, roles, fused: fused, afterLoop: seenLoop, &last)
        if memory == 0 { home |= roles.rawValue }
        steps[place] = MappingStep(memory: memory, roles)
        counts[place] = 1
      case .loop(let dimension, let count):
        seenLoop = seenLoop || count > 1
        try multiply(layer, dimension, count, &products)
        steps[place] = MappingStep(loop: dimension)
        counts[place] = Double(count)
      case .spatial(let dimension, let count, let axis):
        seenLoop = seenLoop || count > 1
        try multiply(layer, dimension, count, &products)
        if count > 1 { try checkAxis(layer, machine, dimension, axis) }
        let total: Int
        switch axis {
        case .rows: total = saturated(&rows, count)
        case .columns: total = saturated(&columns, count)
        case .diagonal: total = max(saturated(&rows, count), saturated(&columns, count))
        case .lanes: total = saturated(&lanes, count)
        }
        guard total < .max else {
          throw .axis(
            layer: layer.name, axis: axis.rawValue, steps: total, places: machine.rows)
        }
        steps[place] = MappingStep(spatial: dimension, axis)
        counts[place] = Double(count)
      }
    }
    if products != layer.sizes {
      for dimension in LayerDimension.allCases
      where products[dimension] != layer.sizes[dimension] {
        throw .product(
          layer: layer.name, dimension: dimension, product: products[dimension],
          size: layer.sizes[dimension])
      }
    }
    try checkSides(layer, machine, rows, columns, lanes)
    try checkResidency(layer, machine, fused: fused, last, home: home)
  }

  private func multiply(
    _ layer: borrowing LayerModel, _ dimension: LayerDimension, _ count: Int,
    _ products: inout LayerSizes
  ) throws(IllegalPlan) {
    guard count >= 1 else {
      throw .count(layer: layer.name, dimension: dimension, count: count)
    }
    let (product, overflow) = products[dimension.rawValue].multipliedReportingOverflow(by: count)
    guard !overflow, product <= 1 << 62 else {
      throw .product(
        layer: layer.name, dimension: dimension, product: nil, size: layer.sizes[dimension])
    }
    products[dimension.rawValue] = product
  }

  private func saturated(_ product: inout Int, _ count: Int) -> Int {
    let (result, overflow) = product.multipliedReportingOverflow(by: count)
    product = overflow ? .max : result
    return product
  }

  private func checkAxis(
    _ layer: borrowing LayerModel, _ machine: borrowing MachineModel,
    _ dimension: LayerDimension, _ axis: LayerMapping.Axis
  ) throws(IllegalPlan) {
    let allowed: Bool
    switch axis {
    case .rows: allowed = layer.isContraction && machine.rowLoops.contains(dimension)
    case .columns: allowed = layer.isContraction && machine.columnLoops.contains(dimension)
    case .diagonal: allowed = layer.isContraction && machine.diagonalLoops.contains(dimension)
    case .lanes: allowed = !layer.isContraction && layer.dimensions.2.contains(dimension)
    }
    guard allowed else { throw .spatial(layer: layer.name, dimension: dimension, axis: axis) }
  }

  private func checkSides(
    _ layer: borrowing LayerModel, _ machine: borrowing MachineModel, _ rows: Int, _ columns: Int,
    _ lanes: Int
  ) throws(IllegalPlan) {
    if kind == .m0 && !limitsSides {
      let (places, placesOverflow) = machine.rows.multipliedReportingOverflow(by: machine.columns)
      let (used, overflow) = rows.multipliedReportingOverflow(by: columns)
      guard !overflow, placesOverflow || used <= places else {
        throw .axis(
          layer: layer.name, axis: "array", steps: overflow ? .max : used, places: places)
      }
    } else {
      guard rows <= machine.rows else {
        throw .axis(layer: layer.name, axis: "rows", steps: rows, places: machine.rows)
      }
      guard columns <= machine.columns else {
        throw .axis(layer: layer.name, axis: "columns", steps: columns, places: machine.columns)
      }
    }
    guard lanes <= max(1, machine.lanes) else {
      throw .axis(layer: layer.name, axis: "lanes", steps: lanes, places: machine.lanes)
    }
  }

  private func checkMemory(
    _ layer: borrowing LayerModel, _ machine: borrowing MachineModel, _ memory: Int,
    _ roles: TensorRoles, fused: TensorRoles, afterLoop: Bool, _ last: inout SIMD4<Int>
  ) throws(IllegalPlan) {
    guard machine.memories.indices.contains(memory), memory < 256 else {
      throw .memory(layer: layer.name, index: memory)
    }
    let model = machine.memories[memory]
    for index in 0..<3 where roles.rawValue >> UInt8(index) & 1 != 0 {
      let set = UInt8(1) << UInt8(index)
      guard layer.isContraction || index != 1 else { throw .noWeight(layer: layer.name) }
      guard model.holds & set != 0 else {
        throw .held(
          layer: layer.name, tensor: TensorRole.allCases[index], memory: machine.memoryNames[memory]
        )
      }
      let outer = last[index]
      guard outer != memory else {
        throw .twice(
          layer: layer.name, tensor: TensorRole.allCases[index], memory: machine.memoryNames[memory]
        )
      }
      guard outer < memory else {
        throw .order(
          layer: layer.name, tensor: TensorRole.allCases[index], outer: machine.memoryNames[memory],
          inner: machine.memoryNames[outer])
      }
      if memory == 0, afterLoop {
        throw .home(
          layer: layer.name, tensor: TensorRole.allCases[index], memory: machine.memoryNames[memory]
        )
      }
      // What lies between the two memories is passed by.
      if outer >= 0 || fused.rawValue & set == 0 {
        try checkBypass(layer, machine, index, from: outer + 1, to: memory)
      }
      last[index] = memory
    }
  }

  private func checkBypass(
    _ layer: borrowing LayerModel, _ machine: borrowing MachineModel, _ role: Int,
    from first: Int, to end: Int
  ) throws(IllegalPlan) {
    let set = UInt8(1) << UInt8(role)
    var passed = max(1, first)
    while passed < end {
      let model = machine.memories[passed]
      guard model.holds & set == 0 || model.mayBypass & set != 0 else {
        throw .bypassed(
          layer: layer.name, tensor: TensorRole.allCases[role], memory: machine.memoryNames[passed])
      }
      passed += 1
    }
  }

  private func checkResidency(
    _ layer: borrowing LayerModel, _ machine: borrowing MachineModel, fused: TensorRoles,
    _ last: SIMD4<Int>, home: UInt8
  ) throws(IllegalPlan) {
    for role in 0..<3 where layer.isContraction || role != 1 {
      let set = UInt8(1) << UInt8(role)
      let isFused = fused.rawValue & set != 0
      guard last[role] >= 0 || !isFused else {
        throw .nowhere(layer: layer.name, tensor: TensorRole.allCases[role])
      }
      guard home & set != 0 || isFused else {
        throw .home(
          layer: layer.name, tensor: TensorRole.allCases[role], memory: machine.memoryNames[0])
      }
      // Elementwise layers compute beside the array and its registers.
      if layer.isContraction {
        try checkBypass(layer, machine, role, from: last[role] + 1, to: machine.memories.count)
      }
    }
  }
}

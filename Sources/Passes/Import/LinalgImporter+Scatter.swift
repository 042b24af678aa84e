import FuseIR

// Ops that write where data says: loops of scf over the updates.

extension LinalgImporter {
  /// An `scf.for` over the elements of the updates, in order, that combines each with an element of the operand. Where an
  /// update lies outside of the operand, the element stays as it is.
  mutating func lowerScatter(_ op: OpID, in module: inout Module) -> String? {
    if let reason = typeObstacle(op, in: module) ?? mixObstacle(op, in: module) { return reason }
    let count = module.resultCount(of: op)
    guard let numbers = ScatterDimensionNumbers(of: op, in: module), let body = module.body(of: op),
      let shape = module.shape(of: module.result(of: op)),
      let indexShape = module.shape(of: module.operand(count, of: op)),
      let updateShape = module.shape(of: module.operand(count + 1, of: op)),
      let updateCount = module.elementCount(of: module.type(of: module.operand(count + 1, of: op)))
    else { return "its shape is not static" }
    let elements = module.resultTypes(of: op).map { module.elementType(of: $0) }
    if let reason = ScalarRegion.obstacle(
      body, arguments: elements + elements, results: elements, in: module)
    {
      return reason
    }
    let inputs = tensors(of: op, 0..<count, in: &module)
    guard updateCount > 0, module.elementCount(of: module.type(of: inputs[0])) != 0 else {
      replace(op, with: inputs, in: &module)
      return nil
    }
    let indices = tensor(module.operand(count, of: op), in: &module)
    let updates = tensors(of: op, (count + 1)..<(2 * count + 1), in: &module)
    let batch = updateShape.indices.filter { !numbers.updateWindowDimensions.contains($0) }
    let inWindow = shape.indices.filter {
      !numbers.insertedWindowDimensions.contains($0)
        && !numbers.inputBatchingDimensions.contains($0)
    }
    let vector = numbers.indexVectorDimension
    let builder = IndexBuilder(place: .before(op), location: module.location(of: op))
    let results = builder.loop(updateCount, carrying: inputs, in: &module) {
      module, builder, number, carried in
      let loops = builder.indices(of: number, in: updateShape, in: &module)
      let batchIndices = batch.map { loops[$0] }
      var place = shape.map { _ in ValueID?.none }
      for (component, dimension) in numbers.scatterDimensionsToOperandDimensions.enumerated() {
        var at = batchIndices
        if vector < indexShape.count {
          at.insert(builder.constant(Int64(component), in: &module), at: vector)
        }
        place[dimension] = builder.index(builder.extract(indices, at, in: &module), in: &module)
      }
      for (dimension, indexDimension) in zip(
        numbers.inputBatchingDimensions, numbers.scatterIndicesBatchingDimensions)
      {
        place[dimension] =
          batchIndices[indexDimension < vector ? indexDimension : indexDimension - 1]
      }
      for (dimension, loop) in zip(inWindow, numbers.updateWindowDimensions) {
        place[dimension] =
          place[dimension].map { builder.arith(.addi, $0, loops[loop], in: &module) }
          ?? loops[loop]
      }
      var known: [ValueID] = []
      for index in place { known.append(index ?? builder.constant(0, in: &module)) }
      var news: [ValueID] = []
      for update in updates { news.append(builder.extract(update, loops, in: &module)) }
      return Self.combine(carried, at: known, shape, with: news, body, builder, in: &module)
    }
    replace(op, with: results, in: &module)
    return nil
  }

  /// For each window, an `scf.for` that finds the place of the element that the first region selects, and the combination of
  /// the source's element with the result there.
  mutating func lowerSelectAndScatter(_ op: OpID, in module: inout Module) -> String? {
    if let reason = typeObstacle(op, in: module) ?? mixObstacle(op, in: module) { return reason }
    guard let selection = module.body(of: op), let combination = module.body(of: op, region: 1),
      let window = WindowDimension.window(of: op, in: module),
      let shape = module.shape(of: module.operand(0, of: op)),
      let sourceShape = module.shape(of: module.operand(1, of: op)),
      let sourceCount = module.elementCount(of: module.type(of: module.operand(1, of: op)))
    else { return "its shape is not static" }
    let element = module.elementType(of: module.operand(0, of: op))
    if let reason = ScalarRegion.obstacle(
      selection, arguments: [element, element], results: [.i1], in: module)
      ?? ScalarRegion.obstacle(
        combination, arguments: [element, element], results: [element], in: module)
    {
      return reason
    }
    let type = module.type(of: module.result(of: op))
    let location = module.location(of: op)
    let operand = tensor(module.operand(0, of: op), in: &module)
    let source = tensor(module.operand(1, of: op), in: &module)
    let initial = scalar(module.operand(2, of: op), before: op, in: &module)
    let filled = module.buildFilled(
      with: initial, type: type, at: .before(op), location: location)
    let sizes = window.map(\.size)
    let (places, overflow) = sizes.reduce((Int64(1), false)) { product, size in
      let (value, carry) = product.0.multipliedReportingOverflow(by: size)
      return (value, product.1 || carry)
    }
    guard !overflow else { return "its window is too large" }
    guard sourceCount > 0, module.elementCount(of: type) != 0, places > 0 else {
      replace(op, with: [filled], in: &module)
      return nil
    }
    let builder = IndexBuilder(place: .before(op), location: location)
    let results = builder.loop(sourceCount, carrying: [filled], in: &module) {
      module, builder, number, carried in
      let loops = builder.indices(of: number, in: sourceShape, in: &module)
      var corner: [ValueID] = []
      for (dimension, loop) in loops.enumerated() {
        let start = builder.multiply(loop, window[dimension].stride, in: &module)
        corner.append(builder.add(start, -window[dimension].paddingLow, in: &module))
      }
      // Nothing is selected yet: -1 lies outside in every dimension.
      let nowhere = builder.constant(-1, in: &module)
      let zero = builder.constant(0, in: &module)
      let first = builder.extract(operand, shape.map { _ in zero }, in: &module)
      let selected = builder.loop(
        places, carrying: [first] + shape.map { _ in nowhere }, in: &module
      ) { module, builder, place, best in
        let offsets = builder.indices(of: place, in: sizes, in: &module)
        var at: [ValueID] = []
        for (dimension, offset) in offsets.enumerated() {
          at.append(builder.arith(.addi, corner[dimension], offset, in: &module))
        }
        let inside = builder.areInside(at, shape, in: &module)
        var safe: [ValueID] = []
        for (dimension, index) in at.enumerated() {
          safe.append(builder.clamped(index, to: shape[dimension] - 1, in: &module))
        }
        let candidate = builder.extract(operand, safe, in: &module)
        guard case .end(let block) = builder.place else { return best }
        // The element that is selected so far stays where the region says so.
        let stays = ScalarRegion.emit(
          selection, arguments: [best[0], candidate], at: block, in: &module)[0]
        let zero = builder.constant(0, in: &module)
        let isFirst =
          best.count > 1 ? builder.compare(.slt, best[1], zero, in: &module) : stays
        var news: [ValueID] = []
        for (index, new) in ([candidate] + at).enumerated() {
          let chosen = builder.select(stays, best[index], new, in: &module)
          let started = builder.select(isFirst, new, chosen, in: &module)
          news.append(
            inside.map { builder.select($0, started, best[index], in: &module) } ?? started)
        }
        return news
      }
      let update = builder.extract(source, loops, in: &module)
      return Self.combine(
        carried, at: Array(selected.dropFirst()), shape, with: [update], combination, builder,
        in: &module)
    }
    replace(op, with: results, in: &module)
    return nil
  }

  private mutating func tensors(
    of op: OpID, _ range: Range<Int>, in module: inout Module
  ) -> [ValueID] {
    var tensors: [ValueID] = []
    for index in range { tensors.append(tensor(module.operand(index, of: op), in: &module)) }
    return tensors
  }

  /// The tensors with the elements at a place combined with others by a region; unchanged where the place is outside.
  private static func combine(
    _ tensors: [ValueID], at place: [ValueID], _ shape: [Int64], with others: [ValueID],
    _ body: BlockID, _ builder: IndexBuilder, in module: inout Module
  ) -> [ValueID] {
    guard case .end(let block) = builder.place else { return tensors }
    let inside = builder.areInside(place, shape, in: &module)
    var safe: [ValueID] = []
    for (dimension, index) in place.enumerated() {
      safe.append(builder.clamped(index, to: shape[dimension] - 1, in: &module))
    }
    var old: [ValueID] = []
    for tensor in tensors { old.append(builder.extract(tensor, safe, in: &module)) }
    let combined = ScalarRegion.emit(body, arguments: old + others, at: block, in: &module)
    var results: [ValueID] = []
    for (index, tensor) in tensors.enumerated() {
      let new =
        inside.map { builder.select($0, combined[index], old[index], in: &module) }
        ?? combined[index]
      results.append(builder.insert(new, tensor, safe, in: &module))
    }
    return results
  }
}

/// What must leave and enter the outermost memory in any schedule: every element of an operand or constant that a layer reads, and
/// every element of a result, once each.
struct CompulsoryTransfers {
  /// For each tensor, the bytes that leave the outermost memory.
  private(set) var loads: [Int]
  /// For each tensor, the bytes that enter it.
  private(set) var stores: [Int]
  /// The ways out of the outermost memory, and into it; none where a core works on that memory itself.
  private(set) var inward: [Platform.Route] = []
  private(set) var outward: [Platform.Route] = []
  /// The energy of it all over the cheapest ways.
  private(set) var picojoules = 0.0

  /// The sums over all tensors.
  var loadBytes: Int { loads.reduce(0, +) }
  var storeBytes: Int { stores.reduce(0, +) }

  init(graph: LayerGraph, platform: Platform) {
    loads = [Int](repeating: 0, count: graph.tensors.count)
    stores = loads
    let isDirect = platform.cores.contains { $0.home == 0 }
    for (number, tensor) in graph.tensors.enumerated() where !isDirect {
      if tensor.producer == nil {
        loads[number] = Self.bytes(Self.elementsRead(number, tensor, graph), tensor.bits)
      } else if tensor.isResult {
        stores[number] = Self.bytes(Self.product(tensor.shape), tensor.bits)
      }
    }
    guard !isDirect else { return }
    var inEnergy = Double.infinity
    var outEnergy = Double.infinity
    for memory in platform.memories.indices.dropFirst() {
      if let route = platform.routes[0][memory] {
        inward.append(route)
        inEnergy = min(
          inEnergy,
          platform.memories[0].readPicojoulesPerByte + route.picojoulesPerByte
            + platform.memories[memory].writePicojoulesPerByte)
      }
      if let route = platform.routes[memory][0] {
        outward.append(route)
        outEnergy = min(
          outEnergy,
          platform.memories[memory].readPicojoulesPerByte + route.picojoulesPerByte
            + platform.memories[0].writePicojoulesPerByte)
      }
    }
    if inEnergy.isFinite { picojoules += Double(loadBytes) * inEnergy }
    if outEnergy.isFinite { picojoules += Double(storeBytes) * outEnergy }
  }

  /// The least time until one element of the given width has arrived on chip, and until one has left it.
  func firstLoad(bits: Int) -> Int64 {
    inward.map { $0.cycles(bytes: (bits + 7) / 8) }.min() ?? 0
  }
  func firstStore(bits: Int) -> Int64 {
    outward.map { $0.cycles(bytes: (bits + 7) / 8) }.min() ?? 0
  }

  // MARK: Elements

  private static func product(_ extents: [Int]) -> Int {
    extents.reduce(1) { product, extent in
      let (value, overflow) = product.multipliedReportingOverflow(by: max(0, extent))
      return overflow ? .max : value
    }
  }

  private static func bytes(_ elements: Int, _ bits: Int) -> Int {
    let (value, overflow) = elements.multipliedReportingOverflow(by: max(1, bits))
    return overflow ? elements / 8 : value / 8 + (value % 8 == 0 ? 0 : 1)
  }

  /// How many elements of a tensor layers read at least: those that one layer reads, added up over layers that read parts
  /// without a common element.
  private static func elementsRead(
    _ number: Int, _ tensor: LayerGraph.Tensor, _ graph: LayerGraph
  ) -> Int {
    var parts: [(box: Box, elements: Int)] = []
    for layer in tensor.consumers {
      let layer = graph.layers[layer]
      let box = layer.loops.map { Interval(0, $0) }
      for access in layer.reads where access.tensor == number {
        parts.append(
          (
            access.region(box, shape: tensor.shape),
            access.leastElements(loops: layer.loops, shape: tensor.shape)
          ))
      }
    }
    // The largest first: what lies beside all that was taken counts.
    parts.sort { $0.elements > $1.elements }
    var taken: [Box] = []
    var sum = 0
    for part in parts.prefix(256) {
      let isApart = taken.allSatisfy { other in
        zip(other, part.box).contains { $0.upper <= $1.lower || $1.upper <= $0.lower }
      }
      guard isApart else { continue }
      taken.append(part.box)
      sum = min(.max - part.elements, sum) + part.elements
    }
    return min(sum, product(tensor.shape))
  }
}

extension LayerGraph.AxisAccess {
  /// The widest range of indices that is looked at index by index.
  private static var longestTable: Int { 1 << 16 }

  /// How many different indices inside of the axis the loops give at least.
  func leastIndices(loops: [Int], extent: Int) -> Int {
    if isWhole { return extent }
    if terms.isEmpty {
      return interval(loops.map { Interval(0, $0) }, extent: extent).count > 0 ? 1 : 0
    }
    var low = offset
    var high = offset
    for term in terms {
      let (reach, overflow) = term.step.multipliedReportingOverflow(
        by: max(0, loops[term.loop] - 1))
      guard !overflow, abs(reach) < 1 << 40, loops[term.loop] > 0 else { return 0 }
      if reach < 0 { low += reach } else { high += reach }
    }
    guard high - low < Self.longestTable, terms.count <= 8 else {
      // Without a table: what one loop alone reaches, where nothing folds indices together.
      guard divisor <= 1, modulus == 0, low >= 0, high < extent else { return 1 }
      return terms.map { $0.step == 0 ? 1 : loops[$0.loop] }.max() ?? 1
    }
    var reached = [Bool](repeating: false, count: high - low + 1)
    reached[offset - low] = true
    for term in terms where term.step != 0 {
      var next = reached
      for (place, isReached) in reached.enumerated() where isReached {
        for step in 1..<max(1, loops[term.loop]) {
          let index = place + step * term.step
          if next.indices.contains(index) { next[index] = true }
        }
      }
      reached = next
    }
    var indices = Set<Int>()
    var plain = 0
    let folds = divisor > 1 || modulus > 0
    for (place, isReached) in reached.enumerated() where isReached {
      var index = place + low
      if divisor > 1 { index = index >= 0 ? index / divisor : (index + 1) / divisor - 1 }
      if modulus > 0 { index = ((index % modulus) + modulus) % modulus }
      guard index >= 0, index < extent else { continue }
      if folds { indices.insert(index) } else { plain += 1 }
    }
    return folds ? indices.count : plain
  }
}

extension LayerGraph.Access {
  /// How many elements of a tensor of the given shape the loops of a layer reach at least: axes that share no loop reach all
  /// pairs of their indices.
  func leastElements(loops: [Int], shape: [Int]) -> Int {
    var used: Set<Int> = []
    var product = 1
    let order = axes.indices.sorted { shape[$0] > shape[$1] }
    for axis in order {
      let terms = axes[axis].terms.filter { $0.step != 0 && loops[$0.loop] > 1 }.map(\.loop)
      let count = axes[axis].leastIndices(loops: loops, extent: shape[axis])
      if count == 0 { return 0 }
      guard used.isDisjoint(with: terms) || axes[axis].isWhole else { continue }
      used.formUnion(terms)
      let (value, overflow) = product.multipliedReportingOverflow(by: count)
      product = overflow ? product : value
    }
    return product
  }

  /// Whether some point of the loops may read nothing: an index lies outside of the tensor there, as in padding.
  func mayMiss(_ loops: [Int], shape: [Int]) -> Bool {
    for (axis, access) in axes.enumerated() where !access.isWhole {
      var low = access.offset
      var high = access.offset
      for term in access.terms {
        let (reach, overflow) = term.step.multipliedReportingOverflow(
          by: max(0, loops[term.loop] - 1))
        guard !overflow, abs(reach) < 1 << 40 else { return true }
        if reach < 0 { low += reach } else { high += reach }
      }
      if access.divisor > 1 {
        low = low >= 0 ? low / access.divisor : (low + 1) / access.divisor - 1
        high = high >= 0 ? high / access.divisor : (high + 1) / access.divisor - 1
      }
      if access.modulus > 0 {
        if access.modulus > shape[axis] { return true }
        continue
      }
      if low < 0 || high >= shape[axis] { return true }
    }
    return false
  }
}

/// Places the boxes of a directed graph in layers, edges running down.
///
/// The classic steps: layers by longest path, places on the way for long edges, fewer crossings by sweeps over
/// barycentres, then positions in each layer that are nearest to the neighbours' without overlaps.
struct LayeredLayout {
  /// A box to be placed.
  struct Box {
    var width: Double
    var height: Double
    /// True iff the box stands directly above its first reader instead of as high as it can: arguments and constants.
    var isSource: Bool
  }

  /// A point.
  struct Point {
    var x: Double
    var y: Double
  }

  private static let gap = 18.0
  private static let layerGap = 26.0
  private static let mostPlaces = 6000

  /// The upper left corner of each box.
  private(set) var origins: [Point] = []
  /// The points that each edge goes through, from its source's lower side to its target's upper side; empty for edges that
  /// point backwards.
  private(set) var routes: [[Point]] = []
  /// The size of all.
  private(set) var width = 0.0, height = 0.0

  private var boxes: [Box]
  private var layers: [[Int]] = []
  private var layerOf: [Int] = []
  private var up: [[Int]] = []
  private var down: [[Int]] = []
  private var x: [Double] = []

  /// Places the boxes. Edges name boxes by index; those to an earlier box count as pointing backwards.
  init(_ boxes: [Box], edges: [(from: Int, to: Int)]) {
    self.boxes = boxes
    assignLayers(edges)
    let chains = addPlaces(edges)
    orderLayers()
    assignPositions()
    finish(edges, chains)
  }

  private mutating func assignLayers(_ edges: [(from: Int, to: Int)]) {
    layerOf = [Int](repeating: 0, count: boxes.count)
    var outgoing = [[Int]](repeating: [], count: boxes.count)
    for edge in edges where edge.from < edge.to { outgoing[edge.from].append(edge.to) }
    for index in boxes.indices {
      for target in outgoing[index] { layerOf[target] = max(layerOf[target], layerOf[index] + 1) }
    }
    // What depends on sources only, such as a transposed weight, moves down with them.
    var isSource = boxes.map(\.isSource)
    var hasOtherInput = [Bool](repeating: false, count: boxes.count)
    for index in boxes.indices {
      if !isSource[index] && !hasOtherInput[index] { isSource[index] = true }
      if !isSource[index] || !boxes[index].isSource && outgoing[index].count > 1 {
        for target in outgoing[index] { hasOtherInput[target] = true }
      }
    }
    for index in boxes.indices.reversed() where isSource[index] {
      if let first = outgoing[index].map({ layerOf[$0] }).min() {
        layerOf[index] = max(layerOf[index], first - 1)
      }
    }
  }

  /// Adds a narrow place in each layer that an edge crosses; returns the places of each edge.
  private mutating func addPlaces(_ edges: [(from: Int, to: Int)]) -> [[Int]] {
    var chains: [[Int]] = []
    up = [[Int]](repeating: [], count: boxes.count)
    down = up
    for edge in edges {
      guard edge.from < edge.to else {
        chains.append([])
        continue
      }
      var chain = [edge.from]
      if boxes.count < Self.mostPlaces {
        for layer in (layerOf[edge.from] + 1)..<max(layerOf[edge.from] + 1, layerOf[edge.to]) {
          chain.append(boxes.count)
          boxes.append(Box(width: 2, height: 0, isSource: false))
          layerOf.append(layer)
          up.append([])
          down.append([])
        }
      }
      chain.append(edge.to)
      for (a, b) in zip(chain, chain.dropFirst()) {
        down[a].append(b)
        up[b].append(a)
      }
      chains.append(chain)
    }
    layers = [[Int]](repeating: [], count: (layerOf.max() ?? -1) + 1)
    for index in boxes.indices { layers[layerOf[index]].append(index) }
    return chains
  }

  private mutating func orderLayers() {
    var position = [Double](repeating: 0, count: boxes.count)
    func note(_ layer: [Int]) {
      for (place, box) in layer.enumerated() { position[box] = Double(place) }
    }
    for layer in layers { note(layer) }
    for sweep in 0..<10 {
      let isDownward = sweep % 2 == 0
      for step in layers.indices {
        let index = isDownward ? step : layers.count - 1 - step
        let neighbours = isDownward ? up : down
        var keys: [(key: Double, place: Int, box: Int)] = []
        for (place, box) in layers[index].enumerated() {
          let others = neighbours[box]
          let key =
            others.isEmpty
            ? position[box] : others.reduce(0) { $0 + position[$1] } / Double(others.count)
          keys.append((key, place, box))
        }
        keys.sort { ($0.key, $0.place) < ($1.key, $1.place) }
        layers[index] = keys.map(\.box)
        note(layers[index])
      }
    }
  }

  private mutating func assignPositions() {
    x = [Double](repeating: 0, count: boxes.count)
    for layer in layers {
      var next = 0.0
      for box in layer {
        x[box] = next + boxes[box].width / 2
        next += boxes[box].width + Self.gap
      }
      for box in layer { x[box] -= next / 2 }
    }
    for sweep in 0..<12 {
      let isDownward = sweep % 2 == 0
      for step in layers.indices {
        let layer = layers[isDownward ? step : layers.count - 1 - step]
        let wishes = layer.map { box -> Double in
          let others = isDownward ? up[box] : down[box]
          let far = sweep >= 10 ? up[box] + down[box] : others
          return far.isEmpty ? x[box] : far.reduce(0) { $0 + x[$1] } / Double(far.count)
        }
        place(layer, near: wishes)
      }
    }
  }

  /// Places the boxes of a layer, in their order, nearest to the wished positions in the sense of least squares: positions
  /// without gaps are pooled where their wishes collide.
  private mutating func place(_ layer: [Int], near wishes: [Double]) {
    var offsets: [Double] = []
    var offset = 0.0
    for (place, box) in layer.enumerated() {
      if place > 0 {
        offset += boxes[layer[place - 1]].width / 2 + Self.gap + boxes[box].width / 2
      }
      offsets.append(offset)
    }
    var pools: [(sum: Double, weight: Double, count: Int)] = []
    for (place, box) in layer.enumerated() {
      let weight = boxes[box].height == 0 ? 2.0 : 1.0
      pools.append(((wishes[place] - offsets[place]) * weight, weight, 1))
      while pools.count > 1 {
        let (a, b) = (pools[pools.count - 2], pools[pools.count - 1])
        guard a.sum / a.weight > b.sum / b.weight else { break }
        pools.removeLast(2)
        pools.append((a.sum + b.sum, a.weight + b.weight, a.count + b.count))
      }
    }
    var place = 0
    for pool in pools {
      for _ in 0..<pool.count {
        x[layer[place]] = pool.sum / pool.weight + offsets[place]
        place += 1
      }
    }
  }

  private mutating func finish(_ edges: [(from: Int, to: Int)], _ chains: [[Int]]) {
    let left = boxes.indices.map { x[$0] - boxes[$0].width / 2 }.min() ?? 0
    var tops = [Double](repeating: 0, count: boxes.count)
    var heights = [Double](repeating: 0, count: layers.count)
    var y = 0.0
    for (index, layer) in layers.enumerated() {
      heights[index] = layer.map { boxes[$0].height }.max() ?? 0
      for box in layer { tops[box] = y }
      y += heights[index] + Self.layerGap
    }
    height = max(0, y - Self.layerGap)
    origins = boxes.indices.map { Point(x: x[$0] - boxes[$0].width / 2 - left, y: tops[$0]) }
    width = boxes.indices.map { origins[$0].x + boxes[$0].width }.max() ?? 0
    for chain in chains {
      var route: [Point] = []
      for (place, box) in chain.enumerated() {
        let centre = x[box] - left
        if place == 0 {
          route.append(Point(x: centre, y: tops[box] + boxes[box].height))
        } else if place == chain.count - 1 {
          route.append(Point(x: centre, y: tops[box]))
        } else {
          route.append(Point(x: centre, y: tops[box]))
          route.append(Point(x: centre, y: tops[box] + heights[layerOf[box]]))
        }
      }
      routes.append(route)
    }
  }
}

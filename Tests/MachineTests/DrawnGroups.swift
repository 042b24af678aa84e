import Machine

/// Draws chains of two or three small layers, each of which reads the one before, and plans that fuse them.
struct DrawnGroup {
  typealias Generator = DrawnNests.Generator

  var network: Network
  var plan: NetworkPlan
  /// How the walk sees each member.
  var members: [LoopNestWalk.Membership] = []

  /// The shared loops of each member, outermost first.
  private var shared: [[(LayerDimension, Int)]] = []

  init(_ generator: inout Generator, halo: NetworkPlan.Halo) {
    let count = Int.random(in: 2...3, using: &generator)
    func pick(_ numbers: [Int]) -> Int { numbers.randomElement(using: &generator) ?? 1 }
    let rowSteps = pick([1, 2, 3])
    let columnSteps = pick([1, 1, 2])
    let imageSteps = pick([1, 2])
    let channelSteps = count == 2 ? pick([1, 1, 2]) : 1
    var rows = rowSteps * pick([1, 2])
    let columns = columnSteps * pick([1, 2])
    let images = imageSteps * pick([1, 2])
    var outputs = pick([1, 2, 3])
    var layers: [Layer] = []
    var edges: [Network.Edge] = []
    // From the last layer to the first.
    for index in (0..<count).reversed() {
      let inputs = index == 1 ? channelSteps * pick([1, 2]) : pick([1, 2])
      var sizes = LayerSizes(repeating: 1)
      sizes[.batch] = images
      sizes[.outputChannel] = outputs
      sizes[.inputChannel] = inputs
      sizes[.outputRow] = rows
      sizes[.outputColumn] = columns
      sizes[.kernelRow] = pick([1, 2, 3])
      sizes[.kernelColumn] = pick([1, 1, 2])
      func window(_ outputs: Int, _ taps: Int, _ stride: Int) -> Layer.Window {
        .init(
          stride: stride, padding: Int.random(in: 0...taps - 1, using: &generator),
          extent: outputs * stride)
      }
      let layer = Layer(
        name: "layer\(index)", sizes: sizes,
        rows: window(rows, sizes[.kernelRow], pick([1, 1, 2])),
        columns: window(columns, sizes[.kernelColumn], 1),
        widths: .init(input: 8, weight: 4, output: 8, partialSum: 32),
        addends: Bool.random(using: &generator)
          ? [.init(dimensions: .init(.outputChannel), bits: 16)] : [])
      layers.insert(layer, at: 0)
      if index > 0 {
        let aligned: [Network.AlignedLoops] = [
          .init(producer: .batch, consumer: .batch),
          .init(producer: .outputChannel, consumer: .inputChannel),
          .init(
            producer: .outputRow, consumer: .outputRow, step: layer.rows.stride,
            window: sizes[.kernelRow]),
          .init(
            producer: .outputColumn, consumer: .outputColumn, step: layer.columns.stride,
            window: sizes[.kernelColumn]),
        ]
        edges.insert(
          .init(producer: index - 1, consumer: index, operand: .input, fusion: .possible(aligned)),
          at: 0)
      }
      rows *= layer.rows.stride
      outputs = inputs
    }
    network = Network(layers: layers, edges: edges)
    var loops: [(LayerDimension, Int)] = [
      (.outputRow, rowSteps), (.outputColumn, columnSteps), (.batch, imageSteps),
      (.outputChannel, channelSteps),
    ].filter { $0.1 > 1 }
    loops.shuffle(using: &generator)
    plan = NetworkPlan(
      mappings: [],
      groups: [
        .init(
          layers: Array(0..<count), fusedEdges: Array(edges.indices), sharedLoops: loops.count,
          halo: halo)
      ])
    let homes = layers.map { _ in Int.random(in: 1...3, using: &generator) }
    for index in layers.indices {
      shared.append(
        loops.map { $0 == .outputChannel && index == 1 ? (.inputChannel, $1) : ($0, $1) })
      map(index, homes, &generator)
    }
  }

  /// Draws the mapping of a member: its unfused tensors in any memories outside and inside the shared loops, its fused ones
  /// directly inside of them.
  private mutating func map(_ index: Int, _ homes: [Int], _ generator: inout Generator) {
    let layer = network.layers[index]
    var unfused: TensorRoles = .weight
    if index == 0 { unfused.formUnion(.input) }
    if index == network.layers.count - 1 { unfused.formUnion(.output) }
    let all: [TensorRoles] = [.input, .weight, .output]
    var nodes: [LayerMapping.Node] = [.memory(0, unfused)]
    var least = [1, 1, 1]
    for (role, set) in all.enumerated() where unfused.contains(set) {
      guard Int.random(in: 0..<3, using: &generator) == 0 else { continue }
      nodes.append(.memory(least[role], set))
      least[role] += 1
    }
    nodes += shared[index].map { .loop($0.0, $0.1) }
    var member = LoopNestWalk.Membership(
      inside: shared[index].isEmpty ? 0 : nodes.count, sharedLoops: shared[index].count)
    let home = homes[index]
    let operand = index > 0 ? homes[index - 1] % 3 + 1 : 0
    if index < network.layers.count - 1 {
      nodes.append(.memory(home, .output))
      least[2] = home + 1
      if home % 3 + 1 != home { member.copies = [home % 3 + 1] }
    }
    if index > 0 {
      nodes.append(.memory(operand, .input))
      least[0] = operand + 1
    }
    var inner: [LayerMapping.Node] = []
    for dimension in LayerDimension.allCases {
      let steps = shared[index].reduce(1) { $1.0 == dimension ? $0 * $1.1 : $0 }
      let rest = layer.sizes[dimension] / steps
      if rest > 1 { inner.append(.loop(dimension, rest)) }
    }
    inner.shuffle(using: &generator)
    for (role, set) in all.enumerated() where least[role] <= 3 {
      guard Bool.random(using: &generator) else { continue }
      inner.insert(
        .memory(Int.random(in: least[role]...3, using: &generator), set),
        at: Int.random(in: 0...inner.count, using: &generator))
    }
    plan.mappings.append(LayerMapping(nodes: nodes + inner))
    members.append(member)
  }
}

import Machine

/// What AccelForge's workloads call the parts of a layer.
struct AccelForgeNames {
  /// The layer itself.
  let einsum: String
  /// Its input, weight and output; an elementwise layer has no weight.
  let tensors: [TensorRole: String]
  /// Its loops.
  let ranks: [LayerDimension: String]

  /// A product of matrices.
  private static let product = AccelForgeNames(
    einsum: "Gemm", tensors: [.input: "X", .weight: "W", .output: "Y"],
    ranks: [.batch: "m", .inputChannel: "k", .outputChannel: "n"])

  /// The three layers of an attention: scores, their softmax, the sum of the values.
  private static let attention = [
    AccelForgeNames(
      einsum: "QK", tensors: [.input: "Q", .weight: "K", .output: "S"],
      ranks: [.group: "h", .batch: "m", .inputChannel: "e", .outputChannel: "p"]),
    AccelForgeNames(
      einsum: "SM", tensors: [.input: "S", .output: "A"],
      ranks: [.group: "h", .batch: "m", .outputChannel: "p"]),
    AccelForgeNames(
      einsum: "AV", tensors: [.input: "A", .weight: "V", .output: "O"],
      ranks: [.group: "h", .batch: "m", .inputChannel: "p", .outputChannel: "f"]),
  ]

  /// The names of each layer of a network.
  static func names(for mapped: MappedNetwork) throws(MappingRefusal) -> [AccelForgeNames] {
    let network = mapped.network
    let names: [AccelForgeNames]
    if network.layers.map(\.kind) == [.contraction] {
      names = [product]
    } else if isAttention(network) {
      names = attention
    } else {
      throw MappingRefusal(
        "it writes one product of matrices, or an attention of a product, a softmax and a product; "
          + "the program has \(network.layers.count) layers")
    }
    for (layer, each) in names.enumerated() {
      try mapped.checkLoops(of: layer, are: Array(each.ranks.keys), "AccelForge")
    }
    return names
  }

  private static func isAttention(_ network: Network) -> Bool {
    guard network.layers.count == 3, network.layers[0].kind == .contraction,
      case .elementwise = network.layers[1].kind, network.layers[2].kind == .contraction
    else { return false }
    let chain = network.edges.map { [$0.producer, $0.consumer] }
    return chain == [[0, 1], [1, 2]] && network.edges.allSatisfy { $0.operand == .input }
  }

  /// What AccelForge's machines call a memory.
  static func memory(_ name: String) -> String {
    switch name {
    case "dram": "MainMemory"
    case "scratchpad": "Spad"
    case "accumulator": "Acc"
    case "buffer": "GLB"
    case "registers": "Reg"
    default: name
    }
  }
}

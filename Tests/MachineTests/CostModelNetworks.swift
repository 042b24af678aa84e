import Machine

/// The layer lists that the closed forms of the cost models were computed for: batch 1, images of 224 by 224.
enum CostModelNetworks {
  /// A convolution with square windows; padding is half a window.
  static func convolution(
    _ inputs: Int, _ outputs: Int, at extent: Int, kernel: Int = 3, stride: Int = 1,
    groups: Int = 1, bits: Int = 8
  ) -> Layer {
    var sizes = LayerSizes(repeating: 1)
    sizes[.group] = groups
    sizes[.outputChannel] = outputs
    sizes[.inputChannel] = inputs
    sizes[.outputRow] = extent
    sizes[.outputColumn] = extent
    sizes[.kernelRow] = kernel
    sizes[.kernelColumn] = kernel
    let window = Layer.Window(
      stride: stride, padding: (kernel - 1) / 2, extent: extent * stride)
    return Layer(
      name: "conv", sizes: sizes, rows: window, columns: window,
      widths: .init(input: bits, weight: bits, output: bits, partialSum: bits))
  }

  /// A product of matrices, `rows` by `depth` times `depth` by `columns`, `groups` times.
  static func product(_ rows: Int, _ depth: Int, _ columns: Int, groups: Int = 1) -> Layer {
    var sizes = LayerSizes(repeating: 1)
    sizes[.group] = groups
    sizes[.batch] = rows
    sizes[.outputChannel] = columns
    sizes[.inputChannel] = depth
    return Layer(
      name: "product", sizes: sizes, rows: .init(extent: 1), columns: .init(extent: 1),
      widths: .init(input: 8, weight: 8, output: 8, partialSum: 8))
  }

  static func vgg(_ depth: Int) -> Network {
    let extra = depth == 19 ? 1 : 0
    var layers = [
      convolution(3, 64, at: 224), convolution(64, 64, at: 224), convolution(64, 128, at: 112),
      convolution(128, 128, at: 112), convolution(128, 256, at: 56),
    ]
    layers += Array(repeating: convolution(256, 256, at: 56), count: 2 + extra)
    layers += [convolution(256, 512, at: 28)]
    layers += Array(repeating: convolution(512, 512, at: 28), count: 2 + extra)
    layers += Array(repeating: convolution(512, 512, at: 14), count: 3 + extra)
    layers += [product(1, 25088, 4096), product(1, 4096, 4096), product(1, 4096, 1000)]
    return chain(layers)
  }

  static var resNet18: Network {
    var layers = [convolution(3, 64, at: 112, kernel: 7, stride: 2)]
    layers += Array(repeating: convolution(64, 64, at: 56), count: 4)
    for (inputs, outputs, extent) in [(64, 128, 28), (128, 256, 14), (256, 512, 7)] {
      layers += [
        convolution(inputs, outputs, at: extent, stride: 2),
        convolution(outputs, outputs, at: extent),
        convolution(inputs, outputs, at: extent, kernel: 1, stride: 2),
        convolution(outputs, outputs, at: extent), convolution(outputs, outputs, at: extent),
      ]
    }
    return chain(layers + [product(1, 512, 1000)])
  }

  static var mobileNet: Network {
    var layers = [convolution(3, 32, at: 112, stride: 2)]
    let blocks =
      [
        (32, 64, 1, 112), (64, 128, 2, 56), (128, 128, 1, 56), (128, 256, 2, 28),
        (256, 256, 1, 28), (256, 512, 2, 14),
      ] + Array(repeating: (512, 512, 1, 14), count: 5) + [(512, 1024, 2, 7), (1024, 1024, 1, 7)]
    for (inputs, outputs, stride, extent) in blocks {
      layers.append(convolution(1, 1, at: extent, stride: stride, groups: inputs))
      layers.append(convolution(inputs, outputs, at: extent, kernel: 1))
    }
    return chain(layers + [product(1, 1024, 1000)])
  }

  static var transformer: Network {
    chain(
      Array(repeating: product(256, 4096, 4096), count: 4) + [
        product(256, 128, 256, groups: 32), product(256, 256, 128, groups: 32),
        product(256, 4096, 16384), product(256, 16384, 4096),
      ])
  }

  /// The layers one after the other, each edge open to fusion.
  static func chain(_ layers: [Layer]) -> Network {
    Network(
      layers: layers,
      edges: layers.indices.dropLast().map {
        Network.Edge(producer: $0, consumer: $0 + 1, operand: .input, fusion: .possible([]))
      })
  }

  /// A mapping with the largest divisors of C and K that fit along the sides of an array, everything else in time.
  static func fullArray(_ layer: Layer, _ machine: Accelerator) -> LayerMapping {
    let side = machine.arrays[0].rows
    func divisor(_ size: Int) -> Int { (1...side).last { size % $0 == 0 } ?? 1 }
    let rows = divisor(layer.sizes[.inputChannel])
    let columns = divisor(layer.sizes[.outputChannel])
    var nodes: [LayerMapping.Node] = [.memory(0, .all)]
    for dimension in LayerDimension.allCases {
      let spatial = dimension == .inputChannel ? rows : dimension == .outputChannel ? columns : 1
      nodes.append(.loop(dimension, layer.sizes[dimension] / spatial))
    }
    nodes += [
      .memory(1, [.input, .weight]), .spatial(.outputChannel, columns, .columns),
      .memory(2, .output), .spatial(.inputChannel, rows, .rows), .memory(3, .weight),
    ]
    return LayerMapping(nodes: nodes)
  }
}

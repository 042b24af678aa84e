import FuseIR
import Machine
import Passes
import Testing

/// Drawn networks of int8 convolutions (with and without padding and strides, depthwise, pointwise) and residuals that a plan
/// keeps on chip: results are exact, no byte of the tensors between layers moves, and of inputs, weights and results what
/// cost model m1 predicts.
@Suite struct GemminiFusedConvolutionTests {
  /// A tensor of the network.
  private struct Image: Equatable {
    var images: Int
    var rows: Int
    var columns: Int
    var channels: Int

    func type(_ element: String) -> String {
      "tensor<\(images)x\(rows)x\(columns)x\(channels)x\(element)>"
    }
  }

  /// A convolution, what it reads and what it adds.
  private struct Convolution {
    var input: Int
    var added: Int?
    var taps: (rows: Int, columns: Int)
    var stride: (rows: Int, columns: Int)
    var dilation: Int
    var padding: (rows: Int, columns: Int)
    var isDepthwise: Bool
    var hasRelu: Bool
  }

  private struct Drawn {
    var images: [Image] = []
    var layers: [Convolution] = []

    init(_ random: inout SplitMix64) {
      let channels = [1, 3, 4, 8, 16, 20, 32, 48]
      images = [
        Image(
          images: 1 + random.below(2), rows: 1 + random.below(9), columns: 1 + random.below(18),
          channels: channels[random.below(channels.count)])
      ]
      let count = 2 + random.below(3)
      while layers.count < count {
        // Mostly a chain; now and then two layers read one tensor.
        let input = random.below(5) == 0 ? max(0, images.count - 2) : images.count - 1
        let from = images[input]
        let kind = random.below(3)
        func pair(_ most: Int) -> (rows: Int, columns: Int) {
          (1 + random.below(most), 1 + random.below(most))
        }
        let taps = kind == 0 ? (rows: 1, columns: 1) : pair(3)
        let stride = random.below(3) == 0 ? pair(2) : (rows: 1, columns: 1)
        let dilation = random.below(4) == 0 ? 2 : 1
        let padding = kind == 0 ? (rows: 0, columns: 0) : (random.below(2), random.below(2))
        func extent(_ size: Int, _ taps: Int, _ stride: Int, _ padding: Int) -> Int {
          let span = size + 2 * padding - (taps - 1) * dilation - 1
          return span < 0 ? 0 : span / stride + 1
        }
        var to = from
        to.rows = extent(from.rows, taps.rows, stride.rows, padding.0)
        to.columns = extent(from.columns, taps.columns, stride.columns, padding.1)
        let isDepthwise = kind == 1 && from.channels > 1
        if !isDepthwise { to.channels = channels[random.below(channels.count)] }
        guard to.rows > 0, to.columns > 0 else {
          images[0].rows += 1
          if !layers.isEmpty { return }
          continue
        }
        let same = images.indices.dropFirst().filter { images[$0] == to }
        var added = same.isEmpty || random.below(2) == 0 ? nil : same[random.below(same.count)]
        if input != images.count - 1 {
          // What this layer does not read, it adds: each layer's result is of use.
          guard images[images.count - 1] == to else { continue }
          added = images.count - 1
        }
        layers.append(
          Convolution(
            input: input, added: added, taps: taps, stride: stride, dilation: dilation,
            padding: padding, isDepthwise: isDepthwise, hasRelu: random.below(2) == 0))
        images.append(to)
      }
    }

    var text: String {
      var arguments = ["%x0: \(images[0].type("i8"))"]
      var body = "  %z = arith.constant 0 : i32\n  %zero = arith.constant 0 : i8\n"
      for (index, layer) in layers.enumerated() {
        let (from, to) = (images[layer.input], images[index + 1])
        let wide = to.type("i32")
        let weights =
          layer.isDepthwise
          ? "tensor<\(layer.taps.rows)x\(layer.taps.columns)x\(from.channels)xi8>"
          : "tensor<\(layer.taps.rows)x\(layer.taps.columns)x\(from.channels)x\(to.channels)xi8>"
        arguments.append("%w\(index): \(weights)")
        var source = from
        var name = "%x\(layer.input)"
        if layer.padding != (0, 0) {
          source.rows += 2 * layer.padding.rows
          source.columns += 2 * layer.padding.columns
          let border = "[0, \(layer.padding.rows), \(layer.padding.columns), 0]"
          body += """
              %p\(index) = tensor.pad \(name) low\(border) high\(border) {
              ^bb0(%i: index, %j: index, %l: index, %m: index):
                tensor.yield %zero : i8
              } : \(from.type("i8")) to \(source.type("i8"))

            """
          name = "%p\(index)"
        }
        let op = layer.isDepthwise ? "depthwise_conv_2d_nhwc_hwc" : "conv_2d_nhwc_hwcf"
        let added = layer.added
        let narrow = to.type("i8")
        let map = "affine_map<(n, h, w, c) -> (n, h, w, c)>"
        let maps = [String](repeating: map, count: added == nil ? 2 : 3).joined(separator: ", ")
        body += """
            %e\(index) = tensor.empty() : \(wide)
            %f\(index) = linalg.fill ins(%z : i32) outs(%e\(index) : \(wide)) -> \(wide)
            %m\(index) = linalg.\(op) {dilations = dense<\(layer.dilation)> : tensor<2xi64>,
                strides = dense<[\(layer.stride.rows), \(layer.stride.columns)]> : tensor<2xi64>}
                ins(\(name), %w\(index) : \(source.type("i8")), \(weights)) outs(%f\(index) : \(wide)) -> \(wide)
            %n\(index) = tensor.empty() : \(narrow)
            %x\(index + 1) = linalg.generic {indexing_maps = [\(maps)],
                iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
                ins(%m\(index)\(added.map { ", %x\($0)" } ?? "") : \(wide)\(added == nil ? "" : ", \(narrow)"))
                outs(%n\(index) : \(narrow)) {
            ^bb0(%s: i32, \(added == nil ? "" : "%t: i8, ")%o: i8):
              \(added == nil ? "" : "%v = arith.extsi %t : i8 to i32\n    %u = arith.addi %s, %v : i32")
              %g = arith.sitofp \(added == nil ? "%s" : "%u") : i32 to f32
              %k = arith.constant 0.0625 : f32
              %q = arith.mulf %g, %k : f32
              %r = math.roundeven %q : f32
              %lo = arith.constant \(layer.hasRelu ? "0.0" : "-128.0") : f32
              %hi = arith.constant 127.0 : f32
              %a = arith.maximumf %r, %lo : f32
              %c = arith.minimumf %a, %hi : f32
              %d = arith.fptosi %c : f32 to i8
              linalg.yield %d : i8
            } -> \(narrow)

          """
      }
      let last = images.count - 1
      return "func.func @main(\(arguments.joined(separator: ", "))) -> \(images[last].type("i8")) "
        + "{\n\(body)  return %x\(last) : \(images[last].type("i8"))\n}\n"
    }
  }

  /// A plan without shared loops: each layer's extents drawn apart into loops outside of the accumulator and inside of it.
  private static func plan(
    _ network: Network, _ edges: [Int], _ random: inout SplitMix64
  ) -> NetworkPlan {
    var mappings: [LayerMapping] = []
    for (number, layer) in network.layers.enumerated() {
      let keepsInput = edges.contains {
        network.edges[$0].consumer == number && network.edges[$0].operand == .input
      }
      let keepsOutput = edges.contains { network.edges[$0].producer == number }
      var left = layer.sizes
      func take(_ dimension: LayerDimension, _ most: Int, all: Bool) -> Int {
        let choices = divisors(of: left[dimension]).filter { $0 <= most }
        let count = all ? choices.last ?? 1 : choices[random.below(choices.count)]
        left[dimension] /= count
        return count
      }
      let columns = take(.outputChannel, 16, all: true)
      let rows = take(.inputChannel, 16, all: true)
      func loops(_ dimensions: [LayerDimension], all: Bool) -> [LayerMapping.Node] {
        var nodes: [LayerMapping.Node] = []
        for dimension in dimensions {
          let count = take(dimension, 1 << 20, all: all)
          if count > 1 {
            nodes.insert(.loop(dimension, count), at: random.below(nodes.count + 1))
          }
        }
        return nodes
      }
      let streamed = loops([.batch, .outputRow, .outputColumn], all: random.below(2) == 0)
      let isWhole = random.below(2) == 0
      let core = loops(
        [.inputChannel, .kernelRow, .kernelColumn] + (isWhole ? [.group, .outputChannel] : []),
        all: true)
      let outer = loops(LayerDimension.allCases, all: true)
      var outermost: TensorRoles = .weight
      if !keepsInput { outermost.insert(.input) }
      if !keepsOutput { outermost.insert(.output) }
      var nodes: [LayerMapping.Node] = [.memory(0, outermost)]
      if keepsInput { nodes.append(.memory(1, .input)) }
      if random.below(2) == 0 {
        nodes += outer + [.memory(1, keepsInput ? .weight : [.input, .weight])]
      } else {
        nodes += [.memory(1, keepsInput ? .weight : [.input, .weight])] + outer
      }
      nodes += [.memory(2, .output)] + core
      if columns > 1 { nodes.append(.spatial(.outputChannel, columns, .columns)) }
      if rows > 1 { nodes.append(.spatial(.inputChannel, rows, .rows)) }
      mappings.append(LayerMapping(nodes: nodes + [.memory(3, .weight)] + streamed))
    }
    let group = NetworkPlan.Group(
      layers: Array(network.layers.indices), fusedEdges: edges, sharedLoops: 0)
    return NetworkPlan(mappings: mappings, groups: edges.isEmpty ? [] : [group])
  }

  private enum Outcome: Equatable {
    case equal(kept: Int), illegal, throughDRAM(String), failed(String)
  }

  private static func check(
    _ drawn: Drawn, on machine: Accelerator, _ random: inout SplitMix64
  ) throws -> Outcome {
    var program = try PlannedProgram(drawn.text, on: machine)
    let network = program.layered.network
    #expect(network.layers.count == drawn.layers.count)
    let edges = Array(network.edges.indices)
    let planned = program.drawn { plan(network, edges, &random) }
    guard let planned else { return .illegal }
    let words = planned.plan.mappings.map { $0.parts(on: machine).joined(separator: ", ") }
      .joined(separator: "\n")
    let remarks = try program.lower(planned.plan)
    guard try program.runs() else { return .failed("results differ:\n\(words)\n\(remarks)") }
    if remarks.contains("its mapping is not followed") { return .illegal }
    if remarks.contains("goes through DRAM") { return .throughDRAM(remarks) }
    guard program.moved(where: { $0.hasPrefix("t") }).written == 0 else {
      return .failed("a tensor between the layers moves:\n\(words)\n\(remarks)")
    }
    var pairs: [(name: String, moved: Int, predicted: Double)] = []
    for (layer, cost) in planned.cost.layers.enumerated() {
      let dram = cost.memories[0]
      if !drawn.layers[layer].isDepthwise {
        // The identity comes with the first layer, which makes a tensor that stays.
        let own = program.moved("arg\(layer + 1)").read
        pairs.append(
          (
            "weights \(layer)", layer == 0 ? own + program.moved("identity").read : own,
            dram.readBits(of: .weight) / 8
          ))
      }
    }
    let first = drawn.layers.indices.filter { drawn.layers[$0].input == 0 }
    let inputs = first.reduce(0.0) {
      $0 + planned.cost.layers[$1].memories[0].readBits(of: .input) / 8
    }
    pairs.append(("input", program.moved("arg0").read, inputs))
    let last = planned.cost.layers.count - 1
    pairs.append(
      (
        "result", program.moved("result0").written,
        planned.cost.layers[last].memories[0].writtenBits(of: .output) / 8
      ))
    if let difference = firstDifference(pairs) { return .failed("\(difference):\n\(words)") }
    return .equal(kept: edges.count)
  }

  private static let seeds: Range<UInt64> = {
    #if DEBUG
      return 0..<60
    #else
      return 0..<1000
    #endif
  }()

  @Test(arguments: ["gemmini", "fadiff-small"])
  func drawnNetworks(target: String) throws {
    var equal = 0
    var kept = 0
    var reasons: [String: Int] = [:]
    var illegal = 0
    for seed in Self.seeds {
      var random = SplitMix64(seed: seed)
      let drawn = Drawn(&random)
      let machine = try #require(MachineCatalog.machine(named: target))
      do {
        switch try Self.check(drawn, on: machine, &random) {
        case .equal(let edges):
          equal += 1
          kept += edges
        case .illegal: illegal += 1
        case .throughDRAM(let remarks):
          for line in remarks.split(separator: "\n") where line.contains("goes through DRAM") {
            reasons[line.split(separator: ":").suffix(1).joined(), default: 0] += 1
          }
        case .failed(let reason):
          Issue.record("seed \(seed): \(reason)\n\(drawn.text)")
          return
        }
      } catch {
        Issue.record("seed \(seed): \(error)\n\(drawn.text)")
        return
      }
    }
    print(
      "drawn networks: \(equal) of \(Self.seeds.count) with \(kept) tensors on chip, \(illegal) illegal"
    )
    for reason in reasons.sorted(by: { $0.key < $1.key }) { print(reason) }
    #expect(equal * 4 > Self.seeds.count)
  }
}

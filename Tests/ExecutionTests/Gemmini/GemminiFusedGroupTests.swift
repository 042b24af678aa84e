import Execution
import FuseIR
import Machine
import Passes
import Testing

/// Chains of int8 and f32 products that a plan fuses: the results are exact, or those of the same mappings through DRAM, the
/// tensors between them never touch DRAM, and the DMA moves, for each other tensor, the bytes that cost model m1 predicts.
@Suite struct GemminiFusedGroupTests {
  /// A chain of products, its rows, and the columns of the input and of each result.
  private struct Chain {
    var rows: Int
    var columns: [Int]
    var hasBias: Bool
    var hasRelu: Bool
    var isRaw: Bool
    var isFloat: Bool

    init(_ random: inout SplitMix64, isFloat: Bool) {
      self.isFloat = isFloat
      let sizes = [1, 3, 8, 16, 20, 24, 32, 48, 64]
      rows = [1, 4, 6, 16, 24, 32, 48, 64, 96][random.below(9)]
      columns = (0..<[3, 3, 4, 6][random.below(4)]).map { _ in sizes[random.below(sizes.count)] }
      hasBias = random.below(4) == 0
      hasRelu = random.below(2) == 0
      isRaw = random.below(2) == 0
    }

    var layers: Int { columns.count - 1 }

    var text: String { isFloat ? floatText : integerText }

    private var floatText: String {
      var arguments = ["%x0: tensor<\(rows)x\(columns[0])xf32>"]
      var body = "  %z = arith.constant 0.0 : f32\n"
      for layer in 0..<layers {
        let (depth, width) = (columns[layer], columns[layer + 1])
        let type = "tensor<\(rows)x\(width)xf32>"
        arguments.append("%w\(layer): tensor<\(depth)x\(width)xf32>")
        let isBiased = hasBias && layer == 0
        if isBiased { arguments.append("%b: tensor<\(width)xf32>") }
        let maps =
          ["(i, j) -> (i, j)"] + (isBiased ? ["(i, j) -> (j)"] : []) + ["(i, j) -> (i, j)"]
        body += """
            %e\(layer) = tensor.empty() : \(type)
            %f\(layer) = linalg.fill ins(%z : f32) outs(%e\(layer) : \(type)) -> \(type)
            %m\(layer) = linalg.matmul ins(%x\(layer), %w\(layer) : tensor<\(rows)x\(depth)xf32>, tensor<\(depth)x\(width)xf32>)
                outs(%f\(layer) : \(type)) -> \(type)
            %x\(layer + 1) = linalg.generic {indexing_maps = [\(maps.map { "affine_map<\($0)>" }.joined(separator: ", "))],
                iterator_types = ["parallel", "parallel"]}
                ins(%m\(layer)\(isBiased ? ", %b" : "") : \(type)\(isBiased ? ", tensor<\(width)xf32>" : "")) outs(%e\(layer) : \(type)) {
            ^bb0(%s: f32, \(isBiased ? "%t: f32, " : "")%o: f32):
              \(isBiased ? "%u = arith.addf %s, %t : f32" : "")
              %k = arith.constant \(isRaw ? "1.0" : "0.5") : f32
              %p = arith.mulf \(isBiased ? "%u" : "%s"), %k : f32
              \(hasRelu ? "%r = arith.maximumf %p, %z : f32" : "")
              linalg.yield \(hasRelu ? "%r" : "%p") : f32
            } -> \(type)

          """
      }
      let type = "tensor<\(rows)x\(columns[layers])xf32>"
      return "func.func @main(\(arguments.joined(separator: ", "))) -> \(type) {\n\(body)"
        + "  return %x\(layers) : \(type)\n}\n"
    }

    private var integerText: String {
      var arguments = ["%x0: tensor<\(rows)x\(columns[0])xi8>"]
      var body = "  %z = arith.constant 0 : i32\n"
      for layer in 0..<layers {
        let (depth, width) = (columns[layer], columns[layer + 1])
        let wide = "tensor<\(rows)x\(width)xi32>"
        let narrow = "tensor<\(rows)x\(width)xi8>"
        arguments.append("%w\(layer): tensor<\(depth)x\(width)xi8>")
        let isBiased = hasBias && layer == 0
        if isBiased { arguments.append("%b: tensor<\(width)xi32>") }
        body += """
            %e\(layer) = tensor.empty() : \(wide)
            %f\(layer) = linalg.fill ins(%z : i32) outs(%e\(layer) : \(wide)) -> \(wide)
            %m\(layer) = linalg.matmul ins(%x\(layer), %w\(layer) : tensor<\(rows)x\(depth)xi8>, tensor<\(depth)x\(width)xi8>)
                outs(%f\(layer) : \(wide)) -> \(wide)

          """
        if isRaw && layer == layers - 1 {
          body += "  return %m\(layer) : \(wide)\n"
          continue
        }
        let maps =
          ["(i, j) -> (i, j)"] + (isBiased ? ["(i, j) -> (j)"] : []) + ["(i, j) -> (i, j)"]
        body += """
            %n\(layer) = tensor.empty() : \(narrow)
            %x\(layer + 1) = linalg.generic {indexing_maps = [\(maps.map { "affine_map<\($0)>" }.joined(separator: ", "))],
                iterator_types = ["parallel", "parallel"]}
                ins(%m\(layer)\(isBiased ? ", %b" : "") : \(wide)\(isBiased ? ", tensor<\(width)xi32>" : "")) outs(%n\(layer) : \(narrow)) {
            ^bb0(%s: i32, \(isBiased ? "%t: i32, " : "")%o: i8):
              \(isBiased ? "%u = arith.addi %s, %t : i32" : "")
              %g = arith.sitofp \(isBiased ? "%u" : "%s") : i32 to f32
              %k = arith.constant 0.0078125 : f32
              %p = arith.mulf %g, %k : f32
              %r = math.roundeven %p : f32
              %lo = arith.constant \(hasRelu ? "0.0" : "-128.0") : f32
              %hi = arith.constant 127.0 : f32
              %a = arith.maximumf %r, %lo : f32
              %c = arith.minimumf %a, %hi : f32
              %i = arith.fptosi %c : f32 to i8
              linalg.yield %i : i8
            } -> \(narrow)

          """
        if layer == layers - 1 { body += "  return %x\(layers) : \(narrow)\n" }
      }
      let last = isRaw ? "i32" : "i8"
      return "func.func @main(\(arguments.joined(separator: ", "))) -> "
        + "tensor<\(rows)x\(columns[layers])x\(last)> {\n\(body)}\n"
    }

    /// The buffer of the layer's weights.
    func weights(_ layer: Int) -> String { "arg\(1 + layer + (hasBias && layer > 0 ? 1 : 0))" }
  }

  private static func draw(_ of: Int, _ random: inout SplitMix64) -> Int {
    let choices = divisors(of: of)
    return choices[random.below(choices.count)]
  }

  /// A mapping of each layer, with a shared loop of the given steps around all of them.
  private static func plan(
    _ chain: Chain, steps: Int, edges: Int, _ random: inout SplitMix64
  ) -> NetworkPlan {
    var mappings: [LayerMapping] = []
    for layer in 0..<chain.layers {
      let isFirst = layer == 0
      let isLast = layer == chain.layers - 1
      var left = LayerSizes(repeating: 1)
      left[.batch] = chain.rows / steps
      left[.inputChannel] = chain.columns[layer]
      left[.outputChannel] = chain.columns[layer + 1]
      func largest(_ dimension: LayerDimension) -> Int {
        let size = divisors(of: left[dimension]).last { $0 <= 16 } ?? 1
        left[dimension] /= size
        return size
      }
      let (columns, rows) = (largest(.outputChannel), largest(.inputChannel))
      func loops(_ random: inout SplitMix64, all: Bool = false) -> [LayerMapping.Node] {
        var nodes: [LayerMapping.Node] = []
        for dimension in [LayerDimension.batch, .inputChannel, .outputChannel] {
          let count =
            all || random.below(2) == 0 ? left[dimension] : draw(left[dimension], &random)
          left[dimension] /= count
          if count > 1 {
            nodes.insert(.loop(dimension, count), at: random.below(nodes.count + 1))
          }
        }
        return nodes
      }
      let keepsWeights = steps > 1 && random.below(2) == 0
      var outermost: TensorRoles = .weight
      if isFirst { outermost.insert(.input) }
      if isLast { outermost.insert(.output) }
      var nodes: [LayerMapping.Node] = [.memory(0, outermost)]
      if keepsWeights { nodes.append(.memory(1, .weight)) }
      if steps > 1 { nodes.append(.loop(.batch, steps)) }
      if !isFirst { nodes.append(.memory(1, .input)) }
      if !isLast { nodes.append(.memory(2, .output)) }
      let core = loops(&random)
      let outer = loops(&random, all: true)
      nodes += outer
      var operands: TensorRoles = []
      if isFirst { operands.insert(.input) }
      if !keepsWeights { operands.insert(.weight) }
      if operands != [] { nodes.append(.memory(1, operands)) }
      if isLast { nodes.append(.memory(2, .output)) }
      nodes += core.filter { if case .loop(.batch, _) = $0 { false } else { true } }
      if columns > 1 { nodes.append(.spatial(.outputChannel, columns, .columns)) }
      if rows > 1 { nodes.append(.spatial(.inputChannel, rows, .rows)) }
      nodes.append(.memory(3, .weight))
      nodes += core.filter { if case .loop(.batch, _) = $0 { true } else { false } }
      mappings.append(LayerMapping(nodes: nodes))
    }
    let group = NetworkPlan.Group(
      layers: Array(0..<chain.layers), fusedEdges: Array(0..<edges),
      sharedLoops: steps > 1 ? 1 : 0)
    return NetworkPlan(mappings: mappings, groups: [group])
  }

  private enum Outcome: Equatable {
    case equal(ideal: Double, pipelined: Double, simulated: Double)
    case illegal, throughDRAM(String), failed(String)
  }

  private static func check(
    _ chain: Chain, on machine: Accelerator, _ random: inout SplitMix64
  ) throws -> Outcome {
    var program = try PlannedProgram(chain.text, on: machine, isHostile: chain.isFloat)
    let layers = program.layered.network
    #expect(layers.layers.count == chain.layers)
    #expect(layers.edges.count == chain.layers - 1)
    let drawn = program.drawn {
      plan(chain, steps: draw(chain.rows, &random), edges: layers.edges.count, &random)
    }
    guard let drawn else { return .illegal }
    let remarks = try program.lower(drawn.plan)
    let words = drawn.plan.mappings.map { $0.parts(on: machine).joined(separator: ", ") }
      .joined(separator: "\n")
    let expected =
      chain.isFloat
      ? try PlannedProgram.resultsThroughDRAM(chain.text, drawn.plan, on: machine)
      : program.expected
    guard try program.results() == expected else { return .failed("results differ:\n\(words)") }
    if remarks.contains("goes through DRAM") { return .throughDRAM(remarks) }

    func predicted(_ layer: Int, _ role: TensorRole) -> Double {
      drawn.cost.layers[layer].memories[0].readBits(of: role) / 8
    }
    guard program.moved(where: { $0.hasPrefix("t") }) == (0, 0) else {
      return .failed("a tensor between the layers moves:\n\(words)")
    }
    let last = chain.layers - 1
    var pairs = [("input", program.moved("arg0").read, predicted(0, .input))]
    for layer in 0..<chain.layers {
      let own = program.moved(chain.weights(layer)).read
      // The identity comes with the first layer.
      pairs.append(
        (
          "weights \(layer)", layer == 0 ? own + program.moved("identity").read : own,
          predicted(layer, .weight)
        ))
      if layer > 0 { pairs.append(("input \(layer)", 0, predicted(layer, .input))) }
      if layer < last {
        pairs.append(
          (
            "result \(layer)", 0,
            drawn.cost.layers[layer].memories[0].writtenBits(of: .output) / 8
          ))
      }
    }
    pairs.append(
      (
        "result", program.moved("result0").written,
        drawn.cost.layers[last].memories[0].writtenBits(of: .output) / 8
      ))
    let dimension = try GemminiConfiguration(machine).dimension
    let identity = chain.isFloat ? 0 : Double(dimension * dimension)
    pairs.append(("identity", program.moved("identity").read, identity))
    if let difference = firstDifference(pairs) { return .failed("\(difference):\n\(words)") }
    let timed = try NetworkCostModel(
      .m1, network: layers, machine: machine, options: .init(pipelineTerms: true))
    let (ideal, pipelined) = (drawn.cost.totals.cycles, try timed.totals(of: drawn.plan).cycles)
    #expect(pipelined >= ideal)
    return .equal(ideal: ideal, pipelined: pipelined, simulated: program.cycles)
  }

  private static let seeds: Range<UInt64> = {
    #if DEBUG
      return 0..<60
    #else
      return 0..<1000
    #endif
  }()

  @Test(arguments: ["gemmini", "fadiff-small", "gemmini-fp32-16"])
  func drawnChains(target: String) throws {
    var equal = 0
    // Of cycles: without the terms of the pipeline, and with them.
    var errors: [(ideal: Double, pipelined: Double)] = []
    var reasons: [String] = []
    for seed in Self.seeds {
      var random = SplitMix64(seed: seed)
      let chain = Chain(&random, isFloat: target == "gemmini-fp32-16")
      var machine = try #require(MachineCatalog.machine(named: target))
      if target == "gemmini" {
        machine.memories[1].capacityBytes = [8192, 16384][random.below(2)]
        machine.memories[2].capacityBytes = [8192, 16384][random.below(2)]
      }
      switch try Self.check(chain, on: machine, &random) {
      case .equal(let ideal, let pipelined, let simulated):
        equal += 1
        errors.append((abs(ideal / simulated - 1), abs(pipelined / simulated - 1)))
      case .illegal: break
      case .throughDRAM(let remarks):
        reasons += remarks.split(separator: "\n").filter { $0.contains("goes through DRAM") }
          .map(String.init)
      case .failed(let reason):
        Issue.record("seed \(seed): \(reason)\n\(chain.text)")
        return
      }
    }
    print("drawn chains: \(equal) on chip of \(Self.seeds.count)")
    for reason in reasons { print(reason) }
    #expect(equal * 2 > Self.seeds.count)
    func middle(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
    let (ideal, pipelined) = (middle(errors.map(\.ideal)), middle(errors.map(\.pipelined)))
    print("median error of cycles: \(ideal) without terms of the pipeline, \(pipelined) with them")
    #expect(pipelined < 0.2)
  }
}

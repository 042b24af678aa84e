import Execution
import FuseIR
import Machine
import Passes
import Testing

/// Contractions and convolutions of drawn sizes with drawn mappings: the results are exact, and the DMA moves, for each
/// tensor, the bytes that cost model m1 predicts.
@Suite struct GemminiMappingTests {
  /// A layer in text, and whether its input is the second argument.
  private struct Program {
    var text: String
    var isSwapped = false
    var isDepthwise = false
  }

  private static func small(_ scratchpad: Int, _ accumulator: Int) throws -> Accelerator {
    var machine = try #require(MachineCatalog.machine(named: "gemmini"))
    machine.memories[1].capacityBytes = scratchpad
    machine.memories[2].capacityBytes = accumulator
    return machine
  }

  /// A mapping of the layer: each dimension's extent drawn apart into loops outside of the scratchpad, inside of it and
  /// inside of the accumulator, in drawn orders.
  private static func mapping(_ layer: Layer, _ random: inout SplitMix64) -> LayerMapping {
    var remaining = layer.sizes
    func take(_ dimension: LayerDimension, _ most: Int, _ random: inout SplitMix64) -> Int {
      let choices = divisors(of: remaining[dimension]).filter { $0 <= most }
      let choice = choices[random.below(choices.count)]
      remaining[dimension] /= choice
      return choice
    }
    func largest(_ dimension: LayerDimension) -> Int {
      let choice = divisors(of: remaining[dimension]).last { $0 <= 16 } ?? 1
      remaining[dimension] /= choice
      return choice
    }
    let columns = largest(.outputChannel)
    let rows = largest(.inputChannel)
    let isDepthwise = layer.rows.extent > 1 && layer.sizes[.group] > 1
    let diagonal = isDepthwise ? largest(.group) : 1
    func loops(_ dimensions: [LayerDimension], _ random: inout SplitMix64, all: Bool = false)
      -> [LayerMapping.Node]
    {
      var nodes: [LayerMapping.Node] = []
      for dimension in dimensions {
        let count = all ? remaining[dimension] : take(dimension, 1 << 20, &random)
        if all { remaining[dimension] = 1 }
        nodes.insert(.loop(dimension, count), at: random.below(nodes.count + 1))
      }
      return nodes.filter { if case .loop(_, 1) = $0 { false } else { true } }
    }
    let all = LayerDimension.allCases
    let streamed = loops([.batch, .outputRow, .outputColumn], &random)
    let core = loops(all, &random)
    let inside = loops(all, &random)
    let outside = loops(all, &random, all: true)
    var nodes: [LayerMapping.Node] = [.memory(0, .all)] + outside
    switch random.below(4) {
    case 0:
      // The accumulator's tile is larger than what the scratchpad has of it.
      nodes += [.memory(2, .output)] + inside + [.memory(1, [.input, .weight])] + core
    case 1:
      nodes +=
        [.memory(1, random.below(2) == 0 ? .input : .weight)] + inside
      let has = nodes.contains(.memory(1, .input))
      nodes += [.memory(1, has ? .weight : .input), .memory(2, .output)] + core
    default:
      nodes += [.memory(1, [.input, .weight])] + inside + [.memory(2, .output)] + core
    }
    if columns > 1 { nodes.append(.spatial(.outputChannel, columns, .columns)) }
    if rows > 1 { nodes.append(.spatial(.inputChannel, rows, .rows)) }
    if isDepthwise { nodes.append(.spatial(.group, diagonal, .diagonal)) }
    return LayerMapping(nodes: nodes + [.memory(3, .weight)] + streamed)
  }

  private static func tensor(_ shape: [Int], _ element: String) -> String {
    "tensor<" + shape.map { "\($0)x" }.joined() + element + ">"
  }

  private static func size(_ random: inout SplitMix64, _ most: Int) -> Int {
    let choices = [1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 32, 48, 64, 96, 128].filter { $0 <= most }
    return choices[random.below(choices.count)]
  }

  /// The end of a function: its sums `%r`, or for some drawn, with rows of `columns` numbers of the argument `%c` added.
  private static func end(
    _ result: String, _ rank: Int, _ columns: Int, _ random: inout SplitMix64
  ) -> (argument: String, ops: String) {
    guard random.below(2) == 0 else { return ("", "  return %r : \(result)") }
    let row = tensor([columns], "i32")
    let letters = (0..<rank).map { "d\($0)" }
    let all = letters.joined(separator: ", ")
    let iterators = letters.map { _ in "\"parallel\"" }.joined(separator: ", ")
    return (
      ", %c: \(row)",
      """
        %y = linalg.generic {indexing_maps = [affine_map<(\(all)) -> (\(all))>,
            affine_map<(\(all)) -> (d\(rank - 1))>, affine_map<(\(all)) -> (\(all))>],
            iterator_types = [\(iterators)]} ins(%r, %c : \(result), \(row)) outs(%e : \(result)) {
        ^bb0(%p0: i32, %p1: i32, %p2: i32):
          %p3 = arith.addi %p0, %p1 : i32
          linalg.yield %p3 : i32
        } -> \(result)
        return %y : \(result)
      """
    )
  }

  /// A product of matrices, some in batches.
  private static func product(_ random: inout SplitMix64) -> Program {
    let (m, n, k) = (size(&random, 128), size(&random, 128), size(&random, 128))
    let batch = random.below(4) == 0 ? size(&random, 4) : 1
    func shape(_ sizes: [Int]) -> [Int] { batch > 1 ? [batch] + sizes : sizes }
    let transposed = random.below(4) == 0
    let (x, y, z) = (
      tensor(shape([m, k]), "i8"), tensor(shape(transposed ? [n, k] : [k, n]), "i8"),
      tensor(shape([m, n]), "i32")
    )
    let dims = batch > 1 ? "b, m, n, k" : "m, n, k"
    func map(_ letters: String) -> String {
      "affine_map<(\(dims)) -> (\(batch > 1 ? "b, " : "")\(letters))>"
    }
    let iterators =
      (batch > 1 ? "\"parallel\", " : "") + "\"parallel\", \"parallel\", \"reduction\""
    let end = end(z, shape([m, n]).count, n, &random)
    let text = """
      func.func @main(%a: \(x), %b: \(y)\(end.argument)) -> \(z) {
        %c0 = arith.constant 0 : i32
        %e = tensor.empty() : \(z)
        %f = linalg.fill ins(%c0 : i32) outs(%e : \(z)) -> \(z)
        %r = linalg.generic {indexing_maps = [\(map("m, k")), \(map(transposed ? "n, k" : "k, n")), \(map("m, n"))],
            iterator_types = [\(iterators)]} ins(%a, %b : \(x), \(y)) outs(%f : \(z)) {
        ^bb0(%p: i8, %q: i8, %o: i32):
          %u = arith.extsi %p : i8 to i32
          %v = arith.extsi %q : i8 to i32
          %w = arith.muli %u, %v : i32
          %s = arith.addi %o, %w : i32
          linalg.yield %s : i32
        } -> \(z)
      \(end.ops)
      }
      """
    // The columns are the dimension of the result that lies innermost.
    return Program(text: text, isSwapped: n == 1 && m > 1)
  }

  /// A convolution, padded or not.
  private static func convolution(_ random: inout SplitMix64) -> Program {
    let (n, c, f) = (1 + random.below(2), size(&random, 48), size(&random, 48))
    let (kh, kw) = (1 + random.below(3), 1 + random.below(3))
    let (sh, sw) = (1 + random.below(min(2, kh)), 1 + random.below(min(2, kw)))
    let (dh, dw) = (1 + random.below(2), 1 + random.below(2))
    let pad = (random.below(min(2, kh)), random.below(min(2, kw)))
    let (oh, ow) = (size(&random, 12), size(&random, 24))
    let (h, w) = (
      (oh - 1) * sh + (kh - 1) * dh + 1 - 2 * pad.0, (ow - 1) * sw + (kw - 1) * dw + 1 - 2 * pad.1
    )
    guard h > 0, w > 0 else { return product(&random) }
    let isDepthwise = random.below(3) == 0
    let image = tensor([n, h, w, c], "i8")
    let padded = tensor([n, h + 2 * pad.0, w + 2 * pad.1, c], "i8")
    let weights = tensor([kh, kw, c] + (isDepthwise ? [] : [f]), "i8")
    let shape = [n, oh, ow, isDepthwise ? c : f]
    let result = tensor(shape, "i32")
    let end = end(result, 4, shape[3], &random)
    let text = """
      func.func @main(%a: \(image), %b: \(weights)\(end.argument)) -> \(result) {
        %c0 = arith.constant 0 : i32
        %e = tensor.empty() : \(result)
        %f = linalg.fill ins(%c0 : i32) outs(%e : \(result)) -> \(result)
        %z = arith.constant 0 : i8
        %p = tensor.pad %a low[0, \(pad.0), \(pad.1), 0] high[0, \(pad.0), \(pad.1), 0] {
        ^bb0(%i: index, %j: index, %l: index, %m: index):
          tensor.yield %z : i8
        } : \(image) to \(padded)
        %r = linalg.\(isDepthwise ? "depthwise_conv_2d_nhwc_hwc" : "conv_2d_nhwc_hwcf") {
            dilations = dense<[\(dh), \(dw)]> : tensor<2xi64>, strides = dense<[\(sh), \(sw)]> : tensor<2xi64>}
            ins(%p, %b : \(padded), \(weights)) outs(%f : \(result)) -> \(result)
      \(end.ops)
      }
      """
    return Program(text: text, isDepthwise: isDepthwise)
  }

  private enum Outcome: Equatable {
    case equal, illegal, notFollowed, failed(String)
  }

  /// Draws a mapping of the program's layer until one is legal, runs it, and compares.
  private static func check(
    _ program: Program, on machine: Accelerator, _ random: inout SplitMix64
  ) throws -> Outcome {
    var planned = try PlannedProgram(program.text, on: machine)
    let layer = try #require(planned.layered.network.layers.first)
    let drawn = planned.drawn { NetworkPlan(mappings: [mapping(layer, &random)]) }
    guard let drawn else { return .illegal }
    if try planned.lower(drawn.plan).contains("its mapping is not followed") {
      return .notFollowed
    }
    let words = drawn.plan.mappings[0].parts(on: machine).joined(separator: ", ")
    guard try planned.runs() else { return .failed("results differ: \(words)") }
    let dram = drawn.cost.layers[0].memories[0]
    let sums = planned.moved { $0.hasPrefix("sums") }
    // The matrices of a depthwise convolution are made by the host, in a buffer of their own.
    let weights =
      program.isSwapped
      ? planned.moved("arg0")
      : program.isDepthwise ? planned.moved { $0.hasPrefix("t") } : planned.moved("arg1")
    let pairs = [
      (
        "input", planned.moved(program.isSwapped ? "arg1" : "arg0").read,
        dram.readBits(of: .input) / 8
      ),
      ("weight", weights.read, dram.readBits(of: .weight) / 8),
      (
        "sums and addends in", sums.read + planned.moved("arg2").read,
        dram.readBits(of: .output) / 8
      ),
      (
        "result and sums out", planned.moved("result0").written + sums.written,
        dram.writtenBits(of: .output) / 8
      ),
    ]
    if let difference = firstDifference(pairs) { return .failed("\(difference): \(words)") }
    return .equal
  }

  private static let seeds: Range<UInt64> = {
    #if DEBUG
      return 0..<40
    #else
      return 0..<600
    #endif
  }()

  private static func checkAll(_ draw: (inout SplitMix64) -> Program) throws {
    var equal = 0
    var notFollowed = 0
    for seed in seeds {
      var random = SplitMix64(seed: seed)
      let program = draw(&random)
      let machine = try small(
        [2048, 4096, 16384][random.below(3)], [4096, 8192][random.below(2)])
      do {
        switch try check(program, on: machine, &random) {
        case .equal: equal += 1
        case .illegal: break
        case .notFollowed: notFollowed += 1
        case .failed(let reason):
          Issue.record("seed \(seed): \(reason)\n\(program.text)")
          return
        }
      } catch {
        Issue.record("seed \(seed): \(error)\n\(program.text)")
        return
      }
    }
    print("drawn mappings: \(equal) equal, \(notFollowed) not followed, of \(seeds.count)")
    #expect(equal * 2 > seeds.count)
  }

  @Test func drawnProducts() throws { try Self.checkAll(Self.product) }

  @Test func drawnConvolutions() throws { try Self.checkAll(Self.convolution) }
}

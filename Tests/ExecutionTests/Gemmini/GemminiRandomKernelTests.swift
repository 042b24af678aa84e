import Execution
import FuseIR
import Machine
import Testing

/// Contractions and convolutions of drawn sizes, with drawn work after them, on drawn machines: every result is exact.
@Suite struct GemminiRandomKernelTests {
  /// A kernel in text, its result type, and what comes after it.
  private struct Generator {
    var random: SplitMix64
    var arguments: [String] = []
    var body: [String] = []

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func below(_ bound: Int) -> Int { random.below(bound) }
    mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }
    /// A size, small most of the time.
    mutating func size(_ most: Int = 70) -> Int {
      pick([1, 2, 3, 4, 5, 8, 15, 16, 17, 1 + below(40), 1 + below(most)])
    }

    mutating func argument(_ type: String) -> String {
      arguments.append("%a\(arguments.count): \(type)")
      return "%a\(arguments.count - 1)"
    }
  }

  private static func tensor(_ shape: [Int], _ element: String) -> String {
    "tensor<" + shape.map { "\($0)x" }.joined() + element + ">"
  }

  private static func zeros(_ shape: [Int], _ element: String, _ name: String) -> [String] {
    let type = tensor(shape, element)
    let zero = element == "f32" ? "0.0" : "0"
    return [
      "%z\(name) = arith.constant \(zero) : \(element)",
      "%e\(name) = tensor.empty() : \(type)",
      "%f\(name) = linalg.fill ins(%z\(name) : \(element)) outs(%e\(name) : \(type)) -> \(type)",
    ]
  }

  /// A contraction of drawn form and sizes; its result is `%k`.
  private static func contraction(_ generator: inout Generator, _ input: String) -> [Int] {
    let sum = input == "f32" ? "f32" : "i32"
    let (a, b, c) = generator.pick([
      ("mk", "kn", "mn"), ("mk", "nk", "mn"), ("km", "kn", "mn"), ("mk", "kn", "nm"),
      ("km", "nk", "mn"), ("bmk", "bkn", "bmn"), ("mbk", "nbk", "bmn"), ("bmk", "bnk", "mbn"),
      ("mjk", "jkn", "mn"), ("bhmk", "bhnk", "bmhn"), ("mk", "k", "m"), ("bmk", "kn", "bmn"),
      ("mkb", "bkn", "bmn"), ("pqk", "kn", "pqn"), ("pkq", "kn", "qpn"),
    ])
    var sizes: [Character: Int] = [:]
    for letter in "mnkbhjpq" {
      sizes[letter] = "bhjpq".contains(letter) ? generator.size(6) % 7 + 1 : generator.size()
    }
    let dims = Array(Set(a + b + c)).sorted()
    func shape(_ letters: String) -> [Int] { letters.map { sizes[$0] ?? 1 } }
    func map(_ letters: String) -> String {
      "affine_map<(\(dims.map(String.init).joined(separator: ", "))) -> (\(letters.map(String.init).joined(separator: ", ")))>"
    }
    let iterators = dims.map { c.contains($0) ? "\"parallel\"" : "\"reduction\"" }
      .joined(separator: ", ")
    let (x, y) = (
      generator.argument(tensor(shape(a), input)), generator.argument(tensor(shape(b), input))
    )
    let result = tensor(shape(c), sum)
    let product =
      input == "f32"
      ? ["%p = arith.mulf %x, %y : f32", "%s = arith.addf %o, %p : f32"]
      : [
        "%u = arith.extsi %x : i8 to i32", "%v = arith.extsi %y : i8 to i32",
        "%p = arith.muli %u, %v : i32", "%s = arith.addi %o, %p : i32",
      ]
    generator.body += zeros(shape(c), sum, "k")
    generator.body += [
      "%k = linalg.generic {indexing_maps = [\(map(a)), \(map(b)), \(map(c))], iterator_types = [\(iterators)]}"
        + " ins(\(x), \(y) : \(tensor(shape(a), input)), \(tensor(shape(b), input))) outs(%fk : \(result)) {",
      "^bb0(%x: \(input), %y: \(input), %o: \(sum)):",
    ]
    generator.body += product + ["linalg.yield %s : \(sum)", "} -> \(result)"]
    return shape(c)
  }

  /// A convolution of drawn sizes, padded or not; its result is `%k`.
  private static func convolution(_ generator: inout Generator, _ input: String) -> [Int] {
    let sum = input == "f32" ? "f32" : "i32"
    let isDepthwise = generator.below(4) == 0
    let (n, c, f) = (1 + generator.below(2), generator.size(40), generator.size(40))
    let (kh, kw) = (1 + generator.below(4), 1 + generator.below(4))
    let (sh, sw) = (1 + generator.below(3), 1 + generator.below(3))
    let (dh, dw) = (1 + generator.below(2), 1 + generator.below(2))
    let low = (generator.below(3), generator.below(3))
    let high = (generator.below(3), generator.below(3))
    let (h, w) = (
      max(1, (kh - 1) * dh + 1 + generator.size(12) - low.0 - high.0),
      max(1, (kw - 1) * dw + 1 + generator.size(40) - low.1 - high.1)
    )
    let (ph, pw) = (h + low.0 + high.0, w + low.1 + high.1)
    guard ph > (kh - 1) * dh, pw > (kw - 1) * dw else { return contraction(&generator, input) }
    let (oh, ow) = ((ph - (kh - 1) * dh - 1) / sh + 1, (pw - (kw - 1) * dw - 1) / sw + 1)
    let image = tensor([n, h, w, c], input)
    let padded = tensor([n, ph, pw, c], input)
    let weights = tensor(isDepthwise ? [kh, kw, c] : [kh, kw, c, f], input)
    let shape = [n, oh, ow, isDepthwise ? c : f]
    let (x, y) = (generator.argument(image), generator.argument(weights))
    generator.body += zeros(shape, sum, "k")
    generator.body += [
      "%zi = arith.constant \(input == "f32" ? "0.0" : "0") : \(input)",
      "%pad = tensor.pad \(x) low[0, \(low.0), \(low.1), 0] high[0, \(high.0), \(high.1), 0] {",
      "^bb0(%i: index, %j: index, %l: index, %m: index):",
      "tensor.yield %zi : \(input)", "} : \(image) to \(padded)",
      "%k = linalg.\(isDepthwise ? "depthwise_conv_2d_nhwc_hwc" : "conv_2d_nhwc_hwcf")"
        + " {dilations = dense<[\(dh), \(dw)]> : tensor<2xi64>, strides = dense<[\(sh), \(sw)]> : tensor<2xi64>}"
        + " ins(%pad, \(y) : \(padded), \(weights))"
        + " outs(%fk : \(tensor(shape, sum))) -> \(tensor(shape, sum))",
    ]
    return shape
  }

  /// Up to three elementwise ops after `%k`: additions of rows and whole tensors, ReLU, a power of two; the last result.
  private static func epilogue(
    _ generator: inout Generator, _ shape: [Int], _ sum: String
  ) -> String {
    var value = "%k"
    let type = tensor(shape, sum)
    let dims = shape.indices.map { "d\($0)" }
    let identity =
      "affine_map<(\(dims.joined(separator: ", "))) -> (\(dims.joined(separator: ", ")))>"
    let last = "affine_map<(\(dims.joined(separator: ", "))) -> (\(dims.last ?? ""))>"
    let iterators = dims.map { _ in "\"parallel\"" }.joined(separator: ", ")
    for index in 0..<generator.below(4) {
      let kind = generator.below(sum == "f32" ? 5 : 3)
      var inputs = value
      var types = type
      var maps = identity
      var arguments = "%x: \(sum)"
      let op: String
      switch kind {
      case 0, 1:
        let operand = kind == 0 ? [shape.last ?? 1] : shape
        let extra = generator.argument(tensor(operand, sum))
        inputs += ", \(extra)"
        types += ", \(tensor(operand, sum))"
        maps += ", \(kind == 0 ? last : identity)"
        arguments += ", %y: \(sum)"
        op = "%r = arith.add\(sum == "f32" ? "f" : "i") %x, %y : \(sum)"
      case 2 where sum == "i32":
        let extra = generator.argument(tensor(shape, "i8"))
        inputs += ", \(extra)"
        types += ", \(tensor(shape, "i8"))"
        maps += ", \(identity)"
        arguments += ", %y: i8"
        op = "%w = arith.extsi %y : i8 to i32\n%r = arith.addi %x, %w : i32"
      case 2, 3:
        op = "%q = arith.constant 0.0 : f32\n%r = arith.maximumf %x, %q : f32"
      default:
        op = "%q = arith.constant 0.5 : f32\n%r = arith.mulf %x, %q : f32"
      }
      generator.body += [
        "%v\(index) = linalg.generic {indexing_maps = [\(maps), \(identity)], iterator_types = [\(iterators)]}"
          + " ins(\(inputs) : \(types)) outs(%ek : \(type)) {",
        "^bb0(\(arguments), %o: \(sum)):", op, "linalg.yield %r : \(sum)", "} -> \(type)",
      ]
      value = "%v\(index)"
    }
    return value
  }

  static func program(seed: UInt64) -> (text: String, target: String) {
    var generator = Generator(seed: seed)
    let isFloat = generator.below(2) == 0
    let input = isFloat ? "f32" : "i8"
    let sum = isFloat ? "f32" : "i32"
    let isConvolution = generator.below(3) == 0
    let shape =
      isConvolution ? convolution(&generator, input) : contraction(&generator, input)
    let value = shape.isEmpty ? "%k" : epilogue(&generator, shape, sum)
    let target = generator.pick(
      isFloat ? ["gemmini-fp32", "gemmini-fp32-16"] : ["gemmini", "fadiff-small", "fadiff-large"])
    let type = tensor(shape, sum)
    let text = """
      func.func @main(\(generator.arguments.joined(separator: ", "))) -> \(type) {
      \(generator.body.joined(separator: "\n"))
      return \(value) : \(type)
      }
      """
    return (text, target)
  }

  static let seeds: Range<UInt64> = {
    #if DEBUG
      return 0..<60
    #else
      return 0..<1000
    #endif
  }()

  @Test func drawnKernels() throws {
    for seed in Self.seeds {
      let (text, target) = Self.program(seed: seed)
      let run: GemminiLoweringTests.Run
      do {
        run = try GemminiLoweringTests.run(text, on: target)
      } catch {
        Issue.record("seed \(seed) on \(target): \(error)\n\(text)")
        return
      }
      for (result, expected) in zip(run.results, run.expected) where result != expected {
        Issue.record("seed \(seed) on \(target): results differ\n\(text)")
        return
      }
    }
  }
}

import FuseIR

/// A generator of valid random tensor programs, for tests that run a program before and after a change.
///
/// A program has 5 to 60 StableHLO ops of mixed kinds with static shapes of at most 64 elements: elementwise ops, data
/// movement, reductions, contractions, branches, loops and calls, on several element types, with constants, repeated
/// ops and dead ops among them. The same seed gives the same program.
struct RandomProgram {
  /// The program, in MLIR's generic form.
  let text: String
  /// The number of inputs of `@main`.
  let inputCount: Int

  /// The program of a seed.
  init(seed: UInt64) {
    var generator = ProgramGenerator(seed: seed)
    text = generator.program()
    inputCount = generator.inputCount
  }

  /// Inputs for the program: small numbers, drawn from the seed.
  static func inputs(seed: UInt64, for types: [(shape: [Int], element: ElementType)]) -> [Tensor] {
    var random = SplitMix64(seed: seed &* 31 &+ 7)
    return types.compactMap { shape, element in
      let count = shape.reduce(1, *)
      switch element {
      case .float(let format):
        let values = (0..<count).map { _ in Double(Int64(random.below(800))) / 100 - 4 }
        return Tensor(values, shape: shape, format)
      case .integer, .index:
        let values = (0..<count).map { _ in Int64(random.below(21)) - 10 }
        return Tensor(values, shape: shape, element)
      case .complex: return nil
      }
    }
  }
}

/// The generator SplitMix64 by Steele, Lea and Flood.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }
}

struct ProgramValue {
  let name: String
  let shape: [Int]
  let element: String

  var type: String { ProgramValue.type(shape, element) }
  var count: Int { shape.reduce(1, *) }
  var isFloat: Bool { element.hasPrefix("f") || element.hasPrefix("bf") }
  var isBool: Bool { element == "i1" }

  static func type(_ shape: [Int], _ element: String) -> String {
    "tensor<" + shape.map { "\($0)x" }.joined() + element + ">"
  }
}

struct ProgramGenerator {
  private(set) var inputCount = 0
  var random: SplitMix64
  var values: [ProgramValue] = []
  var lines: [String] = []
  var nextName = 0
  var opsLeft = 0
  var depth = 0
  var helpers: [String] = []

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func program() -> String {
    opsLeft = 5 + random.below(56)
    inputCount = 1 + random.below(3)
    for index in 0..<inputCount {
      let element = pick(["f32", "f32", "f32", "i32", "f64", "bf16", "i8"])
      values.append(ProgramValue(name: "%arg\(index)", shape: shape(), element: element))
    }
    let arguments = values
    while opsLeft > 0 { emitOp() }
    let count = 1 + random.below(3)
    var results = [values[values.count - 1]]
    for _ in 1..<max(count, 2) { results.append(pick(values)) }
    let signature =
      "(" + arguments.map(\.type).joined(separator: ", ") + ") -> ("
      + results.map(\.type).joined(separator: ", ") + ")"
    var text = "\"builtin.module\"() ({\n"
    text += "  \"func.func\"() <{function_type = \(signature), sym_name = \"main\"}> ({\n"
    text += "  ^bb0(" + arguments.map { "\($0.name): \($0.type)" }.joined(separator: ", ") + "):\n"
    text += lines.map { "    \($0)\n" }.joined()
    text += "    \"func.return\"(" + results.map(\.name).joined(separator: ", ") + ") : ("
    text += results.map(\.type).joined(separator: ", ") + ") -> ()\n  }) : () -> ()\n"
    text += helpers.joined()
    return text + "}) : () -> ()\n"
  }

  // MARK: Choices

  mutating func pick<T>(_ choices: [T]) -> T { choices[random.below(choices.count)] }

  mutating func shape() -> [Int] {
    var shape: [Int] = []
    var count = 1
    for _ in 0..<random.below(4) {
      let size = pick([1, 2, 3, 4, 5])
      if count * size <= 60 {
        shape.append(size)
        count *= size
      }
    }
    return shape
  }

  /// A value that satisfies the condition, or nil; recent ones are preferred.
  mutating func value(where condition: (ProgramValue) -> Bool) -> ProgramValue? {
    let matching = values.filter(condition)
    guard !matching.isEmpty else { return nil }
    return random.below(2) == 0 ? pick(Array(matching.suffix(4))) : pick(matching)
  }

  /// A value of the type: one that exists, or a new constant.
  mutating func operand(_ shape: [Int], _ element: String) -> ProgramValue {
    if random.below(4) > 0, let known = value(where: { $0.shape == shape && $0.element == element })
    {
      return known
    }
    return constant(shape, element)
  }

  // MARK: Emission

  @discardableResult
  mutating func emit(
    _ op: String, _ operands: [ProgramValue], _ properties: String, _ shape: [Int],
    _ element: String, regions: [String] = [], isListed: Bool = true
  ) -> ProgramValue {
    opsLeft -= 1
    let result = ProgramValue(name: "%v\(nextName)", shape: shape, element: element)
    nextName += 1
    var line = "\(result.name) = \"\(op)\"(" + operands.map(\.name).joined(separator: ", ") + ")"
    if !properties.isEmpty { line += " <{\(properties)}>" }
    if !regions.isEmpty { line += " (" + regions.joined(separator: ", ") + ")" }
    line += " : (" + operands.map(\.type).joined(separator: ", ") + ") -> \(result.type)"
    lines.append(line)
    // What is not listed is used by one op only, which knows what to do with it.
    if isListed { values.append(result) }
    return result
  }

  mutating func literal(_ element: String) -> String {
    switch element {
    case "i1": pick(["true", "false"])
    case "i8", "i32": String(random.below(13) - 6)
    default: pick(["0.0", "1.0", "-1.0", "0.5", "2.0", "-0.0", "3.25", "-1.75", "10.0"])
    }
  }

  mutating func constant(_ shape: [Int], _ element: String) -> ProgramValue {
    let type = ProgramValue.type(shape, element)
    func nested(_ rest: ArraySlice<Int>, _ generator: inout ProgramGenerator) -> String {
      guard let size = rest.first else { return generator.literal(element) }
      let parts = (0..<size).map { _ in nested(rest.dropFirst(), &generator) }
      return "[" + parts.joined(separator: ", ") + "]"
    }
    let isSplat = random.below(3) > 0
    let body = isSplat ? literal(element) : nested(shape[...], &self)
    return emit("stablehlo.constant", [], "value = dense<\(body)> : \(type)", shape, element)
  }

  func list(_ values: [Int]) -> String {
    values.isEmpty
      ? "array<i64>" : "array<i64: " + values.map(String.init).joined(separator: ", ") + ">"
  }

  mutating func emitOp() {
    switch random.below(34) {
    case 26...33: emitStructured()
    case 0: _ = constant(shape(), pick(["f32", "f32", "i32", "i1", "i8", "f64"]))
    case 1...4: emitUnary()
    case 5...9: emitBinary()
    case 10: emitCompareAndSelect()
    case 11: emitConvert()
    case 12, 13: emitBroadcast()
    case 14: emitReshape()
    case 15: emitTranspose()
    case 16: emitSlice()
    case 17: emitConcatenate()
    case 18: emitPad()
    case 19, 20: emitReduce()
    case 21: emitDot()
    case 22: emitDynamicSlice()
    case 23: emitIota()
    case 24: depth == 0 ? emitBranchOrLoop() : emitUnary()
    default: depth == 0 ? emitCall() : emitBinary()
    }
  }

  mutating func emitUnary() {
    guard let x = value(where: { _ in true }) else { return }
    let op: String
    if x.isFloat {
      op = pick([
        "negate", "abs", "tanh", "exponential", "sqrt", "logistic", "floor", "ceil", "sign",
        "sine", "cosine", "rsqrt",
      ])
    } else {
      op = x.isBool ? "not" : pick(["negate", "abs", "not", "popcnt", "sign"])
    }
    emit("stablehlo.\(op)", [x], "", x.shape, x.element)
  }

  mutating func emitBinary() {
    guard let x = value(where: { _ in true }) else { return }
    let y = operand(x.shape, x.element)
    let op: String
    if x.isFloat {
      op = pick(["add", "subtract", "multiply", "divide", "maximum", "minimum"])
    } else if x.isBool {
      op = pick(["and", "or", "xor"])
    } else {
      op = pick(["add", "subtract", "multiply", "maximum", "minimum", "and", "or", "xor"])
    }
    let operands = random.below(2) == 0 ? [x, y] : [y, x]
    emit("stablehlo.\(op)", operands, "", x.shape, x.element)
    // The same again, for common subexpressions.
    if random.below(5) == 0 { emit("stablehlo.\(op)", operands, "", x.shape, x.element) }
  }

  mutating func emitCompareAndSelect() {
    guard let x = value(where: { !$0.isBool }) else { return }
    let y = operand(x.shape, x.element)
    let direction = pick(["EQ", "NE", "LT", "LE", "GT", "GE"])
    let kind = x.isFloat ? "FLOAT" : "SIGNED"
    let predicate = emit(
      "stablehlo.compare", [x, y],
      "comparison_direction = #stablehlo<comparison_direction \(direction)>, "
        + "compare_type = #stablehlo<comparison_type \(kind)>", x.shape, "i1")
    let z = operand(x.shape, x.element)
    emit("stablehlo.select", [predicate, x, z], "", x.shape, x.element)
    if random.below(2) == 0 {
      let low = operand([], x.element)
      let high = operand([], x.element)
      emit("stablehlo.clamp", [low, z, high], "", x.shape, x.element)
    }
  }

  mutating func emitConvert() {
    guard let x = value(where: { _ in true }) else { return }
    // A float out of an integer's range has no value to agree on: integers come from integers only.
    let targets = x.isFloat ? ["f32", "f64", "bf16"] : ["f32", "f64", "i32", "i8", "i1"]
    emit("stablehlo.convert", [x], "", x.shape, pick(targets))
  }

  mutating func emitBroadcast() {
    guard let x = value(where: { $0.shape.count < 3 }) else { return }
    var shape: [Int] = []
    var dimensions: [Int] = []
    var count = max(x.count, 1)
    for size in x.shape {
      if random.below(2) == 0, count * 3 <= 60 {
        shape.append(pick([1, 2, 3]))
        count *= shape[shape.count - 1]
      }
      dimensions.append(shape.count)
      let grows = size == 1 && count * 4 <= 60 && random.below(2) == 0
      shape.append(grows ? 4 : size)
      if grows { count *= 4 }
    }
    if count * 2 <= 60, random.below(2) == 0 { shape.append(2) }
    emit(
      "stablehlo.broadcast_in_dim", [x], "broadcast_dimensions = \(list(dimensions))", shape,
      x.element)
  }

  mutating func emitReshape() {
    guard let x = value(where: { _ in true }) else { return }
    var rest = x.count
    var shape: [Int] = []
    for divisor in [2, 3, 4, 5] where random.below(2) == 0 && rest % divisor == 0 && rest > 0 {
      shape.append(divisor)
      rest /= divisor
    }
    shape.append(rest)
    if random.below(3) == 0 { shape.insert(1, at: random.below(shape.count + 1)) }
    emit("stablehlo.reshape", [x], "", shape, x.element)
  }

  mutating func emitTranspose() {
    guard let x = value(where: { $0.shape.count > 1 }) else { return emitUnary() }
    var permutation = Array(x.shape.indices)
    for index in permutation.indices {
      permutation.swapAt(index, index + random.below(permutation.count - index))
    }
    emit(
      "stablehlo.transpose", [x], "permutation = \(list(permutation))",
      permutation.map { x.shape[$0] }, x.element)
  }

  mutating func emitSlice() {
    guard let x = value(where: { !$0.shape.isEmpty && $0.count > 0 }) else { return emitUnary() }
    if random.below(4) == 0 {
      let dimensions = x.shape.indices.filter { _ in random.below(2) == 0 }
      emit("stablehlo.reverse", [x], "dimensions = \(list(dimensions))", x.shape, x.element)
      return
    }
    var starts: [Int] = []
    var limits: [Int] = []
    var strides: [Int] = []
    for size in x.shape {
      let start = random.below(size)
      starts.append(start)
      limits.append(start + 1 + random.below(size - start))
      strides.append(1 + random.below(2))
    }
    let shape = x.shape.indices.map { (limits[$0] - starts[$0] + strides[$0] - 1) / strides[$0] }
    emit(
      "stablehlo.slice", [x],
      "limit_indices = \(list(limits)), start_indices = \(list(starts)), strides = \(list(strides))",
      shape, x.element)
  }

  mutating func emitConcatenate() {
    guard let x = value(where: { !$0.shape.isEmpty && $0.count <= 30 }) else {
      return emitBinary()
    }
    let dimension = random.below(x.shape.count)
    let y = operand(x.shape, x.element)
    var shape = x.shape
    shape[dimension] *= 2
    emit("stablehlo.concatenate", [x, y], "dimension = \(dimension) : i64", shape, x.element)
  }

  mutating func emitPad() {
    guard let x = value(where: { !$0.shape.isEmpty && $0.count <= 12 }) else { return emitUnary() }
    let low = x.shape.map { _ in random.below(2) }
    let high = x.shape.map { _ in random.below(2) }
    let interior = x.shape.map { _ in random.below(4) == 0 ? 1 : 0 }
    let shape = x.shape.indices.map {
      x.shape[$0] + low[$0] + high[$0] + max(x.shape[$0] - 1, 0) * interior[$0]
    }
    let filler = operand([], x.element)
    emit(
      "stablehlo.pad", [x, filler],
      "edge_padding_high = \(list(high)), edge_padding_low = \(list(low)), "
        + "interior_padding = \(list(interior))", shape, x.element)
  }

  mutating func emitReduce() {
    guard let x = value(where: { !$0.shape.isEmpty && !$0.isBool }) else { return emitUnary() }
    let dimensions = x.shape.indices.filter { _ in random.below(2) == 0 }
    guard !dimensions.isEmpty else { return emitUnary() }
    let op = pick(["add", "maximum", "minimum"])
    let initial = emit(
      "stablehlo.constant", [],
      "value = dense<\(x.isFloat ? "0.0" : "0")> : \(ProgramValue.type([], x.element))", [],
      x.element)
    let scalar = ProgramValue.type([], x.element)
    let region =
      "{ ^bb0(%a: \(scalar), %b: \(scalar)): %c = \"stablehlo.\(op)\"(%a, %b) : (\(scalar), "
      + "\(scalar)) -> \(scalar) \"stablehlo.return\"(%c) : (\(scalar)) -> () }"
    emit(
      "stablehlo.reduce", [x, initial], "dimensions = \(list(dimensions))",
      x.shape.indices.filter { !dimensions.contains($0) }.map { x.shape[$0] }, x.element,
      regions: [region])
  }

  mutating func emitDot() {
    guard
      let x = value(where: { !$0.shape.isEmpty && ($0.element == "f32" || $0.element == "i32") })
    else { return emitUnary() }
    let contracted = x.shape[x.shape.count - 1]
    let y = operand([contracted, pick([1, 2, 3])], x.element)
    let numbers =
      "dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [\(x.shape.count - 1)], "
      + "rhs_contracting_dimensions = [0]>"
    emit(
      "stablehlo.dot_general", [x, y], numbers, Array(x.shape.dropLast()) + [y.shape[1]], x.element)
  }

  mutating func emitDynamicSlice() {
    guard let x = value(where: { !$0.shape.isEmpty }) else { return emitUnary() }
    let starts = x.shape.map { _ in operand([], "i32") }
    let sizes = x.shape.map { 1 + random.below($0) }
    let slice = emit(
      "stablehlo.dynamic_slice", [x] + starts, "slice_sizes = \(list(sizes))", sizes, x.element)
    if random.below(2) == 0 {
      emit("stablehlo.dynamic_update_slice", [x, slice] + starts, "", x.shape, x.element)
    }
  }

  mutating func emitIota() {
    var shape = shape()
    if shape.isEmpty { shape = [4] }
    let dimension = random.below(shape.count)
    emit(
      "stablehlo.iota", [], "iota_dimension = \(dimension) : i64", shape, pick(["f32", "i32"]))
  }

  /// A function of one value that the program calls.
  mutating func emitCall() {
    guard let x = value(where: { $0.isFloat }) else { return emitBinary() }
    let name = "helper\(helpers.count)"
    let op = pick(["negate", "abs", "floor"])
    helpers.append(
      "  \"func.func\"() <{function_type = (\(x.type)) -> \(x.type), sym_name = \"\(name)\", "
        + "sym_visibility = \"private\"}> ({\n  ^bb0(%x: \(x.type)):\n    %y = \"stablehlo.\(op)\""
        + "(%x) : (\(x.type)) -> \(x.type)\n    \"func.return\"(%y) : (\(x.type)) -> ()\n  }) "
        + ": () -> ()\n")
    emit("func.call", [x], "callee = @\(name)", x.shape, x.element)
    if random.below(2) == 0 { emit("func.call", [x], "callee = @\(name)", x.shape, x.element) }
  }

  mutating func emitBranchOrLoop() {
    guard let x = value(where: { $0.isFloat }) else { return emitBinary() }
    random.below(2) == 0 ? emitBranch(x) : emitLoop(x)
  }

  mutating func emitBranch(_ x: ProgramValue) {
    let predicate = operand([], "i1")
    let regions = ["negate", "abs"].map { op in
      "{ %t = \"stablehlo.\(op)\"(\(x.name)) : (\(x.type)) -> \(x.type) "
        + "\"stablehlo.return\"(%t) : (\(x.type)) -> () }"
    }
    emit("stablehlo.if", [predicate], "", x.shape, x.element, regions: regions)
  }

  /// A loop of a few turns that halves a value and hands another one through.
  mutating func emitLoop(_ x: ProgramValue) {
    opsLeft -= 4
    let turns = random.below(4)
    let y = operand(x.shape, x.element)
    let zero = constant([], "i32")
    let index = "tensor<i32>"
    let result = "%v\(nextName)"
    nextName += 1
    let arguments = "%i: \(index), %s: \(x.type), %k: \(x.type)"
    lines.append(
      "\(result):3 = \"stablehlo.while\"(\(zero.name), \(x.name), \(y.name)) ({ ^bb0(\(arguments)): "
        + "%n = \"stablehlo.constant\"() <{value = dense<\(turns)> : \(index)}> : () -> \(index) "
        + "%c = \"stablehlo.compare\"(%i, %n) <{comparison_direction = "
        + "#stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type SIGNED>}> "
        + ": (\(index), \(index)) -> tensor<i1> \"stablehlo.return\"(%c) : (tensor<i1>) -> () }, "
        + "{ ^bb0(\(arguments)): %o = \"stablehlo.constant\"() <{value = dense<1> : \(index)}> "
        + ": () -> \(index) %j = \"stablehlo.add\"(%i, %o) : (\(index), \(index)) -> \(index) "
        + "%t = \"stablehlo.subtract\"(%s, %k) : (\(x.type), \(x.type)) -> \(x.type) "
        + "\"stablehlo.return\"(%j, %t, %k) : (\(index), \(x.type), \(x.type)) -> () }) "
        + ": (\(index), \(x.type), \(x.type)) -> (\(index), \(x.type), \(x.type))")
    values.append(ProgramValue(name: "\(result)#0", shape: [], element: "i32"))
    values.append(ProgramValue(name: "\(result)#1", shape: x.shape, element: x.element))
    values.append(ProgramValue(name: "\(result)#2", shape: x.shape, element: x.element))
  }
}

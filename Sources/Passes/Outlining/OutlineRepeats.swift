import FuseIR

/// Turns stretches of ops that occur several times in the bodies of functions into one private function, which is called.
///
/// A 12-layer encoder becomes twelve calls of one layer, and is then compiled once. Two stretches are equal if their ops are,
/// one by one, up to operands from outside: same kinds, attributes, types and regions, and the same dataflow between them.
/// Operands from outside become arguments; a constant that is the same everywhere goes into the function, one that differs
/// becomes an argument, as does what is computed from the function's own arguments once and used all over it (a mask).
/// What is used after a stretch is a result. Stretches that save most ops are taken first; of those
/// that save equally much, one with few results. The functions may call each other, since the pass looks again at what is
/// left. `inline` is the inverse.
///
/// ```
/// %1 = stablehlo.dot %0, %w0 : ...        %1 = call @repeat_0(%0, %w0) : ...
/// %2 = stablehlo.tanh %1 : ...       →    %2 = call @repeat_0(%1, %w1) : ...
/// %3 = stablehlo.dot %2, %w1 : ...
/// %4 = stablehlo.tanh %3 : ...
/// ```
public struct OutlineRepeats: ModulePass {
  /// `outline-repeats`.
  public static let name = "outline-repeats"
  /// What the pass does.
  public static let summary = "Turns repeated stretches of ops into calls of one function."
  /// The options.
  public static var options: [PassOption<OutlineRepeats>] {
    [
      PassOption("min-ops", \.minOps, "The least number of ops of a stretch."),
      PassOption("rounds", \.rounds, "How often to look again at what is left."),
    ]
  }

  /// The least number of ops of a stretch.
  public var minOps = 8
  /// How often to look again at what is left.
  public var rounds = 4

  /// How many stretches that save equally much are compared, if that looks at no more ops than the second number.
  private static let comparisonLimit = 256
  private static let comparedOpLimit = 500_000
  /// How many ops a round looks at, for each op that there is.
  private static let looksPerOp = 100

  private var nextName = 0

  /// The pass with default options.
  public init() {}

  /// Runs on all functions of the program.
  public mutating func run(
    on module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    var functions = 0
    for _ in 0..<max(rounds, 0) {
      let made = outline(&module, &context)
      functions += made
      if made == 0 { break }
    }
    context.count("functions made", by: functions)
    return functions > 0 ? .changed : .unchanged
  }

  /// One round over the whole program; the number of functions made.
  private mutating func outline(_ module: inout Module, _ context: inout PassContext) -> Int {
    var tokens = OpTokens()
    var floating = FloatingOps(module)
    var ops: [OpID] = []
    var numbers: [Int32] = []
    for function in module.functions {
      guard let body = module.body(of: function), module.nextBlock(after: body) == nil else {
        continue
      }
      floating.enter(body, in: module)
      for op in module.ops(of: body) where !floating[op] {
        ops.append(op)
        numbers.append(tokens.token(of: op, in: module))
      }
    }
    let repeats = RepeatFinder(numbers).repeats(minimum: max(minOps, 2))
    var isTaken = [Bool](repeating: false, count: ops.count)
    var made = 0
    var index = 0
    var looks = 0
    while index < repeats.count, looks < Self.looksPerOp * ops.count {
      // Stretches that overlap often save equally much: the one with the fewest results is the natural block.
      var end = index + 1
      var compared = repeats[index].length * repeats[index].starts.count
      while end < repeats.count, end - index < Self.comparisonLimit,
        compared < Self.comparedOpLimit, repeats[end].savings == repeats[index].savings
      {
        compared += repeats[end].length * repeats[end].starts.count
        end += 1
      }
      var candidates: [OutlinedStretch] = []
      for candidate in repeats[index..<end] {
        let starts = candidate.starts.filter { start in
          !isTaken[start] && !isTaken[start + candidate.length - 1]
            && !isTaken[start..<(start + candidate.length)].contains(true)
        }
        guard starts.count > 1 else { continue }
        looks += starts.count * candidate.length
        let stretches = starts.map { Array(ops[$0..<($0 + candidate.length)]) }
        for stretch in OutlinedStretch.stretches(stretches, starts: starts, in: module) {
          candidates.append(stretch)
        }
      }
      index = end
      let order = candidates.indices.sorted { a, b in
        let (x, y) = (candidates[a], candidates[b])
        return (y.savings, x.resultSlots.count, x.argumentSlots.count, x.starts[0])
          < (x.savings, y.resultSlots.count, y.argumentSlots.count, y.starts[0])
      }
      for place in order {
        let stretch = candidates[place]
        let range = 0..<stretch.length
        guard
          stretch.starts.allSatisfy({ start in range.allSatisfy { !isTaken[start + $0] } })
        else { continue }
        for start in stretch.starts { for offset in range { isTaken[start + offset] = true } }
        let name = freshName(in: module)
        let first = stretch.instances[0][0]
        context.remark(
          "@\(name) stands for \(stretch.instances.count) stretches of \(stretch.length) ops, the "
            + "first of which starts here", at: first, in: module)
        context.count("stretches outlined", by: stretch.instances.count)
        stretch.outline(as: name, floating: floating, in: &module)
        made += 1
      }
    }
    return made
  }

  private mutating func freshName(in module: borrowing Module) -> String {
    while true {
      let name = "repeat_\(nextName)"
      nextName += 1
      if module.find(name).flatMap({ module.symbol($0) }) == nil { return name }
    }
  }
}

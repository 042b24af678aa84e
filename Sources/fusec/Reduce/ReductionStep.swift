import FuseIR

/// One way to make a program smaller: it sees the program as a list of candidates, any range of which may be taken away.
///
/// A step may leave a program that is not valid, or no smaller: whoever applies it throws such a program away. The
/// candidates of a program are the same, in the same order, each time it is read.
protocol ReductionStep: Sendable {
  /// What is taken away, for messages: "ops".
  var name: String { get }

  /// The number of candidates.
  func count(in module: borrowing Module) -> Int

  /// Takes the candidates in the range away; false where nothing came of it.
  func apply(_ range: Range<Int>, to module: inout Module) -> Bool
}

/// How large a program is. Every step of a reduction makes it smaller in this order, so that a reduction ends.
struct ProgramSize: Comparable {
  private var parts: [Int] = []

  /// How many ops the program has.
  var opCount: Int { parts[0] }

  /// The size of a program with the given text.
  init(of module: borrowing Module, byteCount: Int) {
    let ops = module.opsPreOrder(in: module.root)
    var rank = ValueMap(module, repeating: 0)
    var (operands, blocks, values, extent, attributes, data, ranks, next) = (0, 0, 0, 0, 0, 0, 0, 1)
    func see(_ value: ValueID, _ module: borrowing Module) {
      values += 1
      rank[value] = next
      next += 1
      for dimension in module.shape(of: value) ?? [] where dimension > 0 {
        extent &+= Int(truncatingIfNeeded: min(dimension, 1 << 40))
      }
    }
    for op in ops {
      for result in module.results(of: op) { see(result, module) }
      for region in module.regions(of: op) {
        for block in module.blocks(of: region) {
          blocks += 1
          for argument in module.arguments(of: block) { see(argument, module) }
        }
      }
    }
    for op in ops {
      for operand in module.operands(of: op) {
        operands += 1
        ranks &+= rank[operand]
      }
      for dictionary in [module.properties(of: op), module.attributes(of: op)] {
        for entry in module.entries(dictionary) {
          attributes += 1
          if case .denseElements(let elements) = module.attribute(entry.value) {
            data &+= elements.bytes.count
          }
        }
      }
    }
    parts = [
      ops.count, operands, blocks, values, extent, attributes, data, module.resources.count, ranks,
      byteCount,
    ]
  }

  static func < (a: ProgramSize, b: ProgramSize) -> Bool {
    a.parts.lexicographicallyPrecedes(b.parts)
  }
}

extension Module {
  /// The function around the op, if nothing between isolates it.
  func function(around op: OpID) -> OpID? {
    var next = parentOp(of: op)
    while let parent = next {
      if opcode(of: parent).is(FuncOp.func) { return parent }
      if traits(of: parent).contains(.isolatedFromAbove) { return nil }
      next = parentOp(of: parent)
    }
    return nil
  }

  /// A value of the type that may stand where the op stands, and was there before it: an argument of a block around it, or
  /// the result of an op before it in its block.
  func earlierValue(of type: TypeID, than op: OpID) -> ValueID? {
    var place = op
    var nearest: ValueID?
    while let block = parentBlock(of: place) {
      for argument in arguments(of: block) where self.type(of: argument) == type {
        return argument
      }
      if nearest == nil {
        var previous = previousOp(before: place)
        // The first one is best: it makes the shortest chains.
        while let candidate = previous {
          for result in results(of: candidate) where self.type(of: result) == type {
            nearest = result
          }
          previous = previousOp(before: candidate)
        }
      }
      guard let parent = parentOp(of: block), !traits(of: parent).contains(.isolatedFromAbove)
      else { return nearest }
      place = parent
    }
    return nearest
  }

  /// The function's signature.
  func signature(of function: OpID) -> (inputs: [TypeID], results: [TypeID])? {
    guard let attribute = attribute("function_type", of: function),
      case .type(let type) = self.attribute(attribute),
      case .function(let inputs, let results) = self.type(type)
    else { return nil }
    return (inputs, results)
  }

  /// Gives the function another signature. Attributes of arguments and results go: they would no longer fit.
  mutating func setSignature(of function: OpID, _ inputs: [TypeID], _ results: [TypeID]) {
    let type = intern(.function(inputs: inputs, results: results))
    setAttribute("function_type", typeAttribute(type), of: function)
    removeAttribute("arg_attrs", of: function)
    removeAttribute("res_attrs", of: function)
  }
}

import FuseIR

// Tuples and tokens, which are not tensors: a tuple is carried as its number among those made so far,
// a token, which only orders effects, as a tensor without elements.

extension Interpreter {
  /// A token.
  static func token() throws(ExecutionError) -> Tensor { try Tensor.zeros([0], .i1) }

  /// Whether a type is `!stablehlo.token`.
  static func isToken(_ type: TypeID, in module: borrowing Module) -> Bool {
    guard case .dialect(let dialect, let body) = module.type(type) else { return false }
    return module.string(dialect) == "stablehlo" && module.string(body) == "token"
  }

  /// Whether a tensor may be the number of a tuple.
  static func isTupleNumber(_ tensor: Tensor) -> Bool {
    tensor.elementType == .index && tensor.shape.isEmpty
  }

  /// `stablehlo.tuple`: keeps the elements and returns their number.
  mutating func makeTuple(_ elements: [Tensor]) throws(ExecutionError) -> Tensor {
    guard let number = Tensor([Int64(tuples.count)], shape: [], .index) else {
      throw ExecutionError("makes too many tuples")
    }
    for element in elements { try budget.keep(bytes: element.byteCount) }
    tuples.append(elements)
    return number
  }

  /// `stablehlo.get_tuple_element`.
  func tupleElement(
    _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> Tensor {
    guard let number = operands.first?.integer(at: 0), tuples.indices.contains(Int(number)),
      let index = module.integer("index", of: op),
      tuples[Int(number)].indices.contains(Int(index))
    else { throw ExecutionError("reads an element that its tuple lacks") }
    return tuples[Int(number)][Int(index)]
  }
}

import FuseIR

/// Where the elements of a tensor are read or written as a loop nest runs: a linear function of the
/// iteration indices, or general affine expressions of them.
struct LoopAccess {
  /// The offset at index 0, in elements.
  let base: Int
  /// What each loop adds per iteration.
  let strides: [Int]
  /// How the offset follows from the indices, where it is not linear in them.
  let general: General?

  /// An offset that is computed point by point.
  enum General {
    /// One expression per dimension of a tensor of the given sizes and strides.
    case affine([AffineExpression], sizes: [Int], strides: [Int])
    /// The element that a window over all dimensions meets: the first half of the loops is where the
    /// window stands, the second half the place in it. Absent in the padding.
    case window([WindowDimension], sizes: [Int], strides: [Int])
  }

  /// An access with an offset that is linear in the indices. The caller has checked its range.
  init(base: Int, strides: [Int]) {
    self.base = base
    self.strides = strides
    general = nil
  }

  /// The access of a window over all dimensions of a tensor; see `General.window`.
  init(_ window: [WindowDimension], shape: [Int]) {
    base = 0
    strides = [Int](repeating: 0, count: 2 * window.count)
    general = .window(window, sizes: shape, strides: Tensor.strides(of: shape))
  }

  /// The access of a tensor of `shape` through an affine map, over loops of the given sizes, none of
  /// them 0; an error where it leaves the tensor.
  init(_ map: AffineMap, shape: [Int], loops: [Int]) throws(ExecutionError) {
    guard map.results.count == shape.count, map.dimensionCount == loops.count,
      map.symbolCount == 0
    else {
      throw ExecutionError("has an indexing map that does not fit its operand of shape \(shape)")
    }
    let tensorStrides = Tensor.strides(of: shape)
    var base = 0
    var strides = [Int](repeating: 0, count: loops.count)
    for (dimension, expression) in map.results.enumerated() {
      guard let linear = LinearForm(expression, loops.count) else {
        self.base = 0
        self.strides = strides
        general = .affine(map.results, sizes: shape, strides: tensorStrides)
        return
      }
      guard let range = linear.range(over: loops), range.lowerBound >= 0,
        range.upperBound < shape[dimension]
      else {
        throw ExecutionError(
          "reads dimension \(dimension) of an operand of shape \(shape) out of bounds")
      }
      base += linear.constant * tensorStrides[dimension]
      for loop in loops.indices {
        strides[loop] += linear.coefficients[loop] * tensorStrides[dimension]
      }
    }
    self.base = base
    self.strides = strides
    general = nil
  }

  /// The offset at one point of the iteration space, or `ElementGather.absent`.
  func offset(at point: [Int]) throws(ExecutionError) -> Int64 {
    var offset = base
    switch general {
    case nil:
      for (loop, index) in point.enumerated() { offset += strides[loop] * index }
    case .affine(let expressions, let sizes, let strides):
      let dimensions = point.map { Int64($0) }
      for (dimension, expression) in expressions.enumerated() {
        guard let index = expression.evaluate(dimensions: dimensions),
          index >= 0, index < sizes[dimension]
        else {
          throw ExecutionError(
            "reads dimension \(dimension) of an operand of shape \(sizes) out of bounds")
        }
        offset += Int(index) * strides[dimension]
      }
    case .window(let window, let sizes, let strides):
      for dimension in window.indices {
        guard
          let index = window[dimension].coordinate(
            output: point[dimension], place: point[window.count + dimension],
            extent: sizes[dimension])
        else { return ElementGather.absent }
        offset += index * strides[dimension]
      }
    }
    return Int64(offset)
  }
}

/// Loops over elements with a body: `linalg.generic`, and all that is like it.
///
/// Loops that select elements of the outputs run as lanes, many at once; the others run one after the
/// other, in order, carrying the outputs' values along.
struct LoopNest {
  /// An input tensor and how it is read.
  struct Input {
    let tensor: Tensor
    let access: LoopAccess
    /// The register that holds what is read where the access has no element.
    var fill: LaneRegister?
  }

  /// An output tensor and how it is written.
  struct Output {
    var tensor: Tensor
    let access: LoopAccess
  }

  /// Which arguments of the body take the inputs, and which the outputs' old values.
  enum ArgumentOrder {
    case inputsThenOutputs, outputsThenInputs, inputsOnly
  }

  /// The number of iterations of each loop.
  let loops: [Int]
  /// What the body reads.
  var inputs: [Input]
  /// What the body reads and writes.
  var outputs: [Output]
  /// What the body's arguments are.
  var order = ArgumentOrder.inputsThenOutputs
  /// Where each loop begins, for bodies that ask for its index; none: at 0. Accesses count from 0 all the same.
  var origin: [Int] = []

  /// The argument of the body that takes an input.
  func argument(ofInput input: Int) -> Int {
    order == .outputsThenInputs ? outputs.count + input : input
  }

  /// The argument of the body that takes an output's old value.
  func argument(ofOutput output: Int) -> Int? {
    switch order {
    case .inputsThenOutputs: inputs.count + output
    case .outputsThenInputs: output
    case .inputsOnly: nil
    }
  }
}

extension Interpreter {
  /// Runs a loop nest, and returns its outputs.
  mutating func run(
    _ nest: LoopNest, _ body: RegionBody, in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    let arguments = nest.inputs.count + (nest.order == .inputsOnly ? 0 : nest.outputs.count)
    guard body.program.arguments.count == arguments,
      body.program.results.count == nest.outputs.count
    else { throw ExecutionError("has a body that does not fit its operands") }
    for (index, output) in nest.outputs.enumerated() {
      let type = output.tensor.elementType
      let old = nest.argument(ofOutput: index).map { body.program.arguments[$0].elementType }
      guard body.program.results[index].elementType == type, old == nil || old == type else {
        throw ExecutionError("has a body whose types are not those of its outputs")
      }
    }
    for (index, input) in nest.inputs.enumerated() {
      let argument = body.program.arguments[nest.argument(ofInput: index)]
      guard argument.elementType == input.tensor.elementType else {
        throw ExecutionError("has a body whose types are not those of its inputs")
      }
    }
    if nest.loops.contains(0) { return nest.outputs.map(\.tensor) }
    var runner = LoopNestRunner(nest, body)
    repeat {
      try runner.startChunk()
      repeat {
        try runner.load()
        try apply(body, runner.frame, count: runner.laneCount, in: module)
        try runner.carry()
      } while runner.nextStep()
      try runner.finishChunk()
    } while runner.nextChunk()
    return runner.outputs.map(\.tensor)
  }
}

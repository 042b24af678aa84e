import Execution
import FuseIR

/// An operand as the published runs of stream graphs draw it: places in row-major order, each filled with a chance in a
/// thousand, with a value from 1 to 9.
struct DrawnOperand {
  let shape: [Int]
  let permille: Int
  let seed: Int

  init(_ shape: [Int], _ permille: Int, _ seed: Int) {
    self.shape = shape
    self.permille = permille
    self.seed = seed
  }

  /// The dense tensor.
  func tensor() -> Tensor? {
    var state = seed
    func next() -> Int {
      state = (1_103_515_245 &* state &+ 12345) % (1 << 31)
      return state
    }
    let count = shape.reduce(1, *)
    var values = [Double](repeating: 0, count: count)
    for index in 0..<count where (next() >> 16) % 1000 < permille {
      values[index] = Double(1 + (next() >> 8) % 9)
    }
    return Tensor(values, shape: shape, .f32)
  }
}

/// Dense loops over named indices, which stream graphs are compared with: a sum of products, or a sum of operands.
struct DenseLoops {
  /// The indices of each operand, and of the result.
  let operands: [String]
  let result: String
  var adds = false

  /// The elements of the result.
  func compute(_ tensors: [[Double]], sizes: [Character: Int]) -> [Double] {
    let all = Array(Set(operands.joined())).sorted()
    let extents = all.map { sizes[$0] ?? 1 }
    func offset(_ indices: String, _ values: [Int]) -> Int {
      var offset = 0
      for name in indices {
        offset = offset * (sizes[name] ?? 1) + values[all.firstIndex(of: name) ?? 0]
      }
      return offset
    }
    var output = [Double](
      repeating: 0, count: result.reduce(1) { $0 * (sizes[$1] ?? 1) })
    var values = [Int](repeating: 0, count: all.count)
    for _ in 0..<extents.reduce(1, *) {
      let terms = operands.indices.map { tensors[$0][offset(operands[$0], values)] }
      output[offset(result, values)] += adds ? terms.reduce(0, +) : terms.reduce(1, *)
      for place in values.indices.reversed() {
        values[place] += 1
        if values[place] < extents[place] { break }
        values[place] = 0
      }
    }
    return output
  }
}

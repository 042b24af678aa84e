/// Where the tensors of a fused group lie in the scratchpad, as one of its kernels sees them.
struct GemminiOnChipPlaces {
  /// The tile of an operand that stays from step to step of shared loops.
  struct Stay {
    /// The first row, of as many tiles as the loops inside have steps that the operand depends on.
    var row: Int
    /// How many shared loops are outside of the operand's memory.
    var place: Int
    /// The steps of the loops inside over rows and over columns of a convolution. Their windows overlap, so that they have one
    /// tile together, which comes with the first of them.
    var lines = (rows: 1, columns: 1)
  }

  /// The rows, from 0 on, for tiles that come and go.
  var room: Int
  /// The input, where a kernel before left it.
  var input: GemminiOnChipPlace?
  /// The input from DRAM and the weights, where they stay.
  var keptInput: Stay?
  var weights: Stay?
  /// Where the result goes, for kernels after this one.
  var output: GemminiOnChipPlace?
  /// The tensors that are added, by the kernel's addend.
  var addends: [Int: GemminiOnChipPlace] = [:]
  /// The first row of the matrix by which the array copies and adds: the identity, or zeros for floating-point numbers.
  var identity = 0

  /// Whether a kernel with so many addends adds those that lie on chip after the others, as their numbers say; the first two
  /// may change places.
  func addsInOrder(_ count: Int) -> Bool {
    let order =
      (0..<count).filter { addends[$0] == nil } + (0..<count).filter { addends[$0] != nil }
    return order.indices.dropFirst(2).allSatisfy { order[$0] == $0 }
  }
}

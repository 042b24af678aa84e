/// Where the tensors of a fused group lie in the scratchpad, as one of its kernels sees them.
struct GemminiOnChipPlaces {
  /// Where a kernel copies its result to, for the next one to read.
  struct Output {
    /// The first row.
    var base: Int
    /// The rows of a block of DIM columns.
    var blockRows: Int
    /// The first row of the identity matrix by which the array copies.
    var identity: Int
  }

  /// The rows, from 0 on, for tiles that come and go.
  var room: Int
  /// The first row of the input, where the kernel before left it.
  var input: Int?
  /// The first row of weights that stay from step to step of the shared loop.
  var weights: Int?
  var output: Output?
}

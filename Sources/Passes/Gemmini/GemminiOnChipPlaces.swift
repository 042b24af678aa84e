/// Where the tensors of a fused group lie in the scratchpad, as one of its kernels sees them.
struct GemminiOnChipPlaces {
  /// The rows, from 0 on, for tiles that come and go.
  var room: Int
  /// The input, where a kernel before left it.
  var input: GemminiOnChipPlace?
  /// The first row of weights that stay from step to step of the shared loop.
  var weights: Int?
  /// Where the result goes, for kernels after this one.
  var output: GemminiOnChipPlace?
  /// The tensors that are added, by the kernel's addend.
  var addends: [Int: GemminiOnChipPlace] = [:]
  /// The first row of the identity matrix by which the array copies and adds.
  var identity = 0
}

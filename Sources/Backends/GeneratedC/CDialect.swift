/// Which C statements are written in.
enum CDialect {
  /// C11 that brings its own mathematical functions.
  case freestanding
  /// CUDA C++: the code of one thread of a kernel, with CUDA's mathematical functions.
  case cuda
}

import FuseIR

/// Where a tensor is between kernels.
enum CUDAPlace {
  /// In memory of the device, at a pointer that the host knows.
  case pointer(String)
  /// In a constant of the program, which kernels know by name.
  case symbol(String)
  /// Nowhere: all elements are one number, as a literal.
  case uniform(String)
}

/// A part of a kernel in CUDA C++.
struct CUDAPart {
  /// Memory that it needs while the kernel and its combinations run.
  struct Temporary {
    let parameter: String
    let type: String
    let bytes: Int
  }

  /// Partial results over rows that another kernel combines.
  struct Combination {
    /// The number of the temporary that holds them.
    let temporary: Int
    /// The result, by its number in the part.
    let result: Int
    let combine: KernelCombination
    let type: CType
    /// The elements of the result.
    let count: Int
    /// How many partial results there are.
    let groups: Int
  }

  /// The statements, for block `block`.
  var body = ""
  /// The parameters, and what the host passes for them.
  var parameters: [String] = []
  var arguments: [String] = []
  var temporaries: [Temporary] = []
  var combinations: [Combination] = []
  /// What it does, in words.
  var summary = ""
  /// The bytes of shared memory.
  var sharedBytes = 0
}

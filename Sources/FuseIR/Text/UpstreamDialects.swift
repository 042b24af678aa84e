/// The dialects that stock mlir-opt 22 knows, in the order of their names.
///
/// It writes their attributes and those of others differently in one respect: affine maps in the
/// properties of ops that it does not know are written in full instead of as aliases.
enum UpstreamDialects {
  private static let names: [String] = [
    "acc", "affine", "amdgpu", "amx", "arith", "arm_neon", "arm_sme", "arm_sve", "async",
    "bufferization", "builtin", "cf", "complex", "dlti", "emitc", "func", "gpu", "index", "irdl",
    "linalg", "llvm", "math", "memref", "ml_program", "mpi", "nvgpu", "nvvm", "omp", "pdl",
    "pdl_interp", "ptr", "quant", "rocdl", "scf", "shape", "shard", "smt", "sparse_tensor", "spirv",
    "tensor", "test", "test_dyn", "test_irdl_to_cpp", "tosa", "transform", "ub", "vector",
    "wasmssa", "x86vector", "xegpu", "xevm",
  ]

  /// Whether an op with the given full name belongs to one of them.
  static func hold(_ opName: String) -> Bool {
    names.contains(String(opName.prefix { $0 != "." }))
  }

  /// Whether there may be attributes `#dialect.name`: some dialects of MLIR have none.
  static func mayHaveAttributes(_ dialect: String) -> Bool {
    ![
      "bufferization", "builtin", "cf", "func", "math", "memref", "quant", "scf",
      "shape", "tensor",
    ].contains(dialect)
  }

  /// Whether there may be types `!dialect.name`: some dialects of MLIR have none.
  static func mayHaveTypes(_ dialect: String) -> Bool {
    ![
      "affine", "arith", "bufferization", "builtin", "cf", "complex", "func", "index", "linalg",
      "math", "memref", "scf", "tensor", "ub", "vector",
    ].contains(dialect)
  }
}

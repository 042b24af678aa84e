/// The dialects that fusec implements.
public enum Dialect: UInt8, CaseIterable, Sendable {
  case arith, builtin, cf, check, chlo
  case `func`
  case fuse, fuseEnd
  case gemmini, kernel, linalg, machine, math, sam, scf, sched, sdy, sparseTensor, stablehlo, tensor

  /// The name, as it stands before the dot of an op's name.
  public var name: String {
    switch self {
    case .fuseEnd: "fuse_end"
    case .sparseTensor: "sparse_tensor"
    default: "\(self)"
    }
  }

  /// True iff inherent attributes are properties, printed in `<{...}>`. Our own dialects keep theirs in the
  /// attribute dictionary, because dialects that stock mlir-opt learns from IRDL have no properties.
  public var usesProperties: Bool {
    switch self {
    case .fuse, .fuseEnd, .gemmini, .kernel, .machine, .sam, .sched: false
    case .arith, .builtin, .cf, .check, .chlo, .func, .linalg, .math, .scf, .sdy, .sparseTensor,
      .stablehlo, .tensor:
      true
    }
  }

  /// The definitions of all ops, in the order of their opcodes.
  var definitions: [OpDefinition] {
    func all<Op: DialectOp>(_ type: Op.Type) -> [OpDefinition] { Op.allCases.map(\.definition) }
    switch self {
    case .arith: return all(ArithOp.self)
    case .builtin: return all(BuiltinOp.self)
    case .cf: return all(ControlFlowOp.self)
    case .check: return all(CheckOp.self)
    case .chlo: return all(ChloOp.self)
    case .func: return all(FuncOp.self)
    case .fuse: return all(FuseOp.self)
    case .fuseEnd: return all(FuseEndOp.self)
    case .gemmini: return all(GemminiOp.self)
    case .kernel: return all(KernelOp.self)
    case .linalg: return all(LinalgOp.self)
    case .machine: return all(MachineOp.self)
    case .math: return all(MathOp.self)
    case .sam: return all(SamOp.self)
    case .scf: return all(ScfOp.self)
    case .sched: return all(SchedOp.self)
    case .sdy: return all(SdyOp.self)
    case .sparseTensor: return all(SparseTensorOp.self)
    case .stablehlo: return all(StablehloOp.self)
    case .tensor: return all(TensorOp.self)
    }
  }
}

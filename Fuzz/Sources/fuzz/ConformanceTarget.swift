import Execution
import FuseIR

/// The verifier against the interpreter: a verified program never traps it.
enum ConformanceTarget {
  /// Programs with larger tensors are left out: they only take time.
  private static let elementLimit = 4096

  private static let limits = ExecutionLimits(steps: 2000, bytes: 1 << 22)

  static func check(_ bytes: [UInt8]) {
    guard let module = TextTarget.verified(bytes) else { return }
    for function in module.functions {
      guard let name = module.string("sym_name", of: function),
        let inputs = inputs(of: function, in: module)
      else { continue }
      var interpreter = Interpreter(module, limits: limits)
      do {
        _ = try interpreter.run(function: name, inputs: inputs, in: module)
      } catch {
        _ = error.diagnostic(in: module)
      }
    }
  }

  /// Ones and small numbers for each argument; nil where one is no tensor, or too large.
  private static func inputs(of function: OpID, in module: borrowing Module) -> [Tensor]? {
    guard let body = module.body(of: function) else { return nil }
    var tensors: [Tensor] = []
    var state: UInt64 = 1
    for argument in module.arguments(of: body) {
      guard let layout = Tensor.layout(of: module.type(of: argument), in: module),
        let count = Tensor.elementCount(of: layout.shape), count <= elementLimit
      else { return nil }
      var bytes: [UInt8] = []
      for _ in 0..<count {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        for position in 0..<layout.elementType.storageByteWidth {
          bytes.append(position == 0 ? UInt8(truncatingIfNeeded: state >> 61) : 0)
        }
      }
      guard let tensor = Tensor(bytes: bytes, shape: layout.shape, layout.elementType) else {
        return nil
      }
      tensors.append(tensor)
    }
    return tensors
  }
}

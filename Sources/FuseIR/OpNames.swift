/// Names for the ops of a function, for texts that people read and write: `conv_2d_nhwc_hwcf.1` is the first
/// `linalg.conv_2d_nhwc_hwcf`.
///
/// The name is that of the op without its dialect, and its number, from 1, among the ops of that name in program order.
public struct OpNames {
  private var numbers: OpMap<Int32>
  private var ops: [OpID] = []

  /// The names of all ops inside a function.
  public init(_ function: OpID, in module: borrowing Module) {
    numbers = OpMap(module, repeating: 0)
    var counts: [Opcode: Int32] = [:]
    for op in module.opsPreOrder(in: function).dropFirst() {
      counts[module.opcode(of: op), default: 0] += 1
      numbers[op] = counts[module.opcode(of: op)] ?? 0
      ops.append(op)
    }
  }

  /// The name of an op; without a number where the op was made later.
  public func name(of op: OpID, in module: borrowing Module) -> String {
    let full = module.name(of: op)
    let short = full.firstIndex(of: ".").map { String(full[full.index(after: $0)...]) } ?? full
    return numbers[op] > 0 ? "\(short).\(numbers[op])" : short
  }

  /// The ops by name.
  public func opsByName(in module: borrowing Module) -> [String: OpID] {
    var result: [String: OpID] = [:]
    for op in ops { result[name(of: op, in: module)] = op }
    return result
  }
}

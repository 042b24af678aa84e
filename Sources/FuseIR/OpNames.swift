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
    // Ops of several dialects may share a name: they are counted together.
    var places: [Opcode: Int] = [:]
    var placesByName: [String: Int] = [:]
    var counts: [Int32] = []
    for op in module.opsPreOrder(in: function).dropFirst() {
      let opcode = module.opcode(of: op)
      if places[opcode] == nil {
        let name = Self.shortName(of: opcode, in: module)
        let place = placesByName[name] ?? counts.count
        if place == counts.count { counts.append(0) }
        placesByName[name] = place
        places[opcode] = place
      }
      guard let place = places[opcode] else { continue }
      counts[place] += 1
      numbers[op] = counts[place]
      ops.append(op)
    }
  }

  /// The name of a kind of op without its dialect.
  private static func shortName(of opcode: Opcode, in module: borrowing Module) -> String {
    let full = module.name(of: opcode)
    return full.firstIndex(of: ".").map { String(full[full.index(after: $0)...]) } ?? full
  }

  /// The name of an op; without a number where the op was made later.
  public func name(of op: OpID, in module: borrowing Module) -> String {
    let short = Self.shortName(of: module.opcode(of: op), in: module)
    return numbers[op] > 0 ? "\(short).\(numbers[op])" : short
  }

  /// The ops by name.
  public func opsByName(in module: borrowing Module) -> [String: OpID] {
    var result: [String: OpID] = [:]
    for op in ops { result[name(of: op, in: module)] = op }
    return result
  }
}

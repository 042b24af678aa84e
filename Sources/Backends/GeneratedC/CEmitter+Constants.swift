import FuseIR

// Constants: literals, loops over splats, arrays at file level.

extension CEmitter {
  /// Arrays of at most this many elements stand inside one line; longer ones are broken.
  private static let lineElements = 16

  /// Writes `arith.constant`, of a number or a tensor.
  mutating func constant(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let result = module.result(of: op)
    guard module.shape(of: result) != nil else { return try scalarConstant(op, module) }
    let type = try type(result, op, module)
    guard let attribute = module.attribute("value", of: op),
      let tensor = Tensor(attribute, in: module)
    else {
      throw CUnsupported(op: op, reason: "its value has no elements here")
    }
    if case .denseElements(let dense) = module.attribute(attribute), dense.isSplat, tensor.count > 1
    {
      let name = try allocate(result, op, module)
      let index = openLoops("i", [Int64(tensor.count)])[0]
      line(type.store(literal(tensor, 0, type), to: "\(name)[\(index)]"))
      closeLoops(1)
      return
    }
    let name = fresh("constant_")
    let qualifiers = dialect == .cuda ? "static __device__ const" : "static const"
    var text = "\(qualifiers) \(type.storage) \(name)[\(max(1, tensor.count))] = {"
    for index in 0..<tensor.count {
      text += index == 0 ? "" : index % Self.lineElements == 0 ? ",\n  " : ", "
      text += storedLiteral(tensor, index, type)
    }
    global(text + (tensor.count == 0 ? "0};" : "};"))
    bind(result, to: "((\(type.storage) *)\(name))")
  }

  /// Names the number that the constant holds: its only element, for a tensor seen as a scalar.
  mutating func scalarConstant(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    let result = module.result(of: op)
    let type = try type(result, op, module)
    guard let attribute = module.attribute("value", of: op),
      let tensor = Tensor(attribute, in: module),
      tensor.count == 1
    else { throw CUnsupported(op: op, reason: "its value is no number") }
    bind(result, to: literal(tensor, 0, type))
  }

  /// The element as an expression of the type's value type.
  mutating func literal(_ tensor: Tensor, _ index: Int, _ type: CType) -> String {
    if let value = tensor.float(at: index) {
      guard value.isFinite else {
        functions.insert("bits")
        return
          "((\(type.value))\(value.isNaN ? "FUSEC_NAN" : value < 0 ? "-FUSEC_INFINITY" : "FUSEC_INFINITY"))"
      }
      let text = type.value == "float" ? "\(Float(value))f" : "\(value)"
      return value.sign == .minus ? "(\(text))" : text
    }
    return Self.integer(tensor.integer(at: index) ?? 0, type)
  }

  /// The element as an initializer of the type's storage type.
  mutating func storedLiteral(_ tensor: Tensor, _ index: Int, _ type: CType) -> String {
    guard type.conversion != nil else { return literal(tensor, index, type) }
    let code = tensor.withBytes { bytes in
      UInt16(bytes[2 * index]) | UInt16(bytes[2 * index + 1]) << 8
    }
    return "\(code)"
  }

  private static func integer(_ value: Int64, _ type: CType) -> String {
    if type.bytes == 8 {
      if type.isUnsigned { return "\(UInt64(bitPattern: value))ULL" }
      return value == .min
        ? "(-9223372036854775807LL - 1)" : value < 0 ? "(\(value)LL)" : "\(value)LL"
    }
    if type.bytes == 4, value == Int64(Int32.min) { return "(-2147483647 - 1)" }
    if type.bytes == 4, type.isUnsigned { return "\(value)u" }
    return value < 0 ? "(\(value))" : "\(value)"
  }
}

import FuseIR

extension Tensor {
  /// Whether the tensor may be a value of the given type: same element type, same sizes where they
  /// are static; a scalar for a type without shape.
  func fits(_ type: TypeID, in module: borrowing Module) -> Bool {
    switch module.type(type) {
    case .unrankedTensor(let element):
      return ElementType(carrying: element, in: module) == elementType
    case .tuple: return Interpreter.isTupleNumber(self)
    case .dialect where Interpreter.isToken(type, in: module): return count == 0
    default: break
    }
    guard ElementType(carrying: module.elementType(of: type), in: module) == elementType else {
      return false
    }
    guard let sizes = module.shape(of: type) else { return shape.isEmpty }
    guard sizes.count == shape.count else { return false }
    for (size, own) in zip(sizes, shape) where size != Dimension.dynamic && size != own {
      return false
    }
    return true
  }

  /// A type in words, for messages.
  static func describe(_ type: TypeID, in module: borrowing Module) -> String {
    let elementType = module.elementType(of: type)
    let element = ElementType(elementType, in: module)?.name ?? module.text(of: elementType)
    guard let shape = module.shape(of: type) else { return element }
    let sizes = shape.map { $0 == Dimension.dynamic ? "?x" : "\($0)x" }.joined()
    return "tensor<\(sizes)\(element)>"
  }

  /// A tensor that `fill` writes, or an error where it is too large.
  static func make(
    _ shape: [Int], _ elementType: ElementType,
    filledBy fill: (UnsafeMutableRawPointer) throws(ExecutionError) -> Void
  ) throws(ExecutionError) -> Tensor {
    var tensor = try zeros(shape, elementType)
    if tensor.count == 0 { return tensor }
    try tensor.withMutableBytes { (bytes) throws(ExecutionError) in
      if let base = bytes.baseAddress { try fill(base) }
    }
    return tensor
  }

  /// A tensor of zeros, or an error where it is too large.
  static func zeros(
    _ shape: [Int], _ elementType: ElementType
  ) throws(ExecutionError) -> Tensor {
    guard let tensor = Tensor(zeros: shape, elementType) else {
      throw ExecutionError(
        "a tensor of shape \(shape) of \(elementType) takes more than \(Tensor.byteLimit) bytes",
        isUnsupported: true)
    }
    return tensor
  }
}

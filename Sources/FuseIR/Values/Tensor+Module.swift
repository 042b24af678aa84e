// Types and dense attributes of a module, as element types and tensors.

extension ElementType {
  /// The element type that a type of `module` names, or nil where it is not a scalar of at most 64
  /// bits, or a complex number of `f32` or `f64`.
  public init?(_ type: TypeID, in module: borrowing Module) {
    switch module.type(type) {
    case .integer(let width, let signedness):
      guard let kind = IntegerKind(bitWidth: width, signedness: signedness) else { return nil }
      self = .integer(kind)
    case .index: self = .index
    case .float(let kind):
      guard let format = FloatFormat(kind) else { return nil }
      self = .float(format)
    case .complex(let part):
      guard case .float(let kind) = module.type(part), let format = FloatFormat(kind),
        format == .f32 || format == .f64
      else { return nil }
      self = .complex(format)
    default: return nil
    }
  }

  /// The type of `module` with this name.
  public func type(in module: inout Module) -> TypeID {
    switch self {
    case .integer(let kind):
      module.intern(.integer(width: Int(kind.bitWidth), kind.signedness))
    case .index: .index
    case .float(let format): module.intern(.float(format.kind))
    case .complex(let format): module.intern(.complex(module.intern(.float(format.kind))))
    }
  }
}

extension Tensor {
  /// The constant that an attribute of `module` holds, or nil where it is not a number, `dense<...>`
  /// of numbers with a static shape, or `dense_resource<...>` of them with a blob of their size.
  public init?(_ attribute: AttributeID, in module: borrowing Module) {
    switch module.attribute(attribute) {
    case .integer(let value, let type):
      guard let kind = ElementType(type, in: module)?.integerKind else { return nil }
      guard let tensor = Tensor([value], shape: [], type == .index ? .index : .integer(kind)) else {
        return nil
      }
      self = tensor
    case .float(let bits, let type):
      guard case .float(let format)? = ElementType(type, in: module) else { return nil }
      let bytes = (0..<format.byteWidth).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
      guard let tensor = Tensor(bytes: bytes, shape: [], .float(format)) else { return nil }
      self = tensor
    case .denseElements(let dense):
      guard
        let (shape, elementType) = Tensor.layout(of: dense.type, in: module),
        dense.bytes.count % elementType.attributeByteWidth == 0
      else { return nil }
      let bytes = elementType.storageBytes(fromAttribute: dense.bytes)
      let tensor =
        dense.isSplat
        ? Tensor(splat: bytes, shape: shape, elementType)
        : Tensor(bytes: bytes, shape: shape, elementType)
      guard let tensor else { return nil }
      self = tensor
    case .denseResource(let key, let type):
      guard
        let (shape, elementType) = Tensor.layout(of: type, in: module),
        let blob = module.resourceBytes(of: key),
        blob.count % elementType.attributeByteWidth == 0,
        let tensor = Tensor(
          bytes: elementType.storageBytes(fromAttribute: blob), shape: shape, elementType)
      else { return nil }
      self = tensor
    default: return nil
    }
  }

  /// The shape and element type of a ranked shaped type with static sizes.
  public static func layout(
    of type: TypeID, in module: borrowing Module
  ) -> (shape: [Int], elementType: ElementType)? {
    guard let shape = module.shape(of: type), !shape.contains(Dimension.dynamic),
      let elementType = ElementType(module.elementType(of: type), in: module)
    else { return nil }
    return (shape.map { Int($0) }, elementType)
  }

  /// The elements as the bytes of a `dense<...>` attribute.
  public func attributeBytes() -> [UInt8] {
    let stored = elementType.storageByteWidth
    let kept = elementType.attributeByteWidth
    return withBytes { bytes in
      guard kept != stored else { return [UInt8](bytes) }
      var result: [UInt8] = []
      result.reserveCapacity(count * kept)
      for element in 0..<count {
        result.append(contentsOf: bytes[element * stored..<element * stored + kept])
      }
      return result
    }
  }
}

extension ElementType {
  /// The bytes of one element in a `dense<...>` attribute: unlike in a tensor, `i24` takes 3.
  var attributeByteWidth: Int {
    if case .integer(let kind) = self { return (Int(kind.bitWidth) + 7) / 8 }
    return storageByteWidth
  }

  /// Widens elements of a `dense<...>` attribute to those of a tensor; the bits that are added are
  /// left zero.
  public func storageBytes(fromAttribute bytes: [UInt8]) -> [UInt8] {
    let kept = attributeByteWidth
    let stored = storageByteWidth
    guard kept != stored else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / kept * stored)
    for start in stride(from: 0, to: bytes.count - kept + 1, by: kept) {
      result.append(contentsOf: bytes[start..<start + kept])
      result.append(contentsOf: repeatElement(0, count: stored - kept))
    }
    return result
  }
}

extension Module {
  /// The bytes of a `dense_resource` blob, without its alignment, or nil where there is none.
  func resourceBytes(of key: StringID) -> [UInt8]? {
    let name = string(key)
    guard
      let entry = resources.first(where: {
        $0.key == name && $0.owner == "builtin" && $0.section == "dialect_resources"
      })
    else { return nil }
    var digits = Substring(entry.text).utf8
    guard digits.starts(with: "0x".utf8) else { return nil }
    // Two digits a byte, after "0x" and the four bytes of the alignment.
    digits = digits.dropFirst(2)
    guard digits.count >= 8, digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    var high: UInt8?
    for digit in digits.dropFirst(8) {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x41...0x46: value = digit - 0x41 + 10
      case 0x61...0x66: value = digit - 0x61 + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }
}

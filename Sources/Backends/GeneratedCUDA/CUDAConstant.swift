import FuseIR

/// Constants in CUDA C++.
enum CUDAConstant {
  /// The literal that all elements are; nil where they differ.
  static func uniform(
    _ tensor: Tensor, _ attribute: AttributeID, _ type: CType, _ emitter: inout CEmitter,
    in module: borrowing Module
  ) -> String? {
    guard tensor.count > 0 else { return "0" }
    if tensor.count == 1 { return emitter.literal(tensor, 0, type) }
    guard case .denseElements(let dense) = module.attribute(attribute), dense.isSplat else {
      return nil
    }
    return emitter.literal(tensor, 0, type)
  }

  /// The elements as an array of the device.
  static func array(
    _ tensor: Tensor, named name: String, _ type: CType, _ emitter: inout CEmitter
  ) -> String {
    var text =
      "static __device__ __align__(16) const \(type.storage) \(name)[\(max(1, tensor.count))] = {"
    for index in 0..<tensor.count {
      text += index == 0 ? "" : index % 16 == 0 ? ",\n  " : ", "
      text += emitter.storedLiteral(tensor, index, type)
    }
    return text + (tensor.count == 0 ? "0};" : "};")
  }
}

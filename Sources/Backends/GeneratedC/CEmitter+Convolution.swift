import FuseIR

extension CEmitter {
  /// Writes `stablehlo.convolution`: for each element of the result, the sum over the window and the input features of its
  /// group, in that order.
  mutating func convolution(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) {
    guard let numbers = ConvolutionDimensionNumbers(of: op, in: module),
      let window = WindowDimension.window(of: op, in: module)
    else { throw CUnsupported(op: op, reason: "its dimension numbers or window are malformed") }
    let (input, kernel, result) = (
      module.operand(0, of: op), module.operand(1, of: op), module.result(of: op)
    )
    let inputShape = try shape(input, op, module)
    let kernelShape = try shape(kernel, op, module)
    let shape = try shape(result, op, module)
    let type = try type(result, op, module)
    let features = kernelShape[numbers.kernelInput]
    let featureGroups = module.integer("feature_group_count", of: op) ?? 1
    let batchGroups = module.integer("batch_group_count", of: op) ?? 1
    let groups = max(featureGroups, batchGroups)
    let groupSize = max(1, kernelShape[numbers.kernelOutput] / max(1, groups))
    let name = try allocate(result, op, module)
    let variables = openLoops("i", shape)
    let sum = fresh("sum")
    let wide = type.isFloat ? "double" : "unsigned long long"
    line("\(wide) \(sum) = 0;")
    let inner = openLoops("k", window.map(\.size))
    var inputIndices = [String](repeating: "0", count: inputShape.count)
    var kernelIndices = [String](repeating: "0", count: kernelShape.count)
    let outputFeature = variables[numbers.outputFeature]
    let group = groups == 1 ? "0" : "\(outputFeature) / \(groupSize)"
    var conditions: [String] = []
    for (dimension, place) in window.enumerated() {
      let position = fresh("p")
      line(
        "long long \(position) = \(variables[numbers.outputSpatial[dimension]]) * \(place.stride)"
          + " + \(inner[dimension]) * \(place.windowDilation) - (\(place.paddingLow));")
      let extent = inputShape[numbers.inputSpatial[dimension]]
      let limit = extent == 0 ? 0 : (extent - 1) * place.baseDilation + 1
      conditions.append("\(position) >= 0 && \(position) < \(limit)")
      if place.baseDilation != 1 { conditions.append("\(position) % \(place.baseDilation) == 0") }
      inputIndices[numbers.inputSpatial[dimension]] =
        place.baseDilation == 1 ? position : "\(position) / \(place.baseDilation)"
      kernelIndices[numbers.kernelSpatial[dimension]] =
        place.isReversed ? "\(place.size - 1) - \(inner[dimension])" : inner[dimension]
    }
    open("if (\(conditions.isEmpty ? "1" : conditions.joined(separator: " && ")))")
    let feature = openLoops("c", [features])[0]
    kernelIndices[numbers.kernelInput] = feature
    kernelIndices[numbers.kernelOutput] = outputFeature
    inputIndices[numbers.inputFeature] =
      featureGroups == 1 ? feature : "(\(group)) * \(features) + \(feature)"
    let batch = variables[numbers.outputBatch]
    inputIndices[numbers.inputBatch] =
      batchGroups == 1 ? batch : "(\(group)) * \(shape[numbers.outputBatch]) + \(batch)"
    let a = try self.type(input, op, module).load(
      "\(self.name(input))[\(Self.linear(inputIndices, inputShape))]")
    let b = try self.type(kernel, op, module).load(
      "\(self.name(kernel))[\(Self.linear(kernelIndices, kernelShape))]")
    line("\(sum) += (\(wide))\(a) * (\(wide))\(b);")
    close()
    close()
    closeLoops(inner.count)
    let total = type.isFloat ? "(\(type.value))\(sum)" : type.wrapped(sum)
    line(type.store(total, to: "\(name)[\(Self.linear(variables, shape))]"))
    closeLoops(variables.count)
  }
}

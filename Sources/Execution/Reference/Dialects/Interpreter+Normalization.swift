import FuseIR

extension Interpreter {
  /// The batch normalisations, with all arithmetic in double precision.
  func normalize(
    _ kind: StablehloOp, _ op: OpID, _ operands: [Tensor], in module: borrowing Module
  ) throws(ExecutionError) -> [Tensor] {
    guard let operand = operands.first, case .float(let format) = operand.elementType,
      let input = operand.floats()
    else { throw ExecutionError("needs operands of real numbers") }
    let axis = try integer("feature_index", of: op, in: 0..<operand.rank, in: module)
    let features = operand.shape[axis]
    guard let attribute = module.attribute("epsilon", of: op),
      let epsilon = Tensor(attribute, in: module)?.float(at: 0)
    else { throw ExecutionError("needs a number as 'epsilon'") }
    var vectors: [[Double]] = []
    for tensor in operands.dropFirst() {
      guard let values = tensor.floats() else {
        throw ExecutionError("needs operands of real numbers")
      }
      vectors.append(values)
    }
    let inner = operand.strides[axis]
    let feature = input.indices.map { $0 / inner % max(features, 1) }
    let perFeature = features == 0 ? 0 : Double(input.count / features)
    func sums(_ term: (Int) -> Double) -> [Double] {
      var sums = [Double](repeating: 0, count: features)
      for position in input.indices { sums[feature[position]] += term(position) }
      return sums
    }
    func tensor(_ values: [Double], _ shape: [Int]) throws(ExecutionError) -> Tensor {
      guard let tensor = Tensor(values, shape: shape, format) else {
        throw ExecutionError("has operands that do not fit each other")
      }
      return tensor
    }
    func check(_ count: Int) throws(ExecutionError) {
      guard vectors.count == count,
        vectors.prefix(kind == .batchNormGrad ? 3 : count)
          .allSatisfy({ $0.count == features })
      else { throw ExecutionError("needs one number per feature") }
    }
    switch kind {
    case .batchNormInference:
      try check(4)
      let scale = (0..<features).map { vectors[0][$0] / (vectors[3][$0] + epsilon).squareRoot() }
      let output = input.indices.map {
        (input[$0] - vectors[2][feature[$0]]) * scale[feature[$0]] + vectors[1][feature[$0]]
      }
      return [try tensor(output, operand.shape)]
    case .batchNormTraining:
      try check(2)
      let mean = sums { input[$0] }.map { $0 / perFeature }
      let variance = sums { position in
        let distance = input[position] - mean[feature[position]]
        return distance * distance
      }.map { $0 / perFeature }
      let scale = (0..<features).map { vectors[0][$0] / (variance[$0] + epsilon).squareRoot() }
      let output = input.indices.map {
        (input[$0] - mean[feature[$0]]) * scale[feature[$0]] + vectors[1][feature[$0]]
      }
      return [
        try tensor(output, operand.shape), try tensor(mean, [features]),
        try tensor(variance, [features]),
      ]
    default:
      try check(4)
      let (mean, variance, gradient) = (vectors[1], vectors[2], vectors[3])
      guard gradient.count == input.count else {
        throw ExecutionError("has operands that do not fit each other")
      }
      let deviation = variance.map { ($0 + epsilon).squareRoot() }
      let centred = { (position: Int) in input[position] - mean[feature[position]] }
      let gradientSum = sums { gradient[$0] }
      let weightedSum = sums { gradient[$0] * centred($0) }
      let inputGradient = input.indices.map { position in
        let f = feature[position]
        let spread = gradient[position] * perFeature - gradientSum[f]
        let correction = centred(position) * weightedSum[f] / (variance[f] + epsilon)
        return vectors[0][f] / deviation[f] / perFeature * (spread - correction)
      }
      let scaleGradient = (0..<features).map { weightedSum[$0] / deviation[$0] }
      return [
        try tensor(inputGradient, operand.shape), try tensor(scaleGradient, [features]),
        try tensor(gradientSum, [features]),
      ]
    }
  }
}

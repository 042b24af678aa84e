import FuseIR

extension LaneProgram {
  /// Runs all operations on the first `count` lanes of `frame`, which `makeFrame` made.
  func run(_ frame: LaneFrame, count: Int) throws(ExecutionError) {
    for instruction in instructions { try run(instruction, frame, count) }
  }

  private func run(
    _ instruction: Instruction, _ frame: LaneFrame, _ count: Int
  ) throws(ExecutionError) {
    let a = instruction.a
    let b = instruction.b
    let result = instruction.result
    switch instruction.operation {
    case .real(let function, let format):
      let lanes = frame.reals(result)
      LaneKernels.real(function, frame.reals(a), lanes, count)
      LaneKernels.round(lanes, count, format)
    case .realBinary(let function, let format):
      let lanes = frame.reals(result)
      LaneKernels.realBinary(function, frame.reals(a), frame.reals(b), lanes, count, format)
      LaneKernels.round(lanes, count, format)
    case .integer(let function, let computed, let kept):
      LaneKernels.integer(
        function, computed, kept: kept, frame.integers(a), frame.integers(result), count)
    case .integerBinary(let function, let computed, let kept):
      LaneKernels.integerBinary(
        function, computed, kept: kept, frame.integers(a), frame.integers(b),
        frame.integers(result), count)
    case .complex(let function, let format):
      LaneKernels.complex(function, frame.complex(a), frame.complex(result), count, format)
    case .complexBinary(let function, let format):
      LaneKernels.complexBinary(
        function, frame.complex(a), frame.complex(b), frame.complex(result), count, format)
    case .multiplyAdd, .realIntegerPower, .realZero, .clampReal, .clampInteger, .select,
      .copy, .reducePrecision:
      runMixed(instruction, frame, count)
    case .testReal, .isNormal, .compareReal, .compareTotalOrder, .areOrdered, .compareInteger,
      .compareComplex, .boolean:
      runTest(instruction, frame, count)
    case .complexMagnitude, .makeComplex, .realPart, .imaginaryPart, .integerToInteger,
      .integerToBoolean, .integerToReal, .realToInteger, .realBits, .realFromBits, .realToComplex,
      .integerToComplex, .complexToReal, .complexToInteger:
      runConversion(instruction, frame, count)
    case .index: return
    case .extract(let capture): try runExtract(capture, instruction, frame, count)
    case .assert(let message):
      let lanes = frame.integers(a)
      for lane in 0..<count where lanes[lane] == 0 {
        throw ExecutionError("assertion failed: \(messages[message])")
      }
    }
  }

  private func runMixed(_ instruction: Instruction, _ frame: LaneFrame, _ count: Int) {
    let a = instruction.a
    let b = instruction.b
    let c = instruction.c
    let result = instruction.result
    switch instruction.operation {
    case .multiplyAdd(let format):
      let (x, y, z, lanes) = (frame.reals(a), frame.reals(b), frame.reals(c), frame.reals(result))
      for lane in 0..<count { lanes[lane] = z[lane].addingProduct(x[lane], y[lane]) }
      LaneKernels.round(lanes, count, format)
    case .realIntegerPower(let format):
      let (x, y, lanes) = (frame.reals(a), frame.integers(b), frame.reals(result))
      for lane in 0..<count { lanes[lane] = RealFunctions.power(x[lane], Double(y[lane])) }
      LaneKernels.round(lanes, count, format)
    case .realZero: frame.reals(result).update(repeating: 0, count: count)
    case .clampReal:
      let (low, x, high) = (frame.reals(a), frame.reals(b), frame.reals(c))
      let lanes = frame.reals(result)
      for lane in 0..<count {
        lanes[lane] = RealFunctions.minimum(RealFunctions.maximum(low[lane], x[lane]), high[lane])
      }
    case .clampInteger(let kind):
      let (low, x, high) = (frame.integers(a), frame.integers(b), frame.integers(c))
      let lanes = frame.integers(result)
      for lane in 0..<count {
        let raised = kind.isLess(x[lane], low[lane]) ? low[lane] : x[lane]
        lanes[lane] = kind.isLess(high[lane], raised) ? high[lane] : raised
      }
    case .reducePrecision(let format, let exponentBits, let mantissaBits):
      let (x, lanes) = (frame.reals(a), frame.reals(result))
      for lane in 0..<count {
        lanes[lane] = format.reducingPrecision(
          x[lane], exponentBits: exponentBits, mantissaBits: mantissaBits)
      }
    case .select(let domain):
      let predicate = frame.integers(a)
      for part in 0..<domain.columnCount {
        let (x, y) = (frame.integers(b + part), frame.integers(c + part))
        let lanes = frame.integers(result + part)
        for lane in 0..<count { lanes[lane] = predicate[lane] != 0 ? x[lane] : y[lane] }
      }
    case .copy(let domain):
      for part in 0..<domain.columnCount {
        frame.integers(result + part).update(from: frame.integers(a + part), count: count)
      }
    default: preconditionFailure("invariant: the caller picks the operations of this switch")
    }
  }

  private func runTest(_ instruction: Instruction, _ frame: LaneFrame, _ count: Int) {
    let a = instruction.a
    let b = instruction.b
    let lanes = frame.integers(instruction.result)
    switch instruction.operation {
    case .testReal(let test): LaneKernels.test(test, frame.reals(a), lanes, count)
    case .isNormal(let format):
      let smallest = Double(sign: .plus, exponent: 1 - format.bias, significand: 1)
      LaneKernels.map(frame.reals(a), lanes, count) {
        $0.isFinite && $0.magnitude >= smallest ? 1 : 0
      }
    case .compareReal(let comparison, let unordered):
      LaneKernels.compare(
        comparison, unordered: unordered, frame.reals(a), frame.reals(b), lanes, count)
    case .compareTotalOrder(let comparison):
      LaneKernels.compareTotalOrder(comparison, frame.reals(a), frame.reals(b), lanes, count)
    case .areOrdered(let expected):
      LaneKernels.zip(frame.reals(a), frame.reals(b), lanes, count) {
        ($0.isNaN || $1.isNaN) != expected ? 1 : 0
      }
    case .compareInteger(let comparison, let kind):
      LaneKernels.compareInteger(
        comparison, kind, frame.integers(a), frame.integers(b), lanes, count)
    case .compareComplex(let isEqual):
      let (x, y) = (frame.complex(a), frame.complex(b))
      for lane in 0..<count { lanes[lane] = (x[lane] == y[lane]) == isEqual ? 1 : 0 }
    case .boolean(let value): lanes.update(repeating: value ? 1 : 0, count: count)
    default: preconditionFailure("invariant: the caller picks the operations of this switch")
    }
  }

  private func runConversion(_ instruction: Instruction, _ frame: LaneFrame, _ count: Int) {
    let a = instruction.a
    let b = instruction.b
    let result = instruction.result
    switch instruction.operation {
    case .complexMagnitude(let format):
      let (z, lanes) = (frame.complex(a), frame.reals(result))
      for lane in 0..<count { lanes[lane] = z[lane].magnitude }
      LaneKernels.round(lanes, count, format)
    case .makeComplex:
      frame.reals(result).update(from: frame.reals(a), count: count)
      frame.reals(result + 1).update(from: frame.reals(b), count: count)
    case .realToComplex(let format):
      frame.reals(result).update(from: frame.reals(a), count: count)
      frame.reals(result + 1).update(repeating: 0, count: count)
      LaneKernels.round(frame.reals(result), count, format)
    case .integerToComplex(let source, let format):
      LaneKernels.convert(
        frame.integers(a), frame.reals(result), count, from: source, to: format, reading: .own)
      frame.reals(result + 1).update(repeating: 0, count: count)
    case .complexToReal(let format):
      frame.reals(result).update(from: frame.reals(a), count: count)
      LaneKernels.round(frame.reals(result), count, format)
    case .complexToInteger(let kind):
      LaneKernels.map(frame.reals(a), frame.integers(result), count) {
        kind.wrapped(kind.truncating($0))
      }
    case .realPart: frame.reals(result).update(from: frame.reals(a), count: count)
    case .imaginaryPart: frame.reals(result).update(from: frame.reals(a + 1), count: count)
    case .integerToInteger(let source, let target, let reading):
      LaneKernels.convert(
        frame.integers(a), frame.integers(result), count, from: source, to: target,
        reading: reading)
    case .integerToBoolean:
      LaneKernels.map(frame.integers(a), frame.integers(result), count) { $0 == 0 ? 0 : 1 }
    case .integerToReal(let source, let format, let reading):
      LaneKernels.convert(
        frame.integers(a), frame.reals(result), count, from: source, to: format, reading: reading)
    case .realToInteger(let kind, let kept):
      LaneKernels.map(frame.reals(a), frame.integers(result), count) {
        kept.wrapped(kind.truncating($0))
      }
    case .realBits(let format, let kind):
      LaneKernels.map(frame.reals(a), frame.integers(result), count) {
        kind.wrapped(Int64(bitPattern: format.encode($0)))
      }
    case .realFromBits(let format):
      LaneKernels.map(frame.integers(a), frame.reals(result), count) {
        format.decode(UInt64(bitPattern: $0))
      }
    default: preconditionFailure("invariant: the caller picks the operations of this switch")
    }
  }

  private func runExtract(
    _ capture: Int, _ instruction: Instruction, _ frame: LaneFrame, _ count: Int
  ) throws(ExecutionError) {
    let tensor = captures[capture]
    let positions = extractPositions[capture].map { frame.integers($0) }
    let strides = tensor.strides
    let register = LaneRegister(elementType: tensor.elementType, column: instruction.result)
    let width = tensor.elementType.storageByteWidth
    for lane in 0..<count {
      var offset = 0
      for (dimension, column) in positions.enumerated() {
        let index = column[lane]
        guard index >= 0, index < tensor.shape[dimension] else {
          throw ExecutionError(
            "index \(index) is out of bounds for dimension \(dimension) of size "
              + "\(tensor.shape[dimension])")
        }
        offset += Int(index) * strides[dimension]
      }
      tensor.withBytes { bytes in
        if let base = bytes.baseAddress {
          register.loadOne(base + offset * width, frame, lane: lane)
        }
      }
    }
  }
}

import FuseIR

/// Weights of a depthwise convolution as the array takes them: a diagonal matrix for each tap and block of channels.
///
/// Channels do not mix, so a tap multiplies DIM channels by DIM weights: by a matrix with the weights on its diagonal.
/// The host writes these matrices once: element (row, column, channel, lane) of the new tensor is weight (row, column,
/// channel) where lane is the channel's place in its block of DIM, and zero elsewhere.
struct GemminiDiagonalWeights {
  /// Rows and columns of the array.
  let dimension: Int
  /// How many channels a step of the kernel's loops takes; blocks begin anew in each.
  let step: Int

  /// Builds the tensor before the kernel's root; the access has the kernel's dimensions, with the first lane of a channel
  /// for the channel.
  func build(for kernel: GemminiKernel, in module: inout Module) -> GemminiAccess {
    let weights = module.operand(1, of: kernel.root)
    let shape = module.shape(of: weights) ?? []
    let element = module.elementType(of: weights)
    let type = module.tensorType(shape + [Int64(dimension)], element)
    let place = InsertionPoint.before(kernel.root)
    let location = module.location(of: kernel.root)
    let empty = module.buildEmpty(type, at: place, location: location)
    let channels = Int(shape[2])
    let op = module.buildGeneric(
      at: place, inputs: [weights], outputs: [empty],
      maps: [.projecting(4, to: [0, 1, 2]), .identity(4)],
      iterators: [IteratorType](repeating: .parallel, count: 4), location: location
    ) { module, block, elements in
      let end = InsertionPoint.end(of: block)
      func value(_ op: OpID) -> ValueID { module.result(of: op) }
      func index(_ dimension: Int64) -> ValueID {
        let attribute = module.integerAttribute(dimension)
        return value(
          module.build(
            LinalgOp.index, at: end, resultTypes: [.index], attributes: [("dim", attribute)],
            location: location))
      }
      let (channel, lane) = (index(2), index(3))
      func remainder(_ number: ValueID, by divisor: Int) -> ValueID {
        let divisor = module.buildConstant(
          module.integerAttribute(Int64(divisor), .index), at: end, location: location)
        return value(
          module.build(
            ArithOp.remui, at: end, operands: [number, divisor], resultTypes: [.index],
            location: location))
      }
      let isAligned = step % dimension == 0 || step >= channels
      let place = remainder(
        isAligned ? channel : remainder(channel, by: step), by: dimension)
      let predicate = module.integerAttribute(IntegerPredicate.eq.rawValue)
      let isDiagonal = value(
        module.build(
          ArithOp.cmpi, at: end, operands: [place, lane], resultTypes: [.i1],
          attributes: [("predicate", predicate)], location: location))
      let zeroValue =
        module.isFloat(element)
        ? module.intern(.float(bits: 0, element)) : module.integerAttribute(0, element)
      let zero = module.buildConstant(zeroValue, at: end, location: location)
      return [
        value(
          module.build(
            ArithOp.select, at: end, operands: [isDiagonal, elements[0], zero],
            resultTypes: [element], location: location))
      ]
    }
    let result = module.result(of: op)
    let columns = Int(shape[1])
    return GemminiAccess(
      value: result, offset: 0,
      strides: [
        0, 0, 0, dimension, columns * channels * dimension, channels * dimension,
      ])
  }
}

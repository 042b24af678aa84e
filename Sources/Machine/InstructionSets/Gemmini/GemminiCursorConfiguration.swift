import FuseIR

/// The instructions of ops without variable fields.
public struct GemminiCursorConfiguration {
  let op: OpID

  /// Reads the instruction of `op`.
  public init(op: OpID) { self.op = op }

  /// The instruction of a configuration, fence or flush op.
  public func instruction(
    _ kind: GemminiOp, _ module: borrowing Module
  ) throws(GemminiCursorError) -> GemminiInstruction {
    switch kind {
    case .configEx: return try execute(module)
    case .configLd: return try load(module)
    case .configSt: return try store(module)
    case .flush: return .flush(skip: flag("skip", module))
    default: return .fence
    }
  }

  private func execute(_ module: borrowing Module) throws(GemminiCursorError) -> GemminiInstruction
  {
    GemminiConfigureExecute(
      dataflow: module.string("dataflow", of: op) == "output_stationary"
        ? .outputStationary : .weightStationary,
      activation: activation(module),
      transposesA: flag("transpose_a", module), transposesB: flag("transpose_b", module),
      strideA: try integer("a_stride", 1, module), strideC: try integer("c_stride", 1, module),
      accumulatorScale: try scale(module), shift: try integer("shift", 0, module)
    ).instruction
  }

  private func load(_ module: borrowing Module) throws(GemminiCursorError) -> GemminiInstruction {
    GemminiConfigureLoad(
      channel: try integer("id", 0, module), stride: try integer("stride", 0, module),
      scale: try scale(module), isShrunk: flag("shrunk", module),
      blockStride: try integer("block_stride", 0, module),
      pixelRepeats: try integer("repeats", 1, module)
    ).instruction
  }

  private func store(_ module: borrowing Module) throws(GemminiCursorError) -> GemminiInstruction {
    var pooling: GemminiPooling?
    if module.attribute("pool_size", of: op) != nil {
      pooling = GemminiPooling(
        stride: try integer("pool_stride", 0, module), size: try integer("pool_size", 0, module),
        upperPadding: try integer("up_pad", 0, module),
        leftPadding: try integer("left_pad", 0, module),
        outputColumnsInDRAM: try integer("pool_out_dim", 0, module),
        pooledRows: try integer("pool_rows", 0, module),
        pooledColumns: try integer("pool_columns", 0, module),
        rows: try integer("rows", 0, module), columns: try integer("columns", 0, module))
    }
    return GemminiConfigureStore(
      stride: try integer("stride", 0, module), activation: activation(module),
      scale: try scale(module), pooling: pooling
    ).instruction
  }

  private func flag(_ name: String, _ module: borrowing Module) -> Bool {
    module.attribute(name, of: op).flatMap { module.boolValue($0) } ?? false
  }

  private func activation(_ module: borrowing Module) -> GemminiActivation {
    module.string("activation", of: op) == "relu" ? .relu : .none
  }

  private func integer<T: FixedWidthInteger>(
    _ name: String, _ initial: T, _ module: borrowing Module
  ) throws(GemminiCursorError) -> T {
    guard let value = module.integer(name, of: op) else { return initial }
    guard let result = T(exactly: value) else {
      throw GemminiCursorError(
        op: op, message: "'\(name)' must be from \(T.min) to \(T.max), but is \(value)")
    }
    return result
  }

  private func scale(_ module: borrowing Module) throws(GemminiCursorError) -> Float {
    guard let id = module.attribute("scale", of: op) else { return 1 }
    guard case .float(let bits, .f32) = module.attribute(id) else {
      throw GemminiCursorError(op: op, message: "'scale' must be an f32")
    }
    return Float(bitPattern: UInt32(truncatingIfNeeded: bits))
  }
}

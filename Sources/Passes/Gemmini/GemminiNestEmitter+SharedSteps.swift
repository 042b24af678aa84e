import FuseIR
import Machine

/// Where steps of the loops that a fused group shares begin, and what stays from one to the next.
extension GemminiNestEmitter {
  // MARK: DRAM

  /// How far the step of the shared loops begins in a tensor, in elements.
  func sharedOffset(_ stride: (GemminiNest.Part) -> Int) -> AffineExpression {
    shared.reduce(.of(0)) { $0.plus($1.variable.times(stride($1.distance))) }
  }

  /// Where what the scratchpad has of the input begins along a dimension of the result: where the step begins, or where the
  /// first of those begins that have a tile together.
  func sharedStartOfInput(_ dimension: LayerDimension) -> AffineExpression {
    sharedStart(dimension).plus(startInKeptInput(dimension).times(-1))
  }

  /// Where the step begins in a tile of the input that it has together with others.
  func startInKeptInput(_ dimension: LayerDimension) -> AffineExpression {
    guard let stay = onChip?.keptInput else { return .of(0) }
    return shared[stay.place...].reduce(.of(0)) {
      $1.dimension == dimension && sharesTile(.a, dimension)
        ? $0.plus($1.variable.times($1.size)) : $0
    }
  }

  /// Where the step of the shared loops begins along a dimension.
  func sharedStart(_ dimension: LayerDimension) -> AffineExpression {
    shared.reduce(.of(0)) {
      $1.dimension == dimension ? $0.plus($1.variable.times($1.size)) : $0
    }
  }

  // MARK: Operands that stay

  private func stay(_ tensor: Tensor) -> GemminiOnChipPlaces.Stay? {
    switch tensor {
    case .a: onChip?.keptInput
    case .b: onChip?.weights
    case .result: nil
    }
  }

  /// Whether steps along the dimension have one tile of the tensor together.
  private func sharesTile(_ tensor: Tensor, _ dimension: LayerDimension) -> Bool {
    tensor == .a && nest.window != nil && (dimension == .outputRow || dimension == .outputColumn)
  }

  /// Whether steps along the dimension inside of a tensor's place have tiles of their own.
  private func depends(_ tensor: Tensor, _ dimension: LayerDimension) -> Bool {
    guard tensor == .a else { return LayerDimensions.weight.contains(dimension) }
    return nest.dependsA(dimension) && !sharesTile(.a, dimension)
  }

  /// Conditions under which a tensor that stays has not come yet: loops that it does not depend on are at their first step.
  func firstOfStay(_ tensor: Tensor) -> [AffineExpression] {
    guard let stay = stay(tensor) else { return [] }
    return shared[stay.place...].filter { !depends(tensor, $0.dimension) }
      .map { $0.variable.times(-1) }
  }

  /// Which of the tiles that stay the step uses.
  func numberOfStay(_ tensor: Tensor) -> AffineExpression {
    guard let stay = stay(tensor) else { return .of(0) }
    return shared[stay.place...].filter { depends(tensor, $0.dimension) }
      .reduce(.of(0)) { $0.times($1.count).plus($1.variable) }
  }

  // MARK: Tensors that go on from step to step

  /// Where the step begins along an axis of a tensor that has more than the step along it.
  func heldStart(
    _ dimension: LayerDimension, _ axis: GemminiOnChipTensor.Axes, _ place: GemminiOnChipPlace
  ) -> AffineExpression {
    place.held.contains(axis) ? sharedStart(dimension) : .of(0)
  }

  /// The same in blocks of channels, which the steps fill.
  func heldBlock(_ place: GemminiOnChipPlace) -> AffineExpression {
    guard place.held.contains(.channels) else { return .of(0) }
    return shared.reduce(.of(0)) {
      $1.dimension == .outputChannel ? $0.plus($1.variable.times($1.size / dimension)) : $0
    }
  }

  /// Where the array reads an input that lies where another kernel left it.
  func rowOfInput(
    _ place: GemminiOnChipPlace, _ step: Step, _ block: Block, _ rows: Rows
  ) -> AffineExpression {
    let tile = layout.a
    let column = rows.unit.times(nest.unit(.outputColumn)).plus(rows.chunk.times(dimension))
    func reach(_ dimension: LayerDimension, _ index: AffineExpression) -> AffineExpression {
      inside(dimension, tile, step).plus(index)
    }
    let channel = nest.isDepthwise ? block.output : block.input
    let (y, x) = (layout.patch?.rows, layout.patch?.columns)
    let line = reach(.outputRow, rows.row).plus(heldStart(.outputRow, .rows, place))
      .times(y?.resultStride ?? 1)
      .plus(reach(.kernelRow, block.kernelRow).times(y?.tapStride ?? 0))
    let position = reach(.outputColumn, column)
      .plus(heldStart(.outputColumn, .columns, place)).times(x?.resultStride ?? 1)
      .plus(reach(.kernelColumn, block.kernelColumn).times(x?.tapStride ?? 0))
    let image = reach(.batch, rows.image).plus(heldStart(.batch, .images, place))
    return self.block(tile, step, channel).plus(heldBlock(place).times(place.blockRows))
      .plus(image.times(place.imageRows)).plus(place.line(line)).plus(position).plus(place.base)
  }
}

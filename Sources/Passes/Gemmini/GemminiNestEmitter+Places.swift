import FuseIR
import Machine

/// Where things lie in DRAM and in local memory.
extension GemminiNestEmitter {
  // MARK: DRAM

  /// The first element of the step along the dimension, as far as the loops before `end` say.
  func start(
    _ dimension: LayerDimension, _ step: Step, before end: Int? = nil
  ) -> AffineExpression {
    nest.loops[..<(end ?? nest.loops.count)].indices.reduce(.of(0)) { sum, loop in
      guard nest.loops[loop].dimension == dimension else { return sum }
      return sum.plus(step.variables[loop].times(nest.loops[loop].step))
    }
  }

  /// The offset in elements of the first one of a unit of the dimension, and the distance of its elements.
  func offset(
    _ dimension: LayerDimension, at element: AffineExpression,
    _ stride: (GemminiNest.Part) -> Int
  ) -> AffineExpression {
    let parts = nest[dimension].parts
    guard parts.count > 1 else { return element.times(parts.first.map(stride) ?? 0) }
    var inner = nest[dimension].size
    var sum = AffineExpression.of(0)
    for (index, part) in parts.enumerated() {
      inner /= part.size
      let quotient = element.floorQuotient(inner)
      sum = sum.plus((index == 0 ? quotient : quotient.modulo(part.size)).times(stride(part)))
    }
    return sum
  }

  /// The offset in elements of what lies `inside` a unit of the dimension that begins at `unit`.
  func offset(
    _ dimension: LayerDimension, unit: AffineExpression, inside: AffineExpression,
    _ stride: (GemminiNest.Part) -> Int
  ) -> AffineExpression {
    offset(dimension, at: unit, stride)
      .plus(inside.times(nest[dimension].parts.last.map(stride) ?? 0))
  }

  // MARK: Extents

  /// What is left of the dimension from `index` in the step's core on, where its steps may be shorter than others.
  func clip(
    _ dimension: LayerDimension, _ step: Step, _ index: AffineExpression, before end: Int? = nil
  ) -> [AffineExpression] {
    let end = end ?? nest.loops.count
    let own = nest.loops.indices.filter { nest.loops[$0].dimension == dimension }
    guard
      let first = own.first(where: {
        nest.loops[$0].count * nest.loops[$0].step > nest.whole($0)
      }), first < end
    else { return [] }
    let passed = own.filter { $0 >= first && $0 < end }.reduce(index) {
      $0.plus(step.variables[$1].times(nest.loops[$1].step))
    }
    return [passed.subtracted(from: nest.whole(first))]
  }

  /// What is at least DIM where the dimension has the index in the step's core, and below 1 elsewhere.
  func present(
    _ dimension: LayerDimension, _ step: Step, _ index: AffineExpression
  ) -> [AffineExpression] {
    clip(dimension, step, index).map { $0.times(self.dimension) }
  }

  /// The extent of `width` blocks of a unit of the dimension.
  func columns(
    _ dimension: LayerDimension, _ step: Step,
    _ place: (unit: AffineExpression, block: AffineExpression), width: Int = 1
  ) -> [AffineExpression] {
    let unit = nest.unit(dimension)
    let inside = place.block.times(self.dimension)
    return [.of(width * self.dimension), inside.subtracted(from: unit)]
      + clip(dimension, step, place.unit.times(unit).plus(inside))
  }

  // MARK: Local memory

  /// The first row of the part of the tile that the step uses.
  func base(_ tensor: Tensor, _ step: Step) -> AffineExpression {
    let tile = tile(tensor)
    let parts = nest.loops.indices[tile.place...]
      .filter { tile.parts.contains(nest.loops[$0].dimension) }
      .reduce(AffineExpression.of(0)) {
        $0.times(nest.loops[$1].count).plus(step.variables[$1])
      }
    let first = parts.times(tile.partRows).plus(tile.base)
      .plus(numberOfStay(tensor).times(tile.rows))
    guard tile.buffers > 1 else { return first }
    let length = steps(from: tile.place) / step.period
    return step.number.floorQuotient(length).modulo(tile.buffers).times(tile.rows).plus(first)
  }

  /// The position in the part of the tile of where the step begins along the dimension.
  func inside(
    _ dimension: LayerDimension, _ tile: GemminiNestLayout.Tile, _ step: Step
  ) -> AffineExpression {
    if tile.parts.contains(dimension) { return .of(0) }
    return nest.loops.indices[tile.place...].reduce(.of(0)) { sum, loop in
      guard nest.loops[loop].dimension == dimension else { return sum }
      return sum.plus(step.variables[loop].times(nest.loops[loop].step))
    }
  }

  /// The first row of a block of columns of the tile.
  func block(
    _ tile: GemminiNestLayout.Tile, _ step: Step,
    _ place: (unit: AffineExpression, block: AffineExpression)
  ) -> AffineExpression {
    number(tile, step, place).times(tile.blockRows)
  }

  private func number(
    _ tile: GemminiNestLayout.Tile, _ step: Step,
    _ place: (unit: AffineExpression, block: AffineExpression)
  ) -> AffineExpression {
    let unit = nest.unit(tile.column)
    return inside(tile.column, tile, step).exactQuotient(unit).plus(place.unit)
      .times(tile.unitBlocks).plus(place.block)
  }

  /// The row of the given positions in the step's core, in a block of the tile.
  func row(
    _ tile: GemminiNestLayout.Tile, _ step: Step, _ position: (LayerDimension) -> AffineExpression
  ) -> AffineExpression {
    tile.strides.reduce(.of(0)) { sum, entry in
      sum.plus(
        inside(entry.dimension, tile, step).plus(position(entry.dimension)).times(entry.rows))
    }
  }

  /// Where the array reads A.
  func rowOfA(_ step: Step, _ block: Block, _ rows: Rows) -> AffineExpression {
    let tile = layout.a
    let column = rows.unit.times(nest.unit(.outputColumn)).plus(rows.chunk.times(dimension))
    let base = base(.a, step)
    let channel = nest.isDepthwise ? block.output : block.input
    if let input = onChip?.input { return rowOfInput(input, step, block, rows) }
    guard let patch = layout.patch else {
      func position(_ of: LayerDimension) -> AffineExpression {
        switch of {
        case .group: block.group
        case .batch: rows.image
        case .outputRow: rows.row
        case .outputColumn: column
        case .inputChannel: element(.inputChannel, block.input)
        default: .of(0)
        }
      }
      let place = nest.transposesA ? (rows.unit, rows.chunk) : channel
      return base.plus(self.block(tile, step, place)).plus(row(tile, step, position))
    }
    func reach(_ dimension: LayerDimension, _ index: AffineExpression) -> AffineExpression {
      inside(dimension, tile, step).plus(startInKeptInput(dimension)).plus(index)
    }
    let y = reach(.outputRow, rows.row).times(patch.rows.resultStride)
      .plus(reach(.kernelRow, block.kernelRow).times(patch.rows.tapStride))
    let x = reach(.outputColumn, column).times(patch.columns.resultStride)
      .plus(reach(.kernelColumn, block.kernelColumn).times(patch.columns.tapStride))
    let image = reach(.batch, rows.image).times(tile.strides[1].rows)
    return base.plus(self.block(tile, step, channel)).plus(image)
      .plus(y.times(patch.columns.extent)).plus(x)
  }

  /// The position in the core of a block of the dimension.
  func element(
    _ dimension: LayerDimension, _ place: (unit: AffineExpression, block: AffineExpression)
  ) -> AffineExpression {
    place.unit.times(nest.unit(dimension)).plus(place.block.times(self.dimension))
  }

  /// Where the array reads B.
  func rowOfB(_ step: Step, _ block: Block) -> AffineExpression {
    let tile = layout.b
    func position(_ of: LayerDimension) -> AffineExpression {
      switch of {
      case .group: block.group
      case .kernelRow: block.kernelRow
      case .kernelColumn: block.kernelColumn
      case .inputChannel: element(.inputChannel, block.input)
      case .outputChannel: element(.outputChannel, block.output)
      default: .of(0)
      }
    }
    let columns =
      nest.isDepthwise
      ? .of(0)
      : self.block(tile, step, nest.transposesB ? block.input : block.output)
    return base(.b, step).plus(columns).plus(row(tile, step, position))
  }

  /// Where a block of the result lies.
  func rowOfResult(
    _ step: Step, _ group: AffineExpression, _ rows: Rows,
    _ output: (unit: AffineExpression, block: AffineExpression)
  ) -> AffineExpression {
    let tile = layout.result
    let base = base(.result, step)
    func position(_ of: LayerDimension) -> AffineExpression {
      switch of {
      case .group: group
      case .batch: rows.image
      case .outputRow: rows.row
      case .outputColumn:
        rows.unit.times(nest.unit(.outputColumn)).plus(rows.start(dimension))
      default: .of(0)
      }
    }
    guard layout.interleaves else {
      return base.plus(block(tile, step, output)).plus(row(tile, step, position))
    }
    let units = inside(.outputColumn, tile, step).exactQuotient(nest.unit(.outputColumn))
      .plus(rows.unit)
    let chunk = row(tile, step, position).plus(units.times(unitBlocks(.outputColumn)))
      .plus(rows.chunk)
    return base.plus(
      chunk.times(tile.blocks).plus(number(tile, step, output)).times(dimension))
  }
}

extension AffineExpression {
  /// The quotient by a constant that divides every term.
  fileprivate func exactQuotient(_ divisor: Int) -> AffineExpression { floorQuotient(divisor) }
}

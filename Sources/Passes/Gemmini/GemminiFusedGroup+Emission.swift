import FuseIR
import Machine

extension GemminiFusedGroup {
  /// Writes the group's instructions but the final fence; `locations` says where each member stands in the source, and
  /// `buffer` where the identity lies, nil for zeros in its place.
  func emit(
    _ builder: inout GemminiSegmentBuilder, _ locations: [LocationID],
    on configuration: GemminiConfiguration, identity buffer: String?, in module: inout Module,
    _ bufferOfValue: @escaping (ValueID) -> String
  ) {
    let dimension = configuration.dimension
    GemminiMoveConfiguration(dimension: dimension).load(
      channel: 0, stride: buffer == nil ? 0 : dimension * configuration.inputBytes, builder,
      in: &module)
    builder.moveIn(
      buffer.map { .init(buffer: $0, offset: .of(0)) },
      to: .init(
        row: .of(identity), rows: [.of(dimension)], columns: [.of(dimension)]),
      in: .scratchpad, channel: 0, module: &module)
    emitSteps([], &builder, locations, on: configuration, in: &module, bufferOfValue)
  }

  /// Writes the shared loops inside of those with the given variables, and in them all members.
  private func emitSteps(
    _ variables: [AffineExpression], _ builder: inout GemminiSegmentBuilder,
    _ locations: [LocationID], on configuration: GemminiConfiguration, in module: inout Module,
    _ bufferOfValue: @escaping (ValueID) -> String
  ) {
    guard variables.count < counts.count else {
      for index in members.indices {
        builder.location = locations[index]
        emit(index, variables, &builder, on: configuration, in: &module, bufferOfValue)
      }
      return
    }
    let depth = variables.count
    let most = members.reduce(0) { max($0, $1.lags[depth]) }
    builder.loop(counts[depth] + most, in: &module) { builder, module, variable in
      emitSteps(
        variables + [variable], &builder, locations, on: configuration, in: &module,
        bufferOfValue)
    }
  }

  /// Writes a member's step, where the shared loops have brought it to one: members that need rows of the one before which
  /// come with its next step are behind it.
  private func emit(
    _ index: Int, _ variables: [AffineExpression], _ builder: inout GemminiSegmentBuilder,
    on configuration: GemminiConfiguration, in module: inout Module,
    _ bufferOfValue: @escaping (ValueID) -> String
  ) {
    let member = members[index]
    var steps = member.steps
    var isOwn: [AffineExpression] = []
    for (depth, variable) in variables.enumerated() {
      let lag = member.lags[depth]
      let own = variable.plus(-lag)
      steps[depth].variable = own
      if lag > 0 { isOwn.append(own) }
      if members.contains(where: { $0.lags[depth] > lag }) {
        isOwn.append(own.subtracted(from: counts[depth] - 1))
      }
    }
    builder.loop(isOwn.map { $0.plus(1) }, most: 1, in: &module) { builder, module, _ in
      if member.needsFence { builder.emit(.fence, in: &module) }
      for own in kept where own.producer == index {
        emitZeros(around: own, steps, &builder, configuration, in: &module)
      }
      GemminiNestEmitter(
        nest: member.nest, layout: member.layout, kernel: member.part,
        configuration: configuration, buffer: bufferOfValue, partialSums: nil,
        onChip: member.places, shared: steps
      ).emit(&builder, in: &module)
    }
  }

  /// Writes the zeros around a tensor before its first rows, and those below a ring before its last ones.
  private func emitZeros(
    around own: Kept, _ steps: [GemminiSharedStep], _ builder: inout GemminiSegmentBuilder,
    _ configuration: GemminiConfiguration, in module: inout Module
  ) {
    let first = steps[own.firstHeld...].map { $0.variable.times(-1) }
    emitZeros(own.tensor.zeros, own.tensor, when: first, &builder, configuration, in: &module)
    let last = steps[own.firstHeld...].map {
      $0.axis == .rows ? $0.variable.plus(1 - $0.count) : $0.variable.times(-1)
    }
    emitZeros(own.tensor.zerosBelow, own.tensor, when: last, &builder, configuration, in: &module)
  }

  /// Writes stretches of zeros, several blocks of channels at a time, where all of `when` are at least 0; they come from no
  /// memory.
  private func emitZeros(
    _ stretches: GemminiOnChipTensor.Zeros, _ tensor: GemminiOnChipTensor,
    when conditions: [AffineExpression], _ builder: inout GemminiSegmentBuilder,
    _ configuration: GemminiConfiguration, in module: inout Module
  ) {
    guard !stretches.isEmpty else { return }
    if !conditions.isEmpty {
      builder.loop(conditions.map { $0.plus(1) }, most: 1, in: &module) { builder, module, _ in
        emitZeros(stretches, tensor, when: [], &builder, configuration, in: &module)
      }
      return
    }
    let dimension = configuration.dimension
    let width = configuration.maximumMoveInColumns(.scratchpad) / dimension
    GemminiMoveConfiguration(dimension: dimension).load(
      channel: 0, stride: 0,
      blockStride: tensor.blocks > 1 ? tensor.blockRows : max(dimension, tensor.blockRows), builder,
      in: &module)
    builder.loop((tensor.blocks + width - 1) / width, in: &module) { builder, module, group in
      let blocks = group.times(-width).plus(tensor.blocks)
      builder.loop(tensor.shape.images, in: &module) { builder, module, image in
        for stretch in stretches {
          builder.loop(stretch.count, in: &module) { builder, module, number in
            let chunks = (stretch.length + dimension - 1) / dimension
            builder.loop(chunks, in: &module) { builder, module, chunk in
              let inside = chunk.times(dimension)
              builder.moveIn(
                nil,
                to: .init(
                  row: group.times(width * tensor.blockRows).plus(image.times(tensor.imageRows))
                    .plus(number.times(stretch.distance)).plus(inside)
                    .plus(tensor.base + stretch.first),
                  rows: [.of(dimension), inside.subtracted(from: stretch.length)],
                  columns: [.of(width * dimension), blocks.times(dimension)]),
                in: .scratchpad, channel: 0, module: &module)
            }
          }
        }
      }
    }
  }
}

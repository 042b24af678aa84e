import FuseIR
import Machine

extension GemminiFusedGroup {
  /// Writes the group's instructions but the final fence; `locations` says where each member stands in the source.
  func emit(
    _ builder: inout GemminiSegmentBuilder, _ locations: [LocationID],
    on configuration: GemminiConfiguration, identity buffer: String, in module: inout Module,
    _ bufferOfValue: @escaping (ValueID) -> String
  ) {
    let dimension = configuration.dimension
    GemminiMoveConfiguration(dimension: dimension).load(
      channel: 0, stride: dimension * configuration.inputBytes, builder, in: &module)
    builder.moveIn(
      .init(buffer: buffer, offset: .of(0)),
      to: .init(
        row: .of(identity), rows: [.of(dimension)], columns: [.of(dimension)]),
      in: .scratchpad, channel: 0, module: &module)
    builder.loop(steps, in: &module) { builder, module, step in
      for (index, member) in members.enumerated() {
        builder.location = locations[index]
        if member.needsFence { builder.emit(.fence, in: &module) }
        for own in kept where own.producer == index {
          emitZeros(around: own.tensor, &builder, configuration, in: &module)
        }
        GemminiNestEmitter(
          nest: member.nest, layout: member.layout, kernel: member.part,
          configuration: configuration, buffer: bufferOfValue, partialSums: nil,
          onChip: member.places, shared: (step, member.distance)
        ).emit(&builder, in: &module)
      }
    }
  }

  /// Writes the zeros around a tensor, several blocks of channels at a time; they come from no memory.
  private func emitZeros(
    around tensor: GemminiOnChipTensor, _ builder: inout GemminiSegmentBuilder,
    _ configuration: GemminiConfiguration, in module: inout Module
  ) {
    let stretches = tensor.zeros
    guard !stretches.isEmpty else { return }
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

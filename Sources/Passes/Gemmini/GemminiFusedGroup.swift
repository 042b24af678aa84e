import FuseIR
import Machine

/// Products of matrices, each of the result of the one before, that run by turns, so that the tensors between them stay on
/// chip.
///
/// In each step of the shared loop, if there is one, every kernel does its share of the rows. What it computes does not leave
/// to DRAM: the array reads its sums from the accumulator, which activates, scales, rounds and saturates them as it does for
/// a move to DRAM, multiplies them by an identity matrix and writes the product to the scratchpad. There the next kernel has
/// it as its whole input. Only hardware reads operands from the accumulator; Spike's model does not.
struct GemminiFusedGroup {
  /// One kernel of the group.
  struct Member {
    /// Its index in the selection.
    var kernel: Int
    /// The kernel with the rows of one step.
    var part: GemminiKernel
    var nest: GemminiNest
    var layout: GemminiNestLayout
    var places: GemminiOnChipPlaces
    /// How far a step of the shared loop goes in each tensor, in elements.
    var distance: GemminiNest.Part
  }

  /// Why a group does not run so.
  struct Refusal: Error {
    var message: String
  }

  private(set) var members: [Member] = []
  /// Steps of the shared loop.
  private(set) var steps = 1
  /// The tensors that stay on chip.
  private(set) var values: [ValueID] = []

  /// A group of the kernels with the given indices, or why it cannot be.
  init(
    _ kernels: [Int], _ selection: GemminiKernelSelection, on configuration: GemminiConfiguration,
    in module: borrowing Module
  ) throws(Refusal) {
    guard !configuration.input.isFloat else {
      throw Refusal(message: "the copy by the array is exact for integers only")
    }
    var previous: Chain?
    for index in kernels {
      let kernel = selection.kernels[index].kernel
      let chain = try Chain(kernel, on: configuration, in: module)
      if let previous { try chain.check(after: previous, in: module) }
      guard previous == nil || chain.steps == steps else {
        throw Refusal(message: "its layers do not share their loops over rows")
      }
      steps = chain.steps
      if index != kernels.last {
        guard !kernel.isFullWidth else {
          throw Refusal(message: "a tensor between its layers has the type of sums")
        }
        values.append(GemminiSchedule.stored(kernel.result, in: module))
      }
      try add(index, chain, isFirst: previous == nil, isLast: index == kernels.last, configuration)
      previous = chain
    }
    try place(on: configuration)
  }

  // MARK: Plans

  private mutating func add(
    _ index: Int, _ chain: Chain, isFirst: Bool, isLast: Bool,
    _ configuration: GemminiConfiguration
  ) throws(Refusal) {
    let nest = isFirst ? chain.nest : chain.nest.keepingInput
    let dimension = configuration.dimension
    func isWhole(_ of: LayerDimension) -> Bool {
      nest.loops.allSatisfy { $0.dimension != of || $0.step % dimension == 0 }
    }
    guard isFirst || isWhole(.inputChannel), isLast || isWhole(.outputChannel) else {
      throw Refusal(message: "its tiles do not fill rows of local memory")
    }
    guard !GemminiNestEmitter.spills(nest) else {
      throw Refusal(message: "unfinished sums of a layer go through DRAM")
    }
    let places = GemminiOnChipPlaces(
      room: configuration.scratchpadRows, input: isFirst ? nil : 0,
      weights: chain.keepsWeights ? 0 : nil,
      output: isLast ? nil : .init(base: 0, blockRows: 0, identity: 0))
    members.append(
      Member(
        kernel: index, part: chain.part, nest: nest,
        layout: try Self.layout(nest, chain.part, places, configuration), places: places,
        distance: chain.distance))
  }

  private static func layout(
    _ nest: GemminiNest, _ kernel: GemminiKernel, _ places: GemminiOnChipPlaces,
    _ configuration: GemminiConfiguration
  ) throws(Refusal) -> GemminiNestLayout {
    let storeGroup =
      places.output == nil ? GemminiNestEmitter.storeGroup(kernel, configuration) : 1
    do throws(GemminiNestLayoutError) {
      return try GemminiNestLayout(
        nest, on: configuration, storeGroup: storeGroup, onChip: places)
    } catch {
      throw Refusal(message: error.message)
    }
  }

  /// Gives what stays its rows at the end of the scratchpad, and each kernel's other tiles what is left then.
  private mutating func place(on configuration: GemminiConfiguration) throws(Refusal) {
    var end = configuration.scratchpadRows
    func take(_ rows: Int) throws(Refusal) -> Int {
      guard rows <= end else {
        throw Refusal(
          message: "what stays on chip takes more than the \(configuration.scratchpadRows) rows of "
            + "the scratchpad")
      }
      end -= rows
      return end
    }
    let identity = try take(configuration.dimension)
    for index in members.indices where members[index].places.weights != nil {
      members[index].places.weights = try take(members[index].layout.b.rows)
    }
    // When a tensor is made, the one before is read and those before that are not needed any more: two slots serve all.
    var rows = [0, 0]
    for (index, member) in members.enumerated().dropFirst() {
      rows[(index - 1) % 2] = max(rows[(index - 1) % 2], member.layout.a.rows)
    }
    let slots = [try take(rows[0]), try take(rows[1])]
    for index in members.indices {
      var first = slots[0]
      if index > 0 {
        let base = slots[(index - 1) % 2]
        members[index].places.input = base
        first = min(first, base)
      }
      if index + 1 < members.count {
        let base = slots[index % 2]
        members[index].places.output = .init(
          base: base, blockRows: members[index + 1].layout.a.blockRows, identity: identity)
        first = min(first, base)
      }
      members[index].places.room = first
      members[index].layout = try Self.layout(
        members[index].nest, members[index].part, members[index].places, configuration)
    }
  }

  // MARK: Instructions

  /// Writes the group's instructions but the final fence; `locations` says where each member stands in the source.
  func emit(
    _ builder: inout GemminiSegmentBuilder, _ locations: [LocationID],
    on configuration: GemminiConfiguration, identity: String, in module: inout Module,
    buffer: @escaping (ValueID) -> String
  ) {
    let dimension = configuration.dimension
    if let place = members.first?.places.output {
      GemminiMoveConfiguration(dimension: dimension).load(
        channel: 0, stride: dimension * configuration.inputBytes, builder, in: &module)
      builder.moveIn(
        .init(buffer: identity, offset: .of(0)),
        to: .init(
          row: .of(place.identity), rows: [.of(dimension)], columns: [.of(dimension)]),
        in: .scratchpad, channel: 0, module: &module)
    }
    builder.loop(steps, in: &module) { builder, module, step in
      for (index, member) in members.enumerated() {
        builder.location = locations[index]
        if index > 0, !readsAsWritten(index, dimension) { builder.emit(.fence, in: &module) }
        GemminiNestEmitter(
          nest: member.nest, layout: member.layout, kernel: member.part,
          configuration: configuration, buffer: buffer, partialSums: nil, onChip: member.places,
          shared: (step, member.distance)
        ).emit(&builder, in: &module)
      }
    }
  }

  /// Whether the member reads its input by the blocks of rows that the one before wrote: the array waits for a result of its
  /// own only where it reads from that result's first row on.
  private func readsAsWritten(_ index: Int, _ dimension: Int) -> Bool {
    members[index - 1...index].allSatisfy { member in
      member.nest.loops.allSatisfy {
        $0.dimension != .outputColumn || $0.step % dimension == 0
      }
    }
  }
}

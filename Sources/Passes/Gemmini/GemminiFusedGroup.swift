import FuseIR
import Machine

/// Kernels that run one after the other, or by turns, so that tensors between them stay on chip.
///
/// In each step of the shared loops, if there are some, every kernel does its share. A kernel whose windows need rows or
/// columns that the one before makes in its next step only is as many steps behind it as that takes: all steps of all
/// kernels are as large then as their mappings say. A result that stays does not leave to DRAM: the array reads its sums from the accumulator, which activates, scales, rounds and saturates them as it does
/// for a move to DRAM, multiplies them by an identity matrix and writes the product to the scratchpad. There the kernels
/// after find it: as their whole input, with zeros around where their windows read some, or as what they add, which the array
/// multiplies by the identity onto their sums. Only hardware reads operands from the accumulator; Spike's model does not.
///
/// Floating-point numbers are not multiplied, since 0 times infinity is no zero: the array adds them to products of zeros.
/// That makes 0 of -0, which no kernel after can tell: its sums begin with 0, and 0 + -0 is 0. What is added from on chip
/// comes before the products, as it does when it comes from DRAM, so that the sums round alike.
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
    /// The shared loops, and how many steps of each it is behind those who begin at once.
    var steps: [GemminiSharedStep]
    var lags: [Int]
    /// Whether it reads from DRAM what a member before stores there.
    var needsFence = false
  }

  /// A tensor that stays on chip, from the member that makes it to the last that reads it.
  struct Kept {
    var value: ValueID
    var tensor: GemminiOnChipTensor
    var producer: Int
    /// The members that stream it through the array, and those that add it, with the number of the addend.
    var readers: [Int] = []
    var adders: [(member: Int, addend: Int)] = []

    /// The first of the shared loops whose steps it outlives; all of them are outside where there is none.
    var firstHeld = 0
    /// Whether its place is its own while any member runs.
    var isPersistent = false

    var last: Int { max(readers.last ?? 0, adders.last?.member ?? 0) }
    /// The members that read or add it.
    var users: [Int] { readers + adders.map(\.member) }
  }

  /// Why a group does not run so.
  struct Refusal: Error {
    var message: String
    /// The tensors that may go through DRAM instead, so that the others stay; none where all must.
    var values: [ValueID] = []
  }

  private(set) var members: [Member] = []
  /// The steps of the shared loops, outermost first.
  private(set) var counts: [Int] = []
  /// The tensors that stay on chip.
  var kept: [Kept] = []
  private(set) var identity = 0

  /// A group of the kernels with the given indices, in their order, between which the given values stay, or why it cannot
  /// be.
  init(
    _ kernels: [Int], keeping values: [ValueID], _ selection: GemminiKernelSelection,
    on configuration: GemminiConfiguration, in module: borrowing Module
  ) throws(Refusal) {
    var links = try Self.links(kernels, keeping: values, selection, on: configuration, in: module)
    counts = links.lazy.compactMap { $0?.steps.map(\.count) }.first ?? []
    guard links.allSatisfy({ $0.map { $0.steps.map(\.count) == counts } ?? counts.isEmpty })
    else { throw Refusal(message: "its layers do not share their loops") }
    try keep(values, kernels, links, selection, in: module)
    let lags = try lags(links)
    try shape(links, lags, on: configuration)
    try unfold(&links, on: configuration, in: module)
    try checkOrder(kernels, selection, in: module)
    try place(kernels, links, lags, selection, configuration)
    markFences(kernels, selection, in: module)
  }

  // MARK: Tensors

  /// For each kernel that touches one of the values, how it does.
  private static func links(
    _ kernels: [Int], keeping values: [ValueID], _ selection: GemminiKernelSelection,
    on configuration: GemminiConfiguration, in module: borrowing Module
  ) throws(Refusal) -> [Link?] {
    var links: [Link?] = []
    for kernel in kernels {
      let planned = selection.kernels[kernel]
      let touched = ([planned.kernel.result] + planned.reads)
        .map { GemminiSchedule.stored($0, in: module) }.filter { values.contains($0) }
      guard !touched.isEmpty else {
        links.append(nil)
        continue
      }
      do throws(Refusal) {
        links.append(try Link(planned.kernel, on: configuration, in: module))
      } catch {
        throw Refusal(message: error.message, values: touched)
      }
    }
    return links
  }

  /// Finds out who makes and who reads each value.
  private mutating func keep(
    _ values: [ValueID], _ kernels: [Int], _ links: [Link?],
    _ selection: GemminiKernelSelection, in module: borrowing Module
  ) throws(Refusal) {
    func stored(_ value: ValueID) -> ValueID { GemminiSchedule.stored(value, in: module) }
    for value in values {
      func refusal(_ message: String) -> Refusal { Refusal(message: message, values: [value]) }
      guard
        let producer = kernels.firstIndex(where: {
          stored(selection.kernels[$0].kernel.result) == value
        }), let output = links[producer]?.output
      else { throw refusal("a layer makes it in another order") }
      guard !selection.kernels[kernels[producer]].kernel.isFullWidth else {
        throw refusal("a tensor between its layers has the type of sums")
      }
      var own = Kept(
        value: value, tensor: GemminiOnChipTensor(output.part, dimension: 1), producer: producer)
      for (member, kernel) in kernels.enumerated() {
        let kernel = selection.kernels[kernel].kernel
        guard let link = links[member] else { continue }
        guard stored(kernel.b.value) != value else {
          throw refusal("a layer reads it as its weights")
        }
        if stored(kernel.a.value) == value {
          guard link.input != nil else {
            throw refusal("a layer reads the tensor before it in another order")
          }
          own.readers.append(member)
        }
        let added = kernel.addends.indices.filter {
          stored(kernel.addends[$0].access.value) == value
        }
        guard added.count <= 1 else { throw refusal("a layer adds it twice") }
        if let index = added.first {
          guard link.adds(index), link.output != nil else {
            throw refusal("a layer adds it in another order")
          }
          own.adders.append((member, index))
        }
      }
      guard own.last > producer, own.users.allSatisfy({ $0 > producer })
      else { throw refusal("no layer of its group reads it") }
      kept.append(own)
    }
    kept.sort { $0.producer < $1.producer }
  }

  /// Lets the array take images row by row where rows of a tensor have zeros between them.
  private func unfold(
    _ links: inout [Link?], on configuration: GemminiConfiguration, in module: borrowing Module
  ) throws(Refusal) {
    for own in kept where own.tensor.hasLines {
      for member in [own.producer] + own.users {
        guard let link = links[member], link.kernel.window == nil else { continue }
        links[member] = try Link(link.kernel, folds: false, on: configuration, in: module)
      }
    }
  }

  /// Checks that members that run by turns hand nothing over through DRAM.
  private func checkOrder(
    _ kernels: [Int], _ selection: GemminiKernelSelection, in module: borrowing Module
  ) throws(Refusal) {
    guard !counts.isEmpty else { return }
    for (member, kernel) in kernels.enumerated() {
      let made = kernels[..<member].map {
        GemminiSchedule.stored(selection.kernels[$0].kernel.result, in: module)
      }
      for read in selection.kernels[kernel].reads {
        let stored = GemminiSchedule.stored(read, in: module)
        guard !made.contains(stored) || kept.contains(where: { $0.value == stored }) else {
          throw Refusal(message: "a layer of its group hands its result over through DRAM")
        }
      }
    }
  }

  /// Says before which members what those before have stored must be in DRAM.
  private mutating func markFences(
    _ kernels: [Int], _ selection: GemminiKernelSelection, in module: borrowing Module
  ) {
    var open: [ValueID] = []
    for member in members.indices {
      let planned = selection.kernels[kernels[member]]
      let reads = planned.reads.map { GemminiSchedule.stored($0, in: module) }
      if reads.contains(where: { open.contains($0) }) {
        members[member].needsFence = true
        open = []
      }
      let result = GemminiSchedule.stored(planned.kernel.result, in: module)
      if !kept.contains(where: { $0.value == result }) { open.append(result) }
    }
  }

  // MARK: Places

  /// Gives what stays its rows at the end of the scratchpad, and each kernel's other tiles what is left then.
  private mutating func place(
    _ kernels: [Int], _ links: [Link?], _ lags: [[Int]], _ selection: GemminiKernelSelection,
    _ configuration: GemminiConfiguration
  ) throws(Refusal) {
    var end = configuration.scratchpadRows - configuration.dimension
    identity = end
    var stays = kernels.map { _ in GemminiOnChipPlaces(room: 0) }
    for (member, link) in links.enumerated() {
      guard let link, !counts.isEmpty else { continue }
      let readsKept = kept.contains { $0.readers.contains(member) }
      let nest = readsKept ? link.nest.keepingInput : link.nest
      // How many rows they take does not depend on where they are.
      var places = GemminiOnChipPlaces(room: configuration.scratchpadRows)
      func give(_ place: Int, _ tile: GemminiNestLayout.Tile, _ depends: (LayerDimension) -> Bool)
        throws(Refusal) -> GemminiOnChipPlaces.Stay?
      {
        guard place < counts.count else { return nil }
        let tiles = link.steps[place...].reduce(1) {
          depends($1.dimension) && !isLine($1) ? $0 * $1.count : $0
        }
        let (rows, overflow) = tile.rows.multipliedReportingOverflow(by: tiles)
        guard !overflow, rows <= end else { throw Self.tooLarge(configuration) }
        end -= rows
        // What is outside and changes nothing brings nothing new.
        let outer = link.steps[..<place].lastIndex { depends($0.dimension) }.map { $0 + 1 } ?? 0
        return .init(row: end, place: outer, lines: lines(from: outer))
      }
      /// Whether windows of a loop's steps overlap.
      func isLine(_ step: GemminiSharedStep) -> Bool {
        link.kernel.window != nil && (step.axis == .rows || step.axis == .columns)
      }
      func lines(from place: Int) -> (rows: Int, columns: Int) {
        link.steps[place...].reduce((1, 1)) { lines, step in
          guard isLine(step) else { return lines }
          return step.axis == .rows
            ? (lines.rows * step.count, lines.columns) : (lines.rows, lines.columns * step.count)
        }
      }
      places.weights = link.weightPlace < counts.count ? .init(row: 0, place: 0) : nil
      if !readsKept, link.inputPlace < counts.count {
        places.keptInput = .init(row: 0, place: 0, lines: lines(from: link.inputPlace))
      }
      let layout = try Self.layout(nest, link.part, places, configuration, blaming: [])
      stays[member].weights = try give(
        link.weightPlace, layout.b, LayerDimensions.weight.contains)
      guard !readsKept, link.inputPlace < counts.count else { continue }
      stays[member].keptInput = try give(link.inputPlace, layout.a, nest.dependsA)
    }
    var lowest = [Int](repeating: end, count: kernels.count)
    for index in kept.indices {
      let (own, rows) = (kept[index], kept[index].tensor.rows)
      let taken = kept[..<index]
        .filter { $0.isPersistent || own.isPersistent || $0.last >= own.producer }
        .map { (from: $0.tensor.base, to: $0.tensor.base + $0.tensor.rows) }
        .sorted { $0.to > $1.to }
      var top = end
      for other in taken where other.to > top - rows && other.from < top { top = other.from }
      guard top >= rows else { throw Self.tooLarge(configuration, [own.value]) }
      kept[index].tensor.base = top - rows
      let live = own.isPersistent ? 0...kernels.count - 1 : own.producer...own.last
      for member in live { lowest[member] = min(lowest[member], top - rows) }
    }
    for (member, kernel) in kernels.enumerated() {
      stays[member].room = lowest[member]
      stays[member].identity = identity
      try add(
        member, kernel, links[member], lags[member], selection, stays[member], configuration)
    }
  }

  private static func tooLarge(
    _ configuration: GemminiConfiguration, _ values: [ValueID] = []
  ) -> Refusal {
    Refusal(
      message: "what stays on chip takes more than the \(configuration.scratchpadRows) rows of the "
        + "scratchpad", values: values)
  }

  private mutating func add(
    _ member: Int, _ kernel: Int, _ link: Link?, _ lags: [Int],
    _ selection: GemminiKernelSelection, _ places: GemminiOnChipPlaces,
    _ configuration: GemminiConfiguration
  ) throws(Refusal) {
    let live = kept.filter { $0.producer <= member && member <= $0.last }
    let planned = selection.kernels[kernel]
    var places = places
    var nest = link?.nest ?? planned.nest
    if let link {
      if let view = link.input, let own = live.first(where: { $0.readers.contains(member) }) {
        places.input = own.tensor.place(as: view.holding(own.tensor.held), from: link.before)
        nest = nest.keepingInput
      }
      if let view = link.output {
        for own in live where own.producer == member {
          places.output = own.tensor.place(as: view.holding(own.tensor.held))
        }
        for own in live {
          for adder in own.adders where adder.member == member {
            places.addends[adder.addend] = own.tensor.place(as: view.holding(own.tensor.held))
          }
        }
      }
    }
    let touched = live.map(\.value)
    let part = link?.part ?? planned.kernel
    guard !configuration.input.isFloat || places.addsInOrder(part.addends.count) else {
      throw Refusal(
        message: "what it adds from on chip comes after what it adds from DRAM, and sums of "
          + "floating-point numbers depend on their order", values: touched)
    }
    guard !GemminiNestEmitter.spills(nest) else {
      throw Refusal(message: "unfinished sums of a layer go through DRAM", values: touched)
    }
    var layout = try Self.layout(nest, part, places, configuration, blaming: touched)
    (nest, layout) = GemminiPlannedKernel.balanced(
      nest, layout, Self.storeGroup(part, places, configuration), on: configuration,
      onChip: places)
    let dimension = configuration.dimension
    func isWhole(_ of: LayerDimension) -> Bool {
      nest.loops.allSatisfy { $0.dimension != of || $0.step % dimension == 0 }
    }
    let channel: LayerDimension = nest.isDepthwise ? .outputChannel : .inputChannel
    guard places.input == nil || isWhole(channel),
      (places.output == nil && places.addends.isEmpty) || isWhole(.outputChannel)
    else {
      throw Refusal(message: "its tiles do not fill rows of local memory", values: touched)
    }
    members.append(
      Member(
        kernel: kernel, part: part, nest: nest, layout: layout, places: places,
        steps: link?.steps ?? [], lags: lags))
  }

  private static func storeGroup(
    _ kernel: GemminiKernel, _ places: GemminiOnChipPlaces, _ configuration: GemminiConfiguration
  ) -> Int {
    places.output == nil ? GemminiNestEmitter.storeGroup(kernel, configuration) : 1
  }

  private static func layout(
    _ nest: GemminiNest, _ kernel: GemminiKernel, _ places: GemminiOnChipPlaces,
    _ configuration: GemminiConfiguration, blaming values: [ValueID]
  ) throws(Refusal) -> GemminiNestLayout {
    do throws(GemminiNestLayoutError) {
      return try GemminiNestLayout(
        nest, on: configuration, storeGroup: storeGroup(kernel, places, configuration),
        onChip: places)
    } catch {
      throw Refusal(message: error.message, values: values)
    }
  }
}

import FuseIR
import Machine

/// How the members of a group follow each other through the steps of its shared loops.
extension GemminiFusedGroup {
  /// For each member and each shared loop, how many steps it is behind.
  ///
  /// In the step in which it reads a tensor, all is made that its windows reach: of the loop over rows as many steps of
  /// the tensor's maker as that takes. Other loops hand over step by step.
  func lags(_ links: [Link?]) throws(Refusal) -> [[Int]] {
    var lags = links.map { _ in counts.map { _ in 0 } }
    for (member, link) in links.enumerated() {
      guard let link else { continue }
      for own in kept where own.users.contains(member) {
        guard let maker = links[own.producer] else { continue }
        for depth in counts.indices {
          var behind = 0
          if own.readers.contains(member) {
            guard link.inputAxis(depth) == maker.steps[depth].axis else {
              throw Refusal(
                message: "a layer sums over its shared loop, or it goes along another of its loops",
                values: [own.value])
            }
            behind = Self.lag(of: link, behind: maker, counts[depth], depth)
          }
          if own.adders.contains(where: { $0.member == member }) {
            guard link.steps[depth].axis == maker.steps[depth].axis,
              link.steps[depth].size == maker.steps[depth].size
            else { throw Refusal(message: "a layer adds it in another order") }
          }
          lags[member][depth] = max(lags[member][depth], lags[own.producer][depth] + behind)
        }
      }
    }
    return lags
  }

  /// The steps of a loop that a reader must be behind the maker of its input.
  private static func lag(
    of reader: Link, behind maker: Link, _ count: Int, _ depth: Int
  ) -> Int {
    let made = maker.steps[depth].size
    guard let reach = reader.reach(depth) else { return 0 }
    var lag = 0
    for step in 0..<count {
      let end = min(reach.end(of: step), made * count)
      lag = max(lag, (end + made - 1) / made - step - 1)
    }
    return lag
  }

  /// Decides what each tensor has of what earlier steps made, and how it lies on chip.
  mutating func shape(
    _ links: [Link?], _ lags: [[Int]], on configuration: GemminiConfiguration
  ) throws(Refusal) {
    for index in kept.indices {
      let own = kept[index]
      func refusal(_ message: String) -> Refusal { Refusal(message: message, values: [own.value]) }
      guard let maker = links[own.producer], let output = maker.output else { continue }
      let isHeld =
        own.readers.contains { links[$0]?.kernel.window != nil }
        || own.users.contains { lags[$0] != lags[own.producer] }
      let first = maker.steps.firstIndex { $0.axis == .rows || $0.axis == .columns }
      var held: GemminiOnChipTensor.Axes?
      if let first, isHeld {
        guard !own.readers.contains(where: { links[$0]?.sharesRows ?? false }) else {
          throw refusal("the plan has rows that windows share computed again in each step")
        }
        held = maker.steps[first...].reduce(into: []) { $0.formUnion($1.axis) }
        kept[index].firstHeld = first
      }
      var tensor = GemminiOnChipTensor(
        output.holding(held ?? []), holding: held, dimension: configuration.dimension)
      if tensor.held.contains(.channels),
        maker.steps.contains(where: {
          $0.axis == .channels && $0.size % configuration.dimension != 0
        })
      {
        throw refusal("the steps of its shared loop do not fill rows of local memory")
      }
      for reader in own.readers {
        guard let link = links[reader], let input = link.input,
          tensor.add(input.holding(tensor.held), before: link.before, after: link.after)
        else { throw refusal("a layer reads the tensor before it in another order") }
      }
      for adder in own.adders {
        guard let view = links[adder.member]?.output,
          tensor.add(view.holding(tensor.held), before: .init(), after: .init())
        else { throw refusal("a layer adds it in another order") }
      }
      kept[index].tensor = tensor
      kept[index].isPersistent = !counts.isEmpty && tensor.hasLines
      if let first, isHeld { setRing(index, first, links, lags) }
    }
  }

  /// Lets rows of a tensor go around in a ring, as many as are there at the same time, where all that is inside of the loop
  /// over rows needs no row of earlier ones.
  private mutating func setRing(
    _ index: Int, _ first: Int, _ links: [Link?], _ lags: [[Int]]
  ) {
    let own = kept[index]
    guard let maker = links[own.producer], maker.steps[first].axis == .rows else { return }
    let made = maker.steps[first].size
    let count = counts[first]
    let tensor = own.tensor
    var most = 0
    for time in 0..<count + (lags.map { $0[first] }.max() ?? 0) {
      let step = time - lags[own.producer][first]
      guard step >= 0 else { continue }
      var end = tensor.before.rows + min(step + 1, count) * made
      if step >= count - 1 { end += tensor.after.rows }
      var begin = end
      for user in own.users {
        guard let link = links[user] else { continue }
        let step = max(0, time - lags[user][first])
        guard step < count else { continue }
        if own.readers.contains(user), let reach = link.reach(first) {
          begin = min(begin, tensor.before.rows + reach.begin(of: step))
        }
        if own.adders.contains(where: { $0.member == user }) {
          begin = min(begin, tensor.before.rows + step * made)
        }
      }
      most = max(most, end - max(0, begin))
    }
    if most < tensor.height { kept[index].tensor.ring = max(most, tensor.before.rows + 1) }
  }
}

extension GemminiFusedGroup.Link {
  /// Whether windows of neighbouring steps share rows or columns which the plan has computed again.
  fileprivate var sharesRows: Bool {
    recomputes && steps.indices.contains { reach($0).map { $0.span > $0.stride } ?? false }
  }
}

/// What the windows of a step touch of the input along an axis, zeros before it counting as places below 0.
struct GemminiWindowReach {
  /// Outputs of a step.
  var size: Int
  var stride: Int
  var padding: Int
  /// Places from the first to the last tap.
  var span: Int

  /// The first place that the windows of a step touch.
  func begin(of step: Int) -> Int { step * size * stride - padding }
  /// The place behind the last one.
  func end(of step: Int) -> Int { ((step + 1) * size - 1) * stride - padding + span }
}

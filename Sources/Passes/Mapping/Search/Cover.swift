/// The cheapest way to make layers up of groups and single layers.
struct Cover {
  /// A group and its price.
  struct Offer {
    var number: Int
    var layers: [Int]
    var value: Double
  }

  struct Answer {
    var value: Double
    var offers: [Int]
  }

  let alone: [Double]
  /// The offers by their first layer.
  private var offers: [[Offer]]

  init(_ alone: [Double], _ offers: [Offer]) {
    self.alone = alone
    self.offers = alone.map { _ in [] }
    for offer in offers { self.offers[offer.layers[0]].append(offer) }
  }

  /// The cheapest way to make up the given layers, which are in program order.
  func least(of layers: [Int]) -> Answer {
    var known: [[Int]: Answer] = [:]
    return least(of: layers[...], without: [], &known)
  }

  /// Takes the first layer alone, or with each group that begins with it; `taken` are later layers that are taken.
  private func least(
    of layers: ArraySlice<Int>, without taken: [Int], _ known: inout [[Int]: Answer]
  ) -> Answer {
    guard let first = layers.first else { return Answer(value: 0, offers: []) }
    let rest = layers.dropFirst()
    if taken.first == first {
      return least(of: rest, without: Array(taken.dropFirst()), &known)
    }
    let key = [first] + taken
    if let answer = known[key] { return answer }
    var best = least(of: rest, without: taken, &known)
    best.value += alone[first]
    for offer in offers[first] {
      let others = offer.layers.dropFirst()
      guard others.allSatisfy({ rest.contains($0) && !taken.contains($0) }) else { continue }
      var answer = least(of: rest, without: (taken + others).sorted(), &known)
      answer.value += offer.value
      if answer.value < best.value {
        answer.offers.append(offer.number)
        best = answer
      }
    }
    known[key] = best
    return best
  }
}

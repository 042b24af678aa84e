/// Compares locations of one module by what they and all that they hold say.
///
/// Pairs that were found equal are remembered, so that locations which hold the same one many times take no longer than
/// they are long.
struct EqualLocations {
  private struct Pair: Hashable {
    let a: LocationID
    let b: LocationID
  }

  private var known: Set<Pair> = []

  /// Whether the two say the same.
  mutating func areEqual(_ a: LocationID, _ b: LocationID, in module: borrowing Module) -> Bool {
    if a == b || known.contains(Pair(a: a, b: b)) { return true }
    let (left, right) = (module.location(a), module.location(b))
    let isEqual: Bool
    switch (left, right) {
    case (.name(let name, .some(let child)), .name(let other, .some(let otherChild))):
      isEqual = name == other && areEqual(child, otherChild, in: module)
    case (.callSite(let callee, let caller), .callSite(let otherCallee, let otherCaller)):
      isEqual =
        areEqual(callee, otherCallee, in: module) && areEqual(caller, otherCaller, in: module)
    case (.fused(let parts, let metadata), .fused(let otherParts, let otherMetadata)):
      var same = metadata == otherMetadata && parts.count == otherParts.count
      for (part, other) in zip(parts, otherParts) where same {
        same = areEqual(part, other, in: module)
      }
      isEqual = same
    default: return left.isEqual(to: right)
    }
    if isEqual { known.insert(Pair(a: a, b: b)) }
    return isEqual
  }
}

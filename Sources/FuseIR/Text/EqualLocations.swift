/// Finds, of the locations of a module that say the same, the first one that it was asked for: equal locations may have
/// several ids.
struct EqualLocations {
  /// A location by what it says, what it holds replaced by the first ones that say the same.
  struct Key: Hashable {
    let location: Location
    static func == (a: Key, b: Key) -> Bool { a.location.isEqual(to: b.location) }
    func hash(into hasher: inout Hasher) { location.hashContents(into: &hasher) }
  }

  /// Of the locations that others hold, the first one that says the same.
  private var firstOfEqual: [LocationID: LocationID] = [:]
  private var firstByKey: [Key: LocationID] = [:]

  /// The key of a location; equal for locations that say the same.
  mutating func key(of id: LocationID, in module: borrowing Module) -> Key {
    var location = module.location(id)
    switch location {
    case .unknown, .file, .name(_, child: nil): break
    case .name(let name, .some(let child)):
      location = .name(name, child: first(equalTo: child, in: module))
    case .callSite(let callee, let caller):
      let callee = first(equalTo: callee, in: module)
      location = .callSite(callee: callee, caller: first(equalTo: caller, in: module))
    case .fused(let parts, let metadata):
      var firsts: [LocationID] = []
      for part in parts { firsts.append(first(equalTo: part, in: module)) }
      location = .fused(firsts, metadata: metadata)
    }
    return Key(location: location)
  }

  /// The key of a location as far as what it holds was asked for before.
  func knownKey(of id: LocationID, in module: borrowing Module) -> Key {
    switch module.location(id) {
    case .name(let name, let child):
      Key(location: .name(name, child: child.map { firstOfEqual[$0] ?? $0 }))
    case .callSite(let callee, let caller):
      Key(
        location: .callSite(
          callee: firstOfEqual[callee] ?? callee, caller: firstOfEqual[caller] ?? caller))
    case .fused(let parts, let metadata):
      Key(location: .fused(parts.map { firstOfEqual[$0] ?? $0 }, metadata: metadata))
    case let location: Key(location: location)
    }
  }

  /// The first location that says the same as the given one.
  mutating func first(equalTo id: LocationID, in module: borrowing Module) -> LocationID {
    if let known = firstOfEqual[id] { return known }
    let key = key(of: id, in: module)
    let first = firstByKey[key] ?? id
    firstByKey[key] = first
    firstOfEqual[id] = first
    return first
  }
}

extension Location {
  /// Whether two locations of one module say the same, of what they hold by id.
  fileprivate func isEqual(to other: Location) -> Bool {
    switch (self, other) {
    case (.unknown, .unknown): true
    case (
      .file(let a, let lineA, let columnA, let endA), .file(let b, let lineB, let columnB, let endB)
    ):
      a == b && lineA == lineB && columnA == columnB && endA?.line == endB?.line
        && endA?.column == endB?.column
    case (.name(let a, let childA), .name(let b, let childB)): a == b && childA == childB
    case (.callSite(let calleeA, let callerA), .callSite(let calleeB, let callerB)):
      calleeA == calleeB && callerA == callerB
    case (.fused(let a, let metadataA), .fused(let b, let metadataB)):
      a == b && metadataA == metadataB
    default: false
    }
  }

  fileprivate func hashContents(into hasher: inout Hasher) {
    switch self {
    case .unknown: hasher.combine(0)
    case .file(let file, let line, let column, _):
      hasher.combine(file)
      hasher.combine(line)
      hasher.combine(column)
    case .name(let name, _): hasher.combine(name)
    case .callSite(let callee, let caller):
      hasher.combine(callee)
      hasher.combine(caller)
    case .fused(let locations, _): hasher.combine(locations)
    }
  }
}

/// How deep aliases lie in types or attributes that were visited, by id.
struct VisitedDepths {
  private var depths: ContiguousArray<Int32> = []

  subscript(id: Int32) -> Int? {
    @inline(__always) get {
      guard Int(id) < depths.count, depths[Int(id)] >= 0 else { return nil }
      return Int(depths[Int(id)])
    }
    set {
      while depths.count <= Int(id) { depths.append(-1) }
      depths[Int(id)] = Int32(newValue ?? -1)
    }
  }
}

/// Which attributes and locations are written as `#map`, `#loc1`, … and defined once beside the ops.
///
/// As in MLIR: affine maps and sets, distinct attributes and locations have aliases. They are
/// numbered by how deep they hold other aliases, then by name, then in the order in which printing
/// meets them. Those of locations that only stand behind ops are defined at the end.
struct AliasNames {
  /// One attribute or location that was met.
  struct Entry {
    var key: Key
    var name: StaticString
    var depth = 0
    var isDeferred: Bool
    var text = ""
  }

  /// What an alias stands for.
  enum Key: Hashable {
    case attribute(AttributeID)
    case location(EqualLocations.Key)
  }

  private(set) var entries: [Entry] = []
  private var indices: [Key: Int] = [:]
  private var attributeNames: [AttributeID: String] = [:]
  private var locationNames: [EqualLocations.Key: String] = [:]
  private var distinctNumbers: [Int64: Int64] = [:]
  var equalLocations = EqualLocations()
  /// Attributes that were visited; those without alias map to nil.
  var visitedAttributes = VisitedDepths()
  var visitedTypes = VisitedDepths()
  /// By number of the opcode, whether aliases are made for attributes in the properties of its ops: 0 or 1.
  var propertiesHaveAliases = VisitedDepths()

  var isEmpty: Bool { entries.isEmpty }

  /// The alias of an attribute.
  func attribute(_ id: AttributeID, in module: borrowing Module) -> String? {
    if attributeNames.isEmpty && locationNames.isEmpty { return nil }
    if case .location(let location) = module.attribute(id) {
      return self.location(location, in: module)
    }
    return attributeNames[id]
  }

  /// The alias of a location.
  func location(_ id: LocationID, in module: borrowing Module) -> String? {
    if locationNames.isEmpty { return nil }
    return locationNames[equalLocations.knownKey(of: id, in: module)]
  }

  /// The number that a distinct attribute is printed with: in the order in which they are met.
  mutating func distinctNumber(_ number: Int64) -> Int64 {
    if let known = distinctNumbers[number] { return known }
    let next = Int64(distinctNumbers.count)
    distinctNumbers[number] = next
    return next
  }

  /// Enters something that has an alias; returns its index and whether it is new.
  mutating func enter(_ key: Key, _ name: StaticString, isDeferred: Bool) -> (Int, isNew: Bool) {
    if let index = indices[key] {
      if !isDeferred { entries[index].isDeferred = false }
      return (index, false)
    }
    entries.append(Entry(key: key, name: name, isDeferred: isDeferred))
    indices[key] = entries.count - 1
    return (entries.count - 1, true)
  }

  mutating func setDepth(_ depth: Int, of index: Int) { entries[index].depth = depth }

  /// Gives every entry its name and puts the entries in the order of their definitions.
  mutating func assignNames() {
    let order = entries.indices.sorted { a, b in
      let (x, y) = (entries[a], entries[b])
      if x.depth != y.depth { return x.depth < y.depth }
      if x.name.description != y.name.description {
        return x.name.description < y.name.description
      }
      return a < b
    }
    entries = order.map { entries[$0] }
    var counts: [String: Int] = [:]
    for index in entries.indices {
      let name = entries[index].name.description
      let number = counts[name, default: 0]
      counts[name] = number + 1
      entries[index].text = number == 0 ? name : "\(name)\(number)"
      switch entries[index].key {
      case .attribute(let id): attributeNames[id] = entries[index].text
      case .location(let key): locationNames[key] = entries[index].text
      }
    }
    distinctNumbers = [:]
  }
}

// MARK: - Collecting

extension Printer {
  /// Finds the aliases that printing the op will need. Without locations, and in a program without
  /// attributes that have aliases, there is nothing to do.
  mutating func collectAliases(of op: OpID, in module: borrowing Module) {
    guard options.debugInfo || module.hasAliasedAttributes else { return }
    isCollecting = true
    collectOperation(op, in: module)
    isCollecting = false
    output.removeAll()
    aliases.assignNames()
  }

  private mutating func collectOperation(_ op: OpID, in module: borrowing Module) {
    if !options.debugInfo, isWithoutAliases(op, in: module) { return }
    if options.debugInfo {
      visitLocation(module.location(of: op), deferred: true, in: module)
    }
    if let print = customForm(of: op, in: module)?.print {
      print(module, op, &self)
      output.removeAll()
      return
    }
    for index in 0..<module.regionCount(of: op) {
      collectRegion(
        module.region(index, of: op), entryArguments: true, terminators: true, in: module)
    }
    let record = module.ops[op.index]
    for index in 0..<Int(record.operandCount) {
      let value = module.uses[Int(record.operandStart) + index].value
      visitType(module.values[value.index].type, in: module)
    }
    for index in 0..<Int(record.resultCount) {
      visitType(module.values[Int(record.resultStart) + index].type, in: module)
    }
    if record.properties == .emptyDictionary || !propertiesHaveAliases(record.opcode, in: module) {
      visitAttribute(record.attributes, in: module)
    } else if record.attributes == .emptyDictionary {
      visitAttribute(record.properties, in: module)
    } else {
      let all = module.entries(record.properties) + module.entries(record.attributes)
      for entry in module.sorted(all) { visitAttribute(entry.value, in: module) }
    }
  }

  /// Whether the op surely needs no alias, locations apart: nearly all ops, which are not printed for nothing then.
  private mutating func isWithoutAliases(_ op: OpID, in module: borrowing Module) -> Bool {
    let record = module.ops[op.index]
    guard record.regionCount == 0, isWithoutAliases(record.properties, in: module),
      isWithoutAliases(record.attributes, in: module)
    else { return false }
    for index in 0..<Int(record.operandCount) {
      let value = module.uses[Int(record.operandStart) + index].value
      if !isWithoutAliases(module.values[value.index].type, in: module) { return false }
    }
    for index in 0..<Int(record.resultCount)
    where !isWithoutAliases(module.values[Int(record.resultStart) + index].type, in: module) {
      return false
    }
    return true
  }

  private mutating func isWithoutAliases(
    _ attribute: AttributeID, in module: borrowing Module
  ) -> Bool {
    if let known = aliases.visitedAttributes[attribute.raw] { return known == 0 }
    let isPlain: Bool
    switch module.attribute(attribute) {
    case .unit, .symbol: isPlain = true
    case .dialect: isPlain = !module.isSparseEncoding(attribute)
    case .integer(_, let type), .float(_, let type), .type(let type), .denseArray(let type, _):
      isPlain = isWithoutAliases(type, in: module)
    case .denseElements(let elements): isPlain = isWithoutAliases(elements.type, in: module)
    case .string(_, let type): isPlain = type == nil
    case .dictionary(let entries):
      isPlain = entries.allSatisfy { isWithoutAliases($0.value, in: module) }
    default: isPlain = false
    }
    if isPlain { aliases.visitedAttributes[attribute.raw] = 0 }
    return isPlain
  }

  private mutating func isWithoutAliases(_ type: TypeID, in module: borrowing Module) -> Bool {
    if let known = aliases.visitedTypes[type.raw] { return known == 0 }
    switch module.type(type) {
    case .integer, .index, .none, .float, .tensor(_, _, nil): break
    default: return false
    }
    aliases.visitedTypes[type.raw] = 0
    return true
  }

  /// Whether aliases are made for attributes in the properties of an op.
  private mutating func propertiesHaveAliases(
    _ opcode: Opcode, in module: borrowing Module
  ) -> Bool {
    let number = Int32(module.definitions.number(of: opcode))
    if let known = aliases.propertiesHaveAliases[number] { return known == 1 }
    let result = UpstreamDialects.hold(module.name(of: opcode))
    aliases.propertiesHaveAliases[number] = result ? 1 : 0
    return result
  }

  /// Visits a region as printing does: block arguments, then ops, without those that `printRegion` leaves out.
  mutating func collectRegion(
    _ region: RegionID, entryArguments: Bool, terminators: Bool, in module: borrowing Module
  ) {
    var block = module.regions[region.index].firstBlock
    var isEntry = true
    while !block.isNull {
      if entryArguments || !isEntry {
        for index in 0..<module.argumentCount(of: block) {
          let argument = module.argument(index, of: block)
          visitType(module.type(of: argument), in: module)
          if options.debugInfo {
            visitLocation(module.location(of: argument), deferred: false, in: module)
          }
        }
      }
      var op = module.blocks[block.index].firstOp
      while !op.isNull {
        let next = module.ops[op.index].next
        let isLeftOut =
          isEntry && !terminators && next.isNull && module.traits(of: op).contains(.terminator)
        if !isLeftOut { collectOperation(op, in: module) }
        op = next
      }
      block = module.blocks[block.index].next
      isEntry = false
    }
  }

  /// Visits a type; returns how deep aliases lie in it, 0 for none.
  @discardableResult
  mutating func visitType(_ type: TypeID, in module: borrowing Module) -> Int {
    if let known = aliases.visitedTypes[type.raw] { return known }
    var depth = 0
    func deepen(_ inner: Int) { depth = max(depth, inner) }
    switch module.type(type) {
    case .integer, .index, .none, .float, .dialect: break
    case .complex(let element), .unrankedTensor(let element), .vector(_, _, let element):
      deepen(visitType(element, in: module))
    case .tuple(let types):
      for type in types { deepen(visitType(type, in: module)) }
    case .function(let inputs, let results):
      for type in inputs + results { deepen(visitType(type, in: module)) }
    case .tensor(_, let element, let encoding):
      deepen(visitType(element, in: module))
      if let encoding { deepen(visitAttribute(encoding, in: module)) }
    case .memref(_, let element, let layout, let space):
      deepen(visitType(element, in: module))
      if let layout { deepen(visitAttribute(layout, in: module)) }
      if let space { deepen(visitAttribute(space, in: module)) }
    case .unrankedMemref(let element, let space):
      deepen(visitType(element, in: module))
      if let space { deepen(visitAttribute(space, in: module)) }
    }
    aliases.visitedTypes[type.raw] = depth
    return depth
  }

  /// Visits an attribute; returns how deep aliases lie in it, itself included, 0 for none.
  @discardableResult
  mutating func visitAttribute(_ attribute: AttributeID, in module: borrowing Module) -> Int {
    if let known = aliases.visitedAttributes[attribute.raw] { return known }
    let value = module.attribute(attribute)
    if case .location(let location) = value {
      return visitLocation(location, deferred: false, in: module)
    }
    var entry: Int?
    switch value {
    case .affineMap:
      entry = aliases.enter(.attribute(attribute), "map", isDeferred: false).0
    case .affineSet:
      entry = aliases.enter(.attribute(attribute), "set", isDeferred: false).0
    case .distinct(_, let referenced) where referenced != .unit:
      entry = aliases.enter(.attribute(attribute), "distinct", isDeferred: false).0
    case .dialect where module.isSparseEncoding(attribute):
      entry = aliases.enter(.attribute(attribute), "sparse", isDeferred: false).0
    default: break
    }
    var depth = 0
    func deepen(_ inner: Int) { depth = max(depth, inner) }
    switch value {
    case .unit, .symbol, .affineMap, .affineSet, .dialect, .strided, .location: break
    case .integer(_, let type), .wideInteger(_, let type), .float(_, let type),
      .wideFloat(_, let type), .type(let type), .denseArray(let type, _),
      .denseStrings(_, let type), .denseResource(_, let type):
      deepen(visitType(type, in: module))
    case .denseElements(let elements): deepen(visitType(elements.type, in: module))
    case .string(_, let type):
      if let type { deepen(visitType(type, in: module)) }
    case .array(let elements):
      for element in elements { deepen(visitAttribute(element, in: module)) }
    case .dictionary(let entries):
      for entry in entries { deepen(visitAttribute(entry.value, in: module)) }
    case .sparse(_, _, let type): deepen(visitType(type, in: module))
    case .distinct(_, let referenced): deepen(visitAttribute(referenced, in: module))
    }
    if let entry {
      aliases.setDepth(depth, of: entry)
      depth += 1
    }
    aliases.visitedAttributes[attribute.raw] = depth
    return depth
  }

  /// Visits a location; returns how deep aliases lie in it, itself included.
  @discardableResult
  mutating func visitLocation(
    _ location: LocationID, deferred: Bool, in module: borrowing Module
  ) -> Int {
    let key = aliases.equalLocations.key(of: location, in: module)
    let (entry, isNew) = aliases.enter(.location(key), "loc", isDeferred: deferred)
    guard isNew || !deferred else { return aliases.entries[entry].depth + 1 }
    var depth = 0
    switch key.location {
    case .unknown, .file: break
    case .name(_, let child):
      if let child, !module.isUnknown(child) {
        depth = visitLocation(child, deferred: deferred, in: module)
      }
    case .callSite(let callee, let caller):
      depth = visitLocation(callee, deferred: deferred, in: module)
      depth = max(depth, visitLocation(caller, deferred: deferred, in: module))
    case .fused(let locations, let metadata):
      if let metadata { depth = visitAttribute(metadata, in: module) }
      for inner in locations {
        depth = max(depth, visitLocation(inner, deferred: deferred, in: module))
      }
    }
    aliases.setDepth(depth, of: entry)
    return depth + 1
  }

  /// `#map = affine_map<...>`, one line each.
  mutating func printAliasDefinitions(deferred: Bool, in module: borrowing Module) {
    for entry in aliases.entries where entry.isDeferred == deferred {
      write("#")
      write(entry.text)
      write(" = ")
      switch entry.key {
      case .attribute(let attribute): printAttributeContents(attribute, .never, in: module)
      case .location(let key):
        write("loc(")
        printLocationContents(key.location, in: module)
        write(")")
      }
      write("\n")
    }
  }
}

extension Module {
  /// Whether an attribute that is written as an alias was ever made.
  var hasAliasedAttributes: Bool { attributes.hasAliased }

  /// The keys of all `dense_resource` attributes that were ever made, and which one of them each is.
  var resourceKeys: [String: Int] {
    var keys: [String: Int] = [:]
    for case .denseResource(let key, _) in attributes.attributes where keys[string(key)] == nil {
      keys[string(key)] = keys.count
    }
    return keys
  }

  /// Whether the location is `loc(unknown)`.
  func isUnknown(_ location: LocationID) -> Bool {
    if case .unknown = self.location(location) { return true }
    return false
  }
}

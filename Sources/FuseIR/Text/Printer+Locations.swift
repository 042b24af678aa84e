// Locations behind ops, and the trailer with resources.

extension Printer {
  /// ` loc(...)`, as an alias where there is one.
  mutating func printTrailingLocation(_ location: LocationID, in module: borrowing Module) {
    if isCollecting { return }
    write(" loc(")
    if let alias = aliases.location(location, in: module) {
      write("#")
      write(alias)
    } else {
      printLocationContents(module.location(location), in: module)
    }
    write(")")
  }

  /// What stands inside `loc(...)`; locations inside it are written as aliases where they have one.
  mutating func printLocationContents(_ location: Location, in module: borrowing Module) {
    switch location {
    case .unknown: write("unknown")
    case .file(let file, let line, let column, let end):
      writeQuoted(file, in: module)
      write(":")
      write(line)
      if column >= 0 {
        write(":")
        write(column)
      }
      guard let end else { return }
      write(" to ")
      if end.line != line { write(end.line) }
      write(":")
      write(end.column)
    case .name(let name, let child):
      writeQuoted(name, in: module)
      guard let child, !module.isUnknown(child) else { return }
      write("(")
      printNestedLocation(child, in: module)
      write(")")
    case .callSite(let callee, let caller):
      write("callsite(")
      printNestedLocation(callee, in: module)
      write(" at ")
      printNestedLocation(caller, in: module)
      write(")")
    case .fused(let locations, let metadata):
      write("fused")
      if let metadata {
        write("<")
        printAttribute(metadata, in: module)
        write(">")
      }
      write("[")
      for (index, inner) in locations.enumerated() {
        if index > 0 { write(", ") }
        printNestedLocation(inner, in: module)
      }
      write("]")
    }
  }

  private mutating func printNestedLocation(_ location: LocationID, in module: borrowing Module) {
    if let alias = aliases.location(location, in: module) {
      write("#")
      write(alias)
    } else {
      printLocationContents(module.location(location), in: module)
    }
  }

  /// `{-# dialect_resources: { ... }, external_resources: { ... } #-}`.
  /// Blobs are in the order of the attributes that name them, and those that none names are left out, as in MLIR.
  mutating func printResources(of module: borrowing Module) {
    guard !module.resources.isEmpty else { return }
    let used = module.resourceKeys
    var blobs: [(number: Int, resource: Module.Resource)] = []
    for resource in module.resources where resource.section == "dialect_resources" {
      if let number = used[resource.key] { blobs.append((number, resource)) }
    }
    let resources =
      blobs.sorted { $0.number < $1.number }.map(\.resource)
      + module.resources.filter { $0.section != "dialect_resources" }
    guard !resources.isEmpty else { return }
    write("\n{-#\n")
    let sections = Self.grouped(resources) { $0.section }
    for (index, section) in sections.enumerated() {
      if index > 0 { write(",\n") }
      write("  \(section[0].section): {\n")
      let owners = Self.grouped(section) { $0.owner }
      for (index, owner) in owners.enumerated() {
        if index > 0 { write(",\n") }
        write("    ")
        writeKey(owner[0].owner)
        write(": {\n")
        for (index, resource) in owner.enumerated() {
          if index > 0 { write(",\n") }
          write("      ")
          writeKey(resource.key)
          write(": ")
          let isBlob = resource.text.hasPrefix("0x")
          if isBlob { write("\"") }
          write(resource.text)
          if isBlob { write("\"") }
        }
        write("\n    }")
      }
      write("\n  }")
    }
    write("\n#-}\n")
  }

  /// The resources with equal keys together, groups in the order of their first member.
  private static func grouped(
    _ resources: [Module.Resource], by key: (Module.Resource) -> String
  ) -> [[Module.Resource]] {
    var groups: [[Module.Resource]] = []
    var indices: [String: Int] = [:]
    for resource in resources {
      if let index = indices[key(resource)] {
        groups[index].append(resource)
      } else {
        indices[key(resource)] = groups.count
        groups.append([resource])
      }
    }
    return groups
  }

  private mutating func writeKey(_ key: String) {
    let bytes = key.utf8
    let isBare =
      bytes.first?.startsBareIdentifier == true && bytes.allSatisfy { $0.continuesBareIdentifier }
    if isBare {
      write(key)
    } else {
      write("\"")
      for byte in bytes { writeEscaped(byte) }
      write("\"")
    }
  }
}

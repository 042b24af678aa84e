import FuseIR

/// Takes attributes of ops away.
struct EraseAttributes: ReductionStep {
  /// Whether the attributes are those that an op's meaning depends on, rather than those that anyone may add.
  let areProperties: Bool
  var name: String { areProperties ? "properties" : "attributes" }

  private func candidates(in module: borrowing Module) -> [(op: OpID, name: StringID)] {
    module.opsPreOrder(in: module.root).flatMap { op in
      module.entries(areProperties ? module.properties(of: op) : module.attributes(of: op)).map {
        (op, $0.name)
      }
    }
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    for (op, name) in candidates(in: module)[range] {
      let old = areProperties ? module.properties(of: op) : module.attributes(of: op)
      let rest = module.dictionary(module.entries(old).filter { $0.name != name })
      if areProperties {
        module.setProperties(rest, of: op)
      } else {
        module.setAttributes(rest, of: op)
      }
    }
    return true
  }
}

/// Makes constants of many elements repeat their first.
struct SplatConstants: ReductionStep {
  var name: String { "constants" }

  private func candidates(
    in module: borrowing Module
  ) -> [(op: OpID, name: StringID, value: DenseElements)] {
    module.opsPreOrder(in: module.root).flatMap { op in
      (module.entries(module.properties(of: op)) + module.entries(module.attributes(of: op)))
        .compactMap { entry in
          guard case .denseElements(let value) = module.attribute(entry.value), !value.isSplat,
            let width = module.elementByteCount(of: module.elementType(of: value.type)),
            width > 0, value.bytes.count > width
          else { return nil }
          return (op, entry.name, value)
        }
    }
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    for (op, name, value) in candidates(in: module)[range] {
      let width = module.elementByteCount(of: module.elementType(of: value.type)) ?? 1
      let splat = module.intern(
        .denseElements(
          DenseElements(type: value.type, isSplat: true, bytes: Array(value.bytes.prefix(width)))))
      module.setAttribute(name, splat, of: op)
    }
    return true
  }
}

/// Takes blobs of the file's trailer away. The pipeline of a reproducer stays, without which it would reproduce nothing.
struct EraseResources: ReductionStep {
  var name: String { "resources" }

  private func candidates(in module: borrowing Module) -> [Int] {
    let resources = module.resources
    return resources.indices.filter {
      resources[$0].owner != "mlir_reproducer" || resources[$0].key != "pipeline"
    }
  }

  func count(in module: borrowing Module) -> Int { candidates(in: module).count }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    for index in candidates(in: module)[range].reversed() { module.resources.remove(at: index) }
    return true
  }
}

/// Takes passes out of the pipeline of a reproducer's trailer.
struct ErasePasses: ReductionStep {
  var name: String { "passes" }

  private func pipeline(in module: borrowing Module) -> (index: Int, passes: [Substring])? {
    let resources = module.resources
    guard
      let index = resources.firstIndex(where: {
        $0.owner == "mlir_reproducer" && $0.key == "pipeline"
      })
    else { return nil }
    let prefix = "\"builtin.module("
    let text = resources[index].text
    guard text.hasPrefix(prefix), text.hasSuffix(")\"") else { return nil }
    var passes: [Substring] = []
    var depth = 0
    var start = text.index(text.startIndex, offsetBy: prefix.count)
    let end = text.index(text.endIndex, offsetBy: -2)
    for position in text[start..<end].indices {
      switch text[position] {
      case "(", "{": depth += 1
      case ")", "}": depth -= 1
      case "," where depth == 0:
        passes.append(text[start..<position])
        start = text.index(after: position)
      default: continue
      }
    }
    return (index, passes + [text[start..<end]])
  }

  func count(in module: borrowing Module) -> Int {
    pipeline(in: module)?.passes.count ?? 0
  }

  func apply(_ range: Range<Int>, to module: inout Module) -> Bool {
    // A reproducer without passes reproduces nothing: one stays.
    guard let (index, all) = pipeline(in: module), range.count < all.count else { return false }
    var passes = all
    passes.removeSubrange(range)
    let old = module.resources[index]
    module.resources[index] = Module.Resource(
      section: old.section, owner: old.owner, key: old.key,
      text: "\"builtin.module(\(passes.joined(separator: ",")))\"")
    return true
  }
}

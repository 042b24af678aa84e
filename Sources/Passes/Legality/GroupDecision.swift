import FuseIR

/// Which ops of a function belong together: read from a text such as `matmul.1+generic.2;conv1+relu1`, or from the numbers
/// that ops carry.
struct GroupDecision {
  /// The ops of each group.
  private(set) var groups: [[OpID]] = []

  /// Reads a text; returns what is wrong with it instead where that is so.
  ///
  /// Groups are separated by `;`, ops by `+`. An op is named by its kind and number (`OpNames`), or by its `loc("name")`,
  /// which names all ops that have it.
  static func read(
    _ text: String, _ function: OpID, _ names: OpNames, in module: borrowing Module
  ) -> Result<GroupDecision, Mistake> {
    let opsByName = names.opsByName(in: module)
    var places: [String: [OpID]]?
    var decision = GroupDecision()
    var seen: [OpID: Int] = [:]
    for (number, part) in text.split(separator: ";", omittingEmptySubsequences: false).enumerated()
    {
      var ops: [OpID] = []
      for word in part.split(separator: "+", omittingEmptySubsequences: false) {
        let name = String(word.trimmed)
        guard !name.isEmpty else {
          return .failure(Mistake("expected the name of an op in '\(part.trimmed)'"))
        }
        if let op = opsByName[name] {
          ops.append(op)
          continue
        }
        let known = places ?? Self.places(function, in: module)
        places = known
        guard let found = known[name] else {
          let hint = NearestName.hint(
            for: name, among: opsByName.keys.sorted() + known.keys.sorted())
          return .failure(Mistake("there is no op '\(name)'\(hint)"))
        }
        ops += found
      }
      for op in ops {
        if let other = seen[op] {
          let name = names.name(of: op, in: module)
          return .failure(
            Mistake(
              other == number
                ? "\(name) is named twice in a group" : "\(name) is named in two groups"))
        }
        seen[op] = number
      }
      decision.groups.append(ops)
    }
    return .success(decision)
  }

  /// The ops with the same `fuse.group_id`, by number.
  init(numbersIn function: OpID, of module: borrowing Module) {
    var opsByNumber: [Int64: [OpID]] = [:]
    guard let key = module.find(Group.numberName) else { return }
    for op in module.opsPreOrder(in: function).dropFirst() {
      guard let attribute = module.attribute(key, of: op),
        let number = module.integerValue(attribute)
      else { continue }
      opsByNumber[number, default: []].append(op)
    }
    for (_, ops) in opsByNumber.sorted(by: { $0.key < $1.key }) { groups.append(ops) }
  }

  private init() {}

  /// What is wrong with a text.
  struct Mistake: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }

  /// The ops of each location name.
  private static func places(
    _ function: OpID, in module: borrowing Module
  ) -> [String: [OpID]] {
    var places: [String: [OpID]] = [:]
    for op in module.opsPreOrder(in: function).dropFirst() {
      // Ops of a body have the name of the op around them.
      guard let parent = module.parentOp(of: op), parent == function,
        case .name(let name, _) = module.location(module.location(of: op)),
        !module.traits(of: op).contains(.terminator),
        !FusionEdgeBuilder.isConstant(op, in: module)
      else { continue }
      places[module.string(name), default: []].append(op)
    }
    return places
  }
}

extension Substring {
  /// The text without white space at its ends.
  fileprivate var trimmed: Substring {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
    return start[...last]
  }
}

import FuseIR
import Machine

/// How the index variables of stream regions are written: names of loops on each op (`stream.indices`), and their order on the
/// group (`stream.order`).
enum StreamNames {
  /// The attribute of an op that names its loops.
  private static let indices = "stream.indices"
  /// The attribute of a group that lists the variables, outermost first.
  private static let order = "stream.order"

  /// The attribute of a group, and of the graph that it becomes, that says how many lanes a loop runs on.
  static let lanes = "stream.lanes"

  /// The lanes of loops that a group or a graph asks for.
  static func lanes(of op: OpID, in module: borrowing Module) -> [(level: String, factor: Int)] {
    guard let attribute = module.attribute(lanes, of: op),
      case .dictionary(let entries) = module.attribute(attribute)
    else { return [] }
    return entries.compactMap { entry in
      guard case .integer(let factor, _) = module.attribute(entry.value) else { return nil }
      return (module.string(entry.name), Int(clamping: factor))
    }
  }

  /// The name of a variable: `i`, `j`, ..., and from the eighteenth on `v18`, ...
  static func name(_ variable: Int) -> String {
    let letters = Array("ijklmnopqrstuvwxyz")
    return variable < letters.count - 1 ? String(letters[variable]) : "v\(variable)"
  }

  /// The variables that a group's `stream.order` lists.
  static func order(of group: OpID, in module: borrowing Module) -> [String]? {
    module.attribute(order, of: group).flatMap { texts($0, in: module) }
  }

  /// Writes the `stream.order` of a group.
  static func setOrder(_ names: [String], of group: OpID, in module: inout Module) {
    set(order, names, of: group, in: &module)
  }

  /// The names of an op's loops, as its `stream.indices` says.
  static func indices(of op: OpID, in module: borrowing Module) -> [String]? {
    module.attribute(indices, of: op).flatMap { texts($0, in: module) }
  }

  /// Writes the `stream.indices` of an op.
  static func setIndices(_ names: [String], of op: OpID, in module: inout Module) {
    set(indices, names, of: op, in: &module)
  }

  private static func set(
    _ attribute: String, _ names: [String], of op: OpID, in module: inout Module
  ) {
    var elements: [AttributeID] = []
    for name in names { elements.append(module.stringAttribute(name)) }
    module.setAttribute(attribute, module.arrayAttribute(elements), of: op)
  }

  private static func texts(_ attribute: AttributeID, in module: borrowing Module) -> [String]? {
    guard let elements = module.arrayElements(attribute) else { return nil }
    var texts: [String] = []
    for element in elements {
      guard let text = module.stringValue(element) else { return nil }
      texts.append(text)
    }
    return texts
  }

  /// The variables of a region in the order of their names; those without a name come last.
  static func order(
    _ names: [String], of region: EinsumRegion, _ function: EinsumFunction,
    in module: borrowing Module
  ) -> [Int] {
    var places = [Int](repeating: Int.max, count: region.count)
    for member in region.members {
      let op = function.statements[member.statement].op
      guard let own = indices(of: op, in: module) else { continue }
      for (variable, name) in zip(member.variables, own) {
        if let place = names.firstIndex(of: name) {
          places[variable] = min(places[variable], place)
        }
      }
    }
    return (0..<region.count).sorted { (places[$0], $0) < (places[$1], $1) }
  }

  /// Writes names and order onto a group and the ops in it.
  static func write(
    _ part: StreamSchedule.Part, _ function: EinsumFunction, onto group: OpID,
    in module: inout Module
  ) {
    for member in part.region.members {
      let op = function.statements[member.statement].op
      setIndices(member.variables.map(name), of: op, in: &module)
    }
    setOrder(part.order.map(name), of: group, in: &module)
  }

  /// A number of cycles as a whole one.
  static func whole(_ count: Double) -> Int64 { Int64(exactly: count.rounded()) ?? Int64.max }

  /// A number of tokens, cycles or bytes with commas.
  static func text(_ count: Double) -> String {
    var digits = String(whole(count))
    var text = ""
    while digits.utf8.count > 3 {
      text = "," + digits.suffix(3) + text
      digits.removeLast(3)
    }
    return digits + text
  }
}

/// A pass that asks what is stored of a function's arguments.
public protocol StreamCosting: Pass {}

extension PassContext {
  /// What is known of the arguments of a function from the data of a run.
  func statistics(of function: OpID, in module: borrowing Module) -> [TensorStatistics?] {
    guard let given = streamOperands, given.function == Function(function).name(in: module) else {
      return []
    }
    return given.statistics
  }
}

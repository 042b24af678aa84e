import FuseIR

/// Lowers `fuse.group`s of kind `stream` to graphs of streams.
///
/// The group says the loop order (`stream.order`), its ops which loops are which (`stream.indices`); `fuse-einsums` and
/// `order-loops` write both. All of a group runs at once as one `sam.graph`: levels of operands are scanned in the order of the
/// loops, joined where ops combine them (products intersect, sums unite), operands are repeated along loops that they do not
/// have, sums over an inner loop are reducers, over an outer one accumulators, and what others read of a result flows on as
/// streams. Zeros that come of a sum over nothing are dropped before a compressed level is written. Option `table` tells each
/// group's fusion table as a remark.
///
/// ```
/// %0 = "fuse.group"(%A, %x) ({ ... linalg.matvec {stream.indices = ["i", "j"]} ... }) {kind = "stream", stream.order = ["i", "j"]}
///   →
/// %0 = "sam.graph"(%A, %x) ({ ^bb0(%B, %C):
///   %r = "sam.root"()
///   %i, %ri = "sam.scan"(%B, %r) {level = 0}
///   ... "sam.intersect" ... "sam.alu" ... "sam.reduce" ... "sam.write_values" ...
/// }) {operand_names = ["B", "C"], result_names = ["X"]}
/// ```
public struct LowerToSam: Pass {
  /// `lower-to-sam`.
  public static let name = "lower-to-sam"
  /// What the pass does.
  public static let summary = "Lowers stream groups to graphs of the Sparse Abstract Machine."
  /// Functions one at a time.
  public static let anchor = PassAnchor.function
  /// The options.
  public static var options: [PassOption<LowerToSam>] {
    [PassOption("table", \.table, "Tell the fusion table of each group as a remark.")]
  }

  /// Whether tables are told.
  public var table = false

  /// The pass with default options.
  public init() {}

  /// Lowers the groups of a function.
  public mutating func run(
    on op: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    let names = OpNames(op, in: module)
    var outcome = PassOutcome.unchanged
    for inner in module.opsPreOrder(in: op) where !module.isErased(inner) {
      guard let group = Group(inner, in: module), group.kind(in: module) == "stream" else {
        continue
      }
      guard lower(group, names, &module, &context) else { return .failed }
      outcome = .changed
    }
    return outcome
  }

  private func lower(
    _ group: Group, _ names: OpNames, _ module: inout Module, _ context: inout PassContext
  ) -> Bool {
    let region: StreamRegion
    let order: [Int]
    switch StreamRegion.read(group, in: module) {
    case .success(let read): (region, order) = (read.region, read.order)
    case .failure(let refusal):
      context.error("lower-to-sam: \(refusal.text(names, in: module))", at: refusal.op, in: module)
      return false
    }
    switch FusionTable.build(region, order: order) {
    case .failure(let refusal):
      context.error("lower-to-sam: \(refusal.text(names, in: module))", at: refusal.op, in: module)
      return false
    case .success(var built):
      if table { context.remark(built.text, at: group.op, in: module) }
      for index in built.tensors.indices {
        if let value = built.tensors[index].value {
          built.tensors[index].value = outside(value, of: group, &module)
        } else {
          let size = built.tensors[index].levels[0].size
          let type = module.tensorType([size], .f32)
          let empty = module.build(
            TensorOp.empty, at: .before(group.op), resultTypes: [type],
            location: module.location(of: group.op))
          built.tensors[index].value = module.result(of: empty)
        }
      }
      let graph = SamGraphBuilder.build(
        built, resultTypes: module.resultTypes(of: group.op), before: group.op, in: &module)
      if let lanes = module.attribute(StreamNames.lanes, of: group.op) {
        module.setAttribute(StreamNames.lanes, lanes, of: graph)
      }
      context.count("graphs")
      context.count("blocks", by: built.cells.count)
      module.replace(group.op, with: module.results(of: graph))
      return true
    }
  }

  /// What a value inside of the group is outside of it: an operand, or a constant, which is copied there.
  private func outside(_ value: ValueID, of group: Group, _ module: inout Module) -> ValueID {
    switch module.definition(of: value) {
    case .argument(_, let index): return module.operand(index, of: group.op)
    case .result(let op, let index):
      var mapping = CloneMapping()
      let copy = module.clone(op, mapping: &mapping)
      module.insert(copy, at: .before(group.op))
      return module.result(index, of: copy)
    }
  }
}

extension StreamRegion {
  /// Reads a `fuse.group` of kind `stream`, with the order that it says.
  public static func read(
    _ group: Group, in module: borrowing Module
  ) -> Result<(region: StreamRegion, order: [Int]), StreamRefusal> {
    guard let body = module.body(of: group.op), let yield = module.lastOp(of: body),
      !group.members(in: module).isEmpty
    else {
      return .failure(StreamRefusal(group.op, .op, "is empty"))
    }
    guard let order = StreamNames.order(of: group.op, in: module),
      Set(order).count == order.count
    else {
      return .failure(
        StreamRefusal(
          group.op, .op,
          "must name each index of its loops once in 'stream.order', as fuse-einsums does"))
    }
    let results = module.operands(of: yield)
    var region: StreamRegion
    switch read(group.members(in: module), results: results, joined: false, in: module) {
    case .success(let read): region = read
    case .failure(let refusal): return .failure(refusal)
    }
    guard region.outputs.count == results.count else {
      return .failure(
        StreamRefusal(group.op, .op, "gives a result that none of its einsums computes"))
    }
    return region.takeIndices(order: order, module).map { (region, $0) }
  }
}

extension FusionTable {
  /// The table as text: by row, the cells of each column.
  public var text: String {
    var lines = ["fusion table, loops \(variables.map(\.name).joined(separator: ", "))"]
    for row in variables.indices.map(Optional.some) + [nil] {
      var texts: [String] = []
      for cell in cells.indices where rows[cell] == row {
        if case .repeatSignal = cells[cell] { continue }
        let column =
          switch columns[cell] {
          case .tensor(let tensor)?: "#\(tensor): "
          default: ""
          }
        texts.append(column + name(of: cell))
      }
      let title = row.map { variables[$0].name } ?? "values"
      lines.append("  \(title): \(texts.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n")
  }
}

public import FuseIR

/// What a program consists of: functions, ops by kind, arithmetic, and bytes of arguments, constants and activations.
///
/// A page about a compiled program shows the summary of the program as it came in, so the driver makes it before the passes
/// run.
public struct ProgramSummary: Sendable {
  struct Function: Sendable {
    let name: String
    let isPrivate: Bool
    let arguments: [String]
    let results: [String]
    let opCount: Int
    /// The arithmetic of its own ops, without that of functions that it calls.
    let operations: Double
    var argumentBytes = 0.0
  }

  struct Kind: Sendable {
    let name: String
    let category: OpCategory
    var count = 0
    var operations = 0.0
  }

  struct Op: Sendable {
    let name: String
    let function: String
    /// `file:line:col`, or empty.
    let location: String
    let result: String
    let category: OpCategory
    let operations: Double
    let readBytes: Double
    let writtenBytes: Double
    var bytes: Double { readBytes + writtenBytes }
  }

  /// The live bytes while an op of the entry function runs.
  struct LivePoint: Sendable {
    let name: String
    let result: String
    let bytes: Double
  }

  /// The most ops that are kept one by one.
  static let mostOps = 20_000

  private(set) var name: String?
  private(set) var opCount = 0
  private(set) var functions: [Function] = []
  private(set) var kinds: [Kind] = []
  /// Ops that compute or move something, in the order of the text.
  private(set) var ops: [Op] = []
  private(set) var operations = 0.0
  /// Bytes of constants of more than one element, each constant once.
  private(set) var constantBytes = 0.0
  /// Bytes of all results that are no constants.
  private(set) var activationBytes = 0.0
  /// The function that runs: `main`, or the first that is public.
  private(set) var entry: Function?
  private(set) var livePoints: [LivePoint] = []

  /// Reads the program.
  public init(_ module: borrowing Module) {
    var types = TypeLabels()
    name = module.string("sym_name", of: module.root)
    var kindOf: [UInt32: Int] = [:]
    var operationsOf: [String: Double] = [:]
    var opsOf: [String: Int] = [:]
    var functionName = ""
    var functionEnd: OpID?
    for op in module.opsPreOrder(in: module.root).dropFirst() {
      let opcode = module.opcode(of: op)
      let category = OpCategory(op, in: module)
      if opcode.is(FuncOp.func) {
        functionName = module.string("sym_name", of: op) ?? ""
        functionEnd = op
      } else if module.parentOp(of: op) == module.root {
        functionName = ""
        functionEnd = nil
      }
      opCount += 1
      let index = kindOf[opcode.raw] ?? kinds.count
      if index == kinds.count {
        kindOf[opcode.raw] = index
        kinds.append(Kind(name: module.name(of: opcode), category: category))
      }
      kinds[index].count += 1
      if functionEnd != nil, functionEnd != op { opsOf[functionName, default: 0] += 1 }
      // The ops of a scalar body are counted with the op around them.
      if let parent = module.parentOp(of: op), FoldedBodies.label(of: parent, in: module) != nil {
        continue
      }
      let work = OpWork(op, in: module)
      kinds[index].operations += work.operations
      operationsOf[functionName, default: 0] += work.operations
      count(op, category, work, in: module)
      guard work.readBytes + work.writtenBytes > 0, ops.count < Self.mostOps else { continue }
      let result =
        module.resultCount(of: op) > 0
        ? types.label(module.type(of: module.result(of: op)), in: module) : ""
      ops.append(
        Op(
          name: module.name(of: opcode), function: functionName,
          location: Self.place(of: op, module),
          result: result, category: category, operations: work.operations,
          readBytes: work.readBytes,
          writtenBytes: work.writtenBytes))
    }
    kinds.sort { ($1.count, $0.name) < ($0.count, $1.name) }
    readFunctions(operationsOf, opsOf, &types, in: module)
    operations = totalOperations(operationsOf, in: module)
  }

  private mutating func count(
    _ op: OpID, _ category: OpCategory, _ work: OpWork, in module: borrowing Module
  ) {
    for index in 0..<module.resultCount(of: op) {
      let type = module.type(of: module.result(index, of: op))
      let bytes = OpWork.bytes(of: type, in: module) ?? 0
      if category == .constant {
        let isSplat =
          module.attribute("value", of: op).map { module.uniformElement($0) != nil } ?? true
        if !isSplat { constantBytes += bytes }
      } else {
        activationBytes += bytes
      }
    }
  }

  private mutating func readFunctions(
    _ operations: [String: Double], _ ops: [String: Int], _ types: inout TypeLabels,
    in module: borrowing Module
  ) {
    var entryOp: OpID?
    for op in module.functions {
      let function = FuseIR.Function(op)
      let type = function.type(in: module)
      let name = function.name(in: module)
      var texts: (arguments: [String], results: [String]) = ([], [])
      for input in type.inputs { texts.arguments.append(types.label(input, in: module)) }
      for result in type.results { texts.results.append(types.label(result, in: module)) }
      var summary = Function(
        name: name, isPrivate: function.isPrivate(in: module), arguments: texts.arguments,
        results: texts.results, opCount: ops[name] ?? 0, operations: operations[name] ?? 0)
      for input in type.inputs { summary.argumentBytes += OpWork.bytes(of: input, in: module) ?? 0 }
      functions.append(summary)
      let isBetter = entry.map { $0.isPrivate && !summary.isPrivate } ?? true
      if name == "main" || isBetter && entry?.name != "main" {
        entry = summary
        entryOp = op
      }
    }
    if let entryOp, let body = module.body(of: entryOp) { findLiveBytes(in: body, &types, module) }
  }

  /// The bytes of results that are alive while each op of the block runs.
  private mutating func findLiveBytes(
    in body: BlockID, _ types: inout TypeLabels, _ module: borrowing Module
  ) {
    let ops = module.ops(of: body)
    var places: [OpID: Int] = [:]
    for (place, op) in ops.enumerated() { places[op] = place }
    var changes = [Double](repeating: 0, count: ops.count + 1)
    for (place, op) in ops.enumerated() where !module.traits(of: op).contains(.constant) {
      for result in module.results(of: op) {
        var last = place
        for use in module.uses(of: result) {
          guard let user = module.ancestor(of: use.user, in: body), let at = places[user] else {
            continue
          }
          last = max(last, at)
        }
        let bytes = OpWork.bytes(of: module.type(of: result), in: module) ?? 0
        changes[place] += bytes
        changes[last + 1] -= bytes
      }
    }
    var live = 0.0
    for (place, op) in ops.enumerated() {
      live += changes[place]
      let result =
        module.resultCount(of: op) > 0
        ? types.label(module.type(of: module.result(of: op)), in: module) : ""
      livePoints.append(
        LivePoint(name: module.name(of: op), result: result, bytes: max(0, live)))
    }
  }

  /// The arithmetic of the entry function and of what it calls, each call counted.
  private func totalOperations(_ own: [String: Double], in module: borrowing Module) -> Double {
    guard let entry else { return kinds.reduce(0) { $0 + $1.operations } }
    var calls: [String: [String: Int]] = [:]
    for function in module.functions {
      let name = FuseIR.Function(function).name(in: module)
      for op in module.opsPreOrder(in: function) where module.opcode(of: op).is(FuncOp.call) {
        guard let callee = module.attribute("callee", of: op).flatMap({ module.symbolValue($0) })
        else { continue }
        calls[name, default: [:]][module.string(callee), default: 0] += 1
      }
    }
    var totals: [String: Double] = [:]
    func total(_ name: String, depth: Int) -> Double {
      if let known = totals[name] { return known }
      guard depth < 64 else { return 0 }
      totals[name] = 0
      // The order of summation is fixed, so that the last digits are.
      let callees = (calls[name] ?? [:]).sorted { $0.key < $1.key }
      let sum = callees.reduce(own[name] ?? 0) {
        $0 + Double($1.value) * total($1.key, depth: depth + 1)
      }
      totals[name] = sum
      return sum
    }
    return total(entry.name, depth: 0)
  }

  private static func place(of op: OpID, _ module: borrowing Module) -> String {
    switch module.place(of: op) {
    case .named(let file, let line, let column): "\(file):\(line):\(column)"
    case .none, .range: ""
    }
  }
}

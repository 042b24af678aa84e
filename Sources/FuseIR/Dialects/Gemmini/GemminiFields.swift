// What the instruction ops of the dialect share: operands that are loop indices, and fields that are affine functions
// of them.

/// How an instruction op of the dialect writes its fields.
///
/// The operands are induction variables of enclosing `gemmini.loop`s. A field that may change from one iteration to the
/// next is an `affine_map` whose dimensions are the operands, in order. Addresses have one result; `rows` and `columns`
/// are the minimum of one or more results, so that a tile at an edge is cut off there. Conditions are `affine_set`s.
///
/// An op is skipped in an iteration in which its `when` set does not hold, or in which one of its sizes is below 1.
enum GemminiFields {
  /// The attributes that every instruction op with variable fields may have.
  static let condition = AttributeDefinition.optional("when", .affineSet)

  /// Checks that all operands are indices, and that all maps and sets among the attributes fit them.
  static func verify(
    _ module: borrowing Module, _ op: OpID, minima: [String] = [],
    _ report: inout VerifierReport
  ) {
    for index in 0..<module.operandCount(of: op)
    where module.type(of: module.operand(index, of: op)) != .index {
      report.report(op, "operand #\(index) must be an index, the variable of a gemmini.loop")
      return
    }
    let count = module.operandCount(of: op)
    for entry in module.entries(module.attributes(of: op)) {
      let name = module.string(entry.name)
      switch module.attribute(entry.value) {
      case .affineMap(let map):
        if map.dimensionCount != count || map.symbolCount != 0 {
          report.report(
            op,
            "'\(name)' must have one dimension per operand, \(count), and no symbols, but has "
              + "\(map.dimensionCount) and \(map.symbolCount)")
        } else if map.results.count != 1 && !minima.contains(name) {
          report.report(op, "'\(name)' must have one result, but has \(map.results.count)")
        } else if map.results.isEmpty {
          report.report(op, "'\(name)' must have at least one result")
        }
      case .affineSet(let set):
        if set.dimensionCount != count || set.symbolCount != 0 {
          report.report(
            op,
            "'\(name)' must have one dimension per operand, \(count), and no symbols, but has "
              + "\(set.dimensionCount) and \(set.symbolCount)")
        }
      default: break
      }
    }
  }

  /// Checks that the string attribute, if present, is one of the given words.
  static func verifyWord(
    _ name: String, oneOf words: [String], _ module: borrowing Module, _ op: OpID,
    _ report: inout VerifierReport
  ) {
    guard let word = module.string(name, of: op), !words.contains(word) else { return }
    let list = words.map { "\"\($0)\"" }.joined(separator: " or ")
    report.report(op, "'\(name)' must be \(list), but is \"\(word)\"")
  }

  /// Checks that the integer attribute, if present, lies in the given range.
  static func verifyRange(
    _ name: String, _ range: ClosedRange<Int64>, _ module: borrowing Module, _ op: OpID,
    _ report: inout VerifierReport
  ) {
    guard let value = module.integer(name, of: op), !range.contains(value) else { return }
    report.report(
      op, "'\(name)' must be from \(range.lowerBound) to \(range.upperBound), but is \(value)")
  }

  /// Checks that attributes which only make sense together are all present or all absent.
  static func verifyTogether(
    _ names: [String], _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    let present = names.filter { module.attribute($0, of: op) != nil }
    guard !present.isEmpty, present.count != names.count else { return }
    report.report(
      op,
      "needs all of \(names.joined(separator: ", ")) or none, but has only "
        + present.joined(separator: ", "))
  }
}

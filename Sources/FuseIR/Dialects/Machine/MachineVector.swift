extension OpDefinition {
  /// `machine.vector`: a unit that computes element by element.
  ///
  /// It works on `lanes` elements side by side and starts `operations_per_cycle` in all; its operands come from `memory`
  /// and its results go there. An energy that no source gives is left out.
  ///
  /// A unit computes every elementwise op as one operation, unless it has `operators`: a table of those that it knows, by the names of
  /// the ops without dialect and type (`add`, `div`, `maximum`, `exp`, ...), each with the `operations` that it takes on one element
  /// (1 where nothing is said) and its energy on one element in `picojoules`, where that differs from so many operations. The entry
  /// `any` stands for all that have none of their own.
  static let machineVector = OpDefinition(
    "machine.vector", summary: "A unit that computes element by element.",
    operands: .exactly(0), results: .exactly(0),
    attributes: [
      .required("sym_name", .string), .required("lanes", .integer(width: 64)),
      .required("operations_per_cycle", .float), .optional("picojoules_per_operation", .float),
      .required("memory", .string), .optional("operators", .dictionary),
    ],
    verify: { module, op, report in
      MachineFields.verifyPositive(["lanes"], module, op, &report)
      MachineFields.verifyBandwidth(["operations_per_cycle"], module, op, &report)
      MachineFields.verifyEnergy(["picojoules_per_operation"], module, op, &report)
      verifyOperators(module, op, &report)
    })

  /// Checks the names of operators, and their figures.
  private static func verifyOperators(
    _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    guard let table = module.attribute("operators", of: op) else { return }
    for entry in module.entries(table) {
      let name = module.string(entry.name)
      guard name == VectorOperatorName.any || VectorOperatorName.all.contains(name) else {
        report.report(
          op,
          "'operators' knows no '\(name)'"
            + MachineFields.hint(for: name, among: VectorOperatorName.all, report))
        continue
      }
      guard case .dictionary(let figures) = module.attribute(entry.value) else {
        report.report(op, "'operators' must give '\(name)' a dictionary of figures")
        continue
      }
      for figure in figures {
        let field = module.string(figure.name)
        guard ["operations", "picojoules"].contains(field) else {
          report.report(
            op,
            "'\(field)' of '\(name)' must be 'operations' or 'picojoules'")
          continue
        }
        guard case .float(let bits, .f64) = module.attribute(figure.value),
          case let value = Double(bitPattern: bits),
          value >= 0, value <= 0x1p50, field == "picojoules" || value >= 0x1p-50
        else {
          report.report(
            op,
            field == "operations"
              ? "'operations' of '\(name)' must be a positive f64"
              : "'picojoules' of '\(name)' must be an f64 of at least 0")
          continue
        }
      }
    }
  }
}

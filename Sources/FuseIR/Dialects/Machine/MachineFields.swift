/// The rules that figures of the `machine` dialect share. Absent attributes pass: whether one must be there is declared
/// by its op.
enum MachineFields {
  /// The largest count, size or rate: products of two of them fit into 64 bits.
  private static let largest: Int64 = 1 << 50

  /// Checks that the op has no attribute but those that it declares; attributes of other dialects have a dot in their names.
  static func verifyNames(
    _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    guard let definition = MachineOp(module.opcode(of: op))?.definition else { return }
    let known = definition.attributes.map(\.name)
    for dictionary in [module.properties(of: op), module.attributes(of: op)] {
      for entry in module.entries(dictionary) {
        let name = module.string(entry.name)
        guard !known.contains(name), !name.contains(".") else { continue }
        report.report(
          op, "has no attribute '\(name)'" + hint(for: name, among: known, report))
      }
    }
  }

  /// Checks that the integers are positive.
  static func verifyPositive(
    _ names: [String], _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    for name in names { verifyRange(name, 1...largest, module, op, &report) }
  }

  /// Checks that the integer lies in a range.
  static func verifyRange(
    _ name: String, _ range: ClosedRange<Int64>, _ module: borrowing Module, _ op: OpID,
    _ report: inout VerifierReport
  ) {
    guard let value = module.integer(name, of: op), !range.contains(value) else { return }
    report.report(
      op, "'\(name)' must be from \(range.lowerBound) to \(range.upperBound), but is \(value)")
  }

  /// Checks that the rates are positive numbers, and neither so small nor so large that no time can be counted.
  static func verifyBandwidth(
    _ names: [String], _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    verifyNumbers(names, "a positive number", 0x1p-50, module, op, &report) { $0 > 0 }
  }

  /// Checks that the energies are not negative.
  static func verifyEnergy(
    _ names: [String], _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    verifyNumbers(names, "a number of at least 0", 0, module, op, &report) { $0 >= 0 }
  }

  /// Checks that the numbers are parts of a whole.
  static func verifyFraction(
    _ names: [String], _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    verifyNumbers(names, "a number from 0 to 1", 0, module, op, &report) { (0...1).contains($0) }
  }

  private static func verifyNumbers(
    _ names: [String], _ expectation: String, _ smallest: Double, _ module: borrowing Module,
    _ op: OpID, _ report: inout VerifierReport, _ isRight: (Double) -> Bool
  ) {
    for name in names {
      guard let attribute = module.attribute(name, of: op) else { continue }
      guard case .float(let bits, .f64) = module.attribute(attribute) else {
        report.report(op, "'\(name)' must be an f64")
        continue
      }
      let value = Double(bitPattern: bits)
      if !isRight(value) {
        report.report(op, "'\(name)' must be \(expectation), but is \(value)")
      } else if value > Double(largest) {
        report.report(op, "'\(name)' must be at most \(largest), but is \(value)")
      } else if value < smallest {
        report.report(op, "'\(name)' must be at least \(smallest), but is \(value)")
      }
    }
  }

  /// Checks that the string is one of the words.
  static func verifyWord(
    _ name: String, _ words: [String], _ module: borrowing Module, _ op: OpID,
    _ report: inout VerifierReport
  ) {
    guard let word = module.string(name, of: op), !words.contains(word) else { return }
    report.report(op, "'\(name)' must be \(list(words)), but is \"\(word)\"")
  }

  /// Checks that the array holds some of the words.
  static func verifyWords(
    _ name: String, _ words: [String], _ module: borrowing Module, _ op: OpID,
    _ report: inout VerifierReport
  ) {
    guard let attribute = module.attribute(name, of: op) else { return }
    for element in module.arrayElements(attribute) ?? [] {
      guard let word = module.stringValue(element) else {
        report.report(op, "'\(name)' must be an array of strings")
        return
      }
      guard words.contains(word) else {
        report.report(
          op,
          words.isEmpty
            ? "'\(name)' must be empty"
            : "'\(name)' must be an array of \(list(words)), but has \"\(word)\""
              + otherLetter(word, among: words))
        return
      }
    }
  }

  /// Checks that the array holds strings, each once.
  static func verifyStrings(
    _ name: String, _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    guard let attribute = module.attribute(name, of: op) else { return }
    var seen: Set<String> = []
    for element in module.arrayElements(attribute) ?? [] {
      guard let word = module.stringValue(element) else {
        report.report(op, "'\(name)' must be an array of strings")
        return
      }
      if !seen.insert(word).inserted { report.report(op, "'\(name)' lists '\(word)' twice") }
    }
  }

  /// A hint at the nearest right name, left out where the report keeps no more mistakes.
  static func hint(
    for name: String, among candidates: [String], _ report: borrowing VerifierReport
  ) -> String {
    report.isFull ? "" : NearestName.hint(for: name, among: candidates)
  }

  /// A hint where a loop is called as other tools call it.
  private static func otherLetter(_ word: String, among words: [String]) -> String {
    let letters = [
      "B": "N", "OY": "P", "OX": "Q", "FY": "R", "FX": "S", "M": "N", "H": "G",
    ]
    guard let letter = letters[word], words.contains(letter) else { return "" }
    return "; what others call \(word) is \"\(letter)\" here"
  }

  /// The words of an array of strings, none where it is absent.
  static func words(_ name: String, _ module: borrowing Module, _ op: OpID) -> [String] {
    guard let attribute = module.attribute(name, of: op) else { return [] }
    var words: [String] = []
    for element in module.arrayElements(attribute) ?? [] {
      if let word = module.stringValue(element) { words.append(word) }
    }
    return words
  }

  /// Checks that the type is one that an array computes with.
  static func verifyElementType(
    _ name: String, _ module: borrowing Module, _ op: OpID, _ report: inout VerifierReport
  ) {
    guard let attribute = module.attribute(name, of: op),
      case .type(let type) = module.attribute(attribute)
    else { return }
    switch module.type(type) {
    case .integer(let width, .signless) where [8, 16, 32].contains(width): return
    case .float(.bf16), .float(.f16), .float(.f32), .float(.f64): return
    default: report.report(op, "'\(name)' must be i8, i16, i32, bf16, f16, f32 or f64")
    }
  }

  private static func list(_ words: [String]) -> String {
    words.map { "\"\($0)\"" }.joined(separator: " or ")
  }
}

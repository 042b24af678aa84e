/// A matcher with the semantics of LLVM's FileCheck 22.
///
/// One difference in verdicts is deliberate: numeric values have at most 127 bits, where LLVM's
/// grow without bound.
struct FileCheck {
  /// What a run says.
  struct Result {
    /// 0 where everything matched, 1 where something did not, 2 where the command, the check file
    /// or the input can't be used.
    let exitCode: Int32
    /// What a person needs to know, or an empty string.
    let message: String
  }

  private let options: FileCheckOptions
  private let input: [UInt8]
  private var variables = CheckVariables()
  private var diagnostics: CheckDiagnostics

  /// Checks `input` against the directives in `checkText`.
  static func run(
    _ options: FileCheckOptions, checkText: [UInt8], input: [UInt8], inputName: String = "<stdin>"
  ) -> Result {
    let checkText = canonicalize(checkText, options)
    let canonicalInput = canonicalize(input, options)
    var matcher = FileCheck(
      options: options, input: canonicalInput,
      diagnostics: CheckDiagnostics(
        checkFileName: options.checkFile ?? "<check file>", checkText: checkText,
        inputName: inputName, input: canonicalInput))
    let exitCode = matcher.run(checkText, inputIsEmpty: input.isEmpty, inputName: inputName)
    if exitCode != 0 { matcher.diagnostics.dumpInput() }
    return Result(exitCode: exitCode, message: matcher.diagnostics.text)
  }

  private init(options: FileCheckOptions, input: [UInt8], diagnostics: CheckDiagnostics) {
    self.options = options
    self.input = input
    self.diagnostics = diagnostics
  }

  /// Drops carriage returns before newlines and joins horizontal white space to one space.
  private static func canonicalize(_ text: [UInt8], _ options: FileCheckOptions) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    text.withUnsafeBufferPointer { text in
      var position = 0
      while position < text.count {
        let byte = text[position]
        position += 1
        if byte == 0x0D, position < text.count, text[position] == 0x0A { continue }
        guard byte == 0x20 || byte == 0x09, !options.isStrictAboutWhitespace else {
          result.append(byte)
          continue
        }
        result.append(0x20)
        while position < text.count, text[position] == 0x20 || text[position] == 0x09 {
          position += 1
        }
      }
    }
    return result
  }

  private mutating func run(
    _ checkText: [UInt8], inputIsEmpty: Bool, inputName: String
  ) -> Int32 {
    do {
      try options.validatePrefixes()
    } catch {
      diagnostics.error(error.message)
      return 2
    }
    guard defineCommandLineVariables() else { return 2 }
    var file = CheckFile(checkText, options: options)
    guard let steps = try? file.read(variables: &variables, diagnostics: &diagnostics) else {
      return 2
    }
    if inputIsEmpty, !options.allowsEmptyInput {
      diagnostics.error("'\(inputName)' is empty.")
      return 2
    }
    return check(steps) ? 0 : 1
  }

  private mutating func defineCommandLineVariables() -> Bool {
    for definition in options.definitions {
      do {
        try define(definition)
      } catch {
        diagnostics.error("\(error.message) in '-D\(definition)'")
        return false
      }
    }
    return true
  }

  private mutating func define(_ definition: String) throws(CheckSyntaxError) {
    guard let equals = definition.firstIndex(of: "=") else {
      throw CheckSyntaxError("missing equal sign in global definition")
    }
    let value = definition[definition.index(after: equals)...]
    if definition.hasPrefix("#") {
      var parser = NumericBlockParser(
        variables: variables.numbers, stringNames: variables.stringNames, line: nil)
      let name = definition[..<equals].dropFirst()
      let block = try parser.parse("\(name):\(value)"[...])
      guard let variable = block.definition, let expression = block.expression else {
        throw CheckSyntaxError("missing value of numeric variable")
      }
      do {
        variable.value = try expression.evaluate()
      } catch .undefined(let name) {
        throw CheckSyntaxError("undefined variable: \(name)")
      } catch {
        throw CheckSyntaxError("value out of range")
      }
      variables.numbers[variable.name] = variable
      return
    }
    var rest = definition[..<equals]
    let name = String(try parseVariableName(&rest))
    guard rest.isEmpty, !name.hasPrefix("@") else {
      throw CheckSyntaxError("invalid name in string variable definition")
    }
    if variables.numbers[name] != nil {
      throw CheckSyntaxError("numeric variable with name '\(name)' already exists")
    }
    // The first definition on the command line holds.
    if variables.strings[name] == nil { variables.strings[name] = Array(value.utf8) }
    variables.stringNames.insert(name)
  }

  // MARK: Matching

  /// Cuts the input at the labels, and checks each piece.
  private mutating func check(_ steps: [CheckStep]) -> Bool {
    var allMatched = true
    var first = 0
    var rest = 0..<input.count
    while true {
      var region = rest
      var end = first
      while end < steps.count, steps[end].directive.kind != .label { end += 1 }
      if end < steps.count {
        guard let label = matchDirective(steps[end].directive, in: rest) else { return false }
        region = rest.lowerBound..<label.end
        rest = label.end..<input.count
        end += 1
      }
      if first != 0, options.hasVariableScopes { variables.endScope() }
      for step in steps[first..<end] {
        guard let match = check(step, in: region) else {
          allMatched = false
          break
        }
        region = match.end..<region.upperBound
      }
      if end == steps.count { return allMatched }
      first = end
    }
  }

  private mutating func check(_ step: CheckStep, in region: Range<Int>) -> CheckPattern.Match? {
    var nots: [Directive] = []
    guard let start = checkDAGs(step.before, in: region, remainingNots: &nots),
      let match = matchDirective(step.directive, in: start..<region.upperBound)
    else { return nil }
    let skipped = start..<match.position
    guard checkLines(step.directive, skipped), checkNots(nots, in: skipped) else { return nil }
    return match
  }

  /// Matches a directive as often as it asks for; the match covers all of it.
  private mutating func matchDirective(
    _ directive: Directive, in region: Range<Int>
  ) -> CheckPattern.Match? {
    var whole: CheckPattern.Match?
    var start = region.lowerBound
    for number in 1...directive.count {
      guard
        let match = match(directive, in: start..<region.upperBound, number: number)
      else { return nil }
      let position = whole?.position ?? match.position
      whole = CheckPattern.Match(position: position, length: match.end - position)
      start = match.end
    }
    return whole
  }

  /// Finds an expected match, or reports that there is none.
  private mutating func match(
    _ directive: Directive, in region: Range<Int>, number: Int = 1
  ) -> CheckPattern.Match? {
    do {
      let match = try directive.pattern.firstMatch(in: input, region, variables: &variables)
      for name in match.overflows {
        diagnostics.error("the value of '\(name)' has more than 127 bits")
      }
      return match.overflows.isEmpty ? match : nil
    } catch .unresolved(let problems) {
      report(problems, at: directive)
    } catch {
      let count = directive.count > 1 ? " (\(number) out of \(directive.count))" : ""
      report(["\(directive.name): expected string not found in input\(count)"], at: directive)
    }
    diagnostics.note("scanning from here", at: region.lowerBound)
    for line in directive.pattern.describeSubstitutions(variables) { diagnostics.remark(line) }
    if let near = nearMiss(directive.pattern, in: region), near > region.lowerBound {
      diagnostics.note("possible intended match here", at: near)
    }
    return nil
  }

  private mutating func report(_ messages: [String], at directive: Directive) {
    for message in messages {
      if let position = directive.position {
        diagnostics.error(message, at: position)
      } else {
        diagnostics.error(message)
      }
    }
  }

  /// Checks the number of newlines between the last match and this one.
  private mutating func checkLines(_ directive: Directive, _ skipped: Range<Int>) -> Bool {
    let newlines = countLineEnds(in: skipped)
    let problem: String
    switch directive.kind {
    case .next, .empty:
      if newlines == 1 { return true }
      problem =
        newlines == 0
        ? "is on the same line as previous match"
        : "is not on the line after the previous match"
    case .same:
      if newlines == 0 { return true }
      problem = "is not on the same line as the previous match"
    default:
      return true
    }
    report(["\(directive.prefix)\(directive.kind.suffix): \(problem)"], at: directive)
    diagnostics.note("'next' match was here", at: skipped.upperBound)
    diagnostics.note("previous match ended here", at: skipped.lowerBound)
    return false
  }

  /// Counts line ends; a pair of carriage return and newline, in either order, is one.
  private func countLineEnds(in range: Range<Int>) -> Int {
    var count = 0
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = input[position]
      position += 1
      guard byte == 0x0A || byte == 0x0D else { continue }
      count += 1
      if position < range.upperBound, input[position] == (byte == 0x0A ? 0x0D : 0x0A) {
        position += 1
      }
    }
    return count
  }

  private mutating func checkNots(_ nots: [Directive], in region: Range<Int>) -> Bool {
    var isClean = true
    for directive in nots {
      do {
        let match = try directive.pattern.firstMatch(in: input, region, variables: &variables)
        report(["\(directive.name): excluded string found in input"], at: directive)
        diagnostics.note("found here", at: match.position)
        isClean = false
      } catch .unresolved(let problems) {
        report(problems, at: directive)
        isClean = false
      } catch {
        // Not found, as it should be.
      }
    }
    return isClean
  }

  /// Matches groups of DAG directives in any order, without overlaps, and checks the NOT
  /// directives between groups.
  ///
  /// - Returns: Where the last group ends, or nil where something did not match.
  private mutating func checkDAGs(
    _ directives: [Directive], in region: Range<Int>, remainingNots: inout [Directive]
  ) -> Int? {
    var start = region.lowerBound
    var taken: [Range<Int>] = []
    for (index, directive) in directives.enumerated() {
      if directive.kind == .not {
        remainingNots.append(directive)
        continue
      }
      guard matchDAG(directive, in: start..<region.upperBound, taken: &taken) else { return nil }
      let isLast = index + 1 == directives.count || directives[index + 1].kind == .not
      guard isLast, let first = taken.first, let last = taken.last else { continue }
      if !remainingNots.isEmpty {
        let skipped = start..<max(start, first.lowerBound)
        guard checkNots(remainingNots, in: skipped) else { return nil }
        remainingNots = []
      }
      start = last.upperBound
      taken = []
    }
    return start
  }

  /// Matches one DAG directive outside of what others of its group took; `taken` stays sorted.
  private mutating func matchDAG(
    _ directive: Directive, in region: Range<Int>, taken: inout [Range<Int>]
  ) -> Bool {
    var start = region.lowerBound
    var index = 0
    while true {
      guard let match = match(directive, in: start..<region.upperBound) else { return false }
      let range = match.position..<match.end
      if options.allowsDAGOverlap {
        let whole = taken.first ?? range
        taken = [
          min(whole.lowerBound, range.lowerBound)..<max(whole.upperBound, range.upperBound)
        ]
        return true
      }
      while index < taken.count, range.lowerBound >= taken[index].upperBound { index += 1 }
      guard index < taken.count, taken[index].lowerBound < range.upperBound else {
        taken.insert(range, at: index)
        return true
      }
      start = taken[index].upperBound
      index += 1
    }
  }

  // MARK: Near misses

  /// The place in the first 4 KB of `region` that looks most like the pattern.
  private func nearMiss(_ pattern: CheckPattern, in region: Range<Int>) -> Int? {
    let example = pattern.example
    let searched = region.prefix(4096)
    guard !example.isEmpty, searched.count * example.count < 400_000 else { return nil }
    var best: (position: Int, quality: Double)?
    var lines = 0
    for position in searched {
      if input[position] == 0x0A { lines += 1 }
      if input[position] == 0x20 || input[position] == 0x0A { continue }
      // Only starts of words: a near miss rarely begins within one.
      if position > 0, input[position - 1].isASCIIAlphanumeric { continue }
      let lineEnd = input[position..<min(region.upperBound, position + example.count)]
      let candidate = lineEnd.prefix { $0 != 0x0A }
      let distance = editDistance(Array(candidate), example)
      let quality = Double(distance) + Double(lines) / 100
      if best.map({ quality < $0.quality }) ?? true { best = (position, quality) }
    }
    guard let best, best.quality < Double(min(50, example.count)) * 0.6 else { return nil }
    return best.position
  }

  private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var previous = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        let change = previous[column] + (byte == other ? 0 : 1)
        current.append(min(change, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[right.count]
  }
}

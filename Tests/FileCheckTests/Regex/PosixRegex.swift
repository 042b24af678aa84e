/// A POSIX extended regular expression over bytes.
///
/// Of all matches it finds the leftmost, and of those the longest. Subexpressions take the longest
/// text that the whole match allows, from left to right. `^` and `$` hold at lines, and `.` and
/// negated sets don't match a newline.
///
/// This is an engine of our own because Glibc's differs from the one in LLVM where tests would
/// notice: it gives `\w`, `\b` and `\<` a meaning, knows locales, and cannot hold NUL bytes.
struct PosixRegex {
  /// A match and its groups, as positions in the text; a group that took no part is nil.
  struct Match: Equatable {
    let range: Range<Int>
    let groups: [Range<Int>?]
  }

  private let root: RegexNode
  /// The number of groups in the pattern.
  let groupCount: Int

  /// Compiles `pattern`.
  init(_ pattern: [UInt8], ignoresCase: Bool = false) throws(RegexError) {
    var parser = RegexParser(pattern, ignoresCase: ignoresCase, newlineEndsLine: true)
    (root, groupCount) = try parser.parse()
  }

  /// The first match in `text[range]`; the text outside of `range` is not seen.
  func firstMatch(in text: [UInt8], _ range: Range<Int>) -> Match? {
    text.withUnsafeBufferPointer { text in
      var matcher = Matcher(text: text, range: range, groupCount: groupCount)
      return matcher.firstMatch(of: root)
    }
  }

  /// `text` as a pattern that matches just it.
  static func escape(_ text: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text {
      if "()^$|*+?.[]\\{}".utf8.contains(byte) { result.append(UInt8(ascii: "\\")) }
      result.append(byte)
    }
    return result
  }
}

/// Finds one match and its captures.
private struct Matcher {
  let text: UnsafeBufferPointer<UInt8>
  let range: Range<Int>
  var groups: [Range<Int>?]
  /// Steps left before a search with back-references, which can take exponential time, gives up.
  var budget = 2_000_000

  init(text: UnsafeBufferPointer<UInt8>, range: Range<Int>, groupCount: Int) {
    self.text = text
    self.range = range
    groups = [Range<Int>?](repeating: nil, count: groupCount + 1)
  }

  mutating func firstMatch(of root: RegexNode) -> PosixRegex.Match? {
    var first = range.lowerBound
    while let match = root.program.search(in: text, range, from: first) {
      if !root.hasBackreference {
        if root.hasGroups { assignGroups(of: root, match.lowerBound, match.upperBound) }
        return result(match)
      }
      for end in ends(of: root, from: match.lowerBound, limit: range.upperBound).reversed() {
        for index in groups.indices { groups[index] = nil }
        let start = match.lowerBound
        if backtrack(root, at: start, limit: end, then: { _, position in position == end }) {
          return result(start..<end)
        }
      }
      first = match.lowerBound + 1
      if first > range.upperBound { break }
    }
    return nil
  }

  private func result(_ match: Range<Int>) -> PosixRegex.Match {
    PosixRegex.Match(range: match, groups: [match] + groups.dropFirst())
  }

  private func ends(of node: RegexNode, from start: Int, limit: Int) -> [Int] {
    node.program.ends(in: text, range, from: start, limit: limit)
  }

  private func matches(_ node: RegexNode, _ start: Int, _ end: Int) -> Bool {
    ends(of: node, from: start, limit: end).last == end
  }

  // MARK: Captures without back-references

  /// Sets the groups of `node`, which matches `text[start..<end]`.
  private mutating func assignGroups(of node: RegexNode, _ start: Int, _ end: Int) {
    switch node.kind {
    case .empty, .set, .assertion, .backreference:
      break
    case .group(let number, let body):
      groups[number] = start..<end
      if body.hasGroups { assignGroups(of: body, start, end) }
    case .sequence(let parts):
      assignGroups(ofParts: parts, start, end)
    case .alternatives(let parts):
      if let part = parts.first(where: { matches($0, start, end) }), part.hasGroups {
        assignGroups(of: part, start, end)
      }
    case .repetition(let body, _, _):
      if body.hasGroups { assignGroups(ofLastIterationOf: body, start, end) }
    }
  }

  private mutating func assignGroups(ofParts parts: [RegexNode], _ start: Int, _ end: Int) {
    guard let lastWithGroups = parts.lastIndex(where: { $0.hasGroups }) else { return }
    let tail = RegexNode(.sequence(Array(parts[(lastWithGroups + 1)...])))
    /// The (part, position) pairs from which the rest is known not to match.
    var dead: Set<[Int]> = []
    func splitEnds(_ index: Int, _ position: Int) -> [Int]? {
      if index > lastWithGroups { return matches(tail, position, end) ? [] : nil }
      if dead.contains([index, position]) { return nil }
      for next in ends(of: parts[index], from: position, limit: end).reversed() {
        if let rest = splitEnds(index + 1, next) { return [next] + rest }
      }
      dead.insert([index, position])
      return nil
    }
    guard let split = splitEnds(0, start) else { return }
    var position = start
    for (part, next) in zip(parts, split) {
      if part.hasGroups { assignGroups(of: part, position, next) }
      position = next
    }
  }

  private mutating func assignGroups(
    ofLastIterationOf body: RegexNode, _ start: Int, _ end: Int
  ) {
    let rest = RegexNode(.repetition(body, minimum: 0, maximum: nil))
    var position = start
    var last: Range<Int>? = start == end && matches(body, start, end) ? start..<end : nil
    while position < end {
      let candidates = ends(of: body, from: position, limit: end).reversed()
      guard let next = candidates.first(where: { $0 > position && matches(rest, $0, end) })
      else { break }
      last = position..<next
      position = next
    }
    if let last { assignGroups(of: body, last.lowerBound, last.upperBound) }
  }

  // MARK: Captures with back-references

  private typealias Continuation = (inout Matcher, Int) -> Bool

  /// Whether `node` matches from `position` such that `then` accepts where it ends.
  private mutating func backtrack(
    _ node: RegexNode, at position: Int, limit: Int, then: Continuation
  ) -> Bool {
    budget -= 1
    if budget < 0 { return false }
    if !node.hasGroups {
      for end in ends(of: node, from: position, limit: limit).reversed() where then(&self, end) {
        return true
      }
      return false
    }
    switch node.kind {
    case .empty, .set, .assertion:
      return false
    case .group(let number, let body):
      let saved = groups[number]
      let matched = backtrack(body, at: position, limit: limit) { matcher, end in
        let inner = matcher.groups[number]
        matcher.groups[number] = position..<end
        if then(&matcher, end) { return true }
        matcher.groups[number] = inner
        return false
      }
      if !matched { groups[number] = saved }
      return matched
    case .backreference(let number, _):
      guard let group = groups[number], position + group.count <= limit else { return false }
      for offset in 0..<group.count
      where text[group.lowerBound + offset] != text[position + offset] {
        return false
      }
      return then(&self, position + group.count)
    case .sequence(let parts):
      return backtrack(parts[...], at: position, limit: limit, then: then)
    case .alternatives(let parts):
      for part in parts where backtrack(part, at: position, limit: limit, then: then) {
        return true
      }
      return false
    case .repetition(let body, let minimum, let maximum):
      return backtrack(
        body, minimum: minimum, maximum: maximum, at: position, limit: limit, then: then)
    }
  }

  private mutating func backtrack(
    _ parts: ArraySlice<RegexNode>, at position: Int, limit: Int, then: Continuation
  ) -> Bool {
    guard let part = parts.first else { return then(&self, position) }
    return backtrack(part, at: position, limit: limit) { matcher, end in
      matcher.backtrack(parts.dropFirst(), at: end, limit: limit, then: then)
    }
  }

  private mutating func backtrack(
    _ body: RegexNode, minimum: Int, maximum: Int?, at position: Int, limit: Int,
    then: Continuation
  ) -> Bool {
    if maximum != 0 {
      let more = backtrack(body, at: position, limit: limit) { matcher, end in
        if end == position && minimum == 0 { return false }
        return matcher.backtrack(
          body, minimum: max(minimum - 1, 0), maximum: maximum.map { $0 - 1 }, at: end,
          limit: limit, then: then)
      }
      if more { return true }
    }
    return minimum == 0 && then(&self, position)
  }
}

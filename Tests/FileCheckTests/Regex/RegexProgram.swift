/// A nondeterministic automaton that finds where a (sub)expression can match.
///
/// Groups leave no trace in it, and a back-reference counts as a second copy of its group: what
/// it finds is a superset of the matches of a pattern with back-references.
struct RegexProgram {
  private enum Instruction {
    case byteIn(ByteSet)
    case assertion(RegexAssertion)
    case split(Int, Int)
    case jump(Int)
    case accept
  }

  private var instructions: [Instruction] = []
  /// The bytes with which a match can begin, or nil where it can be empty or begin with an
  /// assertion.
  private var firstBytes: ByteSet?

  /// Compiles `root`.
  init(_ root: RegexNode) {
    compile(root)
    instructions.append(.accept)
    firstBytes = collectFirstBytes()
  }

  private mutating func compile(_ node: RegexNode) {
    switch node.kind {
    case .empty:
      break
    case .set(let set):
      instructions.append(.byteIn(set))
    case .assertion(let assertion):
      instructions.append(.assertion(assertion))
    case .group(_, let body), .backreference(_, let body):
      compile(body)
    case .sequence(let parts):
      for part in parts { compile(part) }
    case .alternatives(let parts):
      var ends: [Int] = []
      for (index, part) in parts.enumerated() {
        guard index + 1 < parts.count else {
          compile(part)
          break
        }
        let split = append(.split(0, 0))
        compile(part)
        ends.append(append(.jump(0)))
        instructions[split] = .split(split + 1, instructions.count)
      }
      for end in ends { instructions[end] = .jump(instructions.count) }
    case .repetition(let body, let minimum, let maximum):
      compileRepetition(of: body, minimum: minimum, maximum: maximum)
    }
  }

  private mutating func compileRepetition(of body: RegexNode, minimum: Int, maximum: Int?) {
    for _ in 0..<minimum { compile(body) }
    guard let maximum else {
      let split = append(.split(0, 0))
      compile(body)
      instructions.append(.jump(split))
      instructions[split] = .split(split + 1, instructions.count)
      return
    }
    var splits: [Int] = []
    for _ in minimum..<max(minimum, maximum) {
      splits.append(append(.split(0, 0)))
      compile(body)
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }

  private mutating func append(_ instruction: Instruction) -> Int {
    instructions.append(instruction)
    return instructions.count - 1
  }

  private func collectFirstBytes() -> ByteSet? {
    var result = ByteSet()
    var seen = [Bool](repeating: false, count: instructions.count)
    var pending = [0]
    while let counter = pending.popLast() {
      if seen[counter] { continue }
      seen[counter] = true
      switch instructions[counter] {
      case .byteIn(let set): result.formUnion(set)
      case .assertion, .accept: return nil
      case .jump(let target): pending.append(target)
      case .split(let left, let right):
        pending.append(left)
        pending.append(right)
      }
    }
    return result
  }

  /// The threads that wait for one byte, in the order of their starts.
  private struct Threads {
    var counters: [Int] = []
    var starts: [Int] = []
    /// The step at which an instruction was last reached, by instruction.
    var reachedAt: [Int]

    init(count: Int) {
      reachedAt = [Int](repeating: -1, count: count)
    }
  }

  /// Adds what is reachable from `counter` without a byte, and tells whether it accepts.
  private func follow(
    _ counter: Int, start: Int, at position: Int, in text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>, step: Int, threads: inout Threads
  ) -> Bool {
    var accepts = false
    var pending = [counter]
    while let counter = pending.popLast() {
      if threads.reachedAt[counter] == step { continue }
      threads.reachedAt[counter] = step
      switch instructions[counter] {
      case .byteIn:
        threads.counters.append(counter)
        threads.starts.append(start)
      case .accept:
        accepts = true
      case .jump(let target):
        pending.append(target)
      case .split(let left, let right):
        pending.append(right)
        pending.append(left)
      case .assertion(let assertion):
        if assertion.holds(at: position, in: text, range) { pending.append(counter + 1) }
      }
    }
    return accepts
  }

  /// The leftmost match that begins at or after `first`, and of those the longest.
  func search(
    in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, from first: Int
  ) -> Range<Int>? {
    var best: Range<Int>?
    var current = Threads(count: instructions.count)
    var next = Threads(count: instructions.count)
    var position = first
    while position <= range.upperBound {
      if current.counters.isEmpty {
        if best != nil { break }
        if let firstBytes {
          while position < range.upperBound, !firstBytes.contains(text[position]) { position += 1 }
          if position == range.upperBound { break }
        }
      }
      if best == nil,
        follow(0, start: position, at: position, in: text, range, step: position, threads: &current)
      {
        best = position..<position
      }
      guard position < range.upperBound else { break }
      let byte = text[position]
      for index in 0..<current.counters.count {
        let start = current.starts[index]
        if let best, start > best.lowerBound { break }
        guard case .byteIn(let set) = instructions[current.counters[index]], set.contains(byte)
        else { continue }
        let accepts = follow(
          current.counters[index] + 1, start: start, at: position + 1, in: text, range,
          step: position + 1, threads: &next)
        if accepts { best = start..<position + 1 }
      }
      swap(&current, &next)
      next.counters.removeAll(keepingCapacity: true)
      next.starts.removeAll(keepingCapacity: true)
      position += 1
    }
    return best
  }

  /// Every position up to `limit` at which a match that begins at `start` can end, ascending.
  func ends(
    in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, from start: Int, limit: Int
  ) -> [Int] {
    var result: [Int] = []
    var current = Threads(count: instructions.count)
    var next = Threads(count: instructions.count)
    if follow(0, start: start, at: start, in: text, range, step: start, threads: &current) {
      result.append(start)
    }
    var position = start
    while position < limit, !current.counters.isEmpty {
      let byte = text[position]
      position += 1
      var accepts = false
      for counter in current.counters {
        guard case .byteIn(let set) = instructions[counter], set.contains(byte) else { continue }
        if follow(
          counter + 1, start: start, at: position, in: text, range, step: position, threads: &next)
        {
          accepts = true
        }
      }
      if accepts { result.append(position) }
      swap(&current, &next)
      next.counters.removeAll(keepingCapacity: true)
      next.starts.removeAll(keepingCapacity: true)
    }
    return result
  }
}

extension RegexAssertion {
  /// Whether the assertion holds before `text[position]`; the text outside of `range` is not seen.
  func holds(
    at position: Int, in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Bool {
    let before = position > range.lowerBound ? text[position - 1] : nil
    let after = position < range.upperBound ? text[position] : nil
    switch self {
    case .lineStart: return before == nil || before == UInt8(ascii: "\n")
    case .lineEnd: return after == nil || after == UInt8(ascii: "\n")
    case .wordStart: return !Self.isWord(before) && Self.isWord(after)
    case .wordEnd: return Self.isWord(before) && !Self.isWord(after)
    }
  }

  private static func isWord(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_")
  }
}

/// A set of bytes, as a bracket expression or `.` denotes it.
struct ByteSet: Equatable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// The empty set.
  init() {}

  /// The set of the bytes for which `belongs` holds.
  init(where belongs: (UInt8) -> Bool) {
    for byte in UInt8.min...UInt8.max where belongs(byte) { insert(byte) }
  }

  /// Whether `byte` is in the set.
  func contains(_ byte: UInt8) -> Bool {
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: return words.0 & bit != 0
    case 1: return words.1 & bit != 0
    case 2: return words.2 & bit != 0
    default: return words.3 & bit != 0
    }
  }

  /// Adds `byte`.
  mutating func insert(_ byte: UInt8) {
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  /// Adds all bytes of `other`.
  mutating func formUnion(_ other: ByteSet) {
    words.0 |= other.words.0
    words.1 |= other.words.1
    words.2 |= other.words.2
    words.3 |= other.words.3
  }

  static func == (left: ByteSet, right: ByteSet) -> Bool { left.words == right.words }
}

/// A place in the text that consumes nothing.
enum RegexAssertion {
  case lineStart
  case lineEnd
  case wordStart
  case wordEnd
}

/// The syntax tree of a regular expression.
///
/// A class, because captures are found by asking subtrees where they can end, and each keeps the
/// program that answers.
final class RegexNode {
  /// What a node matches.
  enum Kind {
    case empty
    case set(ByteSet)
    case assertion(RegexAssertion)
    case group(Int, RegexNode)
    case backreference(Int, copy: RegexNode)
    case sequence([RegexNode])
    case alternatives([RegexNode])
    case repetition(RegexNode, minimum: Int, maximum: Int?)
  }

  /// What the node matches.
  let kind: Kind
  /// Whether a group or a back-reference lies in the subtree, so that captures depend on how it
  /// is matched and not only on where it ends.
  let hasGroups: Bool
  /// Whether a back-reference lies in the subtree.
  let hasBackreference: Bool
  /// The number of instructions that the subtree compiles to.
  let size: Int
  private var compiled: RegexProgram?

  /// Makes a node.
  init(_ kind: Kind) {
    self.kind = kind
    switch kind {
    case .empty:
      (hasGroups, hasBackreference, size) = (false, false, 0)
    case .set, .assertion:
      (hasGroups, hasBackreference, size) = (false, false, 1)
    case .group(_, let body):
      (hasGroups, hasBackreference, size) = (true, body.hasBackreference, body.size)
    case .backreference(_, let copy):
      (hasGroups, hasBackreference, size) = (true, true, copy.size)
    case .sequence(let parts):
      hasGroups = parts.contains { $0.hasGroups }
      hasBackreference = parts.contains { $0.hasBackreference }
      size = parts.reduce(0) { $0 + $1.size }
    case .alternatives(let parts):
      hasGroups = parts.contains { $0.hasGroups }
      hasBackreference = parts.contains { $0.hasBackreference }
      size = parts.reduce(0) { $0 + $1.size + 2 }
    case .repetition(let body, let minimum, let maximum):
      hasGroups = body.hasGroups
      hasBackreference = body.hasBackreference
      size = (body.size + 2) * max(maximum ?? minimum + 1, 1)
    }
  }

  /// The program that finds where the subtree can end.
  var program: RegexProgram {
    if let compiled { return compiled }
    let program = RegexProgram(self)
    compiled = program
    return program
  }
}

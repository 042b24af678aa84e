import FuseIR

/// A local rewrite: looks at one op and, where it applies, leaves a program that computes the same.
///
/// A pattern never makes the program worse, is not the inverse of another, and says no by returning false before it
/// changed anything.
public protocol RewritePattern: Sendable {
  /// The kinds of op that the pattern looks at.
  var roots: [Opcode] { get }

  /// Rewrites the op, or returns false and changes nothing.
  func rewrite(_ op: OpID, _ rewriter: inout Rewriter) -> Bool
}

/// Patterns by the kind of op they look at, in a dense table.
public struct PatternTable: Sendable {
  private let patterns: [any RewritePattern]
  private let starts: [Int32]

  /// A table of the patterns; those for one kind of op are tried in the order given.
  public init(_ patterns: [any RewritePattern]) {
    let width = OpFacts.width
    var counts = [Int32](repeating: 0, count: width + 1)
    var pairs: [(root: Int, pattern: any RewritePattern)] = []
    for pattern in patterns {
      for root in pattern.roots where !root.isForeign {
        pairs.append((Int(root.raw), pattern))
        counts[Int(root.raw) + 1] += 1
      }
    }
    for index in 0..<width { counts[index + 1] += counts[index] }
    starts = counts
    // The sort is by root only and keeps the order of equal roots.
    self.patterns = pairs.enumerated().sorted {
      ($0.element.root, $0.offset) < ($1.element.root, $1.offset)
    }.map(\.element.pattern)
  }

  /// Tries the patterns for the op until one applies; nil if none does.
  func apply(to op: OpID, _ rewriter: inout Rewriter) -> (any RewritePattern)? {
    let root = Int(rewriter.module.opcode(of: op).raw)
    guard root < starts.count - 1 else { return nil }
    for index in Int(starts[root])..<Int(starts[root + 1])
    where patterns[index].rewrite(op, &rewriter) {
      return patterns[index]
    }
    return nil
  }
}

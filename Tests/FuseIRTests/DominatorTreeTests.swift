import FuseIR
import Testing

/// Dominance, compared with its definition: `a` dominates `b` iff no path leads from the entry to `b` without `a`.
@Suite struct DominatorTreeTests {
  @Test(arguments: 0..<60) func agreesWithTheDefinition(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...12, using: &generator)
    var edges: [[Int]] = []
    var text = "func.func @f() {\n  \"t.br\"()[^bb1] : () -> ()\n"
    for number in 1...count {
      let targets = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        Int.random(in: 1...count, using: &generator)
      }
      edges.append(targets)
      let list = targets.map { "^bb\($0)" }.joined(separator: ", ")
      text += "^bb\(number):\n  "
      text += targets.isEmpty ? "return\n" : "\"t.br\"()[\(list)] : () -> ()\n"
    }
    let module = try Self.parse(text + "}\n")
    let found = module.function(named: "f")
    let function = try #require(found)
    let region = module.region(of: function)
    let blocks = module.blocks(of: region)
    let tree = DominatorTree(module, region)
    let reachable = Self.reachable(edges, without: nil)
    for b in 1...count {
      #expect(tree.isReachable(blocks[b]) == reachable.contains(b), "\(text)")
      for a in 1...count {
        let expected =
          !reachable.contains(b)
          || (reachable.contains(a) && (a == b || !Self.reachable(edges, without: a).contains(b)))
        #expect(tree.dominates(blocks[a], blocks[b]) == expected, "\(a) and \(b) in \(text)")
      }
    }
  }

  private struct DoesNotParse: Error { let messages: String }

  private static func parse(_ text: String) throws -> Module {
    let engine = DiagnosticEngine()
    guard let module = Module.parse(SourceFile(name: "t", text: text), diagnostics: engine) else {
      throw DoesNotParse(messages: engine.rendered())
    }
    return module
  }

  /// The blocks that a path leads to from the first without the given one.
  private static func reachable(_ edges: [[Int]], without blocked: Int?) -> Set<Int> {
    var found: Set<Int> = []
    var stack = [1]
    while let next = stack.popLast() {
      if next == blocked { continue }
      if found.insert(next).inserted { stack += edges[next - 1] }
    }
    return found
  }

  /// A chain of 20,000 blocks that all may leave to the last: quadratic for algorithms that walk up the tree.
  @Test func longChainsTakeNearLinearTime() throws {
    let count = 20_000
    var text = "func.func @f(%c: i1) {\n  cf.br ^bb1\n"
    for number in 1...count {
      text += "^bb\(number):\n  cf.cond_br %c, ^bb\(number + 1), ^bb\(count + 1)\n"
    }
    text += "^bb\(count + 1):\n  return\n}\n"
    let module = try Self.parse(text)
    let report = module.verify()
    #expect(report.isEmpty)
  }
}

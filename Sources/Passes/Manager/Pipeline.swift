/// A sequence of passes with all their options, ready to run.
public struct Pipeline {
  /// One pass of a pipeline.
  public struct Step {
    /// The pass, its options set.
    public let pass: any Pass
    /// True iff the pass runs on each function rather than on the whole program.
    public let isPerFunction: Bool

    /// The pass's name.
    public var name: String { type(of: pass).name }

    /// The pass with every option filled in, as the pipeline grammar writes it: `canonicalize{max-iterations=10}`.
    public var text: String { name + Self.optionsText(of: pass) }

    /// A pipeline that runs just this pass, with the options that differ from their defaults. Another compiler with a pass
    /// of the same name can read it as long as it agrees about these.
    public var pipelineText: String {
      let text = name + Self.optionsText(of: pass, withDefaults: false)
      return isPerFunction ? "builtin.module(func.func(\(text)))" : "builtin.module(\(text))"
    }

    private static func optionsText<P: Pass>(of pass: P, withDefaults: Bool = true) -> String {
      let defaults = P()
      let options = P.options.filter { withDefaults || $0.text(pass) != $0.text(defaults) }
        .map { "\($0.name)=\(quoted($0.text(pass)))" }
      return options.isEmpty ? "" : "{\(options.joined(separator: " "))}"
    }

    private static func quoted(_ value: String) -> String {
      let isPlain = !value.isEmpty && !value.utf8.contains { " \t\n{}'\"".utf8.contains($0) }
      return isPlain ? value : value.contains("\"") ? "'\(value)'" : "\"\(value)\""
    }
  }

  /// The passes in order.
  public private(set) var steps: [Step]

  /// A pipeline of the given passes.
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// Appends a pass. One that runs on functions runs on each.
  public mutating func append(_ pass: any Pass) {
    steps.append(Step(pass: pass, isPerFunction: type(of: pass).anchor == .function))
  }

  /// The whole pipeline with its anchors and every option filled in: `builtin.module(inline{...},func.func(cse))`.
  public var text: String {
    var elements: [String] = []
    var nested: [String] = []
    func closeNested() {
      if !nested.isEmpty { elements.append("func.func(\(nested.joined(separator: ",")))") }
      nested = []
    }
    for step in steps {
      if step.isPerFunction {
        nested.append(step.text)
      } else {
        closeNested()
        elements.append(step.text)
      }
    }
    closeNested()
    return "builtin.module(\(elements.joined(separator: ",")))"
  }
}

/// A name for a sequence of passes, usable as an element of any pipeline.
public struct NamedPipeline: Sendable {
  /// The name.
  public let name: String
  /// What the pipeline is for, in one sentence.
  public let summary: String
  /// The passes, in the grammar of the command line.
  public let text: String

  /// A name for the passes that `text` spells.
  public init(name: String, summary: String, text: String) {
    self.name = name
    self.summary = summary
    self.text = text
  }
}

/// The named pipelines, by name.
public let namedPipelines: [NamedPipeline] = [
  NamedPipeline(
    name: "gemmini", summary: "From StableHLO to a program for a Gemmini accelerator.",
    text: "import,gemmini-split-epilogues,lower-to-gemmini"),
  NamedPipeline(
    name: "import", summary: "From StableHLO with calls to structured ops of linalg without.",
    text: "composite-to-call,inline,canonicalize,chlo-to-stablehlo{keep-math=true},"
      + "stablehlo-to-linalg,generalize-linalg,fold-transposes,fuse-elementwise,"
      + "canonicalize,cse,symbol-dce"),
]

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
  // The kernels are matched op by op, whatever group an op is in. Mappings leave room for two tiles of each tensor, so that
  // moves overlap the array's work; a layer without one is tiled by a rule. Channels of depthwise convolutions run along the
  // diagonal.
  // What the array does on the way out of an accumulator stands alone before the kernels are matched.
  NamedPipeline(
    name: "gemmini", summary: "From StableHLO to a program for a Gemmini accelerator.",
    text: "inline-groups,import,gemmini-split-epilogues,"
      + "select-mapping{search=exact groups=none buffers=2 pipeline=true extras=diagonal optional=true},"
      + "lower-to-gemmini"),
  // Composites become calls before calls are inlined. `canonicalize` comes before the lowering, so that constants are known
  // and chains of broadcasts are one, and again after the fusion, to drop operands that bodies no longer read. CHLO is
  // expanded into what the lowering knows. Transposes go into index maps before elementwise ops are fused across them.
  // `cse` merges what became equal, and the functions that nothing calls any more go last.
  NamedPipeline(
    name: "import", summary: "From StableHLO with calls to structured ops of linalg without.",
    text: "composite-to-call,inline,canonicalize,chlo-to-stablehlo{keep-math=true},"
      + "stablehlo-to-linalg,generalize-linalg,fold-transposes,fuse-elementwise,"
      + "canonicalize,cse,symbol-dce"),
  // Ops that only move elements go into the kernels that read them, and what nothing reads any more is erased.
  NamedPipeline(
    name: "kernels", summary: "From StableHLO to stitched kernels.",
    text: "inline-groups,import,plan-kernels,lower-to-kernels,join-products,dce"),
  NamedPipeline(
    name: "multicore", summary: "From StableHLO to a schedule on the cores of a machine.",
    text: "inline-groups,import,schedule-multicore"),
  // Regions and the orders of their loops go by what they are expected to cost. Of a function that has no such costs, each layer
  // is a graph, its loops in the cheapest order. Dense levels are located, not searched, loops get the lanes that were chosen,
  // and what that leaves unread goes.
  // StableHLO goes through `import` before.
  NamedPipeline(
    name: "streams", summary: "From structured ops to graphs of streams.",
    text: "choose-stream-schedule,fuse-einsums{regions=layer},order-loops{keep=true},lower-to-sam,"
      + "remove-duplicate-joins,insert-locate,canonicalize,cse,stream-parallelize,dce"),
]

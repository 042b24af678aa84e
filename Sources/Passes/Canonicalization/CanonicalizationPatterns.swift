/// The patterns of `canonicalize`, by dialect. Where several look at the same kind of op, the first that applies wins.
let canonicalizationPatterns: [any RewritePattern] =
  arithPatterns + linalgPatterns + scfPatterns + stablehloPatterns + tensorPatterns

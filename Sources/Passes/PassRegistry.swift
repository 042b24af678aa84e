/// All passes, by name.
public let allPasses: [any Pass.Type] = [
  Canonicalizer.self,
  ChloToStablehlo.self,
  CompositeToCall.self,
  CSE.self,
  DCE.self,
  FoldTransposes.self,
  FuseElementwise.self,
  GemminiSplitEpilogues.self,
  GeneralizeLinalg.self,
  Inliner.self,
  LowerToGemmini.self,
  StablehloToLinalg.self,
  SymbolDCE.self,
]

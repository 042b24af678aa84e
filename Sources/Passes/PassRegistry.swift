/// All passes, by name.
public let allPasses: [any Pass.Type] = [
  CSE.self,
  DCE.self,
  Inliner.self,
  SymbolDCE.self,
]

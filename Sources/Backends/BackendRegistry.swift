/// Every backend, by name.
public let allBackends: [any Backend.Type] = [
  AccelForgeMappingBackend.self,
  CFunctionBackend.self,
  CostJSONBackend.self,
  DotBackend.self,
  GemminiCBackend.self,
  GemminiEmulationBackend.self,
  GemminiTraceBackend.self,
  GemminiTraceBinaryBackend.self,
  HTMLBackend.self,
  PackingProgramLPBackend.self,
  PackingProgramMPSBackend.self,
  KernelPlanBackend.self,
  LegalityDotBackend.self,
  MLIRBackend.self,
  SearchTraceBackend.self,
  ZigZagOrderingBackend.self,
]

/// Every backend, by name.
public let allBackends: [any Backend.Type] = [
  CostJSONBackend.self,
  GemminiTraceBackend.self,
  GemminiTraceBinaryBackend.self,
  MLIRBackend.self,
]

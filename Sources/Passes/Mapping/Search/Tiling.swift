import FuseIR

/// How the tensors that a memory keeps are tiled.
public enum Tiling: String, CaseIterable, PassOptionValue, Sendable {
  /// All tensors that a memory keeps have tiles of the same loops.
  case even
  /// Each tensor has tiles of its own in each memory (ZigZag's uneven mapping).
  case uneven
}

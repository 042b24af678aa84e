import FuseIR
import Machine

/// A loop that the kernels of a fused group share, as one of them goes through it.
struct GemminiSharedStep {
  /// The dimension of the kernel's nest that the loop goes along.
  var dimension: LayerDimension
  /// The steps of the loop.
  var count: Int
  /// How far a step goes along the dimension.
  var size: Int
  /// How far a step goes in each tensor, in elements.
  var distance: GemminiNest.Part
  /// The number of the kernel's step.
  var variable = AffineExpression.of(0)

  /// The axis of an image along which the loop goes in the kernel's result.
  var axis: GemminiOnChipTensor.Axes {
    switch dimension {
    case .batch: .images
    case .outputRow: .rows
    case .outputColumn: .columns
    case .outputChannel: .channels
    default: []
    }
  }
}

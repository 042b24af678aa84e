import FuseIR
import Machine

/// What is stored of the operands of a run: streams cost what is stored.
enum StreamOperands {
  /// By argument, its elements that differ from zero; nil where they can't be counted.
  static func statistics(of arguments: [Tensor]) -> [TensorStatistics?] {
    arguments.map { argument in
      guard (1...3).contains(argument.shape.count), let entries = CoordinateList(argument) else {
        return nil
      }
      return TensorStatistics(extents: entries.shape, coordinates: entries.coordinates)
    }
  }
}

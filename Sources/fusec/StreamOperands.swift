import Execution
import FuseIR
import Machine
import Passes

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

  /// Finds the queues of a function's graphs by running it on the operands.
  static func queues(
    of function: String, _ operands: [Tensor], _ accelerator: Accelerator?, _ options: Options
  ) -> (borrowing Module, Int) -> Result<[StreamQueuePlan], StreamQueueFailure> {
    let machine = accelerator ?? .comal
    let limits = options.executionLimits
    return { module, runs in
      guard let fabric = machine.fabrics.first else {
        return .failure(
          StreamQueueFailure(
            message: "needs a machine with a machine.fabric, and '\(machine.name)' has none: give "
              + "-target=comal or -target=comal-strict", op: nil, isUnsupported: true))
      }
      let executor = StreamExecutor(fabric: fabric, queueRuns: runs, limits: limits)
      do throws(ExecutionError) {
        _ = try executor.run(function: function, inputs: operands, in: module, limits: limits)
        return .success(executor.queues)
      } catch {
        return .failure(
          StreamQueueFailure(
            message: error.message, op: error.op, isUnsupported: error.isUnsupported))
      }
    }
  }
}

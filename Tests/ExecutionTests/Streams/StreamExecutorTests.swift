import Execution
import FuseIR
import Machine
import Testing

@Suite struct StreamExecutorTests {
  /// A copy in another order of levels takes a cycle for each stored place and each fiber, and on a strict fabric one more for
  /// each place that it writes.
  @Test func copiesAreCharged() throws {
    let text = """
      #rows = #sparse_tensor.encoding<{ map = (d0, d1) -> (d0 : compressed, d1 : compressed) }>
      #columns = #sparse_tensor.encoding<{ map = (d0, d1) -> (d1 : compressed, d0 : compressed) }>
      func.func @main(%b : tensor<3x4xf32, #rows>) -> tensor<3x4xf32, #columns> {
        %c = "sparse_tensor.convert"(%b) : (tensor<3x4xf32, #rows>) -> tensor<3x4xf32, #columns>
        return %c : tensor<3x4xf32, #columns>
      }
      """
    let engine = DiagnosticEngine()
    guard let module = Module.parse(SourceFile(name: "t.fir", text: text), diagnostics: engine)
    else { throw ExecutionError("does not parse") }
    let input = try #require(
      Tensor(
        [1, 0, 2, 0, 0, 0, 0, 0, 0, 3, 0, 0] as [Double], shape: [3, 4], FloatFormat.f32))
    for (machine, cycles) in [(Accelerator.comal, 5), (.comalStrict, 8)] {
      let fabric = try #require(machine.fabrics.first)
      let executor = StreamExecutor(fabric: fabric)
      let outputs = try executor.run(
        function: "main", inputs: [input], in: module, limits: ExecutionLimits())
      #expect(outputs.first?.floats() == input.floats())
      // Three places in two rows.
      #expect(executor.copies.map(\.cycles) == [cycles])
      #expect(executor.copies.first?.bytesRead == (2 + 2 + 3 + 3 + 3) * 4)
    }
  }
}

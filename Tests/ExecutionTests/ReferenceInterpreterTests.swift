import Execution
import FuseIR
import Testing

/// What the interpreter does besides computing: calls, control, errors with their places, bounds.
@Suite struct ReferenceInterpreterTests {
  /// Parses a program and runs its function `main`.
  private func run(
    _ text: String, _ inputs: [Tensor] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [Tensor] {
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "t.mlir", text: text)
    guard let module = Module.parse(source, diagnostics: engine) else {
      Issue.record("\(engine.rendered())", sourceLocation: sourceLocation)
      return []
    }
    var interpreter = Interpreter(module)
    return try interpreter.run(function: "main", inputs: inputs, in: module)
  }

  /// The message of the error that running a program gives, and the line it points at.
  private func failure(_ text: String, _ inputs: [Tensor] = []) -> (message: String, line: Int) {
    let engine = DiagnosticEngine()
    let source = SourceFile(name: "t.mlir", text: text)
    guard let module = Module.parse(source, diagnostics: engine) else {
      return ("parse: \(engine.rendered())", 0)
    }
    var interpreter = Interpreter(module)
    do {
      _ = try interpreter.run(function: "main", inputs: inputs, in: module)
      return ("", 0)
    } catch {
      let diagnostic = error.diagnostic(in: module)
      guard case .named(_, let line, _) = diagnostic.place else { return (diagnostic.message, 0) }
      return (diagnostic.message, line)
    }
  }

  private func scalar(_ value: Int64) throws -> Tensor {
    try #require(Tensor([value], shape: [], .i32))
  }

  @Test func callsItselfToADepth() throws {
    let text = """
      func.func @main(%n: tensor<i32>) -> tensor<i32> {
        %zero = stablehlo.constant dense<0> : tensor<i32>
        %one = stablehlo.constant dense<1> : tensor<i32>
        %stop = stablehlo.compare LE, %n, %zero : (tensor<i32>, tensor<i32>) -> tensor<i1>
        %r = "stablehlo.if"(%stop) ({
          "stablehlo.return"(%zero) : (tensor<i32>) -> ()
        }, {
          %m = stablehlo.subtract %n, %one : tensor<i32>
          %s = func.call @main(%m) : (tensor<i32>) -> tensor<i32>
          %t = stablehlo.add %s, %n : tensor<i32>
          "stablehlo.return"(%t) : (tensor<i32>) -> ()
        }) : (tensor<i1>) -> tensor<i32>
        return %r : tensor<i32>
      }
      """
    #expect(try run(text, [scalar(20)])[0].integers() == [210])
    #expect(failure(text, [try scalar(10_000)]).message.contains("nest deeper than"))
  }

  @Test func branchesBetweenBlocks() throws {
    let text = """
      func.func @main(%n: i32) -> i32 {
        %zero = arith.constant 0 : i32
        %one = arith.constant 1 : i32
        cf.br ^loop(%n, %zero : i32, i32)
      ^loop(%i: i32, %sum: i32):
        %done = arith.cmpi eq, %i, %zero : i32
        cf.cond_br %done, ^end(%sum : i32), ^next
      ^next:
        %j = arith.subi %i, %one : i32
        %t = arith.addi %sum, %i : i32
        cf.br ^loop(%j, %t : i32, i32)
      ^end(%r: i32):
        return %r : i32
      }
      """
    #expect(try run(text, [scalar(100)])[0].integers() == [5050])
  }

  @Test func reductionBodiesMayBeAnything() throws {
    // A body with a region in it can't be compiled to lanes, and runs op by op.
    let text = """
      func.func @main(%x: tensor<2x3xf32>) -> tensor<2xf32> {
        %zero = stablehlo.constant dense<0.0> : tensor<f32>
        %r = "stablehlo.reduce"(%x, %zero) <{dimensions = array<i64: 1>}> ({
        ^bb0(%a: tensor<f32>, %b: tensor<f32>):
          %p = stablehlo.compare LT, %b, %zero : (tensor<f32>, tensor<f32>) -> tensor<i1>
          %v = "stablehlo.if"(%p) ({
            "stablehlo.return"(%zero) : (tensor<f32>) -> ()
          }, {
            "stablehlo.return"(%b) : (tensor<f32>) -> ()
          }) : (tensor<i1>) -> tensor<f32>
          %s = stablehlo.add %a, %v : tensor<f32>
          "stablehlo.return"(%s) : (tensor<f32>) -> ()
        }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
        return %r : tensor<2xf32>
      }
      """
    let input = try #require(Tensor([1.0, -2, 3, -4, 5, -6], shape: [2, 3], FloatFormat.f32))
    #expect(try run(text, [input])[0].floats() == [4, 5])
  }

  @Test func sumsKeepTheirPrecision() throws {
    // One by one in single precision the sum would stop at 2^24.
    let text = """
      func.func @main(%one: tensor<f32>) -> tensor<f32> {
        %x = stablehlo.broadcast_in_dim %one, dims = [] : (tensor<f32>) -> tensor<20000xf32>
        %big = stablehlo.constant dense<1.6777216E+7> : tensor<f32>
        %r = stablehlo.reduce(%x init: %big) applies stablehlo.add across dimensions = [0]
          : (tensor<20000xf32>, tensor<f32>) -> tensor<f32>
        return %r : tensor<f32>
      }
      """
    #expect(try run(text, [Tensor(1, .f32)])[0].floats() == [16_797_216])
  }

  @Test func runsARegionWithValuesFromOutside() throws {
    let text = """
      func.func @main(%a: tensor<f32>, %p: tensor<i1>) -> tensor<f32> {
        %r = "stablehlo.if"(%p) ({
          %s = stablehlo.add %a, %a : tensor<f32>
          "stablehlo.return"(%s) : (tensor<f32>) -> ()
        }, {
          "stablehlo.return"(%a) : (tensor<f32>) -> ()
        }) : (tensor<i1>) -> tensor<f32>
        return %r : tensor<f32>
      }
      """
    let engine = DiagnosticEngine()
    guard let module = Module.parse(SourceFile(name: "t", text: text), diagnostics: engine),
      let function = module.function(named: "main"), let body = module.body(of: function),
      let branch = module.firstOp(of: body)
    else {
      Issue.record("\(engine.rendered())")
      return
    }
    var interpreter = Interpreter(module)
    interpreter.setValue(module.argument(0, of: body), to: Tensor(21, .f32))
    let results = try interpreter.runRegion(
      module.region(0, of: branch), arguments: [], in: module)
    #expect(results.map { $0.float(at: 0) } == [42])
  }

  @Test func asksTheHandlerForForeignOps() throws {
    let text = """
      func.func @main(%a: tensor<f32>) -> tensor<f32> {
        %r = "other.twice"(%a) : (tensor<f32>) -> tensor<f32>
        return %r : tensor<f32>
      }
      """
    #expect(failure(text, [Tensor(1, .f32)]).message.contains("'other.twice' is not supported"))
    let engine = DiagnosticEngine()
    guard let module = Module.parse(SourceFile(name: "t", text: text), diagnostics: engine) else {
      return
    }
    var interpreter = Interpreter(module)
    interpreter.foreignHandler = { (module, op, operands) throws(ExecutionError) in
      guard module.name(of: op) == "other.twice", let value = operands[0].float(at: 0) else {
        throw ExecutionError("is unknown")
      }
      return [Tensor(2 * value, .f32)]
    }
    let results = try interpreter.run(function: "main", inputs: [Tensor(3, .f32)], in: module)
    #expect(results[0].float(at: 0) == 6)
  }

  @Test func namesTheOpThatFails() throws {
    let assertion = """
      func.func @main(%p: i1) {
        %x = arith.constant 1 : i32
        cf.assert %p, "must hold"
        return
      }
      """
    let (message, line) = failure(assertion, [try #require(Tensor([0], shape: [], .i1))])
    #expect(message == "'cf.assert' assertion failed: must hold" && line == 3)
    let bounds = """
      func.func @main(%x: tensor<4xf32>, %i: index) -> f32 {
        %r = tensor.extract %x[%i] : tensor<4xf32>
        return %r : f32
      }
      """
    let inputs = [try Tensor.zeros([4]), try #require(Tensor([4], shape: [], .index))]
    #expect(failure(bounds, inputs).message.contains("outside of dimension 0 of size 4"))
    let unsupported = """
      func.func @main(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
        %r = "foreign.op"(%x) : (tensor<2x2xf32>) -> tensor<2x2xf32>
        return %r : tensor<2x2xf32>
      }
      """
    #expect(
      failure(unsupported, [try Tensor.zeros([2, 2])]).message
        == "'foreign.op' is not supported by the reference interpreter")
  }

  @Test func checksInputs() throws {
    let text = "func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> { return %x : tensor<2xf32> }"
    #expect(failure(text).message.contains("takes 1 inputs, and 0 are given"))
    #expect(failure(text, [try Tensor.zeros([3])]).message.contains("its type is tensor<2xf32>"))
    #expect(failure(text, [Tensor(1, .f64)]).message.contains("shape [] of f64"))
    #expect(failure("func.func private @main()").message.contains("declaration"))
    #expect(failure("").message == "there is no function 'main'")
  }

  @Test func refusesTensorsBeyondTheLimit() {
    let text = """
      func.func @main(%x: tensor<f32>) -> tensor<1099511627776x1099511627776xf32> {
        %r = stablehlo.broadcast_in_dim %x, dims = []
          : (tensor<f32>) -> tensor<1099511627776x1099511627776xf32>
        return %r : tensor<1099511627776x1099511627776xf32>
      }
      """
    #expect(failure(text, [Tensor(1, .f32)]).message.contains("has results larger than any memory"))
  }

  @Test func emptyTensorsMayHaveAnySizes() throws {
    let text = """
      func.func @main(%a: tensor<0x4611686018427387904xf32>, %b: tensor<0x2xf32>)
          -> (tensor<0x4611686018427387904xf32>, tensor<2x0xf32>, tensor<2xf32>, tensor<2x2xf32>) {
        %n = stablehlo.add %a, %a : tensor<0x4611686018427387904xf32>
        %t = stablehlo.transpose %b, dims = [1, 0] : (tensor<0x2xf32>) -> tensor<2x0xf32>
        %z = stablehlo.constant dense<3.0> : tensor<f32>
        %s = stablehlo.reduce(%b init: %z) applies stablehlo.add across dimensions = [0]
          : (tensor<0x2xf32>, tensor<f32>) -> tensor<2xf32>
        %d = stablehlo.dot_general %b, %b, contracting_dims = [0] x [0]
          : (tensor<0x2xf32>, tensor<0x2xf32>) -> tensor<2x2xf32>
        return %n, %t, %s, %d : tensor<0x4611686018427387904xf32>, tensor<2x0xf32>, tensor<2xf32>,
          tensor<2x2xf32>
      }
      """
    let results = try run(text, [Tensor.zeros([0, 1 << 62]), Tensor.zeros([0, 2])])
    #expect(results[2].floats() == [3, 3])
    #expect(results[3].floats() == [0, 0, 0, 0])
  }
}

extension Tensor {
  fileprivate static func zeros(_ shape: [Int]) throws -> Tensor {
    try #require(Tensor(zeros: shape, .f32))
  }
}

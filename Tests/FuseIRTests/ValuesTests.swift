import FuseIR
import Testing

/// Tensors: storage, canonical integers, copies.
@Suite struct TensorTests {
  @Test func narrowIntegersAreCanonical() throws {
    let raw: [UInt8] = [0x0F, 0x07, 0xF8, 0x18]
    let signed = try #require(Tensor(bytes: raw, shape: [4], .i4))
    #expect(signed.integers() == [-1, 7, -8, -8])
    let kind = try #require(IntegerKind(bitWidth: 4, signedness: .unsigned))
    let natural = try #require(Tensor(bytes: raw, shape: [4], .integer(kind)))
    #expect(natural.integers() == [15, 7, 8, 8])
    let flags = try #require(Tensor(bytes: [0, 1, 0xFF, 2], shape: [4], .i1))
    #expect(flags.integers() == [0, 1, 1, 0])
  }

  @Test func copiesShareUntilWritten() throws {
    let first = try #require(
      Tensor([1.0, 2, 3], shape: [3], FloatFormat.f32))
    var second = first
    second.withMutableElements(as: Float.self) { $0[0] = 9 }
    #expect(first.floats() == [1, 2, 3])
    #expect(second.floats() == [9, 2, 3])
  }

  @Test func refusesWrongSizes() {
    #expect(Tensor(zeros: [1 << 40, 1 << 40], .f32) == nil)
    #expect(Tensor(zeros: [-1], .f32) == nil)
    #expect(Tensor(zeros: [1 << 62, 0, 1 << 62], .f32)?.count == 0)
    #expect(Tensor(bytes: [0, 0, 0], shape: [1], .f32) == nil)
    #expect(Tensor([1.0, 2], shape: [3], FloatFormat.f32) == nil)
    #expect(Tensor(splat: [1, 2], shape: [3], .f32) == nil)
  }

  @Test func splatsAndReshapes() throws {
    let bytes: [UInt8] = [0, 0, 0x80, 0x3F]
    let ones = try #require(Tensor(splat: bytes, shape: [2, 3], .f32))
    #expect(ones.floats() == [Double](repeating: 1, count: 6))
    #expect(ones.strides == [3, 1])
    #expect(ones.reshaped(to: [3, 2])?.shape == [3, 2])
    #expect(ones.reshaped(to: [4]) == nil)
    #expect(ones.reinterpreted(as: .i32)?.integers()?.first == 0x3F80_0000)
    #expect(ones.reinterpreted(as: .i16) == nil)
  }

  @Test func readsAttributesOfAModule() throws {
    let text = """
      "t.o"() {a = dense<[1.0, 2.5]> : tensor<2xbf16>, b = dense<-3> : tensor<2x2xi24>,
        c = dense<true> : tensor<3xi1>, d = 1.5 : f64, e = dense_resource<r> : tensor<2xi16>,
        f = "text", g = dense<(1.0, 2.0)> : tensor<complex<f32>>} : () -> ()
      {-# dialect_resources: { builtin: { r: "0x040000000100FFFF" } } #-}
      """
    let engine = DiagnosticEngine()
    guard let module = Module.parse(SourceFile(name: "t", text: text), diagnostics: engine) else {
      Issue.record("\(engine.rendered())")
      return
    }
    let op = module.firstOp(of: module.body(of: module.root) ?? BlockID(raw: 0)) ?? module.root
    let a = module.attribute("a", of: op).flatMap { Tensor($0, in: module) }
    #expect(a?.floats() == [1, 2.5])
    let b = module.attribute("b", of: op).flatMap { Tensor($0, in: module) }
    #expect(b?.integers() == [-3, -3, -3, -3])
    #expect(b?.attributeBytes().count == 12)
    let c = module.attribute("c", of: op).flatMap { Tensor($0, in: module) }
    #expect(c?.integers() == [1, 1, 1])
    let d = module.attribute("d", of: op).flatMap { Tensor($0, in: module) }
    #expect(d?.float(at: 0) == 1.5)
    let e = module.attribute("e", of: op).flatMap { Tensor($0, in: module) }
    #expect(e?.integers() == [1, -1])
    let f = module.attribute("f", of: op).flatMap { Tensor($0, in: module) }
    #expect(f == nil)
    let g = module.attribute("g", of: op).flatMap { Tensor($0, in: module) }
    #expect(g?.elementType == .complexF32)
  }
}

/// Integer arithmetic at its borders, where the results are XLA's.
@Suite struct IntegerArithmeticTests {
  private func kind(_ width: Int, _ signedness: Signedness = .signless) throws -> IntegerKind {
    try #require(IntegerKind(bitWidth: width, signedness: signedness))
  }

  @Test func divisionNeverTraps() throws {
    for width in [2, 8, 32, 64] {
      let signed = try kind(width)
      #expect(signed.quotient(5 % signed.maximum, 0) == -1)
      #expect(signed.quotient(signed.minimum, -1) == signed.minimum)
      #expect(signed.remainder(signed.minimum, -1) == 0)
      #expect(signed.remainder(1, 0) == 1)
      let natural = try kind(width, .unsigned)
      #expect(natural.quotient(1, 0) == natural.maximum)
      #expect(natural.quotient(natural.maximum, natural.maximum) == 1)
    }
  }

  @Test func shiftsByTheWidthOrMore() throws {
    let byte = try kind(8)
    #expect(byte.shiftLeft(1, 7) == -128)
    #expect(byte.shiftLeft(1, 8) == 0)
    #expect(byte.shiftLeft(1, -1) == 0)
    #expect(byte.shiftRightLogical(-1, 1) == 127)
    #expect(byte.shiftRightLogical(-1, 9) == 0)
    #expect(byte.shiftRightArithmetic(-128, 100) == -1)
    #expect(try kind(64).shiftRightArithmetic(.min, 63) == -1)
    #expect(try kind(64, .unsigned).shiftLeft(1, 63) == .min)
  }

  @Test func conversionsSaturate() throws {
    let byte = try kind(8)
    #expect(byte.truncating(1e9) == 127)
    #expect(byte.truncating(-1e9) == -128)
    #expect(byte.truncating(-3.9) == -3)
    #expect(byte.truncating(.nan) == 0)
    #expect(try kind(8, .unsigned).truncating(-4) == 0)
    #expect(try kind(64).truncating(.infinity) == .max)
    #expect(try kind(64, .unsigned).truncating(1e30) == -1)
    #expect(try kind(1).truncating(0.25) == 1)
    #expect(try kind(64).floatValue(.max, roundedTo: .f32) == 0x1p63)
    #expect(try kind(64, .unsigned).floatValue(-1, roundedTo: .f32) == 0x1p64)
  }

  @Test func countsBits() throws {
    let nibble = try kind(4)
    #expect(nibble.leadingZeroBitCount(1) == 3)
    #expect(nibble.leadingZeroBitCount(0) == 4)
    #expect(nibble.populationCount(-1) == 4)
    #expect(nibble.trailingZeroBitCount(0) == 4)
    #expect(nibble.power(-2, 3) == -8)
    #expect(nibble.power(-1, -3) == -1)
    #expect(nibble.power(2, -1) == 0)
  }
}

/// Borders of the real functions; their values elsewhere are compared with XLA's.
@Suite struct RealFunctionTests {
  @Test func minimumAndMaximumKeepNaNAndZeroSigns() {
    #expect(RealFunctions.maximum(.nan, 1).isNaN)
    #expect(RealFunctions.minimum(1, .nan).isNaN)
    #expect(RealFunctions.minimum(0, -0.0).sign == .minus)
    #expect(RealFunctions.maximum(-0.0, 0).sign == .plus)
  }

  @Test func specialFunctionsAtTheirPoles() {
    #expect(RealFunctions.erfInv(1) == .infinity)
    #expect(RealFunctions.erfInv(1.5).isNaN)
    #expect(abs(RealFunctions.erf(RealFunctions.erfInv(0.3)) - 0.3) < 1e-15)
    #expect(abs(RealFunctions.erfInv(1 - 1e-12) - 5.042031898572696) < 1e-14)
    #expect(RealFunctions.digamma(-2).isNaN)
    #expect(abs(RealFunctions.digamma(1) + 0.5772156649015329) < 1e-15)
    #expect(RealFunctions.zeta(1, 2) == .infinity)
    #expect(abs(RealFunctions.zeta(2, 1) - 1.6449340668482264) < 1e-14)
    #expect(abs(RealFunctions.polygamma(1, 1) - 1.6449340668482264) < 1e-13)
    #expect(abs(RealFunctions.besselI1e(30.5) - 0.07133953928526199) < 1e-16)
    #expect(abs(RealFunctions.besselI1e(12.25) - 0.11039797177996276) < 1e-15)
    #expect(abs(RealFunctions.zeta(3.5, 0.25) - 128.54695896428433) < 1e-12)
    #expect(abs(RealFunctions.digamma(-3.7) + 0.8450768588704185) < 1e-14)
    #expect(RealFunctions.lgamma(-1) == .infinity)
  }

  @Test func ordersTotally() {
    let ordered: [Double] = [-.nan, -.infinity, -1, -0.0, 0, 1, .infinity, .nan]
    let keys = ordered.map { RealFunctions.totalOrderKey($0) }
    #expect(keys == keys.sorted())
    #expect(Set(keys).count == keys.count)
  }

  @Test func neighboursAndReducedPrecision() {
    #expect(FloatFormat.f32.next(after: 1, towards: 2) == Double(Float(1).nextUp))
    #expect(FloatFormat.f32.next(after: 0, towards: -1) == -Double(Float.leastNonzeroMagnitude))
    #expect(FloatFormat.bf16.next(after: 1, towards: 0) == 0.99609375)
    #expect(
      FloatFormat.f32.reducingPrecision(65520, exponentBits: 5, mantissaBits: 10) == .infinity)
    #expect(FloatFormat.f32.reducingPrecision(1e-6, exponentBits: 5, mantissaBits: 10) == 0)
    #expect(FloatFormat.f32.reducingPrecision(1.0001, exponentBits: 8, mantissaBits: 7) == 1)
  }
}

import Foundation
import FuseIR
import Testing

/// The text of floats, against lines of format, bits and MLIR's text.
@Suite struct FloatTextTests {
  static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../test-inputs/conformance/float_text.txt")

  static func format(_ name: Substring) -> FloatFormat? {
    FloatKind(rawValue: String(name)).flatMap { FloatFormat($0) }
  }

  @Test func printsAsMLIRDoes() throws {
    let path = ProcessInfo.processInfo.environment["FLOAT_TEXT_CASES"] ?? Self.file.path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var count = 0
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      let format = try #require(Self.format(fields[0]))
      let bits = try #require(UInt64(fields[1], radix: 16))
      #expect(FloatText.text(of: bits, format) == fields[2], "\(line)")
      if !fields[2].hasPrefix("0x") {
        #expect(FloatText.parse(fields[2].utf8, format) == bits, "\(line)")
      }
      count += 1
    }
    #expect(count > 500)
  }

  @Test func readsTheNearestNumber() {
    // Halfway between two bf16 numbers, just above and just below it: rounding through a double would
    // lose the tail.
    let halfway = "1.00390625"
    #expect(FloatText.parse(halfway.utf8, .bf16) == 0x3F80)
    #expect(FloatText.parse("\(halfway)00000000000000000000000001".utf8, .bf16) == 0x3F81)
    #expect(FloatText.parse("1.00390624999999999999999999999999".utf8, .bf16) == 0x3F80)
    #expect(FloatText.parse("-\(halfway)00000000000000000000000001".utf8, .bf16) == 0xBF81)
    #expect(FloatText.parse("1e400".utf8, .f64) == Double.infinity.bitPattern)
    #expect(FloatText.parse("1e-400".utf8, .f64) == 0)
    #expect(FloatText.parse("65520.0".utf8, .f16) == 0x7C00)
    #expect(FloatText.parse("0x10".utf8, .f32) == nil)
    #expect(FloatText.parse("nan".utf8, .f32) == nil)
    #expect(FloatText.parse("".utf8, .f32) == nil)
  }

  @Test(arguments: [
    FloatFormat.f16, .bf16, .f8E5M2, .f8E4M3, .f8E4M3FN, .f8E5M2FNUZ, .f8E4M3FNUZ, .f8E4M3B11FNUZ,
    .f8E3M4, .f8E8M0FNU, .f6E2M3FN, .f6E3M2FN, .f4E2M1FN,
  ])
  func everyCodeSurvivesDecodingAndEncoding(format: FloatFormat) {
    for code in UInt64(0)..<(1 << UInt64(format.bitWidth)) {
      let value = format.decode(code)
      if value.isNaN {
        #expect(format.decode(format.encode(value)).isNaN)
      } else if format.encode(value) != code {
        Issue.record("\(format) code \(code) is \(value)")
      }
      if format.bitWidth < 16, value.isFinite {
        let text = FloatText.text(of: code, format)
        if !text.hasPrefix("0x") { #expect(FloatText.parse(text.utf8, format) == code) }
      }
    }
  }

  @Test func roundsTiesToEvenAndOverflows() {
    #expect(FloatFormat.f8E4M3FN.encode(448) == 0x7E)
    #expect(FloatFormat.f8E4M3FN.decode(FloatFormat.f8E4M3FN.encode(1000)).isNaN)
    #expect(FloatFormat.f8E5M2.encode(.infinity) == 0x7C)
    #expect(FloatFormat.f8E5M2.encode(1e9) == 0x7C)
    #expect(FloatFormat.bf16.rounded(1.00390625) == 1)
    #expect(FloatFormat.bf16.rounded(1.01171875) == 1.015625)
    #expect(FloatFormat.f16.rounded(0x1p-25) == 0)
    #expect(FloatFormat.f16.rounded(0x1.8p-25) == 0x1p-24)
    #expect(FloatFormat.f4E2M1FN.rounded(100) == 6)
  }
}

import FuseIR
import Machine

/// Turns instruction streams into the bytes of traces.
struct GemminiTraceWriter {
  /// How a record is written.
  enum Form {
    /// `FUNCT RS1 RS2` in text, `fence` for a fence; with the mnemonic as a comment where asked.
    case text(withComments: Bool)
    /// 17 bytes: FUNCT, RS1, RS2, little-endian.
    case packed
  }

  let form: Form
  private var buffer: [UInt8] = []
  private static let hexDigits = Array("0123456789ABCDEF".utf8)
  private static let flushSize = 1 << 16

  init(_ form: Form) {
    self.form = form
    buffer.reserveCapacity(Self.flushSize + 256)
  }

  /// Writes all instructions of the segment.
  mutating func write(
    _ segment: GemminiCursorProgram, to output: any EmissionOutput
  ) throws(EmissionFailure) {
    var cursor = GemminiCursor(segment)
    do {
      while let instruction = try cursor.next() {
        append(instruction)
        if buffer.count >= Self.flushSize { try flush(to: output) }
      }
    } catch let error as EmissionFailure {
      throw error
    } catch {
      preconditionFailure("invariant: the stream was checked before it is written")
    }
    try flush(to: output)
  }

  /// Writes a line of comment; nothing in packed form.
  mutating func comment(_ text: String, to output: any EmissionOutput) throws(EmissionFailure) {
    guard case .text = form else { return }
    buffer.append(contentsOf: "# \(text)\n".utf8)
    try flush(to: output)
  }

  private mutating func flush(to output: any EmissionOutput) throws(EmissionFailure) {
    try output.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ instruction: GemminiInstruction) {
    switch form {
    case .packed:
      buffer.append(instruction.funct)
      append(littleEndian: instruction.rs1)
      append(littleEndian: instruction.rs2)
    case .text(let withComments):
      if instruction.isFence {
        buffer.append(contentsOf: "fence\n".utf8)
        return
      }
      append(decimal: instruction.funct)
      buffer.append(UInt8(ascii: " "))
      append(hexadecimal: instruction.rs1)
      buffer.append(UInt8(ascii: " "))
      append(hexadecimal: instruction.rs2)
      if withComments { buffer.append(contentsOf: " # \(instruction.mnemonic)".utf8) }
      buffer.append(UInt8(ascii: "\n"))
    }
  }

  private mutating func append(decimal value: UInt8) {
    if value >= 100 { buffer.append(UInt8(ascii: "0") + value / 100) }
    if value >= 10 { buffer.append(UInt8(ascii: "0") + value / 10 % 10) }
    buffer.append(UInt8(ascii: "0") + value % 10)
  }

  private mutating func append(hexadecimal value: UInt64) {
    var shift: UInt64 = 64
    while shift > 0 {
      shift &-= 4
      buffer.append(Self.hexDigits[Int((value &>> shift) & 15)])
    }
  }

  private mutating func append(littleEndian value: UInt64) {
    for index in 0..<8 { buffer.append(UInt8(truncatingIfNeeded: value &>> UInt64(8 * index))) }
  }
}

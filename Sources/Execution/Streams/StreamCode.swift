/// How a token is written in 32 bits.
///
/// A data token is its coordinate, its reference, or the bits of its `f32` value. The largest codes are control tokens: done,
/// empty, and the stops `S0`, `S1`, ... downwards from `stop0`. Read as values they would be NaNs of a payload that no
/// arithmetic gives; arrays bring other NaNs to the one form.
enum StreamCode {
  /// The last token of every stream.
  static let done: UInt32 = 0xFFFF_FFFF
  /// Nothing on this side of a union.
  static let empty: UInt32 = 0xFFFF_FFFE
  /// `S0`; `S1` is one less.
  static let stop0: UInt32 = 0xFFFF_FFFD
  /// The smallest control token; stops go down to `S64`, so this leaves room.
  static let leastControl: UInt32 = 0xFFFF_FF80

  /// Whether a token is data.
  @inline(__always) static func isData(_ code: UInt32) -> Bool { code < leastControl }

  /// Whether a token is a stop.
  @inline(__always) static func isStop(_ code: UInt32) -> Bool {
    code >= leastControl && code <= stop0
  }

  /// The level of a stop.
  @inline(__always) static func level(_ stop: UInt32) -> Int { Int(stop0 - stop) }

  /// The bits of a value; a NaN is brought to the one form.
  @inline(__always) static func code(_ value: Float) -> UInt32 {
    value == value ? value.bitPattern : 0x7FC0_0000
  }

  /// `3`, `S0`, `N`, or `D`.
  static func text(_ code: UInt32) -> String {
    switch code {
    case done: "D"
    case empty: "N"
    case _ where isStop(code): "S\(level(code))"
    default: String(code)
    }
  }
}

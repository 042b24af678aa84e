import Glibc

/// A POSIX extended regular expression, compiled by the C library.
final class PosixPattern {
  private var compiled = regex_t()

  /// What is wrong with a pattern, in words.
  struct Mistake: Error { let message: String }

  init(_ pattern: String) throws(Mistake) {
    let status = regcomp(&compiled, pattern, REG_EXTENDED)
    guard status == 0 else {
      var buffer = [CChar](repeating: 0, count: 200)
      let length = regerror(status, &compiled, &buffer, buffer.count)
      let bytes = buffer.prefix(max(0, min(Int(length), buffer.count) - 1)).map(
        UInt8.init(bitPattern:))
      throw Mistake(message: String(decoding: bytes, as: UTF8.self))
    }
  }

  deinit { regfree(&compiled) }

  /// Whether the text holds a match.
  func matches(_ text: String) -> Bool { regexec(&compiled, text, 0, nil, 0) == 0 }

  /// The pattern that matches the text and nothing else.
  static func escaped(_ text: Substring) -> String {
    var pattern = ""
    for character in text {
      if "\\^$.|?*+()[]{}".contains(character) { pattern.append("\\") }
      pattern.append(character)
    }
    return pattern
  }
}

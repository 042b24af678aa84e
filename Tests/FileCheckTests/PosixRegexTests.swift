import Testing

@Suite("POSIX regular expressions")
struct PosixRegexTests {
  /// The whole match and the groups, `nil` for a group that took no part; nil without a match.
  private func match(_ pattern: String, _ text: String, ignoresCase: Bool = false) throws
    -> [String?]?
  {
    let bytes = Array(text.utf8)
    let regex = try PosixRegex(Array(pattern.utf8), ignoresCase: ignoresCase)
    return regex.firstMatch(in: bytes, 0..<bytes.count)?.groups
      .map { $0.map { String(bytes: bytes[$0]) } }
  }

  @Test("leftmost, then longest")
  func leftmostLongest() throws {
    #expect(try match("a|ab|abc", "xabcd") == ["abc"])
    #expect(try match("b*", "abb") == [""])
    #expect(try match("b+", "abbcbbb") == ["bb"])
    #expect(try match("(a|ab)(c|bcd)(d*)", "abcd") == ["abcd", "ab", "c", "d"])
    #expect(try match("(a*)(ab)*b", "aab") == ["aab", "aa", nil])
    #expect(try match("(.*),(.*)", "a,b,c") == ["a,b,c", "a,b", "c"])
    #expect(try match("(a|b)*c", "abac") == ["abac", "a"])
    #expect(try match("x(a{2,3})a", "xaaaa") == ["xaaaa", "aaa"])
    #expect(try match("ab{0}c", "ac") == ["ac"])
  }

  @Test("lines, words, sets and bytes")
  func sets() throws {
    #expect(try match("^b.*$", "ab\nbc\nb") == ["bc"])
    #expect(try match("a.b", "a\nb") == nil)
    #expect(try match("a[^x]b", "a\nb") == nil)
    #expect(try match("a[[:space:]]b", "a\nb") == ["a\nb"])
    #expect(try match("[]a-c-]+", "x]-b") == ["]-b"])
    #expect(try match("[^]a]", "]ab") == ["b"])
    #expect(try match(#"[\d]+"#, #"5d\"#) == [#"d\"#])
    #expect(try match(#"\d\w"#, "5a dw") == ["dw"])
    #expect(try match("[[:<:]]b[[:>:]]", "ab b_ b") == ["b"])
    #expect(try match("a\0+b", "a\0\0b") == ["a\0\0b"])
    #expect(try match("[A-C]x", "bX", ignoresCase: true) == ["bX"])
  }

  @Test("back-references")
  func backreferences() throws {
    #expect(try match(#"(a|b)(c)\1"#, "acb bca bcb") == ["bcb", "b", "c"])
    #expect(try match(#"(.+)=\1"#, "ab=a ab=abc") == ["ab=ab", "ab"])
    #expect(try match(#"(a*)(b+)\2\1"#, "aabbbaa") == ["bb", "", "b"])
    #expect(throws: RegexError.invalidBackreference) { try match(#"(a\1)"#, "") }
  }

  @Test(
    "mistakes",
    arguments: [
      "", "a||b", "(", "a)", "()(", "[", "[a", "a**", "*a", "^*", "a{2", "a{2,1}", "a{256}",
      "a{1,2}{2}",
      "[b-a]", "[[:foo:]]", "\\", "(|a)", "{1}",
    ])
  func mistakes(_ pattern: String) {
    #expect(throws: RegexError.self) { try PosixRegex(Array(pattern.utf8)) }
  }

  @Test("sizes are bounded, and long texts take linear time")
  func bounds() throws {
    #expect(throws: RegexError.tooLarge) { try match("((a{255}){255}){255}", "a") }
    #expect(throws: RegexError.tooLarge) { try match(String(repeating: "(", count: 100_000), "a") }
    let long = String(repeating: "a", count: 20_000)
    #expect(try match(".*.*.*b", long) == nil)
    #expect(try match("(a*)*b|(a|aa)*c", long) == nil)
  }
}

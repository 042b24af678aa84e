// The `{-# ... #-}` trailer with named binary resources.

extension Parser {
  /// `{-# dialect_resources: { builtin: { key: "0x..." } }, external_resources: { ... } #-}`.
  mutating func parseMetadata() throws(ParseFailure) {
    advance()
    guard !parseOptional(.metadataEnd) else { return }
    repeat {
      guard token.kind == .bareIdentifier else {
        throw error("expected identifier key in file metadata dictionary")
      }
      let section = text(of: token)
      guard section == "dialect_resources" || section == "external_resources" else {
        throw error("unknown key '\(section)' in file metadata dictionary", at: place)
      }
      advance()
      try parse(.colon)
      try parseResourceDictionary(quotedKeys: false) {
        (parser: inout Parser, owner) throws(ParseFailure) in
        if section == "dialect_resources", owner != "builtin" {
          throw parser.error("dialect '\(owner)' has no resources")
        }
        try parser.parseResourceDictionary { (parser: inout Parser, key) throws(ParseFailure) in
          try parser.parseResource(section: section, owner: owner, key: key)
        }
      }
    } while parseOptional(.comma)
    guard token.kind == .metadataEnd else {
      throw error("expected '#-}' at the end of the file metadata dictionary")
    }
    advance()
  }

  /// `{ key: value, ... }`; `value` is called behind each colon. Keys may be strings where `quotedKeys` says so.
  private mutating func parseResourceDictionary(
    quotedKeys: Bool = true, _ value: (inout Parser, String) throws(ParseFailure) -> Void
  ) throws(ParseFailure) {
    try parse(.leftBrace)
    if parseOptional(.rightBrace) { return }
    repeat {
      let key: String
      if quotedKeys, token.kind == .string {
        key = module.string(try parseString())
      } else {
        key = try parseAnyKeyword("identifier key in file metadata dictionary")
      }
      try parse(.colon)
      try value(&self, key)
    } while parseOptional(.comma)
    try parse(.rightBrace)
  }

  private mutating func parseResource(
    section: String, owner: String, key: String
  ) throws(ParseFailure) {
    let literal = token
    let isBlob = literal.kind == .string && text(of: literal).hasPrefix("\"0x")
    var value = text(of: literal)
    if section == "dialect_resources" || isBlob {
      guard isBlob, let data = hexBytes(literal), data.count >= 4 else {
        throw error(
          "expected hex string blob for key '\(key)', with its alignment in the first 4 bytes")
      }
      let alignment = (0..<4).reduce(UInt32(0)) { $0 | UInt32(data[$1]) << UInt32(8 * $1) }
      guard alignment.nonzeroBitCount == 1 || (alignment == 0 && section != "dialect_resources")
      else {
        throw error(
          "expected hex string blob for key '\(key)' to encode alignment in first 4 bytes, but got "
            + "non-power-of-2 value: \(alignment)")
      }
      var digits: [UInt8] = []
      for byte in data {
        for digit in [byte >> 4, byte & 15] {
          digits.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
        }
      }
      value = "0x" + String(decoding: digits, as: UTF8.self)
    } else {
      guard literal.kind == .string || isAt("true") || isAt("false") else {
        throw error("expected a string, 'true' or 'false' for key '\(key)'")
      }
    }
    advance()
    let resource = Module.Resource(section: section, owner: owner, key: key, text: value)
    // As in MLIR, a key that comes twice has the last blob.
    guard section == "dialect_resources" else { return module.resources.append(resource) }
    if let known = aliases.resources.updateValue(module.resources.count, forKey: key) {
      aliases.resources[key] = known
      module.resources[known] = resource
    } else {
      module.resources.append(resource)
    }
  }
}

/// What a `FileCheck` command line asks for.
struct FileCheckOptions {
  /// The file with the directives.
  var checkFile: String?
  /// The file to check, or nil for standard input.
  var inputFile: String?
  var checkPrefixes: [String] = []
  var commentPrefixes: [String] = []
  var allowsUnusedPrefixes = false
  var matchesFullLines = false
  var isStrictAboutWhitespace = false
  var ignoresCase = false
  var implicitNots: [String] = []
  var hasVariableScopes = false
  /// The `VAR=VALUE` and `#VAR=EXPRESSION` texts of `-D`.
  var definitions: [String] = []
  var allowsEmptyInput = false
  var allowsDAGOverlap = false

  /// Whether a directive that FileCheck would overlook in silence, such as `CHECKNEXT:` or
  /// `CHECK-FOO:`, is an error. LLVM's tool lacks this.
  var rejectsLookAlikes = true
  /// Prefixes that belong to other commands of the same test, and so are no look-alikes.
  var otherPrefixes: [String] = []

  /// What is wrong with a command line.
  struct UsageError: Error {
    let message: String
  }

  /// No options.
  init() {}

  /// Parses the arguments that follow the tool's name.
  init(arguments: [String]) throws(UsageError) {
    var remaining = arguments[...]
    while let argument = remaining.popFirst() {
      guard argument.hasPrefix("-"), argument != "-" else {
        guard checkFile == nil else {
          throw UsageError(message: "unexpected argument '\(argument)': there is one check file")
        }
        checkFile = argument
        continue
      }
      let name = argument.drop { $0 == "-" }
      if name.first == "D" {
        let attached = String(name.dropFirst())
        let definition = attached.isEmpty ? remaining.popFirst() : attached
        guard let definition else { throw UsageError(message: "option '-D' lacks its value") }
        definitions.append(definition)
        continue
      }
      let parts = name.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let attached = parts.count > 1 ? String(parts[1]) : nil
      try setOption(String(parts[0]), attached: attached, remaining: &remaining)
    }
    if checkFile == nil { throw UsageError(message: "<check-file> not specified") }
  }

  private mutating func setOption(
    _ name: String, attached: String?, remaining: inout ArraySlice<String>
  ) throws(UsageError) {
    func value() throws(UsageError) -> String {
      if let attached { return attached }
      guard let next = remaining.popFirst() else {
        throw UsageError(message: "option '--\(name)' lacks its value")
      }
      return next
    }
    func flag() throws(UsageError) -> Bool {
      switch attached {
      case nil, "true", "1", "": return true
      case "false", "0": return false
      default: throw UsageError(message: "option '--\(name)' takes no value but true or false")
      }
    }
    func list(_ text: String) -> [String] {
      text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    switch name {
    case "check-prefix": checkPrefixes.append(try value())
    case "check-prefixes": checkPrefixes += list(try value())
    case "comment-prefixes": commentPrefixes += list(try value())
    case "allow-unused-prefixes": allowsUnusedPrefixes = try flag()
    case "input-file": inputFile = try value()
    case "match-full-lines": matchesFullLines = try flag()
    case "strict-whitespace": isStrictAboutWhitespace = try flag()
    case "ignore-case": ignoresCase = try flag()
    case "implicit-check-not": implicitNots.append(try value())
    case "enable-var-scope": hasVariableScopes = try flag()
    case "allow-empty": allowsEmptyInput = try flag()
    case "allow-deprecated-dag-overlap": allowsDAGOverlap = try flag()
    case "dump-input":
      let when = try value()
      guard ["always", "fail", "never"].contains(when) else {
        throw UsageError(message: "unsupported value '\(when)' of option '--dump-input'")
      }
    case "dump-input-filter", "dump-input-context":
      _ = try value()
    case "v", "vv", "color":
      _ = try flag()
    default:
      throw UsageError(message: "unsupported option '--\(name)' of FileCheck")
    }
  }

  /// The prefixes in force.
  var effectiveCheckPrefixes: [String] { checkPrefixes.isEmpty ? ["CHECK"] : checkPrefixes }
  /// The comment prefixes in force.
  var effectiveCommentPrefixes: [String] {
    commentPrefixes.isEmpty ? ["COM", "RUN"] : commentPrefixes
  }

  /// Checks that prefixes are well formed and differ from each other.
  func validatePrefixes() throws(UsageError) {
    var seen: Set<String> = []
    if checkPrefixes.isEmpty { seen.formUnion(effectiveCheckPrefixes) }
    if commentPrefixes.isEmpty { seen.formUnion(effectiveCommentPrefixes) }
    for (kind, prefixes) in [("check", checkPrefixes), ("comment", commentPrefixes)] {
      for prefix in prefixes {
        if prefix.isEmpty {
          throw UsageError(message: "supplied \(kind) prefix must not be the empty string")
        }
        let isWellFormed = prefix.utf8.allSatisfy {
          $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
        if !isWellFormed {
          throw UsageError(
            message: """
              supplied \(kind) prefix must start with a letter and contain only alphanumeric \
              characters, hyphens, and underscores: '\(prefix)'
              """)
        }
        if !seen.insert(prefix).inserted {
          throw UsageError(
            message: """
              supplied \(kind) prefix must be unique among check and comment prefixes: '\(prefix)'
              """)
        }
      }
    }
  }
}

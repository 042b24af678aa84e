import FuseIR

// The options that bound what a program may cost.

extension CommandLineOption {
  static let limits: [CommandLineOption] = [
    limit("max-bytes", \.maximumByteCount, "Refuse text of more bytes"),
    limit(
      "max-depth", \.maximumDepth,
      "Refuse regions, types, attributes and locations nested deeper, aliases written out"),
    limit(
      "max-diagnostics", \.maximumDiagnosticCount, "Show at most so many errors, warnings, remarks"),
    limit(
      "max-elements", \.maximumElementCount,
      "Refuse literals of more elements; splats have no limit"),
    limit(
      "max-expansion", \.maximumExpansion,
      "Refuse text whose aliases and wide integers stand for more bytes"),
    limit("max-ops", \.maximumOpCount, "Refuse programs with more ops"),
  ]

  /// An option with a bound that is not negative; its help shows the default.
  private static func limit(
    _ name: String, _ path: any WritableKeyPath<ReadingLimits, Int> & Sendable, _ summary: String
  ) -> CommandLineOption {
    let standard = ReadingLimits()[keyPath: path]
    return CommandLineOption(
      name, "<n>", .required, .none, "\(summary) (default \(standard))"
    ) { (options, value) throws(UsageError) in
      options.limits[keyPath: path] = try whole(name, value ?? "")
    }
  }
}

/// Bounds on what is read and said; those of the interpreter and of passes are options of their own.
struct ReadingLimits {
  var maximumByteCount = FileSystem.textByteLimit
  var maximumDepth = ParserOptions().maximumDepth
  var maximumDiagnosticCount = 1000
  var maximumElementCount = ParserOptions().maximumElementCount
  var maximumExpansion = ParserOptions().maximumExpansion
  var maximumOpCount = ParserOptions().maximumOpCount

  /// The bounds of a parse.
  var parserOptions: ParserOptions {
    var options = ParserOptions()
    options.maximumByteCount = maximumByteCount
    options.maximumDepth = maximumDepth
    options.maximumElementCount = maximumElementCount
    options.maximumExpansion = maximumExpansion
    options.maximumOpCount = maximumOpCount
    return options
  }
}

/// Thrown when parsing cannot go on; the diagnostic has been reported.
public struct ParseFailure: Error {}

/// Reads a program from text.
public struct Parser: ~Copyable {}

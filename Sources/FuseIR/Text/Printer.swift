/// Writes a program as text.
public struct Printer: ~Copyable {}

import FuseIR
import Machine

/// A format in which another mapper reads how a network runs: one text, of the mappings that the program carries.
public protocol MappingFormat: Backend {
  /// The mappings in the format's words.
  static func text(of mapped: MappedNetwork) throws(MappingRefusal) -> String
}

extension MappingFormat {
  /// One stream.
  public static var shape: EmissionShape { .stream }
  /// True: it writes mappings.
  public static var usesMappings: Bool { true }

  /// True iff the program carries mappings that the format can say.
  public func validate(_ module: borrowing Module, in context: EmissionContext) -> Bool {
    text(in: context) != nil
  }

  /// Writes the text.
  public func emit(
    _ module: borrowing Module, to output: any EmissionOutput, in context: EmissionContext
  ) throws(EmissionFailure) {
    guard let text = text(in: context) else { throw .refused }
    try output.write(text)
  }

  /// What the format says about the mappings of the program; nil where there are none or it can't say them, which is reported.
  private func text(in context: EmissionContext) -> String? {
    guard let mapped = context.mapped else {
      context.diagnostics.error(
        "'-emit=\(Self.name)' needs mappings: choose them with -passes=select-mapping, and name the "
          + "machine with -target=<machine>")
      return nil
    }
    do throws(MappingRefusal) {
      return try Self.text(of: mapped)
    } catch {
      context.diagnostics.error("'-emit=\(Self.name)' cannot write this program: \(error.message)")
      return nil
    }
  }
}

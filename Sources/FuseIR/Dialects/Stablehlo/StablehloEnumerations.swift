// Attributes that are one of a few words, as `#stablehlo<comparison_direction LT>`.

/// An attribute that is one of a few words: `#stablehlo<kind WORD>`.
public protocol StablehloEnumeration: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The word before the value, as `comparison_direction`.
  static var kind: String { get }
}

extension StablehloEnumeration {
  /// Reads `#stablehlo<kind WORD>`, or `#chlo<kind WORD>`; nil if it is something else.
  public init?(_ attribute: AttributeID, in module: borrowing Module) {
    guard
      let text = module.dialectAttributeText(attribute, "stablehlo")
        ?? module.dialectAttributeText(attribute, "chlo")
    else { return nil }
    var reader = DialectAttributeReader(text)
    guard reader.word() == Self.kind, let word = reader.word(), reader.isAtEnd else { return nil }
    self.init(rawValue: word)
  }

  /// Reads the attribute of the op with the given name; nil if the op lacks it.
  public init?(_ name: String, of op: OpID, in module: borrowing Module) {
    guard let attribute = module.attribute(name, of: op) else { return nil }
    self.init(attribute, in: module)
  }

  /// The attribute, of the given dialect.
  public func attribute(in module: inout Module, dialect: String = "stablehlo") -> AttributeID {
    module.dialectAttribute(dialect, "<\(Self.kind) \(rawValue)>")
  }
}

extension AttributeConstraint {
  /// One of the words of an enumeration, in an attribute of the given dialect.
  static func word<E: StablehloEnumeration>(
    _ kind: E.Type, dialect: String = "stablehlo"
  ) -> AttributeConstraint {
    .word(AttributeWords(kind, dialect))
  }

  /// An array of such words.
  static func words<E: StablehloEnumeration>(
    _ kind: E.Type, dialect: String = "stablehlo"
  ) -> AttributeConstraint {
    .wordArray(AttributeWords(kind, dialect))
  }
}

extension AttributeWords {
  fileprivate init<E: StablehloEnumeration>(_ kind: E.Type, _ dialect: String) {
    self.init(dialect: dialect, kind: E.kind, words: E.allCases.map(\.rawValue))
  }
}

/// How a `compare` relates its operands.
public enum ComparisonDirection: String, StablehloEnumeration {
  /// Equal.
  case eq = "EQ"
  /// Not equal.
  case ne = "NE"
  /// Greater or equal.
  case ge = "GE"
  /// Greater.
  case gt = "GT"
  /// Less or equal.
  case le = "LE"
  /// Less.
  case lt = "LT"

  /// `comparison_direction`.
  public static var kind: String { "comparison_direction" }
}

/// How a `compare` reads the bits of its operands.
public enum ComparisonType: String, StablehloEnumeration {
  /// What the element type suggests.
  case none = "NOTYPE"
  /// As floats: NaN is unordered, zeros are equal.
  case float = "FLOAT"
  /// As floats in the total order: -NaN < -inf < ... < -0 < +0 < ... < inf < NaN.
  case totalOrder = "TOTALORDER"
  /// As two's complement integers.
  case signed = "SIGNED"
  /// As natural numbers.
  case unsigned = "UNSIGNED"

  /// `comparison_type`.
  public static var kind: String { "comparison_type" }
}

/// How exactly an operand of a contraction is to be read.
public enum Precision: String, StablehloEnumeration {
  /// The fastest that the machine has.
  case `default` = "DEFAULT"
  /// More exact.
  case high = "HIGH"
  /// As exact as the element type.
  case highest = "HIGHEST"

  /// `precision`.
  public static var kind: String { "precision" }

  /// The attribute `precision_config` of a contraction; nil if the op lacks it.
  public static func configuration(of op: OpID, in module: borrowing Module) -> [Precision]? {
    guard let attribute = module.attribute("precision_config", of: op),
      let elements = module.arrayElements(attribute)
    else { return nil }
    var precisions: [Precision] = []
    for element in elements {
      guard let precision = Precision(element, in: module) else { return nil }
      precisions.append(precision)
    }
    return precisions
  }
}

/// Which Fourier transform an `fft` computes.
public enum FftKind: String, StablehloEnumeration {
  /// Complex, forward.
  case forward = "FFT"
  /// Complex, inverse.
  case inverse = "IFFT"
  /// From real to the first half of the complex spectrum.
  case realForward = "RFFT"
  /// From the first half of a complex spectrum to real.
  case realInverse = "IRFFT"

  /// `fft_type`.
  public static var kind: String { "fft_type" }
}

/// The distribution of an `rng`.
public enum RngDistribution: String, StablehloEnumeration {
  /// Uniform over a half-open interval.
  case uniform = "UNIFORM"
  /// Normal, given mean and deviation.
  case normal = "NORMAL"

  /// `rng_distribution`.
  public static var kind: String { "rng_distribution" }
}

/// The generator of an `rng_bit_generator`.
public enum RngAlgorithm: String, StablehloEnumeration {
  /// What the machine has.
  case `default` = "DEFAULT"
  /// Threefry 2x32.
  case threeFry = "THREE_FRY"
  /// Philox 4x32.
  case philox = "PHILOX"

  /// `rng_algorithm`.
  public static var kind: String { "rng_algorithm" }
}

/// Which form of its matrix a `triangular_solve` solves with.
public enum TransposeKind: String, StablehloEnumeration {
  /// None is given.
  case invalid = "TRANSPOSE_INVALID"
  /// The matrix as it is.
  case none = "NO_TRANSPOSE"
  /// Its transpose.
  case transpose = "TRANSPOSE"
  /// Its conjugate transpose.
  case adjoint = "ADJOINT"

  /// `transpose`.
  public static var kind: String { "transpose" }
}

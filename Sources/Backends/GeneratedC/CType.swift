import FuseIR

/// How an element type is stored and computed with in generated C.
struct CType {
  /// The kind of element.
  let element: ElementType
  /// The type of an element in memory, declared in `CPrelude.memory`.
  let storage: String
  /// The type of an element in an expression.
  let value: String
  /// How many bytes an element takes in memory.
  let bytes: Int

  /// The C type of an element type, nil where generated C has none for it.
  init?(_ element: ElementType) {
    self.element = element
    bytes = element.storageByteWidth
    switch element {
    case .index: (storage, value) = ("fusec_s64", "long long")
    case .integer(let kind):
      let isUnsigned = kind.isZeroExtended
      let name: String
      switch bytes {
      case 1: name = isUnsigned ? "unsigned char" : "signed char"
      case 2: name = isUnsigned ? "unsigned short" : "short"
      case 4: name = isUnsigned ? "unsigned" : "int"
      case 8: name = isUnsigned ? "unsigned long long" : "long long"
      default: return nil
      }
      (storage, value) = ("fusec_\(isUnsigned ? "u" : "s")\(bytes * 8)", name)
    case .float(.f32): (storage, value) = ("fusec_f32", "float")
    case .float(.f64): (storage, value) = ("fusec_f64", "double")
    case .float(.f16), .float(.bf16): (storage, value) = ("fusec_u16", "float")
    case .float, .complex: return nil
    }
  }

  /// The C type of the elements of a value, or of the value itself if it is no tensor.
  init?(_ value: ValueID, in module: borrowing Module) {
    guard let element = ElementType(module.elementType(of: value), in: module) else { return nil }
    self.init(element)
  }

  /// The width in bits of an integer, `index` counting 64.
  var bits: Int {
    switch element {
    case .integer(let kind): Int(kind.bitWidth)
    case .index: 64
    case .float, .complex: bytes * 8
    }
  }

  /// True iff elements are floats.
  var isFloat: Bool { element.isFloat }

  /// True iff elements are unsigned, or `i1`.
  var isUnsigned: Bool {
    if case .integer(let kind) = element { return kind.isZeroExtended }
    return false
  }

  /// The functions that load and store need, nil where an element is computed with as it is stored.
  var conversion: String? {
    switch element {
    case .float(.f16): "f16"
    case .float(.bf16): "bf16"
    default: nil
    }
  }

  /// An element in memory as an expression.
  func load(_ place: String) -> String {
    conversion.map { "fusec_load_\($0)(\(place))" } ?? place
  }

  /// The assignment of an expression to an element in memory.
  func store(_ expression: String, to place: String) -> String {
    conversion.map { "\(place) = fusec_store_\($0)(\(expression));" } ?? "\(place) = \(expression);"
  }

  /// The expression rounded to what memory holds, where that is narrower than what C computes with.
  func rounded(_ expression: String) -> String {
    conversion.map { "fusec_load_\($0)(fusec_store_\($0)(\(expression)))" } ?? expression
  }

  /// The expression brought to the range of the type, where C's conversion would not do it (widths between bytes).
  func wrapped(_ expression: String) -> String {
    guard case .integer(let kind) = element else { return "(\(value))(\(expression))" }
    let width = Int(kind.bitWidth)
    if width == bytes * 8 { return "(\(value))(\(expression))" }
    let shift = 64 - width
    let unsigned = "((unsigned long long)(\(expression)) << \(shift))"
    return kind.isZeroExtended
      ? "(\(value))(\(unsigned) >> \(shift))" : "(\(value))((long long)\(unsigned) >> \(shift))"
  }
}

/// A type of options: how a value is read from text and written back.
public protocol OptionValue {
  /// The value that the text spells, or nil.
  static func parse(_ text: String) -> Self?

  /// What a valid text is, for messages: "an integer", "one of 'a', 'b'".
  static var expectation: String { get }

  /// The value as text that `parse` reads back.
  var optionText: String { get }
}

/// An option of a pass or of a format: a name, the stored property that holds it, and what it means.
public struct TypedOption<Owner> {
  /// The name between braces, such as `max-ops`.
  public let name: String

  /// What the option does, in one sentence.
  public let summary: String

  /// What a valid value is, for messages and help.
  public let expectation: String

  /// True iff the option may be given without a value, which sets it.
  public let isFlag: Bool

  /// The value in the given owner, as text.
  public let text: (Owner) -> String

  /// Sets the option of the owner from text; false where the text is no valid value.
  public let set: (inout Owner, String) -> Bool

  /// The option `name`, stored in the property at `path`.
  public init<Value: OptionValue>(
    _ name: String, _ path: WritableKeyPath<Owner, Value>, _ summary: String
  ) {
    self.name = name
    self.summary = summary
    expectation = Value.expectation
    isFlag = Value.self == Bool.self
    text = { $0[keyPath: path].optionText }
    set = { owner, text in
      guard let value = Value.parse(text) else { return false }
      owner[keyPath: path] = value
      return true
    }
  }
}

extension Int: OptionValue {
  /// The integer that the decimal text spells.
  public static func parse(_ text: String) -> Int? { Int(text) }
  /// What a valid text is.
  public static var expectation: String { "an integer" }
  /// The decimal text.
  public var optionText: String { String(self) }
}

extension Double: OptionValue {
  /// The number that the text spells.
  public static func parse(_ text: String) -> Double? { Double(text) }
  /// What a valid text is.
  public static var expectation: String { "a number" }
  /// The shortest text that reads back as the same number.
  public var optionText: String { String(self) }
}

extension Bool: OptionValue {
  /// The truth value that `true`, `false`, `1` or `0` spells.
  public static func parse(_ text: String) -> Bool? {
    switch text {
    case "true", "1": true
    case "false", "0": false
    default: nil
    }
  }
  /// What a valid text is.
  public static var expectation: String { "'true' or 'false'" }
  /// `true` or `false`.
  public var optionText: String { self ? "true" : "false" }
}

extension String: OptionValue {
  /// The text itself.
  public static func parse(_ text: String) -> String? { text }
  /// What a valid text is.
  public static var expectation: String { "a text" }
  /// The text itself.
  public var optionText: String { self }
}

/// Lists are written with commas.
extension Array: OptionValue where Element: OptionValue {
  /// The elements that the text spells, separated by commas.
  public static func parse(_ text: String) -> [Element]? {
    if text.isEmpty { return [] }
    var elements: [Element] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let element = Element.parse(String(part)) else { return nil }
      elements.append(element)
    }
    return elements
  }
  /// What a valid text is.
  public static var expectation: String { "a list, each element \(Element.expectation)" }
  /// The elements, separated by commas.
  public var optionText: String { map(\.optionText).joined(separator: ",") }
}

/// An enum of strings is an option type once it says so: `enum Order: String, CaseIterable, OptionValue`.
extension OptionValue where Self: RawRepresentable<String> & CaseIterable {
  /// The case that the text spells.
  public static func parse(_ text: String) -> Self? { Self(rawValue: text) }
  /// What a valid text is.
  public static var expectation: String {
    "one of " + allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
  }
  /// The case's raw value.
  public var optionText: String { rawValue }
}

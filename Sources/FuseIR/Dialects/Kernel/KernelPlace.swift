/// `#kernel.place<"block", 0, 4096>`: where a stage of a kernel keeps a result for the stages after it.
///
/// - `"thread"`: in registers; each thread keeps the elements that it computed, and reads no others.
/// - `"warp"`: in a register of the first thread of the warp that computes the row, which the others ask for it.
/// - `"block"`: in scratch memory, from the given byte on, and so many bytes: a slot.
/// - `"global"`: nowhere but in the kernel's result that it is yielded to.
///
/// Offset and bytes are 0 for all but `"block"`. A stage carries one for each of its results, as the array `kernel.places`.
public struct KernelPlace: Hashable, Sendable {
  /// The name of the array attribute that holds the places of a stage's results.
  public static let arrayName = "kernel.places"

  /// How a value gets from the stage that computes it to those that read it.
  public enum Scheme: String, Hashable, Sendable, CaseIterable {
    case thread, warp, block, global
  }

  /// How the value gets to its readers.
  public var scheme: Scheme
  /// The first byte in scratch memory.
  public var offset: Int
  /// The bytes in scratch memory.
  public var bytes: Int

  /// A place.
  public init(_ scheme: Scheme, offset: Int = 0, bytes: Int = 0) {
    self.scheme = scheme
    self.offset = offset
    self.bytes = bytes
  }

  /// The bytes that a slot takes.
  public var slot: Range<Int> { offset..<offset + bytes }

  /// The attribute.
  public func attribute(in module: inout Module) -> AttributeID {
    module.dialectAttribute(
      "kernel", ".place<\"\(scheme.rawValue)\", \(offset) : i64, \(bytes) : i64>")
  }

  /// Reads a `#kernel.place`; nil where it is another attribute or malformed.
  public init?(_ attribute: AttributeID, in module: borrowing Module) {
    guard let text = module.dialectAttributeText(attribute, "kernel", "place") else { return nil }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    func trimmed(_ part: Substring) -> Substring {
      let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" }
      var part = part.drop(while: blank)
      while let last = part.last, blank(last) { part.removeLast() }
      return part
    }
    // Stock MLIR prints the type of an integer parameter.
    func number(_ part: Substring) -> Int? {
      let words = trimmed(part).split(separator: ":", omittingEmptySubsequences: false)
      guard let first = words.first, words.count == 1 || trimmed(words[1]) == "i64",
        words.count <= 2, let value = Int(trimmed(first)), (0...1 << 40).contains(value)
      else { return nil }
      return value
    }
    let word = trimmed(parts[0])
    guard word.count >= 2, word.first == "\"", word.last == "\"",
      let scheme = Scheme(rawValue: String(word.dropFirst().dropLast())),
      let offset = number(parts[1]), let bytes = number(parts[2]),
      scheme == .block ? bytes > 0 : offset == 0 && bytes == 0
    else { return nil }
    self.init(scheme, offset: offset, bytes: bytes)
  }

  /// The places of an op's results; nil where it carries none, or malformed ones.
  public static func places(of op: OpID, in module: borrowing Module) -> [KernelPlace]? {
    guard let attribute = module.attribute(arrayName, of: op),
      let elements = module.arrayElements(attribute),
      elements.count == module.resultCount(of: op)
    else { return nil }
    var places: [KernelPlace] = []
    for element in elements {
      guard let place = KernelPlace(element, in: module) else { return nil }
      places.append(place)
    }
    return places
  }
}

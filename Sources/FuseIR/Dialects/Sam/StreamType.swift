/// What one value token of a stream holds.
public struct StreamElement: Hashable, Sendable {
  /// `f32`, `f64`, `i32`, ..., as MLIR spells it.
  public var scalar: String
  /// The sides of a dense block, `[16, 16]`; empty for a scalar.
  public var block: [Int]

  /// An element.
  public init(scalar: String, block: [Int] = []) {
    self.scalar = scalar
    self.block = block
  }

  /// `f32`, or `vector<16x16xf32>`.
  public var text: String {
    block.isEmpty
      ? scalar : "vector<\(block.map { String($0) + "x" }.joined())\(scalar)>"
  }
}

/// A type of the `sam` dialect.
///
/// A stream carries data tokens, stop tokens `S0`, `S1`, ... that end fibers, and one done token at its end. A stream of depth
/// `d` has the stops `S0` ... `S(d-1)`: its data stand in `d` nested fibers; the stream of a root has depth 0. The depth is part
/// of the type, so that a wrongly wired edge does not verify.
public enum StreamType: Hashable, Sendable {
  /// `!sam.crd<1>`: coordinates.
  case coordinates(depth: Int)
  /// `!sam.ref<1>`: references, the places of fibers or of values in a tensor's storage.
  case references(depth: Int)
  /// `!sam.val<1, f32>`: values; those of a blocked stream are vectors, `!sam.val<1, vector<16x16xf32>>`.
  case values(depth: Int, StreamElement)
  /// `!sam.bv<1>`: words of bits, one bit for each coordinate.
  case bitVectors(depth: Int)
  /// `!sam.rep`: repeat signals.
  case signals
  /// `!sam.mem`: a level or the values of a tensor, as a writer leaves them.
  case memory

  /// The largest depth that a type may have.
  public static let greatestDepth = 64

  /// The type's text, without `!sam.`.
  public var text: String {
    switch self {
    case .coordinates(let depth): "crd<\(depth)>"
    case .references(let depth): "ref<\(depth)>"
    case .values(let depth, let element): "val<\(depth), \(element.text)>"
    case .bitVectors(let depth): "bv<\(depth)>"
    case .signals: "rep"
    case .memory: "mem"
    }
  }

  /// How many nested fibers the data stand in; nil for what has no depth.
  public var depth: Int? {
    switch self {
    case .coordinates(let depth), .references(let depth), .values(let depth, _),
      .bitVectors(let depth):
      depth
    case .signals, .memory: nil
    }
  }

  /// The type as it is written, `!sam.crd<1>`.
  public var fullText: String { "!sam.\(text)" }

  /// What a value token holds; nil for other streams.
  public var element: StreamElement? {
    if case .values(_, let element) = self { element } else { nil }
  }

  /// The same kind of stream with fibers nested otherwise; nil for what has no depth, and for a depth that no type has.
  public func withDepth(_ depth: Int) -> StreamType? {
    guard (0...Self.greatestDepth).contains(depth) else { return nil }
    switch self {
    case .coordinates: return .coordinates(depth: depth)
    case .references: return .references(depth: depth)
    case .values(_, let element): return .values(depth: depth, element)
    case .bitVectors: return .bitVectors(depth: depth)
    case .signals, .memory: return nil
    }
  }

  /// The type of a value of the module; nil where it is no type of the dialect.
  public init?(of value: ValueID, in module: borrowing Module) {
    self.init(module.type(of: value), in: module)
  }

  /// The type as one of the module.
  public func type(in module: inout Module) -> TypeID {
    let dialect = module.intern("sam")
    let body = module.intern(text)
    return module.intern(.dialect(dialect, body: body))
  }

  /// Reads a type; nil where it is no type of the `sam` dialect, or a malformed one.
  public init?(_ type: TypeID, in module: borrowing Module) {
    guard case .dialect(let dialect, let body) = module.type(type),
      module.string(dialect) == "sam"
    else { return nil }
    self.init(text: module.string(body))
  }

  /// Reads what stands after `!sam.`.
  init?(text: String) {
    let blanks: Set<Character> = [" ", "\t", "\n", "\r"]
    let text = text.filter { !blanks.contains($0) }
    switch text {
    case "rep": self = .signals
    case "mem": self = .memory
    default:
      guard let open = text.firstIndex(of: "<"), text.last == ">" else { return nil }
      let parameters = text[text.index(after: open)...].dropLast()
        .split(separator: ",", omittingEmptySubsequences: false)
      // Stock MLIR prints the type of an integer parameter.
      guard let first = parameters.first?.split(separator: ":", maxSplits: 1),
        let depth = first.first.flatMap({ Int($0) }), (0...Self.greatestDepth).contains(depth),
        first.count == 1 || first[1] == "i64"
      else { return nil }
      switch (text[..<open], parameters.count) {
      case ("crd", 1): self = .coordinates(depth: depth)
      case ("ref", 1): self = .references(depth: depth)
      case ("bv", 1): self = .bitVectors(depth: depth)
      case ("val", 2):
        guard let element = StreamElement(text: String(parameters[1])) else { return nil }
        self = .values(depth: depth, element)
      default: return nil
      }
    }
  }
}

extension StreamElement {
  /// Reads `f32` or `vector<16x16xf32>`.
  init?(text: String) {
    func isScalar(_ word: Substring) -> Bool {
      FloatKind(rawValue: String(word)) != nil || word == "index"
        || (word.first == "i" && Int(word.dropFirst()) != nil)
    }
    guard text.hasPrefix("vector<"), text.last == ">" else {
      guard isScalar(text[...]) else { return nil }
      self.init(scalar: text)
      return
    }
    let parts = text.dropFirst("vector<".count).dropLast().split(separator: "x")
    guard let scalar = parts.last, isScalar(scalar), parts.count > 1 else { return nil }
    var block: [Int] = []
    for part in parts.dropLast() {
      guard let side = Int(part), side > 0 else { return nil }
      block.append(side)
    }
    self.init(scalar: String(scalar), block: block)
  }
}

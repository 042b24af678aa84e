/// Interns types: equal types get equal ids. The most common types have fixed ids.
struct TypeTable {
  private(set) var types: ContiguousArray<Type> = []
  private var index = HashIndex()

  init() {
    for type in Self.common { _ = intern(type) }
  }

  /// The types with fixed ids, in the order of the ids.
  private static var common: [Type] {
    [
      .index, .none, .integer(width: 1, .signless), .integer(width: 8, .signless),
      .integer(width: 32, .signless), .integer(width: 64, .signless), .float(.f32), .float(.f64),
    ]
  }

  subscript(id: TypeID) -> Type {
    @inline(__always) get { types[id.index] }
  }

  mutating func intern(_ type: Type) -> TypeID {
    let hash = type.tableHash
    if let known = index.find(hash, { types[$0] == type }) { return TypeID(known) }
    types.append(type)
    index.append(hash)
    return TypeID(types.count - 1)
  }
}

extension TypeID {
  /// `index`.
  public static let index = TypeID(raw: 0)
  /// `none`.
  public static let none = TypeID(raw: 1)
  /// `i1`.
  public static let i1 = TypeID(raw: 2)
  /// `i8`.
  public static let i8 = TypeID(raw: 3)
  /// `i32`.
  public static let i32 = TypeID(raw: 4)
  /// `i64`.
  public static let i64 = TypeID(raw: 5)
  /// `f32`.
  public static let f32 = TypeID(raw: 6)
  /// `f64`.
  public static let f64 = TypeID(raw: 7)
}

extension Type {
  /// A hash for tables that live as long as one module.
  var tableHash: UInt64 {
    var hash = WordHash()
    switch self {
    case .integer(let width, let signedness):
      hash.add(1 | UInt64(signedness.rawValue) << 8 | UInt64(truncatingIfNeeded: width) << 16)
    case .index: hash.add(2 as UInt64)
    case .none: hash.add(3 as UInt64)
    case .float(let kind): hash.add(4 | UInt64(kind.width) << 8)
    case .complex(let element): hash.add(5 | UInt64(element.raw) << 8)
    case .tuple(let types):
      hash.add(6 as UInt64)
      for type in types { hash.add(type.raw) }
    case .function(let inputs, let results):
      hash.add(7 | UInt64(inputs.count) << 8)
      for type in inputs { hash.add(type.raw) }
      for type in results { hash.add(type.raw) }
    case .tensor(let shape, let element, let encoding):
      hash.add(8 | UInt64(element.raw) << 8)
      hash.add(encoding?.raw ?? -1)
      for extent in shape { hash.add(UInt64(bitPattern: extent)) }
    case .unrankedTensor(let element): hash.add(9 | UInt64(element.raw) << 8)
    case .vector(let shape, _, let element):
      hash.add(10 | UInt64(element.raw) << 8)
      for extent in shape { hash.add(UInt64(bitPattern: extent)) }
    case .memref(let shape, let element, let layout, let space):
      hash.add(11 | UInt64(element.raw) << 8)
      hash.add(layout?.raw ?? -1)
      hash.add(space?.raw ?? -1)
      for extent in shape { hash.add(UInt64(bitPattern: extent)) }
    case .unrankedMemref(let element, let space):
      hash.add(12 | UInt64(element.raw) << 8)
      hash.add(space?.raw ?? -1)
    case .dialect(let dialect, let body):
      hash.add(13 | UInt64(dialect.raw) << 8)
      hash.add(body.raw)
    }
    return hash.value
  }
}

/// Interns types: equal types get equal ids. The most common types have fixed ids.
struct TypeTable {
  private(set) var types: ContiguousArray<Type> = []
  private var ids: [Type: TypeID] = [:]

  init() {
    for type in Self.common { _ = intern(type) }
  }

  /// The types with fixed ids, in the order of the ids.
  static let common: [Type] = [
    .index, .none, .integer(width: 1, .signless), .integer(width: 8, .signless),
    .integer(width: 32, .signless), .integer(width: 64, .signless), .float(.f32), .float(.f64),
  ]

  subscript(id: TypeID) -> Type { types[id.index] }

  mutating func intern(_ type: Type) -> TypeID {
    if let id = ids[type] { return id }
    let id = TypeID(types.count)
    types.append(type)
    ids[type] = id
    return id
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

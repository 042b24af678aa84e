/// The symbols of the tables looked into so far: for many look-ups in a module that does not change between them, each of
/// which `Module.symbol` would answer by a walk over the table.
public struct SymbolIndex: Sendable {
  private var tables: [OpID: [StringID: OpID]] = [:]

  /// An index of nothing yet.
  public init() {}

  /// The op directly inside `table` that defines the symbol, the first where several do.
  public mutating func symbol(
    _ name: StringID, in table: OpID, of module: borrowing Module
  ) -> OpID? {
    if tables[table] == nil { tables[table] = module.symbols(in: table) }
    return tables[table]?[name]
  }
}

extension Module {
  /// The ops directly inside the symbol table by the symbols that they define, the first op where several define one.
  fileprivate func symbols(in table: OpID) -> [StringID: OpID] {
    var result: [StringID: OpID] = [:]
    guard let body = body(of: table) else { return result }
    for op in ops(of: body) {
      guard let name = definedSymbol(of: op), result[name] == nil else { continue }
      result[name] = op
    }
    return result
  }
}

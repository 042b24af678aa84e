/// Where an op, or a value, comes from. Strings and locations inside it are ids of the same module.
public enum Location: Sendable {
  /// `loc(unknown)`.
  case unknown
  /// `loc("file":line:column)`, with an end when it is a range; lines and columns count from 1.
  case file(StringID, line: Int, column: Int, end: (line: Int, column: Int)?)
  /// `loc("name")` or `loc("name"(child))`.
  case name(StringID, child: LocationID?)
  /// `loc(callsite(callee at caller))`.
  case callSite(callee: LocationID, caller: LocationID)
  /// `loc(fused<metadata>[...])`.
  case fused([LocationID], metadata: AttributeID?)
}

/// The locations of a module by id. Nearly all are places in files, which take twelve bytes each.
struct LocationTable {
  private struct Record {
    /// The name of the file, or -1.
    var file: Int32
    /// The line, or the index among the others.
    var line: Int32
    var column: Int32
  }

  private var records: ContiguousArray<Record> = []
  private var others: ContiguousArray<Location> = []

  init() { append(.unknown) }

  subscript(id: LocationID) -> Location {
    get {
      let record = records[id.index]
      guard record.file >= 0 else { return others[Int(record.line)] }
      return .file(
        StringID(raw: record.file), line: Int(record.line), column: Int(record.column), end: nil)
    }
    set { records[id.index] = record(newValue) }
  }

  mutating func reserveCapacity(_ count: Int) { records.reserveCapacity(count) }

  /// Enters a location and returns its id.
  @discardableResult
  mutating func append(_ location: Location) -> LocationID {
    records.append(record(location))
    return LocationID(records.count - 1)
  }

  /// Enters a place in a file and returns its id.
  @inline(__always)
  mutating func append(_ file: StringID, line: Int32, column: Int32) -> LocationID {
    records.append(Record(file: file.raw, line: line, column: column))
    return LocationID(records.count - 1)
  }

  private mutating func record(_ location: Location) -> Record {
    if case .file(let file, let line, let column, nil) = location,
      let line = Int32(exactly: line), let column = Int32(exactly: column)
    {
      return Record(file: file.raw, line: line, column: column)
    }
    others.append(location)
    return Record(file: -1, line: Int32(others.count - 1), column: 0)
  }
}

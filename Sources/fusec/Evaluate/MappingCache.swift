import Machine

/// The mappings of one layer that were read of late, each with its text: searches send most mappings again and again.
struct MappingCache {
  /// How many texts are kept; a new one takes the place of another with the same hash.
  private static let places = 512

  /// A mapping and what it costs by itself.
  struct Entry {
    var text: [UInt8]
    var mapping: LayerMapping
    /// Energy and time of the layer by itself; nil before anybody asked.
    var totals: Result<CostTotals, IllegalPlan>?
  }

  private var entries = [Entry?](repeating: nil, count: places)

  /// The place of the text.
  static func place(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    Int(truncatingIfNeeded: text.tableHash % UInt64(places))
  }

  /// Whether the text at the place is this one.
  func holds(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    guard let entry = entries[place] else { return false }
    return entry.text.count == text.count && entry.text.elementsEqual(text)
  }

  /// The mapping at the place.
  func mapping(at place: Int) -> LayerMapping? { entries[place]?.mapping }

  /// Puts a mapping where its text belongs.
  mutating func insert(
    _ mapping: LayerMapping, _ text: UnsafeBufferPointer<UInt8>, at place: Int
  ) {
    entries[place] = Entry(text: Array(text), mapping: mapping, totals: nil)
  }

  /// What the mapping at the place costs by itself.
  mutating func totals(
    at place: Int, _ evaluate: (LayerMapping) throws(IllegalPlan) -> CostTotals
  ) throws(IllegalPlan) -> CostTotals {
    guard let entry = entries[place] else {
      preconditionFailure("invariant: the place was filled before")
    }
    if let known = entry.totals { return try known.get() }
    do throws(IllegalPlan) {
      let totals = try evaluate(entry.mapping)
      entries[place]?.totals = .success(totals)
      return totals
    } catch {
      entries[place]?.totals = .failure(error)
      throw error
    }
  }
}

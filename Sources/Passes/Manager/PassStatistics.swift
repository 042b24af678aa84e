/// What passes did, as counters by name.
public struct PassStatistics: Sendable {
  /// One counter of one pass.
  public struct Counter: Hashable, Sendable {
    /// The pass's name.
    public let pass: String
    /// The counter's name, such as "ops erased".
    public let name: String
    /// The sum over all runs of the pass.
    public internal(set) var value: Int
  }

  /// The counters in the order in which they were first used.
  public private(set) var counters: [Counter] = []

  /// No counters.
  public init() {}

  mutating func add(_ amount: Int, to name: String, of pass: String) {
    if let index = counters.firstIndex(where: { $0.pass == pass && $0.name == name }) {
      counters[index].value += amount
    } else {
      counters.append(Counter(pass: pass, name: name, value: amount))
    }
  }

  /// A table for people: each pass, and its counters below it.
  public var text: String {
    var text = "===-- Pass statistics --===\n"
    var previous = ""
    for counter in sorted {
      if counter.pass != previous {
        text += "\(counter.pass)\n"
        previous = counter.pass
      }
      let number = String(counter.value)
      text += String(repeating: " ", count: max(1, 10 - number.count))
      text += "\(number)  \(counter.name)\n"
    }
    return text
  }

  /// `{"pass": {"counter": value}}` and a line break.
  public var json: String {
    var text = "{"
    var previous: String?
    for counter in sorted {
      if counter.pass != previous {
        text += previous == nil ? "" : "}, "
        text += "\"\(counter.pass)\": {"
        previous = counter.pass
      } else {
        text += ", "
      }
      text += "\"\(counter.name)\": \(counter.value)"
    }
    return text + (previous == nil ? "}\n" : "}}\n")
  }

  /// The counters grouped by pass, passes in the order of first use.
  private var sorted: [Counter] {
    var passes: [String] = []
    for counter in counters where !passes.contains(counter.pass) { passes.append(counter.pass) }
    return passes.flatMap { pass in counters.filter { $0.pass == pass } }
  }
}

/// The rules that blocks of a stream graph share: where they stand, and of what kinds and depths their streams are.
struct StreamCheck {
  /// What a stream may carry.
  struct Kinds: OptionSet {
    let rawValue: UInt8

    static let coordinates = Kinds(rawValue: 1)
    static let references = Kinds(rawValue: 2)
    static let values = Kinds(rawValue: 4)
    static let bitVectors = Kinds(rawValue: 8)
    static let signals = Kinds(rawValue: 16)
    static let memory = Kinds(rawValue: 32)

    /// What a joiner's coordinates lead to.
    static let payload: Kinds = [.references, .values]
    /// What has a depth.
    static let nested: Kinds = [.coordinates, .references, .values, .bitVectors]
    /// What goes from block to block.
    static let streams: Kinds = [.nested, .signals]

    /// What a type is of.
    init(_ type: StreamType) {
      switch type {
      case .coordinates: self = .coordinates
      case .references: self = .references
      case .values: self = .values
      case .bitVectors: self = .bitVectors
      case .signals: self = .signals
      case .memory: self = .memory
      }
    }

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The kinds in words, with a depth.
    func text(_ depth: String) -> String {
      var words: [String] = []
      if contains(.coordinates) { words.append("!sam.crd<\(depth)>") }
      if contains(.references) { words.append("!sam.ref<\(depth)>") }
      if contains(.values) { words.append("!sam.val<\(depth), T>") }
      if contains(.bitVectors) { words.append("!sam.bv<\(depth)>") }
      if contains(.signals) { words.append("!sam.rep") }
      if contains(.memory) { words.append("!sam.mem") }
      return words.joined(separator: " or ")
    }
  }

  let op: OpID
  /// False as soon as something was wrong.
  private(set) var isRight = true

  init(_ op: OpID, _ module: borrowing Module, _ report: inout VerifierReport) {
    self.op = op
    let parent = module.parentOp(of: op)
    if parent.map({ !module.opcode(of: $0).is(SamOp.graph) }) ?? true {
      fail("must stand in a sam.graph", &report)
    }
  }

  mutating func fail(_ message: String, _ report: inout VerifierReport) {
    report.report(op, message)
    isRight = false
  }

  // MARK: Streams

  /// The type of an operand, which must be of one of the kinds, and of the depth where one is given; `reason` says from where
  /// the depth follows.
  mutating func operand(
    _ index: Int, _ kinds: Kinds, depth: Int?, _ reason: String,
    _ module: borrowing Module, _ report: inout VerifierReport
  ) -> StreamType? {
    check(
      module.operand(index, of: op), "operand #\(index)", kinds, depth, reason, module, &report)
  }

  /// The type of an operand, which must be of one of the kinds.
  mutating func operand(
    _ index: Int, _ kinds: Kinds, _ module: borrowing Module, _ report: inout VerifierReport
  ) -> StreamType? {
    operand(index, kinds, depth: nil, "", module, &report)
  }

  /// As `operand`, of a result.
  mutating func result(
    _ index: Int, _ kinds: Kinds, depth: Int?, _ reason: String,
    _ module: borrowing Module, _ report: inout VerifierReport
  ) -> StreamType? {
    check(module.result(index, of: op), "result #\(index)", kinds, depth, reason, module, &report)
  }

  /// Reports unless the result has the type.
  mutating func result(
    _ index: Int, is type: StreamType?, _ reason: String, _ module: borrowing Module,
    _ report: inout VerifierReport
  ) {
    guard let type else {
      fail("nests fibers deeper than \(StreamType.greatestDepth)", &report)
      return
    }
    let value = module.result(index, of: op)
    guard StreamType(of: value, in: module) != type else { return }
    fail(
      "result #\(index) must be \(type.fullText), \(reason), but is "
        + module.text(of: module.type(of: value)), &report)
  }

  /// Reports unless the operand has the type.
  mutating func operand(
    _ index: Int, is type: StreamType?, _ reason: String, _ module: borrowing Module,
    _ report: inout VerifierReport
  ) {
    guard let type else {
      fail("has streams of depths that no type has", &report)
      return
    }
    let value = module.operand(index, of: op)
    guard StreamType(of: value, in: module) != type else { return }
    fail(
      "operand #\(index) must be \(type.fullText), \(reason), but is "
        + module.text(of: module.type(of: value)), &report)
  }

  private mutating func check(
    _ value: ValueID, _ name: String, _ kinds: Kinds, _ depth: Int?, _ reason: String,
    _ module: borrowing Module, _ report: inout VerifierReport
  ) -> StreamType? {
    if let type = StreamType(of: value, in: module), kinds.contains(Kinds(type)),
      depth == nil || type.depth == nil || type.depth == depth
    {
      return type
    }
    let expected = kinds.text(depth.map { String($0) } ?? "d")
    fail(
      "\(name) must be \(expected)\(reason.isEmpty ? "" : ", \(reason)"), but is "
        + module.text(of: module.type(of: value)), &report)
    return nil
  }

  // MARK: Counts and words

  /// Reports unless there are so many operands.
  mutating func operandCount(
    _ count: Int, _ reason: String, _ module: borrowing Module, _ report: inout VerifierReport
  ) -> Bool {
    expects(count, "operands", reason, module.operandCount(of: op), &report)
  }

  /// Reports unless there are so many results.
  mutating func resultCount(
    _ count: Int, _ reason: String, _ module: borrowing Module, _ report: inout VerifierReport
  ) -> Bool {
    expects(count, "results", reason, module.resultCount(of: op), &report)
  }

  private mutating func expects(
    _ count: Int, _ what: String, _ reason: String, _ actual: Int, _ report: inout VerifierReport
  ) -> Bool {
    if actual == count { return true }
    fail("expects \(count) \(what), \(reason), but has \(actual)", &report)
    return false
  }

  /// Reports unless the string is one of the words.
  mutating func word(
    _ name: String, _ words: [String], _ module: borrowing Module, _ report: inout VerifierReport
  ) -> String? {
    guard let word = module.string(name, of: op) else { return nil }
    if words.contains(word) { return word }
    let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
    let hint = NearestName.hint(for: word, among: words)
    fail("'\(name)' must be one of \(list), but is \"\(word)\"\(hint)", &report)
    return nil
  }

  /// Reports unless the integer lies in the range.
  mutating func range(
    _ name: String, _ range: ClosedRange<Int64>, _ module: borrowing Module,
    _ report: inout VerifierReport
  ) -> Int? {
    guard let value = module.integer(name, of: op) else { return nil }
    if range.contains(value) { return Int(value) }
    fail(
      "'\(name)' must be from \(range.lowerBound) to \(range.upperBound), but is \(value)", &report)
    return nil
  }

  // MARK: Tensors

  /// The type of the tensor that is the first operand, which must be an argument of the graph.
  mutating func tensor(
    _ module: borrowing Module, _ report: inout VerifierReport
  ) -> TypeID? {
    let value = module.operand(0, of: op)
    guard case .tensor = module.typeValue(of: value), module.definingOp(of: value) == nil else {
      fail(
        "operand #0 must be a tensor that is an argument of the graph, but is "
          + module.text(of: module.type(of: value)), &report)
      return nil
    }
    return module.type(of: value)
  }

  /// How a tensor is stored; reports where its encoding can't be read.
  mutating func encoding(
    of tensor: TypeID, _ module: borrowing Module, _ report: inout VerifierReport
  ) -> SparseEncoding? {
    do { return try SparseEncoding.of(tensor, in: module) } catch {
      if module.shape(of: tensor)?.isEmpty ?? false { return .dense(0) }
      fail("has a tensor with a wrong encoding: \(error.message)", &report)
      return nil
    }
  }

  /// Reports unless `level` is one that a scanner can read of the tensor that is the first operand.
  mutating func level(_ module: borrowing Module, _ report: inout VerifierReport) {
    guard let tensor = tensor(module, &report),
      let levels = encoding(of: tensor, module, &report)?.levels,
      let level = module.integer("level", of: op)
    else { return }
    guard level >= 0, level < levels.count else {
      fail(
        levels.isEmpty
          ? "reads a level of a tensor, but a scalar has none"
          : "'level' must be from 0 to \(levels.count - 1), the levels of the tensor, but is \(level)",
        &report)
      return
    }
    switch levels[Int(level)].format {
    case .dense, .batch, .compressed, .looseCompressed: break
    case .singleton, .structured:
      fail("reads level \(level), which is neither dense nor compressed", &report)
    }
  }

  /// Reports unless values of the tensor are what the stream carries: its elements, or blocks of them.
  mutating func block(
    _ element: StreamElement, of tensor: TypeID, _ name: String, _ module: borrowing Module,
    _ report: inout VerifierReport
  ) {
    let scalar = module.text(of: module.elementType(of: tensor))
    if element.scalar != scalar {
      fail("\(name) must hold values of type \(scalar), but holds \(element.text)", &report)
    }
    guard !element.block.isEmpty, let levels = encoding(of: tensor, module, &report)?.levels,
      let shape = module.shape(of: tensor)
    else { return }
    let fits =
      levels.count >= element.block.count
      && zip(levels.suffix(element.block.count), element.block).allSatisfy { level, side in
        switch level.part {
        case .rest(let size): level.isDense && size == side
        case .whole: level.isDense && shape[level.dimension] == Int64(side)
        case .quotient, .formula: false
        }
      }
    if !fits {
      let sides = element.block.map { String($0) }.joined(separator: " by ")
      fail(
        "\(name) holds blocks of \(sides) elements, but the tensor's last \(element.block.count) levels "
          + "are not dense levels of these sizes", &report)
    }
  }
}

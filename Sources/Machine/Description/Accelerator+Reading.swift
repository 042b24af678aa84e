public import FuseIR

extension Accelerator {
  /// The machine that a description file holds, or nil where it is wrong, which has then been reported.
  ///
  /// The file holds one `machine.accelerator`, and nothing else.
  public static func read(
    _ source: SourceFile, diagnostics: DiagnosticEngine
  ) -> Accelerator? {
    guard let module = Module.parse(source, diagnostics: diagnostics) else { return nil }
    let report = module.verify()
    guard report.isEmpty else {
      diagnostics.report(report, in: module)
      return nil
    }
    guard let body = module.body(of: module.root) else {
      diagnostics.error("\(source.name) describes no machine: expected a machine.accelerator")
      return nil
    }
    let machines = module.ops(of: body)
    guard machines.count == 1, let machine = Accelerator(machines[0], in: module) else {
      if let op = machines.dropFirst().first ?? machines.first {
        diagnostics.error(
          "a machine description holds one machine.accelerator and nothing else",
          at: module.place(of: op))
      } else {
        diagnostics.error("\(source.name) describes no machine: expected a machine.accelerator")
      }
      return nil
    }
    return machine
  }

  /// Reads the machine from a verified `machine.accelerator`; nil where `op` is another or malformed.
  public init?(_ op: OpID, in module: borrowing Module) {
    guard module.opcode(of: op).is(MachineOp.accelerator), let body = module.body(of: op),
      let name = module.string("sym_name", of: op),
      let clock = module.integer("clock_hertz", of: op),
      let instructionSet = module.string("instruction_set", of: op).flatMap({
        InstructionSet(rawValue: $0)
      })
    else { return nil }
    self.init(
      name: name, summary: module.string("summary", of: op) ?? "", clockHertz: Int(clock),
      instructionSet: instructionSet, memories: [], arrays: [], links: [])
    for part in module.ops(of: body) {
      switch MachineOp(module.opcode(of: part)) {
      case .memory:
        guard let memory = Memory(part, in: module) else { return nil }
        memories.append(memory)
      case .array:
        guard let array = ComputeArray(part, in: module) else { return nil }
        arrays.append(array)
      case .vector:
        guard let unit = VectorUnit(part, in: module) else { return nil }
        vectorUnits.append(unit)
      case .processor:
        guard let processor = Processor(part, in: module) else { return nil }
        processors.append(processor)
      case .fabric:
        guard let fabric = StreamFabric(part, in: module) else { return nil }
        fabrics.append(fabric)
      case .link:
        guard let link = Link(part, in: module) else { return nil }
        links.append(link)
      case .queue:
        guard let queue = CommandQueue(part, in: module) else { return nil }
        queues.append(queue)
      case .core:
        guard let core = Core(part, in: module) else { return nil }
        cores.append(core)
      case .channel:
        guard let channel = Channel(part, in: module) else { return nil }
        channels.append(channel)
      case .accelerator: return nil
      case nil: break
      }
    }
  }
}

extension Memory {
  fileprivate init?(_ op: OpID, in module: borrowing Module) {
    guard let name = module.string("sym_name", of: op),
      let rowBytes = module.integer("row_bytes", of: op),
      let banks = module.integer("banks", of: op), let ports = module.integer("ports", of: op),
      let read = module.number("read_bytes_per_cycle", of: op),
      let write = module.number("write_bytes_per_cycle", of: op),
      let holds = module.tensorRoles("holds", of: op),
      let mayBypass = module.tensorRoles("may_bypass", of: op)
    else { return nil }
    self.init(
      name: name, capacityBytes: module.integer("capacity_bytes", of: op).map { Int($0) },
      rowBytes: Int(rowBytes), banks: Int(banks), ports: Int(ports), readBytesPerCycle: read,
      writeBytesPerCycle: write,
      sharesBandwidth: module.attribute("shares_bandwidth", of: op) != nil,
      readPicojoulesPerByte: module.number("read_picojoules_per_byte", of: op),
      writePicojoulesPerByte: module.number("write_picojoules_per_byte", of: op), holds: holds,
      mayBypass: mayBypass, countsRows: module.attribute("counts_rows", of: op) != nil)
  }
}

extension ComputeArray {
  fileprivate init?(_ op: OpID, in module: borrowing Module) {
    guard let name = module.string("sym_name", of: op),
      let rows = module.integer("rows", of: op), let columns = module.integer("columns", of: op),
      let input = module.elementKind("input", of: op),
      let weight = module.elementKind("weight", of: op),
      let accumulator = module.elementKind("accumulator", of: op),
      let multiplyAdd = module.string("multiply_add", of: op).flatMap({
        MultiplyAdd(rawValue: $0)
      }),
      let rate = module.integer("multiply_adds_per_cycle", of: op),
      let rowLoops = module.loops("row_loops", of: op, otherwise: .inputChannel),
      let columnLoops = module.loops("column_loops", of: op, otherwise: .outputChannel),
      let diagonalLoops = module.loops("diagonal_loops", of: op, otherwise: nil)
    else { return nil }
    self.init(
      name: name, rows: Int(rows), columns: Int(columns), input: input, weight: weight,
      accumulator: accumulator, multiplyAdd: multiplyAdd, multiplyAddsPerCycle: Int(rate),
      picojoulesPerMultiplyAdd: module.number("picojoules_per_multiply_add", of: op),
      rowLoops: rowLoops, columnLoops: columnLoops, diagonalLoops: diagonalLoops)
  }
}

extension VectorUnit {
  fileprivate init?(_ op: OpID, in module: borrowing Module) {
    guard let name = module.string("sym_name", of: op),
      let lanes = module.integer("lanes", of: op),
      let rate = module.number("operations_per_cycle", of: op),
      let memory = module.string("memory", of: op)
    else { return nil }
    self.init(
      name: name, lanes: Int(lanes), operationsPerCycle: rate,
      picojoulesPerOperation: module.number("picojoules_per_operation", of: op), memory: memory,
      operators: module.vectorOperators("operators", of: op))
  }
}

extension Link {
  fileprivate init?(_ op: OpID, in module: borrowing Module) {
    guard let source = module.string("source", of: op),
      let destination = module.string("destination", of: op),
      let rate = module.number("bytes_per_cycle", of: op),
      let latency = module.integer("latency_cycles", of: op)
    else { return nil }
    self.init(
      from: source, to: destination, bytesPerCycle: rate, latencyCycles: Int(latency),
      maximumRequestBytes: module.integer("maximum_request_bytes", of: op).map { Int($0) },
      requestsInFlight: module.integer("requests_in_flight", of: op).map { Int($0) },
      picojoulesPerByte: module.number("picojoules_per_byte", of: op),
      channels: module.words("channels", of: op))
  }
}

extension Core {
  fileprivate init?(_ op: OpID, in module: borrowing Module) {
    guard let name = module.string("sym_name", of: op) else { return nil }
    self.init(
      name: name, memories: module.words("memories", of: op), units: module.words("units", of: op))
  }
}

extension Channel {
  fileprivate init?(_ op: OpID, in module: borrowing Module) {
    guard let name = module.string("sym_name", of: op),
      let rate = module.number("bytes_per_cycle", of: op)
    else { return nil }
    self.init(name: name, bytesPerCycle: rate)
  }
}

extension CommandQueue {
  fileprivate init?(_ op: OpID, in module: borrowing Module) {
    guard let name = module.string("sym_name", of: op),
      let entries = module.integer("reservation_entries", of: op),
      let depth = module.integer("depth", of: op)
    else { return nil }
    self.init(name: name, reservationEntries: Int(entries), depth: Int(depth))
  }
}

extension Module {
  /// The value of the op's f64 attribute.
  func number(_ name: String, of op: OpID) -> Double? {
    guard let id = attribute(name, of: op), case .float(let bits, .f64) = attribute(id) else {
      return nil
    }
    return Double(bitPattern: bits)
  }

  /// The words that the op's array lists, none where it is absent.
  fileprivate func words(_ name: String, of op: OpID) -> [String] {
    guard let id = attribute(name, of: op) else { return [] }
    var words: [String] = []
    for element in arrayElements(id) ?? [] {
      if let word = stringValue(element) { words.append(word) }
    }
    return words
  }

  /// The table of operators of a vector unit, in the order of their names.
  fileprivate func vectorOperators(_ name: String, of op: OpID) -> [VectorOperator] {
    guard let table = attribute(name, of: op) else { return [] }
    var operators: [VectorOperator] = []
    for entry in entries(table) {
      var known = VectorOperator(name: string(entry.name))
      for figure in entries(entry.value) {
        guard case .float(let bits, .f64) = attribute(figure.value) else { continue }
        let value = Double(bitPattern: bits)
        if string(figure.name) == "operations" {
          known.operations = value
        } else {
          known.picojoules = value
        }
      }
      operators.append(known)
    }
    return operators
  }

  /// The tensors that the op's array of words lists, none where it is absent; nil where a word names none.
  fileprivate func tensorRoles(_ name: String, of op: OpID) -> [TensorRole]? {
    guard let id = attribute(name, of: op) else { return [] }
    var roles: [TensorRole] = []
    for element in arrayElements(id) ?? [] {
      guard let role = stringValue(element).flatMap({ TensorRole(rawValue: $0) }) else {
        return nil
      }
      roles.append(role)
    }
    return roles
  }

  /// The loops that the op's array of letters lists, `otherwise` where it is absent; nil where a letter names none.
  fileprivate func loops(
    _ name: String, of op: OpID, otherwise: LayerDimension?
  ) -> LayerDimensions? {
    guard let id = attribute(name, of: op) else {
      return LayerDimensions(otherwise.map { [$0] } ?? [])
    }
    var loops: LayerDimensions = []
    for element in arrayElements(id) ?? [] {
      guard let loop = stringValue(element).flatMap({ LayerDimension(letter: $0) }) else {
        return nil
      }
      loops.formUnion(LayerDimensions(loop))
    }
    return loops
  }

  /// The element kind that the op's type attribute names.
  fileprivate func elementKind(_ name: String, of op: OpID) -> ElementKind? {
    guard let id = attribute(name, of: op), case .type(let type) = attribute(id) else {
      return nil
    }
    switch self.type(type) {
    case .integer(let width, .signless): return ElementKind(rawValue: "i\(width)")
    case .float(let kind): return ElementKind(rawValue: kind.rawValue)
    default: return nil
    }
  }
}

import FuseIR

// Stages of kernels as sweeps of vectors: one loop of the stage runs over the lanes.

extension CEmitter {
  /// Writes a structured op as loops over vectors; false where none of its loops can run over lanes, and nothing was written.
  mutating func sweep(_ op: OpID, _ module: borrowing Module) throws(CUnsupported) -> Bool {
    // Results lie densely, and start from what lies so.
    if let view = StructuredOp(op, in: module) {
      try makeDense(view.outputs(in: module), op, module)
    }
    guard let sweep = CSweep(op, lanes: lanes ?? 1, strides, in: module) else { return false }
    var types: [CType] = []
    for operand in module.operands(of: op) { types.append(try type(operand, op, module)) }
    for index in sweep.outputs.indices where wideSums.contains(module.result(index, of: op)) {
      if let wide = CType(.float(.f32)) { types[sweep.inputs.count + index] = wide }
    }
    sumUnrounded(sweep.body, sweep.outputs.indices.map { sweep.inputs.count + $0 }, module)
    var outputs: [String] = []
    for (index, output) in sweep.outputs.enumerated() {
      outputs.append(
        try place(
          module.result(index, of: op), over: output, of: op,
          readsOutput: sweep.readsOutput[index] || !sweep.coversOutput[index], module))
    }
    open("{ /* \(module.name(of: op)) */", isPlain: true)
    var writer = SweepWriter(sweep: sweep, types: types, outputs: outputs, op: op)
    for (index, input) in sweep.inputs.enumerated() {
      if let prefetch = prefetches[input], prefetch.reader == op {
        writer.prefetches[index] = prefetch
      }
    }
    for index in sweep.outputs.indices where streamed.contains(module.result(index, of: op)) {
      writer.streamed.insert(index)
      if shifted.contains(module.result(index, of: op)) { writer.unaligned.insert(index) }
    }
    for loop in sweep.outerLoops {
      writer.variables[loop] = openSweepLoop(loop, sweep.bounds[loop])
    }
    if sweep.keepsOutputs {
      try compute(&writer, module)
    } else {
      try fold(&writer, module)
    }
    closeLoops(sweep.outerLoops.count)
    close()
    return true
  }

  /// Declares what shifts the streamed outputs whose rows don't all begin where vectors may be stored past the caches.
  private mutating func openShifts(_ writer: inout SweepWriter) {
    let sweep = writer.sweep
    guard sweep.bounds[sweep.laneLoop] >= Int64(2 * sweep.lanes),
      sweep.keepsOutputs || sweep.innerLoops.isEmpty
    else { return }
    writer.laneStart = "0"
    for index in writer.streamed.sorted() {
      let access = writer.outputAccess(index)
      let steps = sweep.outerLoops.map { access.strides[$0] } + [access.constant]
      let isAligned = steps.allSatisfy { $0 % Int64(sweep.lanes) == 0 }
      guard access.laneStride == 1, access.type.value == "float",
        !isAligned || writer.unaligned.contains(index)
      else { continue }
      let name = fresh("shift_")
      line("fusec_shift \(name) = fusec_shift_begin(&\(writer.place(of: access, lane: nil)));")
      writer.shifts[index] = name
    }
  }

  /// Stores what is left in the shifted outputs behind the last whole vector.
  private mutating func closeShifts(_ writer: inout SweepWriter) {
    for (_, name) in writer.shifts.sorted(by: { $0.key < $1.key }) {
      line("fusec_shift_end(&\(name));")
    }
    writer.shifts = [:]
  }

  private mutating func openSweepLoop(_ loop: Int, _ extent: Int64) -> String {
    open("for (long long d\(loop) = 0; d\(loop) < \(extent); d\(loop)++)")
    return "d\(loop)"
  }

  /// The lanes run over elements of the outputs: those are kept in vectors while the reductions run.
  private mutating func compute(
    _ writer: inout SweepWriter, _ module: borrowing Module
  ) throws(CUnsupported) {
    let sweep = writer.sweep
    let hoisted = try loadScalars(&writer, module)
    openShifts(&writer)
    for part in sweep.parts {
      let isTail = part.count < sweep.lanes
      writer.active = part.count
      if isTail || part.extent == part.count {
        open("{", isPlain: true)
        writer.laneStart = "\(part.start)"
      } else {
        open("for (long long v = 0; v < \(part.extent); v += \(sweep.lanes))")
        writer.laneStart = "v"
      }
      var accumulators: [String] = []
      for index in sweep.outputs.indices {
        let name = fresh("o")
        let vector = try vectorType(writer.outputType(index), writer.op)
        line("\(vector) \(name) = {0};")
        if sweep.readsOutput[index] { load(name, writer.outputAccess(index), writer) }
        accumulators.append(name)
      }
      for loop in sweep.innerLoops {
        writer.variables[loop] = openSweepLoop(loop, sweep.bounds[loop])
      }
      let yielded = try body(writer, hoisted, accumulators, module)
      for (name, value) in zip(accumulators, yielded) { line("\(name) = \(value);") }
      closeLoops(sweep.innerLoops.count)
      for (index, name) in accumulators.enumerated() {
        store(name, ofOutput: index, writer)
      }
      close()
      if !isTail { closeShifts(&writer) }
    }
  }

  /// Some outputs are sums over the lanes, or the like: they have several vectors of partial results, which become one number.
  /// Those of which the lanes are elements are stored as they are computed.
  private mutating func fold(
    _ writer: inout SweepWriter, _ module: borrowing Module
  ) throws(CUnsupported) {
    let sweep = writer.sweep
    let hoisted = try loadScalars(&writer, module)
    let copies = sweep.copies
    var accumulators: [[String]] = []
    for index in sweep.outputs.indices {
      guard sweep.combinations[index] != .none else {
        accumulators.append([])
        continue
      }
      let type = writer.outputType(index)
      let vector = try vectorType(type, writer.op)
      let start = try identity(of: sweep.combinations[index], type, writer.op)
      accumulators.append(
        (0..<copies).map { _ in
          let name = fresh("o")
          line("\(vector) \(name) = \(splat(start, type, vector));")
          return name
        })
    }
    openShifts(&writer)
    for loop in sweep.innerLoops {
      writer.variables[loop] = openSweepLoop(loop, sweep.bounds[loop])
    }
    for part in sweep.parts {
      writer.active = part.count
      if part.count < sweep.lanes || part.extent == part.count {
        open("{", isPlain: true)
        try step(&writer, at: "\(part.start)", accumulators, copy: 0, hoisted, module)
        close()
        continue
      }
      let wide = part.extent / Int64(sweep.lanes * copies) * Int64(sweep.lanes * copies)
      if wide > 0 {
        open("for (long long v = 0; v < \(wide); v += \(sweep.lanes * copies))")
        for copy in 0..<copies {
          open("{", isPlain: true)
          try step(
            &writer, at: copy == 0 ? "v" : "v + \(copy * sweep.lanes)", accumulators, copy: copy,
            hoisted, module)
          close()
        }
        close()
      }
      if wide < part.extent {
        open("for (long long v = \(wide); v < \(part.extent); v += \(sweep.lanes))")
        try step(&writer, at: "v", accumulators, copy: 0, hoisted, module)
        close()
      }
      closeShifts(&writer)
    }
    closeLoops(sweep.innerLoops.count)
    for (index, names) in accumulators.enumerated() where !names.isEmpty {
      try finish(index, names, writer, module)
    }
  }

  private mutating func step(
    _ writer: inout SweepWriter, at start: String, _ accumulators: [[String]], copy: Int,
    _ hoisted: [Int: String], _ module: borrowing Module
  ) throws(CUnsupported) {
    let sweep = writer.sweep
    writer.laneStart = start
    var own: [String] = []
    for (index, names) in accumulators.enumerated() {
      guard names.isEmpty else {
        own.append(names[copy])
        continue
      }
      let element = fresh("o")
      let vector = try vectorType(writer.outputType(index), writer.op)
      line("\(vector) \(element) = {0};")
      if sweep.readsOutput[index] { load(element, writer.outputAccess(index), writer) }
      own.append(element)
    }
    let yielded = try body(writer, hoisted, own, module)
    for (index, value) in yielded.enumerated() {
      if accumulators[index].isEmpty {
        line("\(own[index]) = \(value);")
        store(own[index], ofOutput: index, writer)
        continue
      }
      guard writer.active < sweep.lanes else {
        line("\(own[index]) = \(value);")
        continue
      }
      // Lanes behind the end keep what they have.
      line("for (int l = 0; l < \(writer.active); l++) \(own[index])[l] = (\(value))[l];")
    }
  }

  /// Combines the lanes of the partial results with what the output held.
  private mutating func finish(
    _ index: Int, _ names: [String], _ writer: SweepWriter, _ module: borrowing Module
  ) throws(CUnsupported) {
    let sweep = writer.sweep
    let type = writer.outputType(index)
    let combination = sweep.combinations[index]
    let total = names[0]
    var distance = names.count / 2
    var rest = names
    while distance >= 1 {
      for place in 0..<distance {
        let sum = try combinedLanes(
          rest[place], rest[place + distance], by: combination, type, writer.op)
        line("\(rest[place]) = \(sum);")
      }
      rest = Array(rest[..<distance])
      distance /= 2
    }
    // The upper half of the lanes onto the lower one, until one is left.
    var half = sweep.lanes / 2
    while half >= 1 {
      let order = (0..<sweep.lanes).map { "\(($0 + half) % sweep.lanes)" }
      let other = "__builtin_shufflevector(\(total), \(total), \(order.joined(separator: ", ")))"
      line(
        "\(total) = \(try combinedLanes(total, other, by: combination, type, writer.op));")
      half /= 2
    }
    let value = "\(total)[0]"
    let place = writer.place(of: writer.outputAccess(index), lane: nil)
    let sum = try combined(type.load(place), value, by: combination, type, writer.op)
    line(type.store(sum, to: place))
  }

  // MARK: Elements

  /// Loads operands that are one number for the whole sweep, before it.
  private mutating func loadScalars(
    _ writer: inout SweepWriter, _ module: borrowing Module
  ) throws(CUnsupported) -> [Int: String] {
    var names: [Int: String] = [:]
    let sweep = writer.sweep
    for (index, input) in sweep.inputs.enumerated() where sweep.readsInput[index] {
      let type = writer.types[index]
      if module.shape(of: input) == nil {
        names[index] = name(input)
      } else if sweep.isFixed(index) {
        let variable = fresh("x")
        let place = writer.place(of: writer.inputAccess(index, name(input)), lane: nil)
        line("const \(type.value) \(variable) = \(type.load(place));")
        names[index] = variable
      }
    }
    return names
  }

  /// The ops of the body on vectors; returns the vectors that it yields.
  private mutating func body(
    _ writer: SweepWriter, _ hoisted: [Int: String], _ accumulators: [String],
    _ module: borrowing Module
  ) throws(CUnsupported) -> [String] {
    let sweep = writer.sweep
    var vectors: [ValueID: LaneVector] = [:]
    let arguments = module.arguments(of: sweep.body)
    for (index, input) in sweep.inputs.enumerated() where sweep.readsInput[index] {
      let type = writer.types[index]
      let vector = try vectorType(type, writer.op)
      let variable = fresh("x")
      if let scalar = hoisted[index] {
        line("const \(vector) \(variable) = \(splat(scalar, type, vector));")
      } else {
        line("\(vector) \(variable) = {0};")
        let access = writer.inputAccess(index, name(input))
        load(variable, access, writer)
        if let prefetch = writer.prefetches[index] { self.prefetch(prefetch, access, writer) }
      }
      vectors[arguments[index]] = LaneVector(text: variable, isUniform: hoisted[index] != nil)
    }
    for (index, accumulator) in accumulators.enumerated() {
      vectors[arguments[sweep.inputs.count + index]] = LaneVector(
        text: accumulator, isUniform: false)
    }
    for inner in module.ops(of: sweep.body) {
      if module.traits(of: inner).contains(.terminator) {
        var yielded: [String] = []
        for operand in module.operands(of: inner) {
          yielded.append(try vector(operand, &vectors, inner, module).text)
        }
        return yielded
      }
      if module.opcode(of: inner).is(ArithOp.constant) {
        try scalarConstant(inner, module)
      } else if module.opcode(of: inner).is(LinalgOp.index) {
        try laneIndex(inner, writer, &vectors, module)
      } else if module.opcode(of: inner).is(TensorOp.extract) {
        try laneExtract(inner, writer, &vectors, module)
      } else if vectors[module.result(of: inner)] == nil {
        try laneOperation(inner, &vectors, module)
      }
    }
    return []
  }

  /// The vector of a value: a number from outside or a constant is in all lanes.
  private mutating func vector(
    _ value: ValueID, _ vectors: inout [ValueID: LaneVector], _ op: OpID,
    _ module: borrowing Module
  ) throws(CUnsupported) -> LaneVector {
    if let vector = vectors[value] { return vector }
    let type = try type(value, op, module)
    let text = splat(name(value), type, try vectorType(type, op))
    let vector = LaneVector(text: text, isUniform: true)
    vectors[value] = vector
    return vector
  }

  private mutating func laneIndex(
    _ op: OpID, _ writer: SweepWriter, _ vectors: inout [ValueID: LaneVector],
    _ module: borrowing Module
  ) throws(CUnsupported) {
    let loop = Int(module.integer("dim", of: op) ?? 0)
    let index = loop == writer.sweep.laneLoop ? writer.laneStart : writer.variables[loop] ?? "0"
    let isUniform = loop != writer.sweep.laneLoop
    // Where only its lower half counts, it is computed as such.
    let result = module.result(of: op)
    let casts = module.uses(of: result).map(\.user)
    let isNarrow = casts.allSatisfy { user in
      module.opcode(of: user).is(ArithOp.indexCast)
        && CType(module.result(of: user), in: module)?.value == "int"
    }
    let vector = isNarrow ? "fusec_vi" : "fusec_vl"
    let variable = fresh("x")
    let lanes = isUniform ? "" : " + fusec_places_\(isNarrow ? "vi" : "vl")()"
    line(
      "const \(vector) \(variable) = FUSEC_SPLAT(\(vector), \(isNarrow ? "(int)" : "")(\(index)))\(lanes);"
    )
    vectors[result] = LaneVector(text: variable, isUniform: isUniform)
    if isNarrow {
      for user in casts { vectors[module.result(of: user)] = vectors[result] }
    }
  }

  /// Reads an element for each lane from a tensor that the body asks for by index: one for all lanes, consecutive ones at once, or
  /// one after the other.
  private mutating func laneExtract(
    _ op: OpID, _ writer: SweepWriter, _ vectors: inout [ValueID: LaneVector],
    _ module: borrowing Module
  ) throws(CUnsupported) {
    let source = module.operand(0, of: op)
    let result = module.result(of: op)
    let type = try type(source, op, module)
    let vectorName = try vectorType(type, op)
    let sourceShape = try shape(source, op, module)
    let distances = strides[source] ?? Self.strides(sourceShape)
    var indices: [LaneVector] = []
    let places = module.operands(of: op).dropFirst()
    for index in places { indices.append(try vector(index, &vectors, op, module)) }
    func place(_ lane: String) -> String {
      let terms = zip(indices, distances).map { "(long long)(\($0.text))[\(lane)] * \($1)" }
      return "\(name(source))[\(terms.isEmpty ? "0" : terms.joined(separator: " + "))]"
    }
    let variable = fresh("x")
    let isUniform = indices.allSatisfy(\.isUniform)
    vectors[result] = LaneVector(text: variable, isUniform: isUniform)
    if isUniform {
      return line(
        "const \(vectorName) \(variable) = \(splat(type.load(place("0")), type, vectorName));")
    }
    line("\(vectorName) \(variable) = {0};")
    let isDirect = type.conversion == nil && type.element != .i1
    if isDirect, distances.last == 1, indices.dropLast().allSatisfy(\.isUniform),
      let last = places.last, isConsecutive(last, writer.sweep, vectors, module)
    {
      let isWhole = writer.active == writer.sweep.lanes
      let bytes = isWhole ? "sizeof \(variable)" : "\(writer.active * type.bytes)"
      return line("__builtin_memcpy(&\(variable), &\(place("0")), \(bytes));")
    }
    // Lanes behind the end have indices that nobody checked.
    let element = type.load(place("l"))
    line(
      "for (int l = 0; l < \(writer.active); l++) \(variable)[l] = "
        + "\(type.element == .i1 ? "-(int)(\(element))" : element);")
  }

  /// Whether an index grows by one from lane to lane.
  private func isConsecutive(
    _ value: ValueID, _ sweep: CSweep, _ vectors: [ValueID: LaneVector], _ module: borrowing Module
  ) -> Bool {
    guard let op = module.definingOp(of: value) else { return false }
    if module.opcode(of: op).is(LinalgOp.index) {
      return module.integer("dim", of: op).map { Int($0) } == sweep.laneLoop
    }
    guard module.opcode(of: op).is(ArithOp.addi) else { return false }
    let (a, b) = (module.operand(0, of: op), module.operand(1, of: op))
    func isUniform(_ value: ValueID) -> Bool { vectors[value]?.isUniform ?? false }
    return isUniform(a) && isConsecutive(b, sweep, vectors, module)
      || isUniform(b) && isConsecutive(a, sweep, vectors, module)
  }

  /// Writes an op on vectors, as one expression where C has it for vectors, else lane by lane.
  private mutating func laneOperation(
    _ op: OpID, _ vectors: inout [ValueID: LaneVector], _ module: borrowing Module
  ) throws(CUnsupported) {
    let result = module.result(of: op)
    let type = try type(result, op, module)
    let vectorName = try vectorType(type, op)
    var operands: [LaneVector] = []
    var types: [CType] = []
    for operand in module.operands(of: op) {
      operands.append(try vector(operand, &vectors, op, module))
      types.append(try self.type(operand, op, module))
    }
    let variable = fresh("x")
    vectors[result] = LaneVector(
      text: variable, isUniform: operands.allSatisfy(\.isUniform))
    if let text = CVectorExpression(op, operands, types, type, in: module).text {
      return line("const \(vectorName) \(variable) = \(text);")
    }
    line("\(vectorName) \(variable);")
    open("for (int l = 0; l < FUSEC_LANES; l++)")
    var elements: [String] = []
    for (operand, type) in zip(operands, types) {
      let element = fresh("e")
      let lane = "(\(operand.text))[l]"
      line(
        "const \(type.value) \(element) = \(type.element == .i1 ? "(unsigned char)(\(lane) & 1)" : lane);"
      )
      elements.append(element)
    }
    let text = try expression(op, elements, module)
    line("\(variable)[l] = \(type.element == .i1 ? "-(int)(\(text))" : text);")
    close()
  }

  // MARK: Vectors

  private func vectorType(_ type: CType, _ op: OpID) throws(CUnsupported) -> String {
    // Truth is a mask of the width of a float.
    if type.element == .i1 { return "fusec_vi" }
    guard let name = CVectorLibrary.vector(of: type.value) else {
      throw CUnsupported(op: op, reason: "there are no vectors of \(type.element.name)")
    }
    return name
  }

  private func splat(_ scalar: String, _ type: CType, _ vector: String) -> String {
    type.element == .i1
      ? "FUSEC_SPLAT(\(vector), -(int)(\(scalar)))"
      : "FUSEC_SPLAT(\(vector), (\(type.value))(\(scalar)))"
  }

  /// Fills the active lanes of a vector from memory.
  private mutating func load(_ name: String, _ access: SweepWriter.Access, _ writer: SweepWriter) {
    let type = access.type
    let isDirect = type.conversion == nil && type.element != .i1
    if access.laneStride == 1, isDirect {
      let bytes =
        writer.active == writer.sweep.lanes ? "sizeof \(name)" : "\(writer.active * type.bytes)"
      line("__builtin_memcpy(&\(name), &\(writer.place(of: access, lane: nil)), \(bytes));")
      return
    }
    let element = type.load(writer.place(of: access, lane: "l"))
    line(
      "for (int l = 0; l < \(writer.active); l++) \(name)[l] = "
        + "\(type.element == .i1 ? "-(int)\(element)" : element);")
  }

  /// Asks for the lines of the row ahead that lie as the vector does in this one.
  private mutating func prefetch(
    _ prefetch: RowPrefetch, _ access: SweepWriter.Access, _ writer: SweepWriter
  ) {
    guard access.laneStride == 1, writer.active == writer.sweep.lanes else { return }
    let place = writer.place(of: access, lane: nil)
    for line in stride(from: 0, to: writer.active * access.type.bytes, by: 64) {
      self.line("FUSEC_PREFETCH(\(place), \(prefetch.distance + Int64(line)), \(prefetch.level));")
    }
  }

  private mutating func store(_ name: String, ofOutput index: Int, _ writer: SweepWriter) {
    let access = writer.outputAccess(index)
    let type = access.type
    let isDirect = type.conversion == nil && type.element != .i1
    if writer.streamed.contains(index), access.laneStride == 1, isDirect, type.value == "float",
      writer.active == writer.sweep.lanes
    {
      if let shift = writer.shifts[index] { return line("fusec_shift_store(&\(shift), \(name));") }
      return line("fusec_stream_vf(&\(writer.place(of: access, lane: nil)), \(name));")
    }
    if access.laneStride == 1, isDirect {
      let bytes =
        writer.active == writer.sweep.lanes ? "sizeof \(name)" : "\(writer.active * type.bytes)"
      line("__builtin_memcpy(&\(writer.place(of: access, lane: nil)), &\(name), \(bytes));")
      return
    }
    let element = type.element == .i1 ? "(unsigned char)(\(name)[l] & 1)" : "\(name)[l]"
    line(
      "for (int l = 0; l < \(writer.active); l++) "
        + type.store(element, to: writer.place(of: access, lane: "l")))
  }
}

/// A vector in C.
struct LaneVector {
  let text: String
  /// Whether all lanes are the same, and stay so through the sweep.
  let isUniform: Bool
}

/// What is known while a sweep is written.
struct SweepWriter {
  /// Where elements of a tensor lie along the loops.
  struct Access {
    let name: String
    let type: CType
    let constant: Int64
    let strides: [Int64]
    let laneStride: Int64
  }

  let sweep: CSweep
  /// Of all operands.
  let types: [CType]
  let outputs: [String]
  let op: OpID
  /// By loop, its variable in C.
  var variables: [Int: String] = [:]
  /// The index of the first lane.
  var laneStart = "0"
  /// How many lanes there are elements for.
  var active = 0
  /// By input, what is to be in the caches for a later row.
  var prefetches: [Int: RowPrefetch] = [:]
  /// The outputs that are stored past the caches.
  var streamed: Set<Int> = []
  /// By output that is stored so from rows that begin anywhere in a line of memory, the variable that shifts it.
  var shifts: [Int: String] = [:]
  /// The streamed outputs whose rows begin anywhere in a line.
  var unaligned: Set<Int> = []

  func outputType(_ index: Int) -> CType { types[sweep.inputs.count + index] }

  func inputAccess(_ index: Int, _ name: String) -> Access {
    access(sweep.accesses[index], name, types[index])
  }

  func outputAccess(_ index: Int) -> Access {
    access(sweep.accesses[sweep.inputs.count + index], outputs[index], outputType(index))
  }

  private func access(_ access: CSweep.Access, _ name: String, _ type: CType) -> Access {
    Access(
      name: name, type: type, constant: access.constant, strides: access.strides,
      laneStride: access.strides[sweep.laneLoop])
  }

  /// The element of a lane; of the first one for nil.
  func place(of access: Access, lane: String?) -> String {
    var terms = access.constant == 0 ? [] : ["\(access.constant)"]
    for (loop, stride) in access.strides.enumerated() where stride != 0 {
      if loop == sweep.laneLoop {
        let index = lane.map { "(\(laneStart) + \($0))" } ?? "(\(laneStart))"
        terms.append(stride == 1 ? index : "\(index) * \(stride)")
      } else {
        let variable = variables[loop] ?? "0"
        terms.append(stride == 1 ? variable : "\(variable) * \(stride)")
      }
    }
    return "\(access.name)[\(terms.isEmpty ? "0" : terms.joined(separator: " + "))]"
  }
}

import FuseIR

// A sweep: the loops around, the iterations that threads share, a vector of them at a time, and the loops inside.

extension CUDARowsWriter {
  /// The type of indices: 32 bits where that is enough.
  var index: String { usesLongIndices ? "long long" : "int" }

  /// Which of a thread's numbers the element at hand is, in arrays that hold those of a row.
  var slot: String {
    let step = shape.steps == 1 ? "" : shape.vector == 1 ? "k" : "k * \(shape.vector)"
    let parts = [step, shape.vector == 1 ? "" : "v"].filter { !$0.isEmpty }
    return parts.isEmpty ? "0" : parts.joined(separator: " + ")
  }

  // MARK: Loops

  /// The names of a sweep's loops; one of one iteration is at 0.
  func loopNames(_ sweep: CUDASweep) -> [String] {
    sweep.bounds.indices.map { sweep.bounds[$0] == 1 ? "0" : sweep.shared == [$0] ? "p" : "d\($0)" }
  }

  /// Opens the loop over a thread's share of the shared iterations, `vector` at a time: `k` counts them, `p0` is the first.
  mutating func openShared(_ sweep: CUDASweep, vector: Int) {
    let width = shape.scheme == .elements ? shape.vectors : shape.group
    let vectors = (Int(sweep.count) + vector - 1) / vector
    let steps = (vectors + width - 1) / width
    if steps == 1 {
      emitter.open("{", isPlain: true)
    } else {
      if sweep.count == shape.elements, !shape.kept.isEmpty || !shape.keptSums.isEmpty {
        emitter.line("#pragma unroll")
      }
      emitter.open("for (int k = 0; k < \(steps); k++)")
    }
    let thread = width == 1 ? steps == 1 ? "0" : "k" : steps == 1 ? "t" : "k * \(width) + t"
    emitter.line(
      "const \(index) p0 = \(vector == 1 ? thread : "(\(thread)) * \(vector)");")
    if steps * width == vectors {
      emitter.open("{", isPlain: true)
    } else {
      emitter.open("if (p0 < \(sweep.count))")
    }
  }

  mutating func closeShared() {
    emitter.close()
    emitter.close()
  }

  /// Opens the loop over the elements of a vector: `v` counts them, `p` is the iteration.
  mutating func openVector(_ sweep: CUDASweep, _ vector: Int) {
    if vector > 1 {
      emitter.line("#pragma unroll")
      emitter.open("for (int v = 0; v < \(vector); v++)")
      emitter.line("const \(index) p = p0 + v;")
    } else {
      emitter.open("{", isPlain: true)
      emitter.line("const \(index) p = p0;")
    }
    guard sweep.shared.count > 1 else { return }
    var behind = sweep.count
    for (place, loop) in sweep.shared.enumerated() {
      let extent = sweep.bounds[loop]
      behind = extent == 0 ? 0 : behind / extent
      var text = behind <= 1 ? "p" : "p / \(behind)"
      if place > 0, extent > 0 { text += " % \(extent)" }
      emitter.line("const \(index) d\(loop) = \(text);")
    }
  }

  mutating func closeVector() { emitter.close() }

  private mutating func openLoops(_ loops: [Int], _ sweep: CUDASweep) {
    for loop in loops {
      emitter.open("for (\(index) d\(loop) = 0; d\(loop) < \(sweep.bounds[loop]); d\(loop)++)")
    }
  }

  private mutating func closeLoops(_ loops: [Int]) { for _ in loops { emitter.close() } }

  // MARK: Elements

  /// An element of a tile at the sweep's loops.
  mutating func element(
    _ value: ValueID, _ map: AffineMap, _ sweep: CUDASweep, vector: Int, _ type: CType,
    _ module: borrowing Module
  ) throws(CUnsupported) -> String {
    guard module.shape(of: value) != nil else { return emitter.name(value) }
    switch tiles[value] {
    case .number(let text)?: return text
    case .registers(let name)?: return "\(name)[\(slot)]"
    case .memory(let memory)?:
      let access = CUDAAccess(memory, map, rowRank: part.rows.count)
      let place = access.text(rowNames, loopNames(sweep), sweep, shared: "p")
      return type.load("\(memory.name)[\(place)]")
    case nil:
      throw CUnsupported(op: sweep.op, reason: "it reads a tile that has no elements")
    }
  }

  /// A store of an element of a result, or its combination with those of other rows; `pack` collects a vector of them.
  mutating func store(
    _ text: String, to result: Int, _ results: [String], _ map: AffineMap, _ sweep: CUDASweep,
    vector: Int, pack: String? = nil, isNumber: Bool = false, _ module: borrowing Module
  ) throws(CUnsupported) {
    let target = part.results[result]
    let type = try emitter.type(target.result, part.op, module)
    var conditions = isNumber ? ["t == 0"] : []
    if hasCondition { conditions.append("valid") }
    let condition = conditions.isEmpty ? "" : "if (\(conditions.joined(separator: " && "))) "
    if let pack { return emitter.line(type.store(text, to: "\(pack).x[v]")) }
    let name: String
    switch sum(of: result) {
    case .registers(let sums, let isOne):
      let own = isOne ? "\(sums)[0]" : "\(sums)[\(slot)]"
      // A number is in all threads, and so is its sum.
      let added = try emitter.combined(own, text, by: target.combine, type, part.op)
      return emitter.line("\(hasCondition ? "if (valid) " : "")\(own) = \(added);")
    case .memory(let partial): name = partial
    case nil: name = results[result]
    }
    let memory = CUDAMemory(
      name: name, type: type, shape: try emitter.shape(target.result, part.op, module),
      map: target.map)
    let access = CUDAAccess(memory, map, rowRank: part.rows.count)
    let place =
      "\(name)[\(access.text(rowNames, loopNames(sweep), sweep, shared: isNumber ? "0" : "p"))]"
    if target.combine != .none {
      let added = try emitter.combined(place, text, by: target.combine, type, part.op)
      return emitter.line("\(condition)\(place) = \(added);")
    }
    emitter.line("\(condition)\(type.store(text, to: place))")
  }

  /// Whether a vector of a tile's elements is read or written at once.
  private func isPacked(
    _ memory: CUDAMemory, _ map: AffineMap, _ sweep: CUDASweep, _ vector: Int
  ) -> Bool {
    vector > 1
      && CUDAAccess(memory, map, rowRank: part.rows.count).isAligned(vector, sweep)
      && memory.type.bytes * vector <= 16
  }

  private func packType(_ type: CType, _ vector: Int) -> String {
    "fusec_pack<\(type.storage), \(vector)>"
  }

  // MARK: Sweeps

  /// Writes a sweep.
  mutating func write(
    _ sweep: CUDASweep, _ results: [String], _ module: borrowing Module
  ) throws(CUnsupported) {
    emitter.line("/* \(module.name(of: sweep.op)) */")
    if sweep.isNumber { return try writeNumber(sweep, results, module) }
    let isLong = sweep.count == shape.elements
    var vector = shape.vector
    while vector > 1, sweep.count % Int64(vector) != 0 { vector /= 2 }
    var holders: [CUDATile?] = []
    var types: [CType] = []
    var names: [String] = []
    for index in sweep.outputs.indices {
      let value = module.result(index, of: sweep.op)
      let type = try emitter.type(value, sweep.op, module)
      types.append(type)
      let isOne = !sweep.isElement[index] && sweep.around.isEmpty
      let isRead = module.uses(of: value).contains { sweeps[$0.user] != nil }
      holders.append(isRead && !isOne ? try place(value, sweep.op, index, module) : nil)
      let name = emitter.fresh("o")
      names.append(name)
      if isOne { emitter.line("\(type.value) \(name);") }
    }
    openLoops(sweep.around, sweep)
    for index in sweep.outputs.indices where !sweep.isElement[index] {
      let start = try start(of: index, sweep, vector, types[index], module)
      if !sweep.around.isEmpty { emitter.line("\(types[index].value) \(names[index]);") }
      emitter.line("\(names[index]) = \(start);")
    }
    openShared(sweep, vector: vector)
    let packs = try loadPacks(sweep, vector, module)
    let outputs = try declarePacks(sweep, vector, holders, results, module)
    openVector(sweep, vector)
    for index in sweep.outputs.indices where sweep.isElement[index] {
      let start =
        sweep.readsOutput[index]
        ? " = "
          + (try element(
            sweep.outputs[index], sweep.maps[sweep.inputs.count + index], sweep, vector: vector,
            types[index], module)) : ""
      emitter.line("\(types[index].value) \(names[index])\(start);")
    }
    openLoops(sweep.inside, sweep)
    let yielded = try compute(sweep, names, packs, vector, isLong, module)
    var copies = yielded
    if yielded.count > 1 {
      for (index, value) in yielded.enumerated() {
        copies[index] = emitter.fresh("y")
        emitter.line("const \(types[index].value) \(copies[index]) = \(value);")
      }
    }
    for (name, value) in zip(names, copies) { emitter.line("\(name) = \(value);") }
    closeLoops(sweep.inside)
    for index in sweep.outputs.indices where sweep.isElement[index] {
      try keep(
        names[index], index, holders[index], sweep, results, vector, outputs, types[index], module)
    }
    closeVector()
    for (_, pack) in outputs.sorted(by: { $0.key < $1.key }) {
      emitter.line(
        "\(hasCondition ? "if (valid) " : "")*(\(pack.type) *)&\(pack.place) = \(pack.name);")
    }
    closeShared()
    try combine(sweep, names, types, module)
    for index in sweep.outputs.indices where !sweep.isElement[index] {
      let map = sweep.maps[sweep.inputs.count + index]
      let value = module.result(index, of: sweep.op)
      if case .memory(let memory)? = holders[index] {
        let access = CUDAAccess(memory, map, rowRank: part.rows.count)
        let place = access.text(rowNames, loopNames(sweep), sweep, shared: "0")
        emitter.line(
          (isGroup ? "if (t == 0) " : "")
            + types[index].store(names[index], to: "\(memory.name)[\(place)]"))
      }
      for result in part.results.indices where part.results[result].value == value {
        try store(
          names[index], to: result, results, map, sweep, vector: 1, isNumber: true, module)
      }
    }
    closeLoops(sweep.around)
    for (index, holder) in holders.enumerated() {
      let value = module.result(index, of: sweep.op)
      if let holder {
        tiles[value] = holder
      } else if !sweep.isElement[index], sweep.around.isEmpty {
        tiles[value] = .number(names[index])
      }
    }
    for (index, input) in sweep.inputs.enumerated() where sweep.readsInput[index] {
      if let array = takePending(input) { tiles[input] = .registers(array) }
    }
    if KernelPlace.places(of: sweep.op, in: module) == nil { synchronize(always: false) }
  }

  /// Writes a sweep without loops: each thread computes the numbers for itself.
  private mutating func writeNumber(
    _ sweep: CUDASweep, _ results: [String], _ module: borrowing Module
  ) throws(CUnsupported) {
    var starts: [String] = []
    for (index, output) in sweep.outputs.enumerated() {
      let type = try emitter.type(output, sweep.op, module)
      let map = sweep.maps[sweep.inputs.count + index]
      starts.append(
        sweep.readsOutput[index]
          ? try element(output, map, sweep, vector: 1, type, module) : "0")
    }
    let yielded = try compute(sweep, starts, [:], 1, false, module)
    for (index, text) in yielded.enumerated() {
      let value = module.result(index, of: sweep.op)
      let name = emitter.fresh("o")
      emitter.line("const \(try emitter.type(value, sweep.op, module).value) \(name) = \(text);")
      tiles[value] = .number(name)
      for result in part.results.indices where part.results[result].value == value {
        try store(
          name, to: result, results, sweep.maps[sweep.inputs.count + index], sweep, vector: 1,
          isNumber: true, module)
      }
    }
  }

  /// What a combined output starts from in each thread: what changes nothing, or where one thread has all, the start itself.
  private mutating func start(
    of output: Int, _ sweep: CUDASweep, _ vector: Int, _ type: CType, _ module: borrowing Module
  ) throws(CUnsupported) -> String {
    guard isGroup, let combination = sweep.combinations[output] else {
      guard sweep.readsOutput[output] else { return "0" }
      return try element(
        sweep.outputs[output], sweep.maps[sweep.inputs.count + output], sweep, vector: vector, type,
        module)
    }
    return try emitter.identity(of: combination, type, sweep.op)
  }

  /// Reads vectors of inputs.
  private mutating func loadPacks(
    _ sweep: CUDASweep, _ vector: Int, _ module: borrowing Module
  ) throws(CUnsupported) -> [Int: String] {
    var packs: [Int: String] = [:]
    for (index, input) in sweep.inputs.enumerated() where sweep.readsInput[index] {
      guard case .memory(let memory)? = tiles[input],
        isPacked(memory, sweep.maps[index], sweep, vector)
      else { continue }
      let access = CUDAAccess(memory, sweep.maps[index], rowRank: part.rows.count)
      if let linear = access.linear,
        sweep.inside.contains(where: { linear.coefficients[part.rows.count + $0] != 0 })
      {
        continue
      }
      let name = emitter.fresh("pack")
      let type = packType(memory.type, vector)
      let place = access.text(rowNames, loopNames(sweep), sweep, shared: "p0")
      emitter.line("const \(type) \(name) = *(const \(type) *)&\(memory.name)[\(place)];")
      packs[index] = name
    }
    return packs
  }

  /// A vector of a result that is written at once.
  private struct OutputPack {
    let name: String
    let type: String
    let place: String
  }

  private mutating func declarePacks(
    _ sweep: CUDASweep, _ vector: Int, _ holders: [CUDATile?], _ results: [String],
    _ module: borrowing Module
  ) throws(CUnsupported) -> [Int: OutputPack] {
    var packs: [Int: OutputPack] = [:]
    for index in sweep.outputs.indices where sweep.isElement[index] {
      let value = module.result(index, of: sweep.op)
      for (number, result) in part.results.enumerated()
      where result.value == value && result.combine == .none {
        let type = try emitter.type(result.result, part.op, module)
        let memory = CUDAMemory(
          name: results[number], type: type,
          shape: try emitter.shape(result.result, part.op, module), map: result.map)
        let map = sweep.maps[sweep.inputs.count + index]
        guard isPacked(memory, map, sweep, vector) else { continue }
        let access = CUDAAccess(memory, map, rowRank: part.rows.count)
        let place = access.text(rowNames, loopNames(sweep), sweep, shared: "p0")
        let pack = OutputPack(
          name: emitter.fresh("pack"), type: packType(type, vector),
          place: "\(results[number])[\(place)]")
        emitter.line("\(pack.type) \(pack.name);")
        packs[number] = pack
      }
    }
    return packs
  }

  /// Writes the body for one iteration, and returns what it yields.
  private mutating func compute(
    _ sweep: CUDASweep, _ outputs: [String], _ packs: [Int: String], _ vector: Int, _ isLong: Bool,
    _ module: borrowing Module
  ) throws(CUnsupported) -> [String] {
    var arguments: [String] = []
    var loaded: [String: String] = [:]
    for (index, input) in sweep.inputs.enumerated() {
      guard sweep.readsInput[index] else {
        arguments.append("0")
        continue
      }
      let type = try emitter.type(input, sweep.op, module)
      let text: String
      if let pack = packs[index] {
        text = type.load("\(pack).x[v]")
      } else {
        text = try element(input, sweep.maps[index], sweep, vector: vector, type, module)
      }
      if case .number? = tiles[input] {
        arguments.append(text)
        continue
      }
      if let same = loaded[text] {
        if isLong, let array = pendingArray(input) { emitter.line("\(array)[\(slot)] = \(same);") }
        arguments.append(same)
        continue
      }
      let name = emitter.fresh("x")
      emitter.line("const \(type.value) \(name) = \(text);")
      if isLong, let array = pendingArray(input) {
        emitter.line("\(array)[\(slot)] = \(name);")
      }
      loaded[text] = name
      arguments.append(name)
    }
    arguments += outputs
    emitter.roundsOps = !sweep.sumsNarrowProducts
    defer { emitter.roundsOps = true }
    return try emitter.elementBody(
      sweep.body, arguments, indices: loopNames(sweep), module)
  }

  /// Keeps an element of an output where later sweeps read it, and writes it to the results that it is of.
  private mutating func keep(
    _ name: String, _ output: Int, _ holder: CUDATile?, _ sweep: CUDASweep, _ results: [String],
    _ vector: Int, _ packs: [Int: OutputPack], _ type: CType, _ module: borrowing Module
  ) throws(CUnsupported) {
    let map = sweep.maps[sweep.inputs.count + output]
    switch holder {
    case .registers(let array)?:
      emitter.line("\(array)[\(slot)] = \(name);")
    case .memory(let memory)?:
      let access = CUDAAccess(memory, map, rowRank: part.rows.count)
      let place = access.text(rowNames, loopNames(sweep), sweep, shared: "p")
      emitter.line(type.store(name, to: "\(memory.name)[\(place)]"))
    case .number?, nil: break
    }
    let value = module.result(output, of: sweep.op)
    for result in part.results.indices where part.results[result].value == value {
      try store(
        name, to: result, results, map, sweep, vector: vector, pack: packs[result]?.name, module)
    }
  }

  // MARK: Combination

  /// Combines what the threads of a row have, so that all of them have the whole.
  private mutating func combine(
    _ sweep: CUDASweep, _ names: [String], _ types: [CType], _ module: borrowing Module
  ) throws(CUnsupported) {
    guard isGroup else { return }
    let combined = sweep.outputs.indices.filter { !sweep.isElement[$0] }
    guard !combined.isEmpty else { return }
    func exchange(_ index: Int, _ distance: Int) throws(CUnsupported) -> String {
      let other = "fusec_exchange(\(names[index]), m)"
      let sum = try emitter.combined(
        names[index], "other", by: sweep.combinations[index] ?? .none, types[index], sweep.op)
      return
        "for (int m = \(distance); m > 0; m /= 2) { const \(types[index].value) other = \(other); \(names[index]) = \(sum); }"
    }
    let warps = shape.group / 32
    var shared: [Int: String] = [:]
    for index in combined {
      emitter.line("#pragma unroll")
      emitter.line(try exchange(index, min(shape.group, 32) / 2))
      guard shape.scheme == .block else { continue }
      let name = emitter.fresh("warps")
      shared[index] = name
      addShared(warps * types[index].bytes)
      emitter.line("__shared__ \(types[index].value) \(name)[\(warps)];")
      emitter.line("if (t % 32 == 0) \(name)[t / 32] = \(names[index]);")
    }
    if shape.scheme == .block {
      emitter.line("__syncthreads();")
      for index in combined {
        emitter.line("\(names[index]) = \(shared[index] ?? "")[t % \(warps)];")
        emitter.line("#pragma unroll")
        emitter.line(try exchange(index, warps / 2))
      }
      if shape.rowsPerGroup > 1 || !sweep.around.isEmpty { emitter.line("__syncthreads();") }
    }
    for index in combined where sweep.readsOutput[index] {
      let start = try element(
        sweep.outputs[index], sweep.maps[sweep.inputs.count + index], sweep, vector: 1,
        types[index], module)
      let sum = try emitter.combined(
        start, names[index], by: sweep.combinations[index] ?? .none, types[index], sweep.op)
      emitter.line("\(names[index]) = \(sum);")
    }
  }
}

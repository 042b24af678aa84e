// Ops, regions and blocks.

extension Printer {
  /// An op that stands alone, with aliases and resources around it.
  mutating func printTopLevel(_ op: OpID, in module: borrowing Module) {
    if options.numbersByIdentity {
      names.numberValuesByIdentity(in: op, of: module)
    } else {
      names.nameValues(in: op, of: module, generic: options.form == .generic)
    }
    collectAliases(of: op, in: module)
    printAliasDefinitions(deferred: false, in: module)
    printOperation(op, in: module)
    write("\n")
    printAliasDefinitions(deferred: true, in: module)
    if op == module.root { printResources(of: module) }
  }

  /// An op with its results and its location.
  public mutating func printOperation(_ op: OpID, in module: borrowing Module) {
    let resultCount = module.resultCount(of: op)
    if resultCount > 0 {
      printValueName(module.result(of: op))
      if resultCount > 1, names.isSuggested(module.result(1, of: op)) {
        for index in 1..<resultCount {
          write(", ")
          printValueName(module.result(index, of: op))
        }
      } else if resultCount > 1 {
        write(":")
        write(resultCount)
      }
      write(" = ")
    }
    if let definition = customForm(of: op, in: module), let print = definition.print {
      printCustomName(definition.name)
      print(module, op, &self)
    } else {
      printGenericOperation(op, in: module)
    }
    if options.debugInfo { printTrailingLocation(module.location(of: op), in: module) }
  }

  /// The definition of an op that is printed in custom form. It has the parts that the form names; an op that was not
  /// verified may lack some.
  func customForm(of op: OpID, in module: borrowing Module) -> OpDefinition? {
    let record = module.ops[op.index]
    let mayBe =
      switch options.form {
      case .generic: false
      case .pretty: true
      case .standard: record.opcode.dialect?.isStock ?? false
      }
    guard mayBe, let definition = module.definition(of: op), definition.print != nil,
      definition.operands.allows(Int(record.operandCount)),
      definition.results.allows(Int(record.resultCount)),
      definition.regions.allows(Int(record.regionCount)),
      definition.successors.allows(Int(record.successorCount))
    else { return nil }
    return definition
  }

  /// The op's name, without the dialect that is the default in the region around.
  private mutating func printCustomName(_ name: String) {
    let dialect = (defaultDialects.last ?? "").bytes
    var name = name
    name.withUTF8 { bytes in
      let count = dialect.count
      let isLeftOut =
        count > 0 && bytes.count > count && bytes[count] == UInt8(ascii: ".")
        && haveSameBytes(
          UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<count]), dialect)
      output.append(
        contentsOf: isLeftOut ? UnsafeBufferPointer(rebasing: bytes[(count + 1)...]) : bytes)
    }
  }

  // MARK: Generic form

  /// An op in generic form, without results and location.
  public mutating func printGenericOperation(_ op: OpID, in module: borrowing Module) {
    let record = module.ops[op.index]
    printQuotedName(of: record.opcode, in: module)
    for index in 0..<Int(record.operandCount) {
      if index > 0 { write(", ") }
      printOperand(module.uses[Int(record.operandStart) + index].value, in: module)
    }
    write(")")
    if record.successorCount > 0 {
      write("[")
      for index in 0..<Int(record.successorCount) {
        if index > 0 { write(", ") }
        printSuccessor(module.successorLists[Int(record.successorStart) + index])
      }
      write("]")
    }
    if record.properties != .emptyDictionary {
      write(" <")
      if record.properties == .emptyProperties {
        write("{}")
      } else {
        printAttribute(record.properties, in: module)
      }
      write(">")
    }
    if record.regionCount > 0 {
      write(" (")
      for index in 0..<Int(record.regionCount) {
        if index > 0 { write(", ") }
        printRegion(
          module.regionLists[Int(record.regionStart) + index], in: module, emptyBlock: true)
      }
      write(")")
    }
    if record.attributes != .emptyDictionary {
      write(" ")
      printAttribute(record.attributes, in: module)
    }
    write(" : (")
    for index in 0..<Int(record.operandCount) {
      if index > 0 { write(", ") }
      let value = module.uses[Int(record.operandStart) + index].value
      printType(module.values[value.index].type, in: module)
    }
    write(") -> ")
    if record.resultCount == 1 {
      printResultType(module.values[Int(record.resultStart)].type, in: module)
      return
    }
    write("(")
    for index in 0..<Int(record.resultCount) {
      if index > 0 { write(", ") }
      printType(module.values[Int(record.resultStart) + index].type, in: module)
    }
    write(")")
  }

  /// The op's name in quotes and `(`.
  private mutating func printQuotedName(of opcode: Opcode, in module: borrowing Module) {
    let id = module.definitions.number(of: opcode)
    if nameTexts.append(id, to: &output) { return }
    let start = output.count
    if opcode.isForeign {
      writeQuoted(module.foreignNames[Int(opcode.raw - Opcode.firstForeign)], in: module)
    } else {
      write("\"")
      write(module.name(of: opcode))
      write("\"")
    }
    write("(")
    nameTexts.remember(id, output, from: start)
  }

  // MARK: Values

  /// `%name`, with `#n` where the op has several results.
  public mutating func printOperand(_ value: ValueID, in module: borrowing Module) {
    if let number = names.onlyNumber(of: value) {
      write("%")
      output.append(decimal: number)
      return
    }
    let record = module.values[value.index]
    guard record.owner >= 0 else {
      printValueName(value)
      return
    }
    let op = module.ops[Int(record.owner)]
    guard op.resultCount > 1, !names.isSuggested(ValueID(raw: op.resultStart + 1)) else {
      printValueName(value)
      return
    }
    printValueName(ValueID(raw: op.resultStart))
    write("#")
    write(Int64(record.index))
  }

  private mutating func printValueName(_ value: ValueID) {
    switch names.name(of: value) {
    case .number(let number):
      write("%")
      write(number)
    case .argument(let number):
      write("%arg")
      write(number)
    case .text(let text):
      write("%")
      write(text)
    case .none: write("<<UNKNOWN SSA VALUE>>")
    }
  }

  /// Values with `, ` between them.
  public mutating func printOperands(
    _ values: some Sequence<ValueID>, in module: borrowing Module
  ) {
    var isFirst = true
    for value in values {
      if !isFirst { write(", ") }
      isFirst = false
      printOperand(value, in: module)
    }
  }

  /// All operands of the op with `, ` between them.
  public mutating func printOperands(of op: OpID, in module: borrowing Module) {
    for index in 0..<module.operandCount(of: op) {
      if index > 0 { write(", ") }
      printOperand(module.operand(index, of: op), in: module)
    }
  }

  // MARK: Regions

  /// `{ ... }`. Without `entryArguments` the entry block has no label, for ops that write its
  /// arguments in front; without `terminators` the last op of the entry block is left out if it is a
  /// terminator. `emptyBlock` writes a label if the entry block is empty.
  public mutating func printRegion(
    _ region: RegionID, in module: borrowing Module, entryArguments: Bool = true,
    terminators: Bool = true, emptyBlock: Bool = false
  ) {
    if options.skipRegions, module.regions[region.index].parent != module.root {
      if !isCollecting { write("{...}") }
      return
    }
    if isCollecting {
      collectRegion(
        region, entryArguments: entryArguments, terminators: terminators, in: module)
      return
    }
    write("{\n")
    let record = module.regions[region.index]
    if !record.firstBlock.isNull {
      let dialect =
        record.parent.isNull ? "" : module.opcode(of: record.parent).defaultDialectInside
      defaultDialects.append(dialect)
      var predecessors: [BlockID: [BlockID]] = [:]
      if record.firstBlock != record.lastBlock {
        predecessors = Self.predecessors(in: region, of: module)
      }
      var block = record.firstBlock
      while !block.isNull {
        let isEntry = block == record.firstBlock
        let hasLabel =
          !isEntry || (emptyBlock && module.firstOp(of: block) == nil)
          || (entryArguments && module.argumentCount(of: block) > 0)
        if hasLabel {
          printLabel(block, isEntry: isEntry, predecessors[block] ?? [], in: module)
        }
        if options.valueUsers { printArgumentUsers(of: block, in: module) }
        printOperations(of: block, terminators: terminators || !isEntry, in: module)
        block = module.blocks[block.index].next
      }
      defaultDialects.removeLast()
    }
    writeIndentation()
    write("}")
  }

  private mutating func printOperations(
    of block: BlockID, terminators: Bool, in module: borrowing Module
  ) {
    indentation += 2
    var op = module.blocks[block.index].firstOp
    while !op.isNull {
      let next = module.ops[op.index].next
      if !terminators, next.isNull, module.traits(of: op).contains(.terminator) { break }
      writeIndentation()
      printOperation(op, in: module)
      if options.valueUsers { printUsers(of: op, in: module) }
      write("\n")
      flushIfLong()
      op = next
    }
    indentation -= 2
  }

  private mutating func printLabel(
    _ block: BlockID, isEntry: Bool, _ predecessors: [BlockID], in module: borrowing Module
  ) {
    writeIndentation()
    printSuccessor(block)
    let count = module.argumentCount(of: block)
    if count > 0 {
      write("(")
      for index in 0..<count {
        if index > 0 { write(", ") }
        printRegionArgument(module.argument(index, of: block), in: module)
      }
      write(")")
    }
    write(":")
    if predecessors.isEmpty {
      if !isEntry { write("  // no predecessors") }
    } else if predecessors.count == 1 {
      write("  // pred: ")
      printSuccessor(predecessors[0])
    } else {
      write("  // ")
      write(predecessors.count)
      write(" preds: ")
      let ordered = predecessors.sorted { names.number(of: $0) < names.number(of: $1) }
      writeList(ordered) { printer, block in printer.printSuccessor(block) }
    }
    write("\n")
  }

  /// For each block of a region, the blocks that lead to it, once per edge.
  private static func predecessors(
    in region: RegionID, of module: borrowing Module
  ) -> [BlockID: [BlockID]] {
    var result: [BlockID: [BlockID]] = [:]
    var block = module.regions[region.index].firstBlock
    while !block.isNull {
      var op = module.blocks[block.index].firstOp
      while !op.isNull {
        let record = module.ops[op.index]
        for index in 0..<Int(record.successorCount) {
          let successor = module.successorLists[Int(record.successorStart) + index]
          result[successor, default: []].append(block)
        }
        op = record.next
      }
      block = module.blocks[block.index].next
    }
    return result
  }

  /// `%x: type {attributes} loc(...)`, as arguments of regions are written; an empty dictionary is
  /// not.
  public mutating func printRegionArgument(
    _ value: ValueID, attributes: AttributeID = .emptyDictionary, in module: borrowing Module
  ) {
    printOperand(value, in: module)
    write(": ")
    printType(module.type(of: value), in: module)
    // MLIR makes no aliases for the sake of these attributes, but uses those that there are.
    if attributes != .emptyDictionary, !isCollecting {
      write(" ")
      printAttribute(attributes, in: module)
    }
    if options.debugInfo {
      let location = module.location(of: value)
      if isCollecting { visitLocation(location, deferred: false, in: module) }
      write(" loc(")
      printLocationContents(module.location(location), in: module)
      write(")")
    }
  }

  // MARK: Successors

  /// `^bb1`.
  public mutating func printSuccessor(_ block: BlockID) {
    write("^bb")
    write(names.number(of: block))
  }

  /// `^bb1` or `^bb1(%a, %b : i32, f32)`.
  public mutating func printSuccessor(
    _ block: BlockID, operands: [ValueID], in module: borrowing Module
  ) {
    printSuccessor(block)
    guard !operands.isEmpty else { return }
    write("(")
    printOperands(operands, in: module)
    write(" : ")
    writeList(operands) { printer, value in printer.printType(module.type(of: value), in: module) }
    write(")")
  }
}

extension Dialect {
  /// Whether stock mlir-opt knows the dialect's custom forms, so that they are printed by default.
  var isStock: Bool {
    switch self {
    case .arith, .builtin, .cf, .func, .linalg, .math, .scf, .sparseTensor, .tensor: true
    case .check, .chlo, .fuse, .fuseEnd, .gemmini, .kernel, .machine, .sam, .sched, .sdy,
      .stablehlo:
      false
    }
  }
}

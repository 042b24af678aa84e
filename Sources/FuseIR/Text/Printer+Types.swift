// Types.

extension Printer {
  /// A type.
  public mutating func printType(_ type: TypeID, in module: borrowing Module) {
    if isCollecting { visitType(type, in: module) }
    if typeTexts.append(type.index, to: &output) { return }
    let start = output.count
    printTypeContents(type, in: module)
    if !isCollecting { typeTexts.remember(type.index, output, from: start) }
  }

  /// Types with `, ` between them.
  public mutating func printTypes(_ types: [TypeID], in module: borrowing Module) {
    for (index, type) in types.enumerated() {
      if index > 0 { write(", ") }
      printType(type, in: module)
    }
  }

  /// `(operand types) -> result types` of the op.
  public mutating func printFunctionalType(of op: OpID, in module: borrowing Module) {
    write("(")
    for index in 0..<module.operandCount(of: op) {
      if index > 0 { write(", ") }
      printType(module.type(of: module.operand(index, of: op)), in: module)
    }
    write(") -> ")
    printResultTypes(module.resultTypes(of: op), in: module)
  }

  /// What stands behind an arrow: one type that is no function type, or types in parentheses.
  public mutating func printResultTypes(_ types: [TypeID], in module: borrowing Module) {
    if types.count == 1 {
      printResultType(types[0], in: module)
      return
    }
    write("(")
    printTypes(types, in: module)
    write(")")
  }

  /// ` -> types`, or nothing where there are none.
  public mutating func printOptionalArrowTypeList(_ types: [TypeID], in module: borrowing Module) {
    guard !types.isEmpty else { return }
    write(" -> ")
    printResultTypes(types, in: module)
  }

  mutating func printResultType(_ type: TypeID, in module: borrowing Module) {
    if case .function = module.type(type) {
      write("(")
      printType(type, in: module)
      write(")")
    } else {
      printType(type, in: module)
    }
  }

  private mutating func printTypeContents(_ type: TypeID, in module: borrowing Module) {
    switch module.type(type) {
    case .integer(let width, let signedness):
      switch signedness {
      case .signless: write("i")
      case .signed: write("si")
      case .unsigned: write("ui")
      }
      write(width)
    case .index: write("index")
    case .none: write("none")
    case .float(let kind): write(kind.rawValue)
    case .complex(let element):
      write("complex<")
      printType(element, in: module)
      write(">")
    case .tuple(let types):
      write("tuple<")
      printTypes(types, in: module)
      write(">")
    case .function(let inputs, let results):
      write("(")
      printTypes(inputs, in: module)
      write(") -> ")
      printResultTypes(results, in: module)
    case .tensor(let shape, let element, let encoding):
      write("tensor<")
      printDimensions(shape)
      printType(element, in: module)
      if let encoding {
        write(", ")
        printAttribute(encoding, in: module)
      }
      write(">")
    case .unrankedTensor(let element):
      write("tensor<*x")
      printType(element, in: module)
      write(">")
    case .vector(let shape, let scalable, let element):
      write("vector<")
      for (extent, isScalable) in zip(shape, scalable) {
        if isScalable { write("[") }
        write(extent)
        write(isScalable ? "]x" : "x")
      }
      printType(element, in: module)
      write(">")
    case .memref(let shape, let element, let layout, let space):
      write("memref<")
      printDimensions(shape)
      printType(element, in: module)
      for attribute in [layout, space] {
        guard let attribute else { continue }
        write(", ")
        printAttribute(attribute, .mayElideType, in: module)
      }
      write(">")
    case .unrankedMemref(let element, let space):
      write("memref<*x")
      printType(element, in: module)
      if let space {
        write(", ")
        printAttribute(space, .mayElideType, in: module)
      }
      write(">")
    case .dialect(let dialect, let body):
      write("!")
      write(dialect, in: module)
      let hasBrackets = module.withBytes(of: body) { $0.first == UInt8(ascii: "<") }
      if !hasBrackets { write(".") }
      write(body, in: module)
    }
  }

  /// `4x?x`.
  public mutating func printDimensions(_ shape: [Int64]) {
    for extent in shape {
      if extent == Dimension.dynamic { write("?") } else { write(extent) }
      write("x")
    }
  }
}

// Affine maps and sets, with subtraction where MLIR writes it.

extension Printer {
  /// `(d0)[s0] -> (d0 + s0)`.
  public mutating func printAffineMap(_ map: AffineMap) {
    printVariables(map.dimensionCount, map.symbolCount)
    write(" -> (")
    writeList(map.results) { printer, result in printer.printAffineExpression(result) }
    write(")")
  }

  /// `(d0)[s0] : (d0 >= 0)`.
  public mutating func printAffineSet(_ set: AffineSet) {
    printVariables(set.dimensionCount, set.symbolCount)
    write(" : (")
    writeList(set.constraints) { printer, constraint in
      printer.printAffineExpression(constraint.expression)
      printer.write(constraint.isEquality ? " == 0" : " >= 0")
    }
    write(")")
  }

  private mutating func printVariables(_ dimensions: Int, _ symbols: Int) {
    write("(")
    writeList(0..<dimensions) { printer, index in
      printer.write("d")
      printer.write(index)
    }
    write(")")
    guard symbols > 0 else { return }
    write("[")
    writeList(0..<symbols) { printer, index in
      printer.write("s")
      printer.write(index)
    }
    write("]")
  }

  /// An affine expression.
  public mutating func printAffineExpression(_ expression: AffineExpression) {
    printAffine(expression, isFactor: false)
  }

  /// Sums inside products, and products inside products, are written in parentheses.
  private mutating func printAffine(_ expression: AffineExpression, isFactor: Bool) {
    switch expression {
    case .dimension(let index):
      write("d")
      write(index)
    case .symbol(let index):
      write("s")
      write(index)
    case .constant(let value): write(value)
    case .add(let left, let right):
      if isFactor { write("(") }
      printSum(left, right)
      if isFactor { write(")") }
    case .multiply(let left, .constant(-1)):
      if isFactor { write("(") }
      write("-")
      printAffine(left, isFactor: true)
      if isFactor { write(")") }
    case .multiply(let left, let right): printProduct(left, " * ", right, isFactor)
    case .modulo(let left, let right): printProduct(left, " mod ", right, isFactor)
    case .floorDivide(let left, let right): printProduct(left, " floordiv ", right, isFactor)
    case .ceilDivide(let left, let right): printProduct(left, " ceildiv ", right, isFactor)
    }
  }

  private mutating func printProduct(
    _ left: AffineExpression, _ symbol: StaticString, _ right: AffineExpression, _ isFactor: Bool
  ) {
    if isFactor { write("(") }
    printAffine(left, isFactor: true)
    write(symbol)
    printAffine(right, isFactor: true)
    if isFactor { write(")") }
  }

  private mutating func printSum(_ left: AffineExpression, _ right: AffineExpression) {
    printAffine(left, isFactor: false)
    switch right {
    case .multiply(let factor, .constant(-1)):
      write(" - ")
      if case .add = factor {
        printAffine(factor, isFactor: true)
      } else {
        printAffine(factor, isFactor: false)
      }
    case .multiply(let factor, .constant(let value)) where value < -1:
      write(" - ")
      printAffine(factor, isFactor: true)
      write(" * ")
      write(unsigned: value.magnitude)
    case .constant(let value) where value < 0:
      write(" - ")
      write(unsigned: value.magnitude)
    default:
      write(" + ")
      printAffine(right, isFactor: false)
    }
  }
}

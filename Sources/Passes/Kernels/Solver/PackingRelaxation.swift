/// A linear program `max g·x, A x ≤ b, x ≥ 0` whose coefficients are zeros and ones, solved by the simplex method.
///
/// The tableau is dense and holds nonbasic columns only; a pivot touches the cells that are not zero. The answer is used in two
/// ways, of which neither relies on exact arithmetic: `x` proposes what to branch on, and `prices` make an upper bound that
/// holds for any prices.
struct PackingRelaxation {
  /// The value of each column.
  private(set) var x: [Double]
  /// The price of each row.
  private(set) var prices: [Double]

  /// Solves the program; `rows` lists the columns of each row, `limits` the right sides.
  init(gains: [Double], rows: [[Int32]], limits: [Double], mayGoOn: () -> Bool = { true }) {
    let columns = gains.count
    let scale = max(gains.max() ?? 1, 1e-300)
    var tableau = [Double](repeating: 0, count: (rows.count + 1) * (columns + 1))
    let width = columns + 1
    for (row, members) in rows.enumerated() {
      for column in members { tableau[row * width + Int(column)] = 1 }
      tableau[row * width + columns] = limits[row]
    }
    let objective = rows.count * width
    for column in 0..<columns { tableau[objective + column] = -gains[column] / scale }
    // Variables below `columns` are patterns, the others slacks of rows.
    var nonbasic = Array(0..<columns)
    var basic = rows.indices.map { columns + $0 }
    var steps = 0
    let stepLimit = 50 * (rows.count + columns) + 100
    var touched = [Int](repeating: 0, count: width)
    tableau.withUnsafeMutableBufferPointer { cells in
      while steps < stepLimit {
        steps += 1
        if steps & 63 == 0, !mayGoOn() { break }
        // After many steps, the first column that improves, so that no circle is gone through.
        var entering = -1
        var best = -1e-9
        for column in 0..<columns where cells[objective + column] < best {
          entering = column
          if steps > stepLimit / 2 { break }
          best = cells[objective + column]
        }
        guard entering >= 0 else { break }
        var leaving = -1
        var ratio = Double.infinity
        for row in rows.indices {
          let cell = cells[row * width + entering]
          guard cell > 1e-9 else { continue }
          let limit = cells[row * width + columns] / cell
          if limit < ratio - 1e-12
            || (limit < ratio + 1e-12 && leaving >= 0 && basic[row] < basic[leaving])
          {
            ratio = limit
            leaving = row
          }
        }
        guard leaving >= 0 else { break }
        Self.pivot(cells, width, rows.count + 1, leaving, entering, &touched)
        swap(&basic[leaving], &nonbasic[entering])
      }
    }
    x = [Double](repeating: 0, count: columns)
    prices = [Double](repeating: 0, count: rows.count)
    for (row, variable) in basic.enumerated() where variable < columns {
      x[variable] = tableau[row * width + columns]
    }
    for (column, variable) in nonbasic.enumerated() where variable >= columns {
      prices[variable - columns] = max(0, tableau[objective + column] * scale)
    }
  }

  private static func pivot(
    _ cells: UnsafeMutableBufferPointer<Double>, _ width: Int, _ height: Int, _ row: Int,
    _ column: Int, _ touched: inout [Int]
  ) {
    let inverse = 1 / cells[row * width + column]
    let start = row * width
    var count = 0
    for index in 0..<width where cells[start + index] != 0 {
      cells[start + index] *= inverse
      touched[count] = index
      count += 1
    }
    cells[start + column] = inverse
    touched.withUnsafeBufferPointer { touched in
      for other in 0..<height where other != row {
        let begin = other * width
        let factor = cells[begin + column]
        guard factor != 0 else { continue }
        for place in 0..<count {
          let index = touched[place]
          let cell = cells[begin + index] - factor * cells[start + index]
          cells[begin + index] = abs(cell) < 1e-12 ? 0 : cell
        }
        cells[begin + column] = -factor * inverse
      }
    }
  }
}

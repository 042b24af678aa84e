// Ops with windows, indices, regions and several results, and the structured core itself.

extension ProgramGenerator {
  mutating func emitStructured() {
    switch random.below(16) {
    case 0: emitGather()
    case 1: emitScatter()
    case 2: emitSort()
    case 3: emitReduceWindow()
    case 4: emitConvolution()
    case 5: emitBatchedDot()
    case 6: emitComplex()
    case 7: emitCase()
    case 8: emitIntegerDivision()
    case 9: emitShift()
    case 10: emitChlo()
    case 11: emitPairReduce()
    case 12, 13: emitLinalgGeneric()
    case 14: emitLinalgMatmul()
    default: emitExtractAndInsertSlice()
    }
  }

  /// Rows of a value, by drawn row numbers; numbers out of range are clamped.
  mutating func emitGather() {
    guard let x = value(where: { $0.shape.count == 2 && $0.count > 0 }) else { return emitUnary() }
    let indices = operand([pick([1, 2, 3])], "i32")
    let numbers =
      "dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], "
      + "start_index_map = [0], index_vector_dim = 1>, indices_are_sorted = false, "
      + "slice_sizes = \(list([1, x.shape[1]]))"
    emit("stablehlo.gather", [x, indices], numbers, [indices.shape[0], x.shape[1]], x.element)
  }

  /// Adds integers to drawn elements; those out of range are left out.
  mutating func emitScatter() {
    guard let x = value(where: { $0.shape.count == 1 && $0.count > 0 && $0.element == "i32" })
    else { return emitBinary() }
    let count = pick([1, 2, 4])
    let indices = operand([count, 1], "i32")
    let updates = operand([count], "i32")
    let numbers =
      "indices_are_sorted = false, scatter_dimension_numbers = #stablehlo.scatter<"
      + "inserted_window_dims = [0], scatter_dims_to_operand_dims = [0], index_vector_dim = 1>, "
      + "unique_indices = false"
    emit(
      "stablehlo.scatter", [x, indices, updates], numbers, x.shape, x.element,
      regions: [combining("add", "i32")])
  }

  /// Integers, so that every order is strict.
  mutating func emitSort() {
    guard let x = value(where: { !$0.shape.isEmpty && ($0.element == "i32" || $0.element == "i8") })
    else { return emitUnary() }
    let scalar = ProgramValue.type([], x.element)
    let region =
      "{ ^bb0(%a: \(scalar), %b: \(scalar)): %c = \"stablehlo.compare\"(%a, %b) "
      + "<{comparison_direction = #stablehlo<comparison_direction \(pick(["LT", "GT"]))>, "
      + "compare_type = #stablehlo<comparison_type SIGNED>}> : (\(scalar), \(scalar)) -> tensor<i1> "
      + "\"stablehlo.return\"(%c) : (tensor<i1>) -> () }"
    let dimension = random.below(x.shape.count)
    emit(
      "stablehlo.sort", [x], "dimension = \(dimension) : i64, is_stable = true", x.shape, x.element,
      regions: [region])
  }

  mutating func emitReduceWindow() {
    guard let x = value(where: { $0.shape.count == 2 && $0.count > 0 && !$0.isBool }) else {
      return emitUnary()
    }
    let window = x.shape.map { 1 + random.below(min($0, 3)) }
    let strides = x.shape.map { _ in 1 + random.below(2) }
    let low = random.below(2)
    let padded = [x.shape[0] + low, x.shape[1]]
    let shape = [0, 1].map { (index: Int) -> Int in
      (padded[index] - window[index]) / strides[index] + 1
    }
    let op = pick(["add", "maximum", "minimum"])
    let initial = zero(x.element)
    emit(
      "stablehlo.reduce_window", [x, initial],
      "padding = dense<[[\(low), 0], [0, 0]]> : tensor<2x2xi64>, window_dimensions = \(list(window)), "
        + "window_strides = \(list(strides))", shape, x.element, regions: [combining(op, x.element)]
    )
  }

  mutating func emitConvolution() {
    let element = pick(["f32", "f32", "i32"])
    let (size, inputs, outputs) = (pick([2, 3, 4]), pick([1, 2]), pick([1, 2, 3]))
    let x = operand([1, size, size, inputs], element)
    let kernel = pick([1, 2])
    let w = operand([kernel, kernel, inputs, outputs], element)
    let padding = random.below(2)
    let stride = 1 + random.below(2)
    let result = (size + 2 * padding - kernel) / stride + 1
    emit(
      "stablehlo.convolution", [x, w],
      "batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]"
        + "->[b, 0, 1, f]>, feature_group_count = 1 : i64, padding = dense<\(padding)> : "
        + "tensor<2x2xi64>, window_strides = \(list([stride, stride]))",
      [1, result, result, outputs], element)
  }

  mutating func emitBatchedDot() {
    let element = pick(["f32", "f32", "i32"])
    let (batch, rows, inner, columns) = (
      pick([1, 2]), pick([1, 2, 3]), pick([1, 2, 4]), pick([1, 3])
    )
    let x = operand([batch, rows, inner], element)
    let y = operand([batch, columns, inner], element)
    emit(
      "stablehlo.dot_general", [x, y],
      "dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], "
        + "rhs_batching_dimensions = [0], lhs_contracting_dimensions = [2], "
        + "rhs_contracting_dimensions = [2]>", [batch, rows, columns], element)
  }

  mutating func emitComplex() {
    guard let x = value(where: { $0.element == "f32" }) else { return emitUnary() }
    let y = operand(x.shape, "f32")
    let a = emit("stablehlo.complex", [x, y], "", x.shape, "complex<f32>", isListed: false)
    let op = pick(["add", "subtract", "multiply"])
    let b = emit("stablehlo.\(op)", [a, a], "", x.shape, "complex<f32>", isListed: false)
    emit("stablehlo.\(pick(["real", "imag"]))", [b], "", x.shape, "f32")
  }

  mutating func emitCase() {
    guard let x = value(where: { $0.isFloat }) else { return emitBinary() }
    let index = operand([], "i32")
    let regions = ["negate", "abs", "floor"].map { op in
      "{ %t = \"stablehlo.\(op)\"(\(x.name)) : (\(x.type)) -> \(x.type) "
        + "\"stablehlo.return\"(%t) : (\(x.type)) -> () }"
    }
    emit("stablehlo.case", [index], "", x.shape, x.element, regions: regions)
  }

  /// By a constant: a quotient by zero has no value to agree on.
  mutating func emitIntegerDivision() {
    guard let x = value(where: { $0.element == "i32" || $0.element == "i8" }) else {
      return emitBinary()
    }
    let type = ProgramValue.type(x.shape, x.element)
    let divisor = emit(
      "stablehlo.constant", [], "value = dense<\(pick([1, 2, 3, 7, -2, 16]))> : \(type)", x.shape,
      x.element)
    emit("stablehlo.\(pick(["divide", "remainder"]))", [x, divisor], "", x.shape, x.element)
  }

  mutating func emitShift() {
    guard let x = value(where: { $0.element == "i32" || $0.element == "i8" }) else {
      return emitBinary()
    }
    let type = ProgramValue.type(x.shape, x.element)
    let amount = emit(
      "stablehlo.constant", [], "value = dense<\(pick([0, 1, 3, 7]))> : \(type)", x.shape, x.element
    )
    let op = pick(["shift_left", "shift_right_arithmetic", "shift_right_logical"])
    emit("stablehlo.\(op)", [x, amount], "", x.shape, x.element)
  }

  mutating func emitChlo() {
    guard let x = value(where: { $0.element == "f32" || $0.element == "f64" }) else {
      return emitUnary()
    }
    let bounded = emit("stablehlo.tanh", [x], "", x.shape, x.element)
    emit("chlo.\(pick(["erf", "sinh", "square"]))", [bounded], "", x.shape, x.element)
  }

  /// The largest number and its place, in one reduction with two results.
  mutating func emitPairReduce() {
    guard let x = value(where: { $0.shape.count == 1 && $0.element == "i32" && $0.count > 0 })
    else { return emitReduce() }
    let places = emit("stablehlo.iota", [], "iota_dimension = 0 : i64", x.shape, "i32")
    let start = zero("i32")
    let type = "tensor<i32>"
    let result = "%v\(nextName)"
    nextName += 1
    opsLeft -= 1
    lines.append(
      "\(result):2 = \"stablehlo.reduce\"(\(x.name), \(places.name), \(start.name), \(start.name)) "
        + "<{dimensions = array<i64: 0>}> ({ ^bb0(%a: \(type), %i: \(type), %b: \(type), %j: \(type)): "
        + "%c = \"stablehlo.compare\"(%a, %b) <{comparison_direction = "
        + "#stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type SIGNED>}> "
        + ": (\(type), \(type)) -> tensor<i1> "
        + "%s = \"stablehlo.select\"(%c, %a, %b) : (tensor<i1>, \(type), \(type)) -> \(type) "
        + "%t = \"stablehlo.select\"(%c, %i, %j) : (tensor<i1>, \(type), \(type)) -> \(type) "
        + "\"stablehlo.return\"(%s, %t) : (\(type), \(type)) -> () }) "
        + ": (\(x.type), \(places.type), \(type), \(type)) -> (\(type), \(type))")
    values.append(ProgramValue(name: "\(result)#0", shape: [], element: "i32"))
    values.append(ProgramValue(name: "\(result)#1", shape: [], element: "i32"))
  }

  // MARK: The structured core

  /// An elementwise op on two values, the second perhaps broadcast along the first dimensions.
  mutating func emitLinalgGeneric() {
    guard let x = value(where: { $0.element == "f32" && $0.shape.count < 4 }) else {
      return emitUnary()
    }
    let rank = x.shape.count
    let dropped = rank > 0 && random.below(2) == 0 ? 1 : 0
    let y = operand(Array(x.shape.dropFirst(dropped)), "f32")
    let empty = emit("tensor.empty", [], "", x.shape, "f32", isListed: false)
    let names = (0..<rank).map { "d\($0)" }
    let all = names.joined(separator: ", ")
    let full = "affine_map<(\(all)) -> (\(all))>"
    let part = "affine_map<(\(all)) -> (\(names.dropFirst(dropped).joined(separator: ", ")))>"
    let kinds = Array(repeating: "#linalg.iterator_type<parallel>", count: rank)
    let op = pick(["addf", "mulf", "subf", "maximumf"])
    emit(
      "linalg.generic", [x, y, empty],
      "indexing_maps = [\(full), \(part), \(full)], "
        + "iterator_types = [\(kinds.joined(separator: ", "))], "
        + "operandSegmentSizes = array<i32: 2, 1>", x.shape, "f32",
      regions: [
        "{ ^bb0(%a: f32, %b: f32, %c: f32): %d = \"arith.\(op)\"(%a, %b) "
          + "<{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32 "
          + "\"linalg.yield\"(%d) : (f32) -> () }"
      ])
  }

  mutating func emitLinalgMatmul() {
    let (rows, inner, columns) = (pick([1, 2, 3]), pick([1, 2, 4]), pick([1, 3]))
    let x = operand([rows, inner], "f32")
    let y = operand([inner, columns], "f32")
    let start = operand([rows, columns], "f32")
    let maps = ["d0, d2", "d2, d1", "d0, d1"].map { "affine_map<(d0, d1, d2) -> (\($0))>" }
    emit(
      "linalg.matmul", [x, y, start],
      "indexing_maps = [\(maps.joined(separator: ", "))], operandSegmentSizes = array<i32: 2, 1>",
      [rows, columns], "f32",
      regions: [
        "{ ^bb0(%a: f32, %b: f32, %c: f32): %d = \"arith.mulf\"(%a, %b) "
          + "<{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32 "
          + "%e = \"arith.addf\"(%c, %d) <{fastmath = #arith.fastmath<none>}> : (f32, f32) -> f32 "
          + "\"linalg.yield\"(%e) : (f32) -> () }"
      ])
  }

  /// A part of a value, and the value with that part put back elsewhere.
  mutating func emitExtractAndInsertSlice() {
    guard let x = value(where: { !$0.shape.isEmpty && $0.count > 0 }) else { return emitUnary() }
    let sizes = x.shape.map { 1 + random.below($0) }
    let ones = list(x.shape.map { _ in 1 })
    func place(_ generator: inout ProgramGenerator) -> String {
      generator.list(x.shape.indices.map { generator.random.below(x.shape[$0] - sizes[$0] + 1) })
    }
    let part = emit(
      "tensor.extract_slice", [x],
      "operandSegmentSizes = array<i32: 1, 0, 0, 0>, static_offsets = \(place(&self)), "
        + "static_sizes = \(list(sizes)), static_strides = \(ones)", sizes, x.element)
    emit(
      "tensor.insert_slice", [part, x],
      "operandSegmentSizes = array<i32: 1, 1, 0, 0, 0>, static_offsets = \(place(&self)), "
        + "static_sizes = \(list(sizes)), static_strides = \(ones)", x.shape, x.element)
  }

  // MARK: Parts

  /// A region that combines two scalars with an op.
  private func combining(_ op: String, _ element: String) -> String {
    let scalar = ProgramValue.type([], element)
    return "{ ^bb0(%a: \(scalar), %b: \(scalar)): %c = \"stablehlo.\(op)\"(%a, %b) : (\(scalar), "
      + "\(scalar)) -> \(scalar) \"stablehlo.return\"(%c) : (\(scalar)) -> () }"
  }

  private mutating func zero(_ element: String) -> ProgramValue {
    let type = ProgramValue.type([], element)
    let isFloat = element.hasPrefix("f") || element.hasPrefix("b")
    return emit(
      "stablehlo.constant", [], "value = dense<\(isFloat ? "0.0" : "0")> : \(type)", [], element)
  }
}

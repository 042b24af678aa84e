import FuseIR
import Machine

/// Puts products of matrices and convolutions into the kernels that compute what follows them, or what they read.
///
/// A kernel that adds a bias to a product, applies an activation, scales or normalizes its rows reads them as the product gives
/// them; so both run block of rows by block of rows, and the product's result need not lie in memory. The same holds for a
/// kernel whose rows are those of the left operand of the only product that reads them. A chain of products and kernels becomes one kernel.
///
/// Products stay alone where others read their results too, where rows are not those of the kernel, and on machines whose threads compute
/// an element each. `-remarks=join-products` tells which do, with the reason's code.
///
/// ```
/// %0 = linalg.matmul ins(%x, %w)                 %1 = "kernel.launch"(%x, %w, %b) ({
/// %1 = "kernel.launch"(%0, %b) ({                ^bb0(%a: tensor<64x32xf32>, ...):
/// ^bb0(%a: tensor<64x16xf32>, ...):                %0 = linalg.matmul ins(%a, %m)
///   %2 = "kernel.rows"(%a, %c) ...          →      %2 = "kernel.rows"(%0, %c) ...
///   "fuse_end.yield"(%2)                           "fuse_end.yield"(%2)
/// })                                             })
/// ```
public struct JoinProducts: Pass {
  /// `join-products`.
  public static let name = "join-products"
  /// What the pass does.
  public static let summary = "Puts products into the kernels before and after them."
  /// Runs on one function at a time.
  public static let anchor = PassAnchor.function

  /// The pass; it has no options.
  public init() {}

  /// Runs on one function.
  public mutating func run(
    on function: OpID, of module: inout Module, in context: inout PassContext
  ) -> PassOutcome {
    if let processor = context.target?.processors.first, processor.lanes > 64 { return .unchanged }
    let names = OpNames(function, in: module)
    var joined = 0
    for op in module.opsPreOrder(in: function) {
      guard !module.isErased(op), Self.isProduct(op, in: module),
        let parent = module.parentOp(of: op), module.opcode(of: parent).dialect != .kernel,
        module.opcode(of: parent).dialect == .func || module.opcode(of: parent).dialect == .scf
      else { continue }
      if let kernel = follower(of: op, in: module) {
        let wrapped = wrap(op, like: kernel, in: &module)
        let merged = merge(wrapped, into: kernel, in: &module)
        joined += 1
        if let before = predecessor(of: merged, in: module) {
          merge(before, into: merged, in: &module)
        }
      } else if let kernel = predecessor(of: op, in: module) {
        merge(kernel, into: wrap(op, like: kernel, in: &module), in: &module)
        joined += 1
      } else if let reason = reason(against: op, in: module) {
        context.remark(
          "\(names.name(of: op, in: module)) stays alone: \(reason.coded(names, in: module))",
          at: op, in: module, notes: reason.notes(names, in: module))
      }
    }
    context.count("products in kernels", by: joined)
    return joined > 0 ? .changed : .unchanged
  }

  /// Whether an op sums products of two tensors of real numbers.
  static func isProduct(_ op: OpID, in module: borrowing Module) -> Bool {
    guard let view = StructuredOp(op, in: module), module.resultCount(of: op) == 1,
      view.inputCount(in: module) == 2, let iterators = view.iteratorTypes(in: module),
      iterators.contains(where: { $0 != .parallel }), let body = view.body(in: module)
    else { return false }
    let ops = module.ops(of: body)
    return ops.count == 3 && module.argumentCount(of: body) == 3
      && module.opcode(of: ops[0]).is(ArithOp.mulf) && module.opcode(of: ops[1]).is(ArithOp.addf)
      && Set(module.operands(of: ops[0])) == Set(module.arguments(of: body)[..<2])
      && Set(module.operands(of: ops[1]))
        == [module.result(of: ops[0]), module.argument(2, of: body)]
      && module.operands(of: ops[2]) == [module.result(of: ops[1])]
  }

  /// Why a product is in no kernel with what reads it; nil where nothing does.
  private func reason(against product: OpID, in module: borrowing Module) -> FusionReason? {
    let uses = module.uses(of: module.result(of: product))
    guard let use = uses.first else { return nil }
    guard uses.count == 1 else {
      var users: [OpID] = []
      for use in uses where !users.contains(use.user) { users.append(use.user) }
      return .multipleUsers(users)
    }
    if module.opcode(of: use.user).is(FuncOp.return) { return .escapes(.returned) }
    if module.traits(of: use.user).contains(.terminator) {
      return .escapes(.passedOn(by: use.user))
    }
    guard module.parentBlock(of: use.user) == module.parentBlock(of: product) else {
      return .escapes(.captured(by: module.parentOp(of: use.user) ?? use.user))
    }
    guard module.opcode(of: use.user).is(KernelOp.launch), let body = module.body(of: use.user)
    else { return .notStitchable(use.user, .outsideOfKernels) }
    let inner = module.uses(of: module.arguments(of: body)[use.operandIndex])
    guard inner.count == 1, let read = inner.first else {
      return .multipleUsers(inner.map(\.user))
    }
    let rows = KernelRows(read.user, in: module).map { Int64($0.rowCount) } ?? 1
    return .differentRows(producer: product, consumer: use.user, rows: rows)
  }

  // MARK: What belongs together

  /// The kernel that alone reads a product's result, row by row.
  private func follower(of product: OpID, in module: borrowing Module) -> OpID? {
    let result = module.result(of: product)
    let uses = module.uses(of: result)
    guard uses.count == 1, let use = uses.first, module.opcode(of: use.user).is(KernelOp.launch),
      module.parentBlock(of: use.user) == module.parentBlock(of: product),
      let body = module.body(of: use.user)
    else { return nil }
    let argument = module.arguments(of: body)[use.operandIndex]
    let inner = module.uses(of: argument)
    guard inner.count == 1, let read = inner.first, let rows = KernelRows(read.user, in: module),
      let length = rows.rowLength(ofOperand: read.operandIndex, in: module),
      let shape = module.shape(of: result), Self.isTail(length, of: shape)
    else { return nil }
    return use.user
  }

  /// The kernel all of whose results a product alone reads as its left or right operand, whose leading loops are its rows. For a
  /// kernel with products in it, the products are those that read what is from outside.
  private func predecessor(of op: OpID, in module: borrowing Module) -> OpID? {
    for (index, operand) in module.operands(of: op).enumerated() {
      guard let kernel = module.definingOp(of: operand),
        module.opcode(of: kernel).is(KernelOp.launch),
        module.parentBlock(of: kernel) == module.parentBlock(of: op),
        module.results(of: kernel).allSatisfy({ module.uses(of: $0).allSatisfy { $0.user == op } })
      else { continue }
      if module.opcode(of: op).is(KernelOp.launch) {
        guard let body = module.body(of: op) else { continue }
        let inner = module.uses(of: module.arguments(of: body)[index])
        guard inner.count == 1, let use = inner.first, Self.isProduct(use.user, in: module),
          readsRows(of: kernel, operand, use.user, use.operandIndex, in: module)
        else { continue }
        return kernel
      }
      if module.uses(of: operand).count == 1, readsRows(of: kernel, operand, op, index, in: module)
      {
        return kernel
      }
    }
    return nil
  }

  /// Whether an operand of a product is a kernel's result whose rows are rows of the product.
  private func readsRows(
    of kernel: OpID, _ value: ValueID, _ product: OpID, _ index: Int, in module: borrowing Module
  ) -> Bool {
    guard index < 2, let body = module.body(of: kernel), let end = module.lastOp(of: body),
      let position = module.results(of: kernel).firstIndex(of: value),
      let source = module.definingOp(of: module.operand(position, of: end)),
      let rows = KernelRows(source, in: module),
      let place = module.results(of: source).firstIndex(of: module.operand(position, of: end)),
      let length = rows.rowLength(ofResult: place, in: module), let shape = module.shape(of: value),
      Self.isTail(length, of: shape), let view = StructuredOp(product, in: module),
      let maps = view.indexingMaps(in: module), let iterators = view.iteratorTypes(in: module),
      maps[index].isProjectedPermutation, let loops = maps[index].resultDimensions
    else { return false }
    var behind = module.elementCount(of: module.type(of: value)) ?? 0
    for (loop, extent) in zip(loops, shape) {
      if behind == length { return true }
      guard extent == 1 || iterators[loop] == .parallel else { return false }
      behind /= max(1, extent)
    }
    return behind == length
  }

  /// Whether so many elements are whole trailing dimensions of a shape.
  private static func isTail(_ length: Int64, of shape: [Int64]) -> Bool {
    var product: Int64 = 1
    for extent in shape.reversed() {
      if product == length { return true }
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      guard !overflow else { return false }
      product = next
    }
    return product == length
  }

  // MARK: Putting together

  /// Puts a product into a kernel of its own, with the zeros that it is added to, and erases it.
  private func wrap(_ product: OpID, like kernel: OpID, in module: inout Module) -> OpID {
    let location = module.location(of: product)
    var operands = Array(module.operands(of: product).prefix(2))
    let start = module.operand(2, of: product)
    var zeros: [OpID] = []
    if let fill = module.definingOp(of: start), StructuredOp(fill, in: module)?.kind == .fill,
      let value = module.definingOp(of: module.operand(0, of: fill)),
      module.opcode(of: value).is(ArithOp.constant),
      let empty = module.definingOp(of: module.operand(1, of: fill)),
      module.opcode(of: empty).is(TensorOp.empty), module.operandCount(of: empty) == 0
    {
      zeros = [value, empty, fill]
    } else {
      operands.append(start)
    }
    let region = module.createRegion()
    let body = module.addBlock(to: region)
    var values = CloneMapping()
    var unique: [ValueID] = []
    for operand in operands where !unique.contains(operand) { unique.append(operand) }
    for operand in unique {
      values[operand] = module.addArgument(to: body, type: module.type(of: operand))
    }
    for op in zeros + [product] {
      let clone = module.clone(op, mapping: &values)
      module.insert(clone, at: .end(of: body))
    }
    let yielded = values[module.result(of: product)]
    module.build(FuseEndOp.yield, at: .end(of: body), operands: [yielded], location: location)
    let shape = KernelLaunchShape(
      name: module.string("sym_name", of: kernel) ?? "kernel", blocks: 1,
      lanes: module.integer("lanes", of: kernel) ?? 1, scratchBytes: 0)
    let launch = shape.launch(region, of: unique, insteadOf: product, in: &module)
    module.replace(product, with: module.results(of: launch))
    return launch
  }

  /// Makes two kernels one that stands where the second one did; the second alone reads what the first computes.
  @discardableResult
  private func merge(_ first: OpID, into second: OpID, in module: inout Module) -> OpID {
    guard let firstBody = module.body(of: first), let secondBody = module.body(of: second),
      let firstEnd = module.lastOp(of: firstBody), let secondEnd = module.lastOp(of: secondBody)
    else { preconditionFailure("invariant: kernels have bodies") }
    let region = module.createRegion()
    let body = module.addBlock(to: region)
    var values = CloneMapping()
    var operands: [ValueID] = []
    var arguments: [ValueID] = []
    func enter(_ operand: ValueID, as argument: ValueID, _ module: inout Module) {
      if let known = operands.firstIndex(of: operand) {
        values[argument] = arguments[known]
        return
      }
      let own = module.addArgument(to: body, type: module.type(of: operand))
      operands.append(operand)
      arguments.append(own)
      values[argument] = own
    }
    for (argument, operand) in zip(module.arguments(of: firstBody), module.operands(of: first)) {
      enter(operand, as: argument, &module)
    }
    for op in module.ops(of: firstBody) where op != firstEnd {
      module.insert(module.clone(op, mapping: &values), at: .end(of: body))
    }
    for (argument, operand) in zip(module.arguments(of: secondBody), module.operands(of: second)) {
      if let index = module.results(of: first).firstIndex(of: operand) {
        values[argument] = values[module.operand(index, of: firstEnd)]
      } else {
        enter(operand, as: argument, &module)
      }
    }
    for op in module.ops(of: secondBody) where op != secondEnd {
      module.insert(module.clone(op, mapping: &values), at: .end(of: body))
    }
    module.build(
      FuseEndOp.yield, at: .end(of: body),
      operands: module.operands(of: secondEnd).map { values[$0] },
      location: module.location(of: second))
    keepWhatIsRead(in: body, &module)
    func larger(_ name: String, _ module: borrowing Module) -> Int64 {
      max(module.integer(name, of: first) ?? 0, module.integer(name, of: second) ?? 0)
    }
    let shape = KernelLaunchShape(
      name: module.string("sym_name", of: second) ?? "kernel", blocks: larger("blocks", module),
      threads: module.integer("threads", of: second) ?? 1,
      lanes: module.integer("lanes", of: second) ?? 1,
      scratchBytes: larger("scratch_bytes", module))
    let launch = shape.launch(region, of: operands, insteadOf: second, in: &module)
    module.replace(second, with: module.results(of: launch))
    module.erase(first)
    return launch
  }

  /// Lets no result take the memory of an operand that others in the kernel read, which may be behind it, and lets results that
  /// others in the kernel read stay in the caches.
  private func keepWhatIsRead(in body: BlockID, _ module: inout Module) {
    for op in module.ops(of: body) {
      guard let rows = KernelRows(op, in: module) else { continue }
      if rows.inPlace.contains(where: { $0 >= 0 }) {
        let kept = rows.inPlace.map { index in
          index >= 0 && module.uses(of: module.operand(index, of: op)).count > 1 ? -1 : Int64(index)
        }
        module.setAttribute("in_place", module.denseArrayAttribute(kept), of: op)
      }
      if rows.streaming.contains(true) {
        let streamed = rows.streaming.enumerated().map { index, isStreamed in
          let users = module.uses(of: module.result(index, of: op)).map(\.user)
          let isYielded = users.allSatisfy { module.traits(of: $0).contains(.terminator) }
          return Int64(isStreamed && isYielded ? 1 : 0)
        }
        module.setAttribute("streaming", module.denseArrayAttribute(streamed), of: op)
      }
    }
  }
}

// Order and walks. Walks return snapshots, so that the program may be changed while one goes through them.

extension Module {
  /// The op and all ops inside it, each before the ops it holds.
  public func opsPreOrder(in root: OpID) -> [OpID] {
    var result: [OpID] = [root]
    // Each entry stands for an op and those after it in its block.
    var stack: [OpID] = []
    pushContents(of: root, &stack)
    while var op = stack.popLast() {
      while !op.isNull {
        result.append(op)
        let next = ops[op.index].next
        if ops[op.index].regionCount > 0 {
          if !next.isNull { stack.append(next) }
          pushContents(of: op, &stack)
          break
        }
        op = next
      }
    }
    return result
  }

  /// Puts the first op of each block of the op on the stack, the very first on top.
  private func pushContents(of op: OpID, _ stack: inout [OpID]) {
    let bottom = stack.count
    let start = Int(ops[op.index].regionStart)
    for slot in start..<start + Int(ops[op.index].regionCount) {
      var block = regions[regionLists[slot].index].firstBlock
      while !block.isNull {
        let first = blocks[block.index].firstOp
        if !first.isNull { stack.append(first) }
        block = blocks[block.index].next
      }
    }
    if stack.count - bottom > 1 { stack[bottom...].reverse() }
  }

  /// The op and all ops inside it, each after the ops it holds.
  public func opsPostOrder(in op: OpID) -> [OpID] {
    var result: [OpID] = []
    // Each entry stands for an op and those after it in its block, none of which was gone into.
    var stack: [(op: OpID, owner: OpID)] = []
    var firsts: [OpID] = []
    func enter(_ op: OpID) {
      stack.append((.null, op))
      pushContents(of: op, &firsts)
      for first in firsts { stack.append((first, .null)) }
      firsts.removeAll(keepingCapacity: true)
    }
    enter(op)
    while let top = stack.popLast() {
      var op = top.op
      // What is in the owner's regions is done: it comes after them.
      if op.isNull { result.append(top.owner) }
      while !op.isNull {
        let next = ops[op.index].next
        guard ops[op.index].regionCount == 0 else {
          if !next.isNull { stack.append((next, .null)) }
          enter(op)
          break
        }
        result.append(op)
        op = next
      }
    }
    return result
  }

  /// True iff `op` is `ancestor` or lies inside it.
  public func isInside(_ op: OpID, _ ancestor: OpID) -> Bool {
    var current: OpID? = op
    while let candidate = current {
      if candidate == ancestor { return true }
      current = parentOp(of: candidate)
    }
    return false
  }

  /// The ancestor of `op` (or the op itself) that stands directly in `block`.
  public func ancestor(of op: OpID, in block: BlockID) -> OpID? {
    var current: OpID? = op
    while let candidate = current {
      if parentBlock(of: candidate) == block { return candidate }
      current = parentOp(of: candidate)
    }
    return nil
  }

  /// The op directly inside the symbol table `table` (the root if nil) that defines the symbol.
  public func symbol(_ name: StringID, in table: OpID? = nil) -> OpID? {
    guard let body = body(of: table ?? root) else { return nil }
    var next = firstOp(of: body)
    while let op = next {
      if definedSymbol(of: op) == name { return op }
      next = nextOp(after: op)
    }
    return nil
  }

  /// The symbol that the op defines.
  func definedSymbol(of op: OpID) -> StringID? {
    guard let id = attribute(.symbolName, of: op), case .string(let name, _) = attribute(id) else {
      return nil
    }
    return name
  }

  /// The function of the root module with the given name.
  public func function(named name: String) -> OpID? {
    guard let id = find(name), let op = symbol(id), opcode(of: op).is(FuncOp.func) else {
      return nil
    }
    return op
  }

  /// All `func.func` ops directly inside the root, in order.
  public var functions: [OpID] {
    guard let body = body(of: root) else { return [] }
    return ops(of: body).filter { opcode(of: $0).is(FuncOp.func) }
  }
}

/// A dense table with one entry per op of a module.
public struct OpMap<Element> {
  private var elements: [Element]
  private let initial: Element

  /// A table in which every op, also those made later, has the entry `initial`.
  public init(_ module: borrowing Module, repeating initial: Element) {
    elements = [Element](repeating: initial, count: module.opCapacity)
    self.initial = initial
  }

  /// The entry of the op.
  public subscript(op: OpID) -> Element {
    get { op.index < elements.count ? elements[op.index] : initial }
    set {
      if op.index >= elements.count {
        elements.append(
          contentsOf: repeatElement(initial, count: op.index + 1 - elements.count))
      }
      elements[op.index] = newValue
    }
  }
}

/// A dense table with one entry per value of a module.
public struct ValueMap<Element> {
  private var elements: [Element]
  private let initial: Element

  /// A table in which every value, also those made later, has the entry `initial`.
  public init(_ module: borrowing Module, repeating initial: Element) {
    elements = [Element](repeating: initial, count: module.valueCapacity)
    self.initial = initial
  }

  /// The entry of the value.
  public subscript(value: ValueID) -> Element {
    get { value.index < elements.count ? elements[value.index] : initial }
    set {
      if value.index >= elements.count {
        elements.append(
          contentsOf: repeatElement(initial, count: value.index + 1 - elements.count))
      }
      elements[value.index] = newValue
    }
  }
}

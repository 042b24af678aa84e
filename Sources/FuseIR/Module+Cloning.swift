// Copies of ops inside one module.

/// What values, and blocks, of the original stand for in a copy.
public struct CloneMapping: Sendable {
  private var values: [ValueID: ValueID] = [:]
  private var blocks: [BlockID: BlockID] = [:]

  /// A mapping in which everything stands for itself.
  public init() {}

  /// What the value stands for; itself where nothing else is set.
  public subscript(value: ValueID) -> ValueID {
    get { values[value] ?? value }
    set { values[value] = newValue }
  }

  /// What the block stands for; itself where nothing else is set.
  public subscript(block: BlockID) -> BlockID {
    get { blocks[block] ?? block }
    set { blocks[block] = newValue }
  }
}

extension Module {
  /// A detached copy of the op with its regions. Operands are looked up in `mapping`, and the copies' results and block
  /// arguments are entered there.
  public mutating func clone(_ op: OpID, mapping: inout CloneMapping) -> OpID {
    var copies: [RegionID] = []
    for region in regions(of: op) {
      let copy = createRegion()
      cloneBlocks(of: region, to: copy, mapping: &mapping)
      copies.append(copy)
    }
    let copy = createOp(
      opcode(of: op), operands: operands(of: op).map { mapping[$0] },
      resultTypes: resultTypes(of: op),
      properties: properties(of: op), attributes: attributes(of: op), regions: copies,
      successors: successors(of: op).map { mapping[$0] }, location: location(of: op))
    for index in 0..<resultCount(of: op) {
      mapping[result(index, of: op)] = result(index, of: copy)
    }
    return copy
  }

  /// Copies all blocks of `source` to the end of `target`.
  public mutating func cloneBlocks(
    of source: RegionID, to target: RegionID, mapping: inout CloneMapping
  ) {
    let originals = blocks(of: source)
    for block in originals {
      let copy = addBlock(to: target)
      mapping[block] = copy
      for argument in arguments(of: block) {
        mapping[argument] = addArgument(
          to: copy, type: type(of: argument), location: location(of: argument))
      }
    }
    // Results are entered before any operand is looked up only within one op's order; a use that comes before its
    // definition (a graph region) is fixed up afterwards.
    var copies: [OpID] = []
    for block in originals {
      for op in ops(of: block) {
        let copy = clone(op, mapping: &mapping)
        insert(copy, at: .end(of: mapping[block]))
        copies.append(copy)
      }
    }
    for copy in copies {
      for index in 0..<operandCount(of: copy) {
        setOperand(index, of: copy, to: mapping[operand(index, of: copy)])
      }
    }
  }
}

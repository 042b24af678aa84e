import FuseIR

/// How the elements of a tensor can be read without making the tensor: from another tensor through an index map, or as one
/// number. Broadcasts, and reshapes that only add or drop dimensions of size 1, are views until something needs them.
struct TensorView: Hashable {
  /// Where the elements are.
  enum Source: Hashable {
    /// In a tensor that exists.
    case tensor(ValueID)
    /// Nowhere: all elements are the number that the attribute holds.
    case number(AttributeID)
  }

  /// Where the elements are.
  var source: Source
  /// From the indices of the viewed tensor to those of the source; without results for a number.
  var map: AffineMap

  /// The view through which `map` reads this one.
  func composed(with map: AffineMap) -> TensorView {
    TensorView(source: source, map: self.map.composed(with: map))
  }
}

extension Module {
  /// The number that all elements of a constant are, as an attribute of the element type; nil for other values.
  mutating func splatNumber(of value: ValueID) -> AttributeID? {
    guard let attribute = constantAttribute(of: value), let element = uniformElement(attribute)
    else { return nil }
    return constantAttribute(element, elementType(of: value))
  }

  /// The map of a reshape that only adds or drops dimensions of size 1, from the result's indices to the operand's; nil for
  /// every other reshape.
  func unitReshapeMap(from source: [Int64], to result: [Int64]) -> AffineMap? {
    let kept = result.indices.filter { result[$0] != 1 }
    guard kept.map({ result[$0] }) == source.filter({ $0 != 1 }) else { return nil }
    var next = kept.makeIterator()
    let results: [AffineExpression] = source.map { extent in
      if extent != 1, let dimension = next.next() { return .dimension(dimension) }
      return .constant(0)
    }
    return AffineMap(dimensionCount: result.count, results: results)
  }

  /// A tensor of static shape with the same elements in row-major order under another shape, by `tensor.collapse_shape` and
  /// `tensor.expand_shape`. Neither shape may be empty of elements.
  mutating func buildReshape(
    _ value: ValueID, to type: TypeID, at place: InsertionPoint, location: LocationID
  ) -> ValueID {
    let source = shape(of: value) ?? []
    let target = shape(of: type) ?? []
    if source == target { return value }
    let (sourceGroups, targetGroups) = Self.matchingGroups(source, target)
    var current = value
    if source.isEmpty || sourceGroups.contains(where: { $0.count > 1 }) || target.isEmpty {
      if !source.isEmpty {
        let merged =
          target.isEmpty
          ? []
          : sourceGroups.map { group in
            group.reduce(Int64(1)) { $0 &* source[$1] }
          }
        let collapsed = tensorType(merged, elementType(of: type))
        let reassociation = reassociationAttribute(target.isEmpty ? [] : sourceGroups)
        current = result(
          of: build(
            TensorOp.collapseShape, at: place, operands: [current], resultTypes: [collapsed],
            attributes: [("reassociation", reassociation)], location: location))
      }
    }
    guard shape(of: current) != target else { return current }
    let groups = source.isEmpty ? [] : targetGroups
    let attributes = [
      ("reassociation", reassociationAttribute(groups)),
      ("static_output_shape", denseArrayAttribute(target)),
    ]
    return result(
      of: build(
        TensorOp.expandShape, at: place, operands: [current], resultTypes: [type],
        attributes: attributes, location: location))
  }

  /// Neighbouring dimensions of both shapes, in groups that hold equally many elements.
  private static func matchingGroups(
    _ a: [Int64], _ b: [Int64]
  ) -> (a: [[Int]], b: [[Int]]) {
    var groupsA: [[Int]] = []
    var groupsB: [[Int]] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      var (groupA, groupB) = ([i], [j])
      var (x, y) = (a[i], b[j])
      i += 1
      j += 1
      while x != y {
        if x < y, i < a.count {
          x &*= a[i]
          groupA.append(i)
          i += 1
        } else if j < b.count {
          y &*= b[j]
          groupB.append(j)
          j += 1
        } else {
          break
        }
      }
      groupsA.append(groupA)
      groupsB.append(groupB)
    }
    // What is left are dimensions of size 1.
    if !groupsA.isEmpty {
      groupsA[groupsA.count - 1] += Array(i..<a.count)
      groupsB[groupsB.count - 1] += Array(j..<b.count)
    }
    return (groupsA, groupsB)
  }

  private mutating func reassociationAttribute(_ groups: [[Int]]) -> AttributeID {
    var elements: [AttributeID] = []
    for group in groups {
      var members: [AttributeID] = []
      for dimension in group { members.append(integerAttribute(Int64(dimension))) }
      elements.append(arrayAttribute(members))
    }
    return arrayAttribute(elements)
  }
}

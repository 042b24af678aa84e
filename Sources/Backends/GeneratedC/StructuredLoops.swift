import FuseIR

/// A structured op whose loops have known extents.
struct StructuredLoops {
  let view: StructuredOp
  let maps: [AffineMap]
  let iterators: [IteratorType]
  let bounds: [Int64]
  let body: BlockID

  /// The loops of an op; an error where they are not known.
  init(_ op: OpID, in module: borrowing Module) throws(CUnsupported) {
    guard let view = StructuredOp(op, in: module), let maps = view.indexingMaps(in: module),
      let iterators = view.iteratorTypes(in: module), let bounds = view.loopBounds(in: module),
      !bounds.contains(Dimension.dynamic)
    else { throw CUnsupported(op: op, reason: "its loops have no static extents") }
    guard let body = view.body(in: module) else {
      throw CUnsupported(op: op, reason: "it has no body")
    }
    (self.view, self.maps, self.iterators) = (view, maps, iterators)
    (self.bounds, self.body) = (bounds, body)
  }
}

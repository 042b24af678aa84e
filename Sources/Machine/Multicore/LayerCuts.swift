public import FuseIR

/// Into which pieces layers are cut.
public enum LayerGranularity: String, CaseIterable, Sendable {
  /// Rows of the result: along the loop that walks over the rows of what the layer reads, or the outermost one.
  case rows
  /// Columns of the result: along the loop of its innermost axis.
  case cols
  /// Both.
  case tiles
  /// Rows, as many in a piece as the side of an array has places.
  case auto
}

extension LayerGraph {
  /// Cuts of all layers, so that pieces follow one another along chains: where a layer reads a tensor whose producer is cut along an
  /// axis, it is cut along the loop that walks over this axis, into pieces that read as many new elements of it as one piece of the
  /// producer has. Loops that sum are not cut, and neither are loops of one iteration.
  ///
  /// - Parameter size: iterations of a piece, at least 1.
  public func cuts(_ granularity: LayerGranularity, size: Int) -> [[SchedulePlan.Cut]] {
    var cuts: [[SchedulePlan.Cut]] = []
    for layer in layers.indices {
      var own: [SchedulePlan.Cut] = []
      let last = columnLoop(of: layer)
      if granularity != .cols, let row = rowCut(of: layer, cuts, size: size),
        granularity != .tiles || row.loop != last
      {
        own.append(row)
      }
      if granularity == .cols || granularity == .tiles, let last {
        own.append(SchedulePlan.Cut(loop: last, size: min(size, layers[layer].loops[last])))
      }
      own.removeAll { $0.size >= layers[layer].loops[$0.loop] }
      cuts.append(own)
    }
    return cuts
  }

  /// The loop of the result's innermost axis that is longer than 1.
  private func columnLoop(of layer: Int) -> Int? {
    let layer = layers[layer]
    return layer.writes.first?.axes.reversed().compactMap { $0.terms.first?.loop }
      .first { layer.loops[$0] > 1 }
  }

  private func rowCut(
    of number: Int, _ cuts: [[SchedulePlan.Cut]], size: Int
  ) -> SchedulePlan.Cut? {
    let layer = layers[number]
    let order = layer.reads.indices.sorted { a, b in
      (a == layer.inputRead ? 0 : 1, a) < (b == layer.inputRead ? 0 : 1, b)
    }
    for place in order {
      let read = layer.reads[place]
      guard let producer = tensors[read.tensor].producer, let cut = cuts[producer].first,
        let axis = axis(of: read.tensor, writtenBy: producer, along: cut.loop),
        let (loop, step) = walk(read.axes[axis], layer)
      else { continue }
      let (wanted, overflow) = cut.size.multipliedReportingOverflow(by: read.axes[axis].divisor)
      guard !overflow, wanted < 1 << 60 else { continue }
      return SchedulePlan.Cut(
        loop: loop, size: min(layer.loops[loop], max(1, (wanted + step - 1) / step)))
    }
    let outermost = layer.writes.first?.axes.lazy.compactMap { $0.terms.first?.loop }
      .first { layer.loops[$0] > 1 }
    return outermost.map { SchedulePlan.Cut(loop: $0, size: min(size, layer.loops[$0])) }
  }

  /// The axis of a tensor along which a loop of its producer writes.
  private func axis(of tensor: Int, writtenBy producer: Int, along loop: Int) -> Int? {
    layers[producer].writes.first { $0.tensor == tensor }?.axes.firstIndex { axis in
      axis.terms.contains { $0.loop == loop }
    }
  }

  /// The loop that does not sum and walks over an axis in the largest steps.
  private func walk(_ axis: AxisAccess, _ layer: Layer) -> (loop: Int, step: Int)? {
    guard !axis.isWhole, axis.modulus == 0 else { return nil }
    return axis.terms.filter {
      $0.step > 0 && !layer.isReduction[$0.loop] && layer.loops[$0.loop] > 1
    }
    .max { $0.step < $1.step }.map { ($0.loop, $0.step) }
  }
}

// MARK: Dependences

extension LayerGraph {
  /// What the nodes of a layer need of another one's result along an axis.
  public struct Dependence: Equatable, Sendable {
    /// The axis of the tensor.
    public var axis: Int
    /// What is needed.
    public var kind: Kind

    /// How what is needed moves from node to node.
    public enum Kind: Equatable, Sendable {
      /// A window of so many elements, which moves by `step` from one node to the next; `halo` of them the next node needs again.
      case window(size: Int, step: Int, halo: Int)
      /// The same elements for every node: so many of them, all of the axis where `isAll`.
      case same(size: Int, isAll: Bool, sums: Bool)
    }
  }

  /// What the nodes of a layer that is cut need along those axes of a tensor that its producer's nodes cut, or of which they need
  /// windows.
  public func dependences(
    of number: Int, read place: Int, _ cuts: [[SchedulePlan.Cut]]
  ) -> [Dependence] {
    let layer = layers[number]
    let read = layer.reads[place]
    var box = layer.loops.map { Interval(0, $0) }
    for cut in cuts[number] { box[cut.loop] = Interval(0, cut.size) }
    var found: [Dependence] = []
    for (axis, access) in read.axes.enumerated() {
      let extent = tensors[read.tensor].shape[axis]
      let isCut =
        tensors[read.tensor].producer.map { producer in
          cuts[producer].contains {
            self.axis(of: read.tensor, writtenBy: producer, along: $0.loop) == axis
          }
        } ?? false
      let moving = cuts[number].last { cut in access.terms.contains { $0.loop == cut.loop } }
      guard isCut || moving != nil else { continue }
      let first = access.unclipped(box)
      if let moving, !access.isWhole, access.modulus == 0 {
        var next = box
        next[moving.loop] = Interval(moving.size, 2 * moving.size)
        let step = access.unclipped(next).lower - first.lower
        if step != 0 {
          found.append(
            Dependence(
              axis: axis,
              kind: .window(size: first.count, step: step, halo: max(0, first.count - abs(step)))))
          continue
        }
      }
      let region = access.interval(box, extent: extent)
      let sums = access.terms.contains { layer.isReduction[$0.loop] && layer.loops[$0.loop] > 1 }
      found.append(
        Dependence(
          axis: axis,
          kind: .same(size: region.count, isAll: region.count >= extent, sums: sums)))
    }
    return found
  }
}

extension LayerGraph.AxisAccess {
  /// The indices while the loops are in `box`, inside of the tensor or not.
  fileprivate func unclipped(_ box: Box) -> Interval {
    var shifted = self
    let reach = terms.reduce(0) { $0 + min(0, $1.step * (box[$1.loop].upper - 1)) }
    // Multiples of the divisor move the result by whole elements.
    let shift = (abs(min(0, offset + reach)) + divisor - 1) / divisor
    shifted.offset += shift * divisor
    let range = shifted.interval(box, extent: 1 << 60)
    return Interval(range.lower - shift, range.upper - shift)
  }
}

// MARK: Text

extension LayerGraph {
  /// Cuts as `sched.cuts` writes them, outermost first: `d0 by 16, d2 by 32`; nothing for a layer that is one node.
  public static func text(of cuts: [SchedulePlan.Cut]) -> String {
    cuts.map { "d\($0.loop) by \($0.size)" }.joined(separator: ", ")
  }

  /// Why cuts that an op carries are none.
  public struct CutMistake: Error, Equatable, Sendable {
    /// What is wrong, and what would be right.
    public let message: String
  }

  /// The cuts that the op of a layer carries in its attribute `sched.cuts`, nil where it carries none.
  public func cuts(
    writtenAt number: Int, in module: borrowing Module
  ) throws(CutMistake) -> [SchedulePlan.Cut]? {
    let layer = layers[number]
    guard module.attribute("sched.cuts", of: layer.op) != nil else { return nil }
    guard let text = module.string("sched.cuts", of: layer.op) else {
      throw CutMistake(message: "'sched.cuts' must be a string such as \"d0 by 16, d1 by 32\"")
    }
    var cuts: [SchedulePlan.Cut] = []
    for part in text.split(separator: ",") {
      let words = part.split(separator: " ")
      guard words.count == 3, words[1] == "by", words[0].first == "d",
        let loop = Int(words[0].dropFirst()), let size = Int(words[2])
      else {
        throw CutMistake(
          message: "'sched.cuts' has '\(part)'; a cut is written like 'd0 by 16'")
      }
      guard layer.loops.indices.contains(loop) else {
        throw CutMistake(
          message: "'sched.cuts' cuts d\(loop); the loops are d0 to d\(layer.loops.count - 1)")
      }
      guard size >= 1, size <= layer.loops[loop] else {
        throw CutMistake(
          message: "'sched.cuts' cuts d\(loop) by \(size); it has \(layer.loops[loop]) iterations")
      }
      guard !cuts.contains(where: { $0.loop == loop }) else {
        throw CutMistake(message: "'sched.cuts' cuts d\(loop) twice")
      }
      cuts.append(SchedulePlan.Cut(loop: loop, size: size))
    }
    return cuts
  }
}

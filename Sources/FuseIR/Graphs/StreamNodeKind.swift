/// What a node of a text graph is: the words of its `type`, those of the SAM project first.
public enum StreamNodeKind: String, Hashable, Sendable, CaseIterable {
  case fiberlookup, fiberwrite, arrayvals, repsiggen, `repeat`, intersect, union, broadcast
  case reduce, spaccumulator, vectorreducer, crdhold, crddrop
  // Those below are ours: the SAM project's graphs have no such blocks, or none in text.
  case root, locate, concat, fork, join, crdmask
  case generateReferences = "genref"
  case dropStops = "stopdrop"
  case dropEmptyFibers = "emptydrop"
  case flatten, split
  case bitVectorScan = "bvscan"
  case coordinatesToBitVector = "crd2bv"
  case bitVectorToCoordinates = "bv2crd"
  case bitVectorDrop = "bvdrop"
}

/// What an edge of a text graph carries: the words of its `type`.
public enum StreamEdgeKind: String, Hashable, Sendable, CaseIterable {
  case crd, ref, val, repsig, bv

  /// What a stream carries; nil for what a writer left.
  public init?(_ type: StreamType) {
    switch type {
    case .coordinates: self = .crd
    case .references: self = .ref
    case .values: self = .val
    case .bitVectors: self = .bv
    case .signals: self = .repsig
    case .memory: return nil
    }
  }
}

/// How a tensor is stored, as the comment of a text graph says it: `ss01` is two compressed levels, of dimensions 0 and 1 in this
/// order; `none` is a scalar.
struct StreamFormat {
  /// Outermost first: the dimension, and whether the level is compressed.
  var levels: [(dimension: Int, isCompressed: Bool)] = []

  /// Reads a format; nil for a malformed one.
  init?(_ text: String) {
    guard text != "none" else { return }
    let letters = Array(text.utf8)
    let rank = letters.count / 2
    guard letters.count.isMultiple(of: 2), (1...9).contains(rank) else { return nil }
    var seen: Set<Int> = []
    for level in 0..<rank {
      let dimension = Int(letters[rank + level]) - Int(UInt8(ascii: "0"))
      guard (0..<rank).contains(dimension), seen.insert(dimension).inserted else { return nil }
      switch letters[level] {
      case UInt8(ascii: "s"): levels.append((dimension, true))
      case UInt8(ascii: "d"): levels.append((dimension, false))
      default: return nil
      }
    }
  }

  /// The level of a dimension.
  func level(of dimension: Int) -> Int? { levels.firstIndex { $0.dimension == dimension } }

  /// The encoding; nil where it is that of a tensor without one. Values that are blocks stand for two more dense levels of each
  /// dimension's remainders.
  func encoding(blocks: [Int]) -> SparseEncoding? {
    if blocks.isEmpty, levels.enumerated().allSatisfy({ $1.dimension == $0 && !$1.isCompressed }) {
      return nil
    }
    var result = levels.map { level in
      SparseLevel(
        level.dimension, level.isCompressed ? .compressed : .dense,
        part: blocks.isEmpty ? .whole : .quotient(blocks[level.dimension]))
    }
    for (dimension, side) in blocks.enumerated() {
      result.append(SparseLevel(dimension, .dense, part: .rest(side)))
    }
    return SparseEncoding(dimensionCount: levels.count, levels: result)
  }
}

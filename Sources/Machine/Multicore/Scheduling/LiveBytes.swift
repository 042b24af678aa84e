/// The bytes of tensors, weights not among them, that are alive while nodes run one after another: from the first node of a home that
/// reads or writes a piece to the last. It compares orders without times.
struct LiveBytes {
  private var remaining: [Int32]
  private var isTouched: [Bool]
  /// For each piece and home, whether it lies there; and how many nodes have written the piece.
  private var lies: [Bool]
  private var written: [Int32]
  private let isFeature: [Bool]
  private var live = 0
  private(set) var peak = 0
  private(set) var sum = 0.0
  private var pieces: [Int32] = []
  private var groups: [Int32] = []

  init(space: NodeSpace, uses: [Int32], isFeature: [Bool]) {
    remaining = uses
    isTouched = [Bool](repeating: false, count: uses.count)
    lies = [Bool](repeating: false, count: space.totalPieces * space.homes.count)
    written = [Int32](repeating: 0, count: space.totalPieces)
    self.isFeature = isFeature
  }

  /// A node begins: what it reads comes, and what it writes gets its place.
  mutating func begin(layer: Int, node: Int, slot: Int, space: NodeSpace) {
    let home = space.unitHomes[space.units[slot]]
    let place = space.homeSlots[layer * space.homes.count + home]
    for read in space.readStarts[layer]..<space.readStarts[layer + 1] {
      let offset = space.groupOffset(read: read, node: node, cutStart: space.cutStarts[layer])
      let group = space.readBases[read] + place * space.readWidths[read] + offset
      if isTouched[group] { continue }
      isTouched[group] = true
      space.pieces(of: read, offset: offset, into: &pieces)
      let found = pieces
      let tensor = space.readTensors[read]
      for piece in found {
        lay(tensor: tensor, piece: Int(piece), home: home, bits: space.tensorBits[tensor], space)
        if space.homes.count > 1 { drop(tensor: tensor, piece: Int(piece), space) }
      }
    }
    for write in space.writeStarts[layer]..<space.writeStarts[layer + 1] {
      let tensor = space.writeTensors[write]
      let piece = space.written(write: write, node: node, layer: layer).piece
      lay(tensor: tensor, piece: piece, home: home, bits: space.sumBits[tensor], space)
    }
    peak = max(peak, live)
  }

  /// A node ends: what nobody reads any more goes.
  mutating func end(layer: Int, node: Int, slot: Int, space: NodeSpace) {
    let home = space.unitHomes[space.units[slot]]
    let place = space.homeSlots[layer * space.homes.count + home]
    for write in space.writeStarts[layer]..<space.writeStarts[layer + 1] {
      let tensor = space.writeTensors[write]
      let piece = space.written(write: write, node: node, layer: layer).piece
      let number = space.pieceBases[tensor] + piece
      written[number] += 1
      guard Int(written[number]) == space.writersPerPiece[tensor] else { continue }
      if isFeature[tensor], space.sumBits[tensor] != space.tensorBits[tensor] {
        live -= space.bytes(tensor: tensor, piece: piece, bits: space.sumBits[tensor])
        live += space.bytes(tensor: tensor, piece: piece)
      }
      drop(tensor: tensor, piece: piece, space)
    }
    for read in space.readStarts[layer]..<space.readStarts[layer + 1] {
      let offset = space.groupOffset(read: read, node: node, cutStart: space.cutStarts[layer])
      let group = space.readBases[read] + place * space.readWidths[read] + offset
      remaining[group] -= 1
      if remaining[group] > 0 { continue }
      space.pieces(of: read, offset: offset, into: &pieces)
      let found = pieces
      for piece in found { drop(tensor: space.readTensors[read], piece: Int(piece), space) }
    }
    sum += Double(live)
  }

  private mutating func lay(
    tensor: Int, piece: Int, home: Int, bits: Int, _ space: NodeSpace
  ) {
    let place = (space.pieceBases[tensor] + piece) * space.homes.count + home
    if lies[place] { return }
    lies[place] = true
    if isFeature[tensor] { live += space.bytes(tensor: tensor, piece: piece, bits: bits) }
  }

  /// Takes a piece away from each home where nobody needs it: no node there, and none that still has to fetch it from there.
  private mutating func drop(tensor: Int, piece: Int, _ space: NodeSpace) {
    let number = space.pieceBases[tensor] + piece
    if Int(written[number]) < space.writersPerPiece[tensor] { return }
    let homes = space.homes.count
    var isAwaited = false
    var isUsed = [Bool](repeating: false, count: homes)
    for index in space.tensorReadStarts[tensor]..<space.tensorReadStarts[tensor + 1] {
      let read = space.tensorReads[index]
      space.groups(of: read, holding: piece, into: &groups)
      for home in 0..<homes {
        let place = space.homeSlots[space.readLayers[read] * homes + home]
        if place < 0 { continue }
        for offset in groups {
          let group = space.readBases[read] + place * space.readWidths[read] + Int(offset)
          if remaining[group] == 0 { continue }
          isUsed[home] = true
          if !isTouched[group], !lies[number * homes + home] { isAwaited = true }
        }
      }
    }
    if isAwaited { return }
    for home in 0..<homes where lies[number * homes + home] && !isUsed[home] {
      lies[number * homes + home] = false
      if isFeature[tensor] { live -= space.bytes(tensor: tensor, piece: piece) }
    }
  }
}

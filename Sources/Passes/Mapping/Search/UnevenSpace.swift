import Machine

/// The nests of a contraction in which each tensor has tiles of its own in each memory: the space of `tiling=uneven`.
///
/// - Every loop's counts multiply to its extent (perfect factors).
/// - Each memory keeps one tile of each tensor that it holds and does not bypass. Tiles of different tensors, in the same
///   memory or in others, may be of different loops; all stand in one nest, with any loops in any order between them.
/// - Inside all of them comes what runs along the array, then, around weights that stay in the registers, N P Q.
///
/// Of these nests only some are looked at, and no other one costs less (but for rows that a move repeats on machines with
/// Gemmini's instructions: bounds have them as seldom as they can come):
///
/// - Moving a tile outward over a loop that its tensor does not depend on leaves the tile as it is, and fetches it no more
///   often. So the loops directly outside a tile are loops that its tensor depends on, and it is fetched once for each step
///   of all loops outside. The order of the loops between two tiles then says nothing.
/// - A loop that a tile's tensor depends on, and that makes no tile further in cheaper by being in the tile, is outside of it.
/// - The last of a memory's tiles to be chosen is as large as fits.
struct UnevenSpace {
  /// A choice of what each memory keeps, and of what runs along the array.
  struct Root {
    /// Where tiles are, by memory and tensor.
    var places: [FillCosts.Place]
    var spatial: [TiledSpace.SpatialLoop]
    /// Which of the space's choices of `spatial` it is.
    var spatialNumber: Int
  }

  let layer: Layer
  let machine: Accelerator
  /// The registers of the array, if the machine has some.
  let registers: Int?
  let roots: [Root]

  init(_ space: TiledSpace) {
    layer = space.layer
    machine = space.machine
    let registers = space.registers
    self.registers = registers
    var roots: [Root] = []
    let spatialChoices = space.spatialChoices
    for kept in space.keptChoices {
      var places: [FillCosts.Place] = []
      for role in TensorRole.allCases {
        for (index, level) in space.levels.enumerated()
        where kept[index].contains(TensorRoles(role)) {
          places.append(.init(memory: level, role: role))
        }
        if role == .weight, let registers {
          places.append(.init(memory: registers, role: .weight))
        }
      }
      for (number, spatial) in spatialChoices.enumerated() {
        roots.append(Root(places: places, spatial: spatial, spatialNumber: number))
      }
    }
    self.roots = roots
  }

  /// The nest of tiles from outer to inner, without its counts, and its counts.
  func nest(
    _ root: Root, _ tiles: [(place: Int, extents: LayerSizes)]
  ) -> (template: MappingTemplate, counts: [Double]) {
    var slots: [MappingTemplate.Slot] = [.memory(0, .all)]
    var counts = [1.0]
    var outer = layer.sizes
    func walk(_ dimensions: [LayerDimension], to inner: LayerSizes) {
      for dimension in dimensions where outer[dimension] > inner[dimension] {
        slots.append(.loop(dimension))
        counts.append(Double(outer[dimension] / inner[dimension]))
        outer[dimension] = inner[dimension]
      }
    }
    for tile in tiles {
      let place = root.places[tile.place]
      guard place.memory != registers else { continue }
      walk(
        [.group, .outputChannel] + TiledSpace.Block.positions.loops
          + TiledSpace.Block.reduction.loops, to: tile.extents)
      if case .memory(place.memory, let roles)? = slots.last {
        slots[slots.count - 1] = .memory(place.memory, roles.union(TensorRoles(place.role)))
      } else {
        slots.append(.memory(place.memory, TensorRoles(place.role)))
        counts.append(1)
      }
    }
    var least = LayerSizes(repeating: 1)
    for loop in root.spatial { least[loop.dimension] *= loop.count }
    walk([.group, .outputChannel] + TiledSpace.Block.reduction.loops, to: least)
    for loop in root.spatial {
      slots.append(.spatial(loop.dimension, loop.axis))
      counts.append(Double(loop.count))
      outer[loop.dimension] /= loop.count
    }
    if let registers {
      slots.append(.memory(registers, .weight))
      counts.append(1)
    }
    walk(TiledSpace.Block.positions.loops, to: LayerSizes(repeating: 1))
    return (MappingTemplate(slots: slots), counts)
  }
}
